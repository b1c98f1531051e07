"""Bytes of an input, decompressed on the way: part by part, never as a whole."""

from __future__ import annotations

import os

from newsclean.errors import ExtraError, InputError
from newsclean.formats import compression_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

PART_BYTES = 1 << 18
# One byte of compressed data stands for up to a thousand; of zstd, four for 131,072.
_OUT_BYTES, _ZSTD_BYTES = 1 << 18, 1 << 11
_MEMBER = b"\x1f\x8b\x08"  # gzip, deflated
_XZ_MEMORY = 1 << 28  # xz -9 takes 65 MB to read


class StreamError(InputError):
    """What is left of an input cannot be read; what came before it can."""


class Stream:
    """The bytes of an open file, a pipe or a terminal, behind their compression.

    descriptor: open for reading; whoever opened it closes it. head: what was read of it already.
    StreamError where compressed data is damaged or cut, once all before that is handed out.
    """

    def __init__(self, descriptor: int, head: bytes = b"") -> None:
        self.descriptor = descriptor
        self.is_file = _is_file(descriptor)
        self._error: StreamError | None = None
        self._ended = False
        self._held = b""
        self._parts: Iterator[bytes | StreamError] = _raw(descriptor, head)
        raw = self.peek(6)  # a pipe may begin with a single byte
        self.compression = compression_of(raw)
        if self.compression is not None:
            rest = _raw(descriptor, b"")
            self._parts = _DECODERS[self.compression](_chain(raw, rest))
            self._held, self._ended = b"", False

    def resume(self) -> bool:
        """Go on behind damage, at the next member of gzip; whether that may give something.

        For records that are a member each; what they are pieces of must be told by the reader.
        """
        self._ended = False
        return self.more()

    def more(self) -> bool:
        """Hold one part more; whether there was one."""
        if self._ended:
            return False
        try:
            part = next(self._parts, b"")
        except StreamError as error:
            self._error = error
            part = b""
        if isinstance(part, StreamError):
            self._error = part
            part = b""
        self._held += part
        self._ended = not part
        return bool(part)

    def peek(self, size: int) -> bytes:
        """The next bytes, at least so many unless the input ends; they are read again later."""
        while len(self._held) < size and self.more():
            pass
        return self._held

    def read1(self) -> bytes:
        """What is there, or else the next part; empty at the end."""
        if not self._held:
            self.more()
        held, self._held = self._held, b""
        if not held and self._error is not None:
            error, self._error = self._error, None
            raise error
        return held

    def parts(self) -> Iterator[bytes]:
        """All that is left, as it comes."""
        while part := self.read1():
            yield part

    def read(self, size: int = -1) -> bytes:
        """At most so many bytes, all without a size; empty at the end."""
        if size < 0:
            return b"".join(self.parts())
        part = self.read1()
        if len(part) > size:
            self._held = part[size:]
            part = part[:size]
        return part

    def is_idle(self) -> bool:
        """Whether nothing more has come yet, so that what there is should go out."""
        if self.is_file:
            return False
        import select

        try:
            return not select.select([self.descriptor], [], [], 0)[0]
        except (OSError, ValueError):  # Windows asks sockets only
            return True


def _is_file(descriptor: int) -> bool:
    import stat

    return stat.S_ISREG(os.fstat(descriptor).st_mode)


def _raw(descriptor: int, head: bytes) -> Iterator[bytes]:
    if head:
        yield head
    while part := os.read(descriptor, PART_BYTES):
        yield part


