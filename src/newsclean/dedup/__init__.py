"""Clusters of copies: reposts of one article, edited ones and, if wanted, excerpts."""

from __future__ import annotations

from newsclean.dedup.comparing import Comparison
from newsclean.dedup.features import Features, features
from newsclean.dedup.joining import Joiner
from newsclean.dedup.parting import Cluster, Row, parted
from newsclean.dedup.refining import OTHERS, Correction, Line, corrections
from newsclean.dedup.store import Store
from newsclean.shingles import SHINGLE_WORDS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

__all__ = ["THRESHOLD", "Cluster", "Copies"]

THRESHOLD = 0.25


class Copies:
    """A heap of documents: put in as they come, given back as clusters.

    threshold: the share of their runs of words that two copies have in common at least (Jaccard, 0
    to 1). containment: else the share of the shorter one's; None where an excerpt is no copy.
    shingle: words of a run. edited: whether copies are looked for that share no sentence. refined:
    whether copies correct each other, for which their lines are told. ScratchError, a
    NewscleanError, where the temporary database has no room.
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
        comparison = Comparison(store, self._threshold, self._containment, self._shingle)
        joiner = Joiner(store, comparison)
        joiner.by_sentences()
        if self._edited:
            joiner.by_shingles()
        for numbers in joiner.joined.clusters(store.arrivals()):
            if least > 1 and len(numbers) == 1 and store.copies_of(numbers[0]) == 1:
                continue
            rows = (row for n in numbers for row in store.documents(n))
            for cluster, own in parted(rows, comparison):
                if len(own) > 1 and self._refined:
                    cluster.corrections = self._corrections(own, joiner)
                if len(own) >= least:
                    yield cluster

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
