"""Measure the filters with the model on documents whose wordings, family and site nobody saw.

    python training/measure.py             the figures, by set and by script
    python training/measure.py --at 1,2,3  for other break-even points of the model
    python training/measure.py --card      write docs/model.md and its picture

Each document is cleaned by the model of training/folds that did not see its fold, and by tables
without the rows that only its family (reposts) or fold (wild) bears witness to.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import sys
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "benchmarks"), str(ROOT / "src")]

import quality
from corpus import Doc, Scorer, load
from newsclean.cleaner import DEFAULT_CONFIDENCE, Cleaner
from newsclean.learned.model import Model
from newsclean.learned.signs import NAMES
from newsclean.lexicon import Lexicon
from newsclean.pipeline import Pipeline
from newsclean.scripts import script_of
from newsclean.tables import compile_index

SETS = (("reposts", "family"), ("wild", "fold"))
CONFIDENCES = (0.1, 0.3, DEFAULT_CONFIDENCE, 0.7, 0.8, 0.9, 0.97)
CARD = ROOT / "docs" / "model.md"
PICTURE = ROOT / "docs" / "confidence.svg"
_SCRIPTS = {0: "Latin", 2: "Cyrillic", 5: "Arabic", 7: "Devanagari", 16: "Thai"}
_SAMPLES = 1000


class Way(NamedTuple):
    """How to clean: whether the model works, where it breaks even (None: as trained), the dial."""

    model: bool = True
    shift: float | None = None
    sentence_shift: float | None = None
    confidence: float = DEFAULT_CONFIDENCE


class Group(NamedTuple):
    """Documents of one fold that are cleaned by the same tables."""

    docs: list[Doc]
    unknown: frozenset[str]
    fold: int


def groups_of(name: str, by: str) -> list[Group]:
    """The documents of a set, and what the tables must not know for them."""
    docs = load(name)
    seen = quality.witnesses(docs, quality.lexicon_without(), by)
    pruned = quality.pruned_wordings(seen)
    found: dict[tuple[str, int], list[Doc]] = {}
    for doc in docs:
        found.setdefault((str(doc[by]), doc["fold"]), []).append(doc)
    return [
        Group(group, frozenset(pruned.get(value, ())), fold)
        for (value, fold), group in found.items()
    ]  # fmt: skip


def _lexicon(unknown: frozenset[str], work: Path) -> Lexicon:
    """Tables without some wordings; compiled once."""
    rows = [row for row in quality.table_rows() if quality.wording_of()[row["id"]] not in unknown]
    text = "\n".join("\t".join(row.values()) for row in rows)
    path = work / f"{hashlib.sha256(text.encode()).hexdigest()[:24]}.idx"
    if not path.exists():
        path.write_bytes(compile_index(rows, "measured"))
    return Lexicon(path.read_bytes())


def _score(group: Group, ways: list[Way], work: Path) -> list[list[Doc]]:
    """In a worker: rows of the scorer for each way."""
    lexicon = _lexicon(group.unknown, work)
    data = (quality.FOLD_MODELS / f"lines-{group.fold}.model").read_bytes()
    found = []
    for way in ways:
        model = Model(data, NAMES)
        if way.shift is not None:
            model.shift = -way.shift
        if way.sentence_shift is not None:
            model.sentence_shift = -way.sentence_shift
        cleaner = Cleaner(
            ignore=[] if way.model else ["model"], confidence=way.confidence, segments="never"
        )
        cleaner._pipeline = Pipeline(
            cleaner.filters, way.confidence, lexicon, model=model, segments="never"
        )
        found.append(quality.score(cleaner, group.docs, Scorer()))
    return found


def measure(
    name: str, by: str, ways: list[Way], work: Path, jobs: int
) -> tuple[list[Doc], list[list[Doc]]]:
    """Documents of a set, and for each way their rows of the scorer."""
    groups = groups_of(name, by)
    with ProcessPoolExecutor(jobs) as pool:
        scored = list(pool.map(partial(_score, ways=ways, work=work), groups))
    docs = [doc for group in groups for doc in group.docs]
    return docs, [[row for part in scored for row in part[n]] for n in range(len(ways))]


# By script --------------------------------------------------------------------------------------


def script_name(doc: Doc) -> str:
    """The script of most letters that belong to the article."""
    counts: dict[str, int] = {}
    for line, label in zip(doc["text"].split("\n"), doc["labels"], strict=True):
        if label == "keep":
            for char in filter(str.isalpha, line[:200]):
                name = _SCRIPTS.get(script_of(char), "CJK" if char >= "\u2e80" else "other")
                counts[name] = counts.get(name, 0) + 1
    return max(counts, key=lambda name: counts[name]) if counts else "other"


def interval(parts: list[tuple[int, int]]) -> tuple[float, float]:
    """A 95 % bootstrap interval over documents for the ratio of two sums."""
    dice = random.Random(1)
    ratios = sorted(
        sum(a for a, _ in sample) / max(1, sum(b for _, b in sample))
        for sample in (dice.choices(parts, k=len(parts)) for _ in range(_SAMPLES))
    )
    return ratios[_SAMPLES // 40], ratios[-_SAMPLES // 40]


def by_script(docs: list[Doc], rows: list[Doc]) -> Iterable[tuple[str, int, str, str]]:
    """Script, documents, article lines lost, recall with its interval."""
    places: dict[str, list[int]] = {}
    for n, doc in enumerate(docs):
        places.setdefault(script_name(doc), []).append(n)
    for name, found in sorted(places.items(), key=lambda item: -len(item[1])):
        recall = []
        for n in found:
            total = docs[n]["labels"].count("drop")
            recall.append((total - len(rows[n]["left"]), total))
        keep = sum(docs[n]["labels"].count("keep") for n in found)
        lost = sum(len(rows[n]["lost"]) for n in found)
        share = sum(a for a, _ in recall) / max(1, sum(b for _, b in recall))
        low, high = interval(recall)
        yield name, len(found), f"{lost} of {keep}", f"{share:.3f} ({low:.2f} to {high:.2f})"


# The card ---------------------------------------------------------------------------------------


def _line(name: str, f: Doc) -> str:
    return (
        f"| {name} | {f['lost']} of {f['keep']} | {f['trap_lost']} of {f['traps']} | "
        f"{f['harmed']} of {f['clean_docs']} | {f['recall']:.3f} | {f['exact']:.3f} |"
    )


def _replace(text: str, part: str, new: str) -> str:
    begin, end = f"<!-- {part} -->\n", f"<!-- end {part} -->"
    head, _, rest = text.partition(begin)
    _, _, tail = rest.partition(end)
    return f"{head}{begin}{new}\n{end}{tail}"


def picture(curves: dict[str, list[tuple[float, float, float]]]) -> str:
    """An SVG: recall upwards, lost article lines rightwards, a point a confidence."""
    width, height, left, bottom = 640, 360, 60, 40
    most = max(lost for points in curves.values() for _, lost, _ in points) or 1.0
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        'font-family="sans-serif" font-size="11">',
        f'<rect width="{width}" height="{height}" fill="#fff"/>',
        f'<text x="{left}" y="16">drop recall and article lines lost, by --confidence '
        "(unseen families and folds)</text>",
    ]
    for tick in (0.2, 0.4, 0.6, 0.8, 1.0):
        y = height - bottom - tick * (height - bottom - 40)
        out.append(f'<path d="M{left} {y:.0f}H{width - 20}" stroke="#ddd"/>')
        out.append(f'<text x="{left - 30}" y="{y + 4:.0f}">{tick:g}</text>')
    for share in (0.0, 0.25, 0.5, 0.75, 1.0):
        x = left + share * (width - left - 90)
        out.append(f'<text x="{x:.0f}" y="{height - 18}">{share * most * 10_000:.0f}</text>')
    out.append(f'<text x="{left}" y="{height - 4}">article lines lost, of 10,000</text>')
    for colour, (name, points) in zip(("#1b6ca8", "#b5541c"), curves.items(), strict=False):
        places = [
            (left + lost / most * (width - left - 90),
             height - bottom - recall * (height - bottom - 40), confidence)
            for confidence, lost, recall in points
        ]  # fmt: skip
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y, _ in places)
        out.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        for x, y, confidence in places:
            out.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>')
            out.append(f'<text x="{x + 5:.1f}" y="{y + 12:.1f}">{confidence:g}</text>')
        x, y, _ = places[0]
        out.append(f'<text x="{x - 20:.1f}" y="{y - 8:.1f}" fill="{colour}">{name}</text>')
    return "\n".join([*out, "</svg>\n"])


def write_card(work: Path, jobs: int) -> None:
    """Figures, scripts, what is left and the curve, into docs/model.md."""
    text = CARD.read_text(encoding="utf-8")
    ways = [Way(model=False), *(Way(confidence=p) for p in CONFIDENCES)]
    default = 1 + CONFIDENCES.index(DEFAULT_CONFIDENCE)
    table = [
        "| documents | article lines lost | trap lines lost | clean documents harmed | recall "
        "| exact |",
        "|---|---|---|---|---|---|",
    ]
    scripts = ["| documents | script | count | article lines lost | recall (95 % interval) |",
               "|---|---|---|---|---|"]  # fmt: skip
    left = ["| documents | class | left | of |", "|---|---|---|---|"]
    curves: dict[str, list[tuple[float, float, float]]] = {}
    for name, by in SETS:
        docs, rows = measure(name, by, ways, work, jobs)
        figures = [quality.figures(docs, row, Scorer()) for row in rows]
        table.append(_line(f"{name}, without the model", figures[0]))
        table.append(_line(f"{name}, with it", figures[default]))
        for script, count, lost, recall in by_script(docs, rows[default]):
            scripts.append(f"| {name} | {script} | {count} | {lost} | {recall} |")
        most = sorted(figures[default]["left"].items(), key=lambda item: -item[1][0])
        left += [f"| {name} | {cls} | {a} | {b} |" for cls, (a, b) in most[:10]]
        curves[name] = [
            (p, f["lost"] / f["keep"], f["recall"])
            for p, f in zip(CONFIDENCES, figures[1:], strict=True)
        ]  # fmt: skip
    text = _replace(text, "figures", "\n".join(table))
    text = _replace(text, "scripts", "\n".join(scripts))
    CARD.write_text(_replace(text, "left", "\n".join(left)), encoding="utf-8")
    PICTURE.write_text(picture(curves), encoding="utf-8")


def main() -> int:
    """Measure and print, or write the card."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--work", type=Path, help="keep and reuse compiled tables in this folder")
    parser.add_argument("--at", default="", help="break-even points in log-odds, with commas")
    parser.add_argument("--card", action="store_true")
    parser.add_argument("--lost", action="store_true", help="list the lost lines")
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    if options.work is None:
        with TemporaryDirectory() as folder:
            return run(options, Path(folder))
    options.work.mkdir(parents=True, exist_ok=True)
    return run(options, options.work)


def run(options: argparse.Namespace, work: Path) -> int:
    """Measure and print, or write the card; compiled tables go to `work`."""
    if options.card:
        write_card(work, options.jobs)
        return 0
    points = [float(point) for point in options.at.split(",") if point]
    ways = [Way(shift=point) for point in points] or [Way(model=False), Way()]
    for name, by in SETS:
        docs, scored = measure(name, by, ways, work, options.jobs)
        for way, rows in zip(ways, scored, strict=True):
            figures = quality.figures(docs, rows, Scorer())
            print(way, quality.show(name, figures), flush=True)
            print(quality.details(figures).split("\n")[-1])
            for doc, row in zip(docs, rows, strict=True) if options.lost else ():
                for i in row["lost"]:
                    print(f"    LOST {doc['id']} {doc['classes'][i]}: "
                          f"{doc['text'].split(chr(10))[i][:100]}")  # fmt: skip
        if not points:
            for script in by_script(docs, scored[-1]):
                print("   ", *script)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
