"""Compile the phrase tables into the indexes that the package loads; `--check` only compares.

Then the checksums of all data of the package are written down, by which `newsclean doctor` tells
whether an installation is whole.
"""

from __future__ import annotations

import sys
from pathlib import Path

from newsclean.health import CHECKSUMS, checksum, data_files
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


def checksums() -> bytes:
    """checksums.tsv: every file of data that is shipped, with its SHA-256."""
    names = sorted(data_files())
    return "".join(f"{name}\t{checksum(str(PACKAGE / name))}\n" for name in names).encode()


def main() -> int:
    """Write indexes and checksums, or with `--check` say whether they are current."""
    code = 0
    made = (("phrases.idx", build), ("glue.idx", build_glue), (CHECKSUMS, checksums))
    for name, make in made:
        data = make()
        target = PACKAGE / name
        if "--check" not in sys.argv[1:]:
            target.write_bytes(data)
        elif not target.exists() or target.read_bytes() != data:
            print(f"{name} is not current: run scripts/build_lexicon.py", file=sys.stderr)
            code = 1
    return code


if __name__ == "__main__":
    raise SystemExit(main())
