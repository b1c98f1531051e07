"""The compiled phrase tables, as a document asks them.

`phrases/*.tsv` hold one row for each wording. `newsclean.tables` compiles them into one file of
blocks, a block for each pair of first (or last) characters of a folded wording, so that a
document loads only the blocks which its own lines ask for: 30,000 rows as one dict cost more
than the rest of the start-up together.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from newsclean.fold import fold, fold_letters, fold_numbers

MATCHES = ("full-line", "prefix", "suffix", "inline")
POSITIONS = ("head", "tail", "anywhere")
RISKS = ("low", "medium", "high")

# The index is one text. A block's lines are `<key>\t<row>`, in three sections parted by SECTION:
# literal wordings, those that leave the end open, those with placeholders.
LITERAL, PREFIX, PATTERN = range(3)
SECTION = "\f"
_REMEMBERED = 1 << 16  # buckets; the pairs of characters of all scripts would be more
_RIGHTMOST = frozenset(("url", "email", "id", "handle", "year"))
_NUMBERS = frozenset(("n", "year", "day", "hour", "minute"))
# Of wordings that may be longer than what is short: letters that tell most prose from them, and
# those by which they are found.
BEGIN_CHARS, LONG_START_CHARS = 3, 30
OPEN, CLOSE = "\x01", "\x02"  # around a placeholder's name inside a folded key
_SEPARATORS = " :|/·•,!.-"  # between wordings that stand on one line
_BEHIND_WORDS = ",.;:!?)\"'’”»"
_WORD_CHARS = 30
_INDEX_NAME = "phrases.idx"


class Row:
    """One row of a table: a wording, where it stands, and how far it may be trusted."""

    __slots__ = ("captures", "family", "id", "is_firm", "match", "phrase", "platform", "position",
                 "risk", "standalone", "what")  # fmt: skip

    def __init__(self, packed: str) -> None:
        row_id, flags, self.platform, captures, self.phrase = packed.split("|", 4)
        self.id = row_id
        self.family = row_id.partition(".")[0]
        self.what = f"{self.family.replace('-', ' ')} wording"  # as reasons call it
        self.position = POSITIONS[int(flags[0])]
        self.risk = RISKS[int(flags[1])]
        self.standalone = flags[2] == "1"
        self.match = MATCHES[int(flags[3])]
        self.is_firm = flags[4] == "1"
        self.captures = captures.split(";") if captures else []

    def __repr__(self) -> str:
        return f"Row({self.id}, {self.phrase!r})"


# A matched line: the row, and what its placeholders took, as (name, text of the folded line).
Hit = tuple[Row, "list[tuple[str, str]]"]


class Pattern:
    """A folded wording with placeholders, matched without backtracking: fixed pieces in order."""

    __slots__ = ("end", "fixed", "is_prefix", "names", "pieces", "start")

    def __init__(self, key: str) -> None:
        self.is_prefix = key.endswith(OPEN)
        key = key.removesuffix(OPEN)
        self.pieces: list[str] = []
        self.names: list[str] = []
        for part in key.split(OPEN):
            name, closed, rest = part.partition(CLOSE)
            if closed:
                self.names.append(name)
                self.pieces.append(rest)
            else:
                self.pieces.append(part)
        self.fixed = sum(map(len, self.pieces))
        self.start = self.pieces[0]
        self.end = "" if self.is_prefix else self.pieces[-1]

    def match(self, key: str) -> list[tuple[str, str]] | None:
        """What the placeholders took, in order; None when the line is another one."""
        if not (key.startswith(self.start) and key.endswith(self.end)):
            return None
        pieces = self.pieces
        taken = []
        start = len(self.start)
        last = len(pieces) - 1
        for i in range(1, last + 1):
            name, piece = self.names[i - 1], pieces[i]
            if not piece:
                end = len(key)
                if self.is_prefix and name in _NUMBERS:
                    end -= len(key[start:].lstrip("0123456789.,"))
            elif i == last and not self.is_prefix:
                end = len(key) - len(piece)
            elif i < last and self.names[i] in _RIGHTMOST:
                # `from {feed} {url}`: the feed may hold blanks, the address does not.
                end = key.rfind(piece)
            else:
                end = key.find(piece, start + 1)
            value = key[start:end] if end > start else ""
            if not _fits(name, value):
                return None
            taken.append((name, value))
            start = end + len(piece)
        return taken if not self.is_prefix or _is_whole(pieces[-1], key[start:]) else None


def _is_whole(wording: str, rest: str) -> bool:
    """Whether a line's wording ends with a word: `Related` begins `Related: T`, not `Relatedness`.

    `来源` begins anything. A vowel sign goes on with the word as a letter does.
    """
    last = wording[-1:]
    if not rest or not last.isalpha() or last >= "\u2e80":
        return True
    return not ("a" + rest[0]).isidentifier() or rest[0] == "_"


def _fits(name: str, value: str) -> bool:
    """Whether a placeholder of this name may take this (folded) text."""
    if not value:
        return False
    if name in _NUMBERS:
        return value.strip(" .,k+").isdigit()
    if name == "url":
        return " " not in value.strip() and ("://" in value or value.startswith("www."))
    if name in ("id", "handle"):
        return " " not in value.strip()
    if name == "email":
        return "@" in value and " " not in value.strip()
    if name in ("date", "time"):
        return len(value) <= 48 and any(map(str.isdigit, value))
    if name in ("author", "site", "publisher", "feed", "place", "agency", "company", "station",
                "section", "category", "tag", "month", "ampm"):  # fmt: skip
        return len(value) <= 80
    return True


class _Block:
    """The rows of one pair of characters."""

    __slots__ = (
        "_lengths",
        "_made",
        "_patterns",
        "_several",
        "_sorted",
        "beginnings",
        "literals",
        "pattern_starts",
        "prefix_rows",
        "prefixes",
        "words",
    )  # fmt: skip

    def __init__(self, text: str) -> None:
        literals, prefixes, patterns = map(_keyed, text.split(SECTION))
        self.literals = dict(literals)
        self.prefix_rows = dict(prefixes)
        # The longest wording first: `{n} responses to "{title}"` before `{n} responses to {title}`.
        self._patterns = [(key.partition(OPEN)[0], key, packed) for key, packed in patterns]
        self._made: dict[str, Pattern] = {}
        self.prefixes = tuple(self.prefix_rows)
        self.beginnings = tuple(self.literals)
        self.pattern_starts = tuple({start for start, _, _ in self._patterns})
        self._lengths: list[int] = []
        self._several: tuple[str, ...] | None = None
        self._sorted: list[str] = []
        self.words: frozenset[str] | None = None

    def lengths(self) -> list[int]:
        """How long the literal wordings are, each length once, the longest first."""
        if not self._lengths:
            self._lengths = sorted(set(map(len, self.literals)), reverse=True)
        return self._lengths

    def first_words(self) -> frozenset[str]:
        """The first words of the literal wordings and of those that leave the end open."""
        if self.words is None:
            keys = (*self.literals, *self.prefix_rows)
            self.words = frozenset(key.partition(" ")[0].rstrip(":") for key in keys)
        return self.words

    def several(self) -> tuple[str, ...]:
        """The literal wordings of several words."""
        if self._several is None:
            self._several = tuple(key for key in self.literals if " " in key)
        return self._several

    def sorted_wordings(self) -> list[str]:
        """The literal wordings and those that leave the end open, in order."""
        if not self._sorted:
            self._sorted = sorted((*self.literals, *self.prefix_rows))
        return self._sorted

    def find_open(self, key: str) -> tuple[str, list[tuple[str, str]]] | None:
        """The packed row with the longest fixed wording that leaves part of the line open."""
        found = None
        fixed = 0
        if key.startswith(self.pattern_starts):
            for start, wording, packed in self._patterns:
                if key.startswith(start):
                    pattern = self._made.get(wording)
                    if pattern is None:
                        pattern = self._made[wording] = Pattern(wording)
                    taken = pattern.match(key)
                    if taken is not None:
                        found, fixed = (packed, taken), pattern.fixed
                        break
        if key.startswith(self.prefixes):
            prefix = max((p for p in self.prefixes if key.startswith(p)), key=len)
            rest = key[len(prefix):]
            if _is_whole(prefix, rest) and len(prefix) > fixed:
                return self.prefix_rows[prefix], [("x", rest.strip())]
        return found


def _keyed(section: str) -> Iterator[tuple[str, str]]:
    """Keys and packed rows of a section."""
    cells = section.replace("\n", "\t").split("\t")
    return zip(cells[::2], cells[1::2])  # noqa: B905  (an empty section is one cell)


_NO_ROWS = _Block(SECTION * 2)


class Lexicon:
    """The compiled tables, asked by folded key. Blocks are read when first asked for.

    Safe to share between threads: a block that two threads read at once is the same block.
    """

    def __init__(self, index: bytes | None = None) -> None:
        if index is None:
            with open(__file__.replace("lexicon.py", _INDEX_NAME), "rb") as file:
                index = file.read()
        # Not by `partition`: a copy of all rows costs more than to search them.
        self._index, self._body = index, index.index(b"\n\n") + 2
        head = index[:self._body - 2]
        version, _, head = head.partition(b"\n")
        self.version = version.decode()
        begins, _, head = head.partition(b"\n")
        self._long_starts, _, places = head.partition(b"\n")
        # How the wordings begin that may be longer than what is short.
        self.long_begins = frozenset(begins.decode().split("\t"))
        self._by_begin: dict[str, list[str]] = {}
        # Searched as bytes: a dict of all places costs more than the searches of a document.
        self._places = b"\n" + places + b"\n"
        self._blocks: dict[str, _Block] = {}
        self._openings: dict[str, bool] = {}
        self._rows: dict[str, Row] = {}

    def find(self, key: str) -> Hit | None:
        """The row that a folded line fits: a literal wording before a pattern before a prefix."""
        blocks = self._blocks
        if not key.isalpha() and (numbers := fold_numbers(key)) != key:
            row = self.literal(numbers)
            if row is not None:
                return row, []
            if key[0] != numbers[0]:  # `17 responses to "…"`: rows begin with `0`
                key = "0" + key.lstrip("0123456789.,")
        block = blocks.get(key[:2]) or self._load(key[:2])
        packed = block.literals.get(key)
        if packed is not None:
            return self._row(packed), []
        found = block.find_open(key)
        if found is None:
            for bucket in ("$" + key[-2:], "$" + key[-1:]):
                block = blocks.get(bucket) or self._load(bucket)
                if block is not _NO_ROWS and (found := block.find_open(key)) is not None:
                    break
            else:
                return None
        return self._row(found[0]), found[1]

    def find_long(self, text: str, begin: str) -> Hit | None:
        """The row that a long line fits. begin: its first characters, folded."""
        if not self._by_begin:
            found: dict[str, list[str]] = {}
            for start in self._long_starts.decode().split("\t"):
                found.setdefault(start[:BEGIN_CHARS], []).append(start)
            self._by_begin = found  # at once: threads share it
        starts = self._by_begin.get(begin[:BEGIN_CHARS])
        if starts is None or not begin.startswith(tuple(starts)):
            return None
        return self.find(fold(text))

    def literal(self, key: str) -> Row | None:
        """The row whose whole wording this key, folded with its numbers, is."""
        block = self._blocks.get(key[:2]) or self._load(key[:2])
        packed = block.literals.get(key)
        return None if packed is None else self._row(packed)

    def begins(self, key: str) -> bool:
        """Whether any wording begins with the first word of a folded key."""
        if key[:1].isdigit():
            key = fold_numbers(key)
        block = self._blocks.get(key[:2]) or self._load(key[:2])
        return key.partition(" ")[0].rstrip(":") in block.first_words()

    def may_begin(self, key: str) -> bool:
        """Whether a wording without placeholders may stand where a folded key begins.

        False is certain for every piece of the key from its start on; True is not.
        """
        numbers = key if key.isalpha() else fold_numbers(key)
        for one in {key, numbers}:
            block = self._blocks.get(one[:2]) or self._load(one[:2])
            if one.startswith(block.beginnings) or one.startswith(block.prefixes):
                return True
        return False

    def may_stand(self, head: str, *, is_free: bool) -> bool:
        """Whether a wording without placeholders may begin like a text with this folded head.

        False is certain. The last word of the head does not count, for it may have been cut.
        is_free: whether literal wordings of a single word are of interest, too.
        """
        head, _, last = head.rpartition(" ")
        if len(head) < 2 or fold_numbers(head) != head:
            return True  # which of two wordings it may be is not worth the asking
        block = self._blocks.get(head[:2]) or self._load(head[:2])
        if head.startswith(block.prefixes):
            return True
        # Decoration behind a single word may make two of it: `Home »`.
        if is_free or not (head.partition(" ")[2] or last)[:1].isalpha():
            if head.startswith(block.beginnings):
                return True
        elif head.startswith(block.several()):
            return True
        wordings = block.sorted_wordings()
        at = bisect_left(wordings, head)
        return at < len(wordings) and wordings[at].startswith(head)

    def opens(self, key: str) -> bool:
        """Whether a wording with a placeholder may begin like a folded key."""
        if key[:1].isdigit():
            key = "0" + key.lstrip("0123456789.,")
        block = self._blocks.get(key[:2]) or self._load(key[:2])
        return bool(block.pattern_starts) and key.startswith(block.pattern_starts)

    def may_open(self, word: str) -> bool:
        """Whether `begins` or `opens` may hold for a text that begins with a word.

        word: all up to the first blank, as the text has it; a longer one may be cut. False is
        certain. Folding the text to ask costs ten times as much, and most words are met again.
        """
        known = self._openings.get(word)
        if known is None:
            if len(self._openings) >= _REMEMBERED:
                self._openings.clear()
            known = self._openings[word] = self._may_open(word)
        return known

    def _may_open(self, word: str) -> bool:
        bare = word.rstrip(_BEHIND_WORDS)
        key = fold(bare)
        # Of letters alone folding takes nothing away, whatever follows them.
        if not bare.isalpha() or not key.isalpha() or len(key) < 2 or len(word) > _WORD_CHARS:
            return True
        block = self._blocks.get(key[:2]) or self._load(key[:2])
        if key.startswith(block.pattern_starts):
            return True
        if any(start.startswith(key) for start in block.pattern_starts):
            return True
        # Some of what stands behind the letters may be folded away with all that follows.
        words = block.first_words()
        behind = fold_letters(word[len(bare):])
        return any((key + behind[:n]).rstrip(":") in words for n in range(len(behind) + 1))

    def split(self, key: str) -> list[Row] | None:
        """The rows of wordings that were run together (`newer postolder posthome`).

        None unless known wordings, with nothing but separators between them, make up the
        whole key, and are at least two.
        """
        rows: list[Row] = []
        at = 0
        while at < len(key):
            packed, length = self._longest(key, at)
            if packed is None:
                return None
            rows.append(self._row(packed))
            at += length
            while at < len(key) and key[at] in _SEPARATORS:
                at += 1
        return rows if len(rows) > 1 else None

    def _longest(self, key: str, at: int) -> tuple[str | None, int]:
        bucket = key[at:at + 2]
        block = self._blocks.get(bucket) or self._load(bucket)
        if key.startswith(block.beginnings, at):
            for length in block.lengths():
                packed = block.literals.get(key[at:at + length])
                if packed is not None and at + length <= len(key):
                    return packed, length
        return None, 0

    def _row(self, packed: str) -> Row:
        row = self._rows.get(packed)
        if row is None:
            row = self._rows[packed] = Row(packed)
        return row

    def _load(self, bucket: str) -> _Block:
        name = b"\n" + bucket.encode("utf-8", "surrogatepass") + b"\t"
        at = self._places.find(name)
        if at < 0:
            if len(self._blocks) < _REMEMBERED:
                self._blocks[bucket] = _NO_ROWS
            return _NO_ROWS
        at += len(name)
        first, stop = self._places[at:self._places.index(b"\n", at)].split(b"\t")
        start, end = self._body + int(first), self._body + int(stop)
        block = self._blocks[bucket] = _Block(self._index[start:end].decode())
        return block
