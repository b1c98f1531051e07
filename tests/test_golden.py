"""Quality may not fall below benchmarks/floors.json; needs the development corpora."""

from __future__ import annotations

import pytest

from corpus import CorpusMissing, Scorer, digest
from quality import falls, figures, measure, read_floors

# Rates move by a document or two when rows are added elsewhere; lines lost may not rise at all.
MARGIN = 0.01


@pytest.mark.parametrize("name", ["reposts", "wild", "unseen"])
def test_quality_stays_above_its_floor(name: str) -> None:
    try:
        scorer = Scorer()
        here = {corpus: digest(corpus) for corpus in ("reposts", "wild")}
    except CorpusMissing as error:
        pytest.skip(str(error))
    floors = read_floors()
    if floors.get("corpus") != here:
        pytest.skip("floors.json was measured on another corpus than NEWSCLEAN_CORPORA holds")
    docs, rows = measure(name, scorer)
    assert falls(name, figures(docs, rows, scorer), floors["quality"][name], MARGIN) == []
