"""Which writer an output has."""

from __future__ import annotations

from newsclean.records.table import Table
from newsclean.records.writers import Array, Lines, Texts, Writer

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from newsclean.emitters.joined import Joined
    from newsclean.records.wanted import Wanted


def form_of(format: str) -> str:
    """The form that a worker is to give rows in, for a format of the output."""
    forms = {"jsonl": "json", "tsv": "csv", "parquet": "rows"}
    return forms.get(format, format)


def make(
    format: str, write: Callable[[bytes], None], wanted: Wanted, joined: Joined | None = None
) -> Writer:
    """The writer of a format. joined: of texts, where there are others above them."""
    if format == "jsonl":
        return Lines(write)
    if format == "json":
        return Array(write)
    if format in ("text", "none"):
        return Texts(write, joined)
    if format == "parquet":
        from newsclean.records.columns import Columns  # needs a library

        return Columns(write, wanted)
    return Table(write, "\t" if format == "tsv" else None, wanted.is_guarded)
