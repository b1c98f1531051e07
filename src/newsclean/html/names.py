"""What the words of an element's class and id say of it: groups such as `comment` or `nav`."""

from __future__ import annotations

import re

_TOKEN = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
GROUPS = (
    "content", "comment", "share", "nav", "related", "meta", "ad", "media", "frame", "title",
    "hidden",
)  # fmt: skip
BIT = {name: 1 << n for n, name in enumerate(GROUPS)}

_groups: tuple[dict[str, int], list[tuple[str, int]]] | None = None
_known: dict[str, int] = {}
_NAME_CHARS = 400
_MOST_KNOWN = 1 << 14


def bits_of(names: str) -> int:
    """The groups that the words of class and id belong to."""
    found = _known.get(names)
    if found is None:
        groups, stems = _name_groups()
        found = 0
        if not names.isspace():
            for token in _TOKEN.findall(names[:_NAME_CHARS]):
                found |= groups.get(token.lower(), 0)
            lower = names[:_NAME_CHARS].lower()
            for stem, bit in stems:
                if stem in lower:
                    found |= bit
        if len(_known) >= _MOST_KNOWN:
            _known.clear()
        _known[names] = found
    return found


def _name_groups() -> tuple[dict[str, int], list[tuple[str, int]]]:
    """Word -> its groups, and the beginnings of words with theirs; read once."""
    global _groups
    if _groups is None:
        words: dict[str, int] = {}
        stems: list[tuple[str, int]] = []
        with open(__file__.replace("names.py", "names.tsv"), encoding="utf-8") as file:
            for line in file:
                group, _, listed = line.rstrip("\n").partition("\t")
                if not listed or group[0] == "#":
                    continue
                for word in listed.split():
                    if word[-1] == "*":
                        stems.append((word[:-1], BIT[group]))
                    else:
                        words[word] = words.get(word, 0) | BIT[group]
        _groups = words, stems  # at once, so that another thread never sees half of it
    return _groups
