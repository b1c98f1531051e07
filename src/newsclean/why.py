"""Why a line stays: what spoke for and against it, which rule nearly took it, what was missing.

A text is cleaned once more with every look watched. So what is told is what happened, and what a
filter says of a line in another place is what it would say there.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy

from newsclean import filters
from newsclean.borders import THRESHOLD, tail_sums
from newsclean.cleaner import Cleaner
from newsclean.document import Document, Mark
from newsclean.filters.base import LIKE_OWN, UNSAID, Filter
from newsclean.lexicon import Row
from newsclean.looks import Looks
from newsclean.pipeline import MODEL
from newsclean.result import Result
from newsclean.shapes import PROSE, SHORT_CHARS, is_cut
from newsclean.survey import Survey

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from newsclean.article import Article
    from newsclean.learned.why import Judgement

# How the reasons of doubts end that the learned model made of marks, and what to say of each.
_GIVEN_BACK = (
    (LIKE_OWN, "it stands in a list, and the learned model gives two of three lines up"),
    (UNSAID, "it is a sentence between boxes, and the learned model does not hold it for a site's"),
)


class _Numbered(str):
    """A line that knows its number, however the text is cut down on the way."""

    __slots__ = ("number",)
    number: int


class _Look:
    """One look: the survey, its marks, what was too unsure; what the model saw, if it was asked."""

    __slots__ = ("article", "doubts", "marks", "places", "survey")

    def __init__(
        self, survey: Survey, marks: dict[int, Mark], doubts: dict[int, Mark],
        article: Article | None = None,
    ) -> None:  # fmt: skip
        self.survey = survey
        self.marks = marks
        self.doubts = doubts
        self.article = article
        self.places = {
            line.number: n for n, line in enumerate(survey.lines) if isinstance(line, _Numbered)
        }

    def number(self, n: int) -> int:
        """The number in the whole document of line `n` of the survey."""
        line = self.survey.lines[n]
        assert isinstance(line, _Numbered)
        return line.number


class _Watched(Looks):
    """Looks that are remembered, in their order. looked: by the rules; asked: by the model."""

    def __init__(self, *settings: Any) -> None:
        super().__init__(*settings)
        self.looked: list[_Look] = []
        self.asked: list[_Look] = []

    def judge(
        self, survey: Survey, kept: frozenset[str] = frozenset()
    ) -> tuple[dict[int, Mark], dict[int, Mark]]:
        marks, doubts = super().judge(survey, kept)
        self.looked.append(_Look(survey, dict(marks), dict(doubts)))
        return marks, doubts

    def ask_model(
        self, survey: Survey, marks: dict[int, Mark], article: Article | None,
        kept: frozenset[str], sure: frozenset[int],
    ) -> tuple[dict[int, Mark], Article]:  # fmt: skip
        self.asked.append(_Look(survey, dict(marks), {}, article))
        return super().ask_model(survey, marks, article, kept, sure)


class Nearly:
    """A filter that would have taken a line. missing: what it wanted besides, in words."""

    __slots__ = ("mark", "missing")

    def __init__(self, mark: Mark, missing: str) -> None:
        self.mark = mark
        self.missing = missing


class Why:
    """What is known of one line that stays.

    line: its number (0-based). removed: its mark, when it does not stay; then nothing else is told.
    kept_by: what keeps it whatever its signs are, None for nothing. head_end, tail_start: the first
    line below what stands before the article, and the first line after it, None for no such line.
    row: of the tables, that fits the line. what: the line in words. weight: what it weighs as
    evidence of the text's end, its own and with all below it, and the greatest such sum with the
    line where it begins; None where no tail could begin. nearly: see there. frame: what the
    model of whole pages says of it. model: what the learned model says, None if it is no text line.
    needed: how sure a mark must be.
    """

    __slots__ = ("frame", "head_end", "kept_by", "line", "model", "nearly", "needed", "removed",
                 "row", "tail_start", "text", "weight", "what")  # fmt: skip

    def __init__(self, line: int, text: str, needed: float) -> None:
        self.line = line
        self.text = text
        self.needed = needed
        self.removed: Mark | None = None
        self.kept_by: str | None = None
        self.head_end: int | None = None
        self.tail_start: int | None = None
        self.row: Row | None = None
        self.what: str | None = None
        self.weight: tuple[float, float, float, int] | None = None
        self.nearly: list[Nearly] = []
        self.frame: Mark | None = None
        self.model: Judgement | None = None

    @property
    def chance(self) -> float | None:
        """How likely the learned model thinks that the line is boilerplate."""
        if self.model is None or self.model.score is None:
            return None
        from newsclean.learned.judge import chance

        return chance(self.model.score)

    def to_dict(self) -> dict[str, object]:
        """The same for JSON; line numbers from 1 on."""
        weight, model = self.weight, self.model
        return {
            "line": self.line + 1,
            "text": self.text,
            "removed": None if self.removed is None else _told(self.removed),
            "kept_by": self.kept_by,
            "article_starts": None if self.head_end is None else self.head_end + 1,
            "article_ends_above": None if self.tail_start is None else self.tail_start + 1,
            "what": self.what,
            "rule": None if self.row is None else self.row.id,
            "tail": weight and {
                "weight": round(weight[0], 2), "sum": round(weight[1], 2),
                "best": round(weight[2], 2), "best_line": weight[3] + 1, "needed": THRESHOLD,
            },
            "nearly": [{**_told(one.mark), "missing": one.missing} for one in self.nearly],
            "page": None if self.frame is None else _told(self.frame),
            "model": model and {
                "asked": model.passed is None, "why_not": model.passed,
                "probability": self.chance, "needed": self.needed,
                "speaks": [{"says": told, "weight": round(gain, 3)} for gain, told in model.speaks],
            },
        }  # fmt: skip


def _told(mark: Mark) -> dict[str, object]:
    return dict(zip(("filter", "rule", "reason", "confidence"), mark, strict=True))


class Watch:
    """A text whose cleaning was watched. result: what a cleaner made of it.

    Cleans it again; one watch answers for all its lines.
    """

    def __init__(self, cleaner: Cleaner, result: Result) -> None:
        self._result = result
        self._pipeline = cleaner.pipeline(_Watched)
        assert isinstance(self._pipeline.looks, _Watched)
        self._looks = self._pipeline.looks
        doc = result.document
        self._pipeline.run(_numbered(doc))
        self._kept: frozenset[str] = frozenset()
        if self._pipeline.rules is not None:
            self._kept = self._pipeline.rules.read(doc.lines)[0]

    def of(self, i: int) -> Why:
        """Why line `i` (0-based) stays, or its mark if it does not; IndexError for no line."""
        doc = self._result.document
        why = Why(i, doc.lines[i], self._pipeline.confidence)
        why.removed = doc.marks.get(i)
        if why.removed is not None:
            return why
        if not doc.lines[i].strip():
            why.kept_by = "blank lines go only with what they separate"
            return why
        if doc.lines[i] in self._kept:
            why.kept_by = "a keep row of your rules"
        elif i in doc.segmented:  # the looks that were watched are at its sentences
            why.kept_by = "it holds a whole text, whose sentences are judged in its place"
            return why
        elif i in doc.spans:
            why.kept_by = "parts of it are cut, and the rest is no line of its own"
        elif i in self._result.doubtful:
            reason = self._result.doubtful[i][2]
            why.kept_by = next((told for end, told in _GIVEN_BACK if reason.endswith(end)), None)
        if doc.page is not None and i in doc.page.marks:
            why.frame = doc.page.located(i, doc.page.marks[i])
        look = next((one for one in self._looks.looked if i in one.places), None)
        if look is not None:
            self._tell_place(why, look)
            why.nearly = list(self._nearly(i, look))
            why.model = self._judgement(i)
        return why

    def _tell_place(self, why: Why, look: _Look) -> None:
        survey, n = look.survey, look.places[why.line]
        if survey.head_end:
            why.head_end = look.number(survey.head_end - 1) + 1
        if survey.tail_start < len(survey.lines):
            why.tail_start = look.number(survey.tail_start)
        why.what = survey.describe(n)
        if n in survey.hits:
            why.row = survey.hits[n][0]
        survey = copy(survey)
        survey.sections = dict(survey.sections)
        sums = tail_sums(survey)
        own = next(((weight, total) for i, weight, total in sums if i == n), None)
        if own is not None:
            best, where = max((total, -i) for i, _, total in sums)
            why.weight = (*own, best, look.number(-where))

    def _nearly(self, i: int, look: _Look) -> Iterator[Nearly]:
        """The filters that come closest, surest first."""
        found: dict[tuple[str, str], Nearly] = {}
        needed = self._pipeline.confidence
        doubt = self._result.doubtful.get(i)
        if doubt is not None and doubt[0] != MODEL:  # the last word, whatever a look said
            found[doubt[0], ""] = Nearly(doubt, f"being {needed:.2f} sure")
        for one in self._looks.looked:
            n = one.places.get(i)
            if n is None:
                continue
            if n in one.doubts:
                mark = one.doubts[n]
                found.setdefault((mark[0], ""), Nearly(mark, f"being {needed:.2f} sure"))
            elif n in one.marks:
                mark = one.marks[n]
                found.setdefault((mark[0], ""), Nearly(mark, self._overruled(mark)))
        if not found:
            n = look.places[i]
            for missing, mark in self._elsewhere(look.survey, n):
                found.setdefault((mark[0], missing), Nearly(mark, missing))
        yield from sorted(found.values(), key=lambda one: -one.mark[3])

    def _overruled(self, mark: Mark) -> str:
        """Why a mark that was made did not count."""
        if mark[0] not in self._pipeline.names:
            return f"the filter {mark[0]}, which is not chosen"
        if self._result.document.page is not None:
            return "a page that is less sure of its article"
        return "being no text of its own"

    def _elsewhere(self, survey: Survey, n: int) -> Iterator[tuple[str, Mark]]:
        """What its filter would say of the line in other places, and what those are."""
        one = self._pipeline.filter_of.get(survey.owner(n))
        if one is None:
            off = _filter_for(survey.owner(n))
            mark = None if off is None else off.mark_line(survey, n)
            if off is not None and mark is not None:
                yield f"the filter {off.name}, which is not chosen", mark
            return
        needed = self._pipeline.confidence
        unchosen = ""
        if one.name not in self._pipeline.names:
            unchosen = f", and the filter {one.name}, which is not chosen"
        elif survey.lines[n] in self._kept:
            unchosen = ", and no keep row of your rules"
        tail = copy(survey)
        tail.tail_start, tail.head_end = min(n, survey.tail_start), min(n, survey.head_end)
        head = copy(survey)
        head.head_end, head.tail_start = max(n + 1, survey.head_end), max(n + 1, survey.tail_start)
        places = [("standing after the article, in the tail", tail, n),
                  ("standing before the article, in the head", head, n)]  # fmt: skip
        paragraphs = [line for line in survey.lines if self._is_paragraph(line)][:2]
        if len(paragraphs) == 2:
            lines = [paragraphs[0], survey.lines[n], paragraphs[1]]
            alone = self._looks.explore(lines, self._result.document.title)
            places.append(("standing alone between paragraphs", alone, 1))
        for missing, other, at in places:
            mark = one.mark_line(other, at)
            if mark is None or mark[3] < needed:
                continue
            is_there = (other is tail and n >= survey.tail_start) or (
                other is head and n < survey.head_end
            )
            if not is_there:
                yield missing + unchosen, mark
            elif unchosen:
                yield unchosen.removeprefix(", and "), mark

    def _is_paragraph(self, line: str) -> bool:
        if len(line) <= SHORT_CHARS:
            return bool(line.strip()) and self._pipeline.sieve.line(line).sign == (PROSE, None)
        return not is_cut(line)

    def _judgement(self, i: int) -> Judgement | None:
        """What the model says of the line, in the look in which it came closest."""
        from newsclean.learned.judge import shared_model
        from newsclean.learned.surroundings import HAS_MARK
        from newsclean.learned.why import judge_one

        asked = [one for one in self._looks.asked if i in one.places]
        asked = [one for one in asked if one.places[i] not in one.marks]
        is_asked = bool(asked)
        if not asked:
            asked = [one for one in self._looks.looked if i in one.places][:1]
        found = [
            judge_one(one.survey, one.marks, shared_model, one.article, one.places[i])
            for one in asked
        ]
        if not found:
            return None
        # Where it was judged the look in which it came closest, else the first.
        judged = [one for one in found if one.passed is None]
        closest = max(judged, key=lambda one: one.score or 0.0, default=found[0])
        if not is_asked:
            if MODEL not in self._pipeline.names:
                closest.passed = "the filter model is not chosen"
            elif closest.passed == HAS_MARK:
                closest.passed = "the rules have it, though their mark does not count here"
            elif closest.passed is None:
                closest.passed = "the page's own model has no doubt of what is left"
        return closest


def _numbered(doc: Document) -> Document:
    """The document anew, unmarked, with lines that know their numbers."""
    lines: list[str] = []
    for i, line in enumerate(doc.lines):
        one = _Numbered(line)
        one.number = i
        lines.append(one)
    copied = Document(lines, doc.ends, title=doc.title, url=doc.url, language=doc.language)
    copied.page = doc.page
    return copied


def _filter_for(family: str) -> Filter | None:
    """The filter that would judge lines of a family, if it were chosen."""
    for name in filters.OFF_BY_DEFAULT:
        one = filters.get(name)
        if family in one.families:
            return one
    return None
