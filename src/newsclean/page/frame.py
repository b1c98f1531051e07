"""The lines around the article of a dump: the model's weights made to a span, and marked."""

from __future__ import annotations

from collections.abc import Callable
from math import exp

from newsclean.document import Mark
from newsclean.learned.diction import Weigh
from newsclean.links import without_links
from newsclean.page.below import reach_below
from newsclean.page.codes import TABLES
from newsclean.page.context import Scene, join_lines
from newsclean.page.core import one_text
from newsclean.page.headline import find_headlines
from newsclean.page.model import Model
from newsclean.page.surroundings import Surroundings
from newsclean.page.tools import find_tool_lines
from newsclean.sieve import Sieve

NAME = "page-frame"
_TWICE = "duplicate"  # a filter
# Log-odds against a piece. A wrong drop costs more than ten lines left over: the article reaches
# from the first to the last piece of one text that has not so much against it, and on over pieces
# that have not, as long as the next is near. Chosen on the folds of the development dumps and of
# 950 pages rendered for training.
_SURE_ODDS, _NEAR = 2.7, 2
# What looks less like prose, or has fewer letters, is the article's only beside another piece of
# it: of a thousand names below a page some look like anything.
_HARDLY, _BRIEF = 0.0, 30
_UNJUDGED = -6.0
_MANY_LINES = 100_000  # no page has more; a corpus in one file has
# A frame has so many pieces, of all, and so many in the text look like a menu's: else cleaning
# again would nibble at the article's edges. Around a long article it is less of all, and there it
# must show kinds of wordings, more than a second look finds.
_FRAME_PIECES, _FRAME_SHARE = 12, 0.2
_MANY_PIECES, _FAMILIES = 40, 6
_SURE, _TOOL_LINE = 0.99, 0.9
# Beyond a border lists and tables of the article may stand: pieces are asked, whatever they look
# like, until so many in a row surely are none of it.
_DOUBTED, _SURELY = 6, 3.9
_ASKED = 40  # pieces of a run that speak for the others when its reason is told


def find_frame(lines: list[str], model: Model, sieve: Sieve, weigh: Weigh) -> dict[int, Mark]:
    """The lines that are no article's, with their marks; empty when there is no article.

    weigh: gives the weights of words in the model of lines, for the diction of each piece.
    """
    if len(lines) > _MANY_LINES:
        return {}
    scene = Scene(lines)
    size = len(scene.numbers)
    enough = max(_FRAME_PIECES, _FRAME_SHARE * size)
    if scene.count_short() < min(enough, _MANY_PIECES):
        return {}
    scene.look(lines)
    scene.weigh(model.tables, model.bias)
    scene.ask(lines, sieve, weigh)
    around = Surroundings(scene)
    weights: dict[int, float] = {}

    def weight_of(at: int) -> float:
        weight = weights.get(at)
        if weight is None:
            weight = weights[at] = model.weigh(around.row(at))
        return weight

    # From either end: what the article holds between its first and its last piece is its own.
    own, lengths = scene.own, scene.lengths
    plausible = [at for at in scene.judged if own[at] > _HARDLY and lengths[at] >= _BRIEF]
    ends = one_text(scene, plausible, weight_of, -_SURE_ODDS)
    if ends is None:
        return {}
    judged = set(scene.judged)
    first = _reach(ends[0], -1, judged, weight_of)
    last = _reach(ends[1], 1, judged, weight_of)
    last = reach_below(scene, lines, last)
    gone = [*range(first), *range(last + 1, size)]
    if len(gone) < enough:
        first, last = _known_frame(scene, gone, first, last, sieve)
        if first == 0 and last == size - 1:
            return {}
    start, end = scene.numbers[first][0], scene.numbers[last][-1] + 1
    marks: dict[int, Mark] = {
        i: (NAME, None, f"{what} inside of the article", _TOOL_LINE)
        for i, what in find_tool_lines(lines, start, end, sieve).items()
    }
    titles = find_headlines(scene, first, last)
    for pieces, where in (
        (range(first), "before the article"), (range(size - 1, last, -1), "after the article"),
    ):  # fmt: skip
        if pieces:
            _doubt(pieces[::-1], judged, weight_of)
            reason = _reason(scene, model, weights, pieces, where)
            for at, sure in zip(pieces, _confidences(weights, pieces), strict=True):
                mark = NAME, None, reason, sure
                if at not in titles:
                    marks.update(dict.fromkeys(scene.numbers[at], mark))
    return marks


