"""Train the model of HTML pages: labelled pages in, `src/newsclean/html/page.model.json` out.

    python training/html_data.py pages.pickle
    python training/html_train.py pages.pickle             the model of the package
    python training/html_train.py pages.pickle --measure   figures, each site by models that never
                                                           saw its fold; --folds writes those models

Two looks, each boosted trees. The first judges a run by what it looks like and stands in
(`newsclean.html.signs`); the second also knows what the first thought of the runs around it
(`newsclean.html.pool`), always from models that never saw the page's site. Pages of which only
pieces are known get the rest of their labels from models trained on the other pages.
Seed and threads are fixed: the same pages give the same file.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import pickle
import sys
from pathlib import Path
from time import process_time
from typing import Any

import lightgbm
import numpy as np

from newsclean.html.pool import NAMES as POOL_NAMES
from newsclean.html.pool import Pooled
from newsclean.html.signs import NAMES

ROOT = Path(__file__).resolve().parent.parent
MODEL = ROOT / "src" / "newsclean" / "html" / "page.model.json"
SEED, FOLDS = 20261126, 5
# What a page weighs in training, by data set: captions and bylines are gold in `readability`.
WEIGHTS = {"aeb": 1.0, "wmb": 1.0, "readability": 0.3, "wcxb": 0.7, "traf": 0.5}
_OTHER_TYPES = 0.2  # pages of WCXB that are no articles
_GROWN = 0.5  # a page made from another weighs so much of it
THRESHOLD = 0.5
_COMMON = {
    "objective": "binary", "learning_rate": 0.1, "min_data_in_leaf": 40, "feature_fraction": 0.5,
    "bagging_fraction": 0.7, "bagging_freq": 1, "lambda_l2": 3.0, "max_bin": 63, "seed": SEED,
    "deterministic": True, "force_col_wise": True, "num_threads": 1, "verbosity": -1,
}  # fmt: skip
FIRST = {"num_leaves": 12, "trees": 60}
SECOND = {"num_leaves": 16, "trees": 90}
# Signs that the first look does without, for speed: few of its trees asked for them.
_SECOND_ONLY = (
    "above_home", "above_link", "above_tag", "to_big_above", "broken", "first", "words_upper",
    "list", "content", "ad", "own_hidden", "own_away", "after_h1", "commas", "digits", "leaf_runs",
    "above_ending", "prior_home", "prior_size", "prior_link", "prior_ending", "next_home",
    "next_size", "next_link", "home_tag", "outer_prose", "below_home", "own_title", "symbols",
    "own_media", "media", "table",
)  # fmt: skip

Page = dict[str, Any]


def read(path: str) -> list[Page]:
    """The pages, signs as arrays."""
    with open(path, "rb") as file:
        pages: list[Page] = pickle.load(file)
    for page in pages:
        page["x"] = np.array(page["signs"], dtype=np.float32)
        page["y"] = np.array(page["labels"], dtype=np.float32)
        weight = WEIGHTS[page["dataset"]]
        if page["type"] not in (None, "article"):
            weight = _OTHER_TYPES
        if page["is_grown"]:
            weight *= _GROWN
        page["weight"] = weight
        page["w"] = weights_of(page, page["y"])
    return pages


def weights_of(page: Page, labels: np.ndarray) -> np.ndarray:
    """Pages weigh alike, runs by the root of their size; what has no label weighs nothing."""
    sizes = np.sqrt(np.minimum(np.array(page["sizes"], dtype=np.float64), 1500) + 20)
    sizes = np.where(labels < 0, 0.0, sizes)
    total = sizes.sum()
    return sizes / total * page["weight"] * np.sqrt(len(labels)) if total else sizes


def fit(pages: list[Page], key: str, options: dict[str, Any]) -> Any:
    """Trees over the signs under a key."""
    x = np.concatenate([page[key] for page in pages])
    if key == "x":
        x[:, [NAMES.index(name) for name in _SECOND_ONLY]] = 0  # what never differs is not asked
    y = np.concatenate([page["y"] for page in pages])
    w = np.concatenate([page["w"] for page in pages])
    some = w > 0
    parameters = _COMMON | {"num_leaves": options["num_leaves"]}
    data = lightgbm.Dataset(x[some], y[some], weight=w[some] / w[some].mean())
    model = lightgbm.train(parameters, data, options["trees"])
    print(f"{key} {len(pages)} pages {process_time():.0f} s", file=sys.stderr, flush=True)
    return model


def second_signs(page: Page, chances: np.ndarray) -> np.ndarray:
    """First and pooled signs of a page."""
    pooled = Pooled([float(c) for c in chances], page["sizes"], *page["places"]).rows(
        range(len(chances))
    )
    return np.hstack([np.array(pooled, dtype=np.float32), page["x"]])


class Learner:
    """Models from some pages, with some folds left out; what was learnt once is kept."""

    def __init__(self, pages: list[Page]) -> None:
        self.pages = pages
        self._first: dict[frozenset[int], Any] = {}

    def first(self, without: frozenset[int]) -> Any:
        """The first look, learnt without some folds."""
        if without not in self._first:
            seen = [page for page in self.pages if page["fold"] not in without]
            self._first[without] = fit(seen, "x", FIRST)
        return self._first[without]

    def both(self, without: frozenset[int] = frozenset()) -> tuple[Any, Any]:
        """Both looks; the second learns from what the first thinks of pages it never saw."""
        inside = [page for page in self.pages if page["fold"] not in without]
        for page in inside:
            model = self.first(without | {page["fold"]})
            page["x2"] = second_signs(page, model.predict(page["x"]))
        return self.first(without), fit(inside, "x2", SECOND)


def judge(page: Page, models: tuple[Any, Any]) -> np.ndarray:
    """The chance of each run."""
    first, second = models
    return np.asarray(second.predict(second_signs(page, first.predict(page["x"]))))


def label_pieces(pages: list[Page]) -> None:
    """Give labels to what has none: by models that never saw the page's site.

    Known pieces overrule, and weigh more; what the models are unsure of weighs less.
    """
    learner = Learner([page for page in pages if page["dataset"] != "traf"])
    for fold in range(FOLDS):
        models = learner.both(frozenset((fold,)))
        for page in pages:
            if page["dataset"] == "traf" and page["fold"] == fold:
                chances = judge(page, models)
                known = np.array(page["labels"])
                page["y"] = np.where(known >= 0, known, chances >= THRESHOLD).astype(np.float32)
                sure = np.where(known >= 0, 2.0, np.abs(2 * chances - 1))
                page["w"] = weights_of(page, page["y"]) * sure


# Figures ----------------------------------------------------------------------------------------


def scorer() -> Any:
    """`score.py` of the corpora."""
    path = Path(os.environ["NEWSCLEAN_CORPORA"]) / "html-dev" / "score.py"
    spec = importlib.util.spec_from_file_location("score", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def report(pages: list[Page], threshold: float) -> str:
    """A line a data set: F1, accuracy, word F1; and what of the articles a page lost or took."""
    score = scorer()
    lines = []
    for name in ("aeb", "wcxb", "readability", "traf"):
        own = [
            page for page in pages
            if page["dataset"] == name and page["type"] in (None, "article")
            and not page["is_grown"]
        ]  # fmt: skip
        docs = []
        for page in own:
            text = "\n".join(
                text for text, chance in zip(page["texts"], page["chances"], strict=True)
                if chance >= threshold
            )  # fmt: skip
            if page["text"] is not None:
                docs.append(score.score_text(page["text"], text))
            else:
                docs.append(score.score_segments(page["with"], page["without"], text))
        if name == "traf":
            f1, p, r, acc = score.total_segments(docs)
            word = 0.0
        else:
            f1, p, r, acc = score.total_text(docs)
            word = float(np.mean([doc["word"] for doc in docs]))
        lines.append(
            f"{name:12} {len(own):4} F1 {f1:.4f} p {p:.3f} r {r:.3f} acc {acc:.3f} word {word:.4f}"
        )
    return "\n".join(lines)


# Files ------------------------------------------------------------------------------------------


def trees_of(booster: Any) -> list[list[Any]]:
    """Each tree as [nodes, leaves]; a node is [sign, threshold, left, right].

    A child below zero is leaf ~child; a run goes left where its sign is at most the threshold.
    """
    found = []
    for info in booster.dump_model()["tree_info"]:
        nodes: list[Any] = []
        leaves: list[float] = []
        _grow(info["tree_structure"], nodes, leaves)
        found.append([nodes, leaves])
    return found


def _grow(node: Page, nodes: list[Any], leaves: list[float]) -> int:
    if "leaf_value" in node:
        leaves.append(round(node["leaf_value"], 3))
        return ~(len(leaves) - 1)
    place = len(nodes)
    nodes.append([node["split_feature"], float(f"{node['threshold']:.4g}"), 0, 0])
    nodes[place][2] = _grow(node["left_child"], nodes, leaves)
    nodes[place][3] = _grow(node["right_child"], nodes, leaves)
    return place


def text_of(models: tuple[Any, Any]) -> str:
    """The model as it is stored."""
    first, second = models
    told = {
        "version": 1, "first": {"signs": list(NAMES), "trees": trees_of(first)},
        "second": {"signs": [*POOL_NAMES, *NAMES], "trees": trees_of(second)},
    }  # fmt: skip
    return json.dumps(told, separators=(",", ":")) + "\n"


def main() -> int:
    """Train, measure, write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("pages", help="what html_data.py wrote")
    parser.add_argument("--measure", action="store_true", help="print figures out of fold first")
    parser.add_argument(
        "--folds", metavar="FOLDER", help="and write a model for each fold left out"
    )
    options = parser.parse_args()
    pages = read(options.pages)
    label_pieces(pages)
    learner = Learner(pages)
    if options.measure or options.folds:
        for fold in range(FOLDS):
            models = learner.both(frozenset((fold,)))
            for page in pages:
                if page["fold"] == fold:
                    page["chances"] = judge(page, models)
            if options.folds:
                path = Path(options.folds, f"html-{fold}.json")
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text_of(models), encoding="utf-8")
        for threshold in (0.4, 0.5, 0.6):
            print(f"threshold {threshold}\n{report(pages, threshold)}", flush=True)
    text = text_of(learner.both())
    MODEL.write_text(text, encoding="utf-8")
    print(f"{MODEL.name}: {len(text)} bytes", file=sys.stderr)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
