"""What the documentation shows is what happens."""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import generate_docs
import newsclean
from newsclean import filters
from newsclean.filters.base import SpanFilter
from newsclean.settings import Finder
from test_learn import blog

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
PROSE = [
    "The council met for six hours on Tuesday and put off its decision on the harbour once more.",
    "Two of its members said afterwards that they had not been shown the engineers' report at all.",
    "A third, who has sat on the board since 2009, said that the last one took a year to appear.",
]
MORE_PROSE = [
    "By evening the wind had dropped, and the first boats went out past the mole to look for nets.",
    "Nobody in the town expects an answer before the spring, when the federal grant would run out.",
]
PARTS = {
    name: generate_docs.page_parts(type(filters.get(name)).__doc__ or "") for name in filters.NAMES
}
REMOVES = [
    (name, line)
    for name, part in PARTS.items()
    # A line is a duplicate only below itself; parts of lines are test_spans' affair, whole pages
    # test_page's; the model marks nothing that stands alone.
    if name not in ("duplicate", "model", "page-frame")
    and not isinstance(filters.get(name), SpanFilter)
    for line in part[1]["Removes"]
]
KEEPS = [(name, line) for name, part in PARTS.items() for line in part[1]["Keeps"]]


def marked_by(name: str, lines: list[str]) -> list[int]:
    """Numbers of the lines that a filter marks, whatever the others do."""
    result = newsclean.clean("\n".join(lines) + "\n", extend_select=[name])
    return [i for i, mark in result.marks.items() if mark[0] == name]


@pytest.mark.parametrize("name", filters.NAMES)
def test_a_filter_tells_what_it_removes_keeps_and_where_it_was_seen(name: str) -> None:
    text, sections, seen = PARTS[name]
    assert text.split("\n")[0].endswith("."), "the first sentence stands alone"
    assert sections["Removes"], "no Removes lines"
    assert sections["Keeps"], "no Keeps lines"
    assert seen, "no Seen line"


@pytest.mark.parametrize(("name", "line"), REMOVES)
def test_a_removed_line_goes_as_the_last_line(name: str, line: str) -> None:
    assert marked_by(name, [*PROSE, line]) == [len(PROSE)]


@pytest.mark.parametrize(("name", "line"), REMOVES)
def test_a_removed_line_goes_after_the_article(name: str, line: str) -> None:
    lines = [*PROSE, *PARTS[name][1]["Removes"]]
    assert lines.index(line) in marked_by(name, lines)


def test_the_model_marks_what_stands_together() -> None:
    lines = [*PROSE, *PARTS["model"][1]["Removes"]]
    assert marked_by("model", lines) == list(range(len(PROSE), len(lines)))


@pytest.mark.parametrize("line", PARTS["duplicate"][1]["Removes"])
def test_a_duplicate_goes_below_what_it_repeats(line: str) -> None:
    assert marked_by("duplicate", [PROSE[0], line, line, *PROSE[1:]]) == [2]


@pytest.mark.parametrize(("name", "line"), KEEPS)
def test_a_kept_line_stays_between_paragraphs(name: str, line: str) -> None:
    assert newsclean.clean("\n".join([*PROSE, line, *MORE_PROSE])).marks == {}


@pytest.mark.parametrize(("name", "line"), KEEPS)
def test_a_kept_line_stays_at_the_end(name: str, line: str) -> None:
    assert newsclean.clean("\n".join([*PROSE, line])).marks == {}


def test_generated_pages_are_current() -> None:
    stale = [
        path.name
        for path, new in generate_docs.pages()
        if not path.exists() or not generate_docs.same(path, path.read_text("utf-8"), new)
    ]
    assert stale == [], "run scripts/generate_docs.py"


def test_the_readme_counts_languages_as_the_tables_do() -> None:
    rows, languages = re.findall(r"\*\*(\d+)\*\*", generate_docs.counts())[:2]
    told = re.search(r"wordings in its tables: ([\d,]+) and more in (\d+) languages", README)
    assert told is not None
    assert told[2] == languages
    assert int(told[1].replace(",", "")) == int(rows) // 1000 * 1000


def blocks(language: str, path: Path = ROOT / "README.md") -> list[str]:
    text = path.read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.S | re.M)


def pages_with(language: str) -> list[tuple[str, str]]:
    paths = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
    return [(path.name, block) for path in paths for block in blocks(language, path)]


