"""Which legacy encoding bytes are in, and whether that is certain."""

from __future__ import annotations

import codecs
import re
import unicodedata

# Measured on the development reposts in 23 encodings, whole and cut to 300 and 120 characters:
# below this the detector is about as often wrong as right.
_MIN_CONFIDENCE = 0.2
_PROBE_BYTES = 200_000

# The encodings of the web (WHATWG Encoding Standard), as Python names them. Others exist and
# are detected, so that they are not taken for one of these, but no news text comes in them.
_KNOWN = frozenset(
    "cp866 iso8859-1 iso8859-2 iso8859-3 iso8859-4 iso8859-5 iso8859-6 iso8859-7 iso8859-8 "
    "iso8859-9 iso8859-10 iso8859-13 iso8859-14 iso8859-15 iso8859-16 koi8-r koi8-u mac-roman "
    "mac-cyrillic cp874 tis-620 cp1250 cp1251 cp1252 cp1253 cp1254 cp1255 cp1256 cp1257 cp1258 "
    "gb2312 gbk gb18030 big5 big5hkscs cp950 euc_jp iso2022_jp shift_jis cp932 euc_kr cp949".split()
)
# Bytes 0x80 to 0x9F are controls in these and quotation marks in the encodings really meant.
_WINDOWS = {"iso8859-1": "cp1252", "iso8859-15": "cp1252", "iso8859-9": "cp1254"}
# Tried when the encoding does not fit to the last byte.
_SUPERSETS = {"gb2312": "gb18030", "gbk": "gb18030", "euc_kr": "cp949", "shift_jis": "cp932"}
_C1 = re.compile(rb"[\x80-\x9f]")
# What Latin text shows only in a wrong encoding: `pr‚sident`, `donÕt`, `he said.Ó`.
_TORN = re.compile(
    r"[a-zß-ÿ](?:[‚ƒ„†‡ˆ‰‹›Œ™¡¢£¤¥¦§¨©ª«¬®¯°±²³µ¶¸¹º»¼½¾¿÷×˜€][a-zß-ÿ]|[À-ÖØ-ÞŒŠŽ])"
    r"|[.,!?][À-ÖØ-Þ](?!\w)|\sÑ\s"
)
_MAX_TORN_SHARE = 0.05


def detect(data: bytes) -> tuple[str | None, bool]:
    """Python's name of the likeliest encoding, if there is one, and whether it is certain."""
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import chardet

        found = chardet.detect(data[:_PROBE_BYTES])
    label, confidence = found["encoding"], found["confidence"]
    try:
        name = codecs.lookup(label or "").name
    except LookupError:
        return None, False
    if name in _WINDOWS and _C1.search(data):
        name = _WINDOWS[name]
    if name in _SUPERSETS:
        try:
            data.decode(name)
        except UnicodeDecodeError:
            name = _SUPERSETS[name]
    is_sure = confidence >= _MIN_CONFIDENCE and name in _KNOWN
    return name, is_sure and _is_plausible(data[:_PROBE_BYTES], name)


def _is_plausible(data: bytes, name: str) -> bool:
    """Whether the text reads like one: no controls, no symbols or capitals inside words."""
    text = data.decode(name, "replace")
    foreign = sum(c > "~" for c in text)
    odd = {c for c in set(text) if c > "~" and unicodedata.category(c) in ("Cc", "Cn", "Co")}
    torn = sum(1 for _ in _TORN.finditer(text)) + sum(text.count(c) for c in odd)
    return torn <= foreign * _MAX_TORN_SHARE
