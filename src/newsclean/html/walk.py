"""A tree to runs: the page's text in reading order, and the elements that hold it."""

from __future__ import annotations

from newsclean.patterns import Pattern
from newsclean.shapes import ends_sentence

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

# No text of the page, or not in this place. How a word is read stands above it, in small letters:
# between its letters it would tear it apart (`<ruby>子<rt>こ</rt></ruby>ども`).
_SKIPPED = (
    "rt rp rtc "
    "script style noscript template svg iframe select textarea title head canvas audio video "
    "object applet datalist meta link base frameset noframes dialog amp-consent"
).split()
_BLOCKS = (
    "html body address article aside blockquote center dd details dir div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend li main "
    "menu nav ol p pre "
    "section summary table tbody td tfoot th thead tr ul caption colgroup col amp-accordion "
    "amp-sidebar amp-carousel amp-list marquee noembed plaintext listing xmp turbo-frame"
).split()
_INLINES = (
    "span b i em strong small font u s strike del ins mark abbr acronym cite code kbd samp var tt "
    "big time label img input wbr bdi bdo dfn data output ruby rb picture nobr area "
    "progress meter amp-img map "
    # libxml2 does not know that these hold nothing: without an end tag they swallow what follows.
    "embed source track param frame bgsound keygen"
).split()
# From _RAISED on the element itself or its place decides.
_INLINE, _BLOCK, _BREAK, _SKIP, _LINK, _RAISED, _BUTTON, _QUOTED, _OTHER = range(9)
_KIND = {
    **dict.fromkeys(_INLINES, _INLINE), **dict.fromkeys(_BLOCKS, _BLOCK),
    **dict.fromkeys(_SKIPPED, _SKIP), "br": _BREAK, "a": _LINK, "sup": _RAISED, "sub": _RAISED,
    "button": _BUTTON, "q": _QUOTED,
}  # fmt: skip
# The marks that browsers put around a `q`, by language.
_QUOTES = {
    "de": "„“", "cs": "„“", "sk": "„“", "pl": "„”", "hu": "„”", "ro": "„”", "nl": "‘’",
    "fr": "«»", "it": "«»", "es": "«»", "pt": "«»", "ru": "«»", "uk": "«»", "el": "«»",
    "ar": "«»", "fa": "«»", "sv": "””", "fi": "””", "ja": "「」", "zh-tw": "「」",
}  # fmt: skip
_PLAIN_QUOTES, _OPENING = "“”", "\"'“„«‘「『‚”"
# Elements whose text is sentences: a button between the words of one is a word (a glossary).
_SENTENCES = frozenset(("p", "li", "dd", "dt", "td", "th", "blockquote", "figcaption"))

