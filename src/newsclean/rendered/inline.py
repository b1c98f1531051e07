"""The lines of a paragraph in Markdown: emphasis, code, links and images."""

from __future__ import annotations

from newsclean.blocks import CODE, EMPHASIS, STRONG, Break, Image, Inline, Piece
from newsclean.rendered import escape as esc

_MARKERS = {STRONG: "**", EMPHASIS: "*"}
_BOTH = STRONG | EMPHASIS
_SHOWN = _BOTH | CODE

Part = Piece | Image
# Stand for what follows: the end of a link, the end of what stands between markers.
_BRACKET, _MARKER = Image("", ""), Image("", "")


def lines_of(inlines: list[Inline], *, cell: bool = False) -> list[str]:
    """Lines of Markdown, one for each line of the paragraph. cell: of a table."""
    lines: list[list[Part]] = [[]]
    for part in inlines:
        if isinstance(part, Break):
            lines.append([])
        else:
            lines[-1].append(part)
    text = "".join([part.text for line in lines for part in line if isinstance(part, Piece)])
    has_links = esc.has_links(text)
    return [_Line(line, has_links, cell).text for line in lines if line]


class _Line:
    """One line on its way to Markdown."""

    def __init__(self, parts: list[Part], brackets: bool, cell: bool) -> None:
        self._brackets = brackets
        self._cell = cell
        # Whether what was written last is a marker.
        self._has_opened = self._has_closed = False
        self._out: list[str] = []
        parts = _merged(parts)
        at = 0
        while at < len(parts):
            link, end = _link_of(parts[at]), at + 1
            while end < len(parts) and _link_of(parts[end]) == link:
                end += 1
            if link is None:
                self._styled(parts[at:end], _BOTH, parts[end] if end < len(parts) else None)
            else:
                self._linked(parts[at:end], link)
            at = end
        self.text = "".join(self._out)

    def _linked(self, parts: list[Part], link: str) -> None:
        first, last = parts[0], parts[-1]
        text = first.text, last.text
        if len(parts) == 1 and not first.text.strip():  # nothing to follow
            self._write(first.text)
            return
        first.text = first.text.lstrip()
        last.text = last.text.rstrip()
        for part in parts:
            if isinstance(part, Piece):
                part.link = None  # told from here on
                if "]" in part.text:  # nothing is escaped in code, so it could end the link
                    part.style &= ~CODE
        self._write(" " if text[0][0].isspace() else "")
        brackets, self._brackets = self._brackets, True
        self._write("[")
        self._styled(parts, _BOTH, _BRACKET)
        self._write(f"]({esc.address(link)})")
        self._brackets = brackets
        self._write(" " if text[1][-1].isspace() else "")

    def _write(self, text: str, *, opens: bool = False, closes: bool = False) -> None:
        if text:
            self._out.append(text)
            self._has_opened, self._has_closed = opens, closes

    def _last(self) -> str:
        """The character that was written last; empty at the start of the line."""
        return self._out[-1][-1] if self._out else ""

    def _styled(self, parts: list[Part], styles: int, after: Part | None) -> None:
        """Parts in the styles that are still to be shown. after: the part that follows."""
        at = 0
        while at < len(parts):
            part = parts[at]
            own = part.style & styles if isinstance(part, Piece) else 0
            if not own:
                following = parts[at + 1] if at + 1 < len(parts) else after
                self._part(part, following)
                at += 1
                continue
            ends = {style: _extent(parts, at, style) for style in _MARKERS if own & style}
            style = max(ends, key=ends.__getitem__)
            end = ends[style]
            following = parts[end] if end < len(parts) else after
            self._marked(parts[at:end], style, styles & ~style, following)
            at = end

    def _marked(self, parts: list[Part], style: int, styles: int, after: Part | None) -> None:
        """Parts between markers, blanks and, where it must be, punctuation outside of them."""
        marker, right = _MARKERS[style], _first_char(after)
        text = "".join(map(_seen, parts))
        # The markers of what follows may yet fall away.
        lead, tail = _border(text, self._last(), _sure_char(after))
        # What is cut off must be of one part: what is left of others would begin otherwise.
        fits = lead + tail < len(text) and (
            len(parts) == 1 or (lead < len(_seen(parts[0])) and tail < len(_seen(parts[-1])))
        )
        fits &= "`" not in (text[:lead] + text[len(text) - tail :])
        if fits and styles | style != _BOTH:
            fits = self._is_clear(text, lead, tail, after)
        if not fits or (self._has_closed and not lead):
            self._styled(parts, styles, after)
            return
        self._escaped(text[:lead], marker[0])
        inner = list(parts)
        if lead:
            inner[0] = _cut(inner[0], lead, None)
        if tail:
            inner[-1] = _cut(inner[-1], 0, -tail)
        self._write(marker, opens=True)
        self._styled(inner, styles, _MARKER)
        self._write(marker, closes=True)
        self._escaped(text[len(text) - tail :], right)

    def _is_clear(self, text: str, lead: int, tail: int, after: Part | None) -> bool:
        """Whether markers inside of others can do nothing but open, and nothing but close."""
        left, right = self._last(), _sure_char(after)
        first, last = text[lead], text[len(text) - tail - 1]
        if lead:
            left = text[lead - 1]
        if tail:
            right = text[len(text) - tail]
        opens = (self._has_opened and not lead) or esc.is_blank(left)
        closes = (after is _MARKER and not tail) or esc.is_blank(right)
        opens = opens or (esc.is_mark(left) and not esc.may_be_mark(first))
        closes = closes or (esc.is_mark(right) and not esc.may_be_mark(last))
        return opens and closes

    def _part(self, part: Part, after: Part | None) -> None:
        if isinstance(part, Image):
            text = esc.escape(part.text, brackets=True, cell=self._cell)
            self._write(f"![{text}]({esc.address(part.source)})")
            self._write(" " if part.is_spaced else "")
        elif part.style & CODE and part.text.strip():
            text = part.text.strip()
            self._write(" " if part.text[0].isspace() else "")
            self._write(esc.code(text, cell=self._cell))
            self._write(" " if part.text[-1].isspace() else "")
        else:
            self._escaped(part.text, _first_char(after))

    def _escaped(self, text: str, after: str) -> None:
        before = self._last()
        self._write(esc.escape(text, before, after, brackets=self._brackets, cell=self._cell))


