"""The words of a line, shortened so that forms of one word meet."""

from __future__ import annotations

from newsclean.patterns import Pattern

# Vowel signs and other marks go on with the letter before; for `re` they are no part of a word.
_MARKS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
    "\u0900-\u0963\u0980-\u0dff\u0e00-\u0eff\u1000-\u109f\u1780-\u17d3"
)
_RUNS = Pattern(rf"[^\W\d_]+(?:[{_MARKS}]+[^\W\d_]*)*(?:'[^\W\d_]{{1,2}}(?![^\W\d_]))?")
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
        if _has_no_spaces(run[0]):
            words += [run[i:i + 2] for i in range(len(run) - 1)] or [run]
        else:
            words.append(run[:_STEM])
    return words


def _has_no_spaces(char: str) -> bool:
    """Whether a letter is of a script that writes words without spaces."""
    return (
        "\u2e80" <= char < "\uac00" or "\u0e00" <= char < "\u10a0" or "\u1780" <= char < "\u1800"
    )
