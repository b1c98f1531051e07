"""Records on their way out as Parquet."""

from __future__ import annotations

from newsclean.errors import InputError, NewscleanError
from newsclean.records.arrow import EXTRA, BatchRow, _small
from newsclean.records.fits import cast, column_type, misfit
from newsclean.records.item import Failure
from newsclean.records.jsontext import dump
from newsclean.records.opening import need
from newsclean.records.told import field_type, record_schema
from newsclean.records.wanted import TOLD, Wanted
from newsclean.records.writers import Writer

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from newsclean.records.item import Outcome

# Of one row group; and what is looked at before columns get their types.
_GROUP_ROWS, _GROUP_SIZE = 4096, 32 << 20


class _Sink:
    """What pyarrow writes into."""

    closed = False

    def __init__(self, write: Callable[[bytes], None]) -> None:
        self._write = write
        self._at = 0

    def write(self, data: Any) -> int:
        self._write(bytes(data))
        self._at += len(data)
        return len(data)

    def tell(self) -> int:
        return self._at

    def flush(self) -> None:
        """Nothing waits."""

    def close(self) -> None:
        self.closed = True

    def writable(self) -> bool:
        return True

    def readable(self) -> bool:
        return False

    def seekable(self) -> bool:
        return False


class Columns(Writer):
    """Rows as a Parquet file.

    The columns are those of the first input; of JSON and CSV those of the first 4,096 records.
    """

    def __init__(self, write: Callable[[bytes], None], wanted: Wanted) -> None:
        super().__init__(write)
        self._pa = need("pyarrow", EXTRA, "a Parquet file")
        self._parquet = need("pyarrow.parquet", EXTRA, "a Parquet file")
        self._wanted = wanted
        self._schema: Any = None
        self._shape: Any = None  # columns of inputs without rows, where no other has any
        self._as_json: frozenset[str] = frozenset()
        self._writer: Any = None
        self._rows: list[tuple[str, dict[str, object]]] = []
        self._tables: list[Any] = []
        self._size = self._count = 0

    def add(self, outcomes: Sequence[Outcome]) -> list[Failure]:
        """Take rows; they go out when there are enough for a group."""
        failures: list[Failure] = []
        batch: list[tuple[str, Any]] = []
        for outcome in outcomes:
            row = outcome.row
            if isinstance(row, dict):
                self._rows.append((outcome.name, row))
                self._size += outcome.size * 2
            elif isinstance(row, tuple) and isinstance(row[0], BatchRow):
                if batch and batch[-1][1][0].batch is not row[0].batch:
                    failures += self._add_batch(batch)
                    batch = []
                batch.append((outcome.name, row))
                self._size += outcome.size * 2
        if batch:
            failures += self._add_batch(batch)
        if len(self._rows) + self._count >= _GROUP_ROWS or self._size >= _GROUP_SIZE:
            failures += self._flush()
        return failures

    def announce(self, outcomes: Sequence[Outcome]) -> None:
        """Take the columns of a Parquet file from a row of it, which may be left out."""
        if self._schema is not None:
            return
        for outcome in outcomes:
            row = outcome.row
            if outcome.is_shape and isinstance(row, dict) and self._shape is None:
                self._shape = self._schema_of([row])
            elif isinstance(row, tuple) and isinstance(row[0], BatchRow):
                rows = [] if outcome.is_shape else [(outcome.name, row)]
                try:
                    self._schema = self._batch_table(rows, row[0]).schema
                except (self._pa.ArrowException, UnicodeEncodeError):
                    continue
                return

    def finish(self) -> list[Failure]:
        """Write what waits, and the index of the file."""
        failures = self._flush()
        if self._schema is None:
            self._schema = self._shape or record_schema(self._pa, self._wanted.keys)
        self._open().close()
        return failures

    def _open(self) -> Any:
        if self._writer is None:
            sink = self._pa.PythonFile(_Sink(self._write), mode="w")
            try:
                self._writer = self._parquet.ParquetWriter(sink, self._schema, compression="zstd")
            except self._pa.ArrowException as error:
                raise InputError(f"Parquet has no such column: {_small(error)}") from None
        return self._writer

    def _flush(self) -> list[Failure]:
        failures = self._take_rows()
        if self._tables:
            table = self._pa.concat_tables(self._tables).combine_chunks()
            self._open().write_table(table)
        self._tables = []
        self._size = self._count = 0
        return failures

    # Rows of other Parquet files keep their columns as they are.

    def _add_batch(self, rows: list[tuple[str, Any]]) -> list[Failure]:
        pa = self._pa
        first: BatchRow = rows[0][1][0]
        try:
            table = self._batch_table(rows, first)
            if self._schema is None:
                self._schema = table.schema
            if table.schema.names != self._schema.names:
                raise _Misfit(
                    f"other columns than the first input: {', '.join(table.schema.names)}"
                )
            self._tables.append(cast(pa, table, self._schema))
            self._count += len(rows)
        except _Misfit as error:
            return [_failure(rows, str(error))]
        except (pa.ArrowException, UnicodeEncodeError) as error:
            if len(rows) > 1:
                return [failure for row in rows for failure in self._add_batch([row])]
            return [_failure(rows, f"does not fit its columns: {_small(error)}")]
        return []

    def _batch_table(self, rows: list[tuple[str, Any]], first: BatchRow) -> Any:
        pa, wanted = self._pa, self._wanted
        kind = first.kind if pa.types.is_large_string(first.kind) else pa.string()
        kept = first.batch.take(pa.array([row[0].index for _, row in rows], pa.int64()))
        fields = [kept.schema.field(i) for i in range(kept.num_columns)]
        columns = list(kept.columns)
        is_replaced = wanted.output == wanted.text
        fields.insert(first.place, pa.field(wanted.text, kind))
        texts = [row[2] if is_replaced else row[1] for _, row in rows]
        columns.insert(first.place, pa.array(texts, kind))
        more = [(TOLD, field_type(pa, wanted), [row[3] for _, row in rows])]
        if not is_replaced:
            more.insert(0, (wanted.output, kind, [row[2] for _, row in rows]))
        for name, type_, values in more:
            names = [field.name for field in fields]
            column = pa.array(values, type_)
            if name in names:
                at = names.index(name)
                fields[at], columns[at] = pa.field(name, type_), column
            else:
                fields.append(pa.field(name, type_))
                columns.append(column)
        metadata = dict(kept.schema.metadata or {})
        # The `datasets` library believes this list of columns more than the columns.
        metadata.pop(b"huggingface", None)
        return pa.Table.from_arrays(columns, schema=pa.schema(fields, metadata or None))

    # Rows of JSON, of sheets, and our own records.

    def _take_rows(self) -> list[Failure]:
        rows, self._rows = self._rows, []
        if not rows:
            return []
        if self._schema is None:
            self._schema = self._schema_of([row for _, row in rows])
        return self._add_rows(rows)

    def _schema_of(self, rows: list[dict[str, object]]) -> Any:
        pa = self._pa
        if TOLD not in rows[0]:
            return record_schema(pa, self._wanted.keys)
        fields = []
        as_json = set()
        for name in dict.fromkeys(name for row in rows for name in row):
            if name == TOLD:
                fields.append(pa.field(TOLD, field_type(pa, self._wanted)))
                continue
            kind = column_type(pa, [row.get(name) for row in rows])
            if kind is None:  # values that no type holds stay what they are, as JSON
                as_json.add(name)
            fields.append(pa.field(name, kind or pa.string()))
        self._as_json = frozenset(as_json)
        return pa.schema(fields)

    def _add_rows(self, rows: list[tuple[str, dict[str, object]]]) -> list[Failure]:
        pa = self._pa
        failures = []
        names = set(self._schema.names)
        fitting = []
        for name, row in rows:
            strange = [field for field in row if field not in names]
            if strange:
                cause = f"field {strange[0]!r} is no column, as the first records lack it"
                failures.append(Failure(name, "write", cause))
            else:
                fitting.append((name, row))
        if not fitting:
            return failures
        values = [self._jsoned(row) for _, row in fitting]
        try:
            self._require(values)
            self._tables.append(pa.Table.from_pylist(values, self._schema))
            self._count += len(fitting)
        except (pa.ArrowException, UnicodeEncodeError, OverflowError, TypeError) as error:
            if len(fitting) == 1:
                cause = f"does not fit the columns: {_small(error)}"
                return [*failures, Failure(fitting[0][0], "write", cause)]
            for each in fitting:
                failures += self._add_rows([each])
        return failures

    def _require(self, rows: list[dict[str, object]]) -> None:
        """ArrowException where a column would change a value; our own record fits."""
        if TOLD not in self._schema.names:
            return
        for field in self._schema:
            values = [row.get(field.name) for row in rows]
            if field.name == TOLD:
                continue
            cause = misfit(self._pa, field.type, values, field.name)
            if cause is not None:
                raise self._pa.ArrowInvalid(cause)

    def _jsoned(self, row: dict[str, object]) -> dict[str, object]:
        if not self._as_json:
            return row
        return {
            name: dump(value).decode()
            if name in self._as_json and value is not None and not isinstance(value, str)
            else value
            for name, value in row.items()
        }


class _Misfit(NewscleanError):
    """Rows whose columns are others."""


def _failure(rows: list[tuple[str, Any]], cause: str) -> Failure:
    count = f" (and {len(rows) - 1} more)" if len(rows) > 1 else ""
    return Failure(rows[0][0] + count, "write", f"{cause}; not written")
