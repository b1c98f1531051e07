"""Bytes to a document, without ever holding a long text in one piece."""

from __future__ import annotations

from newsclean.document import Document
from newsclean.readers.binary import binary_reason
from newsclean.readers.text import MARKS, Source, decode, has_kanji_escape

# One emoji makes Python hold each character of its text in four bytes: 200 MB would be 800.
_PART_BYTES = 1 << 22


def read_document(
    data: bytes,
    encoding: str | None = None,
    *,
    title: str | None = None,
    url: str | None = None,
    language: str | None = None,
    fix_text: bool = False,
) -> tuple[Document, Source]:
    """Decode and split; what `decode` and `Document.from_text` do one after the other.

    fix_text: repair mojibake between the two, see `newsclean.readers.repair`. InputError and
    UsageError as `decode` raises them.
    """
    if encoding is None and len(data) > _PART_BYTES and not fix_text:
        split = _split_utf8(data)
        if split is not None:
            source = Source(errors="surrogateescape", bom=data.startswith(MARKS[0][0]))
            return Document(*split, title=title, url=url, language=language), source
    decoded = decode(data, encoding)
    if fix_text:
        from newsclean.readers.repair import repair

        fixed = repair(decoded.text)
        if fixed != decoded.text:
            decoded.source.is_repaired, decoded.source.raw = True, data
            decoded.text = fixed
    doc = Document.from_text(decoded.text, title=title, url=url, language=language)
    return doc, decoded.source


def _split_utf8(data: bytes) -> tuple[list[str], list[str] | None] | None:
    """Lines and line ends of UTF-8, part by part; None for everything that is not plainly that."""
    # A mark of UTF-16 or UTF-32 is no UTF-8, or has a zero, which is no text's.
    if has_kanji_escape(data) or binary_reason(data) is not None:
        return None
    lines: list[str] = []
    ends: list[str] | None = None
    at = 0
    while at < len(data):
        stop = _part_end(data, at)
        try:
            part = Document.from_text(data[at:stop].decode())
        except UnicodeDecodeError:
            return None
        if lines:
            lines.pop()  # the empty rest after the last part's newline, which goes on here
            if ends is not None:
                ends.pop()
        if ends is None and part.ends is not None:
            ends = ["\n"] * len(lines)
        lines += part.lines
        if ends is not None:
            ends += part.ends or [*["\n"] * (len(part.lines) - 1), ""]
        at = stop
    return lines, ends


def _part_end(data: bytes, start: int) -> int:
    """Where a part ends: behind a newline, so that no character and no line end is torn."""
    if len(data) - start <= _PART_BYTES:
        return len(data)
    stop = data.rfind(b"\n", start, start + _PART_BYTES) + 1
    return stop or (data.find(b"\n", start) + 1) or len(data)
