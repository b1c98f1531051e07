"""The dates that a page tells: when its article was published, and when it was changed."""

from __future__ import annotations

import re

from newsclean.dates import find_date, read_date
from newsclean.fields.words import beginnings
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
# Before a headline's words in an address, or for itself: `/2016/07/09/`, `/2022-01-27-title`,
# `/20220128_`, `/29-10-2021`.
_URL_DATE = re.compile(
    r"/((?:19|20)\d\d)([/-]?)(\d\d?)\2(\d\d?)(?=[/_.-]|$)"
    r"|[/_-]((?:19|20)\d\d)-([01]\d)-([0-3]\d)(?=[/_.-]|$)"
    r"|/(\d\d)-(\d\d)-((?:19|20)\d\d)(?=[/_.-]|$)"
)
_URL_MONTH = re.compile(r"/((?:19|20)\d\d)/(\d\d)/")
# What publishing systems call the date besides the names that are standards.
_META_DATE = re.compile(
    r"(?:^|[^a-z])(?:pub(?:lish(?:ed)?|lication)?[_.-]?(?:date|time)|release[_.-]?date|published)"
    r"(?:[_.-](?:date|time))?$"
)
_SLASHED = re.compile(r"\d{1,2}/\d{1,2}/\d{4}")
_LINE_CHARS = 60  # an element of more says more than a date
_DATE = ("article:published_time", "og:published_time", "article.published", "datepublished",
         "date_published", "publish-date", "publication_date", "pubdate", "publishdate",
         "sailthru.date", "parsely-pub-date", "dc.date.issued", "dcterms.created",
         "dc.date.created", "dcterms.issued", "dcterms.date", "dc.date",
         "citation_publication_date", "date",
         "originalpublicationdate", "article_date_original")  # fmt: skip
# Words in the classes of elements that hold a date.
_CLASSES = re.compile("[Dd]ate|publish|time|posted|meta|submitted|created|datum|stamp|fecha")
# Languages in whose pages `03/04/2015` may be in March.
_MONTH_FIRST = ("en", "fil", "tl")
_MODIFIED = ("article:modified_time", "og:updated_time", "article.updated", "last-modified",
             "lastmod", "dcterms.modified", "datemodified", "revised")  # fmt: skip


class Dates:
    """What a page tells of time. raw: the date of publication as it was told."""

    __slots__ = ("is_ambiguous", "modified", "published", "raw")

    def __init__(self) -> None:
        self.published: Told | None = None
        self.raw: Told | None = None
        self.is_ambiguous = False
        self.modified: Told | None = None


def read_dates(head: Head, language: str | None) -> Dates:
    """When the article was published and when it was changed.

    language: the page's, which may tell whether the day or the month comes first.
    """
    dates = Dates()
    for told in _dates(head):
        read = told and read_iso(told[0], language, head.url)
        if told and read:
            dates.published, dates.is_ambiguous = (read[0], told[1]), read[1]
            dates.raw = told
            break
    for told in _modifications(head):
        read = told and read_iso(told[0], language, head.url)
        if told and read and (dates.published is None or read[0][:10] >= dates.published[0][:10]):
            dates.modified = read[0], told[1]
            break
    return dates


def _dates(head: Head) -> Iterator[Told | None]:
    """What may be the date of publication, the surest first."""
    yield head.ld("datePublished", "dateCreated", "uploadDate")
    yield from head.all_metas(_DATE)
    yield from head.all_metas(tuple(name for name in head.metas if _META_DATE.search(name)))
    yield head.body.prop("datePublished")
    yield from head.body.times()
    for text in _lines(head):
        if not _says_updated(text):
            yield text, "html:class"
    if head.json.page:
        value = head.json.page_text("datePublished")
        yield (value, "json-ld:WebPage.datePublished") if value else None
    yield _in_address(head.url)


def _modifications(head: Head) -> Iterator[Told | None]:
    yield head.ld("dateModified")
    yield from head.all_metas(_MODIFIED)
    yield head.body.prop("dateModified")
    for text in _lines(head):
        if _says_updated(text):
            yield text, "html:class"


def _lines(head: Head) -> list[str]:
    """What stands in elements that are called after dates."""
    found = map(text_of, head.body.named(_CLASSES))
    return [text for text in found if text and len(text) <= _LINE_CHARS]


def _says_updated(text: str) -> bool:
    return text.casefold().startswith(beginnings("updated"))


def _in_address(url: str | None) -> Told | None:
    match = _URL_DATE.search(url.partition("?")[0]) if url else None
    if match is None:
        return None
    year, _, month, day, year2, month2, day2, day3, month3, year3 = match.groups()
    if day3 and int(month3) > 12 >= int(day3):
        day3, month3 = month3, day3
    return f"{year or year2 or year3}-{month or month2 or month3}-{day or day2 or day3}", "url"


def read_iso(text: str, language: str | None, url: str | None) -> tuple[str, bool] | None:
    """A date as `iso_date` gives it, and whether day and month may be exchanged in it."""
    iso = iso_date(text)
    slashed = iso and _SLASHED.search(text[:_LINE_CHARS])
    if not iso or not slashed:
        return (iso, False) if iso else None
    reading = read_date(text.strip()) or find_date(text)
    if reading is None or not reading.ambiguous:
        return iso, False
    first, second, year = slashed.group().split("/")
    months = {int(first), int(second)}
    # The address of a WordPress page tells the month.
    address = _URL_MONTH.search(url or "")
    if address and address[1] == year and int(address[2]) in months:
        month = int(address[2])
        day = int(first) + int(second) - month
        return f"{year}-{month:02}-{day:02}{iso[10:]}", False
    if language and language.partition("-")[0] not in _MONTH_FIRST:
        return f"{year}-{int(second):02}-{int(first):02}{iso[10:]}", False
    if language and language.lower() == "en-us":  # also what themes say that nobody told otherwise
        return f"{year}-{int(first):02}-{int(second):02}{iso[10:]}", True
    return iso, True


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
