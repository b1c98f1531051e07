"""What the document says twice."""

from __future__ import annotations

from newsclean.filters.base import LIKELY, Filter, Verdict
from newsclean.survey import Survey


class Duplicate(Filter):
    """The title again, after the article.

    Keeps:
        The title at the top of the article.
    Seen: IFTTT footers, comment counters.
    """

    name = "duplicate"
    families = frozenset(("echo",))

    def in_tail(self, survey: Survey, i: int) -> Verdict | None:
        """A line that is the title, or the title with its publisher."""
        return "the title again after the article", LIKELY

    def in_head(self, survey: Survey, i: int) -> Verdict | None:
        """The headline itself stays."""
        return None

    in_body = in_head
