"""Where the article begins and ends: head, body and tail of a document.

Each line gets a weight of evidence, positive for boilerplate, negative for article (about a
log-likelihood ratio). The tail is the run of last lines with the greatest sum, the head the run
of first lines with the greatest sum: a change point, found in one pass from either end, so that
several weak signs together may move the border and one alone may not.
"""

from __future__ import annotations

from newsclean.fold import fold_numbers
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
)  # fmt: skip
from newsclean.survey import ECHO, FOREIGN, REPEAT, Survey

# Under these headings readers write.
THREAD_FAMILIES = frozenset(
    ("comment-count", "response-count", "comment-heading", "comment-body")
)
# Under these headings stand headlines of other articles, names, months, categories.
LIST_FAMILIES = frozenset(
    ("archive-heading", "archive-list", "author-box", "byline", "category-list", "feed-footer",
     "feed-title", "follow", "menu", "post-navigation", "related", "share", "sidebar-heading",
     "tag-list")
)  # fmt: skip
# What stands between paragraphs says little about where the article ends.
BODY_FAMILIES = frozenset(("ad-marker", "embed-placeholder", "loading", "notice"))

# Weights, counted on the development reposts and rounded.
_TAIL = {
    URL: 2.5, DATE: 1.8, NUMBER: -0.1, CUT: -1.5, ARROW: 2.4, ITEM: 0.3, HEADLINE: -0.9,
    QUESTION: -1.5, SENTENCE: -2.5, SPEECH: -2.0, PROSE: -5.0, GLUED: 4.0, ECHO: 3.0,
    CREDIT: -2.0, DATED: 1.0, LINKED: 1.5, REPEAT: 1.0, ARCHIVE: 1.5, LABELS: 0.8, JOINED: 1.5,
    FOREIGN: 1.2, RIGHTS: 3.0, STAMP: 2.4,
}  # fmt: skip
_UNDER_LIST = {
    DATE: 0.8, NUMBER: 0.3, HEADLINE: -0.1, ITEM: 0.5, CUT: 0.5, SPEECH: -0.1, QUESTION: -0.2,
    SENTENCE: -1.2,
}  # fmt: skip
_IN_THREAD = {
    HEADLINE: 0.0, ITEM: 0.0, CUT: 0.0, SPEECH: 0.0, QUESTION: 0.0, SENTENCE: -0.4, PROSE: -1.5,
}  # fmt: skip
_HEAD = {
    URL: 1.5, DATE: 2.5, NUMBER: 0.6, CUT: -2.0, ARROW: 1.0, ITEM: -0.6, HEADLINE: -0.6,
    QUESTION: -1.0, SENTENCE: -3.0, SPEECH: -1.0, PROSE: -9.0, GLUED: 3.0, ECHO: 0.5,
    CREDIT: -1.0, DATED: 2.0, LINKED: 0.5, REPEAT: 0.5, ARCHIVE: 0.5, LABELS: 0.2, JOINED: 1.0,
    FOREIGN: 0.5, RIGHTS: 1.0, STAMP: 2.4,
}  # fmt: skip
_PART_DATE = -0.2  # a month or a time alone may be a cell of a table
_LONE_PROSE, _GATHERED = -2.2, 3.4
_ENCLOSED, _BELOW = -0.15, -0.4
_BODY_KIND = 0.8
_LISTED = -2.5  # an item of a list that began in the article
_HEAD_ROW = 3.0  # no row says more than this about the head

_THRESHOLD = 2.4  # one strong row, an address, a date at the top, or two weak signs
_GIVE_UP = 14.0  # so far below the best sum nothing above can win
_GIVE_UP_HEAD = 5.0
_HEAD_LINES, _TAIL_LINES = 300, 1500  # no head or tail has more; a table or a dump has
_WINDOW_PROSE = 3  # so many long lines of plain prose in a row end the search for the tail
_PROSE_CHARS, _PROSE_ENDS = 100, ".\"”。\r \xa0"
_NOTICE_CHARS = 240  # a notice between boilerplate is rarely longer

