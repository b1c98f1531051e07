"""Every code block of the documentation runs, or says why not."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import newsclean
from command import environment
from docs_blocks import BLOCKS, EXAMPLE, ROOT, Block, blocks_of, fill, fill_more, name_of, named
from newsclean.settings import Finder

# Language of a block -> what looks at it. Output that is shown without its command (`text`) stands
# on pages that are generated, and compared whole.
LOOKED_AT = {
    "console": "test_a_console_block_prints_what_it_shows",
    "python": "test_a_python_block_runs",
    "sh": "test_a_line_of_a_sh_block_runs",
    "toml": "test_a_toml_block_is_a_pack_or_a_configuration",
    "json": "test_a_json_block_is_json",
    "yaml": "test_a_yaml_block_is_a_configuration_of_pre_commit",
    "make": "test_make_cleans_what_is_new",
    "cron": "test_cron_",
    "levels": "levels",
}
GENERATED = ("cli.md", "filters.md", "api.md", "platforms.md", "record.md", "configuration.md")
# Programs that a machine may lack.
PROGRAMS = ("jq", "patch", "cmp", "xargs", "zstd", "zcat", "w3m", "java")
TUTORIAL = "tutorial.md"


@pytest.mark.parametrize("block", BLOCKS, ids=name_of)
def test_a_block_is_looked_at_or_says_why_not(block: Block) -> None:
    if block.skipped:
        assert all(len(reason) > 10 for reason in block.skipped.values())
        for word in block.skipped:
            assert word in block.text, f"no line holds {word}"
    if "" in block.skipped:
        return
    if block.language == "text" and block.page in GENERATED:
        return
    assert block.language in LOOKED_AT, "mark it: <!-- not run: REASON -->"
    tests = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").glob("test_*.py"))
    assert f"def {LOOKED_AT[block.language]}" in tests


def test_no_mark_stands_astray() -> None:
    """One above anything but a block would be read by nobody."""
    for path in (ROOT / "README.md", *(ROOT / "docs").glob("*.md")):
        marks = path.read_text(encoding="utf-8").count("<!-- not run")
        assert marks == sum(len(block.skipped) for block in blocks_of(path)), path.name


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the files that the documentation speaks of."""
    fill(tmp_path)
    return tmp_path


def shell(command: str, folder: Path, **more: str) -> subprocess.CompletedProcess[bytes]:
    """A command in bash, with a home and programs of its own."""
    path = f"{folder / '.bin'}{os.pathsep}{os.environ['PATH']}"
    env = environment({"PATH": path, "NO_COLOR": "1", "HOME": str(folder), **more})
    return subprocess.run(
        ["bash", "-o", "pipefail", "-c", command],
        cwd=folder,
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=120,
    )


def skip_without_programs(command: str) -> None:
    for name in PROGRAMS:
        if re.search(rf"(?<![\w.-]){name}(?![\w.-])", command) and not has(name):
            pytest.skip(f"{name} is not installed")


def has(program: str) -> bool:
    return (
        subprocess.run(["bash", "-c", f"command -v {program}"], capture_output=True).returncode == 0
    )


def commands_of(block: Block) -> list[tuple[str, str]]:
    """The commands of a console block (`> ` goes on with one), and what each prints."""
    found = []
    for part in re.split(r"^\$ ", block.text, flags=re.M)[1:]:
        command, _, shown = part.partition("\n")
        while shown.startswith("> "):
            more, _, shown = shown[2:].partition("\n")
            command += f"\n{more}"
        found.append((command, shown))
    return found


def run_console(block: Block, folder: Path) -> None:
    for command, shown in commands_of(block):
        skip_without_programs(command)
        # The last program of a pipe decides what is shown, as in an ordinary shell.
        done = shell(f"set +o pipefail\n{command}", folder)
        out = done.stdout.decode()
        assert matches(out, shown), f"{name_of(block)}: $ {command}\n{out}"


def matches(out: str, shown: str) -> bool:
    """Whether output is as shown; `…` stands for anything."""
    pattern = ".*".join(re.escape(part) for part in shown.strip().split("…"))
    return re.fullmatch(pattern, out.strip(), re.S) is not None


posix = pytest.mark.skipif(os.name == "nt", reason="the documentation shows a POSIX shell")


@posix
@pytest.mark.parametrize("block", [b for b in named("console") if b.page != TUTORIAL], ids=name_of)
def test_a_console_block_prints_what_it_shows(block: Block, folder: Path) -> None:
    run_console(block, folder)


