"""The segments of a long line: sentences, and the known wordings that nothing separates.

Works without knowing the language. A sentence ends where a stop, its closing marks and blanks are
followed by something that is no small letter. A wording of the tables is a segment of its own where
a sentence is over, behind another one, and, if it is no word of prose, at any capital letter.
"""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Iterator
from itertools import islice

from newsclean.dates import read_date
from newsclean.fold import fold
from newsclean.lexicon import Hit, Lexicon, Row
from newsclean.patterns import Pattern
from newsclean.shapes import SHORT_CHARS

# start, end (not included), whether the text before it is over where it begins, and what it is
Segment = tuple[int, int, bool, int]
# A sentence or a part of one; an address, a date or a wording that may be prose elsewhere; a
# wording that only boilerplate uses.
PLAIN, KNOWN, SURE, LABEL = 0, 1, 2, 3
# How likely a wording begins at a place: anywhere in a sentence, not far behind another wording,
# behind a stop or a closing mark, where a sentence or a wording is over.
STALE, NEAR, SOFT, FRESH = 0, 1, 2, 3

_STOP = Pattern(
    r"""(?: (?<![.!?…]) [.!?…]+ ["'”’»)\]]* | [۔؟।॥።] ["”»)\]]* ) [ \t\u00a0\u200b\u3000]+
      | [。！？]+ [」』”’）】]* \s*""",
    re.VERBOSE,
)
_TOKEN = Pattern(r"\S+")
# A word behind a blank at which a wording may begin inside a sentence, or that is an address. The
# others are most, and nothing is asked about them. And a blank behind which a word stands SOFT.
_NOTABLE = Pattern(r"\s(?:[^\sa-z]|(?=https?://|www\.)[hw])")
_CLOSED = Pattern(r"[.!?…:\"'”’»)\]」』】）]\s+(?=\S)")
_LETTER, _COMMAS = Pattern(r"[^\W\d_]"), (",", "،", "、", "，")
_WORD = Pattern(r"\S{1,32}")
_FEW = Pattern(r"\S+(?:\s+\S+){0,3}")
_LAST_WORD = Pattern(r"[^\s(\[\"“„«‘]*$")
_LOOK_BACK = 24
_HEAD_CHARS = 40  # by which a wording tells whether it may begin here
_ABBREVIATION_CHARS = 3  # `Mr.`, `Jan.`, `St.`: a capital, and rarely a sentence's last word
_ADDRESSES = ("http://", "https://", "www.")
_WORDS, _RUN_WORDS, _DATE_WORDS = (
    9,
    24,
    8,
)  # longer wordings are sentences and have stops of their own
_TITLE_CHARS = 320  # of a wording with a title in it
_QUOTES = frozenset("\"”»’'」』")
_MOST_QUOTES = 6
_NEAR_CHARS = 400
_TIME = Pattern(r"\d[\d:.]*(?:\s?[AaPp]\.?[Mm]\b\.?)?(?=\s|$)")
_NOTICE_CHARS, _WORDING_CHARS = 160, 2
_FULL_STOPS = ".。।"
_BYLINE_CHARS, _BETWEEN_CHARS = 90, 12
_TIMES = frozenset(("date", "time"))
_OPEN = _TIMES | {"author", "x"}  # placeholders that take all that follows
_JOINT = Pattern(r"[^\W\dA-Z_][A-ZÀ-Þ]|[!?:][^\W\d_]")
_WIDE, _WIDE_CHARS = "\u2e80", 4
_UNCASED = "\u0590"  # from here on nearly all scripts are without capitals
_RIGHTS = Pattern(r"©\s?(?:19|20)\d\d\b")
_ADDRESS = Pattern(r"https?://\S+")
# Rows whose label is followed by a list of short items.
_LABELLING = frozenset(("category-list", "menu", "tag-list"))
_HEADING = frozenset(("related",))


