"""What a site asks of its readers."""

from __future__ import annotations

from newsclean.filters.base import DOUBTFUL, FAIR, LIKELY, Filter, Verdict
from newsclean.line import STRONG
from newsclean.survey import Survey


class Promotion(Filter):
    """Advertisement markers, newsletters, calls to follow, apps, cookies, paywalls, donations.

    Removes:
        Story continues below advertisement
        Advertisement
        Sign up for our newsletter to get the latest news.
    Keeps:
        Advertisement spending fell by a third over the same period.
        Anzeige erstattete am Montag auch der Nachbar.
        Follow the river east.
    Seen: news sites; the markers stand alone between paragraphs.
    """

    name = "promotion"
    families = frozenset(
        ("ad-marker", "app-promo", "cookie-banner", "follow", "newsletter", "paywall")
    )

    def in_body(self, survey: Survey, i: int) -> Verdict | None:
        """A marker alone between paragraphs; in a list of short lines it may be a word in it."""
        hit = survey.hits.get(i)
        name, weight = survey.sign(i)
        if hit is None or weight is None or weight <= 0 or hit[0].risk == "high":
            return None
        is_marker = name == "ad-marker"
        if not is_marker and (weight != STRONG or " " not in survey.key(i)):
            return None
        if not survey.is_alone(i):
            return f"{survey.describe(i)} in a list of short lines", DOUBTFUL
        confidence = LIKELY if weight == STRONG else FAIR
        return f"{survey.describe(i)} alone between paragraphs", confidence