_SENTENCES = (PROSE, SENTENCE)
# Shapes that begin no tail, whatever stands around them.
_SILENT = frozenset((PROSE, SENTENCE, HEADLINE, QUESTION, SPEECH, CUT, CREDIT, NUMBER))
Weighed = tuple[int, str, float]  # line, sign, weight


def find_borders(survey: Survey) -> None:
    """Set head_end and tail_start of the survey, and note what the search found on its way."""
    survey.head_end = _find_head(survey)
    weighed = _weigh_tail(survey, _window(survey))
    at = _cut(weighed, len(survey.lines))
    if at < len(survey.lines):
        tail = [entry for entry in weighed if entry[0] >= at]
        at = _leave_native(survey, at, tail)
        at = _take_feed_title(survey, at)
        _note_enclosed(survey, [entry for entry in tail if entry[0] >= at])
    survey.tail_start = at


def _find_head(survey: Survey) -> int:
    best, total, at = 0.0, 0.0, 0
    has_title = False  # the first headline may be the article's own: no sign at all
    for i, line in enumerate(survey.lines[:_HEAD_LINES]):
        if not line or line.isspace():
            continue
        name, weight = survey.sign(i)
        if weight is None:
            weight = _HEAD[name]
            if name == DATE and survey.dates[i].kind != "date":
                weight = _PART_DATE
            elif name in (DATE, DATED) and _is_chronicle(survey, i):
                weight = 0.0
            elif name == HEADLINE and not has_title:
                weight, has_title = 0.0, True
        total += min(weight, _HEAD_ROW)
        if total > best and weight > 0:
            best, at = total, i + 1
        elif total < best - _GIVE_UP_HEAD:
            break
    return at if best >= _THRESHOLD else 0


def _is_chronicle(survey: Survey, i: int) -> bool:
    """Whether dates head the paragraphs: two more of them stand below, between prose."""
    more = 0
    for j in range(i + 1, min(i + 40, len(survey.lines))):
        row = survey.rows[j]
        if row is not None and row.key[-1:].isdigit() and survey.shape(j) == DATE:
            below = survey.after(j)
            if below is not None and below not in survey.hits:
                more += survey.shape(below) in _SENTENCES
                if more == 2:
                    return True
    return False


def _window(survey: Survey) -> int:
    """The line from which the tail is looked for: above it stands nothing but prose."""
    hits, lines = survey.hits, survey.lines
    prose = 0
    filled = 0
    for i in range(len(lines) - 1, survey.head_end - 1, -1):
        text = lines[i]
        if not text:
            continue
        filled += 1
        if filled == _TAIL_LINES:
            return i
        if i in hits:
            prose = 0
        elif len(text) > _PROSE_CHARS:
            if text[-1] in _PROSE_ENDS or len(text) > SHORT_CHARS:
                prose += 1
                if prose == _WINDOW_PROSE:
                    return i
        elif not text.isspace():
            prose = 0
    return survey.head_end


def _cut(weighed: list[Weighed], end: int) -> int:
    """The line where the run of last lines with the greatest sum begins; `end` for none."""
    best, total, at = 0.0, 0.0, end
    for i, _, weight in reversed(weighed):
        total += weight
        if total > best and weight > 0:
            best, at = total, i
        elif total < best - _GIVE_UP:
            break
    return at if best >= _THRESHOLD else end


def _weigh_tail(survey: Survey, start: int) -> list[Weighed]:
    """Line, sign and weight of every line from `start` on; notes the sections."""
    lines = survey.lines
    tail = _Tail(survey, _repeated(survey, start) if survey.has_repeats() else {})
    first = tail.skip(start)
    if first is None:
        return []
    for i in range(first, len(lines)):
        text = lines[i]
        if text and not text.isspace():
            tail.weigh(i, text)
    _soften_runs(tail.weighed)
    if tail.lone is not None:
        # The last sentence of all, below strong evidence: the notice of a form.
        i, name, weight = tail.weighed[tail.lone]
        tail.weighed[tail.lone] = (i, name, max(weight, _LONE_PROSE))
    return tail.weighed


