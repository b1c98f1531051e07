"""Where the rules of the readers end: magic numbers, marks, few bad bytes, first tags, limits."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from command import POST
from newsclean import formats
from newsclean.errors import InputError, UsageError
from newsclean.readers import binary, files, lines, page, text
from newsclean.readers.binary import binary_reason, is_page
from newsclean.readers.lines import read_document
from newsclean.readers.repair import repair
from newsclean.readers.text import Source, decode

WIDE = ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"]


# What is no text ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("magic", "name"),
    [*binary._MAGIC, *((magic, f"{name} data") for magic, name in formats._COMPRESSED)],
)
def test_every_magic_number_is_named(magic: bytes, name: str) -> None:
    data = magic + b"9 and more"
    assert binary_reason(data) == f"not text but {name}"
    assert binary_reason(b" " + data.replace(b"\0", b"")) is None


def test_a_word_that_begins_like_bzip2_is_a_word() -> None:
    assert binary_reason(b"BZh is what bzip2 files begin with.") is None
    assert binary_reason(b"BZh") is None


@pytest.mark.parametrize("at", [0, 1, 70, binary._PROBE_BYTES - 1])
def test_a_nul_byte_is_named_with_its_place(at: int) -> None:
    data = b"a" * at + b"\0" + b"a" * binary._PROBE_BYTES
    assert binary_reason(data) == f"binary: a NUL byte at offset {at}"


def test_a_nul_byte_behind_the_probe_is_not_looked_for() -> None:
    assert binary_reason(b"a" * binary._PROBE_BYTES + b"\0") is None


@pytest.mark.parametrize("name", WIDE)
@pytest.mark.parametrize("size", [2, 3, 40, 4000])
def test_wide_text_is_told_from_other_zeros(name: str, size: int) -> None:
    data = ("ab" * size)[:size].encode(name)
    told = binary_reason(data)
    assert told is not None
    if len(data) >= 4:
        assert told.endswith(f"read it with --encoding {name}")
        assert told.startswith(f"looks like {name[:6].upper()} without")


@pytest.mark.parametrize("name", WIDE)
def test_wide_text_may_hold_letters_of_other_planes(name: str) -> None:
    few = "Storm nears coast, ferries stay in port — Лёд"  # a ninth of them beyond Latin
    assert f"--encoding {name}" in str(binary_reason(few.encode(name)))


@pytest.mark.parametrize("name", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize(
    "text",
    ["Президент сказал", "Ο πρωθυπουργός είπε.\nΝαι", "राष्ट्रपति ने कहा", "大統領は言った。 はい",
     "대통령은 말했다. 네", "הנשיא אמר כך"],
)  # fmt: skip
def test_wide_text_of_other_letters_is_told_by_its_blanks(name: str, text: str) -> None:
    for times in (1, 100):
        assert f"--encoding {name}" in str(binary_reason((text * times).encode(name)))


@pytest.mark.parametrize("encoding", ["utf-8", "cp1251", "koi8-r"])
def test_a_nul_byte_in_text_of_other_letters_makes_it_no_wide_text(encoding: str) -> None:
    for times in (1, 100):
        told = binary_reason("Президент\0 сказал ".encode(encoding) * times)
        assert str(told).startswith("binary: a NUL byte at offset ")


def test_zeros_without_a_pattern_are_binary() -> None:
    assert binary_reason(bytes(40)) == "binary: a NUL byte at offset 0"
    assert binary_reason(b"ab\0\0" * 10) == "binary: a NUL byte at offset 2"
    assert binary_reason(b"a\0b") == "binary: a NUL byte at offset 1"
    half = b"a\0b\0" + b"\0\0b\0"  # of the first of four bytes every second is zero
    assert binary_reason(half * 9) == "binary: a NUL byte at offset 1"
    assert binary_reason(b"a\0b\0abcd" * 9) == "binary: a NUL byte at offset 1"


# Whether it is a page -----------------------------------------------------------------------------

PIECES = "<p>a</p><p>b</p>"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("<!doctype html><p>x", True),
        ("<!DOCTYPE HTML PUBLIC 'x'>\n<html>", True),
        ("  \ufeff\n<html lang='en'><head>", True),
        ("<!-- one --><!-- two --> <?xml version='1.0'?>\n<html><head>", True),
        ("<?xml version='1.0'?><rss version='2.0'>", True),
        ("<feed xmlns='http://www.w3.org/2005/Atom'>", True),
        ("<RSS VERSION='2.0'>", True),
        ("<!-- of\ntwo lines -->\n<rss version='2.0'>", True),
        ("<!DOCTYPE rss>\n<rss>\n<channel>", True),
        ("<rdf:RDF xmlns='http://purl.org/rss/1.0/'>", True),
        ("<rdf:RDF xmlns='http://example.org/'>", False),
        ("<rss> is what a feed begins with", False),
        ("<!-- never closed <html><head>", False),
        ("<body> of evidence grows", False),
        ("<htmlx><p>", False),
        ("x <!doctype html><p>x", False),
        ("", False),
        ("<", False),
        (f"<div>{PIECES}</div>", True),
        (f"<div class=x>{PIECES}</div>\n ", True),
        (f"<DIV>{PIECES}</div>", True),
        ("<div><p>a</p></div>", True),
        ("<div>a</div>", False),  # no more tags than a text that speaks of them
        ("<div><p>a</div>", False),
        (f"<div>{PIECES}</div> and more", False),
        (f"<div>{PIECES}</div><div>{PIECES}</div>", False),
        (f"<div><div>{PIECES}</div>{PIECES}</div>", True),
        (f"<div><div>{PIECES}</div>", False),  # never closed
        (f"<article>{PIECES}</article>", True),
        (f"<section>{PIECES}</section>", True),
        (f"<span>{PIECES}</span>", False),
        (f"<title>x</title>{PIECES}</html>", True),
        ("<title>x</title></HTML>\n", False),
    ],
)  # fmt: skip
def test_a_page_begins_as_one_or_one_element_holds_all(data: str, expected: bool) -> None:
    assert is_page(data) is expected
    assert is_page(data.encode()) is expected


def test_a_page_in_wide_letters_is_one() -> None:
    for name in WIDE:
        assert is_page("\ufeff<!doctype html><p>x".encode(name))
    assert not is_page("\ufeffThe council met.".encode("utf-16-le"))


def test_a_name_alone_makes_no_page() -> None:
    for name in ("a.html", "A.HTM", "b.xhtml", "c.shtml"):
        assert page.is_named_page(name, f"x {PIECES}".encode())
        assert not page.is_named_page(name, b"x <p>a</p>")
    assert not page.is_named_page("a.txt", f"x {PIECES}".encode())


# Encodings ----------------------------------------------------------------------------------------


def test_a_source_says_nothing_that_nobody_said() -> None:
    one = Source()
    assert (one.kind, one.id, one.encoding, one.how) == ("text", None, "utf-8", "utf-8")
    assert (one.bad_bytes, one.bom, one.raw, one.is_repaired) == (0, False, None, False)
    assert one.errors == "surrogatepass"


@pytest.mark.parametrize(("bad", "good"), [(1, 1), (5, 5), (5, 6), (40, 40)])
def test_bad_bytes_pass_beside_as_many_good_ones(bad: int, good: int) -> None:
    data = b"x" * 50 + b"\xff" * bad + "é".encode() * good
    source = decode(data).source
    assert (source.encoding, source.bad_bytes, source.errors) == ("utf-8", bad, "surrogateescape")


@pytest.mark.parametrize(("bad", "good"), [(6, 5), (40, 39)])
def test_more_bad_bytes_than_good_ones_are_no_utf_8(bad: int, good: int) -> None:
    data = b"x" * 50 + b"\xff" * bad + "é".encode() * good
    try:
        assert decode(data).source.encoding != "utf-8"
    except InputError as error:
        assert str(error).startswith("not UTF-8, ")


@pytest.mark.parametrize(("size", "bad"), [(10, 3), (1000, 10)])
def test_few_bad_bytes_pass_whatever_stands_beside_them(size: int, bad: int) -> None:
    data = b"\xff" * bad + b"x" * (size - bad)
    assert decode(data).source.bad_bytes == bad
    with pytest.raises(InputError, match=r"not UTF-8, .* name it with --encoding"):
        decode(b"\xff" * (bad + 1) + b"x" * (size - bad - 1))


@pytest.mark.parametrize(("size", "bad"), [(10, 1), (10, 2), (1000, 4)])
def test_fewer_bad_bytes_pass_as_well(size: int, bad: int) -> None:
    assert decode(b"\xff" * bad + b"x" * (size - bad)).source.bad_bytes == bad


def test_quotation_marks_of_windows_are_letters_of_their_encoding() -> None:
    text = (
        "Le président a été élu à Paris, où les députés ont voté après une longue journée de "
        "débats. « C’est une étape décisive », a déclaré le ministre de l’Intérieur.\n"
    ) * 3
    decoded = decode(text.encode("cp1252"))
    assert (decoded.text, decoded.source.encoding) == (text, "cp1252")


@pytest.mark.parametrize("name", WIDE)
def test_wide_text_of_ascii_has_no_lone_surrogates(name: str) -> None:
    assert decode("Storm nears coast".encode(name), name).source.bad_bytes == 0


def test_a_mark_makes_utf_8_of_anything() -> None:
    source = decode(b"\xef\xbb\xbf" + b"\xff" * 50).source
    assert (source.bom, source.bad_bytes) == (True, 50)


@pytest.mark.parametrize("name", WIDE)
def test_lone_surrogates_of_wide_text_are_counted(name: str) -> None:
    data = "a\ud800b\udfff\U0001f6a2".encode(name, "surrogatepass")
    source = decode(data, name).source
    assert (source.bad_bytes, source.how, source.bom) == (2, "option", False)
    assert decode("\ue000\ud7ff".encode(name), name).source.bad_bytes == 0


def test_named_utf_8_counts_bad_bytes_and_knows_its_mark() -> None:
    source = decode(b"\xef\xbb\xbfa\xff\xfe", "utf-8").source
    assert (source.how, source.bom, source.bad_bytes) == ("option", True, 2)
    assert decode(b"a", "utf-8").source.bom is False


@pytest.mark.parametrize(
    ("name", "mark", "expected"),
    [
        ("utf-16", b"\xff\xfe", "utf-16-le"),
        ("utf-16", b"\xfe\xff", "utf-16-be"),
        ("utf-16", b"", "utf-16-le"),
        ("utf-32", b"\xff\xfe\0\0", "utf-32-le"),
        ("utf-32", b"\0\0\xfe\xff", "utf-32-be"),
        ("utf-8-sig", b"\xef\xbb\xbf", "utf-8"),
        ("utf-8-sig", b"", "utf-8"),
    ],
)
def test_a_family_of_encodings_is_told_by_its_mark(name: str, mark: bytes, expected: str) -> None:
    decoded = decode(mark + "ab".encode(expected), name)
    assert (decoded.source.encoding, decoded.text.lstrip("\ufeff")) == (expected, "ab")


def test_an_encoding_that_does_not_fit_is_named_with_the_byte() -> None:
    with pytest.raises(InputError, match=r"^not ascii: .* at byte 3$"):
        decode("caf\u00e9".encode(), "ascii")
    with pytest.raises(InputError, match=r"^not utf-16-le: .* at byte 2$"):
        decode(b"a\0b", "utf-16-le")


def test_bytes_that_an_encoding_cannot_write_again_are_kept() -> None:
    data = b"A$-\x1b\xc0"  # Python reads the last byte and then cannot write it
    source = decode(data, "iso2022_jp").source
    assert (source.raw, source.encoding) == (data, "iso2022_jp")
    assert decode("首相".encode("iso2022_jp"), "iso2022_jp").source.raw is None


@pytest.mark.parametrize("name", ["base64", "rot13", "idna", "punycode", "undefined", "x\0y", ""])
def test_what_decodes_no_documents_is_no_encoding(name: str) -> None:
    with pytest.raises(UsageError, match="unknown encoding"):
        text.find_encoding(name)


def test_symbols_within_words_are_no_letters_of_their_encoding() -> None:
    from newsclean.readers.charset import _is_plausible

    whole = "é" * 95
    assert _is_plausible((whole + "xÉ" * 5).encode("cp1252"), "cp1252")  # a twentieth
    assert not _is_plausible((whole + "xÉ" * 6).encode("cp1252"), "cp1252")
    assert not _is_plausible(b"\x81" * 3 + b"plain", "iso8859-1")  # controls
    assert _is_plausible(b"plain", "cp1252")
    ruled = "~" * 95 + "é" * 5 + "xÉ"  # lines of signs are no letters of any language
    assert not _is_plausible(ruled.encode("cp1252"), "cp1252")


def test_bytes_of_no_encoding_are_told_from_those_of_an_uncertain_one() -> None:
    with pytest.raises(InputError, match=r"^not UTF-8, and no known encoding; name it"):
        decode(b"\x01\x02\xff" * 20)
    with pytest.raises(InputError, match=r"^not UTF-8, perhaps [a-z0-9-]+, but not certainly; "):
        decode(b"\xff" * 20)


# Long texts, limits, repairs ----------------------------------------------------------------------


@contextmanager
def parts_of(size: int) -> Iterator[None]:
    """Let texts of more bytes than these be read in parts."""
    before = lines._PART_BYTES
    lines._PART_BYTES = size
    try:
        yield
    finally:
        lines._PART_BYTES = before


LONG = "Línea uno.\r\nLine two.\nZeile drei.\n\n" * 5


@pytest.mark.parametrize("name", ["cp1252", "utf-16-le", "utf-32-be"])
def test_a_long_text_is_read_as_the_caller_says(name: str) -> None:
    with parts_of(20):
        doc, source = read_document(LONG.encode(name), name)
    assert (doc.text(), source.encoding, source.how) == (LONG, name, "option")


def test_a_long_text_of_ascii_is_of_the_encoding_that_the_caller_names() -> None:
    with parts_of(20):
        _, source = read_document(b"Storm nears coast\n" * 9, encoding="cp1252")
    assert (source.encoding, source.how) == ("cp1252", "option")


@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_long_text_in_parts_says_of_itself_what_a_short_one_says(mark: str) -> None:
    data = (mark + LONG).encode()
    told = []
    for size in (20, len(data), len(data) - 1):
        with parts_of(size):
            doc, source = read_document(data, title="T", url="u", language="es")
        assert (doc.title, doc.url, doc.language) == ("T", "u", "es")
        told.append((doc.lines, doc.ends, source.bom, source.errors, source.how, source.raw))
    assert told[0] == told[1] == told[2]
    assert told[0][2] is bool(mark)


@pytest.mark.parametrize("size", range(7, 14))
def test_a_line_that_is_longer_than_a_part_stays_whole(size: int) -> None:
    text = f"{'x' * size}é\r\nab\n{'y' * size}\n\nzz"
    with parts_of(6):
        doc, _ = read_document(text.encode())
    assert doc.lines == text.replace("\r", "").split("\n")
    assert doc.text() == text


def test_a_long_text_is_never_decoded_in_one_piece() -> None:
    data = b"Line two.\n" * 30
    with parts_of(25):
        for start in range(0, 270, 10):
            assert lines._part_end(data, start) == start + 20
        assert lines._part_end(data, 280) == 300


@pytest.mark.parametrize("name", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_a_long_wide_text_is_read_by_its_mark(name: str) -> None:
    text = "\ufeff" + "港口还在等待春天。\n" * 9
    with parts_of(20):
        doc, source = read_document(text.encode(name))
    assert (doc.text(), source.encoding, source.how) == (text, name, "declared")


def test_a_bad_byte_in_a_late_part_passes_as_in_a_short_text() -> None:
    data = LONG.encode() + b"caf\xe9 \xc3\xa9\n" + LONG.encode()
    told = []
    for size in (20, len(data)):
        with parts_of(size):
            doc, source = read_document(data)
        told.append((doc.lines, source.bad_bytes, source.encoding))
    assert told[0] == told[1]
    assert told[0][1:] == (1, "utf-8")


def test_a_long_text_that_is_none_is_refused_as_a_short_one_is() -> None:
    for data in (b"%PDF-1.4" + b"x" * 99, ("x" * 99).encode("utf-16-le"), b"x" * 30 + b"\0" * 30):
        with parts_of(20), pytest.raises(InputError):
            read_document(data)


def read_rest(data: bytes, head: bytes = b"", most: int | None = None) -> bytes:
    source, target = os.pipe()
    try:
        os.write(target, data)
        os.close(target)
        return files.read_rest(source, head, most)
    finally:
        os.close(source)


def test_what_is_left_of_an_input_is_read_behind_what_was() -> None:
    assert read_rest(b"") == b""
    assert read_rest(b"", b"head") == b"head"
    assert read_rest(b"rest") == b"rest"
    assert read_rest(b"rest", b"head ") == b"head rest"


def test_a_limit_is_the_most_that_is_read() -> None:
    assert read_rest(b"rest", b"head", 8) == b"headrest"
    for head, rest in ((b"head", b"rest!"), (b"headrest!", b""), (b"", b"headrest!")):
        with pytest.raises(InputError, match="more than 8 bytes, as --max-bytes allows"):
            read_rest(rest, head, 8)


@pytest.mark.parametrize("name", ["", "a\0b"])
def test_what_names_no_file_is_said(name: str) -> None:
    with pytest.raises(InputError, match="not a file name"):
        files.open_file(name)


def test_a_file_that_was_read_is_closed(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(POST)

    def next_number() -> int:
        descriptor = os.open(tmp_path, os.O_RDONLY)
        os.close(descriptor)
        return descriptor

    before = next_number()
    assert files.read_bytes(str(tmp_path / "a.txt")) == POST.encode()
    assert next_number() == before


@pytest.mark.parametrize(("torn", "whole"), [("cafÃ© noir", "café noir"), ("Â£5 each", "£5 each")])
def test_a_text_that_was_repaired_says_so_and_keeps_its_bytes(torn: str, whole: str) -> None:
    """Whether what was mended sorts before the text or behind it."""
    doc, source = read_document(torn.encode(), fix_text=True)
    assert (doc.lines, source.is_repaired, source.raw) == ([whole], True, torn.encode())
    doc, source = read_document(whole.encode(), fix_text=True)
    assert (doc.lines, source.is_repaired, source.raw) == ([whole], False, None)


@pytest.mark.parametrize(
    "same",
    ["“Curled” and ‘curled’", "ﬁne ligatures", "Ｗｉｄｅ letters", "a\r\nb\rc", "&amp;lt;",
     "cafe\u0301", "\x1b[31mred", "a\x00b", "a\u2028b",
     "\ud83d\ude00 and \udc80"],
)  # fmt: skip
def test_nothing_is_repaired_that_is_not_torn(same: str) -> None:
    assert repair(same) == same
    assert repair(same + " caf\u00c3\u00a9") == same + " café"


def test_a_page_of_a_post_is_read_as_text_when_asked() -> None:
    doc, source = read_document(f"<p>{POST}".encode())
    assert (doc.lines[0][:3], source.kind) == ("<p>", "text")
