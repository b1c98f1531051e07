"""Language tags, as callers, records and pages tell them."""

from __future__ import annotations

_TAG_CHARS = 35  # the longest that RFC 5646 asks everybody to hold
_PART_CHARS = 8


def tag_of(said: str) -> str | None:
    """The tag that is meant, `pt-BR` for ` PT_BR`; None for what is no tag, `english` say."""
    if len(said) > _TAG_CHARS:
        return None
    head, *others = said.strip().replace("_", "-").split("-")
    if not (2 <= len(head) <= 3 and head.isalpha() and head.isascii()):
        return None
    if not all(len(part) <= _PART_CHARS and part.isalnum() and part.isascii() for part in others):
        return None
    return "-".join((head.lower(), *others))
