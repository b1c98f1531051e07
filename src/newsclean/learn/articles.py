"""Which posts hold the same article.

A line that many posts share is a site's only if the posts are of different articles: forty copies
of one story share its paragraphs, too. Two posts are copies when they share half of the long lines
of one of them; the lines take the place of the shingles in A. Broder, "On the resemblance and
containment of documents" (1997).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import chain

from newsclean.learn.store import LONG
from newsclean.shapes import ends_sentence

_PROSE_CHARS, _PROSE_CHARS_WIDE = 80, 30
_RAREST = 4  # lines by which copies are looked for
_ROUNDS = 2
_SHARED_BY = 3  # different articles: then a long line is no article's
# A footer's: on so many posts and half of all, in nearly all of them under a sentence that no more
# than two posts have.
_FOOTER_POSTS, _UNDER, _FEW = 5, 0.9, 2
_SENTENCE_CHARS = 40


def long_lines(lines: Sequence[str]) -> frozenset[str]:
    """Those that are a paragraph or a long sentence."""
    return frozenset([
        line for line in lines
        if line[0] == LONG or len(line) >= _PROSE_CHARS
        or (line >= "\u2e80" and len(line) >= _PROSE_CHARS_WIDE)
    ])  # fmt: skip


def grouped(posts: Sequence[Sequence[str]]) -> list[int]:
    """For each post the number of its article, from 0 on.

    Long lines that several articles share turn out to be the site's; then they do not count any
    more, and posts that were one because of them are looked at again.
    """
    own = [long_lines(lines) for lines in posts]
    counts = Counter(chain.from_iterable(own))
    common = _footers(posts, own, counts)
    often = {line for line, count in counts.items() if count >= _SHARED_BY}
    groups: list[int] = []
    for _ in range(_ROUNDS):
        groups = _joined([lines - common for lines in own], posts, counts)
        carriers: defaultdict[str, set[int]] = defaultdict(set)
        for group, lines in zip(groups, own, strict=True):
            for line in lines & often:
                carriers[line].add(group)
        shared = {line for line, found in carriers.items() if len(found) >= _SHARED_BY}
        if shared <= common:
            break
        common |= shared
    return groups


def _footers(
    posts: Sequence[Sequence[str]], own: Sequence[frozenset[str]], counts: Counter[str]
) -> set[str]:
    """Long lines that so many posts have under sentences of their own that they are no article's.

    A short post under a footer of three sentences would be a copy of each other such post. In
    copies what is a post's own is a template, and stands above and below what they share.
    """
    least = max(_FOOTER_POSTS, len(posts) / 2)
    often = {line for line, count in counts.items() if count >= least}
    if not often:
        return often
    singles = Counter(chain.from_iterable(map(set, posts)))
    under: Counter[str] = Counter()
    for lines in posts:
        has_own = False
        for line in dict.fromkeys(lines):
            if line in often:
                under[line] += has_own
            elif not has_own and singles[line] <= _FEW:
                has_own = line[0] == LONG or (len(line) >= _SENTENCE_CHARS and ends_sentence(line))
    return {line for line in often if under[line] >= _UNDER * counts[line]}


def _joined(
    own: list[frozenset[str]], posts: Sequence[Sequence[str]], counts: Counter[str]
) -> list[int]:
    """One number for posts that share half of the long lines of one of them.

    counts: how many posts have a long line.
    """
    first: dict[object, int] = {}
    parents = list(range(len(own)))

    def root(n: int) -> int:
        while parents[n] != n:
            parents[n] = parents[parents[n]]
            n = parents[n]
        return n

    for n, lines in enumerate(own):
        # A post without paragraphs is told by all it says.
        keys: Sequence[object] = [tuple(posts[n])]
        if lines:
            # What no other post has comes first, and leads to none.
            again = [line for line in lines if counts[line] > 1]
            room = max(0, _RAREST - len(lines) + len(again))
            keys = sorted(again, key=lambda one: (counts[one], one))[:room] if room else ()
        for key in keys:
            other = first.setdefault(key, n)
            if other != n and 2 * len(lines & own[other]) >= min(len(lines), len(own[other])):
                parents[root(n)] = root(other)
    numbers: dict[int, int] = {}
    return [numbers.setdefault(root(n), len(numbers)) for n in range(len(own))]
