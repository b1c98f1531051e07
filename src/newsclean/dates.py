"""Dates and clock times, as blogs and news sites print them in some fifty languages.

A line is cut into tokens, the table `phrases/dates.tsv` gives each a kind, and each kind has a
sign: `July 04, 2020 at 07:16PM` reads `M2,Yf2:2A`. One expression over signs is the grammar of all
languages; which token was what is worked out once for each row of signs and remembered.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache  # re has loaded it already

# Kinds of the table and their signs in the grammar. Numbers have signs too: 1 and 2 for one and
# two digits, Y B H for years (Gregorian, Buddhist, Solar Hijri), N for others, x for other words.
KINDS = {
    "month": "M", "weak-month": "V", "both": "X", "hijri-month": "F", "month-prefix": "q",
    "weekday": "W", "meridiem": "P", "english-half": "A", "zone": "Z", "ordinal": "o",
    "year": "y", "month-unit": "m", "day": "a", "hour": "h", "minute": "i", "second": "s",
    "filler": "f", "separator": ",", "dash": "-", "slash": "/", "colon": ":", "stop": ".",
    "plus": "+", "part": "w", "character": "c",
}  # fmt: skip
_IDLE = "f,W"  # signs that carry nothing between the others
_ALIKE = str.maketrans("VFBH", "MMYY")  # signs that stand in the same places

_LIMIT_CHARS = 64  # the longest date line met, doubled and with its zone, has 58
_FIND_LIMIT_CHARS = 256
_ODD_YEARS = {"B": range(2443, 2643), "H": range(1300, 1500)}
_BUDDHIST_OFFSET = 543

# A letter is what is neither blank, digit, ASCII or Latin punctuation: Indic and Thai vowel signs
# are no `\w`. Punctuation beyond is folded before. Apostrophes belong to words (d'agost).
_LETTER = r"[^\s\d!-&(-@\[-`{-\xa9\xab-\xb4\xb6-\xb9\xbb-\xbf]"
TOKEN = rf"\d+|{_LETTER}+(?:\.{_LETTER}+)*\.?|\S"
_FIRST_LETTERS = r"[^\W\d_]+"
_INDIC = "\u0590"  # from here on letters are not all `\w`, or words not parted by blanks
_UNPARTED = "\u0e00"  # scripts that do not part words

_NAME, _NUMBER, _NTH = "[MX]", "[12]", "(?:[.a]|-?o)?"
_GRAMMAR = rf"""
(?P<date>
    {_NUMBER} (?: \.{_NAME}Yy?\.?                 # 4. Juli 2020, 4. srpnja 2020.
                | {_NTH}[-/]?{_NAME}[-/]?Yy?      # 4th July 2020
                | ([./-]){_NUMBER}\2Yy?\.?        # 04.07.2020
                | q{_NUMBER}Y )                   # 4 tháng 7, 2020
  | {_NAME}[-/]?{_NUMBER}{_NTH}[-/]?Yy?           # July 4, 2020
  | Y (?: [.y/-]{{0,2}}{_NAME}-?{_NUMBER}[.ao]?   # 2020. július 4.
        | \.?y{_NUMBER}[.o]?{_NAME}               # 2020. gada 4. jūlijs
        | ([./-]){_NUMBER}\3{_NUMBER}\.?          # 2020-07-04
        | y{_NUMBER}m{_NUMBER}a[am]? )            # 2020年7月4日(日)
)
| (?P<time>
    (?: [PA]?{_NUMBER} (?: (?P<by>[:.])2(?:(?P=by)2(?:\.[12N])?)?
                         | h (?: [12]i(?:[12]s)? | 2(?![-.oa]?{_NAME}|[./-][12][./-]) )? ) h?[PA]?
      | {_NUMBER}[PA] )
    (?: Z(?:[+-](?:2:2|[NY]|[12](?![12MXo.:/-])))?
      | \+(?:2:2|[NY]|2(?![.:/-]))
      | (?:(?<=:2:2)|(?<=N))-(?:2:2(?!:)|[NY]) )?
    (?!\.Y) )
| (?P<month> {_NAME}[-/]?Yy? | Y[.y/-]{{0,2}}{_NAME} | Yy{_NUMBER}m | q{_NUMBER}Y )
| (?P<day> {_NUMBER}{_NTH}[-/]?{_NAME} | {_NAME}-?{_NUMBER}{_NTH}(?!{_NAME})
    | {_NUMBER}m{_NUMBER}a[am]? | {_NUMBER}q{_NUMBER} )
