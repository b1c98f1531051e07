"""Blocks of a page's furniture: between headline and text, between paragraphs, rows of buttons."""

from __future__ import annotations

import pytest

import newsclean
from newsclean.evidence import weigh_tail
from newsclean.lexicon import Lexicon
from newsclean.pipeline import Pipeline

TITLE = "Ferry to the islands sails again"
STANDFIRST = "After eight years ashore the old boat is back, with a brass band and fourteen goats."
TEXT = [
    "The ferry that carried three generations of islanders set sail again on Wednesday morning, "
    "with three hundred passengers on board and a crowd on the quay that would not go home.",
    "Its suspension in 2015 had cut off some twelve thousand people, whose only way to the market "
    "were overloaded wooden boats, and at least forty of them drowned in the years that followed.",
    "The overhaul took a third of what a new ship would have cost, the ministry said on Tuesday, "
    "while the opposition asked why it had taken eight years and three ministers to decide on it.",
    "Fares start at twelve thousand, roughly double those of the wooden boats, and the first week "
    "is sold out, according to the harbour master, who has been selling tickets for forty years.",
]


def kept(*lines: str, ignore: tuple[str, ...] = ()) -> list[str]:
    return newsclean.clean("\n".join(lines), ignore=ignore).text.splitlines()


@pytest.mark.parametrize("standfirst", [[], [STANDFIRST]])
def test_a_block_between_headline_and_text_goes(standfirst: list[str]) -> None:
    block = ["Feb 03, 2021 19:06 pm IST", "Read Time: 2 mins", "Share", "Twitter", "Reddit"]
    assert kept(TITLE, *standfirst, *block, *TEXT) == [TITLE, *standfirst, *TEXT]


def test_a_date_with_the_hour_goes_alone() -> None:
    assert kept(TITLE, "zaterdag 19 november 2022, 16:20", *TEXT) == [TITLE, *TEXT]


@pytest.mark.parametrize("block", [["Share"], ["12"], ["Part one", "Share"]])
def test_words_that_may_be_the_articles_stay(block: list[str]) -> None:
    assert kept(TITLE, *block, *TEXT) == [TITLE, *block, *TEXT]


@pytest.mark.parametrize("block", [["Share", "Print", "Email"], ["Tweet", "Share", "Print"]])
@pytest.mark.parametrize("standfirst", [[], [STANDFIRST]])
def test_known_words_side_by_side_below_the_headline_go(
    block: list[str], standfirst: list[str]
) -> None:
    assert kept(TITLE, *standfirst, *block, *TEXT) == [TITLE, *standfirst, *TEXT]


@pytest.mark.parametrize("block", [["Share", "Save"], ["Facebook", "Twitter"]])
def test_two_known_words_below_the_headline_may_be_what_it_speaks_of(block: list[str]) -> None:
    title = "Two words that ruined the internet"
    assert kept(title, *block, *TEXT, ignore=("model",)) == [title, *block, *TEXT]


_TAKEN = pytest.mark.xfail(strict=True, reason="the model takes two that a headline may speak of")


@pytest.mark.parametrize(
    "block", [["Share", "Save"], pytest.param(["Facebook", "Twitter"], marks=_TAKEN)]
)
def test_two_known_words_below_the_headline_stay_for_the_model_too(block: list[str]) -> None:
    title = "Two words that ruined the internet"
    assert kept(title, *block, *TEXT) == [title, *block, *TEXT]


@pytest.mark.parametrize("word", ["Comments", "Subscribe"])
@pytest.mark.parametrize("menu", [[], ["Skip to main content"]])
@pytest.mark.parametrize("ignore", [(), ("model",), ("post-meta",)])
def test_a_headline_that_is_a_known_wording_stays_where_the_title_says_it(
    word: str, menu: list[str], ignore: tuple[str, ...]
) -> None:
    once = kept(*menu, word, "By Anna Bell", "22 January 2019", word, *TEXT, ignore=ignore)
    assert once[-5:] == [word, *TEXT]
    assert kept(*once, ignore=ignore) == once
    assert kept(TITLE, "22 January 2019", word, "22 January 2019", *TEXT) == [TITLE, *TEXT]


