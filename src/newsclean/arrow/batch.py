"""A batch of documents in, the same batch out with their articles and all that is known of them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, TypeVar

import pyarrow as pa

from newsclean.arrow.layout import Layout
from newsclean.arrow.options import CleanerOrOptions, wanted_of, work_of
from newsclean.errors import UsageError
from newsclean.record import dump
from newsclean.records.arrow import BatchRow
from newsclean.records.item import Failure, Item, Outcome
from newsclean.records.wanted import hint
from newsclean.records.work import Work
from newsclean.visible import without_surrogates

if TYPE_CHECKING:
    from typing import Unpack

    from newsclean.arrow.options import MoreColumns

Batch = TypeVar("Batch", pa.RecordBatch, pa.Table)
_UNFIT = (pa.ArrowException, UnicodeError, OverflowError, TypeError, ValueError)


def clean_batch(
    batch: Batch,
    *,
    column: str = "text",
    cleaner: CleanerOrOptions = None,
    output_column: str | None = None,
    id_column: str | None = None,
    title_column: str | None = None,
    url_column: str | None = None,
    language_column: str | None = None,
    fields: Iterable[str] | None = None,
    flat: bool = False,
    encoding: str | None = None,
    max_bytes: int | None = None,
) -> Batch:
    """Clean the documents of a batch (or of a table, which gives a table).

    column: holds texts or HTML pages, as text or as bytes. cleaner: a `Cleaner`, or a dict of its
    options, which each process makes a cleaner of once; rule packs travel with a Cleaner, paths of
    such must be readable where the work is done. output_column: gets the clean text, and the text's
    own column stays; by default it goes into that. id_column, title_column, url_column,
    language_column: what they tell of a document helps the cleaner. fields: which fields of the
    record are wanted, all by default; the others are not worked out. flat: a column
    `newsclean_title`, `newsclean_date` … for each field instead of one `newsclean` with all of
    them. encoding: of bytes that are not UTF-8, where they do not tell theirs. max_bytes: a longer
    document fails; 16 MB by default.

    All other columns stay as they are; `output_schema` tells beforehand what comes out. Nulls give
    nulls. A document that cannot be cleaned raises nothing: its row has `error` (stage and cause)
    and its text unchanged, or null where the text came as bytes. UsageError for a column that is
    not there or holds no text, and for options that cannot be meant.
    """
    wanted = wanted_of(
        "rows", column=column, output_column=output_column, id_column=id_column,
        title_column=title_column, url_column=url_column, language_column=language_column,
        fields=fields, max_bytes=max_bytes,
    )  # fmt: skip
    layout = Layout(batch.schema, wanted, flat)
    work = work_of(cleaner, wanted, encoding)
    work.is_named = False  # a number within a batch is no name
    if isinstance(batch, pa.RecordBatch):
        return filled(layout, batch, outcomes_of(work, layout, batch))
    parts = [filled(layout, part, outcomes_of(work, layout, part)) for part in batch.to_batches()]
    return pa.Table.from_batches(parts, layout.schema)


def clean_batches(
    batches: Iterable[pa.RecordBatch],
    *,
    column: str = "text",
    cleaner: CleanerOrOptions = None,
    flat: bool = False,
    encoding: str | None = None,
    **columns: Unpack[MoreColumns],
) -> Iterator[pa.RecordBatch]:
    """`clean_batch` for each batch of a stream, with the same options; for Spark's mapInArrow."""
    for batch in batches:
        yield clean_batch(
            batch, column=column, cleaner=cleaner, flat=flat, encoding=encoding, **columns
        )


