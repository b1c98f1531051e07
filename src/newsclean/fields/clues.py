"""What the matched rows say: titles, names, addresses, dates, as found and where."""

from __future__ import annotations

from newsclean.dates import DateReading
from newsclean.fields.bylines import ask_author, ask_date
from newsclean.fields.original import original, shown
from newsclean.fields.sources import bare_publisher, is_article_address, without_tags
from newsclean.fold import fold
from newsclean.lexicon import Hit, Row
from newsclean.line import ARTICLE_FAMILIES
from newsclean.survey import Survey

# The text as found, its line (0-based), the id of the row that told it.
Clue = tuple[str, int, "str | None"]
Dated = tuple[DateReading, Clue]

# Rows of these families speak of the article; in others a title is that of another one. A rule of
# a user's own (`rules`) captures only what its author asks for.
_TITLE_FAMILIES = frozenset(
    ("comment-form", "comment-heading", "feed-footer", "response-count", "rules")
)
_AUTHOR_FAMILIES = frozenset(("byline", "author-box", "archive-heading", "dateline", "rules"))
# Their rows date the article even where they capture nothing: `{date} · {n} min read`.
_DATED_FAMILIES = frozenset(("byline", "reading-time"))
_CATEGORIES = ("section", "category")
_LABEL_FAMILIES = frozenset(("category-list", "feed-footer", "tag-list"))
_CREDIT_CHARS = 160
_EDGES = " \t\u00a0:："  # a row `Labels:` folds without its colon, and leaves it to the rest
_SOURCE_FAMILIES = frozenset(("feed-footer", "source-link"))
_LAST_LINES = 3  # a text without a tail may still end in `Source: …`
_PLATFORM_FAMILIES = frozenset(
    ("comment-count", "comment-form", "comment-pager", "credit", "feed-footer", "feed-link",
     "response-count", "share")
)  # fmt: skip


class Clues:
    """Everything found, in the order of the lines; nothing is decided here."""

    __slots__ = ("authors", "credits", "dates", "feeds", "has_source", "labels", "modified",
                 "owners", "platforms", "publishers", "sites", "titles", "urls")  # fmt: skip

    def __init__(self) -> None:
        self.titles: list[Clue] = []
        self.publishers: list[Clue] = []
        self.owners: list[Clue] = []  # whom a copyright line names: publisher or site
        self.sites: list[Clue] = []
        self.authors: list[Clue] = []
        self.dates: list[Dated] = []
        self.modified: list[Dated] = []
        self.urls: list[Clue] = []
        self.feeds: list[Clue] = []
        self.labels: list[Clue] = []
        self.credits: list[Clue] = []
        self.has_source = False  # a row says that the text comes from elsewhere
        self.platforms: dict[str, int] = {}


def end_zone(survey: Survey) -> int:
    """The line from which boilerplate may speak: the tail, and the last lines without one."""
    at = survey.tail_start
    for _ in range(_LAST_LINES):
        if at <= 0 or len(survey.lines) - at >= _LAST_LINES:
            break
        above = survey.before(at)
        if above is None:
            break
        at = above
    return at


def ask_hits(survey: Survey, top: int, tail: int) -> Clues:
    """Go through the matched rows.

    top: lines before it stand above the first paragraph. tail: from it on rows may speak.
    """
    clues = Clues()
    platforms = clues.platforms
    for i, hit in survey.hits.items():
        row = hit[0]
        if row.family in ARTICLE_FAMILIES:
            if row.family != "dateline" and len(survey.lines[i]) <= _CREDIT_CHARS:
                _add_credit(survey, clues, i, hit, i >= tail)
            continue
        if top <= i < tail:
            continue
        if row.standalone and row.platform and row.family in _PLATFORM_FAMILIES:
            weight = 2 if row.family == "credit" else 1
            platforms[row.platform] = platforms.get(row.platform, 0) + weight
        if row.family in _SOURCE_FAMILIES:
            clues.has_source = True
        if row.captures or row.family in _DATED_FAMILIES:
            ask_row(survey, clues, i, hit, i < top)
    return clues


def _add_credit(survey: Survey, clues: Clues, i: int, hit: Hit, is_end: bool) -> None:
    """An agency or a photographer; not where to write to one, nor an address."""
    row, taken = hit
    line = shown(survey.lines[i])
    address = line.rpartition(" ")[2]
    is_bare = len(taken) == 1 and taken[0][1] == fold(address)
    if is_bare and "://" in address:
        if is_end and is_article_address(address):
            clues.urls.append((address, i, row.id))  # `Source: https://…/2016/02/manhole-fires`
    elif not any(name in ("handle", "email") for name, _ in taken):
        clues.credits.append((without_tags(line), i, row.id))


