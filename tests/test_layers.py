"""Modules import from lower levels only, and starting up imports nothing that is not needed."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "newsclean"
HEAVY = {
    "click", "rich", "lxml", "bs4", "chardet", "dataclasses", "logging", "importlib.metadata",
    "multiprocessing", "asyncio", "json",
}  # fmt: skip


def levels() -> dict[str, int]:
    """Room -> level, from the table in docs/design.md."""
    text = (ROOT / "docs" / "design.md").read_text(encoding="utf-8")
    table = re.search(r"```levels\n(.*?)```", text, re.S)
    assert table, "docs/design.md has no table of levels"
    found = {}
    for line in table[1].strip().split("\n"):
        level, rest = line.split("  ", 1)
        for room in rest.split("  ", 1)[0].split():
            found[room] = int(level)
    return found


def modules() -> dict[str, Path]:
    """Dotted name below `newsclean` -> file; the package itself is not among them."""
    found = {}
    for path in sorted(SOURCE.rglob("*.py")):
        parts = path.relative_to(SOURCE).with_suffix("").parts
        name = ".".join(part for part in parts if part != "__init__")
        if name:
            found[name] = path
    return found


MODULES = modules()


def level_of(name: str, table: dict[str, int]) -> int:
    """The level of the module itself where the table names it, else of its room."""
    return table.get(name, table[name.partition(".")[0]])


def imports(path: Path) -> Iterator[str]:
    """The modules of newsclean that a module imports, anywhere in it, types aside."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    only_types = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if id(node) in only_types:
            continue
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            base = node.module
            names = [f"{base}.{alias.name}" for alias in node.names]
        else:
            continue
        for name in names:
            if name.startswith("newsclean."):
                inner = name.removeprefix("newsclean.")
                while inner and inner not in MODULES:
                    inner = inner.rpartition(".")[0]
                if inner:
                    yield inner


def test_imports_are_spelled_in_full() -> None:
    relative = [
        f"{name}:{node.lineno}"
        for name, path in MODULES.items()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and node.level
    ]
    assert relative == []


def test_every_room_has_a_level() -> None:
    rooms = {name.partition(".")[0] for name in MODULES}
    assert rooms - set(levels()) == set(), "give it a level in docs/design.md"


@pytest.mark.parametrize("name", MODULES)
def test_a_module_imports_from_lower_levels_only(name: str) -> None:
    table = levels()
    room = name.partition(".")[0]
    upward = [
        other
        for other in imports(MODULES[name])
        if other.partition(".")[0] != room
        and level_of(other, table) >= level_of(name, table)
        # The command's entry and its modules are one room with two doors.
        and not {room, other.partition(".")[0]} <= {"_entry", "cli", "__main__"}
    ]
    assert upward == []


def test_a_filter_imports_no_other_filter() -> None:
    for name, path in MODULES.items():
        if name.startswith("filters.") and name != "filters.base":
            siblings = {other for other in imports(path) if other.startswith("filters")}
            assert siblings <= {"filters.base"}, name


def test_nothing_imports_in_circles() -> None:
    graph = {name: {o for o in imports(path) if o != name} for name, path in MODULES.items()}
    while True:
        free = {name for name, wanted in graph.items() if not wanted & set(graph)}
        if not free:
            break
        graph = {name: wanted for name, wanted in graph.items() if name not in free}
    assert sorted(graph) == []


def test_rich_and_click_stay_in_their_rooms() -> None:
    homes = {"rich": {"terminal"}, "click": {"cli"}, "lxml": {"html", "records"},
             "bs4": {"readers", "html"}}  # fmt: skip
    for name, path in MODULES.items():
        text = path.read_text(encoding="utf-8")
        for library, rooms in homes.items():
            if re.search(rf"^\s*(import|from) {library}\b", text, re.M):
                assert name.partition(".")[0] in rooms, f"{name} imports {library}"


def loaded_by(code: str, source: bytes = b"") -> set[str]:
    """The modules that a fresh interpreter imports while it runs the code."""
    bare = _imported("pass", b"")
    return _imported(code, source) - bare


def _imported(code: str, source: bytes) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", code], input=source, capture_output=True
    )
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    lines = done.stderr.decode().split("\n")
    return {line.rpartition("|")[2].strip() for line in lines if line.startswith("import time:")}


def heavy(names: set[str]) -> set[str]:
    return {name for name in names if name in HEAVY or name.partition(".")[0] in HEAVY}


def test_import_newsclean_imports_nothing_else() -> None:
    loaded = loaded_by("import newsclean")
    assert heavy(loaded) == set()
    assert {name for name in loaded if name.startswith("newsclean.")} == set()


def test_clean_imports_nothing_heavy() -> None:
    assert heavy(loaded_by("import newsclean; newsclean.clean('One line.')")) == set()


@pytest.mark.parametrize("arguments", [[], ["-"], ["-f", "json"]])
def test_the_plain_pipe_imports_nothing_heavy(arguments: list[str]) -> None:
    post = (ROOT / "tests/fixtures/pages/google-news-ifttt/in.txt").read_bytes()
    code = (
        f"import sys; sys.argv = ['newsclean', *{arguments!r}]\n"
        "from newsclean._entry import main\n"
        "sys.exit(main())"
    )
    assert heavy(loaded_by(code, post)) == set()
