"""In which script, and with which letters, a text is written."""

from __future__ import annotations

from bisect import bisect

LATIN, _NONE = 0, -1
# First letters of the scripts (and of what follows them), to tell scripts apart.
_STARTS = (
    "\u0370\u0400\u0530\u0590\u0600\u0700\u0900\u0980\u0a00\u0a80\u0b80\u0c00\u0c80\u0d00\u0d80"
    "\u0e00\u0e80\u1000\u10a0\u1100\u1200\u1780\u1f00\u2e80\u3040\u3100\uac00\ud7b0"
)
_SAMPLE_CHARS, _COUNTED_CHARS = 400, 80
_ONLY_LATIN = frozenset((LATIN,))


class _Scripts(dict[str, int]):
    """Character -> script, or _NONE when it is no letter; filled as characters are met."""

    def __missing__(self, char: str) -> int:
        script = self[char] = script_of(char) if char.isalpha() else _NONE
        return script


_SCRIPTS = _Scripts()


def script_of(char: str) -> int:
    """The number of a letter's script; 0 is Latin."""
    if char < "\u0370" or "\u1e00" <= char < "\u1f00":
        return LATIN
    return bisect(_STARTS, char)


def scripts_of(text: str) -> frozenset[int]:
    """The scripts that hold a third of the letters at the text's beginning, or more."""
    sample = text[:_SAMPLE_CHARS]
    # Counted in C: a text of Latin letters with accents is mostly ASCII, and no other is.
    if text.isascii() or 4 * len(sample.encode("ascii", "ignore")) > 3 * len(sample):
        return _ONLY_LATIN
    scripts = list(map(_SCRIPTS.__getitem__, sample[:_COUNTED_CHARS]))
    third = (len(scripts) - scripts.count(_NONE)) / 3
    return frozenset(one for one in set(scripts) if one != _NONE and scripts.count(one) >= third)


# Letters that all languages of their script have, some so rarely that no text need show them (`ф`).
_COMMON = frozenset("абвгдежзийклмнопрстуфхцчшщьюя" "αβγδεζηθικλμνξοπρςστυφχψω")


def letters_of(text: str) -> frozenset[str]:
    """The letters beyond ASCII that tell languages apart: those of alphabets, folded.

    In scripts with hundreds of characters the next line may hold any of them.
    """
    return frozenset(
        lower for char in set(text)
        if char > "\x7f" and (char < "\u0590" or "\u1e00" <= char < "\u1f00") and char.isalpha()
        and (lower := char.lower()) > "\x7f"  # the small form of `İ` is an `i`
        and lower not in _COMMON
    )  # fmt: skip
