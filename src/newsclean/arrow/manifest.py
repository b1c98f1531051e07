"""What became of a shard: a row that stands beside its result, so that the next run passes it over.

A file for each shard, not one for all: the workers of an engine know nothing of each other.
"""

from __future__ import annotations

import json
import os

import pyarrow as pa

from newsclean.arrow.whole import whole

TYPE_CHECKING = False
if TYPE_CHECKING:
    from newsclean.batch.tally import Tally
    from newsclean.records.item import Failure

# The rows of `clean_shards`. A shard that could not be read has `error` and no counts.
SHARDS = pa.schema(
    [
        pa.field("source", pa.string()),
        pa.field("target", pa.string()),
        pa.field("size", pa.int64()),  # of the source, in bytes
        pa.field("mtime_ns", pa.int64()),
        pa.field("options", pa.string()),  # a hash of all that decides what comes out
        pa.field("version", pa.string()),
        pa.field("written", pa.int64()),  # size of the target
        pa.field("documents", pa.int64()),
        pa.field("changed", pa.int64()),
        pa.field("emptied", pa.int64()),
        pa.field("failed", pa.int64()),
        pa.field("removed", pa.map_(pa.string(), pa.int64())),  # lines and parts, by filter
        pa.field("failures", pa.list_(pa.string())),  # the first of them
        pa.field("seconds", pa.float64()),
        pa.field("is_done_before", pa.bool_()),
        pa.field("error", pa.string()),
    ]
)
_MOST_FAILURES = 100  # that are told; all are counted


class Counts:
    """What a shard's documents came to."""

    def __init__(self, tally: Tally) -> None:
        self.documents = 0
        self.tally = tally
        self.failures: list[str] = []

    def fail(self, failure: Failure) -> None:
        """One more that is not as it should be."""
        self.tally.failed += 1
        if len(self.failures) < _MOST_FAILURES:
            self.failures.append(f"{failure.name}: {failure.cause}")

    def told(self) -> dict[str, object]:
        """The same for a row."""
        tally = self.tally
        return {
            "documents": self.documents, "changed": tally.changed,
            "emptied": tally.emptied, "failed": tally.failed, "removed": dict(tally.removed),
            "failures": self.failures,
        }  # fmt: skip


def path_of(target: str) -> str:
    """Where the row of a result stands: hidden, so that engines that read the folder pass it by."""
    folder, name = os.path.split(target)
    return os.path.join(folder, f".{name}.newsclean.json")


def done_before(
    target: str, source: str, stamp: tuple[int, int], options: str
) -> dict[str, object] | None:
    """The row of a result that stands there as it was written, from this source and these options.

    None for all else: there is none, it is torn, or something is another.
    """
    try:
        with open(path_of(target), "rb") as file:
            row = json.load(file)
        written = os.stat(target).st_size
    except (OSError, ValueError):
        return None
    wanted = {"source": source, "size": stamp[0], "mtime_ns": stamp[1], "options": options,
              "written": written}  # fmt: skip
    if not isinstance(row, dict) or any(row.get(key) != wanted[key] for key in wanted):
        return None
    return {**row, "is_done_before": True}


def write(target: str, row: dict[str, object]) -> None:
    """Put the row beside its result, once that is there."""
    with whole(path_of(target)) as file:
        file.write(json.dumps(row).encode() + b"\n")