def outcomes_of(
    work: Work, layout: Layout, batch: pa.RecordBatch, name: str = "row", before: int = 0
) -> list[Outcome]:
    """What becomes of each row. name: of the table. before: so many rows of it came already."""
    wanted = work.wanted
    kind = layout.schema.field(layout.place).type
    names = {"id": wanted.id, "title": wanted.title, "url": wanted.url,
             "language": wanted.language}  # fmt: skip
    known = {
        attribute: _values(batch.column(batch.schema.names.index(column)))
        for attribute, column in names.items()
        if column is not None
    }
    items: list[Item | Failure] = []
    for i, text in enumerate(_values(batch.column(layout.place))):
        place = f"{name}:{before + i + 1}"
        if isinstance(text, UnicodeError):
            items.append(Failure(place, "read", "the text is not UTF-8, which Arrow's texts are"))
            continue
        item = Item(place, text, carry=BatchRow(batch, i, layout.place, kind))
        for attribute, values in known.items():
            value = values[i]
            if attribute == "id":
                item.id = None if value is None else str(value)
            else:
                setattr(item, attribute, hint(value))
        items.append(item)
    return work(items)


def _values(column: Any) -> list[Any]:
    """The values of a column; the error in the place of each that is no text at all."""
    try:
        values: list[Any] = column.to_pylist()
    except UnicodeError:
        values = [_value(scalar) for scalar in column]
    return values


def _value(scalar: Any) -> Any:
    try:
        return scalar.as_py()
    except UnicodeError as error:
        return error


def filled(layout: Layout, batch: pa.RecordBatch, outcomes: list[Outcome]) -> pa.RecordBatch:
    """The batch with what became of its rows."""
    texts: list[str | None] = []
    told: list[dict[str, object] | None] = []
    lost: list[int] = []  # rows whose text nobody could read
    for i, outcome in enumerate(outcomes):
        if isinstance(outcome.row, tuple) and isinstance(outcome.row[0], BatchRow):
            _, _, text, about = outcome.row
            texts.append(text)
            told.append(about)
        else:
            texts.append(None)
            told.append(_error(outcome.failure))
            lost.append(i)
    text_column = _array([_sound(text) for text in texts], layout.text)
    if lost:
        text_column = _restored(text_column, batch.column(layout.place), lost)
    return layout.filled(batch, text_column, _told_array(told, layout.told))


def _sound(text: str | None) -> str | None:
    """A text that UTF-8 can hold: bytes that fit no encoding become U+FFFD, as in the record."""
    if text is None or text.isascii():
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        return without_surrogates(text)
    return text


def _error(failure: Failure | None) -> dict[str, object]:
    stage, cause = ("read", "unreadable") if failure is None else (failure.stage, failure.cause)
    return {"error": {"stage": stage, "cause": cause}}


def _restored(texts: pa.Array, column: pa.Array, lost: list[int]) -> pa.Array:
    """The texts, and in the rows that are lost the bytes that stood there, whatever they are."""
    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    parts, start = [], 0
    for i in lost:
        parts += [texts.slice(start, i - start), column.slice(i, 1)]
        start = i + 1
    return pa.concat_arrays([*parts, texts.slice(start)])


def _array(values: list[Any], kind: pa.DataType) -> pa.Array:
    """A column. UsageError where it holds more than such a column can."""
    array = pa.array(values, kind)
    if not isinstance(array, pa.Array):  # pyarrow makes several of it
        raise UsageError(f"a batch with more than 2 GB in a column of {kind}; make batches smaller")
    return array


def _told_array(told: list[dict[str, object] | None], kind: pa.StructType) -> pa.Array:
    try:
        return _array(told, kind)
    except _UNFIT:
        return _array([_fitting(row, kind) for row in told], kind)


def _fitting(row: dict[str, object] | None, kind: pa.StructType) -> Any:
    """What is told of one document, if need be without what no column can hold."""
    for candidate in (lambda: row, lambda: None if row is None else json.loads(dump(row))):
        try:
            value = candidate()
            pa.array([value], kind)
            return value
        except _UNFIT:
            continue
    return {"error": {"stage": "write", "cause": "what is told of it does not fit its columns"}}
