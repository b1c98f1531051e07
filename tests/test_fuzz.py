"""Whatever comes in, by whatever options: a result that keeps the laws, or a failure in words.

`NEWSCLEAN_FUZZ=5000 pytest tests/test_fuzz.py` searches on where CI ends.
"""

from __future__ import annotations

import codecs
import csv
import io
import json
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import newsclean
from fuzzed import KINDS, PACKERS, TEXTS, Done, changed, check_told, command, fuzz, is_part, tree
from newsclean import Cleaner, NewscleanError, restore
from newsclean.record import dump
from test_records_properties import VALUES

# No input of this size takes as long, whatever it holds: a hundred times what it takes.
MOST_SECONDS = 20.0
TEMPLATE = Path(newsclean.__file__).parent / "packs" / "template.toml"


@pytest.fixture(autouse=True, scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Without the settings of whoever runs the tests, in a folder where files may be written."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("NEWSCLEAN_CONFIG", "NEWSCLEAN_COLOR", "FORCE_COLOR", "NO_COLOR", "COLUMNS"):
            patch.delenv(name, raising=False)
        patch.setenv("XDG_CONFIG_HOME", "/dev/null")
        folder = tmp_path_factory.mktemp("fuzz")
        patch.chdir(folder)
        yield folder


def flags(*every: str) -> st.SearchStrategy[list[str]]:
    """None, some or all of these options, each as it is written on a command line."""
    words = [option.split() for option in every]
    return st.lists(st.sampled_from(words), max_size=3).map(
        lambda some: [word for option in some for word in option]
    )


KIND = ["auto", "text", "html", "jsonl", "json", "csv", "tsv", "parquet", "arrow", "warc", "wet",
        "feed"]  # fmt: skip
MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF32_LE: "utf-32", codecs.BOM_UTF16_LE: "utf-16",
         codecs.BOM_UTF32_BE: "utf-32", codecs.BOM_UTF16_BE: "utf-16"}  # fmt: skip
FORMATS = ["text", "json", "jsonl", "markdown", "html", "csv", "tsv"]
ANY = flags(
    *(f"-f {form}" for form in FORMATS), *(f"--input {kind}" for kind in KIND),
    "--with-title", "--links", "--images", "--front-matter", "--select share", "--select comments",
    "--extend-select inline,dateline", "--ignore navigation", "--confidence 0.9", "--confidence 0",
    "--segments always", "--segments never", "--profile page", "--profile repost", "--captions",
    "--no-captions", "--fix-text", "--title Storm", "--url https://e.org/a", "--lang id",
    "--encoding utf-8", "--encoding cp1252", "--encoding utf-16", "--check", "--diff", "--comments",
    "--fail-empty", "--utf8", "--concat", "--text-field text", "--text-field id",
    "--output-field clean", "--id-field id", "--title-field id", "--lang-field id",
    "--fields text", "--fields title,date,text", "--no-removed", "--skip-empty", "--only-changed",
    "--guard-formulas", "--max-bytes 2K", "-v", "-q", "--color always", "--no-config",
    "--removed removed.jsonl", "--errors errors.jsonl", "-o out.txt", "-o out.jsonl.gz",
    "-f markdown --links --images --front-matter", "-f html --links --images", "-f json --comments",
    "-f jsonl --fields text,removed,stats", "-o out.parquet", "-o out.csv", "--no-progress", "-j 1",
)  # fmt: skip


@fuzz(80)
@given(data=changed(), input=st.sampled_from(["auto", "auto", "text", "html"]),
       profile=st.sampled_from(["auto", "page", "repost"]),
       segments=st.sampled_from(["auto", "always", "never"]))  # fmt: skip
def test_the_library_gives_a_result_or_says_why_not(
    data: bytes, input: str, profile: str, segments: str
) -> None:
    cleaner = Cleaner(input=input, profile=profile, segments=segments, comments=True)
    start = time.process_time()
    told = []
    for _ in range(2):
        try:
            told.append(dump(cleaner.clean(data).to_dict()))
        except NewscleanError as error:
            assert "\n" not in str(error).rstrip("\n")
            told.append(str(error).encode())
    assert told[0] == told[1]
    assert time.process_time() - start < MOST_SECONDS


