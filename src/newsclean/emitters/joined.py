"""Several texts as one."""

from __future__ import annotations

from newsclean.errors import InputError

_BOM = "\ufeff"
_ASCII = "ascii"  # fits into most encodings; no source is told to be in it


class Joined:
    """Puts texts one below the other: each begins on a line of its own, all in one encoding."""

    __slots__ = ("_encoding", "_gap")

    def __init__(self) -> None:
        self._encoding: str | None = None
        self._gap = b""  # what the last text lacks at its end

    def next(self, data: bytes, encoding: str) -> bytes:
        """What is to be written of a text. encoding: of its bytes.

        InputError where what stands above it is in another one: nobody could read both.
        """
        if not data:
            return b""
        is_first = self._encoding is None
        self._encoding = self._common(_ASCII if _is_ascii(data, encoding) else encoding)
        if not is_first and encoding.startswith("utf"):
            data = data.removeprefix(_BOM.encode(encoding))
        gap, self._gap = self._gap, _missing(data, encoding)
        return gap + data

    def _common(self, encoding: str) -> str:
        """The encoding of a text and of all above it."""
        above = self._encoding or encoding
        if encoding == above or (encoding == _ASCII and _holds_ascii(above)):
            return above
        if above == _ASCII and _holds_ascii(encoding):
            return encoding
        raise InputError(f"is {encoding}, and what would stand above it is {above}; "
                         "--utf8 writes both as UTF-8")  # fmt: skip


def _is_ascii(data: bytes, encoding: str) -> bool:
    return encoding == "utf-8" and data.isascii()


def _holds_ascii(encoding: str) -> bool:
    return "A\n".encode(encoding) == b"A\n"


def _missing(data: bytes, encoding: str) -> bytes:
    """The line end that a text lacks, as its other lines have it."""
    feed, turn, both = (end.encode(encoding) for end in ("\n", "\r", "\r\n"))
    if data.endswith((feed, turn)):
        return b""
    return both if both in data else feed
