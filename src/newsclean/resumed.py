"""How an article goes on behind a box: what of the tail is its own, what boilerplate encloses."""

from __future__ import annotations

from newsclean.article import article_of
from newsclean.evidence import NOTICE_CHARS, SENTENCES, Weighed
from newsclean.fold import fold
from newsclean.line import DATED, LABELS, REACHED
from newsclean.patterns import Pattern
from newsclean.shapes import (
    ARROW,
    CUT,
    DATE,
    HEADLINE,
    NUMBER,
    PROSE,
    QUESTION,
    QUOTES,
    SENTENCE,
    SPEECH,
    announces,
)  # fmt: skip
from newsclean.survey import REPEAT, Survey

_NOTICE_PROSE = 100  # longer ones are paragraphs, whatever stands around them
_ABOUT_WORDS, _ABOUT_SHARE = 3, 0.3
_OWN = frozenset((HEADLINE, QUESTION, SPEECH, DATE, DATED, LABELS, NUMBER))
_OWN_SHARE = 0.15
_ITEMS = frozenset((HEADLINE, SPEECH))
_YEAR = Pattern(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_QUOTED = Pattern(r'[“«„"「『][^“”«»„"「」『』]{25,}[”»“"」』]')
# A row of a table: words, and an amount behind them.
_ROW = Pattern(r"\s*[^\W\d][^\d:]*[\s:–—-]\s*[£$€]?\d[\d.,:/–-]*\s?[^\W\d]{0,4}[.%€]?\s*$")
# Under such headings a site counts its own.
_BUTTON = "share"  # which an entry has, too
_SITES = frozenset(("archive-heading", "archive-list", "category-list", "comment-body", "follow",
                    "menu", "share", "sidebar-heading", "tag-list"))  # fmt: skip
_CONTACT_LINES = 6
_ROW_CHARS, _ROWS, _ROWS_SHARE = 80, 2, 0.4
_WAYS = frozenset(("related", "read-more", ARROW, REPEAT))


def note_enclosed(survey: Survey, tail: list[Weighed]) -> None:
    """Note the sentences of the tail that known boilerplate encloses on both sides.

    One that speaks of what or whom the text speaks of is the text's, behind a box; so is one that
    quotes what somebody said.
    """
    article = None
    firm_above = 0
    others_above = 0  # ways to other articles stand between paragraphs, too
    is_entry = False
    for at, (i, name, weight) in enumerate(tail):
        is_entry = i not in survey.hits and (is_entry or survey.is_of_ticker(i))
        if (
            not is_entry and (others_above if name == PROSE else firm_above) >= 2
            and name in (SENTENCE, PROSE, QUESTION, CUT)
            and len(survey.lines[i]) <= (_NOTICE_PROSE if name == PROSE else NOTICE_CHARS)
            and any(entry[2] >= 1.0 for entry in tail[at + 1:at + 3])
            and (tail[at - 1][2] >= 1.0 or tail[at - 1][1] != PROSE)
        ):
            article = article or article_of(survey.lines[:tail[0][0]])
            share = article.share_used(fold(survey.lines[i]), _ABOUT_WORDS)
            text = survey.lines[i]
            names = article.shares_name(text) and not _YEAR.search(text)  # who posted when
            is_own = names or (share or 0.0) >= _ABOUT_SHARE
            if not is_own and not _QUOTED.search(text):
                survey.enclosed.add(i)
        firm_above += weight >= 1.0
        others_above += weight >= 1.0 and name not in _WAYS


def below_contact(survey: Survey, at: int) -> int:
    """The line below whom a release says to ask, where the tail begins in the midst of it; or `at`.

    A menu has `Contact`, too, but no name, number and address under it.
    """
    hit, above = survey.hits.get(at), survey.before(at)
    if hit is None and above is not None and _is_reached(survey, above, is_below=False):
        return at + 1 if _is_reached(survey, at, is_below=True) else at
    if hit is None or hit[0].family != "menu":
        return at
    below, end = survey.after(at), at
    for _ in range(_CONTACT_LINES):
        if below is None or below in survey.hits or survey.shape(below) in SENTENCES:
            break
        if _is_reached(survey, below, is_below=end > at):
            end = below
        below = survey.after(below)
    return end + 1 if end > at else at


def _is_reached(survey: Survey, i: int, *, is_below: bool) -> bool:
    """Whether a line says how somebody is reached; a site only below another way."""
    if i in survey.hits or survey.shape(i) == DATE:
        return False
    line = survey.lines[i]
    return REACHED.search(line) is not None or (is_below and line.lstrip().startswith("www."))


def note_own(survey: Survey, tail: list[Weighed]) -> None:
    """Note the lines by which the article goes on behind a box, up to the next known wording.

    They stand below a sentence of the tail that stays, below a day or time as others head
    entries above, below a line with a colon as others announce lists above: a list, a subhead, a
    programme; or between such a sentence and a line that announces them.
    """
    article = None
    goes_on = False
    announced: list[int] = []
    end = tail[0][0]
    has_lists = _has_lists(survey, end)
    if sum(_is_row(survey, i) for i in range(survey.head_end, end)) >= _ROWS:
        _note_rows(survey, tail)
    for i, name, _ in tail:
        text = survey.lines[i].strip()
        in_thread = survey.sections.get(i) == "comment-body"
        if i in survey.hits or i in survey.enclosed or in_thread:
            goes_on, announced = False, []
        elif name in SENTENCES:
            article = article or article_of(survey.lines[:tail[0][0]])
            share = article.share_used(fold(text), _ABOUT_WORDS)
            is_about = share is None or share >= _OWN_SHARE or article.shares_name(text)
            is_own = is_about or text[0] in QUOTES
            if is_own:
                survey.own.update(announced)
            announced = []
            if name == PROSE:
                goes_on = is_own
        elif (
            _heads_entry(survey, i) or (goes_on and name in _OWN)
            or (has_lists and _heads_list(name, text))
        ):
            survey.own.add(i)
            goes_on = True
        elif announced or _heads_list(name, text):
            announced.append(i)


def _note_rows(survey: Survey, tail: list[Weighed]) -> None:
    """Note the runs of lines, up to the next known wording, that hold rows as the text above does.

    Results, prices, line-ups: names that go with a number each, and headings between them.
    """
    run: list[int] = []
    for i in (*(entry[0] for entry in tail), None):
        if i is not None and i not in survey.hits and survey.sections.get(i) not in _SITES:
            run.append(i)
            continue
        rows = sum(_is_row(survey, at) for at in run)
        if rows >= max(_ROWS, _ROWS_SHARE * len(run)):
            survey.own.update(run)
        run = []


def _is_row(survey: Survey, i: int) -> bool:
    """Whether a line of no known wording says a name and a number: `Tamika Ruffin: 3,408`."""
    line = survey.lines[i]
    if len(line) > _ROW_CHARS or i in survey.hits or _ROW.match(line) is None:
        return False
    return survey.shape(i) in _ITEMS or survey.sign(i)[0] == LABELS


def _heads_entry(survey: Survey, i: int) -> bool:
    """Whether a day or time is as those that head entries above, and under no heading of a site."""
    above, sections = survey.before(i), survey.sections
    if above is not None and sections.get(above) == "comment-body":
        return False
    places = [sections.get(j, _BUTTON) for j in (i, survey.after(i)) if j is not None]
    return places.count(_BUTTON) == len(places) and survey.is_of_ticker(i)


def _heads_list(name: str, text: str) -> bool:
    return name == HEADLINE and announces(text) and " " in text


def _has_lists(survey: Survey, end: int) -> bool:
    """Whether the text above a line has a list that a short line announces with a colon."""
    for i in range(survey.head_end, end):
        line = survey.lines[i]
        if announces(line) and i not in survey.hits and survey.shape(i) == HEADLINE:
            below = survey.after(i)
            if (
                below is not None and below < end and below not in survey.hits
                and survey.shape(below) in _ITEMS
            ):
                return True
    return False
