"""Train the model of whole-page dumps: labelled data in, `src/newsclean/models/page.json` out.

    python training/page_data.py dumps.jsonl.gz        once; see there
    python training/page_train.py dumps.jsonl.gz       the model file and its card
    python training/page_train.py dumps.jsonl.gz --folds scores.json    and models of five folds

Two stages. Tables, one number for each code of a line (`newsclean.page.codes`), are a logistic
regression; trees over what stands around the line (`newsclean.page.surroundings`) are boosted.
Both are written as plain JSON and read by plain Python. The seed is fixed and so are the threads.
How lines are worded they ask the model of lines, each fold that of the same fold: so this comes
after `train.py`, and anew whenever that has.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import random
import sys
import zlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from newsclean.learned.diction import Weigh
from newsclean.learned.model import Model as LinesModel
from newsclean.learned.signs import NAMES
from newsclean.lexicon import Lexicon
from newsclean.page.codes import TABLES
from newsclean.page.context import Scene
from newsclean.page.model import VERSION
from newsclean.page.surroundings import FEATURES, features
from newsclean.sieve import Sieve

ROOT = Path(__file__).resolve().parent.parent
MODEL = ROOT / "src" / "newsclean" / "models" / "page.json"
LINES_MODEL = ROOT / "src" / "newsclean" / "learned" / "lines.model"
LINES_FOLDS = ROOT / "training" / "folds"
SEED, FOLDS = 20261125, 5
_LABELS = {"keep": 1, "drop": 0, "either": -1}
# Views of a page that train: all of the development dumps, whose labels are the cleanest; of the
# pages that were rendered here more would say the same.
_VIEWS_OF_DUMPS, _VIEWS_EACH = 4, 2
_CLEANED = 0.12  # share of dumps that also train as what is left after cleaning
_LISTED, _LONG = 0.25, 80  # share that trains again with a list at the end; letters of a paragraph
_MAX_LINES = 2500
_UNSAID = 0.25  # share of dumps in a language whose diction nobody knows
_KNOWN = [FEATURES.index(name) for name in ("known", "known_above", "since_known", "strong_since")]
_PARAMETERS = {
    "objective": "binary", "num_leaves": 16, "learning_rate": 0.08, "min_data_in_leaf": 150,
    "feature_fraction": 0.6, "bagging_fraction": 0.6, "bagging_freq": 1, "lambda_l2": 5.0,
    "max_bin": 63, "seed": SEED, "deterministic": True, "force_col_wise": True,
    "num_threads": 1, "verbosity": -1,
}  # fmt: skip
_TREES = 200

Doc = dict[str, Any]
Model = dict[str, Any]


def read(path: str | Path) -> list[Doc]:
    """Labelled dumps; labels as numbers."""
    found = []
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            doc = json.loads(line)
            doc["labels"] = [_LABELS.get(label, label) for label in doc["labels"]]
            if "page" not in doc:
                doc["page"] = doc["id"].removesuffix("-" + doc["view"])
            found.append(doc)
    return found


def for_training(docs: Iterable[Doc]) -> list[Doc]:
    """Some views of each page, and some of them again as they are after cleaning."""
    chance = random.Random(SEED)
    count: dict[str, int] = {}
    found = []
    for doc in docs:
        count[doc["page"]] = count.get(doc["page"], 0) + 1
        views = _VIEWS_OF_DUMPS if "classes" in doc else _VIEWS_EACH
        if count[doc["page"]] > views or doc["text"].count("\n") > _MAX_LINES:
            continue
        found.append(doc)
        if doc["dataset"] != "traf" and chance.random() < _CLEANED:
            found.append(cleaned(doc, chance))
        if doc["dataset"] != "traf" and chance.random() < _LISTED:
            found.append(listed(doc, chance))
    return found


def listed(doc: Doc, chance: random.Random) -> Doc:
    """A dump whose article ends in a list: what its last paragraphs say, in short lines.

    Labelled pages seldom end so, and what ends an article in a list was lost.
    """
    lines, labels = doc["text"].split("\n"), doc["labels"]
    long = [i for i, label in enumerate(labels) if label == 1 and len(lines[i]) >= _LONG]
    if len(long) < 4:
        return doc
    mark = chance.choice(("", "", "", "- ", "* ", "  * "))
    count = chance.randint(1, min(4, len(long) // 2))
    size = chance.randint(2, 7)
    left: list[tuple[str, int]] = []
    for i, (line, label) in enumerate(zip(lines, labels, strict=True)):
        if i not in long[-count:]:
            left.append((line, label))
            continue
        words = line.split()
        for at in range(0, len(words), size):
            text = " ".join(words[at:at + size]).strip(" .,;:!?")
            if text:
                left.append((mark + text[0].upper() + text[1:], 1))
    return doc | {
        "text": "\n".join([line for line, _ in left]), "labels": [label for _, label in left],
        "view": "listed",
    }  # fmt: skip


def cleaned(doc: Doc, chance: random.Random) -> Doc:
    """What a cleaner leaves of a dump: its article, and now and then a line around it."""
    lines = doc["text"].split("\n")
    rate = chance.choice((0.0, 0.0, 0.02, 0.1))
    left = [
        (line, label) for line, label in zip(lines, doc["labels"], strict=True)
        if label == 1 or (label == -1 and chance.random() < 0.7) or chance.random() < rate
    ]  # fmt: skip
    return doc | {
        "text": "\n".join([line for line, _ in left]), "labels": [label for _, label in left],
        "view": "cleaned",
    }  # fmt: skip


def scene_of(doc: Doc) -> tuple[Scene, np.ndarray, list[str]]:
    """The scene of a dump and the labels of its lines that are not blank."""
    lines = doc["text"].split("\n")
    scene = Scene(lines)
    scene.look(lines)
    return scene, np.array(labels_of(scene, doc["labels"])), lines


def labels_of(scene: Scene, labels: list[int]) -> list[int]:
    """One label a piece: that of most of its labelled lines, the article's when in doubt."""
    found = []
    for numbers in scene.numbers:
        own = [labels[i] for i in numbers if labels[i] >= 0]
        found.append((2 * sum(own) >= len(own)) if own else -1)
    return found


