"""Bytes of a page to a tree, whatever their encoding, without anything getting lost."""

from __future__ import annotations

from lxml import etree

from newsclean.html.charset import to_utf8
from newsclean.readers.text import Source

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class Parsed:
    """A page as a tree. source: how its bytes were read. title: what `<title>` says."""

    __slots__ = ("root", "source", "title")

    def __init__(self, root: Any, source: Source) -> None:
        self.root = root
        self.source = source
        found = root.find("head/title")
        self.title = " ".join(found.text.split()) if found is not None and found.text else None


def parse(data: bytes | str, encoding: str | None = None) -> Parsed:
    """Decode and parse a page."""
    if isinstance(data, str):
        raw = utf8 = data.encode("utf-8", "replace").replace(b"\0", b"")
        source = Source()
    else:
        raw = data
        utf8, source = to_utf8(data, encoding)
    source.kind, source.raw = "html", raw
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    root = etree.fromstring(utf8, parser)
    return Parsed(root, source)
