"""What the boilerplate tells about the article."""

from __future__ import annotations

from newsclean.document import Document
from newsclean.fields.clues import Clue, Clues, ask_hits, end_zone
from newsclean.fields.feed import Block, ask_block, find_block
from newsclean.fields.language import read_language
from newsclean.fields.original import shown
from newsclean.fields.people import people
from newsclean.fields.platform import platform_of
from newsclean.fields.tail import ask_tail, is_truncated, split_labels
from newsclean.fields.titles import choose_title
from newsclean.fields.top import ask_top, read_top
from newsclean.fields.when import finest, when
from newsclean.fold import fold
from newsclean.hosts import host_of
from newsclean.survey import Survey

NAMES = ("title", "title_raw", "date", "date_raw", "date_ambiguous", "date_modified", "authors",
         "publisher", "site", "source_url", "canonical_url", "feed_title", "feed_url", "platform",
         "section", "labels", "credits", "language", "image", "description", "license",
         "truncated")  # fmt: skip


_NEAR = 3  # lines between the dates of one head


class Fields:
    """The metadata of a record; unknown is None, an empty list is empty.

    origins: field -> (line number (0-based), rule id or None); no line where a page told it.
    """

    __slots__ = (*NAMES, "origins")

    def __init__(self) -> None:
        self.title: str | None = None
        self.title_raw: str | None = None
        self.date: str | None = None
        self.date_raw: str | None = None
        self.date_ambiguous: bool | None = None
        self.date_modified: str | None = None
        self.authors: list[str] = []
        self.publisher: str | None = None
        self.site: str | None = None
        self.source_url: str | None = None
        self.canonical_url: str | None = None
        self.feed_title: str | None = None
        self.feed_url: str | None = None
        self.platform: str | None = None
        self.section: str | None = None
        self.labels: list[str] = []
        self.credits: list[str] = []
        self.language: str | None = None
        self.image: str | None = None
        self.description: str | None = None
        self.license: str | None = None
        self.truncated = False
        self.origins: dict[str, tuple[int | None, str | None]] = {}


def read_fields(doc: Document, survey: Survey) -> Fields:
    """Read metadata out of the lines that the survey knows; a field is never guessed.

    Reads hits, head and tail only, so it costs the same for a long article. Marks are not made,
    and read only in the dump of a page, where they tell where the article begins.
    """
    fields = Fields()
    fields.language = doc.language
    top = read_top(survey)
    start = end_zone(survey)
    clues = ask_hits(survey, top.end, start)
    block = find_block(survey)
    ask_top(survey, clues, top)
    ask_tail(survey, clues, start)
    if block is not None:
        ask_block(survey, clues, block)
    _take_title(fields, doc, choose_title(survey, clues, top.title, block))
    _take_source(fields, doc, survey, clues, block)
    _take_dates(fields, doc, clues)
    if clues.authors and doc.page is not None:
        from newsclean.fields.page import drop_headlines

        drop_headlines(clues.authors, survey, doc.page)
    _take_people(fields, clues)
    _take_lists(fields, clues)
    fields.truncated = is_truncated(survey)
    if doc.page is not None:
        from newsclean.fields.page import take_page

        take_page(fields, doc, doc.page)
    elif doc.profile == "page":
        from newsclean.fields.dump import drop_guesses

        drop_guesses(fields, doc)
    if fields.language is None:
        _take_language(fields, survey)
    return fields


def _take_language(fields: Fields, survey: Survey) -> None:
    found = read_language(survey)
    if found is not None:
        fields.language, script = found
        fields.origins["language"] = None, script


def _take(fields: Fields, name: str, clue: Clue) -> None:
    """Set a field and its origin."""
    setattr(fields, name, clue[0])
    fields.origins[name] = clue[1:]