@fuzz(200)
@given(data=changed(), arguments=ANY, packing=st.sampled_from(sorted(PACKERS)))
def test_every_command_does_what_it_says_or_says_why_not(
    data: bytes, arguments: list[str], packing: str
) -> None:
    data = PACKERS[packing](data)
    done = command(*arguments, stdin=data)
    check_told(done)
    assert command(*arguments, stdin=data) == done


@fuzz(80)
@given(data=changed(), arguments=flags("--color always", "--color never", "--profile page", "-q",
       "--input html", "--input text", "--segments always", "-f svg", "-f html"))  # fmt: skip
def test_explain_shows_every_input(data: bytes, arguments: list[str]) -> None:
    check_told(command("explain", *arguments, stdin=data))


@fuzz(150)
@given(data=changed(("text", "dump")))
def test_what_is_printed_are_lines_of_the_input(data: bytes) -> None:
    done = command("--input", "text", "--segments", "never", stdin=data)
    check_told(done)
    if done.code == 0:
        assert is_part(one_way(done.out), one_way(data))


def one_way(data: bytes) -> list[bytes]:
    """Lines with their ends, of whatever encoding; the mark before the first is none of a line."""
    for mark, encoding in MARKS.items():
        if data.startswith(mark):
            data = data.decode(encoding, "surrogatepass").encode("utf-8", "surrogatepass")
            break
    for end in (b"\r", b"\xe2\x80\xa8", b"\xe2\x80\xa9", b"\xc2\x85", b"\x85"):
        data = data.replace(end, end + b"\n")
    return data.splitlines(keepends=True)


@fuzz(80)
@given(data=changed(("text", "dump")), arguments=flags("--segments always", "--profile page",
       "--extend-select inline,dateline", "--confidence 0"))  # fmt: skip
def test_an_input_comes_back_from_the_record_that_is_printed(
    data: bytes, arguments: list[str]
) -> None:
    done = command("-f", "json", "--input", "text", *arguments, stdin=data)
    check_told(done)
    if done.code == 0:
        assert restore.restore(done.out) == data
        back = command("restore", stdin=done.out)
        assert (back.code, back.out) == (0, data)


@fuzz(50)
@given(data=changed(TEXTS), arguments=flags("--profile page", "--input html", "--input text"))
def test_text_and_record_agree(data: bytes, arguments: list[str]) -> None:
    text = command(*arguments, "--utf8", stdin=data)
    record = command(*arguments, "-f", "json", stdin=data)
    assert text.code == record.code
    if text.code == 0:
        told = json.loads(record.out)["text"].removeprefix("\ufeff")
        assert text.out.decode("utf-8", "replace").removeprefix("\ufeff") == told


ROWS = st.lists(
    st.tuples(
        changed(("text",)).map(lambda data: data.decode("utf-8", "replace")),
        st.dictionaries(st.text(max_size=6), VALUES, max_size=3),
    ),
    min_size=1, max_size=4,
)  # fmt: skip


@fuzz(40)
@given(rows=ROWS, ascii_only=st.booleans())
def test_records_keep_what_is_not_their_text(
    rows: list[tuple[str, dict[str, Any]]], ascii_only: bool
) -> None:
    taken = ("text", "newsclean")
    records = [
        {**{name: value for name, value in more.items() if name not in taken}, "text": text}
        for text, more in rows
    ]
    raw = "\n".join(json.dumps(record, ensure_ascii=ascii_only) for record in records)
    done = command("--input", "jsonl", "-f", "jsonl", stdin=raw.encode("utf-8", "surrogatepass"))
    check_told(done)
    if done.code == 2:  # lone surrogates that are no UTF-8
        assert not ascii_only
        return
    found = [json.loads(line) for line in done.out.splitlines()]
    assert len(found) == len(records)
    cleaner = Cleaner(input="text")
    for before, after in zip(records, found, strict=True):
        told = after.pop("newsclean")
        assert list(after) == list(before)
        assert {**after, "text": before["text"]} == before
        assert after["text"] == cleaner.clean(before["text"]).text
        assert told["error"] is None