# `10<sup>6</sup>` is not 106, nor `2011<sup>3</sup>` the year 20113.
_SUPERSCRIPTS = str.maketrans("0123456789+-\u2212", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")
_SUBSCRIPTS = str.maketrans("0123456789+-\u2212", "₀₁₂₃₄₅₆₇₈₉₊₋₋")
_RAISABLE = Pattern(r"[+\-\u2212]?[0-9]+")

# Between letters of these scripts a line end of the source is no blank (CSS Text 3, 4.1.2).
_JOINED_LINES = Pattern(
    "(?<=[\u3001-\u30ff\u3400-\u9fff\uf900-\ufaff\uff01-\uff65])[ \t\r]*\n[ \t\r\n]*"
    "(?=[\u3001-\u30ff\u3400-\u9fff\uf900-\ufaff\uff01-\uff65])"
)
# A style or a class (Tailwind's) under which the lines of the source are those of the page.
_KEEPS_LINES = Pattern(r"white-?space\s*[:-]\s*(?:pre|break-spaces)")
# Paragraphs that stand in one element with nothing but an empty line between them.
_EMPTY_LINE = Pattern(r"\n[ \t\r]*\n\s*")
_PARAGRAPH_CHARS = 40

# Where scripts are to fill the page, its text may wait in these.
_WAITING = ("noscript", "template", "textarea")
_KIND_WAITING = _KIND | dict.fromkeys(_WAITING, _BLOCK)

_MANY_CHILDREN = 4096
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_ANCHORS = frozenset("#¶§🔗⚓")

# An open block element: the element, the frame around it, and a place for what is made of it.
Frame = list["Any"]


class Walk:
    """The runs of a tree: text that nothing but inline tags interrupts, in document order.

    texts: blanks folded, never empty. frames: the block element that each run stands in. links:
    how many of its characters are links. breaks: whether a `br` ended it. All equally long.
    waiting: whether text counts that only shows where scripts do or do not run.

    Most of the cost are the proxies that lxml makes of elements: each is visited once, and asked
    for its class only when somebody wants it.
    """

    __slots__ = ("_kinds", "_link_parts", "_parts", "breaks", "frames", "links", "root", "texts")

    def __init__(self, root: Any, *, waiting: bool = False) -> None:
        self._kinds = _KIND_WAITING if waiting else _KIND
        self.texts: list[str] = []
        self.frames: list[Frame] = []
        self.links: list[int] = []
        self.breaks: list[bool] = []
        self._parts: list[str] = []
        self._link_parts: list[str] = []
        self.root: Frame = [root, None, None]
        self._visit(root, self.root, False, len(root))
        if self._parts:
            self._flush(self.root, False)

    def _visit(self, element: Any, frame: Frame, in_link: bool, count: int) -> None:
        """The content of one element; its own tail is the caller's. count: its children."""
        parts, links, kinds = self._parts, self._link_parts, self._kinds
        text = element.text
        if text and (parts or not text.isspace()):
            parts.append(text)
            if in_link:
                links.append(text)
        # All at once costs two thirds of one by one; but many proxies take memory.
        for child in element[:] if count <= _MANY_CHILDREN else element:
            kind = kinds.get(child.tag, _OTHER)
            if kind == _BLOCK:
                if parts:
                    self._flush(frame, False)
                inner: Frame = [child, frame, None]
                below = len(child)
                if below:
                    self._visit(child, inner, in_link, below)
                else:
                    text = child.text
                    if text and not text.isspace():
                        parts.append(text)
                        if in_link:
                            links.append(text)
                if parts:
                    self._flush(inner, False)
            elif kind == _INLINE or kind == _LINK:  # noqa: SIM109  no tuple for each element
                inside = in_link or kind == _LINK
                below = len(child)
                if below:
                    self._visit(child, frame, inside, below)
                else:  # most of them; a call less
                    text = child.text
                    if text and (parts or not text.isspace()) and not (
                        kind == _LINK and text in _ANCHORS and _is_anchor(child, frame)
                    ):
                        parts.append(text)
                        if inside:
                            links.append(text)
            elif kind == _BREAK:
                if parts:
                    self._flush(frame, True)
            elif kind != _SKIP:
                self._visit_odd(child, kind, frame, in_link)
            text = child.tail
            if text and (parts or not text.isspace()):
                parts.append(text)
                if in_link:
                    links.append(text)

    def _visit_odd(self, child: Any, kind: int, frame: Frame, in_link: bool) -> None:
        """A raised number, a button, a quotation, an element of the page's own; all are rare."""
        parts = self._parts
        if kind == _QUOTED:
            opened, closed = quotes_of(child)
            self._add_mark(opened, in_link)
            self._visit(child, frame, in_link, len(child))
            self._add_mark(closed, in_link)
            return
        if kind == _OTHER:
            if self._is_apart(child, frame):
                inner: Frame = [child, frame, None]
                if parts:
                    self._flush(frame, False)
                self._visit(child, inner, in_link, len(child))
                if parts:
                    self._flush(inner, False)
            else:
                self._visit(child, frame, in_link, len(child))
            return
        if kind == _RAISED:
            text = _raised(child, parts)
            if text:
                parts.append(text)
                if in_link or child.find(".//a") is not None:
                    self._link_parts.append(text)
                return
        if kind == _RAISED or _is_word(child, parts, frame):
            self._visit(child, frame, in_link, len(child))
            return
        if parts:
            self._flush(frame, False)
        around: Frame = [child, frame, None]
        self._visit(child, around, in_link, len(child))
        if parts:
            self._flush(around, False)

    def _add_mark(self, mark: str, in_link: bool) -> None:
        if mark:
            self._parts.append(mark)
            if in_link:
                self._link_parts.append(mark)

    def _is_apart(self, child: Any, frame: Frame) -> bool:
        """Whether an element of the page's own (`<my-card>`) is a line: nothing stands beside it.

        Browsers show it within the line, unless its style says otherwise, and that is not known.
        One that holds blocks breaks the lines by them.
        """
        if "-" not in child.tag or frame[0].tag in _SENTENCES:
            return False
        if child.tail and not child.tail.isspace():
            return False
        if not all(map(str.isspace, self._parts)):
            return False
        kinds = self._kinds
        return not any(kinds.get(inner.tag) == _BLOCK for inner in child.iterdescendants())

    def add(self, text: str, frame: Frame) -> None:
        """One more run, which stands nowhere in the tree."""
        self.texts.append(text)
        self.frames.append(frame)
        self.links.append(0)
        self.breaks.append(False)

    def _flush_lines(self, lines: list[str], frame: Frame) -> None:
        """The lines of a poem or of a program, each a run of its own; or paragraphs likewise."""
        is_linked = sum(map(len, self._link_parts)) * 2 > sum(map(len, lines))
        self._parts.clear()
        self._link_parts.clear()
        for line in lines:
            line = " ".join(line.split())
            if line:
                self.add(line, frame)
                self.breaks[-1] = True
                self.links[-1] = len(line) if is_linked else 0

    def _flush(self, frame: Frame, is_broken: bool) -> None:
        parts, links = self._parts, self._link_parts
        text = parts[0] if len(parts) == 1 else "".join(parts)
        if "\n" in text:
            text = text.strip()
            if "\n" in text:
                lines = _lines(text, frame)
                if lines:
                    self._flush_lines(lines, frame)
                    return
                if not text.isascii():
                    text = _JOINED_LINES.sub("", text)
        # Of all blanks only one is printable; most texts need nothing, and to see that costs half.
        text = text.strip() if text.isprintable() and "  " not in text else " ".join(text.split())
        if text:
            self.texts.append(text)
            self.frames.append(frame)
            self.breaks.append(is_broken)
            if not links:
                self.links.append(0)
            elif len(links) == len(parts):
                self.links.append(len(text))
            else:
                self.links.append(len(" ".join("".join(links).split())))
        parts.clear()
        links.clear()


def _lines(text: str, frame: Frame) -> list[str]:
    """What the page shows on lines of its own in one run; none where it is one paragraph.

    text: without blanks around it.
    """
    element, around = frame[0], frame[1]
    if element.tag == "pre" or _keeps_lines(element):
        return text.split("\n")
    if around is not None and (around[0].tag == "pre" or _keeps_lines(around[0])):
        return text.split("\n")
    if "\n\n" in text or _EMPTY_LINE.search(text):
        pieces = _EMPTY_LINE.split(text)
        if all(_is_paragraph(piece) for piece in pieces[:-1]) and len(pieces) > 1:
            return [_JOINED_LINES.sub("", piece) for piece in pieces]
    return []


def _is_anchor(link: Any, frame: Frame) -> bool:
    """Whether a link is the sign by which a heading links to itself: `Results#`, `¶ Results`."""
    return frame[0].tag in _HEADINGS and (link.get("href") or "").startswith("#")


def _is_paragraph(text: str) -> bool:
    return len(text) >= _PARAGRAPH_CHARS and ends_sentence(text)


def _keeps_lines(element: Any) -> bool:
    style, names = element.get("style"), element.get("class")
    return bool(
        (style and "white" in style and _KEEPS_LINES.search(style))
        or (names and "white" in names and _KEEPS_LINES.search(names))
    )


def _raised(element: Any, parts: list[str]) -> str | None:
    """A raised or lowered number by the signs that Unicode has for it; None for anything else.

    A lowered one only behind a digit, where it would become one with that: H2O is read as it is.
    """
    text = "".join(element.itertext()).strip()
    if not _RAISABLE.fullmatch(text):
        return None
    if element.tag == "sup":
        return text.translate(_SUPERSCRIPTS)
    before = parts[-1][-1:] if parts else ""
    return text.translate(_SUBSCRIPTS) if before.isdigit() or before in "/⁄" else None


def quotes_of(element: Any) -> tuple[str, str]:
    """The marks before and behind a `q`; none where its text brings its own, or it holds blocks."""
    text = "".join(element.itertext()).strip()
    if not text or text[0] in _OPENING:
        return "", ""
    if any(_KIND.get(inner.tag) == _BLOCK for inner in element.iterdescendants()):
        return "", ""
    up = element
    while up is not None:
        language = (up.get("lang") or "").lower()
        if language:
            marks = _QUOTES.get(language) or _QUOTES.get(language[:2], _PLAIN_QUOTES)
            return marks[0], marks[1]
        up = up.getparent()
    return _PLAIN_QUOTES[0], _PLAIN_QUOTES[1]


def _is_word(button: Any, parts: list[str], frame: Frame) -> bool:
    """Whether a button is a word of a sentence: text stands behind it, and before it or small."""
    if frame[0].tag not in _SENTENCES:
        return False
    tail, around = button.tail, button.getparent()
    while (tail is None or tail.isspace()) and around is not None and around is not frame[0]:
        tail, around = around.tail, around.getparent()
    tail = (tail or "").lstrip()
    if not tail:
        return False
    return tail[0].islower() or any(not part.isspace() for part in parts)
