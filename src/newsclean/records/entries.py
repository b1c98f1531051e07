"""Where the entries of a feed begin and end, whatever is wrong inside of them.

A parser that meets a tag that nobody closes takes all that follows for a part of it. So entries are
found here, and each is parsed alone: what is broken costs only itself, and nothing more is held.
"""

from __future__ import annotations

import codecs
import re

from newsclean.records.opening import StreamError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsclean.records.opening import Stream

_NAMES = (b"item", b"entry")
_TOKEN = re.compile(rb"<(?:!--|!\[CDATA\[|\?|!DOCTYPE|/?[^\s<>/!?\"'=&;]{1,200})")
_ENDS = {b"<!--": b"-->", b"<![CDATA[": b"]]>", b"<?": b"?>"}
_TAG_END = re.compile(rb"(?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*>")
_DOCTYPE = re.compile(rb"<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>", re.S)
_DECLARED = re.compile(rb"\A\s*<\?xml[^>]*?\sencoding\s*=\s*[\"']([\w.:-]{1,40})[\"'][^>]*\?>")
_DECLARATION = re.compile(rb"\A\s*<\?xml\s[^>]*\?>")
_MOST_OUTSIDE = 1 << 22  # bytes around the entries that are looked at for errors
_MOST_TAG, _MOST_MARK = 1 << 16, 1 << 8


class Entry:
    """One entry as it stands in the feed.

    data: from its first tag to its last; None where that is too long. line: where it begins.
    around: what stands open around it, to be written before and behind it, so that prefixes and
    entities are known; no line breaks in it.
    """

    __slots__ = ("around", "data", "line")

    def __init__(self, data: bytes | None, line: int, around: tuple[bytes, bytes]) -> None:
        self.data = data
        self.line = line
        self.around = around


