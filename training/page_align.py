"""Which lines of a page's dump are the article: the dump aligned with the known article text.

Words in order, not bags of words: `Read more` above the article is no article because the text
says `more` somewhere. Anchors are runs of words that stand once in either text; between anchors
the rest is matched in order, and a line is the article's when most of its words are matched.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from difflib import SequenceMatcher

KEEP, DROP, EITHER = 1, 0, -1

_WIDE = "\u0e00-\u0eff\u1000-\u109f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
_WORD = re.compile(rf"[{_WIDE}]|[^\W_{_WIDE}]+")
_RUN = 4  # words of an anchor
_GAP_WORDS = 600  # a larger hole between anchors is a box inside of the article
_MOSTLY, _HARDLY = 0.7, 0.3  # share of a line's words that makes it the article's, or not


def words_of(text: str) -> list[str]:
    """The words of a text, folded; every character of scripts without blanks is one."""
    return _WORD.findall(text.casefold())


def label_lines(lines: list[str], article: str, title: str | None) -> tuple[list[int], float]:
    """KEEP, DROP or EITHER for each line, and the share of the article's words that was found.

    EITHER: blank, the title, a line that repeats words of the article elsewhere, or half of each.
    """
    words: list[str] = []
    owner: list[int] = []
    for i, line in enumerate(lines):
        found = words_of(line)
        words += found
        owner += [i] * len(found)
    gold = words_of(article)
    matched = match_words(words, gold)
    total, hit = [0] * len(lines), [0] * len(lines)
    for at, i in enumerate(owner):
        total[i] += 1
        hit[i] += matched[at]
    runs = {tuple(gold[k : k + _RUN]) for k in range(len(gold) - _RUN + 1)}
    heading = " ".join(words_of(title or ""))
    labels = []
    for i, line in enumerate(lines):
        if not total[i]:
            labels.append(EITHER)
            continue
        share = hit[i] / total[i]
        if share < _MOSTLY and heading and _is_title(line, heading):
            labels.append(EITHER)
        elif share >= _MOSTLY:
            labels.append(KEEP)
        elif share > _HARDLY or _repeats(words_of(line), runs):
            labels.append(EITHER)
        else:
            labels.append(DROP)
    return labels, sum(hit) / max(1, len(gold))


def _is_title(line: str, heading: str) -> bool:
    folded = " ".join(words_of(line))
    return folded == heading or (len(folded) > 20 and (folded in heading or heading in folded))


def _repeats(words: list[str], runs: set[tuple[str, ...]]) -> bool:
    """Whether half of the line's runs of words stand in the article: a teaser, a caption."""
    own = [tuple(words[k : k + _RUN]) for k in range(len(words) - _RUN + 1)]
    return bool(own) and 2 * sum(run in runs for run in own) >= len(own)


def match_words(words: list[str], gold: list[str]) -> list[bool]:
    """For each word of the dump, whether the alignment gives it to the article."""
    matched = [False] * len(words)
    anchors = _anchors(words, gold)
    at, gold_at = 0, 0
    for start, gold_start, size in [*anchors, (len(words), len(gold), 0)]:
        _fill(words, gold, (at, start), (gold_at, gold_start), matched)
        for k in range(size):
            matched[start + k] = True
        at, gold_at = start + size, gold_start + size
    return matched


def _anchors(words: list[str], gold: list[str]) -> list[tuple[int, int, int]]:
    """Maximal equal runs around words that stand once in both, in the order of both."""
    places, gold_places = _once(words), _once(gold)
    pairs = sorted((places[run], gold_places[run]) for run in places if run in gold_places)
    chain = _longest_rising(pairs)
    found: list[tuple[int, int, int]] = []
    low, gold_low = 0, 0
    for at, gold_at in chain:
        if at < low or gold_at < gold_low:
            continue
        start, gold_start = at, gold_at
        while start > low and gold_start > gold_low and words[start - 1] == gold[gold_start - 1]:
            start, gold_start = start - 1, gold_start - 1
        end, gold_end = at + _RUN, gold_at + _RUN
        while end < len(words) and gold_end < len(gold) and words[end] == gold[gold_end]:
            end, gold_end = end + 1, gold_end + 1
        found.append((start, gold_start, end - start))
        low, gold_low = end, gold_end
    return found


def _once(words: list[str]) -> dict[tuple[str, ...], int]:
    places: dict[tuple[str, ...], int] = {}
    for k in range(len(words) - _RUN + 1):
        run = tuple(words[k : k + _RUN])
        places[run] = -1 if run in places else k
    return {run: k for run, k in places.items() if k >= 0}


def _longest_rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    tails: list[int] = []
    ends: list[int] = []
    back = [-1] * len(pairs)
    for n, (_, gold_at) in enumerate(pairs):
        k = bisect_left(tails, gold_at)
        back[n] = ends[k - 1] if k else -1
        if k == len(tails):
            tails.append(gold_at)
            ends.append(n)
        else:
            tails[k], ends[k] = gold_at, n
    chain = []
    n = ends[-1] if ends else -1
    while n >= 0:
        chain.append(pairs[n])
        n = back[n]
    return chain[::-1]


def _fill(
    words: list[str],
    gold: list[str],
    hole: tuple[int, int],
    gold_hole: tuple[int, int],
    matched: list[bool],
) -> None:
    """Match what stands between two anchors; the ends of the texts count as holes, too."""
    (low, high), (gold_low, gold_high) = hole, gold_hole
    size, gold_size = high - low, gold_high - gold_low
    if not size or not gold_size or gold_size > _GAP_WORDS:
        return
    # Before the first and after the last anchor only what is near may belong to the article.
    room = 3 * gold_size + 40
    if size > room:
        if low == 0:
            low = high - room
        elif high == len(words):
            high = low + room
        elif size > _GAP_WORDS:
            return
    matcher = SequenceMatcher(None, words[low:high], gold[gold_low:gold_high], autojunk=False)
    for start, _, length in matcher.get_matching_blocks():
        for k in range(low + start, low + start + length):
            matched[k] = True
