"""The kept lines of a page as blocks: its paragraphs, lists, tables, quotes and programs."""

from __future__ import annotations

from newsclean.blocks import BREAK, HEADINGS, Block, Image, Inline, Piece, clip
from newsclean.errors import InputError
from newsclean.html.addresses import Addresses
from newsclean.html.figures import Figures
from newsclean.html.grid import Grid, find_grids
from newsclean.html.reading import SPACED, Reading
from newsclean.html.repair import repaired
from newsclean.html.walk import Frame
from newsclean.shapes import ends_sentence

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from newsclean.document import Document

_TAGS = {
    **{tag: tag for tag in ("ul", "ol", "li", "blockquote", "dl", "dt", "dd", "figure",
                            "figcaption", "pre", *HEADINGS)},
    "menu": "ul", "dir": "ul",
}  # fmt: skip
# A heading that holds more was never closed.
_HEADING_CHARS = 300
_PARAGRAPH_CHARS = 80
# Of lists in lists and quotes in quotes; what is deeper stands in the last. Some parsers of
# Markdown stop at 20, and drop the rest.
_MOST_LEVELS = 16
_LANGUAGE_PREFIXES = ("language-", "lang-", "brush:", "highlight-source-")

Chain = tuple[tuple[Frame, str], ...]


def outline(
    doc: Document, reading: Reading, url: str | None, *, links: bool, images: bool
) -> list[Block]:
    """The article of a page. url: the page's own, where the caller knows it.

    InputError where the runs are not the document's lines: a copy of a result was opened by a
    version that reads pages in another way.
    """
    if reading.texts != doc.lines[:-1]:
        raise InputError("this version reads the page in another way; clean it again")
    addresses = Addresses(reading.root[0], url)
    return _Outline(doc, reading, addresses, links=links, images=images).blocks()


class _Outline:
    """Makes blocks of the runs that are kept.

    links, images: whether they are told.
    """

    def __init__(
        self, doc: Document, reading: Reading, addresses: Addresses, *, links: bool, images: bool
    ) -> None:
        self.reading = reading
        self.spans = doc.spans
        self._addresses = addresses
        self._links = links
        self._images = images
        self._known: dict[str, str | None] = {}
        self._chains: dict[int, Chain] = {}
        self._numbers: dict[Any, dict[Any, int]] = {}
        self._runs = [i for i in range(len(reading.texts)) if i not in doc.marks]
        self._unclosed = self._long_headings()
        self._figures = Figures(reading, doc.marks, addresses)

    def blocks(self) -> list[Block]:
        """The article."""
        if not self._runs:
            return []
        grids = {
            i: grid for i, grid in find_grids(self.reading, self._runs).items()
            if not _is_leaf(self.chain(grid.frame))
        }  # fmt: skip
        marks = self._marks({id(grid.frame) for grid in grids.values()})
        builder = _Builder(self, grids)
        at = 0
        for i in self._runs:
            while at < len(marks) and marks[at][0] <= i:
                builder.add_mark(*marks[at])
                at += 1
            builder.add_run(i)
        for mark in marks[at:]:
            builder.add_mark(*mark)
        return repaired(builder.root.blocks)

    def _marks(self, grids: set[int]) -> list[tuple[int, Block, Frame]]:
        """Images that belong to the article, and rules between two of its lines.

        grids: tables of data, whose images are flags and the like.
        """
        found: list[tuple[int, Block, Frame]] = []
        kept = set(self._runs)
        for at, element, frame in self.reading.marks:
            if element.tag == "hr":
                if at in kept and at - 1 in kept:
                    found.append((at, Block("hr"), frame))
            elif self._images and not _is_within(frame, grids):
                is_own = self._figures.belongs(at, frame)
                image = self._figures.image(element) if is_own else None
                if image is not None:
                    found.append((at, Block("img", inlines=[image]), frame))
        return found

    def inlines(self, i: int) -> list[Inline]:
        """The kept pieces of a run."""
        found: list[Inline] = []
        for text, style, element in self.reading.parts[i]:
            if text:
                found.append(Piece(text, style, self._link(element)))
            elif self._images:
                image = self._figures.image(element)
                if image is not None:
                    image.is_spaced = style == SPACED
                    found.append(image)
        spans = self.spans.get(i)
        if not spans:
            return found
        kept, at = [], 0
        for start, end, _ in spans:
            kept.append((at, start))
            at = end
        return clip(found, [*kept, (at, len(self.reading.texts[i]))])

    def _link(self, element: Any) -> str | None:
        href = element.get("href") if self._links and element is not None else None
        if not href:
            return None
        if href not in self._known:
            self._known[href] = self._addresses.link(href)
        return self._known[href]

    def chain(self, frame: Frame) -> Chain:
        """The elements around a run that say how it is to be shown, from the outermost in."""
        found = self._chains.get(id(frame))
        if found is None:
            above: Chain = () if frame[1] is None else self.chain(frame[1])
            tag = _TAGS.get(frame[0].tag)
            is_inside = _is_leaf(above) or len(above) >= _MOST_LEVELS
            if tag is None or is_inside or id(frame) in self._unclosed:
                found = above
            else:
                found = (*above, (frame, tag))
            self._chains[id(frame)] = found
        return found

    def number_of(self, item: Any) -> int:
        """The number of an item whose list does not simply count on; else 0."""
        above = item.getparent()
        if above is None or above.tag != "ol":
            return 0
        if above not in self._numbers:
            self._numbers[above] = _numbers(above)
        return self._numbers[above].get(item, 0)

    def _long_headings(self) -> set[int]:
        """Headings that hold more than a heading does."""
        sizes: dict[int, int] = {}
        for i in self._runs:
            up: Frame | None = self.reading.frames[i]
            while up is not None:
                if up[0].tag in HEADINGS:
                    sizes[id(up)] = sizes.get(id(up), 0) + len(self.reading.texts[i])
                up = up[1]
        return {frame for frame, size in sizes.items() if size > _HEADING_CHARS}


