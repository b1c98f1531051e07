"""Laws of the phrase tables, over every row."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from pathlib import Path

import pytest

import build_lexicon
from corpus import CorpusMissing, article_lines
from newsclean.fold import fold, fold_numbers
from newsclean.lexicon import Lexicon, Row
from newsclean.sieve import Sieve
from newsclean.tables import COLUMNS, PLACEHOLDERS, read_rows
from platform_pages import SAMPLES

ROOT = Path(__file__).resolve().parent.parent
TABLES = sorted(
    path
    for path in (ROOT / "src" / "newsclean" / "phrases").glob("*.tsv")
    if path.read_text(encoding="utf-8").startswith(COLUMNS[0] + "\t")
)
EXCEPTIONS = Path(__file__).with_name("phrases_known.tsv")
FAMILIES = [path.stem for path in TABLES]
# Share of the article lines that a row may wake on.
MOST_WOKEN = 0.04

REST = "Storm nears coast"
_PLACEHOLDER = re.compile(r"\{(\w+)\}")
Cells = dict[str, str]


def table(family: str) -> list[Cells]:
    return list(read_rows(ROOT / "src" / "newsclean" / "phrases" / f"{family}.tsv"))


def all_rows() -> list[Cells]:
    return [row for family in FAMILIES for row in table(family)]


ROWS = all_rows()


def wording(row: Cells) -> str:
    """Rows of one folded wording count as one, whatever their match and final stop."""
    text = _PLACEHOLDER.sub(lambda m: "0" if m[1] in ("n", "year") else "\x01", row["phrase"])
    return fold_numbers(fold(text)).strip("\x01 .:")


def rendered(row: Cells) -> str:
    """A line that the row means: sample values for the placeholders, text at the open end."""
    line = _PLACEHOLDER.sub(lambda m: SAMPLES.get(m[1], m[0]), row["phrase"])
    # Scripts without spaces go on without one.
    blank = "" if line[-1] > "\u2e80" and row["match"] == "prefix" else " "
    if row["match"] == "prefix":
        return line + blank + REST
    if row["match"] == "suffix":
        return REST + " " + line
    return line


def known(kind: str) -> set[str]:
    """Ids of rows that are known not to be found, each with its reason in the file."""
    lines = EXCEPTIONS.read_text(encoding="utf-8").split("\n")[1:]
    return {line.split("\t")[1] for line in lines if line.startswith(kind + "\t")}


@pytest.fixture(scope="module")
def index() -> bytes:
    return build_lexicon.build()


@pytest.fixture(scope="module")
def lexicon(index: bytes) -> Lexicon:
    return Lexicon(index)


@pytest.fixture(scope="module")
def found(lexicon: Lexicon) -> dict[str, Row | None]:
    """Row id -> the row that its rendered line is found as."""
    hits = {row["id"]: lexicon.find(fold(rendered(row))) for row in ROWS}
    return {row_id: None if hit is None else hit[0] for row_id, hit in hits.items()}


@pytest.fixture(scope="module")
def left_out(index: bytes) -> set[str]:
    """Rows of wordings of which nothing stands in the index."""
    packed = set(re.findall(r"\t([\w.-]+)\|", index.decode()))
    there = {wording(row) for row in ROWS if row["id"] in packed}
    return {row["id"] for row in ROWS if wording(row) not in there}


def test_the_compiled_index_is_current(index: bytes) -> None:
    compiled = (ROOT / "src" / "newsclean" / "phrases.idx").read_bytes()
    assert compiled == index, "run scripts/build_lexicon.py"


def test_ids_are_unique() -> None:
    assert [i for i, n in Counter(row["id"] for row in ROWS).items() if n > 1] == []


@pytest.mark.parametrize("family", FAMILIES)
def test_a_table_is_sorted_and_named_for_its_family(family: str) -> None:
    ids = [row["id"] for row in table(family)]
    assert ids == sorted(ids)
    assert [i for i in ids if i.partition(".")[0] != family] == []


@pytest.mark.parametrize("family", FAMILIES)
def test_cells_are_clean(family: str) -> None:
    for row in table(family):
        assert row["phrase"] == " ".join(row["phrase"].split()), row["id"]
        assert row["language"] and row["platform"], row["id"]
        names = set(_PLACEHOLDER.findall(row["phrase"]))
        if row["platform"] != "ifttt" and family != "unfilled-placeholder":
            assert names <= PLACEHOLDERS, f"{row['id']}: {names - PLACEHOLDERS}"


def test_only_low_risk_rows_stand_alone() -> None:
    wrong = [row["id"] for row in ROWS if row["standalone"] == "yes" and row["risk"] != "low"]
    assert wrong == []


@pytest.mark.parametrize("family", FAMILIES)
def test_every_row_has_its_evidence(family: str) -> None:
    lines = (ROOT / "evidence" / f"{family}.tsv").read_text(encoding="utf-8").split("\n")
    evidence = dict(line.split("\t", 1) for line in lines[1:] if line)
    ids = {row["id"] for row in table(family)}
    assert ids - set(evidence) == set(), "rows without evidence"
    assert set(evidence) - ids == set(), "evidence of rows that are gone"
    assert [i for i in ids if not evidence[i].strip()] == []


def test_rows_left_out_of_the_index_are_listed(left_out: set[str]) -> None:
    # Nothing fixed at either end finds them: filters know these shapes, or nobody does.
    listed = known("left-out")
    assert left_out - listed == set(), "rows that no line can find any more"
    assert listed - left_out == set(), "found now: take them off tests/phrases_known.tsv"


def test_every_row_finds_its_own_line(found: dict[str, Row | None], left_out: set[str]) -> None:
    same = defaultdict(set)
    for row in ROWS:
        same[wording(row)].add(row["id"])
    wrong = set()
    for row in ROWS:
        hit = found[row["id"]]
        if row["id"] in left_out:
            continue
        if hit is None or (
            hit.family != row["id"].partition(".")[0] and hit.id not in same[wording(row)]
        ):
            wrong.add(row["id"])
    listed = known("not-found")
    assert wrong - listed == set(), "rows whose own line is not found as theirs"
    assert listed - wrong == set(), "found now: take them off tests/phrases_known.tsv"


def test_no_row_wakes_on_many_article_lines(lexicon: Lexicon) -> None:
    try:
        lines = article_lines()
    except CorpusMissing as error:
        pytest.skip(str(error))
    _, hits, _ = Sieve(lexicon).sweep(lines)
    woken = Counter(row.id for row, _ in hits.values())
    often = {i: n for i, n in woken.items() if n > MOST_WOKEN * len(lines)}
    assert often == {}
