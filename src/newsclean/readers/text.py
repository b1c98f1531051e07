"""Bytes that are text, in whatever encoding, and the way back to the same bytes."""

from __future__ import annotations

import codecs

from newsclean.errors import InputError, UsageError
from newsclean.readers.binary import binary_reason

# The longer mark first: UTF-32-LE begins like UTF-16-LE.
MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
# Python counts them as text encodings; no document is written in them.
_NO_CHARSETS = ("idna", "punycode", "undefined", "unicode_escape", "raw_unicode_escape")
_MARKED = {"utf-8-sig": "utf-8", "utf-16": "utf-16-le", "utf-32": "utf-32-le"}

# Legacy text of 14 languages, read as UTF-8, had at most 0.4 valid sequences for each bad byte.
_GOOD_PER_BAD = 1.0
# What the detector cannot name passes as it is while it is this little: a byte lost on the way,
# not a writing system.
_FEW_BYTES, _FEW_SHARE = 3, 0.01


class Source:
    """Where a text came from and how its bytes were read.

    kind: `text` or `html`. id: the path as given, None for standard input and for a library call.
    encoding, errors: what `str.encode` needs to give the input's bytes back.
    how: `utf-8`, `declared` (a byte order mark, or what a page says), `detected`, `option`, or
        `assumed`: of a page that nothing else could be told of, as browsers do.
    bad_bytes: how many bytes fitted no encoding; they are lone surrogates in the text.
    raw: the input itself, only when encoding the text would not give it back; always of a page.
    is_repaired: whether mojibake in it was repaired, so that the text is not what came in.
    """

    __slots__ = (
        "bad_bytes",
        "bom",
        "encoding",
        "errors",
        "how",
        "id",
        "is_repaired",
        "kind",
        "raw",
    )

    def __init__(
        self,
        encoding: str = "utf-8",
        how: str = "utf-8",
        *,
        errors: str = "surrogatepass",
        bom: bool = False,
        bad_bytes: int = 0,
        raw: bytes | None = None,
    ) -> None:
        self.kind = "text"
        self.id: str | None = None
        self.encoding = encoding
        self.errors = errors
        self.how = how
        self.bom = bom
        self.bad_bytes = bad_bytes
        self.raw = raw
        self.is_repaired = False


class Decoded:
    """Text and its source. A byte order mark stays in the text, as U+FEFF."""

    __slots__ = ("source", "text")

    def __init__(self, text: str, source: Source) -> None:
        self.text = text
        self.source = source


def decode(data: bytes, encoding: str | None = None) -> Decoded:
    """Decode bytes: byte order mark, then UTF-8, then a detector when it is sure.

    encoding: what the caller knows; it is believed. Bytes that are not UTF-8 in a text that
    otherwise is pass as lone surrogates. InputError when the bytes are no text, do not fit
    `encoding`, or could be in several encodings; UsageError for an unknown encoding.
    """
    if encoding is not None:
        return _decode_as(data, find_encoding(encoding))
    for mark, name in MARKS:
        if data.startswith(mark):
            return _decode_utf8(data) if name == "utf-8" else _decode_wide(data, name, "declared")
    reason = binary_reason(data)
    if reason is not None:
        raise InputError(reason)
    return _decode_utf8(data)


def find_encoding(name: str) -> str:
    """Python's name of a text encoding; UsageError when there is none."""
    try:
        info = codecs.lookup(name)
    except (LookupError, ValueError):
        info = None
    # `base64`, `rot13` and `zlib` are codecs and no encodings.
    is_charset = info is not None and getattr(info, "_is_text_encoding", True)
    if info is None or not is_charset or info.name.replace("-", "_") in _NO_CHARSETS:
        raise UsageError(f"unknown encoding {name!r}; known are utf-8, latin-1, cp1251, gb18030 …")
    return info.name


def has_kanji_escape(data: bytes) -> bool:
    """Whether ISO-2022-JP may switch to Japanese in bytes that otherwise look like ASCII."""
    # A search for one byte costs a thirtieth of one for two.
    return b"\x1b" in data and b"\x1b$" in data


def _decode_utf8(data: bytes) -> Decoded:
    bom = data.startswith(MARKS[0][0])
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_damaged(data, bom)
    # Japanese mail: ISO-2022-JP is ASCII with escapes.
    if has_kanji_escape(data) and data.isascii():
        found = _try_encoding(data, "iso2022_jp")
        if found is not None:
            return found
    return Decoded(text, Source(errors="surrogateescape", bom=bom))


def _decode_damaged(data: bytes, bom: bool) -> Decoded:
    """Not UTF-8: bad bytes in UTF-8, or another encoding."""
    text = data.decode("utf-8", "surrogateescape")
    valid = data.decode("utf-8", "ignore")
    bad = len(text) - len(valid)
    good = len(valid) - len(valid.encode("ascii", "ignore"))
    is_utf8 = bom or good >= bad * _GOOD_PER_BAD
    if not is_utf8:
        from newsclean.readers.charset import detect

        name, is_sure = detect(data)
        found = _try_encoding(data, name) if name is not None and is_sure else None
        if found is not None:
            return found
        if bad > max(_FEW_BYTES, len(data) * _FEW_SHARE):
            guess = f"perhaps {name}, but not certainly" if name else "and no known encoding"
            raise InputError(
                f"not UTF-8, {guess}; name it with --encoding (utf-8 passes the bytes as they are)"
            )
    return Decoded(text, Source(errors="surrogateescape", bom=bom, bad_bytes=bad))


def _try_encoding(data: bytes, name: str) -> Decoded | None:
    try:
        return _decode_legacy(data, name, "detected")
    except UnicodeDecodeError:
        return None


def _decode_as(data: bytes, name: str) -> Decoded:
    """Decode as the caller says."""
    bom_of = next((bom for mark, bom in MARKS if data.startswith(mark)), None)
    if name in _MARKED:
        # Their mark says which byte order; without one Python's choice stands.
        name = bom_of if bom_of is not None and bom_of[:6] == name[:6] else _MARKED[name]
    if name == "utf-8":
        text = data.decode("utf-8", "surrogateescape")
        bad = len(text) - len(data.decode("utf-8", "ignore"))
        source = Source(
            "utf-8", "option", errors="surrogateescape", bom=bom_of == "utf-8", bad_bytes=bad
        )
        return Decoded(text, source)
    if name.startswith(("utf-16", "utf-32")):
        return _decode_wide(data, name, "option")
    try:
        return _decode_legacy(data, name, "option")
    except UnicodeDecodeError as error:
        raise InputError(f"not {name}: {error.reason} at byte {error.start}") from None


def _decode_legacy(data: bytes, name: str, how: str) -> Decoded:
    text = data.decode(name)
    try:
        is_exact = text.encode(name) == data
    except UnicodeEncodeError:
        is_exact = False
    # Shift_JIS and its kind write some characters in two ways; then only the bytes are exact.
    return Decoded(text, Source(name, how, errors="strict", raw=None if is_exact else data))


def _decode_wide(data: bytes, name: str, how: str) -> Decoded:
    try:
        text = data.decode(name, "surrogatepass")
    except UnicodeDecodeError as error:
        raise InputError(f"not {name}: {error.reason} at byte {error.start}") from None
    lone = 0 if text.isascii() else sum("\ud800" <= c <= "\udfff" for c in text)
    source = Source(name, how, bom=text.startswith("\ufeff"), bad_bytes=lone)
    return Decoded(text, source)
