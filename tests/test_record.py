"""The record: its shape, and the way back to the input."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import newsclean
from command import ARTICLE, POST, run
from newsclean.emitters.text import chunks as text_chunks
from newsclean.errors import InputError, RecordError
from newsclean.record import chunks, dump, schema_text
from newsclean.restore import restore

# The table of the documentation, in its order; the last is what a text needs that JSON cannot hold.
KEYS = (
    "schema id text title title_raw date date_raw date_ambiguous date_modified authors publisher "
    "site source_url canonical_url feed_title feed_url platform section labels credits language "
    "image description license truncated comments origins removed profile stats encoding input "
    "version error raw_base64"
).split()
VALIDATOR = jsonschema.Draft202012Validator(json.loads(schema_text()))
NASTY = [
    "", "\n", "\n\n\n", "a", POST, POST.replace("\n", "\r\n"), POST.replace("\n", "\r"),
    POST.replace("\n", "\u2028"), POST.replace("\n", "\x85"), POST.rstrip("\n"),
    "\ufeff" + POST, "Share this:\n" + POST, "Share this:", "\ufeffShare this:\n" + ARTICLE,
    ARTICLE + "\r" + "Share this:\n\nPost a Comment", "[red]x[/red] \x1b[31m \x00 {title}\n" + POST,
]  # fmt: skip


def record_of(data: bytes, *arguments: str) -> dict[str, Any]:
    done = run("-f", "json", *arguments, stdin=data)
    assert done.returncode == 0, done.stderr
    record: dict[str, Any] = json.loads(done.stdout)
    VALIDATOR.validate(record)
    return record


def test_every_key_is_there_in_the_documented_order() -> None:
    for text in (b"", POST.encode(), b"a\xff\n"):
        assert list(record_of(text)) == KEYS


def test_the_schema_is_valid_and_names_the_same_keys() -> None:
    schema = json.loads(run("schema").stdout)
    jsonschema.Draft202012Validator.check_schema(schema)
    assert list(schema["properties"]) == schema["required"] == KEYS
    assert all("description" in value for value in schema["properties"].values())


def test_removed_lines_are_told_with_place_and_reason() -> None:
    removed = record_of(POST.encode())["removed"]
    assert [entry["line"] for entry in removed] == [4, 5, 6]
    assert [entry["text"] for entry in removed] == POST.split("\n")[3:6]
    assert {entry["eol"] for entry in removed} == {"\n"}
    assert all(entry["reason"] and not entry["doubtful"] for entry in removed)


def test_counts_add_up() -> None:
    record = record_of(POST.encode())
    stats = record["stats"]
    assert (stats["lines"], stats["kept_lines"], stats["removed_lines"]) == (6, 3, 3)
    assert (stats["chars"], stats["kept_chars"]) == (len(POST), len(ARTICLE))
    assert sum(stats["removed_by_filter"].values()) == 3


def test_unknown_is_null_and_never_empty() -> None:
    record = record_of(ARTICLE.encode())
    assert record["title"] is None and record["authors"] == [] and record["origins"] == {}
    assert "" not in [value for key, value in record.items() if key != "text"]


def test_options_are_told_by_a_hash_that_their_order_does_not_change() -> None:
    def options(*arguments: str) -> str:
        value: str = record_of(b"x\n", *arguments)["version"]["options"]
        return value

    assert options("--ignore", "share,related") == options("--ignore", "related,share")
    assert options() != options("--ignore", "share")
    assert options() != options("--confidence", "0.9")


def test_the_library_gives_the_commands_record(tmp_path: Path) -> None:
    by_command = record_of(POST.encode())
    assert newsclean.clean(POST.encode()).to_dict() == by_command
    assert newsclean.clean(POST).to_dict() == by_command


def test_a_result_has_the_fields_of_the_record() -> None:
    result = newsclean.clean(POST)
    record = result.to_dict()
    assert result.removed == record["removed"]
    for name in KEYS[3:20]:
        assert getattr(result, name) == record[name]
    with pytest.raises(AttributeError, match="no attribute 'titel'"):
        _ = result.titel  # type: ignore[attr-defined]


def test_json_is_valid_whatever_the_text_holds() -> None:
    record = record_of("Žluťoučký kůň\n".encode() + b"bad \xff\n" + POST.encode())
    assert record["text"].startswith("Žluťoučký kůň\nbad \ufffd\n")
    assert record["raw_base64"] is not None
    assert record_of(POST.encode())["raw_base64"] is None


@pytest.mark.parametrize("text", NASTY)
def test_a_record_restores_its_input(text: str) -> None:
    data = text.encode()
    if b"\x00" in data:
        with pytest.raises(InputError):
            newsclean.clean(data)
        return
    result = newsclean.clean(data)
    record = dump(result.to_dict())
    VALIDATOR.validate(json.loads(record))
    assert restore(record) == data
    assert b"".join(chunks(result)) == record


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["Share this:", "Post a Comment", "", " ", "Words.", "日本語。", "é"]),
            st.sampled_from(["\n", "\r\n", "\r", "\u2028", "\u2029", "\x85"]),
        ),
        max_size=12,
    ),
    st.sampled_from(["", "Share this:", "end", "\ud800"]),
)
@example([("Words.", "\r"), ("Share this:", "\n"), ("", "\n"), ("Post a Comment", "\n")], "")
def test_any_mixture_of_line_ends_is_restored(lines: list[tuple[str, str]], last: str) -> None:
    text = "".join(line + end for line, end in lines) + last
    record = dump(newsclean.clean(text).to_dict())
    VALIDATOR.validate(json.loads(record))
    assert restore(record) == text.encode("utf-8", "surrogatepass")


def test_spans_are_put_back_into_their_lines() -> None:
    record = newsclean.clean("(Reuters) - Talks began.\nShare this:\n").to_dict()
    record["text"] = "Talks .\n"
    record["removed"] = [
        {"line": 1, "text": "(Reuters) - ", "eol": "", "span": [0, 12]},
        {"line": 1, "text": "began", "eol": "", "span": [18, 23]},
        {"line": 2, "text": "Share this:", "eol": "\n", "span": None},
    ]
    assert restore(dump(record)) == b"(Reuters) - Talks began.\nShare this:\n"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda r: r.update(text=r["text"] + "x"), "was changed"),
        (lambda r: r["removed"].pop(), "was changed"),
        (lambda r: r["removed"][0].update(line=99), "line numbers|was changed"),
        (lambda r: r.pop("removed"), "not a complete record"),
        (lambda r: r.update(removed=5), "not a complete record"),
        (lambda r: r["encoding"].update(name="base64"), "base64"),
        (lambda r: r["encoding"].update(name="utf-16"), "was changed"),
        (lambda r: r.update(raw_base64="%%%"), "."),
        (lambda r: r.update(schema="newsclean/2"), "newsclean/2"),
    ],
)
def test_a_changed_record_is_refused(change: Any, told: str) -> None:
    record = newsclean.clean(POST).to_dict()
    change(record)
    done = run("restore", "-", stdin=dump(record))
    assert (done.stdout, done.returncode, done.stderr.count(b"\n")) == (b"", 2, 1)
    assert re.search(told, done.stderr.decode())


def test_a_compressed_record_restores_its_input(tmp_path: Path) -> None:
    (tmp_path / "u.json.gz").write_bytes(gzip.compress(dump(newsclean.clean(POST).to_dict())))
    assert run("restore", "u.json.gz", cwd=tmp_path).stdout == POST.encode()


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b"1", b"null", b'{"a": 1}', b"[" * 100_000,
                                  b"\xff\xfe", b'{"schema": "newsclean/1"}'])  # fmt: skip
def test_what_is_no_record_is_refused(data: bytes) -> None:
    with pytest.raises(RecordError):
        restore(data)


def test_several_records_are_refused_with_the_way_out(tmp_path: Path) -> None:
    one = dump(newsclean.clean(POST).to_dict())
    done = run("restore", "-", stdin=one + one)
    assert (done.stdout, done.returncode) == (b"", 2)
    assert b"2 records" in done.stderr and b"jq" in done.stderr


def test_a_pretty_printed_record_is_a_record(tmp_path: Path) -> None:
    path = tmp_path / "record.json"
    path.write_text(json.dumps(newsclean.clean(POST).to_dict(), indent=2))
    assert run("restore", str(path)).stdout.decode() == POST


def test_parts_that_are_cut_from_kept_lines_are_told_and_restored() -> None:
    text = "\ufeff(Reuters) - Talks began on Monday, officials said.\r\nShare this:\r\n"
    result = newsclean.clean(text.encode())
    result.document.spans[0] = [(0, 13, ("dateline", None, "agency before the text", 0.9))]
    record = result.to_dict()
    VALIDATOR.validate(record)
    entries = [(entry["line"], entry["span"], entry["eol"]) for entry in result.removed]
    assert entries == [(1, [0, 13], ""), (2, None, "\r\n")]
    assert record["text"] == "Talks began on Monday, officials said.\r\n"
    assert restore(b"".join(chunks(result))) == text.encode()
    assert b"".join(text_chunks(result)).startswith("\ufeffTalks".encode())


def test_restore_reads_a_pipe_by_itself() -> None:
    text = "The council met on Tuesday.\r\n\nShare this:\nFacebook\n"
    record = run("-f", "json", stdin=text.encode()).stdout
    assert run("restore", stdin=record).stdout == text.encode()
