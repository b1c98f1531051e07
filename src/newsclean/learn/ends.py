"""Lines that begin or end alike, with something else in between: `Also on NAME: TITLE`.

Words that are frequent at one end of a line are its fixed part, as in R. Vaarandi, "A data
clustering algorithm for mining patterns from event logs" (2003). What lines of one fixed part have
in common at the other end is fixed as well.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from operator import itemgetter
from os.path import commonprefix

from newsclean.fold import fold_letters, fold_numbers
from newsclean.learn.site import MARKS, Row, key_of
from newsclean.learn.store import LONG, edges
from newsclean.shapes import ends_sentence

_TOKEN = re.compile(r"""https?://[^\s/]+/?|["“„«(\[]+|[^\s:：|"“„«(\[]+[:：|]*|[:：|]+""")
_MOST_TOKENS = 7
_GOES_ON = 0.8  # of the lines must go on alike for the fixed part to be longer
_MARKED_LETTERS, _MARKED_LETTERS_FIRM, _MARKED_LETTERS_WIDE = 2, 4, 2
_WORDS, _LETTERS, _FIRM_WORDS = 2, 8, 3
# Of the lines that begin so: paragraphs, and behind a mark questions and other whole sentences.
_MOST_SENTENCES, _MOST_MARKED = 0.05, 0.4
_SENTENCE_CHARS = 60
_ADDRESSES = ("http://", "https://")
_BOUNDED_CHARS, _DATE_CHARS = 80, 48  # of placeholders, as `lexicon` bounds them
_NUMERIC = ("date", "id", "url")
_LEAST_VALUES = 3  # fewer different lines are lines of their own

Prose = tuple[str, str]  # how a line begins, or ends, and the line


class Template:
    """Lines with one fixed part.

    phrase: it, with a placeholder; rows: the lines, values: what varies in each. articles: those
    that carry such a line; zones: how often where; lines: the different ones. is_marked: whether a
    colon or the like ends the fixed part; is_short: whether it has few letters. is_numeric: whether
    what varies is a date, a number or an address. is_frame: whether there are several fixed words,
    and perhaps several slots.
    """

    __slots__ = ("articles", "is_frame", "is_marked", "is_numeric", "is_short", "lines", "phrase",
                 "rows", "values", "zones")  # fmt: skip

    def __init__(self, phrase: str, rows: Sequence[Row], values: Sequence[str]) -> None:
        self.phrase = phrase
        self.rows = rows
        self.values = values
        self.articles = {group for _, group, _, _ in rows}
        self.zones = Counter(zone for _, _, zone, _ in rows)
        self.lines = dict.fromkeys(line for line, *_ in rows)
        self.is_frame = self.is_marked = self.is_numeric = self.is_short = False


def templates(
    rows: Sequence[Row], prose: Sequence[str], least: int, taken: set[str]
) -> Iterator[Template]:
    """The fixed parts that lines of at least so many articles share, beginnings before endings.

    rows: the lines that may be a template's. prose: the others, paragraphs and sentences among
    them: what begins many of those is no template. taken: lines to leave alone.
    """
    both = [edges(line) for line in prose]
    for is_end in (False, True):
        left = [row for row in rows if row[0] not in taken]
        own = list(zip(map(itemgetter(is_end), both), prose, strict=True))
        for template in _alike(left, own, least, is_end=is_end):
            taken |= template.lines.keys()
            yield template


def _alike(
    rows: Sequence[Row], prose: Sequence[Prose], least: int, *, is_end: bool
) -> Iterator[Template]:
    places: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        places[row[0]].append(row)
    found = _Parts(places, prose, least, is_end=is_end)
    groups: defaultdict[str, list[Row]] = defaultdict(list)
    for line, own in found.parts.items():
        best = _best(own, found.carriers, found.is_fit)
        if best is not None:
            groups[best] += places[line]
    for part, members in groups.items():
        lines = {line for line, *_ in members}
        is_open = len(lines) >= _LEAST_VALUES and len(set(map(key_of, lines))) >= _LEAST_VALUES
        if is_open and len({group for _, group, _, _ in members}) >= least:
            template = _template(part, members, is_end=is_end)
            if template is not None:
                yield template


