"""When two texts are copies, and what becomes of texts that hang together: clusters."""

from __future__ import annotations

from hashlib import blake2b
from math import sqrt
from operator import attrgetter
from typing import Any, NamedTuple

from newsclean.dedup.best import best, merged
from newsclean.shingles import resemblance

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Protocol

    from newsclean.dedup.refining import Correction

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
# Texts, chosen by lot, that are tried as the middle of a cluster, and comparisons for that: of a
# large one fewer are tried, for all would cost the square of it.
_MIDDLES, _COMPARED = 16, 4096
_DEVIATIONS = 3.5  # of the number that copies have in common in their samples: one of 5,000 is lost


class Row(NamedTuple):
    """A document. size: characters. known: fields of its record. n: of its text. at: its place."""

    name: str
    size: int
    known: dict[str, Any]
    n: int
    at: int


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


class Cluster:
    """Copies of one article.

    id: of the article, the same whatever the order of the documents. members: their names, the
    best first, then by name. first: which came first. similarity: of each the resemblance to the
    best. reason: why it is the best. known, sources: what they know together, and from which each
    of it is. corrections: by the names of members, lines that the other copies judge otherwise.
    """

    __slots__ = ("corrections", "first", "id", "known", "members", "reason", "similarity",
                 "sources")  # fmt: skip

    def __init__(
        self, id: str, first: str, members: list[str], similarity: list[float], reason: str,
        known: dict[str, Any], sources: dict[str, str],
    ) -> None:  # fmt: skip
        self.id = id
        self.first = first
        self.members = members
        self.similarity = similarity
        self.reason = reason
        self.known = known
        self.sources = sources
        self.corrections: dict[str, list[Correction]] = {}


def parted(
    rows: Iterable[Row], comparison: Comparison
) -> Iterator[tuple[Cluster, list[Row]]]:
    """The clusters of documents that hang together, by whatever chain; and their documents.

    A cluster is a text and its copies: a copy of a copy only is none, for a round-up joins what it
    quotes.
    """
    left = sorted(rows, key=attrgetter("name"))
    while left:
        alike = _middle(left, comparison)
        own = [row for row in left if row.n in alike]
        yield _cluster(own, comparison), own
        left = [row for row in left if row.n not in alike]


def _middle(rows: Sequence[Row], comparison: Comparison) -> set[int]:
    """The text that has most copies among these, with its copies; of several that of the best.

    Two excerpts, or two edited copies, may have less in common with each other, and with the best,
    than each has with what they were made of.
    """
    numbers = sorted({row.n for row in rows})
    first = rows[best([row[:3] for row in rows])[0]].n
    widest: set[int] = set()
    tried = numbers[: min(_MIDDLES, _COMPARED // len(numbers))]
    for middle in dict.fromkeys([first, *tried]):
        alike = {n for n in numbers if n == middle or comparison.are_copies(middle, n)}
        if len(alike) > len(widest):
            widest = alike
        if len(widest) == len(numbers):
            break
    return widest


def _cluster(rows: list[Row], comparison: Comparison) -> Cluster:
    copies = [row[:3] for row in rows]
    chosen, reason = best(copies)
    known, sources = merged(copies, chosen)
    order = [rows[chosen], *rows[:chosen], *rows[chosen + 1:]]
    similarity = [comparison.similarity(rows[chosen].n, row.n) for row in order]
    members = [row.name for row in order]
    digest = blake2b("\n".join(sorted(members)).encode("utf-8", "surrogatepass"), digest_size=8)
    first = min(rows, key=attrgetter("at")).name
    return Cluster(digest.hexdigest(), first, members, similarity, reason, known, sources)
