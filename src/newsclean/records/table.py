"""Records on their way out as the rows of a table: CSV and TSV."""

from __future__ import annotations

import json

from newsclean.records.item import Failure
from newsclean.records.jsontext import dump
from newsclean.records.writers import Writer

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from newsclean.records.item import Outcome, Row
    from newsclean.records.sheet import Sheet


class Table(Writer):
    """Rows of cells below a header; the first record says which columns there are.

    delimiter: None for that of the first sheet, else a comma. is_guarded: formulas are defused.
    """

    def __init__(
        self, write: Callable[[bytes], None], delimiter: str | None, is_guarded: bool
    ) -> None:
        super().__init__(write)
        self._delimiter = delimiter
        self._is_guarded = is_guarded
        self._columns: list[str] | None = None
        self._end = "\n"
        self._is_literal = False  # as the first sheet is

    def add(self, outcomes: Sequence[Outcome]) -> list[Failure]:
        """Write the rows, at once. A record with a field that is no column fails."""
        failures: list[Failure] = []
        rows: list[bytes] = []
        for outcome in outcomes:
            row = outcome.row
            if isinstance(row, dict):
                columns, cells = list(row), [_cell(value) for value in row.values()]
                if self._columns is None:
                    self._begin(rows, columns, None)
                known = self._columns or []
                if columns != known:
                    strange = next((name for name in columns if name not in known), None)
                    if strange is not None:
                        cause = f"field {strange!r} is no column, as the first record lacks it"
                        failures.append(Failure(outcome.name, "write", cause))
                        continue
                    by_name = dict(zip(columns, cells, strict=True))
                    cells = [by_name.get(name, "") for name in known]
            elif isinstance(row, tuple) and len(row) == 3:
                sheet, cells, _ = row
                if self._columns is None:
                    self._begin(rows, sheet.columns, sheet)
                if sheet.columns != self._columns:
                    told = ", ".join(sheet.header)
                    cause = f"other columns than the first input ({told}); not written"
                    failures.append(Failure(outcome.name, "write", cause))
                    continue
            else:
                continue
            try:
                # Bytes of a sheet that are no character go out as they came.
                errors = "strict" if isinstance(row, dict) else "surrogateescape"
                rows.append((self._verbatim(row) or self._row(cells)).encode("utf-8", errors))
            except UnicodeEncodeError:
                cause = "a lone surrogate in it, which only JSON can hold; not written"
                failures.append(Failure(outcome.name, "write", cause))
        if rows:
            self._write(b"".join(rows))
        return failures

    def announce(self, outcomes: Sequence[Outcome]) -> None:
        """Write the header, as soon as a row says what it is."""
        if self._columns is not None:
            return
        head: list[bytes] = []
        for outcome in outcomes:
            row = outcome.row
            if isinstance(row, dict):
                self._begin(head, list(row), None)
                break
            if isinstance(row, tuple) and len(row) == 3:
                self._begin(head, row[0].columns, row[0])
                break
        if head:
            self._write(b"".join(head))

    def _begin(self, rows: list[bytes], columns: list[str], sheet: Sheet | None) -> None:
        self._columns = columns
        if self._delimiter is None:
            self._delimiter = "," if sheet is None else sheet.delimiter
        if sheet is not None:
            self._end = sheet.end
            self._is_literal = sheet.is_literal and sheet.delimiter == self._delimiter
            if sheet.bom:
                rows.append("\ufeff".encode())
            if sheet.told and sheet.delimiter == self._delimiter:
                rows.append((sheet.told + sheet.end).encode())
        rows.append(self._row(columns).encode("utf-8", "surrogateescape"))

    def _verbatim(self, row: Row) -> str | None:
        """A row whose cells may be others than the header's, as it stood."""
        if not isinstance(row, tuple) or len(row) != 3 or self._is_guarded:
            return None
        sheet, _, raw = row
        own = (self._delimiter, self._end, self._is_literal)
        return raw if (sheet.delimiter, sheet.end, sheet.is_literal) == own else None

    def _row(self, cells: list[str]) -> str:
        delimiter = self._delimiter or ","
        if self._is_guarded:
            cells = [guarded(cell) for cell in cells]
        if len(cells) == 1 and not cells[0]:
            return '""' + self._end  # a blank line would be no row
        is_literal = self._is_literal
        return delimiter.join([quoted(cell, delimiter, is_literal) for cell in cells]) + self._end


def _cell(value: object) -> str:
    """A value as text: nothing for null, JSON for lists and objects, numbers as JSON has them."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, (list, dict)):
        return dump(value).decode()
    return json.dumps(value, default=str)


def quoted(cell: str, delimiter: str, is_literal: bool = False) -> str:
    """A cell as it stands in a row. is_literal: a quotation mark is a character as any other."""
    if ('"' in cell and not is_literal) or delimiter in cell or "\n" in cell or "\r" in cell:
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
