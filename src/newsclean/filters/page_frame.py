"""What stands around the article in the dump of a whole page."""

from __future__ import annotations

from newsclean.filters.base import Filter


class PageFrame(Filter):
    """Menus, lists of headlines, comments and footers around the article of a whole-page dump.

    Works where the profile is `page`: said so, or told by the text itself (`--profile auto`). A
    learned model weighs what each line looks like and what stands around it, never its words
    alone; the reason names what weighed most. Lines of one paragraph, wrapped or cut at its
    links, go or stay together. In an HTML page the model of pages judges each run of text, and
    the reason names the element that it stands in.

    Removes:
        World
        Politics
        Sign in
        Most read
        Storm nears coast as thousands flee
        Terms of use
    Keeps:
        Politics
        "We were not shown the report," she said.
    Seen: get_text(), inscriptis, lynx -dump, w3m -dump, WET files, Markdown converters.
    """

    name = "page-frame"
    # No rows and no shapes: the pipeline lets `newsclean.page` find its lines before all others.
    families = frozenset()
