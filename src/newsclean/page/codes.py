"""What a line of a dump looks like, in small whole numbers that index the model's tables.

Shape only, no words: what is learned from English pages has to hold for Korean ones.
"""

from __future__ import annotations

from bisect import bisect

from newsclean.patterns import Pattern

SIZES = (4, 8, 12, 16, 22, 30, 40, 55, 75, 100, 140, 200, 300, 500, 900)
_WORDS = (1, 2, 3, 4, 5, 6, 8, 10, 13, 17, 25, 40)
_RATES = (0.001, 0.15, 0.35, 0.65)
_STOPS = ".!?。．！？।॥؟۔…։។။"
_COMMAS = ",;、，،؛"
_CLOSERS = "\"'”’»)]）」』】›*_ \t\xa0\u200b"
_OPENERS = "\"'“„«‘「『(（["
_BULLETS = "-*+•·–—▪◦●○■►»›>|"
_WIDE = Pattern("[\u0e00-\u0eff\u1000-\u109f\u2e80-\u9fff\uac00-\ud7af]")
# Links as Markdown, `lynx -dump` ([12]) and plain text print them.
_LINK = Pattern(r"!?\[[^\[\]]{0,300}\]\([^()]{0,600}\)?|\[\d+\]|https?://\S+|\]\(\S*|www\.\S+")
_HEAD_CHARS = 240  # rates are taken from the beginning of a line; the rest of it looks the same
_WIDE_CHARS = 1.5  # what a character of a script without blanks says more than a letter
_HEAD_WORDS = 12
_MOSTLY_WIDE = 0.4


# The tables of the model, in the order of a line's codes: name in words, number of entries.
TABLES = (
    ("its length and last character", 16 * 9),
    ("its first character and case", 10 * 4),
    ("its number of words", 13),
    ("the length of its words", 16),
    ("its commas and full stops", 5 * 4),
    ("its digits and links", 5 * 4),
    ("the share of links in it", 5),
    ("separators in it", 4),
    ("capitals and short words in it", 5 * 5),
    ("quotation marks in it", 3),
    ("repetition and blank lines around it", 3 * 3 * 3),
    ("its indentation", 7),
)

# codes of the line alone, then its length in letters
Codes = tuple[int, int, int, int, int, int, int, int, int, int, float]


_DIGITS = b"0123456789"
_SIZE_OF = [bisect(SIZES, n) for n in range(SIZES[-1] + 1)]
_WORDS_OF = [bisect(_WORDS, n) for n in range(_WORDS[-1] + 1)]
# What the first and the last character say; asked once for each character that occurs.
_first_of: dict[str, int] = {}
_last_of: dict[str, int] = {}
_STOP, _CASELESS = 1, 3


def _last(char: str) -> int:
    if char in _STOPS:
        return _STOP
    if char.isalpha():
        return 7 if char.isupper() else 6
    if char in _COMMAS:
        return 3
    if char in ":：":
        return 4
    return 5 if char.isdigit() else 8


def _first(char: str) -> int:
    if char.isalpha():
        return 1 if char.isupper() else 2 if char.islower() else 3
    if char.isdigit():
        return 4
    if char in _BULLETS:
        return 5
    if char in _OPENERS:
        return 6
    if char in ",.;:!?)]":
        return 7
    return 9 if char == "#" else 8


_codes_of: dict[str, Codes] = {}
_REMEMBERED, _REMEMBERED_CHARS = 1 << 15, 400  # pages of a site share their menus


def codes(text: str) -> Codes:
    """The codes of a stripped line that is not blank; those of short ones are remembered."""
    if len(text) > _REMEMBERED_CHARS:
        return _look(text)
    found = _codes_of.get(text)
    if found is None:
        found = _look(text)
        if len(_codes_of) >= _REMEMBERED:
            _codes_of.clear()
        _codes_of[text] = found
    return found


def _look(text: str) -> Codes:
    size = len(text)
    links, rate, bare = 0, 0.0, text
    if "[" in text or "://" in text or "www." in text or "](" in text:
        found = _LINK.findall(text)
        if found:
            links = len(found)
            rate = min(1.0, sum(map(len, found)) / size)
            bare = _LINK.sub(" ", text).strip() or text
    head = bare[:_HEAD_CHARS]
    chars = len(head)
    length = float(size if rate == 0.0 else size * (1 - rate) + 3 * links)
    commas, stops = head.count(","), head.count(". ") + head.count("? ")
    separators, quotes = head.count("|"), head.count('"')
    data = head.encode("utf-8", "surrogatepass")
    wide = 0.0
    if len(data) != chars:
        wide = len(_WIDE.findall(head)) / chars
        length *= 1 + _WIDE_CHARS * wide
        commas += head.count("，") + head.count("、")
        stops += head.count("。")
        separators += head.count("•") + head.count("·") + head.count(" » ")
        quotes += head.count("“") + head.count("«")
    digits = len(data) - len(data.translate(None, _DIGITS))
    words = head.split()
    count = len(words)
    total = count if len(bare) <= _HEAD_CHARS else bare.count(" ") + 1
    del words[_HEAD_WORDS:]
    some = len(words)
    capitals = sum(map(str.isupper, [word[0] for word in words]))
    short = sum([len(word) <= 3 for word in words])
    case = 0 if head.isupper() else 1 if head.istitle() else 2 if head.islower() else 3
    spread = min(15, chars // count) if count else 0
    rates = (bisect(_RATES, capitals / some), bisect(_RATES, short / some)) if some else (0, 0)
    tail = text.rstrip(_CLOSERS)
    last = 0
    if tail:
        char = tail[-1]
        last = _last_of.get(char, -1)
        if last < 0:
            last = _last_of[char] = _last(char)
        if last == _STOP and len(tail) < size:
            last = 2
    char = head[0]
    first = _first_of.get(char, -1)
    if first < 0:
        first = _first_of[char] = _first(char)
    if first == _CASELESS:  # as a line of Latin letters that is a sentence
        first, case, rates = 1, 3, (1, rates[1])
    if wide > _MOSTLY_WIDE:  # no blanks, or short words: the same
        total, spread, rates = int(length / 6) + 1, 5, (1, 2)
    return (
        (_SIZE_OF[int(length)] if length < SIZES[-1] else 15) * 9 + last,
        first * 4 + case,
        _WORDS_OF[total] if total < _WORDS[-1] else 12,
        spread,
        (commas if commas < 4 else 4) * 4 + (stops if stops < 3 else 3),
        (bisect(_RATES, digits / chars) if digits else 0) * 4 + (links if links < 3 else 3),
        bisect(_RATES, rate) if rate else 0,
        separators if separators < 3 else 3,
        rates[0] * 5 + rates[1],
        quotes if quotes < 2 else 2,
        length,
    )
