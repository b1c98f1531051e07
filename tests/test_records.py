"""Dumps of JSON, compressed or not, through the real command."""

from __future__ import annotations

import bz2
import gzip
import json
import lzma
import os
import pickle
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from command import ARTICLE, FOOTER, POST, PROGRAM, environment, run, run_small

MORE = b'"n":12345678901234567890123, "f": 1.0, "e": 1E+2, "u": "\\u00e9\\/", "d":{"a":[1,null]}'
zstandard = pytest.importorskip("zstandard")


def line(**fields: object) -> bytes:
    return json.dumps(fields).encode() + b"\n"


def post(number: int = 1) -> bytes:
    return line(id=f"r{number}", text=POST)


def records(data: bytes) -> list[dict[str, Any]]:
    return [json.loads(one) for one in data.split(b"\n") if one]


def messages(done: subprocess.CompletedProcess[bytes]) -> list[str]:
    return done.stderr.decode().splitlines()


def jsonl(data: bytes, *options: str, **more: Any) -> subprocess.CompletedProcess[bytes]:
    return run("--input", "jsonl", "-f", "jsonl", *options, stdin=data, **more)


# What a record becomes.


def test_the_text_is_replaced_and_all_else_stays_byte_for_byte() -> None:
    raw = b'{ "b" : 1, "text": ' + json.dumps(POST).encode() + b" , " + MORE + b" }\n"
    done = jsonl(raw, "--fields", "profile")
    clean = raw.replace(json.dumps(POST).encode(), json.dumps(ARTICLE).encode())
    assert done.stdout == clean[:-3] + b',"newsclean":{"profile":"repost"} }\n'
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_text_that_loses_nothing_keeps_its_escapes() -> None:
    raw = b'{"text":"One \\u0041 line of \\/ text.\\n"}\n'
    assert jsonl(raw, "--fields", "profile").stdout.startswith(raw[:-2])


def test_the_rest_of_the_record_is_one_new_field() -> None:
    (record,) = records(jsonl(post()).stdout)
    told = record["newsclean"]
    assert list(record) == ["id", "text", "newsclean"]
    assert "text" not in told
    assert told["schema"] == "newsclean/1"
    assert told["removed"][0]["text"] == "Share this:"


def test_a_field_newsclean_of_an_earlier_run_is_replaced() -> None:
    once = jsonl(post(), "--fields", "profile").stdout
    twice = jsonl(once, "--fields", "profile").stdout
    assert twice == once


def test_the_output_field_stands_beside_the_original() -> None:
    (record,) = records(jsonl(post(), "--output-field", "clean").stdout)
    assert (record["text"], record["clean"]) == (POST, ARTICLE)


def test_the_output_field_is_there_where_nothing_was_removed() -> None:
    (record,) = records(jsonl(line(text=ARTICLE), "--output-field", "clean").stdout)
    assert record["clean"] == ARTICLE


def test_fields_choose_and_the_order_is_the_records() -> None:
    (record,) = records(jsonl(post(), "--fields", "stats,title", "--fields", "id").stdout)
    assert list(record["newsclean"]) == ["id", "title", "stats"]


def test_an_unknown_field_of_the_record_suggests_the_known_one() -> None:
    done = jsonl(post(), "--fields", "titel")
    assert done.returncode == 2
    assert "did you mean title?" in done.stderr.decode()


def test_no_removed_leaves_the_removed_lines_out() -> None:
    (record,) = records(jsonl(post(), "--no-removed").stdout)
    assert "removed" not in record["newsclean"]
    assert record["newsclean"]["stats"]["removed_lines"] == 3


