"""Chosen filters over one document: the only caller of filters."""

from __future__ import annotations

from newsclean import filters
from newsclean.borders import find_borders
from newsclean.document import Document, Mark
from newsclean.filters.base import SpanFilter
from newsclean.islands import find_islands
from newsclean.lexicon import Hit, Lexicon
from newsclean.line import CREDIT
from newsclean.longline import AUTO, long_lines
from newsclean.shapes import HEADLINE, PROSE, QUESTION, SENTENCE, SHORT_CHARS
from newsclean.sieve import Sieve
from newsclean.survey import Survey

# Not from `typing`, which costs more than all of newsclean at start.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from newsclean.glue import Glue
    from newsclean.html.reader import Page
    from newsclean.learned.model import Model
    from newsclean.packs.force import Rules
    from newsclean.page.model import Model as PageModel

MODEL = "model"  # the filter that is learned; it works after the others
RULES = "rules"  # the name under which the marks of packs go; they are not imported without need
FEW_LINES = 70  # a text with fewer is no dump: nothing of `page` is loaded for it
_FRAME = "page-frame"  # no line is its candidate: `newsclean.page` finds them
_DOUBT = 0.15  # from which on a mark of a page's reader, too unsure to count, is a doubt
_HARDLY = 0.3  # less sure marks of a page's reader are not even doubtful
_ROUNDS = 8  # each finds at least a line; two are the most that were ever seen
_PLAIN = frozenset((PROSE, SENTENCE, QUESTION, HEADLINE))
_SENTENCES = frozenset((PROSE, SENTENCE))
_BLANK = "blank line that only separated removed lines"


