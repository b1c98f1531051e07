"""What the copies of an article tell of each other's lines.

What most of them keep is the article, also where one of them lost it. What stands at the edge of
one of them alone, and under other articles as well, is the template of its site.
"""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from newsclean.document import BLANK, Document, mark_blanks
from newsclean.fold import fold
from newsclean.shapes import ends_sentence

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from newsclean.result import Result

NAME = "copies"
OTHERS = 2  # articles besides, over which a template's line stands
_RESTORED = "{} of {} other copies keep it"
_REMOVED = "in none of {} other copies, but in {} other articles and more"


class Line(NamedTuple):
    """A line that is not blank. number: from 0. filter: who removed it; None where it is kept.

    is_firm: whether it is the article's wherever it stands: a sentence, or a credit.
    """

    number: int
    text: str
    filter: str | None
    is_firm: bool


class Correction(NamedTuple):
    """A line that a copy's neighbours judge otherwise. filter: who had removed what is kept now."""

    line: Line
    reason: str

    @property
    def is_kept(self) -> bool:
        """Whether it stays now."""
        return self.line.filter is not None


def lines_of(result: Result) -> list[Line]:
    """The lines of a document, and what became of them."""
    marks, credits = result.marks, result.credits
    return [
        Line(i, line, marks[i][0] if i in marks else None,
             ends_sentence(line.strip()) or line.strip() in credits)
        for i, line in enumerate(result.document.lines) if line and not line.isspace()
    ]  # fmt: skip


def corrections(
    copies: Sequence[list[Line]], others: Callable[[str], int]
) -> list[list[Correction]]:
    """Of each copy of one article the lines that the others judge otherwise.

    others: how many other articles keep a line of this key, if not more than are asked for.
    """
    keys = [[fold(line.text) for line in lines] for lines in copies]
    kept = [
        {key for key, line in zip(own, lines, strict=True) if line.filter is None and key}
        for own, lines in zip(keys, copies, strict=True)
    ]  # fmt: skip
    counts = Counter(key for own in kept for key in own)
    besides = len(copies) - 1
    found = []
    for own, lines, stays in zip(keys, copies, kept, strict=True):
        by_others = [counts[key] - (key in stays) for key in own]
        wrong = []
        has = set(stays)
        for key, line, count in zip(own, lines, by_others, strict=True):
            if line.filter is not None and 2 * count > besides and key not in has:
                has.add(key)  # once: the title stands in a footer, too
                wrong.append(Correction(line, _RESTORED.format(count, besides)))
        for n in _edges(lines, by_others):
            if others(own[n]) >= OTHERS:
                wrong.append(Correction(lines[n], _REMOVED.format(besides, OTHERS)))
        found.append(sorted(wrong))
    return found


def _edges(lines: list[Line], by_others: list[int]) -> list[int]:
    """The kept lines before and behind all that others share, and all that is firm."""
    firm = [
        n for n, line in enumerate(lines)
        if line.filter is None and (by_others[n] or line.is_firm)
    ]  # fmt: skip
    if not any(by_others[n] for n in firm):
        return []
    return [n for n, line in enumerate(lines)
            if line.filter is None and not firm[0] <= n <= firm[-1]]  # fmt: skip


def correct(doc: Document, wrong: Sequence[Correction]) -> None:
    """Mark and unmark lines."""
    marks = {i: mark for i, mark in doc.marks.items() if mark[2] != BLANK}
    for correction in wrong:
        if correction.is_kept:
            marks.pop(correction.line.number, None)
        else:
            marks[correction.line.number] = (NAME, None, correction.reason, 1.0)
    doc.marks = mark_blanks(doc.lines, marks)
