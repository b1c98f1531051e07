"""Which pairs are copies, and which clusters they make: batches in, batches out.

The other steps of `newsclean.dedup` as an engine runs them in its workers, by the same code; they
know of no engine.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING

import pyarrow as pa

from newsclean.dedup.best import FIELDS
from newsclean.dedup.comparing import Comparison
from newsclean.dedup.features import in_order, unpacked
from newsclean.dedup.parting import Row, parted
from newsclean.shingles import sampled

if TYPE_CHECKING:
    from array import array

    from newsclean.dedup.parting import Cluster

PAIRS = pa.schema([pa.field("low", pa.int64()), pa.field("high", pa.int64())])
# A cluster, as the lines of `newsclean dedup` tell it.
CLUSTERS = pa.schema(
    [
        pa.field("cluster", pa.string()),
        pa.field("size", pa.int64()),
        pa.field("best", pa.string()),
        pa.field("reason", pa.string()),
        *(pa.field(name, pa.list_(pa.string()) if name == "authors" else pa.string())
          for name in FIELDS),
        pa.field("sources", pa.map_(pa.string(), pa.string())),
        pa.field("members", pa.list_(pa.struct([
            pa.field("name", pa.string()), pa.field("similarity", pa.float64())]))),
    ]
)  # fmt: skip
_COMPARED = ["low", "high", "low_shingles", "low_facts", "high_shingles", "high_facts"]
_KEPT = 4000  # texts of which the runs of words are held as sets
_ROWS = 500  # of a batch that comes out


class _Held:
    """Texts of which a worker holds what they are compared by."""

    def __init__(self) -> None:
        self._raw: dict[int, tuple[bytes, bytes]] = {}
        self.shingles = lru_cache(_KEPT)(lambda n: unpacked(self._raw[n][0]))
        self.sample = lru_cache(_KEPT)(lambda n: frozenset(sampled(self.shingles(n))))
        self.facts = lru_cache(_KEPT)(lambda n: unpacked(self._raw[n][1]))

    def put(self, n: int, shingles: bytes, facts: bytes) -> None:
        """Hold one more."""
        self._raw[n] = shingles, facts

    def ordered(self, n: int) -> array[int]:
        """The shingles of a text as they come in it."""
        return in_order(self._raw[n][0])

    def clear(self) -> None:
        """Let go of all but what may well come again."""
        self._raw.clear()


def copies(
    batches: Iterable[pa.RecordBatch], *, threshold: float, containment: float | None, shingle: int
) -> Iterator[pa.RecordBatch]:
    """`PAIRS` that are copies, of pairs with what is compared of both.

    The columns that come in: low, high, low_shingles, low_facts, high_shingles, high_facts.
    """
    held = _Held()
    comparison = Comparison(held, threshold, containment, shingle)
    for batch in batches:
        columns = batch.select(_COMPARED).to_pydict()
        pairs = []
        for low, high, *both in zip(*(columns[name] for name in _COMPARED), strict=True):
            held.put(low, both[0], both[1])
            held.put(high, both[2], both[3])
            if comparison.are_copies(low, high):
                pairs.append({"low": low, "high": high})
        held.clear()
        yield pa.RecordBatch.from_pylist(pairs, PAIRS)


def clusters(
    batches: Iterable[pa.RecordBatch], *, threshold: float, containment: float | None, shingle: int
) -> Iterator[pa.RecordBatch]:
    """`CLUSTERS` of two and more, of rows of `FEATURES` with one `root` for all that hang together.

    The rows of one root come one after the other; so many are in memory at once.
    """
    rows = (row for batch in batches for row in batch.to_pylist())
    found: list[dict[str, object]] = []
    for _, group in groupby(rows, lambda row: row["root"]):
        held = _Held()
        together = []
        for row in group:
            held.put(row["n"], row["shingles"], row["facts"])
            together.append(Row(row["name"], row["size"], json.loads(row["known"]), row["n"], 0))
        comparison = Comparison(held, threshold, containment, shingle)
        found += [
            _told(one) for one, _ in parted(together, comparison) if len(one.members) > 1
        ]  # fmt: skip
        if len(found) >= _ROWS:
            yield pa.RecordBatch.from_pylist(found, CLUSTERS)
            found = []
    yield pa.RecordBatch.from_pylist(found, CLUSTERS)


def _told(cluster: Cluster) -> dict[str, object]:
    members = zip(cluster.members, cluster.similarity, strict=True)
    return {
        "cluster": cluster.id, "size": len(cluster.members), "best": cluster.members[0],
        "reason": cluster.reason, **cluster.known, "sources": list(cluster.sources.items()),
        "members": [{"name": name, "similarity": alike} for name, alike in members],
    }  # fmt: skip
