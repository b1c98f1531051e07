"""WARC and WET: the pages of a crawl, and the texts that somebody made of them.

Where a record ends is found here, so that what is damaged costs only itself and nothing is held
that is too long; HTTP is fastwarc's.
"""

from __future__ import annotations

import re

from newsclean.errors import ExtraError
from newsclean.records.bodies import Body
from newsclean.records.item import Failure, Item
from newsclean.records.lines import too_long
from newsclean.records.opening import StreamError, need

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from newsclean.records.opening import Stream
    from newsclean.records.wanted import Wanted

_FIELD = re.compile(rb"^([!-9;-~]+):[ \t]*([^\r\n]*?)[ \t]*\r?$", re.M)
_HEADER_END = re.compile(rb"\r?\n\r?\n")
_NEXT = re.compile(rb"(?<=\n)WARC/[01]\.")
_MOST_HEADER = 1 << 16
_GAP = b"\r\n"
_PAGES = ("text/html", "application/xhtml+xml")
_TEXTS = ("text/plain",)
_OK = range(200, 300)


class _Damaged(Exception):
    """A record that is none; what follows may be."""


class _Record:
    """The header and, where it is wanted, the block of one record."""

    __slots__ = ("block", "fields", "kind")

    def __init__(self, header: bytes) -> None:
        self.fields: dict[bytes, str] = {
            name.lower(): value.decode("utf-8", "replace") for name, value in _FIELD.findall(header)
        }
        self.kind = self.fields.get(b"warc-type", "").lower()
        self.block: bytes | None = b""

    @property
    def is_wanted(self) -> bool:
        """Whether it may hold a text or a page."""
        content: str = self.fields.get(b"content-type", "").lower()
        if self.kind == "response":  # some writers leave out what it is
            is_http = content.startswith("application/http")
            return is_http or (not content and (self.block or b"HTTP/").startswith(b"HTTP/"))
        is_text = content.partition(";")[0].strip() in (*_PAGES, *_TEXTS)
        return is_text and self.kind in ("conversion", "resource")

    @property
    def uri(self) -> str | None:
        """What was fetched."""
        return self.fields.get(b"warc-target-uri", "").strip("<>") or None


def read_warc(stream: Stream, name: str, wanted: Wanted) -> Iterator[Item | Failure]:
    """An item for each text and each page that a server gave; all other records are passed over."""
    records = _Records(stream, wanted.most)
    number = 0
    while True:
        number += 1
        place = f"{name}:{number}"
        try:
            record = records.next()
            if record is None:
                return
            if not record.is_wanted:
                continue
            if record.block is None:
                yield Failure(_named(place, record), "read", too_long(wanted.most))
                continue
            items = _items(record, record.block, place, wanted.most)
        except _Damaged as error:
            yield Failure(place, "read", f"not a WARC record: {error}; passed over")
            continue
        except StreamError as error:
            # Each record is a member of its own: the next one may be whole.
            goes_on = records.resume()
            beyond = "goes on at the next member" if goes_on else "nothing is read beyond"
            yield Failure(place, "read", f"{error}; {beyond}")
            if not goes_on:
                return
            continue
        yield from items


def _named(place: str, record: _Record) -> str:
    return f"{place} ({record.uri})" if record.uri else place


def _items(record: _Record, block: bytes, place: str, most: int) -> Iterator[Item | Failure]:
    """What a record holds: a text or a page, or why it cannot be read; of a cut body both."""
    uri = record.uri
    # Crawlers stop at a size, or after a time.
    known: dict[str, object] = {"truncated": bool(record.fields.get(b"warc-truncated"))}
    if record.kind != "response":
        content = record.fields[b"content-type"].lower()
        kind = "html" if content.startswith(_PAGES) else "text"
        yield Item(place, block, id=uri, kind=kind, url=uri, encoding=_charset(content),
                   known=known)  # fmt: skip
        return
    fastwarc: Any = need("fastwarc.warc", "warc", "a WARC of pages")
    try:
        whole = fastwarc.WarcRecord.from_bytes(
            b"WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\n"
            b"Content-Length: %d\r\n\r\n" % len(block) + block
        )
        # Undoing compression is for us: fastwarc does it without a limit.
        whole.parse_http(auto_decode="none")
        headers = whole.http_headers
        if headers is None or headers.status_code is None:
            raise ValueError("it has no HTTP header")
        content = (whole.http_content_type or "").lower()
        if content not in (*_PAGES, *_TEXTS) or headers.status_code not in _OK:
            return
        body = Body(whole.reader.read(), headers, most)
        charset = whole.http_charset
    except ExtraError as error:
        yield Failure(_named(place, record), "read", str(error))
        return
    except (OSError, ValueError, StreamError) as error:
        yield Failure(_named(place, record), "read", f"damaged HTTP response: {error}")
        return
    if len(body.data) > most:
        yield Failure(_named(place, record), "read", too_long(most))
        return
    if body.cause is not None and not known["truncated"]:
        cause = f"damaged HTTP response: {body.cause}; what can be read is cleaned"
        yield Failure(_named(place, record), "read", cause)
    known["truncated"] = known["truncated"] or body.is_cut
    kind = "html" if content in _PAGES else "text"
    yield Item(place, body.data, id=uri, kind=kind, url=uri, encoding=charset, known=known)


