"""Learn the model of the filter `model` from labelled documents.

    python training/train.py          learn from all folds, write the model file
    python training/train.py --folds  five models in training/folds, each without one fold

Needs NEWSCLEAN_CORPORA and training/requirements.txt. The same seed gives the same file.
"""

from __future__ import annotations

import argparse
import random
import sys
import zlib
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "benchmarks"), str(ROOT / "src")]

import lightgbm
import numpy as np

import quality
from calls import but_fold
from corpus import Doc, load
from examples import FOLDS, Example, Maker, Row, corpus_examples, read_articles, written_examples
from feet import feet
from languages import base, languages, set_aside, spoken
from newsclean.cleaner import Cleaner
from newsclean.document import Mark
from newsclean.learned.model import LEVELS, by_code, code_of, pack
from newsclean.learned.signs import NAMES, QUICK, SENTENCE_KINDS
from newsclean.learned.surroundings import Surroundings
from newsclean.pipeline import Pipeline
from newsclean.shapes import PROSE, SENTENCE
from wording import (
    Said,
    Uses,
    count_uses,
    diction_weights,
    in_levels,
    sentences,
    sum_uses,
    word_weights,
)

MODEL = ROOT / "src" / "newsclean" / "learned" / "lines.model"
SEED = 20201
TREES, LEAVES, RATE = 566, 24, 0.1
# Short lines are many, and many alike: each tree learns from a part of them, at borders drawn by
# lot, and more of these signs never makes a line less likely a site's, or never more likely: else
# many trees learn single lines by heart.
_BY_LOT = {"extra_trees": True, "bagging_fraction": 0.6, "bagging_freq": 1}
_RISING = ("word_best", "word_mean", "said", "said_anew", "wording", "wording_best", "wording_mean",
           "telling", "repeated")  # fmt: skip
_FALLING = ("in_text", "short_in_text", "names_in_text")
GATE_TREES, GATE_LEAVES, GATE_RATE = 30, 8, 0.2
# After so many trees a line is given up when it is below all but this share of the found ones.
GATE_STAGES = {8: 0.002, 16: 0.004, GATE_TREES: 0.006}
STAGES = dict.fromkeys((10, 20, 40, 80, 160), 0.002)
# Sentences have trees of their own: one lost is a paragraph lost, and few are boilerplate.
SENTENCE_TREES, SENTENCE_STAGES = 180, dict.fromkeys((10, 20, 40), 0.002)
SENTENCE_SHIFT = 1.2
SHIFT = 1.3  # log-odds at which a mark is worth its risk: see measure.py
# A wrong mark weighs more than a missed one; made-up documents less than real ones.
_KEEP_WEIGHT, _REAL_WEIGHT, _WILD_WEIGHT, _WRITTEN_WEIGHT = 3.0, 5.0, 10.0, 0.8
# Lines of rows of text collections weigh less: little is left over in them, and trees that expect
# as little elsewhere miss lists.
_ROWS, _ROW_WEIGHT = ("y", "z"), 0.27
_WEIGHTS = {"reposts": _REAL_WEIGHT, "wild": _WILD_WEIGHT, "written": _WRITTEN_WEIGHT}
_DRAWS = 2  # of made-up documents; each has half the weight
_SENTENCES = (PROSE, SENTENCE)
_SAID_CHARS = 200  # a longer line of a site is about something
_HEADLINES = ("related", "banner")  # what a site says of other stories is worded as an article is
_NO_HOST = "exampl"  # the host of what is invented says nothing outside of what is invented
_CALLS_COUNT = 2  # lines of articles that look like a site's count so often
_FOUND: Mark = ("model", None, "", 1.0)
_FOUND_SHARES = (0.3, 0.6)  # of the boilerplate that stands beside what is judged, found before
_DROPPED_SHARES = (0.0, 0.5, 0.9)  # of the boilerplate that was found by some look before


class Data(NamedTuple):
    """Signs, labels and weights of lines."""

    signs: Any
    labels: Any
    weights: Any


@cache
def material() -> tuple[list[Example], list[tuple[int, str, list[str]]], dict[str, set[str]]]:
    """Documents, articles, and fold -> the wordings that only its documents bear witness to."""
    docs = load("reposts") + load("wild")
    examples = corpus_examples("reposts") + corpus_examples("wild") + written_examples()
    tables = quality.lexicon_without()
    seen = quality.witnesses(docs, tables, "fold")
    return examples, read_articles(tables), quality.pruned_wordings(seen)


def rows_but(unknown: Iterable[str]) -> list[Row]:
    """The rows of the tables, without some wordings and those that also begin prose."""
    hidden, wordings = set(unknown), quality.wording_of()
    return [
        Row(row["id"].partition(".")[0], base(row["language"]), row["phrase"], row["match"],
            wordings[row["id"]])
        for row in quality.table_rows()
        if row["risk"] != "high" and wordings[row["id"]] not in hidden
    ]  # fmt: skip


