"""What the filters that cut parts of lines find, and what they cut wrongly.

`python benchmarks/spans.py [--all]`: `inline` against the marked spans of the wild texts. A cut
in any other article line is false, one in a line of boilerplate does not count. `dateline` has no
labels: its cuts are counted, and shown with `--all` like everything that was not found exactly.
`segments`: the same spans, with every long line cut by its segments (`--segments always`).
"""

from __future__ import annotations

import sys
from collections import Counter
from typing import Any

from corpus import load
from newsclean.cleaner import Cleaner

Doc = dict[str, Any]
Counts = Counter[str]
SETS = ("wild", "reposts", "dumps")


def measure(docs: list[Doc], cleaner: Cleaner | None = None) -> tuple[Counts, list[str]]:
    """Counts of spans and cuts, and a line on each that is not exact.

    exact: the marked text but for blanks at its ends. partial: more or less of it. loose: a piece
    whose end nothing marks, which is to stay. false: anything else in a line of the article.
    """
    counts: Counts = Counter(spans=0, exact=0, partial=0, loose=0, false=0, missed=0)
    told: list[str] = []
    cleaner = cleaner or Cleaner(select=["inline"])
    for doc in docs:
        lines = doc["text"].split("\n")
        spans, loose = doc.get("spans", []), doc.get("loose", [])
        found = cleaner.clean(doc["text"]).document.spans
        cuts = [(i, start, end) for i, some in found.items() for start, end, _ in some]
        counts["spans"] += len(spans)
        for i, start, end in cuts:
            if doc["labels"][i] == "keep" and lines[i][start:end].strip():
                verdict = _verdict(lines[i], (i, start, end), spans, loose)
                counts[verdict] += 1
                if verdict != "exact":
                    told.append(f"{verdict}: {lines[i][start:end]!r}")
        for span in spans:
            if not any(_meet(span, cut) for cut in cuts):
                counts["missed"] += 1
                told.append(f"missed {span[3]}: {lines[span[0]][span[1] : span[2]]!r}")
    return counts, told


def _verdict(line: str, cut: tuple[int, int, int], spans: list[Any], loose: list[Any]) -> str:
    same = [span for span in spans if _meet(span, cut)]
    if any(line[span[1] : span[2]].strip() == line[cut[1] : cut[2]].strip() for span in same):
        return "exact"
    if same:
        return "partial"
    return "loose" if any(_meet(span, cut) for span in loose) else "false"


def _meet(one: Any, other: Any) -> bool:
    return bool(one[0] == other[0] and one[1] < other[2] and other[1] < one[2])


def datelines(docs: list[Doc]) -> list[str]:
    """What `dateline` cuts from lines that are not boilerplate."""
    cleaner = Cleaner(select=["dateline"])
    return [
        f"dateline: {doc['text'].split(chr(10))[i][start:end]!r}"
        for doc in docs
        for i, some in cleaner.clean(doc["text"]).document.spans.items()
        for start, end, _ in some
        if doc["labels"][i] != "drop"
    ]


def main() -> int:
    """Print a row for each set."""
    print("| set | spans | exact | partial | missed | loose cut | false | datelines |")
    print("|---|---|---|---|---|---|---|---|")
    for name in SETS:
        docs = load(name)
        counts, told = measure(docs)
        found = datelines(docs)
        figures = [counts[k] for k in ("spans", "exact", "partial", "missed", "loose", "false")]
        print(f"| {name} | {' | '.join(map(str, figures))} | {len(found)} |")
        if "--all" in sys.argv[1:]:
            print("\n".join(["", *told, *found, ""]))
        for mode in ("auto", "always"):
            counts, told = measure(docs, Cleaner(segments=mode))
            figures = [counts[k] for k in ("spans", "exact", "partial", "missed", "loose", "false")]
            print(f"| {name}, --segments {mode} | {' | '.join(map(str, figures))} | |")
            if "--all" in sys.argv[1:]:
                print("\n".join(["", *told, ""]))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