def ask_row(
    survey: Survey, clues: Clues, i: int, hit: Hit, is_top: bool, line: str | None = None
) -> None:
    """Take what one row captured. line: the part of line `i` that it matched, if not all."""
    row, taken = hit
    if row.position == "head" and not is_top:
        return  # `By signing up, you agree to our Terms of Use.`
    if line is None:
        line = survey.lines[i]
    for at, (name, value) in enumerate(taken):
        if name == "x" and row.captures:
            name = row.captures[0]
        if not value:
            continue
        if name != "date" and not row.captures and row.family in _DATED_FAMILIES:
            continue  # `Editor: {author}` captures nobody, for an editor did not write it
        is_last = at == len(taken) - 1
        if name == "title":
            is_sure = i >= survey.tail_start or '"' in row.phrase
            if (
                is_sure
                and row.family in _TITLE_FAMILIES
                and (row.family != "feed-footer" or len(taken) > 1)
            ):
                _add(clues.titles, line, value, i, row, is_last)
        elif name in ("site", "publisher"):
            _add_publisher(clues, line, value, i, row, is_last)
        elif name == "author":
            if row.family == "copyright":
                _add(clues.owners, line, value, i, row, is_last)
            elif row.family in _AUTHOR_FAMILIES and (row.family != "archive-heading" or is_top):
                ask_author(clues, line, value, i, row, is_last)
        elif name == "feed":
            # IFTTT: `from {FeedTitle} via {EntryAuthor} {EntryUrl}`.
            _add(clues.feeds, line, value.partition(" via ")[0], i, row, is_last)
        elif name in ("url", "id"):
            ask_url(clues, line, i, row)
        elif name in ("tags", "tag") or (name in _CATEGORIES and row.family in _LABEL_FAMILIES):
            _add(clues.labels, line, value, i, row, is_last)
        elif name in ("date", "time"):
            ask_date(clues, line, value, i, row)
    if row.family in _SOURCE_FAMILIES and "://" in line and "url" not in row.captures:
        ask_url(clues, line, i, row)
    if row.family == "feed-title" or (not taken and "feed" in row.captures):
        clues.feeds.append((line.strip(), i, row.id))
    if (not taken or not taken[-1][1]) and row.family in ("byline", "source-link", "tag-list"):
        _ask_below(survey, clues, i, row)


def _publishers(clues: Clues, row: Row) -> list[Clue]:
    """Whom the row's site or publisher is."""
    if row.family == "copyright":
        return clues.owners
    return clues.sites if row.family == "credit" else clues.publishers


def _add(clues: list[Clue], line: str, value: str, i: int, row: Row, is_last: bool) -> None:
    found = original(line, value, is_last=is_last)
    if found is not None:
        clues.append((without_tags(found).strip(_EDGES), i, row.id))


def _add_publisher(
    clues: Clues, line: str, value: str, i: int, row: Row, is_last: bool
) -> None:
    found = original(line, value, is_last=is_last)
    if found is not None:
        text, is_source = without_tags(found).strip(_EDGES), row.family in _SOURCE_FAMILIES
        name = bare_publisher(clues, line, text, i, row, is_source=is_source)
        _publishers(clues, row).append((name, i, row.id))


def ask_url(clues: Clues, line: str, i: int, row: Row) -> None:
    """The address on a line, as it stands."""
    for token in line.split():
        at = token.find("http")
        if at < 0:
            at = token.find("www.")
        if at >= 0:
            address = token[at:]
            for mark in '"<>':  # `href="https://…">Council`
                address = address.partition(mark)[0]
            clues.urls.append((address.rstrip(").,;]"), i, row.id))
            return


def _ask_below(survey: Survey, clues: Clues, i: int, row: Row) -> None:
    """A label whose value stands on the next line: `Posted by` / `Sandra Weiss` / `at`."""
    below = survey.after(i)
    if below is None or below in survey.hits:
        return
    text = shown(survey.lines[below])
    if row.family == "tag-list":
        _ask_labels_below(survey, clues, below, row)
    elif "author" in row.captures and len(text) <= 60:
        clues.authors.append((text, below, row.id))
    elif "publisher" in row.captures and len(text) <= 60:
        clues.publishers.append((text, below, row.id))
    elif "date" in row.captures and survey.shape(below) in ("date", "dated"):
        ask_date(clues, text, text, below, row)


def _ask_labels_below(survey: Survey, clues: Clues, i: int | None, row: Row) -> None:
    """Labels one a line: `berita,` / `economy,` / `science`; a comma says that more follow."""
    is_open = False
    while i is not None and (is_open or (i not in survey.hits and survey.shape(i) == "headline")):
        text = shown(survey.lines[i])
        if len(text) > 40:
            return
        clues.labels.append((text, i, row.id))
        is_open = text.endswith((",", "،", "、"))
        if not is_open:
            return
        i = survey.after(i)