| N(?:[./:-][12NY])*                              # addresses, versions
| .
"""

# What may stand on one line together, and what the line then is.
_LINES = {
    "date": "date", "date time": "date", "time date": "date", "date time time": "date",
    "date date": "date", "date date time": "date", "date time date": "date",
    "date time date time": "date", "time date time": "date", "day time Y": "date",
    "time": "time", "time time": "time", "month": "month",
    "day": "day", "day time": "day", "time day": "day", "": "day",
}  # fmt: skip
_LOOSE = "-/X"  # may stand between them
# A lone `3.50` is a price, a lone `3h20` a duration, `10.12.14` a date without its century,
# `3 sore` and `3 रात` no hours.
_NO_BARE_TIMES = frozenset("1P 2P 1.2 1h 2h 1h2 1.2h 1.2.2 2.2.2".split())
_WEEKDAY_CHARS = 4  # a weekday alone on its line: `Sat`, `So`, `Mar` are words and names too
_JOIN_TOKENS = 4  # the longest name in several words: `saa sita za usiku`

_MONTH_DAYS = (0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_WEEKDAY_SHIFT = (0, 0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4)  # Sakamoto's congruence
_LONGEST_OFFSET_HOURS = 14


class DateReading:
    """What a line says about time.

    iso: `YYYY-MM-DD`, with `THH:MM`, `:SS` and zone as far as given; None when the date is not
        complete, not decided (listopad), impossible (31 February) or of the Solar Hijri calendar.
    kind: "date" (day, month, year), "month" (month, year), "day" (weekday, or day and month) or
        "time" (of the clock).
    ambiguous: day and month may be exchanged and nothing in the line decides.
    """

    __slots__ = ("ambiguous", "iso", "kind")

    def __init__(self, iso: str | None, kind: str, ambiguous: bool = False) -> None:
        self.iso = iso
        self.kind = kind
        self.ambiguous = ambiguous

    def __repr__(self) -> str:
        return f"DateReading({self.iso!r}, {self.kind!r}, {self.ambiguous})"


# Hour, minute, second, day period (-1 where absent), and the tokens of the zone.
_ClockPlaces = tuple[int, int, int, int, list[int]]


class _Plan:
    """Where in a row of tokens the parts of a date stand; the same for all rows of equal signs."""

    __slots__ = ("clock", "dates", "is_bare", "kind", "limits", "odd_years", "weekday")

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.dates: list[tuple[int, int, int, str]] = []  # day, month, year, order
        self.clock: _ClockPlaces | None = None
        self.limits: list[tuple[int, int]] = []  # number, its maximum; of parts without a year
        self.odd_years: list[int] = []
        self.weekday = -1
        self.is_bare = False  # a weekday and nothing else


def read_date(line: str) -> DateReading | None:
    """Read a line that is nothing but a date or a time; None for every other line.

    Cost: 12 to 23 µs for a date, 2 µs where the first word is no word of dates, on a machine where
    `sum(range(1000))` takes 35 µs.
    """
    if len(line) > _LIMIT_CHARS:
        return None
    table, find_tokens, find_letters = _tools()
    first = find_letters(line)
    if first is not None:
        word = first.group().casefold()
        if word not in table and word < _INDIC and (word.isascii() or _fold(word) not in table):
            after = line[first.end() : first.end() + 1]
            if after <= "z" and after not in {".", "'"}:  # p.m., d'agost
                return None
    tokens = find_tokens(_fold(line))
    get = table.get
    entries = [get(token, "") for token in tokens]
    if "" in entries and not _resolve(tokens, entries):
        return None
    signs = "".join([entry[0] for entry in entries])
    if "w" in signs:
        signs, entries = _join(tokens, entries)
    plan = _line_plan(signs)
    return _read(plan, entries, line) if plan else None


def find_date(text: str) -> DateReading | None:
    """Read the first complete date inside a short line, with the time beside it.

    A month glued to a name before it is seen where capitals tell: `NAMENOVEMBER 22, 2017`.
    """
    if len(text) > _FIND_LIMIT_CHARS:
        return None
    table, find_tokens, _ = _tools()
    raw = find_tokens(text)
    tokens = [_fold(token) for token in raw]
    entries = [table.get(token) or _glued(word) for token, word in zip(tokens, raw, strict=True)]
    _resolve(tokens, entries, is_whole=False)
    signs, entries = _join(tokens, entries)
    for plan in _inner_plans(signs):
        reading = _read(plan, entries, text)
        if reading is not None:
            return reading
    return None


@cache
def _tables() -> tuple[dict[str, str], dict[int, str]]:
    """Load the table: folded token -> sign and value (`M7` for July), and character -> its fold."""
    path = __file__.rpartition("dates.py")[0] + "phrases/dates.tsv"
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
def _tools() -> tuple[
    dict[str, str], Callable[[str], list[str]], Callable[[str], re.Match[str] | None]
]:
    """Get what every call needs: the table and the two finders."""
    return _tables()[0], re.compile(TOKEN).findall, re.compile(_FIRST_LETTERS).search


@cache
def _grammar() -> re.Pattern[str]:
    """Compile the grammar on first use."""
    return re.compile(_GRAMMAR, re.VERBOSE)


def _fold(text: str) -> str:
    """Fold case, digits, dashes, apostrophes and accents written apart; drop zero-width marks."""
    text = text.casefold()
    return text if text.isascii() else text.translate(_tables()[1])


def _look_up(token: str) -> list[str]:
    """Find the table's tokens for one that stands there otherwise: `Nov.`, 日星期六下午."""
    table = _tables()[0]
    bare = token.rstrip(".")
    if bare in table:
        return [bare]
    return _split(bare) if bare >= _UNPARTED else []


