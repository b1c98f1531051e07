"""The learned judgement of a document's lines, and what it says of itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from newsclean.document import Mark
from newsclean.learned.article import Article
from newsclean.learned.signs import NAMES, SENTENCE_KINDS, tell
from newsclean.learned.surroundings import Surroundings
from newsclean.modelfile import read_model
from newsclean.survey import Survey

TYPE_CHECKING = False
if TYPE_CHECKING:
    from newsclean.learned.model import Model

NAME = "model"
_FILE = "lines.model"
_TOLD, _ASKED = 3, 8  # what a reason names, of the signs that weigh most: some say the same
_E = 2.718281828459045  # `math` costs a file to read at start
_STEPS = 4  # from a line to its neighbours in one look; the next look goes on
_LIKELY = 0.5  # from here on a line speaks for its neighbours
_LEAST = -1.1  # log-odds of a quarter; less likely lines are not even doubtful

_SHAPE, _WEIGHT, _ABOVE, _BELOW = map(
    NAMES.index, ("shape", "weight", "above_marked", "below_marked")
)
# Log-odds by which a line must be surer when nothing beside it speaks for it: several weak signs
# may mark a line, one alone may not. More when nothing in the whole text does.
_LONE, _ALONE = 0.8, 0.5
_TAKEN = 1.0  # and when the open end of a row took a whole sentence, as a widget's name does
_NO: tuple[float, list[float]] = (-1.0, [])

_model: Model | None = None


def shared_model() -> Model:
    """The model of the package, read once in a process."""
    global _model
    if _model is None:
        from newsclean.learned.model import Model

        path = __file__.replace("judge.py", _FILE)
        _model = read_model(path, lambda data: Model(data, NAMES))
    return _model


def judge(
    survey: Survey,
    marks: Mapping[int, Mark],
    get: Callable[[], Model],
    last: Article | None = None,
    kept: frozenset[str] = frozenset(),
) -> tuple[dict[int, Mark], Article]:
    """Marks for lines that no rule marked, with the probability that they are boilerplate.

    marks: what the rules found in the same look. get: gives the model, called only when a line is
    worth it. last: the article as the look before gave it back. kept: lines that nothing marks.
    The probability is one of decision: 0.5 is where a mark is worth the risk of a lost line.
    What is likely speaks for what stands beside it, a few lines far.
    """
    found: dict[int, Mark] = {}
    known = dict(marks)
    steps = 0
    while True:
        more, article = _judge(survey, known, get, last)
        more = {i: mark for i, mark in more.items() if survey.lines[i] not in kept}
        found.update(more)
        likely = {i: mark for i, mark in more.items() if mark[3] >= _LIKELY}
        steps += 1
        if not likely or steps == _STEPS:
            return found, article
        known.update(likely)
        last = article


def _judge(
    survey: Survey, marks: Mapping[int, Mark], get: Callable[[], Model], last: Article | None
) -> tuple[dict[int, Mark], Article]:
    around = Surroundings(survey, marks, lambda: get().weigh, last)
    judged = {}
    for i in around.candidates():
        quick = around.quick_signs(i)
        is_sentence = quick[_SHAPE] in SENTENCE_KINDS
        if get().is_hopeless(quick, is_sentence=is_sentence):
            continue
        signs = around.signs(i, quick)
        score = get().score(signs, is_sentence=is_sentence)
        if i in survey.hits and signs[_WEIGHT] < 0:
            score -= _TAKEN
        judged[i] = score, signs
    found: dict[int, Mark] = {}
    for i, (score, signs) in judged.items():
        is_sentence = signs[_SHAPE] in SENTENCE_KINDS
        if all(judged.get(j, _NO)[0] < 0 for j in around.beside(i)):
            if min(signs[_ABOVE], signs[_BELOW]) > 1:
                score -= _LONE
            if not marks:
                score -= _ALONE
        if score >= _LEAST:
            reasons = get().reasons(signs, is_sentence=is_sentence)
            told = list(dict.fromkeys([tell(sign, signs) for _, sign in reasons[:_ASKED]]))[:_TOLD]
            reason = f"like boilerplate: {', '.join(told)}"
            found[i] = (NAME, None, reason, round(1.0 / (1.0 + _E**-score), 2))
    return found, around.article
