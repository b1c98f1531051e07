"""Parquet and Arrow: batches of rows in, each row with the text in one of its columns."""

from __future__ import annotations

import os

from newsclean.errors import InputError
from newsclean.records.item import Failure, Item, Shape
from newsclean.records.jsontext import dump
from newsclean.records.opening import need
from newsclean.records.plain import plain_column
from newsclean.records.wanted import TOLD, Wanted, hint, unique

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import IO, Any

    from newsclean.records.item import Row
    from newsclean.records.opening import Stream

_BATCH_ROWS = 64
EXTRA = "arrow"


class BatchRow:
    """The row that a document came in, among the rows of its batch; for other columns than JSON's.

    batch: all columns but the text's, which stood at `place` with type `kind`.
    """

    __slots__ = ("batch", "index", "kind", "place")

    def __init__(self, batch: Any, index: int, place: int, kind: Any) -> None:
        self.batch = batch
        self.index = index
        self.place = place
        self.kind = kind

    @property
    def size(self) -> int:
        """The row's share of its batch."""
        share: int = self.batch.nbytes // (self.batch.num_rows or 1)
        return share

    def open(self, item: Item, wanted: Wanted) -> None:
        """Nothing is left to read."""

    def value(self, name: str) -> object:
        """What a column holds here."""
        names = self.batch.schema.names
        if name not in names:
            return None
        column = self.batch.column(names.index(name)).slice(self.index, 1)
        return plain_column(need("pyarrow", EXTRA, "a column"), column)[0]

    def closed(
        self, item: Item, text: str | None, told: dict[str, object] | None, wanted: Wanted
    ) -> Row:
        """This row, its text before and after, and what is told of it."""
        before = item.data if isinstance(item.data, str) else None
        after = before if text is None else text
        return self, before, after, told


class Values:
    """The row that a document came in, as values by name."""

    __slots__ = ("values",)

    def __init__(self, values: dict[str, object]) -> None:
        self.values = values

    @property
    def size(self) -> int:
        """Characters of the texts in it."""
        return sum(len(value) for value in self.values.values() if isinstance(value, str))

    def open(self, item: Item, wanted: Wanted) -> None:
        """Nothing is left to read."""

    def value(self, name: str) -> object:
        """What a column holds here."""
        return self.values.get(name)

    def closed(
        self, item: Item, text: str | None, told: dict[str, object] | None, wanted: Wanted
    ) -> Row:
        """The values with the clean text and one more."""
        values = dict(self.values)
        if text is not None:
            values[wanted.output] = text
        values[TOLD] = told
        return dump(values) if wanted.form == "json" else values


def read_arrow(stream: Stream, name: str, wanted: Wanted, kind: str) -> Iterator[Item | Failure]:
    """An item for each row. InputError for no such column, or one that holds no texts."""
    pa = need("pyarrow", EXTRA, f"{'a Parquet' if kind == 'parquet' else 'an Arrow'} file")
    with _seekable(stream) as file:
        try:
            schema, batches = _open(pa, file, kind)
        except (pa.ArrowException, OSError, ValueError) as error:
            raise InputError(f"not {kind}: {_small(error)}") from None
        _check(pa, schema, wanted)
        yield from _items(pa, schema, batches, name, wanted)


def _seekable(stream: Stream) -> IO[bytes]:
    """The input as a file; what comes through a pipe or is packed is put down first."""
    if stream.is_file and stream.compression is None:
        return os.fdopen(os.dup(stream.descriptor), "rb")
    import tempfile

    file = tempfile.TemporaryFile()
    for part in stream.parts():
        file.write(part)
    file.seek(0)
    return file


def _open(pa: Any, file: IO[bytes], kind: str) -> tuple[Any, Iterator[Any]]:
    if kind == "parquet":
        parquet = need("pyarrow.parquet", EXTRA, "a Parquet file").ParquetFile(file)
        return parquet.schema_arrow, parquet.iter_batches(_BATCH_ROWS)
    file.seek(0)
    if file.read(6) == b"ARROW1":
        reader = pa.ipc.open_file(file)
        batches = (reader.get_batch(i) for i in range(reader.num_record_batches))
        return reader.schema, batches
    file.seek(0)
    reader = pa.ipc.open_stream(file)
    return reader.schema, iter(reader)


def _check(pa: Any, schema: Any, wanted: Wanted) -> None:
    told = ", ".join(f"{field.name} ({field.type})" for field in schema)
    if schema.names.count(wanted.text) > 1:
        raise InputError(f"two columns are called {wanted.text!r}; there are: {told}")
    wanted.require(schema.names, told)
    kind = schema.field(wanted.text).type
    if not _is_text(pa, kind):
        raise InputError(f"column {wanted.text!r} holds {kind}, no text; there are: {told}")


