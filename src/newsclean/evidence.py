"""The evidence of the last lines: how much each of them speaks for boilerplate."""

from __future__ import annotations

from newsclean.article import Article, article_of
from newsclean.dates import find_date
from newsclean.fold import fold, fold_numbers
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
from newsclean.patterns import Pattern
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
    URL,
    announces,
)  # fmt: skip
from newsclean.survey import ECHO, FOREIGN, REPEAT, Survey

# Under these headings readers write.
THREAD_FAMILIES = frozenset(
    ("comment-count", "response-count", "comment-heading", "comment-body")
)
_COUNTERS = ("comment-count", "response-count")
_NUMBER = Pattern(r"\d+")
# Under these headings stand headlines of other articles, names, months, categories.
LIST_FAMILIES = frozenset(
    ("archive-heading", "archive-list", "author-box", "byline", "category-list", "feed-footer",
     "feed-title", "follow", "menu", "post-navigation", "related", "share", "sidebar-heading",
     "tag-list")
)  # fmt: skip
# What stands between paragraphs says little about where the article ends.
BODY_FAMILIES = frozenset(("ad-marker", "embed-placeholder", "loading", "notice"))

# Log-likelihood ratios, counted on the development reposts and rounded.
TAIL = {
    URL: 2.5, DATE: 1.8, NUMBER: -0.1, CUT: -1.5, ARROW: 2.4, ITEM: 0.3, HEADLINE: -0.9,
    QUESTION: -1.5, SENTENCE: -2.5, SPEECH: -2.0, PROSE: -5.0, GLUED: 4.0, ECHO: 3.0,
    CREDIT: -2.0, DATED: 1.0, LINKED: 1.5, REPEAT: 1.0, ARCHIVE: 1.5, LABELS: 0.8, JOINED: 1.5,
    FOREIGN: 1.2, RIGHTS: 3.0, STAMP: 2.4,
}  # fmt: skip
_TABLE = -1.5  # a row of one that a tool laid out
_COLUMN = Pattern(r" {3,}\S+")
_UNDER_LIST = {
    DATE: 0.8, NUMBER: 0.3, HEADLINE: -0.1, ITEM: 0.5, CUT: 0.5, SPEECH: -0.1, QUESTION: -0.2,
    SENTENCE: -1.2,
}  # fmt: skip
_IN_THREAD = {
    HEADLINE: 0.0, ITEM: 0.0, CUT: 0.0, SPEECH: 0.0, QUESTION: 0.0, SENTENCE: -0.4, PROSE: -1.5,
}  # fmt: skip
PART_DATE = -0.2  # a month or a time alone may be a cell of a table
_LONE_PROSE, _GATHERED = -2.2, 3.4
_STRANGE = {PROSE: -1.0, SENTENCE: -0.5}  # of a sentence that shares no word with the text
_STRANGE_WORDS, _STRANGE_SHARE, _ENOUGH_CHARS = 5, 0.1, 500
_ENCLOSED, _BELOW = -0.15, -0.4
_BODY_KIND = 0.8
_ANNOUNCED = -2.0
_HEADLINE_CHARS = 120
_LISTED = -2.5  # an item of a list that began in the article
NOTICE_CHARS = 240  # a notice between boilerplate is rarely longer

_BUTTON, _ENTRIES = "share", 3
_OWN_ENTRIES = 3
_ANNOUNCING_CHARS = 25
_FIRST = Pattern(r"\s*[(（]?[1１一١१๑][.．)）、]")
_TEXT_CHARS = 120  # of an article that readers have read
_NO_KEYS: frozenset[str] = frozenset()

SENTENCES = (PROSE, SENTENCE)
# Shapes that begin no tail, whatever stands around them.
_SILENT = frozenset((PROSE, SENTENCE, HEADLINE, QUESTION, SPEECH, CUT, CREDIT, NUMBER))
Weighed = tuple[int, str, float]  # line, sign, weight


