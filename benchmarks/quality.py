"""What newsclean finds and what it loses, on labelled text and on wrappers it has no rows for.

    python benchmarks/quality.py                     the figures of the four tables
    python benchmarks/quality.py reposts --by lang   a table by family, site, lang or fold
    python benchmarks/quality.py unseen --worst 20   the worst documents, line by line
    python benchmarks/quality.py --check             fail when a figure falls below floors.json
    python benchmarks/quality.py --raise             write what got better into floors.json

`unseen` leaves one wrapper family of the reposts out at a time: every row that only documents of
that family bear witness to is taken out of the tables, and the family is cleaned with the rest.
`unseen-fold` does the same with a fifth of the families at once. The learned filter is then one
that was trained without the fold of the family (`training/folds`); on `reposts` and `wild` it is
the one of the package, which has seen them. `wild-unseen` is by fold, too.

`dumps` are whole pages, cleaned as such; `dumps-unseen` cleans each fifth of their sites with a
model that was trained without it (`training/folds`); `dumps-auto` does that where the text itself
must tell that it is a dump. Their intervals are of a bootstrap over pages, not over views.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections import defaultdict
from collections.abc import Collection, Iterable
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from pathlib import Path

import newsclean
from corpus import ROOT, CorpusMissing, Doc, Scorer, digest, load
from newsclean.cleaner import Cleaner
from newsclean.document import Document
from newsclean.fold import fold, fold_numbers
from newsclean.learned.model import Model
from newsclean.learned.signs import NAMES
from newsclean.lexicon import Lexicon
from newsclean.page.model import load_model
from newsclean.pipeline import Pipeline
from newsclean.result import Result
from newsclean.sieve import Sieve
from newsclean.tables import COLUMNS, compile_index, read_rows

# The tables, not the compiled index: figures of a row just written need no build before. They stand
# beside the package when it runs from its source; a wheel has only the index.
_BESIDE = Path(newsclean.__file__).with_name("phrases")
TABLES = _BESIDE if (_BESIDE / "share.tsv").exists() else ROOT / "src" / "newsclean" / "phrases"
FLOORS = Path(__file__).with_name("floors.json")
SETS = ("reposts", "wild", "unseen", "unseen-fold", "wild-unseen", "dumps", "dumps-unseen",
        "dumps-auto")  # fmt: skip
FOLD_MODELS = ROOT / "training" / "folds"
_RESAMPLED, _SEED = 1000, 1
# Figures that may only rise, and those that may only fall; the rest is for reading.
RISING = ("recall", "exact", "verbatim", "meta_right")
FALLING = ("lost", "trap_lost", "harmed", "meta_invented")
_PLACEHOLDER = re.compile(r"\{(\w+)\}")


def lexicon_without(unknown: Collection[str] = ()) -> Lexicon:
    """The tables as compiled now, without the rows of some wordings."""
    rows = table_rows()
    if unknown:
        wordings = wording_of()
        rows = [row for row in rows if wordings[row["id"]] not in unknown]
    return Lexicon(compile_index(rows, "measured"))


def model_without(fold: int) -> Model:
    """The lines' model that did not see a fifth of the corpora."""
    return Model((FOLD_MODELS / f"lines-{fold}.model").read_bytes(), NAMES)


def cleaner_with(
    lexicon: Lexicon, names: list[str] | None = None, fold: int | None = None
) -> Cleaner:
    """A cleaner over these tables, with the default filters or those of these names.

    fold: the learned filter is the one that did not see this fifth of the corpora. The labels are
    of lines, so no parts are cut from them; benchmarks/segments.py scores that.
    """
    cleaner = Cleaner(segments="never")
    model = None if fold is None else model_without(fold)
    cleaner._pipeline = Pipeline(
        names or cleaner.filters, cleaner.confidence, lexicon, model=model, segments="never"
    )
    return cleaner


