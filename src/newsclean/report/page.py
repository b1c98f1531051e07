"""An audit as one page that needs nothing else: no network, no file beside it."""

from __future__ import annotations

import os
import time
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

from newsclean.messages import counted
from newsclean.report.audit import Audit
from newsclean.report.documents import documents, leftovers, lost
from newsclean.report.markup import Markup, fill, join, tag
from newsclean.report.sections import (
    Section,
    failures,
    figures,
    filters,
    groups,
    kept,
    removed,
    rules,
    shares_section,
)
from newsclean.report.words import percent

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_FOLDER = Path(__file__).parent


def html(audit: Audit, inputs: str) -> Iterator[str]:
    """The page, in parts. inputs: what was read, in words."""
    from newsclean import __version__

    style, script = _file("page.css"), _file("page.js")
    shown = audit.chosen.views()
    places = {view.order: f"d{n}" for n, view in enumerate(shown, 1)}
    sections: list[Section | None] = [
        figures(audit), failures(audit), filters(audit), shares_section(audit), groups(audit),
        removed(audit), kept(audit), lost(audit, places), leftovers(audit, places), rules(audit),
        documents(audit, shown),
    ]  # fmt: skip
    there = [section for section in sections if section is not None]
    main = join(*(
        tag("section", Markup("\n"), tag("h2", one.title, id=one.id), one.body,
            aria_labelledby=one.id)
        for one in there
    ))  # fmt: skip
    links = (tag("li", tag("a", one.short, href=f"#{one.id}")) for one in there if one.short)
    settings = audit.settings
    yield fill(_file("page.html"), {
        "script_hash": _hash(script), "style_hash": _hash(style), "script": Markup(script),
        "style": Markup(style), "inputs": inputs, "date": _date(), "version": __version__,
        "lead": _lead(audit), "sections": join(*links), "main": main,
        "confidence": "none" if settings is None else f"{settings.confidence:g}",
    })  # fmt: skip


def _lead(audit: Audit) -> str:
    """The report in two sentences."""
    if not audit.documents:
        return "There was no document to read."
    told = (f"{percent(audit.with_boilerplate, audit.documents)} of "
            f"{counted(audit.documents, 'document')} hold boilerplate: "
            f"{counted(audit.removed_lines, 'line')}, or "
            f"{percent(audit.removed_bytes, audit.bytes)} of the text.")  # fmt: skip
    if audit.doubtful_lines:
        told += (f" {counted(audit.doubtful_lines, 'line')} of "
                 f"{counted(audit.in_doubt, 'document')} stay in doubt.")  # fmt: skip
    return told


def _file(name: str) -> str:
    return (_FOLDER / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    """How the policy of the page names what may run: exactly this text."""
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


def _date() -> str:
    """Today; another day where the build of a package asks for it."""
    told = os.environ.get("SOURCE_DATE_EPOCH", "")
    at = time.gmtime(int(told)) if told.isdigit() else time.localtime()
    return time.strftime("%Y-%m-%d", at)
