"""Inputs of every kind, changed at random, and the command in this process to give them to.

A process for each input would take a day for what takes a minute here. What only a process can show
(start-up, signals, closed pipes) is shown elsewhere.
"""

from __future__ import annotations

import bz2
import gzip
import json
import lzma
import os
import signal
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import NamedTuple

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

import fixture_files
import invented_dumps
import test_records_properties
from newsclean._entry import _run

# So many inputs for each test in CI, always the same; NEWSCLEAN_FUZZ=5000 searches on, by chance.
MANY = int(os.environ.get("NEWSCLEAN_FUZZ", "0"))


def fuzz(few: int) -> settings:
    """So many examples of a test in CI."""
    return settings(
        max_examples=MANY or few, derandomize=not MANY, deadline=None, database=None,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip



HOSTILE = [
    b"\x00", b"\xff", b"\xfe\xff", b"\xef\xbb\xbf", b"\xc3", b"\xed\xa0\x80", b"\xe2\x80\xa8",
    b"\xc2\x85", b"\r", b"\r\n", b"\n\n\n", b"\x0b", b"\x0c", b"\x1b[31m", b"\t", b"<", b"<p>",
    b"</", b"<!--", b"-->", b"<![CDATA[", b"]]>", b"<script>", b"</script>", b"<title>", b"&#0;",
    b"&amp", b"&#xD800;", b"<!doctype html>", b"<article>", b"<table><tr><td>", b"{", b"}", b"[",
    b'"', b"\\u", b"\\ud800", b"null", b"NaN", b"1e999", b'"text":', b'"text": null,', b",", b";",
    b'""', b"=1+1", b"-" * 40, b"a" * 700, b"\xe6\xb8\xaf" * 300, b"Share this:\n",
    b"Post a Comment\n", b'0 Response to "x"\n', b"https://t.co/x", b"<a href='javascript:x'>",
    b"WARC/1.0\r\n", b"Content-Length: 99999999999\r\n", b"Content-Length: -1\r\n", b"\x1f\x8b\x08",
    b"PAR1", b"BZh9", b"\x28\xb5\x2f\xfd", b"\xfd7zXZ\x00", "\u202e".encode(),
    "\U0001f6a2".encode(), b"\x00" * 3000,
]  # fmt: skip
PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "": lambda data: data,
    ".gz": gzip.compress,
    ".bz2": bz2.compress,
    ".xz": lzma.compress,
    ".zst": test_records_properties.PACKERS[-1],
}
ENCODINGS = ["utf-16", "utf-32", "utf-16-le", "cp1252", "cp1251", "koi8-r", "shift_jis"]


@cache
def seeds() -> dict[str, list[bytes]]:
    """What is changed: the fixtures and the seeds of the readers' tests, by their kind."""
    fixtures = fixture_files.FIXTURES
    found = {name: [seed] for name, seed in test_records_properties.SEEDS.items()}
    found["text"] = [path.read_bytes() for path in sorted(fixtures.glob("pages/*/in.txt"))]
    found["text"] += [path.read_bytes() for path in sorted(fixtures.glob("segments/*/in.txt"))]
    found["dump"] = [invented_dumps.dump(name).encode() for name in invented_dumps.PAGES]
    found["html"] = [path.read_bytes() for path in sorted(fixtures.glob("*/*/in.html"))]
    texts = [text.decode("utf-8", "replace") for text in found["text"][:12]]
    rows = [{"id": n, "text": text, "url": f"https://e.org/{n}"} for n, text in enumerate(texts)]
    found["jsonl"].append("\n".join(map(json.dumps, rows)).encode())
    found["json"].append(json.dumps(rows).encode())
    quoted = ['"' + text.replace('"', '""') + '"' for text in texts[:4]]
    found["csv"].append(("id,text,n\n" + "".join(f"1,{q},2\n" for q in quoted)).encode())
    assert all(found.values())
    return found


KINDS = sorted(seeds())
TEXTS = ("text", "dump", "html")


