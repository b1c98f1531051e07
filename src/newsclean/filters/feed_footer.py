"""What feeds and the services that repost them append."""

from __future__ import annotations

from newsclean.filters.base import Filter


class FeedFooter(Filter):
    """The footer of a feed item: feed title, date, short link, entry title, feed link.

    Written by IFTTT, Google News, FeedBurner, full-text feeds and RSS plugins, in any order
    and subset.

    Removes:
        World - Latest - Google News
        https://ift.tt/3gqP8qA
        The post Storm nears coast appeared first on Harbour Ledger.
    Keeps:
        The post in Kabul, which he first appeared at in 2009, was the making of him.
        Source: the spring above the old mill, according to the map.
    Seen: IFTTT to Blogger and WordPress, Google News feeds.
    """

    name = "feed-footer"
    families = frozenset(("feed-footer", "feed-title", "source-link", "url", "linked"))
