"""Article lines lost, as a number for 100,000 documents: what a release promises.

    python benchmarks/guarantee.py            on documents whose family, site and wording are unseen
    python benchmarks/guarantee.py --write    and into guarantee.tsv, under this version
    python benchmarks/guarantee.py --page     docs/guarantee.md from guarantee.tsv; no corpus needed

`guarantee.tsv` keeps the counts of every release: those of a version that is measured again are
replaced, those of others stay.

The reposts are cleaned by families, the wild texts by folds, each by tables and a model that never
saw it (`unseen` and `wild-unseen` of quality.py). A document is harmed when a line of its article
is lost. The interval holds the true rate in 95 of 100 such corpora (C. Clopper and E. Pearson, "The
use of confidence or fiducial limits", 1934), as if every document were drawn on its own: copies of
one article are not, so it is narrow rather than wide.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from math import comb
from pathlib import Path

import newsclean
from corpus import CorpusMissing, Doc, Scorer, digest
from newsclean.report.names import script_name
from quality import measure

PAGE = Path(__file__).resolve().parent.parent / "docs" / "guarantee.md"
DATA = Path(__file__).with_name("guarantee.tsv")
COLUMNS = ("version", "date", "corpus", "group", "documents", "harmed", "lost")
SETS = ("unseen", "wild-unseen")
PER = 100_000
_LEAST_DOCS = 20  # of a language that is told alone
_STEPS = 60  # halvings; more than a float can tell apart
_FIGURES = "documents | lost lines for 100,000 | harmed documents for 100,000 | 95 % interval |"


def interval(harmed: int, count: int) -> tuple[float, float]:
    """Within which the rate of harmed documents lies."""
    low = _root(lambda rate: 1 - _at_most(harmed - 1, count, rate)) if harmed else 0.0
    high = _root(lambda rate: -_at_most(harmed, count, rate), -0.025) if harmed < count else 1.0
    return low, high


def _at_most(harmed: int, count: int, rate: float) -> float:
    """How likely so many or fewer are harmed."""
    return sum(comb(count, k) * rate**k * (1 - rate) ** (count - k) for k in range(harmed + 1))


def _root(rising: Callable[[float], float], value: float = 0.025) -> float:
    low, high = 0.0, 1.0
    for _ in range(_STEPS):
        middle = (low + high) / 2
        if rising(middle) < value:
            low = middle
        else:
            high = middle
    return low


class Count:
    """Documents, those that are harmed, and the lines lost in them."""

    def __init__(self, documents: int = 0, harmed: int = 0, lost: int = 0) -> None:
        self.documents, self.harmed, self.lost = documents, harmed, lost

    def add(self, lost: int) -> None:
        """One document."""
        self.documents += 1
        self.harmed += lost > 0
        self.lost += lost

    def cells(self) -> str:
        """The figures of a row."""
        low, high = interval(self.harmed, self.documents)
        lost, harmed = (PER * n / self.documents for n in (self.lost, self.harmed))
        span = f"{PER * low:,.0f} to {PER * high:,.0f}"
        return f"{self.documents:,} | {lost:,.0f} | {harmed:,.0f} | {span}"


def counted() -> dict[str, Count]:
    """Over all documents, and by script and language."""
    scorer = Scorer()
    counts: dict[str, Count] = defaultdict(Count)
    for name in SETS:
        for doc, row in zip(*measure(name, scorer), strict=True):
            lost = len(row["lost"])
            for group in ("all", f"script {_script(doc)}", f"language {doc['lang']}"):
                counts[group].add(lost)
    return counts


def _script(doc: Doc) -> str:
    kept = zip(doc["text"].split("\n"), doc["labels"], strict=True)
    return script_name("\n".join(line for line, label in kept if label == "keep"))


def rows(counts: dict[str, Count]) -> Iterator[str]:
    """The table by script and language."""
    yield f"| | {_FIGURES}"
    yield "|---|---|---|---|---|"
    order = sorted(counts, key=lambda name: (name.split()[0], -counts[name].documents, name))
    for name in order:
        if not name.startswith("language") or counts[name].documents >= _LEAST_DOCS:
            yield f"| {name} | {counts[name].cells()} |"


Row = tuple[str, ...]


def read(path: Path = DATA) -> list[Row]:
    """The rows of every release, in the order of their releases; none without the file."""
    if not path.exists():
        return []
    lines = path.read_text(encoding="utf-8").removesuffix("\n").split("\n")
    if tuple(lines[0].split("\t")) != COLUMNS:
        raise SystemExit(f"{path.name}:1: the columns must be {', '.join(COLUMNS)}")
    return [tuple(line.split("\t")) for line in lines[1:]]


def write(
    counts: dict[str, Count], version: str, date: str, corpus: str, path: Path = DATA
) -> None:
    """This version's rows, after those of others."""
    kept = [row for row in read(path) if row[0] != version]
    kept += [
        (version, date, corpus, name, str(one.documents), str(one.harmed), str(one.lost))
        for name, one in sorted(counts.items())
    ]
    text = "".join("\t".join(row) + "\n" for row in [COLUMNS, *kept])
    path.write_text(text, encoding="utf-8")


def page(text: str, data: list[Row]) -> str:
    """The page with the tables of these rows: all releases, and the last by script and language."""
    releases = [f"| version | date | {_FIGURES}", "|---|---|---|---|---|---|"]
    for version, date, _, group, *figures in data:
        if group == "all":
            releases.append(f"| {version} | {date} | {_count(figures).cells()} |")
    last = data[-1][0]
    counts = {row[3]: _count(row[4:]) for row in data if row[0] == last}
    before = text.partition("<!-- releases -->")[0]
    after = text.partition("<!-- end releases -->")[2]
    tables = "\n".join([*releases, "", f"By script and language, in {last}:", "", *rows(counts)])
    return f"{before}<!-- releases -->\n{tables}\n<!-- end releases -->{after}"


def _count(figures: Sequence[str]) -> Count:
    return Count(*map(int, figures))


def main() -> int:
    """Print the table, or make the page of what was counted before."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--page", action="store_true")
    options = parser.parse_args()
    if not options.page:
        try:
            counts = counted()
            corpus = "+".join(digest(name) for name in ("reposts", "wild"))
        except CorpusMissing as error:
            print(error, file=sys.stderr)
            return 2
        print("\n".join(rows(counts)))
        if options.write:
            write(counts, newsclean.__version__, f"{datetime.now(UTC):%Y-%m-%d}", corpus)
    if options.write or options.page:
        PAGE.write_text(page(PAGE.read_text(encoding="utf-8"), read()), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