def environment() -> dict[str, str]:
    """Where `newsclean` is found: beside this interpreter, as in an activated environment."""
    here = str(Path(sys.executable).parent)
    return os.environ | {"PATH": here + os.pathsep + os.environ["PATH"], "NO_COLOR": "1"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the files that the documentation speaks of."""
    post = (ROOT / "tests/fixtures/pages/google-news-ifttt/in.txt").read_bytes()
    for name in ("post.txt", "a.txt", "b.txt"):
        (tmp_path / name).write_bytes(post)
    if _is_installed("pyarrow"):
        import pyarrow as pa
        import pyarrow.parquet as pq

        title = "North Korea dismisses chance of 'face to face' U.S. nuclear talks"
        table = pa.table({"id": ["1"], "title": [title], "body": [post.decode()]})
        pq.write_table(table, tmp_path / "posts.parquet")
    (tmp_path / "posts").mkdir()
    for n, text in enumerate(blog(12)):
        (tmp_path / "posts" / f"{n}.txt").write_text(text, encoding="utf-8")
    return tmp_path


@pytest.mark.skipif(os.name == "nt", reason="the documentation shows a POSIX shell")
@pytest.mark.parametrize(("page", "block"), pages_with("console"))
def test_a_console_block_prints_what_it_shows(page: str, block: str, folder: Path) -> None:
    for part in re.split(r"^\$ ", block, flags=re.M)[1:]:
        command, _, shown = part.partition("\n")
        needed = [
            name for name in ("jq", "patch", "cmp", "xargs") if re.search(rf"\b{name}\b", command)
        ]
        missing = [name for name in needed if not _has(name)]
        if missing:
            pytest.skip(f"{missing[0]} is not installed")
        done = subprocess.run(
            ["bash", "-c", command],
            cwd=folder,
            env=environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        out = done.stdout.decode()
        assert _matches(out, shown), f"{page}: $ {command}\n{out}"


def _has(program: str) -> bool:
    return (
        subprocess.run(["bash", "-c", f"command -v {program}"], capture_output=True).returncode == 0
    )


def _matches(out: str, shown: str) -> bool:
    """Whether output is as shown; `…` stands for anything."""
    pattern = ".*".join(re.escape(part) for part in shown.strip().split("…"))
    return re.fullmatch(pattern, out.strip(), re.S) is not None


def _is_installed(module: str) -> bool:
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
        if not _has("java"):
            return "Java"
    return next((name for name in ENGINES if name in needed and not _is_installed(name)), None)


@pytest.mark.parametrize(("page", "block"), pages_with("python"))
def test_a_python_block_runs(page: str, block: str, folder: Path) -> None:
    missing = missing_for(block)
    if missing is not None:
        pytest.skip(f"{missing} is not installed")
    done = subprocess.run(
        [sys.executable, "-c", block], cwd=folder, env=environment(), capture_output=True
    )
    assert done.returncode == 0, f"{page}:\n{done.stderr.decode()}"


@pytest.mark.parametrize(("page", "block"), pages_with("toml"))
def test_a_toml_block_is_a_pack_or_a_configuration(page: str, block: str, tmp_path: Path) -> None:
    if "[[rule]]" in block:
        assert newsclean.RulePack.parse(block, page).rules
        return
    (tmp_path / "newsclean.toml").write_text(block, encoding="utf-8")
    for name in re.findall(r"[\w-]+\.(?:toml|txt)", block):
        (tmp_path / name).touch(exist_ok=True)
    configuration = Finder().of(str(tmp_path / "post.txt"))
    assert configuration is not None
    keys = {key.replace("-", "_") for key in re.findall(r"^([\w-]+) = ", block, re.M)}
    assert keys == set(configuration.values)


def test_ci_runs_the_test_command_of_the_readme() -> None:
    commands = [line for block in blocks("sh") for line in block.split("\n")]
    tests = [line for line in commands if line.endswith("-m pytest")]
    assert len(tests) == 1
    assert tests[0] in (ROOT / ".ci" / "run").read_text(encoding="utf-8").split("\n")


def test_ci_runs_the_example_command_of_the_readme() -> None:
    commands = [line for block in blocks("sh") for line in block.split("\n")]
    example = [line for line in commands if line.endswith("in.txt")]
    assert len(example) == 1
    assert example[0] in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_links_of_the_documentation_lead_somewhere() -> None:
    for path in (ROOT / "README.md", *(ROOT / "docs").glob("*.md")):
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8")):
            assert (path.parent / target).exists(), f"{path.name}: {target}"


def test_every_promise_names_tests_that_exist() -> None:
    told = (ROOT / "docs" / "promises.md").read_text(encoding="utf-8")
    tests = "\n".join(path.read_text(encoding="utf-8") for path in ROOT.glob("tests/test_*.py"))
    named = set(re.findall(r"`(test_\w+)`", told))
    assert len(named) > 50
    assert sorted(name for name in named if f"def {name}(" not in tests) == []
