"""Dates as pages and programs write them, to ISO 8601; a day in the future is none."""

from __future__ import annotations

import re

from newsclean.dates import find_date, read_date
from newsclean.dates.order import settle
from newsclean.dates.today import is_past

_ISO = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})"
    r"(?:[T ]\s?(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s?(Z|[+-]\d{2}:?\d{2})?)?"
)
_COMPACT = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})(?:\d{0,6}|T.*)?")
_MOST_CHARS = 80


def read_iso(text: str, language: str | None, url: str | None) -> tuple[str, bool] | None:
    """A date as the record has it, and whether day and month may be exchanged in it.

    None when it is none, or lies in the future. language, url: of the page.
    """
    text = text.strip()[:_MOST_CHARS]
    match = _ISO.match(text)
    if match is None and (compact := _COMPACT.fullmatch(text)):
        year, month, day = compact.groups()
        iso = _checked(int(year), int(month), int(day), "")
        return (iso, False) if iso else None
    if match is not None:
        iso = _from_groups(*match.groups())
        return (iso, False) if iso else None
    reading = read_date(text) or find_date(text)
    if reading is None:
        return None
    reading = settle(reading, text, language=language, url=url)
    told = reading.iso
    return (told, reading.ambiguous) if told and is_past(told) else None


def _from_groups(
    year: str, month: str, day: str, hour: str | None, minute: str, second: str, zone: str
) -> str | None:
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
    return iso + time if is_past(iso) else None