def _take_title(fields: Fields, doc: Document, chosen: tuple[str, str | None, Clue] | None) -> None:
    """Title and, where the title line names one, publisher; the caller's title wins."""
    if chosen is not None:
        title, publisher, clue = chosen
        _take(fields, "title_raw", clue)
        _take(fields, "title", (title, *clue[1:]))
        if publisher is not None:
            _take(fields, "publisher", (publisher, *clue[1:]))
    if doc.title:
        fields.title = doc.title
        if fields.title_raw is None or fold(fields.title_raw) != fold(doc.title):
            fields.origins.pop("title", None)


def _take_source(
    fields: Fields, doc: Document, survey: Survey, clues: Clues, block: Block | None
) -> None:
    """Who wrote it, who reposted it, and the addresses."""
    for clue in clues.publishers:
        if fields.publisher is None and _is_name_of_site(clue[0]):
            _take(fields, "publisher", clue)
    owner = next(iter(clues.owners), None)
    is_repost = bool(clues.feeds) or block is not None
    if owner is not None:
        if fields.publisher is None and not is_repost:
            _take(fields, "publisher", owner)
        elif fields.publisher is None or fold(fields.publisher) != fold(owner[0]):
            _take(fields, "site", owner)
    if fields.site is None and clues.sites:
        _take(fields, "site", clues.sites[0])
    _take_site_of_url(fields, doc)
    feed_url = None if block is None else block.feed_url
    if feed_url is not None:
        _take(fields, "feed_url", (shown(survey.lines[feed_url]), feed_url, None))
    for clue in clues.urls:
        if fields.source_url is None and clue[1] != feed_url:
            _take(fields, "source_url", clue)
    if clues.feeds:
        _take(fields, "feed_title", clues.feeds[0])
    has_feed_link = any(
        url is not None and "//ift.tt/" in url for url in (fields.source_url, fields.feed_url)
    )
    fields.platform = platform_of(clues.platforms, has_feed_link)


def _take_site_of_url(fields: Fields, doc: Document) -> None:
    """A publisher that lives at the page's own address reposted nothing: then there is no site."""
    if not doc.url or fields.site is not None or fields.publisher is None:
        return
    host = host_of(doc.url)
    name = "".join(c for c in fields.publisher.lower() if c.isalnum())
    if host and name not in "".join(c for c in host if c.isalnum()):
        fields.site = host


def _is_name_of_site(text: str) -> bool:
    """Whether a text can be the name of a publisher: short, and no address."""
    return 1 < len(text) <= 120 and "://" not in text and len(text.split()) <= 12


def _take_dates(fields: Fields, doc: Document, clues: Clues) -> None:
    """The date of publication; the only date that a text shows is its date, whatever its label."""
    dates, modified = when(clues, fields.language, doc.url)
    if modified:
        fields.date_modified = modified[0][0].iso
        fields.origins["date_modified"] = modified[0][1][1:]
    # A date far below the line that says `Updated` is one of the text.
    if dates and modified and dates[0][1][1] > modified[0][1][1] + _NEAR:
        dates = modified
    chosen = finest(dates) or finest(modified)
    if chosen is not None:
        reading, clue = chosen
        fields.date, fields.date_ambiguous = reading.iso, reading.ambiguous
        _take(fields, "date_raw", clue)
        fields.origins["date"] = clue[1:]


def _take_people(fields: Fields, clues: Clues) -> None:
    for text, line, rule in clues.authors:
        for name in people(text, fields.publisher, fields.site):
            if name not in fields.authors:
                fields.authors.append(name)
                fields.origins.setdefault("authors", (line, rule))


def _take_lists(fields: Fields, clues: Clues) -> None:
    for text, line, rule in clues.labels:
        for label in split_labels(text):
            if label not in fields.labels:
                fields.labels.append(label)
                fields.origins.setdefault("labels", (line, rule))
    for text, line, rule in clues.credits:
        if text not in fields.credits:
            fields.credits.append(text)
            fields.origins.setdefault("credits", (line, rule))
