"""The page's last lines."""

from __future__ import annotations

from newsclean.filters.base import Filter


class Footer(Filter):
    """Copyright, powered by, terms, imprint, all rights reserved.

    Removes:
        Powered by Blogger.
        All rights reserved.
    Keeps:
        Copyright law was never written for machines, the judge observed.
        Powered by two diesel engines, the ferry made the crossing in under an hour.
    Seen: everywhere.
    """

    name = "footer"
    families = frozenset(("copyright", "credit", "report-abuse", "rights"))
