"""Copies that stand beside the texts that they were made of: what a backup keeps is no input."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection

# What editors, patch and sed, and people, call what was.
_KNOWN = (".orig", ".bak", ".backup", ".old", "~")
_INPUTS = (".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml", ".xml", ".json",
           ".jsonl", ".ndjson", ".csv", ".tsv")  # fmt: skip


def is_copy(name: str, names: Collection[str], *, any_ending: bool) -> bool:
    """Whether a file is called like another one beside it, with the ending of a copy behind.

    any_ending: whether every ending is one that no input has: what `--backup` was told is not known
    to a run that comes after. So `a.txt.v0` beside `a.txt` is one, and `post.2` beside `post`.
    """
    for ending in _KNOWN:
        if name.endswith(ending) and name[: -len(ending)] in names:
            return True
    if not any_ending or name.lower().endswith(_INPUTS):
        return False
    heads = (name[:at] for at in range(1, len(name)))
    return any(
        head in names and (name[len(head)] == "." or head.lower().endswith(_INPUTS))
        for head in heads
    )