def _chain(head: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield head
    yield from rest


def _gzip(parts: Iterator[bytes]) -> Iterator[bytes | StreamError]:
    """Members of gzip, one after the other; behind damage those that can be found."""
    import zlib

    rest = b""
    decoder = None
    is_full = False  # more may come out without more going in
    while True:
        if not rest and not is_full:
            rest = next(parts, b"")
            if not rest:
                break
        if decoder is None:
            rest = rest.lstrip(b"\0")  # tapes pad with them
            if not rest:
                continue
            if len(rest) < 2:
                rest += next(parts, b"")
            if not rest.startswith(b"\x1f\x8b"):
                yield StreamError("what follows the gzip data is none")
                rest = _next_member(rest, parts)
                continue
            decoder = zlib.decompressobj(31)
        before = decoder.copy()
        try:
            out = decoder.decompress(rest, _OUT_BYTES)
        except zlib.error as error:
            if out := _up_to_error(before, rest, zlib.error):
                yield out
            yield StreamError(f"damaged gzip data: {_plain(error)}")
            rest = _next_member(rest[1:], parts)
            decoder, is_full = None, False
            continue
        rest = decoder.unused_data if decoder.eof else decoder.unconsumed_tail
        is_full = not decoder.eof and len(out) == _OUT_BYTES
        if decoder.eof:
            decoder = None
        if out:
            yield out
    if decoder is not None:
        raise StreamError("the gzip data is cut short")


def _next_member(data: bytes, parts: Iterator[bytes]) -> bytes:
    """What stands from the next beginning of a member on."""
    while True:
        at = data.find(_MEMBER)
        if at >= 0:
            return data[at:]
        part = next(parts, b"")
        if not part:
            return b""
        data = data[-len(_MEMBER) + 1 :] + part


def _up_to_error(decoder: Any, data: bytes, kind: type[Exception]) -> bytes:
    """What comes out before the error: the call that meets it gives nothing back."""
    out, size = [], 0
    for i in range(len(data)):
        try:
            out.append(decoder.decompress(data[i : i + 1]))
        except kind:
            break
        size += len(out[-1])
        if size > _OUT_BYTES:
            break
    return b"".join(out)


def _plain(error: Exception) -> str:
    """`Error -3 while decompressing data: incorrect data check` without its number."""
    return str(error).rpartition(": ")[2]


def _standard(
    parts: Iterator[bytes], name: str, magic: bytes, make: Callable[[], Any], kinds: Any
) -> Iterator[bytes]:
    """Streams of bzip2 or xz, one after the other."""
    decoder = None
    rest = b""
    while True:
        if decoder is None or decoder.needs_input:
            rest = rest or next(parts, b"")
            if not rest:
                break
        if decoder is None:
            rest = rest.lstrip(b"\0")
            if not rest:
                continue
            while len(rest) < len(magic) and (more := next(parts, b"")):
                rest += more
            if not rest.startswith(magic):
                raise StreamError(f"what follows the {name} data is none")
            decoder = make()
        try:
            out = decoder.decompress(rest, _OUT_BYTES)
        except MemoryError:
            raise StreamError(f"{name} data that takes too much memory to read") from None
        except kinds as error:
            raise StreamError(f"damaged {name} data: {_plain(error)}") from None
        rest = b""
        if decoder.eof:
            rest = decoder.unused_data
            decoder = None
        if out:
            yield out
    if decoder is not None:
        raise StreamError(f"the {name} data is cut short")


def _bzip2(parts: Iterator[bytes]) -> Iterator[bytes]:
    import bz2

    return _standard(parts, "bzip2", b"BZh", bz2.BZ2Decompressor, (OSError, ValueError))


def _xz(parts: Iterator[bytes]) -> Iterator[bytes]:
    import lzma

    def make() -> lzma.LZMADecompressor:
        return lzma.LZMADecompressor(lzma.FORMAT_XZ, _XZ_MEMORY)

    return _standard(parts, "xz", b"\xfd7zXZ\x00", make, (lzma.LZMAError, ValueError))


def _zstd(parts: Iterator[bytes]) -> Iterator[bytes]:
    """Frames of zstd, one after the other; in slices, for it knows no limit to what comes out."""
    zstandard = need("zstandard", "zstd", "zstd data")
    decoder = None
    for part in parts:
        out: list[bytes] = []
        size = 0
        for at in range(0, len(part), _ZSTD_BYTES):
            rest = part[at : at + _ZSTD_BYTES]
            while rest:
                if decoder is None:
                    decoder = zstandard.ZstdDecompressor().decompressobj()
                try:
                    out.append(decoder.decompress(rest))
                except zstandard.ZstdError as error:
                    yield b"".join(out)
                    raise StreamError(f"damaged zstd data: {_plain(error)}") from None
                size += len(out[-1])
                rest = decoder.unused_data if decoder.eof else b""
                if decoder.eof:
                    decoder = None
            if size >= _OUT_BYTES:
                yield b"".join(out)
                out, size = [], 0
        if size:
            yield b"".join(out)
    if decoder is not None:
        raise StreamError("the zstd data is cut short")


_DECODERS: dict[str, Callable[[Iterator[bytes]], Iterator[bytes | StreamError]]] = {
    "gzip": _gzip, "zstd": _zstd, "bzip2": _bzip2, "xz": _xz,
}  # fmt: skip


def need(module: str, extra: str, what: str) -> Any:
    """A library that is installed with an extra; ExtraError that names the extra without it."""
    from importlib import import_module

    try:
        return import_module(module)
    except ImportError:
        raise ExtraError(f"{what} needs {module}: pip install 'newsclean[{extra}]'") from None
