"""The model of HTML pages, read from its file: two looks at every run."""

from __future__ import annotations

from math import exp

from newsclean.errors import ModelError
from newsclean.forest import Forest, narrow
from newsclean.html.pool import NAMES as POOL_NAMES
from newsclean.html.pool import pool
from newsclean.html.signs import LEAF_SIGNS, NAMES, RUN_SIGNS, Scene
from newsclean.modelfile import read_model

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

VERSION = 1
_FILE = "page.model.json"
_LEAF_AT = len(RUN_SIGNS)
_HOME_AT = _LEAF_AT + len(LEAF_SIGNS)
_POOLED = len(POOL_NAMES)
# Log-odds from which on a run counts as the article's: chosen out of fold, between the data sets.
_SHIFT = 0.2
_MANY, _LIKELY, _UNLIKELY = 20_000, 0.9, 0.1
# Chances of the first look beyond which the second changes nothing.
_HOPELESS, _LOW, _SURE, _HIGH = 0.06, 0.5, 0.9, 0.85


class Model:
    """Boosted trees of both looks. ModelError when they were made for other signs."""

    def __init__(self, told: dict[str, Any]) -> None:
        if told.get("version") != VERSION:
            raise ModelError(f"has another version than {VERSION}, which this one reads")
        first, second = told["first"], told["second"]
        if first["signs"] != [*NAMES] or second["signs"] != [*POOL_NAMES, *NAMES]:
            raise ModelError("was trained on other signs than this version knows")
        self.first = _Look(Forest(first["trees"], len(NAMES)), 0)
        self.second = _Look(Forest(second["trees"], _POOLED + len(NAMES)), _POOLED)

    def chances(self, scene: Scene) -> list[float]:
        """For each run of the scene, how likely it is the article's.

        The second look is for runs about which the first leaves a doubt, by itself or by what
        stands around them. A page with more runs than any article is not looked at one by one:
        there the container of most prose is the article.
        """
        if len(scene.numbers) > _MANY:
            return [_LIKELY if is_inside else _UNLIKELY for is_inside in scene.in_best()]
        rows = scene.look()
        asked: Sequence[int] = range(len(rows))
        found = self.first.chances(asked, rows, scene, [])
        pooled = pool(found, [scene.sizes[i] for i in scene.numbers], *scene.places())
        asked = [k for k, signs in enumerate(pooled) if _is_open(signs)]
        second = self.second.chances(asked, rows, scene, pooled, _SHIFT)
        for k, chance in zip(asked, second, strict=True):
            found[k] = chance
        return found


def _is_open(pooled: list[float]) -> bool:
    """Whether the second look may see a run in another way than the first."""
    own, home, kin = pooled[0], pooled[1], pooled[5]
    if own < _HOPELESS:
        return home > _LOW
    return not (own > _SURE and home > _HIGH and kin > _HIGH)


class _Look:
    """Trees over the signs of runs, in the order in which they are known.

    pooled: how many signs stand before those of the run.
    """

    def __init__(self, forest: Forest, pooled: int) -> None:
        self._forest = forest
        self._pooled = forest.columns(0, pooled)
        self._run = forest.columns(pooled, pooled + _LEAF_AT)
        self._leaf = forest.columns(pooled + _LEAF_AT, pooled + _HOME_AT)
        self._home = forest.columns(pooled + _HOME_AT, pooled + len(NAMES))

    def chances(
        self,
        asked: Sequence[int],
        rows: list[list[float]],
        scene: Scene,
        pooled: list[list[float]],
        shift: float = 0.0,
    ) -> list[float]:
        """The chances of some runs. What runs share in element or container is applied once."""
        start, score = self._forest.start, self._forest.score
        leaves = scene.leaves
        of_home: dict[int, int] = {}
        of_leaf: dict[int, int] = {}
        found = []
        for k in asked:
            row, leaf = rows[k], leaves[k]
            state = of_leaf.get(leaf.number)
            if state is None:
                home = leaf.home.number
                shared = of_home.get(home)
                if shared is None:
                    shared = of_home[home] = narrow(start, self._home, row[_HOME_AT:])
                state = of_leaf[leaf.number] = narrow(shared, self._leaf, row[_LEAF_AT:_HOME_AT])
            state = narrow(state, self._run, row)
            if pooled:
                state = narrow(state, self._pooled, pooled[k])
            found.append(_chance(score(state) - shift))
        return found


def _chance(score: float) -> float:
    return 1.0 / (1.0 + exp(-max(-30.0, min(30.0, score))))


_model: Model | None = None


def shared_model() -> Model:
    """The model of the package, read once in a process."""
    global _model
    if _model is None:
        import json

        path = __file__.replace("model.py", _FILE)
        _model = read_model(path, lambda data: Model(json.loads(data)))
    return _model
