"""The phrase tables: rows that people write, and the index that a document asks.

`phrases/*.tsv` hold one row for each wording. `compile_index` turns them into one file of
blocks, a block for each pair of first (or last) characters of a folded wording, so that a
document loads only the blocks which its own lines ask for: 14,000 rows as one dict cost more
than the rest of the start-up together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from newsclean.errors import TableError
from newsclean.fold import fold, fold_numbers

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path

COLUMNS = ("id", "phrase", "language", "platform", "match", "position", "standalone", "risk",
           "captures")  # fmt: skip
PLACEHOLDERS = frozenset(
    "title n author site publisher feed date time year url id section category tag tags query "
    "place PLACE agency email handle caption company station x month day hour minute ampm".split()
)
_MATCHES = ("full-line", "prefix", "suffix", "inline")
_POSITIONS = ("head", "tail", "anywhere")
_RISKS = ("low", "medium", "high")

# The index is one text. A block's lines are `<kind><key>\t<row>`, kinds as below.
_LITERAL, _PREFIX, _PATTERN = "=", "^", "~"
_REMEMBERED = 1 << 16  # buckets; the pairs of characters of all scripts would be more
_TELLING = "©ⓒ["  # signs that say something without a letter
_CLOSERS = ")）]】"  # a last piece of one character that few lines end in
_RIGHTMOST = frozenset(("url", "email", "id", "handle", "year"))
_NUMBERS = frozenset(("n", "year", "day", "hour", "minute"))
_OPEN, _CLOSE = "\x01", "\x02"  # around a placeholder's name inside a folded key
_SEPARATORS = " :|/·•,!.-"  # between wordings that stand on one line
_INDEX_NAME = "phrases.idx"


class Row:
    """One row of a table: a wording, where it stands, and how far it may be trusted."""

    __slots__ = ("captures", "family", "id", "is_firm", "match", "phrase", "platform", "position",
                 "risk", "standalone")  # fmt: skip

    def __init__(self, packed: str) -> None:
        row_id, flags, self.platform, captures, self.phrase = packed.split("|", 4)
        self.id = row_id
        self.family = row_id.partition(".")[0]
        self.position = _POSITIONS[int(flags[0])]
        self.risk = _RISKS[int(flags[1])]
        self.standalone = flags[2] == "1"
        self.match = _MATCHES[int(flags[3])]
        self.is_firm = flags[4] == "1"
        self.captures = captures.split(";") if captures else []

    def __repr__(self) -> str:
        return f"Row({self.id}, {self.phrase!r})"


# A matched line: the row, and what its placeholders took, as (name, text of the folded line).
Hit = tuple[Row, "list[tuple[str, str]]"]


class Pattern:
    """A folded wording with placeholders, matched without backtracking: fixed pieces in order."""

    __slots__ = ("fixed", "is_prefix", "names", "pieces")

    def __init__(self, key: str) -> None:
        self.is_prefix = key.endswith(_OPEN)
        key = key.removesuffix(_OPEN)
        self.pieces: list[str] = []
        self.names: list[str] = []
        for part in key.split(_OPEN):
            name, closed, rest = part.partition(_CLOSE)
            if closed:
                self.names.append(name)
                self.pieces.append(rest)
            else:
                self.pieces.append(part)
        self.fixed = sum(map(len, self.pieces))

    def match(self, key: str) -> list[tuple[str, str]] | None:
        """What the placeholders took, in order; None when the line is another one."""
        pieces = self.pieces
        if not key.startswith(pieces[0]) or not (self.is_prefix or key.endswith(pieces[-1])):
            return None
        taken = []
        start = len(pieces[0])
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
        return taken


def _fits(name: str, value: str) -> bool:
    """Whether a placeholder of this name may take this (folded) text."""
    if not value:
        return False
    if name in _NUMBERS:
        return value.strip(" .,k+").isdigit()
    if name == "url":
        return " " not in value.strip() and ("://" in value or value.startswith("www."))
    if name == "id":
        return " " not in value.strip()
    if name == "email":
        return "@" in value and " " not in value.strip()
    if name in ("date", "time"):
        return len(value) <= 48 and any(c.isdigit() for c in value)
    if name in ("author", "site", "publisher", "feed", "place", "agency", "company", "station",
                "section", "category", "tag", "handle", "month", "ampm"):  # fmt: skip
        return len(value) <= 80
    return True


class _Block:
    """The rows of one pair of characters."""

    __slots__ = ("lengths", "literals", "pattern_starts", "patterns", "prefix_rows", "prefixes")

    def __init__(self, text: str) -> None:
        self.literals: dict[str, str] = {}
        self.prefix_rows: dict[str, str] = {}
        self.patterns: list[tuple[Pattern, str]] = []
        for line in text.split("\n") if text else ():
            key, _, packed = line.partition("\t")
            kind, key = key[0], key[1:]
            if kind == _LITERAL:
                self.literals[key] = packed
            elif kind == _PREFIX:
                self.prefix_rows[key] = packed
            else:
                self.patterns.append((Pattern(key), packed))
        # The longest wording first: `{n} responses to "{title}"` before `{n} responses to {title}`.
        self.patterns.sort(key=lambda entry: -entry[0].fixed)
        self.prefixes = tuple(self.prefix_rows)
        self.lengths = sorted({len(key) for key in self.literals}, reverse=True)
        self.pattern_starts = tuple({pattern.pieces[0] for pattern, _ in self.patterns})


    def find_open(self, key: str) -> tuple[str, list[tuple[str, str]]] | None:
        """The packed row with the longest fixed wording that leaves part of the line open."""
        found = None
        fixed = 0
        if key.startswith(self.pattern_starts):
            for pattern, packed in self.patterns:
                taken = pattern.match(key)
                if taken is not None:
                    found, fixed = (packed, taken), pattern.fixed
                    break
        if key.startswith(self.prefixes):
            prefix = max((p for p in self.prefixes if key.startswith(p)), key=len)
            rest = key[len(prefix):]
            # `Related` begins `Related: T`, not `Relatedness`; `来源` begins anything.
            is_whole = not (rest[:1].isalpha() and prefix[-1].isalpha() and prefix[-1] < "\u2e80")
            if is_whole and len(prefix) > fixed:
                return self.prefix_rows[prefix], [("x", rest.strip())]
        return found


_NO_ROWS = _Block("")


class Lexicon:
    """The compiled tables, asked by folded key. Blocks are read when first asked for.

    Safe to share between threads: a block that two threads read at once is the same block.
    """

    def __init__(self, index: bytes | None = None) -> None:
        if index is None:
            with open(__file__.replace("lexicon.py", _INDEX_NAME), "rb") as file:
                index = file.read()
        head, _, self._body = index.partition(b"\n\n")
        version, _, head = head.partition(b"\n")
        long_starts, _, places = head.partition(b"\n")
        self.version = version.decode()
        # First word -> how the patterns begin that a long title may lengthen past any limit.
        self.long_starts = {
            word: tuple(starts.split("\t"))
            for word, _, starts in (
                line.partition("\t") for line in long_starts.decode().split("\v") if line
            )
        }
        # Searched as bytes: a dict of all places costs more than the searches of a document.
        self._places = b"\n" + places + b"\n"
        self._blocks: dict[str, _Block] = {}
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
                found = block.find_open(key)
                if found is not None:
                    break
            else:
                return None
        return self._row(found[0]), found[1]

    def literal(self, key: str) -> Row | None:
        """The row whose whole wording this key, folded with its numbers, is."""
        block = self._blocks.get(key[:2]) or self._load(key[:2])
        packed = block.literals.get(key)
        return None if packed is None else self._row(packed)

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
        for length in block.lengths:
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
        start, end = self._places[at:self._places.index(b"\n", at)].split(b"\t")
        block = self._blocks[bucket] = _Block(self._body[int(start):int(end)].decode())
        return block


def read_rows(path: Path) -> Iterator[dict[str, str]]:
    """The rows of one table as dicts of its columns; a bad row raises TableError with its place."""
    lines = path.read_text(encoding="utf-8").split("\n")
    if tuple(lines[0].split("\t")) != COLUMNS:
        raise TableError(f"{path.name}:1: the columns must be {', '.join(COLUMNS)}")
    for number, line in enumerate(lines[1:], 2):
        if not line:
            continue
        cells = line.split("\t")
        if len(cells) != len(COLUMNS):
            raise TableError(f"{path.name}:{number}: {len(cells)} columns, {len(COLUMNS)} wanted")
        row = dict(zip(COLUMNS, cells, strict=True))
        for column, known in (("match", _MATCHES), ("position", _POSITIONS), ("risk", _RISKS),
                              ("standalone", ("yes", "no"))):  # fmt: skip
            if row[column] not in known:
                raise TableError(
                    f"{path.name}:{number}: {column} {row[column]!r}; known: {', '.join(known)}"
                )
        yield row


def compile_index(rows: Iterable[dict[str, str]], version: str) -> bytes:
    """The index as bytes; the same rows give the same bytes.

    Wordings that fold to one key become one row, with the most cautious of their claims.
    Rows that no fixed piece at either end finds (`{title} - {publisher}`) are left out:
    filters know those shapes.
    """
    literal: dict[str, list[dict[str, str]]] = {}
    others: dict[tuple[str, str], list[dict[str, str]]] = {}
    long_starts: dict[str, set[str]] = {}
    for row in rows:
        kind, key = _key(row)
        fixed = [part.rpartition(_CLOSE)[2] for part in key.split(_OPEN)]
        if not any(c.isalpha() or c in _TELLING for part in fixed for c in part):
            continue  # `-30-` would be every line that holds a number
        if kind == _LITERAL:
            literal.setdefault(fold_numbers(key), []).append(row)
            continue
        others.setdefault((kind, key), []).append(row)
        start = key.partition(_OPEN)[0]
        if "{title}" in row["phrase"] and row["match"] == "full-line" and len(start) > 2:
            long_starts.setdefault(start.split(" ")[0], set()).add(start)
    blocks: dict[str, list[str]] = {}
    for key, same in sorted(literal.items()):
        packed = _pack(same, key, "")
        blocks.setdefault(key[:2], []).append(f"{_LITERAL}{key}\t{packed}")
        # A sentence of the tables may come without its full stop, never the other way round.
        bare = key.rstrip(".")
        if bare != key and bare not in literal and len(bare) > 1:
            blocks.setdefault(bare[:2], []).append(f"{_LITERAL}{bare}\t{packed}")
    for (kind, key), same in sorted(others.items()):
        bucket = _bucket(key)
        if bucket:
            packed = _pack(same, key, same[0]["phrase"])
            blocks.setdefault(bucket, []).append(f"{kind}{key}\t{packed}")
    places, parts, at = [], [], 0
    for bucket in sorted(blocks):
        part = "\n".join(blocks[bucket]).encode()
        places.append(f"{bucket}\t{at}\t{at + len(part)}")
        parts.append(part)
        at += len(part) + 1
    long_line = "\v".join("\t".join([word, *sorted(s)]) for word, s in sorted(long_starts.items()))
    head = "\n".join([version, long_line, *places])
    return head.encode() + b"\n\n" + b"\n".join(parts) + b"\n"


def _key(row: dict[str, str]) -> tuple[str, str]:
    """Kind and folded key of a row, its placeholders' names between marks that folding keeps."""
    phrase = row["phrase"]
    has_names = False
    if phrase.startswith("{n}"):
        phrase = "0" + phrase.removeprefix("{n}")
    for name in PLACEHOLDERS.difference(("n", "year")):
        if "{" + name + "}" in phrase:
            phrase = phrase.replace("{" + name + "}", f"{_OPEN}{name}{_CLOSE}")
            has_names = True
    for name in ("n", "year"):
        # Beside another placeholder a number is matched as such, else it is a literal `0`.
        is_typed = has_names or row["match"] in ("prefix", "suffix")
        wrapped = f"{_OPEN}{name}{_CLOSE}" if is_typed else "0"
        phrase = phrase.replace("{" + name + "}", wrapped)
    key = fold(phrase)
    if _OPEN in key and key[0].isdigit():  # a number at the start is looked up as `0`
        key = "0" + key.lstrip("0123456789.,")
    if row["match"] == "full-line" or row["match"] == "inline":
        return (_PATTERN if has_names else _LITERAL), key
    if row["match"] == "prefix":
        if _OPEN in key:
            return _PATTERN, key if key.endswith(_CLOSE) else key + _OPEN
        return _PREFIX, key
    return _PATTERN, f"{_OPEN}x{_CLOSE}{key}"


