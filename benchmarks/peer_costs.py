"""What an extractor costs beside its speed: memory, start-up, and what pip puts on the disk."""

from __future__ import annotations

import re
import statistics
import subprocess
import sys
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

import newsclean
from extractors import SIDE_BY_SIDE
from processes import run

_CHILD = str(Path(__file__).with_name("peer_child.py"))
_NAME = re.compile(r"[\w.-]+")
MB = 1_000_000


def memory(name: str, pages: list[Path]) -> float:
    """Peak MB of a process that extracts all pages, one after the other."""
    command = [sys.executable, _CHILD, name, *map(str, pages)]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    return int(done.stdout.split()[-1]) / MB


def start_up(names: list[str], page: Path, rounds: int) -> dict[str, float]:
    """Processor time of a process for one short page, over `python -c pass`; median of rounds."""
    commands = {"": [sys.executable, "-c", "pass"]}
    commands |= {name: [sys.executable, _CHILD, name, str(page)] for name in names}
    spent: dict[str, list[float]] = {name: [] for name in commands}
    for turn in range(rounds + 1):
        for name, command in commands.items():
            seconds, _ = run(command)
            if turn:  # the first turn writes the byte code
                spent[name].append(seconds)
    bare = statistics.median(spent[""])
    return {name: statistics.median(spent[name]) / bare for name in names}


def install_size(name: str) -> tuple[float, int]:
    """MB of the files of a distribution and of all that it requires, and how many these are."""
    found: dict[str, int] = {}
    _collect(SIDE_BY_SIDE[name][0], found)
    return sum(found.values()) / MB, len(found)


def _collect(name: str, found: dict[str, int]) -> None:
    key = re.sub(r"[-_.]+", "-", name).lower()
    if key in found:
        return
    one = distribution(name)
    found[key] = _own_size() if key == "newsclean" else _size(one)
    for requirement in one.requires or ():
        if _is_wanted(requirement):
            match = _NAME.match(requirement)
            assert match is not None
            try:
                _collect(match[0], found)
            except PackageNotFoundError:
                # For another system or Python: pip has judged that already.
                if ";" not in requirement:
                    raise


def _is_wanted(requirement: str) -> bool:
    """Whether a plain `pip install` takes it along."""
    return "extra ==" not in requirement.partition(";")[2]


def _size(one: Distribution) -> int:
    """Bytes of its files, without byte code, which Python writes later."""
    paths = (Path(str(file.locate())) for file in one.files or () if file.suffix != ".pyc")
    return sum(path.stat().st_size for path in paths if path.is_file())


def _own_size() -> int:
    """newsclean's, of a checkout too: the wheel leaves out the tables that the index is made of."""
    root = Path(newsclean.__file__).parent
    paths = (path for path in root.rglob("*") if path.is_file() and path.suffix != ".pyc")
    return sum(
        path.stat().st_size for path in paths
        if path.parent.name != "phrases" or path.suffix != ".tsv" or path.name == "dates.tsv"
    )  # fmt: skip
