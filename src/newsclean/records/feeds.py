"""Feeds and exports of blogs: RSS, Atom, Blogger's export and WordPress's (WXR).

Entries hold fragments of HTML. Entities are not expanded, and nothing is fetched.
"""

from __future__ import annotations

import re

from newsclean.records.item import Failure, Item
from newsclean.records.lines import too_long
from newsclean.records.opening import StreamError

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
# Attachments, menus, templates, comments and settings stand in exports, too.
_POSTS = ("post", "page")
_NEVER_SEEN = ("trash", "auto-draft", "inherit", "SOFT_TRASHED", "TRASHED")
_TAG = re.compile(r"<[a-zA-Z/!][^<>]*>")
_BLOCK = re.compile(r"<(?:p|div|br|li|h[1-6]|blockquote|table)[\s/>]", re.I)


def read_feed(stream: Stream, name: str, wanted: Wanted) -> Iterator[Item | Failure]:
    """An item for each entry that holds a text. What no XML allows is named, with its line."""
    from lxml import etree

    source = _Source(stream)
    tags = ("item", f"{_RSS1}item", f"{_ATOM}entry")
    entries = etree.iterparse(
        source, events=("end",), tag=tags, recover=True, resolve_entities=False, no_network=True,
        load_dtd=False, remove_comments=True, remove_pis=True, huge_tree=False,
    )  # fmt: skip
    number = 0
    problem: str | None = None
    try:
        for _, entry in entries:
            number += 1
            item = _item(entry, f"{name}:{number}")
            # What was read is let go, with all that stands before it.
            entry.clear(keep_tail=False)
            while entry.getprevious() is not None:
                del entry.getparent()[0]
            if item is None:
                continue
            if len(item.data or "") > wanted.most:
                yield Failure(item.name, "read", too_long(wanted.most))
            else:
                yield item
    except etree.XMLSyntaxError as error:
        problem = _told(error)
    except StreamError as error:
        problem = str(error)
    log = entries.error_log
    if problem is None and source.error is not None:
        problem = str(source.error)
    if problem is None and len(log):
        problem = f"not XML: line {log[0].line}: {log[0].message.strip()}"
    if problem is not None:
        yield Failure(name, "read", f"{problem}; {number} entries were read")


def _told(error: Any) -> str:
    return f"not XML: {str(error).partition(' (<')[0]}"


class _Source:
    """A stream as lxml reads files; an error of the stream is its end, said later."""

    def __init__(self, stream: Stream) -> None:
        self._stream = stream
        self.error: StreamError | None = None

    def read(self, size: int) -> bytes:
        try:
            return self._stream.read(size)
        except StreamError as error:
            self.error = error
            return b""


class _Entry:
    """What an entry tells, by what it is called."""

    __slots__ = ("authors", "content", "date", "id", "kind", "labels", "link", "status", "title")

    def __init__(self) -> None:
        self.id = self.link = self.title = self.date = self.kind = self.status = ""
        self.content: dict[str, tuple[str, str]] = {}  # name -> kind of markup, text
        self.authors: list[str] = []
        self.labels: list[str] = []


def _item(entry: Any, place: str) -> Item | None:
    told = _Entry()
    is_atom = entry.tag.startswith(_ATOM)
    for child in entry:
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
        if not _BLOCK.search(text):
            text = _paragraphs(
                text
            )  # WordPress keeps lines, and makes paragraphs when it shows them
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
    special = _WP.match(name) or _BLOGGER_TYPE.match(name)
    if special is not None:
        value = _text(child)
        if special[1] == "status":
            told.status = value
        else:
            told.kind = value.lower()
    elif name == _CONTENT:
        told.content["content"] = "html", _text(child)
    elif name == "description":
        told.content["description"] = "html", _text(child)
    elif name == "title":
        told.title = _plain(_text(child), "html")
    elif name == "guid":
        told.id = _text(child)
    elif name == "link":
        told.link = _text(child)
    elif name in ("pubDate", f"{_DC}date"):
        told.date = _text(child)
    elif name == f"{_DC}creator":
        if author := _text(child):
            told.authors.append(author)
    elif name == "category" and (label := _text(child)):
        told.labels.append(label)


def _text(element: Any) -> str:
    return "" if element is None else "".join(element.itertext()).strip()


def _plain(text: str, kind: str) -> str:
    """A title without markup, on one line."""
    if kind != "text":
        from html import unescape

        text = unescape(_TAG.sub("", text))
    return " ".join(text.split())


def _paragraphs(text: str) -> str:
    parts = re.split(r"\n[ \t]*\n\s*", text.replace("\r\n", "\n").strip())
    return "".join(f"<p>{part.replace(chr(10), '<br>')}</p>" for part in parts)


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