class _Builder:
    """Blocks in the order of the runs; those that are open stand on a stack."""

    def __init__(self, outline: _Outline, grids: dict[int, Grid], base: int = 0) -> None:
        self.root = Block("body")
        self._outline = outline
        self._grids = grids
        self._base = base  # how much of each chain stands outside
        self._stack: list[tuple[Frame | None, Block]] = [(None, self.root)]
        self._last = -1

    def add_run(self, i: int) -> None:
        """One more line of the article."""
        reading = self._outline.reading
        frame = reading.frames[i]
        grid = self._grids.get(i)
        if grid is not None:
            if i == grid.runs[0]:
                self._open(self._outline.chain(grid.frame)).blocks += self._table(grid)
                self._last = -1
            return
        top = self._open(self._outline.chain(frame))
        last = self._last
        follows = last == i - 1 and last >= 0
        self._last = i
        inlines = self._outline.inlines(i)
        if top.tag in HEADINGS:
            top.inlines += [BREAK, *inlines] if top.inlines else inlines
        elif top.tag == "pre":
            self._add_line(top, i, follows)
        elif follows and reading.frames[last] is frame and not _parts(reading, last):
            top.blocks[-1].inlines += [BREAK, *inlines]
        else:
            top.blocks += _paragraphs(inlines)

    def add_mark(self, at: int, block: Block, frame: Frame) -> None:
        """An image, or a rule."""
        top = self._open(self._outline.chain(frame))
        if top.tag not in (*HEADINGS, "pre"):
            top.blocks.append(block)
        self._last = -1

    def _add_line(self, top: Block, i: int, follows: bool) -> None:
        reading = self._outline.reading
        line = reading.lines[i]
        if line is None or i in self._outline.spans:
            line = "".join([p.text for p in self._outline.inlines(i) if isinstance(p, Piece)])
        if top.lines:
            top.lines += [""] * (max(1, reading.gaps[i - 1]) - 1 if follows else 0)
        else:
            top.language = _language(self._stack[-1][0])
        top.lines.append(line)

    def _open(self, chain: Chain) -> Block:
        """The innermost block of a chain, opened where it is not open yet."""
        own = chain[self._base :]
        depth = 1
        for frame, _ in own:
            if depth >= len(self._stack) or self._stack[depth][0] is not frame:
                break
            depth += 1
        del self._stack[depth:]
        for frame, tag in own[depth - 1 :]:
            block = Block(tag)
            if tag == "ol":
                block.number = _number(frame[0].get("start"), 1)
            elif tag == "li":
                block.number = self._outline.number_of(frame[0])
                above = self._stack[-1][1]
                if block.number and not above.blocks:
                    above.number = block.number
            self._stack[-1][1].blocks.append(block)
            self._stack.append((frame, block))
        return self._stack[-1][1]

    def _table(self, grid: Grid) -> list[Block]:
        table = Block("table")
        base = len(self._outline.chain(grid.frame))
        for row in grid.rows:
            line = Block("tr")
            for element, runs in row:
                cell = Block(element.tag)
                inner = _Builder(self._outline, {}, base)
                for i in runs:
                    inner.add_run(i)
                cell.blocks = inner.root.blocks
                cell.spans = (_number(element.get("colspan"), 1, 50),
                              _number(element.get("rowspan"), 1, 500))  # fmt: skip
                line.blocks.append(cell)
            table.blocks.append(line)
        outside = _Builder(self._outline, {}, base)
        for i in grid.outside:
            outside.add_run(i)
        return [*outside.root.blocks, table]


