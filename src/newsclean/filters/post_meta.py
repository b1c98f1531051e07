"""Who posted when, and under which labels."""

from __future__ import annotations

from newsclean.filters.base import FAIR, Filter, Verdict
from newsclean.shapes import PROSE
from newsclean.survey import Survey

_LISTS = frozenset(("category-list", "tag-list"))


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

    def in_tail(self, survey: Survey, i: int) -> Verdict | None:
        """What is there, but no time of a ticker, whose entry stays."""
        above = survey.before(i)
        in_thread = above is not None and survey.sections.get(above) == "comment-body"
        is_of_site = in_thread or survey.after(i) in survey.sections
        if not is_of_site and survey.is_of_ticker(i):
            return None
        return super().in_tail(survey, i)

    def in_body(self, survey: Survey, i: int) -> Verdict | None:
        """Labels behind their heading, when no paragraph follows: `Tags: labor, unions, travel`.

        Not in a box of facts: `Title: …`, `Kategorie: Drama`, `Length: 112 minutes`.
        """
        name, weight = survey.sign(i)
        is_list = name in _LISTS and weight is not None and weight > 0 and survey.hits[i][1]
        if is_list and not survey.has_entry_beside(i):
            below = survey.after(i)
            while below is not None and survey.shape(below) != PROSE:
                below = survey.after(below)
            if below is None:
                return f"{survey.describe(i)} below the last paragraph", FAIR
        return super().in_body(survey, i)
