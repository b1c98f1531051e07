"""JSON objects as text: where their fields stand, so that all but a few stay byte for byte.

Numbers keep their digits and texts their escapes because nobody reads and writes them again.
"""

from __future__ import annotations

import json
import re
from json.decoder import scanstring  # type: ignore[attr-defined]

from newsclean.visible import without_surrogates

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

# Name, value, and where the value stands.
Field = tuple[str, "Any", int, int]

_SPACES = " \t\r\n"
_BLANKS = re.compile(r"[ \t\n\r]*")
_blanks = _BLANKS.match


class NotJSON(ValueError):
    """What is wrong, and where."""


def _refuse(name: str) -> None:
    raise NotJSON(f"{name} is no JSON")


# Numbers as their digits: an integer of 5,000 digits is no reason to fail, and none is used.
_scan = json.JSONDecoder(  # type: ignore[attr-defined]
    parse_float=str, parse_int=str, parse_constant=_refuse
).scan_once


def value_end(text: str, start: int) -> tuple[Any, int]:
    """A value and where it ends. NotJSON, which is IncompleteJSON where more text may mend it."""
    try:
        value, end = _scan(text, start)
    except StopIteration as stop:
        raise NotJSON(f"a value is missing at character {stop.value + 1}") from None
    except json.JSONDecodeError as error:
        raise NotJSON(f"{_small(error.msg)} at character {error.pos + 1}") from None
    except RecursionError:
        raise NotJSON("nested too deeply") from None
    return value, end


def _small(message: str) -> str:
    """`Unterminated string starting at` as a part of our sentence."""
    return (message[:1].lower() + message[1:]).removesuffix(" at")


def fields_of(text: str) -> list[Field]:
    """The fields of the one object that a text is, in order, a name as often as it stands there.

    Numbers are texts here. NotJSON when the text is no object, or not only that.
    """
    found: list[Field] = []
    at = _blanks(text, 0).end()  # type: ignore[union-attr]
    if text[at : at + 1] != "{":
        raise NotJSON(_not_an_object(text, at))
    at = _blanks(text, at + 1).end()  # type: ignore[union-attr]
    if text[at : at + 1] == "}":
        at += 1
    else:
        while True:
            if text[at : at + 1] != '"':
                raise NotJSON(f"a name is missing at character {at + 1}")
            try:
                name, at = scanstring(text, at + 1)
            except json.JSONDecodeError as error:
                raise NotJSON(f"{_small(error.msg)} at character {error.pos + 1}") from None
            if text[at : at + 1] != ":":
                at = _blanks(text, at).end()  # type: ignore[union-attr]
                if text[at : at + 1] != ":":
                    raise NotJSON(f"a colon is missing at character {at + 1}")
            at += 1
            if text[at : at + 1] in " \t\r\n":
                at = _blanks(text, at).end()  # type: ignore[union-attr]
            value, end = value_end(text, at)
            found.append((name, value, at, end))
            at = end
            if text[at : at + 1] != ",":
                at = _blanks(text, at).end()  # type: ignore[union-attr]
            mark = text[at : at + 1]
            at += 1
            if mark == "}":
                break
            if mark != ",":
                raise NotJSON(f"a comma is missing at character {at}")
            if text[at : at + 1] != '"':
                at = _blanks(text, at).end()  # type: ignore[union-attr]
    at = _blanks(text, at).end()  # type: ignore[union-attr]
    if at != len(text):
        raise NotJSON(f"something follows the object at character {at + 1}")
    return found


def _not_an_object(text: str, at: int) -> str:
    kinds = {"[": "an array", '"': "a string", "t": "true", "f": "false", "n": "null"}
    value_end(text, at)
    return f"not an object but {kinds.get(text[at], 'a number')}"


def spliced(text: str, changes: list[tuple[int, int, str]], added: str) -> str:
    """An object with other values at some places, and fields added behind its last.

    changes: start, end and new value. added: `"name":value`, joined by commas; "" for none.
    """
    parts = []
    at = 0
    for start, end, value in sorted(changes):
        parts.append(text[at:start])
        parts.append(value)
        at = end
    rest = text[at:]
    if added:
        stop = rest.rindex("}")
        body = rest[:stop].rstrip(_SPACES)
        # An object without fields ends in its own brace.
        is_first = not changes and body.rstrip(_SPACES).endswith("{") and not _has_fields(text)
        parts += [body, "" if is_first else ",", added, rest[len(body) :].rstrip(_SPACES)]
    else:
        parts.append(rest.rstrip(_SPACES))
    return "".join(parts)


def _has_fields(text: str) -> bool:
    return text.strip(_SPACES)[1:].lstrip(_SPACES) != "}"


def string(text: str, is_ascii: bool = False) -> str:
    """A text as JSON; a lone surrogate only as its escape. is_ascii: all but ASCII escaped."""
    if is_ascii:
        return json.dumps(text)
    try:
        return dumps(text).decode()
    except (UnicodeEncodeError, TypeError):
        return json.dumps(text)


def dump(value: object) -> bytes:
    """A record, or what is left of one, as JSON; what is no character is U+FFFD there."""
    try:
        return dumps(value)
    except (UnicodeEncodeError, TypeError):
        return without_surrogates(_with_json(value)).encode()


def _with_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def _encoded(value: object) -> bytes:
    return _with_json(value).encode()


dumps: Callable[[object], bytes] = _encoded
# Many records: ten times as fast where it is installed, and the same bytes.
try:
    import orjson

    dumps = orjson.dumps
except ImportError:
    pass
