"""Whether output is coloured."""

from __future__ import annotations

import os


def wants_color(choice: str) -> bool:
    """The option, then NO_COLOR, then FORCE_COLOR (unless empty), then what stdout is."""
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    if os.environ.get("TERM") == "dumb":
        return False
    return is_terminal(1)


def is_terminal(descriptor: int) -> bool:
    """Whether a file descriptor is a terminal; a closed one is none."""
    try:
        return os.isatty(descriptor)
    except OSError:
        return False
