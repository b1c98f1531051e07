"""The audit of a heap of documents: everything that is counted while they go by."""

from __future__ import annotations

from zlib import crc32

from newsclean.document import Document
from newsclean.fold import fold, fold_numbers
from newsclean.packs.rule import FILTER as RULES
from newsclean.report.chosen import Chosen
from newsclean.report.measure import Measure, size_of
from newsclean.report.names import name_of, reason_of, script_name, shortened
from newsclean.report.store import SUMS, Group, Store
from newsclean.report.view import Leftover, View, leftovers_of
from newsclean.result import Result
from newsclean.visible import visible

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from newsclean.packs import RulePack
    from newsclean.packs.rule import Rule
    from newsclean.result import Settings

SCHEMA = "newsclean-report/1"
VIEWS = 150  # documents that are shown whole
# The shares of a document's bytes that may go; 0 and all of it are columns of their own.
STEPS = (0.05, 0.1, 0.2, 0.4, 0.6, 0.8)
KINDS = ("site", "platform", "language", "script")
# Kinds of lines: what went, what was kept in doubt, what was kept at an end and stands elsewhere.
REMOVED, DOUBTFUL, REPEATED = "removed", "doubtful", "repeated"
REPEATS = 3  # different articles that carry a line that is more than theirs
_KEY_CHARS, _CAUSE_CHARS = 400, 500
_SHORT_CHARS = 120  # longer lines are paragraphs
_TOP_LINES, _END_LINES = 3, 8  # at either end of what is kept
_BETWEEN = 0.25  # what a doubtful line between paragraphs counts, of one at an end
_LEFTOVERS = 20  # of one document, that are told
_FAILURES = 200  # that are named


