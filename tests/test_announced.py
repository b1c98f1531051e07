"""A list that a sentence announces is the article's: the model is not asked about its lines."""

from __future__ import annotations

from newsclean.learned.surroundings import Surroundings
from newsclean.lexicon import Lexicon
from newsclean.pipeline import Pipeline

ARTICLE = [
    "The council met for six hours on Tuesday and put off its decision on the harbour once more.",
    "Here are the boats that are known to have gone out past the mole before the storm:",
    "Farewell of Ostend",
    "71.1 tons",
    "Read the log here",
]


def judged(lines: list[str]) -> list[int]:
    survey, marks = Pipeline(("share",), 0.5, Lexicon()).look(lines)
    around = Surroundings(survey, marks, lambda: lambda words: [0.0] * len(words))
    return [i for i in around.candidates() if i > 1]


def test_lines_below_a_colon_are_not_judged() -> None:
    assert judged(ARTICLE) == []
    without = [ARTICLE[0], ARTICLE[1].replace(":", "."), *ARTICLE[2:]]
    assert judged(without) == [2, 3, 4]


def test_the_list_ends_at_a_paragraph() -> None:
    assert judged([*ARTICLE, ARTICLE[0], "Read the log here"]) == [6]


def test_a_short_label_announces_nothing() -> None:
    assert judged([ARTICLE[0], "Most read now:", *ARTICLE[2:]]) == [2, 3, 4]


def test_times_and_paths_between_paragraphs_are_not_judged() -> None:
    ticker = [ARTICLE[0], "17:38", ARTICLE[0]]
    path = "/sys/fs/larkspur/verify_ok"
    assert judged([*ticker, "17.40", path, *ARTICLE[:1]]) == []
    assert judged([*ARTICLE[:1], *ARTICLE[:1], "17:40", "/sys"]) == [2, 3]


def test_the_rest_of_a_wrapped_line_is_not_judged() -> None:
    wrapped = ["   Claire Delmotte, acoustician: the silence of a church has never", "   existed"]
    lines = [*ARTICLE[:1], *wrapped]
    survey, marks = Pipeline(("share",), 0.5, Lexicon()).look(lines)
    around = Surroundings(survey, marks, lambda: lambda words: [0.0] * len(words))
    assert 2 not in around.candidates()
    assert around.why_passed(2) == "it goes on with the line above"
    assert not survey.wrapping.goes_on(1)
    two = ["A line that was broken where sixty characters of it were full", "existed below it"]
    survey, _ = Pipeline(("share",), 0.5, Lexicon()).look([two[0], two[1]])
    assert not survey.wrapping.goes_on(1)
