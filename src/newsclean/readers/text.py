"""Bytes that are text, in whatever encoding."""

from __future__ import annotations


class Decoded:
    """Text and how it was read: encoding name, `how` (utf-8, bom, declared, detected, option)."""

    __slots__ = ("bom", "encoding", "how", "text")

    def __init__(self, text: str, encoding: str, how: str, bom: bool) -> None:
        self.text = text
        self.encoding = encoding
        self.how = how
        self.bom = bom


def decode(data: bytes, encoding: str | None = None) -> Decoded:
    """Decode bytes."""
    return Decoded(data.decode("utf-8", "surrogateescape"), "utf-8", "utf-8", False)
