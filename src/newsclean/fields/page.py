"""What an HTML page knows of the fields that its text does not, and where the text misleads."""

from __future__ import annotations

from newsclean.dates import find_date, read_date
from newsclean.dates.iso import read_iso
from newsclean.document import Document
from newsclean.fields.people import is_name
from newsclean.fields.updates import is_update
from newsclean.fold import fold

TYPE_CHECKING = False
if TYPE_CHECKING:
    from newsclean.fields import Fields
    from newsclean.fields.clues import Clue
    from newsclean.html.reader import Page
    from newsclean.survey import Survey

_LINE_CHARS = 60  # a longer line says more than when the article was published
_BELOW = 3  # lines below the article that may still tell of it
_FIRST = 4  # lines above its first paragraph
_OLDEST = "1995"  # before that nothing was published on a page


def take_page(fields: Fields, doc: Document, page: Page) -> None:
    """What a page says of itself goes before what its text shows; the caller before both.

    Not in a repost, whose text tells of the original and whose page of the copy: there the page
    only adds, and its site is the one that reposted.
    """
    told = page.metadata
    for name, (line, rule) in fields.origins.items():
        fields.origins[name] = None if line is None else line + page.near.start, rule
    _drop_others(fields, page)
    is_repost = fields.source_url is not None and (
        fields.feed_title is not None or fields.feed_url is not None
    )
    own, copier = fields.publisher, told.publisher
    if is_repost and own and copier and fields.site is None and fold(own) != fold(copier):
        fields.site = copier
        fields.origins["site"] = None, told.sources["publisher"]
    for name, source in told.sources.items():
        if (name == "title" and doc.title) or (name == "language" and doc.language):
            continue
        if is_repost and getattr(fields, name):
            continue
        setattr(fields, name, getattr(told, name))
        fields.origins[name] = None, source
        if name == "date":
            fields.date_ambiguous = told.date_ambiguous
    if fields.title is not None and fields.origins.get("title") == (None, "html:title"):
        own_lines = page.own_lines()
        end = own_lines[0] + _FIRST if own_lines else page.near.stop
        fields.title = told.headline_in(doc.lines[page.near.start : end])
    if fields.platform in told.foreign_platforms:
        fields.platform = None  # `Read also:` is worded alike on many systems
    if fields.date is None:
        _take_date_beside(fields, doc, page)
    if fields.date is None and told.late is not None:
        fields.date, fields.date_ambiguous, (fields.date_raw, source) = told.late
        fields.origins["date"] = fields.origins["date_raw"] = None, source


def drop_headlines(authors: list[Clue], survey: Survey, page: Page) -> None:
    """Those lines of authors that a page knows for its headline: `Mayor Quinlan Resigns`.

    Above a date a line that is written as a name is a byline, for all that a text can tell.
    """
    told = page.metadata
    titles = {fold(title) for title in (told.title, told.title_raw) if title}
    authors[:] = [
        clue for clue in authors
        if page.tags[clue[1] + page.near.start] != "h1"
        and fold(survey.lines[clue[1]]) not in titles
    ]  # fmt: skip


def _drop_others(fields: Fields, page: Page) -> None:
    """The date of a comment, of a post that is quoted, of a related article is not this one's.

    Nor is that of a masthead.
    """
    line, _ = fields.origins.get("date", (None, None))
    if line is None:
        return
    if page.is_elsewhere(line) or _is_of_day(page, line, fields.date_raw or ""):
        fields.date = fields.date_raw = fields.date_ambiguous = None
        fields.origins.pop("date", None)
        fields.origins.pop("date_raw", None)


def _is_of_day(page: Page, i: int, line: str) -> bool:
    """Whether a line tells what day it was when the page was saved: a date in a masthead."""
    return page.is_above(i) and read_date(line) is not None


def _take_date_beside(fields: Fields, doc: Document, page: Page) -> None:
    """The date in a line between the headline and the article, or right below the article.

    `06.11.2023 13:30 von Olga`, `Hamburg, 2. November 2021`: no text tells what such a line is, a
    page by where it stands.
    """
    own = page.own_lines()
    if not own:
        return
    places = [*range(page.near.start, own[0]), *_first_lines(doc, own),
              *range(own[-1] + 1, own[-1] + 1 + _BELOW)]  # fmt: skip
    for i in places:
        line = doc.lines[i].strip() if i < len(page.tags) else ""
        if not line or len(line) > _LINE_CHARS or page.is_elsewhere(i):
            continue
        if _is_of_day(page, i, line):
            continue
        reading = find_date(line)
        if reading is None or reading.iso is None or reading.iso < _OLDEST:
            continue
        if is_update(fold(line)):
            if fields.date_modified is None:
                fields.date_modified = reading.iso
                fields.origins["date_modified"] = i, None
            continue
        found = read_iso(line, fields.language, doc.url)
        if found is not None:
            fields.date, fields.date_ambiguous = found
            fields.date_raw = line
            fields.origins["date"] = fields.origins["date_raw"] = i, None
            return


def _first_lines(doc: Document, own: list[int]) -> list[int]:
    """The dates among the short lines that begin an article, alone or behind a name.

    `FOR IMMEDIATE RELEASE`, and below it the date; `Ada Quill, 7 March 2023`.
    """
    found = []
    for i in own[:_FIRST]:
        line = doc.lines[i].strip()
        if len(line) > _LINE_CHARS:
            break
        if read_date(line) is not None or is_name(line.partition(",")[0]):
            found.append(i)
    return found
