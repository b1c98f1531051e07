"""What each filter contributes, and what is still wrong when all of them worked.

    python benchmarks/ablation.py                    the tables of all sets
    python benchmarks/ablation.py reposts wild       of some of them
    python benchmarks/ablation.py --write            all of them, into docs/quality.md

A filter is measured without the others (how many of its lines are boilerplate, how many the
article's) and the others without it. The sets are those of quality.py: `unseen` and `wild-unseen`
clean each group by tables that forgot it and a model that never saw its fold, and are the ones to
believe. About five minutes of one core for all four.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor

from corpus import ROOT, CorpusMissing, Doc, Scorer, load
from newsclean import filters
from quality import cleaner_with, figures, lexicon_without, score, unseen_groups

SETS = ("reposts", "unseen", "wild", "wild-unseen")
PAGE = ROOT / "docs" / "quality.md"
# It works on whole pages alone, which are no part of these sets.
_ELSEWHERE = ("page-frame",)
# They cut parts out of lines that stay, and a label is of a whole line: see benchmarks/spans.py.
_CUTTING = ("dateline", "inline")
ALL = "all default filters"
_SHOWN_CHARS = 90
# Name of a variant -> the filters that count in it.
Variants = dict[str, list[str]]


def variants() -> Variants:
    """`ALL`, and for each filter its name alone (`+name`) and the others without it (`-name`)."""
    default = filters.choose(None, None, None)
    found: Variants = {ALL: default}
    for name in filters.NAMES:
        if name in (*_ELSEWHERE, *_CUTTING):
            continue
        found[f"+{name}"] = [name]
        if name in default:
            found[f"-{name}"] = [one for one in default if one != name]
        else:
            found[f"-{name}"] = [*default, name]  # what it would add
    return found


def _score_group(job: tuple[list[Doc], set[str] | None]) -> dict[str, list[Doc]]:
    """In a worker: documents of one fold by every variant. None: tables and model know all."""
    docs, unknown = job
    lexicon = lexicon_without(unknown or ())
    fold = None if unknown is None else docs[0]["fold"]
    scorer = Scorer()
    return {
        name: score(cleaner_with(lexicon, names, fold), docs, scorer)
        for name, names in variants().items()
    }


def measure(name: str) -> tuple[list[Doc], dict[str, list[Doc]]]:
    """Documents of one of SETS, and for each variant the scored rows in their order."""
    docs = load("wild" if name.startswith("wild") else "reposts")
    if name in ("unseen", "wild-unseen"):
        by = "family" if name == "unseen" else "fold"
        groups: list[tuple[list[int], set[str] | None]] = [*unseen_groups(docs, by)]
    else:
        groups = [(list(range(at, len(docs), 2)), None) for at in range(2)]
    found: dict[str, list[Doc]] = {variant: [{}] * len(docs) for variant in variants()}
    jobs = [([docs[n] for n in places], unknown) for places, unknown in groups]
    with ProcessPoolExecutor() as pool:
        for (places, _), scored in zip(groups, pool.map(_score_group, jobs), strict=True):
            for variant, rows in scored.items():
                for n, row in zip(places, rows, strict=True):
                    found[variant][n] = row
    return docs, found


# Tables -----------------------------------------------------------------------------------------


def taken(docs: list[Doc], rows: list[Doc]) -> tuple[int, int, int]:
    """How many lines the marks of some rows took: boilerplate, the article's, not scored."""
    counts = {"drop": 0, "keep": 0, "either": 0}
    for doc, row in zip(docs, rows, strict=True):
        lines = doc["text"].split("\n")
        for i in row["marks"]:
            if lines[i].strip():
                counts[doc["labels"][i]] += 1
    return counts["drop"], counts["keep"], counts["either"]


def contributions(docs: list[Doc], found: dict[str, list[Doc]], scorer: Scorer) -> list[str]:
    """The table of one set: a filter alone, and what is missing where it alone is ignored."""
    whole = figures(docs, found[ALL], scorer)
    right, wrong, open_ = taken(docs, found[ALL])
    lines = [
        "| filter | alone: boilerplate | article | not scored "
        "| without it: recall | exact | lost |",
        "|---|---|---|---|---|---|---|",
        f"| **{ALL}** | {right:,} of {whole['drop']:,} | {wrong} | {open_} | "
        f"{whole['recall']:.1%} | {whole['exact']:.1%} | {whole['lost']} |",
    ]
    fields = []
    default = filters.choose(None, None, None)
    for variant in found:
        if not variant.startswith("+"):
            continue
        name = variant[1:]
        right, wrong, open_ = taken(docs, found[variant])
        f = figures(docs, found[f"-{name}"], scorer)
        shown = f"`{name}`" if name in default else f"with `{name}`"
        lines.append(
            f"| {shown} | {right:,} | {wrong} | {open_} | "
            f"{points(f['recall'] - whole['recall'])} | {points(f['exact'] - whole['exact'])} | "
            f"{change(f['lost'] - whole['lost'])} |"
        )
        if f["meta_right"] != whole["meta_right"]:
            fields.append(f"{points(f['meta_right'] - whole['meta_right'])} without {shown}")
    told = "; ".join(fields) or "the same without any of the filters"
    return [*lines, "", f"Metadata right: {whole['meta_right']:.1%}, {told}."]


