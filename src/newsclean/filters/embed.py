"""What players and embedded posts leave behind."""

from __future__ import annotations

from newsclean.filters.base import DOUBTFUL, FAIR, Filter, Verdict
from newsclean.line import STRONG
from newsclean.shapes import PROSE
from newsclean.survey import Survey


class Embed(Filter):
    """Players, embedded posts and galleries that left their labels as lines.

    Removes:
        Loading the player...
        View this post on Instagram
    Keeps:
        Play on, said the conductor.
    Seen: news sites, between paragraphs.
    """

    name = "embed"
    families = frozenset(("embed-placeholder", "loading", "notice", "playing-time"))

    def in_body(self, survey: Survey, i: int) -> Verdict | None:
        """A whole wording of several words that stands alone between paragraphs.

        One that texts use, too, only where it is in another script than the text.
        """
        name, weight = survey.sign(i)
        if weight is None or weight <= 0 or not survey.is_alone(i):
            return super().in_body(survey, i)
        below = survey.after(i)
        if below is not None and survey.owner(below) == "playing-time":
            return f"{survey.describe(i)} above a playing time", FAIR
        hit = survey.hits.get(i)
        if hit is not None and hit[1] and survey.shape(i) == PROSE:
            return f"{survey.describe(i)} that reads as a sentence", DOUBTFUL
        if weight == STRONG and survey.has_words(i):
            return f"{survey.describe(i)} alone between paragraphs", FAIR
        if survey.has_words(i) and survey.is_in_other_script(i) and not survey.is_announced(i):
            return f"{survey.describe(i)} in another script between paragraphs", FAIR
        return super().in_body(survey, i)
