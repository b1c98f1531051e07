"""Articles that are alike and are no copies: how many of them `newsclean dedup` takes for one.

    python benchmarks/apart.py                     by kind: false pairs, and true copies found
    python benchmarks/apart.py --threshold 0.2     and so on, as `newsclean dedup` has them
    python benchmarks/apart.py --alike             how much the pairs have in common

Series of six articles, no two of them copies, in words that follow each other as in the corpora;
every third has a copy, made in one of the ways of `dedup.py`, which must still be found.

Forms: the same sentences each time, but for a name or a number every so many words, and some fresh
sentences between them; a third of the names and numbers is the same each time, too: the place, the
court. How dense they stand is drawn for each series, from two thirds of what is said to half more.

market      numbers at every 7th word, a fifth fresh     match      names and numbers, every 7th
weather     numbers of 8 to 31 at every 6th, none fresh  court      names and numbers, every 9th
obituary    names, years and ages at every 7th word      statement  names alone, every 10th word

Overlaps: what articles share word for word, the rest is each one's own.

live        a live blog of consecutive days: what was known the day before, 15 to 35 %
agencies    two agencies on one event: its quotes and its numbers, 20 to 35 %
background  a story that runs on: its older paragraphs, 20 to 35 %
earnings    a company's quarters: the notice under all of them, 35 to 50 %, and a form with numbers
digest      one holds the first quarter of each of the others
round-up    one holds three to five of the others whole
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

from dedup import KINDS, Maker
from newsclean.dedup import THRESHOLD, Copies
from newsclean.shingles import resemblance, shingles

_SERIES, _OF_SERIES = 20, 6
_COPIED = 3  # every so manieth article has a copy
_SENTENCES = (24, 48)
_FIXED = 1 / 3  # of the slots of a form, those that hold the same each time
_NUMBERED = 0.3  # of the sentences of an event, those that tell one of its numbers
_STARTS, _VOWELS = "bdfgklmnprstvz", "aeiou"


class Form(NamedTuple):
    """sentences: of a report. every: words to a slot. numbers: share of slots that hold one.

    between: which they are. fresh: share of the sentences that are written anew.
    """

    sentences: int
    every: float
    numbers: float
    between: tuple[int, int]
    fresh: float


FORMS = {
    "market": Form(22, 7, 0.7, (10, 39_999), 0.2),
    "weather": Form(18, 6, 0.7, (8, 31), 0.0),
    "obituary": Form(16, 7, 0.4, (10, 99), 0.3),
    "match": Form(18, 7, 0.4, (10, 99), 0.3),
    "court": Form(16, 9, 0.3, (10, 60), 0.2),
    "statement": Form(12, 10, 0.0, (0, 0), 0.15),
}
_QUARTER = Form(14, 7, 0.7, (10, 9_999), 0.0)
OVERLAPS = {"live": (0.15, 0.35), "agencies": (0.2, 0.35), "background": (0.2, 0.35)}
ALL = (*FORMS, *OVERLAPS, "earnings", "digest", "round-up")


class Apart(NamedTuple):
    """A document. name, origin: no two origins are copies. series: those that are alike."""

    name: str
    origin: str
    series: str
    kind: str
    text: str


class Alike:
    """Makes series of articles that are alike, the same for the same seed."""

    def __init__(self, seed: int) -> None:
        self.maker = Maker(seed)
        self.chance = self.maker.chance

    def series(self, kind: str) -> list[list[str]]:
        """The sentences of some articles."""
        if kind in FORMS:
            return self._reports(FORMS[kind])
        if kind == "earnings":
            return self._quarters()
        if kind in OVERLAPS:
            return self._overlapping(*OVERLAPS[kind], is_running=kind == "live")
        articles = [self._prose() for _ in range(_OF_SERIES - 1)]
        if kind == "digest":
            return [*articles, [one for own in articles for one in own[: len(own) // 4]]]
        held = articles[: self.chance.randint(3, len(articles))]
        return [*articles, [one for own in held for one in own]]

    def _prose(self, count: int | None = None) -> list[str]:
        count = self.chance.randint(*_SENTENCES) if count is None else count
        return [self.maker.sentence() for _ in range(count)]

    def _reports(self, form: Form) -> list[list[str]]:
        """Reports of one form; where a slot stands is the same in all of them."""
        chance = self.chance
        every = form.every * chance.uniform(0.67, 1.5)
        places = []
        for one in self._prose(form.sentences):
            words = one.split()
            slots = {}
            for at in range(1, len(words)):
                if chance.random() < 1 / every:
                    slots[at] = chance.random() < form.numbers
                    if chance.random() < _FIXED:
                        words[at] = self._slot(form, slots.pop(at))
            places.append((words, slots))
        reports = []
        for _ in range(_OF_SERIES):
            own = [
                " ".join(self._slot(form, slots[at]) if at in slots else word
                         for at, word in enumerate(words))
                for words, slots in places
            ]  # fmt: skip
            for at in chance.sample(range(len(own)), round(form.fresh * len(own))):
                own[at] = self.maker.sentence()
            reports.append(own)
        return reports

    def _slot(self, form: Form, is_number: bool) -> str:
        chance = self.chance
        if is_number:
            return str(chance.randint(*form.between))
        return "".join(chance.choice(_STARTS) + chance.choice(_VOWELS) for _ in range(3)).title()

    def _overlapping(self, low: float, high: float, *, is_running: bool) -> list[list[str]]:
        """Articles that share sentences: all the same ones, or each day's with the day before."""
        chance = self.chance
        numbers = [str(chance.randint(10, 900)) for _ in range(8)]
        size = chance.randint(*_SENTENCES)
        count = round(chance.uniform(low, high) * size)
        told = [self._numbered(one, numbers) for one in self._prose(count)]
        found: list[list[str]] = []
        for _ in range(_OF_SERIES):
            own = [self._numbered(one, numbers) for one in self._prose(size - count)]
            at = chance.randint(0, len(own))
            found.append([*own[:at], *told, *own[at:]])
            if is_running:
                told = chance.sample(own, count)
        return found

    def _numbered(self, one: str, numbers: list[str]) -> str:
        """A sentence about an event, with one of its numbers now and then."""
        chance = self.chance
        words = one.split()
        if chance.random() < _NUMBERED:
            words.insert(chance.randint(1, len(words) - 1), chance.choice(numbers))
        return " ".join(words)

    def _quarters(self) -> list[list[str]]:
        chance = self.chance
        reports = self._reports(_QUARTER)
        notice = self._prose(round(chance.uniform(0.35, 0.5) * 2 * len(reports[0])))
        rest = len(reports[0]) - len(notice) // 2
        return [[*own, *self._prose(rest), *notice] for own in reports]


