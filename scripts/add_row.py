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


def add(family: str, new: list[list[str]]) -> int:
    """Add rows to the table of a family, those that it does not hold already; how many.

    new: of each its cells from the language on, its fixture line, where it was seen.
    """
    table = PHRASES / f"{family}.tsv"
    rows = ["\t".join(row.values()) for row in read_rows(table)]
    known = {(fold(row["phrase"]), row["match"]) for row in read_rows(table)}
    ids = {row["id"] for row in read_rows(table)}
    proofs, fixtures = [], []
    for language, phrase, *cells, fixture, seen in new:
        key = fold(phrase), cells[1]
        digest = hashlib.sha256(phrase.casefold().encode()).hexdigest()[:6]
        row_id = f"{family}.{language.split(',')[0].lower()}.{digest}"
        if key in known or row_id in ids:  # the same words match in one way
            continue
        known.add(key)
        ids.add(row_id)
        row = dict(zip(COLUMNS, [row_id, phrase, language, *cells], strict=True))
        rows.append("\t".join(row.values()))
        proofs.append(f"{row_id}\t{seen}")
        fixtures.append(f"drop\t{fixture}\t{seen}\n")
    _write(table, "\t".join(COLUMNS), rows)
    evidence = ROOT / "evidence" / f"{family}.tsv"
    head, *lines = evidence.read_text(encoding="utf-8").rstrip("\n").split("\n")
    _write(evidence, head, [*lines, *proofs])
    path = ROOT / "tests" / "fixtures" / "phrases" / f"{family}.tsv"
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    path.write_text(before + "".join(fixtures), encoding="utf-8")
    return len(proofs)


def _write(path: Path, head: str, lines: list[str]) -> None:
    path.write_text("\n".join([head, *sorted(lines)]) + "\n", encoding="utf-8")


def main() -> int:
    """Add every row of standard input; say how many were new."""
    of_family: dict[str, list[list[str]]] = {}
    for line in sys.stdin.read().split("\n"):
        if line:
            family, *cells = line.split("\t")
            of_family.setdefault(family, []).append(cells)
    added = sum(add(family, new) for family, new in of_family.items())
    print(f"{added} rows added", file=sys.stderr)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
