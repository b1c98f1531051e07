"""JSON objects in one array, or one after the other over many lines."""

from __future__ import annotations

import codecs

from newsclean.records.item import Failure, Item
from newsclean.records.jsonl import TOLD_OF_WIDE, WIDE, JSONObject
from newsclean.records.jsontext import NotJSON, value_end
from newsclean.records.lines import too_long
from newsclean.records.opening import StreamError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsclean.records.opening import Stream
    from newsclean.records.wanted import Wanted

_BLANKS = " \t\r\n"
_USUAL_CHARS = 1 << 16  # read at least so much before a value is looked at again


def read_json(stream: Stream, name: str, wanted: Wanted) -> Iterator[Item | Failure]:
    """An item for each object; what is wrong inside of one is found by the work.

    Behind what is no JSON nothing can be read any more; what came before it stands.
    """
    values = _Values(stream, wanted.most)
    count = 0
    try:
        if stream.peek(2).startswith(WIDE):
            raise StreamError(TOLD_OF_WIDE)
        is_array = values.next() == "["
        if is_array:
            values.at += 1
        mark = values.next()
        while mark and not (is_array and mark == "]"):
            raw = values.value()
            count += 1
            if len(raw) > wanted.most:
                yield Failure(f"{name}:{count}", "read", too_long(wanted.most))
            else:
                yield Item(f"{name}:{count}", carry=JSONObject(raw))
            mark = values.next()
            if is_array and mark == ",":
                values.at += 1
                if (mark := values.next()) == "]":
                    raise StreamError("not JSON: a record is missing behind a comma")
            elif is_array and mark not in ("]", ""):
                raise StreamError("not JSON: a comma is missing")
        if is_array:
            if not mark:
                raise StreamError("not JSON: the array does not end")
            values.at += 1
            if values.next():
                raise StreamError("not JSON: something follows the array")
    except StreamError as error:
        yield Failure(f"{name}:{count + 1}", "read", f"{error}; nothing is read beyond")


class _Values:
    """JSON values of a stream; holds little more than one of them."""

    def __init__(self, stream: Stream, most: int) -> None:
        self.at = 0
        self._text = ""
        self._stream = stream
        self._most = most
        # A byte that is no UTF-8 costs only its own record, whose bytes the work sees again.
        self._decode = codecs.getincrementaldecoder("utf-8-sig")("surrogateescape").decode
        self._ended = False
        self._error: StreamError | None = None

    def next(self) -> str:
        """The next character that is not blank; "" at the end."""
        while True:
            text = self._text
            while self.at < len(text) and text[self.at] in _BLANKS:
                self.at += 1
            if self.at < len(text):
                return text[self.at]
            if not self._more():
                if self._error is not None:
                    raise self._error
                return ""

    def value(self) -> bytes:
        """The value that begins here."""
        while True:
            try:
                end = value_end(self._text, self.at)[1]
                # A number may go on in what was not read yet.
                if end < len(self._text) or not self._more():
                    start, self.at = self.at, end
                    return self._text[start:end].encode("utf-8", "surrogateescape")
            except NotJSON as error:
                if len(self._text) - self.at > self._most:
                    raise StreamError(
                        f"longer than {self._most:,} bytes (--max-bytes), or not JSON: {error}"
                    ) from None
                if not self._more():
                    raise self._error or StreamError(f"not JSON: {error}") from None

    def _more(self) -> bool:
        """Read as much again as is held, so that a long value is looked at few times."""
        if self._ended:
            return False
        text = [self._text[self.at :]]
        wanted = max(_USUAL_CHARS, len(text[0]))
        self.at = 0
        while wanted > 0:
            try:
                part = self._stream.read1()
            except StreamError as error:  # once what came before is used up
                self._error = error
                self._ended = True
                break
            text.append(self._decode(part, not part))
            wanted -= len(part)
            if not part:
                self._ended = True
                break
            if self._stream.is_idle():
                break
        self._text = "".join(text)
        return len(self._text) > len(text[0]) or not self._ended
