"""Chosen filters over one document: the only caller of filters."""

from __future__ import annotations

from collections.abc import Sequence

from newsclean import filters
from newsclean.borders import find_borders
from newsclean.document import Document, Mark
from newsclean.filters.base import Filter, SpanFilter
from newsclean.islands import find_islands
from newsclean.lexicon import Lexicon
from newsclean.shapes import HEADLINE, PROSE, QUESTION, SENTENCE
from newsclean.sieve import Sieve
from newsclean.survey import Survey

# Not from `typing`, which costs more than all of newsclean at start.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from newsclean.page.model import Model

FEW_LINES = 70  # a text with fewer is no dump: nothing of `page` is loaded for it
_ROUNDS = 8  # each finds at least a line; two are the most that were ever seen
_PLAIN = frozenset((PROSE, SENTENCE, QUESTION, HEADLINE))
_FRAME = "page-frame"  # no line is its candidate: `newsclean.page` finds them
_BLANK = "blank line that only separated removed lines"


class Pipeline:
    """The chosen filters. Holds no state of documents: safe to share between threads.

    All default filters look at every document, whichever are chosen, so that the choice decides
    only which marks count: one more filter never brings a line back.
    profile: `repost`, `page` (a dump of a whole page), or `auto`: each text tells which it is.
    """

    def __init__(
        self, names: list[str], confidence: float, lexicon: Lexicon, profile: str = "repost"
    ) -> None:
        self.names = names
        self.confidence = confidence
        self.lexicon = lexicon
        self.profile = profile
        self.sieve = Sieve(lexicon)
        self.model: Model | None = None  # of dumps; None until needed, then the package's own
        self._chosen = frozenset(names)
        default = filters.choose(None, None, None)
        working = [
            filters.get(name) for name in dict.fromkeys((*default, *names)) if name != _FRAME
        ]
        self._filter_of = {family: one for one in working for family in one.families}
        self._span_filters = [
            one for one in working if isinstance(one, SpanFilter) and one.name in self._chosen
        ]

    def run(self, doc: Document) -> tuple[Survey, dict[int, Mark]]:
        """Mark the document's boilerplate; also returns the marks that were too unsure to make.

        Looks again at what is left until nothing more is found, so that cleaning a cleaned text
        changes nothing.
        """
        if self.profile == "page" or (
            self.profile == "auto" and len(doc.lines) >= FEW_LINES and self._is_page(doc.lines)
        ):
            doc.profile = "page"
            survey, found, unsure = self._clean_page(doc)
        else:
            survey, found, unsure = self._settle(doc.lines, doc.title)
        chosen = self._chosen
        doc.marks = _mark_blanks(
            doc.lines, {i: mark for i, mark in found.items() if mark[0] in chosen}
        )
        doubtful = {
            i: unsure[i] for i in sorted(unsure) if i not in found and unsure[i][0] in chosen
        }
        if self._span_filters:
            from newsclean.spans import find_spans

            doc.spans = find_spans(
                doc, self._span_filters, self.confidence, self.sieve, doubtful
            )
        return survey, doubtful

    def _settle(
        self, lines: list[str], title: str | None
    ) -> tuple[Survey, dict[int, Mark], dict[int, Mark]]:
        """Survey, marks and doubtful marks, once looking again finds nothing more."""
        survey = self._survey(lines, title)
        found, unsure = self._judge(survey)
        rounds = 0
        left: Sequence[int] = range(len(lines))
        last, new = survey, dict(found)
        while new and rounds < _ROUNDS and _may_show_more(last, new):
            left = [left[i] for i in range(len(last.lines)) if i not in new]
            last = self._survey([lines[i] for i in left], title)
            new, doubts = self._judge(last)
            found.update((left[i], mark) for i, mark in new.items())
            unsure.update((left[i], mark) for i, mark in doubts.items())
            rounds += 1
        return survey, found, unsure

    def _is_page(self, lines: list[str]) -> bool:
        """Whether the text itself says that it is a dump."""
        from newsclean.page.decide import is_page

        return is_page(lines, self.sieve)

    def _clean_page(self, doc: Document) -> tuple[Survey, dict[int, Mark], dict[int, Mark]]:
        """The same for a dump: what frames the article, then the other filters inside of it.

        Both again on what is left, as if it came anew, until neither finds anything.
        """
        from newsclean.late import LateSurvey
        from newsclean.page.frame import find_frame
        from newsclean.page.model import shared_model

        model = self.model
        if model is None:
            model = self.model = shared_model()
        found: dict[int, Mark] = {}
        unsure: dict[int, Mark] = {}
        left: Sequence[int] = range(len(doc.lines))
        lines = doc.lines
        is_settled = False
        for n in range(_ROUNDS):
            new: dict[int, Mark] = {}
            # The first time it was asked already.
            if n == 0 or self.profile == "page" or self._is_page(lines):
                for i, mark in find_frame(lines, model, self.sieve).items():
                    (new if mark[3] >= self.confidence else unsure)[left[i]] = mark
            if new:
                left, lines = _without(doc, found, new)
            elif is_settled:
                break
            _, marks, doubts = self._settle(lines, doc.title)
            is_settled = True
            unsure.update((left[i], mark) for i, mark in doubts.items())
            if marks:
                left, lines = _without(doc, found, {left[i]: mark for i, mark in marks.items()})
        return LateSurvey(lambda: self._survey(doc.lines, doc.title)), found, unsure

    def _survey(self, lines: list[str], title: str | None) -> Survey:
        survey = Survey(lines, self.sieve, title)
        find_borders(survey)
        survey.islands = find_islands(survey)
        return survey

    def _judge(self, survey: Survey) -> tuple[dict[int, Mark], dict[int, Mark]]:
        """The marks of all filters at work, and those that are too unsure."""
        wanted: dict[Filter, list[int]] = {}
        for i in survey.candidates():
            one = self._filter_of.get(survey.owner(i))
            if one is not None:
                wanted.setdefault(one, []).append(i)
        marks: dict[int, Mark] = {}
        doubtful: dict[int, Mark] = {}
        for one, candidates in wanted.items():
            for i, mark in one.mark(survey, candidates):
                (marks if mark[3] >= self.confidence else doubtful)[i] = mark
        return marks, doubtful


