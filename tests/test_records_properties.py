"""Readers of records on whatever comes: nothing is lost, nothing raises but what is promised."""

from __future__ import annotations

import bz2
import csv
import gzip
import io
import json
import lzma
import os
import tempfile
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from command import POST
from newsclean import Cleaner
from newsclean.errors import InputError
from newsclean.records.item import Failure, Item, chunks
from newsclean.records.jsontext import NotJSON, fields_of, spliced, string
from newsclean.records.kinds import kind_of, read
from newsclean.records.lines import lines
from newsclean.records.opening import Stream, StreamError
from newsclean.records.table import quoted
from newsclean.records.wanted import Wanted
from newsclean.records.work import Work

zstandard = pytest.importorskip("zstandard")
pa = pytest.importorskip("pyarrow")

QUICK = settings(
    max_examples=60, deadline=None, derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)  # fmt: skip
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(), max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)  # fmt: skip
OBJECTS = st.dictionaries(st.text(max_size=8), VALUES, max_size=5)


class Opened:
    """Bytes as an open file."""

    def __init__(self, data: bytes) -> None:
        self.file = tempfile.TemporaryFile()
        self.file.write(data)
        self.file.seek(0)

    def __enter__(self) -> Stream:
        return Stream(self.file.fileno())

    def __exit__(self, *_: object) -> None:
        self.file.close()


@QUICK
@given(OBJECTS, st.booleans(), st.sampled_from([None, 1, "\t"]), st.text(max_size=20))
def test_what_is_spliced_in_is_all_that_changes(
    value: dict[str, Any], is_ascii: bool, indent: Any, text: str
) -> None:
    raw = json.dumps(value, ensure_ascii=is_ascii, indent=indent)
    fields = fields_of(raw)
    assert [name for name, *_ in fields] == list(value)
    for name, _, start, end in fields:
        assert json.loads(raw[start:end]) == value[name]
    changes = [(start, end, string(text)) for name, _, start, end in fields[:1]]
    new = dict.fromkeys(list(value)[:1], text)
    out = spliced(raw, changes, '"a new field":1')
    assert json.loads(out) == {**value, **new, "a new field": 1}
    assert spliced(raw, [], "") == raw


@QUICK
@given(st.text(alphabet='{}[]",:0123456789.eE-+ntrufalse\\ \n', max_size=40))
def test_an_object_is_one_exactly_when_json_says_so(text: str) -> None:
    def refuse(name: str) -> None:
        raise ValueError

    try:
        is_object = isinstance(json.loads(text, parse_constant=refuse), dict)
    except ValueError:
        is_object = False
    try:
        fields_of(text)
        found = True
    except NotJSON:
        found = False
    assert found is is_object


@QUICK
@given(st.binary(max_size=300), st.integers(1, 40), st.integers(1, 50))
def test_lines_are_those_of_the_data_however_it_comes(data: bytes, size: int, most: int) -> None:
    parts = (data[i : i + size] for i in range(0, len(data), size))
    expected = data.split(b"\n")
    if not expected[-1]:
        expected.pop()
    found = list(lines(parts, b"\n", most))
    assert [number for number, _ in found] == list(range(1, len(expected) + 1))
    assert [line for _, line in found] == [line if len(line) <= most else None for line in expected]


PACKERS: list[Callable[[bytes], bytes]] = [
    gzip.compress, bz2.compress, lzma.compress,
    zstandard.ZstdCompressor(write_checksum=True).compress,
]  # fmt: skip


@pytest.mark.parametrize("pack", PACKERS)
@QUICK
@given(st.lists(st.binary(min_size=1, max_size=2000), min_size=1, max_size=3), st.data())
def test_of_a_cut_stream_a_beginning_comes_out_and_then_the_error(
    pack: Callable[[bytes], bytes], members: list[bytes], data: st.DataObject
) -> None:
    whole = b"".join(members)
    packed = b"".join(map(pack, members))
    borders = {sum(len(pack(m)) for m in members[:i]) for i in range(len(members) + 1)}
    cut = data.draw(st.integers(6, len(packed)))
    out = b""
    failed = False
    with Opened(packed[:cut]) as stream:
        try:
            for part in stream.parts():
                out += part
        except StreamError:
            failed = True
    assert whole.startswith(out)
    assert failed is (cut not in borders)
    if cut == len(packed):
        assert out == whole


