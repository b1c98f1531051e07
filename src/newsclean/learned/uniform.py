"""Whether the end of a running text that a site says is said by it from the first word on.

A line of the article without a stop runs together with what stands behind it: `Storm nears the
coast Leave a reply Name Email`. As one line that is a site's, but its begin is the article's.
"""

from __future__ import annotations

from newsclean.fold import fold
from newsclean.learned.diction import Weigh, said
from newsclean.patterns import Pattern
from newsclean.words import words_of

# Where one thing may end and another begin: before a capital, or a letter of a script without them.
_JOINT = Pattern(r"\s+(?=[^\W\d_])")
_BRACKETS = ("(", "[", "（", "【")  # what stands in them first is the credit of the sentence before
_PART_CHARS = 15  # shorter parts say too little
_SAID, _SAID_A_WORD = 0.5, 0.1  # log-odds, by its diction, from which on a site says a part


def begins_as_site(text: str, weigh: Weigh) -> bool:
    """Whether nothing that a text begins with sounds like an article.

    Behind its begin there may be headlines, which do. weigh: the weights of some words and pairs.
    """
    if text.startswith(_BRACKETS):
        return False
    return all(
        _is_of_site(text[:joint.start()], weigh) for joint in _JOINT.finditer(text)
        if joint.start() >= _PART_CHARS and not text[joint.end()].islower()
    )  # fmt: skip


def _is_of_site(part: str, weigh: Weigh) -> bool:
    words = words_of(fold(part))
    return said(words, weigh) >= _SAID + _SAID_A_WORD * len(words)
