"""When two texts are copies, and what becomes of texts that hang together: clusters."""

from __future__ import annotations

from hashlib import blake2b
from operator import itemgetter

from newsclean.dedup.best import best, merged
from newsclean.shingles import resemblance

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any, Protocol

    # Name, length of the text in characters, what is known of it, number of the text.
    Row = tuple[str, int, dict[str, Any], int]

    class Texts(Protocol):
        """Texts by number."""

        def shingles(self, n: int, /) -> frozenset[int]:
            """The hashes of its runs of words."""

        def numbers_in(self, n: int, /) -> frozenset[str]:
            """The numbers that it tells."""


# Texts with so many numbers are copies only if they have this share of them in common.
_TELLING, _SAME_NUMBERS = 5, 0.5


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
        jaccard, contained = resemblance(texts.shingles(one), texts.shingles(other))
        is_enough = jaccard >= self._threshold or (
            self._containment is not None and contained >= self._containment
        )
        if not is_enough:
            return False
        first, second = texts.numbers_in(one), texts.numbers_in(other)
        fewer = min(len(first), len(second))
        return fewer < _TELLING or len(first & second) >= _SAME_NUMBERS * fewer

    def similarity(self, one: int, other: int) -> float:
        """The resemblance of two texts, to three places."""
        if one == other:
            return 1.0
        return round(resemblance(self._texts.shingles(one), self._texts.shingles(other))[0], 3)


class Cluster:
    """Copies of one article.

    id: of the article, the same whatever the order of the documents. members: their names, the
    best first, then by name. similarity: of each the resemblance to the best. reason: why it is
    the best. known, sources: what they know together, and from which each of it is.
    """

    __slots__ = ("id", "known", "members", "reason", "similarity", "sources")

    def __init__(
        self, id: str, members: list[str], similarity: list[float], reason: str,
        known: dict[str, Any], sources: dict[str, str],
    ) -> None:  # fmt: skip
        self.id = id
        self.members = members
        self.similarity = similarity
        self.reason = reason
        self.known = known
        self.sources = sources


def parted(rows: Sequence[Row], comparison: Comparison) -> Iterator[Cluster]:
    """The clusters of documents that hang together, by whatever chain.

    What is a copy of a copy only is none of the best: a round-up joins what it quotes.
    """
    rows = sorted(rows, key=itemgetter(0))
    while rows:
        anchor = rows[best([row[:3] for row in rows])[0]][3]
        alike = {n for n in {row[3] for row in rows}
                 if n == anchor or comparison.are_copies(anchor, n)}  # fmt: skip
        yield _cluster([row for row in rows if row[3] in alike], comparison)
        rows = [row for row in rows if row[3] not in alike]


def _cluster(rows: list[Row], comparison: Comparison) -> Cluster:
    copies = [row[:3] for row in rows]
    chosen, reason = best(copies)
    known, sources = merged(copies, chosen)
    order = [chosen, *(k for k in range(len(rows)) if k != chosen)]
    similarity = [comparison.similarity(rows[chosen][3], rows[k][3]) for k in order]
    members = [rows[k][0] for k in order]
    digest = blake2b("\n".join(sorted(members)).encode("utf-8", "surrogatepass"), digest_size=8)
    return Cluster(digest.hexdigest(), members, similarity, reason, known, sources)
