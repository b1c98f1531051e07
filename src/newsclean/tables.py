"""The phrase tables as people write them, and their compilation into the lexicon's index."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from newsclean.errors import TableError
from newsclean.fold import fold, fold_numbers
from newsclean.glue import CUE, DATELINE, FAMILIES, WORD, cue_of
from newsclean.lexicon import (
    BEGIN_CHARS,
    CLOSE,
    LITERAL,
    LONG_START_CHARS,
    MATCHES,
    OPEN,
    PATTERN,
    POSITIONS,
    PREFIX,
    RISKS,
    SECTION,
    Pattern,
)
from newsclean.shapes import SHORT_CHARS

COLUMNS = ("id", "phrase", "language", "platform", "match", "position", "standalone", "risk",
           "captures")  # fmt: skip
PLACEHOLDERS = frozenset(
    "title n author site publisher feed date time year url id section category tag tags query "
    "place PLACE agency email handle caption company station x month day hour minute ampm".split()
)
# A player's dialogs are many, begin like prose, and are never run together with a text.
_APART = frozenset(("videojs",))
_TELLING = "©ⓒ["  # signs that say something without a letter
_CLOSERS = ")）]】"  # a last piece of one character that few lines end in


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
        for column, known in (("match", MATCHES), ("position", POSITIONS), ("risk", RISKS),
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
    others: dict[tuple[int, str], list[dict[str, str]]] = {}
    long_starts: set[str] = set()
    for row in rows:
        kind, key = _key(row)
        if _may_be_long(row, key):
            long_starts.add(key.partition(OPEN)[0][:LONG_START_CHARS])
        fixed = [part.rpartition(CLOSE)[2] for part in key.split(OPEN)]
        if not any(c.isalpha() or c in _TELLING for part in fixed for c in part):
            continue  # `-30-` would be every line that holds a number
        if kind == LITERAL:
            literal.setdefault(fold_numbers(key), []).append(row)
            continue
        others.setdefault((kind, key), []).append(row)
    blocks: defaultdict[str, tuple[list[str], list[str], list[str]]]
    blocks = defaultdict(lambda: ([], [], []))
    for key, same in sorted(literal.items()):
        packed = _pack(same, key, "")
        blocks[key[:2]][LITERAL].append(f"{key}\t{packed}")
        # A sentence of the tables may come without its full stop, never the other way round.
        bare = key.rstrip(".")
        if bare != key and bare not in literal and len(bare) > 1:
            blocks[bare[:2]][LITERAL].append(f"{bare}\t{packed}")
    # The longest wording first, as a line is asked.
    for (kind, key), same in sorted(others.items(), key=lambda o: (-Pattern(o[0][1]).fixed, o[0])):
        bucket = _bucket(key)
        if bucket:
            packed = _pack(same, key, same[0]["phrase"])
            blocks[bucket][kind].append(f"{key}\t{packed}")
    places, parts, at = [], [], 0
    for bucket in sorted(blocks):
        part = SECTION.join(map("\n".join, blocks[bucket])).encode()
        places.append(f"{bucket}\t{at}\t{at + len(part)}")
        parts.append(part)
        at += len(part) + 1
    begins = sorted({start[:BEGIN_CHARS] for start in long_starts})
    head = "\n".join([version, "\t".join(begins), "\t".join(sorted(long_starts)), *places])
    return head.encode() + b"\n\n" + b"\n".join(parts) + b"\n"


def _may_be_long(row: dict[str, str], key: str) -> bool:
    """Whether a row is for lines longer than what is short, too: a title makes one so."""
    if row["match"] != "full-line":
        return False
    return len(key) > SHORT_CHARS or (
        "{title}" in row["phrase"] and len(key.partition(OPEN)[0]) > 2
    )


def _key(row: dict[str, str]) -> tuple[int, str]:
    """Kind and folded key of a row, its placeholders' names between marks that folding keeps."""
    phrase = row["phrase"]
    has_names = False
    if phrase.startswith("{n}"):
        phrase = "0" + phrase.removeprefix("{n}")
    for name in PLACEHOLDERS.difference(("n", "year")):
        if "{" + name + "}" in phrase:
            phrase = phrase.replace("{" + name + "}", f"{OPEN}{name}{CLOSE}")
            has_names = True
    for name in ("n", "year"):
        # Beside another placeholder a number is matched as such, else it is a literal `0`.
        is_typed = has_names or row["match"] in ("prefix", "suffix")
        wrapped = f"{OPEN}{name}{CLOSE}" if is_typed else "0"
        phrase = phrase.replace("{" + name + "}", wrapped)
    key = fold(phrase)
    if OPEN in key and key[0].isdigit():  # a number at the start is looked up as `0`
        key = "0" + key.lstrip("0123456789.,")
    if row["match"] == "full-line" or row["match"] == "inline":
        return (PATTERN if has_names else LITERAL), key
    if row["match"] == "prefix":
        if OPEN in key:
            return PATTERN, key if key.endswith(CLOSE) else key + OPEN
        return PREFIX, key
    return PATTERN, f"{OPEN}x{CLOSE}{key}"


