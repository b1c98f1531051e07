"""The packs of one run, as the pipeline asks them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from newsclean.document import Mark
from newsclean.filters.base import Filter
from newsclean.fold import fold
from newsclean.lexicon import Hit, Lexicon
from newsclean.packs.matcher import Matcher, Taken
from newsclean.packs.placed import PlacedLexicon, row_of
from newsclean.packs.rule import FAMILIES, FILTER, OWN_FAMILY, SURENESS, Rule
from newsclean.survey import Survey


class OwnRows(Filter):
    """Rows of packs whose family no other filter owns."""

    name = FILTER
    families = frozenset((OWN_FAMILY, *FAMILIES))


class Rules:
    """Rules in force: those that hold anywhere, those that hold in a place, and keep rows.

    Depends on nothing but the rules; safe to share between threads. The order of rules decides
    only which of several that fit a line is told.
    """

    def __init__(self, rules: Iterable[Rule], base: Lexicon) -> None:
        rules = list(rules)
        self.filter = OwnRows()
        self._keepers = Matcher(rule for rule in rules if rule.is_keep)
        self._has_keepers = bool(self._keepers.rules)
        anywhere = [r for r in rules if not r.is_keep and r.position == "anywhere"]
        # The surest first: the order of the packs must not decide what stays in doubt.
        self._anywhere = [
            Matcher(chosen)
            for risk in SURENESS
            if (chosen := [rule for rule in anywhere if rule.risk == risk])
        ]
        placed = [r for r in rules if not r.is_keep and r.position != "anywhere"]
        placed.sort(key=lambda rule: (list(SURENESS).index(rule.risk), not rule.standalone))
        self.lexicon: Lexicon = PlacedLexicon(base, placed) if placed else base
        self._placed = self.lexicon if isinstance(self.lexicon, PlacedLexicon) else None

    def keeps(self, text: str, key: str | None = None) -> bool:
        """Whether a keep row protects a line."""
        if not self._has_keepers:
            return False
        return self._keepers.find(text, fold(text) if key is None else key) is not None

    def find_long(self, text: str) -> Hit | None:
        """The row of a pack that a long line fits in head or tail."""
        return None if self._placed is None else self._placed.find_long(text)

    def takes(self, text: str) -> bool:
        """Whether some rule would take a line, were it one."""
        key = fold(text)
        return self._find(text, key) is not None or self.find_long(text) is not None

    def kept(self, lines: Sequence[str]) -> frozenset[str]:
        """Those of the lines that keep rows protect."""
        if not self._has_keepers:
            return frozenset()
        return frozenset(line for line in set(lines) if line and self.keeps(line))

    def find(self, lines: Sequence[str], kept: frozenset[str]) -> dict[int, Hit]:
        """The lines that rules remove wherever they stand, with row and what it took."""
        if not self._anywhere:
            return {}
        found = {}
        for i, line in enumerate(lines):
            if line and line not in kept and not line.isspace():
                hit = self._find(line, fold(line))
                if hit is not None:
                    found[i] = (row_of(hit[0]), hit[1])
        return found

    def _find(self, text: str, key: str) -> tuple[Rule, Taken] | None:
        for matcher in self._anywhere:
            found = matcher.find(text, key)
            if found is not None:
                return found
        return None


def mark_of(hit: Hit) -> Mark:
    """The mark of a line that goes wherever it stands."""
    row = hit[0]
    return FILTER, row.id, f"rule of the pack {pack_of(row.id)}", SURENESS[row.risk]


def placed_mark(survey: Survey, i: int, mark: Mark) -> Mark | None:
    """A filter's mark as that of the rule that the line fits.

    None when the rule is for another part of the text; other marks come back as they are.
    """
    hit = survey.hits.get(i)
    if hit is None or ":" not in hit[0].id:
        return mark
    row = hit[0]
    is_there = i >= survey.tail_start if row.position == "tail" else i < survey.head_end
    if not is_there:
        return None
    reason = mark[2].replace(f"{OWN_FAMILY} wording", "wording")
    return FILTER, row.id, f"{reason}, by the pack {pack_of(row.id)}", mark[3]


def pack_of(rule_id: str) -> str:
    """The name of the pack that a rule id belongs to."""
    return rule_id.partition(":")[0]
