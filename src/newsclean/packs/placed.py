"""The tables with a user's rows before them, for rules that hold in head or tail only."""

from __future__ import annotations

from collections.abc import Iterable

from newsclean.fold import fold
from newsclean.lexicon import MATCHES, POSITIONS, RISKS, Hit, Lexicon, Row
from newsclean.line import ARTICLE_FAMILIES
from newsclean.packs.matcher import Matcher
from newsclean.packs.rule import OWN_FAMILY, Rule


def row_of(rule: Rule, family: str | None = None) -> Row:
    """A rule as a row of the tables.

    It is always firm: its author knows what the open part of a line may be.
    """
    flags = (
        f"{POSITIONS.index(rule.position)}{RISKS.index(rule.risk)}{int(rule.standalone)}"
        f"{MATCHES.index(rule.match)}1"
    )
    packed = (f"{family or rule.family}.", flags, "", ";".join(rule.captures), rule.phrase)
    row = Row("|".join(packed))
    row.id = rule.id
    return row


class PlacedLexicon(Lexicon):
    """The compiled tables, asked after the user's rows.

    A line that the tables know as well keeps its family there, unless the rule names one: a
    heading goes on being a heading of what stands under it.
    """

    def __init__(self, base: Lexicon, rules: Iterable[Rule]) -> None:
        self.version = base.version
        self.long_starts = base.long_starts
        self._base = base
        self._own = Matcher(rules)
        self._own_rows: dict[tuple[str, str], Row] = {}
        self.is_empty = not self._own.rules

    def find(self, key: str) -> Hit | None:
        """The user's row, else that of the tables."""
        return self.find_own(key, key) or self._base.find(key)

    def find_own(self, text: str, key: str) -> Hit | None:
        """The user's row that a line fits."""
        found = self._own.find(text, key)
        if found is None:
            return None
        rule, taken = found
        family = rule.family
        if family == OWN_FAMILY and not taken:
            known = self._base.find(key) if key else None
            if known is not None and not known[1] and known[0].family not in ARTICLE_FAMILIES:
                family = known[0].family
        row = self._own_rows.get((rule.id, family))
        if row is None:
            row = self._own_rows[rule.id, family] = row_of(rule, family)
        return row, taken

    def find_long(self, text: str) -> Hit | None:
        """The user's row that a line of any length fits."""
        return self.find_own(text, fold(text))

    def literal(self, key: str) -> Row | None:
        """As the tables know it."""
        return self._base.literal(key)

    def split(self, key: str) -> list[Row] | None:
        """As the tables know it: a rule is for whole lines."""
        return self._base.split(key)
