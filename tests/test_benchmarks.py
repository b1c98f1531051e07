"""The gate itself: floors rise, and fall only when somebody says so."""

from __future__ import annotations

import gzip
import json
import re
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

import bars
import extractors
import guarantee
import newsclean
import peer_costs
import peer_pages
import quality
import side_by_side
from guarantee import Count, interval

ROOT = Path(__file__).resolve().parent.parent
FIGURES = {"keep": 1000, "lost": 2, "trap_lost": 0, "harmed": 0, "recall": 0.9, "exact": 0.7,
           "verbatim": 1.0, "meta_right": 0.95, "meta_invented": 0.01}  # fmt: skip


@pytest.fixture
def floors(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "floors.json"
    monkeypatch.setattr(quality, "FLOORS", path)
    monkeypatch.setattr(quality, "digest", lambda name: f"digest of {name}")
    quality.raise_floors({"reposts": FIGURES}, allow_regression=False)
    return path


def test_one_more_line_lost_is_a_fall_whatever_the_margin(floors: Path) -> None:
    pinned = quality.read_floors()["quality"]["reposts"]
    assert quality.falls("reposts", FIGURES | {"lost": 3}, pinned, margin=0.01) != []


def test_a_rate_may_wobble_within_the_margin(floors: Path) -> None:
    pinned = quality.read_floors()["quality"]["reposts"]
    assert quality.falls("reposts", FIGURES | {"recall": 0.895}, pinned, margin=0.01) == []
    assert quality.falls("reposts", FIGURES | {"recall": 0.88}, pinned, margin=0.01) != []


def test_floors_are_not_lowered_in_passing(floors: Path) -> None:
    worse = FIGURES | {"recall": 0.5, "lost": 9, "exact": 0.8}
    quality.raise_floors({"reposts": worse}, allow_regression=False)
    pinned = json.loads(floors.read_text(encoding="utf-8"))["quality"]["reposts"]
    assert (pinned["recall"], pinned["lost"], pinned["exact"]) == (0.9, 2, 0.8)


def test_floors_are_lowered_when_it_is_asked_for(floors: Path) -> None:
    quality.raise_floors({"reposts": FIGURES | {"recall": 0.5}}, allow_regression=True)
    assert quality.read_floors()["quality"]["reposts"]["recall"] == 0.5


def test_floors_of_another_corpus_are_forgotten(
    floors: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(quality, "digest", lambda name: "another")
    quality.raise_floors({"wild": FIGURES}, allow_regression=False)
    assert set(quality.read_floors()["quality"]) == {"wild"}


def test_the_plan_of_a_crawl_follows_from_the_rates_that_the_page_tells() -> None:
    pytest.importorskip("pyarrow")
    import crawl

    page = (ROOT / "docs" / "common-crawl.md").read_text(encoding="utf-8")
    found = re.search(r"```json\n(.*?)\n```", page, re.S)
    assert found is not None
    rates = json.loads(found[1])
    for what, how_much in crawl.plan(rates, crawl.parsed([])):
        assert f"| {what} | {how_much} |" in page
    twice = dict(crawl.plan(rates, crawl.parsed(["--pages", "5_800_000_000"])))
    assert twice["compared (assumed)"].startswith("1,450 million documents")
    cheap = dict(crawl.plan(rates, crawl.parsed(["--core-hour", "0.015", "--cores", "2000"])))
    assert " 225 USD at 0.015" in cheap["all of it"]
    assert cheap["on 2,000 cores"].startswith("9.4 hours at 80%")


@pytest.mark.parametrize(
    ("harmed", "count", "low", "high"),
    [(0, 20, 0, 0.1684), (5, 20, 0.0866, 0.4910), (20, 20, 0.8316, 1), (3, 1000, 0.0006, 0.0087)],
)
def test_the_interval_of_a_guarantee(harmed: int, count: int, low: float, high: float) -> None:
    assert interval(harmed, count) == pytest.approx((low, high), abs=5e-5)


def test_a_release_is_added_to_those_before_it_and_replaced_when_measured_again(
    tmp_path: Path,
) -> None:
    path = tmp_path / "guarantee.tsv"
    guarantee.write({"all": Count(1000, 3, 4)}, "0.1.0", "2026-11-26", "x", path)
    guarantee.write({"all": Count(1000, 2, 2)}, "0.2.0", "2026-12-01", "x", path)
    guarantee.write({"all": Count(2000, 1, 1)}, "0.2.0", "2026-12-02", "y", path)
    assert guarantee.read(path) == [
        ("0.1.0", "2026-11-26", "x", "all", "1000", "3", "4"),
        ("0.2.0", "2026-12-02", "y", "all", "2000", "1", "1"),
    ]
    told = guarantee.page("a <!-- releases -->old<!-- end releases --> b", guarantee.read(path))
    assert told.startswith("a <!-- releases -->\n| version") and told.endswith(" b")
    assert "| 0.1.0 | 2026-11-26 | 1,000 | 400 | 300 | 62 to 874 |" in told
    assert "| 0.2.0 | 2026-12-02 | 2,000 | 50 | 50 | 1 to 278 |" in told
    assert "in 0.2.0" in told and "| all | 2,000 |" in told


def test_the_page_of_the_guarantee_is_that_of_its_data() -> None:
    text = guarantee.PAGE.read_text(encoding="utf-8")
    assert guarantee.page(text, guarantee.read()) == text
    assert {row[0] for row in guarantee.read()} >= {newsclean.__version__}


# Peers.


def test_a_page_is_scored_by_runs_of_four_words() -> None:
    gold = "one two three four five six"  # three runs
    assert peer_pages.score(gold, gold) == (1.0, 1.0, 1.0, True)
    precision, recall, words, is_exact = peer_pages.score(gold, "Menu. one two three four five")
    assert (precision, recall, is_exact) == (2 / 3, 2 / 3, False)
    assert words == pytest.approx(10 / 12)
    assert peer_pages.score(gold, "")[:2] == (None, 0.0)


def test_an_interval_of_equals_is_nothing_and_of_better_ones_is_above_it() -> None:
    good, bad = peer_pages.score("a b c d e", "a b c d e"), peer_pages.score("a b c d e", "x")
    assert peer_pages.paired([good, bad], [good, bad], peer_pages.words) == (0.0, 0.0)
    low, high = peer_pages.paired([good] * 9, [good, bad] * 4 + [bad], peer_pages.words)
    assert 0 < low < high <= 1


def test_a_checkout_of_the_benchmark_is_read_with_the_folds_of_pages_that_were_seen(
    tmp_path: Path,
) -> None:
    seen, fold = peer_pages.FOLDS.read_text(encoding="utf-8").split("\n")[1].split("\t")
    truth = {name: {"articleBody": f"text {name}", "url": "u"} for name in (seen, "new")}
    (tmp_path / "ground-truth.json").write_text(json.dumps(truth), encoding="utf-8")
    (tmp_path / "html").mkdir()
    for name in truth:
        (tmp_path / "html" / f"{name}.html.gz").write_bytes(gzip.compress(b"<p>a page"))
    pages = {page.id: page for page in peer_pages.from_checkout(tmp_path)}
    assert (pages[seen].fold, pages["new"].fold) == (int(fold), None)
    assert pages["new"].gold == "text new" and pages["new"].text == "<p>a page"


def test_where_a_peer_is_better_it_is_said() -> None:
    good, bad = peer_pages.Score(1.0, 1.0, 1.0, True), peer_pages.Score(0.5, 0.5, 0.5, False)
    scores = {"newsclean": [bad] * 9, "better": [good] * 9, "alike": [bad] * 8 + [good],
              "worse": [bad] * 9}  # fmt: skip
    cost = {"newsclean": 2.0, "better": 1.0, "alike": 2.0, "worse": 3.0}
    size = {name: (value, 1) for name, value in cost.items()}
    told = side_by_side.tables(side_by_side.Found({"S": scores}, cost, cost, cost, size))
    for figure in ("F1", "word F1"):
        assert (f"- S, {figure} 0.500: better (1.000); by less than the pages can tell: "
                "alike (0.556)\n") in told  # fmt: skip
    for name in ("speed", "memory", "start-up", "size"):
        assert f"- {name}: better\n" in f"{told}\n"


def test_the_page_of_peers_has_all_and_hides_none_that_is_better() -> None:
    page = (ROOT / "docs" / "peers.md").read_text(encoding="utf-8")
    assert re.search(r"^Measured on \d{4}-\d\d-\d\d: newsclean \S+, .*Python .* cores", page, re.M)
    quality, costs = re.findall(r"(?:^\|.*\n)+", page, re.M)[:2]
    rows = [line.strip("| ").split(" | ") for line in quality.split("\n")[2:-1]]
    assert {row[0].strip("*") for row in rows} == set(extractors.SIDE_BY_SIDE)
    told = page.partition("Where another is better")[2].partition("<!-- end")[0]
    lines = {line.partition(": ")[0]: line for line in re.findall(r"^- (.*)$", told, re.M)}
    better = [(f"{title}, F1 {rows[0][column]}", row[0]) for row in rows
              for title, column in (("article-extraction-benchmark", 1), ("WCXB", 5))
              if float(row[column]) > float(rows[0][column])]  # fmt: skip
    rows = [line.strip("| ").split(" | ") for line in costs.split("\n")[2:-1]]
    better += [(title, row[0]) for row in rows
               for column, title in enumerate(("speed", "memory", "start-up", "size"), 1)
               if float(row[column].split()[0]) < float(rows[0][column].split()[0])]  # fmt: skip
    assert better and [(title, name) for title, name in better if name not in lines[title]] == []


def test_bars_are_as_long_as_their_values_and_names_are_text() -> None:
    values = [("a", 1.0, "1"), ("<b>", 0.75, "0.75"), ("c", 0.5, "0.5")]
    root = ElementTree.fromstring(bars.svg("t & t", [bars.Panel("h", values, low=0.5)], "a"))
    space = "{http://www.w3.org/2000/svg}"
    rects = root.findall(f"{space}rect")[1:]
    widths = [float(rect.get("width", "")) for rect in rects]
    assert widths[1] == pytest.approx(widths[0] / 2, rel=0.01) and widths[2] == 1.0
    assert len({rect.get("fill") for rect in rects[1:]}) == 1 != rects[0].get("fill")
    assert "<b>" in [text.text for text in root.findall(f"{space}text")]


def test_what_is_installed_is_counted_with_what_it_requires() -> None:
    size, packages = peer_costs.install_size("newsclean")
    assert packages >= 6 and size > 5


@pytest.mark.skipif(sys.platform != "linux", reason="/proc tells it")
def test_the_child_tells_its_own_peak_of_memory(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("<html><body><p>It rained all day in the harbour.</p></body></html>")
    assert 10 < peer_costs.memory("newsclean", [page]) < 200
