"""Sentences of articles that sound like a site's, and sites' own, at four places of a text.

    python benchmarks/said.py           how many go, of each, at each place
    python benchmarks/said.py --lost    and the article's that go
    python benchmarks/said.py --long    how many long lines of the corpora sound like a site
    python benchmarks/said.py --short   how many short ones that are no sentences

`said.tsv` has 451 sentences of articles about comments, letters, subscribers, tickets and the like
in sixteen languages, written to mislead, and 90 of sites, by a reviewer who had no part in the
model. Each stands between the paragraphs of a text in its language, or below them, without a footer
and above one. No corpus needed; no model has learned from these.

`--long`, `--short`: lines of the reposts, wild texts and dumps, each judged by the diction
of a model that never saw its site; counted are those that go where something beside them does.
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
from newsclean.fold import fold
from newsclean.learned.diction import Weigh, said
from newsclean.learned.judge import SPOKEN
from newsclean.learned.long import BESIDE, LONG_CHARS, is_told_by_shape, odds_of
from newsclean.shapes import SHORT_CHARS, ends_sentence
from newsclean.words import is_unspaced, words_of

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


def lines_of_corpora(*, are_long: bool) -> dict[str, Counter[str]]:
    """Set -> how many such lines have each label, and how many `label+` sound like a site."""
    is_asked, sounds = (_is_long, _sounds_long) if are_long else (_is_short, _sounds_short)
    found: dict[str, Counter[str]] = {}
    for name in ("reposts", "wild", "dumps"):
        counts, seen = found.setdefault(name, Counter()), set()
        for doc in load(name):
            weigh = model_without(doc["fold"]).weigh
            lines = map(str.strip, doc["text"].split("\n"))
            for line, label in zip(lines, doc["labels"], strict=True):
                if is_asked(line) and line not in seen:
                    seen.add(line)
                    counts[label] += 1
                    counts[f"{label}+"] += sounds(line, weigh)
    return found


def _is_long(line: str) -> bool:
    return SHORT_CHARS < len(line) <= LONG_CHARS


def _sounds_long(line: str, weigh: Weigh) -> bool:
    return odds_of(line, weigh) >= BESIDE


def _is_short(line: str) -> bool:
    is_sentence = ends_sentence(line) and not line.endswith("?")
    return " " in line and len(line) <= SHORT_CHARS and not is_sentence


def _sounds_short(line: str, weigh: Weigh) -> bool:
    """More than go: of what a site's words say, those of the article take none away here."""
    words = words_of(fold(line))
    if is_told_by_shape(line) or any(map(is_unspaced, words)):
        return False
    return said(words, weigh) >= SPOKEN


def main() -> int:
    """Print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--lost", action="store_true", help="name the article's lines that go")
    parser.add_argument("--long", action="store_true", help="long lines of the corpora instead")
    parser.add_argument("--short", action="store_true", help="short ones of the corpora instead")
    options = parser.parse_args()
    if options.long or options.short:
        for name, counts in lines_of_corpora(are_long=options.long).items():
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
