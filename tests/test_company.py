"""Signs of what stands with a line, and of what stands before a colon in it."""

from __future__ import annotations

import pytest

from newsclean.article import Article
from newsclean.learned.company import Company
from newsclean.learned.wordings import Wordings

# Paragraph, a box of three lines of which one is marked, paragraph, subhead, paragraph, subhead,
# paragraph, last line.
PLACES = "pMssphphps"
SAID = [9.0, 1.0, 2.5, -1.0, 9.0, -2.0, 9.0, -3.0, 9.0, 4.0]


def company() -> Company:
    return Company(
        SAID.__getitem__,
        is_short=[place != "p" for place in PLACES],
        is_prose=[place == "p" for place in PLACES],
        is_marked=[place == "M" for place in PLACES],
        could_head=[place in "hs" for place in PLACES],
    )


@pytest.mark.parametrize(
    ("n", "around", "peers"),
    [
        # diction above and below, the most around, lines around, the share of marked ones
        (2, (1.0, -1.0, 1.0, 2, 0.5), (3, -2.0)),
        (3, (2.5, 0.0, 2.5, 2, 0.5), (2, -2.5)),
        (5, (0.0, 0.0, 0.0, 0, -1.0), (2, -2.0)),
        (9, (0.0, 0.0, 0.0, 0, -1.0), (3, -2.0)),
    ],
)
def test_what_stands_with_a_line(
    n: int, around: tuple[float, ...], peers: tuple[float, float]
) -> None:
    """Long paragraphs say nothing; a line is no peer of its own; peers stand above paragraphs."""
    assert company().signs(n) == (*around, *peers)


def test_only_lines_near_by_stand_with_it() -> None:
    all_, none = [True] * 20, [False] * 20
    many = Company(float, all_, none, none, all_)
    above, below, most, count, *_ = many.signs(10)
    assert (above, below, most, count) == (9.0, 11.0, 15.0, 10)


@pytest.mark.parametrize(
    ("line", "size"),
    [
        ("Don't miss: The First Map of Titan Is Here", 10),
        ("[관련기사] 항구의 겨울", 4),
        ("Voir aussi - Deux ans et demi en Macronie", 10),
        ("• Opinion: The medium is the message", 7),
        ("Veja também:", 0),  # nothing behind it
        ("10:16", 0),
        ("A well-known man of the town", 0),
        ("http://example.org/a", 0),
        ("What the council of the town said after the vote: nothing", 0),  # no cue is so long
    ],
)
def test_a_cue_stands_before_a_colon(line: str, size: int) -> None:
    words = Wordings([], Article([], None), lambda: lambda names: [1.0] * len(names), [], [])
    length, diction = words.of_cue(line)
    assert length == size
    assert (diction > 0) == (size > 0)


def test_a_short_paragraph_says_something_and_ends_what_stands_around() -> None:
    """As a document gives them: paragraphs of up to 160 characters are short lines."""
    all_ = [True] * 3
    made = Company([3.0, 1.0, 2.0].__getitem__, all_, [True, False, True], [False] * 3, all_)
    assert made.signs(1)[:5] == (3.0, 2.0, 0.0, 0, -1.0)
