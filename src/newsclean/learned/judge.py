"""The learned judgement of a document's lines, and what it says of itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from newsclean.article import Article
from newsclean.document import Mark
from newsclean.learned.long import is_told_by_shape, long_lines
from newsclean.learned.signs import NAMES, SENTENCE_KINDS, tell
from newsclean.learned.surroundings import SURELY_SAID, Surroundings
from newsclean.modelfile import read_model
from newsclean.survey import Survey
from newsclean.words import is_unspaced, words_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from newsclean.learned.model import Model

NAME = "model"
_FILE = "lines.model"
_TOLD, _ASKED = 3, 8  # what a reason names, of the signs that weigh most: some say the same
_E = 2.718281828459045  # `math` costs a file to read at start
STEPS = 4  # from a line to its neighbours in one look; the next look goes on
_LIKELY = 0.5  # from here on a line speaks for its neighbours
LEAST = -1.1  # log-odds of a quarter; less likely lines are not even doubtful

SHAPE, WEIGHT, SAID, _ANEW = map(NAMES.index, ("shape", "weight", "said", "said_anew"))
# Log-odds by which a line must be surer when nothing else in the text is boilerplate: most texts
# have none; and in a text of short lines alone, steps, songs, names, where nothing sounds like an
# article, either. Rises by what the break-even of lines falls, for they are to be as safe; it did
# not fall when that rose last.
_ALONE = 1.85
# By which a sentence between paragraphs may be less sure: the sentences of articles that are
# mistaken for a site's are mostly their last ones.
BETWEEN = 0.9
TAKEN = 1.0  # and when the open end of a row took a whole sentence, as a widget's name does
# Log-odds of its diction, by words that are not the article's own, from which on a line is a site's
# whatever else it is; of a sentence, which BETWEEN paragraphs may be less sure here, too.
SPOKEN, _SPOKEN_SENTENCE = 4.5, 6.5
_LONG_REASON = "a long line that is worded as a site speaks"
_NO: tuple[float, list[float]] = (-1.0, [])
NO_LINES: frozenset[int] = frozenset()

_model: Model | None = None


def shared_model() -> Model:
    """The model of the package, read once in a process."""
    global _model
    if _model is None:
        from newsclean.learned.model import Model

        path = __file__.replace("judge.py", _FILE)
        _model = read_model(path, lambda data: Model(data, NAMES))
    return _model


def likely(marks: Mapping[int, Mark]) -> dict[int, Mark]:
    """Those marks that speak for what stands beside them."""
    return {i: mark for i, mark in marks.items() if mark[3] >= _LIKELY}


def judge(
    survey: Survey,
    marks: Mapping[int, Mark],
    get: Callable[[], Model],
    last: Article | None = None,
    kept: frozenset[str] = frozenset(),
    sure: frozenset[int] = NO_LINES,
) -> tuple[dict[int, Mark], Article]:
    """Marks for lines that no rule marked, with the probability that they are boilerplate.

    marks: what the rules found in the same look. get: gives the model, called only when a line is
    worth it. last: the article as the look before gave it back. kept: lines that nothing marks.
    sure: numbers, in the document, of lines that somebody knows to be the article's.
    The probability is one of decision: 0.5 is where a mark is worth the risk of a lost line.
    What is likely speaks for what stands beside it, a few lines far.
    """
    found: dict[int, Mark] = {}
    known = dict(marks)
    steps = 0
    while True:
        more, article = judge_step(survey, known, get, last, sure)
        more = {i: mark for i, mark in more.items() if survey.lines[i] not in kept}
        found.update(more)
        speaking = likely(more)
        steps += 1
        if not speaking or steps == STEPS:
            return found, article
        known.update(speaking)
        last = article


def judge_step(
    survey: Survey, marks: Mapping[int, Mark], get: Callable[[], Model], last: Article | None,
    sure: frozenset[int] = NO_LINES,
) -> tuple[dict[int, Mark], Article]:  # fmt: skip
    """One step of `judge`: what it marks while nothing else is likely."""
    around = Surroundings(survey, marks, lambda: get().weigh, last)
    judged = scores(around, survey, get, sure)
    found: dict[int, Mark] = {
        i: (NAME, None, _LONG_REASON, chance(score))
        for i, score in long_lines(survey, marks, around.article, get().weigh).items()
        if score >= LEAST and survey.numbers[i] not in sure
    }
    for i, (alone, signs) in judged.items():
        is_sentence = signs[SHAPE] in SENTENCE_KINDS
        score = alone - held_back(i, judged, around, marks)
        if is_sentence and around.is_between(i):
            score += BETWEEN
        if score >= LEAST:
            first = (_ANEW,) if alone <= by_diction(survey, i, signs) else ()
            reasons = [sign for _, sign in get().reasons(signs, is_sentence=is_sentence)]
            told = dict.fromkeys([tell(sign, signs) for sign in (*first, *reasons[:_ASKED])])
            reason = f"like boilerplate: {', '.join(list(told)[:_TOLD])}"
            found[i] = (NAME, None, reason, chance(score))
    return found, around.article


def chance(score: float) -> float:
    """The probability of these log-odds, to two digits."""
    return float(round(1.0 / (1.0 + _E**-score), 2))


def scores(
    around: Surroundings, survey: Survey, get: Callable[[], Model],
    sure: frozenset[int] = NO_LINES,
) -> dict[int, tuple[float, list[float]]]:  # fmt: skip
    """Log-odds and signs of the lines that are worth a judgement and not hopeless."""
    found = {}
    for i in around.candidates():
        if survey.numbers[i] not in sure:
            one = score_line(i, around, survey, get)
            if one is not None:
                found[i] = one
    return found


def score_line(
    i: int, around: Surroundings, survey: Survey, get: Callable[[], Model]
) -> tuple[float, list[float]] | None:
    """Log-odds and signs of a line that is worth a judgement; None for one that is hopeless."""
    quick = around.quick_signs(i)
    is_sentence = quick[SHAPE] in SENTENCE_KINDS
    if quick[SAID] < _spoken_from(quick) and get().is_hopeless(quick, is_sentence=is_sentence):
        return None
    signs = around.signs(i, quick)
    score = get().score(signs, is_sentence=is_sentence)
    if i in survey.hits and signs[WEIGHT] < 0 and signs[SAID] < SURELY_SAID:
        score -= TAKEN
    return max(score, by_diction(survey, i, signs)), signs


def by_diction(survey: Survey, i: int, signs: list[float]) -> float:
    """The log-odds, 0 where a mark is worth it, that a site says a line, by its diction alone.

    The trees ask whether it is more or less than some number, and to them surely is like probably.
    Not of a word or an address alone; nor, as of long lines, of items, rows and quotations, and of
    scripts without spaces.
    """
    odds = signs[_ANEW] - _spoken_from(signs)
    if (
        odds < LEAST or not survey.has_words(i) or is_told_by_shape(survey.lines[i].strip())
        or any(map(is_unspaced, words_of(survey.key(i))))
    ):  # fmt: skip
        return float("-inf")
    return odds


def _spoken_from(signs: list[float]) -> float:
    return _SPOKEN_SENTENCE if signs[SHAPE] in SENTENCE_KINDS else SPOKEN


def held_back(
    i: int, judged: Mapping[int, tuple[float, list[float]]], around: Surroundings,
    marks: Mapping[int, Mark],
) -> float:  # fmt: skip
    """By how much a line must be surer because nothing else in the text speaks for it."""
    is_alone = not marks and all(judged.get(j, _NO)[0] < 0 for j in around.beside(i))
    return _ALONE if is_alone or around.is_list else 0.0
