"""What a filter is: it sees the lines that may be its own and says which of them go."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from newsclean.document import Mark
from newsclean.errors import PluginError
from newsclean.fold import is_enclosed
from newsclean.line import BARE_REST, CREDIT, STRONG, WEAK
from newsclean.shapes import CUT, PROSE, QUESTION, SENTENCE, announces, ends_sentence
from newsclean.survey import Survey

Verdict = tuple[str, float]  # reason, confidence

# Confidences. `SURE` marks stay under any sensible `--confidence`; `DOUBTFUL` ones are kept by
# default and only listed by `explain`.
SURE, LIKELY, FAIR, POSSIBLE, DOUBTFUL = 0.99, 0.9, 0.75, 0.6, 0.3
_FACTS = 20  # lines of a box of facts
_ANYWHERE = "ad-marker"
_THREADS = "comments"  # the filter of what readers write
_AFTER = "after the article"  # so reasons end that tell of a place
LIKE_OWN = ", in a list like the article's own"  # and the reasons of what then stays
UNSAID = ", not worded as a site speaks"
LIST_LINES = 3  # different ones that go for their place, from which on they may be the article's
_ARTICLE_SHAPES = (SENTENCE, PROSE, CREDIT)


class Filter:
    """Lines of some families of the tables, and what stands under their headings.

    A filter sees only the survey, never other filters' marks: the order of filters does not
    matter, and one more filter never brings a line back.
    """

    name: str
    families: frozenset[str]
    on_by_default = True

    def mark(self, survey: Survey, candidates: Iterable[int]) -> Iterator[tuple[int, Mark]]:
        """The marks of those candidates that go; lines of other families are passed over."""
        for i in candidates:
            if survey.owner(i) in self.families:
                mark = self.mark_line(survey, i)
                if mark is not None:
                    yield i, mark

    def mark_line(self, survey: Survey, i: int) -> Mark | None:
        """The mark of one line of the filter's families; None keeps it."""
        verdict = self.judge(survey, i)
        if verdict is None:
            return None
        hit = survey.hits.get(i)
        return (self.name, hit[0].id if hit else None, *verdict)

    def judge(self, survey: Survey, i: int) -> Verdict | None:
        """Reason and confidence for one line of the filter's families; None keeps it."""
        island = survey.islands.get(i)
        if island is not None:
            return island[1:]
        if i >= survey.tail_start:
            return self.in_tail(survey, i)
        if i < survey.head_end:
            return self.in_head(survey, i)
        if is_enclosed(survey.lines[i]) or _is_announced(survey, i) or _goes_on(survey, i):
            return None
        verdict = self.in_body(survey, i)
        if (verdict is None or verdict[1] <= DOUBTFUL) and _is_of_other_hand(survey, i):
            return f"{survey.describe(i)} in another script than the article", LIKELY
        return verdict

    def in_tail(self, survey: Survey, i: int) -> Verdict | None:
        """After the article: known wordings, shapes that are no prose, lines under a heading."""
        name, weight = survey.sign(i)
        if weight is not None:
            if weight <= 0:
                return None
            what = survey.describe(i)
            if i in survey.native:
                return f"{what} in the article's script, its wrapper in another", DOUBTFUL
            return f"{what} {_AFTER}", SURE if weight == STRONG else LIKELY
        section = survey.sections.get(i)
        what = survey.describe(i)
        if i in survey.own:
            return None
        if i in survey.enclosed:
            return f"{what} between boilerplate {_AFTER}", POSSIBLE
        if name in _ARTICLE_SHAPES and section != "comment-body":
            return None
        if name == QUESTION and section is None and self._is_answered(survey, i):
            return None
        if name == CUT and section is None:
            return None
        if section != "comment-body" and self._is_of_facts(survey, i):
            return None
        where = f"under a {section} heading" if section else "among boilerplate"
        return f"{what} {where} {_AFTER}", FAIR

    def _is_answered(self, survey: Survey, i: int) -> bool:
        """Whether a sentence stands below a question: the end of an interview."""
        below = survey.after(i)
        return below is not None and below not in survey.sections and _is_said(survey, below)

    def _is_of_facts(self, survey: Survey, i: int) -> bool:
        """Whether a line is of a box of facts, or its heading, and the article goes on below."""
        at = i if survey.is_entry(i) else survey.after(i)
        if at is None or not survey.is_entry(at):
            return False
        for _ in range(_FACTS):
            at = survey.after(at)
            if at is None or not survey.is_entry(at):
                break
        return at is not None and _is_said(survey, at)

    def in_head(self, survey: Survey, i: int) -> Verdict | None:
        """Before the article: known wordings, and shapes that no first paragraph has."""
        name, weight = survey.sign(i)
        if weight is None:
            if i in survey.sections:
                return f"{survey.describe(i)} in a row of buttons before the article", FAIR
            if not survey.is_bare(i):
                return None
        elif weight < WEAK and (
            weight <= 0 or name == "related" or survey.before(i) is None
            or not survey.has_bare_neighbour(i)
        ):  # fmt: skip
            return None  # `By Design` above a date is the title, `Last keeper goes` below one, too
        return f"{survey.describe(i)} before the article", SURE if weight == STRONG else FAIR

    def in_body(self, survey: Survey, i: int) -> Verdict | None:
        """Between paragraphs words alone are not enough: only what a subclass vouches for."""
        name, weight = survey.sign(i)
        if weight == STRONG and not survey.hits[i][1]:
            return f"{survey.describe(i)} between paragraphs", DOUBTFUL
        return None


