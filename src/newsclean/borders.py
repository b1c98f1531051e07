"""Where the article begins and ends: head, body and tail of a document.

Each line gets a weight of evidence, positive for boilerplate, negative for article (about a
log-likelihood ratio). The tail is the run of last lines with the greatest sum, the head the run
of first lines with the greatest sum: a change point, found in one pass from either end, so that
several weak signs together may move the border and one alone may not.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import dropwhile
from operator import itemgetter

from newsclean.dates import find_date
from newsclean.evidence import (
    BODY_FAMILIES,
    PART_DATE,
    SENTENCES,
    Weighed,
    weigh_tail,
)
from newsclean.line import (
    ARCHIVE,
    CREDIT,
    DATED,
    FIRM,
    GLUED,
    JOINED,
    LABELS,
    LINKED,
    RIGHTS,
    STAMP,
    STRONG,
    WEAK,
)  # fmt: skip
from newsclean.resumed import below_contact, note_enclosed, note_own
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
    SHORT_CHARS,
    SPEECH,
    URL,
    announces,
)  # fmt: skip
from newsclean.survey import ECHO, FOREIGN, REPEAT, Survey

# Weights, counted on the development reposts and rounded.
_HEAD = {
    URL: 1.5, DATE: 2.5, NUMBER: 0.6, CUT: -2.0, ARROW: 1.0, ITEM: -0.6, HEADLINE: -0.6,
    QUESTION: -1.0, SENTENCE: -3.0, SPEECH: -1.0, PROSE: -9.0, GLUED: 3.0, ECHO: 0.5,
    CREDIT: -1.0, DATED: 2.0, LINKED: 0.5, REPEAT: 0.5, ARCHIVE: 0.5, LABELS: 0.2, JOINED: 1.0,
    FOREIGN: 0.5, RIGHTS: 1.0, STAMP: 2.4,
}  # fmt: skip
_ANCHORS = frozenset((GLUED, FOREIGN, RIGHTS, ECHO, JOINED, ARROW))
_HEAD_ANCHORS = _ANCHORS | {DATE, DATED, STAMP, URL}
_NAME_WORDS = (2, 3)  # of an author's name
_SOON_MONTHS, _LATE_MONTHS = 1, 12
_TOP_LINES, _TITLE_CHARS, _TITLE_BLANKS, _TITLE_WORDS = 40, 25, 3, 3
_TITLED_LINES, _FIRST_LINES = 11, 3  # of a head whose last line repeats one of the first
_MENU_BARS = 2
_COLONS = frozenset(":：")
_FACT = 1.0  # `When: 10 June 2023` below the headline: a stamp only if more speaks for it
_NAME_BLANKS = 2  # the name of a section has fewer
_POSTED = frozenset(":：|»@/")
_TITLES_BELOW = frozenset((HEADLINE, ITEM))
_TITLES_ABOVE = _TITLES_BELOW | {QUESTION, SENTENCE, DATED}
_HEAD_ROW = 3.0  # no row says more than this about the head

THRESHOLD = 2.4  # one strong row, an address, a date at the top, or two weak signs
_GIVE_UP = 14.0  # so far below the best sum nothing above can win
_GIVE_UP_HEAD = 5.0
_HEAD_LINES, _TAIL_LINES = 300, 1500  # no head or tail has more; a table or a dump has
_WINDOW_PROSE = 3  # so many long lines of plain prose in a row end the search for the tail
_PROSE_CHARS, _PROSE_ENDS = 100, ".\"”。\r \xa0"

_LIST_LINES = 5
_LINE, _SIGN = itemgetter(0), itemgetter(1)  # of a weighed line


def find_borders(survey: Survey) -> None:
    """Set head_end and tail_start of the survey, and note what the search found on its way."""
    survey.head_end = _find_head(survey)
    weighed = weigh_tail(survey, _window(survey))
    tail = weighed[_cut(weighed):]
    if not tail or not _is_anchored(survey, map(_LINE, tail), _ANCHORS):
        survey.tail_start = len(survey.lines)
        return
    tail = _below_prose(survey, _below_all_text(survey, tail))
    if not tail:
        survey.tail_start = len(survey.lines)
        return
    at = _take_feed_title(survey, _leave_native(survey, tail))
    survey.tail_start = at = below_contact(survey, _leave_signed_date(survey, at))
    if at > tail[0][0]:
        tail = [entry for entry in tail if entry[0] >= at]
    if not tail:
        survey.tail_start = len(survey.lines)
        return
    note_enclosed(survey, tail)
    note_own(survey, tail)


def _below_all_text(survey: Survey, tail: list[Weighed]) -> list[Weighed]:
    """The tail as it is, or below its last sentence when no sentence stands above it.

    An article between forms and menus looks like a reader's comment; a text is never all tail.
    """
    above = 0
    i = survey.before(tail[0][0])
    while i is not None:
        if i not in survey.hits and (survey.rows[i] is None or survey.shape(i) in SENTENCES):
            return tail
        above += i >= survey.head_end
        i = survey.before(i)
    last = max((n for n, entry in enumerate(tail) if entry[1] in SENTENCES), default=-1)
    if last < 0 and above < _LIST_LINES:  # a list, a calendar, a table, if there is so much of it
        known = [*dropwhile(lambda entry: entry[2] < FIRM or entry[0] not in survey.hits, tail)]
        return known if len(tail) - len(known) >= _LIST_LINES else tail
    return tail[last + 1:]


def _below_prose(survey: Survey, tail: list[Weighed]) -> list[Weighed]:
    """The tail without what stands above its last paragraph, unless that, too, is anchored.

    Dates and short lines above a paragraph are the article's table, however long the footer is.
    """
    for n in range(len(tail) - 1, 0, -1):
        if tail[n][1] == PROSE and tail[n][0] not in survey.sections:
            above = tail[:n]
            return tail if _is_anchored(survey, map(_LINE, above), _ANCHORS) else tail[n + 1:]
    return tail


def tail_sums(survey: Survey) -> list[tuple[int, float, float]]:
    """Line, its weight, and the sum from it to the end, for the lines that may begin the tail.

    Ascending; lines above paragraph after paragraph are not among them. Notes sections
    in the survey, as the search for the tail does.
    """
    total = 0.0
    found = []
    for i, _, weight in reversed(weigh_tail(survey, _window(survey))):
        total += weight
        found.append((i, weight, total))
    return found[::-1]


def _find_head(survey: Survey) -> int:
    best, total, at = 0.0, 0.0, 0
    posted: str | None = None  # the first date
    has_title = False  # the first headline may be the article's own: no sign at all
    for i, line in enumerate(survey.lines[:_HEAD_LINES]):
        if not line or line.isspace():
            continue
        name, weight = survey.sign(i)
        if weight is None:
            weight = _HEAD[name]
            if name == DATE and survey.dates[i].kind != "date":
                weight = PART_DATE
            elif name in (DATE, DATED) and posted and _is_far(survey, i, posted):
                weight = _HEAD[HEADLINE]
            elif (
                (name == DATED and _is_headline(survey, i))
                or (name == STAMP and _is_only_title(survey, i, _NAME_BLANKS - 1))
            ):  # fmt: skip
                survey.take_for_headline(i)
                weight, has_title = 0.0, True
            elif name in (DATE, DATED) and _is_chronicle(survey, i):
                weight = 0.0
            elif name in (DATED, STAMP) and has_title and not _COLONS.isdisjoint(line):
                weight = _FACT
            elif name == HEADLINE and (not has_title or _is_dated_name(survey, i)):
                weight, has_title = 0.0, True
        if posted is None and i in survey.dates:
            posted = survey.dates[i].iso
        total += min(weight, _HEAD_ROW)
        if total > best and weight > 0:
            best, at = total, i + 1
        elif total < best - _GIVE_UP_HEAD:
            break
    if best < THRESHOLD:
        return 0
    head = [i for i in range(at) if survey.lines[i] and not survey.lines[i].isspace()]
    if not _is_anchored(survey, head, _HEAD_ANCHORS):
        return 0
    titles = _titles(survey, head)
    for i in titles:
        survey.take_for_headline(i)
    return titles[-1] if titles else at


def _titles(survey: Survey, head: list[int]) -> list[int]:
    """One of the first lines of a short head and its last, if both are a known wording: the title.

    The story about what readers write is called `Comments`. Not where a headline stands between
    the two, or a button beside the first: `Share` stands above and below many a headline.
    """
    weight = survey.sign(head[-1])[1]
    if len(head) > _TITLED_LINES or weight is None or weight >= STRONG:
        return []
    *above, said = (survey.lines[i].strip() for i in head)
    if above.count(said) != 1 or (first := above.index(said)) >= _FIRST_LINES:
        return []
    between = head[first + 1:-1]
    beside = head[max(first - 1, 0):first] + between[:1]
    if any(survey.owner(i) == survey.owner(head[-1]) for i in beside):
        return []
    titles = [i for i in between if i not in survey.hits and survey.shape(i) in _TITLES_BELOW]
    return [] if any(_is_long(survey.lines[i]) for i in titles) else [head[first], head[-1]]


def _is_far(survey: Survey, i: int, posted: str) -> bool:
    """Whether a date is of a calendar: months after another, or from a day to a day.

    Not below a label, which tells when something was changed.
    """
    above = survey.before(i)
    if above is None or above in survey.hits or announces(survey.lines[above]):
        return False
    iso = survey.dates[i].iso
    if iso is None:
        return find_date(survey.lines[i]) is not None
    months = [12 * int(day[:4]) + int(day[5:7] or 1) for day in (posted, iso)]
    return _SOON_MONTHS < months[1] - months[0] <= _LATE_MONTHS


def _is_headline(survey: Survey, i: int) -> bool:
    """Whether a line with a date is the only one above the text that may be its headline.

    It has words enough beside the day, and no sign of who posted it.
    """
    line = survey.lines[i]
    words = [w for w in line.split() if len(w) > 2 and w.isalpha()]
    if len(words) < _TITLE_WORDS or not _POSTED.isdisjoint(line):
        return False
    return _is_only_title(survey, i, _NAME_BLANKS)


def _is_only_title(survey: Survey, i: int, blanks: int) -> bool:
    """Whether no other line above the text may be its headline. blanks: that one above has."""
    for j in range(min(len(survey.lines), _TOP_LINES)):
        line = survey.lines[j]
        if j in survey.hits or j == i or not line.strip():
            continue
        if survey.rows[j] is None or survey.shape(j) == PROSE:
            return j > i
        if j < i:
            may_be_title = (
                survey.shape(j) in _TITLES_ABOVE and line.count(" ") >= blanks
                and line.count("|") < _MENU_BARS
            )
        else:
            may_be_title = survey.shape(j) in _TITLES_BELOW and _is_long(line)
        if may_be_title:
            return False
    return False


def _is_long(line: str) -> bool:
    return len(line) >= _TITLE_CHARS and line.count(" ") >= _TITLE_BLANKS


def _is_dated_name(survey: Survey, i: int) -> bool:
    """Whether a line is made as a person's name and the only date stands below: who, and when."""
    below = survey.after(i)
    if below is None or survey.sign(below)[0] != DATE or survey.dates[below].kind != "date":
        return False
    words = survey.lines[i].split()
    return (
        len(words) in _NAME_WORDS and all(w[0].isupper() and w.isalpha() for w in words)
        and not _is_chronicle(survey, below, 1)
    )  # fmt: skip


