"""What the copies of an article tell of each other's lines.

What most of them keep is the article, also where one of them lost it. What stands at the edge of
one of them alone, and under other articles as well, is the template of its site.
"""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from newsclean.document import BLANK, RULE, Document, mark_blanks
from newsclean.fold import fold
from newsclean.shapes import ends_sentence

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from newsclean.result import Result

NAME = "copies"
OTHERS = 3  # articles besides, over which a template's line stands
_SURE = 0.9  # a filter, so that one other copy is not enough to bring a line back
_OPENERS = "([{（【［〔—–-―"  # of credits, datelines and end marks in all languages
_RESTORED = "{} of {} other copies keep it"
_REMOVED = "in none of {} other copies, but in {} other articles and more"


class Line(NamedTuple):
    """A line that is not blank. number: from 0. filter: who removed it; None where it is kept.

    is_firm: whether it is the article's wherever it stands: a sentence, the title, who wrote it, a
    credit. sure: how sure the filter is.
    """

    number: int
    text: str
    filter: str | None
    is_firm: bool
    sure: float = 0.0


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
    marks = result.marks
    title = fold(result.title or "")
    names = [name.casefold() for name in result.authors]
    credits = {credit.strip() for credit in result.credits}
    found = []
    for i, line in enumerate(result.document.lines):
        if not line or line.isspace() or (i in marks and marks[i][2] == RULE):
            continue
        own = line.strip()
        is_firm = (
            ends_sentence(own) or own in credits or own[0] in _OPENERS or not _has_words(own)
            or fold(own) == title or any(name in own.casefold() for name in names)
        )  # fmt: skip
        name, _, _, sure = marks.get(i, (None, None, "", 0.0))
        found.append(Line(i, line, name, is_firm, sure))
    return found


def _has_words(line: str) -> bool:
    return any(map(str.isalpha, line))


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
            is_most = 2 * count > besides and (count > 1 or line.sure < _SURE)
            if line.filter is not None and is_most and key not in has:
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
    """Mark and unmark lines; a document that changed meanwhile keeps what does not fit."""
    marks = {i: mark for i, mark in doc.marks.items() if mark[2] not in (BLANK, RULE)}
    for correction in wrong:
        number, text, *_ = correction.line
        if doc.lines[number : number + 1] != [text]:
            continue
        if correction.is_kept:
            marks.pop(number, None)
        else:
            marks[number] = (NAME, None, correction.reason, 1.0)
    doc.marks = mark_blanks(doc.lines, marks)