@pytest.mark.parametrize(
    "head",
    [
        ["Share", TITLE, "22 January 2019", "Share"],
        ["Home", "News", "22 January 2019", TITLE, "Home"],
        ["Share", "Tweet", "22 January 2019", "Share", "Tweet"],
        ["Share", "22 January 2019", "Share", "Share"],
        ["Share", *(f"{n} January 2019" for n in range(1, 12)), "Share"],  # a page's menu
    ],
)
def test_buttons_that_stand_twice_above_the_text_are_no_headline(head: list[str]) -> None:
    """Whatever goes of them, the last one is not taken for the headline."""
    assert kept(*head, *TEXT, ignore=("model",))[-5:-4] != head[-1:]


def test_a_list_of_contents_below_the_headline_stays() -> None:
    parts = ["Print", TEXT[2], "Share", TEXT[3], "Email", STANDFIRST]
    lines = ["What to do with your old photos", "Print", "Share", "Email", *TEXT[:2], *parts]
    assert kept(*lines, ignore=("model",))[:4] == lines[:4]


def test_the_wordings_of_a_box_go() -> None:
    box = ["RELATED ARTICLES", "Previous", "Next", "Share this article", "Share"]
    assert kept(TITLE, *TEXT[:2], *box, *TEXT[2:]) == [TITLE, *TEXT]


def test_a_list_that_a_sentence_announces_is_no_box() -> None:
    said = TEXT[1][:-1] + " and could recite what stood below every post of the harbour's blog:"
    box = ["Newer Post", "Older Post", "Share this article", "Home"]
    lines = [TITLE, TEXT[0], said, *box, *TEXT]
    assert kept(*lines) == lines
    unsaid = [TITLE, TEXT[0], said.replace(":", "."), *box, *TEXT]
    assert kept(*unsaid) == [line for line in unsaid if line not in box]


@pytest.mark.parametrize("word", ["Jaa", "Sdílet na", "ავტორი"])
def test_a_row_of_buttons_goes_in_any_language(word: str) -> None:
    row = [f"{word} Facebook", f"{word} Twitter", f"{word} WhatsApp"]
    assert kept(TITLE, *TEXT[:2], *row, *TEXT[2:]) == [TITLE, *TEXT]


@pytest.mark.parametrize(
    "lines",
    [
        ["Facebook: 2.9 billion readers", "WhatsApp: two billion", "Telegram: 700 million"],
        ["Facebook gesperrt", "Twitter gesperrt", "WhatsApp gesperrt"],
        ["Kurs +2 % Facebook", "Kurs +2 % Twitter", "Kurs +2 % Reddit"],
        ["Jaa Facebook", "Jaa Twitter"],
    ],
)
def test_what_lines_say_of_platforms_is_no_row_of_buttons(lines: list[str]) -> None:
    found = kept(TITLE, *TEXT[:2], *lines, *TEXT[2:], ignore=("model",))  # which knows `Jaa`
    assert found == [TITLE, *TEXT[:2], *lines, *TEXT[2:]]


def test_buttons_that_a_sentence_announces_stay() -> None:
    lines = [TITLE, TEXT[0], f"{TEXT[1][:-1]}:", "Jaa Facebook", "Jaa Twitter", "Jaa WhatsApp"]
    assert kept(*lines, *TEXT[2:]) == [*lines, *TEXT[2:]]


@pytest.mark.parametrize(
    "block",
    [
        ["Born 3 March 1932", "Died 12 May 2023"],
        ["3 May 2020, 10:00", "The boat left.", "3 May 2020, 12:30", "The boat sank."],
        ["Settings", "Follow us", "Share", "Comments"],
    ],
)
def test_dates_of_a_life_a_chronicle_and_settings_are_no_block(block: list[str]) -> None:
    survey, _ = Pipeline(("share",), 0.5, Lexicon()).look([TITLE, *block, *TEXT])
    assert survey.islands == {}


def test_headlines_of_a_section_below_a_box_stay() -> None:
    box = ["Subscribe to our newsletter", "Enter your email address", "Share this article"]
    own = "Nobody else collected signatures, wrote letters, petitioned parliament, went on strike."
    lines = [TITLE, *TEXT, *box, "Kein Ende", own, own.replace("Nobody", "Somebody")]
    assert "Kein Ende" in kept(*lines)