def _border(text: str, before: str, after: str) -> tuple[int, int]:
    """How many characters at either end of a text cannot stand inside of markers.

    A marker opens before a letter, or before punctuation that punctuation or a blank precedes;
    it closes likewise.
    """
    lead, size = 0, len(text)
    while lead < size:
        left = text[lead - 1] if lead else before
        char = text[lead]
        is_open = esc.is_blank(left) or esc.is_mark(left)
        if not char.isspace() and (is_open or not esc.may_be_mark(char)):
            break
        lead += 1
    tail = 0
    while tail < size - lead:
        right = text[size - tail] if tail else after
        char = text[size - tail - 1]
        is_open = esc.is_blank(right) or esc.is_mark(right)
        if not char.isspace() and (is_open or not esc.may_be_mark(char)):
            break
        tail += 1
    return lead, tail


def _first_char(part: Part | None) -> str:
    """What will be written first of a part: a marker, or its first character."""
    if part is None:
        return ""
    if isinstance(part, Image):
        return "["
    if part.text[:1].isspace():
        return part.text[0]
    if part.link:
        return "["
    return "*" if part.style & _SHOWN else part.text[:1]


def _link_of(part: Part) -> str | None:
    return part.link if isinstance(part, Piece) else None


def _seen(part: Part) -> str:
    """A part as the rules of emphasis see it; what has marks around it, as backticks."""
    if isinstance(part, Image):
        return "`"
    if not part.style & CODE:
        return part.text
    text = part.text.strip()
    return part.text.replace(text, "`" * len(text)) if text else part.text


def _sure_char(part: Part | None) -> str:
    """What stands first of a part, whether or not its markers are written."""
    if isinstance(part, Piece) and not (part.link and not part.text[:1].isspace()):
        return _seen(part)[:1]
    return _first_char(part)


def _cut(part: Part, start: int, end: int | None) -> Part:
    if isinstance(part, Image):
        return part
    return Piece(part.text[start:end], part.style, part.link)


def _extent(parts: list[Part], at: int, style: int) -> int:
    end = at
    while end < len(parts) and getattr(parts[end], "style", 0) & style:
        end += 1
    return end


def _merged(parts: list[Part]) -> list[Part]:
    """Parts without those that are styled as the one before; copies, which may be cut."""
    found: list[Part] = []
    texts: list[list[str]] = []  # of each part; joined at the end, for there may be many
    for part in parts:
        if isinstance(part, Image):
            found.append(part)
            texts.append([])
            continue
        style, last = part.style & _SHOWN, found[-1] if found else None
        if isinstance(last, Piece) and (
            not part.text.strip()  # a blank has no style
            # Code cannot follow on code.
            or (last.link == part.link and (last.style == style or last.style & style & CODE))
        ):
            texts[-1].append(part.text)
        else:
            found.append(Piece("", style, part.link))
            texts.append([part.text])
    for part, pieces in zip(found, texts, strict=True):
        if isinstance(part, Piece):
            part.text = "".join(pieces)
    return found