class _Parts:
    """What lines begin (or end) with, token by token, as long as enough articles share it.

    parts: of each line its shared beginnings, shortest first. carriers: the articles of each.
    """

    def __init__(
        self, places: dict[str, list[Row]], prose: Sequence[Prose], least: int, *, is_end: bool
    ) -> None:
        self._is_end = is_end
        self.parts: dict[str, list[str]] = {}
        self.carriers: dict[str, set[int]] = {}
        self._paragraphs: Counter[str] = Counter()
        self._sentences: Counter[str] = Counter()
        self._fits: dict[str, bool] = {}
        fixed_parts = _last_parts if is_end else _first_parts
        at = -1 if is_end else 0
        articles = {line: {row[1] for row in rows} for line, rows in places.items()}
        # Nearly all lines are told by their first word (or last), which nothing must fold.
        words = _Words(at)
        here = {line: words.of(line) for line in places}
        alive = _shared(here, articles, least)[0]
        ways = {line: fixed_parts(line) for line in alive}
        self.parts = {line: [] for line in alive}
        while alive:
            here = {line: next(ways[line], "") for line in alive}
            # What few articles share, fewer share when it is longer.
            alive, carriers = _shared(here, articles, least)
            self.carriers.update(carriers)
            for line in alive:
                part = here[line]
                self.parts[line].append(part)
                if len(line) >= _SENTENCE_CHARS and ends_sentence(line):
                    self._sentences[part] += len(places[line])
        self._ask_prose(prose, words)

    def _ask_prose(self, prose: Sequence[Prose], words: _Words) -> None:
        fixed_parts = _last_parts if self._is_end else _first_parts
        telling = [part for part in self.carriers if _is_telling(part, is_end=self._is_end)]
        known = {words.of(part) for part in telling}
        # Two characters turn away most paragraphs, before anything is folded.
        edge = slice(-2, None) if self._is_end else slice(2)
        near = _Near(fold_letters(word[edge]) for word in known)
        for start, line in prose if known else ():
            if near[start[edge]] and words.of(start) in known:
                is_paragraph = line[0] == LONG
                for part in fixed_parts(start):
                    if part not in self.carriers:
                        break
                    self._paragraphs[part] += is_paragraph
                    self._sentences[part] += 1

    def is_fit(self, part: str) -> bool:
        """Whether a part tells enough, and begins few sentences."""
        known = self._fits.get(part)
        if known is None:
            known = self._fits[part] = self._is_fit(part)
        return known

    def _is_fit(self, part: str) -> bool:
        found = len(self.carriers[part])
        if self._paragraphs[part] > _MOST_SENTENCES * found:
            return False
        is_end = self._is_end
        most = _MOST_MARKED if _is_marked(part, is_end=is_end) else _MOST_SENTENCES
        return self._sentences[part] <= most * found and _is_telling(part, is_end=is_end)


def _shared(
    parts: dict[str, str], articles: dict[str, set[int]], least: int
) -> tuple[list[str], dict[str, set[int]]]:
    """The lines whose part enough articles share, and those articles for each part."""
    lines_of: defaultdict[str, list[str]] = defaultdict(list)
    for line, part in parts.items():
        lines_of[part].append(line)
    lines_of.pop("", None)
    shared: dict[str, set[int]] = {}
    for part, lines in lines_of.items():
        if len(lines) > 1 or len(articles[lines[0]]) >= least:  # nearly none
            found: set[int] = set().union(*[articles[line] for line in lines])
            if len(found) >= least:
                shared[part] = found
    return [line for line, part in parts.items() if part in shared], shared


def _best(
    own: list[str], carriers: dict[str, set[int]], is_fit: Callable[[str], bool]
) -> str | None:
    """The shortest fixed part that tells enough, made longer while nearly all lines go on so."""
    best: str | None = None
    for part in own:
        if best is None:
            best = part if is_fit(part) else None
        elif len(carriers[part]) >= _GOES_ON * len(carriers[best]):
            best = part
        else:
            break
    return best


class _Near(dict[str, bool]):
    """Whether some characters, folded, are among these."""

    def __init__(self, folded: Iterable[str]) -> None:
        self._folded = frozenset(folded)

    def __missing__(self, two: str) -> bool:
        found = self[two] = (two.lower() if two.isascii() else fold_letters(two)) in self._folded
        return found


class _Words(dict[str, str]):
    """The first token of a line, or the last, folded. at: 0 or -1."""

    def __init__(self, at: int) -> None:
        self._at = at

    def of(self, line: str) -> str:
        """That of a line; a word that several begin with is folded once."""
        return self[(line.rsplit(None, 1) if self._at else line.split(None, 1))[self._at]]

    def __missing__(self, word: str) -> str:
        if word.isalpha():
            token = word.lower() if word.isascii() else fold_letters(word)
        else:
            tokens = _TOKEN.findall(_folded(word))  # `https://host/` of `https://host/a`
            token = tokens[self._at] if tokens else ""
        self[word] = token
        return token


def _first_parts(line: str) -> Iterator[str]:
    """What a line may begin with, folded, shortest first; the whole is none of it."""
    text = _folded(line)
    for match in islice(_TOKEN.finditer(text), _MOST_TOKENS - 1):
        if match.end() < len(text):
            yield text[: match.end()]


