"""What stands above the first paragraph: title, byline, date."""

from __future__ import annotations

from newsclean.dates import DateReading, find_date
from newsclean.fields.bylines import ask_behind
from newsclean.fields.clues import Clues, ask_row
from newsclean.fields.original import shown
from newsclean.fields.people import is_name, is_placeholder, names_in_byline, without_by
from newsclean.fields.updates import dates_in, is_update
from newsclean.fold import fold
from newsclean.line import DATED, JOINED, LABELS
from newsclean.shapes import (
    ARROW,
    CUT,
    DATE,
    HEADLINE,
    ITEM,
    NUMBER,
    PROSE,
    QUESTION,
    SENTENCE,
    SPEECH,
    is_wide,
)  # fmt: skip
from newsclean.survey import ECHO, FOREIGN, Survey

_LINES = 24  # the longest head met has 19, buttons one a line
_TITLES = frozenset((HEADLINE, QUESTION, SPEECH, ECHO, JOINED, ARROW, ITEM, FOREIGN))
# Rows that stand under a title and above the text, never above the title.
_ANCHORS = frozenset(("byline", "reading-time"))
_REACH = 4  # lines from the first headline to the date or byline
_SHORT_WORDS, _SHORT_WIDE = 4, 6  # fewer may be a heading inside the text, or a site's name
_STAMP_CHARS = 34  # `Weekly Edition for March 26, 2015 [LWN.net]` is no stamp
_BEGINS_CODE = "$#{}[]<>|+*=_/\\;&@"


class Top:
    """lines: those above the first paragraph. title, author: their line, None when not certain."""

    __slots__ = ("author", "lines", "title")

    def __init__(self) -> None:
        self.lines: list[int] = []
        self.title: int | None = None
        self.author: int | None = None

    @property
    def end(self) -> int:
        """The line after the last of them."""
        return self.lines[-1] + 1 if self.lines else 0


def read_top(survey: Survey) -> Top:
    """Find the lines above the text, and among them what is certainly the title."""
    top = Top()
    kinds: list[str] = []
    lines, rows, hits = survey.lines, survey.rows, survey.hits
    for i in range(min(len(lines), 3 * _LINES)):
        row = rows[i]
        if row is None and (not lines[i] or lines[i].isspace()):
            continue
        if i in hits:
            kind = hits[i][0].family
        elif row is None:
            break
        else:
            kind = ECHO if i in survey.echoes else survey.shape(i)
            if i in survey.dates and kind != DATE:
                is_title = not kinds and len(row.key) > _STAMP_CHARS and not row.key[-1].isdigit()
                kind = HEADLINE if is_title else DATED  # whatever label stands before it
            if kind in (PROSE, CUT) or (kind == SENTENCE and kinds):
                break
        top.lines.append(i)
        kinds.append(kind)
        if len(kinds) == _LINES or i >= survey.tail_start:
            break
    if top.lines:
        _find_title(survey, top, kinds)
    return top


def _find_title(survey: Survey, top: Top, kinds: list[str]) -> None:
    lines = survey.lines
    first = next((n for n, kind in enumerate(kinds) if kind in _TITLES), 0)
    near = range(min(len(kinds), first + _REACH))
    anchor = next((n for n in near if _is_anchor(survey, top.lines[n], kinds[n])), None)
    if anchor is None:
        _find_bare_title(survey, top, kinds)
        return
    run: list[int] = []
    at = anchor
    while at > 0 and not run and kinds[at - 1] not in _TITLES and kinds[at - 1] != SENTENCE:
        at -= 1
    while at > 0 and (kinds[at - 1] in _TITLES or (kinds[at - 1] == SENTENCE and at == 1)):
        at -= 1
        run.insert(0, top.lines[at])
    if len(run) > 1 and _is_byline(survey, run):
        top.author = run.pop()
    is_firm = len(run) > 1 or top.author is not None or at > 0 or kinds[anchor] != DATE
    if not run or all(not _looks_written(lines[i]) for i in run):
        return
    if is_firm or not _is_short(lines[run[0]], _SHORT_WORDS):
        # What stands right above the date; a button (`Share full article`) is shorter than a title.
        is_button = _is_short(lines[run[-1]], _SHORT_WORDS)
        top.title = max(run, key=lambda i: len(survey.key(i))) if is_button else run[-1]


def _is_byline(survey: Survey, run: list[int]) -> bool:
    """Whether the last line of a run names who wrote what stands above it."""
    line = shown(survey.lines[run[-1]])
    if is_name(line) or is_placeholder(line):
        return True
    return not _is_short(survey.lines[run[-2]], _SHORT_WORDS) and bool(names_in_byline(line))


