"""Tables of data, as told from those that only lay a page out."""

from __future__ import annotations

from newsclean.html.walk import Frame

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from newsclean.html.reading import Reading

_CELLS = ("td", "th")
# What stands in the cells of a layout.
_NO_DATA = frozenset(("pre", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "table"))
_CELL_CHARS = 600

Row = list[tuple["Any", list[int]]]


class Grid:
    """A table: rows of cells, an element and its kept runs each.

    runs: all that are kept, ascending. outside: those above the first cell, the caption's say.
    """

    __slots__ = ("frame", "outside", "rows", "runs")

    def __init__(self, frame: Frame) -> None:
        self.frame = frame
        self.runs: list[int] = []
        self.outside: list[int] = []
        self.rows: list[Row] = []


def find_grids(reading: Reading, runs: list[int]) -> dict[int, Grid]:
    """Each kept run that stands in a table of data -> that table; the outermost that is one."""
    tables: dict[int, Grid] = {}
    for i in runs:
        up: Frame | None = reading.frames[i]
        while up is not None:
            if up[0].tag == "table":
                grid = tables.get(id(up)) or tables.setdefault(id(up), Grid(up))
                grid.runs.append(i)
            up = up[1]
    found: dict[int, Grid] = {}
    for grid in tables.values():
        if _is_data(grid, reading):
            for i in grid.runs:
                found[i] = grid
    return found


def _is_data(grid: Grid, reading: Reading) -> bool:
    """Whether a table has columns; sets its rows."""
    if (grid.frame[0].get("role") or "").lower() in ("presentation", "none"):
        return False
    cells: dict[Any, list[int]] = {}
    rows: dict[Any, None] = {}
    for i in grid.runs:
        cell = row = None
        up: Frame = reading.frames[i]
        while up is not grid.frame:
            tag = up[0].tag
            if tag in _NO_DATA:
                return False
            if tag in _CELLS and row is None:
                cell = up[0]
            elif tag == "tr":
                row = up[0]
            up = up[1]
        if cell is None or row is None:
            if cells:  # text between the rows
                return False
            grid.outside.append(i)
            continue
        cells.setdefault(cell, []).append(i)
        rows[row] = None
    for row in rows:
        line: Row = [(cell, cells.get(cell, [])) for cell in row if cell.tag in _CELLS]
        grid.rows.append(line)
    widest = max((sum(bool(runs) for _, runs in row) for row in grid.rows), default=0)
    has_heads = any(cell.tag == "th" for cell in cells)
    if widest < 2 or (len(rows) < 2 and not has_heads):
        return False
    longest = max(sum(len(reading.texts[i]) for i in runs) for runs in cells.values())
    placed = sum(map(len, cells.values()))
    shown = sum(len(runs) for row in grid.rows for _, runs in row)
    return longest <= _CELL_CHARS and placed == shown
