"""Copies that were planted among articles: how many are found, and how much of it is none.

    python benchmarks/dedup.py                       10,000 documents
    python benchmarks/dedup.py --documents 100000    and so on: time, memory, growth
    python benchmarks/dedup.py --no-edited           sentences alone
    python benchmarks/dedup.py --rensa               MinHash by that library instead
    python benchmarks/dedup.py --corpus              reposts of one source, raw and cleaned
    python benchmarks/dedup.py --refine              what these correct in each other

Articles are invented: 48 sentences, 5 kB, whose words follow each other as in the corpora, so that
runs of words recur as they do in a language. A fifth of them have one to five copies, each made in
one of these ways:

template    another site's lines around it        wrapped   broken into lines of 72 characters
truncated   the first 50 to 90 % of it            joined    paragraphs merged and parted elsewhere
excerpt     30 to 60 % of it, from the middle     moved     a fifth of the sentences left out, the
words       5 to 15 % of the words are others               paragraphs in another order

Three of ten documents end in one and the same notice of 34 words, and each of a thousand sites has
three sentences of its own under every post: neither makes copies. Pairs are of documents of one
origin; a cluster counts as all of its pairs. `whole` leaves excerpts out, which are copies with
--containment only.
"""

from __future__ import annotations

import argparse
import random
import re
import resource
import sys
import time
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from itertools import combinations, pairwise

import newsclean
from corpus import load
from newsclean.dedup import THRESHOLD, Copies
from newsclean.dedup.joining import Joined
from newsclean.dedup.refining import lines_of
from newsclean.shingles import SHINGLE_WORDS
from quality import cleaner_with, lexicon_without, unseen_groups

KINDS = ("template", "truncated", "excerpt", "words", "wrapped", "joined", "moved")
_SENTENCES, _PARAGRAPH, _WORDS, _SITES = 48, 3, (9, 26), 1000
_COPIED, _MOST_COPIES, _NOTICED = 0.2, 5, 0.3
_WIDTH = 72
_BANDS, _ROWS = 14, 8

Told = tuple[str, Hashable, str]  # name, origin, kind
Planted = tuple[str, Hashable, str, str]  # and the text


class Maker:
    """Makes articles and copies, the same for the same seed.

    words: that follow each other in some text; None for those of the corpora.
    """

    def __init__(self, seed: int, words: Sequence[str] | None = None) -> None:
        self.chance = random.Random(seed)
        if words is None:
            texts = (doc["text"].lower() for doc in load("reposts") if doc["lang"] == "en")
            words = re.findall(r"[a-z]{2,}", " ".join(texts))
        self._words = words
        self._after: dict[str, list[str]] = {}
        for word, following in pairwise(words):
            self._after.setdefault(word, []).append(following)
        self._notice = self.sentence(34)
        self._sites = [[self.sentence(12) for _ in range(3)] for _ in range(_SITES)]

    def sentence(self, size: int | None = None) -> str:
        """A sentence of so many words."""
        size = size or self.chance.randint(*_WORDS)
        return " ".join(self.words(size)).capitalize() + "."

    def words(self, count: int) -> list[str]:
        """Words as often as the corpora use them, each as often after another."""
        pick = self.chance.random
        word = self._words[int(pick() * len(self._words))]
        found = [word]
        for _ in range(count - 1):
            following = self._after.get(word) or self._words
            word = following[int(pick() * len(following))]
            found.append(word)
        return found

    def article(self) -> list[str]:
        """Its sentences."""
        return [self.sentence() for _ in range(_SENTENCES)]

    def text(self, sentences: list[str]) -> str:
        """Paragraphs, and what the site and the agency put under them."""
        lines = [" ".join(sentences[at:at + _PARAGRAPH])
                 for at in range(0, len(sentences), _PARAGRAPH)]  # fmt: skip
        lines += self.chance.choice(self._sites)
        if self.chance.random() < _NOTICED:
            lines.append(self._notice)
        return "\n".join(lines)

    def copy(self, kind: str, own: list[str]) -> str:
        """A copy, made in one of the ways."""
        chance = self.chance
        own = list(own)
        if kind == "truncated":
            own = own[: int(len(own) * chance.uniform(0.5, 0.9))]
        elif kind == "excerpt":
            size = int(len(own) * chance.uniform(0.3, 0.6))
            at = chance.randint(1, len(own) - size)
            own = own[at : at + size]
        elif kind == "words":
            rate = chance.uniform(0.05, 0.15)
            own = [
                " ".join(self.words(1)[0] if chance.random() < rate else w for w in one.split())
                for one in own
            ]
        elif kind == "moved":
            own = [one for one in own if chance.random() > 0.2]
            parts = [own[at : at + _PARAGRAPH] for at in range(0, len(own), _PARAGRAPH)]
            own = [one for part in chance.sample(parts, len(parts)) for one in part]
        elif kind == "joined":
            return " ".join(own[:7]) + "\n" + "\n".join(
                " ".join(own[at:at + 2]) for at in range(7, len(own), 2))  # fmt: skip
        text = self.text(own)
        if kind == "wrapped":
            text = "\n".join(
                part for line in text.split("\n")
                for part in re.findall(rf"\S.{{1,{_WIDTH}}}(?=\s|$)|\S+", line))  # fmt: skip
        return text


