"""The posts of one site: which lines are alike, which repeat, which stand among paragraphs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence, Set
from itertools import chain

from newsclean.fold import fold, fold_all, fold_numbers
from newsclean.learn.articles import grouped
from newsclean.learn.store import LONG
from newsclean.shapes import PROSE, ends_sentence, shape

HEAD, BODY, TAIL = "head", "body", "tail"
LEAST_ARTICLES = 3
_LEAST_FACTOR = 0.6  # of the root of their number: 4 of 40, 13 of 500
_SENTENCE_CHARS, _SENTENCE_CHARS_WIDE = 60, 25
# What lines say for the template, by the share of articles that have them, and against it. A
# paragraph outweighs two lines that all have, a remark under the article no three.
_WEIGHTS = ((0.9, 3.0), (0.5, 2.0), (0.0, 1.0))
_PARAGRAPH, _SENTENCE = 7.0, 3.5
_HOPELESS = 8.0
_OUTSIDE = 0.3  # of its places: a line that stands there less often speaks for nothing

MARKS = ':：|-–—»>"“„([/'  # what parts a cue from what it leads to
_MARKS = frozenset(MARKS)
_DIGIT = re.compile(r"\d").search
# Digits as 0, and what may be those of other scripts, from U+0640 on.
_ZEROS = bytes(48 if 48 <= n < 58 or n >= 0xD9 else n for n in range(256))
_STOPS = (".", "!", "?", "。", "।", "”", '"')

Row = tuple[str, int, str, int]  # a line, the article it stands with, its zone, its post


class Site:
    """The posts of one site, line by line.

    posts: lines of each, as `reduced` leaves them. articles: for each post the number of its
    article; total: how many there are; least: how many of them must carry a line for it to repeat.
    keys: of each line; lines of one key are one wording. zones: of each line, whether it stands
    above, among or below the paragraphs of its post. is_prose: whether a line is a paragraph.
    seldom: the keys that fewer articles have, but not one alone.
    """

    def __init__(self, posts: Sequence[Sequence[str]]) -> None:
        self.posts = posts
        self.articles = grouped(posts)
        self.total = len(set(self.articles))
        self.least = max(LEAST_ARTICLES, round(_LEAST_FACTOR * self.total**0.5))
        known = keys_of(posts)
        self.keys = [list(map(known.__getitem__, lines)) for lines in posts]
        self.is_prose = _Prose()
        self._joined: dict[int, str] = {}
        # Of each key that repeats what it says for the template.
        counts = carried(self.keys, self.articles)
        self._weights = {
            key: next(weight for least, weight in _WEIGHTS if count >= least * self.total)
            for key, count in counts
            if count >= self.least and key
        }
        self.seldom = {key for key, count in counts if 1 < count < self.least and key}
        self._discount()
        self.zones = [self._zones_of(n) for n in range(len(posts))]

    def _discount(self) -> None:
        """What stands between paragraphs says little for the template: an advertisement there."""
        inside: Counter[str] = Counter()
        times: Counter[str] = Counter()
        weights = self._weights
        for n, keys in enumerate(self.keys):
            first, last = self._paragraphs(n)
            times.update([key for key in keys if key in weights])
            inside.update([
                key for i, key in enumerate(keys[first:last], first)
                if key in weights and not self._has_company(keys, i)
            ])  # fmt: skip
        for key, count in times.items():
            outside = 1 - inside[key] / count
            weights[key] *= outside if outside >= _OUTSIDE else 0.0

    def _has_company(self, keys: Sequence[str], i: int) -> bool:
        """Whether something else that repeats stands next to a line, as above readers' remarks."""
        beside = (keys[j] for j in (i - 1, i + 1) if 0 <= j < len(keys))
        return any(key in self._weights and key != keys[i] for key in beside)

    def _paragraphs(self, n: int) -> tuple[int, int]:
        """The first paragraph of a post and the line behind its last one; 0 and 0 for none."""
        lines, keys, weights = self.posts[n], self.keys[n], self._weights
        is_prose = self.is_prose
        last = len(lines)
        for first in range(last):
            if keys[first] not in weights and is_prose[lines[first]]:
                break
        else:
            return 0, 0
        while keys[last - 1] in weights or not is_prose[lines[last - 1]]:
            last -= 1
        return first, last

    @property
    def repeated(self) -> Set[str]:
        """The keys that enough different articles carry a line of."""
        return self._weights.keys()

    def joined(self, n: int) -> str:
        """The keys of a post, each behind a line feed."""
        found = self._joined.get(n)
        if found is None:
            found = self._joined[n] = "\n".join(["", *self.keys[n]])
        return found

    def parted(self) -> tuple[list[Row], list[str]]:
        """The lines that may be a template's, and the paragraphs and sentences among paragraphs."""
        rows: list[Row] = []
        prose: list[str] = []
        for n, article in enumerate(self.articles):
            for line, zone in zip(self.posts[n], self.zones[n], strict=True):
                if line[0] == LONG or (zone == BODY and not _is_marked(line)):
                    prose.append(line)
                else:
                    rows.append((line, article, zone, n))
        return rows, prose

    def _zones_of(self, n: int) -> list[str]:
        """Where each line of a post stands.

        Head and tail are the runs of lines whose sum is greatest, as in `borders`: what repeats
        speaks for the template, a paragraph against it, so that a reader's remark or a line on the
        author does not end the tail. What stands beside them and is no paragraph belongs to them.
        """
        lines = self.posts[n]
        size = len(lines)
        first = self._border(n, range(size))
        last = size - self._border(n, range(size - 1, -1, -1))
        if first >= last:  # short articles: from the first paragraph to the last
            first, last = self._paragraphs(n)
            if not last:
                return [BODY] * size
        return [HEAD] * first + [BODY] * (last - first) + [TAIL] * (size - last)

    def _border(self, n: int, order: range) -> int:
        """How many lines, in an order, stand before the article."""
        lines, keys, weights = self.posts[n], self.keys[n], self._weights
        is_prose = self.is_prose
        total = best = 0.0
        border = count = 0
        seen: set[str] = set()
        for count, i in enumerate(order):
            weight = weights.get(keys[i])
            if weight is None:
                if is_prose[lines[i]]:
                    total -= _PARAGRAPH if lines[i][0] == LONG else _SENTENCE
                    if total < best - _HOPELESS:
                        break
            elif keys[i] not in seen:
                seen.add(keys[i])
                total += weight
                if total > best:
                    best, border = total, count + 1
        for i in order[border:]:
            if keys[i] not in weights and is_prose[lines[i]]:
                break
            border += 1
        return border


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


