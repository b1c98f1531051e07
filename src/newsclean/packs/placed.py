"""Rules that hold in head or tail only, as rows of the tables."""

from __future__ import annotations

from collections.abc import Iterable

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


class Placed:
    """Rules for head or tail, as rows that stand before those of the tables.

    A line that the tables know as well keeps its family there, unless the rule names one: a
    heading goes on being a heading of what stands under it.
    """

    def __init__(self, rules: Iterable[Rule], tables: Lexicon) -> None:
        self._tables = tables
        self._matcher = Matcher(rules)
        self._rows: dict[tuple[str, str], Row] = {}

    def find(self, text: str, key: str) -> Hit | None:
        """The row that a line fits. key: the line folded, "" when no phrase may fit it."""
        found = self._matcher.find(text, key)
        if found is None:
            return None
        rule, taken = found
        family = rule.family
        if family == OWN_FAMILY and not taken and key:
            known = self._tables.find(key)
            if known is not None and not known[1] and known[0].family not in ARTICLE_FAMILIES:
                family = known[0].family
        row = self._rows.get((rule.id, family))
        if row is None:
            row = self._rows[rule.id, family] = row_of(rule, family)
        return row, taken
