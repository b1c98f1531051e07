"""Whether values fit a column as they are.

Arrow makes them fit: true becomes 1.0, a text the list of its letters, and a name that an object of
the column lacks is dropped. So values are asked before, and what is cast is cast back.
"""

from __future__ import annotations

from itertools import chain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

# Levels of a Parquet column, an object one and a list two; with more than 99 no file opens again.
_MOST_LEVELS = 64
_WORDS = {str: "a text", bool: "true or false", dict: "an object", list: "a list"}


def column_type(pa: Any, values: Sequence[object]) -> Any:
    """The type of a column that holds these values of JSON as they are; None for no such type.

    What is null wherever it stands may be anything: it gets texts.
    """
    try:
        kind = _without_nulls(pa, pa.array(values).type)
        if _levels(pa, kind) > _MOST_LEVELS or misfit(pa, kind, values, "") is not None:
            return None
    except (pa.ArrowException, UnicodeEncodeError, OverflowError, _NoNames):
        return None
    return kind


class _NoNames(Exception):
    """Objects without any name, which Parquet cannot hold."""


def _without_nulls(pa: Any, kind: Any) -> Any:
    types = pa.types
    if types.is_null(kind):
        return pa.string()
    if types.is_list(kind):
        return pa.list_(_without_nulls(pa, kind.value_type))
    if not types.is_struct(kind):
        return kind
    if not kind.num_fields:
        raise _NoNames
    return pa.struct([(field.name, _without_nulls(pa, field.type)) for field in kind])


def _levels(pa: Any, kind: Any) -> int:
    if pa.types.is_list(kind):
        return 2 + _levels(pa, kind.value_type)
    if pa.types.is_struct(kind):
        return 1 + max(_levels(pa, field.type) for field in kind)
    return 0


def misfit(pa: Any, kind: Any, values: Sequence[object], name: str) -> str | None:
    """What among values of JSON the column would change, in words; None for nothing.

    kind: the type of the column. name: of the column, or of the field within it.
    ArrowException and OverflowError for a number that no column of the type can hold.
    """
    types = pa.types
    if types.is_dictionary(kind):
        kind = kind.value_type
    found = set(map(type, values)) - {type(None)}
    strange = found - _fitting(types, kind)
    if strange:
        told = " and ".join(sorted(_WORDS.get(each, "a number") for each in strange))
        return f"{name!r} is {told}, its column holds {kind}"
    if not found:
        return None
    there: list[Any] = [value for value in values if value is not None]
    if types.is_struct(kind):
        return _misfit_of_objects(pa, kind, there, name)
    if types.is_map(kind):
        inner = [value for each in there for value in each.values()]
        return misfit(pa, kind.item_type, inner, name)
    if found == {list}:
        return misfit(pa, kind.value_type, list(chain.from_iterable(there)), name)
    # Arrow refuses whole numbers that are too large, and shortens those with a fraction.
    is_exact = found <= {str, bool} or kind == pa.float64() or found == {int}
    if not is_exact and pa.array(there, kind).to_pylist() != there:
        return f"{name!r} is a number that {kind} cannot hold"
    return None


def _fitting(types: Any, kind: Any) -> set[type]:
    """What a column may hold; nothing of JSON for times, bytes and decimals."""
    if types.is_string(kind) or types.is_large_string(kind):
        return {str}
    if types.is_integer(kind) or types.is_floating(kind):
        return {int, float}
    if types.is_boolean(kind):
        return {bool}
    if types.is_struct(kind) or types.is_map(kind):
        return {dict}
    return {list} if _is_list(types, kind) else set()


def _misfit_of_objects(pa: Any, kind: Any, there: list[Any], name: str) -> str | None:
    fields = {field.name: field.type for field in kind}
    strange = set().union(*there) - set(fields)
    if strange:
        return f"{f'{name}.{min(strange)}'!r} is no field of its column"
    for own, inner in fields.items():
        values = [each.get(own) for each in there]
        if (cause := misfit(pa, inner, values, f"{name}.{own}")) is not None:
            return cause
    return None


def cast(pa: Any, table: Any, schema: Any) -> Any:
    """A table with the columns of a schema, whose names it has. ArrowException for a misfit."""
    made = table.cast(schema)
    for before, after, field in zip(table.columns, made.columns, schema, strict=True):
        if before.type == field.type or before.null_count == len(before):
            continue
        if not _is_alike(pa.types, before.type, field.type) or not _is_same(before, after):
            told = f"{field.name!r} is {before.type} here, its column holds {field.type}"
            raise pa.ArrowInvalid(told)
    return made


def _is_alike(types: Any, old: Any, new: Any) -> bool:
    """Whether a value stays what it is from type to type: 1 is not true, nor is "1" a number."""
    old, new = (kind.value_type if types.is_dictionary(kind) else kind for kind in (old, new))
    if old == new or types.is_null(old):
        return True
    if _is_list(types, old) and _is_list(types, new):
        return _is_alike(types, old.value_type, new.value_type)
    if types.is_struct(old) and types.is_struct(new):
        fields = {field.name: field.type for field in new}
        return all(_is_alike(types, own.type, fields.get(own.name, own.type)) for own in old)
    if types.is_timestamp(old) and types.is_timestamp(new):
        return bool(old.tz) == bool(new.tz)
    return any(
        any(is_kind(old) for is_kind in family) and any(is_kind(new) for is_kind in family)
        for family in (
            (types.is_string, types.is_large_string),
            (types.is_binary, types.is_large_binary, types.is_fixed_size_binary),
            (types.is_integer, types.is_floating, types.is_decimal),
            (types.is_time,), (types.is_date,), (types.is_duration,),
        )
    )  # fmt: skip


def _is_list(types: Any, kind: Any) -> bool:
    return bool(
        types.is_list(kind) or types.is_large_list(kind) or types.is_fixed_size_list(kind)
    )


def _is_same(before: Any, after: Any) -> bool:
    """Whether a cast lost nothing, so that the way back leads to the same values."""
    back = after.cast(before.type)
    # NaN is never equal to NaN, but is told like it.
    return back.equals(before) or repr(back.to_pylist()) == repr(before.to_pylist())
