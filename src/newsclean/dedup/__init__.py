"""Clusters of copies: reposts of one article, edited ones and, if wanted, excerpts."""

from __future__ import annotations

from hashlib import blake2b
from operator import attrgetter

from newsclean.dedup.best import best, merged
from newsclean.dedup.features import Features, features
from newsclean.dedup.joining import Joiner
from newsclean.dedup.refining import OTHERS, Correction, Line, corrections
from newsclean.dedup.store import Row, Store
from newsclean.shingles import SHINGLE_WORDS, resemblance

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

THRESHOLD = 0.25


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


class Copies:
    """A heap of documents: put in as they come, given back as clusters.

    threshold: the share of their runs of words that two copies have in common at least (Jaccard, 0
    to 1). containment: else the share of the shorter one's; None where an excerpt is no copy.
    shingle: words of a run. edited: whether copies are looked for that share no sentence. refined:
    whether copies correct each other, for which their lines are told.
    """

    def __init__(
        self, threshold: float = THRESHOLD, containment: float | None = None, *,
        shingle: int = SHINGLE_WORDS, edited: bool = True, refined: bool = False,
    ) -> None:  # fmt: skip
        self._threshold, self._containment = threshold, containment
        self._shingle, self._edited, self._refined = shingle, edited, refined
        self._store = Store(is_sampled=edited, has_lines=refined)

    def add(self, name: str, text: str, known: dict[str, Any] | None = None) -> None:
        """One document, as clean text. known: fields of its record."""
        self.put(name, self.features(text), known)

    def features(self, text: str) -> Features:
        """What is kept of a text; other processes may make it."""
        return features(text, self._shingle)

    def put(
        self, name: str, own: Features, known: dict[str, Any] | None = None,
        lines: list[Line] | None = None,
    ) -> None:  # fmt: skip
        """One document by its features. lines: what became of them, as `lines_of` tells."""
        self._store.add(name, own, known or {})
        if lines is not None:
            self._store.add_lines(lines)

    def clusters(self, least: int = 1) -> Iterator[Cluster]:
        """The clusters, in the order of their first documents. No document can be added then.

        least: members of a cluster; with 1 every document is in one, most of them alone.
        """
        store = self._store
        store.close()
        joiner = Joiner(store, self._threshold, self._containment)
        joiner.by_sentences()
        if self._edited:
            joiner.by_shingles()
        for numbers in joiner.joined.clusters(store.arrivals()):
            if least == 1 or len(numbers) > 1 or store.copies_of(numbers[0]) > 1:
                for cluster in self._parted(numbers, joiner):
                    if len(cluster.members) >= least:
                        yield cluster

    def _parted(self, numbers: list[int], joiner: Joiner) -> Iterator[Cluster]:
        """What is a copy of a copy only is none of the best: a round-up joins what it quotes."""
        rows = sorted([row for n in numbers for row in self._store.documents(n)],
                      key=attrgetter("name"))  # fmt: skip
        while rows:
            anchor = rows[best([row[:3] for row in rows])[0]].n
            alike = {n for n in {row.n for row in rows}
                     if n == anchor or joiner.are_copies(anchor, n)}  # fmt: skip
            own = [row for row in rows if row.n in alike]
            cluster = self._cluster(own)
            if len(own) > 1 and self._refined:
                cluster.corrections = self._corrections(own, joiner)
            yield cluster
            rows = [row for row in rows if row.n not in alike]

    def _cluster(self, rows: list[Row]) -> Cluster:
        copies = [row[:3] for row in rows]
        chosen, reason = best(copies)
        known, sources = merged(copies, chosen)
        order = [rows[chosen], *rows[:chosen], *rows[chosen + 1 :]]
        similarity = [self._alike(rows[chosen].n, row.n) for row in order]
        members = [row.name for row in order]
        digest = blake2b("\n".join(sorted(members)).encode("utf-8", "surrogatepass"), digest_size=8)
        first = min(rows, key=attrgetter("at")).name
        return Cluster(digest.hexdigest(), first, members, similarity, reason, known, sources)

    def _corrections(self, rows: list[Row], joiner: Joiner) -> dict[str, list[Correction]]:
        """By the names of documents."""
        root = joiner.joined.root
        article = root(rows[0].n)

        def others(key: str) -> int:
            found: set[int] = set()
            for n in self._store.keepers(key):
                found.add(root(n))
                if len(found - {article}) == OTHERS:
                    return OTHERS
            return len(found - {article})

        told = corrections([self._store.lines(row.at) for row in rows], others)
        return {row.name: wrong for row, wrong in zip(rows, told, strict=True) if wrong}

    def _alike(self, one: int, other: int) -> float:
        if one == other:
            return 1.0
        return round(resemblance(self._store.shingles(one), self._store.shingles(other))[0], 3)
