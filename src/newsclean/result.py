"""What comes out: the kept text, the marks, and what the boilerplate told."""

from __future__ import annotations

from newsclean.document import Document, Mark
from newsclean.fields import Fields


class Result:
    """One cleaned document.

    `text` is the kept text, byte for byte as it came. `marks` maps the numbers of removed
    lines (0-based) to (filter, rule id or None, reason, confidence); `doubtful` has the same
    shape for lines that were kept because the confidence was too low. `fields` is the metadata.
    """

    __slots__ = ("document", "doubtful", "fields")

    def __init__(self, document: Document, doubtful: dict[int, Mark], fields: Fields) -> None:
        self.document = document
        self.doubtful = doubtful
        self.fields = fields

    @property
    def text(self) -> str:
        """The article: unmarked lines with their own line ends."""
        return self.document.kept_text()

    @property
    def marks(self) -> dict[int, Mark]:
        """Removed lines by number (0-based), ascending."""
        return self.document.marks
