"""Documents and what they may share, on disk: memory does not grow with their texts."""

from __future__ import annotations

import json
import zlib
from array import array
from functools import lru_cache

from newsclean.dedup.features import Features, in_order, unpacked
from newsclean.dedup.parting import Row
from newsclean.dedup.refining import Line
from newsclean.fold import fold
from newsclean.scratch import Scratch

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

_AT_ONCE = 1000  # documents that are written together
_REMEMBERED, _REMEMBERED_SAMPLES = 1000, 8000  # texts whose shingles stay in memory
_CACHE_KB = 65_536
_PAGE = 16_384  # bytes; a document's row fits in one


class Store:
    """Documents, their texts by number, and an index of what texts share.

    Numbers of texts are given when all are in: they ascend with a hash of the text, so documents
    with one text share it, and the order in which they came decides nothing. All lies in a
    temporary database but for some bytes a document; ScratchError where it has no room.
    is_sampled: whether texts are looked up by runs of words, too. has_lines: whether lines are
    kept.
    """

    def __init__(self, *, is_sampled: bool = True, has_lines: bool = False) -> None:
        self._base = Scratch(
            "CREATE TABLE documents (at INTEGER PRIMARY KEY, name, size, known, sample, shingles,"
            " facts);"
            "CREATE TABLE sentences (key INTEGER, at INTEGER);"
            "CREATE TABLE sampled (key INTEGER, at INTEGER);"
            "CREATE TABLE lines (at INTEGER PRIMARY KEY, told);"
            "CREATE TABLE edges (key BLOB, at INTEGER)",
            cache_kb=_CACHE_KB, page_bytes=_PAGE,
        )  # fmt: skip
        self._documents: list[tuple[int, str, int, str, bytes, bytes, bytes]] = []
        self._sentences: list[tuple[int, int]] = []
        self._sampled: list[tuple[int, int]] = []
        self._is_sampled, self._has_lines = is_sampled, has_lines
        self._digests = array("q")
        self._number = array("I")  # of each document, that of its text
        self._order = array("I")  # documents by the numbers of their texts
        self._starts = array("I", [0])  # where in it those of each text begin
        self.sample = lru_cache(_REMEMBERED_SAMPLES)(lambda n: unpacked(self._of("sample", n)))
        self.shingles = lru_cache(_REMEMBERED)(lambda n: unpacked(self._of("shingles", n)))
        self.facts = lru_cache(_REMEMBERED)(lambda n: unpacked(self._of("facts", n)))

    def add(self, name: str, own: Features, known: dict[str, Any]) -> None:
        """Put a document in. known: fields of its record."""
        at = len(self._digests)
        self._digests.append(own.digest)
        sample = array("I", own.sampled).tobytes()
        self._documents.append(
            (at, json.dumps(name), own.size, json.dumps(known), sample, own.shingles, own.facts)
        )
        self._sentences += [(key, at) for key in own.sentences]
        if self._is_sampled:
            self._sampled += [(key, at) for key in own.sampled]
        if len(self._documents) == _AT_ONCE:
            self._write()

    def add_lines(self, lines: list[Line]) -> None:
        """The lines of the document that was put in last."""
        at = len(self._digests) - 1
        self._base.run(
            "INSERT INTO lines VALUES (?, ?)", (at, zlib.compress(json.dumps(lines).encode(), 1))
        )
        keys = {_stored(fold(line.text)) for line in lines
                if line.filter is None and not line.is_firm}  # fmt: skip
        self._base.put("INSERT INTO edges VALUES (?, ?)", [(key, at) for key in keys])

    def close(self) -> None:
        """All is in: give the texts their numbers."""
        self._write()
        if self._has_lines:
            self._base.run("CREATE INDEX by_edge ON edges (key)")
        digests = self._digests
        self._order = array("I", sorted(range(len(digests)), key=digests.__getitem__))
        self._number = array("I", bytes(self._order.itemsize * len(digests)))
        n = -1
        self._starts = starts = array("I")
        for place, at in enumerate(self._order):
            if not place or digests[at] != digests[self._order[place - 1]]:
                n += 1
                starts.append(place)
            self._number[at] = n
        starts.append(len(digests))

    def __len__(self) -> int:
        """How many texts there are; their numbers are those below."""
        return len(self._starts) - 1

    def arrivals(self) -> array[int]:
        """The numbers of the texts of all documents, as they came."""
        return self._number

    def copies_of(self, n: int) -> int:
        """How many documents hold a text."""
        return self._starts[n + 1] - self._starts[n]

    def groups(self, table: str) -> Iterator[tuple[int, list[int]]]:
        """Each feature that several texts share, and these, ascending.

        table: sentences or sampled.
        """
        number = self._number
        group: list[int] = []
        last = 0
        for key, at in self._base.rows(f"SELECT key, at FROM {table} ORDER BY key"):
            if key == last:
                group.append(at)
                continue
            if len(group) > 1:
                yield last, sorted({number[at] for at in group})
            last, group = key, [at]
        if len(group) > 1:
            yield last, sorted({number[at] for at in group})
        self._base.run(f"DROP TABLE {table}")

    def documents(self, n: int) -> Iterator[Row]:
        """The documents that hold a text."""
        for place in range(self._starts[n], self._starts[n + 1]):
            at = self._order[place]
            name, size, known = self._base.row(
                "SELECT name, size, known FROM documents WHERE at = ?", (at,)
            )
            yield Row(json.loads(name), size, json.loads(known), n, at)

    def ordered(self, n: int) -> array[int]:
        """The shingles of a text as they come in it."""
        return in_order(self._of("shingles", n))

    def lines(self, at: int) -> list[Line]:
        """The lines of a document; none where they were not told."""
        for (told,) in self._base.rows("SELECT told FROM lines WHERE at = ?", (at,)):
            return [Line(*line) for line in json.loads(zlib.decompress(told))]
        return []

    def keepers(self, key: str) -> Iterator[int]:
        """The texts that keep a line which may be a template's. key: folded."""
        for (at,) in self._base.rows("SELECT at FROM edges WHERE key = ?", (_stored(key),)):
            yield self._number[at]

    def _of(self, column: str, n: int) -> Any:
        (value,) = self._base.row(
            f"SELECT {column} FROM documents WHERE at = ?", (self._order[self._starts[n]],)
        )
        return value

    def _write(self) -> None:
        for statement, rows in (
            ("INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?)", self._documents),
            ("INSERT INTO sentences VALUES (?, ?)", self._sentences),
            ("INSERT INTO sampled VALUES (?, ?)", self._sampled),
        ):
            if rows:
                self._base.put(statement, rows)
                rows.clear()


def _stored(key: str) -> bytes:
    """A key as SQLite holds it, whatever stands in it."""
    return key.encode("utf-8", "surrogatepass")
