"""Rows of cells in a stream of text: one after the other, none longer than is allowed."""

from __future__ import annotations

import codecs
import csv
import re

from newsclean.records.lines import lines, too_long

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsclean.records.opening import Stream

_DELIMITERS = ",;\t|"
_PROBE_BYTES = 1 << 16
_QUOTED = re.compile(r'"[^"]*(?:"|\Z)')


class TooLong(Exception):
    """A row of more than is allowed."""


class Rows:
    """Rows of cells, told by the line that each begins in.

    newline: what ends a line; a carriage return only where it ends each of them, as in files of
    spreadsheets on a Macintosh. delimiter: what stands between cells; to be set. back: a line that
    is read again. start: the number of the line in which the last row began.
    """

    def __init__(self, stream: Stream, most: int, encoding: str | None) -> None:
        head = _head(stream)
        self.encoding, errors = _encoding(head, encoding)
        decode = codecs.getincrementaldecoder(self.encoding)(errors).decode
        self.newline = _newline(head.decode(self.encoding, "replace"))
        self.lines = lines(_texts(stream, decode), self.newline, most)
        self.back: tuple[int, str] | None = None
        self.start = 0
        self.delimiter = ","
        self._most = most
        self._row: list[str] = []
        self._size = 0
        self._quotes = 0
        self._is_over = False
        csv.field_size_limit(max(most, 1 << 17))

    @property
    def raw(self) -> str:
        """The last row as it stands there, its line end included."""
        return "".join(self._row)

    def next(self) -> list[str] | None:
        """The cells of a row; None at the end. TooLong, csv.Error, StreamError."""
        self._size = self._quotes = 0
        self._row = []
        try:
            for cells in csv.reader(self._fed(), delimiter=self.delimiter):
                if self._is_over and self._quotes % 2:
                    raise csv.Error("a quotation mark opens in this row and is never closed")
                return cells
        except TooLong:
            self._pass_over()
            raise
        return None

    def _fed(self) -> Iterator[str]:
        """The lines of one row, as many as the reader asks for."""
        is_first = True
        while (line := self._line()) is not None:
            number, text = line
            if is_first:
                self.start = number
                is_first = False
            if text is None or self._size + len(text) > self._most:
                self._quotes += (text or "").count('"')
                raise TooLong(too_long(self._most))
            self._size += len(text)
            self._quotes += text.count('"')
            self._row.append(text + self.newline)
            yield self._row[-1]
        self._is_over = True  # more lines were asked for than there are

    def _line(self) -> tuple[int, str | None] | None:
        if self.back is not None:
            back, self.back = self.back, None
            return back
        return next(self.lines, None)

    def _pass_over(self) -> None:
        """Leave out the rest of a row: its quotation marks are even in number."""
        while self._quotes % 2 and (line := self._line()) is not None:
            self._quotes += (line[1] or "").count('"')


def _texts(stream: Stream, decode: codecs._IncrementalDecode) -> Iterator[str]:  # type: ignore[name-defined]
    for part in stream.parts():
        yield decode(part)
    yield decode(b"", True)


def _head(stream: Stream) -> bytes:
    """The first bytes, as many as tell what is in them; a pipe that pauses has told enough."""
    head = stream.peek(1)
    while len(head) < _PROBE_BYTES and not (b"\n" in head and stream.is_idle()) and stream.more():
        head = stream.peek(1)
    return head[:_PROBE_BYTES]


def _encoding(head: bytes, encoding: str | None) -> tuple[str, str]:
    """How the bytes are read: encoding, and what becomes of those that do not fit."""
    from newsclean.readers.text import decode, find_encoding

    if encoding is not None:
        return find_encoding(encoding), "strict"
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16", "strict"
    cut = head.rfind(b"\n") + 1 if len(head) >= _PROBE_BYTES else len(head)
    probe = head[: cut or len(head)].replace(b"\0", b" ")  # a cell may hold one
    source = decode(probe).source
    if source.encoding == "utf-8":
        return "utf-8", "surrogateescape"
    return source.encoding, "strict"


def _newline(head: str) -> str:
    plain = _QUOTED.sub("", head)
    return "\r" if "\r" in plain and "\n" not in plain else "\n"


def delimiter_of(header: str) -> str:
    """What stands most often in the header, outside of quotation marks."""
    plain = "".join(header.split('"')[::2])
    return max(_DELIMITERS, key=lambda mark: (plain.count(mark), mark == ","))
