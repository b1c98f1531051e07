"""The dates that a page tells: when its article was published, and when it was changed."""

from __future__ import annotations

import re

from newsclean.dates import find_date, read_date
from newsclean.html.body import text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsclean.html.head import Head, Told

_ISO = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})"
    r"(?:[T ]\s?(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s?(Z|[+-]\d{2}:?\d{2})?)?"
)
_COMPACT = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})(?:\d{0,6}|T.*)?")
_URL_DATE = re.compile(r"/((?:19|20)\d{2})[/-](\d{1,2})[/-](\d{1,2})(?=[/-])")
_LINE_CHARS = 60  # an element of more says more than a date
_DATE = ("article:published_time", "og:published_time", "article.published", "datepublished",
         "date_published", "publish-date", "publication_date", "pubdate", "publishdate",
         "sailthru.date", "parsely-pub-date", "dc.date.issued", "dcterms.created",
         "dc.date.created", "dcterms.issued", "dcterms.date", "dc.date",
         "citation_publication_date", "date",
         "originalpublicationdate", "article_date_original")  # fmt: skip
_MODIFIED = ("article:modified_time", "og:updated_time", "article.updated", "last-modified",
             "lastmod", "dcterms.modified", "datemodified", "revised")  # fmt: skip


def read_dates(head: Head) -> tuple[Told | None, Told | None, Told | None]:
    """Date of publication, the same as it was told, and date of the last change."""
    published = raw = modified = None
    for raw in _dates(head):
        iso = raw and iso_date(raw[0])
        if raw and iso:
            published = iso, raw[1]
            break
    for one in _modifications(head):
        iso = one and iso_date(one[0])
        if one and iso:
            modified = iso, one[1]
            break
    return published, raw if published else None, modified


def _dates(head: Head) -> Iterator[Told | None]:
    """What may be the date of publication, the surest first."""
    yield head.ld("datePublished", "dateCreated", "uploadDate")
    yield from head.all_metas(_DATE)
    yield head.body.prop("datePublished")
    yield from head.body.times()
    for element in head.body.named("date", "publish", "time", "posted"):
        text = text_of(element)
        if text and len(text) <= _LINE_CHARS:
            yield text, "html:class"
    if head.json.page:
        value = head.json.page_text("datePublished")
        yield (value, "json-ld:WebPage.datePublished") if value else None
    if head.url and (match := _URL_DATE.search(head.url)):
        yield "-".join(match.groups()), "url"


def _modifications(head: Head) -> Iterator[Told | None]:
    yield head.ld("dateModified")
    yield from head.all_metas(_MODIFIED)
    yield head.body.prop("dateModified")


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