@cache
def _uses(fold: int | None) -> Uses:
    """Words of the articles of a fold; of no fold: of the text that every fold may see."""
    if fold is None:
        lines = [(base(code), line) for code in languages() for line in set_aside(code)]
        return count_uses(lines)
    examples, articles, _ = material()
    lines = [
        (e.language, line) for e in examples if e.fold == fold
        for line, label in zip(e.lines, e.labels, strict=True) if label == "keep" and line.strip()
    ]
    lines += [("en", line) for at, _, paragraphs in articles if at == fold for line in paragraphs]
    return count_uses(lines)


@cache
def pages_feet() -> dict[int, list[list[str]]]:
    """Fold -> what stands below the articles of its pages."""
    return feet(2)


def words_but(fold: int | None, rows: list[Row]) -> dict[str, float]:
    """Weights of words from these rows, and from what stands outside a fold."""
    seen = [None, *(n for n in range(FOLDS) if n != fold)]
    asked = [Row("asked", of, said, "full-line", said) for of, said in _calls_but("site", fold)]
    uses = sum_uses([*map(_uses, seen), count_uses(_calls_but("article", fold))])
    said = [
        Said(e.id, base(e.language), line)
        for e in material()[0] if e.kind == "written" and e.fold != fold
        for line, label in zip(e.lines, e.labels, strict=True)
        if label == "drop" and line.strip() and len(line) <= _SAID_CHARS
    ]
    words = word_weights([*rows, *asked], said, uses)
    words |= diction_weights([*rows, *asked], *_lines_but(fold))
    said_by = {word: weight for word, weight in words.items() if _NO_HOST not in word}
    return in_levels(said_by, LEVELS)


@cache
def _calls_but(who: str, fold: int | None) -> list[tuple[str, str]]:
    """Lines of sites or their like in articles that no document of a fold has."""
    return but_fold(who, fold, (line for e in material()[0] if e.fold == fold for line in e.lines))


@cache
def _lines_but(fold: int | None) -> tuple[list[str], list[str | list[str]]]:
    """Lines of sites and lines of articles outside a fold, to learn diction from."""
    examples, articles, _ = material()
    dice = random.Random(SEED)
    site: list[str] = []
    own: list[str | list[str]] = [line for _, line in _calls_but("article", fold)] * _CALLS_COUNT
    for e in examples:
        if e.fold != fold:
            for line, label, cls in zip(e.lines, e.labels, e.classes, strict=True):
                if label == "drop" and line.strip() and len(line) <= _SAID_CHARS:
                    site += [line] if cls not in _HEADLINES else []
                elif label == "keep":
                    own += sentences(line, dice)
    for code in languages():
        for line in set_aside(code):
            own += sentences(line, dice)
    for at, _, paragraphs in articles:
        if at != fold:
            own += [one for line in paragraphs for one in sentences(line, dice)[:1]]
    for code in sorted({base(code) for code in (*languages(), *(e.language for e in examples))}):
        own += spoken(code, dice)
    return site, own


