"""JSON text of plain values, without the package `json`.

To import that costs a short run a millisecond: its decoder compiles patterns that nobody needs to
write a record. What does its work is a module of its own.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import NoReturn


def _refuse(value: object) -> NoReturn:
    raise TypeError(f"not a value of JSON: {type(value).__name__}")


_encode: Callable[[object, bool], Iterable[str]]
try:
    from _json import encode_basestring, make_encoder

    # As `json.encoder.JSONEncoder.iterencode` calls it: markers, default, encoder, indent,
    # separators, sort_keys, skipkeys, allow_nan.
    _encode = make_encoder(None, _refuse, encode_basestring, None, ":", ",", False, False, False)
except (ImportError, TypeError):  # an interpreter without that module, or with another one
    from json.encoder import JSONEncoder

    _encode = JSONEncoder(
        ensure_ascii=False, check_circular=False, allow_nan=False, separators=(",", ":"),
        default=_refuse,
    ).iterencode  # fmt: skip


def dumps(value: object) -> str:
    """What `json.dumps` makes of a value, not escaped beyond need and without blanks.

    ValueError for a float that is no number, TypeError for what JSON does not have.
    """
    return "".join(_encode(value, False))
