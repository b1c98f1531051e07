"""Compile the phrase tables into the index that the package loads; `--check` only compares."""

from __future__ import annotations

import sys
from pathlib import Path

from newsclean.lexicon import COLUMNS, compile_index, read_rows

PACKAGE = Path(__file__).resolve().parent.parent / "src" / "newsclean"
TABLES_VERSION = "2026.11"


def build() -> bytes:
    """The index of all tables of the package."""
    rows: list[dict[str, str]] = []
    for path in sorted((PACKAGE / "phrases").glob("*.tsv")):
        with path.open(encoding="utf-8") as file:
            if file.readline().rstrip("\n").split("\t")[0] == COLUMNS[0]:
                rows.extend(read_rows(path))
    return compile_index(rows, TABLES_VERSION)


def main() -> int:
    """Write the index, or with `--check` say whether it is current."""
    target = PACKAGE / "phrases.idx"
    text = build()
    if "--check" in sys.argv[1:]:
        if target.read_bytes() != text:
            print("phrases.idx is not current: run scripts/build_lexicon.py", file=sys.stderr)
            return 1
        return 0
    target.write_bytes(text)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