class _Tail:
    """The lines from some line on, weighed one after the other.

    section: the family of the heading above. listed: how items of a list begin that was there
    before any evidence. gathered: evidence since the last sentence. lone: place of a sentence
    that stands alone below strong evidence, with no other after it.
    """

    __slots__ = ("gathered", "has_evidence", "is_thread", "listed", "lone", "repeated", "section",
                 "survey", "weighed")  # fmt: skip

    def __init__(self, survey: Survey, repeated: dict[int, str]) -> None:
        self.survey = survey
        self.repeated = repeated
        self.weighed: list[Weighed] = []
        self.section = ""
        self.is_thread = False
        self.has_evidence = False
        self.listed: set[str] = set()
        self.gathered = 0.0
        self.lone: int | None = None

    def skip(self, start: int) -> int | None:
        """The first line that can begin a tail; items of lists above it are noted."""
        survey, lines, repeated = self.survey, self.survey.lines, self.repeated
        for i in range(start, len(lines)):
            text = lines[i]
            if not text or text.isspace():
                continue
            name, weight = survey.sign(i)
            if (weight is None and (name not in _SILENT or i in repeated)) or (weight or 0) > 0:
                return i
            if name in _UNDER_LIST and (mark := _list_mark(text)):
                self.listed.add(mark)
        return None

    def weigh(self, i: int, text: str) -> None:
        """Add one line."""
        name, weight = self.survey.sign(i)
        if weight is not None:
            weight = self._weigh_row(i, name, weight)
        elif name in _UNDER_LIST:
            weight = self._weigh_short(i, name, text)
        elif name == PROSE and self.is_thread:
            weight = _IN_THREAD[PROSE]
            self.survey.sections[i] = "comment-body"
        else:
            weight = self._weigh_other(i, name)
        if weight >= 1.0:
            self.has_evidence = True
            if weight >= _TAIL[DATE] and name not in BODY_FAMILIES:
                self.gathered += weight
        self.weighed.append((i, name, weight))

    def _weigh_row(self, i: int, name: str, weight: float) -> float:
        if name in BODY_FAMILIES:
            weight = min(weight, _BODY_KIND)
        if name in THREAD_FAMILIES and weight > 0:
            self.is_thread = True
        elif weight == STRONG and not name.startswith("comment"):
            self.is_thread = False
        self.section = ""
        if weight > 0 and name in LIST_FAMILIES:
            row, taken = self.survey.hits[i]
            if not taken or not taken[-1][1] or row.is_firm:  # else its headline is on its line
                self.section = name
        return weight

    def _weigh_short(self, i: int, name: str, text: str) -> float:
        """A headline, a date, a question: it depends on what it stands under."""
        survey, section = self.survey, self.section
        mark = _list_mark(text)
        if mark:
            if not self.has_evidence:
                self.listed.add(mark)
            return _LISTED if mark in self.listed else _TAIL[name]
        if self.is_thread and name in _IN_THREAD:
            survey.sections[i] = "comment-body"
            return _IN_THREAD[name]
        if name == DATE and survey.dates[i].kind != "date":
            if section:
                survey.sections[i] = section
            in_list = survey.dates[i].kind == "month" and _has_month(survey, i)
            return _TAIL[ARCHIVE] if in_list else _PART_DATE
        if name == HEADLINE and i in self.repeated:
            survey.sections[i] = section or self.repeated[i]
            return _TAIL[REPEAT]
        if section and (section != "share" or (name == HEADLINE and len(text) <= 20)):
            survey.sections[i] = section
            return _UNDER_LIST[name]
        return self._weigh_other(i, name)

    def _weigh_other(self, i: int, name: str) -> float:
        weight = _TAIL[name]
        if name in _SENTENCES:
            if self.gathered >= _GATHERED and _is_lone(self.survey, i):
                self.lone = len(self.weighed)
                self.gathered -= _GATHERED
            elif name == PROSE:
                self.lone = None
                self.gathered = 0.0
        if weight < -1:
            self.section = ""
        elif self.section:
            self.survey.sections[i] = self.section
        return weight