def weigh_tail(survey: Survey, start: int) -> list[Weighed]:
    """Line, sign and weight of every line from `start` on; notes the sections."""
    has_repeats = survey.has_repeats()
    repeated = _repeated(survey, start) if has_repeats else {}
    tail = _Tail(survey, repeated, _of_entries(survey) if has_repeats else _NO_KEYS)
    first = tail.skip(start)
    if first is None:
        return []
    tail.weigh(first)
    weighed = tail.weighed
    if tail.has_evidence:
        _soften_runs(weighed)
    if tail.lone is not None:
        # The last sentence of all, below strong evidence: the notice of a form.
        i, name, weight = weighed[tail.lone]
        weighed[tail.lone] = (i, name, max(weight, _LONE_PROSE))
    return weighed


class _Tail:
    """The lines from some line on, weighed one after the other.

    section: the family of the heading above. listed: how items of a list begin that was there
    before any evidence. gathered: evidence since the last sentence. lone: place of a sentence
    that stands alone below strong evidence, with no other after it. entries: the keys of buttons
    that stand below every entry of a ticker. read_from: see `_read_from`; has_entries:
    see `_has_entries`.
    """

    __slots__ = ("article", "entries", "first", "gathered", "has_entries", "has_evidence",
                 "is_empty", "is_thread", "listed", "lone", "read_from", "repeated", "section",
                 "survey", "weighed")  # fmt: skip

    def __init__(
        self, survey: Survey, repeated: dict[int, str], entries: frozenset[str]
    ) -> None:
        self.survey = survey
        self.entries = entries
        self.repeated = repeated
        self.weighed: list[Weighed] = []
        self.section = ""
        self.is_thread = self.is_empty = False
        self.has_evidence = False
        self.listed: set[str] = set()
        self.gathered = 0.0
        self.lone: int | None = None
        self.first = 0
        self.article: Article | None = None
        self.read_from: int | None = None
        self.has_entries: bool | None = None

    def skip(self, start: int) -> int | None:
        """The first line that can begin a tail; items of lists above it are noted."""
        survey, repeated = self.survey, self.repeated
        lines, signs, look = survey.lines, survey.signs, survey.look
        for i in range(start, len(lines)):
            text = lines[i]
            if not text or text.isspace():
                continue
            name, weight = signs[i] or look(i)
            if weight is None:
                if name not in _SILENT or i in repeated:
                    return i
                if name in _UNDER_LIST and (mark := _list_mark(text)):
                    self.listed.add(mark)
            elif weight > 0:
                return i
        return None

    def weigh(self, first: int) -> None:
        """Weigh the lines from `first` on."""
        survey, weighed = self.survey, self.weighed
        lines, signs, look = survey.lines, survey.signs, survey.look
        self.first = first
        for i in range(first, len(lines)):
            text = lines[i]
            if not text or text.isspace():
                continue
            name, weight = signs[i] or look(i)
            if weight is not None:
                weight = self._weigh_row(i, name, weight)
            elif name in _UNDER_LIST:
                weight = self._weigh_short(i, name, text)
            elif name == PROSE and self.is_thread and not self.is_empty:
                weight = _IN_THREAD[PROSE]
                survey.sections[i] = "comment-body"
            else:
                weight = self._weigh_other(i, name)
            if name == PROSE and weight < 0 and (self.is_thread or self.section) and (
                survey.wrapping.is_rest(i)
            ):  # fmt: skip
                weight = 0.0  # its first line has spoken for the paragraph
            if weight >= 1.0:
                self.has_evidence = True
                if weight >= TAIL[DATE] and name not in BODY_FAMILIES and name != "related":
                    self.gathered += weight
            weighed.append((i, name, weight))

    def _weigh_row(self, i: int, name: str, weight: float) -> float:
        if name in BODY_FAMILIES:
            weight = min(weight, _BODY_KIND)
        elif name == _BUTTON and not self.is_thread and self.survey.key(i) in self.entries:
            weight = min(weight, 0.0)
        if name in THREAD_FAMILIES and weight > 0 and not self._is_of_post(i, name):
            self.is_thread = True
            self.is_empty = self._counts_none(i, name)
        elif weight == STRONG and not name.startswith("comment"):
            self.is_thread = False
        self.section = ""
        if weight > 0 and name in LIST_FAMILIES:
            row, taken = self.survey.hits[i]
            # A cue with its headline on the same line heads nothing; a feed's lines go on.
            if not taken or not taken[-1][1] or row.is_firm or name.startswith("feed"):
                self.section = name
        return weight

    def _is_of_post(self, i: int, name: str) -> bool:
        """Whether `Reply` is a button of a post: one that the article shows, or the article.

        Another button stands below it, or hardly any text above.
        """
        survey = self.survey
        if name != "comment-body":
            return False
        below = survey.after(i)
        hit = survey.hits.get(below) if below is not None else None
        if hit is not None and hit[0].family == "embed-placeholder":
            return True
        if self.read_from is None:
            self.read_from = _read_from(survey)
        above = survey.before(i)
        is_answer = above is not None and above not in survey.hits and (
            survey.shape(above) in SENTENCES  # somebody has said it
        )
        return i < self.read_from and not is_answer

    def _counts_none(self, i: int, name: str) -> bool:
        """Whether a counter says that nobody has written: `0 Comments`, `No comments`."""
        if name not in _COUNTERS:
            return False
        number = _NUMBER.search(self.survey.lines[i])
        return number is None or not number[0].strip("0")

    def _weigh_short(self, i: int, name: str, text: str) -> float:
        """A headline, a date, a question: it depends on what it stands under."""
        survey, section = self.survey, self.section
        if "   " in text and _is_of_table(survey, i):
            self.section = ""
            return _TABLE
        mark = _list_mark(text)
        if mark:
            if not self.has_evidence or self._is_of_text(i):
                self.listed.add(mark)
            return _LISTED if mark in self.listed else TAIL[name]
        if self.is_thread and name in _IN_THREAD:
            survey.sections[i] = "comment-body"
            return _IN_THREAD[name]
        if name == DATE and survey.dates[i].kind != "date":
            if section:
                survey.sections[i] = section
            in_list = survey.dates[i].kind == "month" and _has_month(survey, i)
            return TAIL[ARCHIVE] if in_list else PART_DATE
        if name == HEADLINE and i in self.repeated:
            survey.sections[i] = section or self.repeated[i]
            return TAIL[REPEAT]
        if name == HEADLINE and not section and len(text) > _HEADLINE_CHARS:
            return _LISTED  # a paragraph without its stop, rather than a headline
        if section and (section != "share" or (name == HEADLINE and len(text) <= 20)):
            survey.sections[i] = section
            return _UNDER_LIST[name]
        return self._weigh_other(i, name)

    def _is_announced(self, i: int) -> bool:
        """Whether a line above ends in a colon: the address, or several, is what it speaks of."""
        survey = self.survey
        above = survey.before(i)
        while above is not None and above not in survey.hits and survey.shape(above) == URL:
            above = survey.before(above)
        return above is not None and announces(survey.lines[above])

    def _is_of_text(self, i: int) -> bool:
        """Whether the line above is no known wording and ends in a colon: it announces a list.

        It says more than a site that prints its own (`Popular right now:`). So does a paragraph
        over the first item of a list with numbers.
        """
        above = self.survey.before(i)
        if above is None or above in self.survey.hits:
            return False
        line = self.survey.lines[above]
        if announces(line):
            return len(line) >= _ANNOUNCING_CHARS
        is_first = _FIRST.match(self.survey.lines[i]) is not None
        return is_first and self.survey.shape(above) == PROSE

    def _weigh_other(self, i: int, name: str) -> float:
        survey = self.survey
        weight = TAIL[name]
        if name in (URL, LINKED) and self._is_announced(i):
            weight = _ANNOUNCED
        elif name == DATE and _is_span(survey, i):
            weight = PART_DATE
        elif name == LABELS and (self.survey.is_entry(i) or self._has_entries()):
            weight = TAIL[HEADLINE]
        if name in SENTENCES:
            if self.gathered >= _GATHERED and self._is_strange(i):
                weight = _STRANGE[name]
            elif self.gathered >= _GATHERED and _is_lone(self.survey, i):
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

    def _has_entries(self) -> bool:
        """Whether the text above has lines that say `word: what it is`: then one more may."""
        if self.has_entries is None:
            survey = self.survey
            entries = sum(map(survey.is_entry_like, range(survey.head_end, self.first)))
            self.has_entries = entries >= _OWN_ENTRIES
        return self.has_entries

    def _is_strange(self, i: int) -> bool:
        """Whether a sentence shares hardly a word with the paragraphs above all evidence.

        Of articles' last paragraphs one in fifty does, of a site's notices every second.
        """
        above = self.survey.before(i)
        if above not in self.survey.hits and above is not None and (
            self.survey.shape(above) in (HEADLINE, QUESTION)
        ):
            return False  # a section of the article begins
        if self.article is None:
            self.article = article_of(self.survey.lines[:self.first])
        if sum(map(len, self.article.paragraphs)) < _ENOUGH_CHARS:
            return False
        share = self.article.share_used(fold(self.survey.lines[i]), _STRANGE_WORDS)
        return share is not None and share <= _STRANGE_SHARE


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


