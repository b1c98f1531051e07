"""Bytes out: explain and diff."""

from __future__ import annotations

import json
import shutil
import subprocess
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

import newsclean
from command import ARTICLE, POST, prose, run
from newsclean.document import Mark
from newsclean.emitters.diff import chunks, quoted
from newsclean.emitters.explain import jsonl, plain, rows
from newsclean.emitters.pieces import pieces
from newsclean.visible import visible

EVIL = "\x1b[31mred\x1b[0m [bold]not bold[/bold] \u202egnp.exe \x07 a\u200bb\n"


def test_pieces_are_the_input_whatever_goes() -> None:
    for text in (POST, "", "\n", "\ufeff" + POST, POST.replace("\n", "\r"), "Share this:"):
        result = newsclean.clean(text.encode())
        assert "".join(part for _, part in pieces(result)) == text


# explain


def test_explain_shows_the_whole_text_with_reasons() -> None:
    done = run("explain", stdin=POST.encode())
    lines = done.stdout.decode().split("\n")
    assert done.returncode == 0
    for number, line in enumerate(POST.rstrip("\n").split("\n"), 1):
        sign = "- " if number > 3 else "  "
        assert f"{number:3} │ {sign}{line}" in lines
    at = lines.index("  4 │ - Share this:")
    assert lines[at + 1].startswith("    │   └ share: ")
    assert "3 of 6 lines removed: comments 2, share 1" in lines


def explained(marks: dict[int, Mark], text: str) -> list[str]:
    """What explain says of a text with these marks, without the article."""
    result = newsclean.clean(text)
    result.document.marks = marks
    lines = b"".join(plain(rows(result, "x"))).decode().split("\n")
    return [line[6:] for line in lines if line[6:8] in ("- ", "-", "  ") and line[4:5] == "│"]


def test_explain_tells_the_reason_of_neighbours_once_with_all_their_rows() -> None:
    told = "share wording after the article"
    marks: dict[int, Mark] = {
        1: ("share", "share.en.a", told, 0.9),
        2: ("share", None, "blank line that only separated removed lines", 1.0),
        3: ("share", "share.en.b", told, 0.99),
        4: ("share", "share.en.a", told, 0.9),
        5: ("navigation", "menu.en.c", "menu wording after the article", 0.9),
        6: ("share", None, "blank line that only separated removed lines", 1.0),
    }
    assert explained(marks, "Text.\nTweet\n\nPin\nTweet\nHome\n\n") == [
        "  Text.",
        "- Tweet",
        "-",
        "- Pin",
        "- Tweet",
        "  └ share: known wording after the article (share.en.a, share.en.b, 0.90 to 0.99 sure)",
        "- Home",
        "  └ navigation: known menu wording after the article (menu.en.c, 0.90 sure)",
        "-",
    ]


def test_explain_counts_rows_that_are_too_many_to_name() -> None:
    told = "a line under a sidebar-heading heading after the article"
    marks: dict[int, Mark] = {n: ("share", f"share.en.{n}", told, 0.9) for n in range(1, 6)}
    assert explained(marks, "Text.\n1\n2\n3\n4\n5\n")[-1] == (
        "  └ share: a line under a sidebar heading after the article "
        "(share.en.1, share.en.2, 3 rows more, 0.90 sure)"
    )


def test_explain_gives_reasons_to_blank_lines_that_go_alone() -> None:
    marks: dict[int, Mark] = {1: ("share", None, "why", 1.0), 3: ("share", None, "who", 1.0)}
    assert explained(marks, "Text.\n\nText.\n \nAgain.\n") == [
        "  Text.", "-", "  └ share: why (1.00 sure)", "  Text.", "-", "  └ share: who (1.00 sure)",
        "  Again.",
    ]  # fmt: skip


def test_explain_shows_a_raw_field_only_where_something_was_taken_off() -> None:
    out = run("explain", stdin=POST.encode()).stdout.decode()
    assert "\ntitle " in out and "title_raw" not in out


