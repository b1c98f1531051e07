"""A second walk over a page, for those who want more than its text: styles, links, images."""

from __future__ import annotations

from newsclean.blocks import CODE, EMPHASIS, STRONG, SUBSCRIPT, SUPERSCRIPT
from newsclean.html.walk import _BLOCK, _BREAK, _INLINE, _LINK, Frame, Walk

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_STYLES = {
    "em": EMPHASIS, "i": EMPHASIS, "strong": STRONG, "b": STRONG, "code": CODE, "kbd": CODE,
    "samp": CODE, "tt": CODE, "sup": SUPERSCRIPT, "sub": SUBSCRIPT,
}  # fmt: skip
_IMAGES = ("img", "amp-img")

SPACED = 1  # an image that a blank follows though there is none in the text
# Text, its styles, the `a` that it stands in; or, without text, the element of an image.
Part = tuple[str, int, "Any"]


class Reading(Walk):
    """The same runs as the first walk's, in the same order, and what each is made of.

    parts: of each run; their texts are the run's text. gaps: what follows a run: 0 the end of its
    block, 1 a `br`, 2 an empty line behind it; of a line of a program, how many line ends.
    lines: a run as it stands in a `pre`, else None. marks: images and rules that stand between
    runs: the number of the run that follows, the element, its frame.
    """

    __slots__ = ("_link", "_open", "_pre", "_style", "gaps", "lines", "marks", "parts")

    def __init__(self, root: Any, *, waiting: bool = False) -> None:
        self.parts: list[list[Part]] = []
        self.gaps: list[int] = []
        self.lines: list[str | None] = []
        self.marks: list[tuple[int, Any, Frame]] = []
        self._open: list[Part] = []
        self._style = 0
        self._link: Any = None
        self._pre = 0
        super().__init__(root, waiting=waiting)
        self._let_go(self.root)

    def _visit(self, element: Any, frame: Frame, in_link: bool) -> None:
        kinds = self._kinds
        self._say(element.text)
        for child in element:
            tag = child.tag
            kind = kinds.get(tag, _INLINE)
            if kind == _BLOCK:
                self._end(frame)
                inner: Frame = [child, frame, None]
                is_pre = tag == "pre"
                self._pre += is_pre
                self._visit(child, inner, in_link)
                self._end(inner)
                self._pre -= is_pre
                if tag == "hr":
                    self.marks.append((len(self.texts), child, frame))
            elif kind in (_INLINE, _LINK):
                if tag in _IMAGES:
                    self._open.append(("", 0, child))
                style, link = self._style, self._link
                self._style |= _STYLES.get(tag, 0)
                if kind == _LINK:
                    self._link = child
                self._visit(child, frame, in_link)
                self._style, self._link = style, link
            elif kind == _BREAK:
                if self._parts:
                    self._flush(frame, True)
                elif self.gaps and self.gaps[-1] == 1:
                    self.gaps[-1] = 2
            elif tag == "source":  # libxml2 does not know that it holds nothing
                self._open += [("", 0, image) for image in child.iter(*_IMAGES)]
            self._say(child.tail)

    def _say(self, text: str | None) -> None:
        if text and (self._parts or not text.isspace()):
            self._parts.append(text)
            self._open.append((text, self._style, self._link))

    def _end(self, frame: Frame) -> None:
        if self._parts:
            self._flush(frame, False)
        self._let_go(frame)

    def _let_go(self, frame: Frame) -> None:
        """Images that no text stood beside."""
        for _, _, element in self._open:
            self.marks.append((len(self.texts), element, frame))
        self._open.clear()

    def _flush(self, frame: Frame, is_broken: bool) -> None:
        whole, count = "".join(self._parts), len(self.texts)
        super()._flush(frame, is_broken)
        added = len(self.texts) - count
        if added == 1 and not (frame[0].tag == "pre" and "\n" in whole.strip("\n")):
            self.parts.append(_folded(self._open))
            self.gaps.append(1 if is_broken else 0)
            self.lines.append(whole.strip("\n").rstrip() if self._pre else None)
            self._open.clear()
        elif added:
            self._add_lines(whole)
            self._open.clear()
        else:
            self._let_go(frame)

    def _add_lines(self, whole: str) -> None:
        """The lines of a program or a poem."""
        first = len(self.parts)
        for line in whole.split("\n"):
            if line.strip():
                self.parts.append([(" ".join(line.split()), 0, None)])
                self.gaps.append(1)
                self.lines.append(line.rstrip())
            elif len(self.parts) > first:
                self.gaps[-1] += 1
        self.gaps[-1] = 1

    def add_told(self, told: str, root: Any) -> None:
        """The runs of a text that stands nowhere in the tree. root: its own, if it has markup."""
        if root is not None:
            inner = Reading(root)
            self.marks += [(at + len(self.texts), *mark) for at, *mark in inner.marks]
            for name in ("texts", "frames", "links", "breaks", "parts", "gaps", "lines"):
                getattr(self, name).extend(getattr(inner, name))
            return
        for line in told.split("\n"):
            line = " ".join(line.split())
            if line:
                self.add(line, self.root)
                self.parts.append([(line, 0, None)])
                self.gaps.append(0)
                self.lines.append(None)


def _folded(parts: list[Part]) -> list[Part]:
    """Parts whose texts together are the run's, blanks folded as in it."""
    found: list[Part] = []
    last = -1  # the last part with a text
    is_due = is_after = False  # whether a blank stood behind it; behind the last image
    for text, style, element in parts:
        if not text:
            found.append((text, 0, element))
            is_due, is_after = is_due or is_after, False
            continue
        is_beside = last == len(found) - 1
        body = " ".join(text.split())
        if text[0].isspace() and not is_beside:
            is_after = True
        if not body:
            is_due = is_due or is_beside
            continue
        if last >= 0 and is_due:
            before = found[last]
            found[last] = (f"{before[0]} ", before[1], before[2])
            if is_after:
                found[-1] = ("", SPACED, found[-1][2])
        elif last >= 0 and (is_after or text[0].isspace()):
            body = f" {body}"
        last, is_due, is_after = len(found), text[-1].isspace(), False
        found.append((body, style, element))
    return found
