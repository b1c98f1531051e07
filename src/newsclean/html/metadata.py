"""What a page says of its article besides the text, each field with where it was said.

Sources in the order in which they are believed: JSON-LD of an article, OpenGraph, Twitter's and
the publishing systems' own `meta`, Dublin Core, microdata, elements (`h1`, `time`, `rel`), the
page's `<title>`, the address. A later source never overrules an earlier one; it may confirm that
the title ends before the site's name.
"""

from __future__ import annotations

import re

from newsclean.dates import find_date, read_date
from newsclean.fields.people import is_name, people, without_by
from newsclean.html.jsonld import JsonLd

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

Told = tuple[str, str]  # value, source

_ISO = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})"
    r"(?:[T ]\s?(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s?(Z|[+-]\d{2}:?\d{2})?)?"
)
_COMPACT = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})(?:\d{0,6}|T.*)?")
_URL_DATE = re.compile(r"/((?:19|20)\d{2})[/-](\d{1,2})[/-](\d{1,2})(?=[/-])")
_SEPARATOR = re.compile(r"\s+(?:[|\u2013\u2014\u00b7\u2022\u00ab\u00bb:/-]|::)\s+")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{1,8})*")
_LD = "application/ld+json"
_MOST_CHARS, _MOST_TITLE_CHARS, _MOST_LABELS = 2000, 400, 40
_SITE_CHARS, _MOST_NAMED = 60, 5

_TITLE = ("og:title", "twitter:title", "dc.title", "dcterms.title", "citation_title", "title",
          "parsely-title", "sailthru.title")  # fmt: skip
_DATE = ("article:published_time", "og:published_time", "article.published", "datepublished",
         "date_published", "publish-date", "publication_date", "pubdate", "publishdate",
         "sailthru.date", "parsely-pub-date", "dc.date.issued", "dcterms.created",
         "dc.date.created", "dcterms.issued", "dcterms.date", "dc.date",
         "citation_publication_date", "date",
         "originalpublicationdate", "article_date_original")  # fmt: skip
# Elements whose dates are not the article's, and words in the classes of others.
_ELSEWHERE = ("aside", "blockquote", "footer", "nav")
_ELSEWHERE_NAMES = ("comment", "disqus", "tweet", "twitter-", "related", "sidebar", "widget")
_MODIFIED = ("article:modified_time", "og:updated_time", "article.updated", "last-modified",
             "lastmod", "dcterms.modified", "datemodified", "revised")  # fmt: skip
_AUTHOR = ("article:author", "author", "byl", "dc.creator", "dcterms.creator", "parsely-author",
           "sailthru.author", "citation_author", "twitter:creator:name", "article:author_name",
           "og:author", "cxenseparse:author")  # fmt: skip
_SITE = ("og:site_name", "dc.publisher", "dcterms.publisher", "publisher", "application-name",
         "article:publisher", "copyright")  # fmt: skip
_IMAGE = ("og:image", "og:image:url", "og:image:secure_url", "twitter:image", "twitter:image:src",
          "image", "thumbnail")  # fmt: skip
_DESCRIPTION = ("og:description", "description", "twitter:description", "dc.description",
                "dcterms.description")  # fmt: skip
_SECTION = ("article:section", "section", "og:section", "dc.subject.section")
_LABELS = ("article:tag", "news_keywords", "keywords", "parsely-tags", "sailthru.tags",
           "dc.subject", "og:article:tag")  # fmt: skip
_LICENSE = ("dc.rights", "dcterms.license", "dc.rights.license", "license")


class Metadata:
    """Fields of a page's article; unknown is None or empty. sources: field -> where it was said."""

    __slots__ = ("authors", "canonical_url", "date", "date_modified", "date_raw", "description",
                 "image", "labels", "language", "license", "publisher", "section", "sources",
                 "title", "title_raw")  # fmt: skip

    def __init__(self) -> None:
        self.title: str | None = None
        self.title_raw: str | None = None
        self.date: str | None = None
        self.date_raw: str | None = None
        self.date_modified: str | None = None
        self.authors: list[str] = []
        self.publisher: str | None = None
        self.canonical_url: str | None = None
        self.image: str | None = None
        self.description: str | None = None
        self.section: str | None = None
        self.labels: list[str] = []
        self.language: str | None = None
        self.license: str | None = None
        self.sources: dict[str, str] = {}

    def take(self, name: str, told: Told | None) -> None:
        """Set a field that somebody told."""
        if told is not None:
            setattr(self, name, told[0])
            self.sources[name] = told[1]


