"""Look after look at a text: the rules, then the learned model, until nothing more is found."""

from __future__ import annotations

from newsclean.borders import find_borders
from newsclean.document import Mark
from newsclean.filters.base import DOUBTFUL, LIST_LINES, Filter, is_of_place
from newsclean.islands import find_islands
from newsclean.line import CREDIT
from newsclean.shapes import (
    HEADLINE,
    PROSE,
    QUESTION,
    SENTENCE,
    SHORT_CHARS,
    ends_sentence,
)
from newsclean.sieve import Sieve
from newsclean.survey import Survey

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from newsclean.article import Article
    from newsclean.learned.model import Model
    from newsclean.packs.force import Rules

ROUNDS = 8  # each finds at least a line; no labelled text asks for more than three
_PLAIN = frozenset((PROSE, SENTENCE, QUESTION, HEADLINE))
_SENTENCES = frozenset((PROSE, SENTENCE))
_KEEPS_NONE: frozenset[str] = frozenset()
_NO_LINES: frozenset[int] = frozenset()


class Looks:
    """The filters at work. Holds no state of documents.

    filter_of: family of rows -> the filter that judges them. Marks less sure than `confidence` are
    doubts. rules: the user's. uses_model: whether the learned model judges what the rules leave;
    model: which, None for the package's.

    Where a method takes them, `found` and `unsure` are marks and doubtful marks by their number in
    the whole document, to which it adds; kept: lines that nothing marks.
    """

    def __init__(
        self,
        sieve: Sieve,
        filter_of: dict[str, Filter],
        confidence: float,
        rules: Rules | None,
        model: Model | None,
        uses_model: bool,
    ) -> None:
        self.sieve = sieve
        self.confidence = confidence
        self._filter_of = filter_of
        self._rules = rules
        self._model = model
        self._uses_model = uses_model

    def explore(self, lines: list[str], title: str | None) -> Survey:
        """The survey of a text with its borders, before anything is judged."""
        return _explore(Survey(lines, self.sieve, title))

    def outline(self, lines: list[str], title: str | None) -> Survey:
        """The survey of a text with its borders alone: all that the fields ask for."""
        survey = Survey(lines, self.sieve, title)
        find_borders(survey)
        return survey

    def judge(
        self, survey: Survey, kept: frozenset[str] = _KEEPS_NONE
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

    def settle(
        self, survey: Survey, title: str | None, kept: frozenset[str], long: list[int],
        sure: frozenset[int] = _NO_LINES, *, is_page: bool = False,
    ) -> tuple[dict[int, Mark], dict[int, Mark]]:  # fmt: skip
        """Marks and doubtful marks, once looking again finds nothing more.

        long: the lines that hold a whole text each. sure: lines that the model need not judge.
        is_page: whether the text is what is left of a page, behind whose boxes no article goes on.
        """
        found, unsure = self.judge(survey, kept)
        for i in long:
            if i in found and len(long) == 1:
                del found[i]  # no text of one line goes because a phrase stands in it
        left = self._look_again(survey, title, dict(found), found, unsure, kept)
        if not is_page and self._give_back(survey, found, unsure):
            left = None
        if self._uses_model:
            self._judge_rest(survey, title, dict(found), found, unsure, kept, left, sure)
        return found, unsure

    def _give_back(
        self, survey: Survey, found: dict[int, Mark], unsure: dict[int, Mark]
    ) -> bool:
        """Doubt the marks of what goes for its place alone, where the model knows better.

        Whether there are such lines. It asks the model whatever filters are chosen, and shows it
        the marks of the rules alone: so one filter more, the model's too, brings no line back.
        """
        of_place = sum(map(is_of_place, found.values()))
        if self.confidence <= DOUBTFUL or of_place < (1 if survey.enclosed else LIST_LINES):
            return False
        from newsclean.lists import own_lines

        numbers = survey.numbers
        marks = {i: found[number] for i, number in enumerate(numbers) if number in found}
        own = own_lines(survey, marks, self._get_model())
        for i, why in own.items():
            name, rule, reason, _ = found.pop(numbers[i])
            unsure[numbers[i]] = name, rule, reason + why, DOUBTFUL
        return bool(own)

    def _look_again(
        self, last: Survey, title: str | None, new: dict[int, Mark], found: dict[int, Mark],
        unsure: dict[int, Mark], kept: frozenset[str],
    ) -> Survey | None:  # fmt: skip
        """Judge what is left until nothing more is found; adds to `found` and `unsure`.

        new: the marks of the survey, by their place in it, which are in `found` already.
        Returns the survey of what is left, if a look at it was needed to find nothing.
        """
        left = None
        rounds = 0
        while new and rounds < ROUNDS and _may_show_more(last, new):
            last = _explore(last.without(new, title))
            new, doubts = self.judge(last, kept)
            numbers = last.numbers
            found.update((numbers[i], mark) for i, mark in new.items())
            unsure.update((numbers[i], mark) for i, mark in doubts.items())
            rounds += 1
            left = None if new else last
        return left

    def _judge_rest(
        self, survey: Survey, title: str | None, marks: dict[int, Mark], found: dict[int, Mark],
        unsure: dict[int, Mark], kept: frozenset[str], left: Survey | None = None,
        sure: frozenset[int] = _NO_LINES,
    ) -> None:  # fmt: skip
        """Let the model judge what the rules left, and look again until nothing more is found.

        marks: those of the survey, by their place in it, which are in `found` already. The rules
        go first, so that the model brings none of their lines back; what it removes may show them
        more. left: the survey without `marks`, if it is there and the rules mark nothing in it.
        """
        article = None
        for _ in range(ROUNDS):
            numbers = survey.numbers
            new = {}
            learned: dict[int, Mark] = {}
            if has_lines_to_judge(survey, marks, sure):
                learned, article = self.ask_model(survey, marks, article, kept, sure)
            for i, mark in learned.items():
                if mark[3] >= self.confidence:
                    new[i] = found[numbers[i]] = mark
                else:
                    known = unsure.get(numbers[i])
                    # The look that was surest; what a rule doubted is the rule's.
                    if known is None or (known[0] == mark[0] and known[3] < mark[3]):
                        unsure[numbers[i]] = mark
            if not marks and not new:
                return
            if left is not None and not new:
                survey, marks, left = left, {}, None
                continue
            left = None
            survey = _explore(survey.without(marks.keys() | new.keys(), title))
            numbers = survey.numbers
            marks, doubts = self.judge(survey, kept)
            found.update((numbers[i], mark) for i, mark in marks.items())
            for i, mark in doubts.items():
                unsure.setdefault(numbers[i], mark)

    def ask_model(
        self, survey: Survey, marks: dict[int, Mark], article: Article | None,
        kept: frozenset[str], sure: frozenset[int],
    ) -> tuple[dict[int, Mark], Article]:  # fmt: skip
        """What the learned model marks in one look; the article, for the next one."""
        from newsclean.learned.judge import judge

        return judge(survey, marks, self._get_model(), article, kept, sure)

    def _get_model(self) -> Callable[[], Model]:
        """What gives the model, read when it is asked first."""
        from newsclean.learned.judge import shared_model

        own = self._model
        return shared_model if own is None else lambda: own

    def judge_end(self, survey: Survey, marks: dict[int, Mark]) -> Mark | None:
        """What the learned model says of the last segment of a text, the last line of the survey.

        Nothing where the begin of it sounds like an article, or the rules have marked it; nor of a
        sentence: the last one of an article, about readers and letters, looks like a site's.
        """
        end = len(survey.lines) - 1
        if end in marks or ends_sentence(survey.lines[end]):
            return None
        from newsclean.learned.uniform import begins_as_site

        others = frozenset(range(end))
        mark = self.ask_model(survey, marks, None, _KEEPS_NONE, others)[0].get(end)
        return mark if mark is not None and begins_as_site(survey.lines[end], self.weigh) else None

    def weigh(self, words: list[str]) -> list[float]:
        """The weights of words in the learned model."""
        from newsclean.learned.judge import shared_model

        return (self._model or shared_model()).weigh(words)

    def rest(self, survey: Survey, found: dict[int, Mark], title: str | None) -> Survey:
        """The survey of what is left, with its borders."""
        return _explore(survey.without(found, title))

    def after(
        self, survey: Survey, title: str | None, found: dict[int, Mark],
        unsure: dict[int, Mark], kept: frozenset[str],
    ) -> None:  # fmt: skip
        """Judge what is left once all of `found` is gone."""
        last = _explore(survey.without(found, title))
        marks, doubts = self.judge(last, kept)
        numbers = last.numbers
        found.update((numbers[i], mark) for i, mark in marks.items())
        unsure.update((numbers[i], mark) for i, mark in doubts.items())
        self._look_again(last, title, marks, found, unsure, kept)
        if self._uses_model:
            rest = _explore(survey.without(found, title))
            self._judge_rest(rest, title, {}, found, unsure, kept)

    def _placer(self) -> Callable[[Survey, int, Mark], Mark | None] | None:
        """What renames the marks of a pack's rows, and withdraws those out of their place."""
        if self._rules is None or not self._rules.has_placed:
            return None
        from newsclean.packs.force import placed_mark

        return placed_mark


def _explore(survey: Survey) -> Survey:
    """Find head, body and tail of a survey, and what stands out in the body."""
    find_borders(survey)
    survey.islands = find_islands(survey)
    return survey


def has_lines_to_judge(
    survey: Survey, marks: dict[int, Mark], sure: frozenset[int] = _NO_LINES
) -> bool:
    """Whether the model may have a line to judge: else nothing of it is imported.

    Sentences are no such lines but those beside a removed one, and from the last long line on. So
    a site's sentence between paragraphs is found where anything else is worth a judgement, too: to
    read the model for every text that has a short paragraph would cost each a tenth of its start.
    """
    lines = survey.lines
    last = len(lines) - 1
    while last >= 0 and (
        len(lines[last]) <= SHORT_CHARS or lines[last].isspace() or last in marks
    ):
        last -= 1
    for i, row in enumerate(survey.rows):
        if row is not None and i not in marks and survey.numbers[i] not in sure:
            name = survey.sign(i)[0]
            if name not in _SENTENCES:
                if name != CREDIT:
                    return True
            elif (
                i > last
                or survey.before(i) in marks or survey.after(i) in marks
            ):  # fmt: skip
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
