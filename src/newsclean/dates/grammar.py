"""The grammar of dates over the signs of their tokens, one for all languages."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from newsclean.dates.tokens import ODD_YEARS

_IDLE = "f,W"  # signs that carry nothing between the others
_ALIKE = str.maketrans("VFBH", "MMYY")  # signs that stand in the same places
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

# Hour, minute, second, day period (-1 where absent), and the tokens of the zone.
ClockPlaces = tuple[int, int, int, int, list[int]]


class Plan:
    """Where in a row of tokens the parts of a date stand; the same for all rows of equal signs."""

    __slots__ = ("clock", "dates", "is_bare", "kind", "limits", "odd_years", "weekday")

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.dates: list[tuple[int, int, int, str]] = []  # day, month, year, order
        self.clock: ClockPlaces | None = None
        self.limits: list[tuple[int, int]] = []  # number, its maximum; of parts without a year
        self.odd_years: list[int] = []
        self.weekday = -1
        self.is_bare = False  # a weekday and nothing else


@cache
def _grammar() -> re.Pattern[str]:
    """Compile the grammar on first use."""
    return re.compile(_GRAMMAR, re.VERBOSE)


def _scan(signs: str) -> list[tuple[str, list[int]]]:
    """Cut a row of signs into date, time, month, day and single signs, with their places."""
    places = [i for i, sign in enumerate(signs) if sign not in _IDLE]
    core = "".join([signs[i] for i in places]).translate(_ALIKE)
    return [
        (found.lastgroup or found.group(), places[found.start() : found.end()])
        for found in _grammar().finditer(core)
    ]


@lru_cache(512)
def line_plan(signs: str) -> Plan | None:
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


def inner_plans(signs: str) -> list[Plan]:
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


def _plan(kind: str, signs: str, parts: list[tuple[str, list[int]]]) -> Plan:
    """Note where the numbers, names and years of the parts stand."""
    plan = Plan(kind)
    plan.weekday = signs.find("W")
    plan.is_bare = not parts
    for name, at in parts:
        plan.odd_years += [i for i in at if signs[i] in ODD_YEARS]
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


def _clock_places(signs: str, at: list[int]) -> ClockPlaces:
    """Tell the numbers of a clock time, its day period and its zone apart."""
    zone = next((k for k, i in enumerate(at) if signs[i] in "Z+-"), len(at))
    hour, minute, second, *_ = [*(i for i in at[:zone] if signs[i] in "12"), -1, -1]
    period = next((i for i in at[:zone] if signs[i] in "PA"), -1)
    return hour, minute, second, period, at[zone:]
