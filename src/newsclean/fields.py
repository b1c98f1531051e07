"""What the boilerplate tells about the article."""

from __future__ import annotations

from newsclean.document import Document
from newsclean.survey import Survey

NAMES = ("title", "title_raw", "date", "date_raw", "date_ambiguous", "date_modified", "authors",
         "publisher", "site", "source_url", "feed_title", "feed_url", "platform", "labels",
         "credits", "language", "truncated")  # fmt: skip


class Fields:
    """The metadata of a record; unknown is None, an empty list is empty.

    origins: field -> (line number (0-based), rule id or None).
    """

    __slots__ = (*NAMES, "origins")

    def __init__(self) -> None:
        self.title: str | None = None
        self.title_raw: str | None = None
        self.date: str | None = None
        self.date_raw: str | None = None
        self.date_ambiguous: bool | None = None
        self.date_modified: str | None = None
        self.authors: list[str] = []
        self.publisher: str | None = None
        self.site: str | None = None
        self.source_url: str | None = None
        self.feed_title: str | None = None
        self.feed_url: str | None = None
        self.platform: str | None = None
        self.labels: list[str] = []
        self.credits: list[str] = []
        self.language: str | None = None
        self.truncated = False
        self.origins: dict[str, tuple[int, str | None]] = {}


def read_fields(doc: Document, survey: Survey) -> Fields:
    """Read metadata out of the lines that the survey knows; a field is never guessed."""
    fields = Fields()
    fields.title = doc.title
    fields.language = doc.language
    return fields
