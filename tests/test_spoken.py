"""Short lines that go by their diction alone, whatever stands beside them."""

from __future__ import annotations

import pytest

import newsclean
from newsclean.cleaner import Cleaner
from newsclean.learned.judge import by_diction
from newsclean.learned.signs import NAMES
from newsclean.lexicon import Lexicon
from newsclean.pipeline import Pipeline
from newsclean.result import Result
from newsclean.why import Watch

ARTICLE = [
    "Ferry line wins a reprieve until spring",
    "The council of Harwick voted on Monday night to keep the ferry to the island running until "
    "the end of April, against the advice of its own treasurer.",
    "About two hundred people had come to the hall, and most of them stayed until the vote.",
    "The ferry carries ninety passengers a day in winter, most of them pupils of the two schools.",
    "The next vote is in May.",
]
FOOTER = ["Share this article", "Related articles"]
CALL = "Go deeper (2 min. read)"
STRAIGHT = "Get the latest Thornaby stories straight to your inbox"


def clean(*lines: str, footer: list[str] = FOOTER) -> Result:
    return newsclean.clean("\n".join([*ARTICLE[:3], *lines, *ARTICLE[3:], *footer]))


def test_a_wording_that_the_trees_doubt_goes_when_only_sites_speak_so() -> None:
    name, _, reason, _ = clean(CALL).marks[3]
    assert name == "model" and reason.startswith("like boilerplate: worded as a site speaks")


def test_not_where_nothing_else_goes() -> None:
    assert not clean(CALL, footer=[]).marks


def test_surely_is_surer_than_probably() -> None:
    assert clean("By signing up you agree to our terms and privacy policy.").marks[3][3] > 0.9
    assert clean("Want more stories like this? Get our daily newsletter").marks[3][3] > 0.9


def test_the_only_line_of_a_text_stays() -> None:
    text = "Email ThisBlogThis!Share to X Share this: Share this: Share this: Nobody knows any yet."
    assert newsclean.clean(text).text == text
    assert newsclean.clean(STRAIGHT).text == STRAIGHT


@pytest.mark.parametrize(
    "line",
    ["To report an error, write to the editors of this story.",
     "Got a question? Text us and we will put it to the mayor at six."],
)  # fmt: skip
def test_sentences_must_be_surer(line: str) -> None:
    assert 3 not in clean(line).marks


def test_scripts_without_spaces_are_not_told_by_it() -> None:
    paragraphs = [
        "市は二十二日、廃校になった旧日沖小学校の給食室を改装した豆腐工房を報道陣に公開した。",
        "販売は来月八日から始まり、火曜日と金曜日の午前九時から売り切れるまで続けるという。",
    ]
    lines = ["廃校の給食室で豆腐づくり", *paragraphs, "登録はこちら", *paragraphs[::-1]]
    assert 3 not in newsclean.clean("\n".join([*lines, "この記事をシェアする"])).marks


@pytest.mark.parametrize("begin", ["- ", "“", "1. "])
def test_items_and_quotations_stay(begin: str) -> None:
    assert 3 not in clean(begin + CALL).marks


@pytest.mark.parametrize("begin", ["- ", "“", "1. ", "10.30 "])
def test_items_quotations_and_programmes_are_not_told_by_it(begin: str) -> None:
    """Whatever the trees say of them."""
    signs = [9.0 if name == "said_anew" else 0.0 for name in NAMES]
    pipeline = Pipeline(Cleaner(ignore=["model"]).filters, 0.5, Lexicon())
    survey, _ = pipeline.look([*ARTICLE[:3], CALL, begin + CALL, *ARTICLE[3:]])
    assert by_diction(survey, 3, signs) > 0
    assert by_diction(survey, 4, signs) == float("-inf")


def test_why_a_line_stays_tells_its_diction() -> None:
    result = clean(CALL, footer=[])
    judged = Watch(Cleaner(), result).of(3).model
    assert judged is not None
    assert {told for _, told in judged.speaks} == {
        "how the line is worded", "nothing in the whole text is boilerplate"
    }  # fmt: skip