def answer(result: Result, doc: Doc) -> Doc:
    """A result in the shape that the scorer takes."""
    document, fields = result.document, result.fields
    meta = {
        "title": fields.title,
        "publisher": fields.publisher,
        "author": fields.authors or None,
        "date": fields.date,
        "source_url": fields.source_url,
        "feed_title": fields.feed_title,
        "feed_url": fields.feed_url,
    }
    kept = [i for i in range(len(document.lines)) if i not in document.marks]
    ends = [document.end(i) for i in kept]
    joined = "".join(document.lines[i] + end for i, end in zip(kept, ends, strict=True))
    if joined != result.text or len(document.lines) != len(doc["labels"]):
        # Other line ends than the corpus counts, or text that is not verbatim: the scorer looks.
        return {"text": result.text, "meta": meta}
    return {"kept": kept, "meta": meta}


def score(cleaner: Cleaner, docs: Iterable[Doc], scorer: Scorer) -> list[Doc]:
    """One row of the scorer for each document, with the metadata that nobody asked for.

    `marks` of a row are the filters' names by line.
    """
    rows = []
    for doc in docs:
        result = cleaner.clean(doc["text"])
        found = answer(result, doc)
        row = scorer.score_doc(doc, found)
        row["marks"] = {i: mark[0] for i, mark in result.marks.items()}
        row["profile"] = result.profile
        empty = [f for f in scorer.fields if not (doc.get("meta") or {}).get(f)]
        row["empty"] = empty
        row["invented"] = [f for f in empty if found["meta"].get(f)]
        rows.append(row)
    return rows


def figures(docs: list[Doc], rows: list[Doc], scorer: Scorer) -> Doc:
    """The figures of the issue, from the rows of some documents."""
    total = scorer.summarise(docs, rows)
    meta = total["meta"]
    gold = sum(field["gold"] for field in meta.values())
    empty = sum(len(row["empty"]) for row in rows)
    clean_rows = [r for d, r in zip(docs, rows, strict=True) if "drop" not in d["labels"]]
    return {
        "docs": len(docs),
        "keep": total["keep_lines"],
        "lost": total["lines_lost"],
        "traps": total.get("hard_lines", 0),
        "trap_lost": total.get("hard_lines_lost", 0),
        "clean_docs": len(clean_rows),
        "harmed": sum(1 for r in clean_rows if r["lost"]),
        "drop": total["drop_lines"],
        "recall": round(total["drop_recall"], 4),
        "exact": round(total["exact_docs"], 4),
        "verbatim": round(total["verbatim"], 4),
        "char_f1": round(total["char_f1"], 4),
        "meta_right": round(sum(f["right"] for f in meta.values()) / gold, 4) if gold else 1.0,
        "meta_invented": round(sum(len(r["invented"]) for r in rows) / empty, 4) if empty else 0.0,
        "meta": {f: (m["right"], m["gold"]) for f, m in meta.items()},
        "invented": {
            f: (sum(f in r["invented"] for r in rows), sum(f in r["empty"] for r in rows))
            for f in scorer.fields
        },
        "left": {name: left for name, left in total["left_by_class"].items() if left[0]},
    }


# Leaving a family out ---------------------------------------------------------------------------


@cache
def table_rows() -> list[dict[str, str]]:
    """Every row of the phrase tables."""
    rows: list[dict[str, str]] = []
    for path in sorted(TABLES.glob("*.tsv")):
        with path.open(encoding="utf-8") as file:
            if file.readline().rstrip("\n").split("\t")[0] == COLUMNS[0]:
                rows.extend(read_rows(path))
    return rows


def _plain(match: re.Match[str]) -> str:
    """A number as the tables fold it; the end of the wording for anything else."""
    return "0" if match[1] in ("n", "year") else "\x01"


@cache
def wording_of() -> dict[str, str]:
    """Row id -> what rows share that say the same: folded, whatever the match and full stop."""
    return {
        row["id"]: fold_numbers(fold(_PLACEHOLDER.sub(_plain, row["phrase"]))).strip("\x01 .:")
        for row in table_rows()
    }