FOOTER = ["© Copyright 2018 The Harbour Post", "Share this article", "Latest headlines",
          "Two hurt on the coast road", "Subscribe to our newsletter"]  # fmt: skip


def test_a_sites_own_words_at_the_end_hide_no_footer() -> None:
    own = ("Since 1945 we collect, publish and distribute journalistic information worldwide; "
           "discover our corporate services, media archives and licensing.")  # fmt: skip
    assert kept(TITLE, *TEXT, *FOOTER, own, ignore=("model",)) == [TITLE, *TEXT, own]


def test_only_a_strange_paragraph_weighs_little_below_a_footer() -> None:
    last = ("The harbour master said that the ferry would sail to the islands twice a week from "
            "Wednesday on, and the wooden boats would be forbidden by the ministry.")  # fmt: skip
    own = ("Since 1945 we collect, publish and distribute journalistic information worldwide; "
           "discover our corporate services, media archives and licensing contacts.")  # fmt: skip
    weights = []
    for line in (last, own):
        survey, _ = Pipeline(("share",), 0.5, Lexicon()).look([TITLE, *TEXT, *FOOTER, line])
        weights.append(weigh_tail(survey, 1)[-1][2])
    assert weights[0] < -2 < weights[1]


def test_a_sentence_of_the_story_between_boxes_stays() -> None:
    said = "The ministry must pay for the ferry within thirty days."
    lines = [TITLE, *TEXT, "Subscribe to our newsletter", "Enter your email address", said,
             "Follow us on Twitter", "Share this article", "Related articles"]  # fmt: skip
    assert said in kept(*lines)


def test_a_table_above_the_last_paragraph_stays() -> None:
    table = ["15 April 2024", "Lima", "17 April 2024", "Cusco", "21 April 2024"]
    lines = [TITLE, *TEXT[:3], *table, TEXT[3]]
    assert kept(*lines, "Also Read", "Share this article", "Newer Post", "Older Post") == lines


def test_rows_of_a_table_that_a_tool_laid_out_speak_for_the_article() -> None:
    table = ["Harbour         Highest   Now", "Flensburg       2.27 m    1.21 m"]
    menu = ["Home        News      Sport", "Contact     Terms     Imprint"]
    for rows, is_table in ((table, True), (menu, False)):
        lines = [TITLE, *TEXT, *rows, "Share this article"]
        survey, _ = Pipeline(newsclean.Cleaner().filters, 0.5, Lexicon()).look(lines)
        weights = {i: weight for i, _, weight in weigh_tail(survey, 1)}
        found = [weights.get(lines.index(row), 0.0) < -1 for row in rows]
        assert found == [is_table] * 2


def test_rows_of_a_table_with_bars_are_no_ways_to_other_articles() -> None:
    for table in (
        ["Section | Minutes", "Read | 20 of them", "Watch | 95", "More | a bit less than 3"],
        ["Device | Price", "Watch | about two hundred and forty", "Phone | 899"],
    ):
        lines = [TITLE, *TEXT[:2], *table, *TEXT[2:]]
        assert kept(*lines) == lines


def test_a_box_of_facts_stays() -> None:
    facts = ["Stadium: Papara Park", "Referees: Ali Bozkir, Murat Ersan, Deniz Colak",
             "Goals: Mendy, Trezor, Arda", "Cards: Stef, Berat, Caner"]  # fmt: skip
    lines = [TITLE, *TEXT, *facts]
    assert kept(*lines, "Tags: football, cup", "Share this article", "Related articles") == lines


def test_a_box_of_facts_between_a_call_and_the_last_sentence_stays() -> None:
    facts = ["At a glance", "Length: 42 metres", "Seats: 300", "Crew: 14"]
    last = "The harbour master expects the second boat in spring."
    lines = [TITLE, *TEXT[:2], "Download our app", *facts, last, "Support our journalism"]
    assert kept(*lines) == [TITLE, *TEXT[:2], *facts, last]
    # With nothing of the article below it is a box of the site.
    assert "Seats: 300" not in kept(*lines[:-2], "Support our journalism")