def _without(
    doc: Document, found: dict[int, Mark], new: dict[int, Mark]
) -> tuple[list[int], list[str]]:
    """Numbers and lines of what is left once the new marks are found, too.

    As the text would come back: without the blank lines that go along.
    """
    found.update(new)
    gone = _mark_blanks(doc.lines, found)
    left = [i for i in range(len(doc.lines)) if i not in gone]
    return left, [doc.lines[i] for i in left]


def _may_show_more(survey: Survey, marks: dict[int, Mark]) -> bool:
    """Whether lines that stay may look different once the marked ones are gone.

    They do when a mark stands between paragraphs, when a known wording or an odd line stays, or
    when head or tail keep something; else only the new first and last lines have new neighbours.
    """
    head, tail, lines = survey.head_end, survey.tail_start, survey.lines
    if any(head <= i < tail for i in marks):
        return True
    if any(i not in marks for i in survey.hits) or any(i not in marks for i in survey.odd):
        return True
    for i in (*range(head), *range(tail, len(lines))):
        if i not in marks and lines[i] and not lines[i].isspace():
            return True
    edges = (survey.after(head - 1), survey.before(tail))
    return any(i is not None and survey.sign(i)[0] not in _PLAIN for i in edges)


def _mark_blanks(lines: list[str], marks: dict[int, Mark]) -> dict[int, Mark]:
    """The marks in order, with those of the blank lines that separated only removed lines.

    They go under the filter that removed what they separated: those after a removed line, up to
    the next line that is not blank; and those between the article and the end of the text when
    nothing else stands there any more.
    """
    found: dict[int, Mark] = {}
    # What follows the last line end is no line.
    last = len(lines) - 1 if lines[-1] else len(lines) - 2
    for i in sorted(marks):
        mark = found[i] = marks[i]
        j = i + 1
        while j <= last and j not in marks and (not lines[j] or lines[j].isspace()):
            found[j] = (mark[0], None, _BLANK, 1.0)
            j += 1
    if last in found:
        filter_name = found[last][0]
        before: dict[int, Mark] = {}
        j = last
        while j in found:
            j -= 1
        while j >= 0 and (not lines[j] or lines[j].isspace()):
            before[j] = (filter_name, None, _BLANK, 1.0)
            j -= 1
        if before:
            return dict(sorted({**found, **before}.items()))
    return found
