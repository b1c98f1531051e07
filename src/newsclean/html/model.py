"""The model of HTML pages, read from its file: two looks at every run."""

from __future__ import annotations

from math import exp

from newsclean.errors import ModelError
from newsclean.forest import Forest, Part
from newsclean.html.places import HOME_SIGNS, LEAF_SIGNS
from newsclean.html.pool import NAMES as POOL_NAMES
from newsclean.html.pool import SMALL as POOL_SMALL
from newsclean.html.pool import Pooled
from newsclean.html.scene import Scene
from newsclean.html.signs import CLOSE_SIGNS, LIKENESS, NAMES, RUN_SIGNS, SMALL, Signs
from newsclean.html.walk import Frame
from newsclean.modelfile import read_model
from newsclean.sieve import Sieve

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

VERSION = 1
_SMALL = SMALL | POOL_SMALL
_FILE = "page.model.json"
MOST_RUNS = 20_000  # of a page that is judged run by run
# Log-odds from which on a run counts as the article's: chosen out of fold, between the data sets.
_SHIFT = 0.0
_LIKELY, _UNLIKELY = 0.9, 0.1
# Of a list: the share that brings the rest along, also if a line with a colon announces it; not
# where so much of it is links.
_ITEMS = frozenset(("li", "dd", "dt", "td", "th"))
_PART, _ANNOUNCED, _LINKED, _KEPT = 0.3, 0.08, 0.5, 0.55
_LINKS_ANNOUNCED, _SURELY = 0.06, 0.9  # of a list of links
# Of a note, how likely it is at least, and how far above it an element may be called after notes.
_NOTE_LEAST, _NOTE_LEVELS = 0.2, 4


class Model:
    """Boosted trees of both looks. ModelError when they were made for other signs."""

    def __init__(self, told: dict[str, Any]) -> None:
        if told.get("version") != VERSION:
            raise ModelError(f"has another version than {VERSION}, which this one reads")
        self.first = _Look(told["first"], ())
        self.second = _Look(told["second"], POOL_NAMES)

    def chances(self, scene: Scene, title: str | None, sieve: Sieve) -> list[float]:
        """For each run of the scene, how likely it is the article's.

        The second look is for runs about which the first leaves a doubt, by itself or by what
        stands around them. A page with more runs than any article is not looked at one by one:
        there the region in which most prose stands side by side is the article.
        """
        count = len(scene.numbers)
        if count > MOST_RUNS:
            return [_LIKELY if is_inside else _UNLIKELY for is_inside in scene.in_region()]
        if not count:
            return []
        signs = Signs(scene, title, sieve)
        found = self.first.chances(range(count), signs, [])
        pooled = Pooled(found, [scene.sizes[i] for i in scene.numbers], *signs.places.numbers())
        asked = pooled.in_doubt()
        if asked:
            again = self.second.chances(asked, signs, pooled.rows(asked), _SHIFT)
            for k, chance in zip(asked, again, strict=True):
                found[k] = chance
        _keep_lists_whole(found, scene, signs)
        _keep_notes(found, scene)
        return found


def _keep_lists_whole(chances: list[float], scene: Scene, signs: Signs) -> None:
    """A list or a table of which a good part is the article's is so as a whole.

    Where the line above announces it, a smaller part is enough. Out of fold that brings back a
    third of the lost lines of lists, as many lines too many, and F1 stays as it is.
    """
    lists: dict[int, list[int]] = {}
    boxes = scene.boxes
    for k, box in enumerate(scene.leaves):
        if box.tag in _ITEMS:
            lists.setdefault(scene.homes[k].number, []).append(k)
        elif (
            (item := box.parent) is not None and item.tag == "li" and item.parent is not None
            and item.boxes == 1 and not item.runs  # `<li><div>Bake for an hour.</div></li>`
        ):  # fmt: skip
            lists.setdefault(item.parent.number, []).append(k)
    for number, own in lists.items():
        mean = sum([chances[k] for k in own]) / len(own)
        home = boxes[number]
        if home.link > _LINKED * home.size:
            is_whole = mean >= _LINKS_ANNOUNCED and signs.is_announced(own[0], chances, _SURELY)
        elif len(own) == 1:
            continue
        else:
            is_whole = mean >= _PART or (
                mean >= _ANNOUNCED and signs.is_announced(own[0], chances)
            )
        if is_whole:
            for k in own:
                chances[k] = max(chances[k], _KEPT)


