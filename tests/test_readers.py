"""Bytes in: encodings, byte order marks, what is no text."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import newsclean
from command import ARTICLE, POST, prose, run
from newsclean.document import Document
from newsclean.errors import InputError, UsageError
from newsclean.readers import lines
from newsclean.readers.text import decode

SAMPLES = {
    "cp1252": "Le président a été élu à Paris, où les députés ont voté après une longue journée "
    "de débats. « C’est une étape décisive », a déclaré le ministre de l’Intérieur.\n",
    "cp1251": "Президент приехал в Москву во вторник, сообщили в правительстве. Переговоры "
    "продолжатся на следующей неделе.\n",
    "koi8-r": "Президент приехал в Москву во вторник, сообщили в правительстве. Переговоры "
    "продолжатся на следующей неделе.\n",
    "shift_jis": "首相は火曜日、東京で記者会見を開き、新しい経済対策を発表した。\n",
    "euc_jp": "首相は火曜日、東京で記者会見を開き、新しい経済対策を発表した。\n",
    "iso2022_jp": "首相は火曜日、東京で記者会見を開き、新しい経済対策を発表した。\n",
    "gb18030": "总统星期二抵达北京，政府官员说，谈判将在下周继续进行。\n",
    "big5": "總統星期二抵達台北，政府官員說，談判將在下週繼續進行。\n",
    "euc_kr": "대통령은 화요일 서울에서 기자회견을 열고 새로운 경제 대책을 발표했다.\n",
    "cp1253": "Ο πρωθυπουργός έφτασε την Τρίτη στην Αθήνα, ανακοίνωσε η κυβέρνηση.\n",
}


@pytest.mark.parametrize("name", SAMPLES)
def test_a_legacy_encoding_is_read_and_given_back(name: str) -> None:
    text = SAMPLES[name] * 3
    decoded = decode(text.encode(name))
    assert decoded.text == text
    assert decoded.source.how == "detected"
    assert decoded.text.encode(decoded.source.encoding) == text.encode(name)


@pytest.mark.parametrize("name", SAMPLES)
def test_text_output_keeps_the_inputs_encoding(name: str, tmp_path: Path) -> None:
    path = tmp_path / "in.txt"
    path.write_bytes((SAMPLES[name] * 3 + POST).encode(name))
    done = run("--encoding", name, str(path))
    assert (done.stdout, done.returncode) == ((SAMPLES[name] * 3 + ARTICLE).encode(name), 0)
    converted = run("--encoding", name, "--utf8", str(path)).stdout.decode()
    assert converted == SAMPLES[name] * 3 + ARTICLE


@pytest.mark.parametrize("name", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_wide_text_with_a_mark_is_read_and_given_back(name: str) -> None:
    done = run(stdin=("\ufeff" + POST).encode(name))
    assert (done.stdout, done.returncode) == (("\ufeff" + ARTICLE).encode(name), 0)
    record = json.loads(run("-f", "json", stdin=("\ufeff" + POST).encode(name)).stdout)
    assert record["encoding"] == {"name": name, "how": "declared", "bom": True}


@pytest.mark.parametrize("name", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_wide_text_without_a_mark_is_refused_by_name(name: str) -> None:
    done = run(stdin=POST.encode(name))
    assert (done.stdout, done.returncode) == (b"", 2)
    assert f"--encoding {name}" in done.stderr.decode()
    assert run("--encoding", name, stdin=POST.encode(name)).stdout == ARTICLE.encode(name)


def test_the_mark_stays_when_its_line_goes() -> None:
    text = ("\ufeffShare this:\n" + ARTICLE).encode("utf-16-le")
    assert run(stdin=text).stdout == ("\ufeff" + ARTICLE).encode("utf-16-le")
    assert run("--utf8", stdin=text).stdout.decode() == ARTICLE


def test_a_cut_utf16_text_is_refused() -> None:
    with pytest.raises(InputError, match="utf-16-le: truncated data"):
        decode("\ufeffab".encode("utf-16-le")[:-1])


def test_bad_bytes_in_utf8_pass_unharmed() -> None:
    data = "Žluťoučký kůň ".encode() + b"\xff\xfe\x80 \xc3( end\n"
    decoded = decode(data)
    assert (decoded.source.how, decoded.source.bad_bytes) == ("utf-8", 4)
    assert run(stdin=data).stdout == data


def test_a_stray_byte_in_ascii_passes_unharmed() -> None:
    assert run(stdin=b"hello \xff world\n").stdout == b"hello \xff world\n"


def test_an_uncertain_encoding_is_refused_with_the_way_out() -> None:
    data = "Žluťoučký kůň úpěl ďábelské ódy".encode("cp1250")[:12] * 2
    done = run(stdin=data)
    assert (done.stdout, done.returncode, done.stderr.count(b"\n")) == (b"", 2, 1)
    assert b"--encoding" in done.stderr
    assert run("--encoding", "cp1250", stdin=data).stdout == data
    assert run("--encoding", "utf-8", stdin=data).stdout == data


def test_bytes_that_do_not_fit_the_named_encoding_are_refused() -> None:
    with pytest.raises(InputError, match=r"not ascii: .* at byte 1"):
        decode(b"a\xff", "ascii")


@pytest.mark.parametrize("name", ["base64", "rot13", "zlib", "hex", "idna", "unicode_escape",
                                  "punycode", "undefined", "none", "a\0b", ""])  # fmt: skip
def test_what_is_no_charset_is_refused(name: str) -> None:
    with pytest.raises(UsageError):
        decode(b"text", name)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"%PDF-1.7\n%text", "a PDF file"), (b"PK\x03\x04rest", "a ZIP archive"),
        (b"\x1f\x8b\x08rest", "gzip"), (b"\x89PNG\r\n\x1a\n", "a PNG image"),
        (b"\x7fELF\x02", "a program"), (b"text and \x00 then", "a NUL byte at offset 9"),
    ],
)  # fmt: skip
def test_what_is_not_text_is_refused_by_name_and_reason(data: bytes, told: str) -> None:
    done = run(stdin=data)
    assert (done.stdout, done.returncode, done.stderr.count(b"\n")) == (b"", 2, 1)
    assert done.stderr.startswith(b"newsclean: standard input: ")
    assert told in done.stderr.decode()


def test_a_nul_byte_far_into_a_text_passes() -> None:
    data = prose(900).encode() + b"a\x00b\n"
    assert run(stdin=data).stdout == data


def test_two_spellings_of_one_character_are_not_mixed_up() -> None:
    # NEC's ≒ beside the standard's: encoding gives the standard's back.
    data = ("首相は火曜日、" * 3).encode("cp932") + b"\x87\x90\n"
    done = run("--encoding", "cp932", stdin=data)
    assert done.stdout.decode() == data.decode("cp932")
    assert b"written as UTF-8" in done.stderr
    record = run("--encoding", "cp932", "-f", "json", stdin=data).stdout
    assert run("restore", "-", stdin=record).stdout == data


def test_japanese_mail_is_not_taken_for_ascii() -> None:
    data = SAMPLES["iso2022_jp"].encode("iso2022_jp")
    assert newsclean.clean(data).text == SAMPLES["iso2022_jp"]


@given(st.binary(max_size=200))
def test_any_bytes_are_read_exactly_or_refused(data: bytes) -> None:
    try:
        decoded = decode(data)
    except InputError as error:
        assert "\n" not in str(error)
        return
    source = decoded.source
    back = source.raw if source.raw is not None else decoded.text.encode(
        source.encoding, source.errors)  # fmt: skip
    assert back == data


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028"])
@pytest.mark.parametrize("last", ["", "no end", "\n"])
def test_a_long_text_is_read_in_parts_as_in_one(
    end: str, last: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lines, "_PART_BYTES", 64)
    text = "\ufeff" + "".join(f"Žluťoučký kůň {i}{end}\n" for i in range(20)) + last
    doc, source = lines.read_document(text.encode())
    whole = Document.from_text(text)
    assert (doc.lines, doc.text(), source.bom) == (whole.lines, text, True)
    assert doc.ends == whole.ends or (whole.ends is None and doc.ends is None)


@given(st.text(alphabet="a\n\r\u2028\x85é", max_size=60), st.integers(1, 9))
def test_parts_never_tear_a_line(text: str, size: int) -> None:
    before = lines._PART_BYTES
    lines._PART_BYTES = size
    try:
        doc, _ = lines.read_document(text.encode())
    finally:
        lines._PART_BYTES = before
    assert (doc.lines, doc.text()) == (Document.from_text(text).lines, text)
