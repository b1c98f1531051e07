"""What the documentation shows is what happens."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import generate_docs
import newsclean
import platform_pages
from docs_blocks import BLOCKS
from newsclean import filters
from newsclean.filters.base import SpanFilter
from newsclean.record import schema_text

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


PLATFORM_LINES = re.findall(
    r"^\| `(.+)` \| \[([\w-]+)\]\(.*?\).* \| ([\w.-]+) \|$",
    (ROOT / "docs" / "platforms.md").read_text(encoding="utf-8"),
    re.M,
)


@pytest.mark.parametrize(("line", "name", "row"), PLATFORM_LINES)
def test_a_line_of_a_platform_goes_by_the_row_that_is_named(line: str, name: str, row: str) -> None:
    mark = platform_pages.mark_of(line)
    assert mark is not None and mark[:2] == (name, row)


def test_every_platform_has_a_line() -> None:
    text = (ROOT / "docs" / "platforms.md").read_text(encoding="utf-8")
    sections = re.split(r"^## ", text, flags=re.M)[1:]
    assert {part.split("\n")[0] for part in sections} == set(platform_pages.PLATFORMS)
    for part in sections:
        assert "| `" in part, part


def test_every_field_that_may_be_null_says_when() -> None:
    for path, one in fields_of(json.loads(schema_text())):
        if "null" in one.get("type", []):
            assert "null" in one["description"].lower(), path


def fields_of(schema: dict[str, Any], path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    for name, one in schema.get("properties", {}).items():
        yield f"{path}{name}", one
        yield from fields_of(one, f"{path}{name}.")
        for inner in ("items", "additionalProperties"):
            if isinstance(one.get(inner), dict):
                yield from fields_of(one[inner], f"{path}{name}.")


def test_the_readme_counts_languages_as_the_tables_do() -> None:
    rows, languages = re.findall(r"\*\*(\d+)\*\*", generate_docs.counts())[:2]
    told = re.search(r"wordings in its tables: ([\d,]+) and more in (\d+) languages", README)
    assert told is not None
    assert told[2] == languages
    assert int(told[1].replace(",", "")) == int(rows) // 1000 * 1000


def test_the_tables_of_the_readme_say_what_was_measured() -> None:
    measured = json.loads((ROOT / "benchmarks" / "floors.json").read_text("utf-8"))["quality"]
    seen, unseen, wild = (measured[name] for name in ("reposts", "unseen", "wild-unseen"))
    figures = re.findall(r"\| (\d+) of [\d,]+ \| ([\d.]+)% \| ([\d.]+)% \|", README)
    assert figures == [
        (str(one["lost"]), f"{one['recall']:.1%}"[:-1], f"{one['exact']:.1%}"[:-1])
        for one in (seen, unseen, wild)
    ]
    own = re.findall(
        r"\| \*\*newsclean\*\*.* \| (\d+) of 11,760 .* \| ([\d,]+) of 6,106 ", README
    )
    assert [int(lost) for lost, _ in own] == [seen["lost"], unseen["lost"]]
    for (_, left), one in zip(own, (seen, unseen), strict=True):
        assert int(left.replace(",", "")) / 6106 == pytest.approx(1 - one["recall"], abs=0.0001)


def readme_commands() -> list[str]:
    blocks = [block for block in BLOCKS if block.page == "README.md" and block.language == "sh"]
    return [line for block in blocks for line in block.text.split("\n")]


def test_ci_runs_the_test_command_of_the_readme() -> None:
    tests = [line for line in readme_commands() if line.endswith("-m pytest")]
    assert len(tests) == 1
    assert tests[0] in (ROOT / ".ci" / "run").read_text(encoding="utf-8").split("\n")


def test_ci_runs_the_example_command_of_the_readme() -> None:
    example = [line for line in readme_commands() if line.endswith("in.txt")]
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
