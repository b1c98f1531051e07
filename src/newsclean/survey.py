"""Where the article begins and ends: head, body and tail of a document.

Each short line gets a weight of evidence, positive for boilerplate, negative for article (about
a log-likelihood ratio). The tail is the run of last lines with the greatest sum, the head the
run of first lines with the greatest sum: a change point, found in one pass from either end, so
that several weak signs together may move the border and one alone may not.
"""

from __future__ import annotations

import re
from bisect import bisect

from newsclean.dates import DateReading, find_date, read_date
from newsclean.fold import fold, fold_numbers
from newsclean.lexicon import Hit, Lexicon
from newsclean.shapes import (
    ARROW, CUT, DATE, HEADLINE, ITEM, NUMBER, PROSE, QUESTION, SENTENCE, SPEECH, URL,
    ends_sentence, shape,
)  # fmt: skip

# Signs that are neither a row of the tables nor a shape.
GLUED, ECHO, CREDIT, DATED, LINKED, REPEAT, ARCHIVE, LABELS, JOINED, FOREIGN, RIGHTS, STAMP = (
    "glued", "echo", "credit", "dated", "linked", "repeat", "archive", "labels", "joined",
    "foreign", "rights", "stamp",
)  # fmt: skip

# What belongs to the article although tables know it.
ARTICLE_FAMILIES = frozenset(("credit-line", "photo-credit", "dateline"))
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

_ASCII_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz")
# First letters of the scripts (and of what follows them), to tell scripts apart.
_SCRIPTS = "\u0370\u0400\u0530\u0590\u0600\u0700\u0900\u0980\u0a00\u0a80\u0b80\u0c00\u0c80\u0d00\u0d80\u0e00\u0e80\u1000\u10a0\u1100\u1200\u1780\u1f00\u2e80\u3040\u3100\uac00\ud7b0"
_SCRIPT_SAMPLE = 100  # letters of the article that must be known to tell scripts apart
_LETTER_SAMPLES = (800, 400, 150)  # and for one, two, three strange letters
_COUNTED_MONTH = re.compile(r"\D{3,12} \d{4}(?:\d{1,2}| \(\d+\))")
# `Topics: health, news`: a label and a list of short items, none of them a clause.
_LABELS = re.compile(r"[^\s:]{2,24}(?: [^\s:]{2,16})?[:：] ?[^.:!?,،、]{2,28}(?:[,،、] ?[^.:!?,،、]{2,28})+")
# The sign and a year say the same in every language.
_RIGHTS = re.compile(r"^\W{0,3}©|(?:©|\([cC]\)|ⓒ).{0,40}(?:19|20)\d\d")
# `Source: Harbour Ledger`, `Original: https://…`, not a sentence about a spring
_SOURCE = re.compile(r"[:：-] ?(?:https?://\S+|[^.:!?,]{2,40})$")
_JOINT = re.compile(r"[a-zß-ÿ!][A-ZÀ-Þ]")

# What stands between paragraphs says little about where the article ends.
BODY_FAMILIES = frozenset(("ad-marker", "embed-placeholder", "loading", "notice"))

# Weights, as log-likelihood ratios counted on the development reposts and rounded.
STRONG, FIRM, WEAK, RISKY = 4.0, 2.4, 1.4, 0.4
_TAIL = {
    URL: 2.5, DATE: 1.8, NUMBER: -0.1, CUT: -1.5, ARROW: 2.4, ITEM: 0.3, HEADLINE: -0.9,
    QUESTION: -1.5, SENTENCE: -2.5, SPEECH: -2.0, PROSE: -5.0,
    GLUED: 4.0, ECHO: 3.0, CREDIT: -2.0, DATED: 1.0, LINKED: 1.5, REPEAT: 1.0, ARCHIVE: 1.5, LABELS: 0.8, JOINED: 1.5, FOREIGN: 1.2, RIGHTS: 3.0, STAMP: 2.4,
}  # fmt: skip
_UNDER_LIST = {DATE: 0.8, NUMBER: 0.3, HEADLINE: -0.1, ITEM: 0.5, CUT: 0.5, SPEECH: -0.1, QUESTION: -0.2, SENTENCE: -1.2}
_IN_THREAD = {HEADLINE: 0.0, ITEM: 0.0, CUT: 0.0, SPEECH: 0.0, QUESTION: 0.0, SENTENCE: -0.4,
              PROSE: -1.5}  # fmt: skip
