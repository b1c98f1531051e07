"""Tables as text, CSV and TSV: rows in, each with the text in one of its cells."""

from __future__ import annotations

import csv

from newsclean.errors import InputError
from newsclean.records.item import Failure, Item
from newsclean.records.jsontext import dump
from newsclean.records.lines import too_long
from newsclean.records.opening import StreamError
from newsclean.records.rows import Rows, TooLong, delimiter_of
from newsclean.records.wanted import TOLD, FieldError, Wanted, hint

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsclean.records.item import Row
    from newsclean.records.opening import Stream

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
    rows = Rows(stream, wanted.most, encoding)
    try:
        first = next(rows.lines, (1, ""))[1]
    except StreamError as error:
        raise InputError(str(error)) from None
    if first is None:
        raise InputError(f"the header is {too_long(wanted.most)}")
    bom = first.startswith(_BOM)
    delimiter = "\t" if is_tsv else delimiter_of(first)
    rows.back = (1, first.removeprefix(_BOM))
    rows.delimiter = delimiter
    try:
        header = rows.next()
    except TooLong as error:
        raise InputError(f"the header is {error}") from None
    if header is None:
        return
    sheet = Sheet(header, delimiter, "\r\n" if first.endswith("\r") else "\n", bom, wanted)
    while True:
        try:
            cells = rows.next()
        except TooLong as error:
            yield Failure(f"{name}:{rows.start}", "read", str(error))
            continue
        except csv.Error as error:
            yield Failure(f"{name}:{rows.start}", "read", f"not CSV: {error}")
            continue
        except (StreamError, UnicodeDecodeError) as error:
            cause = str(error) if isinstance(error, StreamError) else f"not {rows.encoding}"
            yield Failure(f"{name}:{rows.start}", "read", f"{cause}; nothing is read beyond")
            return
        if cells is None:
            return
        if cells:  # blank lines are no rows
            yield Item(f"{name}:{rows.start}", carry=Cells(cells, sheet))
