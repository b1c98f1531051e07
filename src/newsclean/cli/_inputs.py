"""Lists of inputs."""

from __future__ import annotations

import os

from newsclean.errors import UsageError
from newsclean.readers.files import STDIN, read_bytes


def is_asked(rules: list[str] | None, phrases: list[str] | None) -> bool:
    """Whether standard input (`-`) stands for a file of rules or phrases."""
    return STDIN in (rules or ()) or STDIN in (phrases or ())


def paths_from(list_path: str, option: str, end: bytes) -> list[str]:
    r"""The names in a list, each ended by `end`; an empty list is none.

    list_path: a file, or `-` for standard input. In the list, `-` is a file of that name. option:
    which one named the list. Lists of lines may end theirs with `\r\n` and hold empty lines.
    """
    try:
        data = read_bytes(list_path)
    except OSError as error:
        raise UsageError(f"{option} {list_path}: {error.strerror}") from None
    names = data.split(end)
    if end == b"\n":
        names = [line for name in names if (line := name.removesuffix(b"\r"))]
    elif names and not names[-1]:
        names.pop()
    for number, name in enumerate(names, 1):
        if not name:
            raise UsageError(f"{option} {list_path}: name {number} is empty")
    return ["./-" if name == STDIN.encode() else os.fsdecode(name) for name in names]
