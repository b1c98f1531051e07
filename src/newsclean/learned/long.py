"""Long lines that a site says: notices of rights, disclaimers, calls of several sentences.

Their shape and place are those of paragraphs, so the trees are not asked about them; how they are
worded tells. Of 21,000 long lines of labelled articles, each by the diction of a model that never
saw its site, nearly none is as sure a site's.
"""

from __future__ import annotations

from collections.abc import Mapping

from newsclean.article import Article
from newsclean.document import Mark
from newsclean.fold import fold
from newsclean.learned.diction import BIAS, Weigh, names_of_pairs, names_of_words
from newsclean.shapes import QUOTES, SHORT_CHARS
from newsclean.survey import Survey
from newsclean.words import is_unspaced, words_of

LONG_CHARS = 600  # a notice is hardly longer
# The begin alone is looked at first: paragraphs of an article sound like one at once.
_BEGIN_CHARS, _BEGINS = 40, 0.0
_SAID = 4.5  # log-odds where a mark is worth it
# Items of a list and rows of a table, which name what a site has, are told by their shape.
_NO_PARAGRAPH = "-*+•–|#>"
_BARS = 2


def long_lines(
    survey: Survey, marks: Mapping[int, Mark], article: Article, weigh: Weigh
) -> dict[int, float]:
    """The log-odds, 0 where a mark is worth it, that a site says each of the long lines.

    weigh: the weights of some words and pairs in the model. What a look found out the article
    holds for the next.
    """
    found: dict[int, float] = {}
    known = article.long
    for i, line in enumerate(survey.lines):
        if SHORT_CHARS < len(line) <= LONG_CHARS and i not in marks:
            odds = known.get(line)
            if odds is None:
                text = line.strip()
                odds = _odds(text, weigh) if len(text) > SHORT_CHARS else 0.0
                known[line] = odds
            found[i] = odds - _SAID
    return found


def _odds(line: str, weigh: Weigh) -> float:
    """The log-odds that a site says a line; that of its begin, when it says that hardly."""
    if line[0] in _NO_PARAGRAPH or line[0] in QUOTES or line.count("|") >= _BARS:
        return 0.0
    if is_unspaced(line):  # its parts of words are many, and each says little
        return 0.0
    begin = _said(line[:_BEGIN_CHARS], weigh)
    return _said(line, weigh) if begin > _BEGINS else begin


def _said(text: str, weigh: Weigh) -> float:
    words = words_of(fold(text))
    return sum(weigh([*names_of_words(words), *names_of_pairs(words), BIAS]))
