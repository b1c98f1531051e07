"""Which lines of posts may be their headlines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Sequence, Set

from newsclean.fold import fold
from newsclean.learn.site import Site
from newsclean.learn.store import LONG
from newsclean.shapes import ends_sentence

_WORDS, _CHARS_WIDE = 3, 8


def heads(site: Site, lines: Sequence[str]) -> Container[int]:
    """Where an article's own headline may stand: above its first paragraph, and no sentence."""
    first = next((i for i, line in enumerate(lines) if site.is_prose[line]), 0)
    if not first:
        return ()
    line = lines[first]
    if first + 1 < len(lines) and line[0] != LONG and not ends_sentence(line):
        return {0, first}  # as long as a paragraph: “It was never ours”: the mayor on …
    return {0} if any(map(ends_sentence, lines[: first - 1])) else {0, first - 1}


def headlines(site: Site) -> Set[str]:
    """The lines, folded, that stand above the first paragraph of one article only."""
    found: Counter[str] = Counter()
    seen: set[tuple[int, str]] = set()
    for article, lines in zip(site.articles, site.posts, strict=True):
        first = next((i for i, line in enumerate(lines) if site.is_prose[line]), 0)
        for line in lines[: first + 1]:
            key = fold(line) if _may_be_headline(line) else ""
            if key and (article, key) not in seen:
                seen.add((article, key))
                found[key] += 1
    return {key for key, count in found.items() if count == 1}


def _may_be_headline(line: str) -> bool:
    if line[0] == LONG:
        return False
    return len(line) >= _CHARS_WIDE if line >= "\u2e80" else line.count(" ") >= _WORDS - 1
