"""Texts that hold more than one article's wrapper: dumps of whole pages, and HTML pages."""

from __future__ import annotations

from collections.abc import Sequence

from newsclean.document import Document, Mark, mark_blanks
from newsclean.late import LateSurvey
from newsclean.looks import ROUNDS, Looks
from newsclean.survey import Survey

TYPE_CHECKING = False
if TYPE_CHECKING:
    from newsclean.html.reader import Page
    from newsclean.page.model import Model

_DOUBT = 0.15  # a kept line with a surer mark of the page's reader is judged by the lines' model
_HARDLY = 0.3  # less sure marks of a page's reader are not even shown as doubtful

_SURELY = 0.1  # what the page is nine tenths sure of
_BY_WORDING = frozenset(
    ("related", "promotion", "share", "comments", "navigation", "footer", "model", "duplicate")
)
# Three lines that stand twice are a refrain, a heading, an address; more are a copy of the article:
# on WCXB, out of fold, seven pages of up to three gained by keeping them, six of more lost.
_COPY, _FEW_COPIES = "duplicate", 3
_ITEMS = frozenset(("li", "dt", "dd", "td", "th"))
_MANY = 20_000  # lines that are left of a page

# Survey, marks, doubtful marks.
Cleaned = tuple[Survey, dict[int, Mark], dict[int, Mark]]


def clean_dump(
    doc: Document, looks: Looks, kept: frozenset[str], model: Model | None, *, is_said: bool
) -> Cleaned:
    """Survey and marks of a dump: what frames the article, then the other filters inside of it.

    Both again on what is left, as if it came anew, until neither finds anything.
    model: None for the package's. is_said: whether the caller says that it is one. What `auto`
    makes of a dump may be a repost when it comes again, and as a repost nothing more may be found
    in it.
    """
    from newsclean.page.decide import is_page
    from newsclean.page.frame import find_frame, trusted
    from newsclean.page.model import shared_model

    model = model or shared_model()
    found: dict[int, Mark] = {}
    unsure: dict[int, Mark] = {}
    left: Sequence[int] = range(len(doc.lines))
    lines = doc.lines
    is_settled = False
    for n in range(ROUNDS):
        new: dict[int, Mark] = {}
        # The first time it was asked already.
        if n == 0 or is_said or is_page(lines, looks.sieve):
            for i, mark in find_frame(lines, model, looks.sieve, looks.weigh).items():
                if lines[i] not in kept:
                    (new if mark[3] >= looks.confidence else unsure)[left[i]] = mark
        if new:
            left, lines = _without(doc, found, new)
        elif is_settled:
            break
        marks, doubts = looks.settle(
            looks.explore(lines, doc.title), doc.title, kept, [], is_page=True
        )
        is_settled = True
        if is_said:
            whole = trusted(lines, marks)
            is_settled = not whole or len(whole) == len(marks)
            marks = whole
        unsure.update((left[i], mark) for i, mark in doubts.items())
        if marks:
            left, lines = _without(doc, found, {left[i]: mark for i, mark in marks.items()})
    return LateSurvey(lambda: looks.explore(doc.lines, doc.title)), found, unsure


def clean_page(
    doc: Document, page: Page, looks: Looks, kept: frozenset[str], *, is_framed: bool
) -> Cleaned:
    """Survey and marks of an HTML page, whose reader says what frames the article.

    is_framed: whether the filter that goes by it is chosen; else the others work on all of it.
    """
    found: dict[int, Mark] = {}
    unsure: dict[int, Mark] = {}
    new: dict[int, Mark] = {}
    if is_framed:
        least, least_shown = looks.confidence, min(looks.confidence, _HARDLY)
        for i, mark in page.marks.items():
            if mark[3] >= least_shown and (not kept or doc.lines[i] not in kept):
                (new if mark[3] >= least else unsure)[i] = mark
    found.update(new)  # and no line more: none of a page is blank
    left = [i for i in range(len(doc.lines)) if i not in found]
    lines = [doc.lines[i] for i in left]
    if lines:
        # Where the page's own model has no doubt about a line, that of lines adds nothing.
        # In a page of very many it costs more than all else: it learned from posts.
        sure = frozenset([
            n for n, i in enumerate(left)
            if len(lines) > _MANY or (new and (i not in page.marks or page.marks[i][3] <= _DOUBT))
        ])  # fmt: skip
        survey = looks.explore(lines, doc.title)
        marks, doubts = looks.settle(survey, doc.title, kept, [], sure, is_page=True)
        is_copied = sum(mark[0] == _COPY for mark in marks.values()) > _FEW_COPIES
        for i, mark in marks.items():
            counts = not is_framed or (is_copied and mark[0] == _COPY)
            if counts or not _is_overruled(page, left[i], mark):
                found[left[i]] = mark
        unsure.update((left[i], mark) for i, mark in doubts.items())

    def make() -> Survey:
        return looks.outline(doc.lines[page.near.start : page.near.stop], doc.title)

    return LateSurvey(make), found, unsure


def _is_overruled(page: Page, i: int, mark: Mark) -> bool:
    """Whether the page knows better than a filter that goes by wordings.

    Articles about newsletters, cookies or comments are full of them, and so are lists of technical
    data (`Video: 4K/30p`); a page knows where a line stands. What it is nine tenths sure of stays
    whatever a filter says, and a line that stands twice where it is seven tenths sure, unless many
    do. Lines of programs no wording fits, nor does one item of a list that the page takes whole.
    """
    own = page.marks.get(i)
    if own is None or mark[0] not in _BY_WORDING:
        return False
    if page.tags[i] == "pre" or own[3] <= _SURELY:
        return True
    if own[3] > _HARDLY:
        return False
    return mark[0] == _COPY or (page.tags[i] in _ITEMS and page.keeps_list(i))


def _without(
    doc: Document, found: dict[int, Mark], new: dict[int, Mark]
) -> tuple[list[int], list[str]]:
    """Numbers and lines of what is left once the new marks are found, too.

    As the text would come back: without the blank lines that go along.
    """
    found.update(new)
    gone = mark_blanks(doc.lines, found)
    left = [i for i in range(len(doc.lines)) if i not in gone]
    return left, [doc.lines[i] for i in left]
