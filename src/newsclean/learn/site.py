"""The posts of one site: which lines are alike, which repeat, which stand among paragraphs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain

from newsclean.fold import fold, fold_numbers
from newsclean.learn.articles import grouped
from newsclean.learn.store import LONG
from newsclean.shapes import PROSE, ends_sentence, shape

HEAD, BODY, TAIL = "head", "body", "tail"
LEAST_ARTICLES = 3
_LEAST_FACTOR = 0.6  # of the root of their number: 4 of 40, 13 of 500
_SENTENCE_CHARS, _SENTENCE_CHARS_WIDE = 60, 25

Row = tuple[str, int, str, int]  # a line, the article it stands with, its zone, its post


class Site:
    """The posts of one site, line by line.

    posts: lines of each, as `reduced` leaves them. articles: for each post the number of its
    article; total: how many there are; least: how many of them must carry a line for it to repeat.
    keys: of each line; lines of one key are one wording. zones: of each line, whether it stands
    above, among or below the paragraphs of its post.
    """

    def __init__(self, posts: Sequence[Sequence[str]]) -> None:
        self.posts = posts
        self.articles = grouped(posts)
        self.total = len(set(self.articles))
        self.least = max(LEAST_ARTICLES, round(_LEAST_FACTOR * self.total**0.5))
        known: dict[str, str] = {}
        self.keys = [
            [known.get(line) or known.setdefault(line, key_of(line)) for line in lines]
            for lines in posts
        ]
        self._repeated = {
            key for key, count in carried(self.keys, self.articles) if count >= self.least and key
        }
        self.zones = [self._zones_of(n) for n in range(len(posts))]

    def repeats(self, key: str) -> bool:
        """Whether enough different articles carry a line of this key."""
        return key in self._repeated

    def parted(self) -> tuple[list[Row], list[str]]:
        """The lines that may be a template's, and the paragraphs and sentences among paragraphs."""
        rows: list[Row] = []
        prose: list[str] = []
        for n, article in enumerate(self.articles):
            for line, zone in zip(self.posts[n], self.zones[n], strict=True):
                if line[0] == LONG or (
                    zone == BODY and len(line) >= _SENTENCE_CHARS and ends_sentence(line)
                ):
                    prose.append(line)
                else:
                    rows.append((line, article, zone, n))
        return rows, prose

    def _zones_of(self, n: int) -> list[str]:
        lines, keys, repeated = self.posts[n], self.keys[n], self._repeated
        size = len(lines)
        for first in range(size):
            if keys[first] not in repeated and is_prose(lines[first]):
                break
        else:
            return [BODY] * size
        last = size - 1
        while last > first and (keys[last] in repeated or not is_prose(lines[last])):
            last -= 1
        return [HEAD] * first + [BODY] * (last + 1 - first) + [TAIL] * (size - 1 - last)


def carried(posts: Sequence[Iterable[str]], articles: Sequence[int]) -> Iterable[tuple[str, int]]:
    """What posts hold, and how many different articles hold it.

    articles: for each post the number of its article.
    """
    told: dict[int, set[str]] = {}
    for article, own in zip(articles, posts, strict=True):
        if article in told:
            told[article].update(own)
        else:
            told[article] = set(own)
    return Counter(chain.from_iterable(told.values())).items()


def key_of(line: str) -> str:
    """What lines have in common that differ in case, decoration and numbers only."""
    return line if line.startswith(LONG) else fold_numbers(fold(line))


def is_prose(line: str) -> bool:
    """Whether a line is a paragraph, or a sentence as long as one."""
    if line.startswith(LONG):
        return True
    size = _SENTENCE_CHARS if line < "\u2e80" else _SENTENCE_CHARS_WIDE
    return len(line) >= size and shape(line)[0] == PROSE