def test_explain_shows_parts_that_are_cut_in_brackets() -> None:
    result = newsclean.clean("(Reuters) - Talks began on Monday, officials said.\n")
    result.document.spans[0] = [(0, 12, ("dateline", None, "agency before the text", 0.9))]
    out = b"".join(plain(rows(result, "x"))).decode()
    assert "  1 │ ~ [-(Reuters) - -]Talks began" in out
    assert "└ dateline: agency before the text (0.90 sure)" in out
    assert "0 of 1 line removed: dateline 1; 1 part cut from 1 line" in out
    assert [json.loads(line)["span"] for line in jsonl(result)] == [None, [0, 12]]
    diff = b"".join(chunks(result, b"x")).decode().split("\n")
    assert diff[3:5] == [
        "-(Reuters) - Talks began on Monday, officials said.",
        "+Talks began on Monday, officials said.",
    ]


def test_explain_parts_several_texts_by_a_blank_line(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(ARTICLE)
    out = run("explain", "a.txt", "b.txt", cwd=tmp_path).stdout.decode()
    assert "\n\n0 of 3 lines removed\n\nb.txt\n  1 │ " in out


def test_explain_marks_lines_that_were_kept_in_doubt() -> None:
    done = run("explain", "--confidence", "1", stdin=POST.encode())
    assert "  4 │ ? Share this:" in done.stdout.decode()
    assert "└ kept, not sure: share: " in done.stdout.decode()


def test_explain_is_plain_in_a_pipe_and_never_folds() -> None:
    done = run("explain", stdin=(ARTICLE * 2).encode(), env={"COLUMNS": "20"})
    assert b"\x1b" not in done.stdout
    assert ARTICLE.split("\n")[0] in done.stdout.decode()


@pytest.mark.parametrize("arguments", [(), ("--color", "always"), ("-f", "svg")])
def test_a_text_cannot_drive_the_terminal_or_be_markup(arguments: tuple[str, ...]) -> None:
    out = run("explain", *arguments, stdin=(EVIL + POST).encode()).stdout.decode()
    for raw in ("\x1b[31mred", "\u202e", "\x07", "\u200b"):
        assert raw not in out
    flat = out.replace("&#160;", " ")
    assert r"\x1b[31mred\x1b[0m [bold]not bold[/bold] \u202egnp.exe \x07 a\u200bb" in flat


def test_a_diff_in_colour_cannot_drive_the_terminal() -> None:
    text = ARTICLE + EVIL + "Share this:\nPost a Comment\n"
    out = run("--diff", "--color", "always", stdin=text.encode()).stdout.decode()
    assert "\u202e" not in out and "\x07" not in out
    assert EVIL.strip() in run("--diff", stdin=text.encode()).stdout.decode()


@pytest.mark.parametrize(
    ("arguments", "env", "is_colored"),
    [
        ((), {}, False),
        ((), {"FORCE_COLOR": "1"}, True),
        ((), {"FORCE_COLOR": ""}, False),
        ((), {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        ((), {"FORCE_COLOR": "1", "NO_COLOR": ""}, True),
        (("--color", "always"), {"NO_COLOR": "1", "TERM": "dumb"}, True),
        (("--color", "never"), {"FORCE_COLOR": "1"}, False),
        ((), {"NEWSCLEAN_COLOR": "always"}, True),
    ],
)
def test_colour_follows_option_then_environment(
    arguments: tuple[str, ...], env: dict[str, str], is_colored: bool
) -> None:
    out = run("explain", *arguments, stdin=POST.encode(), env=env).stdout
    assert (b"\x1b[" in out) == is_colored


def test_clean_text_is_never_coloured() -> None:
    assert run("--color", "always", stdin=POST.encode()).stdout.decode() == ARTICLE


@pytest.mark.parametrize("width", [40, 80, 200])
def test_coloured_lines_fold_at_the_terminals_width(width: int) -> None:
    from re import sub

    env = {"COLUMNS": str(width)}
    out = run("explain", "--color", "always", stdin=POST.encode(), env=env).stdout.decode()
    lines = sub("\x1b\\[[0-9;]*m", "", out).split("\n")
    assert max(map(len, lines)) <= width
    assert "".join(ARTICLE.split()) in "".join(sub(r"(?m)^ *\d* │", "", "\n".join(lines)).split())


def test_explain_lines_say_of_each_line_what_became_of_it() -> None:
    done = run("explain", "-f", "jsonl", stdin=POST.encode())
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [line["line"] for line in lines] == [1, 2, 3, 4, 5, 6]
    assert "".join(line["text"] + line["eol"] for line in lines) == POST
    assert [line["removed"] for line in lines] == [False] * 3 + [True] * 3
    assert all((line["filter"] is None) == (not line["removed"]) for line in lines)
    doubted = run("explain", "-f", "jsonl", "--confidence", "1", stdin=POST.encode())
    assert json.loads(doubted.stdout.splitlines()[3])["doubtful"] is True


def test_the_picture_is_valid_and_fetches_nothing() -> None:
    out = run("explain", "-f", "svg", stdin=POST.encode()).stdout
    assert ET.fromstring(out).tag.endswith("svg")
    assert b"url(http" not in out and b"@import" not in out
    assert out == run("explain", "-f", "svg", stdin=POST.encode()).stdout


def test_bad_bytes_are_shown_as_escapes() -> None:
    assert r"a\xffb" in run("explain", stdin=b"a\xffb\n").stdout.decode()


def test_visible_leaves_scripts_and_blanks_alone() -> None:
    for text in ("日本語", "नमस्ते", "می‌خواهم", "a\u00a0b\u3000c", "👨‍👩‍👧", "é"):
        assert visible(text) == text
    assert visible("\x9b31m\x7f\ufeff\n\u2028\udcff") == r"\x9b31m\x7f\ufeff\n\u2028\xff"


# diff


def patched(tmp_path: Path, data: bytes, *arguments: str, name: str = "old.txt") -> bytes:
    if shutil.which("patch") is None:
        pytest.skip("patch is not installed")
    path = tmp_path / name
    path.write_bytes(data)
    diff = run("--diff", *arguments, "--", name, cwd=tmp_path).stdout
    command = ["patch", "-p0"]
    done = subprocess.run(command, input=diff, cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode == 0, (diff, done.stdout, done.stderr)
    return path.read_bytes()


@pytest.mark.parametrize(
    "data",
    [
        POST.encode(),
        POST.rstrip("\n").encode(),
        POST.replace("\n", "\r\n").encode(),
        (ARTICLE + "Share this:").encode(),
        ("Share this:\n" + ARTICLE + "Share this:\n").encode(),
        ("\ufeffShare this:\n" + ARTICLE).encode(),
        POST.replace("\n", "\u2028").encode(),
        (ARTICLE.rstrip("\n") + "\rShare this:\rPost a Comment").encode(),
        b"bad \xff bytes \xc3( \xc5\xbd\xc5\xa5\xc3\xad\n" + POST.encode(),
        (prose(20) + POST + prose(9)).encode(),
    ],
)
def test_patch_makes_of_the_input_what_cleaning_makes(tmp_path: Path, data: bytes) -> None:
    cleaned = run(stdin=data).stdout
    assert cleaned != data
    assert patched(tmp_path, data) == cleaned


def test_patch_finds_names_with_blanks(tmp_path: Path) -> None:
    assert patched(tmp_path, POST.encode(), name="an old post.txt").decode() == ARTICLE


def test_patch_converts_with_utf8(tmp_path: Path) -> None:
    data = ("Déjà vu, après l’été à la mairie.\n" + POST).encode("cp1252")
    arguments = ("--encoding", "cp1252", "--utf8")
    assert patched(tmp_path, data, *arguments) == run(*arguments, stdin=data).stdout


def test_a_diff_of_clean_text_is_empty() -> None:
    for text in (b"", b"a", b"a\r\n", ARTICLE.encode()):
        assert run("--diff", stdin=text).stdout == b""


def test_names_are_quoted_as_gnu_diff_does() -> None:
    assert quoted(b"plain.txt") == b"plain.txt"
    assert quoted(b"a b") == b"a b\t"
    assert quoted(b'new\nline"\x1b') == b'"new\\nline\\"\\033"'
