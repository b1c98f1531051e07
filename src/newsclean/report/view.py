"""One document to be looked at: its lines in order, what went of them, and why."""

from __future__ import annotations

from html import escape
from itertools import pairwise

from newsclean.document import Document, Mark
from newsclean.emitters.pieces import line_count
from newsclean.report.measure import Measure, size_of
from newsclean.report.names import reason_of, shortened, why_of
from newsclean.result import Result
from newsclean.visible import visible

# What a view may take, escaped, in bytes: 150 of them stay below 4 MB. Shorter texts are whole.
VIEW_BYTES = 16_000
_ROW_BYTES = 90  # of a line's own markup
# Of runs of kept lines in a longer text so many are shown at either end, of removed ones so many.
_KEPT_ENDS, _REMOVED_ENDS = (12, 6, 3, 1), (20, 5)
_PART_ENDS, _REASONS = (30, 10), 8  # of the parts of a line that is cut, and their reasons
_MOST_LINES, _LONG_CHARS, _SHORTENED_CHARS = 400, 4_000, 400
_END_CHARS = 120  # of a shortened line

KEPT, REMOVED, CUT, DOUBTFUL, GAP = "kept", "removed", "cut", "doubtful", "gap"
Part = tuple[str, str]  # KEPT, REMOVED or GAP; visible text


class Row:
    """A line, or lines that are left out.

    kind: KEPT, REMOVED, CUT (a kept line that loses parts), DOUBTFUL (kept, not sure) or GAP.
    number: of the line, from 1. why: the reasons. is_told: whether no row below tells the same.
    """

    __slots__ = ("is_told", "kind", "number", "parts", "why")

    def __init__(self, kind: str, number: int, parts: list[Part], why: list[str]) -> None:
        self.kind = kind
        self.number = number
        self.parts = parts
        self.why = why
        self.is_told = bool(why)

    def cost(self) -> int:
        """About how many bytes it takes on a page; the reason stands there twice."""
        texts = [text for _, text in self.parts]
        told = sum(size_of(escape(text)) for text in self.why)
        return _ROW_BYTES + sum(size_of(escape(text)) for text in texts) + 2 * told


class Leftover:
    """A line that was kept in doubt. number: from 1. is_at_end: no paragraph lies beyond it."""

    __slots__ = ("is_at_end", "mark", "number", "text")

    def __init__(self, number: int, text: str, mark: Mark, *, is_at_end: bool) -> None:
        self.number = number
        self.text = text
        self.mark = mark
        self.is_at_end = is_at_end


class View:
    """A document as it is shown.

    title: "" where it is not known; then `opening` is how the article begins. about: what is known
    of the document, in words. tags: why it was chosen. order: its place in the input.
    """

    __slots__ = ("about", "leftovers", "measure", "name", "opening", "order", "rows", "tags",
                 "title", "url")  # fmt: skip

    def __init__(self, name: str, result: Result, measure: Measure) -> None:
        self.name = name
        self.measure = measure
        self.title = shortened(result.title or "")
        self.opening = "" if self.title else _opening(result.document)
        self.url: str | None = None
        self.about: dict[str, str] = {}
        self.rows = rows_of(result)
        self.leftovers: list[Leftover] = []
        self.tags: list[str] = []
        self.order = 0


def _opening(doc: Document) -> str:
    kept = (line.strip() for i, line in enumerate(doc.lines) if i not in doc.marks)
    return shortened(next(filter(None, kept), ""), _END_CHARS)


def rows_of(result: Result) -> list[Row]:
    """The rows of a document; of a long one the article's middle is left out, and it says so."""
    doc = result.document
    total = line_count(doc)
    rows = _rows(result, range(min(total, _MOST_LINES)), _LONG_CHARS)
    for ends in _KEPT_ENDS:
        if total <= _MOST_LINES and sum(row.cost() for row in rows) <= VIEW_BYTES:
            break
        rows = _rows(result, _ends(result, total, ends), _SHORTENED_CHARS)
    rows = _within(rows, doc, total)
    for row, below in pairwise(rows):
        row.is_told = row.is_told and not (row.kind == below.kind and row.why == below.why)
    return rows


