"""The values of a date: calendar, clock and zone, checked and written as ISO 8601."""

from __future__ import annotations

from newsclean.dates.grammar import ClockPlaces, Plan
from newsclean.dates.tokens import UNPARTED, tools

_BUDDHIST_OFFSET = 543
_WEEKDAY_CHARS = 4  # a weekday alone on its line: `Sat`, `So`, `Mar` are words and names too
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


def read(plan: Plan, entries: list[str], text: str) -> DateReading | None:
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


def _read_rest(plan: Plan, entries: list[str], text: str) -> DateReading | None:
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
    first = tools()[2](text)
    word = first.group() if first else ""
    return len(word) < _WEEKDAY_CHARS and word < UNPARTED


def _fits_script(entry: str, text: str) -> bool:
    """Believe a Buddhist year only on a Thai line, a Solar Hijri year only on a Persian one."""
    if entry[0] == "Y":
        return True
    low, high = ("\u0e00", "\u0e7f") if entry[0] == "B" else ("\u0600", "\u06ff")
    return any(low <= char <= high for char in text)


def _calendar(
    entries: list[str], place: tuple[int, int, int, str], plan: Plan
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
        elif day <= 12 and day != month:
            day, month, ambiguous = _ordered(day, month, year, plan, entries)
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


def _ordered(
    day: int, month: int, year: int, plan: Plan, entries: list[str]
) -> tuple[int, int, bool]:
    """Order two numbers of which either may be the month: a weekday decides, AM and PM hint."""
    if plan.weekday >= 0:
        named = int(entries[plan.weekday][1:])
        is_day_first = named == _weekday(year, month, day)
        if is_day_first != (named == _weekday(year, day, month)):
            return (day, month, False) if is_day_first else (month, day, False)
    # `03-09-2021 10:00 AM` is written in India, too.
    is_slashed = plan.dates[0][3] == "/"
    is_american = (
        is_slashed and plan.clock is not None and plan.clock[3] >= 0
        and entries[plan.clock[3]][0] == "A"
    )  # fmt: skip
    return (month, day, True) if is_american else (day, month, True)


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _weekday(year: int, month: int, day: int) -> int:
    """Compute the ISO weekday, 1 for Monday."""
    year -= month < 3
    sunday_0 = (year + year // 4 - year // 100 + year // 400 + _WEEKDAY_SHIFT[month] + day) % 7
    return sunday_0 or 7


def _clock(places: ClockPlaces, entries: list[str]) -> str | None:
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
