"""Our record as columns: what its schema says of a value decides the type of its column."""

from __future__ import annotations

import json
from functools import cache

from newsclean import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from newsclean.records.wanted import Wanted


def record_schema(pa: Any, keys: frozenset[str] | None) -> Any:
    """The columns of our record."""
    return pa.schema(
        [
            pa.field(name, _type(pa, told))
            for name, told in _properties().items()
            if keys is None or name in keys
        ]
    )


def told_type(pa: Any, keys: frozenset[str] | None) -> Any:
    """Our record without its text as the type of one column; what failed is always told."""
    return pa.struct(
        [
            pa.field(name, _type(pa, told))
            for name, told in _properties().items()
            if name != "text" and (keys is None or name in keys or name == "error")
        ]
    )


def field_type(pa: Any, wanted: Wanted) -> Any:
    """The type of the new field, which holds what is wanted of our record."""
    if wanted.told is None:
        return told_type(pa, wanted.keys)
    return _type(pa, {"type": "object", "properties": wanted.told})


@cache
def _properties() -> dict[str, Any]:
    properties: dict[str, Any] = json.loads(record.schema_text())["properties"]
    return properties


def _type(pa: Any, told: dict[str, Any]) -> Any:
    """The type of a column for what the schema of the record tells of a value."""
    kinds = told.get("type", "string")  # `const` and `enum` are of texts
    kind = next((k for k in kinds if k != "null"), "string") if isinstance(kinds, list) else kinds
    if kind == "array":
        return pa.list_(_type(pa, told["items"]))
    if kind == "object":
        if "properties" in told:
            fields = told["properties"].items()
            return pa.struct([pa.field(name, _type(pa, inner)) for name, inner in fields])
        return pa.map_(pa.string(), _type(pa, told["additionalProperties"]))
    plain = {"boolean": pa.bool_, "integer": pa.int64, "number": pa.float64}
    return plain.get(kind, pa.string)()
