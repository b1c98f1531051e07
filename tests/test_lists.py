"""The article's own behind a box: what goes for its place alone may be given back."""

from __future__ import annotations

import pytest

from newsclean.cleaner import Cleaner
from newsclean.why import Watch

PROSE = (
    "The small drama about two ferrymen took the prize of the jury on Saturday night and three "
    "more, in the old customs house that has been a cinema since April.",
    "The director thanked the crew of the last boat, who had waited an hour for the actors, and "
    "the baker who had let them sleep above his oven for a month.",
    "More than nine thousand tickets were sold in six days, the festival said, twice as many as in "
    "the year before the storm took the roof of the tent.",
)
STORY = "Low tide wins four prizes at the island film festival\n" + "\n".join(PROSE) + """
Share this article
Related Articles
Ferry to run twice a day from May
{}
Sign up for our newsletter
Leave a comment
"""
PRIZES = """The winners in full
Best Picture
“Low Tide”
Best Director
Marta Quill, “Low Tide”
Best Actor
Ines Abara, “The Lamp Room”
Best Short
“Eel Pie”
Lifetime Achievement
Oswin Tarr""".split("\n")
HEADLINES = """Harbour tax to rise again next year
Storm warning for the west coast
Baker of the year is from Port Ellery
Council votes on the old customs house""".split("\n")


def kept(text: str, cleaner: Cleaner | None = None) -> set[str]:
    return set((cleaner or Cleaner()).clean(text).text.split("\n"))


def test_a_list_of_the_article_below_a_box_stays() -> None:
    text = STORY.format("\n".join(PRIZES))
    assert not set(PRIZES) - kept(text)
    assert "Related Articles" not in kept(text)


def test_other_headlines_go() -> None:
    assert not set(HEADLINES) & kept(STORY.format("\n".join(HEADLINES)))


def test_a_list_that_stays_is_a_doubt() -> None:
    text = STORY.format("\n".join(PRIZES))
    result = Cleaner().clean(text)
    at = text.split("\n").index("Best Director")
    name, _, reason, sure = result.doubtful[at]
    assert (name, sure) == ("related", 0.3)
    assert reason.endswith("in a list like the article's own")
    assert not set(PRIZES) & kept(text, Cleaner(confidence=0.3)), "who wants it gets it removed"