def _split(word: str) -> list[str]:
    """Cut a word of a script without blanks into table tokens, longest first; [] if it fails."""
    table = _tables()[0]
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
        for sign, years in _ODD_YEARS.items():
            if int(token) in years:
                return sign + token
    return "N" + token


def _resolve(tokens: list[str], entries: list[str], *, is_whole: bool = True) -> bool:
    """Fill the empty entries in place; a token may become two.

    is_whole: the tokens are a whole line, so one unknown word says it is no date, and so does a
        full stop after a last word that is no abbreviation.
    """
    table = _tables()[0]
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


def _join(tokens: list[str], entries: list[str]) -> tuple[str, list[str]]:
    """Make one entry of a name in several words: thứ bảy, segunda-feira, a. m."""
    table = _tables()[0]
    joined = []
    i = 0
    while i < len(tokens):
        count = min(_JOIN_TOKENS, len(tokens) - i)
        while count > 1 and " ".join(tokens[i : i + count]) not in table:
            count -= 1
        entry = table[" ".join(tokens[i : i + count])] if count > 1 else entries[i]
        if entry == "w":  # a part without its whole: `m.` of `a. m.` is a Lithuanian year
            entry = table.get(tokens[i].rstrip("."), "x")
        joined.append(entry)
        i += count
    return "".join([entry[0] for entry in joined]), joined


def _glued(word: str) -> str:
    """Find a capitalised month at the end of an unknown word; "" when there is none."""
    table = _tables()[0]
    for cut in range(1, len(word) - 2):
        if word[cut].isupper():
            entry = table.get(_fold(word[cut:]), "")
            if entry.startswith("M"):
                return entry
    return ""


def _scan(signs: str) -> list[tuple[str, list[int]]]:
    """Cut a row of signs into date, time, month, day and single signs, with their places."""
    places = [i for i, sign in enumerate(signs) if sign not in _IDLE]
    core = "".join([signs[i] for i in places]).translate(_ALIKE)
    return [
        (found.lastgroup or found.group(), places[found.start() : found.end()])
        for found in _grammar().finditer(core)
    ]


@lru_cache(512)
def _line_plan(signs: str) -> _Plan | None:
    """Work out how to read a whole line; None when its signs make no date."""
    parts = _scan(signs)
    if parts and parts[0][0] == "A":  # am 4. Juli 2020
        parts = parts[1:]
    parts = [part for part in parts if part[0] not in _LOOSE]
    kind = _LINES.get(" ".join([name for name, _ in parts]))
    if kind is None or (kind != "date" and "V" in signs):
        return None
    times = ["".join([signs[i] for i in at]) for name, at in parts if name == "time"]
    if kind == "time" and "W" not in signs and not _NO_BARE_TIMES.isdisjoint(times):
        return None
    if not parts and signs.strip(",-") != "W":
        return None
    return _plan(kind, signs, parts)


