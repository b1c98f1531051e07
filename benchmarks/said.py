"""Sentences of articles that sound like a site's, and sites' own, at four places of a text.

    python benchmarks/said.py           how many go, of each, at each place
    python benchmarks/said.py --lost    and the article's that go
    python benchmarks/said.py --long    how many long lines of the corpora sound like a site

`said.tsv` has 451 sentences of articles about comments, letters, subscribers, tickets and the like
in sixteen languages, written to mislead, and 90 of sites, by a reviewer who had no part in the
model. Each stands between the paragraphs of a text in its language, or below them, without a footer
and above one. No corpus needed; no model has learned from these.

`--long`: different lines of the reposts, wild texts and dumps, each judged by the diction of the
model that did not see its site; counted are those that go where something beside them does.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path

import quality
from corpus import load
from newsclean.cleaner import Cleaner
from newsclean.learned.long import BESIDE, LONG_CHARS, odds_of
from newsclean.shapes import SHORT_CHARS

FILE = Path(__file__).with_suffix(".tsv")
PROSE = Path(__file__).parent.parent / "tests" / "fixtures" / "prose.tsv"
PLACES = ("between", "last", "between, above a footer", "last, above a footer")
ARTICLE, SITE, FOOTER = "article", "site", "footer"

Lines = dict[str, list[str]]

model_without = cache(quality.model_without)


def read() -> dict[str, Lines]:
    """Who says it -> language -> lines; `prose` are three paragraphs of each language."""
    found: dict[str, Lines] = defaultdict(lambda: defaultdict(list))
    with FILE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            found[row["who"]][row["language"]].append(row["line"])
    for line in PROSE.read_text(encoding="utf-8").splitlines():
        language, _, paragraph = line.partition("\t")
        found["prose"][language].append(paragraph)
    return found


def gone(cleaner: Cleaner, line: str, prose: list[str], footer: list[str]) -> list[bool]:
    """For each place whether the line goes there."""
    between, last = [*prose[:1], line, *prose[1:]], [*prose, line]
    texts = (between, last, [*between, *footer], [*last, *footer])
    return [
        lines.index(line) in cleaner.clean("\n".join(lines) + "\n").marks for lines in texts
    ]


def measure() -> dict[str, list[list[str]]]:
    """Who says it -> for each place the lines that go."""
    told, cleaner = read(), Cleaner()
    found: dict[str, list[list[str]]] = {who: [[] for _ in PLACES] for who in (ARTICLE, SITE)}
    for who, places in found.items():
        for language, lines in told[who].items():
            for line in lines:
                went = gone(cleaner, line, told["prose"][language], told[FOOTER][language])
                for place, is_gone in zip(places, went, strict=True):
                    place += [line] if is_gone else []
    return found


def long_lines() -> dict[str, Counter[str]]:
    """Set -> how many long lines have each label, and how many `label+` sound like a site."""
    found: dict[str, Counter[str]] = {}
    for name in ("reposts", "wild", "dumps"):
        counts, seen = found.setdefault(name, Counter()), set()
        for doc in load(name):
            weigh = model_without(doc["fold"]).weigh
            lines = map(str.strip, doc["text"].split("\n"))
            for line, label in zip(lines, doc["labels"], strict=True):
                if SHORT_CHARS < len(line) <= LONG_CHARS and line not in seen:
                    seen.add(line)
                    counts[label] += 1
                    counts[f"{label}+"] += odds_of(line, weigh) >= BESIDE
    return found


def main() -> int:
    """Print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--lost", action="store_true", help="name the article's lines that go")
    parser.add_argument("--long", action="store_true", help="long lines of the corpora instead")
    options = parser.parse_args()
    if options.long:
        for name, counts in long_lines().items():
            print(f"{name:8} articles {counts['keep+']} of {counts['keep']}, others "
                  f"{counts['drop+']} of {counts['drop']} sound like a site")  # fmt: skip
        return 0
    found, told = measure(), read()
    for who, places in found.items():
        size = sum(map(len, told[who].values()))
        for name, lines in zip(PLACES, places, strict=True):
            print(f"{who:8} {name:25} {len(lines):4} of {size} go")
    if options.lost:
        for name, lines in zip(PLACES, found[ARTICLE], strict=True):
            print(*(f"{name}: {line}" for line in lines), sep="\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
