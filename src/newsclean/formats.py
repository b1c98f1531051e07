"""What files are called and how they begin, by what they hold."""

from __future__ import annotations

import os

# Inputs that hold many documents; `newsclean.records.kinds` reads them.
KINDS = ("jsonl", "json", "csv", "tsv", "parquet", "arrow", "warc", "wet", "feed")
_KIND_BY_ENDING = {
    ".jsonl": "jsonl", ".ndjson": "jsonl", ".jsonlines": "jsonl", ".json": "json",
    ".csv": "csv", ".tsv": "tsv", ".parquet": "parquet", ".pq": "parquet",
    ".arrow": "arrow", ".arrows": "arrow", ".feather": "arrow", ".warc": "warc", ".wet": "warc",
    ".rss": "feed", ".atom": "feed",
}  # fmt: skip
PAGES = (".html", ".htm", ".xhtml")
# What inputs are called; a text may be called anything.
INPUTS = (".txt", ".text", ".md", ".markdown", ".xml", *PAGES, *_KIND_BY_ENDING)
# How the names of outputs end, by their format.
WRITTEN = {"text": ".txt", "json": ".json", "jsonl": ".jsonl", "markdown": ".md", "html": ".html",
           "csv": ".csv", "tsv": ".tsv", "parquet": ".parquet"}  # fmt: skip
# By the ending of their names, which may follow any other.
_COMPRESSIONS = {".gz": "gzip", ".zst": "zstd", ".bz2": "bzip2", ".xz": "xz"}

MAGIC = ((b"PAR1", "parquet"), (b"ARROW1", "arrow"), (b"WARC/", "warc"))
_COMPRESSED = ((b"\x1f\x8b", "gzip"), (b"\x28\xb5\x2f\xfd", "zstd"), (b"BZh", "bzip2"),
               (b"\xfd7zXZ\x00", "xz"))  # fmt: skip
_FEEDS = (b"<?xml", b"<rss", b"<feed", b"<rdf:RDF")
_STARTS = (
    b"{", b"[", b"\xef\xbb\xbf{", b"\xef\xbb\xbf[", b"\xef\xbb\xbf<?xml", b"\xff\xfe<",
    b"\xfe\xff\0<", *_FEEDS, *[start for start, _ in (*MAGIC, *_COMPRESSED)],
)  # fmt: skip


def split_name(path: str) -> tuple[str, str, str]:
    """A path in three: `("out/a", ".csv", ".gz")`; an ending that is not there is empty."""
    stem, packing = os.path.splitext(path)
    if packing.lower() not in _COMPRESSIONS:
        stem, packing = path, ""
    return *os.path.splitext(stem), packing


def kind_by_name(path: str) -> str | None:
    """The kind of records that a name promises, one of KINDS; None for none."""
    return _KIND_BY_ENDING.get(split_name(path)[1].lower())


def compression_by_name(path: str | None) -> str | None:
    """The compression that a name tells of: gzip, zstd, bzip2 or xz."""
    return _COMPRESSIONS.get(split_name(path or "")[2].lower())


def compression_of(head: bytes) -> str | None:
    """The compression that these first bytes show, by name."""
    for start, name in _COMPRESSED:
        # `BZh` may begin a word; compressed data goes on with a digit.
        if head.startswith(start) and (name != "bzip2" or head[3:4].isdigit()):
            return name
    return None


def may_be_records(head: bytes, path: str = "") -> bool:
    """Whether an input needs a closer look: it may hold many documents, or be compressed.

    path: of its file. An empty dump is no text; a feed may begin behind blank lines.
    """
    return (
        head.startswith(_STARTS) or head[:256].lstrip().startswith(_FEEDS)
        or kind_by_name(path) is not None or compression_by_name(path) is not None
    )  # fmt: skip