@posix
def test_the_tutorial_holds_from_top_to_bottom(tmp_path: Path) -> None:
    fill(tmp_path)
    (tmp_path / "post.txt").unlink()
    for block in blocks_of(ROOT / "docs" / TUTORIAL):
        if block.language == "console":
            run_console(block, tmp_path)
    assert (tmp_path / "report.html").exists()


# What a line of a sh block may end with, when it is no failure.
EXIT = {"--check": (0, 1)}


@posix
@pytest.mark.parametrize("block", named("sh"), ids=name_of)
def test_a_line_of_a_sh_block_runs(block: Block, folder: Path) -> None:
    fill_more(folder)
    for line in block.lines():
        skip_without_programs(line.partition(" #")[0])
        for extra, words in NEEDS.items():
            if any(word in line for word in words) and not is_installed(extra):
                pytest.skip(f"{extra} is not installed")
        done = shell(line, folder)
        allowed = next((codes for word, codes in EXIT.items() if word in line), (0,))
        assert done.returncode in allowed, f"{line}\n{done.stdout.decode()}"
        assert b"Traceback" not in done.stdout


# Library -> what in a line wants it.
NEEDS = {
    "pyarrow": (".parquet",),
    "fastwarc": (".warc",),
    "zstandard": (".zst",),
}


def is_installed(module: str) -> bool:
    return importlib.util.find_spec(module) is not None


# What a recipe may lack: libraries, and of Spark's the program that they start.
ENGINES = ("pyarrow", "pandas", "polars", "duckdb", "datasets", "pyspark", "ray", "dask",
           "datatrove", "airflow")  # fmt: skip


def missing_for(block: str) -> str | None:
    """The first thing that a block needs and that is not here."""
    names = set(re.findall(r"^(?:import|from) ([\w.]+)", block, re.M))
    needed = {name.partition(".")[0] for name in names}
    if "newsclean.arrow" in names or "posts.parquet" in block:
        needed |= {"pyarrow"}
    if "newsclean.arrow.spark" in names:
        needed |= {"pyspark", "pandas"}
        if not has("java"):
            return "Java"
    return next((name for name in ENGINES if name in needed and not is_installed(name)), None)


@pytest.mark.parametrize("block", named("python"), ids=name_of)
def test_a_python_block_runs(block: Block, folder: Path) -> None:
    missing = missing_for(block.text)
    if missing is not None:
        pytest.skip(f"{missing} is not installed")
    env = environment({"PYSPARK_PYTHON": sys.executable})  # else the first python3 of the PATH
    done = subprocess.run(
        [sys.executable, "-c", block.text], cwd=folder, env=env, capture_output=True
    )
    assert done.returncode == 0, f"{name_of(block)}:\n{done.stderr.decode()}"


@pytest.mark.parametrize("block", named("toml"), ids=name_of)
def test_a_toml_block_is_a_pack_or_a_configuration(block: Block, tmp_path: Path) -> None:
    if "[[rule]]" in block.text:
        assert newsclean.RulePack.parse(block.text, block.page).rules
        return
    (tmp_path / "newsclean.toml").write_text(block.text, encoding="utf-8")
    for name in re.findall(r"[\w-]+\.(?:toml|txt)", block.text):
        (tmp_path / name).touch(exist_ok=True)
    configuration = Finder().of(str(tmp_path / "post.txt"))
    assert configuration is not None
    keys = {key.replace("-", "_") for key in re.findall(r"^([\w-]+) = ", block.text, re.M)}
    assert keys == set(configuration.values)


@pytest.mark.parametrize("block", named("json"), ids=name_of)
def test_a_json_block_is_json(block: Block) -> None:
    for line in block.text.strip().split("\n"):
        json.loads(line)


@pytest.mark.parametrize("block", named("yaml"), ids=name_of)
def test_a_yaml_block_is_a_configuration_of_pre_commit(block: Block) -> None:
    yaml = pytest.importorskip("yaml", reason="PyYAML is not installed (extra docs)")
    offered = {
        one["id"]: one for one in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
    }
    (repo,) = yaml.safe_load(block.text)["repos"]
    assert set(repo) == {"repo", "rev", "hooks"} and repo["rev"].startswith("v")
    for hook in repo["hooks"]:
        assert hook["id"] in offered
        options = [*offered[hook["id"]]["entry"].split()[1:], *hook["args"]]
        done = subprocess.run(
            [sys.executable, "-m", "newsclean", *options, str(EXAMPLE)], capture_output=True
        )
        assert done.returncode in (0, 1), done.stderr.decode()


def test_the_tutorials_post_is_the_example() -> None:
    text = (ROOT / "docs" / TUTORIAL).read_text(encoding="utf-8")
    assert EXAMPLE.relative_to(ROOT).as_posix() in text
