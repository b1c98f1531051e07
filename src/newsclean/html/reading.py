"""A closer look at a page, for those who want more than its text: styles, links, images."""

from __future__ import annotations

from newsclean.blocks import CODE, EMPHASIS, STRONG, SUBSCRIPT, SUPERSCRIPT
from newsclean.html.walk import _BLOCK, _BREAK, _INLINE, _SKIP, Frame, Walk, quotes_of

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

_LINE_END = "\v"  # stands for a `br` among the blanks of the page
_AHEAD = 4000  # characters in which a run is looked for that does not follow on the one before
# A walk may write raised numbers so.
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻₀₁₂₃₄₅₆₇₈₉₊₋\u2212", "0123456789+-0123456789+--")


class Reading:
    """The runs of a walk, and what each is made of.

    texts, frames: the walk's. parts: of each run; their texts are the run's text. gaps: what
    follows a run: 0 the end of its block, 1 the end of a line, more an empty line behind it.
    lines: a run of a `pre` as it stands there, with its indentation; else None. marks: images
    and rules between runs: the number of the run that follows, the element, its frame. missed: how
    many runs were not found again, and have no styles.

    The walk alone decides what a run is. But for blanks, its characters are those of the texts
    that are heard here, in the same order, and so each finds its style.
    """

    def __init__(self, root: Any, *, waiting: bool = False) -> None:
        walk = Walk(root, waiting=waiting)
        self.root = walk.root
        self.texts, self.frames = walk.texts, walk.frames
        self.parts: list[list[Part]] = []
        self.gaps: list[int] = []
        self.lines: list[str | None] = []
        self.marks: list[tuple[int, Any, Frame]] = []
        self.missed = 0
        self._frames: dict[Any, Frame] = {root: walk.root}
        for frame in walk.frames:
            up: Frame | None = frame
            while up is not None and up[0] not in self._frames:
                self._frames[up[0]] = up
                up = up[1]
        self._pre: dict[int, bool] = {}
        _Match(self, _Heard(root, walk._kinds), walk.breaks)

    def add_told(self, told: str, root: Any) -> None:
        """The runs of a text that stands nowhere in the tree. root: its own, if it has markup."""
        if root is not None:
            inner = Reading(root)
            self.marks += [(at + len(self.texts), *mark) for at, *mark in inner.marks]
            for name in ("texts", "frames", "parts", "gaps", "lines"):
                getattr(self, name).extend(getattr(inner, name))
            return
        for line in told.split("\n"):
            line = " ".join(line.split())
            if line:
                self.texts.append(line)
                self.frames.append(self.root)
                self.parts.append([(line, 0, None)])
                self.gaps.append(0)
                self.lines.append(None)

    def frame_of(self, element: Any) -> Frame:
        """The frame of a block; one without text has none in the walk."""
        found = self._frames.get(element)
        if found is None:
            above = element.getparent()
            while above is not None and above not in self._frames:
                above = above.getparent()
            found = [element, self.root if above is None else self._frames[above], None]
            self._frames[element] = found
        return found

    def is_in_pre(self, frame: Frame) -> bool:
        """Whether a run stands in a `pre`, near or far."""
        found = self._pre.get(id(frame))
        if found is None:
            above = frame[1]
            found = frame[0].tag == "pre" or (above is not None and self.is_in_pre(above))
            self._pre[id(frame)] = found
        return found


class _Heard:
    """The texts of a page in order, blanks and all, each with its styles and its link.

    marks: how many texts stand before an image or a rule; the element; the block around it.
    """

    def __init__(self, root: Any, kinds: dict[Any, int]) -> None:
        self.texts: list[Part] = []
        self.marks: list[tuple[int, Any, Any]] = []
        self._kinds = kinds
        self._listen(root, root, 0, None)

    def _listen(self, element: Any, block: Any, style: int, link: Any) -> None:
        texts = self.texts
        if element.text:
            texts.append((element.text, style, link))
        for child in element:
            tag = child.tag
            kind = self._kinds.get(tag, _INLINE)
            if kind == _BREAK:
                texts.append((_LINE_END, 0, None))
            elif kind != _SKIP:
                if tag in _IMAGES or tag == "hr":
                    self.marks.append((len(texts), child, block))
                inner = style | _STYLES.get(tag, 0)
                opened, closed = quotes_of(child) if tag == "q" else ("", "")
                if opened:
                    texts.append((opened, style, link))
                if tag == "pre":  # blanks before it do not indent its first line
                    texts.append(("\n", 0, None))
                self._listen(child, child if kind == _BLOCK else block, inner,
                             child if tag == "a" else link)  # fmt: skip
                if closed:
                    texts.append((closed, style, link))
            if child.tail:
                texts.append((child.tail, style, link))