def points(difference: float) -> str:
    """A difference of shares in hundredths, with its sign; `0` where nothing changes."""
    told = f"{100 * difference:+.1f}"
    return "0" if float(told) == 0 else told.replace("-", "−")


def change(difference: int) -> str:
    """A difference of counts, with its sign."""
    return f"{difference:+d}".replace("-", "−") if difference else "0"


def left_over(figures_of: dict[str, Doc]) -> list[str]:
    """The table of the classes whose lines are left, those with the most first."""
    classes: dict[str, int] = {}
    for f in figures_of.values():
        for name, (left, _) in f["left"].items():
            classes[name] = classes.get(name, 0) + left
    lines = ["| class | " + " | ".join(figures_of) + " |", "|---" * (1 + len(figures_of)) + "|"]
    for name in sorted(classes, key=lambda name: (-classes[name], name)):
        cells = [
            f"{f['left'][name][0]} of {f['left'][name][1]}" if name in f["left"] else "–"
            for f in figures_of.values()
        ]
        lines.append(f"| {name} | {' | '.join(cells)} |")
    totals = [
        f"**{sum(left for left, _ in f['left'].values())} of {f['drop']:,}**"
        for f in figures_of.values()
    ]
    return [*lines, f"| **all** | {' | '.join(totals)} |"]


def lost_lines(found: dict[str, tuple[list[Doc], list[Doc]]]) -> list[str]:
    """The table of the article's lines that were taken, each once, with the sets that lose it."""
    sets: dict[tuple[str, str, str, str], list[str]] = {}
    for name, (docs, rows) in found.items():
        for doc, row in zip(docs, rows, strict=True):
            lines = doc["text"].split("\n")
            for i in row["lost"]:
                key = (doc["lang"], doc["classes"][i], row["marks"].get(i, "?"), _shown(lines[i]))
                sets.setdefault(key, []).append(name)
    told = ["| language | class | taken by | lost in | line |", "|---|---|---|---|---|"]
    for (language, kind, by, line), names in sorted(sets.items()):
        times = {name: names.count(name) for name in names}
        where = ", ".join(name if n == 1 else f"{name} ({n}×)" for name, n in times.items())
        told.append(f"| {language} | {kind} | `{by}` | {where} | {line} |")
    return told


def _shown(line: str) -> str:
    text = " ".join(line.split()).replace("|", "\\|").replace("<", "&lt;")
    return text if len(text) <= _SHOWN_CHARS else text[: _SHOWN_CHARS - 1] + "…"


# The command ------------------------------------------------------------------------------------


def report(names: Iterable[str]) -> str:
    """All tables of some sets, as Markdown."""
    scorer = Scorer()
    parts: list[str] = []
    figures_of: dict[str, Doc] = {}
    last: dict[str, tuple[list[Doc], list[Doc]]] = {}
    for name in names:
        docs, found = measure(name)
        parts += ["", f"### {name}", "", *contributions(docs, found, scorer)]
        figures_of[name] = figures(docs, found[ALL], scorer)
        last[name] = docs, found[ALL]
    parts += ["", "## Boilerplate that is left", "", *left_over(figures_of)]
    parts += ["", "## Article lines that are lost", "", *lost_lines(last), ""]
    return "\n".join(["## What each filter contributes", *parts])


def write(tables: str) -> None:
    """Exchange the tables of docs/quality.md."""
    start, end = "<!-- ablation -->", "<!-- end ablation -->"
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(start)
    _, found, after = rest.partition(end)
    if not found:
        raise SystemExit(f"{PAGE.name}: the markers {start} and {end} are missing")
    PAGE.write_text(f"{before}{start}\n{tables}\n{end}{after}", encoding="utf-8")


def main() -> int:
    """Measure, and print or write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("sets", nargs="*", metavar="SET", help=", ".join(SETS))
    parser.add_argument("--write", action="store_true", help="all tables into docs/quality.md")
    options = parser.parse_args()
    unknown = set(options.sets) - set(SETS)
    if unknown:
        parser.error(f"no set {', '.join(sorted(unknown))}; known: {', '.join(SETS)}")
    if options.write and options.sets:
        parser.error("--write is for all sets; name none")
    try:
        tables = report(options.sets or SETS)
    except CorpusMissing as error:
        print(error, file=sys.stderr)
        return 2
    if options.write:
        write(tables)
    else:
        print(tables)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
