"""The article's own credits."""

from __future__ import annotations

from newsclean.filters.base import FAIR, Filter, Verdict
from newsclean.survey import Survey


class Credit(Filter):
    """Agency and photo credits. Off by default: they are the article's.

    They are read into the record even while the filter is off.

    Removes:
        Reuters contributed to this report.
        (AP)
    Keeps:
        Reuters reported the talks first; both governments later confirmed them.
    Seen: news agencies and their subscribers.
    """

    name = "credit"
    families = frozenset(("credit-line", "photo-credit"))
    on_by_default = False

    def judge(self, survey: Survey, i: int) -> Verdict | None:
        """A credit goes wherever it stands, when the user asks for it."""
        return survey.describe(i), FAIR
