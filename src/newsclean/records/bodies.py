"""The body of an HTTP response: its chunks joined, its compression undone, whole or cut short."""

from __future__ import annotations

import re

from newsclean.records.opening import StreamError, need

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

_CHUNK = re.compile(rb"[0-9a-fA-F]{1,8}[ \t]*(?:;[^\r\n]*)?\r\n")
_LAST_CHUNK = re.compile(rb"(?:\A|\n)0+[ \t]*(?:;[^\r\n]*)?\r\n(?:[^\r\n]+\r\n)*(?:\r\n)?\Z")
_TAIL_BYTES = 4096  # in which the last chunk and what follows it stand
_GZIP = b"\x1f\x8b"
_ZSTD = b"\x28\xb5\x2f\xfd"
_PART_BYTES = 1 << 11  # a thousand times as much may come out of it, of zstd more

_STEP_BYTES = 256  # of brotli at once: those of the step in which it ends too early are lost


class Body:
    """A body as it was sent.

    data: what could be read of it, hardly more than `most`, so that a bomb is none. is_cut: whether
    more was announced. cause: what ended its compression or its chunks before their end.
    """

    __slots__ = ("cause", "data", "is_cut")

    def __init__(self, data: bytes, headers: Any, most: int) -> None:
        self.data = data
        self.is_cut = False
        length = (headers.get("Content-Length") or "").strip()
        self.cause: str | None = None
        if "chunked" in (headers.get("Transfer-Encoding") or "").lower():
            self._join()
        elif length.isascii() and length.isdigit() and len(length) < 19:
            self.is_cut = len(data) < int(length)
        self._unpack((headers.get("Content-Encoding") or "").strip().lower(), most)
        self.is_cut = self.is_cut or self.cause is not None

    def _join(self) -> None:
        """Join chunks; where a crawler has joined them already it is as it is."""
        data = self.data
        if not _CHUNK.match(data):
            return
        if _LAST_CHUNK.search(data[-_TAIL_BYTES:]) is None:
            self.cause = "its chunks are cut short"
        try:
            self.data = _joined(data, 1 << 16)
        except OSError:
            if self.cause is None:
                raise
            self.data = _joined(data, 1)  # else what stands before the cut is lost

    def _unpack(self, packing: str, most: int) -> None:
        """Undo compression; where a crawler has done that already it is as it is."""
        data = self.data
        if packing == "br":
            self._unpack_brotli(most)
        elif packing == "zstd" and data.startswith(_ZSTD):
            zstandard = need("zstandard", "zstd", "a page compressed by zstd")
            zstd = zstandard.ZstdDecompressor()
            self._decode(zstd.decompressobj, zstandard.ZstdError, _ZSTD, most)
        elif packing in ("gzip", "x-gzip") and data.startswith((_GZIP, b"\x78")):
            self._inflate(47, most)
        elif packing == "deflate":
            for bits in (47, -15) if data.startswith((_GZIP, b"\x78")) else (-15,):
                try:
                    self._inflate(bits, most)
                    break
                except StreamError:  # raw, whatever it begins with, or unpacked already
                    continue

    def _unpack_brotli(self, most: int) -> None:
        from io import BytesIO

        from fastwarc.stream_io import BrotliReader

        reader = BrotliReader(BytesIO(self.data))
        parts: list[bytes] = []
        size = 0
        try:
            while size <= most and (part := reader.read(_STEP_BYTES)):
                parts.append(part)
                size += len(part)
        except OSError:  # it does not say whether the data is damaged or only ends
            if not parts:
                raise
            self.cause = "its compressed data is damaged or cut short"
        self.data = b"".join(parts)

    def _inflate(self, bits: int, most: int) -> None:
        import zlib

        self._decode(lambda: zlib.decompressobj(bits), zlib.error, _GZIP, most)

    def _decode(
        self, make: Callable[[], Any], kind: type[Exception], magic: bytes, most: int
    ) -> None:
        """Undo compression, one member after the other; StreamError where it is damaged."""
        data, at = self.data, 0
        parts: list[bytes] = []
        size = 0
        decoder = make()
        while size <= most:
            if at >= len(data):
                if parts:  # else it is too short to be any
                    self.cause = "its compressed data is cut short"
                break
            try:
                parts.append(decoder.decompress(data[at : at + _PART_BYTES]))
            except kind as error:
                raise StreamError(str(error).rpartition(": ")[2]) from None
            size += len(parts[-1])
            at += _PART_BYTES
            if decoder.eof:
                at = min(at, len(data)) - len(decoder.unused_data)
                if not data.startswith(magic, at):
                    break
                decoder = make()
        if parts:
            self.data = b"".join(parts)


def _joined(data: bytes, size: int) -> bytes:
    """Chunks without what stands between them, read so many bytes at a time; OSError.

    What was read of the part in which they end too early is lost.
    """
    from io import BytesIO

    from fastwarc.stream_io import ChunkedReader

    reader = ChunkedReader(BytesIO(data))
    parts: list[bytes] = []
    try:
        parts += iter(lambda: reader.read(size), b"")
    except OSError:
        if size > 1:
            raise
    return b"".join(parts)
