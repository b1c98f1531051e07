"""Which encoding a page is in: a byte order mark, what it declares, what its bytes say.

The order is that of browsers (WHATWG), but that bytes which are valid UTF-8 are UTF-8 whatever the
page declares, and that a declaration is not believed which the bytes do not fit, or which makes of
them what nobody writes.
"""

from __future__ import annotations

import re
from codecs import utf_8_decode

from newsclean.errors import InputError
from newsclean.readers.binary import binary_reason
from newsclean.readers.text import MARKS, Source, decode, find_encoding, has_kanji_escape

# As far as browsers look for a declaration, and a little on: some pages put scripts before it.
_HEAD_BYTES = 8192
_PIECE_BYTES = 4096
_COMMENT = re.compile(rb"<!--.*?(?:-->|$)", re.S)
_META = re.compile(rb"<meta[\s/]([^>]{0,1000})", re.I)
_CONTENT = re.compile(rb"""\bcontent\s{0,9}=\s{0,9}("[^"]*"|'[^']*')""", re.I)
_CHARSET = re.compile(rb"""\bcharset\s{0,9}=\s{0,9}["']?\s{0,9}([\w:.-]{2,40})""", re.I)
_XML = re.compile(
    rb"""\s{0,99}<\?xml[^>]{0,200}?\bencoding\s{0,9}=\s{0,9}["']([\w:.-]{2,40})""", re.I
)
_MARKUP = re.compile(rb"<(script|style)\b.*?</\1|<[^>]{0,5000}>", re.I | re.S)
_PROBE_BYTES = 400_000
# What browsers read a page in that says nothing, where their user speaks the language; Latin text
# of the West everywhere else.
_BY_LANGUAGE = {
    **dict.fromkeys("ru uk be bg sr mk kk ky tg tt".split(), "cp1251"),
    **dict.fromkeys("cs hu pl sk sl hr bs ro sq".split(), "cp1250"),
    **dict.fromkeys("et lt lv".split(), "cp1257"), **dict.fromkeys("tr az ku".split(), "cp1254"),
    **dict.fromkeys("ar fa ur".split(), "cp1256"), "he": "cp1255", "el": "cp1253", "vi": "cp1258",
    "th": "cp874", "ja": "cp932", "ko": "cp949", "zh": "gb18030", "zh-tw": "big5hkscs",
    "zh-hk": "big5hkscs",
}  # fmt: skip
_LANGUAGE = re.compile(rb"""<html\b[^>]{0,400}?\blang\s{0,9}=\s{0,9}["']?([\w-]{2,12})""", re.I)
_NON_ASCII = re.compile(r"[^\x00-\x7f]+")
_LATIN = ("cp1252", "cp1250", "cp1254", "cp1257")
_MOST_FOREIGN = 0.4  # of the letters of a text in Latin letters: those beyond ASCII
_UNUSED, _MOST_UNUSED = re.compile("[\ue000-\uf8ff\ufffd]"), 0.01
_UTF8 = ("utf-8", "utf8")
_LAST_RESORT = "cp1252"
_FEW_BAD, _BAD_SHARE = 3, 0.0005  # bytes that were lost on the way
_CONTROL = re.compile(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_MOST_CONTROLS = 0.002  # of a page; a picture has a tenth
# Labels of the WHATWG Encoding Standard where a browser reads another encoding than they name, or
# Python knows them by another name. Only labels in these tables are believed.
READ_AS = {
    **dict.fromkeys("iso-8859-1 latin1 latin-1 iso8859-1 us-ascii ascii".split(), "cp1252"),
    "windows-1252": "cp1252",
    **dict.fromkeys("gb2312 gbk gb18030 gb_2312-80 x-gbk chinese".split(), "gb18030"),
    **dict.fromkeys("euc-kr ks_c_5601-1987 korean ksc5601 windows-949 cp949".split(), "cp949"),
    **dict.fromkeys("shift_jis shift-jis sjis x-sjis windows-31j ms_kanji cp932".split(), "cp932"),
    **dict.fromkeys("big5 big5-hkscs x-x-big5 cn-big5".split(), "big5hkscs"),
    **dict.fromkeys("euc-jp x-euc-jp".split(), "euc_jp"),
    **dict.fromkeys("iso-2022-jp csiso2022jp".split(), "iso2022_jp"),
    **dict.fromkeys("iso-8859-9 latin5 windows-1254".split(), "cp1254"),
    **dict.fromkeys("iso-8859-11 tis-620 windows-874".split(), "cp874"),
    **dict.fromkeys("koi8-r koi8 koi".split(), "koi8_r"), "koi8-u": "koi8_u",
    **dict.fromkeys("macintosh mac x-mac-roman".split(), "mac_roman"),
    "x-mac-cyrillic": "mac_cyrillic", "ibm866": "cp866", "cp866": "cp866",
    **{f"windows-{n}": f"cp{n}" for n in (1250, 1251, 1253, 1255, 1256, 1257, 1258)},
    **{f"cp{n}": f"cp{n}" for n in (1250, 1251, 1253, 1255, 1256, 1257, 1258)},
    **{f"iso-8859-{n}": f"iso8859_{n}" for n in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)},
}  # fmt: skip