def _is_anchor(survey: Survey, i: int, kind: str) -> bool:
    if kind == DATE:
        return survey.dates[i].kind == "date"
    if kind == DATED:
        # `Updated 4 July 2020`, not `Police log of 4 July 2020`.
        return len(survey.key(i)) <= 60 and (is_update(survey.key(i)) or i > 0)
    return kind in _ANCHORS


def _find_bare_title(survey: Survey, top: Top, kinds: list[str]) -> None:
    """A headline right above prose, on a page that shows itself as one by its head or tail."""
    lines = survey.lines
    first = next((n for n, kind in enumerate(kinds) if kind in _TITLES), 0)
    if any(top.lines[n] not in survey.hits for n in range(first)):
        return
    places = [n for n, kind in enumerate(kinds) if kind in _TITLES]
    if not places:
        return
    last = places[-1]
    i = top.lines[last]
    if last + 1 < len(kinds) and kinds[last + 1] not in ("share", "ad-marker", NUMBER, LABELS):
        return
    if len(places) > 1 and (is_name(shown(lines[i])) or is_placeholder(lines[i])):
        i = top.lines[places[-2]]  # two capitalised words without a date may be a kicker: no author
        last = places[-2]
    elif len(places) > 1 and all(_is_short(lines[top.lines[n]], 3) for n in places[:-1]):
        pass  # a menu, one word a line
    elif len(places) > 1 and places[-2] == last - 1:
        i = top.lines[places[0]] if not _is_short(lines[top.lines[places[0]]], 5) else -1
    if i < 0 or _is_short(lines[i], _SHORT_WORDS) or not _looks_written(lines[i]):
        return
    if survey.tail_start < len(lines) or survey.head_end > 0:
        top.title = i


def _is_short(line: str, least: int) -> bool:
    """Whether a line has fewer words than a headline."""
    text = line.strip()
    if is_wide(text):
        return len(text) < _SHORT_WIDE
    words = text.split()
    if len(words) >= 2 * least:
        return False
    return len([1 for word in words if word[-1].isalnum() or word[0].isalnum()]) < least


def _looks_written(line: str) -> bool:
    """Whether a line is words, not code, a path or a label."""
    text = line.strip()
    if text[0] in _BEGINS_CODE or text[-1] in ":;{}," or "://" in text:
        return False
    return "! " not in text and "? " not in text and "  " not in text


def ask_top(survey: Survey, clues: Clues, top: Top) -> None:
    """Take dates and names of lines that no row knows."""
    for i in top.lines:
        if i in survey.hits or i == top.title:
            continue
        if top.title is not None and i > top.title + 2 * _REACH:
            break
        if top.title is None and i > top.lines[0] + _REACH:
            break
        reading = survey.dates.get(i)
        if reading is None and survey.shapes.get(i) == FOREIGN and survey.key(i)[-1:].isdigit():
            reading = find_date(survey.lines[i])
        if reading is not None and reading.iso is not None:
            _ask_dated(survey, clues, i, reading)
    if top.author is not None:
        line = shown(survey.lines[top.author])
        name = names_in_byline(line) or without_by(line)
        clues.authors.append((name, top.author, None))
    elif top.title is not None:
        below = survey.after(top.title)
        if below is not None and below in top.lines and below not in survey.hits:
            text = shown(survey.lines[below])
            name = without_by(text)
            # `New York` above the text is a kicker; a date below tells that somebody wrote then.
            if is_name(text) and (name != text or survey.after(below) in survey.dates):
                clues.authors.append((name, below, None))


def _ask_dated(survey: Survey, clues: Clues, i: int, reading: DateReading) -> None:
    """A line with a date, and names beside it: `Posted on July 25, 2018 by John Carter`."""
    line = shown(survey.lines[i])
    is_bare = survey.shape(i) == DATE
    if line.partition(",")[0].isupper() and not is_bare:
        return  # `DENVER, 18 November 2021`: when it was written, not when it was published
    for one, part, is_late in dates_in(line, reading):
        (clues.modified if is_late else clues.dates).append((one, (part, i, None)))
    if is_bare:
        return
    ask_behind(clues, line, i, None)
    tokens = line.split()
    for at, token in enumerate(tokens):
        # `2018年7月17日 来源：NBC News 作者：Andi Pratama`: labels of the tables.
        if 0 < token.find("：") < len(token):
            end = next((n for n in range(at + 1, len(tokens)) if "：" in tokens[n]), len(tokens))
            part = " ".join(tokens[at:end])
            hit = survey.lexicon.find(fold(part))
            if hit is not None:
                ask_row(survey, clues, i, hit, True, part)
