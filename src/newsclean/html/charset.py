"""Which encoding a page is in: a byte order mark, what it declares, what its bytes say."""

from __future__ import annotations

import re

from newsclean.readers.text import MARKS, Source, decode, find_encoding, has_kanji_escape
from newsclean.visible import without_surrogates

# As far as browsers look for a declaration, and a little on: some pages put scripts before it.
_HEAD_BYTES = 8192
_DECLARED = re.compile(
    rb"""<meta[^>]{0,400}?\bcharset\s{0,9}=\s{0,9}["']?\s{0,9}([\w:.-]{2,40})"""
    rb"""|^\s{0,99}<\?xml[^>]{0,200}?\bencoding\s{0,9}=\s{0,9}["']([\w:.-]{2,40})""",
    re.I,
)
# Labels of the WHATWG Encoding Standard where a browser reads another encoding than they name, or
# Python knows them by another name. Only labels in these tables are believed.
_READ_AS = {
    **dict.fromkeys("iso-8859-1 latin1 latin-1 iso8859-1 us-ascii ascii".split(), "cp1252"),
    "windows-1252": "cp1252",
    **dict.fromkeys("gb2312 gbk gb18030 gb_2312-80 x-gbk chinese".split(), "gb18030"),
    **dict.fromkeys("euc-kr ks_c_5601-1987 korean ksc5601 windows-949 cp949".split(), "cp949"),
    **dict.fromkeys("shift_jis shift-jis sjis x-sjis windows-31j ms_kanji cp932".split(), "cp932"),
    **dict.fromkeys("big5 big5-hkscs x-x-big5 cn-big5".split(), "big5hkscs"),
    **dict.fromkeys("euc-jp x-euc-jp".split(), "euc_jp"),
    "iso-2022-jp": "iso2022_jp",
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
    UTF-8 by chance. Else the page's word counts where its bytes fit it, then the detector.
    InputError and UsageError as `newsclean.readers.text.decode` raises them.
    """
    if encoding is None:
        for mark, name in MARKS:
            if data.startswith(mark):
                source = Source(name, "declared", bom=True)
                if name == "utf-8":
                    return _clean(data[len(mark) :], source)
                return data.decode(name, "replace").lstrip("\ufeff").encode(), source
        try:
            data.decode()
        except UnicodeDecodeError:
            return _legacy(data)
        if not has_kanji_escape(data):
            return _clean(data, Source())
        return _legacy(data)
    name = find_encoding(encoding)
    text = decode(data, name).text if name != "utf-8" else data.decode("utf-8", "replace")
    return _clean(text.encode(), Source(name, "option"))


def _legacy(data: bytes) -> tuple[bytes, Source]:
    """A page that is not UTF-8."""
    found = _DECLARED.search(data[:_HEAD_BYTES])
    label = b"" if found is None else found[1] or found[2]
    name = _READ_AS.get(label.decode("ascii", "replace").lower())
    if name is not None:
        try:
            return _clean(data.decode(name).encode(), Source(name, "declared"))
        except UnicodeDecodeError:
            text = data.decode(name, "replace")
            bad = text.count("\ufffd")
            # A byte that was lost on the way, or a declaration that lies.
            if bad <= max(3, len(data) // 2000):
                return _clean(text.encode(), Source(name, "declared", bad_bytes=bad))
    decoded = decode(data.replace(b"\0", b""))
    source = decoded.source
    own = Source(source.encoding, source.how, bad_bytes=source.bad_bytes)
    text = without_surrogates(decoded.text) if source.bad_bytes else decoded.text
    return _clean(text.encode(), own)


def _clean(data: bytes, source: Source) -> tuple[bytes, Source]:
    return data.replace(b"\0", b"") if b"\0" in data else data, source
