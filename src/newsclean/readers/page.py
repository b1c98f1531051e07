"""Whether a text is an HTML page or a feed: it begins as one, or one element holds all of it."""

from __future__ import annotations

import re

# The first tag and the one behind it: `<body> of evidence grows` is a headline.
_FIRST = re.compile(
    rb"(?:<!doctype html\b[^>]*>|<(?:html|head|body)(?:\s[^>]*)?>)\s*<[a-z!/]", re.IGNORECASE
)
# A text may begin with a stray tag, so of all other elements only one that holds everything else
# counts, and only if it holds more tags than a text that speaks of them.
_WHOLE = re.compile(rb"\s*<(article|main|section|div)(?:\s[^>]*)?>", re.IGNORECASE)
_PIECES = re.compile(
    rb"<(?:p|br|a|h[1-6]|li|div|img|span)[\s/>]|</(?:p|a|h[1-6]|li|div|span)>", re.IGNORECASE
)
_FEW_PIECES = 2
# The element of a feed and the one that it needs: a text may begin with `<feed>` or `<rss>`.
_FEED = re.compile(
    rb"""(?:<\?[^>]*\?>\s*|<!--.*?-->\s*|<!DOCTYPE[^>]*>\s*)*
        (?:<rss\b[^>]*\bversion\s*=|<rss\b[^>]*>\s*<channel\b|<(?:\w+:)?feed\b[^>]*\bxmlns(?::\w+)?\s*=
        |<rdf:RDF\b[^>]*\bxmlns\s*=\s*["'][^"']*rss)""",
    re.IGNORECASE | re.DOTALL | re.VERBOSE,
)
_NAMES = (".html", ".htm", ".xhtml", ".shtml")


def begins_feed(head: bytes) -> bool:
    """Whether the first bytes are those of an RSS or Atom feed."""
    return _FEED.match(head) is not None


def is_named_page(name: str, data: bytes) -> bool:
    """Whether a file that is named like a page is one, however it begins: tags tell."""
    if not name.lower().endswith(_NAMES):
        return False
    return sum(1 for _ in _PIECES.finditer(data)) > _FEW_PIECES


def begins_page(head: bytes) -> bool:
    """Whether the first bytes are those of a page; comments may stand before it."""
    while head.startswith((b"<!--", b"<?xml")):
        end = b"-->" if head.startswith(b"<!--") else b"?>"
        head = head.partition(end)[2].lstrip()
    return _FIRST.match(head) is not None


def is_one_element(data: bytes | str) -> bool:
    """Whether the element that a text begins with ends where the text ends, and holds others.

    Of an `html` whose beginning was left out, or that others precede, the end is enough.
    """
    text = data.encode("utf-8", "replace") if isinstance(data, str) else data
    text = text.removeprefix(b"\xef\xbb\xbf").rstrip()
    if text[-7:].lower() == b"</html>":
        return len(_PIECES.findall(text)) > _FEW_PIECES
    first = _WHOLE.match(text)
    if first is None or not text.endswith(b">"):
        return False
    depth = 0
    for tag in re.finditer(rb"<(/?)%s\b[^>]*>" % first[1], text, re.IGNORECASE):
        depth += -1 if tag[1] else 1
        if depth == 0:
            is_all = tag.end() == len(text)
            return is_all and len(_PIECES.findall(text, first.end())) > _FEW_PIECES
    return False
