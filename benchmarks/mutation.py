"""Changes of one operator or number in the code that no test notices: which tests are missing.

    python benchmarks/mutation.py [--sample 400] [--seed 1] [--only readers] [--log mutants.jsonl]

cosmic-ray makes the mutants of filters, pipeline, cleaner, sieve and readers. A fixed sample of
them, at most one a place and kind, is tried on a copy of the project, each with the tests of its
module: first those that take seconds, then, when it survives them, those that take a minute.
Annotations are no code and are not mutated. Survivors are printed as diffs, the score of each
module last; with `--log` each verdict is appended to a file, and what stands there already is not
tried again.
"""

from __future__ import annotations

import argparse
import ast
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

from cosmic_ray.commands import init
from cosmic_ray.mutating import mutate_and_test
from cosmic_ray.work_db import WorkDB, use_db
from cosmic_ray.work_item import MutationSpec

from corpus import ROOT

PACKAGE = Path("src") / "newsclean"
MODULES = ("filters", "pipeline.py", "cleaner.py", "sieve.py", "readers")
LEFT_OUT = ("model.py",)  # trained numbers have tests of their own
# Below PACKAGE, the longest fit counts: tests that take seconds, tests that take longer.
TESTS: dict[str, tuple[str, str]] = {
    "filters/": ("verdicts fixtures judged", "segments spans filters properties"),
    "filters/dateline": ("verdicts spans", "filters properties"),
    "filters/inline": ("verdicts spans", "segments filters properties"),
    "filters/page_frame": ("page page_told", "filters properties"),
    "filters/__init__": ("fixtures library", "cli filters"),
    "filters/base": ("verdicts fixtures judged", "spans docs filters properties"),
    "readers/": ("readers_edges", "readers library html record cli properties"),
    "cleaner": ("library", "verdicts segments page rules plugins cli filters properties"),
    "": ("verdicts fixtures judged", "library segments page rules plugins cli filters properties"),
}
SECONDS = (120.0, 900.0)  # then a mutant counts as noticed: it hangs


def ranges(path: Path) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """From where to where annotations reach."""
    found = []
    for node in ast.walk(ast.parse(path.read_bytes())):
        some: list[ast.expr | ast.stmt | None] = []
        if isinstance(node, ast.FunctionDef):
            some += [node.returns, *(one.annotation for one in ast.walk(node.args)
                                     if isinstance(one, ast.arg))]  # fmt: skip
        elif isinstance(node, ast.AnnAssign):
            some.append(node.annotation)
        elif isinstance(node, ast.If | ast.Assign) and "TYPE_CHECKING" in ast.unparse(node)[:20]:
            some.append(node)
        for one in some:
            if one is not None and one.end_lineno is not None and one.end_col_offset is not None:
                found.append(((one.lineno, one.col_offset), (one.end_lineno, one.end_col_offset)))
    return found


