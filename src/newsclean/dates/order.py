"""Which number of `3/9/2021` is the month, from what else is known of the text."""

from __future__ import annotations

import re
from functools import cache

from newsclean.dates.today import is_past
from newsclean.dates.values import DateReading

# Languages in whose texts `03/04/2015` may be in March.
_MONTH_FIRST = ("en", "fil", "tl")


@cache
def _numbers() -> re.Pattern[str]:
    return re.compile(r"(?<!\d)(\d{1,2})([/-])(\d{1,2})\2((?:19|20)\d\d)(?!\d)")


@cache
def _month_in_address() -> re.Pattern[str]:
    return re.compile(r"/((?:19|20)\d\d)/(\d\d)/")


def is_month_first(text: str) -> bool | None:
    """Whether the date in a text can only have its month first; None where its numbers fit both."""
    for match in _numbers().finditer(text):
        first, second = int(match[1]), int(match[3])
        if (first > 12) != (second > 12) and max(first, second) <= 31:
            return second > 12
    return None


def settle(
    reading: DateReading,
    text: str,
    *,
    language: str | None = None,
    url: str | None = None,
    has_month_first: bool | None = None,
) -> DateReading:
    """An ambiguous reading in the order that the rest tells; any other as it is.

    text: what was read. language, url: of the document. has_month_first: how its other dates have
    it. The order stays ambiguous where nothing but an American reader's habit tells.
    """
    iso = reading.iso
    if not reading.ambiguous or iso is None:
        return reading
    for match in _numbers().finditer(text):
        first, second = int(match[1]), int(match[3])
        if match[4] == iso[:4] and {first, second} == {int(iso[5:7]), int(iso[8:10])}:
            break
    else:
        return reading
    by_order = {
        False: f"{iso[:4]}-{second:02}-{first:02}{iso[10:]}",
        True: f"{iso[:4]}-{first:02}-{second:02}{iso[10:]}",
    }
    order = _order(by_order, url)
    if order is None:
        order = has_month_first
    if order is None and language:
        if language.lower() == "en-us":  # also what themes say that nobody told otherwise
            return DateReading(by_order[True], reading.kind, ambiguous=True)
        if language.lower().partition("-")[0] not in _MONTH_FIRST:
            order = False
    return reading if order is None else DateReading(by_order[order], reading.kind)


def _order(by_order: dict[bool, str], url: str | None) -> bool | None:
    """What the calendar or the address of a WordPress page tells; None when neither does."""
    past = [order for order, iso in by_order.items() if is_past(iso)]
    if len(past) == 1:
        return past[0]
    address = _month_in_address().search(url or "")
    if address is None:
        return None
    own = f"{address[1]}-{address[2]}-"
    return next((order for order, iso in by_order.items() if iso.startswith(own)), None)
