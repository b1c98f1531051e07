"""Where the text breaks off."""

from __future__ import annotations

from newsclean.filters.base import Filter


class Truncation(Filter):
    """`[…]`, `[+1234 chars]`, `Continue reading…`, `Read more »` where the text breaks off.

    The record then says that the text is truncated.

    Removes:
        [+1234 chars]
        Read more »
    Keeps:
        "Read more books," she told the graduating class. "Read more of everything."
        Continue reading the meter each month, the utility advises.
    Seen: feeds that deliver excerpts, news APIs.
    """

    name = "truncation"
    families = frozenset(("read-more",))
