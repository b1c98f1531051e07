"""Tables as text, CSV and TSV: rows in, each with the text in one of its cells."""

from __future__ import annotations

import codecs
import csv

from newsclean.errors import InputError
from newsclean.records.item import Failure, Item
from newsclean.records.jsontext import dump
from newsclean.records.lines import lines, too_long
from newsclean.records.opening import StreamError
from newsclean.records.wanted import TOLD, FieldError, Wanted, hint

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsclean.records.item import Row
    from newsclean.records.opening import Stream

_DELIMITERS = ",;\t|"
_PROBE_BYTES = 1 << 16
_BOM = "\ufeff"


class Sheet:
    """What the rows of one table share.

    header: names of the columns. delimiter, end: what stands between cells and behind rows. bom:
    whether a mark stood before the first.
    """

    __slots__ = ("bom", "columns", "delimiter", "end", "header")

    def __init__(
        self, header: list[str], delimiter: str, end: str, bom: bool, wanted: Wanted
    ) -> None:
        self.header = header
        self.delimiter = delimiter
        self.end = end
        self.bom = bom
        self.columns = [*header]
        for name in (wanted.output, TOLD):
            if name not in self.columns:
                self.columns.append(name)


class Cells:
    """The row that a document came in."""

    __slots__ = ("cells", "sheet")

    def __init__(self, cells: list[str], sheet: Sheet) -> None:
        self.cells = cells
        self.sheet = sheet

    @property
    def size(self) -> int:
        """Characters of all cells."""
        return sum(map(len, self.cells))

    def open(self, item: Item, wanted: Wanted) -> None:
        """Read the text out of its cell. FieldError."""
        header, cells = self.sheet.header, self.cells
        wanted.need(header)
        if len(cells) != len(header):
            raise FieldError(f"{len(cells)} cells, but the header names {len(header)} columns")
        item.data = self._cell(wanted.text)
        if wanted.id is not None:
            item.id = hint(self._cell(wanted.id))
        for name, attribute in (
            (wanted.title, "title"), (wanted.url, "url"), (wanted.language, "language"),
        ):  # fmt: skip
            known = hint(self._cell(name))
            if known is not None:
                setattr(item, attribute, known)

    def _cell(self, name: str | None) -> str | None:
        header = self.sheet.header
        return self.cells[header.index(name)] if name is not None and name in header else None

    def closed(
        self, item: Item, text: str | None, told: dict[str, object] | None, wanted: Wanted
    ) -> Row:
        """All cells, the text's with the clean text, and one cell more."""
        sheet = self.sheet
        cells = [*self.cells, *[""] * (len(sheet.columns) - len(self.cells))]
        if len(self.cells) <= len(sheet.header):
            if text is not None:
                cells[sheet.columns.index(wanted.output)] = text
            if told is not None:
                cells[sheet.columns.index(TOLD)] = dump(told).decode()
        if wanted.form == "csv":
            return sheet, cells
        values: dict[str, object] = dict(zip(sheet.columns, cells, strict=False))
        values[TOLD] = told
        return dump(values) if wanted.form == "json" else values


