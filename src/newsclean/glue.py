"""The wordings that get glued to an article's own lines, and where a line may break before one.

They are rows of the tables, compiled a second time into an index of their own: among all rows
`mehr` is a menu's, here it is the end of an excerpt. Read only where somebody asks for cuts, or
when a record counts what was left glued.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from newsclean.fold import fold
from newsclean.lexicon import Hit, Lexicon, Row, compile_index

_INDEX_NAME = "glue.idx"
# What scrapers join to paragraphs: counted on wild text, see docs/design.md.
FAMILIES = frozenset(
    ("ad-marker", "app-promo", "copyright", "embed-placeholder", "feed-footer", "follow",
     "newsletter", "read-more", "related", "share", "source-link")
)  # fmt: skip
_DATELINE = "dateline"
WIDE = "\u2e80"  # from here on scripts do without blanks
_WIDE_CUE = 2  # characters of such a script that begin a cue
_CUE = re.compile(r"[^\w\s]{0,3}([^\W_][\w'’-]{0,40}(?:\s[^\W_][\w'’-]{0,40})?)\s?(.?)")

# Where one sentence is over and something else may begin: a stop with its closing marks, two
# blanks, a colon or a bracket that was closed. The blanks belong to the break.
BREAK = re.compile(
    r"""[.!?…。！？।။۔؟]["'”’»)\]）】」』]*\s*
      | ["”’»)\]）】」』]\s*
      | \s{2,}
      | (?<=[^\x00-\u024f])\s(?=[A-Z])""",
    re.VERBOSE,
)


# Where a cue may begin inside a line, and its first word. The second is for scripts that end
# sentences without a stop (`… จริง Also read: T`).
_PLACE = re.compile(r"""(?:[.!?…。！？।؟"”’»)\]）】(\[（【#]\s*|\s\s)([^\W_][\w'’-]{0,40})""")
_LATIN_PLACE = re.compile(r"(?<=[\u0370-\u1fff\u2c00-\uffff]\s)([A-Z][\w'’-]{0,40})")


class Glue:
    """The compiled rows. Holds nothing of any document; safe to share between threads."""

    def __init__(self, index: bytes | None = None) -> None:
        if index is None:
            with open(__file__.replace("glue.py", _INDEX_NAME), "rb") as file:
                index = file.read()
        head, datelines, self._rows = index.split(b"\n\n", 2)
        words, _, cues = head.decode().partition("\n")
        # The first two words (two characters of wide scripts) of every wording, folded.
        self.cues = frozenset(cues.split("\t"))
        self._first_words = frozenset(words.split("\t"))
        # Rule id and phrase of every dateline.
        self.datelines = [
            (row_id, phrase)
            for row_id, _, phrase in (row.partition("\t") for row in datelines.decode().split("\n"))
        ]
        self._lexicon: Lexicon | None = None

    @property
    def lexicon(self) -> Lexicon:
        """The rows by folded wording."""
        if self._lexicon is None:
            self._lexicon = Lexicon(self._rows)
        return self._lexicon

    def find(self, text: str) -> Hit | None:
        """The row that a piece of a line fits."""
        key = fold(text)
        return self.lexicon.find(key) if key else None

    def split(self, text: str) -> list[Row] | None:
        """The rows of wordings that were run together and are all of the text."""
        return self.lexicon.split(fold(text))

    def cue_places(self, line: str) -> list[int]:
        """Where a sentence, a bracket or the line begins with what may be a cue; ascending."""
        words = self._first_words
        matches = list(_PLACE.finditer(line))
        if not line.isascii():
            matches += _LATIN_PLACE.finditer(line)
        places = {
            match.start(1) for match in matches if match[1].casefold() in words or match[1] >= WIDE
        }
        first = _CUE.match(line)
        if first and (first[1].split()[0].casefold() in words or first[1] >= WIDE):
            places.add(first.start(1))
        return [at for at in sorted(places) if self.begins(line, at)]

    def begins(self, text: str, at: int) -> bool:
        """Whether a cue may begin here; cheap, and true too often."""
        match = _CUE.match(text, at)
        if match is None:
            return False
        cue = cue_of(match[1])
        if cue in self.cues:
            return True
        word, _, _ = cue.partition(" ")
        # `Read the letter` is prose, `Read: T` and `Read T` may be a cue.
        second = match[1].partition(" ")[2] or match[2]
        return word in self.cues and not second[:1].islower()


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


def compile_glue(rows: Iterable[dict[str, str]], version: str) -> bytes:
    """The index as bytes: cues, datelines and rows; the same rows give the same bytes."""
    rows = list(rows)
    chosen = [row for row in rows if row["id"].partition(".")[0] in FAMILIES]
    cues = set()
    for row in chosen:
        # What stands before the first placeholder; a lone common word would wake on all prose.
        match = _CUE.search(row["phrase"].partition("{")[0])
        if match is not None:
            cues.add(cue_of(match[1]))
    datelines = [
        f"{row['id']}\t{row['phrase']}" for row in rows if row["id"].startswith(_DATELINE + ".")
    ]
    words = {cue.partition(" ")[0] for cue in cues}
    head = "\t".join(sorted(words)) + "\n" + "\t".join(sorted(cues))
    sections = f"{head}\n\n" + "\n".join(datelines)
    return sections.encode() + b"\n\n" + compile_index(chosen, version)