def _repeated(survey: Survey, start: int) -> dict[int, str]:
    """Headlines that come again: right below themselves, or each time beside a feed's lines.

    line -> the family that such lines belong to.
    """
    found: dict[int, str] = {}
    places: dict[str, list[int]] = {}
    for i, row in enumerate(survey.rows[start:], start):
        if row is not None and row.hit is None and len(row.key) > 5:
            places.setdefault(row.key, []).append(i)
    for same in places.values():
        if len(same) > 1:
            if all(_has_company(survey, i) for i in same):
                found.update(dict.fromkeys(same, "feed-title"))
            else:
                known = set(same)
                below = [i for i in same if survey.before(i) in known]
                found.update(dict.fromkeys(below, "related"))
    return found


def _soften_runs(weighed: list[Weighed]) -> None:
    """Headlines that evidence encloses, with no sentence between, hardly speak for an article.

    Below the last evidence of such a run they still do, but less so under a strong row.
    """
    start = 0
    for end in range(len(weighed) + 1):
        if end < len(weighed) and weighed[end][1] not in _SENTENCES:
            continue
        evidence = [
            n for n in range(start, end)
            if weighed[n][2] >= 1.0 and weighed[n][1] not in BODY_FAMILIES
        ]  # fmt: skip
        while evidence and weighed[evidence[0]][2] <= WEAK and weighed[evidence[0]][1] != FOREIGN:
            del evidence[0]  # `Read more:` above headlines may be the article's own list
        if evidence:
            is_strong = any(weighed[n][2] >= FIRM for n in evidence)
            for n in range(evidence[0] + 1, end):
                i, name, weight = weighed[n]
                if _LISTED < weight < 0 and name in _UNDER_LIST:
                    floor = _ENCLOSED if n < evidence[-1] or is_strong else _BELOW
                    weighed[n] = (i, name, max(weight, floor))
        start = end + 1


def _leave_native(survey: Survey, at: int, tail: list[Weighed]) -> int:
    """Note the lines in the article's script when the wrapper is in another; they stay.

    A copyright line in Korean above a Vietnamese theme came with the article.
    """
    if not any(name == FOREIGN for _, name, _ in tail) or survey.is_latin():
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


def _note_enclosed(survey: Survey, tail: list[Weighed]) -> None:
    """Note the sentences of the tail that known boilerplate encloses on both sides."""
    firm_above = 0
    for at, (i, name, weight) in enumerate(tail):
        if (
            firm_above >= 2
            and name in (SENTENCE, PROSE, QUESTION, CUT)
            and len(survey.lines[i]) <= _NOTICE_CHARS
            and any(entry[2] >= 1.0 for entry in tail[at + 1:at + 3])
            and (tail[at - 1][2] >= 1.0 or tail[at - 1][1] != PROSE)
        ):
            survey.enclosed.add(i)
        firm_above += weight >= 1.0


def _is_lone(survey: Survey, i: int) -> bool:
    """Whether a sentence stands between lines that are none, as a form's notice does."""
    return len(survey.lines[i]) <= _NOTICE_CHARS and all(
        j is None or j in survey.hits or survey.shape(j) not in _SENTENCES
        for j in (survey.before(i), survey.after(i))
    )


def _has_month(survey: Survey, i: int) -> bool:
    """Whether a neighbour is a month, too: the archive of a blog."""
    return any(
        j is not None
        and j not in survey.hits
        and survey.shape(j) == DATE
        and survey.dates[j].kind == "month"
        for j in (survey.before(i), survey.after(i))
    )


def _has_company(survey: Survey, i: int) -> bool:
    """Whether a neighbour is a feed's wording, a date or an address."""
    for j in (survey.before(i), survey.after(i)):
        if j is not None:
            hit = survey.hits.get(j)
            if hit is None:
                if survey.shape(j) in (DATE, URL):
                    return True
            elif hit[0].family.startswith("feed"):
                return True
    return False


def _list_mark(text: str) -> str:
    """How an item of a list begins: its bullet, or its number as `0`; "" for other lines."""
    text = text.lstrip()
    if text[0] in "-*+•–":
        return text[0]
    word = text[:8].partition(" ")[0]
    return fold_numbers(word) if word[0].isdigit() and not word.isdigit() else ""
