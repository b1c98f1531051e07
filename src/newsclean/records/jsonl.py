"""JSON objects, a line each; and the object as what a document came in."""

from __future__ import annotations

import json

from newsclean.records.item import Failure, Item
from newsclean.records.jsontext import (
    Field,
    NotJSON,
    dump,
    fields_of,
    spliced,
    string,
)
from newsclean.records.lines import lines, too_long
from newsclean.records.objects import objects
from newsclean.records.opening import StreamError
from newsclean.records.wanted import TOLD, FieldError, Wanted, as_text, hint

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsclean.records.item import Row
    from newsclean.records.opening import Stream

_BOM = b"\xef\xbb\xbf"
WIDE = (b"\xff\xfe", b"\xfe\xff", b"\x00{", b"{\x00", b"[\x00", b"\x00[")
TOLD_OF_WIDE = "UTF-16 or UTF-32, JSON is UTF-8; convert it with iconv"


class JSONObject:
    """The object that a document came in, as it stood there."""

    __slots__ = ("_fields", "_text", "raw")

    def __init__(self, raw: bytes) -> None:
        self.raw = raw
        self._text = ""
        self._fields: list[Field] | None = None

    @property
    def size(self) -> int:
        """Bytes of the object."""
        return len(self.raw)

    def open(self, item: Item, wanted: Wanted) -> None:
        """Read the text out of it. FieldError."""
        try:
            self._text = self.raw.decode()
            fields = self._fields = fields_of(self._text)
        except UnicodeDecodeError as error:
            raise FieldError(f"not UTF-8 at byte {error.start + 1}") from None
        except NotJSON as error:
            raise FieldError(f"not JSON: {error}") from None
        found = {field[0]: field for field in fields}
        if wanted.hints:
            item.fields = list(found)
        if wanted.id is not None and wanted.id in found:
            _, value, start, end = found[wanted.id]
            if value is not None:
                item.id = value if isinstance(value, str) else self._text[start:end]
        if wanted.text not in found:
            wanted.need([field[0] for field in fields])
        for name, attribute in (
            (wanted.title, "title"), (wanted.url, "url"), (wanted.language, "language"),
        ):  # fmt: skip
            if name is not None and name in found and (known := hint(found[name][1])) is not None:
                setattr(item, attribute, known)
        _, value, start, _ = found[wanted.text]
        if isinstance(value, str) and self._text[start] != '"':
            raise FieldError(f"{wanted.text!r} is no text but a number")
        item.data = as_text(wanted.text, value)

    def value(self, name: str) -> object:
        """What a field holds; of several the last."""
        value = None
        for field, own, start, end in self._fields or ():
            if field == name:
                is_plain = self._text[start] in '"tfn'
                value = own if is_plain else _value(self._text[start:end])
        return value

    def closed(
        self, item: Item, text: str | None, told: dict[str, object] | None, wanted: Wanted
    ) -> Row:
        """The object with its text replaced and one field more; all else stays as it stood."""
        fields = self._fields
        if fields is None:
            return b""
        if wanted.form in ("rows", "csv"):
            return self._values(fields, text, told, wanted)
        places = {name: (start, end) for name, _, start, end in fields}
        changes: list[tuple[int, int, str]] = []
        added = []
        if text is not None:
            # Who escapes everything beyond ASCII goes on to do so.
            own = places.get(wanted.text, (0, 0))
            is_ascii = not text.isascii() and self._text[own[0] : own[1]].isascii()
            value = string(text, is_ascii)
            if wanted.output in places:
                changes.append((*places[wanted.output], value))
            else:
                added.append(f"{string(wanted.output)}:{value}")
        value = dump(told).decode()
        if TOLD in places:
            changes.append((*places[TOLD], value))
        else:
            added.append(f'"{TOLD}":{value}')
        return spliced(self._text, changes, ",".join(added)).encode()

    def _values(
        self,
        fields: list[Field],
        text: str | None,
        told: dict[str, object] | None,
        wanted: Wanted,
    ) -> dict[str, object]:
        values: dict[str, object] = {}
        for name, value, start, end in fields:
            first = self._text[start]
            raw = self._text[start:end]
            is_plain = first in '"tfn'
            # In a cell a number keeps its digits, in a column it is a number.
            values[name] = value if is_plain else raw if wanted.form == "csv" else _value(raw)
        if text is not None:
            values[wanted.output] = text
        values[TOLD] = told
        return values


def _finite(digits: str) -> float:
    value = float(digits)
    if value - value:
        raise ValueError(f"{digits} is too large for a number")
    return value


_decode = json.JSONDecoder(parse_float=_finite).decode


def _value(text: str) -> object:
    """A value whose numbers are numbers; with one too large for that it stays text."""
    try:
        value: object = _decode(text)
    except ValueError:
        return text
    return value


def read_jsonl(stream: Stream, name: str, wanted: Wanted) -> Iterator[Item | Failure]:
    """An item for each line that is not blank; what is wrong with a line is found by the work."""
    numbered = _Numbered(stream, wanted.most)
    error: StreamError | None = None
    try:
        for place, raw in objects(numbered, wanted.most):
            if raw is None:
                yield Failure(f"{name}:{place}", "read", too_long(wanted.most))
            else:
                yield Item(f"{name}:{place}", carry=JSONObject(raw))
    except StreamError as stop:
        error = stop
    if error is not None:
        last = numbered.last
        yield Failure(f"{name}:{last + 1}" if last else name, "read", str(error))


class _Numbered:
    """The lines of a stream and their numbers. last: that of the last one that was read."""

    def __init__(self, stream: Stream, most: int) -> None:
        self._lines = lines(stream.parts(), b"\n", most)
        self.last = 0

    def __iter__(self) -> Iterator[tuple[int, bytes | None]]:
        for number, line in self._lines:
            if number == 1 and line is not None:
                if line.startswith(WIDE):
                    raise StreamError(TOLD_OF_WIDE)
                line = line.removeprefix(_BOM)
            self.last = number
            yield number, line