def alike(seed: int, count: int = _SERIES) -> Iterator[Apart]:
    """So many series of each kind, with copies of some articles."""
    maker = Alike(seed)
    for kind in ALL:
        for n in range(count):
            for k, own in enumerate(maker.series(kind)):
                series, origin = f"{kind} {n}", f"{kind} {n} {k}"
                yield Apart(origin, origin, series, kind, maker.maker.text(own))
                if k % _COPIED == 0:
                    how = maker.chance.choice(KINDS)
                    text = maker.maker.copy(how, own)
                    yield Apart(f"{origin} {how}", origin, series, kind, text)


def in_common(documents: list[Apart]) -> None:
    """How much pairs of each kind have in common: the tenths of their resemblance."""
    by_series: dict[str, list[Apart]] = {}
    for one in documents:
        by_series.setdefault(one.series, []).append(one)
    found: dict[tuple[str, bool], list[float]] = {}
    for own in by_series.values():
        runs = {one.name: shingles(one.text) for one in own}
        for one, other in combinations(own, 2):
            jaccard, _ = resemblance(runs[one.name], runs[other.name])
            found.setdefault((one.kind, one.origin == other.origin), []).append(jaccard)
    for (kind, are_copies), values in sorted(found.items()):
        values.sort()
        told = " ".join(f"{values[int(q / 10 * (len(values) - 1))]:.2f}" for q in (0, 1, 5, 9, 10))
        print(f"{kind:<12}{'copies' if are_copies else 'apart':<8}{told}")


def report(documents: list[Apart], clusters: list[list[str]]) -> None:
    """By kind: pairs that must stay apart and do not, and copies that are found."""
    known = {one.name: one for one in documents}
    apart: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    copies: Counter[str] = Counter()
    right: Counter[str] = Counter()
    by_series: dict[str, list[Apart]] = {}
    for one in documents:
        by_series.setdefault(one.series, []).append(one)
    for own in by_series.values():
        for one, other in combinations(own, 2):
            (copies if one.origin == other.origin else apart)[one.kind] += 1
    for members in clusters:
        for first, second in combinations(members, 2):
            one, other = known[first], known[second]
            (right if one.origin == other.origin else wrong)[one.kind] += 1
    for kind in ALL:
        print(f"{kind:<12} apart {apart[kind]:>5}, taken for copies {wrong[kind]:>4} "
              f"({wrong[kind] / apart[kind]:.3f}); copies found {right[kind] / copies[kind]:.3f} "
              f"of {copies[kind]}")  # fmt: skip
    print(f"all: {wrong.total()} of {apart.total():,} pairs taken for copies "
          f"({wrong.total() / apart.total():.4f}); copies found "
          f"{right.total() / copies.total():.3f} of {copies.total():,}")  # fmt: skip


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--series", type=int, default=_SERIES, metavar="N", help="of each kind")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threshold", type=float, default=THRESHOLD)
    parser.add_argument("--containment", type=float)
    parser.add_argument("--alike", action="store_true")
    arguments = parser.parse_args()
    documents = list(alike(arguments.seed, arguments.series))
    if arguments.alike:
        in_common(documents)
        return 0
    random.Random(arguments.seed).shuffle(documents)
    copies = Copies(arguments.threshold, arguments.containment)
    for one in documents:
        copies.add(one.name, one.text)
    report(documents, [cluster.members for cluster in copies.clusters(least=2)])
    return 0


if __name__ == "__main__":
    sys.exit(main())
