"""The words of dates: tokens of a line, and what the table says of each."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache  # re has loaded it already

# Kinds of the table and their signs in the grammar. Numbers have signs too: 1 and 2 for one and
# two digits, Y B H for years (Gregorian, Buddhist, Solar Hijri), N for others, x for other words.
KINDS = {
    "month": "M", "weak-month": "V", "both": "X", "hijri-month": "F", "month-prefix": "q",
    "weekday": "W", "meridiem": "P", "english-half": "A", "zone": "Z", "ordinal": "o",
    "year": "y", "month-unit": "m", "day": "a", "hour": "h", "minute": "i", "second": "s",
    "filler": "f", "separator": ",", "dash": "-", "slash": "/", "colon": ":", "stop": ".",
    "plus": "+", "part": "w", "character": "c",
}  # fmt: skip
ODD_YEARS = {"B": range(2443, 2643), "H": range(1300, 1500)}
# A letter is what is neither blank, digit, ASCII or Latin punctuation: Indic and Thai vowel signs
# are no `\w`. Punctuation beyond is folded before. Apostrophes belong to words (d'agost).
_LETTER = r"[^\s\d!-&(-@\[-`{-\xa9\xab-\xb4\xb6-\xb9\xbb-\xbf]"
TOKEN = rf"\d+|{_LETTER}+(?:\.{_LETTER}+)*\.?|\S"
_FIRST_LETTERS = r"[^\W\d_]+"
INDIC = "\u0590"  # from here on letters are not all `\w`, or words not parted by blanks
UNPARTED = "\u0e00"  # scripts that do not part words

Finder = Callable[[str], "re.Match[str] | None"]
_JOIN_TOKENS = 4  # the longest name in several words: `saa sita za usiku`


@cache
def tables() -> tuple[dict[str, str], dict[int, str]]:
    """Load the table: folded token -> sign and value (`M7` for July), and character -> its fold."""
    path = __file__.rpartition("dates")[0] + "phrases/dates.tsv"
    with open(path, encoding="utf-8") as file:
        cells = file.read().replace("\n", "\t").split("\t")
    tokens, kinds, values = cells[3:-1:3], cells[4::3], cells[5::3]
    words = len(kinds) - kinds.count("character")  # these rows stand last
    folds = {int(code[2:], 16): to for code, to in zip(tokens[words:], values[words:], strict=True)}
    entries = map(str.__add__, map(KINDS.__getitem__, kinds[:words]), values)
    table = dict(zip(tokens, entries))  # noqa: B905  (the characters are left over)
    for number in range(100):
        table[str(number)] = f"1{number}"
        table[f"{number:02}"] = f"2{number}"
        table[f"19{number:02}"] = f"Y19{number:02}"
        table[f"20{number:02}"] = f"Y20{number:02}"
    return table, folds


@cache
def tools() -> tuple[dict[str, str], Callable[[str], list[str]], Finder, Finder]:
    """Get what every call needs: the table, and finders of tokens, first letters and a year."""
    finders = re.compile(_FIRST_LETTERS).search, re.compile(r"\d{4}").search
    return tables()[0], re.compile(TOKEN).findall, *finders


@cache
def _name_starts() -> frozenset[str]:
    """First words of names in several words."""
    return frozenset(name.partition(" ")[0] for name in tables()[0] if " " in name)


def fold(text: str) -> str:
    """Fold case, digits, dashes, apostrophes and accents written apart; drop zero-width marks."""
    text = text.casefold()
    return text if text.isascii() else text.translate(tables()[1])


def _look_up(token: str) -> list[str]:
    """Find the table's tokens for one that stands there otherwise: `Nov.`, 日星期六下午."""
    table = tables()[0]
    bare = token.rstrip(".")
    if bare in table:
        return [bare]
    return _split(bare) if bare >= UNPARTED else []


def _split(word: str) -> list[str]:
    """Cut a word of a script without blanks into table tokens, longest first; [] if it fails."""
    table = tables()[0]
    parts = []
    while word:
        cut = len(word)
        while cut and word[:cut] not in table:
            cut -= 1
        if not cut:
            return []
        parts.append(word[:cut])
        word = word[cut:]
    return parts


def _number(token: str) -> str:
    """Give the entry of a number that is no day, hour or Gregorian year."""
    if len(token) == 4:
        for sign, years in ODD_YEARS.items():
            if int(token) in years:
                return sign + token
    return "N" + token


def resolve(tokens: list[str], entries: list[str], *, is_whole: bool = True) -> bool:
    """Fill the empty entries in place; a token may become two.

    is_whole: the tokens are a whole line, so one unknown word says it is no date, and so does a
        full stop after a last word that is no abbreviation.
    """
    table = tables()[0]
    for i in range(len(tokens) - 1, -1, -1):
        if entries[i]:
            continue
        token = tokens[i]
        if is_whole and i == len(tokens) - 1 and token.endswith("."):
            return False
        known = _look_up(token)
        if known:
            tokens[i : i + 1] = known
            entries[i : i + 1] = [table[one] for one in known]
        elif token.isdecimal():
            entries[i] = _number(token)
        elif is_whole:
            return False
        else:
            entries[i] = "x"
    return True


def join(tokens: list[str], entries: list[str]) -> tuple[str, list[str]]:
    """Make one entry of a name in several words: thứ bảy, segunda-feira, a. m."""
    table, starts = tables()[0], _name_starts()
    joined = []
    i = 0
    while i < len(tokens):
        count = min(_JOIN_TOKENS, len(tokens) - i) if tokens[i] in starts else 1
        while count > 1 and " ".join(tokens[i : i + count]) not in table:
            count -= 1
        entry = table[" ".join(tokens[i : i + count])] if count > 1 else entries[i]
        if entry == "w":  # a part without its whole: `m.` of `a. m.` is a Lithuanian year
            entry = table.get(tokens[i].rstrip("."), "x")
        joined.append(entry)
        i += count
    return "".join([entry[0] for entry in joined]), joined


def glued(word: str) -> str:
    """Find a capitalised month at the end of an unknown word; "" when there is none."""
    if word[1:].islower():
        return ""  # no capital, so no month
    table = tables()[0]
    for cut in range(1, len(word) - 2):
        if word[cut].isupper():
            entry = table.get(fold(word[cut:]), "")
            if entry.startswith("M"):
                return entry
    return ""