@st.composite
def changed(draw: st.DrawFn, kinds: tuple[str, ...] = tuple(KINDS)) -> bytes:
    """A seed with lines and bytes of it lost, repeated, moved, exchanged and put in."""
    every = seeds()
    data = draw(st.sampled_from(every[draw(st.sampled_from(kinds))]))
    for _ in range(draw(st.integers(0, 3))):
        data = _lines_changed(draw, data, every, kinds)
    out = bytearray(data)
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, len(out)))
        end = min(len(out), at + draw(st.integers(1, 60)))
        how = draw(st.integers(0, 4))
        if how == 0 and at < len(out):
            out[at] = draw(st.integers(0, 255))
        elif how == 1:
            del out[at:end]
        elif how == 2:
            out[at:at] = out[at:end] * draw(st.integers(1, 30))
        else:
            out[at:at] = draw(st.sampled_from(HOSTILE) | st.binary(max_size=8))
    if draw(st.integers(0, 19)) == 0:
        del out[draw(st.integers(0, len(out))) :]
    if draw(st.integers(0, 14)) == 0:
        text = out.decode("utf-8", "replace")
        return text.encode(draw(st.sampled_from(ENCODINGS)), "replace")
    return bytes(out)


def _lines_changed(
    draw: st.DrawFn, data: bytes, every: dict[str, list[bytes]], kinds: tuple[str, ...]
) -> bytes:
    lines = data.splitlines(keepends=True)
    at = draw(st.integers(0, len(lines)))
    end = min(len(lines), at + draw(st.integers(1, 12)))
    how = draw(st.integers(0, 5))
    if how == 0:
        del lines[at:end]
    elif how == 1:
        lines[at:at] = lines[at:end] * draw(st.sampled_from([1, 2, 40]))
    elif how == 2:
        lines[at:end] = reversed(lines[at:end])
    elif how == 3:
        other = draw(st.sampled_from(every[draw(st.sampled_from(kinds))])).splitlines(keepends=True)
        start = draw(st.integers(0, len(other)))
        lines[at:at] = other[start : start + 12]
    elif how == 4:
        lines[at:end] = [b"".join(line.strip() + b" " for line in lines[at:end])]
    else:
        end_of_line = draw(st.sampled_from([b"\r\n", b"\r", b"\xe2\x80\xa8", b"\n\n"]))
        return data.replace(b"\n", end_of_line)
    return b"".join(lines)


class Done(NamedTuple):
    """What a command gave."""

    code: int
    out: bytes
    err: str


def command(*arguments: str, stdin: bytes = b"") -> Done:
    """Run the command in this process, as its entry does, on descriptors of its own."""
    kept = [os.dup(n) for n in range(3)]
    before = signal.getsignal(signal.SIGTERM)
    with tempfile.TemporaryFile() as source, tempfile.TemporaryFile() as out, \
            tempfile.TemporaryFile() as err:  # fmt: skip
        source.write(stdin)
        source.seek(0)
        try:
            for n, file in enumerate((source, out, err)):
                os.dup2(file.fileno(), n)
            code = _run(list(arguments))
        finally:
            for n, descriptor in enumerate(kept):
                os.dup2(descriptor, n)
                os.close(descriptor)
            signal.signal(signal.SIGTERM, before)
        out.seek(0)
        err.seek(0)
        return Done(code, out.read(), err.read().decode("utf-8"))


def check_told(done: Done) -> None:
    """The exit code is one of the help's, what failed is said in lines, none of them internal."""
    assert done.code in (0, 1, 2), done.err
    lines = done.err.split("\n")
    assert lines.pop() == ""
    for line in lines:
        assert "internal error" not in line and "Traceback" not in line, line
        assert line.startswith(("newsclean: ", "would clean ")), line
        assert line.isprintable(), line
    if done.code == 2:
        assert lines, "nothing is said of what failed"


def is_part(lines: list[bytes], whole: list[bytes]) -> bool:
    """Whether lines stand in others, in their order."""
    left = iter(whole)
    return all(line in left for line in lines)


def tree(folder: Path) -> dict[str, bytes]:
    """The files below a folder, but for the manifest."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith(".newsclean")
    }
