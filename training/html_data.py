"""Labelled pages as signs: what the model of HTML pages is trained from.

    python training/html_data.py pages.pickle     the pages of the corpora; some two minutes

A run of a page is the article's when three quarters of its words are found in order in the text
that people wrote down; then single runs are turned as long as that brings the page's text nearer
to theirs. Of some pages only pieces are known to be in or out: the rest has no label.
"""

from __future__ import annotations

import gzip
import json
import os
import pickle
import re
import sys
from collections import Counter
from pathlib import Path
from typing import Any
from zlib import crc32

from html_grow import grow
from newsclean.html.parse import Parsed, parse
from newsclean.html.scene import Scene
from newsclean.html.signs import Signs
from newsclean.html.walk import Walk
from newsclean.lexicon import Lexicon
from newsclean.sieve import Sieve

CORPORA = Path(os.environ.get("NEWSCLEAN_CORPORA", "."))
_SIEVE = Sieve(Lexicon())
_WORD = re.compile(r"\w+")
_MATCHED = 0.75
_PASSES, _UNSURE_RUNS = 2, 40

Page = dict[str, Any]


def rows() -> list[Page]:
    """What the corpora say of their pages."""
    found = []
    for folder in ("html-dev", "wcxb-dev"):
        for line in (
            (CORPORA / folder / "gold.jsonl").read_text(encoding="utf-8").strip().split("\n")
        ):
            row = json.loads(line)
            row["file"] = CORPORA / folder / row["path"]
            found.append(row)
    return found


def signs_of(page: Parsed, walk: Walk) -> Signs:
    """Signs as the reader makes them."""
    return Signs(Scene(walk), page.title, _SIEVE)


def matched(page: list[str], gold: list[str]) -> list[bool]:
    """Which words of the page are in a longest common subsequence with the gold's."""
    places: dict[str, int] = {}
    for at, word in enumerate(gold):
        places[word] = places.get(word, 0) | 1 << at
    full = (1 << len(gold)) - 1
    state = full
    states = []
    for word in page:
        found = state & places.get(word, 0)
        state = (state + found | state - found) & full
        states.append(state)
    hits = [False] * len(page)
    at = len(gold) - 1
    i = len(page) - 1
    while i >= 0 and at >= 0:
        # A zero bit: the best subsequence grows at this word of the gold.
        if states[i] >> at & 1:
            at -= 1
        elif i and not states[i - 1] >> at & 1:
            i -= 1
        else:
            hits[i] = True
            i -= 1
            at -= 1
    return hits


def labels_of(texts: list[str], gold: str) -> list[int]:
    """1 for the runs that are the article's, 0 for others."""
    words = [_WORD.findall(text) for text in texts]
    wanted = _WORD.findall(gold)
    hits = matched([word for run in words for word in run], wanted)
    labels, shares, at = [], [], 0
    for run in words:
        share = sum(hits[at : at + len(run)]) / len(run) if run else 0.0
        at += len(run)
        shares.append(share)
        labels.append(int(share >= _MATCHED))
    unsure = [k for k, run in enumerate(words) if run and (0.2 < shares[k] < 1 or len(run) < 12)
              and (labels[k] or shares[k] > 0.2)][:_UNSURE_RUNS]  # fmt: skip
    grams = _grams(wanted)
    best = _f1(words, labels, grams)
    for _ in range(_PASSES):
        is_better = False
        for k in unsure:
            labels[k] ^= 1
            score = _f1(words, labels, grams)
            if score > best + 1e-9:
                best, is_better = score, True
            else:
                labels[k] ^= 1
        if not is_better:
            break
    for k, run in enumerate(words):  # a run of symbols goes with what is above it
        if not run:
            labels[k] = labels[k - 1] if k and labels[k - 1] == 1 and k + 1 < len(words) else 0
    return labels


