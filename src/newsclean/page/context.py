r"""The lines of a dump with what stands around each: what the model is asked about.

What is looked at is a *piece*: a line, or the lines of one paragraph that was wrapped or cut at
its links (`get_text("\n")` prints each link on a line of its own). Lines stay what is marked.
Blank lines are no pieces, they only divide blocks.
"""

from __future__ import annotations

from itertools import accumulate
from math import exp

from newsclean.fold import fold
from newsclean.learned.diction import BIAS, Weigh, names_of_pairs, names_of_words
from newsclean.links import without_links
from newsclean.page.codes import codes
from newsclean.sieve import Sieve
from newsclean.words import words_of

_INDENTS = (-8, -2, 0, 1, 4, 12)
_MENU_CHARS = 45
_BLANK_CHARS = " \t\u00a0\u3000"
_GOING_ON, _OPEN_ENDS = ",.;:)]’”»、。，", ",(["
_ENDED = ".!?。！？…|"
FAR = 6.0  # the weight of what is beyond the text, and of the surest line
# A piece with less prose than this, in letters, so near to it is no article's.
REACH, _REACH_MASS = 12, 150.0
PROSE, PROSE_CHARS = 0.8, 60  # log-odds and letters of a line that is surely a paragraph
_CORES = (0.5, 1.5)  # how dear a line that is no prose is inside of a core
_KNOWN_ZONE = 24  # the tables are asked about lines so near to the core
_KNOWN_CHARS = 120
_SAID_CHARS = 240  # of a piece, whose diction is looked at

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



class Scene:
    """The pieces of a dump.

    numbers: the lines of each piece. rows: its codes for the model's tables. own: what it weighs
    by its looks alone. judged: the pieces that the model is asked about; the others stand so far
    from any prose that they are no article's. said: log-odds of each, by its diction, that a site
    speaks; 0 where nobody asked.
    """

    __slots__ = ("cores", "indents", "judged", "known", "lengths", "mass", "numbers", "own",
                 "rows", "said", "texts")  # fmt: skip

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
        self.said: list[float] = []

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
            own if -FAR < own < FAR else FAR if own > 0.0 else -FAR
            for own in [bias + total for total in sums_of]
        ]
        self.mass = [
            length / (1.0 + exp(-own)) for own, length in zip(self.own, self.lengths, strict=True)
        ]
        self.cores = [self._core(dear) for dear in _CORES]
        sums = [0.0] * REACH
        sums += accumulate(self.mass, initial=0.0)
        sums += [sums[-1]] * REACH
        starts, ends = zip(*self.cores, strict=True)
        start, end = min(starts), max(ends)
        self.judged = [
            at
            for at, (low, high) in enumerate(zip(sums, sums[2 * REACH : -1], strict=False))
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

    def ask(self, lines: list[str], sieve: Sieve, weigh: Weigh) -> None:
        """Ask the tables about short lines in and around the core, and how others are worded."""
        self._ask_tables(lines, sieve)
        said = self.said = [0.0] * len(self.own)
        if self.judged:
            bias = weigh([BIAS])[0]
            low, high = max(0, self.judged[0] - REACH), self.judged[-1] + 1 + REACH
            for at, text in enumerate(self.texts[low:high], low):
                words = words_of(fold(without_links(text[:_SAID_CHARS])))
                if words:
                    odds = bias + sum(weigh(names_of_words(words) + names_of_pairs(words)))
                    said[at] = max(-FAR, min(FAR, odds))

    def _ask_tables(self, lines: list[str], sieve: Sieve) -> None:
        start, end = self.cores[1]
        known = self.known = [0] * len(self.own)
        low, high = max(0, start - _KNOWN_ZONE), min(len(known), end + 1 + _KNOWN_ZONE)
        for at in range(low, high):
            numbers = self.numbers[at]
            if len(numbers) == 1 and self.lengths[at] <= _KNOWN_CHARS and self.own[at] < PROSE:
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
