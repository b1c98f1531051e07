"""When two texts are copies."""

from __future__ import annotations

from math import sqrt

from newsclean.shingles import resemblance

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Protocol

    class Texts(Protocol):
        """Texts by number."""

        def sample(self, n: int, /) -> frozenset[int]:
            """Those of its runs of words by which it is looked up."""

        def shingles(self, n: int, /) -> frozenset[int]:
            """The hashes of its runs of words."""

        def facts(self, n: int, /) -> frozenset[int]:
            """The hashes of the names and numbers that it tells."""


# Texts with so many names and numbers are copies only if they have more than this share of them in
# common: of forms (`benchmarks/apart.py`) 1 of 100 pairs has, of copies all but 2 of 1,000.
_TELLING, _SAME_FACTS = 4, 0.5
_DEVIATIONS = 3.5  # of the number that copies have in common in their samples: one of 5,000 is lost


class Comparison:
    """Compares texts.

    threshold: the least resemblance (Jaccard) of two copies. containment: the least share of the
    shorter one that the longer one holds, else; None where excerpts are no copies.
    """

    def __init__(self, texts: Texts, threshold: float, containment: float | None) -> None:
        self._texts = texts
        self._threshold = threshold
        self._containment = containment

    def are_copies(self, one: int, other: int) -> bool:
        """Whether two texts have enough in common, and not only the skeleton of a report."""
        texts = self._texts
        if self._are_far(texts.sample(one), texts.sample(other)):
            return False
        jaccard, contained = resemblance(texts.shingles(one), texts.shingles(other))
        is_enough = jaccard >= self._threshold or (
            self._containment is not None and contained >= self._containment
        )
        if not is_enough:
            return False
        first, second = texts.facts(one), texts.facts(other)
        fewer = min(len(first), len(second))
        return fewer < _TELLING or len(first & second) > _SAME_FACTS * fewer

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
