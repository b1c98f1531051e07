"""The words of a line, shortened so that forms of one word meet."""

from __future__ import annotations

from newsclean.patterns import Pattern

# Vowel signs and other marks go on with the letter before; for `re` they are no part of a word.
_MARKS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
    "\u0900-\u0963\u0980-\u0dff\u0e00-\u0eff\u1000-\u109f\u1780-\u17d3"
)
_RUNS = Pattern(rf"[^\W\d_]+(?:[{_MARKS}]+[^\W\d_]*)*(?:'[^\W\d_]{{1,2}}(?![^\W\d_]))?")
_MARK = Pattern(f"[{_MARKS}]")
# Letters of scripts that write words without spaces.
_UNSPACED = Pattern("[\u2e80-\uabff\u0e00-\u109f\u1780-\u17ff]")
STEM = 6  # letters of a word that count


def words_of(key: str) -> list[str]:
    """The words of a folded line, at most six letters of each.

    Scripts without spaces give pairs of characters.
    """
    found = _RUNS.findall(key)
    if key.isascii() or _UNSPACED.search(key) is None:
        return [word[:STEM] for word in found]
    words: list[str] = []
    for run in found:
        if is_unspaced(run):
            words += [run[i:i + 2] for i in range(len(run) - 1)] or [run]
        else:
            words.append(run[:STEM])
    return words


def is_unspaced(word: str) -> bool:
    """Whether a word is of a script that writes without spaces."""
    return not word.isascii() and _UNSPACED.match(word) is not None


def is_part(char: str) -> bool:
    """Whether a character belongs to the word beside it."""
    return char.isalpha() or (char > "\u02ff" and _MARK.match(char) is not None)
