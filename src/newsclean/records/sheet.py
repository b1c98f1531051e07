"""Tables as text, CSV and TSV: rows in, each with the text in one of its cells."""

from __future__ import annotations

import csv
import re

from newsclean.errors import InputError
from newsclean.records.item import Failure, Item, Shape
from newsclean.records.jsontext import dump
from newsclean.records.lines import too_long
from newsclean.records.opening import StreamError
from newsclean.records.rows import Rows, TooLong, delimiter_of
from newsclean.records.wanted import TOLD, FieldError, Wanted, hint, unique

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsclean.records.item import Row
    from newsclean.records.opening import Stream

_BOM = "\ufeff"
# The first line that spreadsheets write, and read, for a delimiter of their own: `sep=;`.
_TOLD = re.compile(r'"?sep=([^\w\s"]|\t)"?\r?', re.I)


class Sheet:
    """What the rows of one table share.

    header: names of the columns as read. columns: those of the result; names: the same, each of
    them once. delimiter, end: what stands between cells and behind rows. bom: whether a mark stood
    before the first. told: the line above the header that says the delimiter, where there is one.
    is_literal: whether quotation marks are characters as all others.
    """

    __slots__ = ("bom", "columns", "delimiter", "end", "header", "is_literal", "names", "told")

    def __init__(
        self, header: list[str], delimiter: str, end: str, bom: bool, wanted: Wanted
    ) -> None:
        self.header = header
        self.delimiter = delimiter
        self.end = end
        self.bom = bom
        self.told = ""
        self.is_literal = False
        self.columns = [*header]
        for name in (wanted.output, TOLD):
            if name not in self.columns:
                self.columns.append(name)
        self.names = unique(self.columns)


class Cells:
    """The row that a document came in.

    raw: the row as it stands in the sheet, where nobody knows which cell is which, and all go on as
    they are. cause: why, where it is not that it has another width than the header.
    """

    __slots__ = ("cause", "cells", "raw", "sheet")

    def __init__(
        self, cells: list[str], sheet: Sheet, raw: str | None = None, cause: str | None = None
    ) -> None:
        self.cells = cells
        self.sheet = sheet
        self.raw = raw
        self.cause = cause

    @property
    def size(self) -> int:
        """Characters of all cells."""
        return sum(map(len, self.cells))

    def open(self, item: Item, wanted: Wanted) -> None:
        """Read the text out of its cell. FieldError."""
        if self.cause is not None:
            raise FieldError(self.cause)
        if self.raw is not None:
            columns = len(self.sheet.header)
            raise FieldError(f"{len(self.cells)} cells, but the header names {columns} columns")
        if wanted.hints:
            item.fields = self.sheet.header
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

    def value(self, name: str) -> object:
        """What a cell holds."""
        return self._cell(name)

    def closed(
        self, item: Item, text: str | None, told: dict[str, object] | None, wanted: Wanted
    ) -> Row:
        """All cells, the text's with the clean text, and one cell more."""
        sheet = self.sheet
        if self.raw is None:
            cells = [*self.cells, *[""] * (len(sheet.columns) - len(self.cells))]
            if text is not None:
                cells[sheet.columns.index(wanted.output)] = text
            if told is not None:
                cells[sheet.columns.index(TOLD)] = dump(told).decode()
            names = sheet.names
        else:
            # Those beyond the header are called by their number.
            beyond = range(len(sheet.header) + 1, len(self.cells) + 1)
            cells = self.cells
            names = unique([*sheet.header[: len(cells)], *map(str, beyond)])
        if wanted.form == "csv":
            return sheet, cells, self.raw
        values: dict[str, object] = dict(zip(names, cells, strict=True))
        values[TOLD] = told
        return dump(values) if wanted.form == "json" else values


def read_sheet(
    stream: Stream, name: str, wanted: Wanted, *, is_tsv: bool = False, encoding: str | None = None
) -> Iterator[Item | Failure]:
    """An item for each row below the header; their Shape where there is none.

    InputError when the header cannot be read, or lacks a column that is needed. is_tsv: tabs stand
    between the cells; else what the header has most of. encoding: of the bytes, where the user
    knows it; else UTF-8, or what they are certainly.
    """
    rows = Rows(stream, wanted.most, encoding)
    try:
        number, first = next(filter(_says_something, rows.lines), (1, ""))
        if first is None:
            raise TooLong(too_long(wanted.most))
        told = _TOLD.fullmatch(first.removeprefix(_BOM))
        if told is None:
            rows.back.append((number, first.removeprefix(_BOM)))
            rows.split_at("\t" if is_tsv else delimiter_of(first))
        else:
            rows.split_at(told[1])
        header = rows.next()
    except TooLong as error:
        raise InputError(f"the header is {error}") from None
    except csv.Error as error:
        raise InputError(f"the header is no CSV: {_cause(error)}") from None
    except (StreamError, UnicodeDecodeError) as error:
        raise InputError(_unreadable(error, rows)) from None
    if not header:
        return
    wanted.require(header)
    end = "\r\n" if first.endswith("\r") else rows.newline
    sheet = Sheet(header, rows.delimiter, end, first.startswith(_BOM), wanted)
    sheet.is_literal = rows.is_literal
    sheet.told = "" if told is None else first.removeprefix(_BOM).rstrip("\r")
    is_empty = True
    while True:
        try:
            cells = rows.next()
        except TooLong as error:
            yield Failure(f"{name}:{rows.start}", "read", str(error))
            continue
        except csv.Error as error:
            is_empty = False
            cells = rows.parts(rows.raw)
            carry = Cells(cells, sheet, rows.raw, f"not CSV: {_cause(error)}")
            yield Item(f"{name}:{rows.start}", carry=carry)
            continue
        except (StreamError, UnicodeDecodeError) as error:
            cause = f"{_unreadable(error, rows)}; nothing is read beyond"
            yield Failure(f"{name}:{rows.start}", "read", cause)
            return
        if cells is None:
            break
        if cells:  # blank lines are no rows
            is_empty = False
            raw = None if len(cells) == len(header) else rows.raw
            yield Item(f"{name}:{rows.start}", carry=Cells(cells, sheet, raw))
    if is_empty:
        yield Shape(name, carry=Cells([], sheet))


def _says_something(line: tuple[int, str | None]) -> bool:
    return line[1] is None or bool(line[1].strip())


def _unreadable(error: Exception, rows: Rows) -> str:
    return str(error) if isinstance(error, StreamError) else f"not {rows.encoding}"


def _cause(error: csv.Error) -> str:
    """What is wrong, told of the table: Python's words are of how files are opened and parsed."""
    if "new-line character" in str(error):
        return "a carriage return outside of quotation marks"
    if "unexpected end" in str(error):
        return "a quotation mark opens in this row and is never closed"
    if "expected after" in str(error):
        return "a cell goes on behind the quotation mark that closes it"
    return str(error)
