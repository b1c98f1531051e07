"""Copies that stand beside the texts that they were made of: what a backup keeps is no input."""

from __future__ import annotations

import re

from newsclean.formats import INPUTS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection

# What editors, patch and sed, and people, call what was.
_KNOWN = (".orig", ".bak", ".backup", ".old", "~")
# A number or a language may be the end of another text's name: `post.2`, `news.de`.
_VAGUE = re.compile(r"[._-]?(?:[0-9]+|[A-Za-z]{2})")


def is_copy(
    name: str, names: Collection[str], *, any_ending: bool,
    is_made_of: Callable[[str, str], bool] | None = None,
) -> bool:  # fmt: skip
    """Whether a file is called like another one beside it, with the ending of a copy behind.

    any_ending: whether every ending is one that no input has: what `--backup` was told is not known
    to a run that comes after. So `a.txt.v0` beside `a.txt` is one. is_made_of: whether the first
    may be what cleaning made of the second; asked of endings that are a number or two letters, as
    `post.2` beside `post`, which may be another text.
    """
    for ending in _KNOWN:
        if name.lower().endswith(ending) and name[: -len(ending)] in names:
            return True
    if not any_ending or name.lower().endswith(INPUTS):
        return False
    heads = (name[:at] for at in range(1, len(name)))
    return any(
        is_made_of is None or not _VAGUE.fullmatch(name[len(head) :]) or is_made_of(head, name)
        for head in heads
        if head in names and (name[len(head)] == "." or head.lower().endswith(INPUTS))
    )


def may_be_made_of(path: str, copy: str) -> bool:
    """Whether all that a file holds stands in another one in the same order: cleaning only removes.

    What cannot be read may be.
    """
    try:
        with open(path, "rb") as one, open(copy, "rb") as other:
            rest = iter(other.read())
            return all(byte in rest for byte in one.read())
    except OSError:
        return True
