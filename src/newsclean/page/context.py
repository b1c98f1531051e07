r"""The lines of a dump with what stands around each: what the model is asked about.

What is looked at is a *piece*: a line, or the lines of one paragraph that was wrapped or cut at
its links (`get_text("\n")` prints each link on a line of its own). Lines stay what is marked.
Blank lines are no pieces, they only divide blocks.
"""

from __future__ import annotations

from itertools import accumulate, pairwise
from math import exp, log

from newsclean.links import without_links
from newsclean.page.codes import codes
from newsclean.sieve import Sieve

_INDENTS = (-8, -2, 0, 1, 4, 12)
_MENU_CHARS = 45
_BLANK_CHARS = " \t\u00a0\u3000"
_GOING_ON, _OPEN_ENDS = ",.;:)]’”»、。，", ",(["
_ENDED = ".!?。！？…|"
_FAR = 6.0  # the weight of what is beyond the text, and of the surest line
# A piece with less prose than this, in letters, so near to it is no article's.
_REACH, _REACH_MASS = 12, 150.0
_PROSE, _PROSE_CHARS = 0.8, 60  # log-odds and letters of a line that is surely a paragraph
_CORES = (0.5, 1.5)  # how dear a line that is no prose is inside of a core
_KNOWN_ZONE = 24  # the tables are asked about lines so near to the core
_KNOWN_CHARS = 120
_ASIDE = 10  # pieces above and below in which repeated wordings and numbers are counted
_SHORT = 60  # letters of a piece whose numbers are those of a date or a counter

# Families of the tables by what they say of a place. Ascending: the model splits at numbers.
_GROUPS = {
    name: number
    for number, names in enumerate(
        (
            "credit-line photo-credit dateline credit",
            "byline reading-time source-link",
            "ad-marker embed-placeholder loading notice read-more",
            "share follow permalink edit-link tag-list category-list",
            "newsletter paywall app-promo cookie-banner password-notice",
            "related post-navigation sidebar-heading archive-heading archive-list author-box",
            "comment-body comment-count comment-form comment-heading comment-pager comment-widget "
            "comments-closed response-count trackback",
            "copyright back-to-top menu login-box search-box skip-link language-switch toc "
            "mobile-switch feed-footer feed-link report-abuse",
        ),
        1,
    )
    for name in names.split()
}
OTHER_GROUP = 4

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
)  # fmt: skip


class Scene:
    """The pieces of a dump.

    numbers: the lines of each piece. rows: its codes for the model's tables. own: what it weighs
    by its looks alone. judged: the pieces that the model is asked about; the others stand so far
    from any prose that they are no article's.
    """

    __slots__ = ("cores", "indents", "judged", "known", "lengths", "mass", "numbers", "own",
                 "rows", "texts")  # fmt: skip

    def __init__(self, lines: list[str]) -> None:
        self.numbers, self.texts = join_lines(lines)
        self.rows: list[tuple[int, ...]] = []
        self.indents: list[int] = []
        self.lengths: list[float] = []
        self.own: list[float] = []
        self.mass: list[float] = []
        self.cores: list[tuple[int, int]] = []
        self.known: list[int] = []
        self.judged: list[int] = []

    def count_short(self) -> int:
        """How many pieces are short and end in no stop, as items of menus are."""
        return sum([len(text) <= _MENU_CHARS and text[-1] not in _ENDED for text in self.texts])

    def look(self, lines: list[str]) -> None:
        """Set the codes of every piece."""
        self.indents = _indents(lines, self.numbers)
        self.rows, self.lengths = _rows(self.texts, self.numbers, self.indents)

    def weigh(self, tables: list[list[float]], bias: float) -> None:
        """Set what each line weighs by its looks, and where the cores of the text are."""
        columns = [
            map(table.__getitem__, column)
            for table, column in zip(tables, zip(*self.rows, strict=True), strict=True)
        ]
        sums_of = map(sum, zip(*columns, strict=True))
        self.own = [
            own if -_FAR < own < _FAR else _FAR if own > 0.0 else -_FAR
            for own in [bias + total for total in sums_of]
        ]
        self.mass = [
            length / (1.0 + exp(-own)) for own, length in zip(self.own, self.lengths, strict=True)
        ]
        self.cores = [self._core(dear) for dear in _CORES]
        sums = [0.0] * _REACH
        sums += accumulate(self.mass, initial=0.0)
        sums += [sums[-1]] * _REACH
        starts, ends = zip(*self.cores, strict=True)
        start, end = min(starts), max(ends)
        self.judged = [
            at
            for at, (low, high) in enumerate(zip(sums, sums[2 * _REACH : -1], strict=False))
            if high - low >= _REACH_MASS or start <= at <= end
        ]

    def _core(self, dear: float) -> tuple[int, int]:
        """First and last line of the run with the greatest sum of prose."""
        best, total, start, found = 0.0, 0.0, 0, (0, 0)
        at = -1
        for own, length in zip(self.own, self.lengths, strict=True):
            at += 1
            if own > 0.0:
                if total <= 0.0:
                    total, start = 0.0, at
                total += (own if own < 4.0 else 4.0) * (length * 0.01 if length < 150.0 else 1.5)
                if total > best:
                    best, found = total, (start, at)
            elif total > 0.0:  # a core begins and ends with prose
                total += (own if own > -3.0 else -3.0) / dear
        return found

    def ask(self, lines: list[str], sieve: Sieve) -> None:
        """Ask the tables about short lines in and around the core."""
        start, end = self.cores[1]
        known = self.known = [0] * len(self.own)
        low, high = max(0, start - _KNOWN_ZONE), min(len(known), end + 1 + _KNOWN_ZONE)
        for at in range(low, high):
            numbers = self.numbers[at]
            if len(numbers) == 1 and self.lengths[at] <= _KNOWN_CHARS and self.own[at] < _PROSE:
                text = without_links(lines[numbers[0]].strip())
                if len(text) <= _KNOWN_CHARS:
                    hit = sieve.line(text).hit
                    if hit is not None:
                        known[at] = _GROUPS.get(hit[0].family, OTHER_GROUP)


