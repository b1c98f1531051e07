"""Clusters of copies: reposts of one article, edited ones and, if wanted, excerpts."""

from __future__ import annotations

from newsclean.dedup.joining import Joiner
from newsclean.dedup.parting import Cluster, Comparison, parted
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
        comparison = Comparison(self._store, self._threshold, self._containment)
        joiner = Joiner(self._store, comparison)
        joiner.by_sentences()
        if self._edited:
            joiner.by_shingles()
        documents = self._store.documents
        for numbers in joiner.joined:
            rows = [(*known, n) for n in numbers for known in documents(n)]
            yield from parted(rows, comparison)
