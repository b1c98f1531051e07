"""Values of Arrow's columns as JSON has them."""

from __future__ import annotations

from decimal import Decimal

from newsclean.records.wanted import unique

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def plain_column(pa: Any, column: Any) -> list[object]:
    """What a column holds, for JSON: times and decimals as texts, bytes in base64, no NaN.

    Python's own times know no nanoseconds and no year 10,000, so Arrow writes them, however deep
    they stand.
    """
    types, kind = pa.types, column.type
    if types.is_dictionary(kind):
        return plain_column(pa, column.dictionary_decode())
    if types.is_temporal(kind) and not types.is_interval(kind):
        values: list[object] = column.cast(pa.string()).to_pylist()
        return values
    if types.is_struct(kind):
        return _objects(pa, column)
    if types.is_list(kind) or types.is_large_list(kind):
        return _lists(pa, column)
    if types.is_fixed_size_list(kind):
        return _lists(pa, column.cast(pa.list_(kind.value_field)))
    if types.is_map(kind):
        return _pairs(pa, column)
    values = column.to_pylist()
    if types.is_string(kind) or types.is_integer(kind) or types.is_boolean(kind):
        return values
    return [_plain(value) for value in values]


def _objects(pa: Any, column: Any) -> list[object]:
    names = unique([field.name for field in column.type])
    if not names:
        values: list[object] = column.to_pylist()
        return values
    rows = zip(*[plain_column(pa, part) for part in column.flatten()], strict=True)
    there = column.is_valid().to_pylist()
    return [
        dict(zip(names, row, strict=True)) if is_there else None
        for row, is_there in zip(rows, there, strict=True)
    ]


def _lists(pa: Any, column: Any) -> list[object]:
    values = plain_column(pa, column.flatten())
    lists: list[object] = []
    at = 0
    for size in column.value_lengths().to_pylist():
        lists.append(None if size is None else values[at : at + size])
        at += size or 0
    return lists


def _pairs(pa: Any, column: Any) -> list[object]:
    """What Arrow calls a map: a list of pairs, in which a key may stand twice."""
    kind = column.type
    pair = pa.struct([pa.field("key", kind.key_type, nullable=False), kind.item_field])
    lists: list[Any] = _lists(pa, column.cast(pa.list_(pair)))
    return [each and [list(one.values()) for one in each] for each in lists]


def _plain(value: object) -> object:
    if isinstance(value, float):
        return value if value - value == 0 else None  # NaN and infinities are no JSON
    if isinstance(value, bytes):
        from binascii import b2a_base64

        return b2a_base64(value, newline=False).decode()
    if isinstance(value, dict):
        return {str(name): _plain(inner) for name, inner in value.items()}
    if isinstance(value, (list, tuple)):  # of a union; an interval is three numbers
        return [_plain(inner) for inner in value]
    if value is None or isinstance(value, (str, bool, int)):
        return value
    return format(value, "f") if isinstance(value, Decimal) else str(value)