def witnesses(docs: list[Doc], lexicon: Lexicon, by: str) -> dict[str, set[str]]:
    """Row id -> the groups in whose boilerplate it stands; article lines bear no witness."""
    sieve = Sieve(lexicon)
    seen: dict[str, set[str]] = defaultdict(set)
    for doc in docs:
        lines = Document.from_text(doc["text"]).lines
        if len(lines) != len(doc["labels"]):
            lines = doc["text"].split("\n")
        rows, hits, _ = sieve.sweep(lines)
        keys = {i: row.key for i, row in enumerate(rows) if row is not None}
        ids = {i: [hit[0].id] for i, hit in hits.items()}
        for i, key in keys.items():
            if i not in hits and doc["labels"][i] != "keep":
                ids[i] = [row.id for row in lexicon.split(key) or ()]
        for i, found in ids.items():
            if doc["labels"][i] != "keep":
                for row_id in found:
                    seen[row_id].add(str(doc[by]))
    return seen


def pruned_wordings(seen: dict[str, set[str]]) -> dict[str, set[str]]:
    """Group -> the wordings that it alone supports."""
    groups_of: dict[str, set[str]] = defaultdict(set)
    for row_id, groups in seen.items():
        groups_of[wording_of()[row_id]] |= groups
    pruned: dict[str, set[str]] = defaultdict(set)
    for text, groups in groups_of.items():
        if len(groups) == 1:
            pruned[next(iter(groups))].add(text)
    return pruned


def _score_unseen(job: tuple[list[Doc], set[str]]) -> list[Doc]:
    """In a worker: the documents of one group, without the wordings that only it supports."""
    docs, unknown = job
    return score(cleaner_with(lexicon_without(unknown), fold=docs[0]["fold"]), docs, Scorer())


def unseen_groups(docs: list[Doc], by: str) -> list[tuple[list[int], set[str]]]:
    """For each group of one fold the places of its documents, and the wordings it alone has."""
    seen = witnesses(docs, lexicon_without(), by)
    pruned = pruned_wordings(seen)
    groups: dict[tuple[str, int], list[int]] = defaultdict(list)
    for n, doc in enumerate(docs):
        groups[str(doc[by]), doc["fold"]].append(n)
    return [(places, pruned.get(group, set())) for (group, _), places in groups.items()]


def score_unseen(docs: list[Doc], by: str) -> list[Doc]:
    """Rows of the scorer in the order of `docs`, each group cleaned by tables that forgot it."""
    groups = unseen_groups(docs, by)
    jobs = [([docs[n] for n in places], unknown) for places, unknown in groups]
    found: list[Doc] = [{}] * len(docs)
    with ProcessPoolExecutor() as pool:
        for (places, _), rows in zip(groups, pool.map(_score_unseen, jobs), strict=True):
            for n, row in zip(places, rows, strict=True):
                found[n] = row
    return found


# Whole pages ------------------------------------------------------------------------------------


@cache
def dump_cleaner(profile: str, fold: int | None) -> Cleaner:
    """A cleaner of whole pages. fold: by the models that did not see this fifth of the corpora."""
    cleaner = Cleaner(profile=profile)
    pipeline = Pipeline(
        cleaner.filters, cleaner.confidence, lexicon_without(), profile=profile,
        model=None if fold is None else model_without(fold),
    )  # fmt: skip
    if fold is not None:
        pipeline.page_model = load_model(str(FOLD_MODELS / f"page-{fold}.json"))
    cleaner._pipeline = pipeline
    return cleaner


def score_dumps(docs: list[Doc], scorer: Scorer, profile: str, *, is_unseen: bool) -> list[Doc]:
    """Rows of the scorer, each fold by the models that never saw its sites, or all by the last."""
    rows = []
    for doc in docs:
        cleaner = dump_cleaner(profile, doc["fold"] if is_unseen else None)
        rows += score(cleaner, [doc], scorer)
    return rows