def read_sheet(
    stream: Stream, name: str, wanted: Wanted, *, is_tsv: bool = False, encoding: str | None = None
) -> Iterator[Item | Failure]:
    """An item for each row below the header. InputError when there is no header.

    is_tsv: tabs stand between the cells; else what the header has most of. encoding: of the
    bytes, where the user knows it; else UTF-8, or what they are certainly.
    """
    rows = _Rows(stream, wanted.most, encoding)
    try:
        first = next(rows.lines, (1, ""))[1]
    except StreamError as error:
        raise InputError(str(error)) from None
    except UnicodeDecodeError:
        raise InputError(f"not {rows.encoding}") from None
    if first is None:
        raise InputError(f"the header is {too_long(wanted.most)}")
    bom = first.startswith(_BOM)
    delimiter = "\t" if is_tsv else _delimiter(first)
    rows.back = (1, first.removeprefix(_BOM))
    rows.delimiter = delimiter
    try:
        header = rows.next()
    except _TooLong as error:
        raise InputError(f"the header is {error}") from None
    except csv.Error as error:
        raise InputError(f"the header is not CSV: {_plain(error)}") from None
    except UnicodeDecodeError:
        raise InputError(f"not {rows.encoding}") from None
    if header is None:
        return
    sheet = Sheet(header, delimiter, "\r\n" if first.endswith("\r") else "\n", bom, wanted)
    while True:
        try:
            cells = rows.next()
        except _TooLong as error:
            yield Failure(f"{name}:{rows.start}", "read", str(error))
            continue
        except csv.Error as error:
            yield Failure(f"{name}:{rows.start}", "read", f"not CSV: {_plain(error)}")
            continue
        except (StreamError, UnicodeDecodeError) as error:
            cause = str(error) if isinstance(error, StreamError) else f"not {rows.encoding}"
            yield Failure(f"{name}:{rows.start}", "read", f"{cause}; nothing is read beyond")
            return
        if cells is None:
            return
        if cells:  # blank lines are no rows
            yield Item(f"{name}:{rows.start}", carry=Cells(cells, sheet))


def _plain(error: csv.Error) -> str:
    """What is wrong with a row, without the advice that is for programmers."""
    is_end = str(error).startswith("new-line character")
    return "a carriage return stands outside of quotation marks" if is_end else str(error)


class _TooLong(Exception):
    """A row of more than is allowed."""


class _Rows:
    """Rows of cells, told by the line that each begins in."""

    def __init__(self, stream: Stream, most: int, encoding: str | None) -> None:
        self.encoding, errors = _encoding(stream, encoding)
        decode = codecs.getincrementaldecoder(self.encoding)(errors).decode
        self.lines = lines(_texts(stream, decode), "\n", most)
        self.back: tuple[int, str] | None = None
        self.start = 0
        self.delimiter = ","
        self._most = most
        self._size = 0
        self._quotes = 0
        self._is_over = False
        csv.field_size_limit(max(most, 1 << 17))

    def next(self) -> list[str] | None:
        """The cells of a row; None at the end. _TooLong, csv.Error, StreamError."""
        self._size = self._quotes = 0
        try:
            for cells in csv.reader(self._fed(), delimiter=self.delimiter):
                if self._is_over and self._quotes % 2:
                    raise csv.Error("a quotation mark opens in this row and is never closed")
                return cells
        except _TooLong:
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
                raise _TooLong(too_long(self._most))
            self._size += len(text)
            self._quotes += text.count('"')
            yield text + "\n"
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


def _encoding(stream: Stream, encoding: str | None) -> tuple[str, str]:
    """How the bytes are read: encoding, and what becomes of those that do not fit."""
    from newsclean.readers.text import decode, find_encoding

    if encoding is not None:
        return find_encoding(encoding), "strict"
    head = stream.peek(_PROBE_BYTES)
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16", "strict"
    cut = head.rfind(b"\n") + 1 if len(head) >= _PROBE_BYTES else len(head)
    probe = head[: cut or len(head)].replace(b"\0", b" ")  # a cell may hold one
    source = decode(probe).source
    if source.encoding == "utf-8":
        return "utf-8", "surrogateescape"
    return source.encoding, "strict"


def _delimiter(header: str) -> str:
    """What stands most often in the header, outside of quotation marks."""
    plain = "".join(header.split('"')[::2])
    return max(_DELIMITERS, key=lambda mark: (plain.count(mark), mark == ","))


def quoted(cell: str, delimiter: str) -> str:
    """A cell as it stands in a row."""
    if '"' in cell or delimiter in cell or "\n" in cell or "\r" in cell:
        return '"' + cell.replace('"', '""') + '"'
    return cell


def guarded(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    if cell.startswith(("=", "+", "-", "@", "\t", "\r")) and not _is_number(cell):
        return "'" + cell
    return cell


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True
