"""What stands where a name would, and names nobody: offices, papers, headings of notes."""

from __future__ import annotations

from newsclean.fields.words import words
from newsclean.fold import fold

_TRIM = " \t.,;:"


def is_heading(name: str) -> bool:
    """Whether a name is none: `About the Author`, `Last Updated`, `Senior Director`."""
    parts = name.casefold().split()
    if not words("author").isdisjoint(parts) or not words("office").isdisjoint(parts):
        return True
    return parts[-1] in words("by") or " ".join(parts) in words("updated")


def is_organisation(name: str) -> bool:
    """Whether a name is that of a paper, a board, an agency: `BBC News`, `The Editorial Board`.

    Surnames that are words of papers, too, tell nothing: Courier, Ledger, Post, Press.
    """
    parts = [part.strip(_TRIM) for part in fold(name).split()]
    if not parts:
        return False
    if len(parts) > 1 and parts[0] == "the":
        return True
    return parts[0] in words("paper") or parts[-1] in words("paper")


def without_office(name: str) -> str:
    """A name without the office before it, and in scripts without capitals behind it.

    `Political Editor Jane Doe`, `홍길동 기자`; empty when nothing else is left, or when nothing
    tells where the name ends: `Jane Doe Senior Writer`.
    """
    parts = name.split()
    offices = [n for n, part in enumerate(parts) if fold(part.strip(_TRIM)) in words("office")]
    if not offices:
        return name
    if any(char.isupper() or char.islower() for char in name):
        behind = parts[offices[-1] + 1 :]
        return " ".join(behind) if len(behind) > 1 and behind[0][0].isupper() else ""
    while parts and parts[-1] in words("office"):
        parts.pop()
    while parts and (parts[0] in words("by") or parts[0] in words("office")):
        del parts[0]
    return " ".join(parts)


def without_place(name: str) -> str:
    """A name without where its bearer was: `Jane Doe in Berlin`."""
    parts = name.split()
    for at in range(2, len(parts) - 1):
        if parts[at] in words("in") and parts[at + 1][0].isupper():
            return " ".join(parts[:at])
    return name