def copied(folder: Path) -> None:
    """The project as git knows it, and the compiled tables, in a folder."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "src", "tests", "benchmarks", "examples", "scripts", "docs",
         "*.toml", "*.md"], cwd=ROOT, stdout=subprocess.PIPE, check=True,
    ).stdout.decode()  # fmt: skip
    tables = [str(path.relative_to(ROOT)) for path in (ROOT / PACKAGE).glob("*.idx")]
    for name in [*filter(None, listed.split("\0")), *tables]:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, folder / name)
    # Compiled once, and told by their content: a mutant of the same second and size is another.
    subprocess.run(
        [sys.executable, "-m", "compileall", "-q", "--invalidation-mode", "checked-hash", "src",
         "tests"], cwd=folder, check=True,
    )  # fmt: skip


def mutants(only: str) -> list[MutationSpec]:
    """All of them, in a fixed order, for the working directory is the copy."""
    paths = []
    for name in MODULES:
        path = PACKAGE / name
        paths += sorted(path.glob("*.py")) if path.is_dir() else [path]
    paths = [path for path in paths if path.name not in LEFT_OUT and only in str(path)]
    with use_db("mutants.sqlite", WorkDB.Mode.create) as database:
        init(paths, database, {})
        found = [item.mutations[0] for item in database.work_items]
    annotations = {path: ranges(path) for path in paths}
    found = [
        one for one in found
        if not any(start <= one.start_pos < end for start, end in annotations[one.module_path])
    ]  # fmt: skip
    return sorted(found, key=name_of)


def drawn(seed: int, *what: object) -> str:
    """A lot for a thing, the same whatever changes elsewhere in the code."""
    return hashlib.sha256(repr((seed, *what)).encode()).hexdigest()


def thinned(every: list[MutationSpec], seed: int) -> list[MutationSpec]:
    """One mutant of each place and kind: `*` has eleven others, all of which fail alike.

    None with `is` for `==`, which Python makes true of short strings and small numbers.
    """
    groups: dict[tuple[Path, tuple[int, int], str], list[MutationSpec]] = {}
    for one in every:
        kind, _, how = one.operator_name.removeprefix("core/").partition("Operator_")
        if how.endswith(("_Is", "_IsNot")) and not how.startswith("Is"):
            continue
        groups.setdefault((one.module_path, one.start_pos, kind), []).append(one)
    return [min(group, key=lambda one: drawn(seed, name_of(one))) for group in groups.values()]


def name_of(mutant: MutationSpec) -> str:
    """What a mutant is called, the same in each run."""
    operator = mutant.operator_name.removeprefix("core/")
    return f"{mutant.module_path.as_posix()} {operator} {mutant.occurrence}"


def tests_of(path: Path, stage: int) -> str:
    """The command that tries a mutant of this module."""
    own = path.relative_to(PACKAGE).as_posix()
    names = TESTS[max((key for key in TESTS if own.startswith(key)), key=len)][stage]
    files = " ".join(f"tests/test_{name}.py" for name in names.split())
    return f"{sys.executable} -m pytest -x -q -p no:cacheprovider {files}"


def verdict(mutant: MutationSpec, first: int, stages: int) -> tuple[str, str]:
    """`killed`, `left` by the first tests or `survived` all, and the mutant as a diff."""
    for stage in range(first, stages):
        command = tests_of(mutant.module_path, stage)
        result = mutate_and_test([mutant], command, SECONDS[stage])
        if result.is_killed:
            return "killed", result.diff or ""
    return ("survived" if stages == len(SECONDS) else "left"), result.diff or ""


def main() -> int:
    """Try the sample, print survivors and scores."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--sample", type=int, default=400)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="modules with this in their path")
    parser.add_argument("--log", type=Path, help="verdicts, read and continued")
    parser.add_argument("--quick", action="store_true", help="only the tests that take seconds")
    options = parser.parse_args()
    stages = 1 if options.quick else len(SECONDS)
    log = None if options.log is None else options.log.absolute()
    known: dict[str, dict[str, str]] = {}
    if log is not None and log.exists():
        told = map(json.loads, log.read_text(encoding="utf-8").splitlines())
        known = {one["mutant"]: one for one in told}  # the last verdict counts
    with tempfile.TemporaryDirectory() as folder:
        copied(Path(folder))
        os.chdir(folder)
        os.environ["PYTHONPATH"] = str(Path(folder) / "src")
        os.environ["PYTHONDONTWRITEBYTECODE"] = "1"
        every = thinned(mutants(options.only), options.seed)
        some = sorted(every, key=lambda one: drawn(options.seed, name_of(one)))[: options.sample]
        commands = {tests_of(one.module_path, stage) for one in some for stage in range(stages)}
        for command in sorted(commands):  # if they fail without a mutant, all look noticed
            subprocess.run(command.split(), check=True, stdout=subprocess.DEVNULL)
        scores: Counter[tuple[str, str]] = Counter()
        for number, mutant in enumerate(some, 1):
            name = name_of(mutant)
            before = known.get(name, {}).get("verdict")
            if before is None or (before == "left" and stages > 1):
                how, diff = verdict(mutant, int(before == "left"), stages)
                known[name] = {"mutant": name, "verdict": how, "diff": diff}
                if log is not None:
                    with log.open("a", encoding="utf-8") as file:
                        file.write(json.dumps(known[name]) + "\n")
            one = known[name]
            scores[mutant.module_path.as_posix(), one["verdict"]] += 1
            if one["verdict"] != "killed":
                print(f"{number}/{len(some)} {name}\n{one['diff']}\n", flush=True)
        os.chdir(ROOT)
    paths = sorted({path for path, _ in scores})
    for path in paths:
        tried = sum(number for (other, _), number in scores.items() if other == path)
        print(f"{path:<48} {scores[path, 'killed']:4d} of {tried:4d} noticed")
    killed = sum(scores[path, "killed"] for path in paths)
    print(f"{killed} of {len(some)} mutants noticed: {killed / max(len(some), 1):.1%} "
          f"({len(every)} there are)")  # fmt: skip
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
