"""Clusters of copies: reposts of one article, edited ones and, if wanted, excerpts."""

from __future__ import annotations

from hashlib import blake2b
from operator import itemgetter

from newsclean.dedup.best import best, merged
from newsclean.dedup.joining import Joiner
from newsclean.dedup.store import Store
from newsclean.shingles import SHINGLE_WORDS, resemblance

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

THRESHOLD = 0.25


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


class Copies:
    """A heap of documents: put in as they come, given back as clusters.

    threshold: the share of their runs of words that two copies have in common at least (Jaccard, 0
    to 1). containment: else the share of the shorter one's; None where an excerpt is no copy.
    shingle: words of a run. edited: whether copies are looked for that share no sentence.
    """

    def __init__(
        self, threshold: float = THRESHOLD, containment: float | None = None, *,
        shingle: int = SHINGLE_WORDS, edited: bool = True,
    ) -> None:  # fmt: skip
        self._threshold, self._containment = threshold, containment
        self._edited = edited
        self._store = Store(shingle)

    def add(self, name: str, text: str, known: dict[str, Any] | None = None) -> None:
        """One document, as clean text. known: fields of its record."""
        self._store.add(name, text, known or {})

    def clusters(self) -> Iterator[Cluster]:
        """Every document, in clusters; most have one member. No document can be added then."""
        self._store.close()
        joiner = Joiner(self._store, self._threshold, self._containment)
        joiner.by_sentences()
        if self._edited:
            joiner.by_shingles()
        for numbers in joiner.joined:
            yield from self._parted(numbers, joiner)

    def _parted(self, numbers: list[int], joiner: Joiner) -> Iterator[Cluster]:
        """What is a copy of a copy only is none of the best: a round-up joins what it quotes."""
        rows = sorted(
            [(name, size, known, n) for n in numbers
             for name, size, known in self._store.documents(n)],
            key=itemgetter(0),
        )  # fmt: skip
        while rows:
            anchor = rows[best([row[:3] for row in rows])[0]][3]
            alike = {n for n in {row[3] for row in rows}
                     if n == anchor or joiner.are_copies(anchor, n)}  # fmt: skip
            yield self._cluster([row for row in rows if row[3] in alike])
            rows = [row for row in rows if row[3] not in alike]

    def _cluster(self, rows: list[tuple[str, int, dict[str, Any], int]]) -> Cluster:
        copies = [row[:3] for row in rows]
        chosen, reason = best(copies)
        known, sources = merged(copies, chosen)
        order = [chosen, *(k for k in range(len(rows)) if k != chosen)]
        similarity = [self._alike(rows[chosen][3], rows[k][3]) for k in order]
        members = [rows[k][0] for k in order]
        digest = blake2b("\n".join(sorted(members)).encode("utf-8", "surrogatepass"), digest_size=8)
        return Cluster(digest.hexdigest(), members, similarity, reason, known, sources)

    def _alike(self, one: int, other: int) -> float:
        if one == other:
            return 1.0
        return round(resemblance(self._store.shingles(one), self._store.shingles(other))[0], 3)
