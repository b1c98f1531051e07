"""Boxes of links between two paragraphs."""

from __future__ import annotations

import textwrap

import pytest

import newsclean

# Six paragraphs and no subhead.
TEXT = [
    f"The {what} was paid for by the islanders themselves, who went from door to door with a list "
    f"for most of the winter, and {n} families gave more than they had been asked for."
    for n, what in enumerate(["engine", "hull", "mast", "pier", "lamp", "bell"], 3)
]
LINKS = [
    "Harbour master retires after forty years at sea",
    "New timetable leaves the northern islands out",
    "Why the old lighthouse is dark since the spring",
]


def removed(*box: str, text: list[str] = TEXT, at: int = 3, apart: str = "") -> list[str]:
    """What the filter takes of a box in a text; nothing else goes."""
    whole = apart.join(f"{line}\n" for line in [*text[:at], *box, *text[at:]])
    result = newsclean.clean(whole)
    gone = {line: result.marks[i][0] for i, line in enumerate(result.document.lines)
            if i in result.marks and line.strip()}  # fmt: skip
    assert [line for line in gone if line not in box] == []
    return [line for line, name in gone.items() if name == "related"]


@pytest.mark.parametrize("apart", ["", "\n", " \n", "\t\n"])
@pytest.mark.parametrize(
    "cue", ["Leia também:", "Czytaj także", "بیشتر بخوانید:", "Related articles:", "Lees ook"]
)
def test_of_the_links_of_a_box_the_last_may_head_what_follows(cue: str, apart: str) -> None:
    assert removed(cue, *LINKS, apart=apart) == [cue, *LINKS[:-1]]


@pytest.mark.parametrize("cue", ["Leia também:", "Czytaj także", "La rédaction vous conseille"])
def test_all_links_go_where_empty_lines_set_the_box_apart(cue: str) -> None:
    assert removed("", cue, *LINKS, "") == [cue, *LINKS]


@pytest.mark.parametrize("cue", ["Read more", "Lesen Sie auch", "Leia mais", "You may also like"])
def test_a_subhead_below_a_cue_whose_links_were_lost_stays(cue: str) -> None:
    subhead = "A listed building and its future"
    assert removed(cue, subhead, apart="\n") in ([], [cue])


def test_an_empty_line_ends_a_box_that_has_none() -> None:
    box = ["Read also:", LINKS[0], "", "What becomes of the listed building", ""]
    assert removed(*box) == box[:2]


@pytest.mark.parametrize("apart", ["", "\n"])
def test_a_question_below_a_box_is_answered(apart: str) -> None:
    question = "And how long did all of this work take you?"
    answer = ["Eleven years.", *TEXT[3:]]
    box = ["Leia também:", LINKS[0], question]
    assert removed(*box, text=[*TEXT[:3], *answer], apart=apart) == box[:2]


def test_a_question_is_a_link_where_an_empty_line_parts_it_from_the_text() -> None:
    box = ["Leia também:", LINKS[0], "Who will steer the new ferry?"]
    assert removed("", *box, "") == box


def test_read_more_at_the_end_of_an_article_is_no_cue() -> None:
    box = ["Read more:", *LINKS]
    assert removed(*box, at=len(TEXT)) == []
    assert removed(*box) == box[:-1]


def test_a_cue_without_a_headline_stays() -> None:
    assert removed("Leia também:") == []
    assert removed("Czytaj także", "Port") == []  # too short for a link: a subhead


@pytest.mark.parametrize(
    "line",
    [
        f"**Baca juga:** [{LINKS[0]}](https://news.example/{'a' * 140})",
        f"**[Baca juga: {LINKS[0]}](/1)**",
        f"[12]Baca juga: {LINKS[0]}",
    ],
)
def test_a_wording_is_known_within_the_marks_of_links(line: str) -> None:
    assert removed(line) == [line]


def test_a_wrapped_paragraph_below_a_link_is_no_link() -> None:
    wrapped = [part for line in TEXT for part in [*textwrap.wrap(line, 64), ""]]
    at = wrapped.index("") * 2 + 2
    box = ["Leia também:", LINKS[0], "", "The keeper had asked for a lamp since", "then."]
    assert removed(*box, text=wrapped, at=at) == box[:2]
    assert removed(*box[:2], *box[3:], text=wrapped, at=at) == box[:2]  # there was more room in it
    filled = "The keeper had asked for a lamp since the year before, and was"
    assert removed(box[0], filled, "told to wait.", text=wrapped, at=at) == []
