"""Long lines: notices and calls go by their wording, paragraphs about the same stay."""

from __future__ import annotations

import pytest

import newsclean

ARTICLE = [
    "Ferry line wins a reprieve until spring",
    "The council of Harwick voted on Monday night to keep the ferry to the island running until "
    "the end of April, against the advice of its own treasurer, who had called the service a hole "
    "in the budget that no town of its size could afford to keep on filling.",
    "About two hundred people had come to the hall, and most of them stayed until the vote.",
    "The ferry carries ninety passengers a day in winter, most of them pupils of the two schools.",
]
FOOTER = ["Share this article", "Related articles"]
SITES = [
    "Never miss a story. Sign up for our free daily newsletter to stay up to date on the best of "
    "what we have to offer, from local politics to compelling human interest stories and sport.",
    "Do you want to share a story with us? Do you want to advertise with us? Do you need publicity "
    "for a product, service or event? Contact us on WhatsApp or email our advertising desk today.",
    "Disclaimer: The views, comments, opinions and statements made by readers and contributors on "
    "this platform do not necessarily represent the views or policy of this website or its owners.",
]
OWN = [
    "Readers may write to the harbour office until Friday, by letter or by e-mail; the office will "
    "publish all comments on its website, and the council will discuss them in its next meeting.",
    "“Never miss a story, sign up for our newsletter, follow us on all channels: that is what they "
    "told us to print below each of our articles,” said the former editor of the island's paper.",
    "The newsletter of the council, which subscribers get each Friday, had asked readers for their "
    "opinion in March; four hundred answered, and nine of ten wanted the ferry to go on running.",
    "The website of the ferry line was down on Tuesday, and its app showed a message in which the "
    "company asked customers to be patient and to follow its account for news of the next sailing.",
]


def gone(*lines: str) -> list[str]:
    """What goes of these lines when they stand between the paragraphs of an article."""
    every = [*ARTICLE[:3], *lines, *ARTICLE[3:], *FOOTER]
    kept = newsclean.clean("\n".join(every)).text.split("\n")
    assert all(line in kept for line in ARTICLE)
    return [line for line in lines if line not in kept]


@pytest.mark.parametrize("line", SITES)
def test_a_call_of_several_sentences_goes_from_between_paragraphs(line: str) -> None:
    assert len(line) > 160
    assert gone(line) == [line]
    marks = newsclean.clean("\n".join([*ARTICLE, line, *FOOTER])).marks
    assert marks[4][0] == "model" and "worded as a site speaks" in marks[4][2]


@pytest.mark.parametrize("line", OWN)
def test_a_paragraph_about_the_same_stays(line: str) -> None:
    assert len(line) > 160
    assert gone(line) == []


def test_where_nothing_else_goes_and_behind_a_colon_they_stay() -> None:
    text = "\n".join([*ARTICLE[:3], SITES[0], *ARTICLE[3:], "A short last word"])
    assert newsclean.clean(text).text == text
    announced = "\n".join([*ARTICLE, "Below each of its articles stood:", SITES[0], *FOOTER])
    assert SITES[0] in newsclean.clean(announced).text


@pytest.mark.parametrize(
    "line",
    ["2024年4月から、当サイトの利用規約が変わると同社は発表した。会員登録をした利用者は、"
     "メールマガジンの配信に同意したものとみなされる。" * 8,
     "③ 如需转载，请注明出处。更多精彩内容，请关注我们的微信公众号。" * 6],
)  # fmt: skip
def test_scripts_without_spaces_are_not_judged_whatever_they_begin_with(line: str) -> None:
    assert 160 < len(line) <= 600
    assert gone(line) == []


@pytest.mark.parametrize("begin", ["- ", "* ", "| ", "“", "# ", "1. ", "2) ", "Step 3: ", "✓ "])
def test_items_rows_and_quotations_are_not_judged_by_their_words(begin: str) -> None:
    assert gone(begin + SITES[0]) == []


def test_it_can_be_turned_off_and_asked_to_be_surer() -> None:
    text = "\n".join([*ARTICLE, SITES[1], *FOOTER])
    assert SITES[1] in newsclean.clean(text, ignore=["model"]).text
    assert SITES[1] in newsclean.clean(text, confidence=1.0).text


def test_a_short_line_is_none_for_the_blanks_behind_it() -> None:
    text = "\n".join([*ARTICLE, " " * 400, SITES[0][:79] + " " * 300, *FOOTER])
    assert not any("long line" in mark[2] for mark in newsclean.clean(text).marks.values())