class Head:
    """The elements of a page that tell of it, read once."""

    def __init__(self, root: Any, url: str | None, data: bytes) -> None:
        self.root = root
        self.url = url
        self.data = data
        self.metas: dict[str, list[str]] = {}
        for element in root.iter("meta"):
            content = element.get("content")
            name = element.get("property") or element.get("name") or element.get("itemprop")
            if content and name and (content := " ".join(content[:_MOST_CHARS].split())):
                self.metas.setdefault(name.strip().lower(), []).append(content)
        self.links: dict[str, str] = {}
        for element in root.iter("link"):
            for rel in (element.get("rel") or "").lower().split():
                if element.get("href"):
                    self.links.setdefault(rel, element.get("href").strip())
        self.json = scripts_of(root)
        self._props: dict[str, list[str]] | None = None
        self._rels: dict[str, list[Any]] | None = None

    def meta(self, *names: str) -> Told | None:
        """The first of these `meta` elements that says something."""
        for name in names:
            for value in self.metas.get(name, ()):
                return value, f"meta:{name}"
        return None

    def ld(self, *names: str) -> Told | None:
        """The first of these properties in JSON-LD."""
        for name in names:
            value = self.json.text(name)
            if value:
                return value[:_MOST_CHARS], f"json-ld:{name}"
        return None

    def props(self, name: str) -> list[str]:
        """Values of a microdata property."""
        if self._props is None:
            self._props = {}
            # A look at the bytes is cheaper than one at every element.
            found = self.root.xpath("//*[@itemprop]") if b"itemprop" in self.data else ()
            for element in found:
                if element.tag == "meta":
                    continue
                value = element.get("content") or element.get("datetime") or _text_of(element)
                if value:
                    for prop in element.get("itemprop").split():
                        self._props.setdefault(prop.lower(), []).append(value)
        return self._props.get(name.lower(), [])

    def prop(self, name: str) -> Told | None:
        """The first value of a microdata property."""
        for value in self.props(name):
            return value, f"microdata:{name}"
        return None

    def rels(self, name: str) -> list[Any]:
        """The links in the text that stand in a relation to it: `author`, `tag`, `license`."""
        if self._rels is None:
            self._rels = {}
            wanted = b"author" in self.data or b"license" in self.data or b"tag" in self.data
            for element in self.root.xpath("//a[@rel]") if wanted else ():
                for rel in element.get("rel").lower().split():
                    self._rels.setdefault(rel, []).append(element)
        return self._rels.get(name, [])

    def named(self, *words: str) -> list[Any]:
        """The first elements at or below the headline whose class says a word; none of comments."""
        if not any(word.encode() in self.data for word in words):
            return []
        headings = list(self.root.iter("h1"))
        anchor = headings[-1] if headings else self.root
        tests = " or ".join(f"contains(@class, '{word}')" for word in words)
        axis = "following" if headings else "descendant"
        found: list[Any] = anchor.xpath(f"({axis}::*[{tests}])[position() < {_MOST_NAMED}]")
        return [
            element for element in found
            if not element.xpath("ancestor-or-self::*[contains(@class, 'comment')]")
        ]  # fmt: skip

    def absolute(self, told: Told | None) -> Told | None:
        """An address that stands by itself; None where it does not and nobody knows the page's."""
        if told is None:
            return None
        address = told[0]
        if not address.startswith(("http://", "https://")):
            if self.url is None or address.startswith(("data:", "javascript:", "#")):
                return None
            from urllib.parse import urljoin

            try:
                address = urljoin(self.url, address)
            except ValueError:
                return None
        return address, told[1]


def scripts_of(root: Any) -> JsonLd:
    """What a page's scripts of JSON-LD say."""
    return JsonLd([
        element.text for element in root.iter("script")
        if element.text and (element.get("type") or "").strip().lower().startswith(_LD)
    ])  # fmt: skip


def read_metadata(root: Any, url: str | None, title: str | None, data: bytes) -> Metadata:
    """All fields. url: the page's address, if known. title: its `<title>`. data: its bytes."""
    head = Head(root, url, data)
    told = Metadata()
    told.take("publisher", _site(head))
    _take_title(told, head, title)
    _take_dates(told, head)
    _take_authors(told, head)
    told.take("canonical_url", head.absolute(_canonical(head)))
    told.take("image", head.absolute(head.meta(*_IMAGE[:3]) or head.ld("image", "thumbnailUrl")
                                     or head.meta(*_IMAGE[3:])))  # fmt: skip
    told.take("description", head.meta(*_DESCRIPTION) or head.ld("description"))
    told.take(
        "section", head.meta(*_SECTION) or head.ld("articleSection") or head.prop("articleSection")
    )
    _take_labels(told, head)
    told.take("language", _language(head))
    told.take("license", _license(head))
    return told


