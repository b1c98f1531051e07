"""What stands below the articles of real pages: sentences of sites, in the sites' own words.

The pages of `wcxb-dev` and `html-dev` whose article is known give them, each in the fold of its
site. A page has few that count: those right below the article and those at its very end. What
stands between is comments and other articles.
"""

from __future__ import annotations

from collections import defaultdict
from concurrent.futures import ProcessPoolExecutor
from typing import Any

from corpus import corpora
from newsclean.shapes import JUDGED_CHARS, ends_sentence
from page_align import DROP, KEEP, label_lines
from page_data import html_of, pages
from page_render import VIEWS

_COVER = 0.85  # of the article's text must be found
_LEAST_CHARS = 45
_BELOW, _ABOVE_END = 12, 25  # lines below the article, lines above the end of the page
_MOST = 5  # sentences of a page at either place
_MOST_OF_SITE = 4  # pages


def feet(jobs: int) -> dict[int, list[list[str]]]:
    """Fold -> blocks of sentences that stand together below an article."""
    found: dict[int, list[list[str]]] = defaultdict(list)
    of_site: dict[str, int] = defaultdict(int)
    seen: set[str] = set()
    chosen = [page for page in pages(corpora()) if page.get("text")]
    with ProcessPoolExecutor(jobs) as pool:
        for page, blocks in zip(chosen, pool.map(_feet_of, chosen, chunksize=8), strict=True):
            of_site[page["site"]] += bool(blocks)
            if of_site[page["site"]] > _MOST_OF_SITE:
                continue
            for block in blocks:
                new = [line for line in block if line not in seen]
                seen.update(new)
                if new:
                    found[page["fold"]].append(new)
    return dict(found)


def _feet_of(page: dict[str, Any]) -> list[list[str]]:
    try:
        lines = [line.strip() for line in VIEWS["lxml"](html_of(page)).split("\n")]
    except Exception:
        return []
    lines = [line for line in lines if line]
    labels, cover = label_lines(lines, page["text"], (page.get("meta") or {}).get("title"))
    if cover < _COVER or KEEP not in labels:
        return []
    last = len(labels) - 1 - labels[::-1].index(KEEP)
    below = range(last + 1, min(last + 1 + _BELOW, len(lines)))
    end = range(max(below.stop, len(lines) - _ABOVE_END), len(lines))
    blocks = []
    for zone in (below, end):
        block = [
            lines[i] for i in zone
            if labels[i] == DROP and _LEAST_CHARS <= len(lines[i]) <= JUDGED_CHARS
            and ends_sentence(lines[i])
        ]  # fmt: skip
        if block:
            blocks.append(block[:_MOST])
    return blocks
