"""Add rows to the phrase tables, each with its evidence and a fixture line.

Reads tab-separated lines on standard input: family, language, phrase, platform, match, position,
standalone, risk, captures, fixture line, where it was seen. Existing wordings are left alone.
Run `scripts/build_lexicon.py` afterwards.
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

from newsclean.fold import fold
from newsclean.tables import COLUMNS, read_rows

ROOT = Path(__file__).resolve().parent.parent
PHRASES = ROOT / "src" / "newsclean" / "phrases"


def add(family: str, cells: list[str], fixture: str, seen: str) -> bool:
    """Add one row; False when the family holds the wording already."""
    language, phrase = cells[0], cells[1]
    table = PHRASES / f"{family}.tsv"
    rows = list(read_rows(table))
    if any(fold(row["phrase"]) == fold(phrase) and row["match"] == cells[3] for row in rows):
        return False
    digest = hashlib.sha256(phrase.casefold().encode()).hexdigest()[:6]
    row_id = f"{family}.{language.split(',')[0].lower()}.{digest}"
    row = dict(zip(COLUMNS, [row_id, phrase, language, *cells[2:]], strict=True))
    _write(table, "\t".join(COLUMNS), ["\t".join(r.values()) for r in [*rows, row]])
    evidence = ROOT / "evidence" / f"{family}.tsv"
    head, *lines = evidence.read_text(encoding="utf-8").rstrip("\n").split("\n")
    _write(evidence, head, [*lines, f"{row_id}\t{seen}"])
    fixtures = ROOT / "tests" / "fixtures" / "phrases" / f"{family}.tsv"
    known = fixtures.read_text(encoding="utf-8") if fixtures.exists() else ""
    fixtures.write_text(f"{known}drop\t{fixture}\t{seen}\n", encoding="utf-8")
    return True


def _write(path: Path, head: str, lines: list[str]) -> None:
    path.write_text("\n".join([head, *sorted(lines)]) + "\n", encoding="utf-8")


def main() -> int:
    """Add every row of standard input; say how many were new."""
    added = 0
    for line in sys.stdin.read().split("\n"):
        if line:
            family, language, phrase, *rest = line.split("\t")
            added += add(family, [language, phrase, *rest[:-2]], rest[-2], rest[-1])
    print(f"{added} rows added", file=sys.stderr)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
