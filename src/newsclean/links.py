"""Links as Markdown tools and lynx print them."""

from __future__ import annotations

from newsclean.patterns import Pattern

# `[Home](/)`, and lynx has `[12]Home`.
_LINK = Pattern(r"!?\[([^\[\]]{0,300})\]\([^()]{0,600}\)|\[\d+\]")


def without_links(text: str) -> str:
    """A stripped line as it reads: the texts of its links."""
    return _LINK.sub(r"\1", text).strip() if "[" in text else text
