"""Documents and what they may share, on disk: memory does not grow with their texts."""

from __future__ import annotations

import json
import zlib
from functools import lru_cache
from hashlib import blake2b
from itertools import groupby
from operator import itemgetter

from newsclean.shingles import numbers, sentences, shingles

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

_AT_ONCE = 2000  # rows that are written together
_REMEMBERED = 2_000  # texts whose shingles stay in memory
_CACHE_KB = 65_536
_AS_BYTES = ("utf-8", "surrogatepass")


def identity(text: str) -> tuple[int, str]:
    """The number of a text, and the text as it is compared: blanks aside."""
    plain = " ".join(text.split())
    digest = blake2b(plain.encode(*_AS_BYTES), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True), plain


class Store:
    """Texts by number, the names of their documents, and an index of what texts share.

    A text's number is a hash of it, so documents with one text share it, and the order in which
    they came decides nothing. It lies in a temporary SQLite database. words: of a shingle.
    """

    def __init__(self, words: int) -> None:
        import sqlite3

        self._base = sqlite3.connect("")
        self._base.executescript(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
            f"PRAGMA cache_size = -{_CACHE_KB};"
            "CREATE TABLE texts (n INTEGER PRIMARY KEY, size INTEGER, body BLOB);"
            "CREATE TABLE documents (n INTEGER, name TEXT, known TEXT);"
            "CREATE TABLE features (key INTEGER, n INTEGER)"
        )
        self._texts: list[tuple[int, int, bytes]] = []
        self._documents: list[tuple[int, str, str]] = []
        self._features: list[tuple[int, int]] = []
        self.shingles = lru_cache(_REMEMBERED)(lambda n: shingles(self._text(n), words))
        self.numbers_in = lru_cache(_REMEMBERED)(lambda n: numbers(self._text(n)))

    def add(self, name: str, text: str, known: dict[str, Any]) -> None:
        """Put a document in, looked up by its sentences. known: fields of its record."""
        n, plain = identity(text)
        self._texts.append((n, len(plain), zlib.compress(plain.encode(*_AS_BYTES), 1)))
        self._documents.append((n, name, json.dumps(known)))
        self.index(n, sentences(text))
        if len(self._texts) == _AT_ONCE:
            self._write()

    def numbers(self) -> Iterator[int]:
        """All texts, ascending."""
        self._write()
        for (n,) in self._base.execute("SELECT n FROM texts ORDER BY n"):
            yield n

    def index(self, n: int, keys: Iterable[int]) -> None:
        """Say by what a text is looked up."""
        self._features += [(key, n) for key in keys]
        if len(self._features) >= 20 * _AT_ONCE:
            self._write()

    def groups(self) -> Iterator[list[int]]:
        """The texts, ascending, of each feature that several share; empties the index."""
        self._write()
        rows = self._base.execute("SELECT key, n FROM features ORDER BY key, n")
        for _, group in groupby(rows, itemgetter(0)):
            numbers = list(dict.fromkeys(n for _, n in group))
            if len(numbers) > 1:
                yield numbers
        self._base.execute("DELETE FROM features")

    def documents(self, n: int) -> list[tuple[str, int, dict[str, Any]]]:
        """The documents that hold a text: name, characters, what is known of each."""
        rows = self._base.execute(
            "SELECT name, size, known FROM documents JOIN texts USING (n) WHERE n = ?", (n,)
        )
        return [(name, size, json.loads(known)) for name, size, known in rows]

    def close(self) -> None:
        """All is in; make what is asked for next quick to find."""
        self._write()
        self._base.execute("CREATE INDEX by_text ON documents (n)")

    def _text(self, n: int) -> str:
        self._write()
        [(body,)] = self._base.execute("SELECT body FROM texts WHERE n = ?", (n,)).fetchall()
        return zlib.decompress(body).decode(*_AS_BYTES)

    def _write(self) -> None:
        for statement, rows in (
            ("INSERT OR IGNORE INTO texts VALUES (?, ?, ?)", self._texts),
            ("INSERT INTO documents VALUES (?, ?, ?)", self._documents),
            ("INSERT INTO features VALUES (?, ?)", self._features),
        ):
            if rows:
                self._base.executemany(statement, rows)
                rows.clear()
