"""newsclean.arrow: batches and shards as engines hand them over."""

from __future__ import annotations

import gzip
import json
import os
import pickle
import subprocess
import sys
import time
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from command import ARTICLE, POST, environment, run

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")

import newsclean  # noqa: E402
from newsclean import record  # noqa: E402
from newsclean.arrow import (  # noqa: E402
    SCHEMA,
    SHARDS,
    clean_batch,
    clean_batches,
    clean_shard,
    clean_shards,
    output_schema,
)
from newsclean.errors import InputError, UsageError  # noqa: E402

PAGE = f"<html><body><article><p>{ARTICLE.replace(chr(10), '</p><p>')}</p></article></body></html>"


def batch(kind: Any = None, **columns: list[Any]) -> Any:
    arrays = {name: pa.array(values) for name, values in columns.items()}
    if kind is not None:
        arrays["text"] = pa.array(columns["text"], kind)
    return pa.RecordBatch.from_pydict(arrays)


def invalid_text() -> Any:
    """A column of texts whose second is none: nothing stops an engine from making it."""
    data = [b"It rained.\n", b"caf\xe9\n", POST.encode()]
    binary = pa.array(data)
    return pa.Array.from_buffers(pa.string(), 3, binary.buffers())


# What comes out.


def test_text_is_cleaned_and_all_other_columns_stay() -> None:
    given = batch(n=[1, 2], text=[POST, "It rained all day.\n"], more=[[1.5], None])
    out = clean_batch(given)
    assert out.column("text").to_pylist() == [ARTICLE, "It rained all day.\n"]
    assert out.column("n").equals(given.column("n"))
    assert out.column("more").equals(given.column("more"))
    assert out.schema.names == ["n", "text", "more", "newsclean"]


def test_what_is_told_is_the_record_without_its_text() -> None:
    told = clean_batch(batch(text=[POST])).column("newsclean").to_pylist()[0]
    expected = newsclean.clean(POST).to_dict()
    for name in ("title", "removed", "profile", "input", "version", "error", "labels"):
        assert told[name] == expected[name], name
    assert set(told) == set(record.names()) - {"text"}
    assert told["removed"][0]["filter"] == "share"


def test_the_published_schema_names_every_field_of_the_record_but_the_text() -> None:
    assert SCHEMA.names == [name for name in record.names() if name != "text"]


@pytest.mark.parametrize(
    ("kind", "out"),
    [
        ("string", "string"),
        ("large_string", "large_string"),
        ("string_view", "string_view"),
        ("binary", "string"),
        ("large_binary", "large_string"),
        ("binary_view", "string_view"),
    ],
)
def test_every_kind_of_text_column_is_read(kind: str, out: str) -> None:
    values: list[Any] = [POST, None, "", PAGE]
    if "binary" in kind:
        values = [None if value is None else value.encode() for value in values]
    given = batch(getattr(pa, kind)(), text=values)
    done = clean_batch(given)
    assert done.column("text").to_pylist() == [ARTICLE, None, "", ARTICLE]
    assert done.schema.field("text").type == getattr(pa, out)()
    assert done.schema == output_schema(given.schema)
    done.validate(full=True)


def test_a_column_of_a_dictionary_comes_out_as_texts() -> None:
    given = pa.RecordBatch.from_pydict({"text": pa.array([POST, POST, None]).dictionary_encode()})
    assert clean_batch(given).column("text").to_pylist() == [ARTICLE, ARTICLE, None]


def test_bytes_are_decoded_as_the_command_decodes_them() -> None:
    text = "Der Rat stimmte am Dienstag für die Schließung der alten Brücke.\n"
    values = [text.encode("utf-16"), text.encode()]
    out = clean_batch(batch(text=values)).column("text").to_pylist()
    assert out == [newsclean.clean(value).text for value in values] == ["\ufeff" + text, text]
    out = clean_batch(batch(text=[text.encode("latin-1")]), encoding="latin-1")
    assert out.column("text").to_pylist() == [text]


def test_a_column_of_nulls_alone_is_one_of_texts() -> None:
    """So pandas and Dask give a part without a text."""
    before = pa.table({"text": pa.nulls(2)})
    after = clean_batch(before)
    assert after.schema == output_schema(before.schema)
    assert after.schema.field("text").type == pa.string()
    assert after.to_pydict() == {"text": [None, None], "newsclean": [None, None]}


