"""Whether a day is over: what is dated in the future was not published then."""

from __future__ import annotations

from functools import lru_cache
from time import gmtime, strftime, time

_DAY_S = 86400


def is_past(iso: str) -> bool:
    """Whether a day is over anywhere on earth by tomorrow."""
    return iso[:10] <= _name_of_day(int(time()) // _DAY_S + 1)


@lru_cache(maxsize=2)
def _name_of_day(number: int) -> str:
    """The date of a day that is so many after the first of 1970."""
    return strftime("%Y-%m-%d", gmtime(number * _DAY_S))
