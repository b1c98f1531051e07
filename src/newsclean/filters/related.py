"""Ways to other articles."""

from __future__ import annotations

from newsclean.filters.base import DOUBTFUL, FAIR, LIKELY, Filter, Verdict
from newsclean.line import STRONG, TITLE_CHARS
from newsclean.shapes import HEADLINE, ends_sentence
from newsclean.survey import Survey

_BARE_REST = ":：]】- "
_TITLE_BLANKS = 3  # without a colon a cue and three words are a title of their own
_CUE_ENDS = (":", "：", "]", "】", "»", ">")
_SEPARATORS = (":", "|", "-", "]", "»", ">")


class Related(Filter):
    """`Also read`, `Baca juga:`, `Lire aussi` and the headlines that follow them.

    Removes:
        Baca juga: Gempa guncang pesisir selatan
        Lire aussi : Le maire promet une enquête
        Read also | Storm nears coast, ferries stay in port
    Keeps:
        Leia também a carta, pediu o advogado aos jurados.
        See also the ruling of 1994, the judge wrote, and then read it again.
        Related companies in Jersey and Cyprus declined to answer questions.
    Seen: news sites between paragraphs, blogs after the article.
    """

    name = "related"
    families = frozenset(
        ("related", "headline", "item", "cut", "question", "sentence", "prose", "speech")
    )

    def in_body(self, survey: Survey, i: int) -> Verdict | None:
        """A cue with a headline on its line, or alone above one."""
        hit = survey.hits.get(i)
        if hit is None:
            above = survey.before(i)
            if above is not None and self._is_bare_cue(survey, above):
                return "headline under a cue for related articles", FAIR
            return None
        row, taken = hit
        what = survey.describe(i)
        if not taken or not taken[0][1].strip(_BARE_REST):
            if self._is_bare_cue(survey, i):
                return f"{what} above a headline", FAIR
            return None
        rest = taken[0][1]
        line = survey.lines[i].strip()
        is_separated = rest.startswith(_SEPARATORS)
        if len(rest) > TITLE_CHARS:
            return None
        if ends_sentence(line) and (not is_separated or line.endswith((".", "。", "।"))):
            return None
        if row.risk == "high":
            return f"{what}, which also begins prose", DOUBTFUL
        if row.risk != "low" and survey.before(i) is None:
            return f"{what}, which also begins headlines", DOUBTFUL
        title = line[len(survey.key(i)) - len(rest):].lstrip(_BARE_REST)
        if title[:1].islower() or (not is_separated and title.count(" ") < _TITLE_BLANKS):
            return f"{what}, which also begins prose", DOUBTFUL
        return f"{what} with a headline", LIKELY if is_separated else FAIR

    def _is_bare_cue(self, survey: Survey, i: int) -> bool:
        """Whether a line is a cue and no more, and a headline stands below it.

        Without a colon only a wording that no article uses counts: `Related` may be a subhead.
        """
        hit = survey.hits.get(i)
        if hit is None or hit[0].family not in self.families or hit[0].risk == "high":
            return False
        if hit[1] and hit[1][0][1].strip(_BARE_REST):
            return False
        text = survey.lines[i].rstrip()
        if survey.sign(i)[1] != STRONG and not text.endswith(_CUE_ENDS):
            return False
        below = survey.after(i)
        return below is not None and below not in survey.hits and survey.shape(below) == HEADLINE
