"""Lines that are one frame around what varies: `Posted by NAME on DATE`.

Words that most posts have in some line above or below the article are its fixed part, the others
stand in slots: the frequent words and cluster candidates of R. Vaarandi, "A data clustering
algorithm for mining patterns from event logs" (2003).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from newsclean.fold import fold_all, fold_letters
from newsclean.learn.ends import Template, slot_of
from newsclean.learn.site import BODY, Row, key_of
from newsclean.packs.matcher import Matcher
from newsclean.packs.rule import Rule

# A word is fixed when so large a share of the articles has it; a frame is one when as many have it.
_SHARE = 0.3
_CHARS, _TOKENS = 160, 24
_FIXED, _LETTERS = 2, 4  # words of a frame, and letters in them: `By NAME on DATE`
_DATED_LETTERS = 2  # beside a date
_LEAST_VALUES = 3

_QUOTES = frozenset('"“”„«»([')

Frame = tuple[str, ...]  # folded words, "" for a slot


def frames(rows: Sequence[Row], least: int, total: int) -> Iterator[Template]:
    """The frames that lines above and below the paragraphs share, commonest first.

    total: the number of articles. A line belongs to the first frame that it fits.
    """
    wanted = max(least, round(_SHARE * total))
    places: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if row[2] != BODY and len(row[0]) <= _CHARS and " " in row[0]:
            places[row[0]].append(row)
    words: dict[str, list[str]] = {line: _words(line) for line in places}
    frequent = _frequent(words, places, wanted)
    lines_of: defaultdict[Frame, list[str]] = defaultdict(list)
    for line, own in words.items():
        frame = None if frequent.isdisjoint(own) else _frame(own, frequent)
        if frame is not None:
            lines_of[frame].append(line)
    found = []
    for frame, lines in lines_of.items():
        count = len({row[1] for line in lines for row in places[line]})
        if count >= wanted and len(set(map(key_of, lines))) >= _LEAST_VALUES:
            found.append((-count, frame, lines))
    folded: dict[str, str] = {}
    taken: set[str] = set()
    for _, frame, lines in sorted(found):
        phrase = _phrase(frame, [line for line in lines if line not in taken])
        if phrase is None:
            continue
        matcher = Matcher([Rule("frame:x", "", phrase=phrase)])
        folded = folded or dict(zip(places, fold_all(list(places)), strict=True))
        own_rows: list[Row] = []
        values: list[str] = []
        for line, key in folded.items():
            hit = None if line in taken else matcher.find(line, key)
            if hit is not None:
                taken.add(line)
                own_rows += places[line]
                values += [max((value for _, value in hit[1]), key=len)] * len(places[line])
        if len({row[1] for row in own_rows}) >= wanted:
            template = Template(phrase, own_rows, values)
            template.is_numeric = phrase.count("{") == 1 and slot_is_numeric(phrase)
            template.is_marked = template.is_frame = True
            yield template


def _frequent(
    words: Mapping[str, Iterable[str]], places: Mapping[str, Sequence[Row]], wanted: int
) -> set[str]:
    """The words that so many articles have in a line.

    words: of each line. places: of each line, where it stands.
    """
    times: Counter[str] = Counter()
    for line, own in words.items():
        if len(places[line]) == 1:
            times.update(own)
        else:
            times.update(dict.fromkeys(own, len(places[line])))
    often = {word for word, count in times.items() if word and count >= wanted}
    carriers: dict[str, set[int]] = {word: set() for word in often}
    for line, own in words.items():
        found = often.intersection(own)
        if found:
            articles = [row[1] for row in places[line]]
            for word in found:
                carriers[word].update(articles)
    return {word for word, found in carriers.items() if len(found) >= wanted}


def slot_is_numeric(phrase: str) -> bool:
    """Whether what varies in a phrase is a date, a number or an address."""
    return any(sign in phrase for sign in ("{date}", "{n}", "{id}", "{url}"))


def _words(line: str) -> list[str]:
    """The words of a line, folded; "" for those that hold a number."""
    own = line.lower().split() if line.isascii() else list(map(fold_letters, line.split()))
    # Quotation marks and addresses have a part that is fixed within the word: see `ends`.
    if len(own) > _TOKENS or "://" in line or not _QUOTES.isdisjoint(line):
        return []
    return [
        "" if not word.isalpha() and any(map(str.isdigit, word)) else word for word in own
    ]  # fmt: skip


def _frame(own: list[str], frequent: set[str]) -> Frame | None:
    """The fixed words with a slot for each run of others; None where that says too little."""
    frame: list[str] = []
    fixed = letters = 0
    for word in own:
        if word in frequent:
            frame.append(word)
            count = sum(map(str.isalpha, word))
            fixed += count > 0
            letters += count
        elif not frame or frame[-1]:
            frame.append("")
    if "" not in frame or not (fixed >= _FIXED and letters >= _LETTERS):
        is_dated = frame.count("") == 1 and frame[0] and frame[-1] == "" and "" in own
        if not (is_dated and letters >= _DATED_LETTERS):
            return None
    return tuple(frame)


def _phrase(frame: Frame, lines: Sequence[str]) -> str | None:
    """The lines of a frame as one phrase; None where it cannot be written so."""
    slots: list[list[str]] = [[] for word in frame if not word]
    first: list[str] = []
    for line in lines:
        parts: list[str] = []
        taken: list[list[str]] = []
        at = 0
        own = line.split()
        for n, word in enumerate(frame):
            if word:
                parts.append(own[at])
                at += 1
                continue
            following = frame[n + 1] if n + 1 < len(frame) else None
            start = at
            while at < len(own) and (following is None or fold_letters(own[at]) != following):
                at += 1
            parts.append("")
            taken.append(own[start:at])
        for values, value in zip(slots, taken, strict=True):
            values.append(" ".join(value))
        first = first or parts
    if not first or any("{" in part or "}" in part for part in first):
        return None
    names = iter(slot_of(values) for values in slots)
    return " ".join(part or f"{{{next(names)}}}" for part in first)
