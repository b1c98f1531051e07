"""Lists of inputs."""

from __future__ import annotations

import os

from newsclean.errors import UsageError
from newsclean.readers.files import STDIN, read_bytes


def is_asked(rules: list[str] | None, phrases: list[str] | None) -> bool:
    """Whether standard input (`-`) stands for a file of rules or phrases."""
    return STDIN in (rules or ()) or STDIN in (phrases or ())


def paths_from(list_path: str) -> list[str]:
    """The names in a list that NUL bytes separate (`find -print0`); an empty list is none.

    list_path: a file, or `-` for standard input. In the list, `-` is a file of that name.
    """
    try:
        data = read_bytes(list_path)
    except OSError as error:
        raise UsageError(f"--files0-from {list_path}: {error.strerror}") from None
    names = data.split(b"\0")
    if names and not names[-1]:
        names.pop()
    for number, name in enumerate(names, 1):
        if not name:
            raise UsageError(f"--files0-from {list_path}: name {number} is empty")
    return ["./-" if name == STDIN.encode() else os.fsdecode(name) for name in names]