def _keep_notes(chances: list[float], scene: Scene) -> None:
    """A footnote about which there is a doubt: a single one is too few for a list."""
    for k, chance in enumerate(chances):
        if _NOTE_LEAST <= chance < _KEPT:
            frame: Frame | None = scene.walk.frames[scene.numbers[k]]
            for _ in range(_NOTE_LEVELS):
                if frame is None:
                    break
                names = frame[0].get("class") or frame[0].get("role") or ""
                if "footnote" in names or "endnote" in names:
                    chances[k] = _KEPT
                    break
                frame = frame[1]


class _Look:
    """Trees over the signs of runs, which are applied once for all runs that share them.

    pooled: names of signs that stand before those of the run.
    """

    def __init__(self, told: dict[str, Any], pooled: tuple[str, ...]) -> None:
        names = [*pooled, *NAMES]
        if told["signs"] != names:
            raise ModelError("was trained on other signs than this version knows")
        forest = self._forest = Forest(told["trees"], len(names))
        most = {n: _SMALL[name] for n, name in enumerate(names) if name in _SMALL}
        at = 0
        groups: list[Part] = []
        for own in (pooled, RUN_SIGNS, CLOSE_SIGNS, LEAF_SIGNS, HOME_SIGNS):
            groups.append(forest.part(at, at + len(own), most))
            at += len(own)
        self._compares = forest.asks(names.index(LIKENESS))
        self._pooled, self._run, self._close, self._leaf, self._home = groups

    def chances(
        self, asked: Sequence[int], signs: Signs, pooled: list[list[float]], shift: float = 0.0
    ) -> list[float]:
        """The chances of some runs."""
        places = signs.places
        leaf_of, home_of = places.leaf_of, places.home_of
        score, start = self._forest.score, self._forest.start
        of_homes, of_leaves, of_runs = self._home.narrow, self._leaf.narrow, self._run.narrow
        of_home: dict[int, int] = {}
        of_leaf: dict[int, int] = {}
        of_state: dict[int, float] = {}  # a quarter of the runs end in the state of another
        if self._compares:
            signs.compare(asked)
        close = signs.close(asked) if self._close else ()
        found = []
        for n, (k, run) in enumerate(zip(asked, signs.runs(asked), strict=True)):
            leaf, home = leaf_of[k], home_of[k]
            state = of_leaf.get(leaf)
            if state is None:
                state = of_leaf[leaf] = of_leaves(start, places.leaf_rows[leaf])
            shared = of_home.get(home)
            if shared is None:
                shared = of_home[home] = of_homes(start, places.home_rows[home])
            state = of_runs(state & shared, run)
            if close:
                state = self._close.narrow(state, close[n])
            if pooled:
                state = self._pooled.narrow(state, pooled[n])
            chance = of_state.get(state)
            if chance is None:
                chance = of_state[state] = _chance(score(state) - shift)
            found.append(chance)
        return found


def _chance(score: float) -> float:
    return 1.0 / (1.0 + exp(-score)) if -30.0 < score < 30.0 else float(score > 0)


_model: Model | None = None


def shared_model() -> Model:
    """The model of the package, read once in a process."""
    global _model
    if _model is None:
        import json

        path = __file__.replace("model.py", _FILE)
        _model = read_model(path, lambda data: Model(json.loads(data)))
    return _model
