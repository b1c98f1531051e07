"""Which dates of a line are those of an update: `Updated 5 July 2018 | Published 4 July 2018`."""

from __future__ import annotations

import re
from functools import cache  # re has loaded it already

from newsclean.dates import DateReading, find_date
from newsclean.fields.words import beginnings
from newsclean.fold import fold

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_EDGES = " |,;·(/-–"


def is_update(key: str) -> bool:
    """Whether a folded line tells of a later date: `updated: 4 july 2020`."""
    starts = beginnings("updated")
    if key.lstrip("([ ").startswith(starts):
        return True
    return "(" in key and key.rpartition("(")[2].startswith(starts)


def parted(line: str) -> list[str]:
    """A line that tells of two dates in two: where it says that the text was updated."""
    match = _updated().search(line)
    if match is None:
        return [line]
    if match.start():
        return [line[: match.start()].rstrip(_EDGES), line[match.start() :]]
    parts = [part for part in _pieces().split(line) if part]
    # `Updated Tuesday, March 9, 2018 | Published …`: a weekday is no date without what follows.
    while len(parts) > 1 and find_date(parts[0]) is None:
        parts[:2] = [f"{parts[0]} {parts[1]}"]
    return parts


def dates_in(line: str, reading: DateReading) -> Iterator[tuple[DateReading, str, bool]]:
    """The dates of a line, each with what tells it and whether it is that of an update.

    reading: the line's first date, which is all there is in a line with one year.
    """
    if _has_two_years(line):
        parts = parted(line)
        found = [(find_date(part), part) for part in parts] if len(parts) > 1 else []
        told = [(date, part, is_update(fold(part))) for date, part in found if date is not None]
        days = {(date.iso or "")[:10] for date, _, _ in told}
        if len(told) > 1:
            # `Updated Feb 23, 2022 11:53, Feb 23, 2022`: one day, and the line has its time.
            whole = [(reading, line, is_late) for _, _, is_late in told]
            yield from told if len(days) > 1 else whole
            return
    yield reading, line, is_update(fold(line))


def _has_two_years(line: str) -> bool:
    numbers = "".join([char if char.isdigit() else " " for char in line]).split()
    return sum(len(number) == 4 for number in numbers) > 1


@cache
def _updated() -> re.Pattern[str]:
    """The words that tell of a later date, in any language, where a word begins."""
    words = sorted(beginnings("updated"), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})", re.IGNORECASE)


@cache
def _pieces() -> re.Pattern[str]:
    """What begins with a letter behind a mark may tell of another date."""
    return re.compile(r"\s*[|,;·(/]\s*(?=[^\W\d_])")