@pytest.mark.parametrize("above", [["World", "Evening Post"], ["Kultur", "Region", "Wetter"]])
def test_sections_above_the_headline_go(above: list[str]) -> None:
    headline = "Ferry carried islanders again with passengers on Wednesday"
    assert kept(*above, headline, *TEXT) == [headline, *TEXT]


def test_what_may_belong_to_the_headline_stays() -> None:
    headline = "Ferry carried islanders again with passengers on Wednesday"
    for above in (
        ["Interview"], ["Wooden boats", "The islanders"], ["Part one", "At sea."],
        ["Black day at Lima", "By Hans Meier"], ["World", "the rain"],
    ):  # fmt: skip
        lines = [*above, headline, *TEXT]
        assert kept(*lines) == lines
    other = [*"Kultur Region".split(), "A line that says nothing of the matter", *TEXT]
    assert kept(*other, ignore=("model",)) == other  # sections, as the model sees


def test_a_question_and_its_answer_below_a_box_stay() -> None:
    lines = ["What is left when the ferry has gone?", "A wooden boat."]
    footer = ["Subscribe to our newsletter", "Share this article", "Related articles"]
    assert kept(TITLE, *TEXT, "Enter your email address", *lines, *footer) == [TITLE, *TEXT, *lines]


def test_a_headline_below_a_date_is_no_wording() -> None:
    headline = "Laatste brugwachter van Drachten draait brug nog één keer met de hand"
    top = ["Naar hoofdinhoud", "zaterdag 19 november 2022, 16:20"]
    assert kept(*top, headline, *TEXT) == [headline, *TEXT]


@pytest.mark.parametrize("line", ["#1", "# Harbour", "#harbour opens", "#2024", "#" + "a" * 500])
def test_a_last_line_that_is_not_all_hashtags_stays(line: str) -> None:
    text = "The ferry sails again on Sundays, the company said on Tuesday in a long letter.\n"
    assert newsclean.clean(f"{text}The last captain had retired.\n{line}\n").text.endswith(
        f"\n{line}\n"
    )


def test_last_lines_of_hashtags_go() -> None:
    text = "The ferry sails again on Sundays, the company said on Tuesday in a long letter.\n"
    assert newsclean.clean(f"{text}#harbour\n#ferry, #sea2024 #море\n").text == text


BAR = ("Share", "Tweet", "Email", "Print")
SAID = (
    "Ruth Kemp baked for sixty-one years and says that she slept through none of them.",
    "She retires on Friday, and will sleep on Saturday until the church clock strikes nine.",
)


@pytest.mark.parametrize("bar", [
    BAR, ("Teilen", "Twittern", "Drucken"), ("Share", "Facebook", "Twitter", "Pinterest"),
])  # fmt: skip
def test_a_share_bar_between_sentences_goes(bar: tuple[str, ...]) -> None:
    assert newsclean.clean("\n\n".join((SAID[0], *bar, SAID[1]))).text == "\n\n".join(SAID)


@pytest.mark.parametrize("lines", [
    (SAID[0], "Facebook", "Twitter", "Pinterest", SAID[1]),  # a list of platforms
    (SAID[0][:-1] + ":", *BAR, SAID[1]),  # announced
    (SAID[0][:-1], *BAR, SAID[1]),  # amid a sentence
    (SAID[0], *BAR[:2], SAID[1]),  # subheads may be two
    (SAID[0], *BAR, SAID[1], "Share", SAID[0]),  # and more, further down
])  # fmt: skip
def test_words_for_sharing_that_may_be_a_text_s_stay(lines: tuple[str, ...]) -> None:
    assert newsclean.clean("\n\n".join(lines)).text == "\n\n".join(lines)


def test_share_bars_below_each_sentence_all_go_at_once() -> None:
    said = [f"Sentence number {n} says that the road is open again since noon." for n in range(20)]
    text = "\n".join([SAID[0], *(f"Share\nPrint\nEmail\n{line}" for line in said), SAID[1]])
    assert newsclean.clean(text).text.split("\n") == [SAID[0], *said, SAID[1]]
