"""The model of whole-page dumps: plain numbers in a JSON file, read when first needed."""

from __future__ import annotations

from newsclean.errors import ModelError
from newsclean.forest import Forest
from newsclean.modelfile import read_model
from newsclean.page.codes import TABLES
from newsclean.page.surroundings import FEATURES

VERSION = 2
_PATH = __file__.replace("page/model.py", "models/page.json").replace(
    "page\\model.py", "models\\page.json"
)

Node = tuple[int, float, int, int]
Tree = tuple[list[Node], list[float]]


class Model:
    """tables, bias: what a line's codes weigh. trees: what its surroundings add."""

    __slots__ = ("_forest", "_part", "bias", "tables")

    def __init__(self, tables: list[list[float]], bias: float, trees: list[Tree]) -> None:
        self.tables = tables
        self.bias = bias
        self._forest = Forest(trees, len(FEATURES))
        self._part = self._forest.part(0, len(FEATURES))

    def weigh(self, row: list[float]) -> float:
        """Log-odds that the piece of these features is the article's."""
        return self._forest.score(self._part.narrow(self._forest.start, row))


def load_model(path: str = _PATH) -> Model:
    """Read and check a model file. ModelError with the file's name when it is not what it was."""
    return read_model(path, _checked)


def _checked(content: bytes) -> Model:
    """The model, every number in its place. ValueError and the like for anything else."""
    import json

    data: dict[str, object] = json.loads(content)
    if data.get("version") != VERSION:
        raise ModelError(f"has another version than {VERSION}, which this one reads")
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
        _model = load_model()
    return _model
