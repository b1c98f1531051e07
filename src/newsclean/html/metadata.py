"""What a page says of its article besides the text, each field with where it was said.

Sources in the order in which they are believed: JSON-LD of an article, OpenGraph, Twitter's and
the publishing systems' own `meta`, Dublin Core, microdata, elements (`h1`, `time`, `rel`), the
page's `<title>`, the address. A later source never overrules an earlier one; it may confirm that
the title ends before the site's name.
"""

from __future__ import annotations

import re

from newsclean.html.elements import text_of
from newsclean.html.head import Head
from newsclean.html.pageauthors import read_authors
from newsclean.html.pagedates import read_dates
from newsclean.html.pagetitle import read_title, title_in_lines
from newsclean.html.sitename import read_site
from newsclean.html.software import foreign_platforms, read_platform
from newsclean.html.unescaped import as_text
from newsclean.languages import tag_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from newsclean.html.head import Told
    from newsclean.html.pagedates import Late
    from newsclean.html.region import Region

_IMPRINT = ("footer", "license", "licence", "lizenz", "licencia", "copyright", "colophon",
            "sidebar", "widget", "cc-")  # fmt: skip
_MOST_LABELS, _LABEL_CHARS = 40, 60

_IMAGE = ("og:image", "og:image:url", "og:image:secure_url", "twitter:image", "twitter:image:src",
          "image", "thumbnail")  # fmt: skip
_DESCRIPTION = ("og:description", "description", "twitter:description", "dc.description",
                "dcterms.description")  # fmt: skip
_SECTION = ("article:section", "section", "og:section", "dc.subject.section")
_LABELS = ("article:tag", "news_keywords", "keywords", "parsely-tags", "sailthru.tags",
           "dc.subject", "og:article:tag")  # fmt: skip
_LICENSE = ("dc.rights", "dcterms.license", "dc.rights.license", "license")


class Metadata:
    """Fields of a page's article; unknown is None or empty.

    sources: field -> where it was said. late: a date that counts where the text shows none.
    foreign_platforms: publishing systems from which the page loads nothing.
    """

    __slots__ = ("authors", "canonical_url", "date", "date_ambiguous", "date_modified", "date_raw",
                 "description", "foreign_platforms", "image", "labels", "language", "late",
                 "license", "platform", "publisher", "section", "sources", "title",
                 "title_raw")  # fmt: skip

    def __init__(self) -> None:
        self.title: str | None = None
        self.title_raw: str | None = None
        self.date: str | None = None
        self.date_raw: str | None = None
        self.date_ambiguous = False
        self.late: Late | None = None
        self.date_modified: str | None = None
        self.authors: list[str] = []
        self.platform: str | None = None
        self.foreign_platforms: frozenset[str] = frozenset()
        self.publisher: str | None = None
        self.canonical_url: str | None = None
        self.image: str | None = None
        self.description: str | None = None
        self.section: str | None = None
        self.labels: list[str] = []
        self.language: str | None = None
        self.license: str | None = None
        self.sources: dict[str, str] = {}

    def take(self, name: str, told: Told | tuple[list[str], str] | None) -> None:
        """Set a field that somebody told."""
        if told is not None:
            setattr(self, name, told[0])
            self.sources[name] = told[1]

    def headline_in(self, lines: list[str]) -> str | None:
        """The title without what stands around a line that says the rest of it."""
        return title_in_lines(self.title, lines) if self.title else None


