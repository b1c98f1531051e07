"""What a month of Common Crawl takes: rates measured here, and the plan that follows from them.

    python benchmarks/crawl.py                            measures, then plans; some minutes
    python benchmarks/crawl.py --core-hour 0.02 --cores 2000
    python benchmarks/crawl.py --rates rates.json         plans again from rates measured before

Measured: `clean_shard` on a shard of the form of Common Crawl's, made of the whole pages of the
development set, in one process; `newsclean spark --dedup --no-clean` on planted copies of the
length of cleaned articles, at two sizes, the JVM counted. The plan scales by bytes of compressed
text, by which cleaning goes, and by documents, by which comparing goes. What it assumes are the
options and their defaults; none of it is hidden in the arithmetic.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
import tempfile
import zlib
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from corpus import load
from dedup import planted
from engines import measured

# February 2019, as announced by Common Crawl: 2.9 billion pages, 64,000 WET files, 7.62 TiB.
PAGES, FILES, COMPRESSED = 2_900_000_000, 64_000, 7.62 * 2**40
# Assumptions. Prices are of a list, not of a contract: name yours.
KEPT = 0.25  # of the pages: in one's languages, and not emptied
CORE_HOUR, GB_MONTH = 0.03, 0.023  # dollars: a core of a spot machine, a gigabyte of object storage
CORES, EFFICIENCY = 1000, 0.8  # at work at once, and the share of their time that is used
LOADED_MBYTES = 50  # a second and machine, from the bucket
PER_MACHINE = 16  # cores
_CLEAN = """
import json, sys
from newsclean.arrow import clean_shard
print(json.dumps(clean_shard(sys.argv[1], sys.argv[2])["documents"]))
"""

Rates = dict[str, float]


def shard(path: Path, pages: int) -> None:
    """A WET shard of so many pages: one member of gzip for each record, as Common Crawl packs."""
    texts = [doc["text"] for doc in load("dumps")]
    with path.open("wb") as file:
        for n in range(pages):
            # No page is another one: what is the same would be packed and done too well.
            data = f"{n}\n{texts[n % len(texts)]}".encode()
            head = ("WARC/1.0\r\nWARC-Type: conversion\r\n"
                    f"WARC-Target-URI: https://site{n % 97}.example/{n}\r\n"
                    f"Content-Type: text/plain\r\nContent-Length: {len(data)}\r\n\r\n")  # fmt: skip
            file.write(gzip.compress(head.encode() + data + b"\r\n\r\n", 6))


def measure(pages: int, documents: int) -> Rates:
    """The rates. pages: of the shard. documents: that are compared, and a quarter of them."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source, target = folder / "a.wet.gz", folder / "a.jsonl.gz"
        runs = []
        for count in (pages // 4, pages):
            shard(source, count)
            runs.append(measured([sys.executable, "-c", _CLEAN, str(source), str(target)]))
        size = source.stat().st_size
        seconds = (runs[1].processor - runs[0].processor) * 4 / 3
        rates = {
            "clean_s_per_page": seconds / pages, "clean_s_per_compressed_mb": seconds / size * 1e6,
            "clean_peak_mb": runs[1].peak / 2**20, "written_share": target.stat().st_size / size,
        }  # fmt: skip
        runs = []
        for count in (documents // 4, documents):
            docs = list(planted(count, 1))
            table = {"id": [n for n, *_ in docs], "text": [text for *_, text in docs]}
            pq.write_table(pa.table(table), folder / "d.parquet", row_group_size=1000)
            runs.append(measured([
                sys.executable, "-m", "newsclean", "spark", "--dedup", "--no-clean", "--master",
                "local[2,4]", str(folder / "d.parquet"), str(folder / f"out{count}"),
            ]))  # fmt: skip
        more = documents - documents // 4
        rates |= {
            "dedup_s_per_document": (runs[1].processor - runs[0].processor) / more,
            "dedup_start_s": runs[0].processor, "dedup_peak_mb": runs[1].peak / 2**20,
            "text_bytes": sum(len(zlib.compress(text.encode())) for *_, text in docs) / len(docs),
        }  # fmt: skip
    return {key: round(value, 6) for key, value in rates.items()}


def plan(rates: Rates, told: argparse.Namespace) -> list[tuple[str, str]]:
    """The plan: what, and how much."""
    by_bytes = told.compressed / 1e6 * rates["clean_s_per_compressed_mb"] / 3600
    by_pages = told.pages * rates["clean_s_per_page"] / 3600
    kept = told.pages * told.kept
    comparing = kept * rates["dedup_s_per_document"] / 3600
    hours = by_bytes + comparing
    machines = -(-told.cores // PER_MACHINE)
    loading = told.compressed / 1e6 / LOADED_MBYTES / machines / 3600
    written = told.compressed * rates["written_share"]
    # Between the steps lie the hashes of the runs of words, four bytes for each word and so about
    # what the packed text takes, of documents and again of those that are compared.
    between = kept * rates["text_bytes"] * 2
    return [
        ("pages, WET files, compressed",
         f"{told.pages / 1e9:.2f} billion, {told.files:,}, {told.compressed / 2**40:.2f} TiB"),
        ("cleaning, by bytes (by pages)", f"{by_bytes:,.0f} core-hours ({by_pages:,.0f})"),
        ("a shard", f"{by_bytes / told.files * 60:.0f} minutes of one core, "
                    f"{told.pages // told.files:,} pages"),
        ("memory of cleaning", f"{rates['clean_peak_mb']:.0f} MB a core"),
        ("written", f"{written / 2**40:.2f} TiB, {written / 1e9 * GB_MONTH:,.0f} USD a month"),
        ("compared (assumed)",
         f"{kept / 1e6:,.0f} million documents, {told.kept:.0%} of the pages"),
        ("copies",
         f"{comparing:,.0f} core-hours, about {between / 2**40:.1f} TiB between the steps"),
        ("all of it", f"{hours:,.0f} core-hours, {hours * told.core_hour:,.0f} USD at "
                      f"{told.core_hour} a core-hour"),
        (f"on {told.cores:,} cores", f"{hours / told.cores / told.efficiency:.1f} hours at "
         f"{told.efficiency:.0%} use; {loading:.1f} of them would be loading alone"),
    ]  # fmt: skip


def parsed(arguments: list[str] | None = None) -> argparse.Namespace:
    """The options. arguments: those of the process where it is None."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rates", type=Path, help="JSON that a run printed; nothing is measured")
    parser.add_argument("--shard-pages", type=int, default=2000, metavar="N")
    parser.add_argument("--documents", type=int, default=8000, metavar="N",
                        help="of which copies are sought")  # fmt: skip
    for name, default, text in (
        ("--pages", PAGES, "of the month"), ("--files", FILES, "WET files"),
        ("--compressed", COMPRESSED, "bytes of them"), ("--kept", KEPT, "share that is compared"),
        ("--core-hour", CORE_HOUR, "dollars"), ("--cores", CORES, "at work at once"),
        ("--efficiency", EFFICIENCY, "share of their time that is used"),
    ):  # fmt: skip
        parser.add_argument(name, type=type(default), default=default, metavar="N", help=text)
    return parser.parse_args(arguments)


def main() -> None:
    """Print the rates as JSON, and the plan as a table."""
    told = parsed()
    if told.rates is not None:
        rates = json.loads(told.rates.read_text(encoding="utf-8"))
    else:
        rates = measure(told.shard_pages, told.documents)
    print(json.dumps(rates))
    for what, how_much in plan(rates, told):
        print(f"| {what} | {how_much} |")


if __name__ == "__main__":
    main()
