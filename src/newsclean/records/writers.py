"""Records on their way out: lines of JSON, an array, compressed or not."""

from __future__ import annotations

from newsclean.emitters.joined import Joined
from newsclean.errors import InputError
from newsclean.records.item import Failure
from newsclean.records.opening import need

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any, Protocol

    from newsclean.records.item import Outcome

    class Packer(Protocol):
        """What compresses, of whatever library."""

        def compress(self, data: bytes, /) -> bytes:
            """Take bytes; give those that are ready."""

        def flush(self) -> bytes:
            """Give the rest."""


_GZIP_LEVEL, _ZSTD_LEVEL = 6, 3


class Compressed:
    """Bytes on their way through a compressor. The same bytes in, the same bytes out."""

    def __init__(self, write: Callable[[bytes], None], kind: str) -> None:
        self._write = write
        self._packer = _packer(kind)

    def write(self, data: bytes) -> None:
        """Take bytes; some may wait for more."""
        if out := self._packer.compress(data):
            self._write(out)

    def finish(self) -> None:
        """All is there."""
        self._write(self._packer.flush())


def _packer(kind: str) -> Packer:
    made: Any
    if kind == "gzip":
        import zlib

        # Without a name and a time in it, unlike the gzip module's.
        made = zlib.compressobj(_GZIP_LEVEL, zlib.DEFLATED, 31)
    elif kind == "bzip2":
        import bz2

        made = bz2.BZ2Compressor()
    elif kind == "xz":
        import lzma

        made = lzma.LZMACompressor()
    else:
        zstandard = need("zstandard", "zstd", "a .zst file")
        made = zstandard.ZstdCompressor(level=_ZSTD_LEVEL, write_checksum=True).compressobj()
    packer: Packer = made
    return packer


class Writer:
    """Rows to bytes. write: takes them. What cannot be written comes back as failures."""

    def __init__(self, write: Callable[[bytes], None]) -> None:
        self._write = write

    def add(self, outcomes: Sequence[Outcome]) -> list[Failure]:
        """Rows of outcomes, in order; those without a row are passed over."""
        raise NotImplementedError

    def announce(self, outcomes: Sequence[Outcome]) -> None:
        """See rows before some of them are left out: columns are there without any row."""

    def finish(self) -> list[Failure]:
        """No more will come."""
        return []


class Texts(Writer):
    """Texts, one below the other. joined: what knows those above them."""

    def __init__(self, write: Callable[[bytes], None], joined: Joined | None = None) -> None:
        super().__init__(write)
        self._joined = joined or Joined()

    def add(self, outcomes: Sequence[Outcome]) -> list[Failure]:
        """Write them, at once; what fits below no other fails."""
        parts, failures = [], []
        for outcome in outcomes:
            try:
                if isinstance(outcome.row, bytes):
                    parts.append(self._joined.next(outcome.row, outcome.encoding))
            except InputError as error:
                failures.append(Failure(outcome.name, "write", str(error)))
        if data := b"".join(parts):
            self._write(data)
        return failures


class Lines(Writer):
    """JSON objects, one a line."""

    def add(self, outcomes: Sequence[Outcome]) -> list[Failure]:
        """Write them, at once."""
        rows = [o.row for o in outcomes if isinstance(o.row, bytes)]
        if rows:
            # Pretty-printed objects of an array: a line break in JSON text is only ever blank.
            self._write(b"".join([_one_line(row) + b"\n" for row in rows]))
        return []


def _one_line(row: bytes) -> bytes:
    if b"\n" not in row and b"\r" not in row:
        return row
    return b" ".join(row.replace(b"\r", b"\n").split(b"\n"))


class Array(Writer):
    """JSON objects in one array, one a line."""

    _count = 0

    def add(self, outcomes: Sequence[Outcome]) -> list[Failure]:
        """Write them, at once."""
        parts = []
        for outcome in outcomes:
            if isinstance(outcome.row, bytes):
                parts.append((b",\n" if self._count else b"[\n") + outcome.row)
                self._count += 1
        if parts:
            self._write(b"".join(parts))
        return []

    def finish(self) -> list[Failure]:
        """Close the array."""
        self._write(b"\n]\n" if self._count else b"[]\n")
        return []
