"""Rows of cells in a stream of text: one after the other, none longer than is allowed."""

from __future__ import annotations

import codecs
import csv
import re
from collections import deque

from newsclean.records.lines import lines, too_long

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsclean.records.opening import Stream

_DELIMITERS = ",;\t|"
_COLUMNS = 2  # of a table that tells how it is written
_PROBE_BYTES = 1 << 16
_QUOTED = re.compile(r'"[^"]*(?:"|\Z)')
_GOES_ON = re.compile(r'"(?:[^"]|"")*"[^"]')


class TooLong(Exception):
    """A row of more than is allowed."""


class Rows:
    """Rows of cells, told by the line that each begins in.

    newline: what ends a line; a carriage return only where it ends each of them, as in files of
    spreadsheets on a Macintosh. delimiter: what stands between cells. is_literal: whether a
    quotation mark is a character as any other; both are told by `split_at`. back: lines that are
    read again. start: the number of the line in which the last row began.
    """

    def __init__(self, stream: Stream, most: int, encoding: str | None) -> None:
        head = _head(stream)
        self.encoding, errors = _encoding(head, encoding)
        decode = codecs.getincrementaldecoder(self.encoding)(errors).decode
        self._head = head.decode(self.encoding, "replace")
        self.newline = _newline(self._head)
        self.lines = lines(_texts(stream, decode), self.newline, most)
        self.back: deque[tuple[int, str]] = deque()
        self.start = 0
        self.delimiter = ","
        self.is_literal = False
        self._most = most
        self._row: list[str] = []
        self._size = 0
        self._quotes = 0
        csv.field_size_limit(max(most, 1 << 17))

    @property
    def raw(self) -> str:
        """The last row as it stands there, its line end included."""
        return "".join(self._row)

    def split_at(self, delimiter: str) -> None:
        """Say what stands between cells, before the first row is read."""
        self.delimiter = delimiter
        whole = self._head.split(self.newline)[:-1]  # the last line may be cut
        lines = [line.removesuffix("\r") for line in whole]
        self.is_literal = delimiter == "\t" and _is_literal(lines)
        self._head = ""

    def next(self) -> list[str] | None:
        """The cells of a row; None at the end. TooLong, csv.Error, StreamError.

        What is no CSV is one line, the quotation marks in which may mean anything.
        """
        self._size = self._quotes = 0
        self._row = []
        try:
            if self.is_literal:
                return next(map(self.parts, self._fed()), None)
            # Without `strict` it drops a quotation mark that stands within a cell.
            return next(csv.reader(self._fed(), delimiter=self.delimiter, strict=True), None)
        except TooLong:
            self._pass_over()
            raise
        except csv.Error:
            self._rewind()
            raise

    def parts(self, line: str) -> list[str]:
        """What stands between the delimiters of a line; none in a blank one."""
        line = line.removesuffix(self.newline).removesuffix("\r")
        return line.split(self.delimiter) if line else []

    def _rewind(self) -> None:
        """Keep only the first line of a row: a mark that is never closed took the others."""
        others = self._row[1:]
        del self._row[1:]
        for number, line in reversed(list(enumerate(others, self.start + 1))):
            self.back.appendleft((number, line.removesuffix(self.newline)))

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

    def _line(self) -> tuple[int, str | None] | None:
        if self.back:
            return self.back.popleft()
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


def _is_literal(lines: list[str]) -> bool:
    """Whether each line of a table is a row, and one of them has a cell that no CSV can have.

    Such a cell is `"We are sorry," the mayor said.`
    """
    rows = [line.split("\t") for line in lines if line]
    if not rows or len(rows[0]) < _COLUMNS or any(len(row) != len(rows[0]) for row in rows):
        return False
    return any(_GOES_ON.match(cell) for row in rows for cell in row)


def delimiter_of(header: str) -> str:
    """What stands most often in the header, outside of quotation marks."""
    plain = "".join(header.split('"')[::2])
    return max(_DELIMITERS, key=lambda mark: (plain.count(mark), mark == ","))
