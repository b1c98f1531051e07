"""A feed of one entry as the page that the entry is; a feed of more is no article."""

from __future__ import annotations

import re
from html import escape

from lxml import etree

from newsclean.errors import InputError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

# Where the entry's text stands, the fullest first: RSS, Atom, old RSS.
_TEXTS = ("encoded", "content", "description", "summary")
# Field of an entry -> how a page would say it; what a page's metadata then call their source.
_FIELDS = {
    "og:title": ("title",),
    "author": ("creator", "author"),
    "article:published_time": ("published", "pubDate", "date", "issued"),
    "og:updated_time": ("updated", "modified"),
}
SOURCES = {
    "meta:og:title": "feed:title", "meta:author": "feed:author",
    "meta:article:published_time": "feed:published", "meta:og:updated_time": "feed:updated",
    "meta:og:site_name": "feed:channel", "link:canonical": "feed:link", "html:title": "feed:title",
    "html:lang": "feed:language", "meta:keywords": "feed:category",
}  # fmt: skip
_MARKUP = re.compile(r"</?[a-zA-Z][^<>]*>")


def as_page(utf8: bytes) -> bytes:
    """The page of a feed's only entry, in UTF-8. InputError for a feed of more, or of none.

    No entity expands but those of XML, and nothing is fetched.
    """
    # What the bytes were is known by now, whatever the declaration says.
    utf8 = re.sub(rb"^\s*<\?xml[^>]*\?>", b"", utf8)
    parser = etree.XMLParser(
        encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False, recover=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(utf8, parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    if root is None:
        raise InputError("an RSS or Atom feed that is broken; --input text passes it as it is")
    entries = [element for element in root.iter() if _name(element) in ("item", "entry")]
    if len(entries) != 1:
        raise InputError(
            f"an RSS or Atom feed of {len(entries)} entries, not an article; give the pages that "
            "it lists, or one entry (--input text passes it as it is)"
        )
    return _page(entries[0]).encode()


def _page(entry: Any) -> str:
    metas = []
    for name, tags in _FIELDS.items():
        for value in _values(entry, tags):
            metas.append(f'<meta property="{name}" content="{escape(value)}">')
    labels = _values(entry, ("category",))
    if labels:
        metas.append(f'<meta name="keywords" content="{escape(", ".join(labels))}">')
    channel = entry.getparent()
    for value in _values(channel, ("title",))[:1]:
        metas.append(f'<meta property="og:site_name" content="{escape(value)}">')
    link = _link(entry)
    if link:
        metas.append(f'<link rel="canonical" href="{escape(link)}">')
    language = next(iter(_values(channel, ("language",))), "") or _language(entry)
    title = next(iter(_values(entry, ("title",))), "")
    return (
        f'<!doctype html><html lang="{escape(language)}"><head><title>{escape(title)}</title>'
        f"{''.join(metas)}</head><body><article>{_text(entry)}</article></body></html>"
    )


def _name(element: Any) -> str:
    return str(element.tag).rpartition("}")[2] if isinstance(element.tag, str) else ""


def _values(parent: Any, names: tuple[str, ...]) -> list[str]:
    """What the first kind of child that there is says, each once."""
    for name in names:
        found: list[str] = []
        for child in parent if parent is not None else ():
            if _name(child) == name:
                value = " ".join((child.get("term") or "".join(child.itertext())).split())
                if name == "author":
                    named = next((c for c in child if _name(c) == "name"), None)
                    value = value if named is None else " ".join("".join(named.itertext()).split())
                    # RSS wants `mail@example.org (Jane Doe)`.
                    inner = re.search(r"\(([^()]+)\)", value)
                    value = inner[1] if inner else value
                if value and value not in found:
                    found.append(value)
        if found:
            return found
    return []


def _link(entry: Any) -> str | None:
    for child in entry:
        if _name(child) == "link" and child.get("rel") in (None, "alternate"):
            return child.get("href") or (child.text or "").strip() or None
    return None


def _language(entry: Any) -> str:
    for element in (entry, *entry.iterancestors()):
        tag = element.get("{http://www.w3.org/XML/1998/namespace}lang")
        if tag:
            return str(tag)
    return ""


def _text(entry: Any) -> str:
    """The entry's text as HTML, the longest that it has."""
    found = [""]
    for child in entry:
        if _name(child) not in _TEXTS:
            continue
        if child.get("type") == "xhtml":
            found.append("".join(etree.tostring(c, encoding="unicode", method="html")
                                 for c in child))  # fmt: skip
            continue
        text = "".join(child.itertext())
        if not _MARKUP.search(text):
            text = "".join(f"<p>{escape(line)}</p>" for line in text.split("\n"))
        found.append(text)
    return max(found, key=len)
