"""Temporary databases: what grows with the number of documents lies on the disk."""

from __future__ import annotations

import os

from newsclean.errors import NewscleanError

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from typing import Any

    Values = Sequence[Any] | Mapping[str, Any]

_CACHE_KB, _PAGE_BYTES = 2000, 4096  # SQLite's own
VARIABLE = "SQLITE_TMPDIR"


class ScratchError(NewscleanError):
    """The temporary database has no room, or cannot be read any more."""


class Scratch:
    """A temporary SQLite database, a file that nobody sees once it does not fit its cache.

    schema: its tables. cache_kb, page_bytes: as SQLite's PRAGMAs. A query may call `ones`: how many
    bits of a number are set. Whatever it is asked for may end in ScratchError.
    """

    def __init__(
        self, schema: str, *, cache_kb: int = _CACHE_KB, page_bytes: int = _PAGE_BYTES
    ) -> None:
        import sqlite3

        self._error = sqlite3.Error
        self._base = sqlite3.connect("")
        self._base.create_function("ones", 1, int.bit_count, deterministic=True)
        try:
            self._base.executescript(
                f"PRAGMA page_size = {page_bytes}; PRAGMA cache_size = -{cache_kb};"
                f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; {schema}"
            )
        except self._error as error:
            raise _told(error) from None

    def run(self, statement: str, values: Values = ()) -> None:
        """Run a statement that gives nothing back."""
        try:
            self._base.execute(statement, values)
        except self._error as error:
            raise _told(error) from None

    def put(self, statement: str, rows: Iterable[Sequence[Any]]) -> None:
        """Run a statement with every row."""
        try:
            self._base.executemany(statement, rows)
        except self._error as error:
            raise _told(error) from None

    def rows(self, query: str, values: Values = ()) -> Iterator[Any]:
        """What a query gives, row by row; it runs when the first is asked for."""
        try:
            yield from self._base.execute(query, values)
        except self._error as error:
            raise _told(error) from None

    def row(self, query: str, values: Values = ()) -> Any:
        """The first row of what a query gives; None where it gives nothing."""
        return next(self.rows(query, values), None)


def _told(error: sqlite3.Error) -> ScratchError:
    return ScratchError(
        f"temporary database in {_folder()}: {error}; {VARIABLE} names another folder for it"
    )


def _folder() -> str:
    """The folder that SQLite takes for temporary files."""
    if os.name == "nt":
        import tempfile

        return tempfile.gettempdir()
    named = map(os.environ.get, (VARIABLE, "TMPDIR"))
    folders = [folder for folder in (*named, "/var/tmp", "/usr/tmp", "/tmp") if folder]
    return next((one for one in folders if os.access(one, os.W_OK | os.X_OK)), ".")