def intervals(docs: list[Doc], rows: list[Doc]) -> str:
    """Share of lines lost and recall, each with its 95 % interval over pages, in words."""
    pages: dict[str, list[int]] = {}
    for doc, row in zip(docs, rows, strict=True):
        page = pages.setdefault(doc["id"].removesuffix(f"-{doc['view']}"), [0, 0, 0, 0])
        drop = row.get("drop", 0)
        for k, count in enumerate(
            (len(row["lost"]), row.get("keep", 0), drop - row.get("drop_kept", 0), drop)
        ):
            page[k] += count
    chance = random.Random(_SEED)
    counts = list(pages.values())
    samples = [chance.choices(counts, k=len(counts)) for _ in range(_RESAMPLED)]
    told = []
    for name, k in (("lost", 0), ("recall", 2)):
        rates = sorted(_rate(sample, k) for sample in samples)
        low, high = rates[_RESAMPLED // 40], rates[-1 - _RESAMPLED // 40]
        told.append(f"{name} {_rate(counts, k):.2%} [{low:.2%}, {high:.2%}]")
    return f"    over {len(pages)} pages: {', '.join(told)}"


def _rate(counts: list[list[int]], k: int) -> float:
    whole = sum(count[k + 1] for count in counts)
    return sum(count[k] for count in counts) / whole if whole else 0.0


# The command ------------------------------------------------------------------------------------


def measure(name: str, scorer: Scorer) -> tuple[list[Doc], list[Doc]]:
    """Documents and scored rows of one of SETS."""
    if name.startswith("unseen"):
        docs = load("reposts")
        return docs, score_unseen(docs, "fold" if name == "unseen-fold" else "family")
    if name == "wild-unseen":
        docs = load("wild")
        return docs, score_unseen(docs, "fold")
    if name.startswith("dumps"):
        docs = load("dumps")
        profile = "auto" if name == "dumps-auto" else "page"
        return docs, score_dumps(docs, scorer, profile, is_unseen=name != "dumps")
    docs = load(name)
    return docs, score(cleaner_with(lexicon_without()), docs, scorer)


def show(name: str, f: Doc) -> str:
    """The figures of one set in a few lines."""
    per_mille = 100 * f["lost"] / f["keep"] if f["keep"] else 0.0
    text = (
        f"{name:<12} lost {f['lost']}/{f['keep']} ({per_mille:.3f} %)  traps lost "
        f"{f['trap_lost']}/{f['traps']}  clean docs harmed {f['harmed']}/{f['clean_docs']}  "
        f"recall {f['recall']:.3f}  exact {f['exact']:.3f}  verbatim {f['verbatim']:g}  "
        f"meta {f['meta_right']:.3f}  invented {f['meta_invented']:.3f}"
    )
    return text


def details(f: Doc) -> str:
    """Fields and classes of one set."""
    right = "  ".join(f"{k} {a}/{b}" for k, (a, b) in f["meta"].items())
    invented = "  ".join(f"{k} {a}/{b}" for k, (a, b) in f["invented"].items() if a)
    left = "  ".join(f"{k} {a}/{b}" for k, (a, b) in sorted(f["left"].items(), key=_most_left))
    return f"    right: {right}\n    filled where empty: {invented or '-'}\n    left: {left or '-'}"


def _most_left(item: tuple[str, list[int]]) -> int:
    return -item[1][0]


def worst(docs: list[Doc], rows: list[Doc], count: int) -> Iterable[str]:
    """The documents that lost most, then those that kept most boilerplate."""
    order = sorted(range(len(rows)), key=lambda n: (-len(rows[n]["lost"]), -len(rows[n]["left"])))
    for n in order[:count]:
        row, doc = rows[n], docs[n]
        lines = doc["text"].split("\n")
        yield (
            f"--- {doc['id']} ({doc.get('family')}, {doc.get('lang')}): "
            f"lost {len(row['lost'])}, left {len(row['left'])}"
        )
        for i in row["lost"][:8]:
            yield f"    LOST {i + 1} {doc['classes'][i]}: {lines[i][:140]}"
        for i in row["left"][:8]:
            yield f"    left {i + 1} {doc['classes'][i]}: {lines[i][:140]}"
        wrong = [k for k, (_, right) in row["meta"].items() if not right]
        if wrong or row["invented"]:
            yield f"    meta wrong: {wrong}, invented: {row['invented']}"


def pinned(f: Doc) -> Doc:
    """The part of the figures that floors.json keeps."""
    return {key: f[key] for key in ("keep", *RISING, *FALLING)}


def falls(name: str, f: Doc, floor: Doc, margin: float = 0.0) -> list[str]:
    """What is worse than the floor, in words; rates may be `margin` below."""
    worse = []
    for key, wanted in floor.items():
        slack = margin if isinstance(wanted, float) else 0
        if key in RISING and f[key] < wanted - slack:
            worse.append(f"{name}: {key} is {f[key]}, the floor {wanted}")
        if key in FALLING and f[key] > wanted + slack:
            worse.append(f"{name}: {key} is {f[key]}, the ceiling {wanted}")
    return worse


def read_floors() -> Doc:
    """The pinned figures, or nothing when there are none yet."""
    if not FLOORS.exists():
        return {}
    floors: Doc = json.loads(FLOORS.read_text(encoding="utf-8"))
    return floors


def raise_floors(measured: dict[str, Doc], allow_regression: bool) -> None:
    """Write better figures; worse ones only when allowed, or when the corpus is another."""
    floors = read_floors()
    digests = {name: digest(name) for name in ("reposts", "wild")}
    if floors.get("corpus") != digests:
        floors = {}
    quality = dict(floors.get("quality", {}))
    for name, f in measured.items():
        new, old = pinned(f), quality.get(name, {})
        if not allow_regression:
            for key in (key for key in old if key != "keep"):
                new[key] = (max if key in RISING else min)(new[key], old[key])
        quality[name] = new
    floors |= {"corpus": digests, "quality": quality}
    FLOORS.write_text(json.dumps(floors, indent=2) + "\n", encoding="utf-8")


def main() -> int:
    """Measure, print, and compare or write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("sets", nargs="*", metavar="SET", help=", ".join(SETS))
    parser.add_argument("--by", help="also per value of this field: family, site, lang, fold")
    parser.add_argument("--worst", type=int, default=0)
    parser.add_argument("--brief", action="store_true", help="one line a set")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--raise", action="store_true", dest="write")
    parser.add_argument("--allow-regression", action="store_true")
    options = parser.parse_args()
    unknown = set(options.sets) - set(SETS)
    if unknown:
        parser.error(f"no set {', '.join(sorted(unknown))}; known: {', '.join(SETS)}")
    try:
        scorer = Scorer()
    except CorpusMissing as error:
        print(error, file=sys.stderr)
        return 2
    measured = {}
    for name in options.sets or SETS:
        docs, rows = measure(name, scorer)
        f = measured[name] = figures(docs, rows, scorer)
        print(show(name, f), flush=True)
        if name.startswith("dumps"):
            print(intervals(docs, rows))
            print(
                f"    cleaned as whole pages: {sum(row['profile'] == 'page' for row in rows)}"
                f" of {len(rows)} documents"
            )
        if not options.brief:
            print(details(f))
        if options.by:
            groups: dict[str, list[int]] = defaultdict(list)
            for n, doc in enumerate(docs):
                groups[str(doc.get(options.by))].append(n)
            for value, places in sorted(groups.items()):
                part = figures([docs[n] for n in places], [rows[n] for n in places], scorer)
                print("  " + show(value, part))
        for line in worst(docs, rows, options.worst):
            print(line)
    if options.write:
        raise_floors(measured, options.allow_regression)
    if options.check:
        floors = read_floors().get("quality", {})
        worse = [w for name, f in measured.items() for w in falls(name, f, floors.get(name, {}))]
        print("\n".join(worse) or "no figure fell")
        return bool(worse)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
