"""Dumps through the whole command: speed beside plain loops, and memory, whatever the length.

    python benchmarks/records.py [--mb 40] [--check]

Three comparisons, each in one run on the same documents (the development articles and reposts, or
the example where there are none), processor time of whole processes, best of three:

- JSON lines, against a loop that parses each line with `json`, cleans the text with
  `newsclean.clean` and writes the line with `json`: what reading and writing costs;
- the same with a record of a few fields, and with the whole record;
- WET, packed by gzip, against fastwarc's iteration and `newsclean.clean` on the same texts.

Then elapsed time with two processes against one, and the peak memory of a dump twenty times as long
as another.
"""

from __future__ import annotations

import argparse
import gzip
import itertools
import json
import sys
import tempfile
import time
from pathlib import Path

from corpus import CorpusMissing, load
from processes import EXAMPLE, newsclean, run
from speed import articles

ROUNDS = 3
LIMITS = {"jsonl": 1.1, "wet": 1.5, "memory": 200e6, "jobs": 1.6}
JSON_LOOP = """
import json, sys, newsclean
clean = newsclean.Cleaner().clean
write = sys.stdout.buffer.write
for line in open(sys.argv[1], "rb"):
    record = json.loads(line)
    result = clean(record["text"])
    record["text"] = result.text
    record["newsclean"] = {"removed": result.removed}
    write(json.dumps(record, ensure_ascii=False).encode() + b"\\n")
"""
WET_LOOP = """
import json, sys, newsclean
from fastwarc.warc import ArchiveIterator, conversion
clean = newsclean.Cleaner().clean
write = sys.stdout.buffer.write
for record in ArchiveIterator(open(sys.argv[1], "rb"), record_types=conversion):
    result = clean(record.reader.read())
    told = {"id": record.headers["WARC-Target-URI"], "text": result.text}
    write(json.dumps(told, ensure_ascii=False).encode() + b"\\n")
"""
BARE_LOOP = """
import json, sys
write = sys.stdout.buffer.write
for line in open(sys.argv[1], "rb"):
    write(json.dumps(json.loads(line), ensure_ascii=False).encode() + b"\\n")
"""


def texts(name: str) -> list[str]:
    """Clean articles, or the documents of a development set; the example where there are none."""
    try:
        return articles() if name == "articles" else [doc["text"] for doc in load(name)]
    except CorpusMissing:
        return [EXAMPLE.read_text(encoding="utf-8")] * 50


def write_jsonl(path: Path, source: list[str], size: int) -> None:
    """A dump of about so many bytes."""
    written = 0
    with path.open("wb") as file:
        for number, text in enumerate(itertools.cycle(source)):
            record = {"id": number, "url": f"https://example.org/{number}", "text": text,
                      "score": 0.25, "tags": ["a", "b"]}  # fmt: skip
            written += file.write(json.dumps(record, ensure_ascii=False).encode() + b"\n")
            if written >= size:
                return


def write_wet(path: Path, source: list[str], size: int) -> None:
    """A WET file of about so many bytes of text, a gzip member for each record."""
    written = 0
    with path.open("wb") as file:
        for number, text in enumerate(itertools.cycle(source)):
            data = text.encode()
            head = (
                "WARC/1.0\r\nWARC-Type: conversion\r\n"
                f"WARC-Target-URI: https://example.org/{number}\r\n"
                f"Content-Type: text/plain\r\nContent-Length: {len(data)}\r\n\r\n"
            )
            file.write(gzip.compress(head.encode() + data + b"\r\n\r\n", 6))
            written += len(data)
            if written >= size:
                return


def best(command: list[str]) -> tuple[float, int]:
    """Processor seconds and peak bytes, the least of some runs."""
    runs = [run(command) for _ in range(ROUNDS)]
    return min(seconds for seconds, _ in runs), min(peak for _, peak in runs)


def elapsed(dump: Path, jobs: str) -> float:
    """Seconds on the clock; only a quiet machine with two cores gives a figure worth having."""
    start = time.perf_counter()
    run([*newsclean(), str(dump), "-j", jobs, "-q", "--fields", "removed", "-f", "jsonl"])
    return time.perf_counter() - start


def python(code: str, path: Path) -> list[str]:
    """A loop as a command."""
    return [sys.executable, "-c", code, str(path)]


def main() -> int:
    """Measure, print and, when asked, compare with the limits."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--mb", type=float, default=20)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    size = int(options.mb * 1e6)
    failed = False
    with tempfile.TemporaryDirectory() as folder:
        dump, crawl = Path(folder) / "d.jsonl", Path(folder) / "c.wet.gz"
        for name in ("articles", "reposts"):
            source = texts(name)
            write_jsonl(dump, source, size)
            real = dump.stat().st_size
            loop, _ = best(python(JSON_LOOP, dump))
            bare, _ = best(python(BARE_LOOP, dump))
            print(f"{name}: {real / 1e6:.0f} MB of JSON lines")
            print(f"  {'json alone, nothing cleaned':<44} {real / bare / 1e6:7.1f} MB/s")
            print(f"  {'loop: json, clean, removed lines, json':<44} {real / loop / 1e6:7.1f} MB/s")
            for told, more in (
                ("newsclean, --fields removed", ["--fields", "removed"]),
                ("newsclean, the whole record", []),
            ):
                seconds, _ = best([*newsclean(), str(dump), *more])
                ratio = seconds / loop
                limit = LIMITS["jsonl"] if more else float("inf")
                failed |= ratio > limit
                mark = "  above the limit" if ratio > limit else ""
                print(f"  {told:<44} {real / seconds / 1e6:7.1f} MB/s  {ratio:5.2f} x{mark}")
            write_wet(crawl, source, size)
            loop, _ = best(python(WET_LOOP, crawl))
            command = [*newsclean(), str(crawl), "-f", "jsonl", "--fields", "id,text"]
            seconds, _ = best(command)
            ratio = seconds / loop
            failed |= ratio > LIMITS["wet"]
            mark = "  above the limit" if ratio > LIMITS["wet"] else ""
            print(f"  {'WET, fastwarc and clean()':<44} {size / loop / 1e6:7.1f} MB/s")
            rate = size / seconds / 1e6
            print(f"  {'WET, newsclean':<44} {rate:7.1f} MB/s  {ratio:5.2f} x{mark}")
        source = texts("articles")
        write_jsonl(dump, source, size)
        one, two = (min(elapsed(dump, jobs) for _ in range(ROUNDS)) for jobs in ("1", "2"))
        failed |= one / two < LIMITS["jobs"]
        mark = "  below the limit" if one / two < LIMITS["jobs"] else ""
        print(f"-j 2: {one / two:.2f} times as fast as -j 1{mark}")
        for megabytes in (options.mb / 4, options.mb * 5):
            write_jsonl(dump, source, int(megabytes * 1e6))
            _, peak = run([*newsclean(), str(dump), "--fields", "removed"])
            failed |= peak > LIMITS["memory"]
            print(f"{megabytes:.0f} MB of JSON lines: {peak / 1e6:.0f} MB peak")
    return int(options.check and failed)


if __name__ == "__main__":
    raise SystemExit(main())
