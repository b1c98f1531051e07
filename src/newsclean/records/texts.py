"""The document that an item holds, however it came: text, bytes, a page, a piece of one."""

from __future__ import annotations

from newsclean.cleaner import Cleaner
from newsclean.document import Document
from newsclean.readers.text import Source
from newsclean.records.item import Item

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypedDict

    class Hints(TypedDict):
        """What is known of a document beside its text."""

        title: str | None
        url: str | None
        language: str | None


# A tag like pt-BR; what a record says of its language may be anything.
_TAG_CHARS = 35


def hints_of(item: Item, language: str | None = None) -> Hints:
    """What an item's source knows of it. language: of those that do not tell theirs."""
    return {"title": item.title, "url": item.url, "language": _tag(item.language) or language}


def document_of(
    item: Item, cleaner: Cleaner, encoding: str | None, hints: Hints
) -> tuple[Document, Source]:
    """Read an item for `clean_document`. InputError when its bytes are no text.

    encoding: of bytes, where the user knows it; it wins over what the item claims.
    """
    data = item.data
    assert data is not None
    if encoding is None and isinstance(data, bytes) and item.encoding is not None:
        from newsclean.records.claims import fitting

        encoding = fitting(data, item.encoding)
    is_page = item.kind in ("fragment", "html") or (
        item.kind == "auto" and cleaner.reads_page(data))  # fmt: skip
    if is_page:
        return cleaner.read_page(data, encoding, **hints)
    if isinstance(data, bytes):
        return cleaner.read_text(data, encoding, **hints)
    return Document.from_text(data, **hints), Source()


def _tag(language: str | None) -> str | None:
    """A language tag, or nothing."""
    if language is None or len(language) > _TAG_CHARS:
        return None
    head, *others = language.strip().replace("_", "-").split("-")
    is_tag = 2 <= len(head) <= 3 and head.isalpha() and head.isascii()
    if not is_tag or not all(part.isalnum() and part.isascii() for part in others):
        return None
    return "-".join((head.lower(), *others))
