"""An audit as a short text for a terminal."""

from __future__ import annotations

from newsclean.messages import counted
from newsclean.report.audit import DOUBTFUL, KINDS, REMOVED, REPEATED, Audit
from newsclean.report.store import Group
from newsclean.report.summary import shares
from newsclean.report.words import percent

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_BAR, _WIDTH = "█", 24
_FILTERS, _GROUPS, _LINES, _DOCUMENTS, _FAILURES = 30, 8, 15, 8, 20
_NAME_CHARS, _TEXT_CHARS = 28, 90
_UNKNOWN = "not known"


def told(audit: Audit) -> Iterator[tuple[str, bool]]:
    """Lines, and whether they are headings; everything of the input is made visible in them."""
    yield from _figures(audit)
    filters = [
        (name, numbers["lines"] + numbers["parts"], numbers["documents"])
        for name, numbers in audit.filters()[:_FILTERS]
    ]
    yield from _bars("By filter", "lines", filters)
    counts = shares(audit) if audit.documents else []
    yield from _bars("By share of a document", "documents",
                     [(name, count, None) for name, count in counts])  # fmt: skip
    for kind in KINDS:
        groups = audit.groups(kind, _GROUPS)
        if [name for name, _ in groups] in ([], [""]):
            continue
        rows = [(name or _UNKNOWN, sums["removed_lines"], sums["documents"])
                for name, sums in groups]  # fmt: skip
        yield from _bars(f"By {kind}", "lines", rows, audit.group_count(kind))
    yield from _top("Removed most often", audit.top(REMOVED, _LINES), audit.line_count(REMOVED))
    yield from _top("Kept in doubt", audit.top(DOUBTFUL, _LINES), audit.line_count(DOUBTFUL))
    yield from _top("Kept, though several articles begin or end with it",
                    audit.top(REPEATED, _LINES))  # fmt: skip
    yield from _documents(audit)
    yield from _rules(audit)
    yield from _failures(audit)


def _figures(audit: Audit) -> Iterator[tuple[str, bool]]:
    share = percent(audit.with_boilerplate, audit.documents)
    only = f"; of {audit.emptied:,} nothing is left" if audit.emptied else ""
    touched = f"{audit.with_boilerplate:,} ({share}) with boilerplate{only}"
    yield f"{counted(audit.documents, 'document')}, {touched}", True
    share = percent(audit.removed_lines, audit.lines)
    parts = f" and {counted(audit.parts, 'part')} of lines" if audit.parts else ""
    touched = f"{audit.removed_lines:,} ({share}) are boilerplate{parts}"
    yield f"{counted(audit.lines, 'line')}, {touched}", False
    share = percent(audit.removed_bytes, audit.bytes)
    touched = f"{audit.removed_bytes:,} ({share}) are boilerplate"
    yield f"{counted(audit.bytes, 'byte')}, {touched}", False
    if audit.doubtful_lines:
        doubtful = counted(audit.doubtful_lines, "line")
        yield f"{doubtful} of {counted(audit.in_doubt, 'document')} kept in doubt", False
    if audit.without_text:
        yield f"{counted(audit.without_text, 'document')} without text", False


def _bars(
    title: str, unit: str, rows: Sequence[tuple[str, int, int | None]], total: int = 0
) -> Iterator[tuple[str, bool]]:
    """A table of names with bars. rows: name, count, documents. total: names there are."""
    if not rows:
        return
    yield "", False
    yield f"{title} ({unit})", True
    most = max(count for _, count, _ in rows) or 1
    width = max(len(f"{count:,}") for _, count, _ in rows)
    for name, count, documents in rows:
        bar = _BAR * round(count / most * _WIDTH)
        of = "" if documents is None else f"  in {counted(documents, 'document')}"
        line = f"  {_cut(name, _NAME_CHARS):{_NAME_CHARS}} {count:{width},}  {bar}{of}"
        yield line.rstrip(), False
    if total > len(rows):
        yield f"  and {total - len(rows):,} more", False


def _top(title: str, groups: list[Group], total: int = 0) -> Iterator[tuple[str, bool]]:
    if not groups:
        return
    yield "", False
    yield title, True
    width = len(f"{groups[0].count:,}")
    for group in groups:
        name = f"{group.filter}: " if group.filter else ""
        yield f"  {group.count:{width},}  {name}{_cut(group.text, _TEXT_CHARS)}", False
    if total > len(groups):
        yield f"  and {counted(total - len(groups), 'other')}", False


def _documents(audit: Audit) -> Iterator[tuple[str, bool]]:
    views = audit.chosen.lost.views()[:_DOCUMENTS]
    if views:
        yield "", False
        yield "Lost most", True
        for view in views:
            measure = view.measure
            yield (f"  {measure.share:6.1%}  {measure.removed_lines:,} of {measure.lines:,} lines  "
                   f"{_cut(view.name, _TEXT_CHARS)}"), False  # fmt: skip
    views = audit.chosen.left.views()[:_DOCUMENTS]
    if views:
        yield "", False
        yield "Likely leftovers", True
        for view in views:
            one = max(view.leftovers, key=lambda one: one.mark[3])
            yield f"  {view.name}:{one.number}: {_cut(one.text, _TEXT_CHARS)}", False


def _rules(audit: Audit) -> Iterator[tuple[str, bool]]:
    if not audit.has_rules:
        return
    yield "", False
    yield "Rules (lines here, documents here, articles learned from)", True
    for _, rule, lines, documents in audit.rules():
        if not rule.is_keep:
            learned = f"{rule.count:,}" if rule.count else "-"
            text = _cut(rule.phrase or rule.pattern, _TEXT_CHARS)
            yield f"  {lines:6,} {documents:6,} {learned:>6}  {rule.id}  {text}", False


def _failures(audit: Audit) -> Iterator[tuple[str, bool]]:
    if not audit.failed:
        return
    yield "", False
    yield f"Not read: {audit.failed:,}", True
    for name, cause in audit.failures[:_FAILURES]:
        yield f"  {name}: {cause}", False
    if audit.failed > _FAILURES:
        yield f"  and {audit.failed - _FAILURES:,} more", False


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"