@pytest.mark.parametrize("lines", [PRIZES, HEADLINES])
def test_a_list_is_judged_alike_by_a_model_that_has_judged_much(
    lines: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    text = STORY.format("\n".join(lines))
    answers = []
    for walked in 0, 10**9:
        monkeypatch.setattr("newsclean.learned.model._WALKED", walked)
        answers.append(kept(text))
    assert answers[0] == answers[1]


def test_a_teaser_above_the_list_takes_it_not_along() -> None:
    assert not set(PRIZES) - kept(STORY.format("\n".join([HEADLINES[1], *PRIZES])))


def test_a_list_ends_where_a_line_has_the_form_of_a_site() -> None:
    posts = [PRIZES[1], "← Best Director", *PRIZES[4:7:2]]
    assert not set(posts) & kept(STORY.format("\n".join(posts)))
    assert set(PRIZES[1:9]) <= kept(STORY.format("\n".join([*posts[:2], *PRIZES[1:9]])))


def test_no_filter_more_brings_a_list_back() -> None:
    text = STORY.format("\n".join(PRIZES))
    alone, both = (
        Cleaner(select=names).clean(text).marks for names in (["related"], ["related", "model"])
    )
    assert alone.keys() <= both.keys()


def test_cleaning_again_changes_nothing() -> None:
    once = Cleaner().clean(STORY.format("\n".join(PRIZES))).text
    assert Cleaner().clean(once).text == once


def test_a_list_in_a_thread_is_the_readers() -> None:
    text = STORY.replace("Related Articles", "5 Comments").format("\n".join(PRIZES))
    assert not set(PRIZES) & kept(text)


def test_why_kept_names_the_list() -> None:
    text = STORY.format("\n".join(PRIZES))
    cleaner = Cleaner()
    why = Watch(cleaner, cleaner.clean(text)).of(text.split("\n").index("Best Director"))
    assert why.kept_by is not None and "list" in why.kept_by


def test_what_stands_far_below_the_article_is_the_page_s() -> None:
    rows = "Share this\nFollow us\nPost a Comment\nHome\nPrivacy Policy\n" * 2
    assert not set(PRIZES) & kept(STORY.format(rows + "Related Articles\n" + "\n".join(PRIZES)))
    assert not set(PRIZES) & kept(STORY.format("\n".join(PRIZES * 2)))


BOXES = (
    ("Sign up for our daily newsletter", "Share this article", "Leave a comment"),
    ("Thanks for reading! Subscribe for free to receive new posts.", "Share", "Comments"),
    ("Share this:", "Twitter", "Facebook"),
)
LAST = (
    "An inquest will be held.",
    "Police are investigating.",
    "I'll be back there in May.",
    "Both men are due in court next month.",
    "The road has since reopened.",
    "Nobody was hurt.",
)
FRENCH = """La compagnie de l'île supprime trois traversées par semaine à partir de lundi, faute de
capitaines, a annoncé mardi son directeur devant une trentaine d'habitants réunis à la mairie.
Le dernier bateau partira désormais à dix-sept heures, une heure avant la sortie du lycée, ce que
les parents d'élèves jugent impossible à tenir pendant l'hiver.""".split("\n")


@pytest.mark.parametrize("sentence", LAST)
@pytest.mark.parametrize("above", BOXES)
def test_a_last_sentence_between_boxes_stays(above: tuple[str, ...], sentence: str) -> None:
    text = "\n".join((*PROSE, *above, sentence, *BOXES[0]))
    cleaner = Cleaner()
    result = cleaner.clean(text)
    assert result.text.strip("\n").split("\n") == [*PROSE, sentence]
    why = Watch(cleaner, result).of(text.split("\n").index(sentence))
    assert why.kept_by is not None and "sentence" in why.kept_by
    assert cleaner.clean(result.text).text == result.text


def test_a_last_sentence_of_another_language_stays_too() -> None:
    last = "Les ferries circuleront normalement vendredi."
    box = ("Inscrivez-vous à notre newsletter", "Partager cet article", "Laisser un commentaire")
    assert kept("\n".join((*FRENCH, *box, last, *box))) - {""} == {*FRENCH, last}


@pytest.mark.parametrize("sentence", [
    "Want to read more articles like this one?",
    "Great article, I have been saying this for years and nobody in my office…",
])  # fmt: skip
def test_a_sentence_of_a_site_between_boxes_goes(sentence: str) -> None:
    text = "\n".join((*PROSE, *BOXES[0], sentence, *BOXES[1]))
    assert sentence not in kept(text)


@pytest.mark.parametrize("steps", [
    ("How to send a location", "Open Maps", "Tap the place", "Tap Share", "Choose Messages",
     "On Android", "Open Maps", "Press and hold", "Tap Share", "Paste it where you like."),
    ("The ten best songs", "3. Log In – Paper Hats", "2. Cookies – Big Nan",
     "1. Home – Fen", "Listen to all three on our playlist."),
    ("教您三步领取消费券", "打开手机银行", "点击“生活”", "点击“领取”", "输入手机号", "登录",
     "确认"),
])  # fmt: skip
def test_a_text_of_short_lines_alone_is_hardly_judged(steps: tuple[str, ...]) -> None:
    text = "\n".join(steps)
    assert Cleaner().clean(text).text == text


RELEASE = (
    "Marlow Foods recalls nut bars that were sold in three shops of the valley, because of a wrong "
    "label on the box.",
    "The company has made bars since 1951 and employs forty people in the old mill below the "
    "bridge, where the label is printed, too.",
)
FOOTER = ("Share this:", "Facebook", "Related Articles", "Mill to reopen in May")


@pytest.mark.parametrize("heading", ["Contact", "Contact Us:", "Kontakt", "Contacto", "Contatti"])
@pytest.mark.parametrize("block", [
    ("Marta Gil", "0600 000 000", "press@marlow.example"),
    ("Marta Gil, press officer", "+49 600 000000"),
    ("Marta Gil", "press@marlow.example", "www.marlow.example"),
])  # fmt: skip
def test_whom_a_release_says_to_ask_stays(heading: str, block: tuple[str, ...]) -> None:
    text = "\n".join((*RELEASE, heading, *block, *FOOTER))
    assert Cleaner().clean(text).text == "\n".join((*RELEASE, heading, *block)) + "\n"


@pytest.mark.parametrize("block", [
    ("Privacy Policy", "Sitemap"), ("Marta Gil wins the cup", "Mill to reopen"), ("12/10/2019",),
])  # fmt: skip
def test_a_menu_with_contacts_goes(block: tuple[str, ...]) -> None:
    text = "\n".join((*RELEASE, "Contact", *block, *FOOTER))
    assert Cleaner().clean(text).text == "\n".join(RELEASE) + "\n"


@pytest.mark.parametrize("line", [
    "Más información: 600 000 000", "Más información: prensa@marlow.example",
    "Read more: +44 1632 960001",
])  # fmt: skip
def test_whom_to_ask_is_no_way_onward(line: str) -> None:
    for text in ((RELEASE[0], line, RELEASE[1]), (*RELEASE, line)):
        assert kept("\n".join((*text, *FOOTER))) - {""} == set(text)


def test_a_way_onward_with_numbers_goes() -> None:
    for line in ("Más información: https://marlow.example/a", "Read more: 5 ways to win in 2021"):
        assert line not in kept("\n".join((*RELEASE, line, *FOOTER)))


@pytest.mark.parametrize("menu", ["Back to Home", "Contact", "Kontakt"])
def test_a_text_may_end_in_how_somebody_is_reached(menu: str) -> None:
    text = "\n".join((*RELEASE, menu, "tips@abc.example"))
    assert Cleaner().clean(text).text == text