def _is_chronicle(survey: Survey, i: int, least: int = 2) -> bool:
    """Whether dates head the paragraphs: so many more of them stand below, between prose."""
    more = 0
    for j in range(i + 1, min(i + 40, len(survey.lines))):
        row = survey.rows[j]
        if row is not None and row.key[-1:].isdigit() and survey.shape(j) == DATE:
            below = survey.after(j)
            if below is not None and below not in survey.hits:
                more += survey.shape(below) in SENTENCES
                if more == least:
                    return True
    return False


def _window(survey: Survey) -> int:
    """The line from which the tail is looked for: above it stands nothing but prose."""
    hits, lines = survey.hits, survey.lines
    first = survey.head_end
    if len(lines) - first > _TAIL_LINES:
        filled = [i for i in range(first, len(lines)) if lines[i]]
        if len(filled) >= _TAIL_LINES:
            first = filled[-_TAIL_LINES]
    prose = 0
    for i in range(len(lines) - 1, first - 1, -1):
        text = lines[i]
        if len(text) > _PROSE_CHARS:
            if i in hits:
                prose = 0
            elif text[-1] in _PROSE_ENDS or len(text) > SHORT_CHARS:
                prose += 1
                if prose == _WINDOW_PROSE:
                    return i
        elif prose and text and not text.isspace():
            prose = 0
    return first