def _is_firm(row: dict[str, str], key: str) -> bool:
    """Whether the fixed part of a row holds a line together though its open part is a sentence.

    Fixed words at both ends, a date or an address between them, or four words in a row do.
    """
    if row["standalone"] == "yes" and row["match"] == "prefix":
        return True
    if row["match"] == "full-line" and not key.endswith(CLOSE):
        return True
    if any(f"{OPEN}{name}{CLOSE}" in key for name in ("date", "time", "url", "year")):
        return True
    fixed = " ".join(part.rpartition(CLOSE)[2] for part in key.split(OPEN))
    words = [word for word in fixed.split() if any(c.isalnum() for c in word)]
    # Two characters of a script without spaces count as one word.
    return sum(max(1, len(word) // 2 if word > "\u2e80" else 1) for word in words) >= 4


def _bucket(key: str) -> str | None:
    """Where a wording is filed: by its first two characters, else by its last two."""
    first = key.partition(OPEN)[0]
    if len(first) >= 2:
        return first[:2]
    last = key.rpartition(CLOSE)[2]
    if last and not key.endswith(OPEN) and (len(last) >= 2 or last in _CLOSERS):
        return "$" + last[-2:]
    return None


def _pack(rows: list[dict[str, str]], key: str, phrase: str) -> str:
    """Rows of one key as one: the most cautious claims, the id of the riskiest."""
    row = max(rows, key=lambda r: (RISKS.index(r["risk"]), r["standalone"] == "no"))
    standalone = all(r["standalone"] == "yes" for r in rows)
    position = row["position"] if len({r["position"] for r in rows}) == 1 else "anywhere"
    flags = (
        f"{POSITIONS.index(position)}{RISKS.index(row['risk'])}{int(standalone)}"
        f"{MATCHES.index(row['match'])}{int(_is_firm(row, key))}"
    )
    return "|".join((row["id"], flags, row["platform"], row["captures"], phrase))


def compile_glue(rows: Iterable[dict[str, str]], version: str) -> bytes:
    """The index as bytes: cues, datelines and rows; the same rows give the same bytes."""
    rows = list(rows)
    chosen = [
        row for row in rows
        if row["id"].partition(".")[0] in FAMILIES and row["platform"] not in _APART
    ]  # fmt: skip
    cues = set()
    for row in chosen:
        # What stands before the first placeholder; a lone common word would wake on all prose.
        match = CUE.search(row["phrase"].partition("{")[0])
        if match is not None:
            cue = cue_of(match[1])
            if len(cue) > 1:  # `c` of `(c)`, `l` of `l’article`
                cues.add(cue)
    datelines = [
        f"{row['id']}\t{row['phrase']}" for row in rows if row["id"].startswith(DATELINE + ".")
    ]
    words = {match[0] for match in map(WORD.search, cues) if match}
    sections = ("\t".join(sorted(words)), "\t".join(sorted(cues)), "\n".join(datelines), "")
    return "\n\n".join(sections).encode() + compile_index(chosen, version)