def _inner_plans(signs: str) -> list[_Plan]:
    """Work out how to read each date among other words, with the time that touches it."""
    parts = [part for part in _scan(signs) if part[0] != "X"]
    plans = []
    for k, part in enumerate(parts):
        before = [name for name, _ in parts[max(0, k - 2) : k]]
        if part[0] != "date" or (
            len(before) == 2 and before[0] in "12" and before[1] in "./-:"  # 1.2.3.2020
        ):
            continue
        after = [one for one in parts[k + 1 : k + 3] if one[0] not in _LOOSE][:1]
        beside = [one for one in (*after, *parts[max(0, k - 1) : k]) if one[0] == "time"][:1]
        plans.append(_plan("date", signs, [part, *beside]))
    return plans


def _plan(kind: str, signs: str, parts: list[tuple[str, list[int]]]) -> _Plan:
    """Note where the numbers, names and years of the parts stand."""
    plan = _Plan(kind)
    plan.weekday = signs.find("W")
    plan.is_bare = not parts
    for name, at in parts:
        plan.odd_years += [i for i in at if signs[i] in _ODD_YEARS]
        if name == "time" and plan.clock is None:
            plan.clock = _clock_places(signs, at)
        elif name == "date":
            plan.dates.append(_date_places(signs, at))
        elif name == "day" and parts[-1][0] == "Y":  # Jul 4 19:16:00 2020
            plan.dates.append(_date_places(signs, [*at, *parts[-1][1]]))
        elif name in ("day", "month"):
            plan.limits += _limits(signs, at)
    return plan


def _limits(signs: str, at: list[int]) -> list[tuple[int, int]]:
    """Give the numbers of a part without a full date and how large they may be."""
    numbers = [i for i in at if signs[i] in "12"]
    if len(numbers) == 2 and any(signs[i] == "m" for i in at):  # 7月4日
        return [(numbers[0], 12), (numbers[1], 31)]
    if len(numbers) == 2:  # 4 tháng 7
        return [(numbers[0], 31), (numbers[1], 12)]
    is_day = any(signs[i] in "MVXF" for i in at)
    return [(i, 31 if is_day else 12) for i in numbers]


def _date_places(signs: str, at: list[int]) -> tuple[int, int, int, str]:
    """Tell day, month and year apart; the order is "fixed" or the separator that leaves it open."""
    numbers = [i for i in at if signs[i] in "12"]
    names = [i for i in at if signs[i] in "MVXF"]
    year = next(i for i in at if signs[i] in "YBH")
    if names:
        return numbers[0], names[0], year, "fixed"
    if year < numbers[0]:
        return numbers[1], numbers[0], year, "fixed"
    between = signs[numbers[0] + 1]
    return numbers[0], numbers[1], year, between if between in "/-" else "fixed"


def _clock_places(signs: str, at: list[int]) -> _ClockPlaces:
    """Tell the numbers of a clock time, its day period and its zone apart."""
    zone = next((k for k, i in enumerate(at) if signs[i] in "Z+-"), len(at))
    hour, minute, second, *_ = [*(i for i in at[:zone] if signs[i] in "12"), -1, -1]
    period = next((i for i in at[:zone] if signs[i] in "PA"), -1)
    return hour, minute, second, period, at[zone:]


def _read(plan: _Plan, entries: list[str], text: str) -> DateReading | None:
    """Fill a plan with the values of one line; None when a value is out of its range."""
    clock = "" if plan.clock is None else _clock(plan.clock, entries)
    if clock is None:
        return None
    for i in plan.odd_years:
        if not _fits_script(entries[i], text):
            return None
    if not plan.dates:
        return _read_rest(plan, entries, text)
    found = _calendar(entries, plan.dates[0], plan)
    for place in plan.dates[1:]:
        if found is not None and _calendar(entries, place, plan) != found:
            found = None, False  # 4 July 2020 - 6 July 2020
    if found is None:
        return None
    day, ambiguous = found
    if day is None:
        return DateReading(None, plan.kind)
    return DateReading(day + clock, plan.kind, ambiguous)


def _read_rest(plan: _Plan, entries: list[str], text: str) -> DateReading | None:
    """Read a line without a complete date: nothing to tell but what it is."""
    for i, limit in plan.limits:
        if not 0 < int(entries[i][1:]) <= limit:
            return None
    if plan.is_bare and (_is_short(text) or not int(entries[plan.weekday][1:])):
        return None
    if plan.kind == "day" and text.rstrip().endswith(","):  # a sentence broken at a link: May 24,
        return None
    return DateReading(None, plan.kind)


def _is_short(text: str) -> bool:
    """Whether the first word is too short to be sure of: Sat, So, Mar; not 土曜日."""
    first = _tools()[2](text)
    word = first.group() if first else ""
    return len(word) < _WEEKDAY_CHARS and word < _UNPARTED


