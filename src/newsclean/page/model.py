"""The model of whole-page dumps: plain numbers in a JSON file, read when first needed."""

from __future__ import annotations

from newsclean.errors import ModelError
from newsclean.page.codes import TABLES
from newsclean.page.context import FEATURES

VERSION = 1
# Of the lines that have so much against them after the first trees, two of a hundred end above -3.
_FIRST_TREES, _HOPELESS_SOON, _HOPELESS = 30, -2.5, -4.0
_PATH = __file__.replace("page/model.py", "models/page.json").replace(
    "page\\model.py", "models\\page.json"
)

Node = tuple[int, float, int, int]
Tree = tuple[list[Node], list[float]]


class Model:
    """tables, bias: what a line's codes weigh. trees: what its surroundings add."""

    __slots__ = ("_first", "_rest", "bias", "tables", "trees")

    def __init__(self, tables: list[list[float]], bias: float, trees: list[Tree]) -> None:
        self.tables = tables
        self.bias = bias
        self.trees = trees
        self._first, self._rest = trees[:_FIRST_TREES], trees[_FIRST_TREES:]

    def weigh(self, row: list[float]) -> float:
        """Log-odds that the piece of these features is the article's; rough where hopeless."""
        total = _walk(self._first, row)
        if total < _HOPELESS_SOON:
            return _HOPELESS
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