def sentences(text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    """Bounds of the sentences of text[start:stop]; together they are all of it."""
    at = start
    for match in _STOP.finditer(text, start, stop):
        if match.end() < stop and _is_over(text, match):
            yield at, match.end()
            at = match.end()
    if at < stop:
        yield at, stop


def _is_over(text: str, match: re.Match[str]) -> bool:
    """Whether a stop ends a sentence: no abbreviation, no initial, no small letter behind it."""
    after = text[match.end()]
    if after.islower():
        return False
    at = match.start()
    if text[at] != "." or text[at + 1 : at + 2] == ".":
        return True
    found = _LAST_WORD.search(text[max(0, at - _LOOK_BACK) : at])
    word = found[0] if found else ""
    if len(word) == 1 or "." in word or (word.isdigit() and len(word) < 3):
        return False  # `J. Porter`, `U.S. Senate`, `5. Mai`
    return not (len(word) <= _ABBREVIATION_CHARS and word[:1].isupper() and word.isalpha())


def split(lexicon: Lexicon, text: str, start: int, stop: int) -> list[Segment]:
    """The segments of text[start:stop], ascending, without the blanks around them."""
    return list(_Splitter(lexicon, text, stop).run(start))


class _Words:
    """The words of a stretch of text, found when more than the first of them is asked for."""

    __slots__ = ("_spans", "_stop", "first", "text")

    def __init__(self, text: str, start: int, stop: int) -> None:
        self.text = text
        self._stop = stop
        found = _TOKEN.search(text, start, stop)
        self.first: int | None = found.start() if found else None
        self._spans: tuple[list[int], list[int]] | None = None

    def spans(self) -> tuple[list[int], list[int]]:
        """Where the words begin, and where they end."""
        if self._spans is None:
            start = self._stop if self.first is None else self.first
            found = [match.span() for match in _TOKEN.finditer(self.text, start, self._stop)]
            self._spans = [begin for begin, _ in found], [end for _, end in found]
        return self._spans

    def few(self, place: int) -> str:
        """The first four words from the one that begins at a place."""
        found = _FEW.match(self.text, place, self._stop)
        return found[0] if found else ""

    def end(self, place: int) -> int:
        """Where the word ends that begins at a place."""
        begins, ends = self.spans()
        return ends[bisect_left(begins, place)]

    def first_from(self, place: int) -> int | None:
        """Where the first word begins that begins at a place or behind it."""
        begins = self.spans()[0]
        n = bisect_left(begins, place)
        return begins[n] if n < len(begins) else None


class _Splitter:
    """One walk over a stretch of text, from word to word."""

    __slots__ = ("lexicon", "near", "stop", "text")

    def __init__(self, lexicon: Lexicon, text: str, stop: int) -> None:
        self.lexicon = lexicon
        self.text = text
        self.stop = stop
        self.near = -1  # up to here a wording of boilerplate is not far behind

    def run(self, start: int) -> Iterator[Segment]:
        """Every segment from `start` on."""
        text, at = self.text, start  # all before `at` is told
        for begin, end in sentences(text, start, self.stop):
            if end <= at:
                continue  # inside a wording with a title: `0 Response to "Who won? The vote"`
            at = max(at, begin)
            words = _Words(text, at, end)
            fresh_at = words.first  # the word that stands where a sentence or a wording is over
            soft = {match.end() for match in _CLOSED.finditer(text, at, end)}
            places = {match.end() - 1 for match in _NOTABLE.finditer(text, at, end)}
            places |= soft
            if fresh_at is not None:
                places.add(fresh_at)
            asked = sorted(places)
            for place in asked:
                if place < at:
                    continue
                if place == fresh_at:
                    fresh = FRESH
                elif place in soft:
                    fresh = SOFT
                else:
                    fresh = NEAR if place < self.near else STALE
                known = self._known(words, place, fresh)
                if known is None:
                    continue
                close, kind = known
                if kind == KNOWN and place == words.first and self._begins_prose(words, close):
                    continue
                if kind != KNOWN or fresh < FRESH:
                    self.near = close + _NEAR_CHARS
                if kind == LABEL:
                    yield from self._plain(at, place)
                    at = place
                    continue
                yield from self._plain(at, place)
                yield place, close, fresh > NEAR, kind
                at, fresh_at = close, words.first_from(close)
                if fresh_at is not None and fresh_at not in places:
                    insort(asked, fresh_at)  # ahead of where the loop stands
            yield from self._plain(at, end)
            at = max(at, end)

    def _begins_prose(self, words: _Words, close: int) -> bool:
        """Whether a word that starts a sentence goes on: `Home Depot said`, `A CPU profile`."""
        begins = words.spans()[0]
        n = bisect_left(begins, close)
        if n > 1:
            return False
        return n < len(begins) and self._known(words, begins[n], FRESH) is None

    def _plain(self, start: int, end: int) -> Iterator[Segment]:
        text = self.text
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if start < end:
            yield start, end, True, PLAIN

    def _known(self, words: _Words, place: int, fresh: int) -> tuple[int, int] | None:
        """End and kind of the address, date or wording that begins at a word."""
        text = self.text
        first = text[place]
        if text.startswith(_ADDRESSES, place):
            end = words.end(place)
            if fresh < FRESH and self.lexicon.find(fold(text[place:end])) is None:
                return None  # an address that its sentence speaks of
            return end, KNOWN
        if first == "←" or first == "©":
            end = words.end(place)
            is_label = (end == place + 1) if first == "←" else _RIGHTS.match(text, place)
            return (end, LABEL) if is_label else None  # `← T`, `© 2020 S`
        if fresh < SOFT and not (first.isupper() or first.isdigit() or first >= _UNCASED):
            return None
        lexicon = self.lexicon
        word = _WORD.match(text, place)
        opens = starts = word is None or lexicon.may_open(word[0])
        if opens:
            head = fold(text[place : place + _HEAD_CHARS])
            opens, starts = lexicon.opens(head), lexicon.begins(head)
            if fresh and (opens or starts) and (known := self._byline(place)):
                return known
            starts = starts and lexicon.may_stand(head, is_free=fresh > STALE or first >= _WIDE)
        if not (opens or starts):
            # Then only wordings that were run together, and dates; most words begin neither.
            few = words.few(place) if fresh else ""
            has_digit = fresh == FRESH and any(map(str.isdigit, few))
            if not (has_digit or _JOINT.search(few)):
                return None
        begins, ends = words.spans()
        n = bisect_left(begins, place)
        return (
            (self._titled(place, fresh) if opens else None)
            or (self._notice(place, ends[-1], fresh) if starts else None)
            or self._wording(begins, ends, n, fresh, starts=starts)
            or (self._date(place, ends, n) if fresh == FRESH else None)
        )

    def _titled(self, place: int, fresh: int) -> tuple[int, int] | None:
        """`0 Response to "T"`, `The post T appeared first on S.`: a title between fixed words."""
        text = self.text
        stop = min(self.stop, place + _TITLE_CHARS)
        quotes = [k + 1 for k in range(place, stop) if text[k] in _QUOTES][:_MOST_QUOTES]
        closes = [end for _, end in sentences(text, place, stop)]
        closes += [match.end() for match in islice(_ADDRESS.finditer(text, place, stop), 2)]
        for end in sorted({*quotes, *closes}):
            hit = self.lexicon.find(fold(text[place:end]))
            if hit is None or not hit[1] or hit[0].match != "full-line":
                continue
            row, taken = hit
            if taken[-1][0] in _OPEN:
                continue  # up to the next stop it would take everything
            if row.is_firm and taken[-1][1] and (fresh >= SOFT or row.standalone):
                while text[end - 1].isspace():
                    end -= 1
                return end, SURE if row.standalone else KNOWN
        return None

    def _byline(self, place: int) -> tuple[int, int] | None:
        """`Posted by A at 7:16 PM`: fixed words, up to a time or a date."""
        text = self.text
        found = -1
        stop = min(self.stop, place + _BYLINE_CHARS)
        for match in islice(_TIME.finditer(text, place, stop), 5):
            if found >= 0 and match.start() - found > _BETWEEN_CHARS:
                break
            hit = self.lexicon.find(fold(text[place : match.end()]))
            if hit is None or not hit[1] or not hit[1][-1][1]:
                continue
            is_timed = hit[0].is_firm and hit[1][-1][0] in _TIMES
            if is_timed or hit[0].family == "byline":
                found = match.end()
        return (found, KNOWN) if found >= 0 else None

    def _notice(self, place: int, end: int, fresh: int) -> tuple[int, int] | None:
        """`Sign up for our newsletter to get the latest news.`: up to its sentence's end."""
        text = self.text
        if fresh == FRESH or end - place > _NOTICE_CHARS or text[end - 1] not in _FULL_STOPS:
            return None
        hit = self.lexicon.find(fold(text[place:end]))
        if hit is None or not hit[1] or hit[0].match != "prefix":
            return None
        row = hit[0]
        if runs_on(text[place:end], hit):
            return None
        return (end, SURE) if row.standalone and row.risk == "low" and row.is_firm else None

    def _wording(
        self, begins: list[int], ends: list[int], n: int, fresh: int, *, starts: bool
    ) -> tuple[int, int] | None:
        """The longest whole wording, or the wordings that were run together."""
        text, lexicon, place = self.text, self.lexicon, begins[n]
        last = min(len(ends), n + _RUN_WORDS)
        is_joint = fresh and _JOINT.search(text[place : ends[min(last, n + 4) - 1]])
        if not (is_joint or starts):
            return None
        if not lexicon.may_begin(fold(text[place : ends[last - 1]])):
            return None
        if is_joint:
            for k in range(last - 1, n - 1, -1):
                if text[ends[k] - 1] in ":：" or ends[k] - place > SHORT_CHARS:
                    continue  # what a label labels is to follow it
                rows = lexicon.split(fold(text[place : ends[k]]))
                if rows and any(row.standalone for row in rows):
                    return ends[k], SURE
        if not starts:
            return None
        last = min(len(ends), n + _WORDS)
        for k in range(last - 1, n - 1, -1):
            end = ends[k]
            piece = text[place:end]
            hit = lexicon.find(fold(piece))
            if hit is None or (hit[1] and hit[1][-1][1]):
                continue
            if not any(map(str.isalnum, text[begins[k] : end])) or len(piece) < _WORDING_CHARS:
                continue  # `World -`; `A`, which makes letters larger
            row = hit[0]
            if fresh and row.family in _LABELLING and piece[-1] in ":：":
                return end, LABEL
            if _goes_on(text, end):
                continue  # `Share this with your neighbours`
            if hit[1]:
                if fresh and row.family in _HEADING and _is_several(piece):
                    return end, LABEL  # `You may also like these posts T`
                continue
            if _is_sure(row, piece):
                return end, SURE
            if fresh == FRESH or (fresh and row.risk != "high" and _is_several(piece)):
                return end, KNOWN
        return None

    def _date(self, place: int, ends: list[int], n: int) -> tuple[int, int] | None:
        text = self.text
        last = min(len(ends), n + _DATE_WORDS)
        if not any(map(str.isdigit, text[place : ends[min(last, n + 4) - 1]])):
            return None
        for k in range(last - 1, n - 1, -1):
            if not _goes_on(text, ends[k]):
                reading = read_date(text[place : ends[k]])
                if reading is not None and reading.iso is not None:
                    return ends[k], KNOWN
        return None


def runs_on(piece: str, hit: Hit) -> bool:
    """Whether a sentence may run on behind a wording that is the begin of a piece.

    `Font size: A A The council met.`: what the wording leaves open begins with a capital, and it is
    no list that goes on: `Follow us on Facebook, Twitter.`
    """
    row, taken = hit
    if row.match != "prefix" or not taken or taken[-1][1].startswith(_COMMAS):
        return False
    first = _LETTER.search(piece, len(piece) - len(taken[-1][1]))
    return first is not None and first[0].isupper()


def _is_sure(row: Row, piece: str) -> bool:
    """Whether a whole wording is one that prose does not hold: several words, and no risk."""
    return row.standalone and row.risk == "low" and _is_several(piece)


def _is_several(piece: str) -> bool:
    return " " in piece.strip() or (piece[0] >= _WIDE and len(piece) >= _WIDE_CHARS)


def _goes_on(text: str, end: int) -> bool:
    """Whether prose goes on behind a place: with a small letter, a comma, an apostrophe."""
    while end < len(text) and text[end].isspace():
        end += 1
    after = text[end : end + 1]
    if text.startswith(_ADDRESSES, end):
        return False
    return after.islower() or (after in ",;)'’-–—&" and after != "")
