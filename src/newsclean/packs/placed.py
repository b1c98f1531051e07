"""Rules that name a family, as rows that stand before those of the tables."""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy

from newsclean.lexicon import MATCHES, POSITIONS, RISKS, Hit, Row
from newsclean.packs.matcher import Matcher
from newsclean.packs.rule import FILTER, Rule


class RuleRow(Row):
    """A rule as a row of the tables, with the lines that go along.

    above, below, through: as of the rule. is_along: whether the line that the row stands for only
    goes along with one that the rule fits.
    """

    __slots__ = ("above", "below", "is_along", "through")

    def __init__(self, packed: str) -> None:
        super().__init__(packed)
        self.above = self.below = 0
        self.is_along = self.through = False

    def along(self) -> RuleRow:
        """The row of the lines that go along."""
        own = copy(self)
        own.is_along, own.captures = True, []
        return own


def row_of(rule: Rule) -> RuleRow:
    """A rule as a row of the tables.

    It is always firm: its author knows what the open part of a line may be.
    """
    flags = (
        f"{POSITIONS.index(rule.position)}{RISKS.index(rule.risk)}{int(rule.standalone)}"
        f"{MATCHES.index(rule.match)}1"
    )
    packed = (f"{rule.family or FILTER}.", flags, "", ";".join(rule.captures), rule.phrase)
    row = RuleRow("|".join(packed))
    row.id = rule.id
    row.above, row.below, row.through = rule.above, rule.below, rule.through
    return row


class Placed:
    """Rows of packs, asked before the tables; holds nothing of any line."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._matcher = Matcher(rules)
        self._rows = {rule.id: row_of(rule) for rule in self._matcher.rules}

    def find(self, text: str, key: str) -> Hit | None:
        """The row that a line fits. key: the line folded, "" when no phrase may fit it."""
        found = self._matcher.find(text, key)
        return None if found is None else (self._rows[found[0].id], found[1])
