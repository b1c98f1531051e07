"""What a caller may say of the columns, and which cleaner does the work."""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import TypedDict

from newsclean import record
from newsclean.cleaner import Cleaner
from newsclean.errors import UsageError
from newsclean.records.wanted import Wanted
from newsclean.records.work import Work

CleanerOrOptions = Cleaner | Mapping[str, object] | None

_MOST_CLEANERS = 8  # of one process; a job has one, a notebook some


class MoreColumns(TypedDict, total=False):
    """What is read and written besides the text; see `clean_batch`."""

    output_column: str | None
    id_column: str | None
    title_column: str | None
    url_column: str | None
    language_column: str | None
    fields: Iterable[str] | None
    max_bytes: int | None


class ColumnOptions(MoreColumns, total=False):
    """The same with the text."""

    column: str


def wanted_of(
    form: str,
    *,
    column: str = "text",
    output_column: str | None = None,
    id_column: str | None = None,
    title_column: str | None = None,
    url_column: str | None = None,
    language_column: str | None = None,
    fields: Iterable[str] | None = None,
    max_bytes: int | None = None,
) -> Wanted:
    """The same for the work on records. UsageError for a field that no record has."""
    if max_bytes is not None and max_bytes <= 0:
        raise UsageError(f"max_bytes must be positive, not {max_bytes}")
    return Wanted(
        form, text=column, output=output_column, id=id_column, title=title_column, url=url_column,
        language=language_column, keys=_keys(fields), most=max_bytes,
    )  # fmt: skip


def _keys(fields: Iterable[str] | None) -> frozenset[str] | None:
    if fields is None:
        return None
    if isinstance(fields, str):
        raise UsageError(f"fields is a list of names, not {fields!r}")
    known, keys = record.names(), frozenset(fields)
    for name in sorted(keys):
        if name not in known:
            from difflib import get_close_matches

            near = get_close_matches(name, known, 1)
            hint = f"did you mean {near[0]}?" if near else f"known: {', '.join(known)}"
            raise UsageError(f"no field {name!r} in the record; {hint}")
    return keys


def work_of(given: CleanerOrOptions, wanted: Wanted, encoding: str | None) -> Work:
    """What cleans items. UsageError, RuleError."""
    if encoding is not None:
        from newsclean.readers.text import find_encoding

        find_encoding(encoding)
    return Work(cleaner_of(given), wanted, encoding=encoding)


def cleaner_of(given: CleanerOrOptions) -> Cleaner:
    """A cleaner that this process keeps: of the same options always the same one.

    given: a cleaner, or the options of one, none for the default. UsageError, RuleError.
    """
    if given is not None and not isinstance(given, (Cleaner, Mapping)):
        raise UsageError(f"cleaner is a Cleaner or a dict of its options, not {given!r}")
    return _kept(pickle.dumps(dict(given) if isinstance(given, Mapping) else given))


@lru_cache(_MOST_CLEANERS)
def _kept(pickled: bytes) -> Cleaner:
    # An engine makes a copy of the function for each task; its tables need not be read again.
    given = pickle.loads(pickled)
    if isinstance(given, Cleaner):
        return given
    try:
        return Cleaner(**(given or {}))
    except TypeError as error:  # a name that is no option
        raise UsageError(f"cleaner: {str(error).partition(') ')[2]}") from None
