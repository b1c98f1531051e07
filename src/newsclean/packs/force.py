"""The packs of one run, as the pipeline asks them."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence

from newsclean.document import Mark
from newsclean.fold import fold
from newsclean.lexicon import POSITIONS, Hit, Row
from newsclean.packs.beside import beside
from newsclean.packs.matcher import Matcher, Taken, bare
from newsclean.packs.placed import Placed, RuleRow, row_of
from newsclean.packs.rule import FILTER, SURENESS, Rule
from newsclean.shapes import PROSE, QUESTION, SENTENCE, SPEECH, shape
from newsclean.survey import Survey

# Whether it is kept, the rules that remove it, its row when it is like one of the tables.
_Verdict = tuple[bool, "tuple[tuple[Rule, Taken], ...]", "Hit | None"]
_NOTHING: _Verdict = (False, (), None)
_REMEMBERED = 1 << 14  # different lines
_SENTENCES = frozenset((PROSE, SENTENCE))
_PARAGRAPHS = _SENTENCES | {QUESTION, SPEECH}
# A remark is not longer, and has lines of so many rules above it, with so many others at most.
_REMARK_CHARS, _COMPANY, _NEAR = 200, 3, 8


class Rules:
    """Rules in force: keep rows, rules that remove, rules that are like rows of the tables.

    What it remembers depends on nothing but the lines themselves; threads may share it. The
    order of rules decides only which of several that fit a line is told.
    """

    def __init__(self, rules: Iterable[Rule]) -> None:
        every = list(rules)
        scoped = [rule for rule in every if rule.article]
        rules = [rule for rule in every if not rule.article]
        self._all = Matcher(rules)
        self._of_articles = Matcher(scoped)
        # What holds in one article only, by how a line of it begins: its keep rows, its rules.
        self._articles: dict[str, list[Rule]] = {}
        for rule in scoped:
            self._articles.setdefault(rule.article, []).append(rule)
        self._beginnings = tuple(self._articles)
        self._known: dict[str, _Verdict] = {}
        self._keepers = Matcher(rule for rule in rules if rule.is_keep)
        removers = [rule for rule in rules if not rule.is_keep and not rule.family]
        # The surest first: the order of the packs must not decide what stays in doubt.
        self._removers = [
            [
                Matcher(chosen)
                for risk in SURENESS
                if (chosen := [r for r in removers if (r.position, r.risk) == (position, risk)])
            ]
            for position in POSITIONS
        ]
        placed = [rule for rule in rules if not rule.is_keep and rule.family]
        placed.sort(key=lambda rule: (list(SURENESS).index(rule.risk), not rule.standalone))
        self._placed = Placed(placed) if placed else None
        self.has_placed = bool(placed)

    def look(self, text: str) -> _Verdict:
        """Whether a keep row protects a line, what removes it (one a position), its row."""
        verdict = self._known.get(text)
        if verdict is None:
            key = fold(text) if self._all.may_fit(text) else ""
            # Nearly every line is none that any rule fits.
            verdict = _NOTHING if self._all.find(text, key) is None else self._ask(text, key)
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            self._known[text] = verdict
        return verdict

    def _ask(self, text: str, key: str) -> _Verdict:
        if self._keepers.find(text, key) is not None:
            return True, (), None
        hits = []
        for matchers in self._removers:
            found = filter(None, (one.find(text, key) for one in matchers))
            hits += [hit for hit in (next(found, None),) if hit is not None]
        placed = None if self._placed is None else self._placed.find(text, key)
        return False, tuple(hits), placed

    def takes(self, text: str) -> bool:
        """Whether some rule would take a line, were it one."""
        _, hits, placed = self.look(text)
        if hits or placed is not None:
            return True
        return self._of_articles.find(text, fold(text)) is not None if self._articles else False

    def read(self, lines: Sequence[str]) -> tuple[frozenset[str], list[tuple[int, Hit]]]:
        """The lines that keep rows protect, and those that rules remove, at least in a place.

        The latter with row and what it took, by line number, ascending.
        """
        kept, hits = self._read_own(lines) if self._articles else (set[str](), [])
        # What holds in this article only has the last word on its lines.
        settled = kept.union(lines[i] for i, _ in hits)
        look = self.look
        for i, line in enumerate(lines):
            if line and line not in settled:
                is_kept, found, _ = look(line)
                if is_kept:
                    kept.add(line)
                elif found and not line.isspace():
                    hits += [(i, (row_of(rule), taken)) for rule, taken in found]
        hits.sort(key=lambda hit: hit[0])
        return frozenset(kept), hits

    def _read_own(self, lines: Sequence[str]) -> tuple[set[str], list[tuple[int, Hit]]]:
        """The same by what holds in this article only; the lines that tell which it is stay.

        Else a rule could take such a line, and the text cleaned once more be no such article.
        """
        named = [line for line in lines if bare(line).startswith(self._beginnings)]
        if not named:
            return set(), []
        kept = set(named)
        rules = [
            rule for article, own in self._articles.items() for rule in own
            if any(bare(line).startswith(article) for line in named)
        ]  # fmt: skip
        keepers = Matcher(rule for rule in rules if rule.is_keep)
        removers = [
            Matcher(rule for rule in rules if not rule.is_keep and rule.position == position)
            for position in POSITIONS
        ]
        hits: list[tuple[int, Hit]] = []
        for i, line in enumerate(lines):
            if not line or line.isspace():
                continue
            key = fold(line)
            if line in kept or keepers.find(line, key) is not None:
                kept.add(line)
                continue
            found = filter(None, (one.find(line, key) for one in removers))
            hits += [(i, (row_of(rule), taken)) for rule, taken in found]
        return kept, hits


def standing(
    lines: Sequence[str], hits: Sequence[tuple[int, Hit]], gone: Container[int],
    kept: Container[str] = (),
) -> list[tuple[int, Hit]]:  # fmt: skip
    """Those of the hits that stand where their rule holds, with the lines that go along.

    After the article is where no paragraph stays below, before it where none stays above; what
    the rules of that place take themselves is none, nor is what stands below several lines of
    theirs and over others: a reader's remark. kept: lines that nothing takes along.
    """
    found = [(i, hit) for i, hit in hits if hit[0].position == "anywhere"]
    fitting = {i for i, _ in hits}
    for position, is_below in (("tail", True), ("head", False)):
        own = {
            i: row for i, (row, _) in hits if isinstance(row, RuleRow) and row.position == position
        }
        if not own:
            continue
        closing = {i for i, hit in hits if hit[0].position in (position, "anywhere")}
        along = beside(lines, own, closing, kept)
        order = range(len(lines) - 1, -1, -1) if is_below else range(len(lines))
        taken = set()
        for i in order:
            if i in own:
                taken.add(i)
            elif (
                i not in gone and i not in along and is_paragraph(lines[i], is_below=is_below)
                and not (is_below and taken and _is_remark(lines, i, own, gone, along, fitting))
            ):  # fmt: skip
                break
        found += [(i, hit) for i, hit in hits if hit[0].position == position and i in taken]
        found += [(i, (own[at].along(), [])) for i, at in along.items() if at in taken]
    return found


def _is_remark(
    lines: Sequence[str], i: int, rows: Mapping[int, Row], *others: Container[int]
) -> bool:
    """Whether a sentence stands below the article's end: `Posted by`, `at`, `said...` above it.

    One line above it may be the article's, too, several that different rules fit are none of it.
    rows: what fits a line, by its number. others: lines that go, or may go.
    """
    found: set[str] = set()
    between = 0
    for n in range(i, -1, -1):
        line = lines[n]
        if n in rows:
            found.add(rows[n].id)
        elif line and not line.isspace() and not any(n in one for one in others):
            between += 1
            if between > _NEAR or (len(line) > _REMARK_CHARS and is_paragraph(line)):
                break
        if len(found) == _COMPANY:
            return True
    return False


def is_paragraph(line: str, *, is_below: bool = True) -> bool:
    """Whether a line is one that no rule for head or tail reaches beyond.

    Above the article a question, or speech, may be its headline.
    """
    stops = _PARAGRAPHS if is_below else _SENTENCES
    return bool(line) and not line.isspace() and shape(line)[0] in stops


def mark_of(hit: Hit) -> Mark:
    """The mark of a line that a rule removes."""
    row = hit[0]
    if isinstance(row, RuleRow) and row.is_along:
        reason = f"beside a line that a rule of the pack {pack_of(row.id)} takes"
        return FILTER, row.id, reason, SURENESS[row.risk]
    where = {"tail": " for the end of a text", "head": " for the start of a text"}
    reason = f"rule of the pack {pack_of(row.id)}{where.get(row.position, '')}"
    return FILTER, row.id, reason, SURENESS[row.risk]


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
    return FILTER, row.id, f"{mark[2]}, by the pack {pack_of(row.id)}", mark[3]


def pack_of(rule_id: str) -> str:
    """The name of the pack that a rule id belongs to."""
    return rule_id.partition(":")[0]
