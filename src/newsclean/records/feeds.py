"""Feeds and exports of blogs: RSS, Atom, Blogger's export and WordPress's (WXR).

Entries hold fragments of HTML. Entities are not expanded, and nothing is fetched.
"""

from __future__ import annotations

import re

from newsclean.messages import counted
from newsclean.records.entries import Entries, Entry
from newsclean.records.item import Failure, Item
from newsclean.records.lines import too_long
from newsclean.records.mending import mended
from newsclean.records.paragraphs import with_paragraphs

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from newsclean.records.opening import Stream
    from newsclean.records.wanted import Wanted

_ATOM = "{http://www.w3.org/2005/Atom}"
_RSS1 = "{http://purl.org/rss/1.0/}"
_CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
_DC = "{http://purl.org/dc/elements/1.1/}"
_WP = re.compile(r"\{http://wordpress\.org/export/[\d.]+/\}(post_type|status)$")
_BLOGGER = "http://schemas.google.com/g/2005#kind"
_BLOGGER_TYPE = re.compile(r"\{http://schemas\.google\.com/blogger/[\d.]+\}(type|status)$")
# What is read of an entry; an element of these names within another was meant to stand beside it.
_RSS_FIELDS = ("title", "link", "description", "guid", "pubDate", "category")
_ATOM_FIELDS = ("title", "id", "content", "summary", "published", "updated", "author")
_FIELDS = frozenset(
    (*_RSS_FIELDS, *(_RSS1 + name for name in _RSS_FIELDS), _CONTENT, f"{_DC}creator",
     f"{_DC}date", *(_ATOM + name for name in _ATOM_FIELDS))
)  # fmt: skip
# Attachments, menus, templates, comments and settings stand in exports, too.
_POSTS = ("post", "page")
_NEVER_SEEN = ("trash", "auto-draft", "inherit", "SOFT_TRASHED", "TRASHED")
_TAG = re.compile(r"<[a-zA-Z/!][^<>]*>")
_BLOCK = re.compile(r"<(?:p|div|br|li|h[1-6]|blockquote|table)[\s/>]", re.I)
_ENTRIES = ("item", f"{_RSS1}item", f"{_ATOM}entry")


def read_feed(stream: Stream, name: str, wanted: Wanted) -> Iterator[Item | Failure]:
    """An item for each entry that holds a text. What no XML allows is named, with its line."""
    entries = Entries(stream, wanted.most)
    number = 0
    for number, entry in enumerate(entries, 1):
        place = f"{name}:{number}"
        if entry.data is None:
            yield Failure(place, "read", too_long(wanted.most))
            continue
        element, problem, is_broken = _parsed(entry)
        if problem is not None:
            told = "what can be read of the entry" if is_broken else "the entry as it is meant"
            yield Failure(place, "read", f"{problem}; {told} is cleaned")
        item = None if element is None else _item(element, place, is_broken=is_broken)
        if item is not None:
            yield item
    if entries.error is not None:
        problem = str(entries.error)
    elif entries.is_replaced:
        problem = f"not {entries.encoding}: bytes that are no character in it became U+FFFD"
    else:
        problem = None if entries.outside is None else _problem(entries.outside)
    if problem is not None:
        read = counted(number, "entry", "entries")
        yield Failure(name, "read", f"{problem}; {read} could be read")


def _parser(*, recover: bool) -> Any:
    from lxml import etree

    return etree.XMLParser(
        recover=recover, resolve_entities=False, no_network=True, load_dtd=False,
        remove_comments=True, remove_pis=True, huge_tree=False,
    )  # fmt: skip


def _problem(data: bytes, line: int = 1) -> str | None:
    """What is wrong with a document that begins in a line; None for nothing."""
    return _strictly(data, line)[1]


def _strictly(data: bytes, line: int) -> tuple[Any, str | None]:
    from lxml import etree

    parser = _parser(recover=False)
    try:
        return etree.fromstring(data, parser), None
    except etree.XMLSyntaxError as error:
        log = parser.error_log
        if not len(log):
            return None, f"not XML: {str(error).partition(' (<')[0]}"
        # The lines that it tells of are those of the entry, wrapped up.
        cause = re.sub(r" line \d+", "", log[0].message.strip())
        return None, f"not XML: line {log[0].line + line - 1}: {cause}"


def _parsed(entry: Entry) -> tuple[Any, str | None, bool]:
    """The element of an entry, what is wrong with it, and whether some of it may be lost.

    No element where there is none.
    """
    from lxml import etree

    assert entry.data is not None
    before, behind = entry.around
    root, problem = _strictly(before + entry.data + behind, entry.line)
    is_broken = False
    if problem is not None:
        data = before + mended(entry.data) + behind
        root, worse = _strictly(data, entry.line)
        if worse is not None:
            is_broken = True
            root = etree.fromstring(data, _parser(recover=True))
    return (None if root is None else next(root.iter(*_ENTRIES), None)), problem, is_broken


class _Entry:
    """What an entry tells, by what it is called."""

    __slots__ = ("authors", "content", "date", "id", "is_wordpress", "kind", "labels", "link",
                 "status", "title")  # fmt: skip

    def __init__(self) -> None:
        self.id = self.link = self.title = self.date = self.kind = self.status = ""
        self.is_wordpress = False  # from its export
        self.content: dict[str, tuple[str, str]] = {}  # name -> kind of markup, text
        self.authors: list[str] = []
        self.labels: list[str] = []