def _last_parts(line: str) -> Iterator[str]:
    """What a line may end with, folded, shortest first; the whole is none of it."""
    text = _folded(line)
    spans = [match.start() for match in _TOKEN.finditer(text)]
    for start in spans[-1:-_MOST_TOKENS:-1]:
        if start:
            yield text[start:]


def _folded(text: str) -> str:
    """Case, width, blanks and numbers folded; length stays where no number is longer than one."""
    return fold_numbers(" ".join(fold_letters(text).split()))


def _is_marked(part: str, *, is_end: bool) -> bool:
    return (part[0] if is_end else part[-1]) in MARKS


def _is_telling(part: str, *, is_end: bool) -> bool:
    letters, words = sum(map(str.isalpha, part)), part.count(" ") + 1
    is_wide = part > "\u2e80"
    if _is_marked(part, is_end=is_end):
        return letters >= (_MARKED_LETTERS_WIDE if is_wide else _MARKED_LETTERS)
    return words >= (_FIRM_WORDS if is_end else _WORDS) and letters >= _LETTERS


def _template(part: str, rows: Sequence[Row], *, is_end: bool) -> Template | None:
    """The phrase of some lines with one fixed part; None when it cannot be written as one."""
    count = len(_TOKEN.findall(part))
    fitting: list[Row] = []
    fixed, rests = "", []
    cuts: dict[str, tuple[str, str]] = {}
    for row in rows:
        both = cuts.get(row[0])
        if both is None:
            both = cuts[row[0]] = _cut(" ".join(row[0].split()), count, is_end=is_end)
        if _folded(both[is_end]) == part:  # not where folding made one word of two
            fitting.append(row)
            fixed = fixed or both[is_end]
            rests.append(both[not is_end])
    if len(fitting) < _LEAST_VALUES:
        return None
    other = _common(rests, is_end=not is_end)
    values = [rest[len(other) :] if is_end else rest[: len(rest) - len(other)] for rest in rests]
    if "{" in fixed + other or "}" in fixed + other:
        return None
    slot = _slot([value.strip() for value in values])
    fixed = _counted(fixed)
    other = _counted(other)
    before, after = (other, fixed) if is_end else (fixed, other)
    gap_before = " " if all(v[:1] == " " for v in values) else ""
    gap_after = " " if all(v[-1:] == " " for v in values) else ""
    phrase = f"{before}{gap_before}{{{slot}}}{gap_after}{after}"
    template = Template(phrase, fitting, [value.strip() for value in values])
    template.is_marked = _is_marked(part, is_end=is_end)
    template.is_short = sum(map(str.isalpha, part)) < _MARKED_LETTERS_FIRM
    template.is_numeric = slot in _NUMERIC
    return template


def _cut(line: str, count: int, *, is_end: bool) -> tuple[str, str]:
    """A line behind its first tokens, or before its last, in two."""
    spans = [match.span() for match in _TOKEN.finditer(line)]
    n = max(0, len(spans) - count) if is_end else min(count, len(spans)) - 1
    at = spans[n][0] if is_end else spans[n][1]
    return line[:at], line[at:]


def _common(rests: Sequence[str], *, is_end: bool) -> str:
    """What all rests end (or begin) with, from a word's edge on; something is left of each."""
    if is_end:
        common = commonprefix([rest[::-1] for rest in rests])[::-1]  # noqa: RUF071
    else:
        common = commonprefix(list(rests))  # noqa: RUF071
    least = min(len(rest.strip()) for rest in rests)
    if len(common) >= least:
        return ""
    while common and (common[0] if is_end else common[-1]).isalnum():
        common = common[1:] if is_end else common[:-1]
    return common.lstrip() if is_end else common.rstrip()


def _counted(text: str) -> str:
    return fold_numbers(text).replace("0", "{n}") if any(map(str.isdigit, text)) else text


def _slot(values: Iterable[str]) -> str:
    """The name of a placeholder that takes all values and little else."""
    values = list(values)
    if all(value.startswith(_ADDRESSES) for value in values):
        return "url"
    if not any(" " in value for value in values):
        return "id"
    if all(len(v) <= _DATE_CHARS and any(map(str.isdigit, v)) for v in values):
        return "date"
    return "section" if all(len(value) <= _BOUNDED_CHARS for value in values) else "title"


def slot_of(values: Sequence[str]) -> str:
    """The same for a slot of a frame: a number too, and a name of one word is still a name."""
    if all(value.isdigit() for value in values):
        return "n"
    name = _slot(values)
    if name == "id" and not all(any(map(str.isdigit, value)) for value in values):
        return "section"
    return name
