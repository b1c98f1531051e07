"""What is known of a document before any line is judged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import accumulate, compress
from operator import attrgetter, not_

from newsclean.dates import DateReading
from newsclean.fold import fold
from newsclean.lexicon import Hit
from newsclean.line import (
    ARTICLE_FAMILIES,
    DATED,
    GLUED,
    JOINED,
    LABELS,
    LINKED,
    STAMP,
    Line,
    Sign,
)  # fmt: skip
from newsclean.patterns import Pattern
from newsclean.shapes import (
    CUT,
    DATE,
    HEADLINE,
    ITEM,
    NUMBER,
    PROSE,
    QUESTION,
    SENTENCE,
    SHORT_CHARS,
    URL,
    announces,
    ends_sentence,
    is_cut,
    shape,
)  # fmt: skip
from newsclean.sieve import MANY_LINES, Sieve, Swept
from newsclean.wrapping import Wrapping
from newsclean.writing import Writing

ECHO, FOREIGN, REPEAT = "echo", "foreign", "repeat"

# Families whose rows may stand beside a marker without making a list of it.
_BODY_NEIGHBOURS = frozenset(("related", "ad-marker", "embed-placeholder"))
# Signs that say less about a line than its being in another language.
FOREIGNABLE = frozenset((HEADLINE, ITEM, SENTENCE, QUESTION, LINKED, LABELS, JOINED))
# What a line may look like that is a part of a paragraph.
_BREAKABLE = frozenset((HEADLINE, ITEM, SENTENCE, QUESTION, LABELS, DATED, STAMP))
_BARE = frozenset((DATE, URL, NUMBER, GLUED, DATED, STAMP, JOINED))

TITLE_EDGES = " \"'."
_WORD_CHARS, _WORDS_CHARS = 16, 5
_TICKER_TIMES = 2
_ENTRY_DATES = frozenset(("time", "day"))
MOST_LINKS = 8  # headlines below a cue between paragraphs
_TITLES = 8  # a text that vouches for more is a list of links

_ENTRY = Pattern(r"[^\W\d][^:：]{1,24}[:：] ?[^\s/]")
_TEXT = attrgetter("text")
_DASHES = ("— ", "– ")  # before what somebody says
_DASH_ENDS = ("—", "–")
_DIALOGUE = 3  # sentences said
_ECHO_SIGN: Sign = (ECHO, None)
_FOREIGN_SIGN: Sign = (FOREIGN, None)
_CUT_SIGN: Sign = (CUT, None)
_PROSE_SIGN: Sign = (PROSE, None)


class Survey:
    """The lines of a document with what the tables and their shapes say of them.

    numbers: of the lines in the whole document. rows: what is known of each short line.
    hits: matched rows of the tables. debris: what `newsclean.debris` takes lines for. signs,
    shapes, dates: of the lines looked at. echoes: line -> the folded title that it repeats.
    islands: body line -> (family, reason, confidence), filled by `newsclean.islands`. head_end,
    tail_start, sections (line -> family of the heading above it), enclosed, native and own are
    filled by `newsclean.borders`. writing: the article's letters; wrapping: how lines were broken.
    """

    __slots__ = (
        "_has_repeats",
        "_swept",
        "_times",
        "dates",
        "debris",
        "echoes",
        "enclosed",
        "glued",
        "head_end",
        "hits",
        "islands",
        "lexicon",
        "lines",
        "native",
        "numbers",
        "own",
        "rows",
        "sections",
        "shapes",
        "sieve",
        "signs",
        "tail_start",
        "title_keys",
        "wrapping",
        "writing",
    )  # fmt: skip

    def __init__(
        self, lines: list[str], sieve: Sieve, title: str | None, swept: Swept | None = None
    ) -> None:
        self.lines = lines
        self.numbers: Sequence[int] = range(len(lines))
        self.sieve = sieve
        self.lexicon = sieve.lexicon
        self.rows, self.hits, self.debris = swept or sieve.sweep(lines)
        self._swept = self.rows, self.hits  # before what follows
        if any(map(_has_dash, map(lines.__getitem__, self.hits))):
            self._leave_speech()
        self.shapes: dict[int, str] = {}
        self.dates: dict[int, DateReading] = {}
        self.glued: dict[int, Sequence[str]] = {}
        self.sections: dict[int, str] = {}
        self.enclosed: set[int] = set()
        self.native: set[int] = set()
        self.own: set[int] = set()
        self.islands: dict[int, tuple[str, str, float]] = {}
        self.signs: list[Sign | None] = [None] * len(lines)
        self.writing = Writing(lines)
        self.wrapping = Wrapping(lines)
        self._times: Counter[str | None] | None = None
        self._has_repeats: bool | None = None
        self.title_keys = title_keys(self.hits, title)
        self.echoes = self._echoes() if self.title_keys else {}
        self.head_end = 0
        self.tail_start = len(lines)

    def _leave_speech(self) -> None:
        """Take lines of a dialogue for what somebody says, though a table knows their wording."""
        said = {i for i, line in enumerate(self.lines) if _has_dash(line)}
        others = [i for i in said if i not in self.hits and ends_sentence(self.lines[i])]
        if len(others) < _DIALOGUE:
            return
        self.hits = {i: hit for i, hit in self.hits.items() if i not in said}
        self.rows = list(self.rows)
        for i in said:
            row = self.rows[i] = Line(self.lines[i], "", None)
            row.sign = _PROSE_SIGN

    def without(self, gone: Iterable[int], title: str | None) -> Survey:
        """The survey of the lines that are left when some are gone; no line is asked again.

        What a line is depends on the line alone, what it means here on its new neighbours.
        """
        stays = bytearray(b"\1") * len(self.lines)
        for i in gone:
            stays[i] = 0
        lines = list(compress(self.lines, stays))
        if len(self.lines) > MANY_LINES:  # of these the sieve keeps only the ends
            swept = self.sieve.sweep(lines)
        else:
            # How many lines are left above each, for the few that need a new number.
            above = list(accumulate(stays, initial=0))
            swept = (
                list(compress(self._swept[0], stays)),
                {above[i]: hit for i, hit in self._swept[1].items() if stays[i]},
                {above[i]: what for i, what in self.debris.items() if stays[i]},
            )
        survey = Survey(lines, self.sieve, title, swept)
        survey.numbers = list(compress(self.numbers, stays))
        signs = compress(self.signs, stays)
        survey.signs = [  # a long line stays what it is, whatever stands around it
            sign if row is None else None for sign, row in zip(signs, survey.rows, strict=True)
        ]
        if self._has_repeats is False:
            survey._has_repeats = False
        return survey

    def key(self, i: int) -> str:
        """The folded line, when it is short; "" for a blank or a long one."""
        row = self.rows[i]
        return "" if row is None else row.key

    def sign(self, i: int) -> Sign:
        """Family or shape of a line, and the weight of its row if it has one."""
        return self.signs[i] or self.look(i)

    def look(self, i: int) -> Sign:
        """Work out the sign of a line; notes its shape, its date, wordings run together.

        Loops over many lines ask `signs` first, for a call costs more than the answer.
        """
        row = self.rows[i]
        if row is None:
            text = self.lines[i]
            if len(text) <= SHORT_CHARS:
                row = self.sieve.line(text)  # of a large text, or blank
            elif i in self.hits:
                row = Line(text, fold(text), self.hits[i])
            else:
                sign = self.signs[i] = _CUT_SIGN if is_cut(text) else _PROSE_SIGN
                self.shapes[i] = sign[0]
                return sign
        if row.sign is None:
            row.look(self.lexicon)
        sign = row.sign or _PROSE_SIGN
        if row.reading is not None:
            self.dates[i] = row.reading
        if row.hit is None and sign[0] in _BREAKABLE and self.wrapping.is_of_paragraph(i):
            self.dates.pop(i, None)
            self.shapes[i] = PROSE
            sign = _PROSE_SIGN
        elif row.hit is None:
            if row.parts:
                self.glued[i] = row.parts
                self.shapes[i] = sign[0]
            elif i in self.echoes:
                sign = _ECHO_SIGN
            else:
                if sign[0] in FOREIGNABLE and self.is_foreign(i):
                    sign = _FOREIGN_SIGN
                self.shapes[i] = sign[0]
        self.signs[i] = sign
        return sign

    def shape(self, i: int) -> str:
        """The shape of line `i`; a row of the tables does not count here."""
        known = self.shapes.get(i)
        if known is None:
            known = self.sign(i)[0]
            if i in self.hits or i in self.echoes:
                known = self.shapes[i] = shape(self.lines[i])[0]
        return known

    def take_for_headline(self, i: int) -> None:
        """Note that a line is a headline, whatever stands in it."""
        self.signs[i] = (HEADLINE, None)
        self.shapes[i] = HEADLINE
        self.dates.pop(i, None)

    def candidates(self) -> list[int]:
        """The lines that some filter may want: known wordings, and all of head and tail."""
        lines, hits = self.lines, self.hits
        head, tail = self.head_end, self.tail_start
        found = set(self.islands)
        zones = (*range(head), *range(tail, len(lines)))
        found.update([i for i in zones if lines[i] and not lines[i].isspace()])
        for i, hit in hits.items():
            if head <= i < tail:
                found.add(i)
                if hit[0].family == "related":
                    below = self.after(i)
                    left = MOST_LINKS
                    while below is not None and below < tail and below not in hits:
                        self.sections.setdefault(below, "related")
                        found.add(below)
                        left -= 1
                        below = self.after(below) if left else None
                        if below is not None and self.shape(below) != HEADLINE:
                            break
        return sorted(found)

    def owner(self, i: int) -> str:
        """The family that a line belongs to: of its make, its row, its heading, or its shape."""
        if i in self.islands:
            return self.islands[i][0]
        hit = self.hits.get(i)
        if hit is not None:
            return hit[0].family
        if i in self.glued:
            return self.glued[i][0]
        return self.sections.get(i) or self.sign(i)[0]

    def describe(self, i: int) -> str:
        """What the line is, in words for `explain`."""
        hit = self.hits.get(i)
        if hit is not None:
            return hit[0].what
        if i in self.glued:
            return f"{self.glued[i][0].replace('-', ' ')} wordings run together"
        return _WORDS.get(self.sign(i)[0], "line")

    def is_bare(self, i: int) -> bool:
        """Whether a line of no row is nothing but a date, an address, a number, buttons."""
        return self.shape(i) in _BARE

    def is_of_ticker(self, i: int) -> bool:
        """Whether a line is a time, a weekday or a day, and so are more between the paragraphs."""
        kind = self._entry_kind(i)
        if kind is None:
            return False
        if self._times is None:
            between = range(self.head_end, self.tail_start)
            self._times = Counter(map(self._entry_kind, between))
        return self._times[kind] >= _TICKER_TIMES

    def _entry_kind(self, i: int) -> str | None:
        """The kind of a line that is a time of the clock or a day without its year."""
        if i in self.hits or not self.lines[i].strip() or self.shape(i) != DATE:
            return None
        kind = self.dates[i].kind
        return kind if kind in _ENTRY_DATES else None

    def is_announced(self, i: int) -> bool:
        """Whether the line above ends in a colon."""
        above = self.before(i)
        return above is not None and announces(self.lines[above])

    def has_bare_neighbour(self, i: int) -> bool:
        """Whether a date, an address or a number stands beside the line."""
        return any(
            j is not None and j not in self.hits and self.is_bare(j)
            for j in (self.before(i), self.after(i))
        )

    def before(self, i: int) -> int | None:
        """The line before, across blank ones."""
        lines = self.lines
        i -= 1
        while i >= 0 and (not lines[i] or lines[i].isspace()):
            i -= 1
        return i if i >= 0 else None

    def after(self, i: int) -> int | None:
        """The line after, across blank ones."""
        lines = self.lines
        size = len(lines)
        i += 1
        while i < size and (not lines[i] or lines[i].isspace()):
            i += 1
        return i if i < size else None

    def is_alone(self, i: int) -> bool:
        """Whether neither neighbour is a known wording of another kind, nor both single words.

        A list of single words (`Teilen`, `Kommentare`, `Anzeige`) is an article's list.
        """
        family = self.hits[i][0].family
        if 0 < i < len(self.lines) - 1 and all(
            len(self.lines[j]) <= _WORD_CHARS and len(self.lines[j].split()) == 1
            and j not in self.hits
            for j in (i - 1, i + 1)
        ):
            return False
        for j in (self.before(i), self.after(i)):
            if j is not None and j in self.hits:
                row, taken = self.hits[j]
                if taken or row.family == family or row.family in _BODY_NEIGHBOURS:
                    continue
                if row.family not in ARTICLE_FAMILIES:
                    return False
        return True

    def has_words(self, i: int) -> bool:
        """Whether the line has several words; scripts without blanks say as much in few signs."""
        key = self.key(i)
        return " " in key or (key > "\u0e00" and len(key) >= _WORDS_CHARS)

    def is_entry(self, i: int) -> bool:
        """Whether a line and one beside it say `word: what it is`: a box of facts, a result."""
        return self.is_entry_like(i) and self.has_entry_beside(i)

    def has_entry_beside(self, i: int) -> bool:
        """Whether a neighbour says `word: what it is`."""
        return any(
            j is not None and self.is_entry_like(j) for j in (self.before(i), self.after(i))
        )

    def is_entry_like(self, i: int) -> bool:
        """Whether an unknown line says `word: what it is`, whatever stands beside it."""
        row = self.rows[i]
        return row is not None and row.hit is None and _ENTRY.match(row.key) is not None

    def is_foreign(self, i: int) -> bool:
        """Whether the line is in another script than the article, or has letters of its own."""
        return self.writing.is_foreign(self.lines[i], self.rows[i])

    def is_in_other_script(self, i: int) -> bool:
        """Whether no letter of the line is of a script that the article is written in."""
        return self.writing.is_in_other_script(self.lines[i], self.rows[i])

    def has_repeats(self) -> bool:
        """Whether any line but a blank one stands twice."""
        known = self._has_repeats
        if known is None:
            short = list(map(_TEXT, filter(None, self.rows)))
            known = len(set(short)) < len(short)
            if not known:
                # Long lines are compared with those of their length: to hash all prose is slow.
                rest = list(filter(None, compress(self.lines, map(not_, self.rows))))
                if len(set(map(len, rest))) < len(rest):
                    count = Counter(map(len, rest))
                    alike = [line for line in rest if count[len(line)] > 1]
                    known = len(set(alike)) < len(alike)
            self._has_repeats = known
        return known

    def _echoes(self) -> dict[int, str]:
        echoes = {}
        for i, row in enumerate(self.rows):
            if row is not None and row.hit is None:
                title = echoed(row.key, self.title_keys)
                if title is not None:
                    echoes[i] = title
        return echoes


_WORDS = {
    ECHO: "the title", HEADLINE: "a headline or label", DATE: "a date", URL: "an address",
    NUMBER: "a number", FOREIGN: "a line in another language than the article", CUT: "an excerpt",
    QUESTION: "a line", SENTENCE: "a sentence", PROSE: "a sentence", STAMP: "a label with a date",
    DATED: "a label with a date", LINKED: "a label with an address", LABELS: "a list of labels",
    JOINED: "words run together", ITEM: "a headline with its publisher", "arrow": "a way onward",
    "archive": "a month of an archive", "rights": "a notice of rights", "speech": "a quoted line",
}  # fmt: skip


def title_keys(hits: dict[int, Hit], title: str | None) -> list[str]:
    """Folded titles that the document itself or the caller vouches for, the caller's first."""
    bare = fold(title).strip(TITLE_EDGES) if title else ""
    found = {bare: None} if bare else {}
    for row, taken in hits.values():
        if taken and row.standalone and "title" in row.captures:
            for name, value in taken:
                value = value.strip(TITLE_EDGES)
                if name == "title" and len(value) > 8:
                    found[value] = None
                    if len(found) == _TITLES:
                        return list(found)
    return list(found)


def echoed(key: str, titles: list[str]) -> str | None:
    """The title that a folded line repeats: the same, or one of them with a publisher added."""
    bare = key.strip(TITLE_EDGES)
    for title in titles:
        if bare == title:
            return title
        if len(bare) > 12 and (
            (bare.startswith(title) and bare[len(title):len(title) + 3] in (" - ", " | "))
            or (title.startswith(bare) and title[len(bare):len(bare) + 3] in (" - ", " | "))
        ):
            return title
    return None


def _has_dash(line: str) -> bool:
    """Whether a line begins as speech does in a dialogue, and does not end so: no `— Ad —`."""
    text = line.strip()
    return text.startswith(_DASHES) and not text.endswith(_DASH_ENDS)
