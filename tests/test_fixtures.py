"""Every fixture: single lines, cases of one filter, whole pages, articles that stay untouched."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

import fixture_files
from fixture_files import FIXTURES, Row
from laws import DEFAULT, LAWS, clean, cleaner
from newsclean import filters
from newsclean.result import Result

LINES, PHRASES = fixture_files.line_rows(), fixture_files.phrase_rows()
PROSE, KNOWN = fixture_files.prose(), fixture_files.known()
CASES, CLEAN = fixture_files.cases(), fixture_files.clean_articles()
ENOUGH_LINES, ENOUGH_LANGUAGES = 12, 5
# A row that may not stand alone is shown between two wordings that are certain.
ABOVE, BELOW = "Share this:", "Post a Comment"


def path_of(path: Path) -> str:
    return path.relative_to(FIXTURES).as_posix()


def params(rows: Iterable[Row], verdict: str) -> list[object]:
    """The rows of a verdict; known failures must fail."""
    return [
        pytest.param(row, id=row.place, marks=xfail(row.verdict) if row.is_known_failure else ())
        for row in rows
        if row.verdict.startswith(verdict)
    ]


def paths(found: Iterable[Path]) -> list[object]:
    return [
        pytest.param(path, id=path_of(path), marks=xfail(KNOWN.get(path_of(path))))
        for path in found
    ]


def xfail(why: str | None) -> tuple[pytest.MarkDecorator, ...]:
    return (pytest.mark.xfail(strict=True, reason=why),) if why else ()


def filter_of(row: Row) -> str:
    return row.place.partition("/")[0]


def marked(lines: list[str], row: Row, names: Iterable[str]) -> list[int]:
    result = cleaner(names).clean("\n".join(lines) + "\n", title=row.title)
    return list(result.marks)


def names_with(name: str) -> list[str]:
    return filters.choose(None, [name], None)


@pytest.mark.parametrize("row", params(LINES, "drop"))
def test_a_line_to_drop_goes_as_the_last_line(row: Row) -> None:
    lines = [*PROSE[row.language], row.line]
    assert marked(lines, row, [filter_of(row)]) == [len(lines) - 1]


@pytest.mark.parametrize("row", params(LINES, "keep"))
def test_a_line_to_keep_stays_between_paragraphs_and_at_the_end(row: Row) -> None:
    one, two, three = PROSE[row.language]
    names = names_with(filter_of(row))
    assert marked([one, two, row.line, three], row, names) == [], "between paragraphs"
    assert marked([one, two, three, row.line], row, names) == [], "at the end"


@pytest.mark.parametrize("row", params(PHRASES, "drop"))
def test_a_phrase_is_known_among_boilerplate(row: Row) -> None:
    lines = [*PROSE["en"], ABOVE, row.line, BELOW]
    result = clean("\n".join(lines) + "\n", filters.NAMES)
    mark = result.marks.get(len(lines) - 2)
    assert mark is not None, "kept"
    assert mark[1] is not None, f"no row knows it: {mark[2]}"


@pytest.mark.parametrize("row", params(PHRASES, "keep"))
def test_what_looks_like_a_phrase_stays(row: Row) -> None:
    one, two, three = PROSE["en"]
    assert marked([one, two, row.line, three], row, DEFAULT) == [], "between paragraphs"
    assert marked([one, two, three, row.line], row, DEFAULT) == [], "at the end"


@pytest.mark.parametrize("verdict", ["drop", "keep"])
@pytest.mark.parametrize("name", fixture_files.LINE_FILTERS)
def test_a_filter_has_lines_in_several_languages(name: str, verdict: str) -> None:
    of_it = [r for r in LINES if filter_of(r) == name and r.verdict.startswith(verdict)]
    assert len(of_it) >= ENOUGH_LINES
    assert len({row.language for row in of_it}) >= ENOUGH_LANGUAGES


def test_the_model_has_cases_in_several_languages() -> None:
    of_it = {path.name[:2] for path in CASES if path.parent.name == fixture_files.MODEL}
    assert len(of_it) >= ENOUGH_LANGUAGES


def test_no_line_is_said_twice() -> None:
    said = Counter((filter_of(row), row.line, row.title) for row in LINES)
    assert [line for line, count in said.items() if count > 1] == []


@pytest.mark.parametrize("folder", paths(CASES))
def test_a_case_comes_out_as_told(folder: Path, request: pytest.FixtureRequest) -> None:
    result = clean(fixture_files.read(folder / "in.txt"), fixture_files.names_of(folder))
    told = expected(folder, result)
    if request.config.getoption("--bless") and path_of(folder) not in KNOWN:
        bless(folder, result, told)
    assert result.text == fixture_files.read(folder / "out.txt")
    if path_of(folder) not in KNOWN:  # those are blessed when they begin to pass
        assert told == fixture_files.told(folder)


@pytest.mark.parametrize("path", paths(CLEAN))
def test_a_clean_article_stays_byte_for_byte(path: Path) -> None:
    result = clean(fixture_files.read(path))
    told = [(result.document.lines[i], mark[0], mark[2]) for i, mark in result.marks.items()]
    assert told == []
    assert result.text.encode("utf-8", "surrogateescape") == path.read_bytes()


def expected(folder: Path, result: Result) -> dict[str, list[Any]]:
    """Numbers of the marked lines (from 1), and why; on a page and in company, by whom."""
    company = fixture_files.told(folder).get("with")
    at = 0 if company or folder.parent.name == "pages" else 2
    marks = [[i + 1, mark[at]] for i, mark in result.marks.items()]
    return {"with": company, "marks": marks} if company else {"marks": marks}


def bless(folder: Path, result: Result, told: dict[str, list[Any]]) -> None:
    """Take what comes out as right, unless it breaks a law."""
    text = fixture_files.read(folder / "in.txt")
    for law in LAWS.values():
        law(text, fixture_files.names_of(folder))
    (folder / "out.txt").write_bytes(result.text.encode("utf-8", "surrogateescape"))
    company = f'"with": {json.dumps(told["with"])}, ' if "with" in told else ""
    marks = ",\n  ".join(json.dumps(mark, ensure_ascii=False) for mark in told["marks"])
    shown = f"\n  {marks}\n" if marks else ""
    (folder / "expected.json").write_text(f'{{{company}"marks": [{shown}]}}\n', encoding="utf-8")


def test_known_failures_are_fixtures_that_exist() -> None:
    assert [path for path in KNOWN if not (FIXTURES / path).exists()] == []


@pytest.mark.parametrize("name", fixture_files.LINE_FILTERS)
def test_without_a_filter_some_fixture_fails(name: str) -> None:
    """The fixtures can fail: a filter that marked nothing would be noticed."""
    rows = [row for row in LINES if filter_of(row) == name and row.verdict == "drop"]
    without = [n for n in filters.NAMES if n != name]
    lines = [[*PROSE[row.language], row.line] for row in rows]
    assert any(marked(text, row, without) == [] for text, row in zip(lines, rows, strict=True))


@pytest.mark.parametrize("name", DEFAULT)
def test_without_a_filter_some_page_fails(name: str) -> None:
    without = [n for n in DEFAULT if n != name]
    pages = [path for path in CASES if path.parent.name in ("pages", name)]
    failed = [
        path_of(path)
        for path in pages
        if path_of(path) not in KNOWN
        and clean(fixture_files.read(path / "in.txt"), without).text
        != fixture_files.read(path / "out.txt")
    ]
    assert failed
