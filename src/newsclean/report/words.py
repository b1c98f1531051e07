"""Shares in words."""

from __future__ import annotations


def percent(part: int, whole: int) -> str:
    """A share, never 0% of something nor 100% of less than all."""
    if not whole or not part:
        return "0%"
    share = part / whole
    if share < 0.001:
        return "less than 0.1%"
    if part < whole and share > 0.999:
        return "more than 99.9%"
    return "100%" if part == whole else f"{share:.1%}"