def _cut(weighed: list[Weighed]) -> int:
    """Where in `weighed` the run of last lines with the greatest sum begins; its end for none."""
    best, total, at = 0.0, 0.0, len(weighed)
    n = at
    for _, _, weight in reversed(weighed):
        n -= 1
        total += weight
        if weight > 0:
            if total > best:
                best, at = total, n
        elif total < best - _GIVE_UP:
            break
    return at if best >= THRESHOLD else len(weighed)


def _is_anchored(survey: Survey, numbers: Iterable[int], anchors: frozenset[str]) -> bool:
    """Whether any line is sure to be no article's: a row, a way onward, other letters.

    Dates, addresses, numbers and single words of one kind also end programmes, references,
    chronicles and lists. Above the text a date is what a page prints.
    """
    weak: set[str] = set()
    for i in numbers:
        name, weight = survey.sign(i)
        if name in anchors:
            return True
        if weight is not None and name not in BODY_FAMILIES:
            if weight >= FIRM:
                return True
            if weight >= WEAK:
                weak.add(name)
    return len(weak) > 1


def _leave_native(survey: Survey, tail: list[Weighed]) -> int:
    """Note the lines in the article's script when the wrapper is in another; they stay.

    Returns the first line of the tail that may go. A copyright line in Korean above a
    Vietnamese theme came with the article.
    """
    at = tail[0][0]
    if FOREIGN not in map(_SIGN, tail) or survey.writing.is_latin():
        return at
    foreign = {i for i, _, _ in tail if survey.is_foreign(i)}
    if 2 * len(foreign) >= len(tail):
        survey.native.update(
            i for i, _, weight in tail
            if weight < STRONG and i not in foreign and any(map(str.isalpha, survey.lines[i]))
        )  # fmt: skip
        for i, _, _ in tail:
            if i not in survey.native:
                return i
    return at


def _take_feed_title(survey: Survey, at: int) -> int:
    """IFTTT prints feed title, date, address: the title goes with them."""
    above, below = survey.before(at), survey.after(at)
    if above is None or below is None or above < survey.head_end or above in survey.hits:
        return at
    text = survey.lines[above].lstrip()
    if (
        len(text) <= 60
        and not text[0].isdigit()
        and survey.shape(at) == DATE
        and survey.shape(below) == URL
        and survey.shape(above) == HEADLINE
    ):
        survey.sections[above] = "feed-title"
        return above
    return at


def _leave_signed_date(survey: Survey, at: int) -> int:
    """The line below a date that closes a notice: `So decided.`, `Office of the Mayor`, a date."""
    above = at - 1
    over = survey.before(above) if above > survey.head_end else None
    if (
        over is None or survey.sign(at)[0] != DATE or survey.dates[at].kind != "date"
        or "T" in (survey.dates[at].iso or "")  # who posts has a clock
        or any(known in survey.hits for known in (above, over))
        or not survey.lines[above].strip() or survey.shape(above) != HEADLINE
        or survey.shape(over) != SENTENCE  # below a paragraph it is who wrote the article
    ):  # fmt: skip
        return at
    return at + 1
