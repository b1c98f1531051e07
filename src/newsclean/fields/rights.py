"""Whom a copyright line names."""

from __future__ import annotations

import re
from functools import cache

from newsclean.fields.words import words
from newsclean.fold import fold
from newsclean.lexicon import Lexicon
from newsclean.shapes import is_wide

_NAME_CHARS, _NAME_WORDS = 48, 7
_QUOTES = " \t\u00a0'\"“”‘’«»,;:.-–—|[]<>"


@cache
def _sign() -> re.Pattern[str]:
    """The sign with or without years, or a year that begins the line (`2015 Harbour Media.`)."""
    year = r"(?:19|20)\d\d"
    return re.compile(
        rf"(?:©|ⓒ|\(c\)|copyright)[\s:]*(?:(?:©|ⓒ|\(c\)|copyright|by)\s*)*(?:{year}(?:\s*[-–,]\s*(?:{year}|\d\d|present))*)?[\s,.:|]*(?:by\s+)?"
        rf"|^\s*{year}\s+",
        re.I,
    )


def owner(line: str, lexicon: Lexicon) -> tuple[str, bool] | None:
    """The name in a copyright line, as it stands, and whether the line is a theme's.

    None when the line names nobody or more than a name.
    """
    found = _sign().search(line)
    if found is None:
        return None
    rest = line[found.end() :]
    is_theme = not words("theme").isdisjoint(rest.casefold().replace(".", " ").split())
    name = _bare(_without_street(_cut(rest, lexicon, is_theme)).strip(_QUOTES))
    if not name or len(name) > _NAME_CHARS or len(name.split()) > _NAME_WORDS:
        return None
    if not any(map(str.isalpha, name)) or fold(name) in words("theme"):
        return None
    row = lexicon.literal(fold(name))
    return None if row is not None and row.family == "copyright" else (name, is_theme)


@cache
def _around() -> re.Pattern[str]:
    """What stands around a name and is none of it: `Copyright NAME`, `NAME 2011-2019`."""
    year = r"(?:19|20)\d\d"
    return re.compile(rf"^copyright\s+|[\s,]+{year}(?:\s*[-–]\s*(?:{year}|\d\d)?)?$", re.I)


def _bare(name: str) -> str:
    """A name without the years and the word that stand around it; `Copyright Policy` is none."""
    return _around().sub("", name).strip(_QUOTES)


def _without_street(name: str) -> str:
    """A name without what stands behind a comma with a number: `Brightsea Echo, 12 Quay Street`."""
    first, comma, rest = name.partition(", ")
    return first if comma and rest[:1].isdigit() else name


def _cut(text: str, lexicon: Lexicon, is_theme: bool) -> str:
    """Cut before what follows a name: a sentence, a bar, the words that reserve all rights."""
    for mark in (". ", "।", "。", " | ", " (", "，", *((" - ", " – ", " — ") if is_theme else ())):
        text = text.partition(mark)[0]
    for mark in (" all rights", " alle rechte", " 무단"):
        at = f" {text.lower()}".find(mark)
        text = text[: max(at - 1, 0)] if at >= 0 else text
    tokens = text.split()
    for at in range(1, len(tokens)):
        row = lexicon.literal(fold(" ".join(tokens[at:])))
        if row is not None and row.family == "copyright":
            return " ".join(tokens[:at])
    if len(tokens) > 1 and is_wide(tokens[-1]):
        del tokens[-1]  # `© 2023 Yahoo!ニュース 無断転載を禁じます`
        return " ".join(tokens)
    return text
