"""The tables of what each filter contributes: what they count, and what the page shows."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import ablation
import quality
from corpus import Doc
from newsclean import filters

PAGE = (Path(__file__).resolve().parent.parent / "docs" / "quality.md").read_text(encoding="utf-8")
TEXT = "A paragraph of the article.\nShare this:\n\nComments\nBy A. B.\nMore"
DOC: Doc = {
    "text": TEXT,
    "lang": "en",
    "labels": ["keep", "drop", "drop", "keep", "either", "drop"],
    "classes": ["body", "share_widget", "blank", "trap", "byline", "nav"],
}


def row(marks: dict[int, str]) -> Doc:
    return {"marks": marks, "lost": [i for i in marks if DOC["labels"][i] == "keep"]}


def table(name: str) -> dict[str, list[str]]:
    """Filter -> the cells of one set's table on the page."""
    part = PAGE.split(f"### {name}\n")[1].split("\nMetadata right")[0]
    cells = [line.strip("|").split("|") for line in part.split("\n") if line.startswith("| ")]
    return {row[0].strip(" *`"): [cell.strip() for cell in row[1:]] for row in cells}


def test_lines_are_counted_by_their_label_and_blank_ones_not_at_all() -> None:
    marks = {1: "share", 2: "share", 3: "comments", 4: "post-meta"}
    assert ablation.taken([DOC], [row(marks)]) == (1, 1, 1)


def test_every_filter_is_measured_alone_and_the_others_without_it() -> None:
    found = ablation.variants()
    default = set(filters.choose(None, None, None))
    assert found["+share"] == ["share"]
    assert set(found["-share"]) == default - {"share"}
    assert set(found["-credit"]) == default | {"credit"}


def test_a_difference_has_a_sign_or_is_nothing() -> None:
    assert [ablation.points(x) for x in (-0.134, 0.002, -0.0001)] == ["−13.4", "+0.2", "0"]
    assert [ablation.change(x) for x in (-2, 3, 0)] == ["−2", "+3", "0"]


def test_a_lost_line_is_told_once_with_the_filter_that_took_it() -> None:
    rows = [row({3: "comments"})]
    told = ablation.lost_lines({"reposts": ([DOC, DOC], rows * 2), "wild": ([DOC], rows)})
    assert told[2:] == ["| en | trap | `comments` | reposts (2×), wild | Comments |"]


def test_classes_are_told_with_the_most_lines_first() -> None:
    told = ablation.left_over(
        {
            "reposts": {"left": {"nav": [1, 9]}, "drop": 20},
            "wild": {"left": {"nav": [1, 5], "ad": [4, 6]}, "drop": 1000},
        }
    )
    assert told[2:] == [
        "| ad | – | 4 of 6 |",
        "| nav | 1 of 9 | 1 of 5 |",
        "| **all** | **1 of 20** | **5 of 1,000** |",
    ]


def test_a_filter_that_is_ignored_leaves_its_lines() -> None:
    body = "\n".join(f"On day {n} the council met for {n} hours about its harbour." for n in "345")
    doc = DOC | {"text": f"{body}\nShare this:\n", "labels": [*["keep"] * 3, "drop", "drop"]}
    lexicon = quality.lexicon_without()
    marks = {
        name: quality.cleaner_with(lexicon, ablation.variants()[name]).clean(doc["text"]).marks
        for name in (ablation.ALL, "+share", "-share")
    }
    assert [3 in marks[name] for name in (ablation.ALL, "+share", "-share")] == [True, True, False]


@pytest.mark.parametrize("name", ablation.SETS)
def test_the_page_has_every_filter_and_is_no_further_from_the_floors_than_they_may_fall(
    name: str,
) -> None:
    shown = table(name)
    skipped = {*ablation._CUTTING, *ablation._ELSEWHERE}
    for one in set(filters.NAMES) - skipped:
        assert one in shown or f"with `{one}" in shown, one
    pinned = json.loads(quality.FLOORS.read_text(encoding="utf-8"))["quality"][name]
    whole = shown[ablation.ALL]
    told = "run benchmarks/ablation.py --write"
    assert float(whole[3].strip("%")) / 100 == pytest.approx(pinned["recall"], abs=0.02), told
    assert float(whole[4].strip("%")) / 100 == pytest.approx(pinned["exact"], abs=0.02), told
    assert int(whole[5]) <= pinned["lost"], told


def test_the_page_lists_as_many_lost_lines_as_the_tables_count() -> None:
    listed = PAGE.split("## Article lines that are lost\n")[1]
    for name in ablation.SETS:
        times = [
            int(n or 1) for n in re.findall(rf"(?<=[ |]){name}(?: \((\d+)×\))?(?=[ ,])", listed)
        ]
        assert sum(times) == int(table(name)[ablation.ALL][5]), name