def planted(count: int, seed: int, maker: Maker | None = None) -> Iterator[Planted]:
    """So many documents, copies among them. maker: by default one of that seed."""
    maker = maker or Maker(seed)
    n = origin = 0
    while n < count:
        own = maker.article()
        yield f"{n}", origin, "original", maker.text(own)
        n += 1
        if maker.chance.random() < _COPIED:
            for _ in range(maker.chance.randint(1, _MOST_COPIES)):
                kind = maker.chance.choice(KINDS)
                yield f"{n}", origin, kind, maker.copy(kind, own)
                n += 1
        origin += 1


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--documents", type=int, default=10_000, metavar="N")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threshold", type=float, default=THRESHOLD)
    parser.add_argument("--containment", type=float)
    parser.add_argument("--shingle", type=int, default=SHINGLE_WORDS)
    parser.add_argument("--no-edited", action="store_true")
    parser.add_argument("--rensa", action="store_true")
    parser.add_argument("--corpus", action="store_true")
    parser.add_argument("--refine", action="store_true")
    arguments = parser.parse_args()
    if arguments.corpus:
        return corpus(arguments)
    if arguments.refine:
        return refine()
    stream = planted(arguments.documents, arguments.seed)
    if arguments.rensa:
        documents = list(stream)
        started = time.process_time()
        report([one[:3] for one in documents], by_minhash(documents))
        print(f"{len(documents) / (time.process_time() - started):,.0f} documents a second")
        return 0
    copies = Copies(arguments.threshold, arguments.containment, shingle=arguments.shingle,
                    edited=not arguments.no_edited)  # fmt: skip
    told: list[Told] = []
    adding = size = 0.0
    for name, origin, kind, text in stream:
        started = time.process_time()
        copies.add(name, text)
        adding += time.process_time() - started
        size += len(text) / 1e6
        told.append((name, origin, kind))
    started, seen = time.process_time(), time.perf_counter()
    clusters = [cluster.members for cluster in copies.clusters(least=2)]
    spent, waited = time.process_time() - started, time.perf_counter() - seen
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    report(told, clusters)
    count = len(told)
    print(f"{count:,} documents, {size:.0f} MB: adding {adding:.1f} s, clusters {spent:.1f} s "
          f"({waited:.1f} with disks), {count / (adding + spent):,.0f} documents a second, peak "
          f"{peak:.0f} MB with the corpus of words and what was planted")  # fmt: skip
    return 0


