"""Dates as pages and programs write them, to ISO 8601; a day in the future is none."""

from __future__ import annotations

import re
from functools import lru_cache
from time import gmtime, strftime, time

from newsclean.dates import find_date, read_date

_ISO = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})"
    r"(?:[T ]\s?(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s?(Z|[+-]\d{2}:?\d{2})?)?"
)
_COMPACT = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})(?:\d{0,6}|T.*)?")
_URL_MONTH = re.compile(r"/((?:19|20)\d\d)/(\d\d)/")
_SLASHED = re.compile(r"\d{1,2}/\d{1,2}/\d{4}")
_LINE_CHARS = 60
_DAY_S = 86400
# Languages in whose pages `03/04/2015` may be in March.
_MONTH_FIRST = ("en", "fil", "tl")


def read_iso(text: str, language: str | None, url: str | None) -> tuple[str, bool] | None:
    """A date as `iso_date` gives it, and whether day and month may be exchanged in it."""
    iso = iso_date(text)
    slashed = iso and _SLASHED.search(text[:_LINE_CHARS])
    if not iso or not slashed:
        return (iso, False) if iso else None
    reading = read_date(text.strip()) or find_date(text)
    if reading is None or not reading.ambiguous:
        return iso, False
    first, second, year = slashed.group().split("/")
    months = {int(first), int(second)}
    # The address of a WordPress page tells the month.
    address = _URL_MONTH.search(url or "")
    if address and address[1] == year and int(address[2]) in months:
        month = int(address[2])
        day = int(first) + int(second) - month
        return f"{year}-{month:02}-{day:02}{iso[10:]}", False
    if language and language.partition("-")[0] not in _MONTH_FIRST:
        return f"{year}-{int(second):02}-{int(first):02}{iso[10:]}", False
    if language and language.lower() == "en-us":  # also what themes say that nobody told otherwise
        return f"{year}-{int(first):02}-{int(second):02}{iso[10:]}", True
    return iso, True


def iso_date(text: str) -> str | None:
    """A date as the record has it; None when it is none, or lies in the future."""
    text = text.strip()[:80]
    match = _ISO.match(text)
    if match is None and (compact := _COMPACT.fullmatch(text)):
        year, month, day = compact.groups()
        return _checked(int(year), int(month), int(day), "")
    if match is None:
        reading = read_date(text) or find_date(text)
        iso = None if reading is None else reading.iso
        return iso if iso and _is_past(iso) else None
    year, month, day, hour, minute, second, zone = match.groups()
    time = ""
    if hour is not None and int(hour) < 24 and int(minute) < 60:
        time = f"T{int(hour):02}:{minute}" + (f":{second}" if second and int(second) < 60 else "")
        if zone:
            time += zone if zone == "Z" or ":" in zone else f"{zone[:3]}:{zone[3:]}"
    return _checked(int(year), int(month), int(day), time)


def _checked(year: int, month: int, day: int, time: str) -> str | None:
    if not (year >= 1600 and 1 <= month <= 12 and 1 <= day <= 31):
        return None
    iso = f"{year:04}-{month:02}-{day:02}"
    if iso == "1970-01-01":  # what programs print for no date
        return None
    return iso + time if _is_past(iso) else None


def _is_past(iso: str) -> bool:
    """Whether a day is over anywhere on earth by tomorrow."""
    return iso[:10] <= _name_of_day(int(time()) // _DAY_S + 1)


@lru_cache(maxsize=2)
def _name_of_day(number: int) -> str:
    """The date of a day that is so many after the first of 1970."""
    return strftime("%Y-%m-%d", gmtime(number * _DAY_S))