def test_nulls_give_nulls() -> None:
    out = clean_batch(batch(pa.string(), text=[None, POST]))
    assert out.column("newsclean").null_count == 1
    assert out.column("text").to_pylist()[0] is None
    flat = clean_batch(batch(pa.string(), text=[None, POST]), flat=True)
    assert flat.column("newsclean_title").to_pylist()[0] is None


@pytest.mark.parametrize("flat", [False, True])
@pytest.mark.parametrize("fields", [None, ["title", "removed"]])
@pytest.mark.parametrize("output", [None, "clean", "n"])
def test_the_schema_is_known_before_the_run(
    flat: bool, fields: list[str] | None, output: str | None
) -> None:
    given = batch(text=[POST, None], n=[1, 2])
    options: Any = {"flat": flat, "fields": fields, "output_column": output}
    out = clean_batch(given, **options)
    assert out.schema == output_schema(given.schema, **options)
    assert clean_batch(given.slice(0, 0), **options).schema == out.schema
    out.validate(full=True)


def test_flat_columns_say_what_the_one_column_says() -> None:
    given = batch(text=[POST, "It rained.\n"])
    told = clean_batch(given).column("newsclean").to_pylist()
    flat = clean_batch(given, flat=True)
    for name in SCHEMA.names:
        assert flat.column(f"newsclean_{name}").to_pylist() == [row[name] for row in told]


def test_the_original_stays_where_an_output_column_is_named() -> None:
    out = clean_batch(batch(text=[POST, "x", None]), output_column="clean")
    assert out.column("text").to_pylist() == [POST, "x", None]
    assert out.column("clean").to_pylist() == [ARTICLE, "x", None]


def test_fields_chooses_what_is_told_and_always_the_error() -> None:
    out = clean_batch(batch(text=[POST]), fields=["title"])
    assert out.schema.field("newsclean").type.names == ["title", "error"]


def test_columns_that_tell_of_the_document_help() -> None:
    title = "Council closes the old bridge"
    text = ARTICLE + title + "\n"
    given = batch(text=[text], head=[title], id=[7], at=["https://example.org/a"], tag=["en"])
    out = clean_batch(
        given, title_column="head", id_column="id", url_column="at", language_column="tag"
    )
    told = out.column("newsclean").to_pylist()[0]
    assert out.column("text").to_pylist() == [ARTICLE]
    assert (told["id"], told["language"]) == ("7", "en")
    assert clean_batch(given).column("text").to_pylist() == [text]


def test_a_batch_that_was_cleaned_before_keeps_its_columns() -> None:
    once = clean_batch(batch(text=[POST]))
    twice = clean_batch(once)
    assert twice.schema == once.schema
    assert twice.column("text").equals(once.column("text"))


def test_metadata_of_the_schema_stay_but_the_list_that_datasets_believes() -> None:
    given = batch(text=[POST]).replace_schema_metadata({"a": "b", "huggingface": "{}"})
    assert clean_batch(given).schema.metadata == {b"a": b"b"}


def test_a_table_gives_a_table() -> None:
    table = pa.table({"text": pa.chunked_array([[POST], [], ["x", None]])})
    out = clean_batch(table)
    assert isinstance(out, pa.Table)
    assert out.column("text").to_pylist() == [ARTICLE, "x", None]
    assert clean_batch(table.slice(0, 0)).schema == out.schema


def test_a_slice_of_a_batch_is_that_slice() -> None:
    given = batch(text=["a\n", POST, "b\n"]).slice(1, 1)
    assert clean_batch(given).column("text").to_pylist() == [ARTICLE]


# What goes wrong.


def test_a_text_that_is_no_utf8_costs_only_itself_and_stays() -> None:
    column = invalid_text()
    out = clean_batch(pa.RecordBatch.from_arrays([column], ["text"]))
    told = out.column("newsclean").to_pylist()
    assert [row["error"] and row["error"]["stage"] for row in told] == [None, "read", None]
    raw = out.column("text").cast(pa.binary()).to_pylist()
    assert raw == [b"It rained.\n", b"caf\xe9\n", ARTICLE.encode()]