def join_lines(lines: list[str]) -> tuple[list[list[int]], list[str]]:
    """The lines of each piece, and its text.

    A line goes on with the next when that begins as no line of its own does: with a small letter
    or a stop, after one that has not ended; or when it ends in a comma. Menus do not.
    """
    numbers: list[list[int]] = []
    texts: list[str] = []
    parts: list[str] = []
    last = -2
    is_open = False
    for i, line in enumerate(lines):
        text = line.strip()
        if not text:
            continue
        first = text[0]
        if is_open and (
            first in _GOING_ON
            or (i == last + 1 and (first.islower() or parts[-1][-1] in _OPEN_ENDS))
        ):
            numbers[-1].append(i)
            parts.append(text)
        else:
            if numbers:
                texts.append(parts[0] if len(parts) == 1 else " ".join(parts))
            numbers.append([i])
            parts = [text]
        last = i
        is_open = len(text) > 1 and text[-1] not in _ENDED
    if numbers:
        texts.append(parts[0] if len(parts) == 1 else " ".join(parts))
    return numbers, texts


def _indents(lines: list[str], numbers: list[list[int]]) -> list[int]:
    """The blanks at the beginning of each piece."""
    firsts = [lines[own[0]] for own in numbers]
    return [0 if line[0] not in _BLANK_CHARS else len(line) - len(line.lstrip()) for line in firsts]


def _rows(
    texts: list[str], numbers: list[list[int]], indents: list[int]
) -> tuple[list[tuple[int, ...]], list[float]]:
    """The codes of every piece, those of its place among them; and the lengths."""
    counts: dict[str, int] = {}
    for text in texts:
        counts[text] = counts.get(text, 0) + 1
    usual = sorted(indents)[len(indents) // 2] if indents else 0
    codes_of = {0: 0} if not any(indents) else {}
    rows: list[tuple[int, ...]] = []
    lengths: list[float] = []
    above = min(2, numbers[0][0]) if numbers else 0
    starts = [own[0] for own in numbers[1:]]
    starts.append(numbers[-1][-1] + 3 if numbers else 0)  # below the last it is blank
    for text, own, start, indent in zip(texts, numbers, starts, indents, strict=True):
        found = codes(text)
        below = start - own[-1] - 1
        if below > 2:
            below = 2
        count = counts[text]
        code = codes_of.get(indent)
        if code is None:
            code = codes_of[indent] = 0 if indent == usual else 1 + _indent(indent - usual)
        place = ((count if count < 3 else 3) - 1) * 9 + above * 3 + below
        rows.append((*found[:10], place, code))
        lengths.append(found[10])
        above = below
    return rows, lengths


def _indent(more: int) -> int:
    for code, limit in enumerate(_INDENTS):
        if more < limit:
            return code
    return 5


class Surroundings:
    """What stands around each piece, as a row of FEATURES when it is asked for."""

    __slots__ = ("_above", "_block_of", "_blocks", "_doc", "_indent", "_known_above", "_masses",
                 "_numbers", "_repeats", "_scene", "_since", "_spans", "_strong", "_sums",
                 "_under")  # fmt: skip

    def __init__(self, scene: Scene) -> None:
        own = scene.own
        size = len(own)
        self._scene = scene
        self._sums = [0.0, *accumulate(own)]
        masses = self._masses = [0.0, *accumulate(scene.mass)]
        total = masses[-1] + 1.0
        prose = [
            weight > _PROSE and length > _PROSE_CHARS
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
            own[at - 1] if at else -_FAR,
            own[at - 2] if at > 1 else -_FAR,
            own[at + 1] if at + 1 < size else -_FAR,
            own[at + 2] if at + 2 < size else -_FAR,
        ]
        for width in (3, 6, 12, 30):
            start = at - width
            if start >= 0:
                x.append((sums[at] - sums[start]) / width)
            else:
                x.append((sums[at] + _FAR * start) / width)
            end = at + 1 + width
            if end <= size:
                x.append((sums[end] - sums[at + 1]) / width)
            else:
                x.append((sums[size] - sums[at + 1] + _FAR * (size - end)) / width)
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
