"""When two texts are copies."""

from __future__ import annotations

from itertools import groupby
from math import sqrt

from newsclean.shingles import numbers_of, resemblance

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Protocol

    class Texts(Protocol):
        """Texts by number."""

        def sample(self, n: int, /) -> frozenset[int]:
            """Those of its runs of words by which it is looked up."""

        def shingles(self, n: int, /) -> frozenset[int]:
            """The hashes of its runs of words."""

        def ordered(self, n: int, /) -> Iterable[int]:
            """The same as they come in the text."""

        def facts(self, n: int, /) -> frozenset[int]:
            """The hashes of the names and numbers that it tells."""


# Texts with so many names and numbers are copies only if they have more than this share of them in
# common: of forms (`benchmarks/apart.py`) 1 of 100 pairs has, of copies all but 2 of 1,000.
_TELLING, _SAME_FACTS = 4, 0.5
# What one holds of the other, so that no more is asked. Else the numbers alone must be the same:
# police reports in German have the nouns in common, which look like names.
_SAME_RUNS = 0.8
# Two texts of fewer runs of words have a form in common, as forecasts of other days have, unless
# they have so many numbers or some names in common, too.
_SHORT, _NUMBERS = 150, 3
_NOUNS = 0.2  # names to a run: so many are the nouns of German
# Both have more of their own than this share of what they have in common: other articles, over one
# notice or one background. Of 822 pairs of real reposts none has over 0.16.
_OWN = 0.4
_STRETCH = 4  # runs of words, for each of its words: edits leave shorter stretches between them
_DEVIATIONS = 3.5  # of the number that copies have in common in their samples: one of 5,000 is lost


class Comparison:
    """Compares texts.

    threshold: the least resemblance (Jaccard) of two copies. containment: the least share of the
    shorter one that the longer one holds, else; None where excerpts are no copies. words: of a run.
    """

    def __init__(
        self, texts: Texts, threshold: float, containment: float | None, words: int
    ) -> None:
        self._texts = texts
        self._threshold = threshold
        self._containment = containment
        self._words = words

    def are_copies(self, one: int, other: int) -> bool:
        """Whether two texts have enough in common, and not only a form or a notice."""
        texts = self._texts
        if self._are_far(texts.sample(one), texts.sample(other)):
            return False
        jaccard, contained = resemblance(texts.shingles(one), texts.shingles(other))
        is_excerpt = self._containment is not None and contained >= self._containment
        if not is_excerpt and jaccard < self._threshold:
            return False
        first, second = texts.facts(one), texts.facts(other)
        if _differ(first, second):
            return False
        if is_excerpt or contained >= _SAME_RUNS:
            return True
        if _differ(numbers_of(first), numbers_of(second)):
            return False
        shorter, longer = sorted((len(texts.shingles(one)), len(texts.shingles(other))))
        if longer < _SHORT and not _vouch(first & second, shorter):
            return False
        return not self._are_overlapping(one, other, contained * shorter, shorter)

    def _are_overlapping(self, one: int, other: int, common: float, shorter: int) -> bool:
        """Whether both say much of their own. common, shorter: runs of words."""
        least = _OWN * common
        return (
            shorter - common > least  # else the shorter one has too few that are its own
            and self._own(one, other) > least
            and self._own(other, one) > least
        )

    def _own(self, n: int, other: int) -> int:
        """How much a text says at a stretch that the other one does not."""
        is_shared = self._texts.shingles(other).__contains__
        lengths = [
            len(list(runs)) for shared, runs in groupby(self._texts.ordered(n), is_shared)
            if not shared
        ]  # fmt: skip
        least = _STRETCH * self._words
        return sum(length - self._words + 1 for length in lengths if length >= least)

    def _are_far(self, one: frozenset[int], other: frozenset[int]) -> bool:
        """Whether the samples of two texts have less in common than chance leaves of any copies."""
        least = self._threshold / (1 + self._threshold) * (len(one) + len(other))
        if self._containment is not None:
            least = min(least, self._containment * min(len(one), len(other)))
        return len(one & other) < least - _DEVIATIONS * sqrt(least)

    def similarity(self, one: int, other: int) -> float:
        """The resemblance of two texts, to three places."""
        if one == other:
            return 1.0
        return round(resemblance(self._texts.shingles(one), self._texts.shingles(other))[0], 3)


def _differ(one: frozenset[int], other: frozenset[int]) -> bool:
    """Whether two texts tell other things, as far as they tell enough."""
    fewer = min(len(one), len(other))
    return fewer >= _TELLING and len(one & other) <= _SAME_FACTS * fewer


def _vouch(shared: frozenset[int], size: int) -> bool:
    """Whether two short texts tell enough that is the same. size: runs of words of the shorter."""
    numbers = len(numbers_of(shared))
    return numbers >= _NUMBERS or _TELLING <= len(shared) - numbers < _NOUNS * size
