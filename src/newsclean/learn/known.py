"""What the tables, and a few signs, know about the lines of a site."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from newsclean.fold import fold
from newsclean.lexicon import RISKS, Hit, Lexicon
from newsclean.line import ARTICLE_FAMILIES

_ADS = "ad-marker"
# Families with words that are headings of articles, too.
_TOPICS = ("menu", "post-navigation")
_ROW_WORDS, _NETWORKS = 12, ("share", "follow")
# The word is the same in most languages.
_RIGHTS = re.compile(r"copyright\b.*\b(?:19|20)\d\d\b").match


def is_plain(hit: Hit | None) -> bool:
    """Whether the tables take a line as boilerplate without looking at its neighbours."""
    if hit is None or hit[0].risk == "high":
        return False
    return hit[0].family == _ADS or (hit[0].standalone and hit[0].risk == "low")


def _is_telling(hit: Hit | None) -> bool:
    """Whether a wording of the tables is boilerplate by itself: `Politics` may be a heading."""
    if hit is None or hit[0].risk == "high":
        return False
    return hit[0].risk == "low" or hit[0].family not in _TOPICS


def are_known(
    lexicon: Lexicon, lines: Iterable[str], risks: Sequence[str] = RISKS
) -> bool:
    """Whether the tables know all lines as boilerplate, at one of these risks."""
    hits = [lexicon.find(fold(line)) for line in lines]
    return all(hit is not None and hit[0].risk in risks
               and hit[0].family not in ARTICLE_FAMILIES for hit in hits)  # fmt: skip


def _is_share_row(lexicon: Lexicon, key: str) -> bool:
    """Whether a line names several networks: `Anything: LinkedIn Reddit Telegram`."""
    words = key.split()
    if not 2 <= len(words) <= _ROW_WORDS:
        return False
    hits = [lexicon.find(fold(word)) for word in words]
    known = sum(hit is not None and hit[0].family in _NETWORKS for hit in hits)
    return known >= 2 and 3 * known >= len(words)


def is_by_itself(lexicon: Lexicon, line: str, key: str, hit: Hit | None) -> bool:
    """Whether a line is boilerplate whoever prints it: a known wording, rights, an address."""
    return (
        _is_telling(hit) or "©" in line or "://" in line
        or _RIGHTS(key) is not None or _is_share_row(lexicon, key)
    )  # fmt: skip
