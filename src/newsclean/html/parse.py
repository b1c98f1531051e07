"""Bytes of a page to a tree, whatever their encoding, without anything getting lost."""

from __future__ import annotations

import re
from itertools import dropwhile

from lxml import etree

from newsclean.html.charset import to_utf8
from newsclean.html.mend import mend
from newsclean.readers.page import begins_feed
from newsclean.readers.text import Source

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_HEAD_BYTES = 4096
# Where libxml2 gives up and drops the rest, with nothing but an entry in its log.
_RESOURCE_LIMIT = 114
_DEPTH = 200  # elements below that are flattened when the parser has given up
# A tag of thousands of attributes costs the square of their number. No `<` in so many bytes may be
# such a tag; a long text without markup is looked at closely, and left alone.
_STRIDE, _MOST_ATTRIBUTES = 16384, 512
_ATTRIBUTE = re.compile(
    rb"""[\s/]*[^\s/>=][^\s/>=]*(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>"'][^\s>]*|))?"""
)
_TAG = re.compile(rb"<[A-Za-z][^\s/>]*")
# libxml2 reads nothing behind the first of these; browsers go on.
_END = re.compile(rb"</(?:body|html)\s*>", re.IGNORECASE)
_ENDS = re.compile(rb"(?:\s|</(?:body|html)\s*>)*", re.IGNORECASE)
# In XHTML text may stand in these, which HTML reads as comments; of a script they are left alone.
_XML = b"<?xml"
_DATA_SECTION = re.compile(
    rb"<(script|style)\b.*?</\1\s*>|<!\[CDATA\[(.*?)\]\]>", re.S | re.IGNORECASE
)
_PIECES = frozenset(
    ("p", "div", "li", "blockquote", "pre", "h1", "h2", "h3", "h4", "td", "article")
)
_HEAD_TAGS = frozenset(
    ("title", "meta", "link", "script", "style", "base", "noscript", "template")
)

_SILENT = frozenset(("script", "style", "noscript", "template", "textarea", "svg", "title"))


class Parsed:
    """A page as a tree. source: how its bytes were read. title: what `<title>` says.

    is_feed: whether it is the only entry of a feed, made into a page. markup: what was parsed.
    """

    __slots__ = ("is_feed", "markup", "root", "source", "title")

    def __init__(
        self, root: Any, source: Source, markup: bytes, *, is_feed: bool = False
    ) -> None:
        self.is_feed = is_feed
        self.markup = markup
        self.root = root
        self.source = source
        found = next(root.iter("title"), None)
        self.title = " ".join(found.text.split()) if found is not None and found.text else None


def parse(data: bytes | str, encoding: str | None = None, *, fix_text: bool = False) -> Parsed:
    """Decode and parse a page; nothing is fetched and no entity but HTML's own expands.

    encoding: of bytes, where the caller knows it. fix_text: repair mojibake before anything is
    read. InputError for a feed of several entries, and for bytes that are no page.
    """
    if isinstance(data, str):
        raw = utf8 = data.encode("utf-8", "replace").replace(b"\0", b"")
        source = Source()
    else:
        raw = data
        utf8, source = to_utf8(data, encoding)
    source.kind, source.raw = "html", raw
    if fix_text:
        from newsclean.readers.repair import repair

        fixed = repair(utf8.decode("utf-8", "replace")).encode("utf-8", "replace")
        source.is_repaired = fixed != utf8
        utf8 = fixed
    is_feed = begins_feed(utf8[:_HEAD_BYTES].lstrip())
    if is_feed:
        from newsclean.html.feed import as_page

        utf8 = as_page(utf8)
    last = _END.search(utf8)
    if last is not None and _ENDS.fullmatch(utf8, last.end()) is None:
        utf8 = _END.sub(b"", utf8)
    if utf8[:64].lstrip(b"\xef\xbb\xbf \r\n\t").startswith(_XML) and b"<![CDATA[" in utf8:
        utf8 = _DATA_SECTION.sub(_as_text, utf8)
    root = _tree(_without_floods(utf8))
    if b"<body" not in utf8 and b"<BODY" not in utf8:
        _mend_body(root)
    mend(root, utf8)
    return Parsed(root, source, utf8, is_feed=is_feed)