def _is_announced(survey: Survey, i: int) -> bool:
    """Whether a line of the article above ends in a colon: `The sign had four words:`.

    Then a wording that holds nothing else is quoted; but an advertisement may stand anywhere.
    """
    above, hit = survey.before(i), survey.hits.get(i)
    if hit is None or hit[1] or hit[0].family == _ANYWHERE:
        return False
    return above is not None and above not in survey.hits and announces(survey.lines[above])


def _goes_on(survey: Survey, i: int) -> bool:
    """Whether the line below goes on with the sentence that a line begins, as verses do.

    Where the line above breaks off, it goes on with that, and an advertisement stands between.
    """
    above, below = survey.before(i), survey.after(i)
    if above is None or below != i + 1 or not survey.lines[below].lstrip()[:1].islower():
        return False
    return ends_sentence(survey.lines[above])


def _is_of_other_hand(survey: Survey, i: int) -> bool:
    """Whether a line is a known wording and no more, in the script of the wrapper alone.

    The article does not use it, and a wording above or below the article does: else a lesson, or a
    story about signs and buttons, may hold it. Not what a line above announces with a colon.
    """
    hit, (_, weight) = survey.hits.get(i), survey.sign(i)
    if hit is None or weight is None or weight <= 0:
        return False
    if hit[1] and hit[1][0][1].strip(BARE_REST):
        return False
    above = survey.before(i)
    if (above is not None and announces(survey.lines[above])) or not survey.is_in_other_script(i):
        return False
    return any(
        (j < survey.head_end or j >= survey.tail_start) and survey.is_in_other_script(j)
        for j in survey.hits
    )


def is_of_place(mark: Mark) -> bool:
    """Whether a mark says that a line stands below the article, in no thread, and no more."""
    return (
        mark[1] is None and mark[3] <= FAIR and mark[0] != _THREADS and mark[2].endswith(_AFTER)
    )


def _is_said(survey: Survey, i: int) -> bool:
    """Whether a line of the tail is a sentence that nothing else there explains."""
    return (
        i not in survey.hits and i not in survey.enclosed
        and survey.shape(i) in (PROSE, SENTENCE)
    )  # fmt: skip


class LineFilter(Filter):
    """A filter of another package: whole lines, judged one by one where nothing else took them.

    `judge` is asked about every line that is not blank and that no filter marked: first with the
    whole text in view, then again in what is left, until it finds nothing more. Like a rule of a
    user's own it is no evidence: it brings no line back, and moves no border. Off unless chosen;
    offered by an entry point of the group `newsclean.filters` that is called like `name`.
    package: whose it is, set when it is loaded.
    """

    families = frozenset()
    on_by_default = False
    package = ""

    def judge(self, survey: Survey, i: int) -> Verdict | None:
        """Reason and confidence (0 to 1) for line `i` of the survey; None keeps it.

        `survey.lines` are the lines; what stands from `survey.tail_start` on is below the article,
        what stands above `survey.head_end` is above it.
        """
        raise NotImplementedError


def marked_by(one: LineFilter, survey: Survey, i: int) -> Mark | None:
    """The mark of one line by a filter of another package; PluginError when that fails."""
    try:
        verdict = one.judge(survey, i)
    except (Exception, SystemExit) as error:  # whatever is wrong there, its package is named
        cause = f"{type(error).__name__}: {error}".split("\n")[0]
        raise PluginError(f"filter {one.name} of {one.package}: {cause}") from error
    if verdict is None:
        return None
    match verdict:
        case (str() as reason, float() | int() as sure) if 0.0 <= sure <= 1.0:
            return one.name, None, reason, float(sure)
    raise PluginError(f"filter {one.name} of {one.package}: a reason and a number from 0 to 1 are "
                      f"wanted, not {verdict!r}")  # fmt: skip


# start, end (not included), rule id or None, reason, confidence
Cut = tuple[int, int, "str | None", str, float]


class SpanFilter(Filter):
    """Parts of lines that are kept otherwise. Off by default, for a cut alters a line.

    Its cuts depend on the line alone; they begin and end where the line itself shows it.
    """

    families = frozenset()
    on_by_default = False

    def cut(self, line: str) -> list[Cut]:
        """What goes from this line; cutting again what is left finds nothing of the same kind."""
        raise NotImplementedError
