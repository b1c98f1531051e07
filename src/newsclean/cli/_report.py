"""The one way to standard error: a line for each thing that went wrong."""

from __future__ import annotations

import os

from newsclean.visible import visible


def say(text: str) -> None:
    """Print one line on standard error, whatever the locale; never fails."""
    try:
        os.write(2, visible(text).encode("utf-8", "backslashreplace") + b"\n")
    except OSError:
        pass


def report(path: str | None, cause: str) -> None:
    """`newsclean: FILE: cause`; the name of standard input is in words."""
    name = "" if path is None else f"{display_name(path)}: "
    say(f"newsclean: {name}{cause}")


def display_name(path: str) -> str:
    """How a path is called in messages."""
    return "standard input" if path == "-" else path


def cause_of(error: BaseException) -> str:
    """What went wrong, in words of the system or of ours."""
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    if isinstance(error, MemoryError):
        return "not enough memory"
    return str(error)