def to_utf8(data: bytes, encoding: str | None = None) -> tuple[bytes, Source]:
    """The page in UTF-8, without byte order mark and NUL bytes, and how it was read.

    Bytes that are UTF-8 are so whatever the page declares: text in another encoding is not valid
    UTF-8 by chance. Else the page's word counts where its bytes fit it, then the detector where it
    is sure, then what a browser would take, windows-1252 mostly: `assumed`. InputError for bytes
    that are no page in any encoding; UsageError for an unknown encoding.
    """
    if encoding is None:
        for mark, name in MARKS:
            if data.startswith(mark):
                source = Source(name, "declared", bom=True)
                if name == "utf-8":
                    return _clean(data[len(mark) :], source)
                return data.decode(name, "replace").lstrip("\ufeff").encode(), source
        # Every second byte of markup is NUL in UTF-16.
        for start, name in ((b"<\0", "utf-16-le"), (b"\0<", "utf-16-be")):
            if data[:2] == start and data[2:4].count(0) == 1 == data[4:6].count(0):
                return data.decode(name, "replace").encode(), Source(name, "detected")
        if not _is_utf8(data):
            return _legacy(data)
        if not has_kanji_escape(data):
            return _clean(data, Source())
        # ASCII with escapes means nothing else, whatever the page declares.
        if data.isascii():
            label = READ_AS.get(_declared(data[:_HEAD_BYTES]))
            how = "declared" if label == "iso2022_jp" else "detected"
            found = _try(data, "iso2022_jp", how)
            if found is not None:
                return found
        return _legacy(data)
    name = find_encoding(encoding)
    text = decode(data, name).text if name != "utf-8" else data.decode("utf-8", "replace")
    return _clean(text.encode(), Source(name, "option"))


def _is_utf8(data: bytes) -> bool:
    """Whether bytes are UTF-8; the text that they are is not wanted.

    Piece by piece, of which most are ASCII: a text of other letters costs two or four times the
    memory, and that more than to look.
    """
    at = 0
    try:
        while at < len(data):
            piece = data[at : at + _PIECE_BYTES]
            if piece.isascii():
                at += _PIECE_BYTES
            else:
                at += utf_8_decode(piece, "strict", at + _PIECE_BYTES >= len(data))[1]
    except UnicodeDecodeError:
        return False
    return True


