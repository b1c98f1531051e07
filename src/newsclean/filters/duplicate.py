"""What the document says twice."""

from __future__ import annotations

from newsclean.filters.base import LIKELY, Filter, Verdict
from newsclean.survey import Survey


class Duplicate(Filter):
    """The title again after the article; a caption again with its credit; paragraphs again.

    One paragraph said twice is only listed as doubtful: authors do that. Two or more in a row
    that stood above in the same order, each of 80 characters or more, are the scraper's doing.
    Shorter lines never count: they are refrains and items of lists.

    Removes:
        Fans wait outside the stadium gates (Tobias Lindt)
    Keeps:
        The title at the top of the article.
    Seen: IFTTT footers, comment counters, galleries, pages scraped twice.
    """

    name = "duplicate"
    families = frozenset(("caption-again", "echo", "paragraph-again"))

    def in_tail(self, survey: Survey, i: int) -> Verdict | None:
        """A line that is the title, or the title with its publisher."""
        return "the title again after the article", LIKELY

    def in_head(self, survey: Survey, i: int) -> Verdict | None:
        """The headline itself stays."""
        return None

    in_body = in_head