class _Match:
    """Finds the texts of each run."""

    def __init__(self, reading: Reading, heard: _Heard, breaks: list[bool]) -> None:
        self._reading = reading
        self._texts = heard.texts
        bare = ["".join(text.split()) for text, _, _ in heard.texts]
        self._stream = "".join(bare)
        self._starts = [0]  # of each text in the stream, and the end of all
        for text in bare:
            self._starts.append(self._starts[-1] + len(text))
        self._known = -1, [0]  # a text, and where in it its characters stand that are no blanks
        marks, at, k, end = heard.marks, 0, 0, 0
        for i, run in enumerate(reading.texts):
            wanted = run.replace(" ", "")
            found = self._find(wanted, end)
            if found < 0:
                reading.missed += 1
                reading.parts.append([(run, 0, None)])
                reading.lines.append(None)
                reading.gaps.append(0)
                continue
            before, end = end, found + len(wanted)
            while at < len(marks) and self._starts[marks[at][0]] <= found:
                reading.marks.append((i, marks[at][1], reading.frame_of(marks[at][2])))
                at += 1
            inside = []
            while at < len(marks) and self._starts[marks[at][0]] < end:
                inside.append(marks[at])
                at += 1
            while self._starts[k + 1] <= found:
                k += 1
            last = k
            while self._starts[last + 1] < end:
                last += 1
            if i and breaks[i - 1]:
                blanks = self._blanks(before, k, found)
                ends = blanks.count(_LINE_END) or blanks.count("\n")
                reading.gaps[-1] = max(1, ends)
            reading.gaps.append(0)
            is_plain = last == k and not inside
            reading.parts.append([_part(run, *self._texts[k][1:])] if is_plain else
                                 self._parts(run, found, end, (k, last), inside))  # fmt: skip
            in_pre = reading.is_in_pre(reading.frames[i])
            reading.lines.append(self._line(before, k, found, end, last) if in_pre else None)
            k = last
        reading.marks += [
            (len(reading.texts), mark[1], reading.frame_of(mark[2])) for mark in marks[at:]
        ]

    def _find(self, wanted: str, start: int) -> int:
        stream, size = self._stream, len(wanted)
        if stream.startswith(wanted, start):
            return start
        if stream[start : start + size].translate(_RAISED) == wanted.translate(_RAISED):
            return start
        return stream.find(wanted, start, start + size + _AHEAD)

    def _parts(
        self, run: str, found: int, end: int, texts: tuple[int, int], images: list[Any]
    ) -> list[Part]:
        """The run cut where another text begins, and where an image stands."""
        places = [j for j, char in enumerate(run) if char != " "]
        found_parts: list[Part] = []
        at = 0  # in the run
        for k in range(texts[0], texts[1] + 1):
            text, style, element = self._texts[k]
            start = max(self._starts[k], found) - found
            stop = min(self._starts[k + 1], end) - found
            while images and images[0][0] <= k:
                is_spaced = text[:1].isspace() and run[at - 1 : at] == " "
                found_parts.append(("", SPACED if is_spaced else 0, images.pop(0)[1]))
            if stop == start:
                continue
            last = places[stop - 1] + 1
            # A blank behind a text is its own unless it has a style and what follows has none.
            is_plain = not style and element is None
            own = last + (run[last : last + 1] == " " and (is_plain or text[-1].isspace()))
            found_parts.append(_part(run[at:own], style, element))
            at = own
        return found_parts

    def _positions(self, k: int) -> list[int]:
        if self._known[0] != k:
            text = self._texts[k][0]
            self._known = k, [j for j, char in enumerate(text) if not char.isspace()]
        return self._known[1]

    def _blanks(self, before: int, k: int, found: int) -> str:
        """What stands between the run that ended at `before` and the one that begins at `found`."""
        starts, texts = self._starts, self._texts
        here = self._positions(k)
        begin = here[found - starts[k]]
        if before > starts[k]:
            return texts[k][0][here[before - starts[k] - 1] + 1 : begin]
        parts = [texts[k][0][:begin]]
        j = k - 1
        while j >= 0 and starts[j + 1] == starts[k] and starts[j] == starts[k]:
            parts.append(texts[j][0])
            j -= 1
        if j >= 0:
            text = texts[j][0]
            parts.append(text[len(text.rstrip()) :])
        return "".join(reversed(parts))

    def _line(self, before: int, k: int, found: int, end: int, last: int) -> str:
        """A run of a `pre` as it stands there."""
        blanks = self._blanks(before, k, found).replace(_LINE_END, "\n")
        indent = blanks.rpartition("\n")[2]
        starts, texts = self._starts, self._texts
        begin = self._positions(k)[found - starts[k]]
        if last == k:
            stop = self._positions(k)[end - starts[k] - 1] + 1
            return indent + texts[k][0][begin:stop]
        parts = [texts[k][0][begin:], *[text for text, _, _ in texts[k + 1 : last]]]
        stop = self._positions(last)[end - starts[last] - 1] + 1
        return indent + "".join([*parts, texts[last][0][:stop]])


def _part(text: str, style: int, link: Any) -> Part:
    """A part; numbers that are raised by their signs are not raised again."""
    if style & (SUPERSCRIPT | SUBSCRIPT) and text.translate(_RAISED) != text:
        style &= ~(SUPERSCRIPT | SUBSCRIPT)
    return text, style, link
