"""What somebody says stays, though a table knows the wording: quoted, announced, in a dialogue."""

from __future__ import annotations

import pytest

from newsclean import clean
from newsclean.fold import fold

PROSE = (
    "The woman who ran the largest account of the valley has closed it and opened a bakery below "
    "the bridge, where the old post office was until the flood.",
    "She says that nobody has asked her for a picture of bread yet, and that the queue on Saturday "
    "reaches as far as the bus stop all the same.",
)
WORDINGS = ("Share this article", "Subscribe to our newsletter", "Leave a comment",
            "We use cookies to improve your experience.")  # fmt: skip
MARKS = ("«»", "»«", "“”", "„“", "「」")


@pytest.mark.parametrize("marks", MARKS)
@pytest.mark.parametrize("wording", WORDINGS)
def test_a_quoted_wording_between_paragraphs_stays(wording: str, marks: str) -> None:
    for text in (f"{marks[0]}{wording}{marks[1]}", f"{marks[0]}{wording}{marks[1]}."):
        assert clean("\n".join((PROSE[0], text, PROSE[1]))).removed == []


@pytest.mark.parametrize("wording", WORDINGS)
def test_a_quoted_wording_may_have_blanks_inside(wording: str) -> None:
    assert clean("\n".join((PROSE[0], f"« {wording} »", PROSE[1]))).removed == []


def test_the_same_wordings_go_where_nobody_says_them() -> None:
    for wording in WORDINGS[:2]:
        assert clean("\n".join((PROSE[0], wording, PROSE[1]))).removed


def test_ways_onward_between_marks_go() -> None:
    text = "\n".join((*PROSE, "« Older Post | Newer Post »", "Post a Comment"))
    assert clean(text).text == "\n".join(PROSE) + "\n"


@pytest.mark.parametrize("wording", ["Log in to join the discussion", "Share this article"])
def test_an_announced_wording_between_paragraphs_stays(wording: str) -> None:
    announced = "The sign above the oven has only a few words on it, in red:"
    assert clean("\n".join((PROSE[0], announced, wording, PROSE[1]))).removed == []


def test_an_advertisement_goes_below_a_colon_too() -> None:
    announced = "The sign above the oven has only a few words on it, in red:"
    removed = clean("\n".join((PROSE[0], announced, "Advertisement", PROSE[1]))).removed
    assert [one["text"] for one in removed] == ["Advertisement"]


DIALOGUE = """— Нина Павловна, сколько у вас было подписчиков?
— Двадцать тысяч.
— И что вы им писали?
— «Подписывайтесь на наш канал». И рецепты.
— Почему ушли?
— Комментарии удалили?
— Комментариев нет.""".split("\n")


def test_a_dialogue_stays() -> None:
    text = "\n".join(("Блогер из Кургана — о том, как она бросила соцсети.", *DIALOGUE))
    assert clean(text).removed == []


def test_a_wording_between_dashes_goes_beside_a_dialogue() -> None:
    lines = ("Блогер из Кургана — о том, как она бросила соцсети.", *DIALOGUE[:3])
    result = clean("\n".join((*lines, "— Реклама —", *DIALOGUE[4:])))
    assert [one["text"] for one in result.removed] == ["— Реклама —"]


def test_one_line_with_a_dash_is_no_dialogue() -> None:
    result = clean("\n".join((PROSE[0], "– Share this article", PROSE[1])))
    assert [one["text"] for one in result.removed] == ["– Share this article"]


def test_marks_without_blanks_are_quotation_marks() -> None:
    assert fold("«Share this»") == fold("“Share this”") == '"share this"'
    assert fold("« Older posts »") == "older posts"
    assert fold("«Share» and «like»") == fold("“Share” and “like”")


def test_a_verse_that_goes_on_stays() -> None:
    verses = ("Nuku vähemmän.", "Jaa leipäsi.", "Jätä valo palamaan.", "Jätä kommentti",
              "sinne, mistä joku sen löytää.", "Tulosta tämä.")  # fmt: skip
    assert clean("\n".join(("Päivän runo: Ohjeita eläville", *verses))).removed == []


def test_an_advertisement_within_a_sentence_goes() -> None:
    half = "The woman who ran the largest account of the valley has closed it and opened a bakery"
    removed = clean("\n".join((PROSE[1], half, "Advertisement", "below the bridge."))).removed
    assert [one["text"] for one in removed] == ["Advertisement"]


@pytest.mark.parametrize("credit", ["© Photo : Hervé Lot", "© Foto: Mads Holm"])
def test_a_credit_of_a_picture_above_the_footer_stays(credit: str) -> None:
    result = clean("\n".join((*PROSE, credit, "Share this:", "Facebook", "© 2021 Echo")))
    assert result.text == "\n".join((*PROSE, credit)) + "\n"


@pytest.mark.parametrize("lines", [
    ("Lottery results: 5 August 2023",), ("Weather forecast 5 August 2023",),
    ("Obituaries, 3 May 2023", "By Jane Smith"), ("Home | News | Sport", "Letters: 12 March 2023"),
    ("Polizeibericht vom 12. Mai 2023",), ("公告 2023年9月22日",),
    ("Storm Agnes forecast 27 September 2023",),
])  # fmt: skip
def test_a_headline_with_a_date_stays(lines: tuple[str, ...]) -> None:
    text = "\n".join((*lines, *PROSE, "Share this:", "Facebook"))
    headline = next(line for line in lines if "20" in line)
    assert headline in clean(text).text.split("\n")


@pytest.mark.parametrize("fact", ["When: Saturday 10 June 2023", "Deadline: 3 March 2021"])
def test_a_date_that_is_a_fact_stays_below_the_headline(fact: str) -> None:
    text = "\n".join(("Council closes the old bridge for two years", fact, *PROSE, "Share this:"))
    assert fact in clean(text).text.split("\n")


@pytest.mark.parametrize("stamp", [
    "Published 14 March 2023", "Updated: 10 June 2023", "Veröffentlicht am 12. Mai 2023",
    "Diterbitkan 12 Mei 2023",
])  # fmt: skip
def test_a_stamp_goes_where_it_stands_first_too(stamp: str) -> None:
    for above in ((), ("Council closes the old bridge for two years",)):
        result = clean("\n".join((*above, stamp, *PROSE)))
        assert [one["text"] for one in result.removed] == [stamp]


def test_a_dialogue_is_one_when_it_is_cleaned_again() -> None:
    text = "\n".join((
        *(f"– {line}" for line in PROSE), "— Older Post", "Share this article", "3 Comments",
        "— The road has since reopened.",
    ))  # fmt: skip
    once = clean(text).text
    assert clean(once).text == once


def test_marks_within_marks_have_an_end() -> None:
    assert fold("«" * 1500 + "a" + "»" * 1500) == '"a"'
