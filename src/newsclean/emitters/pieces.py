"""A document in order, as runs of kept and of removed text: what every emitter walks over."""

from __future__ import annotations

from collections.abc import Iterator

from newsclean.document import Document

TYPE_CHECKING = False
if TYPE_CHECKING:
    from newsclean.result import Result

# Lines in one piece: large enough that joining costs nothing, small beside any document.
_RUN_LINES = 8192
_BOM = "\ufeff"


def pieces(result: Result, *, saves_bom: bool = False) -> Iterator[tuple[bool, str]]:
    """Whether it is kept, and the text, line ends included; all pieces together are the input.

    saves_bom: a byte order mark stays even when the line that it stands on goes, for without it
    a UTF-16 text is none. When nothing else stays, it goes too.
    """
    doc = result.document
    marks, spans, total = doc.marks, doc.spans, len(doc.lines)
    touched = sorted([*marks, *spans]) if spans else list(marks)
    start = 0
    for i in [*touched, total]:
        for at in range(start, i, _RUN_LINES):
            yield True, run(doc, at, min(at + _RUN_LINES, i))
        if i == total:
            break
        parts = [(False, doc.lines[i] + doc.end(i))] if i in marks else [*doc.parts(i)]
        is_kept, text = parts[0]
        if i == 0 and saves_bom and not is_kept and _stays_marked(result):
            parts[:1] = [(True, _BOM), (False, text.removeprefix(_BOM))]
        yield from parts
        if i not in marks:
            yield True, doc.end(i)
        start = i + 1


def _stays_marked(result: Result) -> bool:
    return result.source.bom and not is_empty(result)


def run(doc: Document, start: int, stop: int) -> str:
    """Lines `start` to `stop` (not included) with their line ends."""
    lines = doc.lines[start:stop]
    if doc.ends is not None:
        return "".join([line + end for line, end in zip(lines, doc.ends[start:stop], strict=True)])
    return "\n".join(lines) + ("\n" if stop < len(doc.lines) else "")


def line_count(doc: Document) -> int:
    """How many lines the text has: what follows the last line end is no line."""
    return len(doc.lines) - (not doc.lines[-1])


def is_empty(result: Result) -> bool:
    """Whether no line is left."""
    return len(result.marks) >= line_count(result.document)


def has_text(result: Result) -> bool:
    """Whether more than blank lines is left."""
    marks = result.marks
    return any(
        i not in marks and line and not line.isspace()
        for i, line in enumerate(result.document.lines)
    )
