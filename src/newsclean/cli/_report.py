"""The one way to standard error: a line for each thing that went wrong."""

from __future__ import annotations

import os

from newsclean.visible import visible

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

_sink: Callable[[str], None] | None = None


def divert(sink: Callable[[str], None] | None) -> Callable[[str], None] | None:
    """Give lines to somebody else from now on; who had them before, None for standard error.

    A batch tells of its documents in their order, and above its progress bar.
    """
    global _sink
    before, _sink = _sink, sink
    return before


def say(text: str) -> None:
    """Print one line on standard error, whatever the locale; never fails."""
    if _sink is not None:
        _sink(text)
        return
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