class Pipeline:
    """The chosen filters. Holds no state of documents: safe to share between threads.

    All default filters look at every document, whichever are chosen, so that the choice decides
    only which marks count: one more filter never brings a line back.
    profile: `repost`, `page` (a dump of a whole page), or `auto`: each text tells which it is.
    """

    def __init__(
        self,
        names: list[str],
        confidence: float,
        lexicon: Lexicon,
        rules: Rules | None = None,
        model: Model | None = None,
        segments: str = AUTO,
        profile: str = "repost",
        glue: Glue | None = None,
    ) -> None:
        self._glue = glue
        self.segments = segments
        self.profile = profile
        self.page_model: PageModel | None = None  # None until needed, then the package's own
        self.names = names
        self.confidence = confidence
        self.lexicon = lexicon
        self.rules = rules
        self.sieve = Sieve(lexicon, rules)
        self._chosen = frozenset(names if rules is None else [*names, RULES])
        # It learned from reposts: in a dump it costs more than all else, and article lines, too.
        self._uses_model = MODEL in self._chosen and profile != "page"
        self._model = model
        default = filters.choose(None, None, None)
        working = [
            filters.get(name) for name in dict.fromkeys((*default, *names)) if name != _FRAME
        ]
        self._filter_of = {family: one for one in working for family in one.families}
        self._are_all_chosen = self._chosen >= {*default, *names}
        self._span_filters = [
            one for one in working if isinstance(one, SpanFilter) and one.name in self._chosen
        ]

    def run(self, doc: Document) -> tuple[Survey, dict[int, Mark]]:
        """Mark the document's boilerplate; also returns the marks that were too unsure to make.

        Looks again at what is left until nothing more is found, so that cleaning a cleaned text
        changes nothing.
        """
        kept, hits = (frozenset[str](), []) if self.rules is None else self.rules.read(doc.lines)
        long = long_lines(doc.lines, self.segments)
        if doc.page is not None:
            survey, found, unsure = self._clean_framed(doc, doc.page, kept)
        elif self.profile == "page" or (
            self.profile == "auto" and len(doc.lines) >= FEW_LINES and self._is_page(doc.lines)
        ):
            doc.profile = "page"
            survey, found, unsure = self._clean_page(doc, kept)
        else:
            survey = _explore(Survey(doc.lines, self.sieve, doc.title))
            found, unsure = self._settle(survey, doc.title, kept, long)
        if hits:
            self._apply(hits, doc, survey, found, unsure, kept)
        chosen = self._chosen
        counted = found
        if not self._are_all_chosen:
            counted = {i: mark for i, mark in found.items() if mark[0] in chosen}
        doc.marks = _mark_blanks(doc.lines, counted)
        doubtful = {
            i: unsure[i] for i in sorted(unsure) if i not in found and unsure[i][0] in chosen
        }
        doc.segmented = [i for i in long if i not in doc.marks]
        self._cut(doc, doubtful, kept)
        return survey, doubtful

    def _cut(self, doc: Document, doubtful: dict[int, Mark], kept: frozenset[str]) -> None:
        """Set the spans of the document."""
        if not (self._span_filters or doc.segmented):
            return
        from newsclean.spans import cutter_of, find_spans

        cutters = [cutter_of(one) for one in self._span_filters]
        settings = self.confidence, self.sieve, doubtful, kept
        if cutters:
            others = set(range(len(doc.lines))).difference(doc.segmented)
            doc.spans = find_spans(doc, sorted(others), cutters, *settings)
        if doc.segmented:
            from newsclean.segmented import ROUNDS, Segmented

            judge = Segmented(self._judge_segments, self._owners(), self._chosen, self.lexicon,
                              self._glue)  # fmt: skip
            cutters.append(judge.cutter(doc.title))
            found = find_spans(doc, doc.segmented, cutters, *settings, ROUNDS)
            doc.spans = dict(sorted({**doc.spans, **found}.items()))

    def _judge_segments(
        self, lines: list[str], title: str | None
    ) -> tuple[Survey, dict[int, Mark], dict[int, Mark]]:
        """The marks of segments as if they were lines, by the rules alone."""
        survey = _explore(Survey(lines, self.sieve, title))
        return survey, *self._judge(survey, frozenset())

    def _owners(self) -> dict[str, str]:
        """Family of rows -> the name of its filter."""
        return {family: one.name for family, one in self._filter_of.items()}

    def look(self, lines: list[str]) -> tuple[Survey, dict[int, Mark]]:
        """One look at some lines by the rules alone: what the model learns from."""
        survey = _explore(Survey(lines, self.sieve, None))
        return survey, self._judge(survey, frozenset())[0]

    def _settle(
        self, survey: Survey, title: str | None, kept: frozenset[str], long: list[int],
        is_sure: bool = False,
    ) -> tuple[dict[int, Mark], dict[int, Mark]]:  # fmt: skip
        """Marks and doubtful marks, once looking again finds nothing more.

        long: the lines that hold a whole text each. is_sure: whether what the rules leave needs no
        model where they found nothing.
        """
        found, unsure = self._judge(survey, kept)
        for i in long:
            if i in found and len(long) == 1:
                del found[i]  # no text of one line goes because a phrase stands in it
        self._look_again(survey, title, dict(found), found, unsure, kept)
        if self._uses_model and (found or not is_sure):
            self._judge_rest(survey, title, dict(found), found, unsure, kept)
        return found, unsure

    def _is_page(self, lines: list[str]) -> bool:
        """Whether the text itself says that it is a dump."""
        from newsclean.page.decide import is_page

        return is_page(lines, self.sieve)

    def _clean_page(
        self, doc: Document, kept: frozenset[str]
    ) -> tuple[Survey, dict[int, Mark], dict[int, Mark]]:
        """Survey and marks of a dump: what frames the article, then the other filters inside of it.

        Both again on what is left, as if it came anew, until neither finds anything.
        """
        from newsclean.late import LateSurvey
        from newsclean.page.frame import find_frame, trusted
        from newsclean.page.model import shared_model

        model = self.page_model
        if model is None:
            model = self.page_model = shared_model()
        found: dict[int, Mark] = {}
        unsure: dict[int, Mark] = {}
        left: Sequence[int] = range(len(doc.lines))
        lines = doc.lines
        is_settled = False
        # What `auto` makes of a dump may be a repost when it comes again, and as a repost nothing
        # more may be found in it.
        is_said = self.profile == "page"
        for n in range(_ROUNDS):
            new: dict[int, Mark] = {}
            # The first time it was asked already.
            if n == 0 or is_said or self._is_page(lines):
                for i, mark in find_frame(lines, model, self.sieve).items():
                    if lines[i] not in kept:
                        (new if mark[3] >= self.confidence else unsure)[left[i]] = mark
            if new:
                left, lines = _without(doc, found, new)
            elif is_settled:
                break
            survey = _explore(Survey(lines, self.sieve, doc.title))
            marks, doubts = self._settle(survey, doc.title, kept, [])
            is_settled = True
            if is_said:
                whole = trusted(lines, marks)
                is_settled = not whole or len(whole) == len(marks)
                marks = whole
            unsure.update((left[i], mark) for i, mark in doubts.items())
            if marks:
                left, lines = _without(doc, found, {left[i]: mark for i, mark in marks.items()})
        late = LateSurvey(lambda: _explore(Survey(doc.lines, self.sieve, doc.title)))
        return late, found, unsure

    def _clean_framed(
        self, doc: Document, page: Page, kept: frozenset[str]
    ) -> tuple[Survey, dict[int, Mark], dict[int, Mark]]:
        """Survey and marks of an HTML page, whose reader says what frames the article.

        Where the filter that goes by it is not chosen, the others work on the whole page.
        """
        from newsclean.late import LateSurvey

        found: dict[int, Mark] = {}
        unsure: dict[int, Mark] = {}
        new: dict[int, Mark] = {}
        if _FRAME in self._chosen:
            for i, mark in page.marks.items():
                if doc.lines[i] in kept or mark[3] < min(self.confidence, _HARDLY):
                    continue
                (new if mark[3] >= self.confidence else unsure)[i] = mark
        left, lines = _without(doc, found, new)
        if lines:
            survey = _explore(Survey(lines, self.sieve, doc.title))
            # Where the page's own model has no doubt about a line, that of lines adds nothing.
            is_sure = bool(new) and all(page.marks[i][3] <= _DOUBT for i in left)
            marks, doubts = self._settle(survey, doc.title, kept, [], is_sure)
            found.update((left[i], mark) for i, mark in marks.items())
            unsure.update((left[i], mark) for i, mark in doubts.items())
        near = doc.lines[page.near.start : page.near.stop]
        late = LateSurvey(lambda: _explore(Survey(near, self.sieve, doc.title)))
        return late, found, unsure

    def _look_again(
        self, last: Survey, title: str | None, new: dict[int, Mark], found: dict[int, Mark],
        unsure: dict[int, Mark], kept: frozenset[str],
    ) -> None:  # fmt: skip
        """Judge what is left until nothing more is found; adds to `found` and `unsure`.

        new: the marks of the survey, by their place in it, which are in `found` already.
        """
        rounds = 0
        while new and rounds < _ROUNDS and _may_show_more(last, new):
            last = _explore(last.without(new, title))
            new, doubts = self._judge(last, kept)
            numbers = last.numbers
            found.update((numbers[i], mark) for i, mark in new.items())
            unsure.update((numbers[i], mark) for i, mark in doubts.items())
            rounds += 1

    def _judge_rest(
        self, survey: Survey, title: str | None, marks: dict[int, Mark], found: dict[int, Mark],
        unsure: dict[int, Mark], kept: frozenset[str],
    ) -> None:  # fmt: skip
        """Let the model judge what the rules left, and look again until nothing more is found.

        marks: those of the survey, by their place in it, which are in `found` already. The rules
        go first, so that the model brings none of their lines back; what it removes may show them
        more.
        """
        own = self._model
        article = None
        for _ in range(_ROUNDS):
            numbers = survey.numbers
            new = {}
            learned: dict[int, Mark] = {}
            if _has_lines_to_judge(survey, marks):
                from newsclean.learned.judge import judge, shared_model

                model = shared_model if own is None else lambda: own
                learned, article = judge(survey, marks, model, article, kept)
            for i, mark in learned.items():
                if mark[3] >= self.confidence:
                    new[i] = found[numbers[i]] = mark
                else:
                    unsure.setdefault(numbers[i], mark)
            if not marks and not new:
                return
            survey = _explore(survey.without(marks.keys() | new.keys(), title))
            numbers = survey.numbers
            marks, doubts = self._judge(survey, kept)
            found.update((numbers[i], mark) for i, mark in marks.items())
            for i, mark in doubts.items():
                unsure.setdefault(numbers[i], mark)

    def _apply(
        self, hits: list[tuple[int, Hit]], doc: Document, survey: Survey, found: dict[int, Mark],
        unsure: dict[int, Mark], kept: frozenset[str],
    ) -> None:  # fmt: skip
        """Mark what rules remove, and judge the rest without it.

        hits: the lines that rules fit, at least in a place. Comes after everything else was
        found: so a rule for a line that the tables know as a heading does not bring back what
        stands under it.
        """
        from newsclean.packs.force import mark_of, standing

        sure = [(i, hit) for i, hit in hits if mark_of(hit)[3] >= self.confidence]
        for i, hit in standing(doc.lines, hits, found):
            if mark_of(hit)[3] < self.confidence:
                unsure[i] = mark_of(hit)
        own: dict[int, Mark] = {}
        # A rule for the end of a text may hold only once what stood below is gone.
        while True:
            new = {i: mark_of(hit) for i, hit in standing(doc.lines, sure, found) if i not in own}
            own.update(new)
            is_new = any(i not in found for i in new)
            found.update(new)
            if not is_new:
                break
            last = _explore(survey.without(found, doc.title))
            marks, doubts = self._judge(last, kept)
            numbers = last.numbers
            found.update((numbers[i], mark) for i, mark in marks.items())
            unsure.update((numbers[i], mark) for i, mark in doubts.items())
            self._look_again(last, doc.title, marks, found, unsure, kept)
            if self._uses_model:
                rest = _explore(survey.without(found, doc.title))
                self._judge_rest(rest, doc.title, {}, found, unsure, kept)
        # For the fields, which read what rows took; all is judged by now.
        for i, hit in hits:
            if hit[0].captures:
                survey.hits[i] = hit

    def _judge(
        self, survey: Survey, kept: frozenset[str]
    ) -> tuple[dict[int, Mark], dict[int, Mark]]:
        """The marks of all filters at work, and those that are too unsure."""
        marks: dict[int, Mark] = {}
        doubtful: dict[int, Mark] = {}
        filter_of, owner = self._filter_of, survey.owner
        place = self._placer()
        for i in survey.candidates():
            if kept and survey.lines[i] in kept:
                continue
            one = filter_of.get(owner(i))
            mark = one.mark_line(survey, i) if one is not None else None
            if mark is not None and place is not None:
                mark = place(survey, i, mark)  # a pack's rows go under their own name
            if mark is not None:
                if mark[3] >= self.confidence:
                    marks[i] = mark
                else:
                    doubtful[i] = mark
        return marks, doubtful

    def _placer(self) -> Callable[[Survey, int, Mark], Mark | None] | None:
        """What renames the marks of a pack's rows, and withdraws those out of their place."""
        if self.rules is None or not self.rules.has_placed:
            return None
        from newsclean.packs.force import placed_mark

        return placed_mark


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


