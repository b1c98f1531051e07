"""What XML does not allow in an entry of a feed and says all the same what is meant."""

from __future__ import annotations

import re

# What XML leaves as it is, `&` with or without a reference, and `<` that begins no tag. Of what
# does not end, all is taken: it is looked at once.
_ODD = re.compile(
    r"""<!\[CDATA\[.*?(?:\]\]>|\Z) | <!--.*?(?:-->|\Z)
    | &(?:\#(?P<decimal>[0-9]{1,7}); | \#[xX](?P<hex>[0-9a-fA-F]{1,6});
        | (?P<name>[a-zA-Z][a-zA-Z0-9]{1,31};))?
    | <(?![^\W\d] | [/!?:])""",
    re.S | re.X,
)
_SPACES = re.compile("[\x0b\x0c]")  # Word's line break in a paragraph, a page break
_FORBIDDEN = re.compile("[\0-\x08\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def mended(data: bytes) -> bytes:
    """An entry whose entities are references by number, and without characters that XML forbids.

    data: UTF-8; what is none becomes U+FFFD. HTML's entities are what HTML says, `&` that begins
    no reference is itself. Behind an error libxml2 drops every reference by name, also `&lt;`.
    """
    return _ODD.sub(_mended, _allowed(data.decode("utf-8", "replace"))).encode()


def _allowed(text: str) -> str:
    return _FORBIDDEN.sub("", _SPACES.sub(" ", text))


def _mended(found: re.Match[str]) -> str:
    from html.entities import html5

    whole = found[0]
    if whole.startswith("<"):
        return whole if len(whole) > 1 else "&#60;"
    if found["name"] is not None:
        text = html5.get(found["name"], whole)
    elif whole != "&":
        number = int(found["decimal"] or found["hex"], 10 if found["decimal"] else 16)
        text = _allowed(chr(number)) if number < 0x110000 else ""
    else:
        text = whole
    return "".join([f"&#{ord(character)};" for character in text])