def _grams(words: list[str]) -> Counter[tuple[str, ...]]:
    return (
        Counter(tuple(words[i : i + 4]) for i in range(max(1, len(words) - 3)))
        if words
        else Counter()
    )


def _f1(words: list[list[str]], labels: list[int], grams: Counter[tuple[str, ...]]) -> float:
    own = _grams([word for run, label in zip(words, labels, strict=True) if label for word in run])
    both = sum((own & grams).values())
    size = sum(own.values()) + sum(grams.values())
    return 2 * both / size if size else 1.0


def piece_labels(texts: list[str], inside: list[str], outside: list[str]) -> list[int]:
    """1 and 0 where a known piece stands, -1 elsewhere."""
    labels = [-1] * len(texts)
    for pieces, label in ((outside, 0), (inside, 1)):
        for piece in pieces:
            piece = " ".join(piece.split())
            for k, text in enumerate(texts):
                if piece and (piece in text or (len(text) > 20 and text in piece)):
                    labels[k] = label
    return labels


def pages_of(row: Page, known: dict[str, Page]) -> list[Page]:
    """A page with signs, labels and what pooling needs, and the one grown from it.

    known: pages labelled before, by data set and id; the labels of the same runs are taken over.
    """
    parsed = parse(gzip.decompress(row["file"].read_bytes()), row["encoding"])
    walk = Walk(parsed.root)
    if not Scene(walk).numbers:
        return []
    walk = Walk(parsed.root)  # a scene leaves its boxes in the frames
    before = known.get(f"{row['dataset']} {row['id']}", {})
    if before.get("runs") == _code(walk.texts):
        all_labels = before["all_labels"]
    elif row.get("text") is not None:
        all_labels = labels_of(walk.texts, row["text"])
    else:
        all_labels = piece_labels(walk.texts, row["with"], row["without"])
    found = [_described(row, signs_of(parsed, walk), all_labels, is_grown=False)]
    if row.get("text") is not None and row.get("page_type") in (None, "article"):
        grown = grow(parsed.root, walk, all_labels, f"{row['dataset']} {row['id']}")
        if grown is not None:
            walk, all_labels = grown
            found.append(_described(row, signs_of(parsed, walk), all_labels, is_grown=True))
    return found


def _described(row: Page, signs: Signs, all_labels: list[int], *, is_grown: bool) -> Page:
    scene = signs.scene
    numbers, texts = scene.numbers, scene.walk.texts
    lost = sum(len(texts[i]) for i, label in enumerate(all_labels) if label == 1)
    kept = sum(len(texts[i]) for i in numbers if all_labels[i] == 1)
    return {
        "dataset": row["dataset"], "type": row.get("page_type"), "id": row["id"],
        "fold": row["fold"], "url": row["url"], "signs": signs.rows(), "is_grown": is_grown,
        "labels": [all_labels[i] for i in numbers], "texts": [texts[i] for i in numbers],
        "sizes": [scene.sizes[i] for i in numbers],
        "places": signs.places.numbers(), "text": row.get("text"), "with": row.get("with"),
        "without": row.get("without"), "lost": lost - kept,
        "runs": _code(texts), "all_labels": all_labels,
    }  # fmt: skip


def _code(texts: list[str]) -> int:
    return crc32("\n".join(texts).encode("utf-8", "replace"))


def main() -> int:
    """Read, look, label, store."""
    found = []
    known: dict[str, Page] = {}
    if os.path.exists(sys.argv[1]):
        with open(sys.argv[1], "rb") as file:
            known = {
                f"{page['dataset']} {page['id']}": page
                for page in pickle.load(file) if not page.get("is_grown")
            }  # fmt: skip
    for n, row in enumerate(rows()):
        found += pages_of(row, known)
        if n % 200 == 0:
            print(n, file=sys.stderr, flush=True)
    with open(sys.argv[1], "wb") as file:
        pickle.dump(found, file)
    print(f"{len(found)} pages, {sum(len(page['labels']) for page in found)} runs")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
