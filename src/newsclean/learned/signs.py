"""What speaks for and against a line: its make, its words, its place, its neighbours."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from itertools import compress, count

from newsclean.document import Mark
from newsclean.fold import fold
from newsclean.learned.words import words_of
from newsclean.line import CREDIT, Line
from newsclean.patterns import Pattern
from newsclean.shapes import (
    CUT,
    HEADLINE,
    ITEM,
    PROSE,
    QUESTION,
    SENTENCE,
    SHORT_CHARS,
    SPEECH,
    ends_sentence,
    is_wide,
)  # fmt: skip
from newsclean.survey import FOREIGN, Survey

NAMES = (
    # its make
    "shape", "weight", "open_end", "asks", "foreign", "chars", "words", "stops", "colon", "lower",
    "upper", "titled", "capitals", "digits", "number_end", "link", "mail", "separators", "brackets",
    "quotes", "time", "inner_stop", "commas", "edge_blanks",
    # its words
    "wording", "wording_best", "wording_mean", "wording_share", "wording_second", "first_word",
    "last_word", "in_text", "short_in_text", "names_in_text", "own_words",
    # its place
    "from_end", "from_start", "prose_after", "prose_before", "in_tail", "in_head", "repeated",
    # its neighbours
    "above", "below", "above2", "below2", "above_marked", "below_marked", "above_wording",
    "below_wording", "above_chars", "below_chars", "run",
    # the document
    "lines", "prose_share", "stop_share", "marked", "short_kept",
)  # fmt: skip

_SHAPES = {name: n for n, name in enumerate((
    "prose", "sentence", "question", "speech", "cut", "headline", "item", "number", "date", "dated",
    "stamp", "url", "linked", "labels", "joined", "archive", "arrow", "rights", "glued", "credit",
    "echo", "foreign", "repeat",
), 1)}  # fmt: skip
SENTENCE_KINDS = (_SHAPES[PROSE], _SHAPES[SENTENCE])  # as `shape` tells them
_EDGE, _ROW, _MARKED = -1, 26, 30  # kinds of neighbours beside the shapes
_SENTENCES = (PROSE, SENTENCE)
_HEADLINES = (HEADLINE, QUESTION, ITEM, FOREIGN)
_TELLING = 1.5  # weight of a word that makes a sentence worth a judgement
_NO_WEIGHT = -3.0
_PROSE_CHARS = 60  # a sentence from this length on is a paragraph
_NAME_CHARS, _CONTENT_CHARS, _TITLED_CHARS = 3, 5, 4
_WIDE = 3  # a character of a wide script counts as so many letters, and six letters as a word
_FAR, _NEIGHBOURS, _RUN, _LONG, _LINES = 40, 9, 12, 400, 200  # where counting ends
_LINK = Pattern(r"(?:https?://|www\.|\b[\w-]+\.(?:[a-z]{2,4}|example)\b/?)")
_MAIL = Pattern(r"[\w.+-]+@[\w-]+|(?<!\w)@\w{3,}")
_TIME = Pattern(r"\b\d{1,2}[:.h]\d\d\b")
_NO_WORDING = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)


class Article:
    """The paragraphs of a document, and how often they use a word (asked for, then counted)."""

    __slots__ = ("_words", "paragraphs")

    def __init__(self, paragraphs: list[str]) -> None:
        self.paragraphs = paragraphs
        self._words: Counter[str] | None = None

    @property
    def words(self) -> Counter[str]:
        """Word, as `words_of` gives them -> how often the paragraphs use it."""
        if self._words is None:
            self._words = Counter(words_of(fold("\n".join(self.paragraphs))))
        return self._words


class Surroundings:
    """One look at a document, for the signs of its unmarked short lines.

    survey: the look; marks: what the rules found in it. weigher: called when the first word is
    weighed, gives the logarithm of how much more often a word stands in boilerplate than in
    articles, 0 when it says nothing. last: the article as the look before saw it.
    """

    def __init__(
        self,
        survey: Survey,
        marks: Mapping[int, Mark],
        weigher: Callable[[], Callable[[str], float]],
        last: Article | None = None,
    ) -> None:
        self._survey = survey
        self._weigher = weigher
        self._weigh: Callable[[str], float] | None = None
        lines, rows = survey.lines, survey.rows
        # Blank lines are no neighbours: from here on lines are counted without them.
        self._filled = filled = [i for i, line in enumerate(lines) if line and not line.isspace()]
        self._places = {i: n for n, i in enumerate(filled)}
        self._is_marked = [i in marks for i in filled]
        self._ends = [ends_sentence(lines[i].rstrip()) for i in filled]
        self._is_open = [
            rows[i] is not None and not ends for i, ends in zip(filled, self._ends, strict=True)
        ]
        self._is_prose = list(map(self._looks_prose, range(len(filled))))
        self._prose_before: list[int] = []
        total = 0
        for is_prose in self._is_prose:
            self._prose_before.append(total)
            total += is_prose
        self._prose = total
        kept = [n for n, is_marked in enumerate(self._is_marked) if not is_marked]
        left = len(kept) or 1
        size = len(filled) or 1
        self._of_document = [
            min(size, _LINES), total / size, sum(self._ends[n] for n in kept) / left,
            (size - len(kept)) / size, sum(self._is_open[n] for n in kept) / left,
        ]  # fmt: skip
        self._runs = self._run_lengths()
        self._kinds: dict[int, float] = {}
        self._wordings: dict[int, tuple[float, ...]] = {}
        paragraphs = [lines[filled[n]] for n in compress(count(), self._is_prose)]
        # What the rules and the model remove is no paragraph: the next look meets the same.
        is_same = last is not None and last.paragraphs == paragraphs
        self.article = last if last is not None and is_same else Article(paragraphs)
        self._keys = (
            Counter(row.key for row in rows if row is not None) if survey.has_repeats() else None
        )

    def candidates(self) -> list[int]:
        """The lines worth a judgement: short and unmarked.

        A known wording between paragraphs is the rules' affair; they had their reasons. Credits and
        quoted lines are the article's, and the first line may be its headline. So are sentences,
        but those beside something removed or below the last paragraph, with a word that boilerplate
        uses.
        """
        survey = self._survey
        rows, hits, body = survey.rows, survey.hits, range(survey.head_end, survey.tail_start)
        first = self._is_marked.index(False) if False in self._is_marked else -1
        found = []
        for n, i in enumerate(self._filled):
            if self._is_marked[n] or rows[i] is None or (i in hits and i in body):
                continue
            shape = survey.sign(i)[0]
            if shape in _SENTENCES and not (self._is_exposed(n) and self._has_telling_word(n)):
                continue
            if shape in (CREDIT, SPEECH) or (shape in _HEADLINES and n == first):
                continue
            found.append(i)
        return found

    def _is_exposed(self, n: int) -> bool:
        marked = self._is_marked
        return (
            self._prose_before[n] + self._is_prose[n] == self._prose
            or (n > 0 and marked[n - 1]) or (n + 1 < len(marked) and marked[n + 1])
        )  # fmt: skip

    def _has_telling_word(self, n: int) -> bool:
        return any(weight >= _TELLING for weight in self._weights(self._words_of(n)))

    def _weights(self, words: Iterable[str]) -> Iterable[float]:
        if self._weigh is None:
            self._weigh = self._weigher()
        return map(self._weigh, words)

    def beside(self, i: int) -> list[int]:
        """The lines above and below, blank ones aside."""
        n = self._places[i]
        return self._filled[max(0, n - 1):n] + self._filled[n + 1:n + 2]

    def signs(self, i: int) -> list[float]:
        """The signs of line `i`, in the order of NAMES."""
        n = self._places[i]
        row = self._survey.rows[i]
        assert row is not None
        return [
            *self._make(i, n, row), *self._wording(n), *self._strangeness(n, row.text),
            *self._place(i, n), *self._neighbours(n), *self._of_document,
        ]  # fmt: skip

    def _make(self, i: int, n: int, row: Line) -> list[float]:
        name, weight = self._survey.sign(i)
        made = row.made
        if made is None:
            made = row.made = _made(row)
        return [
            self._kind(n), _NO_WEIGHT if weight is None else weight, name == CUT, name == QUESTION,
            self._survey.is_foreign(i), *made,
        ]  # fmt: skip

    def _wording(self, n: int) -> tuple[float, ...]:
        """Weights of the words that the article does not use: sum, best, mean, share, second.

        Then those of the word that begins the line, and of the last.
        """
        known = self._wordings.get(n)
        if known is None:
            words = self._words_of(n)
            known = _NO_WORDING
            if words:
                own = self._are_own(n, words)
                weights = [
                    weight if weight < 0 or is_own else 0.0
                    for weight, is_own in zip(self._weights(words), own, strict=True)
                ]
                order = sorted(weights)
                total, size = sum(weights), len(weights)
                known = (
                    total, order[-1], total / size,
                    len([1 for weight in weights if weight > 0]) / size,
                    order[-2] if size > 1 else -4.0, *self._weights(("^" + words[0],)), weights[-1],
                )  # fmt: skip
            self._wordings[n] = known
        return known

    def _strangeness(self, n: int, text: str) -> list[float]:
        """Shares of long words, short words and names that the article uses; words it does not."""
        words = self._words_of(n)
        is_own = self._are_own(n, words)
        long = [own for word, own in zip(words, is_own, strict=True) if len(word) >= _CONTENT_CHARS]
        short = [own for word, own in zip(words, is_own, strict=True) if len(word) < _CONTENT_CHARS]
        capitals = [
            word for word in text.split()[1:] if len(word) >= _NAME_CHARS and word[0].isupper()
        ]
        names = self._are_own(n, words_of(fold(" ".join(capitals)))) if capitals else []
        return [_used(long or is_own), _used(short), _used(names), is_own.count(True)]

    def _place(self, i: int, n: int) -> list[float]:
        survey = self._survey
        row = survey.rows[i]
        before = self._prose_before[n]
        return [
            min(len(self._filled) - 1 - n, _FAR), min(n, _FAR),
            min(self._prose - before - self._is_prose[n], _FAR), min(before, _FAR),
            i >= survey.tail_start, i < survey.head_end,
            self._keys is not None and row is not None and self._keys[row.key] > 1,
        ]  # fmt: skip

    def _neighbours(self, n: int) -> list[float]:
        last = len(self._filled) - 1
        lines, filled = self._survey.lines, self._filled
        return [
            self._kind(n - 1), self._kind(n + 1), self._kind(n - 2), self._kind(n + 2),
            self._nearest_mark(n, -1), self._nearest_mark(n, 1),
            self._wording(n - 1)[0] if n else 0.0, self._wording(n + 1)[0] if n < last else 0.0,
            min(len(lines[filled[n - 1]]), _LONG) if n else -1,
            min(len(lines[filled[n + 1]]), _LONG) if n < last else -1,
            self._runs[n],
        ]  # fmt: skip

    def _looks_prose(self, n: int) -> bool:
        i = self._filled[n]
        if self._is_marked[n]:
            return False
        size = len(self._survey.lines[i])
        return size > SHORT_CHARS or (size >= _PROSE_CHARS and self._survey.sign(i)[0] == PROSE)

    def _kind(self, n: int) -> float:
        """What a line is, as a number: its shape, a row, marked, or beyond the edge."""
        if not 0 <= n < len(self._filled):
            return _EDGE
        known = self._kinds.get(n)
        if known is None:
            name, weight = self._survey.sign(self._filled[n])
            known = _SHAPES.get(name, 0) if weight is None else _ROW
            known = self._kinds[n] = _MARKED if self._is_marked[n] else known
        return known

    def _words_of(self, n: int) -> list[str]:
        row = self._survey.rows[self._filled[n]]
        if row is None:
            return []
        if row.words is None:
            row.words = words_of(row.key)
        return row.words

    def _are_own(self, n: int, words: list[str]) -> list[bool]:
        """For each word of a line whether no paragraph but the line itself uses it."""
        used = self.article.words
        if self._is_prose[n]:
            return [used[word] <= words.count(word) for word in words]
        return [word not in used for word in words]

    def _nearest_mark(self, n: int, step: int) -> int:
        """How far the next marked line is on this side."""
        for far in range(1, _NEIGHBOURS):
            at = n + step * far
            if not 0 <= at < len(self._filled):
                break
            if self._is_marked[at]:
                return far
        return _NEIGHBOURS

    def _run_lengths(self) -> list[int]:
        """For each line how many short lines without a stop stand around it without a gap."""
        above: list[int] = []
        length = 0
        for is_open in self._is_open:
            above.append(length)
            length = length + 1 if is_open else 0
        runs: list[int] = []
        length = 0
        for n in range(len(self._is_open) - 1, -1, -1):
            runs.append(min(above[n] + length, _RUN))
            length = length + 1 if self._is_open[n] else 0
        runs.reverse()
        return runs


def _made(row: Line) -> tuple[float, ...]:
    """The signs of a line alone, from `chars` on."""
    text, key = row.text.strip(), row.key
    size = len(text)
    words = text.split()
    is_wider = not text.isascii() and is_wide(text)
    chars = size * _WIDE if is_wider else size
    digits = len([char for char in text if char.isdigit()])
    titled = [
        word[0].isupper() for word in words if len(word) >= _TITLED_CHARS and word[0].isalpha()
    ]
    return (
        chars, chars / 6 if is_wider else len(words),
        ends_sentence(text), text.endswith((":", "：")), text[0].islower(), text[0].isupper(),
        titled.count(True) / len(titled) if titled else 0.5, text.isupper(),
        digits / size, text[-1].isdigit(),
        ("." in key or "://" in key) and _LINK.search(key) is not None,
        "@" in key and _MAIL.search(key) is not None,
        sum(map(text.count, "|»›>•·/")), sum(map(text.count, "()[]{}")),
        sum(map(text.count, "\"“”«»„「」")), digits > 1 and _TIME.search(text) is not None,
        ". " in text or "? " in text or "! " in text, sum(map(text.count, ",，、")),
        len(row.text) - size,
    )  # fmt: skip


def _used(is_own: list[bool]) -> float:
    """The share of words that the article uses; -1 for no words."""
    return is_own.count(False) / len(is_own) if is_own else -1.0


_KINDS = {number: name for name, number in _SHAPES.items()}
_HIGH = {
    "weight": "a known wording that does not suffice alone", "chars": "length", "words": "length",
    "stops": "a full stop", "colon": "a colon at its end", "open_end": "it breaks off",
    "titled": "written like a headline", "capitals": "capitals", "digits": "digits",
    "link": "an address in it", "mail": "a mail address or handle", "separators": "separators",
    "brackets": "brackets", "time": "a time in it", "foreign": "another language than the article",
    "wording": "words of boilerplate", "wording_best": "a word of boilerplate",
    "wording_mean": "words of boilerplate", "wording_share": "words of boilerplate",
    "wording_second": "words of boilerplate", "first_word": "it begins like boilerplate",
    "last_word": "it ends like boilerplate", "own_words": "words that the article does not use",
    "from_start": "its place", "prose_before": "it stands below the text",
    "repeated": "it stands there twice", "above_wording": "boilerplate words above it",
    "below_wording": "boilerplate words below it", "run": "a run of short lines",
    "marked": "much boilerplate around",
}  # fmt: skip
_LOW = {
    "chars": "it is short", "words": "it is short", "stops": "no full stop",
    "in_text": "words that the article does not use",
    "short_in_text": "small words that the article does not use",
    "prose_after": "no paragraph follows",
    "names_in_text": "names that the article does not use",
    "from_end": "close to the end", "from_start": "close to the start",
    "above_marked": "boilerplate above it", "below_marked": "boilerplate below it",
    "above_chars": "a short line above", "below_chars": "a short line below",
    "prose_share": "little prose around", "stop_share": "little prose around",
}  # fmt: skip
_MIDDLE = {
    "in_text": 0.5, "short_in_text": 0.5, "prose_after": 0.5, "names_in_text": 0.5, "chars": 60,
    "words": 9, "from_end": 20, "from_start": 20, "above_marked": 8, "below_marked": 8,
    "stops": 0.5, "above_chars": 120, "below_chars": 120, "prose_share": 0.5, "stop_share": 0.6,
}  # fmt: skip


def tell(sign: int, signs: list[float]) -> str:
    """What a sign says, in words for `explain`."""
    name = NAMES[sign]
    value = signs[sign]
    if name == "shape":
        return f"the shape of {_KINDS.get(int(value), 'a label')}"
    if name in ("above", "below", "above2", "below2"):
        where = "above" if name.startswith("above") else "below"
        return f"boilerplate {where} it" if value >= _ROW else f"what stands {where} it"
    told = _LOW if value <= _MIDDLE.get(name, 0.0) else _HIGH
    return told.get(name) or _HIGH.get(name) or _LOW.get(name) or "its make"