def _explore(survey: Survey) -> Survey:
    """Find head, body and tail of a survey, and what stands out in the body."""
    find_borders(survey)
    survey.islands = find_islands(survey)
    return survey


def _has_lines_to_judge(survey: Survey, marks: dict[int, Mark]) -> bool:
    """Whether the model may have a line to judge: else nothing of it is imported.

    Short sentences are no such lines but beside a removed one or below the last long line. More
    lines than `newsclean.learned.signs` judges, never fewer.
    """
    lines = survey.lines
    last = len(lines) - 1
    while last >= 0 and (
        len(lines[last]) <= SHORT_CHARS or lines[last].isspace() or last in marks
    ):
        last -= 1
    for i, row in enumerate(survey.rows):
        if row is not None and i not in marks:
            name = survey.sign(i)[0]
            if name not in _SENTENCES:
                if name != CREDIT:
                    return True
            elif i > last or survey.before(i) in marks or survey.after(i) in marks:
                return True
    return False


def _may_show_more(survey: Survey, marks: dict[int, Mark]) -> bool:
    """Whether lines that stay may look different once the marked ones are gone.

    They do when a mark stands between paragraphs, when a known wording or an odd line stays, or
    when head or tail keep something; else only the new first and last lines have new neighbours.
    """
    head, tail, lines = survey.head_end, survey.tail_start, survey.lines
    if any(map(range(head, tail).__contains__, marks)):
        return True
    if not (marks.keys() >= survey.hits.keys() and marks.keys() >= survey.debris.keys()):
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
        while j not in marks and j <= last and (not lines[j] or lines[j].isspace()):
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