def _site(head: Head) -> Told | None:
    found = [head.ld("publisher", "sourceOrganization"), *_metas(head, _SITE)]
    return next(filter(_is_site, found), None) or next(
        filter(_is_site, [head.prop("publisher")]), None
    )


def _is_site(told: Told | None) -> bool:
    return told is not None and 1 < len(told[0]) <= 2 * _SITE_CHARS and "://" not in told[0]


def _take_title(told: Metadata, head: Head, page_title: str | None) -> None:
    """The first title that somebody tells, without the site's name where that is certain."""
    headings = [text for text in map(_text_of, head.root.iter("h1")) if text][:9]
    found = head.ld("headline", "name") or head.meta(*_TITLE[:2]) or head.prop("headline")
    if found is None:
        found = head.meta(*_TITLE[2:])
    if found is None and page_title:
        found = page_title, "html:title"
    if found is None and len(headings) == 1:
        found = headings[0], "html:h1"
    if found is None or not found[0]:
        return
    raw, source = found[0][:_MOST_TITLE_CHARS], found[1]
    if len(headings) == 1 and _is_same_title(headings[0], raw):
        told.take("title_raw", (raw, source))
        told.take("title", (headings[0], "html:h1"))
        return
    told.take("title_raw", (raw, source))
    told.take("title", (_bare_title(raw, headings, told.publisher, head.url), source))


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


def _take_dates(told: Metadata, head: Head) -> None:
    for one in _dates(head):
        iso = one and iso_date(one[0])
        if one and iso:
            told.take("date", (iso, one[1]))
            told.take("date_raw", one)
            break
    for one in _modifications(head):
        iso = one and iso_date(one[0])
        if one and iso:
            told.take("date_modified", (iso, one[1]))
            break


def _dates(head: Head) -> Iterator[Told | None]:
    """What may be the date of publication, the surest first."""
    yield head.ld("datePublished", "dateCreated", "uploadDate")
    yield from _metas(head, _DATE)
    yield head.prop("datePublished")
    yield from _times(head)
    for element in head.named("date", "publish", "time", "posted"):
        text = _text_of(element)
        if text and len(text) <= _SITE_CHARS:
            yield text, "html:class"
    if head.json.page:
        value = head.json.page_text("datePublished")
        yield (value, "json-ld:WebPage.datePublished") if value else None
    if head.url and (match := _URL_DATE.search(head.url)):
        yield "-".join(match.groups()), "url"


def _modifications(head: Head) -> Iterator[Told | None]:
    yield head.ld("dateModified")
    yield from _metas(head, _MODIFIED)
    yield head.prop("dateModified")


def _metas(head: Head, names: tuple[str, ...]) -> list[Told]:
    return [(head.metas[name][0], f"meta:{name}") for name in names if name in head.metas]


def _times(head: Head) -> list[Told | None]:
    """`<time>` elements: those that say that they tell of publication, then the first."""
    sure: list[Told | None] = []
    rest: list[Told | None] = []
    for n, element in enumerate(head.root.iter("time", "abbr")):
        if n >= 20:
            break
        names = f"{element.get('class') or ''} {element.get('itemprop') or ''}".lower()
        if element.tag == "abbr":
            value = element.get("title") if "published" in names else None
        else:
            value = element.get("datetime") or element.get("content") or _text_of(element)
        if value and "updated" not in names.split() and "modified" not in names:
            if _is_elsewhere(element):
                continue
            is_sure = "publish" in names or element.get("pubdate") is not None
            (sure if is_sure else rest).append((value, f"html:{element.tag}"))
    return sure + rest[:1]


def _is_elsewhere(element: Any) -> bool:
    """Whether an element stands in what is not the article: a comment, a post that it quotes."""
    for up in element.iterancestors():
        if up.tag in _ELSEWHERE:
            return True
        names = f"{up.get('class') or ''} {up.get('id') or ''}".lower()
        if up.tag != "body" and any(word in names for word in _ELSEWHERE_NAMES):
            return True
    return False


