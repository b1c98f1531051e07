"""Whole documents in many languages that training never sees, a verdict for each line.

`fixtures/judged/<language>.tsv` holds them: `# name`, then verdict and line. Articles end in a
name, a list, a table, a verse; their headings begin as buttons do; the footers say what no table
says. `drop?` and `keep?` are known failures and must fail. After training, `pytest --bless` tells
anew which lines to drop are found; a lost article line is written down by hand or not at all.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from fixture_files import FIXTURES, read
from laws import clean

FOLDER = FIXTURES / "judged"
VERDICTS = ("keep", "drop", "drop?", "keep?")
ENOUGH_DOCUMENTS, ENOUGH_LANGUAGES = 95, 15
# What blessing may not undercut; the model that was written beside these documents finds more.
ENOUGH_FOUND = 28


class Document(NamedTuple):
    """Lines with a verdict each; place: `fi: letter`."""

    place: str
    verdicts: list[str]
    lines: list[str]


def documents(path: Path) -> list[Document]:
    found: list[Document] = []
    for row in read(path).removesuffix("\n").split("\n"):
        if row.startswith("# "):
            found.append(Document(f"{path.stem}: {row[2:]}", [], []))
            continue
        verdict, line = row.split("\t")
        assert verdict in VERDICTS, f"{path.name}: {verdict!r}"
        found[-1].verdicts.append(verdict)
        found[-1].lines.append(line)
    return found


def marked(document: Document) -> list[bool]:
    marks = clean("\n".join(document.lines) + "\n").marks
    return [i in marks for i in range(len(document.lines))]


def lines_of(document: Document, wanted: list[bool]) -> list[str]:
    return [line for line, is_wanted in zip(document.lines, wanted, strict=True) if is_wanted]


def bless(path: Path) -> None:
    """Write down which lines to drop are found and which are not."""
    rows = []
    for document in filter(lambda document: document.place.startswith(f"{path.stem}:"), DOCUMENTS):
        rows.append("# " + document.place.partition(": ")[2])
        document.verdicts[:] = [
            verdict if verdict.startswith("keep") else "drop" if is_marked else "drop?"
            for verdict, is_marked in zip(document.verdicts, marked(document), strict=True)
        ]
        rows += map("\t".join, zip(document.verdicts, document.lines, strict=True))
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")


PATHS = sorted(FOLDER.glob("*.tsv"))
DOCUMENTS = [document for path in PATHS for document in documents(path)]


@pytest.fixture(scope="module", autouse=True)
def blessed(request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--bless"):
        for path in PATHS:
            bless(path)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.place)
def test_no_article_line_is_lost_but_those_known(document: Document) -> None:
    is_lost = [
        is_marked and verdict.startswith("keep")
        for verdict, is_marked in zip(document.verdicts, marked(document), strict=True)
    ]
    known = [verdict == "keep?" for verdict in document.verdicts]
    assert lines_of(document, is_lost) == lines_of(document, known)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.place)
def test_the_lines_to_drop_go_but_those_known(document: Document) -> None:
    is_left = [
        not is_marked and verdict.startswith("drop")
        for verdict, is_marked in zip(document.verdicts, marked(document), strict=True)
    ]
    known = [verdict == "drop?" for verdict in document.verdicts]
    assert lines_of(document, is_left) == lines_of(document, known)


def test_there_are_documents_in_many_languages() -> None:
    assert len(DOCUMENTS) >= ENOUGH_DOCUMENTS
    assert len(PATHS) >= ENOUGH_LANGUAGES


def test_footers_of_unknown_wording_are_found() -> None:
    verdicts = [verdict for document in DOCUMENTS for verdict in document.verdicts]
    assert verdicts.count("drop") >= ENOUGH_FOUND