def _legacy(data: bytes) -> tuple[bytes, Source]:
    """A page that is not UTF-8."""
    name = READ_AS.get(_declared(data[:_HEAD_BYTES]))
    if name is not None:
        found = _try(data, name, "declared")
        if found is not None:
            return _better(data) or found if _is_odd(found[0], name) else found
    data = data.replace(b"\0", b"")
    reason = _junk(data)
    if reason is not None:
        raise InputError(reason)
    text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    good = sum(map(len, _NON_ASCII.findall(text))) - bad
    if bad <= good or (_declared(data[:_HEAD_BYTES]) in _UTF8 and bad <= _few(data)):
        return text.encode(), Source(bad_bytes=bad)
    return _guessed(data)


def _guessed(data: bytes) -> tuple[bytes, Source]:
    """A page whose bytes fit nothing that is known of it: the detector, then what browsers do."""
    found = _better(data)
    if found is not None:
        return found
    text = data.decode(_LAST_RESORT, "replace")
    return text.encode(), Source(_LAST_RESORT, "assumed", bad_bytes=text.count("\ufffd"))


def _is_odd(utf8: bytes, name: str) -> bool:
    """Whether a page reads in its own encoding like nothing that people write.

    Russian that is declared to be Latin consists of accents; Chinese in the encoding of the other
    Chinese, of characters that there are none.
    """
    prose = _MARKUP.sub(b" ", utf8[:_PROBE_BYTES]).decode("utf-8", "replace")
    foreign = "".join(_NON_ASCII.findall(prose))
    letters = sum(map(str.isalpha, prose))
    if name in _LATIN and sum(map(str.isalpha, foreign)) > _MOST_FOREIGN * letters:
        return True
    return len(_UNUSED.findall(foreign)) > _MOST_UNUSED * len(foreign)


def _better(data: bytes) -> tuple[bytes, Source] | None:
    """The page as the detector reads it where it is sure, else as in its language is usual."""
    from newsclean.readers.charset import detect

    prose = _MARKUP.sub(b" ", data[:_PROBE_BYTES])
    name, is_sure = detect(data if prose.isascii() else prose)
    if name is not None and is_sure:
        found = _try(data, name, "detected")
        if found is not None:
            return found
    language = _LANGUAGE.search(data[:_HEAD_BYTES])
    tag = language[1].decode("ascii", "replace").lower() if language else ""
    own = _BY_LANGUAGE.get(tag) or _BY_LANGUAGE.get(tag.partition("-")[0])
    if own is not None:
        return _try(data, own, "assumed")
    return None


def _try(data: bytes, name: str, how: str) -> tuple[bytes, Source] | None:
    """The page in an encoding that its bytes fit, but for a few that were lost on the way."""
    try:
        return _clean(data.decode(name).encode(), Source(name, how))
    except UnicodeDecodeError:
        text = data.decode(name, "replace")
        bad = text.count("\ufffd")
        if bad > _few(data):
            return None
        return _clean(text.encode(), Source(name, how, bad_bytes=bad))


def _few(data: bytes) -> float:
    return max(_FEW_BAD, len(data) * _BAD_SHARE)


def _declared(head: bytes) -> str:
    """The encoding that a page names, in an element of its own; empty for none."""
    found = _XML.match(head)
    label = b"" if found is None else found[1]
    for meta in _META.finditer(_COMMENT.sub(b"", head)):
        attributes = meta[1]
        if b"http-equiv" not in attributes.lower():
            attributes = _CONTENT.sub(b"", attributes)  # a description may speak of one
        found = _CHARSET.search(attributes)
        if found is not None:
            label = found[1]
            break
    return label.decode("ascii", "replace").lower()


def _junk(data: bytes) -> str | None:
    """Why bytes are no page in any encoding; None when they may be one."""
    reason = binary_reason(data)
    if reason is not None:
        return reason
    controls = sum(1 for _ in _CONTROL.finditer(data, 0, _PROBE_BYTES))
    if controls > max(_FEW_BAD, min(len(data), _PROBE_BYTES) * _MOST_CONTROLS):
        return f"binary: {controls} control characters; no encoding of a page has them"
    return None


def _clean(data: bytes, source: Source) -> tuple[bytes, Source]:
    return data.replace(b"\0", b"") if b"\0" in data else data, source
