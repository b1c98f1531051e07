"""The words of the short lines of a look: what they weigh, and what against the article's own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import compress

from newsclean.article import Article
from newsclean.fold import fold
from newsclean.learned.diction import BIAS, Weigh, names_of_pairs, names_of_words, said
from newsclean.line import Line
from newsclean.patterns import Pattern
from newsclean.words import words_of

_TELLING = 1.5  # weight of a word that boilerplate uses much more than articles do
_NAME_CHARS, _CONTENT_CHARS = 3, 5
_NO_WORDS = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0, -1.0, -1.0, -1.0, 0.0, 0.0, -1.0, 0.0)
# What a headline may follow on its line: `Don't miss: `, `[관련기사] `, `Voir aussi - `.
_CUE = Pattern(
    r"[\s\W]{0,4}([^\W\d][^:：\]】|–—]{1,29}?)\s?(?::\s|[：\]】|]|\s[-–—]\s)\s*[^\s:]"
)


class Wordings:
    """The words of lines, which are numbered without the blank ones.

    rows: what is known of short lines, None for the others, which have no words here. weigher:
    called when the first words are weighed, gives for each word the logarithm of how much more
    often it stands in boilerplate than in articles, 0 when it says nothing.
    """

    def __init__(
        self,
        rows: Sequence[Line | None],
        article: Article,
        weigher: Callable[[], Weigh],
        is_prose: Sequence[bool],
        is_marked: Sequence[bool],
    ) -> None:
        self._rows, self._article, self._weigher = rows, article, weigher
        self._is_prose, self._is_marked = is_prose, is_marked
        self._known_weigh: Weigh | None = None
        self._removed: set[str] | None = None

    def of_cue(self, text: str) -> tuple[float, float]:
        """Of what stands before a colon or the like, and something behind it: length and diction.

        `Don't miss: ` before a headline; 0 where there is none.
        """
        cue = _CUE.match(text)
        if cue is None:
            return 0.0, 0.0
        words = words_of(fold(cue[1]))
        return len(cue[1]), said(words, self._weigh) if words else 0.0

    def telling(self, n: int) -> int:
        """How many words of a line boilerplate uses much more than articles do."""
        return sum(map(_TELLING.__le__, self.weights(n)))

    def spoken(self, n: int) -> float:
        """`said` without what pairs of words add, which costs less."""
        return sum(self._spoken(n))

    def first_weight(self, n: int) -> float:
        """The weight of a line's first word, as the first; 0 for no words."""
        words = self._words_of(n)
        return self._weigh(["^" + words[0]])[0] if words else 0.0

    def _row(self, n: int) -> Line:
        row = self._rows[n]
        assert row is not None
        return row

    def _words_of(self, n: int) -> list[str]:
        row = self._row(n)
        if row.words is None:
            row.words = words_of(row.key)
        return row.words

    def _weigh(self, words: list[str]) -> list[float]:
        weigh = self._known_weigh
        if weigh is None:
            weigh = self._known_weigh = self._weigher()
        return weigh(words)

    def weights(self, n: int) -> list[float]:
        """The weight of each word of a line."""
        row, known = self._row(n), self._article.weights
        weights = known.get(row)
        if weights is None:
            weights = known[row] = self._weigh(self._words_of(n))
        return weights

    def _spoken(self, n: int) -> list[float]:
        """What the words of a line say of who speaks, pairs aside; and BIAS."""
        row, known = self._row(n), self._article.spoken
        weights = known.get(row)
        if weights is None:
            weights = known[row] = self._weigh([*names_of_words(self._words_of(n)), BIAS])
        return weights

    def _diction(self, n: int) -> list[float]:
        """The same, and what its pairs of words say, behind it."""
        row, known = self._row(n), self._article.dictions
        weights = known.get(row)
        if weights is None:
            pairs = self._weigh(names_of_pairs(self._words_of(n)))
            weights = known[row] = self._spoken(n) + pairs
        return weights

    def said(self, n: int) -> float:
        """The log-odds, by its diction alone, that a site says a line."""
        return sum(self._diction(n))

    def total(self, n: int) -> float:
        """What the words of a short line weigh together; 0 for a long one, and for none."""
        is_short = 0 <= n < len(self._rows) and self._rows[n] is not None
        return sum(self.weights(n)) if is_short else 0.0

    def against_article(self, n: int, text: str) -> tuple[float, ...]:
        """What the words of a line are worth in this text.

        Weights of the words that the article does not use: sum, best, mean, share, second, last.
        Then the shares of long words, short words and names that it uses; how many it does not, how
        many tell; the share of names that only removed lines use; `said` without what speaks for a
        site by words of the article's own.
        """
        words = self._words_of(n)
        if not words:
            return _NO_WORDS
        is_own = self._are_own(n, words)
        weights = [
            weight if weight < 0 or own else 0.0
            for weight, own in zip(self.weights(n), is_own, strict=True)
        ]
        total, size, order = sum(weights), len(words), sorted(weights)
        long = [own for word, own in zip(words, is_own, strict=True) if len(word) >= _CONTENT_CHARS]
        short = [own for word, own in zip(words, is_own, strict=True) if len(word) < _CONTENT_CHARS]
        capitals = [
            word for word in text.split()[1:] if len(word) >= _NAME_CHARS and word[0].isupper()
        ]
        names = self._are_own(n, words_of(fold(" ".join(capitals)))) if capitals else []
        return (
            total, order[-1], total / size, len([1 for one in weights if one > 0]) / size,
            order[-2] if size > 1 else -4.0, weights[-1],
            _used(long or is_own), _used(short), _used(names), is_own.count(True),
            len([1 for one in weights if one >= _TELLING]), self._removed_share(capitals, names),
            self._said_anew(n, is_own),
        )  # fmt: skip

    def _said_anew(self, n: int, is_own: list[bool]) -> float:
        """`_said` without what speaks for a site by words that the article uses, too."""
        beside = zip([False, *is_own], [*is_own, False], strict=True)
        owns = [*is_own, True, *[one or other for one, other in beside]]
        return sum([
            weight for weight, own in zip(self._diction(n), owns, strict=True)
            if own or weight < 0
        ])  # fmt: skip

    def _removed_share(self, capitals: list[str], names: list[bool]) -> float:
        """The share of names that removed lines use and the article does not; -1 for no names."""
        if not capitals:
            return -1.0
        if self._removed is None:
            gone = compress(self._rows, self._is_marked)
            self._removed = {word for row in gone if row is not None for word in words_of(row.key)}
        words = words_of(fold(" ".join(capitals)))
        known = [own and word in self._removed for word, own in zip(words, names, strict=True)]
        return known.count(True) / len(known) if known else -1.0

    def _are_own(self, n: int, words: list[str]) -> list[bool]:
        """For each word of a line whether no paragraph but the line itself uses it."""
        article = self._article
        if self._is_prose[n]:
            return [not article.uses_often(word, words.count(word) + 1) for word in words]
        return [not article.uses(word) for word in words]


def _used(is_own: list[bool]) -> float:
    """The share of words that the article uses; -1 for no words."""
    return is_own.count(False) / len(is_own) if is_own else -1.0
