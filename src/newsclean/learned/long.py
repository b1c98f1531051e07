"""Long lines that a site says: notices of rights, disclaimers, calls of several sentences.

Their shape and place are those of paragraphs, so the trees are not asked about them; how they are
worded tells. Of those of labelled articles, each by the diction of a model that never saw its site,
hardly one is as surely a site's (`benchmarks/said.py --long`).
"""

from __future__ import annotations

from collections.abc import Mapping

from newsclean.article import Article
from newsclean.document import Mark
from newsclean.fold import fold
from newsclean.learned.diction import Weigh, said
from newsclean.patterns import Pattern
from newsclean.shapes import SHORT_CHARS, announces
from newsclean.survey import Survey
from newsclean.words import is_unspaced, words_of

LONG_CHARS = 600  # a notice is hardly longer
# The begin alone is looked at first: paragraphs of an article sound like one at once.
_BEGIN_CHARS, _BEGINS = 40, 0.0
# Log-odds where a mark is worth it: beside something removed, and elsewhere. What an article asks
# of its readers, `To register, visit the website`, sounds like a site, too.
BESIDE, _ELSEWHERE = 6.0, 8.0
# Items of a list, rows of a table and quotations are told by their shape, not by their words.
_ITEM = Pattern(r"[^\w\s(\[¡¿©®*_]|\*\s|\w{1,2}[.:)]|[^\W\d]+ \d+[.:)]")
_BARS = 2


def long_lines(
    survey: Survey, marks: Mapping[int, Mark], article: Article, weigh: Weigh
) -> dict[int, float]:
    """The log-odds, 0 where a mark is worth it, that a site says each of the long lines.

    None where nothing in the text is removed, and of what a line announces with a colon. weigh: the
    weights of some words and pairs in the model. What a look found out the article holds for the
    next.
    """
    found: dict[int, float] = {}
    if not marks:
        return found
    known, lines = article.long, survey.lines
    for i, line in enumerate(lines):
        if SHORT_CHARS < len(line) <= LONG_CHARS and i not in marks:
            odds = known.get(line)
            if odds is None:
                text = line.strip()
                odds = odds_of(text, weigh) if len(text) > SHORT_CHARS else 0.0
                known[line] = odds
            above, below = survey.before(i), survey.after(i)
            is_beside = above in marks or below in marks
            if above is None or not announces(lines[above]):
                found[i] = odds - (BESIDE if is_beside else _ELSEWHERE)
    return found


def odds_of(line: str, weigh: Weigh) -> float:
    """The log-odds that a site says a stripped line; of its begin, when it says that hardly."""
    if is_told_by_shape(line):
        return 0.0
    begin = _said(line[:_BEGIN_CHARS], weigh)
    return _said(line, weigh) if begin > _BEGINS else begin


def is_told_by_shape(line: str) -> bool:
    """Whether a stripped line is an item of a list, a row of a table or a quotation."""
    return _ITEM.match(line) is not None or line.count("|") >= _BARS


def _said(text: str, weigh: Weigh) -> float:
    words = words_of(fold(text))
    if any(map(is_unspaced, words)):  # its parts of words are many, and each says little
        return 0.0
    return said(words, weigh)
