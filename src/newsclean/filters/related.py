"""Ways to other articles."""

from __future__ import annotations

from newsclean.filters.base import DOUBTFUL, FAIR, LIKELY, Filter, Verdict
from newsclean.line import STRONG, TITLE_CHARS
from newsclean.shapes import HEADLINE, ends_sentence
from newsclean.survey import MOST_LINKS, Survey

_BARE_REST = ":：]】- "
_TITLE_BLANKS = 3  # without a colon a cue and three words are a title of their own
_CUE_ENDS = (":", "：", "]", "】", "»", ">")
_SEPARATORS = (":", "|", "-", "]", "»", ">")
_BRACKETS = ("】", "]", "］", "〉", "》")  # a cue within them is parted from its headline
_LINK_CHARS, _LINK_CHARS_WIDE = 25, 10  # a headline that is long for a subhead
_BEGIN_CHARS = 8


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
            if self._is_under_cue(survey, i):
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
        is_separated = rest.startswith(_SEPARATORS) or row.phrase.endswith(_BRACKETS)
        if len(rest) > TITLE_CHARS:
            return None
        if ends_sentence(line) and (not is_separated or line.endswith((".", "。", "।"))):
            return None
        if row.risk == "high":
            return f"{what}, which also begins prose", DOUBTFUL
        if row.risk != "low" and survey.before(i) is None:
            return f"{what}, which also begins headlines", DOUBTFUL
        title = line[_start(line, rest.lstrip(_BARE_REST)):]
        if title[:1].islower() or (not is_separated and title.count(" ") < _TITLE_BLANKS):
            return f"{what}, which also begins prose", DOUBTFUL
        return f"{what} with a headline", LIKELY if is_separated else FAIR

    def _is_under_cue(self, survey: Survey, i: int) -> bool:
        """Whether a line is one of the headlines that stand below a bare cue."""
        if survey.shape(i) != HEADLINE:
            return False
        above = survey.before(i)
        size = 1
        while above is not None and above not in survey.hits and survey.shape(above) == HEADLINE:
            size += 1
            above = survey.before(above)
        if above is None or size > MOST_LINKS or not self._is_bare_cue(survey, above):
            return False
        return size == 1 or self._are_links(survey, above)

    def _are_links(self, survey: Survey, cue: int) -> bool:
        """Whether all headlines below a cue are links, not only the first.

        An empty line parts them from the next paragraph, and none from each other; else the last
        may head that, and results, items, answers follow a link without a sign, too.
        """
        first = last = survey.after(cue)
        assert first is not None and last is not None
        lines = [survey.lines[first].strip()]
        below = survey.after(last)
        while below is not None and below not in survey.hits and survey.shape(below) == HEADLINE:
            lines.append(survey.lines[below].strip())
            last, below = below, survey.after(below)
        if not all(map(_is_link, lines)) or len({line[0].isdigit() for line in lines}) > 1:
            return False
        is_last = below is None or below in survey.hits
        return is_last or (below != last + 1 and last - first == len(lines) - 1)

    def _is_bare_cue(self, survey: Survey, i: int) -> bool:
        """Whether a line is a cue and no more, and a headline stands below it.

        Without a colon only a wording that no article uses counts, or a cue of several words, above
        what is long for a subhead: `Related` may be one.
        """
        hit = survey.hits.get(i)
        if hit is None or hit[0].family not in self.families or hit[0].risk == "high":
            return False
        if hit[1] and hit[1][0][1].strip(_BARE_REST):
            return False
        below = survey.after(i)
        if below is None or below in survey.hits or survey.shape(below) != HEADLINE:
            return False
        text = survey.lines[i].rstrip()
        if text.endswith(_CUE_ENDS):
            return True
        # A row that goes on with a title (`Lees ook: …`) is a cue; `Las más vistas` heads lists.
        is_cue = hit[0].match == "prefix" and (" " in survey.key(i) or text > "\u2e80")
        return (is_cue or survey.sign(i)[1] == STRONG) and _is_link(survey.lines[below].strip())


def _start(line: str, rest: str) -> int:
    """Where in a line the folded headline behind the cue begins."""
    # The small form of `İ` is two characters.
    at = line.replace("İ", "I").lower().find(rest[:_BEGIN_CHARS])
    return at if at >= 0 else max(0, len(line) - len(rest))


def _is_link(line: str) -> bool:
    """Whether a headline is long for a subhead, and announces nothing below it."""
    least = _LINK_CHARS_WIDE if line > "\u2e80" else _LINK_CHARS
    return len(line) >= least and not line.endswith((":", "："))
