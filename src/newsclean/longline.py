"""Which lines hold a whole text, so that their segments must take the place of lines."""

from __future__ import annotations

from newsclean.errors import UsageError
from newsclean.shapes import SHORT_CHARS

AUTO, ALWAYS, NEVER = MODES = ("auto", "always", "never")
# Shorter lines are labels or sentences, with nothing glued to them.
_ALWAYS_CHARS = 60
# A headline and a byline may stand above a text that is one line.
_LINES_ABOVE = 2


def check_mode(mode: str | None) -> str:
    """The mode, `auto` when none is given; UsageError for an unknown one."""
    if mode is None:
        return AUTO
    if mode not in MODES:
        raise UsageError(f"segments must be {', '.join(MODES)}, not {mode!r}")
    return mode


def long_lines(lines: list[str], mode: str) -> list[int]:
    """The numbers of the lines whose segments are judged.

    auto: the last line, when it is longer than any headline and little stands above it; always:
    every line that may hold more than a sentence.
    """
    if mode == NEVER:
        return []
    if mode == ALWAYS:
        return [i for i, line in enumerate(lines) if len(line) >= _ALWAYS_CHARS]
    filled: list[int] = []
    for i, line in enumerate(lines):
        if line and not line.isspace():
            filled.append(i)
            # A second long line, or one below the first: an ordinary text.
            if len(filled) > 1 and len(lines[filled[-2]]) > SHORT_CHARS:
                return []
            if len(filled) > _LINES_ABOVE + 1:
                return []
    return filled[-1:] if filled and len(lines[filled[-1]]) > SHORT_CHARS else []
