"""What stands around a piece of a dump, in numbers: what the trees of the model ask for."""

from __future__ import annotations

from itertools import accumulate, pairwise
from math import log

from newsclean.page.context import FAR, PROSE, PROSE_CHARS, Scene

_ASIDE = 10  # pieces above and below in which repeated wordings and numbers are counted
_SAID_ASIDE = (4, 12)  # and in which it is counted what a site says
_SHORT = 60  # letters of a piece whose numbers are those of a date or a counter

FEATURES = (
    "own", "above1", "above2", "below1", "below2",
    "above3", "under3", "above6", "under6", "above12", "under12", "above30", "under30",
    "mass_above6", "mass_under6", "mass_above30", "mass_under30",
    "share_above", "share_under", "mass", "lines", "prose_rate", "place", "from_top", "from_end",
    "to_prose_above", "to_prose_under",
    "since_start1", "to_end1", "size1", "share1", "gap1",
    "since_start2", "to_end2", "size2", "share2", "gap2",
    "block_lines", "block_mass", "block_own", "blocks",
    "size", "last", "first", "case", "words", "digits", "links", "link_rate", "repeated",
    "known", "known_above", "since_known", "strong_since", "pieces",
    "repeats_above", "repeats_under", "numbers_above", "numbers_under",
    "indent_to_core",
    "said", "said_above4", "said_under4", "said_above12", "said_under12",
)  # fmt: skip