class Audit:
    """Counts documents as they go by; memory does not grow with their number.

    views: how many documents are to be shown whole.
    """

    def __init__(self, views: int = VIEWS) -> None:
        self.documents = self.with_boilerplate = self.emptied = self.without_text = 0
        self.in_doubt = 0
        self.lines = self.removed_lines = self.parts = self.bytes = self.removed_bytes = 0
        self.doubtful_lines = 0
        self.by_filter: dict[str, list[int]] = {}  # documents, lines, parts, bytes
        self.shares = [0] * (len(STEPS) + 3)
        self.failed = 0
        self.failures: list[tuple[str, str]] = []
        self.settings: Settings | None = None
        self.chosen = Chosen(views)
        self._packs: dict[tuple[str, str | None], RulePack] = {}  # a configuration loads its own
        self._store = Store()

    def add(
        self, result: Result, name: str, *, site: str = "", url: str | None = None,
        id: str | None = None,
    ) -> None:  # fmt: skip
        """One cleaned document. site: where it stood; url, id: its own, where they are known."""
        measure = Measure(result)
        order = self.documents
        self._count(measure)
        self._count_groups(result, measure, site)
        self._count_lines(result, name_of(name))
        self._show(result, measure, name, order, {"id": id, "site": site or result.site}, url)
        self.settings = self.settings or result.settings
        for pack in result.settings.packs:
            self._packs.setdefault((pack.name, pack.path), pack)

    def fail(self, name: str, cause: str) -> None:
        """One input, or one document of it, that could not be read."""
        self.failed += 1
        if len(self.failures) < _FAILURES:
            self.failures.append((name_of(name), shortened(cause, _CAUSE_CHARS)))

    def _count(self, measure: Measure) -> None:
        self.documents += 1
        self.with_boilerplate += measure.is_touched
        self.emptied += measure.leaves_nothing
        self.without_text += not measure.bytes
        self.in_doubt += bool(measure.doubtful)
        self.lines += measure.lines
        self.removed_lines += measure.removed_lines
        self.parts += measure.parts
        self.bytes += measure.bytes
        self.removed_bytes += measure.removed_bytes
        self.doubtful_lines += measure.doubtful
        for name, (lines, parts, size) in measure.by_filter.items():
            held = self.by_filter.setdefault(name, [0, 0, 0, 0])
            held[:] = map(int.__add__, held, (1, lines, parts, size))
        self.shares[_step(measure)] += 1

    def _count_groups(self, result: Result, measure: Measure, site: str) -> None:
        sums = measure.sums()
        doc = result.document
        longest = max(doc.lines, key=len)
        language = (result.language or "").partition("-")[0].lower()
        names = site or result.site, result.platform, language, script_name(longest)
        for kind, name in zip(KINDS, names, strict=True):
            self._store.add(kind, shortened(name or ""), sums)
        rules: dict[str, list[int]] = {}
        for i, (name, rule, _, _) in doc.marks.items():
            if name == RULES and rule is not None:
                held = rules.setdefault(rule, [0, 0])
                held[0] += 1
                held[1] += size_of(doc.lines[i])
        for rule, (lines, size) in rules.items():
            self._store.add("rule", rule, (1, 1, 0, lines, 0, size))

    def _count_lines(self, result: Result, name: str) -> None:
        doc = result.document
        article = crc32(max(doc.lines, key=len).encode("utf-8", "replace"))
        seen: set[tuple[str, str]] = set()

        def add(kind: str, i: int, text: str, mark: tuple[str, str | None, str, float]) -> None:
            if not text or text.isspace():
                return
            key = key_of(text)
            self._store.add_line(
                kind, key, visible(text.strip()[:_KEY_CHARS]), size=size_of(text), article=article,
                is_new=(kind, key) not in seen, place=f"{name}:{i + 1}", filter=mark[0],
                reason=reason_of(mark), confidence=mark[3],
            )  # fmt: skip
            seen.add((kind, key))

        for i, mark in doc.marks.items():
            add(REMOVED, i, doc.lines[i], mark)
        for i, spans in doc.spans.items():
            for start, end, mark in spans:
                add(REMOVED, i, doc.lines[i][start:end], mark)
        for i, mark in result.doubtful.items():
            if i not in doc.spans:
                add(DOUBTFUL, i, doc.lines[i], mark)
        for i in _ends(doc):
            if i not in result.doubtful:
                add(REPEATED, i, doc.lines[i], ("", None, "", 0.0))

    def _show(
        self, result: Result, measure: Measure, name: str, order: int,
        known: dict[str, str | None], url: str | None,
    ) -> None:  # fmt: skip
        """Make a view of the document where it is one of those that are shown.

        known: what is told of it first.
        """
        leftovers = leftovers_of(result, _SHORT_CHARS)
        likely = _likely(leftovers)
        keys = self.chosen.keys(
            name,
            (measure.share, measure.removed_bytes) if measure.is_touched else None,
            (likely,) if leftovers else None,
        )
        wanted = [(best, key) for best, key in keys if best.wants(key, order)]
        if not wanted:
            return
        view = View(name_of(name), result, measure)
        view.order = order
        surest = sorted(leftovers, key=lambda one: (not one.is_at_end, -one.mark[3]))
        view.leftovers = sorted(surest[:_LEFTOVERS], key=lambda one: one.number)
        view.url = url or result.source_url or result.canonical_url
        about = {**known, "publisher": result.publisher, "date": result.date,
                 "platform": result.platform, "language": result.language}  # fmt: skip
        view.about = {key: shortened(value) for key, value in about.items() if value}
        for best, key in wanted:
            best.put(key, order, view)

    def groups(self, kind: str, most: int) -> list[tuple[str, dict[str, int]]]:
        """The largest groups of a kind of `KINDS`, with their sums; "" is what is not known."""
        return [(name, dict(zip(SUMS, sums, strict=True)))
                for name, sums in self._store.sums(kind, most)]  # fmt: skip

    def group_count(self, kind: str) -> int:
        """How many groups of a kind there are, unknown among them."""
        return self._store.names(kind)

    def top(self, kind: str, most: int) -> list[Group]:
        """The most frequent lines of a kind; of those that stay, what several articles carry."""
        return list(self._store.groups(kind, most, REPEATS if kind == REPEATED else 0))

    def line_count(self, kind: str) -> int:
        """How many different lines of a kind there are."""
        return self._store.different(kind)

    def rules(self) -> Iterator[tuple[RulePack, Rule, int, int]]:
        """The rules that were in force, with the lines each took here and in how many documents."""
        took = dict(self._store.sums("rule", -1))
        for pack in self._packs.values():
            for rule in pack.rules:
                sums = dict(zip(SUMS, took.get(rule.id, (0,) * len(SUMS)), strict=True))
                yield pack, rule, sums["removed_lines"], sums["documents"]

    @property
    def has_rules(self) -> bool:
        """Whether rule packs were in force."""
        return bool(self._packs)

    def filters(self) -> list[tuple[str, dict[str, int]]]:
        """Every filter that took something, the one that took most lines first."""
        names = ("documents", "lines", "parts", "bytes")
        told = [(name, dict(zip(names, held, strict=True)))
                for name, held in self.by_filter.items()]  # fmt: skip
        return sorted(told, key=lambda one: (-one[1]["lines"] - one[1]["parts"], one[0]))


def _likely(leftovers: list[Leftover]) -> float:
    """How much boilerplate a document may hold still, in sure lines; equal ones count once."""
    best: dict[str, float] = {}
    for one in leftovers:
        key = key_of(one.text)
        weight = one.mark[3] * (1 if one.is_at_end else _BETWEEN)
        best[key] = max(weight, best.get(key, 0.0))
    return sum(best.values())


def key_of(text: str) -> str:
    """Under which a line is one with others: folded, its numbers alike."""
    text = text[:_KEY_CHARS]
    return fold_numbers(fold(text)) or text.strip()


def _step(measure: Measure) -> int:
    """Which column of `Audit.shares` a document is counted in."""
    if not measure.is_touched:
        return 0
    if measure.leaves_nothing:
        return len(STEPS) + 2
    return 1 + sum(measure.share > step for step in STEPS)


def _ends(doc: Document) -> list[int]:
    """The short lines that are left above the first and below the last paragraph."""
    kept = range(len(doc.lines))
    found: dict[int, None] = {}
    for order, most in ((kept, _TOP_LINES), (reversed(kept), _END_LINES)):
        found.update(dict.fromkeys(_short(doc, order, most)))
    return list(found)


def _short(doc: Document, order: Iterable[int], most: int) -> Iterator[int]:
    for i in order:
        line = doc.lines[i]
        if i in doc.marks or not line or line.isspace():
            continue
        if len(line) > _SHORT_CHARS or i in doc.spans or not most:
            return
        most -= 1
        yield i
