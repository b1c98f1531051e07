"""Who posted when, and under which labels."""

from __future__ import annotations

from newsclean.filters.base import Filter


class PostMeta(Filter):
    """`Posted by X at TIME`, dates, labels, reading times and counters outside the prose.

    What they say is read into the record first.

    Removes:
        Posted by admin at 7:16 PM
        Labels: world, economy
    Keeps:
        Labels on the jars were in three languages, none of them correct.
        July 4, 1776.
    Seen: Blogger, WordPress and news sites.
    """

    name = "post-meta"
    families = frozenset(
        ("author-box", "byline", "category-list", "counter", "permalink", "reading-time",
         "tag-list", "date", "dated", "labels", "number", "stamp")
    )  # fmt: skip