def corpus(arguments: argparse.Namespace) -> int:
    """The reposts and wild texts of the corpus: those of one source are copies."""
    docs = [doc for name in ("reposts", "wild") for doc in load(name)]
    for is_clean in (False, True):
        documents = [
            (f"{n}", doc["source"], "template",
             newsclean.clean(doc["text"]).text if is_clean else doc["text"])
            for n, doc in enumerate(docs)
        ]  # fmt: skip
        copies = Copies(arguments.threshold, arguments.containment)
        for name, _, _, text in documents:
            copies.add(name, text)
        print("cleaned:" if is_clean else "as they are:")
        report([one[:3] for one in documents], [one.members for one in copies.clusters(least=2)])
    return 0


def refine() -> int:
    """What copies correct in each other, of reposts that no table knows and of wild texts.

    Lines that the corpus planted as traps stand under many articles, which no real line does:
    they are told apart.
    """
    for name, by in (("reposts", "family"), ("wild", "fold")):
        docs = load(name)
        copies = Copies(refined=True)
        left = lost = 0
        for places, unknown in unseen_groups(docs, by):
            cleaner = cleaner_with(lexicon_without(unknown), fold=docs[places[0]]["fold"])
            for n in places:
                result = cleaner.clean(docs[n]["text"])
                lines = lines_of(result)
                copies.put(f"{n}", copies.features(result.text), {}, lines)
                for line in lines:
                    label = docs[n]["labels"][line.number]
                    left += line.filter is None and label == "drop"
                    lost += line.filter is not None and label == "keep"
        changes: Counter[tuple[bool, str]] = Counter()
        for cluster in copies.clusters(least=2):
            for member, wrong in cluster.corrections.items():
                for one in wrong:
                    doc, number = docs[int(member)], one.line.number
                    label = "trap" if number in doc["hard_lines"] else doc["labels"][number]
                    changes[one.is_kept, label] += 1
        print(f"{name}: {left} lines of boilerplate left, {lost} of articles lost; corrected:",
              "; ".join(f"{'kept' if is_kept else 'removed'} {count} labelled {label}"
                        for (is_kept, label), count in sorted(changes.items())))  # fmt: skip
    return 0


def by_minhash(documents: list[Planted]) -> list[list[str]]:
    """Clusters by 14 bands of 8 rows over runs of five words, as the field does it."""
    from rensa import RMinHash

    first: dict[tuple[int, ...], int] = {}
    joined = Joined(len(documents))
    for n, (_, _, _, text) in enumerate(documents):
        words = re.findall(r"\w+", text.lower())
        minhash = RMinHash(num_perm=_BANDS * _ROWS, seed=42)
        minhash.update([" ".join(words[at : at + 5]) for at in range(max(1, len(words) - 4))])
        digest = minhash.digest()
        for band in range(_BANDS):
            key = (band, *digest[band * _ROWS : (band + 1) * _ROWS])
            joined.join(first.setdefault(key, n), n)
    found = joined.clusters(range(len(documents)))
    return [[documents[n][0] for n in numbers] for numbers in found]


def report(documents: list[Told], clusters: list[list[str]]) -> None:
    """Recall by kind, and precision."""
    origin = {name: of for name, of, _ in documents}
    kind = {name: how for name, _, how in documents}
    cluster = {name: n for n, members in enumerate(clusters) for name in members}
    together: dict[Hashable, list[str]] = {}
    for name, of, _ in documents:
        together.setdefault(of, []).append(name)
    found: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for names in together.values():
        for one, other in combinations(names, 2):
            how = kind[other] if kind[one] == "original" else "of copies"
            for key in (how, "all", *(() if "excerpt" in (kind[one], kind[other]) else ("whole",))):
                total[key] += 1
                found[key] += cluster.get(one, one) == cluster.get(other, other)
    right = wrong = 0
    for members in clusters:
        for one, other in combinations(members, 2):
            is_right = origin[one] == origin[other]
            right, wrong = right + is_right, wrong + (not is_right)
    print("recall", ", ".join(f"{key} {found[key] / total[key]:.3f} of {total[key]:,}"
                              for key in (*KINDS, "whole", "all") if total[key]))  # fmt: skip
    print(f"precision {right / (right + wrong or 1):.4f} ({wrong} of {right + wrong:,} pairs)")


if __name__ == "__main__":
    sys.exit(main())
