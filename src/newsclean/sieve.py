"""One pass over the lines: which of them do the tables know?"""

from __future__ import annotations

from newsclean.fold import fold
from newsclean.lexicon import Hit, Lexicon
from newsclean.shapes import SHORT_CHARS

# A headline between fixed words may make a line this long (`The post … appeared first on …`);
# a longer line is prose, whatever it begins with.
LONG_CHARS = 400


class Sieve:
    """Folds each line that can be boilerplate once, and asks the tables about it."""

    __slots__ = ("lexicon",)

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon

    def sweep(self, lines: list[str]) -> tuple[dict[int, str], dict[int, Hit]]:
        """Ask every line.

        lines: without line ends; not changed. Returns the folded keys of the short lines that
        are not blank, and the matched rows, both by line number (0-based), ascending.
        """
        find = self.lexicon.find
        starts = self.lexicon.long_starts
        keys: dict[int, str] = {}
        hits: dict[int, Hit] = {}
        for i, line in enumerate(lines):
            if len(line) > SHORT_CHARS:
                # Only a wording that a title lengthens can be boilerplate here.
                if len(line) > LONG_CHARS:
                    continue
                word = line.lstrip()[:24].partition(" ")[0].casefold()
                if not word[:1].isdigit() and word not in starts:
                    continue
                key = fold(line)
                if not key.startswith(starts.get(word, ("",))):
                    continue
            else:
                key = fold(line)
                if not key:
                    continue
                keys[i] = key
            hit = find(key)
            if hit is not None:
                hits[i] = hit
        return keys, hits
