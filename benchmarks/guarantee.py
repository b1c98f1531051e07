"""Article lines lost, as a number for 100,000 documents: what a release promises.

    python benchmarks/guarantee.py            on documents whose family, site and wording are unseen
    python benchmarks/guarantee.py --write    and into docs/guarantee.md, under this version

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
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from math import comb
from pathlib import Path

import newsclean
from corpus import CorpusMissing, Doc, Scorer
from newsclean.report.names import script_name
from quality import measure

PAGE = Path(__file__).resolve().parent.parent / "docs" / "guarantee.md"
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

    def __init__(self) -> None:
        self.documents = self.harmed = self.lost = 0

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


def write(counts: dict[str, Count]) -> None:
    """This version's row, after those of others; the tables of now."""
    text = PAGE.read_text(encoding="utf-8")
    own = f"| {newsclean.__version__} |"
    before = [line for line in text.split("\n") if line.startswith("| ") and line.count("|") == 7]
    releases = [line for line in before if not line.startswith(("| version", own))]
    releases.append(f"{own} {datetime.now(UTC):%Y-%m-%d} | {counts['all'].cells()} |")
    top = text[: text.index("| version")]
    table = "\n".join([f"| version | date | {_FIGURES}", "|---|---|---|---|---|---|", *releases])
    now = "\n".join(rows(counts))
    PAGE.write_text(f"{top}{table}\n\nBy script and language, in this version:\n\n{now}\n",
                    encoding="utf-8")  # fmt: skip


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    try:
        counts = counted()
    except CorpusMissing as error:
        print(error, file=sys.stderr)
        return 2
    print("\n".join(rows(counts)))
    if options.write:
        write(counts)
    return 0


if __name__ == "__main__":
    sys.exit(main())