def test_a_row_that_is_too_long_says_so_and_stays() -> None:
    out = clean_batch(batch(text=[POST, "short\n"]), max_bytes=20)
    assert out.column("text").to_pylist() == [POST, "short\n"]
    errors = [row["error"] for row in out.column("newsclean").to_pylist()]
    assert errors[0]["stage"] == "field"
    assert "longer than 20" in errors[0]["cause"]
    assert errors[1] is None


def test_bytes_that_are_no_text_say_so_and_give_null() -> None:
    given = batch(text=[bytes(range(256)) * 40, POST.encode()])
    out = clean_batch(given)
    assert out.column("text").to_pylist() == [None, ARTICLE]
    assert out.column("newsclean").to_pylist()[0]["error"]["stage"] == "clean"


def test_surrogates_that_a_page_names_do_no_harm() -> None:
    page = PAGE.replace("old bridge", "old &#xD800; bridge")
    out = clean_batch(batch(text=[page, page.encode()]))
    assert all("bridge" in text for text in out.column("text").to_pylist())
    out.validate(full=True)


@given(st.lists(st.one_of(st.none(), st.text(), st.binary()), max_size=4), st.booleans())
def test_no_row_raises_whatever_it_holds(values: list[Any], flat: bool) -> None:
    data = [
        value.encode("utf-8", "ignore") if isinstance(value, str) else value for value in values
    ]
    given = batch(pa.binary(), text=data)
    out = clean_batch(given, flat=flat)
    out.validate(full=True)
    assert out.num_rows == len(values)
    assert out.schema == output_schema(given.schema, flat=flat)


@given(st.lists(st.one_of(st.none(), st.text()), max_size=4))
def test_text_rows_are_what_the_library_makes_of_them(values: list[str | None]) -> None:
    sound = [v and v.encode("utf-8", "ignore").decode() for v in values]
    out = clean_batch(batch(pa.string(), text=sound)).column("text").to_pylist()
    assert out == [v if v is None else newsclean.clean(v).text for v in sound]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"column": "body"}, "no column 'body'; there are: text (string), n (int64)"),
        ({"column": "n"}, "column 'n' holds int64, no text"),
        ({"title_column": "head"}, "no column 'head'"),
        ({"fields": ["titel"]}, "did you mean title?"),
        ({"fields": "title"}, "a list of names"),
        ({"encoding": "latin1x"}, "latin1x"),
        ({"max_bytes": 0}, "must be positive"),
        ({"output_column": "newsclean"}, "holds the rest of the record"),
        ({"cleaner": {"ignor": ["share"]}}, "unexpected keyword argument 'ignor'"),
        ({"cleaner": {"ignore": ["shar"]}}, "shar"),
        ({"cleaner": "share"}, "a Cleaner or a dict"),
    ],
)
def test_what_cannot_be_meant_is_said_at_once(options: Any, said: str) -> None:
    with pytest.raises(UsageError) as caught:
        clean_batch(batch(text=[POST], n=[1]), **options)
    assert said in str(caught.value)


def test_two_columns_of_the_name_are_refused() -> None:
    given = pa.RecordBatch.from_arrays([pa.array(["a"]), pa.array(["b"])], ["text", "text"])
    with pytest.raises(UsageError, match="2 columns are called 'text'"):
        clean_batch(given)