def trusted(lines: list[str], marks: dict[int, Mark]) -> dict[int, Mark]:
    """Of the marks of other filters inside of the article, those that count in a dump.

    A paragraph that was cut at its links goes whole or not at all. And what stands twice is no
    mistake here: pages print the beginnings of articles above and below them.
    """
    left = {i: mark for i, mark in marks.items() if mark[0] != _TWICE}
    if left:
        for numbers in join_lines(lines)[0]:
            if len(numbers) > 1:
                own = [i for i in numbers if i in left]
                if len(own) < len(numbers):
                    for i in own:
                        del left[i]
    return left


def _known_frame(
    scene: Scene, gone: list[int], first: int, last: int, sieve: Sieve
) -> tuple[int, int]:
    """The ends of the article, where what frames it must show by its wordings, or of the text.

    It begins at a known wording, then: what the article's edge holds, a list or a table, has none.
    """
    known: dict[int, str] = {}
    if len(gone) >= _MANY_PIECES:
        for at in gone:
            hit = sieve.line(without_links(scene.texts[at])).hit
            if hit is not None:
                known[at] = hit[0].family
    if len(set(known.values())) < _FAMILIES:
        return 0, len(scene.numbers) - 1
    above, below = [at for at in known if at < first], [at for at in known if at > last]
    return max(above, default=-1) + 1, min(below, default=len(scene.numbers)) - 1


def _confidences(weights: dict[int, float], pieces: range) -> list[float]:
    """For each piece of a run how sure it is that the article does not reach so far.

    pieces: from the end of the text to the border. The article reaches so far when any of the
    pieces from the end to this one is its; so what stands nearer to the border is never surer.
    """
    found = []
    sure = _SURE
    for at in pieces:
        weight = weights.get(at, _UNJUDGED)
        sure = min(sure, round(1.0 / (1.0 + exp(weight)), 2))
        found.append(sure)
    return found


def _doubt(pieces: range, judged: set[int], weight_of: Callable[[int], float]) -> None:
    """Ask about the pieces beyond a border, going outwards, so that their marks know how sure.

    Moves no border.
    """
    sure = 0
    for at in pieces:
        if at not in judged or weight_of(at) < -_SURELY:
            sure += 1
            if sure == _DOUBTED:
                return
        else:
            sure = 0


def _reach(at: int, step: int, judged: set[int], weight_of: Callable[[int], float]) -> int:
    """The outermost piece, going on over those that are not surely others'."""
    gap = 1
    while gap <= _NEAR:
        beyond = at + step * gap
        if beyond in judged and weight_of(beyond) > -_SURE_ODDS:
            at, gap = beyond, 1
        else:
            gap += 1
    return at


def _reason(
    scene: Scene, model: Model, weights: dict[int, float], pieces: range, where: str
) -> str:
    """Why a run of pieces goes: how many, where, and the two signs that weighed most."""
    some = pieces[:: 1 + len(pieces) // _ASKED]
    count = len(some)
    shares = [0.0] * (len(TABLES) + 1)
    for at in some:
        row = scene.rows[at]
        for k, table in enumerate(model.tables):
            shares[k] += table[row[k]]
        shares[-1] += weights.get(at, _UNJUDGED) - scene.own[at]
    order = sorted(range(len(shares)), key=shares.__getitem__)
    signs = [
        f"{TABLES[k][0] if k < len(TABLES) else 'what stands around it'} ({shares[k] / count:+.1f})"
        for k in order[:2]
        if shares[k] < 0
    ]
    many = len(pieces)
    what = "a line that is" if many == 1 else f"{many} lines or paragraphs"
    told = f": {', '.join(signs)}" if signs else ""
    return f"{what} {where}{told}"
