"""Which lines are in another language than the article: its own letters are no sign of it."""

from __future__ import annotations

import pytest

import newsclean

GREEK = [
    "Η νύφη έφτασε στη Δονούσα με δύο μέρες καθυστέρηση, αφού το πλοίο της γραμμής έμεινε δεμένο.",
    "Ο γαμπρός περίμενε στον μόλο με τους συγγενείς, που είχαν φέρει φαγητό για τρεις μέρες.",
    "Σήμερα στις δύο το απαγορευτικό ήρθη, και το πλοίο έφυγε με όλους τους καλεσμένους.",
]
LINK = "  * [{}](https://www.example.gr/topic/{}/very/long/address/of/a/page/index.html)"


def test_the_addresses_of_markdown_do_not_say_in_what_script_an_article_is() -> None:
    menu = [LINK.format(name, name.lower()) for name in ("News", "Sport", "World", "Life")]
    text = "\n".join([*menu, *GREEK, "### Η συνταγή", "δύο χούφτες ρύζι", *menu])
    assert [line for line in [*GREEK, "### Η συνταγή", "δύο χούφτες ρύζι"]
            if line not in newsclean.clean(text).text] == []  # fmt: skip


BULGARIAN = (
    "Заради авария на главния водопровод по улицата днес без вода остават абонатите от целия "
    "квартал, а от дружеството уточняват, че тръбата е положена преди повече от петдесет години. "
)


def test_a_letter_of_the_alphabet_that_the_article_lacks_is_no_other_language() -> None:
    assert "ф" not in BULGARIAN
    phone = "Телефон за аварии: 0675/5 55 12."
    lines = [*[BULGARIAN.strip()] * 1, *(f"{BULGARIAN}{word}." for word in "едно две три".split())]
    text = "\n".join([*lines, phone, "Тагове: вода, авария, тръба", "Share this:", "Facebook"])
    assert phone in newsclean.clean(text).text


def test_ethiopic_sentences_end_in_their_own_stops() -> None:
    from newsclean.shapes import ends_sentence

    assert ends_sentence("አራት ቀን ፈጅቷል።") and ends_sentence("‹‹ውኃ አይጠፋም፤›› አሉ፡፡")
    assert not ends_sentence("ተመሳሳይ ጽሑፎች፡ የኮሌራ ክትባት")


def test_a_capital_with_a_dot_is_in_every_turkish_text() -> None:
    from newsclean.scripts import letters_of

    assert letters_of("İLK YARI") == frozenset()
    assert letters_of("MAÇIN KÜNYESİ") == {"ç", "ü"}


def test_a_sentence_ends_at_the_closing_quote_of_any_language() -> None:
    from newsclean.shapes import ends_sentence

    assert ends_sentence("Wie viel, will sie nicht sagen. „Aber es reicht für den Fisch.“")
    assert ends_sentence("„Tai buvo netikėta.“")


def test_quotations_are_told_from_ways_onward_and_headlines() -> None:
    from newsclean.shapes import ARROW, HEADLINE, SPEECH, shape

    assert shape("»Jeg kan nå at drikke en halv kop kaffe«")[0] == SPEECH
    assert shape("“It’s where you mail things.” — Rep. Foley")[0] == SPEECH
    assert shape("»Nej«, siger minister om ny bro")[0] == HEADLINE
    assert shape("“Bridge of Sighs” – review")[0] == HEADLINE
    assert shape("« Older | Newer »")[0] == shape("» Mere om sagen")[0] == ARROW


def test_a_sentence_ends_with_its_agency_s_mark() -> None:
    from newsclean.shapes import PROSE, ends_sentence, shape

    ferry = "A kompjárat kedden indul újra. Addig a hídon lehet átkelni a túlpartra. (MTI)"
    assert ends_sentence(ferry) and shape(ferry)[0] == PROSE
    assert ends_sentence("Паром снова ходит. (ТАСС)")
    assert ends_sentence("Kerajaan akan membuat penilaian dalam tempoh tiga hari. – BERNAMA")
    assert not ends_sentence("Feri berlayar semula – BERNAMA")
    for line in ("Storm nears coast (UPI)", "(MTI)", "  (MTI)", "He left. (1998)", "So. (see box)"):
        assert not ends_sentence(line)


def test_fixtures_and_references_are_no_headlines() -> None:
    from newsclean.shapes import HEADLINE, SPEECH, shape

    for line in ("Saturday: Selside v Garsdale Town (3pm)", "Stanner vs. Kirk Dale, 4 pm",
                 "Nightjar vs Obsidian, Friday 13:30", "AmaZulu v Chiefs, 17.30",
                 "Proceedings of the Snail Society DOI: 10.1098/rspb.2023.99999"):  # fmt: skip
        assert shape(line)[0] == SPEECH, line
    for line in ("iPhone 11 vs iPhone 11 Pro", "2 Terka | 7. srpna 2013 v 14:10 | Reagovat",
                 "Lions v Monarchs, 14th match", "10.1098/rspb.2023.99999"):  # fmt: skip
        assert shape(line)[0] == HEADLINE, line


@pytest.mark.parametrize(
    ("cue", "footer"),
    [
        ("相关阅读", "发表评论\n版权所有"), ("Читайте также", "Комментарии\nОставить комментарий"),
        ("You might also like:", "Post a Comment\nBlog Archive"),
    ],
)
def test_a_known_wording_in_the_wrappers_script_is_no_articles(cue: str, footer: str) -> None:
    article = GREEK if cue.isascii() else [
        "Die Fähre fährt den ganzen Winter, das hat der Rat am Montag nach langer Debatte "
        "beschlossen.",
        "Neunzig Menschen fahren jeden Tag mit ihr, die meisten davon sind Schüler der Insel.",
        "Der Kämmerer hatte davor gewarnt und sprach von einem Loch im Haushalt der Gemeinde.",
    ]  # fmt: skip
    article = [f"{line} {line}" for line in article]  # of a short text nobody knows the script

    def cleaned(*lines: str) -> list[str]:
        return newsclean.clean("\n".join(lines), ignore=["model"]).text.rstrip("\n").split("\n")

    assert cleaned(article[0], cue, *article[1:], footer) == article
    # A lesson or a story about signs, and what it announces.
    lesson = [article[0], cue, *article[1:]]
    assert cleaned(*lesson) == lesson
    assert cleaned(article[0], "Auf dem Schild steht:", cue, *article[1:], footer) == [
        article[0], "Auf dem Schild steht:", cue, *article[1:],
    ]  # fmt: skip