def fold_data(fold: int) -> Data:
    """The lines of a fold, judged by tables that know nothing of it, or only half of the rest.

    Each wording and each document has dice of its own: one more of either changes no other.
    """
    examples, articles, pruned = material()
    unknown = pruned.get(str(fold), set())
    known = rows_but(unknown)
    hidden = {row.wording for row in known if _coin(fold, row.wording)}
    half = [row for row in known if row.wording not in hidden]
    names = Cleaner(ignore=["model"]).filters
    kinds = [
        (Pipeline(names, 0.5, quality.lexicon_without(missing)), by_code(words_but(fold, rows)))
        for missing, rows in ((unknown, known), (unknown | hidden, half))
    ]
    signs: list[list[float]] = []
    labels: list[bool] = []
    weights: list[float] = []

    def add(kind: int, e: Example, share: float = 0.0) -> set[int]:
        """share: of the boilerplate that the model itself has found in this look, beside others."""
        pipeline, words = kinds[kind]
        survey, marks = pipeline.look(e.lines)
        for i, label in enumerate(e.labels):
            if share and i not in marks and label == "drop" and dice.random() < share:
                marks[i] = _FOUND
        around = Surroundings(
            survey, marks, lambda: lambda line: [words.get(code_of(w), 0.0) for w in line]
        )
        is_row = e.kind == "written" and e.id.startswith(_ROWS)
        for i in around.candidates(everywhere=True):
            if e.kind == "asking" and survey.sign(i)[0] not in _SENTENCES:
                continue  # such documents are made for their sentences
            if e.labels[i] != "either" or e.classes[i] == "title":
                is_drop = e.labels[i] == "drop"
                signs.append(around.signs(i))
                labels.append(is_drop)
                weight = _WEIGHTS.get(e.kind, 1.0 / _DRAWS)
                if is_row and survey.sign(i)[0] not in _SENTENCES:
                    weight = _ROW_WEIGHT
                weights.append(weight * (1.0 if is_drop else _KEEP_WEIGHT))
        return set(marks)

    def add_looks(kind: int, e: Example, share: float) -> None:
        """The document as it is, and what a look leaves for the next."""
        marks = add(kind, e)
        gone = marks | {
            i for i, label in enumerate(e.labels) if label == "drop" and dice.random() < share
        }
        if gone and (rest := _without(e, gone)) is not None:
            add(kind, rest)

    for e in examples:
        if e.fold == fold:
            dice = random.Random(f"{SEED} {e.id}")
            for kind in (0, 1):
                add_looks(kind, e, dice.choice(_DROPPED_SHARES))
            add(dice.choice((0, 1)), e, dice.choice(_FOUND_SHARES))
            gone = {i for i, label in enumerate(e.labels) if label == "drop"}
            if gone and (rest := _without(e, gone)) is not None:
                add(0, rest)
    rows = [row for row in known if row.wording in hidden]
    for draw in range(_DRAWS):
        seed = SEED + fold + FOLDS * draw
        dice = random.Random(seed)
        maker = Maker(fold, examples, articles, rows, pages_feet()[fold], seed)
        count = len(maker.articles)
        for made in (maker.clean(), maker.wrappers(count * 2 // 3), maker.scattered(count)):
            for e in made:
                add(dice.choice((0, 1)), e, dice.choice((0.0, 0.0, *_FOUND_SHARES)))
        for e in (
            *maker.from_rows(count), *maker.asking(count), *maker.from_templates(count),
            *maker.interrupted(count),
        ):  # fmt: skip
            add(1, e, dice.choice((0.0, 0.0, *_FOUND_SHARES)))
    return Data(np.array(signs, dtype=np.float32), np.array(labels), np.array(weights))


def _coin(fold: int, wording: str) -> bool:
    """Whether a wording is hidden from half of the documents of a fold."""
    return bool(zlib.crc32(f"{SEED + fold} {wording}".encode()) & 1)


def _without(e: Example, gone: set[int]) -> Example | None:
    kept = [i for i in range(len(e.lines)) if i not in gone]
    if not any(e.lines[i].strip() for i in kept):
        return None
    lines, labels, classes = (
        [column[i] for i in kept] for column in (e.lines, e.labels, e.classes)
    )
    return e._replace(lines=lines, labels=labels, classes=classes)


def learn(parts: list[Data], words: dict[str, float]) -> bytes:
    """A model file from the lines of some folds."""
    signs, labels, weights = (np.concatenate(column) for column in zip(*parts, strict=True))
    is_sentence = np.isin(signs[:, NAMES.index("shape")], SENTENCE_KINDS)
    quick = signs[:, :len(QUICK)]
    towards = [(name in _RISING) - (name in _FALLING) for name in NAMES]
    judge = _boosted(
        signs, labels, weights, ~is_sentence, TREES, LEAVES, RATE, 0.4,
        _BY_LOT | {"monotone_constraints": towards, "monotone_constraints_method": "intermediate"},
    )  # fmt: skip
    sentences = _boosted(signs, labels, weights, is_sentence, SENTENCE_TREES, LEAVES, RATE, 0.4)
    gate = _boosted(quick, labels, weights, labels >= 0, GATE_TREES, GATE_LEAVES, GATE_RATE, 1.0)
    found = ~is_sentence & labels & (judge.predict(signs, raw_score=True) > SHIFT)
    said = is_sentence & labels & (sentences.predict(signs, raw_score=True) > SENTENCE_SHIFT)
    line_gate, sentence_gate = (
        [(count, _floor(gate, quick[one], count, share)) for count, share in GATE_STAGES.items()]
        for one in (found, said)
    )
    stages, sentence_stages = (
        [(count, _floor(one, signs[of], count, share) - shift) for count, share in at.items()]
        for one, of, at, shift in (
            (judge, found, STAGES, SHIFT), (sentences, said, SENTENCE_STAGES, SENTENCE_SHIFT)
        )
    )  # fmt: skip
    for name, which, stages_of in (
        ("lines", ~is_sentence, line_gate), ("sentences", is_sentence, sentence_gate)
    ):  # fmt: skip
        turned = gate.predict(quick[~labels & which], raw_score=True) < stages_of[-1][1]
        print(f"the gate turns {turned.mean():.0%} of article {name} away")
    gates, lines, said_trees = (
        [info["tree_structure"] for info in one.dump_model()["tree_info"]]
        for one in (gate, judge, sentences)
    )
    starts = _start(lines), _start(said_trees)
    return pack(
        NAMES, *_flatten([*gates, *lines, *said_trees]), words, (-SHIFT, -SENTENCE_SHIFT), starts,
        GATE_TREES, SENTENCE_TREES, (line_gate, sentence_gate), stages, sentence_stages,
    )  # fmt: skip


def _boosted(
    signs: Any, labels: Any, weights: Any, which: Any, trees: int, leaves: int, rate: float,
    share: float, more: dict[str, Any] | None = None,
) -> lightgbm.Booster:  # fmt: skip
    """Boosted trees of some of the lines.

    share: of the signs that each tree may ask for. more: settings.
    """
    options = {
        "objective": "binary", "min_data_in_leaf": 60, "lambda_l2": 10.0, "max_bin": 63,
        "seed": SEED, "deterministic": True, "force_row_wise": True, "num_threads": 1,
        "verbose": -1, "num_leaves": leaves, "learning_rate": rate, "feature_fraction": share,
        **(more or {}),
    }  # fmt: skip
    data = lightgbm.Dataset(signs[which], labels[which], weight=weights[which])
    return lightgbm.train(options, data, trees)


def _floor(booster: lightgbm.Booster, found: Any, count: int, share: float) -> float:
    """What the first `count` trees give to all but this share of the lines."""
    return float(np.quantile(booster.predict(found, num_iteration=count, raw_score=True), share))


def _start(trees: list[Doc]) -> float:
    """What is expected before any tree is asked; taken out of the first tree, which holds it."""
    start: float = trees[0].get("internal_value", 0.0)
    parts = [trees[0]]
    for part in parts:
        for name in {"internal_value", "leaf_value"} & part.keys():
            part[name] -= start
        parts += [part[side] for side in ("left_child", "right_child") if side in part]
    return start


def _flatten(structures: list[Doc]) -> tuple[list[list[tuple[int, float, int, int, float]]],
                                        list[float], list[int]]:  # fmt: skip
    """Nodes of each tree, leaves and roots, numbered over all trees."""
    trees: list[list[tuple[int, float, int, int, float]]] = []
    leaves: list[float] = []
    roots: list[int] = []
    size = 0
    for structure in structures:
        nodes: list[tuple[int, float, int, int, float]] = []

        def visit(tree: Doc, nodes: list[Any] = nodes, start: int = size) -> int:
            if "leaf_value" in tree:
                leaves.append(tree["leaf_value"])
                return ~(len(leaves) - 1)
            at = len(nodes)
            nodes.append(None)
            left, right = visit(tree["left_child"]), visit(tree["right_child"])
            nodes[at] = (tree["split_feature"], tree["threshold"], left, right,
                         tree["internal_value"])  # fmt: skip
            return start + at

        roots.append(visit(structure))
        trees.append(nodes)
        size += len(nodes)
    return trees, leaves, roots


# The command ------------------------------------------------------------------------------------


def main() -> int:
    """Learn and write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--folds", action="store_true", help="five models to measure instead")
    parser.add_argument("--work", type=Path, help="keep and reuse the lines of folds there")
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    parts = _parts(options.work, options.jobs)
    if not options.folds:
        MODEL.write_bytes(learn(parts, words_but(None, rows_but(()))))
        print(f"{MODEL.name}: {MODEL.stat().st_size} bytes")
        return 0
    rest = [[part for n, part in enumerate(parts) if n != fold] for fold in range(FOLDS)]
    with ProcessPoolExecutor(options.jobs) as pool:
        for fold, data in enumerate(pool.map(_learn_without, range(FOLDS), rest)):
            (quality.FOLD_MODELS / f"lines-{fold}.model").write_bytes(data)
    return 0


def _learn_without(fold: int, parts: list[Data]) -> bytes:
    """The model of the other folds."""
    return learn(parts, words_but(fold, rows_but(material()[2].get(str(fold), ()))))


def _parts(work: Path | None, jobs: int) -> list[Data]:
    cached = work / "lines.npz" if work else None
    if cached and cached.exists():
        kept = np.load(cached)
        return [Data(*(kept[f"{c}{k}"] for c in Data._fields)) for k in range(FOLDS)]
    material()
    pages_feet()
    with ProcessPoolExecutor(jobs) as pool:
        parts = list(pool.map(fold_data, range(FOLDS)))
    if cached:
        cached.parent.mkdir(parents=True, exist_ok=True)
        arrays = {f"{c}{k}": getattr(p, c) for k, p in enumerate(parts) for c in Data._fields}
        np.savez(cached, **arrays)
    return parts


if __name__ == "__main__":
    raise SystemExit(main())