def _read_from(survey: Survey) -> int:
    """From which line on there is so much text above that readers may answer it."""
    chars = 0
    for i, text in enumerate(survey.lines):
        if chars >= _TEXT_CHARS:
            return i
        if i not in survey.hits and text.strip() and survey.shape(i) in SENTENCES:
            chars += len(text)
    return len(survey.lines)


def _of_entries(survey: Survey) -> frozenset[str]:
    """The keys of buttons that come again and again, each time with prose between.

    Every entry of a ticker has them: they do not tell where it ends.
    """
    times: dict[str, int] = {}
    last: dict[str, int] = {}
    for i, (row, taken) in survey.hits.items():
        if row.family == _BUTTON and not taken:
            key = survey.key(i)
            if key not in last or any(
                survey.rows[j] is None or survey.shape(j) in SENTENCES
                for j in range(last[key] + 1, i) if survey.lines[j].strip()
            ):
                times[key] = times.get(key, 0) + 1
            last[key] = i
    return frozenset(key for key, count in times.items() if count >= _ENTRIES)


def _soften_runs(weighed: list[Weighed]) -> None:
    """Headlines that evidence encloses, with no sentence between, hardly speak for an article.

    Below the last evidence of such a run they still do, but less so under a strong row.
    """
    evidence: list[int] = []
    for n, (_, name, weight) in enumerate(weighed):
        if name in SENTENCES:
            if evidence:
                _soften_run(weighed, evidence, n)
                evidence = []
        elif weight >= 1.0 and name not in BODY_FAMILIES:
            evidence.append(n)
    if evidence:
        _soften_run(weighed, evidence, len(weighed))


