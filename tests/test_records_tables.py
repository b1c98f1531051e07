"""Tables of records: CSV, TSV, Parquet and Arrow, through the real command."""

from __future__ import annotations

import csv
import datetime
import decimal
import io
import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from command import ARTICLE, POST, PROGRAM, environment, run

HEADER = ["id", "text", "more"]


def sheet(*rows: list[str], delimiter: str = ",", end: str = "\n") -> bytes:
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=delimiter, lineterminator=end, quoting=csv.QUOTE_ALL)
    writer.writerows(rows)
    return file.getvalue().encode()


def cells(data: bytes, delimiter: str = ",") -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode(), newline=""), delimiter=delimiter))


def clean(data: bytes, *options: str, kind: str = "csv", **more: Any) -> Any:
    return run("--input", kind, *options, stdin=data, **more)


# CSV.


def test_the_texts_cell_is_replaced_and_all_others_stay_verbatim() -> None:
    odd = ["=1+1", ' "q" ', "a\rb", "c\nd", "", " x", "00.10", "\0", "é"]
    data = sheet([*HEADER, *"abcdefgh"], ["1", POST, *odd])
    done = clean(data, "--fields", "profile")
    assert (done.returncode, done.stderr) == (0, b"")
    header, row = cells(done.stdout)
    assert header == [*HEADER, *"abcdefgh", "newsclean"]
    assert row == ["1", ARTICLE, *odd, '{"profile":"repost"}']


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_delimiter_line_end_and_mark_stay_those_of_the_input(delimiter: str, end: str) -> None:
    data = b"\xef\xbb\xbf" + sheet(HEADER, ["1", POST, "x"], delimiter=delimiter, end=end)
    done = clean(data, "--fields", "profile")
    rest = delimiter.join(["x", '"{""profile"":""repost""}"'])
    head = delimiter.join([*HEADER, "newsclean"])
    shown = f'\ufeff{head}{end}1{delimiter}"{ARTICLE}"{delimiter}{rest}{end}'
    if delimiter == ",":
        assert done.stdout.decode() == shown
    assert done.stdout.startswith(f"\ufeff{head}{end}1{delimiter}".encode())
    assert cells(done.stdout.removeprefix(b"\xef\xbb\xbf"), delimiter)[1][2] == "x"


@pytest.mark.parametrize("told", ["sep=;", '"sep=;"', "SEP=;"])
def test_the_line_that_tells_the_delimiter_is_no_header(told: str) -> None:
    data = sheet(HEADER, ["1", POST, "x"], delimiter=";", end="\r\n")
    done = clean(f"\ufeff{told}\r\n".encode() + data, "--fields", "profile")
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.startswith(f"\ufeff{told}\r\nid;text;more;newsclean\r\n1;".encode())
    assert [row["text"] for row in map(json.loads, clean(
        f"{told}\n".encode() + data, "-f", "jsonl").stdout.splitlines())] == [ARTICLE]  # fmt: skip


