"""Which of several dates is the earliest, whatever their zones and however much they tell."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

_DAY = 10  # characters of a day by ISO 8601
_EPOCH = "1970-01-01"  # what programs write that know no date
_LAST = "~"  # behind all that may follow a day or a month
_NEVER = "~~"


class _Date(NamedTuple):
    """A date as written. start, end: of the time it may be, in UTC. digits: how much it tells."""

    written: str
    start: str
    end: str
    digits: int


def order(dates: Sequence[object]) -> list[tuple[str, int, str]]:
    """By what the earliest is found: for each of some dates, by ISO 8601, a key that sorts.

    Its first part is the same for those that may be one: a day, and an hour of it. The least of all
    keys is that which tells most of the earliest. None, and the epoch, come last.
    """
    read = [_read(date) for date in dates]
    told = [date for date in read if date is not None]
    if not told:
        return [(_NEVER, 0, "")] * len(read)
    first = min(told, key=lambda date: (date.end, date.written))
    return [(_NEVER, 0, "") if date is None else _key(date, first) for date in read]


def is_known(key: tuple[str, int, str]) -> bool:
    """Whether there was a date."""
    return key[0] != _NEVER


def _key(date: _Date, first: _Date) -> tuple[str, int, str]:
    is_first = (
        date.start <= first.end
        or date.written.startswith(first.written)  # late in the day, west of Greenwich
        or first.written.startswith(date.written)
    )
    return first.end if is_first else date.start, -date.digits, date.start


def _read(date: object) -> _Date | None:
    if not date:
        return None
    written = str(date)
    moment = None
    if len(written) > _DAY:
        try:
            moment = datetime.fromisoformat(written)
        except ValueError:
            written = written[:_DAY]
    if moment is None:
        return None if written == _EPOCH else _Date(written, written, written + _LAST, len(written))
    if moment.tzinfo is not None:
        try:
            moment = moment.astimezone(UTC)
        except OverflowError:
            return None
    start = moment.replace(tzinfo=None).isoformat()
    return None if start.startswith(_EPOCH) else _Date(written, start, start, _DAY + 1)
