"""The document that an item holds, however it came: text, bytes, a page, a piece of one."""

from __future__ import annotations

from newsclean.cleaner import Cleaner
from newsclean.document import Document
from newsclean.languages import tag_of
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



def hints_of(item: Item, language: str | None = None) -> Hints:
    """What an item's source knows of it. language: of those that do not tell theirs."""
    own = tag_of(item.language or "")  # what a record says of its language may be anything
    return {"title": item.title, "url": item.url, "language": own or language}


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
