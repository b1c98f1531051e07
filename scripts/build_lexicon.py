"""Compile the phrase tables into the indexes that the package loads; `--check` only compares."""

from __future__ import annotations

import sys
from pathlib import Path

from newsclean.tables import COLUMNS, compile_glue, compile_index, read_rows

PACKAGE = Path(__file__).resolve().parent.parent / "src" / "newsclean"
TABLES_VERSION = "2026.11"


def read_tables() -> list[dict[str, str]]:
    """The rows of all tables of the package."""
    rows: list[dict[str, str]] = []
    for path in sorted((PACKAGE / "phrases").glob("*.tsv")):
        with path.open(encoding="utf-8") as file:
            if file.readline().rstrip("\n").split("\t")[0] == COLUMNS[0]:
                rows.extend(read_rows(path))
    return rows


def build() -> bytes:
    """The index of all rows."""
    return compile_index(read_tables(), TABLES_VERSION)


def build_glue() -> bytes:
    """The index of the rows that get glued to an article's lines."""
    return compile_glue(read_tables(), TABLES_VERSION)


def main() -> int:
    """Write the indexes, or with `--check` say whether they are current."""
    code = 0
    for name, data in (("phrases.idx", build()), ("glue.idx", build_glue())):
        target = PACKAGE / name
        if "--check" not in sys.argv[1:]:
            target.write_bytes(data)
        elif not target.exists() or target.read_bytes() != data:
            print(f"{name} is not current: run scripts/build_lexicon.py", file=sys.stderr)
            code = 1
    return code


if __name__ == "__main__":
    raise SystemExit(main())
