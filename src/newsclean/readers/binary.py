"""What is not text, by its first bytes."""

from __future__ import annotations

from newsclean.formats import compression_of

# As far as ripgrep and grep look before they call a file binary.
_PROBE_BYTES = 65536

_MAGIC = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP archive (or an Office document)"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"\x89PNG\r\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"\x7fELF", "a program"),
    (b"\xd0\xcf\x11\xe0", "an Office document"),
    (b"{\\rtf", "an RTF document"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"PAR1", "a Parquet file"),
)


_PAGE_BYTES = 4096
_WORD_BYTES = 8  # a word of four letters; less is no text
_BEFORE_PAGE = "\ufeff \t\r\n\0"


def is_page(data: bytes | str) -> bool:
    """Whether a text is an HTML page or a feed, by how it begins, or one element of a page."""
    head = data[:_PAGE_BYTES]
    if isinstance(head, str):
        head = head.lstrip(_BEFORE_PAGE)
        if not head.startswith("<"):
            return False  # most texts; encoding is for the others
        head = head.encode("utf-8", "replace")
    elif head.startswith((b"\xff\xfe\0\0", b"\0\0\xfe\xff")):
        head = head.decode("utf-32", "replace").encode("utf-8", "replace")
    elif head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.decode("utf-16", "replace").encode("utf-8", "replace")
    head = head.lstrip(b"\xef\xbb\xbf \t\r\n\0")
    if not head.startswith(b"<"):
        return False
    from newsclean.readers.page import begins_feed, begins_page, is_one_element

    return begins_page(head) or begins_feed(head) or is_one_element(data)


def binary_reason(data: bytes) -> str | None:
    """Why these bytes are no text, as the end of a sentence; None when they may be text."""
    compression = compression_of(data)
    if compression is not None:
        return f"not text but {compression} data"
    for magic, name in _MAGIC:
        if data.startswith(magic):
            return f"not text but {name}"
    at = data.find(0, 0, _PROBE_BYTES)
    if at < 0:
        return None
    wide = _wide_text(data[:512]) or _wide_blanks(data[:512])
    if wide is None:
        return f"binary: a NUL byte at offset {at}"
    family = wide[:6].upper()
    return f"looks like {family} without a byte order mark; read it with --encoding {wide}"


def _wide_text(head: bytes) -> str | None:
    """UTF-16 and UTF-32 without a mark: a NUL in every second or in three of four bytes."""
    units = len(head) // 4
    if units < 1:
        return None
    zeros = [head[i : units * 4 : 4].count(0) for i in range(4)]
    is_zero = [count > units * 0.7 for count in zeros]
    is_text = [count < units * 0.3 for count in zeros]
    for name, pattern in (
        ("utf-16-le", "tztz"), ("utf-16-be", "ztzt"), ("utf-32-le", "tzzz"), ("utf-32-be", "zzzt"),
    ):  # fmt: skip
        if all((is_zero if want == "z" else is_text)[i] for i, want in enumerate(pattern)):
            return name
    return None


def _wide_blanks(head: bytes) -> str | None:
    """UTF-16 of other letters than Latin ones, where only blanks and the like have a NUL."""
    if len(head) < _WORD_BYTES or _is_text(head.replace(b"\0", b""), "utf-8"):
        return None
    fitting = [name for name in ("utf-16-le", "utf-16-be") if _is_text(head, name)]
    return fitting[0] if len(fitting) == 1 else None


def _is_text(head: bytes, encoding: str) -> bool:
    """Whether these bytes are characters that can be printed, a last one aside that is cut."""
    text = head.decode(encoding, "ignore")
    is_whole = len(text.encode(encoding)) > len(head) - 4
    return is_whole and all(char.isprintable() or char in "\t\n\f\r" for char in text)
