"""A dump of a gigabyte through the command: memory that does not grow, time that grows with it.

    python benchmarks/endurance.py [--mb 1000] [--jobs 1] [--check]

The development reposts (or the example) as JSON lines, no paragraph of which stands in the dump
twice; a tenth of it and all of it. Peak memory is that of the largest process, time is processor
time, with its children's. Rows out are counted: as many as went in.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from corpus import CorpusMissing, load
from processes import EXAMPLE, newsclean

MOST_BYTES = 200e6
MOST_GROWTH = 1.15  # time for a byte of the whole over that of a tenth; one run varies by a tenth
_PROSE_CHARS = 80


def texts() -> list[str]:
    """The development reposts, or the example."""
    try:
        return [doc["text"] for doc in load("reposts")]
    except CorpusMissing:
        return [EXAMPLE.read_text(encoding="utf-8")]


def varied(text: str, number: int) -> str:
    """The text with a number within each paragraph: what was seen before helps no cleaner."""
    lines = text.split("\n")
    for i, line in enumerate(lines):
        if len(line) >= _PROSE_CHARS:
            at = line.find(" ", number % 40 + 10)
            lines[i] = f"{line[:at]} {number}-{i}{line[at:]}" if at > 0 else f"{line} {number}-{i}"
    return "\n".join(lines)


def write(path: Path, size: int) -> int:
    """A dump of about so many bytes; how many records it holds."""
    written = 0
    with path.open("wb") as file:
        for number, text in enumerate(itertools.cycle(texts())):
            record = {"id": number, "url": f"https://example.org/{number}",
                      "text": varied(text, number), "tags": ["a", "b"]}  # fmt: skip
            written += file.write(json.dumps(record, ensure_ascii=False).encode() + b"\n")
            if written >= size:
                return number + 1
    raise AssertionError("endless")


def run(dump: Path, jobs: int) -> tuple[float, int, int]:
    """Processor seconds, peak bytes of a process, and lines that came out."""
    command = [*newsclean(), str(dump), "-f", "jsonl", "--fields", "removed", "-j", str(jobs), "-q"]
    child = subprocess.Popen(command, stdout=subprocess.PIPE)
    assert child.stdout is not None
    rows = 0
    while part := os.read(child.stdout.fileno(), 1 << 20):
        rows += part.count(b"\n")
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        raise SystemExit(f"{' '.join(command)}: exit {child.returncode}")
    unit = 1 if sys.platform == "darwin" else 1024
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss * unit, rows


def main() -> int:
    """Measure, print and, when asked, compare with the limits."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--mb", type=float, default=1000)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    rates: list[float] = []
    failed = False
    with tempfile.TemporaryDirectory() as folder:
        dump = Path(folder) / "dump.jsonl"
        for size in (options.mb * 1e5, options.mb * 1e6):
            records = write(dump, int(size))
            real = dump.stat().st_size
            seconds, peak, rows = run(dump, options.jobs)
            rates.append(seconds / real)
            is_above = peak > MOST_BYTES or rows != records
            failed |= is_above
            print(f"{real / 1e6:7.0f} MB, {records:8,} records, {rows:8,} rows out: "
                  f"{peak / 1e6:5.0f} MB peak, {seconds:7.1f} s, {real / seconds / 1e6:5.1f} MB/s"
                  f"{'  above the limit' if is_above else ''}", flush=True)  # fmt: skip
    growth = rates[1] / rates[0]
    failed |= growth > MOST_GROWTH
    print(f"time for a byte: {growth:.2f} times that of a tenth of it (limit {MOST_GROWTH})")
    return int(options.check and failed)


if __name__ == "__main__":
    raise SystemExit(main())
