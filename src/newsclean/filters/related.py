"""Ways to other articles."""

from __future__ import annotations

from newsclean.filters.base import DOUBTFUL, FAIR, LIKELY, Filter, Verdict
from newsclean.line import BARE_REST, CREDIT, TITLE_CHARS
from newsclean.shapes import ends_sentence, is_wide
from newsclean.survey import Survey

_TITLE_BLANKS = 3  # without a colon a cue and three words are a title of their own
_SEPARATORS = (":", "|", "-", "]", "»", ">")
_BARS = ("|", "»")
_BRACKETS = ("】", "]", "］", "〉", "》")  # a cue within them is parted from its headline
_BEGIN_CHARS = 8
_ENTRIES = 2


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
        """A cue with a headline on its line; `newsclean.cues` finds those that are alone."""
        hit = survey.hits.get(i)
        if hit is None or not hit[1] or not hit[1][0][1].strip(BARE_REST):
            return None
        if survey.sign(i)[0] == CREDIT:
            return None  # whom to ask
        row, taken = hit
        what = survey.describe(i)
        rest = taken[0][1]
        line = survey.lines[i].strip()
        is_separated = rest.startswith(_SEPARATORS) or row.phrase.endswith(_BRACKETS)
        if len(rest) > TITLE_CHARS:
            return None
        if ends_sentence(line) and (not is_separated or line.endswith((".", "。", "।"))):
            return None
        if row.risk == "high" and not _is_barred(survey, i, rest):
            return f"{what}, which also begins prose", DOUBTFUL
        if row.risk != "low" and survey.before(i) is None:
            return f"{what}, which also begins headlines", DOUBTFUL
        title = line[_start(line, rest.lstrip(BARE_REST)):]
        if title[:1].islower() or (
            not is_separated
            and (title.count(" ") < _TITLE_BLANKS or _goes_on(row.phrase, line, title))
        ):
            return f"{what}, which also begins prose", DOUBTFUL
        if is_separated and _is_one_word(row.phrase) and _is_of_data(survey, i):
            return f"{what}, in a list of data", DOUBTFUL
        return f"{what} with a headline", LIKELY if is_separated else FAIR


def _is_one_word(phrase: str) -> bool:
    """Whether a cue is one word, of a script that tells."""
    return " " not in phrase and not is_wide(phrase)


def _goes_on(phrase: str, line: str, title: str) -> bool:
    """Whether a cue of one word, which nothing parts from its title, is in the same letters.

    `Recommended fertiliser rates rise again` is a headline; `RELATED Fertiliser rates rise` is two.
    """
    cue = line[:len(line) - len(title)]
    return _is_one_word(phrase) and (not cue.isupper() or title.isupper())


def _is_of_data(survey: Survey, i: int) -> bool:
    """Whether other lines beside it say `word: what it is`, as in a list of technical data."""
    entries = 0
    for step in (survey.before, survey.after):
        j = step(i)
        for _ in range(_ENTRIES):
            if j is None or not survey.is_entry_like(j):
                break
            entries += 1
            j = step(j)
    return entries >= _ENTRIES


def _is_barred(survey: Survey, i: int, rest: str) -> bool:
    """Whether a bar parts a cue from some words; no sentence has one there, but a table has."""
    beside = [survey.lines[j] for j in (survey.before(i), survey.after(i)) if j is not None]
    return (
        rest.startswith(_BARS) and rest.strip(BARE_REST).count(" ") >= _TITLE_BLANKS
        and not any(bar in line for bar in _BARS for line in beside)
    )  # fmt: skip


def _start(line: str, rest: str) -> int:
    """Where in a line the folded headline behind the cue begins."""
    # The small form of `İ` is two characters.
    at = line.replace("İ", "I").lower().find(rest[:_BEGIN_CHARS])
    return at if at >= 0 else max(0, len(line) - len(rest))