def _fits_script(entry: str, text: str) -> bool:
    """Believe a Buddhist year only on a Thai line, a Solar Hijri year only on a Persian one."""
    if entry[0] == "Y":
        return True
    low, high = ("\u0e00", "\u0e7f") if entry[0] == "B" else ("\u0600", "\u06ff")
    return any(low <= char <= high for char in text)


def _calendar(
    entries: list[str], place: tuple[int, int, int, str], plan: _Plan
) -> tuple[str | None, bool] | None:
    """Give the ISO day (None: not decided) and whether it is ambiguous; None for no date."""
    at_day, at_month, at_year, order = place
    day, month = int(entries[at_day][1:]), int(entries[at_month][1:])
    year = int(entries[at_year][1:])
    calendar, sign = entries[at_year][0], entries[at_month][0]
    ambiguous = False
    if order != "fixed":
        if day <= 12 < month:  # 12/31/2020, 12-31-2020
            day, month = month, day
        elif order == "/" and day <= 12 and day != month:
            day, month, ambiguous = _slashed(day, month, year, plan, entries)
    if not 0 < day <= 31 or month > 12 or (not month and sign in "12"):
        return None
    if calendar == "B":
        year -= _BUDDHIST_OFFSET
    elif (calendar == "H") != (sign == "F") and sign not in "12":
        return None
    if not month or calendar == "H" or day > _MONTH_DAYS[month]:
        return None, False
    if month == 2 and day == 29 and not _is_leap(year):
        return None, False
    return f"{year}-{month:02}-{day:02}", ambiguous


def _slashed(
    day: int, month: int, year: int, plan: _Plan, entries: list[str]
) -> tuple[int, int, bool]:
    """Order two numbers of which either may be the month: a weekday decides, AM and PM hint."""
    if plan.weekday >= 0:
        named = int(entries[plan.weekday][1:])
        is_day_first = named == _weekday(year, month, day)
        if is_day_first != (named == _weekday(year, day, month)):
            return (day, month, False) if is_day_first else (month, day, False)
    is_american = plan.clock is not None and plan.clock[3] >= 0 and entries[plan.clock[3]][0] == "A"
    return (month, day, True) if is_american else (day, month, True)


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _weekday(year: int, month: int, day: int) -> int:
    """Compute the ISO weekday, 1 for Monday."""
    year -= month < 3
    sunday_0 = (year + year // 4 - year // 100 + year // 400 + _WEEKDAY_SHIFT[month] + day) % 7
    return sunday_0 or 7


def _clock(places: _ClockPlaces, entries: list[str]) -> str | None:
    """Write a clock time as `T19:16` with seconds and zone as given; None when there is no such."""
    at_hour, at_minute, at_second, at_period, at_zone = places
    hour = int(entries[at_hour][1:])
    minute = int(entries[at_minute][1:]) if at_minute >= 0 else 0
    if at_period >= 0:
        hour = _hour_of_day(hour, entries[at_period][1:])
    if hour > 23 or minute > 59:
        return None
    clock = f"T{hour:02}:{minute:02}"
    if at_second >= 0:
        second = entries[at_second][1:].zfill(2)
        if second > "59":
            return None
        clock = f"{clock}:{second}"
    if at_zone:
        zone = _zone([entries[i] for i in at_zone])
        return None if zone is None else clock + zone
    return clock


def _hour_of_day(hour: int, period: str) -> int:
    """Count an hour of the twelve from midnight; `night` runs from six in the evening."""
    if hour == 12:
        return 12 if period == "pm" else 0
    if hour < 12 and (period == "pm" or (period == "night" and hour >= 6)):
        return hour + 12
    return hour


def _zone(entries: list[str]) -> str | None:
    """Write the zone as an offset or `Z`; "" when its name means several, None when impossible."""
    offset = ""
    if entries and entries[0][0] == "Z":
        offset = entries[0][1:]
        entries = entries[1:]
    if not entries:
        return offset
    digits = "".join([entry[1:] for entry in entries if entry[0] in "NH"])
    if not digits:
        digits = "".join([f"{int(entry[1:]):02}" for entry in entries if entry[0] in "12"])
    digits = digits.ljust(4, "0")
    if len(digits) != 4 or int(digits[:2]) > _LONGEST_OFFSET_HOURS or int(digits[2:]) > 59:
        return None
    return f"{entries[0][1:] or entries[0][0]}{digits[:2]}:{digits[2:]}"
