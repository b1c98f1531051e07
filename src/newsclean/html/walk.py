"""A tree to runs: the page's text in reading order, and the elements that hold it."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

# No text of the page, or not in this place.
_SKIPPED = (
    "script style noscript template svg iframe select textarea title head canvas audio video "
    "object applet embed map datalist meta link base param source track frame frameset "
    "noframes dialog"
).split()
_BLOCKS = (
    "html body address article aside blockquote center dd details dir div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend li main "
    "menu nav ol p pre "
    "section summary table tbody td tfoot th thead tr ul caption colgroup col button amp-accordion "
    "amp-sidebar amp-carousel amp-list marquee noembed plaintext listing xmp turbo-frame"
).split()
_INLINE, _BLOCK, _BREAK, _SKIP, _LINK = 0, 1, 2, 3, 4
_KIND = {
    **dict.fromkeys(_BLOCKS, _BLOCK), **dict.fromkeys(_SKIPPED, _SKIP), "br": _BREAK, "a": _LINK,
}  # fmt: skip

# Where scripts are to fill the page, its text may wait in these.
_WAITING = ("noscript", "template", "textarea")
_KIND_WAITING = _KIND | dict.fromkeys(_WAITING, _BLOCK)

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
        self._visit(root, self.root, False)
        if self._parts:
            self._flush(self.root, False)

    def _visit(self, element: Any, frame: Frame, in_link: bool) -> None:
        """The content of one element; its own tail is the caller's."""
        parts, links, kinds = self._parts, self._link_parts, self._kinds
        text = element.text
        if text and (parts or not text.isspace()):
            parts.append(text)
            if in_link:
                links.append(text)
        for child in element:
            kind = kinds.get(child.tag, _INLINE)
            if kind == _BLOCK:
                if parts:
                    self._flush(frame, False)
                inner: Frame = [child, frame, None]
                if len(child):
                    self._visit(child, inner, in_link)
                else:
                    text = child.text
                    if text and not text.isspace():
                        parts.append(text)
                        if in_link:
                            links.append(text)
                if parts:
                    self._flush(inner, False)
            elif kind in (_INLINE, _LINK):
                inside = in_link or kind == _LINK
                if len(child):
                    self._visit(child, frame, inside)
                else:  # most of them; a call less
                    text = child.text
                    if text and (parts or not text.isspace()):
                        parts.append(text)
                        if inside:
                            links.append(text)
            elif kind == _BREAK and parts:
                self._flush(frame, True)
            text = child.tail
            if text and (parts or not text.isspace()):
                parts.append(text)
                if in_link:
                    links.append(text)

    def add(self, text: str, frame: Frame) -> None:
        """One more run, which stands nowhere in the tree."""
        self.texts.append(text)
        self.frames.append(frame)
        self.links.append(0)
        self.breaks.append(False)

    def _flush_lines(self, text: str, frame: Frame) -> None:
        """The lines of a poem or of a program, each a run of its own."""
        is_linked = sum(map(len, self._link_parts)) * 2 > len(text)
        self._parts.clear()
        self._link_parts.clear()
        for line in text.split("\n"):
            line = " ".join(line.split())
            if line:
                self.add(line, frame)
                self.breaks[-1] = True
                self.links[-1] = len(line) if is_linked else 0

    def _flush(self, frame: Frame, is_broken: bool) -> None:
        parts, links = self._parts, self._link_parts
        text = "".join(parts)
        if frame[0].tag == "pre" and "\n" in text.strip("\n"):
            self._flush_lines(text, frame)
            return
        text = " ".join(text.split())
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
