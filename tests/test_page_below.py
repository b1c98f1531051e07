"""What goes on with the article of a dump below its prose: notes, announced lists, figures."""

from __future__ import annotations

import pytest

from newsclean.page.below import reach_below
from newsclean.page.context import Scene

ARTICLE = [
    "The harbour council voted on Monday to rebuild the eastern breakwater before winter.",
    "Rebuilding will cost the council four million, most of it borrowed from the region.",
]
MENU = ["About us", "Contact", "Newsletters", "Privacy", "Advertise", "Jobs", "Help", "Shop",
        "Weather", "Games", "Puzzles", "Archive", "Imprint", "Terms"]  # fmt: skip
TOWNS = ["Penrow", "Carrow", "Hexley", "Oldport", "Ardle", "Millbridge", "Newquay", "St Elvan"]


def below(*lines: str, last: int = 1) -> list[str]:
    """What of these lines goes on with the article above them, whose last piece is `last`."""
    every = [*ARTICLE, *lines, *MENU]
    scene = Scene(every)
    scene.look(every)
    return scene.texts[len(ARTICLE):reach_below(scene, every, last) + 1]


def cells(*columns: list[str]) -> list[str]:
    return [cell for row in zip(*columns, strict=False) for cell in row]


RANKS = [str(n) for n in range(1, 9)]


@pytest.mark.parametrize(
    "figures",
    [
        ["$43.88", "$45.57", "$53.00", "$59.38", "$64.12", "$65.50", "$66.26", "$67.30"],
        ["43,8 %", "45,5 %", "53 %", "59,3 %", "64,1 %", "65,5 %", "66,2 %", "67,3 %"],
        ["410", "388", "350", "301", "220", "180", "155", "90"],
        ["59% / 38%", "17% / 30%", "11% / 35%", "21% / 49%", "9% / 3%", "8% / 1%", "7%", "6%"],
        ["6 310", "24 100", "8 220", "9 010", "12 400", "7 305", "3 990", "1 250"],
        ["-1", "-2", "-3", "-4", "-5", "-6", "-7", "-9"],
        ["-3.5", "+4.1", "−0.7", "+0.2", "-1.3", "-2.4", "+3.3", "+5.0"],
    ],
)
def test_a_table_of_figures_goes_on_with_it_to_its_last(figures: list[str]) -> None:
    table = ["Town", "Average rate", *cells(RANKS, TOWNS, figures)]
    assert below(*table) == table


def test_a_table_that_the_article_has_begun_goes_on() -> None:
    sizes = ["24.8", "25.7", "26.5", "27.4", "28.2", "29.1", "29.9", "30.8"]
    table = ["Size", "Foot", *cells(["6", "7", "8", "8", "9", "10", "10", "11"], sizes)]
    assert below(*table, last=1 + len(table) // 2 + 4) == table


def test_headlines_with_counters_are_no_table() -> None:
    read = [f"{town} council votes to rebuild its eastern breakwater" for town in TOWNS]
    assert below(*cells(read, ["261", "104", "267", "1715", "31", "315", "18", "3494"])) == []


@pytest.mark.parametrize(
    "figures",
    [
        RANKS,  # the most read
        [str(n) for n in range(5, 13)],
        [f"({n})" for n in (12, 3, 44, 7, 18, 2, 31, 5)],  # posts of a category
        [f"1{n}:30" for n in range(8)],
        [f"{n}/07/2020" for n in (14, 3, 22, 7, 18, 2, 31, 5)],
        [str(n) for n in (2024, 2019, 2015, 2011, 2004, 2001, 1999, 1996)],
        ["555-0143-2291"] * 8,
        ["7 comments"] * 8,
        ["1. 1", "2. 2", "3. 3", "4. 4", "5. 5", "6. 6", "7. 7", "8. 8"],
        ["70454"] * 8,  # the same again is none of a table
    ],
)
def test_counters_dates_and_telephones_are_no_figures(figures: list[str]) -> None:
    assert below(*cells(TOWNS, figures)) == []


def test_a_few_figures_are_no_table() -> None:
    assert below("Town", "Rate", *cells(TOWNS[:3], ["$43.88", "$45.57", "$53.00"])) == []


@pytest.mark.parametrize("mark", ["* ", "  - ", "   • "])
@pytest.mark.parametrize("known", [0, 3])
def test_a_list_that_a_sentence_announces_goes_whole(mark: str, known: int) -> None:
    names = [f"{mark}{town}" for town in TOWNS]
    told = "The council thanks all the towns that paid for it:"
    got = below(told, *names, *[f"     * {word}" for word in MENU], last=2 + known)
    assert got == [told, *[name.strip() for name in names]]


def test_a_numbered_list_that_a_sentence_announces_goes_whole() -> None:
    told = "The council thanks all the towns that paid for it:"
    names = [f"{n}. {town}" for n, town in enumerate(TOWNS, 1)]
    assert below(told, *names, last=2) == [told, *names]


@pytest.mark.parametrize("told", ["Related:", "Read more of what the council did on Monday"])
def test_a_list_that_nothing_announces_goes_no_further(told: str) -> None:
    assert below(told, *[f"* {town}" for town in TOWNS], last=4) == [
        told, *[f"* {town}" for town in TOWNS[:2]],
    ]  # fmt: skip


def test_notes_go_on_with_it() -> None:
    notes = ["Notes", '^ "The Breakwater". Harbour Press.', '1. ↑ "A Storm". Harbour Press.']
    assert below(*notes) == notes
    assert below("Notes", "The Breakwater", "A Storm") == []


def test_nothing_below_is_no_error() -> None:
    scene = Scene(ARTICLE)
    scene.look(ARTICLE)
    assert reach_below(scene, ARTICLE, 1) == 1
