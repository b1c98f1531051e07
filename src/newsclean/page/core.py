"""Which of the pieces that look like an article are one text.

Teasers, comments and notices far from the article are prose, too, but they speak of something else.
That a text goes on with the words it has used is lexical cohesion, by which M. Hearst finds where
one ends (TextTiling, Computational Linguistics 23, 1997); here it says which blocks are one.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable

from newsclean.article import CONTENT_CHARS
from newsclean.fold import fold
from newsclean.links import without_links
from newsclean.page.context import Scene
from newsclean.words import words_of

# Pieces so near to each other are one text, and so near are one block. Above it there is more
# room: between a headline and the text stand the byline, the buttons and the picture.
_NEAR, _TOGETHER, _ABOVE = 10, 2, 16
# A block further away is part of the text when so many of its longer words stand there, when a
# piece of it surely is an article's, or when it is long. The first words are not counted: three
# words of which one is known say nothing. From 5 to 10 pieces, and for .25 to .33 of the words,
# the folds of the development dumps lose the same lines: these are the cautious ends.
_SHARED, _UNCOUNTED, _SURELY, _LARGE = 0.25, 2, 1.0, 0.25
# So many paragraphs of so many letters near to each other are an article, too, where the model has
# less than so many log-odds against each: a weekly of several, of which one is the heaviest.
_PARAGRAPHS, _LONG, _DOUBTED, _BESIDE = 3, 250, 4.0, 3
_PROSE = 1.0  # log-odds of looks
# Where few words are long (Vietnamese, Korean, Chinese), all of two letters and more are asked.
_FEW, _LEAST_CHARS = 0.25, 2


def one_text(
    scene: Scene, pieces: list[int], weight_of: Callable[[int], float], least: float
) -> tuple[int, int] | None:
    """The first and the last of those pieces, in order, that belong to one text; None for none.

    least: log-odds above which a piece may be the article's.
    """

    def is_likely(at: int) -> bool:
        return weight_of(at) > least

    first = next(filter(is_likely, pieces), None)
    if first is None:
        return None
    last = next(filter(is_likely, reversed(pieces)))
    if not _is_one_run(pieces, is_likely, first, last):
        first, last = _around_heaviest(scene, list(filter(is_likely, pieces)), weight_of)
    return _with_paragraphs(scene, pieces, weight_of, first, last)


def _with_paragraphs(
    scene: Scene, pieces: list[int], weight_of: Callable[[int], float], first: int, last: int
) -> tuple[int, int]:
    """The ends, moved outwards over what holds some long paragraphs."""
    long = [
        at for at in pieces
        if not first <= at <= last and scene.lengths[at] >= _LONG and scene.own[at] > _PROSE
        and weight_of(at) > -_DOUBTED
    ]  # fmt: skip
    for run in _runs(long, _BESIDE):
        if len(run) >= _PARAGRAPHS:
            first, last = min(first, run[0]), max(last, run[-1])
    return first, last


def _is_one_run(
    pieces: list[int], is_likely: Callable[[int], bool], first: int, last: int
) -> bool:
    """Whether likely pieces lead from the first to the last. Asks of as few as it can."""
    at = first
    while last - at > _NEAR:
        start = bisect_right(pieces, at)
        within = pieces[start : bisect_right(pieces, at + _NEAR)]
        beyond = next(filter(is_likely, reversed(within)), None)
        if beyond is None:
            return False
        at = beyond
    return True


def _around_heaviest(
    scene: Scene, pieces: list[int], weight_of: Callable[[int], float]
) -> tuple[int, int]:
    """The first and the last piece of the heaviest run and of what belongs to it."""
    lengths = scene.lengths
    core = max(
        _runs(pieces, _NEAR),
        key=lambda run: sum([lengths[at] * max(0.0, weight_of(at) + 1.0) for at in run]),
    )
    first, last = core[0], core[-1]
    words = [word for at in core for word in _words(scene, at)]
    chars = CONTENT_CHARS
    own = [word for word in words if len(word) >= chars]
    if len(own) < _FEW * len(words):
        chars = _LEAST_CHARS
        own = [word for word in words if len(word) >= chars]
    known = set(own)
    large = _LARGE * sum([lengths[at] for at in core])

    def belongs(block: list[int], gap: int, near: int) -> bool:
        words = [word for at in block for word in _words(scene, at) if len(word) >= chars]
        found = (
            gap <= near
            or sum(map(known.__contains__, words)) > _SHARED * (len(words) + _UNCOUNTED)
            or max(map(weight_of, block)) >= _SURELY
            or sum([lengths[at] for at in block]) > large
        )
        if found:
            known.update(words)
        return found

    for block in _runs([at for at in pieces if at < core[0]], _TOGETHER)[::-1]:
        if belongs(block, first - block[-1], _ABOVE):
            first = block[0]
    for block in _runs([at for at in pieces if at > core[-1]], _TOGETHER):
        if belongs(block, block[0] - last, _NEAR):
            last = block[-1]
    return first, last


def _runs(pieces: list[int], gap: int) -> list[list[int]]:
    """Pieces that stand no further apart than this."""
    found: list[list[int]] = []
    for at in pieces:
        if found and at - found[-1][-1] <= gap:
            found[-1].append(at)
        else:
            found.append([at])
    return found


def _words(scene: Scene, at: int) -> list[str]:
    return words_of(fold(without_links(scene.texts[at])))
