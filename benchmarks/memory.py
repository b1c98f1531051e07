"""Peak memory of the whole command, as a multiple of its input's size.

    python benchmarks/memory.py [--mb 200] [--check]

Four inputs: ordinary text, text in all languages, one line, and short lines (five million of them
at 200 MB). They are written to a temporary folder and read back as a file and from standard input.
"""

from __future__ import annotations

import argparse
import itertools
import tempfile
from collections.abc import Iterator
from pathlib import Path

from corpus import CorpusMissing, Doc, load
from processes import EXAMPLE, newsclean, run

LINES_PER_MB = 25_000  # five million short lines at 200 MB
# A character beyond the basic plane, an emoji, makes Python store the whole text in four bytes a
# character: ordinary text has none, text in all languages has.
LIMITS = {"ordinary text": 6.0, "all languages": 12.0, "one line": 12.0, "short lines": 12.0}


def posts(name: str) -> list[str]:
    """The development reposts, English ones for ordinary text; the example where there are none."""
    try:
        return [doc["text"] + "\n" for doc in load("reposts") if _fits(doc, name)]
    except CorpusMissing:
        return [EXAMPLE.read_text(encoding="utf-8")]


def _fits(doc: Doc, name: str) -> bool:
    return name != "ordinary text" or (doc["lang"] == "en" and max(doc["text"]) < "\U00010000")


def pieces(name: str) -> Iterator[bytes]:
    """The endless text of this name."""
    if name in ("ordinary text", "all languages"):
        return (post.encode() for post in itertools.cycle(posts(name)))
    if name == "one line":
        return itertools.repeat(b"Share this story with a friend who reads, and baca juga. " * 100)
    return (b"Line %d stands in a list of lines.\n" % n for n in itertools.count())


def write(path: Path, name: str, megabytes: int) -> None:
    """Write the input of this name."""
    size = 0
    lines = 0
    with path.open("wb") as file:
        for piece in pieces(name):
            file.write(piece)
            size += len(piece)
            lines += 1
            if name == "short lines":
                if lines >= LINES_PER_MB * megabytes:
                    break
            elif size >= megabytes * 1_000_000:
                break


def main() -> int:
    """Measure, print and, when asked, compare with the limits."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--mb", type=int, default=200)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    failed = False
    _, idle = run([*newsclean(), str(EXAMPLE)])
    print(f"{'the example':<16} {idle / 1e6:8.0f} MB peak")
    with tempfile.TemporaryDirectory() as folder:
        for name, limit in LIMITS.items():
            path = Path(folder) / "in.txt"
            write(path, name, options.mb)
            size = path.stat().st_size
            for how, source in (("file", None), ("stdin", path)):
                command = newsclean() if source else [*newsclean(), str(path)]
                seconds, peak = run(command, source)
                ratio = peak / size
                failed |= ratio > limit
                mark = "  above the limit" if ratio > limit else ""
                print(
                    f"{name:<16} {peak / 1e6:8.0f} MB peak for {size / 1e6:.0f} MB as {how:<5} "
                    f"{ratio:5.2f} x  (limit {limit:g}, {seconds:.1f} s){mark}",
                    flush=True,
                )
    return int(options.check and failed)


if __name__ == "__main__":
    raise SystemExit(main())
