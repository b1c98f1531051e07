"""The numbers of an audit, for scripts."""

from __future__ import annotations

from itertools import pairwise

from newsclean.report.audit import DOUBTFUL, KINDS, REMOVED, REPEATED, SCHEMA, STEPS, Audit
from newsclean.report.store import Group
from newsclean.report.view import View
from newsclean.visible import visible

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_GROUPS, _LINES, _DOCUMENTS = 1000, 100, 50


def summary(audit: Audit) -> dict[str, object]:
    """Every number of a report under a key that stays; docs/report.md describes them."""
    from newsclean import __version__

    settings = audit.settings
    return {
        "schema": SCHEMA,
        "documents": audit.documents,
        "with_boilerplate": audit.with_boilerplate,
        "emptied": audit.emptied,
        "without_text": audit.without_text,
        "in_doubt": audit.in_doubt,
        "failed": audit.failed,
        "lines": audit.lines,
        "removed_lines": audit.removed_lines,
        "cut_parts": audit.parts,
        "doubtful_lines": audit.doubtful_lines,
        "bytes": audit.bytes,
        "removed_bytes": audit.removed_bytes,
        "by_filter": [{"filter": name, **numbers} for name, numbers in audit.filters()],
        "by_share": [{"share": share, "documents": count} for share, count in shares(audit)],
        **{
            f"by_{kind}": [
                {kind: name or None, **sums} for name, sums in audit.groups(kind, _GROUPS)
            ]
            for kind in KINDS
        },
        "counts": {f"{kind}s": audit.group_count(kind) for kind in KINDS}
        | {f"{kind}_lines": audit.line_count(kind) for kind in (REMOVED, DOUBTFUL)},
        "removed": [_line(group) for group in audit.top(REMOVED, _LINES)],
        "doubtful": [_line(group) for group in audit.top(DOUBTFUL, _LINES)],
        "repeated": [_line(group) for group in audit.top(REPEATED, _LINES)],
        "rules": list(_rules(audit)),
        "most_lost": [_document(view) for view in audit.chosen.lost.views()[:_DOCUMENTS]],
        "leftovers": [
            _document(view) | {"doubtful": [
                {"line": one.number, "text": one.text, "filter": one.mark[0],
                 "rule": one.mark[1], "reason": visible(one.mark[2]), "confidence": one.mark[3]}
                for one in view.leftovers
            ]}
            for view in audit.chosen.left.views()[:_DOCUMENTS]
        ],
        "failures": [{"name": name, "cause": cause} for name, cause in audit.failures],
        "version": {"newsclean": __version__,
                    "tables": None if settings is None else settings.tables,
                    "confidence": None if settings is None else settings.confidence,
                    "filters": None if settings is None else settings.filters},
    }  # fmt: skip


def shares(audit: Audit) -> list[tuple[str, int]]:
    """How many documents lose which share of their bytes: `0`, `0-5%`, …, `80-100%`, `all`."""
    steps = [0, *(round(100 * step) for step in STEPS), 100]
    names = ["0", *(f"{low}-{high}%" for low, high in pairwise(steps)), "all"]
    return list(zip(names, audit.shares, strict=True))


def _line(group: Group) -> dict[str, object]:
    return {"text": group.text, "filter": group.filter or None, "reason": group.reason or None,
            "confidence": group.confidence, "lines": group.count, "bytes": group.bytes,
            "documents": group.documents, "articles": group.articles,
            "examples": group.places}  # fmt: skip


def _document(view: View) -> dict[str, object]:
    measure = view.measure
    return {"name": view.name, "title": view.title or None, "lines": measure.lines,
            "removed_lines": measure.removed_lines, "bytes": measure.bytes,
            "removed_bytes": measure.removed_bytes}  # fmt: skip


def _rules(audit: Audit) -> Iterator[dict[str, object]]:
    for pack, rule, lines, documents in audit.rules():
        yield {"pack": pack.name, "rule": rule.own_id, "is_keep": rule.is_keep,
               "phrase": rule.phrase or None, "pattern": rule.pattern or None,
               "position": rule.position, "lines": lines, "documents": documents,
               "count": rule.count or None, "share": rule.share or None,
               "last_matched": rule.last_matched or None}  # fmt: skip