def read_metadata(
    root: Any, url: str | None, title: str | None, markup: bytes | None = None,
    region: Region | None = None,
) -> Metadata:  # fmt: skip
    """All fields. url: the page's address, if known. title: its `<title>`. markup: its source.

    region: where the article's text is; it is stretched to the headline.
    """
    head = Head(root, url, title, markup, region)
    told = Metadata()
    told.take("publisher", read_site(head, title))
    titles = read_title(head, title, told.publisher)
    if titles is not None:
        told.take("title_raw", titles[0])
        told.take("title", titles[1])
        head.body.title = told.title
    if region is not None:
        region.take_headline(head.body.told_headline())
    told.take("language", _language(head))
    dates = read_dates(head, told.language)
    told.take("date", dates.published)
    told.take("date_raw", dates.raw)
    told.take("date_modified", dates.modified)
    told.date_ambiguous = dates.is_ambiguous
    told.late = dates.late
    told.take("authors", read_authors(head, told.publisher))
    told.take("canonical_url", head.absolute(_canonical(head)))
    told.take("image", head.absolute(head.meta(*_IMAGE[:3]) or head.ld("image", "thumbnailUrl")
                                     or head.meta(*_IMAGE[3:])))  # fmt: skip
    description = head.meta(*_DESCRIPTION) or head.ld("description")
    if description is not None:
        told.take("description", (as_text(description[0]), description[1]))
    told.take(
        "section",
        head.meta(*_SECTION) or head.ld("articleSection") or head.body.prop("articleSection"),
    )
    _take_labels(told, head)
    told.take("license", _license(head))
    told.take("platform", read_platform(head))
    if told.platform is None:
        told.foreign_platforms = foreign_platforms(head)
    return told


def _canonical(head: Head) -> Told | None:
    return head.canonical or head.ld("mainEntityOfPage", "url")


def _take_labels(told: Metadata, head: Head) -> None:
    for values, source in _tags(head):
        labels: list[str] = []
        for value in values:
            for part in re.split(r"[,;\u3001\uff0c]", value):
                label = part.strip(" #\t")
                if label and len(label) <= _LABEL_CHARS and label not in labels:
                    labels.append(label)
        if labels:
            told.labels = labels[:_MOST_LABELS]
            told.sources["labels"] = source
            return


def _tags(head: Head) -> Iterator[tuple[list[str], str]]:
    """What may hold the tags, the surest first."""
    yield head.told(_LABELS[0]), f"meta:{_LABELS[0]}"
    yield head.json.texts("keywords"), "json-ld:keywords"
    for name in _LABELS[1:]:
        yield head.told(name), f"meta:{name}"
    tags = map(text_of, head.body.rels("tag")[:_MOST_LABELS])
    yield [text for text in tags if text], "html:rel=tag"


def _language(head: Head) -> Told | None:
    found = [(head.language or "", "html:lang"), head.ld("inLanguage"), head.meta("og:locale"),
             head.meta("content-language", "dc.language", "dcterms.language")]  # fmt: skip
    for one in found:
        tag = tag_of(one[0]) if one else None
        if one and tag is not None:
            return tag, one[1]
    return None


def _license(head: Head) -> Told | None:
    """The address of a licence, or its name."""
    if "license" in head.links:
        return head.absolute((head.links["license"], "link:license"))
    for element in head.body.rels("license"):
        found = head.absolute(((element.get("href") or "").strip(), "html:rel=license"))
        if found is not None:
            return found
    told = head.ld("license") or _commons(head) or head.meta(*_LICENSE)
    return told if told is None or _is_named(told[0]) else head.absolute(told)


def _is_named(license_: str) -> bool:
    """Whether a licence is told by its name, `CC BY 4.0`, and not by its address."""
    first, blank, _ = license_.partition(" ")
    scheme, colon, _ = first.lower().partition(":")
    return (not colon and (bool(blank) or "/" not in first)) or scheme in ("license", "copyright")


def _is_imprint(element: Any) -> bool:
    names = f"{element.tag} {element.get('class') or ''} {element.get('id') or ''}".lower()
    return any(word in names for word in _IMPRINT)


def _commons(head: Head) -> Told | None:
    """A link to a licence of Creative Commons in what a page says of all of itself.

    Not in the text, where it is a picture's; none where there are several.
    """
    found = {
        element.get("href").strip() for element in head.body.commons()
        if any(map(_is_imprint, element.iterancestors()))
    }  # fmt: skip
    return (found.pop(), "html:a") if len(found) == 1 else None
