"""What one document lost, in numbers."""

from __future__ import annotations

from newsclean.document import Document
from newsclean.emitters.pieces import has_text, line_count
from newsclean.result import Result


class Measure:
    """Lines and bytes (of the text in UTF-8, line ends included) of one document.

    by_filter: name -> lines, parts of lines, bytes that it took. leaves_nothing: whether there was
    text and all of it went.
    """

    __slots__ = ("by_filter", "bytes", "doubtful", "leaves_nothing", "lines", "parts",
                 "removed_bytes", "removed_lines")  # fmt: skip

    def __init__(self, result: Result) -> None:
        doc = result.document
        self.lines = line_count(doc)
        self.bytes = size_of(doc.text())
        self.removed_lines = len(doc.marks)
        self.parts = sum(map(len, doc.spans.values()))
        self.doubtful = len(result.doubtful)
        self.by_filter = _by_filter(doc)
        self.removed_bytes = sum(size for _, _, size in self.by_filter.values())
        self.leaves_nothing = bool(doc.marks) and not has_text(result)

    @property
    def is_touched(self) -> bool:
        """Whether anything went."""
        return bool(self.by_filter)

    @property
    def share(self) -> float:
        """The share of its bytes that went."""
        return self.removed_bytes / self.bytes if self.bytes else 0.0

    def sums(self) -> tuple[int, ...]:
        """What a group that the document is in grows by, as `store.SUMS` names it."""
        return (1, int(self.is_touched), self.lines, self.removed_lines, self.bytes,
                self.removed_bytes)  # fmt: skip


def _by_filter(doc: Document) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for i, mark in doc.marks.items():
        held = found.setdefault(mark[0], [0, 0, 0])
        held[0] += 1
        held[2] += size_of(doc.lines[i]) + size_of(doc.end(i))
    for i, spans in doc.spans.items():
        for start, end, mark in spans:
            held = found.setdefault(mark[0], [0, 0, 0])
            held[1] += 1
            held[2] += size_of(doc.lines[i][start:end])
    return found


def size_of(text: str) -> int:
    """Bytes of a text in UTF-8; what is no character counts as one."""
    return len(text) if text.isascii() else len(text.encode("utf-8", "replace"))