def _rows(result: Result, chosen: range | list[int], most: int) -> list[Row]:
    """The rows of some lines. most: characters of each line."""
    doc, doubtful = result.document, result.doubtful
    rows: list[Row] = []
    last = -1
    for i in chosen:
        if i > last + 1:
            rows.append(_gap(doc, last + 1, i))
        last = i
        mark = doc.marks.get(i)
        if mark is not None:
            rows.append(
                Row(REMOVED, i + 1, _shown(REMOVED, doc.lines[i], most), [_why(doc, i, mark)])
            )
        elif i in doc.spans:
            rows.append(_cut(doc, i, most))
        elif i in doubtful:
            why = [_why(doc, i, doubtful[i])]
            rows.append(Row(DOUBTFUL, i + 1, _shown(KEPT, doc.lines[i], most), why))
        else:
            rows.append(Row(KEPT, i + 1, _shown(KEPT, doc.lines[i], most), []))
    if chosen and last + 1 < line_count(doc):
        rows.append(_gap(doc, last + 1, line_count(doc)))
    return rows


def _why(doc: Document, i: int, mark: Mark) -> str:
    return why_of(mark if doc.page is None else doc.page.located(i, mark))


def _cut(doc: Document, i: int, most: int) -> Row:
    every = list(doc.parts(i))
    first, last = _PART_ENDS
    parts: list[Part] = []
    for n, (is_kept, text) in enumerate(every):
        if n < first or n >= len(every) - last:
            parts += _shown(KEPT if is_kept else REMOVED, text, most)
        elif n == first:
            parts.append((GAP, f"{len(every) - first - last:,} parts not shown"))
    why = list(dict.fromkeys(why_of(mark) for _, _, mark in doc.spans[i]))
    if len(why) > _REASONS:
        why[_REASONS:] = [f"{len(why) - _REASONS:,} reasons more"]
    return Row(CUT, i + 1, parts, why)


def _shown(kind: str, text: str, most: int) -> list[Part]:
    """A text as parts; the middle of a long one is left out."""
    if len(text) <= most + _END_CHARS:  # what says that something is left out takes room, too
        return [(kind, visible(text, keep="\t"))] if text else []
    start, end = text[: most - _END_CHARS], text[-_END_CHARS:]
    left = len(text) - most
    return [(kind, visible(start, keep="\t")), (GAP, f"{left:,} characters not shown"),
            (kind, visible(end, keep="\t"))]  # fmt: skip


def _gap(doc: Document, start: int, stop: int) -> Row:
    """What stands for lines that are not shown."""
    removed = sum(i in doc.marks for i in range(start, stop))
    kept = stop - start - removed
    told = [f"{kept:,} kept"] if kept else []
    told += [f"{removed:,} removed"] if removed else []
    return Row(GAP, start + 1, [(GAP, f"lines not shown: {', '.join(told)}")], [])


def _ends(result: Result, total: int, kept: int) -> list[int]:
    """The lines that stay in view: what goes or is in doubt, and `kept` at the ends of others."""
    doc, doubtful = result.document, result.doubtful
    chosen: list[int] = []
    at = 0
    while at < total:
        end, is_removed = at, at in doc.marks
        while end < total and (end in doc.marks) == is_removed:
            end += 1
        first, last = _REMOVED_ENDS if is_removed else (kept, kept)
        chosen += [
            i for i in range(at, end)
            if i < at + first or i >= end - last or i in doc.spans or i in doubtful
        ]  # fmt: skip
        at = end
    return chosen


def _within(rows: list[Row], doc: Document, total: int) -> list[Row]:
    """As many of the rows as a view may hold."""
    left = VIEW_BYTES
    for n, row in enumerate(rows):
        left -= row.cost()
        if left < 0 and n:
            return [*rows[:n], _gap(doc, row.number - 1, total)]
    return rows


def leftovers_of(result: Result, short: int) -> list[Leftover]:
    """The lines that were kept in doubt. short: longer lines are paragraphs."""
    doc, doubtful = result.document, result.doubtful
    numbers = [i for i in doubtful if i not in doc.spans]
    if not numbers:
        return []
    long = [i for i, line in enumerate(doc.lines) if len(line) > short and i not in doc.marks]
    first, last = (long[0], long[-1]) if long else (len(doc.lines), -1)
    return [
        Leftover(i + 1, shortened(doc.lines[i].strip()), doubtful[i],
                 is_at_end=i < first or i > last)
        for i in numbers
    ]  # fmt: skip


def reasons(leftover: Leftover) -> str:
    """Why it is in doubt, in words."""
    return reason_of(leftover.mark)
