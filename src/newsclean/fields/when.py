"""The dates that were found, in one order of day and month, without those of the future."""

from __future__ import annotations

from newsclean.dates.order import is_month_first, settle
from newsclean.dates.today import is_past

TYPE_CHECKING = False
if TYPE_CHECKING:
    from newsclean.fields.clues import Clues, Dated


def when(clues: Clues, language: str | None, url: str | None) -> tuple[list[Dated], list[Dated]]:
    """The dates of publication and of updates, in the order of the clues.

    language, url: of the document. A text writes its dates in one way: `3/19/2021` tells what
    `3/9/2021` means.
    """
    orders: set[bool | None] = set()
    if any(reading.ambiguous for reading, _ in (*clues.dates, *clues.modified)):
        orders = {is_month_first(clue[0]) for _, clue in (*clues.dates, *clues.modified)} - {None}
    order = orders.pop() if len(orders) == 1 else None

    def settled(found: list[Dated]) -> list[Dated]:
        dates = [
            (settle(reading, clue[0], language=language, url=url, has_month_first=order), clue)
            for reading, clue in found
        ]
        return [one for one in dates if one[0].iso is not None and is_past(one[0].iso)]

    return settled(clues.dates), settled(clues.modified)


def finest(dates: list[Dated]) -> Dated | None:
    """The first date; another line's time joins it when the day is the same."""
    if not dates:
        return None
    day = (dates[0][0].iso or "")[:10]
    same = [one for one in dates if (one[0].iso or "").startswith(day)]
    return max(same, key=lambda one: len(one[0].iso or ""))
