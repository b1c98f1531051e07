"""What a directory of many small files costs, over a plain loop that reads and writes them.

    python benchmarks/batch.py [--files 20000] [--jobs 1 2]

Files of 5 KB, made of the development reposts (of the example where there are none), are cleaned by
the whole command into a tree and into one file of records. Wall clock, one run each: the machine
should have nothing else to do.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from pathlib import Path
from time import perf_counter

from corpus import CorpusMissing, load
from processes import EXAMPLE, newsclean, run

_BYTES = 5000


def write_files(folder: Path, count: int) -> None:
    """Texts of about 5 KB: an article's paragraphs again and again, then its own end."""
    try:
        texts = [doc["text"] for doc in load("reposts")]
    except CorpusMissing:
        texts = [EXAMPLE.read_text(encoding="utf-8")]
    for n in range(count):
        text = texts[n % len(texts)]
        head = text[: len(text) // 3]
        while head and len(text) < _BYTES:
            text = f"{head}\n{text}"
        path = folder / f"{n % 100:02}" / f"{n}.txt"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text[-_BYTES:], encoding="utf-8")


def loop(source: Path, target: Path) -> float:
    """Seconds that reading and writing alone takes."""
    start = perf_counter()
    for folder, _, names in os.walk(source):
        into = target / Path(folder).relative_to(source)
        into.mkdir(parents=True, exist_ok=True)
        for name in names:
            (into / name).write_bytes((Path(folder) / name).read_bytes())
    return perf_counter() - start


def timed(*arguments: str) -> float:
    """Seconds of one run of the command."""
    start = perf_counter()
    run([*newsclean(), *arguments])
    return perf_counter() - start


def main() -> None:
    """Write, measure, tell."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--files", type=int, default=20_000)
    parser.add_argument("--jobs", type=int, nargs="+", default=[1, 2])
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        top = Path(name)
        source = top / "posts"
        source.mkdir()
        write_files(source, options.files)
        plain = loop(source, top / "copy")
        print(f"{options.files} files; a plain loop: {plain:.1f} s")
        for jobs in options.jobs:
            own = timed(str(source), "-o", f"{top}/tree{jobs}/", "-q", "-j", str(jobs))
            print(f"-j {jobs}, tree      {own:6.1f} s  {own / plain:5.1f} loops  "
                  f"{own / options.files * 1e3:.2f} ms a file")  # fmt: skip
        again = timed(str(source), "-o", f"{top}/tree{options.jobs[0]}/", "-q", "-j", "1")
        print(f"again, all done  {again:6.1f} s  {again / plain:5.1f} loops")
        own = timed(str(source), "-o", f"{top}/all.jsonl", "-q", "-j", str(options.jobs[-1]))
        print(f"-j {options.jobs[-1]}, one jsonl {own:6.1f} s  {own / plain:5.1f} loops")


if __name__ == "__main__":
    main()
