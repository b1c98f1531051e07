"""Links as Markdown tools and lynx print them."""

from __future__ import annotations

from newsclean.patterns import Pattern

# `[Home](/)`, and lynx has `[12]Home`.
_LINK = Pattern(r"!?\[([^\[\]]{0,300})\]\([^()]{0,600}\)|\[\d+\]")
# An item of a list, and a line that is nothing but images and links.
ITEM = Pattern(r"\s*(?:[*+•-]\s+|\d+\.\s+)")
_LINKS = Pattern(
    r"\s*(?:[*+•-]\s+|\d+\.\s+)?(?:!?\[[^\[\]]{0,300}\]\([^()\s]{0,600}\)[\s|·•>,]*)+$"
)


def without_links(text: str) -> str:
    """A stripped line as it reads: the texts of its links."""
    return _LINK.sub(r"\1", text).strip() if "[" in text else text


def is_links(line: str) -> bool:
    """Whether a line is nothing but images and links in Markdown."""
    return "](" in line and _LINKS.match(line) is not None
