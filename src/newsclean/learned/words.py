"""The words of a line, shortened so that forms of one word meet."""

from __future__ import annotations

from newsclean.patterns import Pattern

_RUNS = Pattern(r"[^\W\d_]+(?:'[^\W\d_]{1,2}(?![^\W\d_]))?|[\u0e00-\u0eff\u1000-\u109f]+")
_STEM = 6


def words_of(key: str) -> list[str]:
    """The words of a folded line, at most six letters of each.

    Scripts without spaces give pairs of characters.
    """
    found = _RUNS.findall(key)
    if key.isascii():
        return [word[:_STEM] for word in found]
    words: list[str] = []
    for run in found:
        if run[0] >= "\u0e00" and ("\u2e80" <= run[0] < "\uac00" or run[0] < "\u10a0"):
            words += [run[i:i + 2] for i in range(len(run) - 1)] or [run]
        else:
            words.append(run[:_STEM])
    return words
