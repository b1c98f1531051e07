"""How long cleaning takes, as a multiple of splitting and joining the lines in one process.

    python benchmarks/speed.py            the ratios on reposts, wild texts and clean articles:
                                          when all lines were met before, and when none were
    python benchmarks/speed.py --check    fail above the limits of the issue

Also: seventy filters against those that exist, the whole phrase table against half of it, and
growth with the length of a document (1 is linear).
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Callable, Iterable

import newsclean
from corpus import CorpusMissing, load
from newsclean import filters
from newsclean.cleaner import Cleaner
from newsclean.filters.base import Filter
from newsclean.lexicon import Lexicon
from newsclean.tables import compile_index
from quality import cleaner_with, table_rows

# Limits of the issue: reposts within ten times split and join; 70 filters within 1.1 of 11. A
# table twice as large and a text eight times as long get the same tenth, and noise half as much.
LIMIT_RATIO, LIMIT_FLAT, LIMIT_GROWTH = 10.0, 1.1, 1.25
SYNTHETIC, ROWS_EACH = 58, 10


def split_join(text: str) -> str:
    """The least that any cleaner of lines does."""
    return "\n".join(text.split("\n"))


def whole(text: str) -> str:
    """`clean` with marks and metadata, and the kept text."""
    result = newsclean.clean(text)
    result.fields  # noqa: B018  read when first asked for
    return result.text


def whole_anew() -> Callable[[str], str]:
    """`whole` with a cleaner that remembers no line yet; the tables stay loaded."""
    cleaner = Cleaner()

    def job(text: str) -> str:
        result = cleaner.clean(text)
        result.fields  # noqa: B018  read when first asked for
        return result.text

    return job


def interleaved(
    jobs: dict[str, Callable[[str], str]],
    texts: list[str],
    rounds: int,
    made: dict[str, Callable[[], Callable[[str], str]]] | None = None,
) -> dict[str, float]:
    """Least processor seconds of each job over all texts; one after the other in each round.

    made: jobs that are made anew for each round.
    """
    best = dict.fromkeys((*jobs, *(made or ())), float("inf"))
    for _ in range(rounds):
        fresh = {name: make() for name, make in (made or {}).items()}
        for name, job in (jobs | fresh).items():
            start = time.process_time()
            for text in texts:
                job(text)
            best[name] = min(best[name], time.process_time() - start)
    return best


def articles(names: Iterable[str] = ("reposts", "wild")) -> list[str]:
    """The article lines alone, one text a document."""
    found = []
    for name in names:
        for doc in load(name):
            lines = zip(doc["text"].split("\n"), doc["labels"], strict=True)
            found.append("\n".join(line for line, label in lines if label == "keep"))
    return found


def with_cleaner(cleaner: Cleaner) -> Callable[[str], str]:
    """`clean` over other tables or filters."""
    return lambda text: cleaner.clean(text).text


def many_filters(rows: list[dict[str, str]]) -> tuple[Cleaner, Cleaner]:
    """The default cleaner, and one with SYNTHETIC more filters, each with rows of its own.

    Both have the same tables, so that the filters alone make the difference. The wordings of the
    synthetic rows begin like real ones, so the same blocks of the index are asked.
    """
    names = [f"synthetic-{n}" for n in range(SYNTHETIC)]
    chance = random.Random(1)
    real = [row["phrase"] for row in rows if row["match"] == "full-line"]
    extra = [
        rows[0]
        | {
            "id": f"{name}.und.{k:06x}",
            "phrase": f"{chance.choice(real)} {name} {k}",
            "match": "full-line",
        }
        for name in names
        for k in range(ROWS_EACH)
    ]
    made = {
        name: type(name, (Filter,), {"name": name, "families": frozenset((name,))})()
        for name in names
    }
    lexicon = Lexicon(compile_index([*rows, *extra], "synthetic"))
    few = cleaner_with(lexicon)
    get = filters.get
    filters.get = lambda name: made.get(name) or get(name)
    try:
        many = cleaner_with(lexicon, [*few.filters, *names])
        many.filters = [*few.filters, *names]
    finally:
        filters.get = get
    return few, many


def growth(texts: Callable[[int], str], rounds: int) -> float:
    """Seconds for eight times the text over eight times the seconds; 1 is linear."""
    best = {}
    for times in (1, 2, 4, 8):
        text = texts(times)
        best[times] = interleaved({"clean": whole}, [text], rounds)["clean"]
    return max(best[t] / t for t in (2, 4, 8)) / best[1]


def shapes_of_growth(
    rows: list[dict[str, str]], docs: list[str]
) -> dict[str, Callable[[int], str]]:
    """Texts of which some are the worst that we could think of."""
    posts = "\n".join(docs[:20])
    phrases = "\n".join(row["phrase"] for row in rows[::40])
    labels = "\n".join(f"Label {n}" for n in range(5_000))
    thread = '3 Responses to "Storm nears coast"\n' + "Well said, and so true\n" * 5_000
    return {
        "reposts in a row": lambda times: (posts + "\n") * times,
        "wordings only": lambda times: (phrases + "\n") * times,
        "short labels": lambda times: (labels + "\n") * times,
        "a long thread": lambda times: thread + "Well said, and so true\n" * 5_000 * (times - 1),
        "one line": lambda times: "Share this: Baca juga " * 5_000 * times,
        "blank lines": lambda times: "Prose that is long enough to stay.\n" + "\n" * 30_000 * times,
        "one echo of many titles": lambda times: "\n".join(
            f'0 Response to "Storm number {n} nears the coast"' for n in range(400 * times)
        ),
    }  # fmt: skip


def main() -> int:
    """Measure, print and, when asked, compare with the limits."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    try:
        sets = {name: [doc["text"] for doc in load(name)] for name in ("reposts", "wild")}
    except CorpusMissing as error:
        print(error, file=sys.stderr)
        return 2
    sets["clean articles"] = articles()
    failed = False
    for name, texts in sets.items():
        size = sum(len(text.encode()) for text in texts) / 1e6
        spent = interleaved(
            {"join": split_join, "clean": whole}, texts, options.rounds, {"anew": whole_anew}
        )
        ratio, anew = spent["clean"] / spent["join"], spent["anew"] / spent["join"]
        failed |= name == "reposts" and ratio > LIMIT_RATIO
        print(
            f"{name:<24} {ratio:6.1f} x split and join, {anew:.1f} x with a new cleaner "
            f"({size / spent['clean']:.0f}, {size / spent['anew']:.0f} "
            f"and {size / spent['join']:.0f} MB/s)"
        )
    dumps = [doc["text"] for doc in load("dumps")]
    page = with_cleaner(Cleaner(profile="page"))
    spent = interleaved({"join": split_join, "page": page}, dumps, options.rounds)
    print(f"{'dumps, page profile':<24} {spent['page'] / spent['join']:6.1f} x split and join")
    rows = table_rows()
    few, many = many_filters(rows)
    jobs = {"few": with_cleaner(few), "many": with_cleaner(many)}
    spent = interleaved(jobs, sets["reposts"], options.rounds)
    flat = spent["many"] / spent["few"]
    failed |= flat > LIMIT_FLAT
    print(f"{'filters':<24} {flat:6.2f} x with {len(many.filters)} instead of {len(few.filters)}")
    halves = {
        name: with_cleaner(cleaner_with(Lexicon(compile_index(part, name))))
        for name, part in (("all", rows), ("half", rows[::2]))
    }
    # Clean articles: on reposts half a table also finds less, and marks cost time.
    spent = interleaved(halves, sets["clean articles"], options.rounds)
    flat = spent["all"] / spent["half"]
    failed |= flat > LIMIT_FLAT
    print(f"{'phrases':<24} {flat:6.2f} x with {len(rows)} rows instead of {len(rows[::2])}")
    for name, texts_of in shapes_of_growth(rows, sets["reposts"]).items():
        grown = growth(texts_of, 5)
        failed |= grown > LIMIT_GROWTH
        print(f"{name:<24} {grown:6.2f} x linear, at two to eight times the length")
    if options.check:
        print("above a limit" if failed else "within the limits")
    return int(options.check and failed)


if __name__ == "__main__":
    raise SystemExit(main())
