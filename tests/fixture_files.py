"""Where the fixtures are, and which texts they make.

    <filter>/lines.tsv      verdict, line, where seen, language of the article ("en"), title known
    <filter>/<case>/        in.txt, out.txt, expected.json; that filter and those named "with" it
    pages/<case>/           the same, the whole pipeline
    dumps/<case>/           in.txt, and article.txt: its lines, all to be kept; see test_page
    invented-pages.json     pages of no corpus, which tests/invented_dumps.py prints as dumps
    clean/*.txt             articles that come out byte for byte
    phrases/<family>.tsv    verdict, line, where seen
    judged/<language>.tsv   documents with a verdict for each line; see test_judged
    prose.tsv               paragraphs of articles, to stand around single lines
    known.tsv               what is known to fail of them, strictly: path below fixtures/, why

A verdict is `drop` or `keep`; `drop?` and `keep?` are known failures, which shout when they pass.
"""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from typing import Any, NamedTuple

from newsclean import filters
from newsclean.filters.base import SpanFilter

FIXTURES = Path(__file__).with_name("fixtures")
# Those that know single lines; filters that cut parts of lines have tests of their own, and so has
# the one that sees a dump as a whole. The model judges a line by its company: it has only cases.
MODEL = "model"
LINE_FILTERS = [
    name for name in filters.NAMES
    if not isinstance(filters.get(name), SpanFilter) and filters.get(name).families
]  # fmt: skip


class Row(NamedTuple):
    """One line of a table of fixtures."""

    place: str
    verdict: str
    line: str
    seen: str
    language: str
    title: str | None

    @property
    def is_known_failure(self) -> bool:
        return self.verdict.endswith("?")


def read(path: Path) -> str:
    return path.read_bytes().decode("utf-8", "surrogateescape")


def rows(path: Path) -> list[Row]:
    found: list[Row] = []
    if not path.exists():  # a filter that was just born: test_fixtures says so
        return found
    for number, line in enumerate(read(path).removesuffix("\n").split("\n"), 1):
        verdict, text, seen, *more = line.split("\t")
        language, title = [*more, "", ""][:2]
        place = f"{path.relative_to(FIXTURES).as_posix()}:{number}"
        assert verdict in ("drop", "keep", "drop?", "keep?"), f"{place}: {verdict!r}"
        assert text and seen, f"{place}: verdict, line and where it was seen"
        found.append(Row(place, verdict, text, seen, language or "en", title or None))
    return found


def prose() -> dict[str, list[str]]:
    """Language -> three paragraphs of an article."""
    found: dict[str, list[str]] = defaultdict(list)
    for line in read(FIXTURES / "prose.tsv").removesuffix("\n").split("\n"):
        language, paragraph = line.split("\t")
        found[language].append(paragraph)
    return dict(found)


def known() -> dict[str, str]:
    """Path below fixtures/ -> why it is known to fail."""
    lines = read(FIXTURES / "known.tsv").removesuffix("\n").split("\n")
    return dict(line.split("\t") for line in lines if line)


def line_rows() -> list[Row]:
    return [row for name in LINE_FILTERS for row in rows(FIXTURES / name / "lines.tsv")]


def phrase_rows() -> list[Row]:
    return [row for path in sorted((FIXTURES / "phrases").glob("*.tsv")) for row in rows(path)]


def cases() -> list[Path]:
    """Folders with in.txt: those of the filters, then the pages."""
    folders = [path.parent for name in (*LINE_FILTERS, MODEL)
               for path in (FIXTURES / name).glob("*/in.txt")]  # fmt: skip
    return sorted(folders) + sorted(path.parent for path in FIXTURES.glob("pages/*/in.txt"))


def names_of(folder: Path) -> list[str]:
    """The filters that a case runs; the default ones for a page."""
    name = folder.parent.name
    if name not in filters.NAMES:
        return filters.choose(None, None, None)
    return [name, *told(folder).get("with", [])]


def told(folder: Path) -> dict[str, list[Any]]:
    """What expected.json holds: "marks", and "with" where a case needs further filters."""
    path = folder / "expected.json"
    found: dict[str, list[Any]] = json.loads(path.read_bytes()) if path.exists() else {}
    return found


def clean_articles() -> list[Path]:
    return sorted((FIXTURES / "clean").glob("*.txt"))


def texts() -> dict[str, str]:
    """Every text that the fixtures hold or make: path below fixtures/ -> text."""
    found = {
        str(path.relative_to(FIXTURES)): read(path)
        for path in [*sorted(FIXTURES.glob("*/*/in.txt")), *clean_articles()]
    }
    around = prose()
    for name in LINE_FILTERS:
        by_language = defaultdict(list)
        for row in rows(FIXTURES / name / "lines.tsv"):
            by_language[row.verdict[:4], row.language].append(row.line)
        for (verdict, language), lines in by_language.items():
            one, two, three = around[language]
            body = [one, two, three, *lines] if verdict == "drop" else [one, *lines, two, three]
            found[f"{name}/lines.tsv: {verdict} {language}"] = "\n".join(body) + "\n"
    return found