def _item(entry: Any, place: str, *, is_broken: bool) -> Item | None:
    told = _Entry()
    is_atom = entry.tag.startswith(_ATOM)
    # What was not closed holds what follows it.
    for child in entry.iterdescendants() if is_broken else entry:
        if isinstance(child.tag, str):
            (_atom if is_atom and child.tag.startswith(_ATOM) else _rss)(child, told)
    if (told.kind and told.kind not in _POSTS) or told.status in _NEVER_SEEN:
        return None
    kind, text = next(
        (told.content[name] for name in ("content", "description", "summary")
         if told.content.get(name, ("", ""))[1].strip()), ("", ""),
    )  # fmt: skip
    if not text:
        return None
    if kind != "text" and _TAG.search(text):
        kind = "fragment"
        # WordPress keeps lines, and makes paragraphs when it shows them; of blocks it does not.
        is_classic = told.is_wordpress and "<!-- wp:" not in text
        if is_classic or not _BLOCK.search(text):
            text = with_paragraphs(text)
    else:
        from html import unescape

        text, kind = (text if kind == "text" else unescape(text)), "text"
    known: dict[str, object] = {
        "title": told.title or None, "date": _iso(told.date), "date_raw": told.date or None,
        "date_ambiguous": False if _iso(told.date) else None, "authors": told.authors,
        "labels": told.labels,
    }  # fmt: skip
    if known["date"] is None:
        known["date_raw"] = None
    link = told.link or None
    return Item(place, text, id=told.id or link, kind=kind, title=told.title or None, url=link,
                known=known)  # fmt: skip


def _atom(child: Any, told: _Entry) -> None:
    name = child.tag[len(_ATOM) :]
    if name in ("content", "summary"):
        told.content[name] = _markup(child)
    elif name == "title":
        kind, text = _markup(child)
        told.title = _plain(text, kind)
    elif name == "id":
        told.id = _text(child)
    elif name == "link":
        if child.get("rel", "alternate") == "alternate" and child.get("href"):
            told.link = child.get("href")
    elif name == "published" or (name == "updated" and not told.date):
        told.date = _text(child)
    elif name == "author":
        if author := _text(child.find(f"{_ATOM}name")):
            told.authors.append(author)
    elif name == "category":
        term = child.get("term") or ""
        if child.get("scheme") == _BLOGGER:
            told.kind = term.rpartition("#")[2]
        elif term:
            told.labels.append(child.get("label") or term)


def _markup(child: Any) -> tuple[str, str]:
    """The kind of markup of a text of Atom, and the text."""
    kind = child.get("type") or "text"
    if kind == "xhtml" and len(child):
        from lxml import etree

        return "html", "".join(
            etree.tostring(part, encoding="unicode", method="html") for part in child
        )
    return ("html" if "html" in kind else "text"), _text(child)


def _rss(child: Any, told: _Entry) -> None:
    name = child.tag.removeprefix(_RSS1)
    wordpress = _WP.match(name)
    special = wordpress or _BLOGGER_TYPE.match(name)
    if special is not None:
        value = _text(child)
        told.is_wordpress = told.is_wordpress or wordpress is not None
        if special[1] == "status":
            told.status = value
        else:
            told.kind = value.lower()
    elif name == _CONTENT:
        told.content["content"] = "html", _text(child)
    elif name == "description":
        told.content["description"] = "html", _text(child)
    elif name == "title":
        told.title = told.title or _plain(_text(child), "html")
    elif name == "guid":
        told.id = told.id or _text(child)
    elif name == "link":
        told.link = told.link or _text(child)
    elif name in ("pubDate", f"{_DC}date"):
        told.date = _text(child)
    elif name == f"{_DC}creator":
        if author := _text(child):
            told.authors.append(author)
    elif name == "category" and (label := _text(child)):
        told.labels.append(label)


def _text(element: Any) -> str:
    """All text in an element; not that of other fields, which stand in one that is not closed."""
    if element is None:
        return ""
    if not len(element):
        return (element.text or "").strip()
    return "".join(_pieces(element)).strip()


def _pieces(element: Any) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag not in _FIELDS:
            yield from _pieces(child)
        yield child.tail or ""


def _plain(text: str, kind: str) -> str:
    """A title without markup, on one line."""
    if kind != "text":
        from html import unescape

        text = unescape(_TAG.sub("", text))
    return " ".join(text.split())


def _iso(date: str) -> str | None:
    """A date of a feed as the record has it; None for one that is none."""
    if re.match(r"\d{4}-\d\d-\d\d", date):
        from datetime import datetime

        try:
            moment = datetime.fromisoformat(date)
        except ValueError:
            return None
        if len(date) <= 10:
            return date[:10]
    else:
        from email.utils import parsedate_to_datetime

        try:
            moment = parsedate_to_datetime(date)
        except (ValueError, TypeError, IndexError, OverflowError):
            return None
    return moment.replace(microsecond=0).isoformat().replace("+00:00", "Z")
