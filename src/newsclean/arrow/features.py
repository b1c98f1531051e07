"""What a document is found by where copies are sought: batches of documents in, of features out.

The first step of `newsclean.dedup` as an engine runs it in its workers; it knows of no engine.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from newsclean.arrow.batch import clean_batch, outcomes_of
from newsclean.arrow.layout import Layout
from newsclean.arrow.options import CleanerOrOptions, wanted_of, work_of
from newsclean.dedup.best import FIELDS
from newsclean.dedup.features import features as measured
from newsclean.records.wanted import TOLD, hint
from newsclean.shingles import SHINGLE_WORDS

if TYPE_CHECKING:
    from typing import TypedDict, Unpack

    class Hints(TypedDict, total=False):
        """Columns that tell of a document, and how long it may be; see `clean_batch`."""

        title_column: str | None
        url_column: str | None
        language_column: str | None
        max_bytes: int | None

# Of a document: its name, the number of its text (null where it holds no word, or failed), how long
# that is, what is known of it as JSON, by what it is looked up, and by what it is compared.
FEATURES = pa.schema(
    [
        pa.field("name", pa.string()),
        pa.field("n", pa.int64()),
        pa.field("size", pa.int64()),
        pa.field("known", pa.string()),
        pa.field("sentences", pa.list_(pa.int64())),
        pa.field("sampled", pa.list_(pa.int64())),
        pa.field("shingles", pa.binary()),  # four bytes each
        pa.field("facts", pa.binary()),
        pa.field("error", pa.string()),
    ]
)
_TOLD = [name for name in FIELDS if name != "url"]  # what cleaning finds out


def features(
    batches: Iterable[pa.RecordBatch],
    *,
    name: str,
    column: str = "text",
    cleaner: CleanerOrOptions = None,
    is_clean: bool = False,
    encoding: str | None = None,
    shingle: int = SHINGLE_WORDS,
    **columns: Unpack[Hints],
) -> Iterator[pa.RecordBatch]:
    """`FEATURES` of each row.

    name: the column that holds the documents' names. is_clean: whether texts are taken as they
    are; else they are cleaned first, by the options of `clean_batch`. shingle: words of a run.
    """
    for batch in batches:
        rows = [
            _row(document, text, told, shingle)
            for document, (text, told) in zip(
                batch.column(name).to_pylist(),
                _texts(batch, column, cleaner, is_clean, encoding, columns),
                strict=True,
            )
        ]
        yield pa.RecordBatch.from_pylist(rows, FEATURES)


def _texts(
    batch: pa.RecordBatch, column: str, cleaner: CleanerOrOptions, is_clean: bool,
    encoding: str | None, columns: Hints,
) -> list[tuple[str | None, dict[str, Any]]]:  # fmt: skip
    """The text of each row and what is known of it; `error` where it cannot be read."""
    given = {"title": columns.get("title_column"), "url": columns.get("url_column")}
    hints = {
        field: batch.column(name).to_pylist() for field, name in given.items() if name is not None
    }
    if is_clean:
        rows = _plain(batch, column, encoding, columns)
    else:
        clean = clean_batch(batch, column=column, cleaner=cleaner, encoding=encoding,
                            fields=_TOLD, **columns)  # fmt: skip
        texts = clean.column(column).to_pylist()
        rows = list(zip(texts, clean.column(TOLD).to_pylist(), strict=True))
    found = []
    for i, (text, told) in enumerate(rows):
        known = {key: value for key, value in (told or {}).items() if value}
        for field, values in hints.items():
            if hint(values[i]) is not None:
                known[field] = values[i]  # what a record says is no guess
        found.append((text, known))
    return found


def _plain(
    batch: pa.RecordBatch, column: str, encoding: str | None, columns: Hints
) -> list[tuple[str | None, dict[str, Any]]]:
    """The texts as they came, pages and bytes read as the cleaner reads them."""
    wanted = wanted_of("rows", column=column, max_bytes=columns.get("max_bytes"))
    work = work_of({"select": []}, wanted, encoding)
    found: list[tuple[str | None, dict[str, Any]]] = []
    for outcome in outcomes_of(work, Layout(batch.schema, wanted, False), batch):
        text = outcome.row[2] if isinstance(outcome.row, tuple) else None
        failure = outcome.failure
        told = {} if failure is None else {"error": {"cause": failure.cause}}
        found.append((text if isinstance(text, str) else None, told))
    return found


def _row(name: object, text: str | None, known: dict[str, Any], shingle: int) -> dict[str, object]:
    error = known.pop("error", None)
    row: dict[str, object] = {"name": None if name is None else str(name)}
    if error is not None:
        return {**row, "error": error["cause"]}
    if text is None or not any(map(str.isalnum, text)):
        return row
    own = measured(text, shingle)
    return {
        **row, "n": own.digest, "size": own.size, "known": json.dumps(known),
        "sentences": own.sentences, "sampled": own.sampled, "shingles": own.shingles,
        "facts": own.facts,
    }  # fmt: skip