def test_a_name_is_enough_for_a_sheet(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(sheet(HEADER, ["1", POST, "x"]))
    (tmp_path / "b.tsv").write_bytes(sheet(HEADER, ["2", POST, "a,b"], delimiter="\t"))
    assert cells(run("a.csv", cwd=tmp_path).stdout)[1][:2] == ["1", ARTICLE]
    assert cells(run("b.tsv", cwd=tmp_path).stdout, "\t")[1][:3] == ["2", ARTICLE, "a,b"]


def ragged() -> bytes:
    """Rows of other widths than the header, written as no writer of ours would."""
    post = POST.replace('"', '""')
    return f'id,text,more\n"1","{post}"\n"2",{ARTICLE[:60]!r},=x, "y" ,"z"\n3,"{post}",x\n'.encode()


@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_rows_of_another_width_are_named_and_stay_byte_for_byte(end: bytes) -> None:
    data = ragged().replace(b"\n", end)
    done = clean(data, "--fields", "id", "--id-field", "id")
    assert done.returncode == 2
    assert done.stderr.decode().splitlines() == [
        "newsclean: standard input:2: 2 cells, but the header names 3 columns",
        "newsclean: standard input:9: 5 cells, but the header names 3 columns",
    ]
    verbatim = data[data.index(b'"1"') : data.index(b"3,")]
    assert done.stdout.startswith(b"id,text,more,newsclean" + end + verbatim + b"3,")
    assert cells(done.stdout)[-1][2:] == ["x", '{"id":"3"}']


def test_no_cell_of_a_row_of_another_width_is_lost_on_the_way_to_json(tmp_path: Path) -> None:
    first, second, _ = [
        json.loads(line) for line in clean(ragged(), "-f", "jsonl").stdout.splitlines()
    ]
    assert {name: first[name] for name in list(first)[:-1]} == {"id": "1", "text": POST}
    assert first["newsclean"]["error"]["stage"] == "field"
    assert list(second.values())[:-1] == ["2", repr(ARTICLE[:60]), "=x", ' "y" ', "z"]
    assert list(second) == ["id", "text", "more", "4", "5", "newsclean"]
    done = clean(ragged(), "-f", "tsv")
    assert cells(done.stdout, "\t")[2] == list(second.values())[:-1]
    done = clean(ragged(), "--guard-formulas")
    assert cells(done.stdout)[2][2] == "'=x"


def test_no_cell_of_columns_of_one_name_is_lost_on_the_way_to_json() -> None:
    done = clean(sheet(["a", "text", "a", "a_2"], ["1", ARTICLE, "2", "3"]), "-f", "jsonl")
    record = json.loads(done.stdout)
    assert [record[name] for name in ("a", "a_2", "a_2_2")] == ["1", "2", "3"]


@pytest.mark.parametrize("delimiter", [",", ";"])
def test_a_sheet_whose_lines_end_in_carriage_returns_is_read_and_written(delimiter: str) -> None:
    odd = ["a\nb", "c\r\nd", "e\rf"]
    data = sheet([*HEADER, "y", "z"], ["1", POST, *odd], delimiter=delimiter, end="\r")
    done = clean(data, "--fields", "profile")
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.startswith(delimiter.join([*HEADER, "y", "z", "newsclean"]).encode() + b"\r")
    assert cells(done.stdout, delimiter)[1] == ["1", ARTICLE, *odd, '{"profile":"repost"}']
    bad = b"id,text\r\n1,a\rb\r\n2,c\r\n"
    done = clean(bad)
    assert done.returncode == 2
    assert done.stdout.startswith(b"id,text,newsclean\r\n1,a\rb\r\n2,c,")
    assert b"input:2: not CSV: a carriage return outside of quotation marks" in done.stderr
    done = clean(b"id,te\rxt\r\n1,a\r\n")
    assert (done.stdout, done.returncode) == (b"", 2)
    assert done.stderr == (
        b"newsclean: standard input: the header is no CSV: "
        b"a carriage return outside of quotation marks\n"
    )


def test_rows_leave_as_they_come() -> None:
    child = subprocess.Popen(
        [*PROGRAM, "--input", "csv"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        env=environment(),
    )  # fmt: skip
    assert child.stdin is not None and child.stdout is not None
    try:
        child.stdin.write(sheet(HEADER, ["1", ARTICLE, "x"]))
        child.stdin.flush()
        assert child.stdout.readline() == b"id,text,more,newsclean\n"
    finally:
        child.stdin.close()
        child.stdout.close()
        assert child.wait(20) == 0


def test_a_huge_cell_is_passed_over_and_the_rows_behind_it_are_read() -> None:
    huge = 'A line of the huge cell, with "marks" in it.\n' * 500
    data = sheet(HEADER, ["1", huge, "x"], ["2", POST, "x"])
    done = clean(data, "--max-bytes", "10k", "--fields", "profile")
    assert [row[:2] for row in cells(done.stdout)[1:]] == [["2", ARTICLE]]
    assert done.returncode == 2
    assert "standard input:2: longer than 10,000 bytes" in done.stderr.decode()


def test_a_column_that_is_not_there_lists_those_that_are() -> None:
    done = clean(sheet(HEADER, ["1", POST, "x"]), "--text-field", "body")
    assert (done.stdout, done.returncode) == (b"", 2)
    assert "no field 'body'; there are: id, text, more" in done.stderr.decode()


def test_a_table_without_the_id_s_column_is_refused_with_those_it_has(tmp_path: Path) -> None:
    done = clean(sheet(HEADER, ["1", POST, "x"]), "--id-field", "key")
    assert (done.stdout, done.returncode) == (b"", 2)
    assert b"no field 'key' (--id-field); there are: id, text, more\n" in done.stderr
    pq.write_table(table(), tmp_path / "a.parquet")
    done = run("a.parquet", "-o", "b.parquet", "--id-field", "key", cwd=tmp_path)
    assert done.returncode == 2 and not (tmp_path / "b.parquet").exists()
    assert b"no column 'key' (--id-field); there are: id (uint64), " in done.stderr
    done = run("a.parquet", "--lang-field", "key", cwd=tmp_path)
    assert done.returncode == 0 and done.stderr.count(b"\n") == 1
    assert b"warning: no field 'key' (--lang-field) in any record" in done.stderr


@pytest.mark.parametrize("ending", ["parquet", "pq", "arrow", "arrows", "feather"])
def test_a_table_without_a_byte_is_damaged_whatever_it_is_called(
    tmp_path: Path, ending: str
) -> None:
    (tmp_path / f"a.{ending}").touch()
    done = run(f"a.{ending}", cwd=tmp_path)
    assert (done.stdout, done.returncode) == (b"", 2)
    assert done.stderr.startswith(f"newsclean: a.{ending}: not ".encode())


def test_an_empty_sheet_is_empty() -> None:
    for data in (b"", b"\n\r\n"):
        done = clean(data)
        assert (done.stdout, done.returncode) == (b"", 0)
    assert clean(b"\n\n" + sheet(HEADER)).stdout == b"id,text,more,newsclean\n"


def test_a_sheet_in_another_encoding_comes_out_as_utf_8() -> None:
    text = "Городской совет во вторник проголосовал за закрытие моста на ремонт.\n" * 4
    rows = sheet(HEADER, ["1", text, "да"]).decode()
    for encoding, options in (("cp1251", ()), ("utf-16", ()), ("cp866", ("--encoding", "cp866"))):
        done = clean(rows.encode(encoding), *options)
        assert done.returncode == 0, done.stderr
        assert cells(done.stdout.removeprefix(b"\xef\xbb\xbf"))[1][2] == "да", encoding


def test_stray_bytes_in_a_cell_stay() -> None:
    data = "id,text,more\né,Ein Satz über Köln und Düsseldorf.,a".encode() + b"\xff\n"
    assert b",a\xff," in clean(data).stdout


def test_formulas_are_guarded_on_request_and_numbers_are_none() -> None:
    data = sheet(HEADER, ["-5", "=2+3", "@x"])
    (row,) = cells(clean(data, "--guard-formulas").stdout)[1:]
    assert row[:3] == ["-5", "'=2+3", "'@x"]


def test_a_sheet_to_json_lines_has_its_cells_as_texts() -> None:
    data = sheet(HEADER, ["1", POST, "x"])
    record = json.loads(clean(data, "-f", "jsonl", "--fields", "profile").stdout)
    assert record == {"id": "1", "text": ARTICLE, "more": "x", "newsclean": {"profile": "repost"}}


def test_json_lines_to_a_sheet_keep_digits_and_names() -> None:
    big = "12345678901234567890123"
    raw = f'{{"n": {big}, "text": "One line.", "l": [1], "b": true, "z": null}}\n'
    second = '{"text": "Two.", "n": 1.0}\n{"text": "Three.", "new": 1}\n'
    done = clean((raw + second).encode(), "-f", "csv", "--fields", "profile", kind="jsonl")
    header, one, two = cells(done.stdout)
    assert header == ["n", "text", "l", "b", "z", "newsclean"]
    assert one[:5] == [big, "One line.", "[1]", "true", ""]
    assert two[:5] == ["1.0", "Two.", "", "", ""]
    assert "3: field 'new' is no column" in done.stderr.decode()


def test_texts_to_a_sheet_have_the_records_columns(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(POST)
    done = run("a.txt", "-o", "out.csv", "--fields", "id,text,authors", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert cells((tmp_path / "out.csv").read_bytes()) == [
        ["id", "text", "authors"], ["a.txt", ARTICLE, "[]"]
    ]  # fmt: skip


def test_a_second_sheet_with_other_columns_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(sheet(HEADER, ["1", ARTICLE, "x"]))
    (tmp_path / "b.csv").write_bytes(sheet(["text"], [ARTICLE]))
    done = run("a.csv", "b.csv", "-o", "o.csv", cwd=tmp_path)
    assert done.returncode == 2
    assert "b.csv:2: other columns than the first input" in done.stderr.decode()
    assert len(cells((tmp_path / "o.csv").read_bytes())) == 2


# Parquet and Arrow.

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")


def table(rows: int = 3, **more: Any) -> Any:
    return pa.table({
        "id": pa.array(range(rows), pa.uint64()),
        "text": pa.array([POST if i != 1 else None for i in range(rows)], pa.large_string()),
        "at": pa.array([10**18 + i for i in range(rows)], pa.timestamp("ns", "UTC")),
        "price": pa.array([decimal.Decimal("1.50")] * rows),
        "tags": [["a", None]] * rows,
        "raw": pa.array([b"\xff"] * rows),
        "kind": pa.array(["x"] * rows).dictionary_encode(),
        **more,
    })  # fmt: skip


def test_parquet_keeps_the_columns_and_their_types(tmp_path: Path) -> None:
    source = table(150).replace_schema_metadata({"own": "1", "huggingface": "{}"})
    pq.write_table(source, tmp_path / "a.parquet", row_group_size=40)
    done = run("a.parquet", "-o", "b.parquet", "--id-field", "id", cwd=tmp_path)
    assert (done.stdout, done.stderr, done.returncode) == (b"", b"", 0)
    out = pq.read_table(tmp_path / "b.parquet")
    assert out.schema.names == [*source.schema.names, "newsclean"]
    rest = [name for name in source.schema.names if name != "text"]
    assert out.select(rest).equals(source.select(rest))
    assert out.schema.field("text").type == pa.large_string()
    assert out.schema.metadata == {b"own": b"1"}
    assert out["text"].to_pylist()[:3] == [ARTICLE, None, ARTICLE]
    told = out["newsclean"].to_pylist()
    assert told[1] is None
    assert told[2]["id"] == "2"
    assert [entry["text"] for entry in told[0]["removed"]][:1] == ["Share this:"]
    assert dict(told[0]["stats"]["removed_by_filter"]) == {"share": 1, "comments": 2}


def test_parquet_without_the_texts_column_lists_those_it_has(tmp_path: Path) -> None:
    pq.write_table(table(), tmp_path / "a.parquet")
    done = run("a.parquet", "-o", "b.parquet", "--text-field", "body", cwd=tmp_path)
    assert done.returncode == 2
    message = done.stderr.decode()
    assert message.startswith("newsclean: a.parquet: no column 'body'; there are: id (uint64), ")
    assert "text (large_string)" in message and message.count("\n") == 1
    assert [path.name for path in tmp_path.iterdir()] == ["a.parquet"]
    done = run("a.parquet", "--text-field", "id", cwd=tmp_path)
    assert "column 'id' holds uint64, no text" in done.stderr.decode()


@pytest.mark.parametrize("kind", ["binary", "large_binary"])
def test_texts_that_are_bytes_are_read_where_they_are_utf_8(kind: str, tmp_path: Path) -> None:
    texts = pa.array([POST.encode(), b"\xff\xfe", None, b"x"], getattr(pa, kind)())
    pq.write_table(pa.table({"n": [0, 1, 2, 3], "text": texts}), tmp_path / "a.parquet")
    done = run("a.parquet", "-o", "b.parquet", cwd=tmp_path)
    assert done.returncode == 2
    assert b"a.parquet:2: column 'text' holds bytes that are not UTF-8; left out" in done.stderr
    out = pq.read_table(tmp_path / "b.parquet")
    assert out.schema.field("text").type == getattr(pa, kind.replace("binary", "string"))()
    assert out.select(["n", "text"]).to_pylist() == [
        {"n": 0, "text": ARTICLE}, {"n": 2, "text": None}, {"n": 3, "text": "x"}
    ]  # fmt: skip
    done = run("a.parquet", "-f", "jsonl", cwd=tmp_path)
    assert [json.loads(line)["text"] for line in done.stdout.splitlines()] == [ARTICLE, None, "x"]


@pytest.mark.parametrize("rows", [0, 2])
def test_a_column_of_nulls_holds_texts_that_are_null(rows: int, tmp_path: Path) -> None:
    pq.write_table(pa.table({"text": pa.nulls(rows)}), tmp_path / "a.parquet")
    done = run("a.parquet", "-o", "b.parquet", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, b"")
    assert pq.read_table(tmp_path / "b.parquet")["text"].to_pylist() == [None] * rows


@pytest.mark.parametrize("form", ["file", "stream"])
def test_arrow_to_json_lines_has_values_that_json_can_hold(form: str, tmp_path: Path) -> None:
    source = table(3, f=pa.array([1.5, float("nan"), None]), day=pa.array(
        [datetime.date(2020, 1, 2)] * 3))  # fmt: skip
    new = pa.ipc.new_file if form == "file" else pa.ipc.new_stream
    with new(str(tmp_path / "a.arrow"), source.schema) as writer:
        writer.write_table(source)
    done = run("a.arrow", "-f", "jsonl", "--fields", "profile", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert rows[0] == {
        "id": 0, "text": ARTICLE, "at": "2001-09-09 01:46:40.000000000Z", "price": "1.50",
        "tags": ["a", None], "raw": "/w==", "kind": "x", "f": 1.5, "day": "2020-01-02",
        "newsclean": {"profile": "repost"},
    }  # fmt: skip
    assert rows[1]["f"] is None
    assert rows[1]["newsclean"] is None


def test_parquet_comes_through_a_pipe_too(tmp_path: Path) -> None:
    pq.write_table(table(), tmp_path / "a.parquet")
    done = run("-f", "jsonl", stdin=(tmp_path / "a.parquet").read_bytes())
    assert len(done.stdout.splitlines()) == 3


def test_damaged_parquet_is_named(tmp_path: Path) -> None:
    pq.write_table(table(200), tmp_path / "a.parquet", compression="snappy")
    data = bytearray((tmp_path / "a.parquet").read_bytes())
    (tmp_path / "cut.parquet").write_bytes(data[:-20])
    data[200:300] = b"\xff" * 100
    (tmp_path / "bad.parquet").write_bytes(data)
    for name in ("cut.parquet", "bad.parquet"):
        done = run(name, "-f", "jsonl", cwd=tmp_path)
        assert done.returncode == 2
        assert done.stderr.decode().startswith(f"newsclean: {name}")
        assert done.stderr.count(b"\n") == 1


def test_json_lines_to_parquet_get_types_and_mixed_ones_become_json(tmp_path: Path) -> None:
    data = b'{"n": 1, "m": 1, "text": "One."}\n{"n": 2, "m": "x", "text": "Two.", "l": [1]}\n'
    data += b'{"text": "\\ud800"}\n'
    done = run("--input", "jsonl", "-o", "o.parquet", stdin=data, cwd=tmp_path)
    assert done.returncode == 2
    assert "standard input:3: does not fit the columns" in done.stderr.decode()
    out = pq.read_table(tmp_path / "o.parquet")
    assert out["n"].to_pylist() == [1, 2]
    assert out["m"].to_pylist() == ["1", "x"]
    assert out["l"].to_pylist() == [None, [1]]


def json_rows(*rows: dict[str, Any]) -> str:
    return "".join(json.dumps({"text": "It rained.", **row}) + "\n" for row in rows)


def test_what_comes_after_the_types_and_does_not_fit_is_named(tmp_path: Path) -> None:
    first = {"tags": ["x"], "score": 0.5, "n": 1, "meta": {"lang": "en"}}
    late: list[tuple[dict[str, Any], str]] = [
        ({"tags": "politics"}, "'tags' is a text, its column holds list<item: string>"),
        ({"tags": [[1]]}, "'tags' is a list, its column holds string"),
        ({"score": True}, "'score' is true or false, its column holds double"),
        ({"n": 1.5}, "'n' is a number that int64 cannot hold"),
        ({"meta": {"lang": "en", "author": "Ann"}}, "'meta.author' is no field of its column"),
        ({"meta": {"lang": 1}}, "'meta.lang' is a number, its column holds string"),
        ({"meta": []}, "'meta' is a list, its column holds struct<lang: string>"),
    ]
    fitting = {"tags": [], "score": 1, "n": 2.0, "meta": {}}
    (tmp_path / "a.jsonl").write_text(
        json_rows(*[first] * 4096, *[row for row, _ in late], fitting)
    )
    done = run("a.jsonl", "-o", "o.parquet", "--fields", "language", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.decode().splitlines() == [
        f"newsclean: a.jsonl:{number}: does not fit the columns: {cause}"
        for number, (_, cause) in enumerate(late, 4097)
    ]
    out = pq.read_table(tmp_path / "o.parquet", columns=list(first)).to_pylist()
    assert out[:4096] == [first] * 4096
    assert out[4096:] == [{"tags": [], "score": 1.0, "n": 2, "meta": {"lang": None}}]


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("{}", "{}"),
        ('[{"a":{}}]', '[{"a":{}}]'),
        ("[" * 150 + "]" * 150, "[" * 150 + "]" * 150),
        ("1e400", "1e400"),
        ("[0.5,1e400]", "[0.5,1e400]"),
        ("[0.5,true]", "[0.5,true]"),
        ("[]", []),
        ('{"a":null}', {"a": None}),
    ],
)
def test_what_no_column_of_parquet_holds_becomes_json(
    value: str, shown: object, tmp_path: Path
) -> None:
    (tmp_path / "a.jsonl").write_text(f'{{"text":"It rained.","v":{value}}}\n')
    done = run("a.jsonl", "-o", "o.parquet", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, b"")
    assert pq.read_table(tmp_path / "o.parquet")["v"].to_pylist() == [shown]


def test_columns_that_only_arrow_has_are_named(tmp_path: Path) -> None:
    source = pa.table({"text": [POST], "m": pa.array([{}], pa.struct([]))})
    with pa.ipc.new_file(tmp_path / "a.arrow", source.schema) as file:
        file.write_table(source)
    done = run("a.arrow", "-o", "o.parquet", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.startswith(b"newsclean: Parquet has no such column: Cannot write")
    assert b"'m'" in done.stderr


@pytest.mark.parametrize(
    ("first", "second", "fits"),
    [
        (pa.array([{"x": 1}]), pa.array([{"x": 2, "author": "Ann"}]), False),
        (pa.array([{"x": 1}]), pa.array([{"x": 2, "author": None}]), True),
        (pa.array([{"x": 1, "y": 1}]), pa.array([{"x": 2}]), True),
        (pa.array([0.5], pa.float32()), pa.array([1e300]), False),
        (pa.array([0.5], pa.float32()), pa.array([0.25]), True),
        (pa.array([0.5]), pa.array([float("nan")], pa.float32()), True),
        (pa.array([True]), pa.array([7]), False),
        (pa.array([True]), pa.array([1]), False),
        (pa.array(["a"]), pa.array([1]), False),
        (pa.array(["a"]), pa.array(["b"]).dictionary_encode(), True),
        (pa.array([["a"]]), pa.array([[1]]), False),
        (pa.array([1], pa.timestamp("us", "UTC")), pa.array([1], pa.timestamp("us")), False),
        (pa.array([1], pa.timestamp("ms")), pa.array([1], pa.timestamp("us")), False),
        (pa.array([1], pa.timestamp("us")), pa.array([1], pa.timestamp("ms")), True),
        (pa.array([b"a"]), pa.array([None]), True),
    ],
)
def test_a_second_parquet_file_of_other_types_loses_no_value(
    first: Any, second: Any, fits: bool, tmp_path: Path
) -> None:
    for name, column in (("1.parquet", first), ("2.parquet", second)):
        pq.write_table(pa.table({"text": [ARTICLE], "v": column}), tmp_path / name)
    done = run("1.parquet", "2.parquet", "-o", "o.parquet", cwd=tmp_path)
    out = pq.read_table(tmp_path / "o.parquet")["v"]
    assert (out.type, done.returncode, len(out)) == (first.type, 0 if fits else 2, 1 + fits)
    if not fits:
        assert done.stderr.startswith(b"newsclean: 2.parquet:1: does not fit its columns: ")


def test_times_that_python_lacks_are_texts_wherever_they_stand(tmp_path: Path) -> None:
    at = pa.timestamp("ns")
    one, shown = 1234567890123456789, "2009-02-13 23:31:30.123456789"
    deep = pa.struct([("at", at), ("day", pa.date32()), ("raw", pa.binary())])
    columns: dict[str, tuple[Any, Any, Any]] = {
        "flat": (at, one, shown),
        "deep": (deep, {"at": one, "day": 10**7, "raw": b"x"},
                 {"at": shown, "day": "29349-01-26", "raw": "eA=="}),
        "list": (pa.list_(at), [one, None], [shown, None]),
        "pair": (pa.list_(at, 2), [one, one], [shown, shown]),
        "map": (pa.map_(pa.string(), at), [("k", one), ("k", None)], [["k", shown], ["k", None]]),
    }  # fmt: skip
    source = {name: pa.array([value, None, value], kind)
              for name, (kind, value, _) in columns.items()}  # fmt: skip
    pq.write_table(pa.table({"text": [ARTICLE] * 3, **source}), tmp_path / "a.parquet")
    done = run("a.parquet", "-f", "jsonl", "--id-field", "flat", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, b"")
    first, second, third = [json.loads(line) for line in done.stdout.splitlines()]
    expected = {name: told for name, (_, _, told) in columns.items()}
    assert {name: first[name] for name in columns} == expected
    assert {name: third[name] for name in columns} == expected
    assert {second[name] for name in columns} == {None}
    assert first["newsclean"]["id"] == shown


def test_columns_of_one_name_are_all_written(tmp_path: Path) -> None:
    columns = [pa.array([ARTICLE]), pa.array([1]), pa.array([2])]
    pq.write_table(pa.Table.from_arrays(columns, names=["text", "a", "a"]), tmp_path / "a.parquet")
    row = json.loads(run("a.parquet", "-f", "jsonl", cwd=tmp_path).stdout)
    assert (row["a"], row["a_2"]) == (1, 2)
    assert run("a.parquet", "-o", "b.parquet", cwd=tmp_path).returncode == 0
    assert pq.read_schema(tmp_path / "b.parquet").names[:3] == ["text", "a", "a"]


def test_output_field_and_choices_hold_for_parquet(tmp_path: Path) -> None:
    pq.write_table(table(), tmp_path / "a.parquet")
    options = ("--output-field", "clean", "--only-changed", "--fields", "title")
    assert run("a.parquet", "-o", "o.parquet", *options, cwd=tmp_path).returncode == 0
    out = pq.read_table(tmp_path / "o.parquet")
    assert out["id"].to_pylist() == [0, 2]
    assert out["text"].to_pylist() == [POST] * 2
    assert out["clean"].to_pylist() == [ARTICLE] * 2
    assert [field.name for field in out.schema.field("newsclean").type] == ["title", "error"]


def test_the_columns_are_there_when_no_row_is_left(tmp_path: Path) -> None:
    pq.write_table(table(1, text=pa.array([ARTICLE])), tmp_path / "a.parquet")
    assert run("a.parquet", "--only-changed", "-o", "o.parquet", cwd=tmp_path).returncode == 0
    out = pq.read_table(tmp_path / "o.parquet")
    assert (out.num_rows, out.schema.names[:2]) == (0, ["id", "text"])
    assert out.schema.field("id").type == pa.uint64()
    done = clean(sheet(HEADER, ["1", ARTICLE, "x"]), "--only-changed")
    assert done.stdout == b"id,text,more,newsclean\n"


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_table_without_rows_keeps_its_columns(tmp_path: Path, jobs: str) -> None:
    done = clean(b"\xef\xbb\xbf" + sheet(HEADER, end="\r\n", delimiter=";"), "-j", jobs)
    assert (done.stdout, done.returncode) == (b"\xef\xbb\xbfid;text;more;newsclean\r\n", 0)
    assert clean(sheet(HEADER), "-f", "jsonl").stdout == b""
    (tmp_path / "h.csv").write_bytes(sheet(HEADER))
    (tmp_path / "r.csv").write_bytes(sheet(HEADER, ["1", ARTICLE, "x"]))
    done = run("h.csv", "r.csv", "-o", "both.csv", "-j", jobs, cwd=tmp_path)
    assert [row[0] for row in cells((tmp_path / "both.csv").read_bytes())] == ["id", "1"]
    run("h.csv", "-o", "h.parquet", "-j", jobs, cwd=tmp_path)
    assert pq.read_table(tmp_path / "h.parquet").schema.names == [*HEADER, "newsclean"]
    pq.write_table(table(0, text=pa.array([], pa.large_string())), tmp_path / "a.parquet")
    assert run("a.parquet", "-o", "b.parquet", "-j", jobs, cwd=tmp_path).returncode == 0
    out = pq.read_table(tmp_path / "b.parquet")
    assert (out.num_rows, out.schema.names[-1]) == (0, "newsclean")
    assert out.schema.field("id").type == pa.uint64()
    run("a.parquet", "-o", "c.csv", "-j", jobs, cwd=tmp_path)
    (header,) = cells((tmp_path / "c.csv").read_bytes())
    assert header == out.schema.names
    done = clean(sheet(HEADER), "--text-field", "body")
    assert done.returncode == 2 and b"no field 'body'; there are: id, text, more" in done.stderr


def test_texts_to_parquet_have_the_records_columns(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(POST)
    assert run("a.txt", "-o", "o.parquet", cwd=tmp_path).returncode == 0
    (row,) = pq.read_table(tmp_path / "o.parquet").to_pylist()
    record = json.loads(run("a.txt", "-f", "json", cwd=tmp_path).stdout)
    assert list(row) == list(record)
    for key in ("id", "text", "authors", "removed", "truncated", "version"):
        assert row[key] == record[key]


def test_a_missing_pyarrow_is_named_with_its_extra(tmp_path: Path) -> None:
    pq.write_table(table(), tmp_path / "a.parquet")
    (tmp_path / "pyarrow").mkdir()
    (tmp_path / "pyarrow" / "__init__.py").write_text("raise ImportError\n")
    done = run("a.parquet", cwd=tmp_path, env={"PYTHONPATH": str(tmp_path)})
    assert done.returncode == 2
    assert "needs pyarrow: pip install 'newsclean[arrow]'" in done.stderr.decode()


@pytest.mark.parametrize(
    ("data", "cause"),
    [
        (b'id,"text\n', "the header is no CSV: a quotation mark opens"),
        (b"id,t\xc3\xa9xt\n", "not ascii"),
        (b'id,"te\nx\xff"\n', "not ascii"),
    ],
)
def test_a_header_that_is_none_is_named(data: bytes, cause: str) -> None:
    done = run("--input", "csv", "--encoding", "ascii", stdin=data)
    assert (done.returncode, done.stderr.count(b"\n")) == (2, 1)
    assert done.stderr.startswith(b"newsclean: standard input: " + cause.encode())


def test_a_quotation_mark_that_is_never_closed_costs_only_its_row() -> None:
    done = run("--input", "csv", "--fields", "profile",
               stdin=b'id,text\n1,A line.\n2,"open\n3,three\n')  # fmt: skip
    assert done.returncode == 2 and b"standard input:3: not CSV: a quotation mark" in done.stderr
    assert b'\n2,"open\n3,three,' in done.stdout
    assert run("--input", "csv", stdin=b'id,text\n1,say "no\n').returncode == 0


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_row_with_quotation_marks_that_no_csv_has_stays_as_it_is(end: str) -> None:
    bad = f'2,It snowed.,"He said \\"hi\\" there"{end}'
    data = f'id,text,note{end}1,"It ""rained"".",x{end}{bad}3,"It{end}hailed.",x{end}'
    done = clean(data.encode(), "--fields", "language")
    assert (done.returncode, done.stderr.decode()) == (2,
        "newsclean: standard input:3: not CSV: a cell goes on behind the quotation mark "
        "that closes it\n")  # fmt: skip
    first, _, rest = done.stdout.decode().partition(bad)
    assert first.startswith(f'id,text,note,newsclean{end}1,"It ""rained"".",x,')
    assert rest.startswith(f'3,"It{end}hailed.",x,')
    row = json.loads(clean(data.encode(), "-f", "jsonl").stdout.splitlines()[1])
    assert list(row.values())[:3] == ["2", "It snowed.", '"He said \\"hi\\" there"']


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_quotation_marks_of_a_table_without_quoting_stay(end: str) -> None:
    text = '"We are sorry," the mayor said. "It will rain."'
    rows = [["1", text, "say no"], ["2", '"Rain"', '"']]
    data = end.join(["id\ttext\tmore", *map("\t".join, rows), ""]).encode()
    done = clean(data, "--fields", "profile", kind="tsv")
    assert (done.returncode, done.stderr) == (0, b"")
    shown = ["id\ttext\tmore\tnewsclean",
             *("\t".join([*row, '{"profile":"repost"}']) for row in rows), ""]  # fmt: skip
    assert done.stdout.decode() == end.join(shown)
    told = [json.loads(line) for line in clean(data, "-f", "jsonl", kind="tsv").stdout.splitlines()]
    assert [[row["id"], row["text"], row["more"]] for row in told] == rows
    again = clean(done.stdout, "--fields", "profile", kind="tsv")
    assert again.stdout == done.stdout


def test_a_table_of_one_column_is_read_as_csv(tmp_path: Path) -> None:
    (tmp_path / "a.tsv").write_text('text\n"First one.\n""We are sorry,"" he said."\n"Other."\n')
    done = run("a.tsv", "-f", "jsonl", cwd=tmp_path)
    texts = [json.loads(line)["text"] for line in done.stdout.splitlines()]
    assert texts == ['First one.\n"We are sorry," he said.', "Other."]
