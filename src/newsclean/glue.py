"""The wordings that get glued to an article's own lines, and where a line may break before one.

They are rows of the tables, compiled a second time into an index of their own: among all rows
`mehr` is a menu's, here it is the end of an excerpt. Read only where somebody asks for cuts, or
when a record counts what was left glued.
"""

from __future__ import annotations

import re
from functools import cached_property

from newsclean.fold import fold
from newsclean.lexicon import Hit, Lexicon, Row
from newsclean.patterns import Pattern

_INDEX_NAME = "glue.idx"
# What scrapers join to paragraphs: counted on wild text, see docs/design.md.
FAMILIES = frozenset(
    ("ad-marker", "app-promo", "copyright", "embed-placeholder", "feed-footer", "follow",
     "newsletter", "read-more", "related", "share", "source-link")
)  # fmt: skip
DATELINE = "dateline"
WIDE = "\u2e80"  # from here on scripts do without blanks
_WIDE_CUE = 2  # characters of such a script that begin a cue
_HAN, _LAST_HAN = "\u4e00", "\u9fff"
CUE = Pattern(r"[^\w\s]{0,3}(\w[\w'’-]*(?:\s\w[\w'’-]*)?)\s?(.?)")
WORD = Pattern(r"\w+")
_SECOND_CHARS = 2  # of a second word, what tells most prose from cues
_WORTH = 1000  # words asked about before a table of second words, 8 ms to make, is worth it
_FEW = 64
_CUE_CHARS = 4  # `## Related`: what may stand before the first word of a line

# Where one sentence is over and something else may begin: a stop with its closing marks, two
# blanks, a colon or a bracket that was closed. The blanks belong to the break.
BREAK = Pattern(
    r"""[.!?…。！？।။۔؟]["'”’»)\]）】」』]*\s*
      | ["”’»)\]）】」』]\s*
      | \s{2,}
      | (?<=[^\x00-\u024f])\s(?=[A-Z])""",
    re.VERBOSE,
)


# Where a cue may begin inside a line, and its first word: after a sign that is no apostrophe and no
# vowel sign of an Indic script. Letters and the blank are of `\w` and `\s`; named, they are found
# in a bitmap, twice as fast. The second is for scripts that end sentences without a stop
# (`… จริง Also read: T`).
_PLACE = Pattern(
    r"[^a-zA-Z0-9 ,;:'’\-\w\s\u0300-\u061e\u0620-\u06d3\u06d5-\u0963\u0966-\u104a\u104c-\u10ff]"
    r"\s*(\w+)"
)
_LATIN_PLACE = Pattern(r"[^\x00-\x7f]\s([A-Z]\w*)")
_ONE_SCRIPT = Pattern(r"[\x00-\u036f\u2000-\u2e7f]*")  # Latin, dashes, quotation marks


