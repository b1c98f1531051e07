"""The dates that a page tells: when its article was published, and when it was changed."""

from __future__ import annotations

import re

from newsclean.dates.iso import read_iso
from newsclean.fields.updates import is_update, parted
from newsclean.fold import fold
from newsclean.html.elements import text_of
from newsclean.html.pagetimes import times

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsclean.html.head import Head, Told

# Before a headline's words in an address, or for itself: `/2016/07/09/`, `/2022-01-27-title`,
# `/20220128_`, `/29-10-2021`.
_URL_DATE = re.compile(
    r"/((?:19|20)\d\d)([/-]?)(\d\d?)\2(\d\d?)(?=[/_.-]|$)"
    r"|[/_-]((?:19|20)\d\d)-([01]\d)-([0-3]\d)(?=[/_.-]|$)"
    r"|/(\d\d)-(\d\d)-((?:19|20)\d\d)(?=[/_.-]|$)"
)
# What publishing systems call the date besides the names that are standards.
_META_DATE = re.compile(
    r"(?:^|[^a-z])(?:pub(?:lish(?:ed)?|lication)?[_.-]?(?:date|time)|release[_.-]?date|published)"
    r"(?:[_.-](?:date|time))?$"
)
_LINE_CHARS, _LINES_CHARS = 60, 120  # an element of more says more than a date, or than two
_DATE = ("article:published_time", "og:published_time", "article.published", "datepublished",
         "date_published", "publish-date", "publication_date", "pubdate", "publishdate",
         "sailthru.date", "parsely-pub-date", "dc.date.issued", "dcterms.created",
         "dc.date.created", "dcterms.issued", "dcterms.date", "dc.date",
         "citation_publication_date", "date",
         "originalpublicationdate", "article_date_original")  # fmt: skip
# Words in the classes of elements that hold a date.
_CLASSES = ("Date", "date", "publish", "time", "posted", "meta", "submitted", "created", "datum",
            "stamp", "fecha")  # fmt: skip
_MODIFIED = ("article:modified_time", "og:updated_time", "article.updated", "last-modified",
             "lastmod", "dcterms.modified", "datemodified", "revised")  # fmt: skip

Late = tuple[str, bool, "Told"]  # a date, whether it is ambiguous, as it was told


class Dates:
    """What a page tells of time. raw: the date of publication as it was told.

    late: one that counts where neither the page nor the text tell another.
    """

    __slots__ = ("is_ambiguous", "late", "modified", "published", "raw")

    def __init__(self) -> None:
        self.published: Told | None = None
        self.raw: Told | None = None
        self.is_ambiguous = False
        self.modified: Told | None = None
        self.late: Late | None = None


def read_dates(head: Head, language: str | None) -> Dates:
    """When the article was published and when it was changed.

    language: the page's, which may tell whether the day or the month comes first.
    """
    dates = Dates()
    lines = _Lines(head)
    late: list[Told] = []
    for told in _dates(head, lines, late):
        read = told and read_iso(told[0], language, head.address)
        if told and read:
            dates.published, dates.is_ambiguous = (read[0], told[1]), read[1]
            dates.raw = told
            break
    else:
        readings = ((read_iso(told[0], language, head.address), told) for told in late)
        dates.late = next(((*read, told) for read, told in readings if read), None)
    for told in _modifications(head, lines):
        read = told and read_iso(told[0], language, head.address)
        if told and read and (dates.published is None or read[0][:10] >= dates.published[0][:10]):
            dates.modified = read[0], told[1]
            break
    return dates


def _dates(head: Head, lines: _Lines, late: list[Told]) -> Iterator[Told | None]:
    """What may be the date of publication, the surest first. late: takes what comes last."""
    yield head.ld("datePublished", "dateCreated", "uploadDate")
    yield from head.all_metas(_DATE)
    yield from head.all_metas(
        tuple(
            name for name in head.metas
            if ("pub" in name or "release" in name) and _META_DATE.search(name)
        )
    )  # fmt: skip
    yield head.body.prop("datePublished")
    found, behind = times(head.body)
    late += behind
    yield from found
    for text in lines.read():
        if not is_update(fold(text)):
            yield text, "html:class"
    if head.json.page:
        value = head.json.page_text("datePublished")
        yield (value, "json-ld:WebPage.datePublished") if value else None
    yield _in_address(head.url)
    yield _in_address(head.canonical[0] if head.canonical else None)


def _modifications(head: Head, lines: _Lines) -> Iterator[Told | None]:
    yield head.ld("dateModified")
    yield from head.all_metas(_MODIFIED)
    yield head.body.prop("dateModified")
    for text in lines.read():
        if is_update(fold(text)):
            yield text, "html:class"


class _Lines:
    """What stands in elements that are called after dates, looked for once."""

    def __init__(self, head: Head) -> None:
        self._head = head
        self._found: list[str] | None = None

    def read(self) -> list[str]:
        """Short texts, those nearest to the headline first."""
        if self._found is None:
            body = self._head.body
            region = body.region
            found = (
                text_of(element) for element in body.named(_CLASSES)
                if region is None
                or not (region.is_outside(element) or region.is_behind(element))
            )  # fmt: skip
            self._found = [
                piece for text in found if text and len(text) <= _LINES_CHARS
                for piece in parted(text) if len(piece) <= _LINE_CHARS
            ]  # fmt: skip
        return self._found


def _in_address(url: str | None) -> Told | None:
    match = _URL_DATE.search(url.partition("?")[0]) if url else None
    if match is None:
        return None
    year, _, month, day, year2, month2, day2, day3, month3, year3 = match.groups()
    if day3 and int(month3) > 12 >= int(day3):
        day3, month3 = month3, day3
    return f"{year or year2 or year3}-{month or month2 or month3}-{day or day2 or day3}", "url"
