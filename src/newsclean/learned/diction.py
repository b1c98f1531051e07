"""How a line is worded: its words and the pairs of words in it, as the model's table names them.

Where `newsclean.words` gives `join`, `our`, `channe`, a site's call is told from a sentence of an
article by what stands beside what: `join our`, `our channe`. The weights are those of a logistic
regression, so those of a line add up to the log-odds that a site speaks.
"""

from __future__ import annotations

from collections.abc import Callable

Weigh = Callable[[list[str]], list[float]]  # some words and pairs of the table to their weights
BIAS = "="  # what the table holds for every line


def names_of_words(words: list[str]) -> list[str]:
    """The table's names of the words of a line."""
    return ["=" + word for word in words]


def names_of_pairs(words: list[str]) -> list[str]:
    """The table's names of the pairs of neighbouring words, both ends of the line included."""
    return list(map(" ".join, zip(["", *words], [*words, ""], strict=True)))


def said(words: list[str], weigh: Weigh) -> float:
    """The log-odds, by its words and pairs alone, that a site says a line."""
    return sum(weigh([*names_of_words(words), *names_of_pairs(words), BIAS]))