def test_without_pyarrow_the_extra_is_named() -> None:
    code = (
        "import sys; sys.modules['pyarrow'] = None\n"
        "try:\n    import newsclean.arrow\n"
        "except ImportError as error:\n    print(type(error).__name__, error)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, env=environment())
    told = done.stdout.decode().strip()
    assert told == "ExtraError newsclean.arrow needs pyarrow: pip install 'newsclean[arrow]'"


# What engines do with it.


def test_a_partial_of_it_pickles_and_does_the_same() -> None:
    given = batch(text=[POST])
    for cleaner in (None, {"ignore": ["share"]}, newsclean.Cleaner(ignore=["share"])):
        clean = partial(clean_batch, cleaner=cleaner, fields=["stats"])
        assert pickle.loads(pickle.dumps(clean))(given).equals(clean(given))


def test_a_cleaner_and_its_options_give_the_same() -> None:
    given = batch(text=[POST])
    options = {"ignore": ["share"], "confidence": 0.9}
    by_options = clean_batch(given, cleaner=options)
    assert by_options.equals(clean_batch(given, cleaner=newsclean.Cleaner(**options)))
    assert "Share this" in by_options.column("text").to_pylist()[0]


def test_a_process_makes_one_cleaner_of_the_same_options() -> None:
    from newsclean.arrow.options import cleaner_of

    cleaner = newsclean.Cleaner(ignore=["share"])
    copies = [cleaner_of(pickle.loads(pickle.dumps(cleaner))) for _ in range(2)]
    assert copies[0] is copies[1]
    assert cleaner_of({"ignore": ["share"]}) is cleaner_of({"ignore": ["share"]})
    assert cleaner_of({"ignore": ["share"]}) is not cleaner_of({"ignore": ["related"]})


def test_a_stream_of_batches_is_cleaned_batch_by_batch() -> None:
    given = [batch(text=[POST]), batch(text=["x", None])]
    clean = pickle.loads(pickle.dumps(partial(clean_batches, fields=["title"])))
    assert list(clean(iter(given))) == [clean_batch(one, fields=["title"]) for one in given]


# Shards.


def dump(path: Path, *texts: Any) -> Path:
    path.write_bytes(b"".join(json.dumps({"text": text}).encode() + b"\n" for text in texts))
    return path


def table(path: Path, texts: list[Any], group: int) -> Path:
    columns = {"n": list(range(len(texts))), "text": texts}
    pq.write_table(pa.table(columns), path, row_group_size=group)
    return path


def test_parquet_keeps_its_row_groups_and_columns(tmp_path: Path) -> None:
    source = table(tmp_path / "a.parquet", [POST, "x\n", None, POST, "y\n"], group=2)
    row = clean_shard(source, tmp_path / "out/")
    target = tmp_path / "out" / "a.parquet"
    done = pq.ParquetFile(target)
    assert done.num_row_groups == 3
    assert done.schema_arrow == output_schema(pq.read_schema(source))
    assert done.read().column("text").to_pylist() == [ARTICLE, "x\n", None, ARTICLE, "y\n"]
    assert (row["documents"], row["changed"], row["failed"]) == (5, 2, 0)
    assert row["removed"] and row["target"] == str(target)


def test_a_parquet_shard_is_what_the_command_writes(tmp_path: Path) -> None:
    source = table(tmp_path / "a.parquet", [POST, "x\n", None], group=2)
    clean_shard(source, tmp_path / "ours.parquet")
    done = run("a.parquet", "-o", "theirs.parquet", cwd=tmp_path)
    assert done.returncode == 0
    assert pq.read_table(tmp_path / "ours.parquet").equals(
        pq.read_table(tmp_path / "theirs.parquet")
    )


@pytest.mark.parametrize("ending", ["", ".gz"])
def test_a_shard_of_json_lines_is_byte_for_byte_what_the_command_writes(
    tmp_path: Path, ending: str
) -> None:
    source = dump(tmp_path / "a.jsonl", POST, "x\n", None, 5)
    clean_shard(source, tmp_path / f"ours.jsonl{ending}")
    run("a.jsonl", "-o", f"theirs.jsonl{ending}", cwd=tmp_path)
    ours = (tmp_path / f"ours.jsonl{ending}").read_bytes()
    assert ours == (tmp_path / f"theirs.jsonl{ending}").read_bytes()
    assert (
        ARTICLE in json.loads((gzip.decompress(ours) if ending else ours).split(b"\n")[0])["text"]
    )


def test_texts_of_a_crawl_become_json_lines_under_the_same_stem(tmp_path: Path) -> None:
    head = (
        "WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Target-URI: https://example.org/a\r\n"
        f"Content-Type: text/plain\r\nContent-Length: {len(POST)}\r\n\r\n"
    )
    source = tmp_path / "crawl.wet.gz"
    source.write_bytes(gzip.compress(f"{head}{POST}\r\n\r\n".encode()))
    row = clean_shard(source, tmp_path)
    told = json.loads((tmp_path / "crawl.jsonl").read_bytes())
    assert (told["id"], told["text"]) == ("https://example.org/a", ARTICLE)
    assert row["documents"] == 1


def test_what_is_done_is_not_done_again(tmp_path: Path) -> None:
    source = dump(tmp_path / "a.jsonl", POST)
    first = clean_shard(source, tmp_path / "out/")
    target = Path(str(first["target"]))
    before = target.stat()
    second = clean_shard(source, tmp_path / "out/")
    assert second == {**first, "is_done_before": True}
    assert target.stat().st_ino == before.st_ino
    assert clean_shard(source, tmp_path / "out/", force=True)["is_done_before"] is False


@pytest.mark.parametrize("change", ["source", "options", "columns", "target", "row", "torn"])
def test_what_was_made_from_something_else_is_done_again(tmp_path: Path, change: str) -> None:
    source = dump(tmp_path / "a.jsonl", POST)
    target, options = tmp_path / "b.jsonl", {}
    clean_shard(source, target)
    row = tmp_path / ".b.jsonl.newsclean.json"
    if change == "source":
        os.utime(source, ns=(1, 1))
    elif change == "options":
        options = {"cleaner": {"captions": True}}
    elif change == "columns":
        options = {"fields": ["title"]}
    elif change == "target":
        target.write_bytes(b"")
    elif change == "row":
        row.unlink()
    else:
        row.write_bytes(row.read_bytes()[:40])
    assert clean_shard(source, target, **options)["is_done_before"] is False


def test_the_row_stands_beside_the_shard_and_fits_its_schema(tmp_path: Path) -> None:
    row = clean_shard(dump(tmp_path / "a.jsonl", POST, 5), tmp_path / "b.jsonl")
    told = json.loads((tmp_path / ".b.jsonl.newsclean.json").read_bytes())
    assert told == row
    assert list(row) == SHARDS.names
    assert pa.RecordBatch.from_pylist([row], SHARDS).num_rows == 1
    assert row["failed"] == 1
    assert row["failures"] == ["a.jsonl:2: 'text' is no text but a number"]


def test_a_shard_that_cannot_be_read_leaves_nothing_behind(tmp_path: Path) -> None:
    source = table(tmp_path / "a.parquet", [POST] * 50, group=10)
    data = bytearray(source.read_bytes())
    data[300:400] = b"\xff" * 100
    source.write_bytes(data)
    out = tmp_path / "out"
    for bad in (source, tmp_path / "missing.jsonl", dump(tmp_path / "x.jsonl", *"ab")):
        options: Any = {"column": "body"} if bad.name == "x.jsonl" else {}
        with pytest.raises(InputError, match=bad.name):
            clean_shard(bad, out / bad.name, **options)
    assert not out.exists() or os.listdir(out) == []


def test_a_killed_run_leaves_no_half_shard_and_the_next_one_sweeps(tmp_path: Path) -> None:
    source = dump(tmp_path / "a.jsonl", *[POST + str(n) for n in range(3000)])
    out = tmp_path / "out"
    code = (
        f"from newsclean.arrow import clean_shard; clean_shard({str(source)!r}, {str(out)!r} + '/')"
    )
    done = subprocess.Popen([sys.executable, "-c", code], env=environment())
    deadline = time.monotonic() + 60
    while not (out.exists() and any(out.iterdir())) and time.monotonic() < deadline:
        assert done.poll() is None
    done.kill()
    done.wait()
    (litter,) = out.iterdir()
    assert litter.name.endswith(".tmp")
    os.utime(litter, (0, 0))
    dump(source, POST)
    clean_shard(source, f"{out}/")
    assert sorted(os.listdir(out)) == [".a.jsonl.newsclean.json", "a.jsonl"]


def test_a_shard_is_not_written_over_itself(tmp_path: Path) -> None:
    source = dump(tmp_path / "a.jsonl", POST)
    with pytest.raises(UsageError, match="the shard itself"):
        clean_shard(source, tmp_path)


def test_an_ending_that_says_nothing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="must end in"):
        clean_shard(dump(tmp_path / "a.jsonl", POST), tmp_path / "b.bin")


def test_a_table_of_shards_gives_their_rows(tmp_path: Path) -> None:
    good = dump(tmp_path / "a.jsonl", POST)
    pairs = {
        "source": [str(good), str(tmp_path / "missing.jsonl")],
        "target": [str(tmp_path / "out" / "a.jsonl"), str(tmp_path / "out" / "b.jsonl")],
    }
    rows = pa.Table.from_batches(clean_shards([pa.RecordBatch.from_pydict(pairs)]))
    assert rows.schema == SHARDS
    assert rows.column("documents").to_pylist() == [1, None]
    assert "missing.jsonl" in rows.column("error").to_pylist()[1]
    with pytest.raises(UsageError, match="source"):
        list(clean_shards([batch(text=["a"])]))