class Glue:
    """The compiled rows. Holds nothing of any document; safe to share between threads."""

    def __init__(self, index: bytes | None = None) -> None:
        if index is None:
            with open(__file__.replace("glue.py", _INDEX_NAME), "rb") as file:
                index = file.read()
        # The last part, which is nearly all, is cut off when it is asked for.
        ends = [index.index(b"\n\n")]
        for _ in range(2):
            ends.append(index.index(b"\n\n", ends[-1] + 2))
        words, self._cues, self._datelines = (
            index[start:end] for start, end in zip((0, *(e + 2 for e in ends)), ends, strict=False)
        )
        self._index, self._rows = index, ends[-1] + 2
        self._first_words = frozenset(words.decode().split("\t"))
        self._cues = b"\t%b\t" % self._cues
        self._asked = self._sought = 0

    @cached_property
    def cues(self) -> frozenset[str]:
        """The first two words (two characters of wide scripts) of every wording, folded."""
        return frozenset(self._cues[1:-1].decode().split("\t"))

    def _is_cue(self, cue: str) -> bool:
        # To read them all costs more than to search them for one short text.
        if self._sought < _FEW:
            self._sought += 1
            return b"\t%b\t" % cue.encode("utf-8", "surrogatepass") in self._cues
        return cue in self.cues

    def datelines(self) -> list[tuple[str, str]]:
        """Rule id and phrase of every dateline."""
        rows = [row.partition("\t") for row in self._datelines.decode().split("\n")]
        return [(row_id, phrase) for row_id, _, phrase in rows]

    @cached_property
    def lexicon(self) -> Lexicon:
        """The rows by folded wording."""
        return Lexicon(self._index[self._rows:])

    def find(self, text: str) -> Hit | None:
        """The row that a piece of a line fits."""
        key = fold(text)
        return self.lexicon.find(key) if key else None

    def split(self, text: str) -> list[Row] | None:
        """The rows of wordings that were run together and are all of the text."""
        return self.lexicon.split(fold(text))

    def cue_places(self, line: str) -> list[int]:
        """Where a sentence, a bracket or the line begins with what may be a cue; ascending."""
        # One match at a time: those of a text of one line of 200 MB would take gigabytes.
        words, goes_on = self._first_words, self._goes_on
        found = set()
        for match in _PLACE.finditer(line):
            word = match[1]
            if word.casefold() in words or word >= WIDE:
                start, end = match.span(1)
                if goes_on(line, start, end):
                    found.add(start)
        if not (line.isascii() or _ONE_SCRIPT.fullmatch(line)):
            # After another script, not after `é` or a dash.
            for match in _LATIN_PLACE.finditer(line):
                if match[1].casefold() in words and _is_other_script(line[match.start()]):
                    found.add(match.start(1))
        first = WORD.search(line)
        if first and first.start() < _CUE_CHARS:
            word = first[0]
            if word.casefold() in words or word >= WIDE:
                found.add(first.start())
        begins = self.begins
        return [at for at in sorted(found) if begins(line, at)]

    @cached_property
    def _seconds(self) -> dict[str, set[str]]:
        """First words that are no cue alone -> how the second words begin."""
        pairs = [cue.partition(" ") for cue in self.cues]
        alone = {first for first, blank, _ in pairs if not blank}
        found: dict[str, set[str]] = {}
        for first, _, second in pairs:
            if first not in alone:
                found.setdefault(first, set()).add(second[:_SECOND_CHARS])
        return found

    def _goes_on(self, line: str, start: int, end: int) -> bool:
        """Whether `begins` is worth asking about a first word: most `the` begin no cue.

        False only of ASCII letters, where nothing but case is folded.
        """
        word = line[start:end]
        if not (word.isascii() and word.isalnum()):
            return True
        if self._asked < _WORTH:
            self._asked += 1
            return True
        seconds = self._seconds.get(word.lower())
        if seconds is None:
            return True
        sign = line[end : end + 1]
        if sign != " ":
            return sign.isspace() or sign in "'’-"  # `l’article` is one word
        second = line[end + 1 : end + 1 + _SECOND_CHARS]
        is_plain = len(second) == _SECOND_CHARS and second.isascii() and second.isalnum()
        return not is_plain or second.lower() in seconds

    def begins(self, text: str, at: int) -> bool:
        """Whether a cue may begin here; cheap, and true too often."""
        match = CUE.match(text, at)
        if match is None:
            return False
        words, after = match[1], match[2]
        # Most words fold to their lower case, most wide characters to themselves.
        if words.isascii() and words.replace(" ", "").isalnum():
            cue = words.lower()
        elif _HAN <= words[0] <= _LAST_HAN and _HAN <= (words[1:2] or _HAN) <= _LAST_HAN:
            cue = words[:_WIDE_CUE]
        else:
            cue = cue_of(words)
        if self._is_cue(cue):
            return True
        # `Read the letter` is prose, `Read: T` and `Read T` may be a cue.
        second = words.partition(" ")[2] or after
        return not second[:1].islower() and self._is_cue(cue.partition(" ")[0])


def _is_break(char: str) -> bool:
    """Whether a sign may end a sentence: no apostrophe, no vowel sign of an Indic script."""
    return char != "’" and (char < "\u0300" or char >= "\u1100" or char in "؟۔।॥။")


def _is_other_script(char: str) -> bool:
    """Whether a sign belongs to a script that is neither Latin nor a dash or quotation mark."""
    return ("\u0370" <= char < "\u2000" or char >= WIDE) and _is_break(char)


def cue_of(words: str) -> str:
    """What the index of cues knows a wording by: two words, or two wide characters."""
    key = fold(words)
    if key[:1] >= WIDE:
        return key[:_WIDE_CUE]
    return " ".join(key.split(" ")[:2])


def is_wide_text(text: str) -> bool:
    """Whether a text begins in a script that does without blanks."""
    return text[:1] >= WIDE


_shared: Glue | None = None


def shared_glue() -> Glue:
    """The compiled rows of the package, read once in a process."""
    global _shared
    if _shared is None:
        _shared = Glue()
    return _shared
