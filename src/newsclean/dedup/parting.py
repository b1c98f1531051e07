"""What becomes of texts that hang together: clusters."""

from __future__ import annotations

from hashlib import blake2b
from operator import attrgetter
from typing import Any, NamedTuple

from newsclean.dedup.best import best, merged

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from newsclean.dedup.comparing import Comparison
    from newsclean.dedup.refining import Correction

# Texts, chosen by lot, that are tried as the middle of a cluster, and comparisons for that: of a
# large one fewer are tried, for all would cost the square of it.
_MIDDLES, _COMPARED = 16, 4096


class Row(NamedTuple):
    """A document. size: characters. known: fields of its record. n: of its text. at: its place."""

    name: str
    size: int
    known: dict[str, Any]
    n: int
    at: int


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
