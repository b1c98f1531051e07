"""The model of whole-page dumps: plain numbers in a JSON file, read when first needed."""

from __future__ import annotations

from newsclean.errors import ModelError
from newsclean.page.codes import TABLES
from newsclean.page.context import FEATURES

VERSION = 1
# After so many trees a piece that has so much against it is given up: of a hundred one ends
# above -3. One that has hardly anything against it is the article's: of a thousand one ends below
# -2.5. Measured on the folds of the development dumps.
_STAGES = ((30, -2.4), (45, -2.7), (70, -3.0), (110, -3.25))
_HOPELESS, _PLAIN = -4.0, -0.5
_PATH = __file__.replace("page/model.py", "models/page.json").replace(
    "page\\model.py", "models\\page.json"
)

Node = tuple[int, float, int, int]
Tree = tuple[list[Node], list[float]]


class Model:
    """tables, bias: what a line's codes weigh. trees: what its surroundings add."""

    __slots__ = ("_rest", "_stages", "bias", "tables", "trees")

    def __init__(self, tables: list[list[float]], bias: float, trees: list[Tree]) -> None:
        self.tables = tables
        self.bias = bias
        self.trees = trees
        starts = (0, *[count for count, _ in _STAGES])
        self._stages = [
            (trees[start:end], limit) for start, (end, limit) in zip(starts, _STAGES, strict=False)
        ]
        self._rest = trees[starts[-1] :]

    def weigh(self, row: list[float]) -> float:
        """Log-odds that the piece of these features is the article's; rough where it is plain."""
        total = 0.0
        for trees, limit in self._stages:
            total += _walk(trees, row)
            if total < limit:
                return _HOPELESS
            if total > _PLAIN:
                return total
        return total + _walk(self._rest, row)


def _walk(trees: list[Tree], row: list[float]) -> float:
    total = 0.0
    for nodes, leaves in trees:
        at = 0
        while at >= 0:
            feature, threshold, left, right = nodes[at]
            at = left if row[feature] <= threshold else right
        total += leaves[~at]
    return total


def read_model(path: str | None = None) -> Model:
    """Read and check a model file. ModelError with the file's name when it is not what it was."""
    import json

    name = path or _PATH
    try:
        with open(name, encoding="utf-8") as file:
            data = json.load(file)
    except OSError as error:
        raise ModelError(f"{name}: {error.strerror}; the page profile needs it") from None
    except ValueError:
        raise ModelError(f"{name}: damaged model file; install newsclean anew") from None
    if not isinstance(data, dict) or data.get("version") != VERSION:
        raise ModelError(f"{name}: model of another version; install newsclean anew")
    try:
        return _checked(data)
    except (KeyError, TypeError, ValueError, IndexError):
        raise ModelError(f"{name}: damaged model file; install newsclean anew") from None


def _checked(data: dict[str, object]) -> Model:
    """The model, every number in its place. ValueError and the like for anything else."""
    tables: list[list[float]] = data["tables"]  # type: ignore[assignment]
    if data["features"] != list(FEATURES) or [len(t) for t in tables] != [n for _, n in TABLES]:
        raise ValueError("other features")
    found: list[Tree] = []
    for nodes, leaves in data["trees"]:  # type: ignore[attr-defined]
        rows: list[Node] = []
        for place, (feature, threshold, left, right) in enumerate(nodes):
            # A child stands further down, or is a leaf: no file can make the walk endless.
            for child in (left, right):
                if not place < child < len(nodes) and not 0 <= ~child < len(leaves):
                    raise ValueError("no such node")
            rows.append((range(len(FEATURES))[feature], float(threshold), left, right))
        if not rows:
            raise ValueError("an empty tree")
        found.append((rows, [float(leaf) for leaf in leaves]))
    bias = data["bias"]
    return Model([[float(v) for v in t] for t in tables], float(bias), found)  # type: ignore[arg-type]


_model: Model | None = None


def shared_model() -> Model:
    """The model of the package, read once in a process."""
    global _model
    if _model is None:
        _model = read_model()
    return _model
