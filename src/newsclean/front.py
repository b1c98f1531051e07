"""What stands between the headline and the text: dates, buttons, counters, reading times.

A page prints its byline, when it was posted and changed, and its buttons in this place. The lines
of such a block are told by tables and shapes; here it is only decided that they are one.
"""

from __future__ import annotations

from newsclean.line import DATED, STAMP, WEAK
from newsclean.shapes import DATE, HEADLINE, NUMBER, PROSE, QUESTION, SENTENCE
from newsclean.survey import Survey

TYPE_CHECKING = False
if TYPE_CHECKING:
    from newsclean.islands import Island

_LINES = 40  # above the first paragraph
_PARAGRAPH_CHARS, _PARAGRAPH_CHARS_WIDE = 90, 40
_BYLINE = "byline"  # `By` and a name may also begin a sentence
_FAMILIES = frozenset(
    (_BYLINE, "comment-count", "comment-form", "follow", "permalink", "reading-time",
     "response-count", "share")
)  # fmt: skip
_SENTENCES = (PROSE, SENTENCE)
_TITLES = (HEADLINE, QUESTION, SENTENCE)
_ENOUGH = 2  # such lines side by side
_GAP = 2  # others between two of them: a name, a section


def find_front(survey: Survey) -> dict[int, Island]:
    """Line -> what it is, for the lines of a block between headline and text."""
    zone = _zone(survey)
    found: dict[int, Island] = {}
    block: list[int] = []
    weights: list[int] = []
    gap = 0
    for i in zone:
        weight = _weigh(survey, i)
        if weight:
            block.append(i)
            weights.append(weight)
            gap = 0
            continue
        gap += 1
        if gap > _GAP:
            _close(survey, block, weights, found)
            block, weights = [], []
    _close(survey, block, weights, found)
    return found


def _close(
    survey: Survey, block: list[int], weights: list[int], found: dict[int, Island]
) -> None:
    """Note the lines of a block when it is one."""
    if sum(weights) >= _ENOUGH and 2 in weights:
        for i in block:
            family = survey.hits[i][0].family if i in survey.hits else survey.sign(i)[0]
            found[i] = (family, f"{survey.describe(i)} between the headline and the text", 0.75)


def _zone(survey: Survey) -> list[int]:
    """The lines below the first headline and above the text, whose paragraphs follow each other.

    One paragraph with short lines below it may be what stands under the headline.
    """
    zone: list[int] = []
    has_title = has_standfirst = False
    i = survey.after(survey.head_end - 1)
    while i is not None and len(zone) < _LINES:
        below = survey.after(i)
        if _is_paragraph(survey, i):
            if has_standfirst or (below is not None and _is_paragraph(survey, below)):
                return zone
            has_standfirst = True
        if has_title:
            zone.append(i)
        elif i not in survey.hits and survey.shape(i) in _TITLES:
            has_title = True
        i = below
    return []


def _is_paragraph(survey: Survey, i: int) -> bool:
    text = survey.lines[i]
    least = _PARAGRAPH_CHARS_WIDE if text > "\u2e80" else _PARAGRAPH_CHARS
    return len(text) >= least and survey.sign(i)[0] in _SENTENCES and i not in survey.hits


def _weigh(survey: Survey, i: int) -> int:
    """2 for a line that stands nowhere else, 1 for one that may, 0 for any other."""
    name, weight = survey.sign(i)
    if weight is not None:
        if name not in _FAMILIES or weight < (0.0 if name == _BYLINE else WEAK):
            return 0
        # Single words also head lists, and the parts of a manual.
        return 2 if weight >= WEAK and survey.has_words(i) else 1
    if name == STAMP:
        return 2
    if name in (DATE, DATED):
        reading = survey.dates.get(i)
        if reading is None or reading.kind != "date":
            return 0
        return 2 if reading.iso is not None and "T" in reading.iso else 1
    return 1 if name == NUMBER else 0
