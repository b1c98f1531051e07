"""What was found to repeat on a site."""

from __future__ import annotations

from collections.abc import Sequence


class Finding:
    """A line, or the fixed part of one, that several different articles of a site carry.

    phrase, or else pattern: as in a rule pack. articles: how many carry it; share: of all that
    were read. position: `head`, `tail` or `anywhere`. examples: lines as they stood. carries:
    whether headlines stand under it. takes_title: whether what varies is the title. is_doubtful:
    whether it may be the articles'. is_between: whether it stands among their paragraphs; alone:
    how often a post has it there at most, where no table knows it, 0 for others.
    is_sentence: whether it is one that stands among no labels. is_anchor: whether it is
    boilerplate by itself, whoever prints it. zone: where it stands nearly always, "" for no one
    place; times: how often. below, above: how many lines beside it go along; through: with
    sentences among them.
    """

    __slots__ = ("above", "alone", "articles", "below", "carries", "examples", "is_anchor",
                 "is_between", "is_doubtful", "is_sentence", "pattern", "phrase", "position",
                 "share", "takes_title", "through", "times", "zone")  # fmt: skip

    def __init__(
        self, *, articles: int, share: float, position: str, examples: Sequence[str],
        phrase: str = "", pattern: str = "",
    ) -> None:  # fmt: skip
        self.phrase = phrase
        self.pattern = pattern
        self.articles = articles
        self.share = share
        self.position = position
        self.examples = list(examples)[:_EXAMPLES]
        self.zone = position if position != "anywhere" else ""
        self.above = self.alone = self.below = self.times = 0
        self.carries = self.takes_title = self.through = False
        self.is_anchor = self.is_between = self.is_doubtful = self.is_sentence = False

    def __repr__(self) -> str:
        return f"Finding({self.phrase or self.pattern!r}, {self.articles}, {self.position})"


_EXAMPLES = 3