def _is_leaf(chain: Chain) -> bool:
    """Whether the innermost element holds text only, whatever the page puts into it."""
    return bool(chain) and (chain[-1][1] in HEADINGS or chain[-1][1] == "pre")


def _parts(reading: Reading, i: int) -> bool:
    """Whether a paragraph ends with a run, and not only a line of it.

    Blogger writes one `br` between paragraphs; lines of poems and addresses are shorter.
    """
    if reading.gaps[i] != 1:
        return True
    text = reading.texts[i]
    return len(text) >= _PARAGRAPH_CHARS and ends_sentence(text)


def _is_within(frame: Frame | None, frames: set[int]) -> bool:
    while frame is not None:
        if id(frame) in frames:
            return True
        frame = frame[1]
    return False


def _paragraphs(inlines: list[Inline]) -> list[Block]:
    """A paragraph; the images at its ends stand alone."""
    start, end = 0, len(inlines)
    while start < end and isinstance(inlines[start], Image):
        start += 1
    while end > start and isinstance(inlines[end - 1], Image):
        end -= 1
    found = [Block("img", inlines=[image]) for image in inlines[:start]]
    if start < end:
        found.append(Block("p", inlines=inlines[start:end]))
    return found + [Block("img", inlines=[image]) for image in inlines[end:]]


def _number(text: str | None, default: int, most: int = 999_999_999) -> int:
    if text is None or not (text := text.strip()).isdecimal() or len(text) > 9:
        return default
    return min(int(text), most)


def _numbers(above: Any) -> dict[Any, int]:
    """The numbers of a list's items where it counts down, or items have numbers of their own."""
    items = [child for child in above if child.tag == "li"]
    is_down = above.get("reversed") is not None
    if not is_down and all(item.get("value") is None for item in items):
        return {}
    found = {}
    number = _number(above.get("start"), len(items) if is_down else 1)
    for item in items:
        number = _number(item.get("value"), number)
        found[item] = number
        number += -1 if is_down and number else 1
    return found


def _language(frame: Frame | None) -> str:
    """What a `pre`, the `code` in it or an element around it says of the program's language."""
    if frame is None:
        return ""
    element = frame[0]
    names = [element.get("class") or "", element.get("data-lang") or ""]
    names += [child.get("class") or "" for child in element if child.tag == "code"]
    above = element.getparent()
    if above is not None:
        names.append(above.get("class") or "")
    for name in " ".join(names).replace("brush: ", "brush:").split():
        for prefix in _LANGUAGE_PREFIXES:
            language = name.removeprefix(prefix).rstrip(";").lower()
            if name.startswith(prefix) and language.replace("+", "").replace("#", "").isalnum():
                return language if language.isascii() else ""
    return ""
