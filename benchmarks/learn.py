"""What `newsclean learn` finds of a site's template in some of its posts, measured on others.

    python benchmarks/learn.py            blogs that do not exist, and the families of the corpus
    python benchmarks/learn.py --worst 20 what was left and what was lost
    python benchmarks/learn.py --speed    MB a second, beside plain splitting of the same texts
    python benchmarks/learn.py --elsewhere  article lines that packs take on sites of others

Of a blog 40 posts teach and 20 others are cleaned, without tables and without the model; `alone`
without the other filters, too. Blogs of a genre have standing lines of the articles' own, too. Of a
family, which is several sites with few posts each, the folder
itself is cleaned, as `learn --apply` does, then a fifth with what the others teach, then one half
with the other. found: boilerplate lines that went. lost: article lines that went. exact: posts that
come out without a line too many or too few; subheadings and credits that a blog repeats are article
lines. taught: boilerplate lines, and those of them that the rules alone leave, whose wording three,
two or one of the posts taught, numbers aside.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from itertools import chain

from blogs import blogs
from corpus import Doc, load
from newsclean.cleaner import Cleaner
from newsclean.errors import RuleError
from newsclean.learn import Posts, found, learn
from newsclean.learn.site import key_of
from newsclean.learn.store import MOST_POSTS
from newsclean.lexicon import Lexicon
from newsclean.packs import RulePack
from newsclean.packs.force import Rules
from newsclean.pipeline import Pipeline
from newsclean.tables import compile_index

_BLOGS, _LEARNED, _OTHERS = 60, 40, 20
_FAMILY = 20  # documents that make a family large enough
_SMALL_FAMILY, _PACKS = 6, 12  # the same for packs that are used elsewhere, and blogs beside them
_TAUGHT_BY = (3, 2, 1)
_TIMED_BLOGS, _TIMED_POSTS, _TIMES = 10, 120, 5


def cleaner_of(pack: str, *, alone: bool) -> Cleaner:
    """A cleaner with a pack, no tables and no model; alone: without any filter but the rules."""
    has_rules = "\n[[rule]]" in pack  # or all of it is doubtful, and stands in comments
    rules = Rules(RulePack.parse(pack, "learned.toml").rules if has_rules else [])
    cleaner = Cleaner(ignore=["model"], segments="never")
    names = [] if alone else cleaner.filters
    cleaner._pipeline = Pipeline(
        names, cleaner.confidence, Lexicon(compile_index([], "none")), rules, segments="never"
    )
    return cleaner


def measure(
    name: str, taught: Sequence[Doc], others: Sequence[Doc], worst: list[str]
) -> Counter[str]:
    """The counts of one site."""
    pack = learn([doc["text"] for doc in taught], "learned")
    counts: Counter[str] = Counter(sites=1, rules=pack.count("\n[[rule]]"))
    carriers = Counter(
        chain.from_iterable({key_of(line) for line in filled(doc)} for doc in taught)
    )
    for kind in ("", "alone "):
        cleaner = cleaner_of(pack, alone=bool(kind))
        for doc in others:
            gone = cleaner.clean(doc["text"]).marks
            lines = doc["text"].split("\n")
            lost = [i for i in gone if doc["labels"][i] == "keep"]
            drop = [i for i, label in enumerate(doc["labels"]) if label == "drop"]
            left = [i for i in drop if i not in gone]
            counts[f"{kind}drop"] += len(drop)
            counts[f"{kind}left"] += len(left)
            counts[f"{kind}lost"] += len(lost)
            counts[f"{kind}posts"] += 1
            counts[f"{kind}exact"] += not left and not lost
            if kind:
                for posts in _TAUGHT_BY:
                    for word, chosen in (("drop", drop), ("left", left)):
                        counts[f"{word} taught by {posts}"] += sum(
                            carriers[key_of(lines[i].strip())] >= posts
                            for i in chosen if lines[i].strip())  # fmt: skip
                continue
            for i in left:
                counts[f"left in {doc['classes'][i]}"] += 1
            for word, chosen in (("LOST", lost), ("left", left)):
                worst += [
                    f"{name} {word} {doc['classes'][i]}: {lines[i][:90]} {gone.get(i, '')}"
                    for i in chosen
                ]
    return counts


def filled(doc: Doc) -> list[str]:
    """The lines of a text that are not blank, without the blanks around them."""
    return [line.strip() for line in doc["text"].split("\n") if line.strip()]


def repeating(counts: Counter[str]) -> str:
    """The share of the boilerplate, and how many of the lines left, that posts taught so."""
    shares = ", ".join(f"{counts[f'drop taught by {n}'] / counts['alone drop']:.3f}"
                       for n in _TAUGHT_BY)  # fmt: skip
    left = ", ".join(str(counts[f"left taught by {n}"]) for n in _TAUGHT_BY)
    return f"   taught by {_TAUGHT_BY} posts: {shares}; left {left} of {counts['alone left']}"


def elsewhere(seed: int) -> None:
    """The article lines of all texts that packs take, most of them of other sites."""
    reposts, wild = load("reposts"), load("wild")
    by_family: dict[str, list[str]] = {}
    for doc in reposts:
        by_family.setdefault(doc["family"], []).append(doc["text"])
    heaps = [texts for family, texts in by_family.items()
             if len(texts) >= _SMALL_FAMILY and family != "none"]  # fmt: skip
    heaps += [[doc["text"] for doc in posts] for _, posts in blogs(_PACKS, _LEARNED, seed)]
    lost: Counter[str] = Counter()
    lines = packs = 0
    for texts in heaps:
        try:
            cleaner = cleaner_of(learn(texts, "learned"), alone=True)
        except RuleError:  # nothing repeats
            continue
        packs += 1
        for doc in (*reposts, *wild):
            gone = cleaner.clean(doc["text"]).marks
            lines += doc["labels"].count("keep")
            own = doc["text"].split("\n")
            lost.update(own[i] for i in gone if doc["labels"][i] == "keep")
    print(f"{packs} packs: {lost.total()} of {lines:,} article lines")
    for line, count in lost.most_common():
        print(f"{count:>5} {line[:90]}")


def told(name: str, counts: Counter[str]) -> str:
    """One row of figures."""
    parts = [f"{name:<23} rules {counts['rules'] / counts['sites']:5.1f}"]
    for kind in ("", "alone "):
        found = 1 - counts[kind + "left"] / (counts[kind + "drop"] or 1)
        exact = counts[kind + "exact"] / (counts[kind + "posts"] or 1)
        parts.append(f"{kind}found {found:.3f} lost {counts[kind + 'lost']} exact {exact:.3f}")
    return "  ".join(parts)


def speed(seed: int) -> None:
    """MB a second of processor time: of blogs of 120 posts, and of one site of all posts."""
    sites = [[doc["text"] for doc in posts] for _, posts in blogs(_TIMED_BLOGS, _TIMED_POSTS, seed)]
    texts = list(chain.from_iterable(sites))
    more = [
        doc["text"] for n in range(1, _TIMES)
        for _, posts in blogs(_TIMED_BLOGS, _TIMED_POSTS, seed + n) for doc in posts
    ]  # fmt: skip

    def timed(name: str, work: Callable[[], object], read: Sequence[str] = texts) -> None:
        start = time.process_time()
        work()
        spent = time.process_time() - start
        print(f"{name:<44} {sum(len(text.encode()) for text in read) / 1e6 / spent:7.1f} MB/s")

    def put() -> None:
        posts = Posts(len(texts))
        for text in texts:
            posts.add(text)

    def one(chosen: Sequence[str]) -> None:
        posts = Posts()
        for text in chosen:
            posts.add(text)
        for _ in found(posts):
            pass

    def learned() -> None:
        posts = Posts()
        for n, own in enumerate(sites):
            for text in own:
                posts.add(text, str(n))
        for _ in found(posts):
            pass

    timed("splitting", lambda: [text.splitlines() for text in texts])
    timed("putting in", put)
    timed(f"all of {len(sites)} sites of {len(sites[0])} posts", learned)
    for chosen in (texts, texts + more):
        name = f"one site of {len(chosen)} posts, {MOST_POSTS} of them read"
        timed(name, partial(one, chosen), chosen)


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--worst", type=int, default=0, metavar="N")
    parser.add_argument("--blogs", type=int, default=_BLOGS, metavar="N")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="of the blogs")
    parser.add_argument("--speed", action="store_true")
    parser.add_argument("--elsewhere", action="store_true")
    arguments = parser.parse_args()
    if arguments.speed:
        speed(arguments.seed)
        return 0
    if arguments.elsewhere:
        elsewhere(arguments.seed)
        return 0
    worst: list[str] = []
    for has_own, kind in ((False, "blogs"), (True, "blogs of a genre")):
        total: Counter[str] = Counter()
        every = blogs(arguments.blogs, _LEARNED + _OTHERS, arguments.seed, has_own=has_own)
        for n, (_, posts) in enumerate(every):
            total += measure(f"{kind} {n}", posts[:_LEARNED], posts[_LEARNED:], worst)
        print(told(f"{arguments.blogs} {kind}", total))
        print("  ", {key: n for key, n in total.most_common() if key.startswith("left in")})
    reposts = load("reposts")
    sizes = Counter(doc["family"] for doc in reposts)
    for family in sorted(f for f, n in sizes.items() if n >= _FAMILY and f != "none"):
        posts = [doc for doc in reposts if doc["family"] == family]
        for name, parts in (("folder", 1), ("fifths", 5), ("halves", 2)):
            own: Counter[str] = Counter()
            for k in range(parts):
                taught = [doc for n, doc in enumerate(posts) if parts == 1 or n % parts != k]
                own += measure(family, taught, posts[k::parts], worst)
            print(told(f"{family} {name}", own))
            print("  ", {key: n for key, n in own.most_common() if key.startswith("left in")})
            print(repeating(own))
    for line in random.Random(1).sample(worst, min(arguments.worst, len(worst))):
        print(line)
    return 0


if __name__ == "__main__":
    sys.exit(main())