@QUICK
@given(st.lists(st.text(max_size=12), min_size=1, max_size=5), st.sampled_from(",;\t|"))
def test_a_quoted_row_is_read_as_it_was(cells: list[str], delimiter: str) -> None:
    row = delimiter.join(quoted(cell, delimiter) for cell in cells) + "\n"
    if row.strip("\n"):
        assert next(csv.reader(io.StringIO(row, newline=""), delimiter=delimiter)) == cells


def parquet() -> bytes:
    from pyarrow import parquet

    sink = pa.BufferOutputStream()
    parquet.write_table(pa.table({"text": [POST] * 3, "n": [1, 2, 3]}), sink)
    return bytes(sink.getvalue())


HTTP = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
RESPONSE = HTTP + b"5\r\n<html\r\n1\r\n>\r\n0\r\n\r\n"
WARC = b"".join(
    b"WARC/1.0\r\nWARC-Type: %b\r\nWARC-Target-URI: u\r\nContent-Type: %b\r\n"
    b"Content-Length: %d\r\n\r\n%b\r\n\r\n" % (kind, content, len(block), block)
    for kind, content, block in (
        (b"conversion", b"text/plain", POST.encode()),
        (b"response", b"application/http", RESPONSE),
    )
)  # fmt: skip
FEED = (
    b'<?xml version="1.0"?><rss version="2.0"><channel><item><title>A &amp; b</title>'
    b"<description>&lt;p&gt;One.&lt;/p&gt;</description><pubDate>Mon, 06 Sep 2021 00:01:00 GMT"
    b"</pubDate></item><item><description>Two</description></item></channel></rss>"
)
SEEDS = {
    "jsonl": json.dumps({"text": POST, "n": [1.5, {"a": None}]}).encode()
    + b"\n"
    + b'{"text": 1}\n',
    "json": json.dumps([{"text": POST}, {"text": "x"}], indent=1).encode(),
    "csv": b'id,text\n1,"a ""b""\nc"\n2,d\n',
    "tsv": b"id\ttext\n1\ta\n",
    "warc": WARC,
    "feed": FEED,
    "parquet": parquet(),
}


def mutated(data: st.DataObject, seed: bytes) -> bytes:
    """A seed with a few bytes other, cut, or repeated."""
    out = bytearray(seed)
    for _ in range(data.draw(st.integers(0, 4))):
        at = data.draw(st.integers(0, max(0, len(out) - 1)))
        how = data.draw(st.sampled_from("setcutdupins"))
        if how == "s" and out:
            out[at] = data.draw(st.integers(0, 255))
        elif how == "c":
            del out[at:]
        elif how == "d":
            out[at:at] = out[max(0, at - 40) : at]
        else:
            out[at:at] = data.draw(st.binary(max_size=8))
    return bytes(out)


WORK = {form: Work(Cleaner(), Wanted(form), debug=True) for form in ("json", "csv", "rows")}


@pytest.mark.parametrize("kind", SEEDS)
@QUICK
@given(st.data())
def test_a_reader_gives_items_and_failures_whatever_it_reads(
    kind: str, data: st.DataObject
) -> None:
    raw = mutated(data, SEEDS[kind])
    form = data.draw(st.sampled_from(sorted(WORK)))
    with Opened(raw) as stream:
        kind_of(stream, f"a.{kind}")
        try:
            found: Iterator[Item | Failure] = read(kind, stream, "a", WORK[form].wanted)
            for some in chunks(found, stream):
                for outcome in WORK[form](some):
                    assert outcome.name
                    if form == "json" and isinstance(outcome.row, bytes) and outcome.row:
                        json.loads(outcome.row)
        except InputError:
            pass


@pytest.mark.parametrize("kind", SEEDS)
def test_what_is_not_damaged_is_told_by_its_content(kind: str) -> None:
    with Opened(SEEDS[kind]) as stream:
        expected = kind if kind not in ("csv", "tsv") else None
        assert kind_of(stream, "name") == expected


def test_a_pipe_that_gives_single_bytes_is_read_whole() -> None:
    source, target = os.pipe()
    if os.fork() == 0:
        os.close(source)
        for byte in gzip.compress(POST.encode()):
            os.write(target, bytes([byte]))
        os._exit(0)
    os.close(target)
    try:
        stream = Stream(source)
        assert stream.compression == "gzip"
        assert stream.read() == POST.encode()
    finally:
        os.close(source)
        os.wait()