def within(labels: list[int]) -> list[int]:
    """The labels when the question is where the article begins and ends.

    What stands inside of it, an advertisement or a table that the alignment lost, says nothing.
    """
    if 1 not in labels:
        return labels
    first, last = labels.index(1), len(labels) - 1 - labels[::-1].index(1)
    return [-1 if first < at < last and label == 0 else label for at, label in enumerate(labels)]


def fit_tables(data: list[tuple[Scene, np.ndarray]]) -> tuple[list[list[float]], float]:
    """The first stage: a number for each code, and a bias."""
    sizes = [size for _, size in TABLES]
    offsets = np.cumsum([0, *sizes])
    chance = np.random.default_rng(SEED)
    rows, labels, weights = [], [], []
    for scene, y in data:
        some = (y >= 0) & (chance.random(len(y)) < 0.5)
        rows.append(np.array(scene.rows, dtype=np.int32).reshape(-1, len(sizes))[some])
        labels.append(y[some])
        weights.append(np.full(int(some.sum()), 1 / np.sqrt(30 + len(y))))
    codes, y, w = np.concatenate(rows), np.concatenate(labels), np.concatenate(weights)
    columns = (codes + offsets[:-1]).ravel()
    count = len(codes)
    starts = np.arange(0, count * len(sizes) + 1, len(sizes))
    matrix = csr_matrix((np.ones(len(columns)), columns, starts), shape=(count, offsets[-1]))
    model = LogisticRegression(C=0.3, max_iter=60)
    model.fit(matrix, y, sample_weight=w / w.mean())
    flat = model.coef_[0]
    tables = [
        [round(float(v), 2) for v in flat[offsets[k] : offsets[k + 1]]] for k in range(len(sizes))
    ]
    return tables, round(float(model.intercept_[0]), 2)


def set_scene(
    scene: Scene, lines: list[str], asked: tuple[Sieve, Weigh], tables: list[list[float]],
    bias: float, *, is_said: bool = True,
) -> np.ndarray:  # fmt: skip
    """Features of the pieces that are judged. is_said: whether their diction counts."""
    if not scene.numbers:
        return np.zeros((0, len(FEATURES)), dtype=np.float32)
    scene.weigh(tables, bias)
    scene.ask(lines, *asked)
    if not is_said:
        scene.said = [0.0] * len(scene.said)
    return np.array(features(scene), dtype=np.float32).reshape(-1, len(FEATURES))


