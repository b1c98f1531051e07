"""A line among its neighbours: which lines are worth a judgement, and the signs of each."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Mapping
from itertools import accumulate, compress, count

from newsclean.article import Article
from newsclean.document import Mark
from newsclean.learned.company import Company
from newsclean.learned.diction import Weigh
from newsclean.learned.long import LONG_CHARS
from newsclean.learned.make import make_of
from newsclean.learned.passed import why_own
from newsclean.learned.signs import EDGE, MARKED, ROW, SENTENCE_KINDS, SHAPES
from newsclean.learned.wordings import Wordings
from newsclean.line import CREDIT, Line
from newsclean.shapes import (
    CUT,
    HEADLINE,
    ITEM,
    PROSE,
    QUESTION,
    REMARK_CHARS,
    SENTENCE,
    SHORT_CHARS,
    SPEECH,
    ends_sentence,
)
from newsclean.survey import FOREIGN, FOREIGNABLE, Survey

_SENTENCES = (PROSE, SENTENCE)
_HEADLINES = (HEADLINE, QUESTION, ITEM, FOREIGN)
_TELLING_LEAST = 2  # such words, unless more speaks for the sentence
# Log-odds of its diction above which a sentence is worth a judgement anywhere, and to learn from.
_CALLING, _CALLING_TAUGHT = 0.0, -1.5
_SPOKEN_LEAST = -3.0
_LISTED = 0.2  # of the lines of a text without paragraphs: fewer sentences make a list of it
SURELY_SAID, _SURELY_CHARS = 2.0, 30  # from which on a site speaks, whatever else a line is
_NO_WEIGHT = -3.0
# A first line may be no headline when a longer one follows before the first paragraph.
_KICKER_CHARS, _TITLE_CHARS, _TITLE_CHARS_WIDE, _HEAD_LINES = 60, 20, 9, 8
_ECHO_CHARS, _ECHO_CHARS_WIDE = 16, 8
# A sentence that announces a list, and how long such a list is.
_COLONS, _ANNOUNCING_CHARS, _LIST_LINES = (":", "："), 50, 12
_PROSE_CHARS = 60  # a sentence from this length on is a paragraph
_SAID_CHARS = 50  # below a sentence of this length known words are the rules' affair
_FAR, _NEIGHBOURS, _RUN, _LONG, _LINES = 40, 9, 12, 400, 200  # where counting ends


HAS_MARK = "it is marked already"


class Surroundings:
    """One look at a document, for the signs of its unmarked lines.

    survey: the look; marks: what the rules found in it. weigher: called when the first words are
    weighed, gives for each word the logarithm of how much more often it stands in boilerplate than
    in articles, 0 when it says nothing. last: the article as the look before saw it.
    """

    def __init__(
        self,
        survey: Survey,
        marks: Mapping[int, Mark],
        weigher: Callable[[], Weigh],
        last: Article | None = None,
    ) -> None:
        self._survey = survey
        lines, rows, sign = survey.lines, survey.rows, survey.sign
        # Blank lines are no neighbours: from here on lines are counted without them.
        self._filled = filled = [i for i, line in enumerate(lines) if line and not line.isspace()]
        self._is_marked = is_marked = [i in marks for i in filled]
        names = [sign(i) for i in filled]
        self._kinds = [EDGE, EDGE, *(
            MARKED if marked else SHAPES.get(name, 0) if weight is None else ROW
            for (name, weight), marked in zip(names, is_marked, strict=True)
        ), EDGE, EDGE]  # fmt: skip
        self._sizes = sizes = [len(lines[i]) for i in filled]
        self._is_prose = is_prose = [
            not marked and (size > SHORT_CHARS or (size >= _PROSE_CHARS and name == PROSE))
            for marked, size, (name, _) in zip(is_marked, sizes, names, strict=True)
        ]
        ends = [ends_sentence(lines[i].rstrip()) for i in filled]
        is_open = [
            rows[i] is not None and not stops for i, stops in zip(filled, ends, strict=True)
        ]
        self._prose_before = list(accumulate(is_prose, initial=0))
        self._prose = total = self._prose_before.pop()
        kept = [n for n, marked in enumerate(is_marked) if not marked]
        left, size = len(kept) or 1, len(filled) or 1
        self._of_document = (
            min(size, _LINES), total / size, sum([ends[n] for n in kept]) / left,
            (size - len(kept)) / size, sum([is_open[n] for n in kept]) / left,
        )  # fmt: skip
        self.is_list = not total and self._of_document[2] < _LISTED
        self._runs = _run_lengths(is_open)
        self._mark_above = _distances(is_marked)
        self._mark_below = _distances(is_marked[::-1])[::-1]
        self._announced = self._find_announced()
        self._first_said = next((
            n for n, kind in enumerate(self._kinds[2:-2])
            if kind in SENTENCE_KINDS and sizes[n] >= _SAID_CHARS
        ), size)  # fmt: skip
        self._titles: list[str] | None = None
        self._company: Company | None = None
        self._first = is_marked.index(False) if False in is_marked else -1
        paragraphs = [lines[filled[n]] for n in compress(count(), is_prose)]
        # What the rules and the model remove is no paragraph: the next look meets the same.
        is_same = last is not None and last.paragraphs == paragraphs
        self.article = last if last is not None and is_same else Article(paragraphs, last)
        short = [rows[i] for i in filled]
        self._words = Wordings(short, self.article, weigher, is_prose, is_marked)
        self._keys = (
            Counter(row.key for row in rows if row is not None) if survey.has_repeats() else None
        )

    def candidates(self, *, everywhere: bool = False) -> list[int]:
        """The lines worth a judgement.

        A known word between paragraphs is the rules' affair, they had their reasons; of several
        words, it may be asked about. Credits and quoted lines are the article's, and so is the
        first line, unless a better headline follows. The only line of a text is never judged.
        Of sentences those are judged whose diction is a site's, and those that have words which
        boilerplate uses, beside something removed and at the end of the text. everywhere: to learn
        from, more of them.
        """
        survey = self._survey
        rows, hits = survey.rows, survey.hits
        found: list[int] = []
        if len(self._filled) == 1:
            return found
        for n, i in enumerate(self._filled):
            if self._is_marked[n]:
                continue
            if rows[i] is None:
                continue
            if i in hits and self._is_the_rules(n, i):
                continue
            shape = survey.sign(i)[0]
            if shape in (CREDIT, SPEECH):
                continue
            if shape in _SENTENCES and not self._is_suspect(n, everywhere=everywhere):
                continue
            if n == self._first and shape in _HEADLINES and not self._has_title_below(n):
                continue
            if not everywhere and self._why_own(n, shape) is not None:
                continue
            found.append(i)
        return found

    def _is_suspect(self, n: int, *, everywhere: bool = False) -> bool:
        """Whether a sentence is worth a judgement."""
        # Below this, pairs bring one of two hundred sentences of sites there.
        is_open = everywhere or self._words.spoken(n) >= _SPOKEN_LEAST
        if is_open and self._words.said(n) > (_CALLING_TAUGHT if everywhere else _CALLING):
            return True
        is_beside, is_last = self._is_beside_marked(n), self._is_last(n)
        if not (is_beside or is_last or (everywhere and self._sizes[n] <= REMARK_CHARS)):
            return False
        return self._words.telling(n) >= (1 if is_beside and is_last else _TELLING_LEAST)

    def _is_the_rules(self, n: int, i: int) -> bool:
        """Whether the rules alone decide about a known wording between paragraphs.

        One word, a bold row, or what a player prints, which many texts count as theirs; but not a
        line of some words whose diction is a site's.
        """
        survey = self._survey
        return (
            survey.head_end <= i < survey.tail_start and n > self._first_said
            and not self._is_last(n)
            and not (self._sizes[n] >= _SURELY_CHARS and self._words.said(n) >= SURELY_SAID)
            and (
                survey.hits[i][0].risk == "high" or survey.hits[i][0].family == "embed-placeholder"
                or not survey.has_words(i)
            )
        )  # fmt: skip

    def _why_own(self, n: int, shape: str) -> str | None:
        """By what a line is the article's, as `why_own` tells; None for most lines."""
        return why_own(
            self._survey, self._filled[n], shape, self._filled[n - 1] if n else None,
            is_between=n > self._first_said and not self._is_last(n),
            is_announced=n in self._announced,
        )

    def _find_announced(self) -> set[int]:
        """The lines of lists that a sentence announces with a colon, the article's own."""
        found: set[int] = set()
        lines, filled = self._survey.lines, self._filled
        for start, i in enumerate(filled):
            if self._sizes[start] < _ANNOUNCING_CHARS or self._is_marked[start]:
                continue
            if lines[i].rstrip()[-1:] in _COLONS and i not in self._survey.hits:
                for n in range(start + 1, min(start + 1 + _LIST_LINES, len(filled))):
                    if self._is_marked[n] or self._is_prose[n]:
                        break
                    found.add(n)
        return found

    def why_passed(self, i: int) -> str | None:
        """Why `candidates` leaves out a line that is not blank; None where it does not.

        None of long lines, too: their wording is judged.
        """
        survey = self._survey
        n = bisect_left(self._filled, i)
        if survey.rows[i] is None:
            size = len(survey.lines[i])
            if size > LONG_CHARS:
                return f"it is longer than {LONG_CHARS} characters"
            return None if size > SHORT_CHARS else "it has no words"
        if self._is_marked[n]:
            return HAS_MARK
        if i in survey.hits and self._is_the_rules(n, i):
            return "a known word between paragraphs is the rules' affair"
        shape = survey.sign(i)[0]
        if shape in (CREDIT, SPEECH):
            return "credits and quoted lines are the article's"
        if shape in _SENTENCES and not self._is_suspect(n):
            if not (self._is_beside_marked(n) or self._is_last(n)):
                return "a sentence between paragraphs is judged when it is worded as a site speaks"
            return "a sentence is judged only with words that boilerplate uses"
        if n == self._first and shape in _HEADLINES and not self._has_title_below(n):
            return "the first headline is the article's"
        return self._why_own(n, shape)

    def beside(self, i: int) -> list[int]:
        """The lines above and below, blank ones aside."""
        n = bisect_left(self._filled, i)
        return self._filled[max(0, n - 1):n] + self._filled[n + 1:n + 2]

    def is_between(self, i: int) -> bool:
        """Whether a paragraph follows a line, and nothing beside it is marked."""
        n = bisect_left(self._filled, i)
        return not (self._is_last(n) or self._is_beside_marked(n))

    def quick_signs(self, i: int) -> list[float]:
        """The signs of line `i` that cost little, in the order of QUICK."""
        survey = self._survey
        n = bisect_left(self._filled, i)
        row = self._row(n)
        name, weight = survey.sign(i)
        made = row.made
        if made is None:
            made = row.made = make_of(row)
        # A line of such a shape was looked at already.
        is_foreign = name == FOREIGN or (name not in FOREIGNABLE and survey.is_foreign(i))
        weights, sizes, kinds = self._words.weights(n), self._sizes, self._kinds
        size = len(sizes)
        before = self._prose_before[n]
        return [
            kinds[n + 2], _NO_WEIGHT if weight is None else weight, name == CUT, name == QUESTION,
            is_foreign, *made,
            max(weights, default=0.0), sum(weights) / len(weights) if weights else 0.0,
            self._words.first_weight(n), self._words.said(n), self._words.total(n - 1),
            self._words.total(n + 1),
            min(size - 1 - n, _FAR), min(n, _FAR),
            min(self._prose - before - self._is_prose[n], _FAR), min(before, _FAR),
            i >= survey.tail_start, i < survey.head_end,
            self._keys is not None and self._keys[row.key] > 1,
            self._has_title_below(n), self._echo(n, row.key),
            kinds[n + 1], kinds[n + 3], kinds[n], kinds[n + 4],
            self._mark_above[n], self._mark_below[n],
            min(sizes[n - 1], _LONG) if n else -1,
            min(sizes[n + 1], _LONG) if n + 1 < size else -1,
            self._runs[n], *self._of_document,
        ]  # fmt: skip

    def signs(self, i: int, quick: list[float] | None = None) -> list[float]:
        """All signs of line `i`, in the order of NAMES. quick: those that are known already."""
        n, text = bisect_left(self._filled, i), self._survey.lines[i]
        return [
            *(self.quick_signs(i) if quick is None else quick),
            *self._words.against_article(n, text), *self._stand_with().signs(n),
            *self._words.of_cue(text),
        ]

    def _stand_with(self) -> Company:
        """The company of the lines, made when the first is asked."""
        if self._company is None:
            survey, filled = self._survey, self._filled
            is_short = [survey.rows[i] is not None for i in filled]
            could_head = [
                short and not marked and not prose and kind not in SENTENCE_KINDS
                for short, marked, prose, kind in zip(
                    is_short, self._is_marked, self._is_prose, self._kinds[2:-2], strict=True
                )
            ]
            self._company = Company(
                self._words.said, is_short, self._is_prose, self._is_marked, could_head
            )
        return self._company

    def _row(self, n: int) -> Line:
        """What is known of a short line."""
        i = self._filled[n]
        row = self._survey.rows[i]
        assert row is not None
        return row

    def _is_last(self, n: int) -> bool:
        """Whether no paragraph follows."""
        return self._prose_before[n] + self._is_prose[n] == self._prose

    def _is_beside_marked(self, n: int) -> bool:
        marked = self._is_marked
        return (n > 0 and marked[n - 1]) or (n + 1 < len(marked) and marked[n + 1])

    def _has_title_below(self, n: int) -> bool:
        """Whether a line above the first paragraph has a longer headline below it."""
        own = self._sizes[n]
        if self._prose_before[n] or self._is_prose[n] or own > _KICKER_CHARS:
            return False
        lines, sign = self._survey.lines, self._survey.sign
        for m in range(n + 1, min(n + _HEAD_LINES, len(self._filled))):
            if self._is_prose[m]:
                break
            i = self._filled[m]
            if not self._is_marked[m] and self._sizes[m] > own and sign(i)[0] in _HEADLINES:
                least = _TITLE_CHARS_WIDE if lines[i] > "\u2e80" else _TITLE_CHARS
                if self._sizes[m] >= least:
                    return True
        return False

    def _echo(self, n: int, key: str) -> float:
        """The share of a line that one of the first lines fills, which may be the title."""
        if self._titles is None:
            rows = [self._survey.rows[i] for i in self._filled[:_HEAD_LINES]]
            self._titles = [
                row.key for row in rows if row is not None and not ends_sentence(row.key)
                and len(row.key) >= (_ECHO_CHARS_WIDE if row.key > "\u2e80" else _ECHO_CHARS)
            ]  # fmt: skip
        size = len(key)
        return max(
            [len(title) / size for title in self._titles if len(title) < size and title in key],
            default=0.0,
        )


def _distances(is_marked: list[bool]) -> list[int]:
    """For each line how far above it the next marked line is."""
    found: list[int] = []
    far = _NEIGHBOURS
    for marked in is_marked:
        found.append(far)
        far = 1 if marked else min(far + 1, _NEIGHBOURS)
    return found


def _run_lengths(is_open: list[bool]) -> list[int]:
    """For each line how many short lines without a stop stand around it without a gap."""
    above = _lengths_above(is_open)
    below = _lengths_above(is_open[::-1])[::-1]
    return [min(up + down, _RUN) for up, down in zip(above, below, strict=True)]


def _lengths_above(is_open: list[bool]) -> list[int]:
    found: list[int] = []
    length = 0
    for one in is_open:
        found.append(length)
        length = length + 1 if one else 0
    return found
