"""The JSON in a script of a page, also where it is damaged and what was meant is certain."""

from __future__ import annotations

import re
from functools import cache

from newsclean.patterns import Pattern

TYPE_CHECKING = False
if TYPE_CHECKING:
    from json import JSONDecoder
    from typing import Any

_MOST_CHARS, _MOST_REPAIRED = 2_000_000, 200_000
# A string, which stays, or a comma behind the last member of an object or a list. One that nothing
# ends goes to the end of the text, so that nobody looks for its end again and again.
_LAST_COMMA = Pattern(r'("(?:[^"\\]|\\.)*(?:"|\\?\Z))|,(?=\s*[}\]])', re.DOTALL)
# What may stand between two values of one script.
_BETWEEN = Pattern(r"[\s,;]*")
# A string up to a quote behind which a member or the object ends, with the quotes in it that
# nobody escaped: `"He said "no" twice"`. Where it is cut too early the rest is no JSON.
_STRING = Pattern(
    r'"((?:[^"\\]|\\.|"(?!\s*(?:[:}\]]|,\s*["{\[\d-]|\Z)))*)(?:"|\\?\Z)', re.DOTALL
)
_BARE_QUOTE = Pattern(r'\\.|"', re.DOTALL)


def read_script(script: str) -> Any:
    """What a script holds, a list where it holds several values; None when it is no JSON."""
    text = script.strip()
    for start, end in (("<!--", "-->"), ("//<![CDATA[", "//]]>"), ("<![CDATA[", "]]>")):
        if text.startswith(start):
            text = text.removeprefix(start).removesuffix(end).strip()
    if not text or len(text) > _MOST_CHARS:
        return None
    try:
        found = _values(text)
        if found is None:  # templates print a comma behind each member, the last one too
            found = _values(_LAST_COMMA.sub(_without_comma, text))
        if found is None and len(text) <= _MOST_REPAIRED:
            found = _values(_STRING.sub(_escaped, text))
    except RecursionError:
        return None
    return found


def _values(text: str) -> Any:
    """The value in a text, a list of several that follow each other; None when one is damaged."""
    decode = _decoder().raw_decode
    found = []
    at = 0
    while at < len(text):
        try:
            value, at = decode(text, at)
        except ValueError:
            return None
        found.append(value)
        at = _BETWEEN.match(text, at).end()  # type: ignore[union-attr]  # it takes nothing, too
    return found[0] if len(found) == 1 else found


@cache
def _decoder() -> JSONDecoder:
    """A decoder that takes line ends in strings; to make one costs as much as a short script."""
    from json import JSONDecoder

    return JSONDecoder(strict=False)


def _without_comma(match: re.Match[str]) -> str:
    return match[1] or ""


def _escaped(match: re.Match[str]) -> str:
    """A string with its bare quotes escaped."""
    inner = match[1]
    if '"' in inner:
        inner = _BARE_QUOTE.sub(lambda quote: quote[0] if len(quote[0]) > 1 else '\\"', inner)
    return f'"{inner}"'
