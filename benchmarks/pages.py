"""What newsclean makes of HTML pages whose article is known, and what it costs.

    python benchmarks/pages.py                   four data sets, each page by a model of other sites
    python benchmarks/pages.py aeb --worst 20   one of them, and its worst pages
    python benchmarks/pages.py --none            which pages are taken for ones without an article
    python benchmarks/pages.py --speed          in multiples of a bare lxml parse of the same pages
    python benchmarks/pages.py --captions        the same, captions kept
    python benchmarks/pages.py --versus         page by page against others that are installed
    python benchmarks/pages.py --check          fail when a figure falls below floors.json; --raise
    python benchmarks/pages.py --json out.json  the figures of each page

Metrics are those of `html-dev/score.py`: F1 of 4-word shingles (of known pieces for `traf`), the
share of pages whose words are exactly those of the label, word F1. Everything runs: decoding,
parsing, both looks, all filters, metadata. The models are those of `training/folds`, each without a
fifth of the sites.
"""

from __future__ import annotations

import argparse
import gc
import gzip
import importlib.util
import json
import random
import statistics
import sys
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path
from time import process_time
from typing import Any

import extractors
from corpus import ROOT, CorpusMissing, corpora
from newsclean.cleaner import Cleaner
from newsclean.html.charset import to_utf8
from newsclean.html.model import Model
from newsclean.html.reader import read_page
from newsclean.lexicon import Lexicon
from newsclean.result import Result
from newsclean.sieve import Sieve

FLOORS = Path(__file__).with_name("floors.json")
FOLD_MODELS = ROOT / "training" / "folds"
SETS = {"aeb": "html-dev", "traf": "html-dev", "readability": "html-dev", "wcxb": "wcxb-dev"}
_ROUNDS = 5
_SAMPLES, _SEED = 1000, 7

Row = dict[str, Any]