def _is_text(pa: Any, kind: Any) -> bool:
    types = pa.types
    if types.is_dictionary(kind):
        kind = kind.value_type
    is_view = getattr(types, "is_string_view", lambda _: False)
    is_plain = types.is_string(kind) or types.is_large_string(kind) or is_view(kind)
    return bool(is_plain or _is_untold(pa, kind))


def _is_untold(pa: Any, kind: Any) -> bool:
    """Whether a column may hold texts and does not say so: bytes, or nothing but nulls."""
    types = pa.types
    return bool(types.is_binary(kind) or types.is_large_binary(kind) or types.is_null(kind))


def _told(pa: Any, batch: Any, place: int) -> tuple[Any, list[int]]:
    """A batch whose texts are texts, and the rows whose bytes are none: null there."""
    column = batch.column(place)
    kind = pa.large_string() if pa.types.is_large_binary(column.type) else pa.string()
    bad: list[int] = []
    try:
        texts = column.cast(kind)
    except pa.ArrowInvalid:
        values: list[str | None] = []
        for i, value in enumerate(column.to_pylist()):
            try:
                values.append(None if value is None else value.decode())
            except UnicodeDecodeError:
                values.append(None)
                bad.append(i)
        texts = pa.array(values, kind)
    columns = [*batch.columns]
    columns[place] = texts
    schema = batch.schema.set(place, batch.schema.field(place).with_type(kind))
    return pa.RecordBatch.from_arrays(columns, schema=schema), bad


def _items(
    pa: Any, schema: Any, batches: Iterator[Any], name: str, wanted: Wanted
) -> Iterator[Item | Failure]:
    place = schema.names.index(wanted.text)
    is_untold = _is_untold(pa, schema.field(place).type)
    known = {
        attribute: field
        for field, attribute in ((wanted.title, "title"), (wanted.url, "url"),
                                 (wanted.language, "language"))
        if field is not None and field in schema.names
    }  # fmt: skip
    number = 0
    while True:
        try:
            batch = next(batches, None)
            if batch is None:
                if not number:
                    empty = pa.RecordBatch.from_pylist([], schema)
                    if is_untold:
                        empty = _told(pa, empty, place)[0]
                    yield Shape(name, carry=_shape(empty, place, wanted))
                return
            rows = [batch.slice(i, _BATCH_ROWS) for i in range(0, batch.num_rows, _BATCH_ROWS)]
            for part in rows:
                bad: list[int] = []
                if is_untold:
                    part, bad = _told(pa, part, place)
                texts = part.column(place).to_pylist()
                ids = _column(pa, part, wanted.id)
                hints = {attribute: _column(pa, part, field) for attribute, field in known.items()}
                carries = _carries(pa, part, place, wanted)
                for i, text in enumerate(texts):
                    number += 1
                    if i in bad:
                        cause = f"column {wanted.text!r} holds bytes that are not UTF-8; left out"
                        yield Failure(f"{name}:{number}", "read", cause)
                        continue
                    item = Item(f"{name}:{number}", text, carry=carries[i])
                    if wanted.hints:
                        item.fields = schema.names
                    if ids is not None and ids[i] is not None:
                        item.id = str(ids[i])
                    for attribute, values in hints.items():
                        setattr(item, attribute, hint(values[i] if values else None))
                    yield item
        except (pa.ArrowException, OSError, ValueError) as error:
            yield Failure(
                f"{name}:{number + 1}", "read", f"damaged: {_small(error)}; nothing is read beyond"
            )
            return


def _column(pa: Any, batch: Any, name: str | None) -> list[object] | None:
    names = batch.schema.names
    return plain_column(pa, batch.column(names.index(name))) if name in names else None


def _carries(pa: Any, batch: Any, place: int, wanted: Wanted) -> list[Any]:
    if wanted.form == "rows":
        # The text travels with its item.
        rest = batch.select([i for i in range(batch.num_columns) if i != place])
        kind = batch.schema.field(place).type
        return [BatchRow(rest, i, place, kind) for i in range(batch.num_rows)]
    columns = [plain_column(pa, batch.column(i)) for i in range(batch.num_columns)]
    names = unique(batch.schema.names)
    return [Values(dict(zip(names, row, strict=True))) for row in zip(*columns, strict=True)]


def _shape(empty: Any, place: int, wanted: Wanted) -> BatchRow | Values:
    """What stands for the rows of a file that has none."""
    if wanted.form != "rows":
        return Values(dict.fromkeys(unique(empty.schema.names)))
    kind = empty.schema.field(place).type
    rest = empty.select([i for i in range(empty.num_columns) if i != place])
    return BatchRow(rest, 0, place, kind)


def _small(error: Exception) -> str:
    """The first line of what Arrow says."""
    return (str(error).strip() or type(error).__name__).split("\n")[0].rstrip(".")
