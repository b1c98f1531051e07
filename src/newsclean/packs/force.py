"""The packs of one run, as the pipeline asks them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from newsclean.document import Mark
from newsclean.filters.base import Filter
from newsclean.fold import fold
from newsclean.lexicon import Hit, Lexicon
from newsclean.packs.matcher import Matcher, Taken
from newsclean.packs.placed import Placed, row_of
from newsclean.packs.rule import FILTER, OWN_FAMILY, SURENESS, Rule
from newsclean.survey import Survey

# Whether it is kept, what removes it anywhere, its row for head or tail.
_Verdict = tuple[bool, "tuple[Rule, Taken] | None", "Hit | None"]
_REMEMBERED = 1 << 14  # different lines


class OwnRows(Filter):
    """Rows of packs that name no family of the tables."""

    name = FILTER
    families = frozenset((OWN_FAMILY,))


class Rules:
    """Rules in force: those that hold anywhere, those that hold in a place, and keep rows.

    What it remembers depends on nothing but the lines themselves; threads may share it. The
    order of rules decides only which of several that fit a line is told.
    """

    def __init__(self, rules: Iterable[Rule], tables: Lexicon) -> None:
        rules = list(rules)
        self.filter = OwnRows()
        self._all = Matcher(rules)
        self._known: dict[str, _Verdict] = {}
        self._keepers = Matcher(rule for rule in rules if rule.is_keep)
        anywhere = [r for r in rules if not r.is_keep and r.position == "anywhere"]
        # The surest first: the order of the packs must not decide what stays in doubt.
        self._anywhere = [
            Matcher(chosen)
            for risk in SURENESS
            if (chosen := [rule for rule in anywhere if rule.risk == risk])
        ]
        placed = [r for r in rules if not r.is_keep and r.position != "anywhere"]
        placed.sort(key=lambda rule: (list(SURENESS).index(rule.risk), not rule.standalone))
        self._placed = Placed(placed, tables) if placed else None
        self.has_placed = bool(placed)

    def look(self, text: str) -> _Verdict:
        """Whether a keep row protects a line, the rule that removes it, its row in its place."""
        verdict = self._known.get(text)
        if verdict is None:
            key = fold(text) if self._all.may_fit(text) else ""
            is_kept = self._keepers.find(text, key) is not None
            hit = placed = None
            if not is_kept:
                hit = next(filter(None, (one.find(text, key) for one in self._anywhere)), None)
                placed = None if self._placed is None else self._placed.find(text, key)
            verdict = is_kept, hit, placed
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            self._known[text] = verdict
        return verdict

    def keeps(self, text: str) -> bool:
        """Whether a keep row protects a line."""
        return self.look(text)[0]

    def find_placed(self, text: str) -> Hit | None:
        """The row of a pack that a line fits in head or tail."""
        return self.look(text)[2]

    def takes(self, text: str) -> bool:
        """Whether some rule would take a line, were it one."""
        return self.look(text)[1:] != (None, None)

    def kept(self, lines: Sequence[str]) -> frozenset[str]:
        """Those of the lines that keep rows protect."""
        if not self._keepers.rules:
            return frozenset()
        return frozenset(line for line in lines if line and self.keeps(line))

    def find(self, lines: Sequence[str]) -> dict[int, Hit]:
        """The lines that rules remove wherever they stand, with row and what it took."""
        found: dict[int, Hit] = {}
        if self._anywhere:
            for i, line in enumerate(lines):
                hit = self.look(line)[1] if line and not line.isspace() else None
                if hit is not None:
                    found[i] = (row_of(hit[0]), hit[1])
        return found


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