def _mend_body(root: Any) -> None:
    """Put into the body what stands in the head and is none of it.

    `<title>T</title><main>`: no page must say where its body begins, and libxml2 knows only what
    HTML 4 knew to begin one.
    """
    head, body = root.find("head"), root.find("body")
    astray = [] if head is None else list(dropwhile(lambda child: child.tag in _HEAD_TAGS, head))
    if not astray:
        return
    if body is None:
        body = etree.SubElement(root, "body")
    if body.text:
        astray[-1].tail = (astray[-1].tail or "") + body.text
        body.text = None
    body[:0] = astray


def _as_text(section: re.Match[bytes]) -> bytes:
    text: bytes | None = section[2]
    if text is None:
        return section[0]
    return text.replace(b"&", b"&amp;").replace(b"<", b"&lt;").replace(b">", b"&gt;")


# Parsers that are not at work, for to make one costs a twentieth of a parse. Taken and given back
# in one step each: threads never share one.
_idle: list[Any] = []


def _tree(data: bytes) -> Any:
    try:
        parser = _idle.pop()
    except IndexError:
        # Nobody asks for an element by its id; to collect them costs a tenth of the time.
        parser = etree.HTMLParser(
            encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False
        )
    try:
        root = etree.fromstring(data, parser)
        last = parser.error_log.last_error
        if last is not None and last.type == _RESOURCE_LIMIT:
            target = etree.HTMLParser(encoding="utf-8", target=_Flat(), huge_tree=True)
            root = etree.fromstring(data, target)
    except (etree.XMLSyntaxError, AssertionError):  # nothing in it
        root = None
    _idle.append(parser)
    return etree.Element("html") if root is None else root


class _Flat:
    """Takes a parser's events to a tree of limited depth; no text is lost, deep elements are."""

    def __init__(self) -> None:
        self._builder = etree.TreeBuilder()
        self._depth = 0
        self._piece: str | None = None  # the deep element that is open
        self._muted = 0  # the depth of a deep element that holds no text

    def start(self, tag: str, attributes: Any) -> None:
        """An element begins; a deep one only if it is a piece of a text."""
        self._depth += 1
        if self._depth <= _DEPTH:
            self._builder.start(tag, attributes)
        elif tag in _SILENT:
            self._muted = self._muted or self._depth
        elif tag == "br":
            self._builder.start(tag, {})
            self._builder.end(tag)
        elif tag in _PIECES:
            self._close_piece()
            self._builder.start(tag, attributes)
            self._piece = tag

    def end(self, tag: str) -> None:
        """An element ends."""
        if self._depth <= _DEPTH:
            self._close_piece()
            self._builder.end(tag)
        elif tag in _PIECES:
            self._close_piece()
        if self._muted == self._depth:
            self._muted = 0
        self._depth -= 1

    def _close_piece(self) -> None:
        if self._piece is not None:
            self._builder.end(self._piece)
            self._piece = None

    def data(self, text: str) -> None:
        """Text, in the element that is open."""
        if not self._muted:
            self._builder.data(text)

    def comment(self, text: str) -> None:
        """Comments are dropped."""

    def close(self) -> Any:
        """The tree."""
        return self._builder.close()


def _without_floods(data: bytes) -> bytes:
    """The page without the attributes that a tag has beyond a number that no tag needs."""
    at, kept, parts = 0, 0, []
    while at < len(data):
        if data.find(b"<", at, at + _STRIDE) < 0:
            start = data.rfind(b"<", kept, at)
            tag = _TAG.match(data, start) if start >= 0 else None
            if tag is not None:
                cut, end = _flood(data, tag.end())
                if cut < end:
                    parts.append(data[kept:cut])
                    kept = end
                at = max(at, end)
        at += _STRIDE
    return b"".join([*parts, data[kept:]]) if parts else data


def _flood(data: bytes, at: int) -> tuple[int, int]:
    """Where the attributes that are too many begin, and where they end."""
    cut = -1
    count = 0
    while (match := _ATTRIBUTE.match(data, at)) is not None:
        at = match.end()
        count += 1
        if count == _MOST_ATTRIBUTES:
            cut = at
    return (cut if cut >= 0 else at), at
