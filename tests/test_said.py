"""Sentences that sound like a site's: what `benchmarks/said.py` counts does not get worse."""

from __future__ import annotations

import said

ARTICLE = (0, 1, 2, 1)  # of 451 sentences of articles, at the places of `said.PLACES`
SITE = (29, 38, 50, 52)  # of 90 of sites


def test_hardly_a_sentence_of_an_article_goes_for_a_sites() -> None:
    found = said.measure()
    for name, lines, most in zip(said.PLACES, found[said.ARTICLE], ARTICLE, strict=True):
        assert len(lines) <= most, f"{name}: {lines}"
    for name, lines, least in zip(said.PLACES, found[said.SITE], SITE, strict=True):
        assert len(lines) >= least, name


def test_every_language_has_paragraphs_and_a_footer() -> None:
    told = said.read()
    assert sum(map(len, told[said.ARTICLE].values())) > 400
    for language in told[said.ARTICLE]:
        assert len(told["prose"][language]) == 3
        assert told[said.FOOTER][language]