@fuzz(60)
@given(rows=ROWS, delimiter=st.sampled_from([",", "\t"]))
def test_cells_keep_what_is_not_their_text(
    rows: list[tuple[str, dict[str, Any]]], delimiter: str
) -> None:
    table = [["n", "text", "more"], *([str(n), text.replace("\0", ""), str(more).replace("\0", "")]
             for n, (text, more) in enumerate(rows))]  # fmt: skip
    out = io.StringIO()
    # Of itself the writer of Python 3.11 leaves a carriage return without quotation marks.
    has_return = any("\r" in cell for row in table for cell in row)
    quoting = csv.QUOTE_ALL if has_return else csv.QUOTE_MINIMAL
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\n", quoting=quoting)
    writer.writerows(table)
    kind = "csv" if delimiter == "," else "tsv"
    raw = out.getvalue().encode("utf-8", "replace")
    done = command("--input", kind, "-f", kind, "--fields", "removed", stdin=raw)
    check_told(done)
    assert done.code == 0, done.err
    before = list(csv.reader(io.StringIO(raw.decode(), newline=""), delimiter=delimiter))
    after = list(csv.reader(io.StringIO(done.out.decode(), newline=""), delimiter=delimiter))
    assert [row[::2] for row in before] == [[row[0], row[2]] for row in after]
    cleaner = Cleaner(input="text")
    assert [row[1] for row in after[1:]] == [cleaner.clean(row[1]).text for row in before[1:]]


NAMES = {"text": ".txt", "dump": ".txt", "html": ".html", "feed": ".xml", "warc": ".warc"}


@fuzz(30)
@given(st.data())
def test_a_batch_gives_what_each_input_gives(data: st.DataObject) -> None:
    folder = Path.cwd() / "batch"
    inputs: dict[str, bytes] = {}
    for n in range(data.draw(st.integers(1, 4))):
        kind = data.draw(st.sampled_from(KINDS))
        packing = data.draw(st.sampled_from(["", "", *sorted(PACKERS)]))
        name = f"{n}/a{NAMES.get(kind, '.' + kind)}{packing}"
        inputs[name] = PACKERS[packing](data.draw(changed((kind,))))
    for old in sorted(folder.rglob("*"), reverse=True):
        old.rmdir() if old.is_dir() else old.unlink()
    for name, content in inputs.items():
        path = folder / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    done = command("batch/in", "-o", "batch/out/", "-j", "1", "--no-progress")
    check_told(done)
    made = tree(folder / "out")
    alone: list[Done] = []
    for name in inputs:
        one = command(f"batch/in/{name}", "-o", f"batch/one/{name[0]}/", "-j", "1", "-q")
        check_told(one)
        alone.append(one)
    assert done.code == max(one.code for one in alone)
    expected = {f"{path}": content for path, content in tree(folder / "one").items()}
    assert made == expected
    again = command("batch/in", "-o", "batch/out/", "-j", "1", "--no-progress")
    assert again.code == done.code
    assert tree(folder / "out") == made


@fuzz(80)
@given(st.data())
def test_a_rule_pack_serves_or_is_refused_in_one_line(data: st.DataObject) -> None:
    pack = bytearray(TEMPLATE.read_bytes().replace(b"\n# ", b"\n").replace(b"\n#", b"\n"))
    for _ in range(data.draw(st.integers(0, 4))):
        at = data.draw(st.integers(0, len(pack)))
        pack[at : at + data.draw(st.integers(0, 20))] = data.draw(
            st.sampled_from([b"", b"\n", b"[", b"]", b'"', b"=", b"(a+)+$", b"{title}", b"{n}",
                             b"(?i)", b"\\", b"*", b"match = 'regex'\n", b"\xff", b"{", b"|"])
        )  # fmt: skip
    Path("pack.toml").write_bytes(pack)
    text = data.draw(changed(("text",)))
    done = command("--rules", "pack.toml", "--input", "text", stdin=text)
    check_told(done)
    check_told(command("rules", "show", "pack.toml"))


@fuzz(200)
@given(words=st.lists(
    st.sampled_from(["-f", "json", "--", "-", "", "-j", "0", "x", "clean", "explain", "filters",
                     "rules", "schema", "share", "--select", "--confidence", "2", "nan", "-o",
                     "-x", "--input", "--rules", "--title", "--files0-from", "--max-bytes", "1Q",
                     "--help", "-h", "--version", "\udcff", "a\0b", "--backup", "-i", "--timeout",
                     "-1", "--encoding", "rot13", "--fields", "--color", "-fjson", "--diff"]),
    max_size=5))  # fmt: skip
def test_no_command_line_is_too_strange(words: list[str]) -> None:
    if "-j" in words and "0" in words:  # processes would be started
        words = [word for word in words if word != "0"]
    done = command(*words, stdin=b"One line.\n")
    if "rules" not in words:  # which alone says what there is, on many lines
        check_told(done)
    assert "internal error" not in done.err