def iso_date(text: str) -> str | None:
    """A date as the record has it; None when it is none, or lies in the future."""
    text = text.strip()[:80]
    match = _ISO.match(text)
    if match is None and (compact := _COMPACT.fullmatch(text)):
        year, month, day = compact.groups()
        return _checked(int(year), int(month), int(day), "")
    if match is None:
        reading = read_date(text) or find_date(text)
        iso = None if reading is None else reading.iso
        return iso if iso and _is_past(iso) else None
    year, month, day, hour, minute, second, zone = match.groups()
    time = ""
    if hour is not None and int(hour) < 24 and int(minute) < 60:
        time = f"T{int(hour):02}:{minute}" + (f":{second}" if second and int(second) < 60 else "")
        if zone:
            time += zone if zone == "Z" or ":" in zone else f"{zone[:3]}:{zone[3:]}"
    return _checked(int(year), int(month), int(day), time)


def _checked(year: int, month: int, day: int, time: str) -> str | None:
    if not (year >= 1600 and 1 <= month <= 12 and 1 <= day <= 31):
        return None
    iso = f"{year:04}-{month:02}-{day:02}"
    if iso == "1970-01-01":  # what programs print for no date
        return None
    return iso + time if _is_past(iso) else None


def _is_past(iso: str) -> bool:
    """Whether a day is over anywhere on earth by tomorrow."""
    from time import gmtime, strftime, time

    return iso[:10] <= strftime("%Y-%m-%d", gmtime(time() + 86400))


def _take_authors(told: Metadata, head: Head) -> None:
    for values, source in _authors(head):
        names: list[str] = []
        for value in values[:12]:
            if "://" not in value and not value.startswith("@"):
                for name in people(without_by(value), told.publisher):
                    if name not in names:
                        names.append(name)
        if names:
            told.authors = names
            told.sources["authors"] = source
            return


def _authors(head: Head) -> Iterator[tuple[list[str], str]]:
    """What may name the authors, the surest first."""
    yield head.json.people(), "json-ld:author"
    for name in _AUTHOR:
        yield head.metas.get(name, []), f"meta:{name}"
    yield head.props("author"), "microdata:author"
    yield [text for text in map(_text_of, head.rels("author")[:6]) if text], "html:rel=author"
    for element in head.named("author", "byline", "Author", "Byline"):
        pieces = [without_by(" ".join(piece.split())) for piece in element.itertext()]
        yield [piece for piece in pieces[:_MOST_LABELS] if is_name(piece)][:1], "html:class"


def _canonical(head: Head) -> Told | None:
    if "canonical" in head.links:
        return head.links["canonical"], "link:canonical"
    return head.meta("og:url") or head.ld("mainEntityOfPage", "url")


def _take_labels(told: Metadata, head: Head) -> None:
    for values, source in _tags(head):
        labels: list[str] = []
        for value in values:
            for part in re.split(r"[,;\u3001\uff0c]", value):
                label = part.strip(" #\t")
                if label and len(label) <= _SITE_CHARS and label not in labels:
                    labels.append(label)
        if labels:
            told.labels = labels[:_MOST_LABELS]
            told.sources["labels"] = source
            return


def _tags(head: Head) -> Iterator[tuple[list[str], str]]:
    """What may hold the tags, the surest first."""
    yield head.metas.get(_LABELS[0], []), f"meta:{_LABELS[0]}"
    yield head.json.texts("keywords"), "json-ld:keywords"
    for name in _LABELS[1:]:
        yield head.metas.get(name, []), f"meta:{name}"
    tags = map(_text_of, head.rels("tag")[:_MOST_LABELS])
    yield [text for text in tags if text], "html:rel=tag"


def _language(head: Head) -> Told | None:
    found = [(head.root.get("lang") or head.root.get("{http://www.w3.org/XML/1998/namespace}lang")
              or head.root.get("xml:lang"), "html:lang"),
             head.ld("inLanguage"), head.meta("og:locale"),
             head.meta("content-language", "dc.language", "dcterms.language")]  # fmt: skip
    for one in found:
        if one and one[0] and _LANGUAGE.fullmatch(one[0].strip()):
            tag = one[0].strip().replace("_", "-")
            first, _, rest = tag.partition("-")
            return first.lower() + (f"-{rest}" if rest else ""), one[1]
    return None


def _license(head: Head) -> Told | None:
    if "license" in head.links:
        return head.links["license"], "link:license"
    if b"license" in head.data:
        for element in head.rels("license"):
            if element.get("href"):
                return element.get("href").strip(), "html:rel=license"
    return head.ld("license") or head.meta(*_LICENSE)


def _text_of(element: Any) -> str:
    """The text in an element, blanks folded; empty when it is too long for a value."""
    text = " ".join("".join(element.itertext()).split())
    return text if len(text) <= _MOST_TITLE_CHARS else ""
