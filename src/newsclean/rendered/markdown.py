"""Blocks to Markdown: CommonMark, and pipe tables as GitHub and most others read them."""

from __future__ import annotations

import re

from newsclean.blocks import HEADINGS, LISTS, STRONG, Block, Inline, Piece
from newsclean.rendered.escape import escape_ends, escape_heading, escape_start
from newsclean.rendered.inline import lines_of

# Two lists, one behind the other, are one unless their markers differ.
_BULLETS, _POINTS = "-*", ".)"
_QUOTED = "> "


def write(blocks: list[Block]) -> str:
    """The blocks as Markdown that ends in a newline; empty for none."""
    lines = _blocks(blocks)
    return "\n".join(lines) + "\n" if lines else ""


def _blocks(blocks: list[Block], *, is_tight: bool = False) -> list[str]:
    """Lines; a blank line between blocks, but where a list is tight."""
    found: list[str] = []
    last = ""
    turn = 0
    for block in blocks:
        turn = 1 - turn if block.tag == last and last in LISTS else 0
        lines = _block(block, turn)
        turn = (turn + _leaps(block)) % 2
        if not lines:
            continue
        if found and not (is_tight and block.tag in LISTS):
            found.append("")
        found += lines
        last = block.tag
    return found


def _block(block: Block, turn: int) -> list[str]:
    tag = block.tag
    if tag in ("p", "img"):
        return _paragraph(block)
    if tag in HEADINGS:
        text = " ".join(lines_of(_plain(block)))
        return [f"{'#' * int(tag[1])} {escape_heading(text)}"] if text else []
    if tag in LISTS:
        return _list(block, turn)
    if tag == "blockquote":
        return [(_QUOTED + line).rstrip() for line in _blocks(block.blocks)]
    if tag == "pre":
        return _program(block)
    if tag == "table":
        return _table(block)
    if tag == "hr":
        return ["---"]
    if tag == "dt":
        return _blocks([_strong(inner) for inner in block.blocks])
    return _blocks(block.blocks)  # figure, figcaption, dl, dd


def _paragraph(block: Block) -> list[str]:
    lines = [escape_start(line) for line in lines_of(block.inlines)]
    # Two blanks end a line; a backslash would, too, but shows where Markdown is read as text.
    return [*[f"{line}  " for line in lines[:-1]], *lines[-1:]]


def _strong(block: Block) -> Block:
    """A paragraph in bold, for a term; Markdown has no other form for it."""
    return Block("p", inlines=_restyled(block, STRONG, 0)) if block.tag == "p" else block


def _plain(block: Block) -> list[Inline]:
    """The pieces of a heading, not in bold where all of it is: it is a heading already."""
    pieces = [part for part in block.inlines if isinstance(part, Piece) and part.text.strip()]
    is_strong = all(part.style & STRONG for part in pieces)
    return _restyled(block, 0, STRONG) if is_strong else block.inlines


def _restyled(block: Block, more: int, less: int) -> list[Inline]:
    return [
        Piece(part.text, part.style & ~less | more, part.link) if isinstance(part, Piece) else part
        for part in block.inlines
    ]


def _list(block: Block, turn: int) -> list[str]:
    """The items of a list.

    Readers of Markdown count on from the first number. Where an item has another, as in a list that
    counts down, the marker changes: that begins a new list, with a number of its own.
    """
    is_tight = all(_is_tight(item) for item in block.blocks)
    found: list[str] = []
    number = block.number - 1
    for item in block.blocks:
        if block.tag == "ol" and found and item.number not in (0, number + 1):
            turn = 1 - turn
        number = item.number or number + 1
        mark = f"{number}{_POINTS[turn]} " if block.tag == "ol" else f"{_BULLETS[turn]} "
        lines = _blocks(item.blocks, is_tight=is_tight)
        if not lines:
            continue
        if found and not is_tight:
            found.append("")
        indent = " " * len(mark)
        found.append(mark + lines[0])
        found += [indent + line if line else "" for line in lines[1:]]
    return found


def _leaps(block: Block) -> int:
    """How often the marker changes within an `ol`."""
    leaps, number = 0, block.number - 1
    for n, item in enumerate(block.blocks if block.tag == "ol" else ()):
        leaps += n > 0 and item.number not in (0, number + 1)
        number = item.number or number + 1
    return leaps


def _is_tight(item: Block) -> bool:
    """Whether an item is one paragraph, with no more than lists below it."""
    rest = item.blocks[1:]
    return all(inner.tag == "ul" or (inner.tag == "ol" and inner.number == 1) for inner in rest)


def _program(block: Block) -> list[str]:
    text = "\n".join(block.lines)
    runs = re.findall("`{3,}", text)
    fence = "`" * (max(map(len, runs)) + 1 if runs else 3)
    return [fence + block.language, *text.split("\n"), fence]


def _table(block: Block) -> list[str]:
    rows = _columns(block)
    width = max(map(len, rows))
    first = block.blocks[0].blocks
    has_heads = all(cell.tag == "th" for cell in first if cell.blocks) and any(
        cell.blocks for cell in first
    )
    if not has_heads:
        rows.insert(0, [])
    lines = [_row(row, width) for row in rows]
    return [lines[0], _row(["---"] * width, width), *lines[1:]]


def _row(cells: list[str], width: int) -> str:
    return f"| {' | '.join(cells + [''] * (width - len(cells)))} |"


def _columns(block: Block) -> list[list[str]]:
    """The texts of the cells, those that span several columns or rows with empty ones behind."""
    rows: list[list[str]] = []
    taken: dict[int, int] = {}  # column -> rows that a cell from above takes
    for line in block.blocks:
        row: list[str] = []
        for cell in line.blocks:
            while taken.get(len(row), 0) > 0:
                taken[len(row)] -= 1
                row.append("")
            columns, depth = cell.spans
            for k in range(columns):
                if depth > 1:
                    taken[len(row)] = depth - 1
                row.append(_cell(cell) if k == 0 else "")
        for column in range(len(row), max(taken, default=0) + 1):
            if taken.get(column, 0) > 0:
                taken[column] -= 1
                row += [""] * (column + 1 - len(row))
        rows.append(row)
    return rows


def _cell(block: Block) -> str:
    """What a cell holds in one line; its paragraphs and items parted as HTML does it."""
    lines = _cell_lines(block)
    return "<br>".join(map(escape_ends, lines) if len(lines) > 1 else lines)


def _cell_lines(block: Block) -> list[str]:
    if block.inlines:
        return lines_of(block.inlines, cell=True)
    return [line for inner in block.blocks for line in _cell_lines(inner)]