class Entries:
    """The entries of a stream, in UTF-8 and in order.

    outside: what stands around them, in lines of its own, once all are read; None where it is too
    much to look at, or the last entry does not end. error: what ended the stream too early.
    is_replaced: whether bytes that are no character in the feed's encoding became U+FFFD.
    """

    def __init__(self, stream: Stream, most: int) -> None:
        self.encoding = "utf-8"
        self.error: StreamError | None = None
        self.is_replaced = False
        self.outside: bytes | None = b""
        self._parts = self._utf8(stream)
        self._most = most
        # Places are counted from the beginning of the feed.
        self._held = b""
        self._base = self._from = self._at = 0  # of what is held, is wanted, is read next
        self._line = 1  # of the first byte that is held
        self._is_long = False
        self._open: list[tuple[bytes, bytes]] = []  # names and tags of what stands open
        self._doctype = b""

    def __iter__(self) -> Iterator[Entry]:
        around: tuple[bytes, bytes] | None = None
        name: bytes | None = None  # of the entry that is open
        line = 0
        while (tag := self._tag()) is not None:
            begin, self._at, mark = tag
            own = mark.lstrip(b"</")
            is_end = mark.startswith(b"</")
            if name is None:
                if is_end or own.rpartition(b":")[2] not in _NAMES:
                    if around is None:
                        self._learn(mark, self._slice(begin, self._at))
                    self._keep(self._at)
                    continue
                around = around or self._around()
                self._keep(begin)
                name, line = own, self._line_of(begin)
                if not self._slice(begin, self._at).endswith(b"/>"):
                    continue
            elif own != name:
                continue
            elif not is_end:
                self._at = begin  # another one begins within: this one was not closed
            yield self._entry(line, around or (b"", b""))
            name = None
        if name is not None:
            self._at = self._base + len(self._held)
            yield self._entry(line, around or (b"", b""))
            self.outside = None
        self._keep(self._base + len(self._held))

    def _entry(self, line: int, around: tuple[bytes, bytes]) -> Entry:
        """The entry that ends here."""
        data = None if self._is_long else self._slice(self._from, self._at)
        self._from = self._at
        self._is_long = False
        self._add(b"\n" * (self._line_of(self._at) - line))
        return Entry(data if data is None or len(data) <= self._most else None, line, around)

    def _tag(self) -> tuple[int, int, bytes] | None:
        """The next tag: its begin and end, and its first characters; None at the end."""
        mark = b""
        begin = searched = self._at
        while True:
            if not mark:  # else it goes on
                found = _TOKEN.search(self._held, max(0, searched - self._base))
                if found is None or found.end() == len(self._held):
                    searched = max(searched, self._base + len(self._held) - _MOST_MARK)
                    if self._more():
                        continue
                    if found is None:
                        return None
                mark, begin = found[0], self._base + found.start()
                searched = self._base + found.end()
            last = _ENDS.get(mark)
            if last is not None:
                end = self._held.find(last, max(0, searched - self._base))
                if end >= 0:
                    searched, mark = self._base + end + len(last), b""
                    continue
                searched = self._base + len(self._held) - len(last)
                if self._more():
                    continue
                return None
            pattern, start = (_TAG_END, searched) if mark != b"<!DOCTYPE" else (_DOCTYPE, begin)
            closing = pattern.match(self._held, max(0, start - self._base))
            if closing is not None:
                return begin, self._base + closing.end(), mark
            if self._base + len(self._held) - begin > _MOST_TAG or not self._more():
                return begin, searched, mark  # it does not end

    def _learn(self, mark: bytes, tag: bytes) -> None:
        """What is open before the first entry."""
        if mark == b"<!DOCTYPE":
            self._doctype = tag
        elif mark.startswith(b"</"):
            if self._open and self._open[-1][0] == mark[2:]:
                self._open.pop()
        elif tag.endswith(b">") and not tag.endswith(b"/>"):
            self._open.append((mark[1:], tag))

    def _around(self) -> tuple[bytes, bytes]:
        before = self._doctype + b"".join([tag for _, tag in self._open])
        behind = b"".join([b"</" + name + b">" for name, _ in reversed(self._open)])
        return before.replace(b"\n", b" ").replace(b"\r", b" "), behind

    def _keep(self, stop: int) -> None:
        """What stands before a place belongs to no entry."""
        self._add(self._slice(self._from, stop))
        self._from = stop

    def _add(self, data: bytes) -> None:
        if self.outside is not None:
            self.outside = self.outside + data if len(self.outside) < _MOST_OUTSIDE else None

    def _slice(self, start: int, stop: int) -> bytes:
        return self._held[max(0, start - self._base) : stop - self._base]

    def _line_of(self, place: int) -> int:
        return self._line + self._held.count(b"\n", 0, place - self._base)

    def _more(self) -> bool:
        """Read on; what is not wanted is let go, and an entry that is too long."""
        part = next(self._parts, b"")
        size = self._from - self._base
        if len(self._held) - size > max(self._most, _MOST_TAG):
            self._is_long = True
            size = len(self._held) - _MOST_MARK
        if size > 0:
            self._line += self._held.count(b"\n", 0, size)
            self._held = self._held[size:]
            self._base += size
        self._held += part
        return bool(part)

    def _utf8(self, stream: Stream) -> Iterator[bytes]:
        head = stream.peek(256)
        declared = _DECLARED.match(head)
        if head.startswith((b"\xff\xfe", b"\xfe\xff")):
            self.encoding = "utf-16"
        elif declared is not None and not head.startswith(codecs.BOM_UTF8):
            self.encoding = declared[1].decode().lower()
        try:
            is_utf8 = codecs.lookup(self.encoding).name in ("utf-8", "ascii")
            decode = None if is_utf8 else codecs.getincrementaldecoder(self.encoding)("replace")
        except LookupError:
            self.error = StreamError(f"{self.encoding} is no encoding")
            return
        is_first = True
        try:
            for part in stream.parts():
                if decode is not None:
                    text = decode.decode(part)
                    self.is_replaced = self.is_replaced or "\ufffd" in text
                    part = text.encode("utf-8", "replace")
                if is_first:
                    # It says how the bytes were, which are UTF-8 now.
                    part = _DECLARATION.sub(_blank, part.removeprefix(codecs.BOM_UTF8), count=1)
                    is_first = False
                if part:
                    yield part
        except StreamError as error:
            self.error = error


def _blank(found: re.Match[bytes]) -> bytes:
    return b"\n" * found[0].count(b"\n")
