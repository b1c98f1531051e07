"""What the page profile loses of dumps and leaves of them, each site by a model that never saw it.

    python training/page_measure.py                    the development dumps
    python training/page_measure.py dumps.jsonl.gz     of what page_data.py wrote, one view a page

The whole of the pipeline is run, the models are those of `training/folds`. Prints the tables of
`page-card.md`: by view, by the script of the article, and by the confidence of the marks.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

from page_align import DROP, EITHER, KEEP

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "benchmarks"))

from corpus import Doc, Scorer, load
from measure import script_name
from quality import dump_cleaner, intervals

_NAMES = {KEEP: "keep", DROP: "drop", EITHER: "either"}
_MAX_LINES = 3000
_PIECES_ONLY = "traf"  # of its pages only pieces are known
_CONFIDENCES = (0.0, 0.95, 0.97, 0.99)
_FILTER = "page-frame"
_WORST = 10


def read(path: Path) -> list[Doc]:
    """The first view of each page, labels as the corpora name them."""
    found: dict[str, Doc] = {}
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            doc = json.loads(line)
            if doc["dataset"] != _PIECES_ONLY and len(doc["labels"]) <= _MAX_LINES:
                doc["labels"] = [_NAMES[label] for label in doc["labels"]]
                found.setdefault(doc["page"], doc)
    return list(found.values())


def table(name: str, counts: dict[str, Counter[str]]) -> Iterable[str]:
    """Rows of Markdown: of each group the lines lost and the share of the others that went."""
    yield f"| {name} | dumps | article lines lost | of the other lines dropped |"
    yield "|---|---|---|---|"
    for group, count in sorted(counts.items(), key=lambda item: -item[1]["docs"]):
        lost, keep = count["lost"], count["keep"]
        share = count["gone"] / count["drop"] if count["drop"] else 0.0
        yield (
            f"| {group} | {count['docs']} | {lost:,} of {keep:,}, {lost / max(keep, 1):.2%} | "
            f"{share:.1%} |"
        )


def main() -> int:
    """Clean, count, print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("data", nargs="?", type=Path, help="what page_data.py wrote")
    parser.add_argument("--profile", choices=("page", "auto"), default="page")
    parser.add_argument("--worst", action="store_true", help="also the pages that lose most")
    options = parser.parse_args()
    docs = read(options.data) if options.data else load("dumps")
    scorer = Scorer()
    groups: dict[str, dict[str, Counter[str]]] = {
        name: defaultdict(Counter) for name in ("all", "view", "script")
    }
    sure: dict[float, Counter[str]] = {least: Counter() for least in _CONFIDENCES}
    rows, lost_of = [], Counter[str]()
    for doc in docs:
        marks = dump_cleaner(options.profile, doc["fold"]).clean(doc["text"]).marks
        kept = [i for i in range(len(doc["labels"])) if i not in marks]
        rows.append(scorer.score_doc(doc, {"kept": kept}))
        count = Counter(docs=1)
        for i, label in enumerate(doc["labels"]):
            count[label] += 1
            if i in marks and label != "either":
                what = "lost" if label == "keep" else "gone"
                count[what] += 1
                if marks[i][0] == _FILTER:
                    for least, by_sure in sure.items():
                        by_sure[what] += marks[i][3] >= least
        lost_of[doc.get("page", doc["id"])] += count["lost"]
        keys = {"all": "all", "view": doc["view"], "script": script_name(doc)}
        for name, key in keys.items():
            groups[name][key].update(count)
    for name, counts in groups.items():
        print(*table(name, counts), "", sep="\n")
    print(intervals(docs, rows).strip(), "\n")
    print(f"| confidence of {_FILTER} | article lines lost | other lines dropped |")
    print("|---|---|---|")
    for least, by_sure in sure.items():
        print(f"| {least or 'any'} | {by_sure['lost']:,} | {by_sure['gone']:,} |")
    if options.worst:
        print("", *(f"{n:6} {page}" for page, n in lost_of.most_common(_WORST)), sep="\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