_HEAD = {
    URL: 1.5, DATE: 2.5, NUMBER: 0.6, CUT: -2.0, ARROW: 1.0, ITEM: -0.6, HEADLINE: -0.6,
    QUESTION: -1.0, SENTENCE: -3.0, SPEECH: -1.0, PROSE: -9.0,
    GLUED: 3.0, ECHO: 0.5, CREDIT: -1.0, DATED: 2.0, LINKED: 0.5, REPEAT: 0.5, ARCHIVE: 0.5, LABELS: 0.2, JOINED: 1.0, FOREIGN: 0.5, RIGHTS: 1.0, STAMP: 2.4,
}  # fmt: skip
THRESHOLD = 2.4  # one strong row, an address, a date at the top, or two weak signs
_LONE_PROSE, _GATHERED = -2.2, 3.4
_BODY_KIND = 0.8
_LISTED = -2.5  # an item of a list that began in the article
_ENCLOSED, _BELOW = -0.15, -0.4
_PART_DATE = -0.2  # a month or a time alone may be a cell of a table
TITLE_CHARS = 90  # headlines of other articles are rarely longer
_GIVE_UP = 14.0  # so far below the best sum nothing above can win
_DATED_CHARS, _STAMP_CHARS = 70, 34  # `Updated Friday, January 19, 2018` is a stamp
_LINKED_CHARS = 140


