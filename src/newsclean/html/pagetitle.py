"""The title that a page tells, and where in it the site's name begins."""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from newsclean.html.head import Head, Told

_SEPARATOR = re.compile(r"\s+(?:[|\u2013\u2014\u00b7\u2022\u00ab\u00bb:/-]|::)\s+")
_MOST_CHARS = 400

_TITLE = ("og:title", "twitter:title", "dc.title", "dcterms.title", "citation_title", "title",
          "parsely-title", "sailthru.title")  # fmt: skip


def read_title(head: Head, page_title: str | None, site: str | None) -> tuple[Told, Told] | None:
    """The first title that somebody tells: as it was told, and without the site's name.

    page_title: what `<title>` says. site: the publisher's name, if known.
    """
    headings = head.body.headings()
    found = head.ld("headline", "name") or head.meta(*_TITLE[:2]) or head.body.prop("headline")
    if found is None:
        found = head.meta(*_TITLE[2:])
    if found is None and page_title:
        found = page_title, "html:title"
    if found is None and len(headings) == 1:
        found = headings[0], "html:h1"
    if found is None or not found[0]:
        return None
    raw, source = found[0][:_MOST_CHARS], found[1]
    if len(headings) == 1 and _is_same_title(headings[0], raw):
        return (raw, source), (headings[0], "html:h1")
    return (raw, source), (_bare_title(raw, headings, site, head.url), source)


def _is_same_title(heading: str, title: str) -> bool:
    """Whether the page's only `h1` says what the title says, perhaps in other words."""
    words = set(heading.casefold().split())
    both = words & set(title.casefold().split())
    return len(heading) > 8 and len(both) * 2 >= len(words)


def _bare_title(raw: str, headings: list[str], site: str | None, url: str | None) -> str:
    """A title without the site's name before or behind it."""
    for heading in headings:
        if heading and heading != raw and len(heading) > 8:
            at = raw.casefold().find(heading.casefold())
            if at == 0 and _SEPARATOR.match(raw[len(heading) :]):
                return raw[: len(heading)]
            if at > 0 and _SEPARATOR.fullmatch(raw[:at][-3:]) and at + len(heading) == len(raw):
                return raw[at:]
    parts = [match.span() for match in _SEPARATOR.finditer(raw)]
    if not parts:
        return raw
    names = {_letters(site)} if site else set()
    if url:
        host = url.partition("://")[2].partition("/")[0].lower().removeprefix("www.")
        names |= {_letters(host), _letters(host.rpartition(".")[0]), _letters(host.split(".")[0])}
    names.discard("")
    start, end = parts[-1]
    last = _letters(raw[end:])
    if last and (last in names or any(len(last) > 4 and last in name for name in names)):
        return raw[:start]
    start, end = parts[0]
    if _letters(raw[:start]) in names:
        return raw[end:]
    return raw


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))