class Surroundings:
    """What stands around each piece, as a row of FEATURES when it is asked for."""

    __slots__ = ("_above", "_block_of", "_blocks", "_doc", "_indent", "_known_above", "_masses",
                 "_numbers", "_repeats", "_said", "_scene", "_since", "_spans", "_strong", "_sums",
                 "_under")  # fmt: skip

    def __init__(self, scene: Scene) -> None:
        own = scene.own
        size = len(own)
        self._scene = scene
        self._sums = [0.0, *accumulate(own)]
        masses = self._masses = [0.0, *accumulate(scene.mass)]
        total = masses[-1] + 1.0
        prose = [
            weight > PROSE and length > PROSE_CHARS
            for weight, length in zip(own, scene.lengths, strict=True)
        ]
        self._above = _distances(prose)
        self._under = _distances(prose[::-1])[::-1]
        self._block_of, self._blocks = _blocks(scene, self._sums, masses)
        self._known_above, self._since, self._strong = _known(scene)
        self._doc = (log(total), log(size), sum([weight > 0 for weight in own]) / size)
        rows = scene.rows
        self._repeats = [0, *accumulate([row[10] > 8 for row in rows])]
        self._numbers = [
            0,
            *accumulate(
                [row[5] > 3 and n < _SHORT for row, n in zip(rows, scene.lengths, strict=True)]
            ),
        ]
        self._said = [0.0, *accumulate(scene.said)]
        self._indent = _indent_of_core(scene)
        self._spans = [
            (start, end, (masses[end + 1] - masses[start]) / total) for start, end in scene.cores
        ]

    def row(self, at: int) -> list[float]:
        """The features of one piece."""
        scene, sums, masses = self._scene, self._sums, self._masses
        own, row = scene.own, scene.rows[at]
        size = len(own)
        total = masses[-1] + 1.0
        x = [
            own[at],
            own[at - 1] if at else -FAR,
            own[at - 2] if at > 1 else -FAR,
            own[at + 1] if at + 1 < size else -FAR,
            own[at + 2] if at + 2 < size else -FAR,
        ]
        for width in (3, 6, 12, 30):
            start = at - width
            if start >= 0:
                x.append((sums[at] - sums[start]) / width)
            else:
                x.append((sums[at] + FAR * start) / width)
            end = at + 1 + width
            if end <= size:
                x.append((sums[end] - sums[at + 1]) / width)
            else:
                x.append((sums[size] - sums[at + 1] + FAR * (size - end)) / width)
        for width in (6, 30):
            x.append((masses[at] - masses[max(0, at - width)]) / width)
            x.append((masses[min(size, at + 1 + width)] - masses[at + 1]) / width)
        x.append(masses[at] / total)
        x.append(1.0 - masses[at + 1] / total)
        x.extend(self._doc)
        x.append(at / size)
        x.append(min(at, 100))
        x.append(min(size - 1 - at, 100))
        x.append(self._above[at])
        x.append(self._under[at])
        for start, end, share in self._spans:
            gap = 0.0
            if at < start:
                gap = masses[start] - masses[at]
            elif at > end:
                gap = masses[at + 1] - masses[end + 1]
            x.append(max(-60, min(60, at - start)))
            x.append(max(-60, min(60, end - at)))
            x.append(min(600, end - start + 1))
            x.append(share)
            x.append(gap)
        x.extend(self._blocks[self._block_of[at]])
        x.append(len(self._blocks) / size)
        x.append(row[0] // 9)
        x.append(row[0] % 9)
        x.append(row[1] // 4)
        x.append(row[1] % 4)
        x.append(row[2])
        x.append(row[5] // 4)
        x.append(row[5] % 4)
        x.append(row[6])
        x.append(row[10] // 9)
        x.append(scene.known[at])
        x.append(self._known_above[at])
        x.append(self._since[at])
        x.append(self._strong[at])
        x.append(min(30, len(scene.numbers[at])))
        start, end = max(0, at - _ASIDE), min(size, at + 1 + _ASIDE)
        for sums_of in (self._repeats, self._numbers):
            x.append(sums_of[at] - sums_of[start])
            x.append(sums_of[end] - sums_of[at + 1])
        x.append(max(-20, min(20, scene.indents[at] - self._indent)))
        said = self._said
        x.append(scene.said[at])
        for width in _SAID_ASIDE:
            x.append(said[at] - said[max(0, at - width)])
            x.append(said[min(size, at + 1 + width)] - said[at + 1])
        return x


def _indent_of_core(scene: Scene) -> int:
    """How far most of the core's prose is indented: its container, where a layout is kept."""
    start, end = scene.cores[0]
    shares: dict[int, float] = {}
    for indent, mass in zip(
        scene.indents[start : end + 1], scene.mass[start : end + 1], strict=True
    ):
        shares[indent] = shares.get(indent, 0.0) + mass
    return max(shares, key=shares.__getitem__)


def features(scene: Scene) -> list[list[float]]:
    """A row of FEATURES for each piece that is judged; for training."""
    around = Surroundings(scene)
    return [around.row(at) for at in scene.judged]


def _distances(prose: list[bool]) -> list[int]:
    """For each line how many lines above it the last paragraph stands; 99 for none."""
    found = []
    away = 99
    for is_prose in prose:
        found.append(away)
        away = 1 if is_prose else away + 1 if away < 99 else 99
    return found


def _blocks(
    scene: Scene, sums: list[float], masses: list[float]
) -> tuple[list[int], list[tuple[float, float, float]]]:
    """The block of each line, and of each block lines, mean mass, mean weight."""
    block_of: list[int] = []
    starts: list[int] = []
    last = -1
    for at, numbers in enumerate(scene.numbers):
        if numbers[0] - last > 1 or not starts:
            starts.append(at)
        block_of.append(len(starts) - 1)
        last = numbers[-1]
    starts.append(len(scene.numbers))
    blocks: list[tuple[float, float, float]] = []
    for start, end in pairwise(starts):
        count = end - start
        blocks.append(
            (
                min(count, 60),
                (masses[end] - masses[start]) / count,
                (sums[end] - sums[start]) / count,
            )
        )
    return block_of, blocks


_HEADINGS = (6, 7)  # groups of the tables under which no article goes on


def _known(scene: Scene) -> tuple[list[int], list[int], list[int]]:
    """For each line: the last known wording above, how far, and strong ones since the core."""
    groups, sinces, strongs = [], [], []
    group, since, strong = 0, 99, 0
    start = scene.cores[1][0]
    for at, known in enumerate(scene.known):
        groups.append(group)
        sinces.append(since)
        strongs.append(strong)
        since = since + 1 if since < 99 else 99
        if known > 2:
            group, since = known, 1
            if at > start and known in _HEADINGS:
                strong += 1
    return groups, sinces, strongs