def _is_firm(row: dict[str, str], key: str) -> bool:
    """Whether the fixed part of a row holds a line together though its open part is a sentence.

    Fixed words at both ends, a date or an address between them, or four words in a row do.
    """
    if row["standalone"] == "yes" and row["match"] == "prefix":
        return True
    if row["match"] == "full-line" and not key.endswith(_CLOSE):
        return True
    if any(f"{_OPEN}{name}{_CLOSE}" in key for name in ("date", "time", "url", "year")):
        return True
    fixed = " ".join(part.rpartition(_CLOSE)[2] for part in key.split(_OPEN))
    words = [word for word in fixed.split() if any(c.isalnum() for c in word)]
    # Two characters of a script without spaces count as one word.
    return sum(max(1, len(word) // 2 if word > "\u2e80" else 1) for word in words) >= 4


def _bucket(key: str) -> str | None:
    """Where a wording is filed: by its first two characters, else by its last two."""
    first = key.partition(_OPEN)[0]
    if len(first) >= 2:
        return first[:2]
    last = key.rpartition(_CLOSE)[2]
    if last and not key.endswith(_OPEN) and (len(last) >= 2 or last in _CLOSERS):
        return "$" + last[-2:]
    return None


def _pack(rows: list[dict[str, str]], key: str, phrase: str) -> str:
    """Rows of one key as one: the most cautious claims, the id of the riskiest."""
    row = max(rows, key=lambda r: (_RISKS.index(r["risk"]), r["standalone"] == "no"))
    standalone = all(r["standalone"] == "yes" for r in rows)
    position = row["position"] if len({r["position"] for r in rows}) == 1 else "anywhere"
    flags = (
        f"{_POSITIONS.index(position)}{_RISKS.index(row['risk'])}{int(standalone)}"
        f"{_MATCHES.index(row['match'])}{int(_is_firm(row, key))}"
    )
    return "|".join((row["id"], flags, row["platform"], row["captures"], phrase))