def _is_marked(line: str) -> bool:
    """Whether a line that is no long sentence may be a cue and a headline: `Also on NAME: T`."""
    if len(line) >= _SENTENCE_CHARS and ends_sentence(line):
        return False
    return not _MARKS.isdisjoint(line)


def key_of(line: str) -> str:
    """What lines have in common that differ in case, decoration and numbers only.

    Sentences of a length have nothing of that but numbers, if they are the site's.
    """
    return line if _is_itself(line) else fold_numbers(fold(line))


def _is_itself(line: str) -> bool:
    return line[0] == LONG or (
        len(line) >= _SENTENCE_CHARS and line.endswith(_STOPS) and not _DIGIT(line)
    )


def keys_of(posts: Iterable[Iterable[str]]) -> dict[str, str]:
    """The key of every line, see `key_of`; the letters of all are folded at once."""
    keys: dict[str, str] = {}
    short: list[str] = []
    for line in dict.fromkeys(chain.from_iterable(posts)):
        if _is_itself(line):
            keys[line] = line
        else:
            short.append(line)
    folded = list(fold_all(short))
    # Most lines hold no digit, and one call in C tells it of all; other scripts may have their own.
    zeros = "\n".join(folded).encode("utf-8", "surrogatepass").translate(_ZEROS).split(b"\n")
    for line, key, told in zip(short, folded, zeros, strict=False):
        keys[line] = fold_numbers(key) if b"0" in told else key
    return keys


class _Prose(dict[str, bool]):
    """Whether a line is a paragraph, or a sentence as long as one; each is looked at once."""

    def __missing__(self, line: str) -> bool:
        found = self[line] = is_prose(line)
        return found


def is_prose(line: str) -> bool:
    """Whether a line is a paragraph, or a sentence as long as one."""
    if line[0] == LONG:
        return True
    size = _SENTENCE_CHARS if line < "\u2e80" else _SENTENCE_CHARS_WIDE
    return len(line) >= size and shape(line)[0] == PROSE
