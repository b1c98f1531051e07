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


def pieces(result: Result) -> Iterator[tuple[bool, str]]:
    """Whether it is kept, and the text, line ends included; all pieces together are the input.

    A byte order mark stays with the text even when the line that it stands on goes: without
    it a UTF-16 text is none. When nothing stays, it goes too.
    """
    doc = result.document
    total = len(doc.lines)
    start = 0
    for marked in [*(sorted(doc.marks | doc.spans) if doc.spans else doc.marks), total]:
        for at in range(start, marked, _RUN_LINES):
            yield True, run(doc, at, min(at + _RUN_LINES, marked))
        if marked == total:
            break
        start = marked + 1
        if marked not in doc.marks:
            yield from doc.parts(marked)
            yield True, doc.end(marked)
            continue
        text = doc.lines[marked] + doc.end(marked)
        if marked == 0 and text.startswith(_BOM) and result.source.bom and not is_empty(result):
            yield True, _BOM
            text = text[1:]
        yield False, text


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
