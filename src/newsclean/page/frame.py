"""The lines around the article of a dump: the model's weights made to a span, and marked."""

from __future__ import annotations

from collections.abc import Callable
from math import exp

from newsclean.document import Mark
from newsclean.page.codes import TABLES
from newsclean.page.context import Scene, Surroundings
from newsclean.page.model import Model
from newsclean.sieve import Sieve

NAME = "page-frame"
# Log-odds against a piece. A wrong drop costs more than ten lines left over: the article reaches
# from the first to the last piece that has not _SURE_ODDS against it, and on over pieces that have
# not _SURER_ODDS, as long as the next is near. Chosen on the folds of the development dumps.
_SURE_ODDS, _SURER_ODDS, _NEAR = 1.5, 4.0, 2
_HARDLY = 0.0  # what looks less like prose is the article's only beside another piece of it
_UNJUDGED = -6.0
_FEW_PIECES = 6
_MANY_LINES = 100_000  # no page has more; a corpus in one file has
# A frame has so many pieces, of all, and so many in the text look like a menu's: else cleaning
# again would nibble at the article's edges.
_FRAME_PIECES, _FRAME_SHARE = 12, 0.2
# Notes below an encyclopedia's article: `^ "Title". Publisher.` They go on with it.
_NOTES, _NOTE_CHARS, _NEAR_NOTE = "^↑", 7, 30
_SURE, _UNSURE = 0.99, 0.5
_ASKED = 40  # pieces of a run that speak for the others when its reason is told


def find_frame(lines: list[str], model: Model, sieve: Sieve) -> dict[int, Mark]:
    """The lines that are no article's, with their marks; empty when there is no article."""
    if len(lines) > _MANY_LINES:
        return {}
    scene = Scene(lines)
    size = len(scene.numbers)
    enough = max(_FRAME_PIECES, _FRAME_SHARE * size)
    if size < _FEW_PIECES or scene.count_short() < enough:
        return {}
    scene.look(lines)
    scene.weigh(model.tables, model.bias)
    scene.ask(lines, sieve)
    around = Surroundings(scene)
    weights: dict[int, float] = {}

    def weight_of(at: int) -> float:
        weight = weights.get(at)
        if weight is None:
            weight = weights[at] = model.weigh(around.row(at))
        return weight

    # From either end: what the article holds between its first and its last piece is its own.
    plausible = [at for at in scene.judged if scene.own[at] > _HARDLY]
    first = next((at for at in plausible if weight_of(at) > -_SURE_ODDS), None)
    if first is None:
        return {}
    last = next(at for at in reversed(plausible) if weight_of(at) > -_SURE_ODDS)
    judged = set(scene.judged)
    first = _reach(first, -1, judged, weight_of)
    last = _reach(last, 1, judged, weight_of)
    last = _with_notes(scene, lines, last)
    gone = first + size - 1 - last
    if gone < enough:
        return {}
    marks: dict[int, Mark] = {}
    for pieces, where in (
        (range(first), "before the article"), (range(last + 1, size), "after the article"),
    ):  # fmt: skip
        if pieces:
            mark = _mark(scene, model, weights, pieces, where)
            for at in pieces:
                marks.update(dict.fromkeys(scene.numbers[at], mark))
    return marks


def _reach(at: int, step: int, judged: set[int], weight_of: Callable[[int], float]) -> int:
    """The outermost piece, going on over those that are not surely others'."""
    gap = 1
    while gap <= _NEAR:
        beyond = at + step * gap
        if beyond in judged and weight_of(beyond) > -_SURER_ODDS:
            at, gap = beyond, 1
        else:
            gap += 1
    return at


def _with_notes(scene: Scene, lines: list[str], last: int) -> int:
    """The last piece, when notes that stand near below it are counted in."""
    at = last + 1
    while at < len(scene.numbers) and at - last <= _NEAR_NOTE:
        begin = lines[scene.numbers[at][0]].lstrip()[:_NOTE_CHARS]
        if any(sign in begin for sign in _NOTES):
            last = at
        at += 1
    return last


def _mark(scene: Scene, model: Model, weights: dict[int, float], pieces: range, where: str) -> Mark:
    """Reason and confidence for a run of pieces, with the two signs that weighed most."""
    some = pieces[:: 1 + len(pieces) // _ASKED]
    count = len(some)
    shares = [0.0] * (len(TABLES) + 1)
    total = 0.0
    for at in some:
        weight = weights.get(at, _UNJUDGED)
        row = scene.rows[at]
        for k, table in enumerate(model.tables):
            shares[k] += table[row[k]]
        shares[-1] += weight - scene.own[at]
        total += weight
    order = sorted(range(len(shares)), key=shares.__getitem__)
    signs = [
        f"{TABLES[k][0] if k < len(TABLES) else 'what stands around it'} ({shares[k] / count:+.1f})"
        for k in order[:2]
        if shares[k] < 0
    ]
    mean = max(-30.0, min(30.0, total / count + _SURE_ODDS))
    confidence = min(_SURE, max(_UNSURE, 1.0 / (1.0 + exp(mean))))
    many = len(pieces)
    what = "a line that is" if many == 1 else f"{many} lines or paragraphs"
    told = f": {', '.join(signs)}" if signs else ""
    return NAME, None, f"{what} {where}{told}", round(confidence, 2)