def trees_of(booster: Any) -> list[list[list[float]]]:
    """Each tree as nodes [feature, threshold, left, right]; a child below zero is leaf ~child.

    The last entry of a tree is the list of its leaves.
    """
    found = []
    for info in booster.dump_model()["tree_info"]:
        nodes: list[list[float]] = []
        leaves: list[float] = []
        found.append([nodes, leaves])
        _grow(info["tree_structure"], nodes, leaves)
    return found


def _grow(node: Doc, nodes: list[list[float]], leaves: list[float]) -> int:
    if "leaf_value" in node:
        leaves.append(round(node["leaf_value"], 3))
        return ~(len(leaves) - 1)
    place = len(nodes)
    nodes.append([node["split_feature"], float(f"{node['threshold']:.4g}"), 0, 0])
    nodes[place][2] = _grow(node["left_child"], nodes, leaves)
    nodes[place][3] = _grow(node["right_child"], nodes, leaves)
    return place


def train(
    data: list[tuple[Scene, np.ndarray, list[str]]], sieve: Sieve, lines_model: Path
) -> Model:
    """A model from scenes with labels, and from the diction of a model of lines."""
    asked = sieve, LinesModel(lines_model.read_bytes(), NAMES).weigh
    chance = np.random.default_rng(SEED)
    tables, bias = fit_tables([(scene, y) for scene, y, _ in data])
    parts, labels, weights = [], [], []
    for scene, y, lines in data:
        is_said = chance.random() >= _UNSAID
        x = set_scene(scene, lines, asked, tables, bias, is_said=is_said)
        y = np.array(within(y.tolist()))[scene.judged]
        some = y >= 0
        if some.any():
            if chance.random() < 0.5:
                x[:, _KNOWN] = (0, 0, 99, 0)  # half of the dumps speak a language of no table
            parts.append(x[some])
            labels.append(y[some])
            weights.append(np.full(int(some.sum()), 1 / np.sqrt(30 + len(y))))
    x, y, w = np.concatenate(parts), np.concatenate(labels), np.concatenate(weights)
    booster = lightgbm.train(
        _PARAMETERS, lightgbm.Dataset(x, y, weight=w / w.mean()), num_boost_round=_TREES
    )
    return {
        "version": VERSION, "features": list(FEATURES), "bias": bias, "tables": tables,
        "trees": trees_of(booster), "lines": len(y),
    }  # fmt: skip


def text_of(model: Model) -> str:
    """The model as it is stored."""
    return json.dumps(model, separators=(",", ":")) + "\n"


def main() -> int:
    """Train, write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("data", help="what page_data.py wrote")
    parser.add_argument("--folds", metavar="FOLDER", help="also a model for each fold left out")
    parser.add_argument("--fold", type=int, action="append", help="only these folds")
    parser.add_argument("--only-folds", action="store_true", help="not the model itself")
    options = parser.parse_args()
    corpora = Path(os.environ["NEWSCLEAN_CORPORA"])
    docs = read(corpora / "text-dev" / "dumps.jsonl.gz") + read(options.data)
    docs = for_training(docs)
    data = [scene_of(doc) for doc in docs]
    sieve = Sieve(Lexicon())
    if options.folds:
        Path(options.folds).mkdir(parents=True, exist_ok=True)
        for fold in range(FOLDS) if options.fold is None else options.fold:
            model = train(
                [one for one, doc in zip(data, docs, strict=True) if doc["fold"] != fold],
                sieve, LINES_FOLDS / f"lines-{fold}.model",
            )  # fmt: skip
            Path(options.folds, f"page-{fold}.json").write_text(text_of(model), encoding="utf-8")
            print(f"fold {fold}: {model['lines']} lines", file=sys.stderr, flush=True)
    if not options.only_folds:
        text = text_of(train(data, sieve, LINES_MODEL))
        MODEL.write_text(text, encoding="utf-8")
        print(f"{MODEL.name}: {len(text)} bytes, crc {zlib.crc32(text.encode()):08x}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
