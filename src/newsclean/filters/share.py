"""Share widgets."""

from __future__ import annotations

from newsclean.filters.base import FAIR, Filter, Verdict
from newsclean.line import STRONG
from newsclean.survey import Survey


class Share(Filter):
    """Share widgets and rows of share buttons, in any language.

    Removes:
        Bagikan Berita Ini
        Share this:
        Email ThisBlogThis!Share to XShare to Facebook
    Keeps:
        Share this with your neighbours, the leaflet read, before the council shares it with you.
        Bagikan beras itu kepada tetangga, katanya.
    Seen: Blogger and WordPress themes, Jetpack, news sites.
    """

    name = "share"
    families = frozenset(("share", "joined"))

    def in_body(self, survey: Survey, i: int) -> Verdict | None:
        """A whole wording of several words that stands alone between paragraphs."""
        name, weight = survey.sign(i)
        if weight == STRONG and survey.has_words(i) and survey.is_alone(i):
            return f"{survey.describe(i)} alone between paragraphs", FAIR
        return super().in_body(survey, i)
