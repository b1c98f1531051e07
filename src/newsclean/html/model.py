"""The model of HTML pages, read from its file: two looks at every run."""

from __future__ import annotations

from math import exp

from newsclean.errors import ModelError
from newsclean.html.forest import Forest
from newsclean.html.pool import NAMES as POOL_NAMES
from newsclean.html.pool import pool
from newsclean.html.signs import HOME_SIGNS, LEAF_SIGNS, NAMES, RUN_SIGNS, Scene

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

VERSION = 1
_FILE = "page.model.json"
_LEAF_AT = len(RUN_SIGNS)
_HOME_AT = _LEAF_AT + len(LEAF_SIGNS)
_POOLED = len(POOL_NAMES)


class Model:
    """Boosted trees of both looks. ModelError when they were made for other signs."""

    def __init__(self, told: dict[str, Any]) -> None:
        if told.get("version") != VERSION:
            raise ModelError(f"has another version than {VERSION}, which this one reads")
        first, second = told["first"], told["second"]
        if first["signs"] != [*NAMES] or second["signs"] != [*POOL_NAMES, *NAMES]:
            raise ModelError("was trained on other signs than this version knows")
        self.first = Forest(first["trees"], len(NAMES))
        self.second = Forest(second["trees"], _POOLED + len(NAMES))

    def chances(self, scene: Scene) -> list[float]:
        """For each run of the scene, how likely it is the article's."""
        rows = scene.look()
        leaves = scene.leaves
        first = [_chance(score) for score in _scores(self.first, rows, scene, None)]
        pooled = pool(first, [scene.sizes[i] for i in scene.numbers], *scene.places())
        assert len(rows) == len(leaves)
        return [_chance(score) for score in _scores(self.second, rows, scene, pooled)]


def _scores(
    forest: Forest, rows: list[list[float]], scene: Scene, pooled: list[list[float]] | None
) -> list[float]:
    """The log-odds of each run. What runs share in their element or container is asked once."""
    shift = 0 if pooled is None else _POOLED
    narrow, score = forest.narrow, forest.score
    of_home: dict[int, int] = {}
    of_leaf: dict[int, int] = {}
    found = []
    for k, (row, leaf) in enumerate(zip(rows, scene.leaves, strict=True)):
        state = of_leaf.get(leaf.number)
        if state is None:
            home = leaf.home.number
            shared = of_home.get(home)
            if shared is None:
                shared = of_home[home] = narrow(forest.start, row[_HOME_AT:], _HOME_AT + shift)
            state = of_leaf[leaf.number] = narrow(shared, row[_LEAF_AT:_HOME_AT], _LEAF_AT + shift)
        state = narrow(state, row[:_LEAF_AT], shift)
        if pooled is not None:
            state = narrow(state, pooled[k], 0)
        found.append(score(state))
    return found


def _chance(score: float) -> float:
    return 1.0 / (1.0 + exp(-max(-30.0, min(30.0, score))))


_model: Model | None = None


def shared_model() -> Model:
    """The model of the package, read once in a process."""
    global _model
    if _model is None:
        import json

        with open(__file__.replace("model.py", _FILE), encoding="utf-8") as file:
            told = json.load(file)
        try:
            _model = Model(told)
        except ModelError as error:
            raise ModelError(f"{_FILE}: {error}; install newsclean anew") from None
    return _model
