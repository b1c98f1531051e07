"""What the page's source left in its text."""

from __future__ import annotations

from newsclean.filters.base import Filter


class Markup(Filter):
    """Stray tags, scripts, style rules, shortcodes, placeholders that were never filled.

    Removes:
        [embed id=8]
        {{EntryTitle}}
        $(document).ready(function(){ loadGallery(); });
    Keeps:
        [ The Verge ]
        The loop runs while i < n, and then it stops.
    Seen: WordPress shortcodes, IFTTT applets, ad scripts in scraped news.
    """

    name = "markup"
    families = frozenset(("front-matter", "script", "shortcode", "tag", "unfilled-placeholder"))
