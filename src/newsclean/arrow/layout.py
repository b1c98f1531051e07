"""Which columns come out of a batch, known from those that go in."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from newsclean.arrow.options import ColumnOptions, wanted_of
from newsclean.errors import UsageError
from newsclean.records.told import told_type
from newsclean.records.wanted import TOLD, Wanted

if TYPE_CHECKING:
    from typing import Unpack

# What the column `newsclean` holds: our record without its text, as `newsclean schema` tells it.
SCHEMA = pa.schema(list(told_type(pa, None)))


def output_schema(
    schema: pa.Schema,
    *,
    flat: bool = False,
    cleaner: object = None,
    encoding: object = None,
    **columns: Unpack[ColumnOptions],
) -> pa.Schema:
    """The columns that `clean_batch` gives for those of `schema`.

    Takes the options of `clean_batch`, so that one dict serves both; cleaner and encoding decide
    nothing here. UsageError for a column that is not there, or holds no texts.
    """
    return Layout(schema, wanted_of("rows", **columns), flat).schema


class Layout:
    """Where the text stands in a schema, and what stands where afterwards.

    place: of the text's column. text: the type that texts come out in: `string`, or `large_string`
    and `string_view` where texts or bytes came in as such. told: the type of what is told of a
    text. schema: of what comes out.
    """

    def __init__(self, schema: pa.Schema, wanted: Wanted, is_flat: bool) -> None:
        for name in (wanted.text, wanted.id, wanted.title, wanted.url, wanted.language):
            if name is not None:
                _check(schema, name)
        self.place: int = schema.names.index(wanted.text)
        kind = schema.field(self.place).type
        self.text = _text_type(kind)
        if self.text is None:
            raise UsageError(f"column {wanted.text!r} holds {kind}, no text; {_told(schema)}")
        self.told = _told_type(wanted.keys)
        self._wanted = wanted
        self._is_flat = is_flat
        self._fields = list(schema)
        self._steps: list[int] = []
        text = pa.field(wanted.output, self.text)
        if wanted.output == wanted.text:
            text = text.with_metadata(schema.field(self.place).metadata)
        self._put(text)
        if is_flat:
            for field in self.told:
                self._put(pa.field(f"{TOLD}_{field.name}", field.type))
        else:
            self._put(pa.field(TOLD, self.told))
        metadata = dict(schema.metadata or {})
        # The `datasets` library believes this list of columns more than the columns.
        metadata.pop(b"huggingface", None)
        self.schema = pa.schema(self._fields, metadata or None)

    def _put(self, field: pa.Field) -> None:
        """A column of ours: in the place of one of its name, else behind the others."""
        places = [i for i, other in enumerate(self._fields) if other.name == field.name]
        if len(places) > 1:
            raise UsageError(f"two columns are called {field.name!r}")
        if places:
            self._fields[places[0]] = field
            self._steps.append(places[0])
        else:
            self._steps.append(len(self._fields))
            self._fields.append(field)

    def filled(self, batch: pa.RecordBatch, text: pa.Array, told: pa.Array) -> pa.RecordBatch:
        """The batch with our columns. text: as `self.text`; told: as `self.told`."""
        columns = list(batch.columns)
        ours = [text, *(_parts(told) if self._is_flat else [told])]
        for place, column in zip(self._steps, ours, strict=True):
            columns[place : place + 1] = [column]
        return pa.RecordBatch.from_arrays(columns, schema=self.schema)


@lru_cache(16)
def _told_type(keys: frozenset[str] | None) -> pa.StructType:
    return told_type(pa, keys)


def _parts(told: pa.StructArray) -> list[Any]:
    """Each field as a column; null where the whole is."""
    parts: list[Any] = told.flatten()
    return parts


def _check(schema: pa.Schema, name: str) -> None:
    count = schema.names.count(name)
    if count == 0:
        raise UsageError(f"no column {name!r}; {_told(schema)}")
    if count > 1:
        raise UsageError(f"{count} columns are called {name!r}; {_told(schema)}")


def _told(schema: pa.Schema) -> str:
    return "there are: " + (", ".join(f"{f.name} ({f.type})" for f in schema) or "none")


def _text_type(kind: pa.DataType) -> pa.DataType | None:
    """The type of texts for a column of texts or bytes; None for all others."""
    types = pa.types
    if types.is_dictionary(kind):
        return _text_type(kind.value_type)
    # A column without a text has no type: pandas and Dask give it so.
    if types.is_string(kind) or types.is_binary(kind) or types.is_null(kind):
        return pa.string()
    if types.is_large_string(kind) or types.is_large_binary(kind):
        return pa.large_string()
    # Views are younger than the oldest pyarrow that we work with.
    is_view = any(
        hasattr(types, name) and getattr(types, name)(kind)
        for name in ("is_string_view", "is_binary_view")
    )
    return pa.string_view() if is_view else None
