"""Text of strangers, made safe to print: the one place where names and lines are escaped."""

from __future__ import annotations

# Joiners that Persian, Hindi and emoji are spelled with; they move nothing on a terminal.
_HARMLESS = "\u200c\u200d"
_SHORT = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}


def visible(text: str, keep: str = "") -> str:
    r"""Show control, bidirectional and invisible characters and stray bytes as escapes.

    `\x1b[31m` stays what it is, a sequence of characters, instead of turning a terminal red.
    Blanks of every width stay. keep: further characters that stay.
    """
    if text.isprintable():
        return text
    return "".join([c if c.isprintable() or c in keep else _escape(c) for c in text])


def _escape(char: str) -> str:
    code = ord(char)
    if char in _SHORT:
        return _SHORT[char]
    if char in _HARMLESS or (char.isspace() and code > 0x9F and code not in (0x2028, 0x2029)):
        return char
    if 0xDC80 <= code <= 0xDCFF:  # a byte that fitted no encoding
        return f"\\x{code - 0xDC00:02x}"
    if code <= 0xFF:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


def harmless(json_text: str) -> str:
    """JSON, with what `visible` escapes as escapes of JSON: a terminal may show it."""
    if json_text.isprintable():
        return json_text
    import json

    return "".join([
        char if char.isprintable() or _escape(char) == char else json.dumps(char)[1:-1]
        for char in json_text
    ])  # fmt: skip


def without_surrogates(text: str) -> str:
    """Show what is no character (a byte that fitted no encoding) as U+FFFD."""
    try:
        text.encode()
    except UnicodeEncodeError:
        import re

        return re.sub("[\ud800-\udfff]", "\ufffd", text)
    return text