class Survey:
    """What is known of a document before any line is judged.

    islands: body line -> (family, reason, confidence), filled by `newsclean.islands`.
    keys: folded short lines. hits: matched rows. shapes, dates: of the lines looked at.
    head_end: lines before it are the head; tail_start: lines from it on are the tail.
    sections: line -> family of the heading that it stands under, in the tail.
    echoes: line -> the folded title that it repeats.
    """

    __slots__ = ("_article", "dates", "echoes", "enclosed", "glued", "head_end", "hits", "islands", "keys", "lexicon",
                 "lines", "native", "sections", "shapes", "tail_start", "title_keys")  # fmt: skip

    def __init__(
        self, lines: list[str], keys: dict[int, str], hits: dict[int, Hit], lexicon: Lexicon,
        title: str | None,
    ) -> None:  # fmt: skip
        self.lines = lines
        self.keys = keys
        self.hits = hits
        self.lexicon = lexicon
        self.shapes: dict[int, str] = {}
        self.dates: dict[int, DateReading] = {}
        self.glued: dict[int, list[str]] = {}
        self.sections: dict[int, str] = {}
        self.enclosed: set[int] = set()
        self.native: set[int] = set()
        self.islands: dict[int, tuple[str, str, float]] = {}
        self._article: tuple[set[str], set[int], int] | None = None
        self.title_keys = title_keys(keys, hits, title)
        self.echoes = self._echoes()
        self.head_end = self._find_head()
        self.tail_start = self._find_tail()

    def candidates(self) -> list[int]:
        """The lines that some filter may want: known wordings, and all of head and tail."""
        head, tail = self.head_end, self.tail_start
        body = [i for i in self.hits if head <= i < tail]
        cues = [i for i in body if self.hits[i][0].family == "related"]
        near = [j for i in cues if (j := self.after(i)) is not None and j not in self.hits and j < tail]
        for j in near:
            self.shape(j)
            self.sections.setdefault(j, "related")
        lines = self.lines
        ends = [*range(head), *range(tail, len(lines))]
        return sorted({*body, *near, *self.islands, *(i for i in ends if lines[i] and not lines[i].isspace())})

    def owner(self, i: int) -> str:
        """The family that a line belongs to: of its row, its heading, or its shape."""
        hit = self.hits.get(i)
        if hit is not None:
            return hit[0].family
        if i in self.islands:
            return self.islands[i][0]
        if i in self.glued:
            return self.glued[i][0]
        return self.sections.get(i) or (ECHO if i in self.echoes else self.shapes.get(i, ""))

    def describe(self, i: int) -> str:
        """What the line is, in words for `explain`."""
        hit = self.hits.get(i)
        if hit is not None:
            return f"{hit[0].family.replace('-', ' ')} wording"
        if i in self.glued:
            return f"{self.glued[i][0].replace('-', ' ')} wordings run together"
        return {ECHO: "the title", HEADLINE: "a headline or label"}.get(
            self.owner(i), self.shape(i)
        )

    def is_bare(self, i: int) -> bool:
        """Whether a line of no row is nothing but a date, an address, a number, buttons."""
        return self.shape(i) in (DATE, URL, NUMBER, GLUED, DATED, STAMP, JOINED)

    def has_bare_neighbour(self, i: int) -> bool:
        """Whether a date, an address or a number stands beside the line."""
        return any(
            j is not None and j not in self.hits and self.is_bare(j)
            for j in (self.before(i), self.after(i))
        )

    def before(self, i: int) -> int | None:
        """The line before, across blank ones."""
        i -= 1
        while i >= 0 and not self.lines[i].strip():
            i -= 1
        return i if i >= 0 else None

    def after(self, i: int) -> int | None:
        """The line after, across blank ones."""
        i += 1
        while i < len(self.lines) and not self.lines[i].strip():
            i += 1
        return i if i < len(self.lines) else None

    def is_alone(self, i: int) -> bool:
        """Whether neither neighbour is a known wording of another kind.

        A list of single words (`Teilen`, `Kommentare`, `Anzeige`) is an article's list.
        """
        family = self.hits[i][0].family
        for j in (self.before(i), self.after(i)):
            if j is not None and j in self.hits:
                row, taken = self.hits[j]
                if row.family not in (family, "related", "ad-marker", "embed-placeholder") and (
                    not taken and row.family not in ARTICLE_FAMILIES
                ):
                    return False
        return True

    def shape(self, i: int) -> str:
        """The shape of line `i`, worked out once; a row of the tables does not count here."""
        known = self.shapes.get(i)
        if known is None:
            known, reading = shape(self.lines[i])
            if reading is not None:
                self.dates[i] = reading
            elif i in self.keys and _RIGHTS.search(self.lines[i]):
                known = RIGHTS
            elif known in (HEADLINE, ARROW, SENTENCE, QUESTION) and i in self.keys:
                known = self._closer_look(i, known)
            self.shapes[i] = known
        return known

    def _closer_look(self, i: int, known: str) -> str:
        """Wordings run together, a label with a date, a few words with an address."""
        key = self.keys[i]
        parts = self.lexicon.split(key)
        if parts is not None and any(row.standalone for row in parts):
            self.glued[i] = [row.family for row in parts]
            return GLUED
        if known in (SENTENCE, QUESTION):
            return FOREIGN if self.is_foreign(i) else known
        if len(key) <= _DATED_CHARS and any(c.isdigit() for c in key):
            reading = find_date(self.lines[i])
            if reading is not None:
                self.dates[i] = reading
                is_stamp = len(key) <= _STAMP_CHARS and (key[-1].isdigit() or key[-1] in "日일")
                return STAMP if is_stamp else DATED
            if _COUNTED_MONTH.fullmatch(key) and self._is_month(key):
                return ARCHIVE
        if known == ARROW:
            return known
        if self.is_foreign(i):
            return FOREIGN
        if len(key) <= _LINKED_CHARS and "://" in key.rpartition(" ")[2]:
            return LINKED
        if "," in key and _LABELS.fullmatch(key):
            return LABELS
        if len(_JOINT.findall(self.lines[i])) >= 3:
            return JOINED
        return known

    def _is_month(self, key: str) -> bool:
        """Whether a key is a month of a blog's archive with its count (`May 20155`, `May 2015 (5)`)."""
        for end in (key.rfind("("), len(key) - 1, len(key) - 2):
            if end > 0:
                reading = read_date(key[:end].strip())
                if reading is not None and reading.kind == "month":
                    return True
        return False

    def is_foreign(self, i: int) -> bool:
        """Whether the line is in another script than the article, or has letters of its own.

        Letters tell languages apart in alphabets only (`ş` under English text); in scripts with
        thousands of characters the next line may hold any of them.
        """
        if self._article is None:
            self._article = _letters_of(_article_sample(self.lines))
        letters, scripts, size = self._article
        line = self.lines[i]
        if size < _SCRIPT_SAMPLE or (line.isascii() and 0 in scripts):
            return False
        own, own_scripts, own_size = _letters_of(line)
        if own_size < 3:
            return False
        if own_scripts.isdisjoint(scripts):
            return True
        strange = own - letters - _ASCII_LETTERS
        if own_size > 30 and len(strange) < 2:
            return False
        return bool(strange) and size >= _LETTER_SAMPLES[min(len(strange), 3) - 1]

    def _echoes(self) -> dict[int, str]:
        echoes = {}
        if self.title_keys:
            for i, key in self.keys.items():
                if i not in self.hits:
                    title = echoed(key, self.title_keys)
                    if title is not None:
                        echoes[i] = title
        return echoes

    def sign(self, i: int) -> tuple[str, float | None]:
        """Family or shape of a line, and the weight of its row if it has one."""
        hit = self.hits.get(i)
        if hit is None:
            return (ECHO if i in self.echoes else self.shape(i)), None
        row, taken = hit
        if row.family in ARTICLE_FAMILIES:
            return CREDIT, None
        if row.match == "suffix" and row.family == "read-more":
            return CUT, None
        is_open = bool(taken) and not row.is_firm and bool(taken[-1][1])
        if is_open and (ends_sentence(self.lines[i]) or len(taken[-1][1]) > TITLE_CHARS):
            return row.family, RISKY - 2.0  # its open end took a whole sentence
        if row.standalone and row.risk == "low":
            return row.family, STRONG
        if row.risk == "high":
            return row.family, RISKY
        if row.family == "source-link" and taken and _SOURCE.match(taken[-1][1]):
            return row.family, FIRM
        if row.family == "byline" and taken and self._has_date(i):
            return row.family, FIRM
        if row.family == "tag-list" and taken and "," in taken[-1][1]:
            return row.family, FIRM
        if is_open and row.phrase.endswith(":") and not taken[-1][1].startswith(":"):
            return row.family, RISKY
        return row.family, FIRM if taken and row.is_firm else WEAK

    def _has_date(self, i: int) -> bool:
        """Whether a date stands in the line; it is noted then."""
        if i not in self.dates and len(self.lines[i]) <= _LINKED_CHARS:
            reading = find_date(self.lines[i])
            if reading is not None:
                self.dates[i] = reading
        return i in self.dates

    def _find_head(self) -> int:
        lines = self.lines
        best, total, at = 0.0, 0.0, 0
        has_title = False  # the first headline may be the article's own: no sign at all
        for i, line in enumerate(lines):
            if not line or line.isspace():
                continue
            name, weight = self.sign(i)
            if weight is None:
                weight = _HEAD[name]
                if name == DATE and self.dates[i].kind != "date":
                    weight = _PART_DATE
                elif name in (DATE, DATED) and self._is_chronicle(i):
                    weight = 0.0
                elif name == HEADLINE and not has_title:
                    weight, has_title = 0.0, True
            total += min(weight, 3.0)
            if total > best and weight > 0:
                best, at = total, i + 1
            elif total < best - 5.0:
                break
        return at if best >= THRESHOLD else 0

    def _is_chronicle(self, i: int) -> bool:
        """Whether dates head the paragraphs: two more of them stand below, between prose."""
        more = 0
        for j in range(i + 1, min(i + 40, len(self.lines))):
            if j in self.keys and self.keys[j][-1:].isdigit() and self.shape(j) == DATE:
                below = self.after(j)
                if below is not None and below not in self.hits and self.shape(below) in (PROSE, SENTENCE):
                    more += 1
                    if more == 2:
                        return True
        return False

    def _find_tail(self) -> int:
        lines = self.lines
        signs = self._weigh_tail(self._window())
        best, total, at = 0.0, 0.0, len(self.lines)
        for i, _, weight in reversed(signs):
            total += weight
            if total > best and weight > 0:
                best, at = total, i
            elif total < best - _GIVE_UP:
                break
        if best < THRESHOLD:
            return len(self.lines)
        self._note_native([entry for entry in signs if entry[0] >= at])
        while at in self.native:
            at = self.after(at) or len(lines)
        above = self.before(at)
        below = self.after(at)
        if (
            above is not None and below is not None and above >= self.head_end
            and above not in self.hits and self.shape(above) == HEADLINE
            and len(lines[above]) <= 60 and not lines[above].lstrip()[0].isdigit()
            and self.shape(at) == DATE and self.shape(below) == URL
        ):  # fmt: skip
            at = above  # IFTTT prints feed title, date, address
            self.sections[at] = "feed-title"
        self._enclose([entry for entry in signs if entry[0] >= at])
        return at

    def _note_native(self, tail: list[tuple[int, str, float]]) -> None:
        """Note the lines in the article's script when the wrapper is in another.

        A copyright line in Korean above a Vietnamese theme came with the article.
        """
        foreign = {i for i, _, _ in tail if self.is_foreign(i)}
        if 2 * len(foreign) >= len(tail) and self._article and 0 not in self._article[1]:
            self.native.update(
                i for i, _, weight in tail
                if weight < STRONG and i not in foreign and any(map(str.isalpha, self.lines[i]))
            )  # fmt: skip

    def _weigh_tail(self, start: int) -> list[tuple[int, str, float]]:
        """Line, sign and weight of every line from `start` on; notes the sections."""
        lines, keys, hits = self.lines, self.keys, self.hits
        seen: set[str] = set()
        repeated = {keys[i] for i in range(start, len(lines)) if i in keys
                    if len(keys[i]) > 5 and (keys[i] in seen or seen.add(keys[i]))}  # fmt: skip
        lonely = {keys[i] for i in range(start, len(lines)) if keys.get(i) in repeated
                  if i not in hits and not self._has_company(i)}  # fmt: skip
        signs = []
        section = ""
        thread = False
        found = False  # any evidence yet
        listed: set[str] = set()
        gathered = 0.0  # evidence since the last sentence
        lone: int | None = None
        for i in range(start, len(lines)):
            if not lines[i] or lines[i].isspace():
                continue
            name, weight = self.sign(i)
            if weight is not None:
                if name in BODY_FAMILIES:
                    weight = min(weight, _BODY_KIND)
                if name in THREAD_FAMILIES and weight > 0:
                    thread = True
                elif weight == STRONG and not name.startswith("comment"):
                    thread = False
                hit = self.hits[i]
                is_heading = not hit[1] or not hit[1][-1][1] or hit[0].is_firm
                section = name if weight > 0 and name in LIST_FAMILIES and is_heading else ""
            elif name in _UNDER_LIST and (mark := _list_mark(lines[i])):
                if not found:
                    listed.add(mark)
                weight = _LISTED if mark in listed else _TAIL[name]
            elif thread and name in _IN_THREAD:
                weight = _IN_THREAD[name]
                self.sections[i] = "comment-body"
            elif name == DATE and self.dates[i].kind != "date":
                in_list = self.dates[i].kind == "month" and self._has_month(i)
                weight = _TAIL[ARCHIVE] if in_list else _PART_DATE
            elif name == HEADLINE and keys.get(i) == keys.get(self.before(i) or -1, ""):
                weight = _TAIL[REPEAT]
                self.sections[i] = section or "related"
            elif name == HEADLINE and keys.get(i) in repeated - lonely:
                weight = _TAIL[REPEAT]
                self.sections[i] = section or "feed-title"
            elif section and name in _UNDER_LIST:
                weight = _UNDER_LIST[name]
                if section == "share" and (name != HEADLINE or len(keys.get(i, "")) > 20):
                    weight = _TAIL[name]
                self.sections[i] = section
            else:
                weight = _TAIL[name]
                if name in (PROSE, SENTENCE):
                    if gathered >= _GATHERED and self._is_lone(i):
                        lone = len(signs)
                        gathered -= _GATHERED
                    elif name == PROSE:
                        lone = None
                        gathered = 0.0
                if weight < -1:
                    section = ""
                elif section:
                    self.sections[i] = section
            found = found or weight >= 1.0
            if weight >= _TAIL[ARROW] and name not in BODY_FAMILIES:
                gathered += weight
            signs.append((i, name, weight))
        self._soften_runs(signs)
        if lone is not None:
            # The last sentence of all, below strong evidence: the notice of a form.
            i, name, weight = signs[lone]
            signs[lone] = (i, name, max(weight, _LONE_PROSE))
        return signs

    @staticmethod
    def _soften_runs(signs: list[tuple[int, str, float]]) -> None:
        """Headlines that evidence encloses, with no sentence between, hardly speak for an article.

        Below the last evidence of such a run they still do, but less so under a strong row.
        """
        start = 0
        for end in range(len(signs) + 1):
            if end < len(signs) and signs[end][1] not in (PROSE, SENTENCE):
                continue
            evidence = [n for n in range(start, end) if signs[n][2] >= 1.0
                        and signs[n][1] not in BODY_FAMILIES]
            while evidence and signs[evidence[0]][2] <= WEAK and signs[evidence[0]][1] != FOREIGN:
                del evidence[0]  # `Read more:` above headlines may be the article's own list
            if evidence:
                is_strong = any(signs[n][2] >= FIRM for n in evidence)
                for n in range(evidence[0] + 1, end):
                    i, name, weight = signs[n]
                    if _LISTED < weight < 0 and name in _UNDER_LIST:
                        floor = _ENCLOSED if n < evidence[-1] or is_strong else _BELOW
                        signs[n] = (i, name, max(weight, floor))
            start = end + 1

    def _is_lone(self, i: int) -> bool:
        """Whether a sentence stands between lines that are none, as a form's notice does."""
        return len(self.lines[i]) <= 240 and all(
            j is None or j in self.hits or self.shape(j) not in (PROSE, SENTENCE)
            for j in (self.before(i), self.after(i))
        )

    def _has_month(self, i: int) -> bool:
        """Whether a neighbour is a month, too: the archive of a blog."""
        for j in (self.before(i), self.after(i)):
            if j is not None and j not in self.hits and self.shape(j) == DATE:
                if self.dates[j].kind == "month":
                    return True
        return False

    def _has_company(self, i: int) -> bool:
        """Whether a neighbour is a feed's wording, a date or an address."""
        return any(
            j is not None
            and (self.hits[j][0].family.startswith("feed") if j in self.hits
                 else self.shape(j) in (DATE, URL))
            for j in (self.before(i), self.after(i))
        )

    def _enclose(self, tail: list[tuple[int, str, float]]) -> None:
        """Note the sentences of the tail that known boilerplate encloses on both sides."""
        firm = [weight >= 1.0 for _, _, weight in tail]
        for at, (i, name, _) in enumerate(tail):
            if (
                name in (SENTENCE, PROSE, QUESTION, CUT)
                and len(self.lines[i]) <= 240
                and sum(firm[:at]) >= 2
                and any(firm[at + 1:at + 3])
                and (firm[at - 1] or tail[at - 1][1] != PROSE)
            ):
                self.enclosed.add(i)

    def _window(self) -> int:
        """The line from which the tail is looked for: above it stand three lines of plain prose."""
        keys, hits, lines = self.keys, self.hits, self.lines
        prose = 0
        for i in range(len(lines) - 1, self.head_end - 1, -1):
            if i in hits:
                prose = 0
            elif i not in keys:
                if lines[i] and not lines[i].isspace():
                    prose += 1
                    if prose == 3:
                        return i
            elif len(keys[i]) < 100:
                prose = 0
        return self.head_end


