"""What is the article's own behind a box: a list that follows a known heading, a last sentence.

Below the article short lines under a site's heading go with it, line by line. Where the article
goes on with a list of its own (prizes, prices, sources), they go wrongly all together; so a run of
them is asked about as one. Each of its lines alone may look like anything. A sentence between boxes
goes, too, and may be the article's last.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from newsclean.document import Mark
from newsclean.filters.base import LIKE_OWN, LIST_LINES, UNSAID, is_of_place
from newsclean.learned.judge import LEAST, score_line
from newsclean.learned.long import long_lines
from newsclean.learned.model import HOPELESS, UNLIKELY
from newsclean.learned.surroundings import Surroundings
from newsclean.shapes import ARROW, CUT
from newsclean.survey import ECHO, Survey

TYPE_CHECKING = False
if TYPE_CHECKING:
    from newsclean.learned.model import Model

# Longer runs, and those further below what stays of the article, are a page's.
_RUN_LINES, _FAR = 20, 9
_SHARE = 0.65  # of the lines of a run
_OF_SITES = frozenset((ARROW, ECHO))
_FOLDED = ("►", "▼")  # the months of an archive, shut and open
_TEASERS = 2  # of a site, above the list
_NEUTRAL = -1.0  # log-odds of a line that the model is not asked about, whatever it is


def own_lines(
    survey: Survey, marks: Mapping[int, Mark], get: Callable[[], Model]
) -> dict[int, str]:
    """The lines that the model holds for the article's, with the marks of all asked off: and why.

    marks: all that goes, by its place in the survey. get: gives the model, called only when there
    is something to ask about.
    """
    runs = [
        run for run in _runs(survey, marks)
        if len(run) <= _RUN_LINES and _are_different(survey, run) and _is_near(survey, marks, run)
    ]  # fmt: skip
    sentences = [
        i for i in sorted(survey.enclosed)
        if i in marks and is_of_place(marks[i]) and survey.shape(i) != CUT  # which a teaser is
    ]  # fmt: skip
    if not runs and not sentences:
        return {}
    asked = {i for run in (*runs, sentences) for i in run}
    known = {i: mark for i, mark in marks.items() if i not in asked}
    around = Surroundings(survey, known, lambda: get().weigh)
    found = dict.fromkeys(_unsaid(sentences, around, survey, known, get), UNSAID)
    found.update((i, LIKE_OWN) for run in runs for i in _own(run, around, survey, get))
    return found


def _unsaid(
    sentences: list[int], around: Surroundings, survey: Survey, known: Mapping[int, Mark],
    get: Callable[[], Model],
) -> list[int]:  # fmt: skip
    """Those sentences between boxes that the model would not even doubt."""
    found = []
    for i in sentences:
        if survey.rows[i] is None:
            score = long_lines(survey, known, around.article, get().weigh).get(i, HOPELESS)
        else:
            score = _score(i, around, survey, get, passed=HOPELESS)
        if score < LEAST:
            found.append(i)
    return found


def _runs(survey: Survey, marks: Mapping[int, Mark]) -> list[list[int]]:
    """The lines that go for their place, by what stands together; blank lines are no end.

    What a site says by its form alone, `← Older story`, is one.
    """
    found: list[list[int]] = [[]]
    for i, line in enumerate(survey.lines):
        if i in marks and is_of_place(marks[i]) and not _has_form_of_site(survey, i):
            found[-1].append(i)
        elif found[-1] and line and not line.isspace():
            found.append([])
    return found


def _has_form_of_site(survey: Survey, i: int) -> bool:
    return survey.sign(i)[0] in _OF_SITES or survey.lines[i].lstrip().startswith(_FOLDED)


def _is_near(survey: Survey, marks: Mapping[int, Mark], run: list[int]) -> bool:
    """Whether no more than some lines that go stand between a run and what stays above it."""
    above: int | None = run[0]
    for _ in range(_FAR + 1):
        above = survey.before(above) if above is not None else None
        if above not in marks:
            return above is not None
    return False


def _are_different(survey: Survey, run: list[int]) -> bool:
    return len({survey.lines[i].strip() for i in run}) >= LIST_LINES


def _own(
    run: list[int], around: Surroundings, survey: Survey, get: Callable[[], Model]
) -> list[int]:
    """The run, if the model gives two of three lines up and holds none for a site's.

    The first ones may be a site's, which leaves them out.
    """
    up: list[int] = []
    missed = first = 0
    for n, i in enumerate(run):
        score = _NEUTRAL
        if survey.rows[i] is not None:
            score = _score(i, around, survey, get, passed=_NEUTRAL)
        if score < UNLIKELY:
            up.append(i)
        elif score >= 0 and n == first < _TEASERS:
            first += 1
        else:
            missed += 1
            if score >= 0 or missed > (1 - _SHARE) * (len(run) - first):
                return []
    return run[first:] if _are_different(survey, up) else []


def _score(
    i: int, around: Surroundings, survey: Survey, get: Callable[[], Model], passed: float
) -> float:
    """The log-odds of a line that is not long; `passed` for one that is not worth a question."""
    if around.why_passed(i) is not None:
        return passed
    one = score_line(i, around, survey, get)
    return one[0] if one is not None else HOPELESS
