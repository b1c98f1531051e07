"""Texts in eighty languages: nothing more of them is lost than was, learned from or not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import written
from newsclean.cleaner import Cleaner

MARGIN = 0.01  # of the boilerplate that went before, and of the texts that came out exact


def test_no_more_is_lost_and_hardly_less_goes_than_did() -> None:
    held, found = json.loads(written.HELD.read_text(encoding="utf-8")), written.measure()
    for kind, figures in held.items():
        now = found[kind]
        assert now.lost <= figures["lost"], kind
        assert now.gone >= figures["gone"] * (1 - MARGIN), kind
        assert now.exact >= figures["exact"] * (1 - MARGIN), kind


def test_every_text_has_an_article() -> None:
    found = list(written.texts(written.TEXTS.glob("*.txt")))
    assert len(found) == len({text.name for text in found}) >= 450
    assert all(text.signs.count("+") >= 2 for text in found)


def test_what_is_lost_and_left_is_counted() -> None:
    lines = ["Storm nears the coast of the outer islands and the ferries stay in port on Tuesday.",
             "Share this:", "Share this:", "", "A line that stays."]  # fmt: skip
    lost, figures = written.lost_lines(Cleaner(), written.Text("x1", lines, "+-+?-"))
    assert lost == ["Share this:"]
    assert figures == written.Figures(texts=1, exact=0, lost=1, kept=1, gone=1, left=1)


def test_a_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    (tmp_path / "a001.txt").write_text("# lang=en kind=x\n+one\n*two\n", encoding="utf-8")
    with pytest.raises(ValueError, match="a001"):
        list(written.texts(tmp_path.glob("*")))