def _charset(content: str) -> str | None:
    found = re.search(r"charset=\"?([\w:.-]{2,40})", content)
    return None if found is None else found[1]


class _Records:
    """Records of a stream, one after the other; holds little more than one of them."""

    def __init__(self, stream: Stream, most: int) -> None:
        self._stream = stream
        self._most = most
        self._held = b""
        self._at = 0
        self._error: StreamError | None = None
        self._ended = False

    def next(self) -> _Record | None:
        """The next record; None at the end. _Damaged, behind which one may go on; StreamError."""
        while self._has(1) and self._held[self._at] in _GAP:
            self._at += 1
        if not self._has(5):
            self._raise_at_end()
            if self._at < len(self._held):
                self._at = len(self._held)
                raise _Damaged("the file is cut")
            return None
        if not self._held.startswith(b"WARC/", self._at):
            self._go_on(self._at)
            raise _Damaged("it does not begin with WARC/")
        end = self._header_end()
        record = _Record(self._held[self._at : end])
        length = record.fields.get(b"content-length", "")
        if not (length.isascii() and length.isdigit()) or len(length) > 18:
            self._go_on(self._at + 5)
            raise _Damaged("no Content-Length")
        self._at = end
        size = int(length)
        if size > self._most:
            record.block = None
            self._skip(size)
            return record
        if not self._has(size):
            self._raise_at_end()
            self._go_on(self._at)
            raise _Damaged(f"{size:,} bytes are announced, and the file ends before")
        if not self._is_border(size):
            # Its length is wrong: the next record stands within, or farther on.
            self._go_on(self._at)
            raise _Damaged(f"it does not end after the {size:,} bytes that it announces")
        record.block = self._held[self._at : self._at + size]
        self._at += size
        return record

    def resume(self) -> bool:
        """Go on behind damaged compressed data, if anything can be read there."""
        if not self._stream.resume():
            return False
        self._held, self._at = b"", 0
        self._ended = False
        if not self._has(5) or not self._held.startswith(b"WARC/"):
            self._go_on(0)
        return self._has(5)

    def _header_end(self) -> int:
        """Where the block begins."""
        searched = self._at
        while True:
            found = _HEADER_END.search(self._held, searched)
            if found is not None:
                return found.end()
            if len(self._held) - self._at > _MOST_HEADER or not self._more():
                self._raise_at_end()
                self._go_on(self._at + 5)
                raise _Damaged("its header does not end")
            searched = self._at

    def _is_border(self, size: int) -> bool:
        """Whether a block of this size ends here: two blank lines, or nothing more."""
        self._has(size + 64)
        rest = self._held[self._at + size : self._at + size + 64]
        return rest.startswith((b"\r\n\r\n", b"\n\n", b"WARC/")) or not rest.strip(_GAP)

    def _go_on(self, start: int) -> None:
        """Find where the next record begins, behind `start`."""
        self._at = start
        while True:
            found = _NEXT.search(self._held, self._at)
            if found is not None:
                self._at = found.start()
                return
            self._at = max(self._at, len(self._held) - 8)
            if not self._more():
                self._at = len(self._held)
                self._raise_at_end()  # it says more than that the record is damaged
                return

    def _skip(self, size: int) -> None:
        """Pass over so many bytes without holding them."""
        while size > len(self._held) - self._at:
            size -= len(self._held) - self._at
            self._at = len(self._held)
            if not self._more():
                self._raise_at_end()
                return
        self._at += size

    def _has(self, size: int) -> bool:
        while len(self._held) - self._at < size:
            if not self._more(size - len(self._held) + self._at):
                return False
        return True

    def _more(self, size: int = 1) -> bool:
        """Read on, at least so many bytes; what is behind us is let go."""
        if self._ended:
            return False
        parts = [self._held[self._at :]]
        self._at = 0
        while size > 0:
            try:
                part = self._stream.read1()
            except StreamError as error:  # said once what came before is used up
                self._error = error
                part = b""
            if not part:
                self._ended = True
                break
            parts.append(part)
            size -= len(part)
        self._held = b"".join(parts)
        return len(parts) > 1

    def _raise_at_end(self) -> None:
        if self._error is not None:
            error, self._error = self._error, None
            self._at = len(self._held)
            raise error