def _list_mark(line: str) -> str:
    """How an item of a list begins: its bullet, or its number as `0`; "" for other lines."""
    text = line.lstrip()
    if text[0] in "-*+•–":
        return text[0]
    word = text[:8].partition(" ")[0]
    return fold_numbers(word) if word[0].isdigit() and not word.isdigit() else ""


def _article_sample(lines: list[str]) -> str:
    """Sentences of the first part of a document, where the wrapper's own language is rare."""
    long = [x for x in lines[: len(lines) * 3 // 5 + 1] if len(x) > 50]
    return " ".join(long)[:6000]


def _letters_of(text: str) -> tuple[set[str], set[int], int]:
    """The letters of alphabets, the scripts that hold a third of the letters, their number.

    A script is the number of its block in _SCRIPTS; 0 is Latin.
    """
    counts: dict[int, int] = {}
    letters = set()
    for c in text:
        if c.isalpha():
            latin = c < "\u0370" or "\u1e00" <= c < "\u1f00"
            script = 0 if latin else bisect(_SCRIPTS, c)
            counts[script] = counts.get(script, 0) + 1
            if latin or c < "\u0590":
                letters.add(c.lower())
    size = sum(counts.values())
    return letters, {script for script, n in counts.items() if n * 3 >= size}, size


def title_keys(keys: dict[int, str], hits: dict[int, Hit], title: str | None) -> list[str]:
    """Folded titles that the document itself or the caller vouches for, the caller's first."""
    found = [fold(title)] if title else []
    for row, taken in hits.values():
        if "title" in row.captures and row.standalone:
            for name, value in taken:
                value = value.strip(" \"'.")
                if name == "title" and len(value) > 8 and value not in found:
                    found.append(value)
    return found


def echoed(key: str, titles: list[str]) -> str | None:
    """The title that a folded line repeats: the same, or one of them with a publisher added."""
    bare = key.strip(" \"'.")
    for title in titles:
        if bare == title:
            return title
        if len(bare) > 12 and (
            (bare.startswith(title) and bare[len(title):len(title) + 3] in (" - ", " | "))
            or (title.startswith(bare) and title[len(bare):len(bare) + 3] in (" - ", " | "))
        ):
            return title
    return None