def pages(name: str) -> list[Row]:
    """The pages of a data set; of `wcxb` the articles."""
    root = corpora() / SETS[name]
    found = []
    with open(root / "gold.jsonl", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if row["dataset"] == name and row.get("page_type") in (None, "article"):
                row["file"] = root / row["path"]
                found.append(row)
    return found


def bytes_of(row: Row) -> bytes:
    """A page as it was saved."""
    return gzip.decompress(row["file"].read_bytes())


@cache
def model_of(fold: int) -> Model:
    """The model that saw no site of a fold."""
    return Model(json.loads((FOLD_MODELS / f"html-{fold}.json").read_text(encoding="utf-8")))


@cache
def sieve() -> Sieve:
    """The tables, read once."""
    return Sieve(Lexicon())


@cache
def scorer() -> Any:
    """`score.py` of the corpora."""
    spec = importlib.util.spec_from_file_location("score", corpora() / "html-dev" / "score.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def cleaned(row: Row, cleaner: Cleaner) -> Result:
    """A page cleaned by a model that never saw its site."""
    doc, source = read_page(
        bytes_of(row), row["encoding"], url=row["url"], sieve=sieve(), model=model_of(row["fold"]),
        captions=cleaner.captions,
    )  # fmt: skip
    return cleaner.clean_document(doc, source)


def scored(row: Row, text: str) -> Row:
    """The figures of one page's text."""
    if row.get("text") is not None:
        return scorer().score_text(row["text"], text)  # type: ignore[no-any-return]
    return scorer().score_segments(row["with"], row["without"], text)  # type: ignore[no-any-return]


def total_of(rows: list[Row]) -> Callable[[list[Row]], tuple[float, float, float, float]]:
    """What makes figures of a data set (F1, precision, recall, exact) of those of its pages."""
    score = scorer()
    return score.total_segments if rows[0].get("text") is None else score.total_text  # type: ignore[no-any-return]


def rivals() -> dict[str, extractors.Extract]:
    """Other extractors that are installed."""
    found: dict[str, extractors.Extract] = {}
    known: tuple[tuple[str, Callable[[], extractors.Extract]], ...] = (
        ("trafilatura", extractors.trafilatura_article),
        ("trafilatura, fast", lambda: extractors.trafilatura_article(fast=True)),
        ("readability-lxml", extractors.readability), ("Resiliparse", extractors.resiliparse),
        ("newspaper4k", extractors.newspaper),
    )  # fmt: skip
    for name, make in known:
        try:
            found[name] = make()
        except ImportError:
            print(f"{name} is not installed", file=sys.stderr)
    return found


def versus(name: str, cleaner: Cleaner) -> list[str]:
    """Of each other extractor its figures, and by how much ours are better on the same pages.

    In brackets what 95 of 100 samples of the pages give: the same pages for both, so that a page
    that is hard for everybody decides nothing.
    """
    rows = pages(name)
    total = total_of(rows)
    ours = [scored(row, cleaned(row, cleaner).text) for row in rows]
    lines = []
    for rival, extract in rivals().items():
        theirs = []
        for row in rows:
            page = to_utf8(bytes_of(row), row["encoding"])[0].decode("utf-8", "replace")
            theirs.append(
                scored(row, extractors.attempt(extract, page, row.get("lang") or "en") or "")
            )
        cells = []
        for at, figure in ((0, "F1"), (3, "exact")):
            if at and row.get("text") is None:
                continue  # of pieces only F1 says much
            own, other = total(ours)[at], total(theirs)[at]
            low, high = paired(ours, theirs, total, at)
            cells.append(f"{figure} {other:.3f}, ours {own - other:+.3f} [{low:+.3f} {high:+.3f}]")
        lines.append(f"{name:12} {rival:18} {'   '.join(cells)}")
    return lines


def paired(
    ours: list[Row], theirs: list[Row],
    total: Callable[[list[Row]], tuple[float, float, float, float]], at: int,
) -> tuple[float, float]:  # fmt: skip
    """The interval of a difference: samples of pages, the same for both. at: which figure."""
    dice = random.Random(_SEED)
    found = []
    for _ in range(_SAMPLES):
        sample = [dice.randrange(len(ours)) for _ in ours]
        own, other = total([ours[i] for i in sample]), total([theirs[i] for i in sample])
        found.append(own[at] - other[at])
    found.sort()
    return found[int(0.025 * _SAMPLES)], found[int(0.975 * _SAMPLES)]


def measure(name: str, cleaner: Cleaner) -> tuple[dict[str, float], dict[str, Row], list[str]]:
    """Figures of a data set, those of each page, and the table of its metadata."""
    score = scorer()
    rows = pages(name)
    docs, pairs = [], []
    for row in rows:
        result = cleaned(row, cleaner)
        docs.append(scored(row, result.text))
        told = {"title": result.title, "author": ", ".join(result.authors), "date": result.date}
        pairs.append((row.get("meta") or {}, told))
    is_text = rows[0].get("text") is not None
    total = total_of(rows)
    f1, precision, recall, exact = total(docs)
    low, high = score.interval(docs, total)
    figures = {"pages": len(rows), "f1": f1, "low": low, "high": high, "precision": precision,
               "recall": recall, "exact": exact}  # fmt: skip
    if is_text:
        figures["word"] = statistics.mean(doc["word"] for doc in docs)
    each = {f"{name}:{row['id']}": doc for row, doc in zip(rows, docs, strict=True)}
    return figures, each, score.meta_table(pairs)


def taken_for_none() -> list[str]:
    """How many pages of each kind are taken for ones without an article, and which they are."""
    lines, found, seen = [], Counter[str](), Counter[str]()
    for folder in ("html-dev", "wcxb-dev"):
        root = corpora() / folder
        for line in (root / "gold.jsonl").read_text(encoding="utf-8").strip().split("\n"):
            row = json.loads(line)
            row["file"] = root / row["path"]
            kind = row.get("page_type") or row["dataset"]
            seen[kind] += 1
            doc, _ = read_page(
                bytes_of(row), row["encoding"], url=row["url"], sieve=sieve(),
                model=model_of(row["fold"]),
            )  # fmt: skip
            if doc.page is not None and doc.page.nothing is not None:
                found[kind] += 1
                lines.append(f"  {kind:14} {row['id']:12.12} {doc.page.nothing}")
    return [*(f"{kind:14} {found[kind]:3} of {count:4}" for kind, count in seen.items()), *lines]


def speed(name: str) -> dict[str, float]:
    """Median over pages of processor time, in multiples of a bare parse of the same page."""
    from lxml import etree

    cleaner = Cleaner()
    text, whole = [], []
    for row in pages(name):
        data, url = bytes_of(row), row["url"]

        def parse(data: bytes = data) -> object:
            return etree.fromstring(data, etree.HTMLParser())

        def clean(data: bytes = data, url: str = url) -> object:
            return cleaner.clean_document(*cleaner.read_page(data, url=url)).text

        def with_fields(data: bytes = data, url: str = url) -> object:
            result = cleaner.clean_document(*cleaner.read_page(data, url=url))
            return result.text, result.fields

        bare, light, full = least(parse), least(clean), least(with_fields)
        text.append(light / bare)
        whole.append(full / bare)
    return {"text": statistics.median(text), "record": statistics.median(whole)}


def least(job: Callable[[], object]) -> float:
    """Processor seconds of a job, the least of some rounds."""
    best = float("inf")
    gc.collect()
    for _ in range(_ROUNDS):
        start = process_time()
        job()
        best = min(best, process_time() - start)
    return best


def check(found: dict[str, dict[str, float]]) -> list[str]:
    """What fell below its floor."""
    floors = json.loads(FLOORS.read_text(encoding="utf-8")).get("html", {})
    return [
        f"{name}: {key} {found[name].get(key, 0):.4f}, the floor is {floor}"
        for name, own in floors.items() if name in found
        for key, floor in own.items() if round(found[name].get(key, 0), 4) < floor
    ]  # fmt: skip


def raise_floors(found: dict[str, dict[str, float]]) -> None:
    """Write what got better."""
    told = json.loads(FLOORS.read_text(encoding="utf-8"))
    floors = told.setdefault("html", {})
    for name, figures in found.items():
        own = floors.setdefault(name, {})
        for key in ("f1", "exact", "word"):
            if key in figures:
                own[key] = max(own.get(key, 0.0), round(figures[key], 4))
    FLOORS.write_text(json.dumps(told, indent=2) + "\n", encoding="utf-8")


def main() -> int:
    """Measure, tell, compare."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("sets", nargs="*", metavar="SET", help=", ".join(SETS))
    parser.add_argument("--speed", action="store_true")
    parser.add_argument("--none", action="store_true")
    parser.add_argument("--versus", action="store_true", help="against others, page by page")
    parser.add_argument("--worst", type=int, default=0, metavar="N")
    parser.add_argument("--captions", action="store_true", help="keep those of pictures")
    parser.add_argument("--ignore", help="filters that do not run")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--raise", action="store_true", dest="raises")
    options = parser.parse_args()
    if not (corpora() / "html-dev" / "gold.jsonl").is_file():
        raise CorpusMissing(
            "html-dev: not found; set NEWSCLEAN_CORPORA to the folder that holds it"
        )
    if options.none:
        print("\n".join(taken_for_none()))
        return 0
    names = options.sets or list(SETS)
    if options.speed:
        for name in names:
            found = speed(name)
            print(f"{name:12} text {found['text']:.2f}  record {found['record']:.2f} bare parses")
        return 0
    cleaner = Cleaner(
        ignore=options.ignore.split(",") if options.ignore else None, captions=options.captions
    )
    if options.versus:
        for name in names:
            print("\n".join(versus(name, cleaner)), flush=True)
        return 0
    all_figures, kept = {}, {}
    for name in names:
        figures, each, meta = measure(name, cleaner)
        all_figures[name] = figures
        kept.update(each)
        word = f"  word {figures['word']:.4f}" if "word" in figures else ""
        print(f"{name:12} {figures['pages']:4.0f}  F1 {figures['f1']:.4f} "
              f"[{figures['low']:.3f} {figures['high']:.3f}]  p {figures['precision']:.3f}  "
              f"r {figures['recall']:.3f}  exact {figures['exact']:.3f}{word}")  # fmt: skip
        for line in meta:
            print(f"  {line}")
        for key, doc in sorted(each.items(), key=lambda item: item[1]["f1"])[: options.worst]:
            print(f"  {doc['f1']:.3f}  extra {doc['extra']:5}  lost {doc['lost']:5}  {key}")
    if options.json:
        options.json.write_text(
            json.dumps({k: {**d, "error": None} for k, d in kept.items()}, indent=1)
        )
    if options.raises:
        raise_floors(all_figures)
    fallen = check(all_figures) if options.check else []
    for line in fallen:
        print(line, file=sys.stderr)
    return 1 if fallen else 0


if __name__ == "__main__":
    raise SystemExit(main())