def _soften_run(weighed: list[Weighed], evidence: list[int], end: int) -> None:
    """Soften the headlines of one run. evidence: its places in `weighed`, ascending."""
    while evidence and weighed[evidence[0]][2] <= WEAK and weighed[evidence[0]][1] != FOREIGN:
        del evidence[0]  # `Read more:` above headlines may be the article's own list
    if not evidence:
        return
    last = evidence[-1]
    is_strong = any(weighed[n][2] >= FIRM for n in evidence)
    for n in range(evidence[0] + 1, end):
        i, name, weight = weighed[n]
        if _LISTED < weight < 0 and name in _UNDER_LIST:
            floor = _ENCLOSED if n < last or is_strong else _BELOW
            weighed[n] = (i, name, max(weight, floor))


def _is_span(survey: Survey, i: int) -> bool:
    """Whether a line is from a day to a day."""
    reading = survey.dates[i]
    if reading.iso is not None or reading.kind != "date":
        return False
    return find_date(survey.lines[i]) is not None  # of another calendar it is none


def _is_lone(survey: Survey, i: int) -> bool:
    """Whether a sentence stands between lines that are none, as a form's notice does."""
    return len(survey.lines[i]) <= NOTICE_CHARS and all(
        j is None or j in survey.hits or survey.shape(j) not in SENTENCES
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


def _is_of_table(survey: Survey, i: int) -> bool:
    """Whether a line has columns, and so has the one below or above it, with a number in one."""
    for j in (survey.after(i), survey.before(i)):
        if j is not None:
            pair = [_COLUMN.findall(survey.lines[at].strip()) for at in (i, j)]
            if len(pair[0]) == len(pair[1]) > 1:
                return any(column.strip()[:1].isdigit() for columns in pair for column in columns)
    return False


def _list_mark(text: str) -> str:
    """How an item of a list begins: its bullet, or its number as `0`; "" for other lines."""
    if text[0].isalpha():
        return ""
    text = text.lstrip()
    if text[0] in "-*+•–":
        return text[0]
    word = text[:8].partition(" ")[0]
    return fold_numbers(word) if word[0].isdigit() and not word.isdigit() else ""
