"""The development corpora and their scorer, found through NEWSCLEAN_CORPORA."""

from __future__ import annotations

import gzip
import hashlib
import importlib.util
import json
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
VARIABLE = "NEWSCLEAN_CORPORA"
Doc = dict[str, Any]


class CorpusMissing(Exception):
    """A corpus file that is not there; the message names the variable to set."""


def corpora() -> Path:
    """The folder that holds `text-dev`; beside the project unless the variable names another."""
    return Path(os.environ.get(VARIABLE) or ROOT.parent / "shared" / "corpora")


def find(name: str) -> Path:
    """One file below `text-dev`; CorpusMissing when it is not there."""
    path = corpora() / "text-dev" / name
    if not path.is_file():
        raise CorpusMissing(f"{name}: not found; set {VARIABLE} to the folder that holds text-dev")
    return path


def load(name: str) -> list[Doc]:
    """The labelled documents of `reposts`, `wild` or `dumps`."""
    with gzip.open(find(f"{name}.jsonl.gz"), "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def digest(name: str) -> str:
    """What floors are pinned to: figures of another corpus mean nothing."""
    return hashlib.sha256(find(f"{name}.jsonl.gz").read_bytes()).hexdigest()[:16]


class Scorer:
    """The corpus's own `score.py`; only these functions of it are used."""

    def __init__(self) -> None:
        spec = importlib.util.spec_from_file_location("text_dev_score", find("score.py"))
        assert spec is not None and spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        self.score_doc: Callable[[Doc, Any], Doc] = module.score_doc
        self.summarise: Callable[[list[Doc], list[Doc]], Doc] = module.summarise
        self.fields: Iterable[str] = module.FIELDS


def article_lines(names: Iterable[str] = ("reposts", "wild")) -> list[str]:
    """Every line that the corpora call article, blank ones aside; distinct, in order."""
    found: dict[str, None] = {}
    for name in names:
        for doc in load(name):
            for line, label in zip(doc["text"].split("\n"), doc["labels"], strict=True):
                if label == "keep" and line.strip():
                    found[line] = None
    return list(found)
