"""What the learned model thinks of one line that it did not mark, sign by sign.

Apart from `judge`, for only `explain --why-kept` asks.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from newsclean.article import Article
from newsclean.document import Mark
from newsclean.learned.judge import (
    BETWEEN,
    SAID,
    SHAPE,
    STEPS,
    TAKEN,
    WEIGHT,
    by_diction,
    held_back,
    judge_step,
    likely,
    scores,
)
from newsclean.learned.long import long_lines
from newsclean.learned.signs import HIGH, LOW, MIDDLE, NAMES, SENTENCE_KINDS, tell
from newsclean.learned.surroundings import SURELY_SAID, Surroundings
from newsclean.survey import Survey

TYPE_CHECKING = False
if TYPE_CHECKING:
    from newsclean.learned.model import Model

# What the signs say where they speak for the article, if it is something else.
_HIGH_TOO = {
    "in_text": "words that the article uses", "short_in_text": "small words that the article uses",
    "names_in_text": "names that the article uses", "chars": "it is long", "words": "it is long",
    "prose_after": "paragraphs follow", "from_end": "far from the end",
    "from_start": "far from the start", "above_marked": "no boilerplate close above",
    "below_marked": "no boilerplate close below", "above_chars": "a long line above",
    "below_chars": "a long line below", "prose_share": "much prose around",
    "stop_share": "most lines end in a stop", "asks": "a question mark", "lower": "it begins small",
    "upper": "it begins with a capital",
    "number_end": "a number at its end", "quotes": "quotation marks", "commas": "commas",
    "edge_blanks": "blanks at its edges", "in_tail": "it stands in the tail",
    "in_head": "it stands in the head", "lines": "a text of many lines",
    "short_kept": "short lines that stay",
}  # fmt: skip
_LOW_TOO = {
    "weight": "no known wording", "colon": "no colon at its end", "open_end": "it is complete",
    "titled": "not written like a headline", "capitals": "not all in capitals",
    "digits": "no digits", "link": "no address in it", "mail": "no mail address in it",
    "separators": "no separators",
    "brackets": "no brackets", "time": "no time in it", "foreign": "the article's language",
    "word_best": "no words of boilerplate", "word_mean": "no words of boilerplate",
    "first_word": "it does not begin like boilerplate", "calls": "no exclamation",
    "last_word": "it does not end like boilerplate", "own_words": "words that the article uses",
    "prose_before": "no paragraph above it", "repeated": "it stands there once",
    "above_wording": "no boilerplate words above it", "title_below": "no headline below it",
    "below_wording": "no boilerplate words below it", "run": "no run of short lines",
    "marked": "little boilerplate around", "echo": "no title in it",
    "names_removed": "no name from removed lines", "inner_stops": "one sentence at most",
    "asks": "no question mark", "lower": "it does not begin small",
    "upper": "no capital at its start", "stop_share": "few lines end in a stop",
    "number_end": "no number at its end", "quotes": "no quotation marks", "commas": "no commas",
    "edge_blanks": "no blanks at its edges", "in_tail": "it stands above the tail",
    "in_head": "it stands below the head", "lines": "a text of few lines",
    "short_kept": "few short lines that stay",
}  # fmt: skip


# Where there is nothing that a sign could be told of.
_NONE = {
    "in_text": "no long words in it", "short_in_text": "no small words in it",
    "names_in_text": "no names in it", "names_removed": "no names in it",
    "above_chars": "nothing above it", "below_chars": "nothing below it",
    "gap_marked": "nothing beside it",
}  # fmt: skip
_MIDDLES = MIDDLE | {"titled": 0.49, "lines": 30, "marked": 0.3, "short_kept": 0.5}


_WORDING = ("wording", "wording_best", "wording_mean", "wording_share", "wording_second", "telling")
_HIGH_TOO |= dict.fromkeys(_WORDING, "words of boilerplate that the article does not use")
_LOW_TOO |= dict.fromkeys(_WORDING, "no words of boilerplate but the article's own")


def tell_exactly(sign: int, signs: list[float]) -> str:
    """What a sign says, whichever side it speaks for."""
    name = NAMES[sign]
    if name == "shape" or name in ("above", "below", "above2", "below2"):
        return tell(sign, signs)
    value = signs[sign]
    if value < 0 and name in _NONE:
        return _NONE[name]
    if value <= _MIDDLES.get(name, 0.0):
        return _LOW_TOO.get(name) or LOW[name]
    return _HIGH_TOO.get(name) or HIGH[name]


_WORDED = "how the line is worded"
_NOT_JUDGED = "a long line is judged where others go, and not what a colon announces"


class Judgement:
    """What the model thinks of one line, whether or not it was asked.

    passed: why it was not asked, None when it was. score: the log-odds that the line is
    boilerplate; None for a line of which the model knows nothing. speaks: what each sign says with
    its share of the score, positive for boilerplate, greatest first.
    """

    __slots__ = ("passed", "score", "speaks")

    def __init__(
        self, passed: str | None, score: float | None, speaks: list[tuple[float, str]]
    ) -> None:
        self.passed = passed
        self.score = score
        self.speaks = speaks


def judge_one(
    survey: Survey, rules: Mapping[int, Mark], get: Callable[[], Model], last: Article | None,
    i: int,
) -> Judgement:  # fmt: skip
    """The judgement that `judge` came to of a line, with what it found to be likely before.

    rules: their marks. Arguments are otherwise those of `judge`.
    """
    marks = dict(rules)
    for step in range(STEPS):
        found, article = judge_step(survey, marks, get, last)
        speaking = likely(found)
        if i in speaking or not speaking or step == STEPS - 1:
            break
        marks.update(speaking)
        last = article
    around = Surroundings(survey, marks, lambda: get().weigh, last)
    passed = around.why_passed(i)
    if survey.rows[i] is None:
        odds = long_lines(survey, marks, around.article, get().weigh).get(i)
        if odds is None:
            return Judgement(passed or _NOT_JUDGED, None, [])
        return Judgement(passed, odds, [(odds, _WORDED)])
    judged = scores(around, survey, get)
    if passed is None and i not in judged:
        passed = "its quick signs alone say that it is the article's"
    signs = around.signs(i)
    is_sentence = signs[SHAPE] in SENTENCE_KINDS
    score, added = get().contributions(signs, is_sentence=is_sentence)
    speaks: dict[str, float] = {}
    for sign, gain in enumerate(added):
        told = tell_exactly(sign, signs)
        speaks[told] = speaks.get(told, 0.0) + gain
    if i in survey.hits and signs[WEIGHT] < 0 and signs[SAID] < SURELY_SAID:
        speaks["a wording took a whole sentence with it"] = -TAKEN
        score -= TAKEN
    spoken = by_diction(survey, i, signs)
    if spoken >= score:
        score, speaks = spoken, {_WORDED: spoken}
    held = [(held_back(i, judged, around, marks), "nothing in the whole text is boilerplate")]
    if is_sentence and around.is_between(i):
        held.append((-BETWEEN, "a sentence between paragraphs"))
    for lost, told in held:
        speaks[told] = speaks.get(told, 0.0) - lost
        score -= lost
    ordered = sorted(((gain, told) for told, gain in speaks.items() if gain), reverse=True)
    return Judgement(passed, score, ordered)