def test_an_id_that_is_null_is_none(tmp_path: Path) -> None:
    (tmp_path / "d.jsonl").write_text('{"id":null,"text":"a"}\n{"id":"","text":"b"}\n')
    done = run("d.jsonl", "--id-field", "id", "-f", "jsonl", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    told = [record["newsclean"]["id"] for record in records(done.stdout)]
    assert told == ["d.jsonl:1", "d.jsonl:2"]


def test_a_dump_in_utf_16_is_named_without_a_line(tmp_path: Path) -> None:
    (tmp_path / "d.jsonl").write_bytes('{"text":"a"}\n'.encode("utf-16"))
    done = run("d.jsonl", cwd=tmp_path)
    assert done.returncode == 2 and b"newsclean: d.jsonl: UTF-16 or UTF-32" in done.stderr


def test_the_id_field_names_the_record_and_a_number_is_taken_as_it_stands() -> None:
    data = line(key=10**30, text=ARTICLE)
    (record,) = records(jsonl(data, "--id-field", "key").stdout)
    assert record["newsclean"]["id"] == str(10**30)


def test_without_an_id_a_record_is_called_by_its_line(tmp_path: Path) -> None:
    (tmp_path / "d.jsonl").write_bytes(post() + post())
    done = run("d.jsonl", cwd=tmp_path)
    assert [r["newsclean"]["id"] for r in records(done.stdout)] == ["d.jsonl:1", "d.jsonl:2"]
    done = jsonl(b"\n" + post() + post())
    assert [r["newsclean"]["id"] for r in records(done.stdout)] == ["-:2", "-:3"]
    done = run("--input", "csv", "--fields", "id", stdin=b"text\nOne line.\n")
    assert b'""id"":""-:2""' in done.stdout
    done = jsonl(post(), "--removed", "gone", cwd=tmp_path)
    assert records((tmp_path / "gone").read_bytes())[0]["id"] == "-:1"
    # A single text has no number, and from standard input it has no name.
    assert records(run("-f", "jsonl", "--no-removed", stdin=b"One line.\n").stdout)[0]["id"] is None


def test_title_and_language_of_a_record_reach_the_cleaner() -> None:
    title = "Harbour bridge to close for a year"
    data = line(text=ARTICLE + title + " - Town News\n", headline=title, l="en")
    plain, told = (
        records(jsonl(data, *options).stdout)[0]
        for options in ([], ["--title-field", "headline", "--lang-field", "l"])
    )
    assert told["newsclean"]["title"] == title
    assert told["newsclean"]["language"] == "en"
    assert plain["newsclean"]["title"] != title or plain["newsclean"]["language"] is None


def test_a_null_text_passes_with_nothing_told_of_it() -> None:
    done = jsonl(line(text=None, a=1))
    assert done.returncode == 0
    assert records(done.stdout) == [{"text": None, "a": 1, "newsclean": None}]


def test_a_page_in_a_record_is_read_as_one() -> None:
    page = "<html><body><nav>Menu</nav><article>" + "".join(
        f"<p>{part}</p>" for part in ARTICLE.split("\n")
    )
    (record,) = records(jsonl(line(text=page + "</article></body></html>")).stdout)
    assert record["text"] == ARTICLE


# Which records come out.


def test_removed_lines_go_to_a_file_of_their_own(tmp_path: Path) -> None:
    done = jsonl(post(7), "--id-field", "id", "--removed", "gone.jsonl.gz", cwd=tmp_path)
    assert done.returncode == 0
    gone = records(gzip.decompress((tmp_path / "gone.jsonl.gz").read_bytes()))
    assert [entry["id"] for entry in gone] == ["r7"] * 3
    assert gone[0]["text"] == "Share this:"


def test_skip_empty_leaves_out_what_has_no_text_left() -> None:
    data = line(text="") + line(text=None) + line(text=ARTICLE)
    assert [r["text"] for r in records(jsonl(data, "--skip-empty").stdout)] == [ARTICLE]


def test_only_changed_leaves_out_what_lost_nothing() -> None:
    data = line(text=ARTICLE) + post(2)
    assert [r.get("id") for r in records(jsonl(data, "--only-changed").stdout)] == ["r2"]


def test_check_names_the_records(tmp_path: Path) -> None:
    (tmp_path / "d.jsonl").write_bytes(line(text=ARTICLE) + post())
    done = run("--check", "d.jsonl", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (1, b"")
    assert messages(done) == ["would clean d.jsonl:2: 3 of 6 lines removed"]


def test_fail_empty_is_an_exit_code() -> None:
    assert jsonl(line(text=""), "--fail-empty").returncode == 1


# Bad records cost only themselves.


def survivors(bad: bytes) -> list[str]:
    """The messages of a dump with a bad line between two good ones, which both come out."""
    done = jsonl(post(1) + bad + b"\n" + post(3), "--id-field", "id", "--fields", "id")
    good = [r for r in records(done.stdout) if r.get("text") == ARTICLE]
    assert [r["newsclean"] for r in good] == [{"id": "r1"}, {"id": "r3"}]
    assert done.returncode == 2
    return messages(done)


@pytest.mark.parametrize(
    ("bad", "cause"),
    [
        (b'{"text": "cut', "not JSON: unterminated string starting at character 10"),
        (b'{"text": "a" "b": 1}', "not JSON: a comma is missing at character 14"),
        (b'{"text": "a"} x', "not JSON: something follows the object at character 15"),
        (b"[1]", "not JSON: not an object but an array"),
        (b'{"text": "a", "n": NaN}', "not JSON: NaN is no JSON"),
        (b'{"text": "a", "n": -Infinity}', "not JSON: -Infinity is no JSON"),
        (b'{"text": "\xff"}', "not UTF-8 at byte 11"),
        (b'{"text": "a", "n": ' + b"[" * 100_000 + b"}", "not JSON: nested too deeply"),
        (b'{"text": 5}', "'text' is no text but a number"),
        (b'{"text": [1]}', "'text' is no text but a list"),
        (b'{"body": "a", "u": 1}', "no field 'text'; there are: body, u"),
    ],
)
def test_a_bad_record_is_named_with_its_line_and_costs_only_itself(bad: bytes, cause: str) -> None:
    assert survivors(bad) == [f"newsclean: standard input:2: {cause}"]


def pretty(number: int, **more: object) -> bytes:
    record = {"id": f"r{number}", "a": [{"b": 1}, {}], "text": POST, **more}
    return json.dumps(record, indent=1).encode() + b"\n"


@pytest.mark.parametrize(
    ("data", "ids"),
    [
        (post(1) + pretty(2) + post(3), {1: "1", 2: "2", 3: "12"}),
        (post(1) + pretty(2, c={}) + pretty(3) + post(4), {1: "1", 2: "2", 3: "13", 4: "23"}),
        (post(1).strip() + post(2).strip() + b" " + post(3) + post(4),
         {1: "1", 2: "1.2", 3: "1.3", 4: "2"}),
        (post(1) + b"\n" + pretty(2).replace(b"\n", b"\r\n\r\n") + post(3),
         {1: "1", 2: "3", 3: "23"}),
        (post(1) + json.dumps({"a": [{"b": 1}], "id": "r2", "text": POST}, indent=0).encode()
         + b"\n" + post(3), {1: "1", 2: "2", 3: "11"}),
    ],
)  # fmt: skip
def test_objects_need_no_line_of_their_own(data: bytes, ids: dict[int, str]) -> None:
    done = jsonl(data)
    assert (done.returncode, done.stderr) == (0, b"")
    assert {int(r["id"][1:]): r["newsclean"]["id"] for r in records(done.stdout)} == {
        number: f"-:{place}" for number, place in ids.items()
    }
    assert all(r["text"] == ARTICLE for r in records(done.stdout))


@pytest.mark.parametrize(
    "bad",
    [
        b'{"text": "cut", "n": [', b'{"text": "cut",', b"{", b'{"text": "cut", "n": {"m":',
        pretty(2)[:-5], pretty(2)[:-200], pretty(2)[:5], b'{"a": "b}{c", "text": "x"',
        b'{"text": "a"}{"text": "cut', b'{"text": "a"} {]}',
    ],
)  # fmt: skip
def test_a_broken_object_over_lines_costs_only_itself(bad: bytes) -> None:
    done = jsonl(b"".join([post(1), bad, b"\n", post(3), post(4), pretty(5), post(6)]))
    assert done.returncode == 2
    found = [r["id"] for r in records(done.stdout) if r.get("text") == ARTICLE]
    assert found == ["r1", "r3", "r4", "r5", "r6"]
    assert all(message.startswith("newsclean: standard input:2") for message in messages(done))


def test_a_stream_of_objects_in_one_line_is_never_held(tmp_path: Path) -> None:
    with (tmp_path / "d").open("wb") as file:
        for number in range(40):
            file.write(line(id=number, text=ARTICLE, noise="x" * 1_000_000).strip())
    done = run_small("d", "--max-bytes", "2M", "--fields", "id", "-f", "jsonl", cwd=tmp_path,
                     memory=250_000_000)  # fmt: skip
    assert (done.returncode, len(records(done.stdout))) == (0, 40)


def test_a_record_of_a_wrong_type_goes_on_as_it_was_with_its_error() -> None:
    done = jsonl(line(text=5, a=1) + post())
    first = records(done.stdout)[0]
    assert first["text"] == 5
    assert first["newsclean"]["error"]["stage"] == "field"


def test_a_huge_line_is_passed_over_without_being_held(tmp_path: Path) -> None:
    with (tmp_path / "d.jsonl").open("wb") as file:
        file.write(post(1) + b'{"text": "')
        for _ in range(300):
            file.write(b"word " * 200_000)
        file.write(b'"}\n' + post(3))
    done = run_small(
        "d.jsonl", "--fields", "id", "--id-field", "id", cwd=tmp_path, memory=250_000_000
    )
    assert messages(done) == [
        "newsclean: d.jsonl:2: longer than 16,000,000 bytes (--max-bytes); passed over"
    ]
    assert [r["newsclean"]["id"] for r in records(done.stdout)] == ["r1", "r3"]
    assert done.returncode == 2


def test_max_bytes_is_ours_to_choose() -> None:
    done = jsonl(post() + line(text="short"), "--max-bytes", "100")
    assert [r["text"] for r in records(done.stdout)] == ["short"]
    assert done.returncode == 2


def test_lone_surrogates_come_out_as_their_escapes() -> None:
    data = line(text="\ud83d " + POST, other="\udc80")
    done = jsonl(data)
    assert done.returncode == 0
    (record,) = records(done.stdout)
    assert record["text"] == "\ud83d " + ARTICLE
    assert record["other"] == "\udc80"
    assert done.stdout.isascii() or done.stdout.decode()


def test_of_a_name_that_stands_twice_the_last_counts_and_both_stay() -> None:
    text = json.dumps(POST).encode()
    done = jsonl(b'{"text": 1, "a": 2, "a": 3, "text": ' + text + b"}\n", "--fields", "profile")
    assert done.stdout.startswith(b'{"text": 1, "a": 2, "a": 3, "text": "The council')
    assert b"Share this" not in done.stdout


def test_a_byte_order_mark_and_blank_lines_and_crlf_are_no_records() -> None:
    data = b"\xef\xbb\xbf" + post(1).replace(b"\n", b"\r\n") + b"\r\n \n" + post(2)
    done = jsonl(data)
    assert (len(records(done.stdout)), done.returncode) == (2, 0)


@pytest.mark.parametrize("kind", ["jsonl", "json"])
def test_utf_16_is_refused_by_name(kind: str) -> None:
    done = run("--input", kind, "-f", "jsonl", stdin=post().decode().encode("utf-16"))
    assert done.returncode == 2
    assert "UTF-16" in done.stderr.decode()


def test_a_text_field_that_no_record_has_is_one_message_with_the_names() -> None:
    done = jsonl(line(url="u", body=POST) * 3)
    assert (done.stdout, done.returncode) == (b"", 2)
    assert messages(done) == [
        "newsclean: standard input: no field 'text'; there are: url, body; "
        "name the text's with --text-field"
    ]


def test_an_id_field_that_no_record_has_is_an_error_and_the_records_are_there(
    tmp_path: Path,
) -> None:
    (tmp_path / "d.jsonl").write_bytes(line(key=1, text=POST) * 2)
    for jobs in ("1", "2"):
        done = run("d.jsonl", "--id-field", "kye", "-q", "-j", jobs, "--errors", "e", cwd=tmp_path)
        assert messages(done) == [
            "newsclean: d.jsonl: no field 'kye' (--id-field) in any record; there are: key, text"
        ]
        assert (done.returncode, len(records(done.stdout))) == (2, 2)
        assert records((tmp_path / "e").read_bytes())[0]["stage"] == "field"
    before = (tmp_path / "d.jsonl").read_bytes()
    done = run("d.jsonl", "--id-field", "kye", "-o", "d.jsonl", cwd=tmp_path)
    assert done.returncode == 2 and (tmp_path / "d.jsonl").read_bytes() == before


@pytest.mark.parametrize("option", ["--title-field", "--url-field", "--lang-field"])
def test_a_hint_that_no_record_has_is_a_warning(option: str, tmp_path: Path) -> None:
    warning = (
        f"newsclean: standard input: warning: no field 'x' ({option}) in any record; "
        "there are: id, text"
    )
    for kind, data in (("jsonl", post()), ("csv", b"id,text\n1,One line.\n")):
        done = run("--input", kind, option, "x", stdin=data)
        assert (messages(done), done.returncode) == ([warning], 0)
        assert run("--input", kind, option, "x", "-q", stdin=data).stderr == b""
    done = jsonl(post() + line(text=ARTICLE, x="en"), option, "x")
    assert (done.stderr, done.returncode) == (b"", 0)
    assert jsonl(b"", option, "x").stderr == b""


def test_a_field_that_none_of_many_records_has_is_told_before_the_end() -> None:
    child = subprocess.Popen(
        [*PROGRAM, "--input", "jsonl", "--lang-field", "x", "--fields", "id"],
        stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environment(),
    )  # fmt: skip
    assert child.stdin is not None and child.stderr is not None
    child.stdin.write(line(text="One line.") * 1100)
    child.stdin.flush()
    assert b"no field 'x' (--lang-field) in the first 1,000 records" in child.stderr.readline()
    child.stdin.close()
    assert (child.stderr.read(), child.wait(20)) == (b"", 0)
    child.stderr.close()


def test_a_first_record_without_the_text_does_not_stop_the_others() -> None:
    done = jsonl(line(kind="header") + post())
    assert len(records(done.stdout)) == 2
    assert messages(done) == ["newsclean: standard input:1: no field 'text'; there are: kind"]


def test_an_empty_dump_is_empty() -> None:
    done = jsonl(b"")
    assert (done.stdout, done.stderr, done.returncode) == (b"", b"", 0)


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf\r\n \n"])
def test_a_file_that_is_empty_is_what_its_name_says(tmp_path: Path, data: bytes) -> None:
    for name in ("d.jsonl", "d.csv", "d.json"):
        (tmp_path / name).write_bytes(data)
        done = run(name, "-f", "jsonl", cwd=tmp_path)
        assert (done.stdout, done.stderr, done.returncode) == (b"", b"", 0), name
        done = run(name, cwd=tmp_path)
        assert (done.stdout, done.stderr) == (b"[]\n" if name == "d.json" else b"", b"")
    (tmp_path / "d.jsonl.gz").write_bytes(gzip.compress(data))
    done = run("d.jsonl.gz", "d.jsonl", "-o", "out.jsonl", "-j", "2", cwd=tmp_path)
    assert (done.stderr, (tmp_path / "out.jsonl").read_bytes()) == (b"", b"")
    assert json.loads(run("-f", "json", stdin=data).stdout)["text"] == data.decode()


# Compression.

PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "gz": gzip.compress,
    "zst": zstandard.ZstdCompressor(write_checksum=True).compress,
    "bz2": bz2.compress,
    "xz": lzma.compress,
}
UNPACKERS: dict[str, Callable[[bytes], bytes]] = {
    "gz": gzip.decompress,
    "zst": lambda data: bytes(zstandard.ZstdDecompressor().decompressobj().decompress(data)),
    "bz2": bz2.decompress,
    "xz": lzma.decompress,
}


@pytest.mark.parametrize("packing", PACKERS)
def test_compressed_in_by_content_and_out_by_ending(packing: str, tmp_path: Path) -> None:
    # Two members, and a name that says nothing.
    (tmp_path / "dump").write_bytes(b"".join(PACKERS[packing](post(i)) for i in (1, 2)))
    done = run("dump", "-o", f"out.jsonl.{packing}", "--id-field", "id", cwd=tmp_path)
    assert (done.stdout, done.stderr, done.returncode) == (b"", b"", 0)
    out = UNPACKERS[packing]((tmp_path / f"out.jsonl.{packing}").read_bytes())
    assert [r["text"] for r in records(out)] == [ARTICLE] * 2


def many() -> bytes:
    """Records that do not compress to nothing, so that a cut falls between them."""
    return b"".join(line(id=i, text=POST, noise=os.urandom(400).hex()) for i in range(500))


@pytest.mark.parametrize("packing", PACKERS)
def test_of_a_cut_file_the_records_before_the_cut_are_kept(packing: str, tmp_path: Path) -> None:
    data = PACKERS[packing](many())
    (tmp_path / "d.jsonl").write_bytes(data[: len(data) * 2 // 3])
    done = run("d.jsonl", "-o", "out.jsonl", "--fields", "profile", cwd=tmp_path)
    assert done.returncode == 2
    assert len(messages(done)) == 1
    assert "cut short" in messages(done)[0]
    kept = records((tmp_path / "out.jsonl").read_bytes())
    assert [r["id"] for r in kept] == list(range(len(kept)))
    if packing != "bz2":  # its blocks hold 900,000 bytes
        assert len(kept) > 100


@pytest.mark.parametrize("packing", PACKERS)
def test_damage_is_an_error_and_what_came_before_it_is_kept(packing: str, tmp_path: Path) -> None:
    data = bytearray(PACKERS[packing](many()) * 2)
    at = len(data) * 3 // 4
    data[at : at + 40] = bytes(40)
    (tmp_path / "d.jsonl").write_bytes(data)
    done = run("d.jsonl", "-o", "out.jsonl", "--fields", "profile", cwd=tmp_path)
    assert done.returncode == 2
    assert any("damaged" in message or "not JSON" in message for message in messages(done))
    assert len(records((tmp_path / "out.jsonl").read_bytes())) >= 300


def test_a_bad_checksum_is_an_error_and_the_records_are_kept() -> None:
    data = bytearray(gzip.compress(post(1) + post(2)))
    data[-8] ^= 1
    done = jsonl(bytes(data))
    assert len(records(done.stdout)) == 2
    assert done.returncode == 2
    assert "damaged gzip data: incorrect data check" in done.stderr.decode()


def test_zeros_behind_gzip_data_are_padding_and_other_bytes_an_error() -> None:
    packed = gzip.compress(post())
    assert jsonl(packed + bytes(512)).returncode == 0
    assert jsonl(packed + b"something").returncode == 2


@pytest.mark.parametrize("packing", PACKERS)
def test_a_bomb_is_bounded(packing: str, tmp_path: Path) -> None:
    part = b" " * 1_000_000
    packer: Any = {
        "gz": lambda: __import__("zlib").compressobj(9, 8, 31),
        "zst": lambda: zstandard.ZstdCompressor().compressobj(),
        "bz2": bz2.BZ2Compressor,
        "xz": lzma.LZMACompressor,
    }[packing]()
    with (tmp_path / "d.jsonl").open("wb") as file:
        file.write(packer.compress(b'{"text": "'))
        for _ in range(150):
            file.write(packer.compress(part))
        file.write(packer.compress(b'"}\n' + post()))
        file.write(packer.flush())

    done = run_small("d.jsonl", "--fields", "profile", cwd=tmp_path, memory=300_000_000)
    assert messages(done) == [
        "newsclean: d.jsonl:1: longer than 16,000,000 bytes (--max-bytes); passed over"
    ]
    assert len(records(done.stdout)) == 1


def test_a_compressed_text_is_a_text(tmp_path: Path) -> None:
    (tmp_path / "post.txt.gz").write_bytes(gzip.compress(POST.encode()))
    done = run("post.txt.gz", cwd=tmp_path)
    assert (done.stdout.decode(), done.returncode) == (ARTICLE, 0)
    assert json.loads(run("post.txt.gz", "-f", "json", cwd=tmp_path).stdout)["text"] == ARTICLE


def test_a_compressed_text_that_is_a_bomb_is_refused(tmp_path: Path) -> None:
    (tmp_path / "post.txt.gz").write_bytes(gzip.compress(bytes(50_000_000)))
    done = run("post.txt.gz", cwd=tmp_path)
    assert (done.stdout, done.returncode) == (b"", 2)
    assert "more than 16,000,000 bytes" in done.stderr.decode()


# Arrays.


def test_an_array_gives_an_array() -> None:
    data = json.dumps([{"id": 1, "text": POST}, {"id": 2, "text": ARTICLE}], indent=2).encode()
    done = run(stdin=data)
    assert done.returncode == 0, done.stderr
    out = json.loads(run("-f", "json", stdin=data).stdout)
    assert [(r["id"], r["text"]) for r in out] == [(1, ARTICLE), (2, ARTICLE)]


def test_an_array_to_lines_is_one_record_a_line() -> None:
    data = json.dumps([{"id": 1, "text": POST}] * 3, indent=2).encode()
    assert len(records(run("-f", "jsonl", stdin=data).stdout)) == 3


def test_objects_over_many_lines_need_no_array() -> None:
    data = json.dumps({"text": POST}, indent=2).encode() * 2
    assert [r["text"] for r in records(run("-f", "jsonl", stdin=data).stdout)] == [ARTICLE] * 2


def test_an_empty_array_is_an_empty_array() -> None:
    done = run("--input", "json", "-f", "json", stdin=b"[ ]\n")
    assert (json.loads(done.stdout), done.returncode) == ([], 0)


@pytest.mark.parametrize(
    ("end", "cause"),
    [
        (b"", "the array does not end"),
        (b",]", "a record is missing behind a comma"),
        (b"} ]", "a comma is missing"),
        (b"] x", "something follows the array"),
        (b", {", "a name is missing"),
    ],
)
def test_of_a_broken_array_the_records_before_are_kept(end: bytes, cause: str) -> None:
    one = json.dumps({"text": POST}).encode()
    done = run("--input", "json", "-f", "jsonl", stdin=b"[" + one + b"," + one + end)
    assert [r["text"] for r in records(done.stdout)] == [ARTICLE] * 2
    assert done.returncode == 2
    assert len(messages(done)) == 1
    if end != b", {":
        assert cause in messages(done)[0]


def test_an_array_of_other_things_names_them() -> None:
    done = run("--input", "json", "-f", "jsonl", stdin=b'[1, {"text": "One line."}, "x"]')
    assert len(records(done.stdout)) == 1
    assert len(messages(done)) == 2


def test_a_bad_byte_in_an_array_costs_only_its_record() -> None:
    ones = [b'{"text": "It rained.", "n": %d}' % number for number in range(2000)]
    ones[1000] = b'{"text": "x\xff"}'
    done = run("--input", "json", "-f", "jsonl", stdin=b"[" + b",\n".join(ones) + b"]")
    assert messages(done) == ["newsclean: standard input:1001: not UTF-8 at byte 12"]
    numbers = [record["n"] for record in records(done.stdout)]
    assert numbers == [n for n in range(2000) if n != 1000]


@pytest.mark.parametrize("indent", [None, 1])
def test_one_object_comes_out_as_one_however_it_stood(indent: int | None, tmp_path: Path) -> None:
    data = (json.dumps({"text": POST}, indent=indent) + "\n").encode()
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.json").write_bytes(data)
    assert run("in", "-o", "out/", "--fields", "profile", cwd=tmp_path).returncode == 0
    shown = (tmp_path / "out" / "a.json").read_bytes()
    assert json.loads(shown) == {"text": ARTICLE, "newsclean": {"profile": "repost"}}
    assert json.loads(run("--fields", "profile", stdin=data).stdout) == json.loads(shown)


@pytest.mark.parametrize("first", ["{'text': 'a repr'}", "[1]", '{"text": "cut', "{]"])
@pytest.mark.parametrize("name", ["a.jsonl", None])
def test_a_broken_first_line_costs_only_itself(
    first: str, name: str | None, tmp_path: Path
) -> None:
    data = first.encode() + b"\n" + post(1) + post(2)
    (tmp_path / "a.jsonl").write_bytes(data)
    done = run(name, cwd=tmp_path) if name else run(stdin=data)
    assert [record["id"] for record in records(done.stdout)] == ["r1", "r2"]
    assert (done.returncode, len(messages(done))) == (2, 1)
    assert messages(done)[0].startswith(f"newsclean: {name or 'standard input'}:1: not JSON: ")


def test_what_the_name_promises_counts_where_an_array_begins_oddly(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(b"[null," + post(1) + b"]")
    done = run("a.json", "-f", "jsonl", cwd=tmp_path)
    assert [record["id"] for record in records(done.stdout)] == ["r1"]
    assert messages(done) == ["newsclean: a.json:1: not JSON: not an object but null"]
    for data in (b"[Photo: an old bridge]\n" + ARTICLE.encode(), b"{ if (x)\n{}\n}\n"):
        assert run(stdin=data).stdout == data


# Where it goes.


@pytest.mark.parametrize("options", [["--input", "jsonl", "-f", "jsonl"], []])
def test_records_leave_as_they_come(options: list[str]) -> None:
    child = subprocess.Popen(
        [*PROGRAM, *options, "--text-field", "text"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment(),
    )  # fmt: skip
    assert child.stdin is not None and child.stdout is not None
    try:
        for number in (1, 2):
            child.stdin.write(post(number))
            child.stdin.flush()
            assert json.loads(child.stdout.readline())["id"] == f"r{number}"
    finally:
        child.stdin.close()
        child.stdout.close()
        assert child.wait(20) == 0


def test_a_closed_pipe_is_quiet(tmp_path: Path) -> None:
    (tmp_path / "d.jsonl").write_bytes(post() * 2000)
    child = subprocess.Popen(
        [*PROGRAM, "d.jsonl"], cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env=environment(),
    )  # fmt: skip
    assert child.stdout is not None and child.stderr is not None
    child.stdout.readline()
    child.stdout.close()
    assert child.stderr.read() == b""
    child.stderr.close()
    assert child.wait(20) == 0


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no /dev/full")
def test_a_full_disk_is_an_error() -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [*PROGRAM, "--input", "jsonl", "-f", "jsonl"], input=post(), stdout=full,
            stderr=subprocess.PIPE, env=environment(), check=False,
        )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr == b"newsclean: standard output: No space left on device\n"


def test_no_output_appears_when_nothing_could_be_read(tmp_path: Path) -> None:
    done = run("missing.jsonl", "-o", "out.jsonl.gz", cwd=tmp_path)
    assert done.returncode == 2
    assert list(tmp_path.iterdir()) == []


def test_an_input_may_be_its_own_output(tmp_path: Path) -> None:
    (tmp_path / "d.jsonl").write_bytes(post() * 50)
    assert run("d.jsonl", "-o", "d.jsonl", cwd=tmp_path).returncode == 0
    assert [r["text"] for r in records((tmp_path / "d.jsonl").read_bytes())] == [ARTICLE] * 50


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_leaves_nothing_half_done(number: int, code: int, tmp_path: Path) -> None:
    source, target = os.pipe()
    child = subprocess.Popen(
        [*PROGRAM, "--input", "jsonl", "-o", "out.jsonl.gz"], cwd=tmp_path, stdin=source,
        stderr=subprocess.PIPE, env=environment(),
    )  # fmt: skip
    os.close(source)
    os.write(target, post())
    deadline = time.monotonic() + 20
    while not list(tmp_path.iterdir()) and time.monotonic() < deadline:
        time.sleep(0.01)
    child.send_signal(number)
    assert child.wait(5) == code
    os.close(target)
    assert child.stderr is not None
    child.stderr.close()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_in_a_callback_of_the_interpreter_is_not_lost(number: int, code: int) -> None:
    script = f"""
import os, time, weakref
from newsclean.cli._output import end_by_exception
class Thing: pass
def callback(_): os.kill(os.getpid(), {int(number)}); time.sleep(0)
end_by_exception()
thing = Thing()
reference = weakref.ref(thing, callback)
del thing
time.sleep(20)
raise SystemExit(0)
"""
    done = subprocess.run(
        [sys.executable, "-c", script], env=environment(), stderr=subprocess.PIPE, check=False,
        timeout=30,
    )  # fmt: skip
    assert done.returncode in (code, -number)
    assert b"Exception ignored" not in done.stderr


def test_the_same_bytes_whatever_the_hash_seed(tmp_path: Path) -> None:
    data = post(1) + post(2)
    outs = {jsonl(data, env={"PYTHONHASHSEED": seed}).stdout for seed in "12"}
    assert len(outs) == 1


def test_with_and_without_orjson_the_bytes_are_the_same(tmp_path: Path) -> None:
    (tmp_path / "orjson.py").write_text("raise ImportError\n")
    data = post(1) + line(text="\ud800 é " + POST) + line(text=None)
    path = os.pathsep.join([str(tmp_path), *filter(None, [os.environ.get("PYTHONPATH")])])
    assert jsonl(data).stdout == jsonl(data, env={"PYTHONPATH": path}).stdout


def test_a_missing_library_is_named_with_its_extra(tmp_path: Path) -> None:
    (tmp_path / "zstandard.py").write_text("raise ImportError\n")
    path = os.pathsep.join([str(tmp_path), *filter(None, [os.environ.get("PYTHONPATH")])])
    done = jsonl(PACKERS["zst"](post()), env={"PYTHONPATH": path})
    assert done.returncode == 2
    assert "newsclean: standard input: zstd data needs zstandard: pip install " in (
        done.stderr.decode()
    )
    assert "newsclean[zstd]" in done.stderr.decode()


# Usage.


def test_records_to_text_are_refused(tmp_path: Path) -> None:
    done = run("--input", "jsonl", "-f", "text", stdin=post())
    assert done.returncode == 2
    assert "use -f jsonl, or --concat" in done.stderr.decode()
    assert run("--input", "jsonl", "-f", "text", "--concat", stdin=post() * 2).stdout.decode() == (
        ARTICLE * 2
    )


def test_diff_and_explain_are_for_texts() -> None:
    assert run("--input", "jsonl", "--diff", stdin=post()).returncode == 2


def test_text_is_refused_where_the_ending_asks_for_it(tmp_path: Path) -> None:
    done = run("-", "-o", "out.txt", stdin=post(), cwd=tmp_path)
    assert done.returncode == 2
    assert "would run into one" in done.stderr.decode()
    assert list(tmp_path.iterdir()) == []


def test_one_text_stays_a_text_whatever_else_is_asked_for(tmp_path: Path) -> None:
    text = POST.replace("Tuesday", "Täglich").encode("cp1252")
    (tmp_path / "post.txt").write_bytes(text)
    options = ("--encoding", "cp1252", "--removed", "gone.jsonl")
    done = run("post.txt", *options, cwd=tmp_path)
    assert (done.stdout, done.returncode) == (text[: -len(FOOTER)], 0)
    assert len(records((tmp_path / "gone.jsonl").read_bytes())) == 3
    assert run("post.txt", *options, "-o", "out.txt.gz", cwd=tmp_path).returncode == 0
    assert gzip.decompress((tmp_path / "out.txt.gz").read_bytes()) == text[: -len(FOOTER)]
    done = run("post.txt", *options, "-f", "json", cwd=tmp_path)
    assert json.loads(done.stdout)["id"] == "post.txt"


def test_what_is_said_of_one_document_is_refused_for_many() -> None:
    done = jsonl(post(), "--title", "Bridge")
    assert done.returncode == 2
    assert "--title-field" in done.stderr.decode()


def test_a_language_holds_for_all_that_do_not_tell_theirs() -> None:
    data = line(text=ARTICLE, l="de") + line(text=ARTICLE, l=7)
    done = jsonl(data, "--lang", "nl", "--lang-field", "l", "--fields", "language")
    assert [r["newsclean"]["language"] for r in records(done.stdout)] == ["de", "nl"]


@pytest.mark.parametrize("kind", ["jsonl", "csv", "parquet"])
def test_the_work_is_the_same_in_another_process(kind: str, tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    from newsclean import Cleaner
    from newsclean.records.item import chunks
    from newsclean.records.kinds import read
    from newsclean.records.opening import Stream
    from newsclean.records.wanted import Wanted
    from newsclean.records.work import Work

    path = tmp_path / "in"
    if kind == "parquet":
        parquet.write_table(pa.table({"id": ["a", "b"], "text": [POST, ARTICLE]}), path)
    else:
        path.write_bytes(post() * 2 if kind == "jsonl" else b'id,text\n1,"' + POST.replace(
            '"', '""').encode() + b'"\n')  # fmt: skip
    wanted = Wanted("json")
    work = Work(Cleaner(), wanted, is_logged=True)
    with path.open("rb") as file:
        stream = Stream(file.fileno())
        (items,) = chunks(read(kind, stream, "in", wanted), stream)
        sent = pickle.loads(pickle.dumps((work, items)))
        here = work(items)
        there = pickle.loads(pickle.dumps(sent[0](sent[1])))
    assert [(o.name, o.row, o.log, o.removed) for o in here] == [
        (o.name, o.row, o.log, o.removed) for o in there
    ]
    assert here[0].is_changed


def test_json_that_is_told_by_its_content() -> None:
    assert records(run(stdin=post()).stdout)[0]["text"] == ARTICLE
    assert run("--input", "text", stdin=b'{"a": 1}\n').stdout == b'{"a": 1}\n'
    assert run(stdin=b"{{ a template }} is a text\n").stdout == b"{{ a template }} is a text\n"
    assert run(stdin=b"[Advertisement] is one, too\n").returncode == 0
    for text in (b'{"Hello"} is no JSON\n', b"[1] a note\n", b"[\nx\n", b"{\n"):
        assert run(stdin=text).stdout == text


def test_several_dumps_are_one_output(tmp_path: Path) -> None:
    for name in "ab":
        (tmp_path / f"{name}.jsonl").write_bytes(post())
    (tmp_path / "c.txt").write_text(POST)
    done = run("a.jsonl", "b.jsonl", "c.txt", "-o", "all.jsonl", cwd=tmp_path)
    assert (done.stderr, done.returncode) == (b"", 0)
    out = records((tmp_path / "all.jsonl").read_bytes())
    assert [r["text"] for r in out] == [ARTICLE] * 3


def test_parquet_behind_a_compression_is_refused(tmp_path: Path) -> None:
    done = run("-", "-o", "x.parquet.gz", stdin=post(), cwd=tmp_path)
    assert done.returncode == 2
    assert "compressed inside" in done.stderr.decode()


@pytest.mark.parametrize("size", ["0", "-1", "10X", "k"])
def test_a_size_that_is_none_is_refused(size: str) -> None:
    assert run("--max-bytes", size, stdin=b"").returncode == 2


def test_a_field_that_a_thousand_records_lack_is_misnamed() -> None:
    data = b"".join(line(body="One.") for _ in range(1001))
    done = jsonl(data)
    assert (done.returncode, done.stdout, len(messages(done))) == (2, b"", 1)
    assert "name the text's with --text-field" in messages(done)[0]
    late = jsonl(b"".join(line(body="One.") for _ in range(990)) + line(text="One."))
    assert late.returncode == 2 and len(late.stdout.splitlines()) == 991
    assert len(messages(late)) == 990


def test_verbose_tells_of_each_record() -> None:
    done = jsonl(line(text=POST) + line(text=FOOTER), "-v")
    told = [one.removeprefix("newsclean: ") for one in messages(done)]
    assert told[0] == "standard input:1: 3 of 6 lines removed"
    assert told[1].startswith("standard input:2: ")


def test_a_page_comes_out_as_text_even_where_nothing_is_removed() -> None:
    sentence = "The council met for six hours on Tuesday and put off its decision once more.\n"
    page = line(text=f"<html><body><p>{sentence}</p></body></html>")
    done = jsonl(page, "--fields", "profile")
    assert records(done.stdout)[0]["text"] == sentence
