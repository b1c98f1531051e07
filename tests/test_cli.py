"""The command line, in real processes: streams, exit codes, bad input."""

from __future__ import annotations

import gzip
import json
import os
import pty
import signal
import stat
import subprocess
import time
from pathlib import Path

import pytest

import newsclean
from command import ARTICLE, POST, PROGRAM, environment, prose, run
from newsclean.cli import COMMANDS

# Both ways in: without click, and with it.
WAYS = pytest.mark.parametrize("way", [(), ("clean",)], ids=["fast", "click"])


@pytest.fixture
def post(tmp_path: Path) -> Path:
    path = tmp_path / "post.txt"
    path.write_text(POST)
    return path


# Streams


@WAYS
def test_standard_input_is_cleaned(way: tuple[str, ...]) -> None:
    done = run(*way, stdin=POST.encode())
    assert (done.stdout.decode(), done.stderr, done.returncode) == (ARTICLE, b"", 0)


@WAYS
def test_a_dash_is_standard_input(way: tuple[str, ...]) -> None:
    assert run(*way, "-", stdin=POST.encode()).stdout.decode() == ARTICLE


@WAYS
def test_a_file_is_cleaned(way: tuple[str, ...], post: Path) -> None:
    assert run(*way, str(post)).stdout.decode() == ARTICLE


@WAYS
@pytest.mark.parametrize("form", [("-f", "json"), ("-fjson",), ("--format=json",),
                                  ("--format", "json")])  # fmt: skip
def test_a_format_may_be_given_in_every_way(
    way: tuple[str, ...], form: tuple[str, ...], post: Path
) -> None:
    before = run(*way, *form, str(post))
    after = run(*way, str(post), *form)
    assert before.stdout == after.stdout
    assert json.loads(before.stdout)["id"] == str(post)


@WAYS
@pytest.mark.parametrize("form", ["text", "json", "jsonl"])
def test_empty_input_is_no_error(way: tuple[str, ...], form: str) -> None:
    done = run(*way, "-f", form, stdin=b"")
    assert (done.stderr, done.returncode) == (b"", 0)
    assert done.stdout == b"" if form == "text" else json.loads(done.stdout)["text"] == ""


@WAYS
@pytest.mark.parametrize(
    "text",
    [
        b"a\r\nb", b"one\rtwo\r", "a\u2028b\u2029c\x85d\n".encode(), b"\x0ca\x0bb\n", b"\n\n\n",
        b"  indented\t\n", b"no end", b"\xef\xbb\xbfmarked\r\n", b"a\xff\xfeb\n", b"\r\n\r\n",
    ],
)  # fmt: skip
def test_kept_bytes_are_the_inputs_own(way: tuple[str, ...], text: bytes) -> None:
    done = run(*way, stdin=text)
    assert (done.stdout, done.returncode) == (text, 0)


@WAYS
def test_cleaning_twice_changes_nothing(way: tuple[str, ...]) -> None:
    once = run(*way, stdin=POST.encode()).stdout
    assert run(*way, stdin=once).stdout == once


@WAYS
def test_all_boilerplate_gives_empty_text_and_a_warning(way: tuple[str, ...]) -> None:
    done = run(*way, stdin=b"Share this:\nPost a Comment\n")
    assert (done.stdout, done.returncode) == (b"", 0)
    assert done.stderr == (
        b"newsclean: standard input: warning: nothing is left of 2 lines\n"
    )


def test_quiet_leaves_out_warnings() -> None:
    done = run("-q", stdin=b"Share this:\nPost a Comment\n")
    assert (done.stdout, done.stderr, done.returncode) == (b"", b"", 0)


@pytest.mark.parametrize("arguments", [(), ("explain",), ("-f", "jsonl"), ("-f", "markdown")])
@pytest.mark.parametrize("text", [POST, f"<!doctype html><body><p>{ARTICLE}<p>a</body>"])
def test_no_warning_of_a_library_is_printed(arguments: tuple[str, ...], text: str) -> None:
    env = {"PYTHONWARNINGS": "always", "PYTHONDEVMODE": "1"}
    assert run(*arguments, stdin=text.encode(), env=env).stderr == b""


def test_verbose_says_what_went(post: Path) -> None:
    done = run("-v", str(post))
    assert done.stdout.decode() == ARTICLE
    assert done.stderr.startswith(f"newsclean: {post}: 3 of 6 lines removed: ".encode())


@WAYS
@pytest.mark.parametrize("form", ["text", "jsonl"])
def test_a_closed_pipe_is_silent(way: tuple[str, ...], form: str, tmp_path: Path) -> None:
    big = tmp_path / "big.txt"
    big.write_text(prose(20_000))
    command = [*PROGRAM, *way, "-f", form, str(big)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None and process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(30) in (0, 141)


def test_help_into_a_closed_pipe_is_silent() -> None:
    command = [*PROGRAM, "--help"]
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, check=False)
    os.close(writing)
    assert (done.stderr, done.returncode) == (b"", 0)


@WAYS
@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no /dev/full")
@pytest.mark.parametrize("arguments", [(), ("-f", "json")])
def test_a_full_disk_is_an_error(way: tuple[str, ...], arguments: tuple[str, ...]) -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [*PROGRAM, *way, *arguments], input=POST.encode(), stdout=full,
            stderr=subprocess.PIPE, check=False,
        )  # fmt: skip
    assert done.stderr == b"newsclean: standard output: No space left on device\n"
    assert done.returncode == 2


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no /dev/full")
@pytest.mark.parametrize("command", ["--help", "-h", "--version", "filters", "schema"])
def test_a_full_disk_is_an_error_for_help_too(command: str) -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run([*PROGRAM, command], stdout=full, stderr=subprocess.PIPE, check=False)
    assert (done.returncode, done.stderr.count(b"\n")) == (2, 1)


@WAYS
def test_an_interrupt_ends_with_130(way: tuple[str, ...]) -> None:
    command = [*PROGRAM, *way]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        # Whoever runs the tests in the background has interrupts ignored.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    ) as process:  # fmt: skip
        assert process.stdin is not None
        process.stdin.write(b"waiting\n" * 100_000)  # more than a pipe holds: it is reading now
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 130
        assert process.stderr is not None and process.stderr.read() == b""


def test_standard_input_that_is_closed_is_an_error() -> None:
    done = subprocess.run(
        ["sh", "-c", 'exec "$@" <&-', "sh", *PROGRAM], capture_output=True, check=False
    )
    assert (done.returncode, done.stderr.count(b"\n")) == (2, 1)


@pytest.mark.parametrize("arguments", [(), ("-f", "json"), ("--check",), ("explain",)])
def test_a_terminal_without_a_path_gets_help_at_once(arguments: tuple[str, ...]) -> None:
    master, slave = pty.openpty()
    done = subprocess.run(
        [*PROGRAM, *arguments], stdin=slave, capture_output=True, timeout=30, check=False
    )
    os.close(slave)
    os.close(master)
    assert (done.stdout, done.returncode) == (b"", 2)
    assert b"Usage: newsclean" in done.stderr
    assert done.stderr.count(b"\n") <= 24


@WAYS
def test_a_named_pipe_is_read(way: tuple[str, ...], tmp_path: Path) -> None:
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    with subprocess.Popen([*PROGRAM, *way, str(fifo)], stdout=subprocess.PIPE) as process:
        fifo.write_text(POST)
        assert process.communicate(timeout=30)[0].decode() == ARTICLE


def test_the_locale_changes_nothing(post: Path) -> None:
    text = ("Žluťoučký kůň 日本\n" + POST).encode()
    for env in (
        {"LC_ALL": "C"}, {"LC_ALL": "C.UTF-8"}, {"LC_ALL": "tr_TR.UTF-8"},
        {"PYTHONIOENCODING": "ascii"}, {"PYTHONUTF8": "0"}, {"TZ": "Asia/Tokyo"},
        {"COLUMNS": "20", "LINES": "3"}, {"HOME": "/nowhere"},
    ):  # fmt: skip
        assert run("explain", stdin=text, env=env).stdout == run("explain", stdin=text).stdout


# Several inputs


def test_several_texts_do_not_run_into_one(post: Path) -> None:
    done = run(str(post), str(post))
    assert (done.stdout, done.returncode) == (b"", 2)
    assert b"-f jsonl" in done.stderr and b"--concat" in done.stderr


def test_concat_writes_texts_one_after_the_other(post: Path) -> None:
    assert run("--concat", str(post), str(post)).stdout.decode() == ARTICLE * 2


@pytest.mark.parametrize(
    "options", [[], ["--removed", "r.jsonl"], ["--skip-empty"], ["-j", "2"], ["-o", "all.txt"]]
)
def test_concat_writes_text_whatever_else_is_asked(tmp_path: Path, options: list[str]) -> None:
    (tmp_path / "a.txt").write_text(POST)
    (tmp_path / "b.txt").write_bytes(ARTICLE.removesuffix("\n").encode())
    (tmp_path / "c.txt.gz").write_bytes(gzip.compress(POST.encode()))
    (tmp_path / "d.jsonl").write_text(json.dumps({"text": ARTICLE[:-1]}) + "\n")
    (tmp_path / "newsclean.toml").write_text('format = "jsonl"\n')
    names = ["a.txt", "b.txt", "d.jsonl", "b.txt", "c.txt.gz"]
    done = run(*names, "--concat", *options, cwd=tmp_path)
    text = (tmp_path / "all.txt").read_bytes() if "-o" in options else done.stdout
    assert (done.returncode, text.decode()) == (0, ARTICLE * 5)


@pytest.mark.parametrize("options", [[], ["--skip-empty"], ["-j", "2"]])
def test_concat_writes_one_encoding(tmp_path: Path, options: list[str]) -> None:
    city = "Es regnete in K\u00f6ln, und niemand hatte einen Schirm dabei."
    for name, encoding in (("a", "ascii"), ("u", "utf-8-sig"), ("w", "utf-16"), ("l", "cp1252")):
        text = "It rained all day.\r\n" if name == "a" else city
        (tmp_path / f"{name}.txt").write_bytes(text.encode(encoding))
    done = run("a.txt", "u.txt", "w.txt", "a.txt", "--concat", *options, cwd=tmp_path)
    told = "newsclean: w.txt: is utf-16-le, and what would stand above it is utf-8; --utf8 writes"
    assert done.returncode == 2 and done.stderr.decode().startswith(told)
    assert done.stdout.decode() == f"It rained all day.\r\n{city}\nIt rained all day.\r\n"
    done = run("a.txt", "l.txt", "a.txt", "--concat", *options, cwd=tmp_path)
    assert done.stdout.decode("cp1252").count("\n") == 3 and done.returncode == 0
    done = run("w.txt", "w.txt", "a.txt", "--concat", *options, cwd=tmp_path)
    assert done.stdout.decode("utf-16") == f"{city}\n{city}" and done.returncode == 2
    done = run("w.txt", "u.txt", "a.txt", "--concat", "--utf8", *options, cwd=tmp_path)
    assert done.stdout.decode() == f"{city}\n{city}\nIt rained all day.\r\n"
    assert done.returncode == 0


def test_json_is_for_exactly_one_input(post: Path) -> None:
    done = run("-f", "json", str(post), str(post))
    assert (done.stdout, done.returncode) == (b"", 2)
    assert b"-f jsonl" in done.stderr and b"jq -s" in done.stderr


def test_standard_input_may_stand_among_files(post: Path) -> None:
    done = run("-f", "jsonl", str(post), "-", stdin=POST.encode())
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == [str(post), None]


def test_standard_input_is_read_only_once() -> None:
    done = run("-f", "jsonl", "-", "-")
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"only once" in done.stderr


def test_one_bad_file_costs_only_itself(post: Path, tmp_path: Path) -> None:
    binary = tmp_path / "image.png"
    binary.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    done = run("-f", "jsonl", str(tmp_path / "none"), str(post), str(binary), str(post))
    assert [json.loads(line)["text"] for line in done.stdout.splitlines()] == [ARTICLE] * 2
    assert done.returncode == 2
    assert done.stderr.decode().split("\n") == [
        f"newsclean: {tmp_path / 'none'}: No such file or directory",
        f"newsclean: {binary}: not text but a PNG image",
        "",
    ]


def test_files0_from_reads_names_apart_from_each_other(post: Path, tmp_path: Path) -> None:
    odd = tmp_path / "with\nnewline.txt"
    odd.write_text(POST)
    names = b"\0".join([os.fsencode(post), os.fsencode(odd), b""])
    done = run("--files0-from", "-", "-f", "jsonl", stdin=names)
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == [str(post), str(odd)]
    (tmp_path / "list").write_bytes(names)
    assert run("--files0-from", str(tmp_path / "list"), "-f", "jsonl").stdout == done.stdout


def test_an_empty_list_is_a_clean_exit() -> None:
    done = run("--files0-from", "-")
    assert (done.stdout, done.stderr, done.returncode) == (b"", b"", 0)


def test_a_list_with_an_empty_name_is_refused() -> None:
    assert run("--files0-from", "-", stdin=b"a\0\0b\0").returncode == 2


def test_a_list_and_names_exclude_each_other(post: Path) -> None:
    assert run("--files0-from", "-", str(post)).returncode == 2


# Names


@WAYS
def test_an_empty_directory_is_named(way: tuple[str, ...], tmp_path: Path) -> None:
    done = run(*way, str(tmp_path))
    assert (done.stdout, done.returncode) == (b"", 0)
    assert done.stderr == f"newsclean: {tmp_path}: warning: no files to read in it\n".encode()


@WAYS
def test_a_name_cannot_drive_the_terminal(way: tuple[str, ...], tmp_path: Path) -> None:
    done = run(*way, "\x1b[31mred\nnewsclean: forged\u202e", cwd=tmp_path)
    assert done.stderr.count(b"\n") == 1
    assert b"\x1b" not in done.stderr
    assert rb"\x1b[31mred\nnewsclean: forged\u202e: No such file" in done.stderr


@WAYS
def test_a_name_may_hold_any_byte(way: tuple[str, ...], tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    with open(name, "w") as file:
        file.write(POST)
    assert run(*way, name).stdout.decode() == ARTICLE
    assert json.loads(run(*way, "-f", "json", name).stdout)["id"].endswith("/caf\ufffd.txt")


def test_a_file_called_like_a_command_is_reached(tmp_path: Path) -> None:
    (tmp_path / "filters").write_text(POST)
    (tmp_path / "-odd.txt").write_text(POST)
    for arguments in (["./filters"], ["--", "filters"], ["clean", "filters"], ["--", "-odd.txt"]):
        assert run(*arguments, cwd=tmp_path).stdout.decode() == ARTICLE


# Scripts


def test_check_names_what_would_change_and_writes_nothing(post: Path, tmp_path: Path) -> None:
    (tmp_path / "clean.txt").write_text(ARTICLE)
    done = run("--check", "post.txt", "clean.txt", cwd=tmp_path)
    assert (done.stdout, done.returncode) == (b"", 1)
    assert done.stderr == b"would clean post.txt: 3 of 6 lines removed\n"
    assert post.read_text() == POST


def test_check_of_clean_files_is_silent(tmp_path: Path) -> None:
    (tmp_path / "clean.txt").write_text(ARTICLE)
    done = run("--check", "clean.txt", cwd=tmp_path)
    assert (done.stdout, done.stderr, done.returncode) == (b"", b"", 0)


def test_a_failed_input_weighs_more_than_a_found_one(post: Path) -> None:
    assert run("--check", str(post), "no such file").returncode == 2


def test_check_and_diff_give_both(post: Path, tmp_path: Path) -> None:
    done = run("--check", "--diff", "post.txt", cwd=tmp_path)
    assert done.returncode == 1
    assert done.stdout.startswith(b"--- post.txt\n+++ post.txt\n@@ ")


@pytest.mark.parametrize("arguments", [["post.txt", "--diff"], ["--diff"], ["--diff", "-"]])
def test_a_diff_into_a_pipe_is_the_same_without_click(
    arguments: list[str], post: Path, tmp_path: Path
) -> None:
    fast = run(*arguments, stdin=POST.encode(), cwd=tmp_path)
    slow = run(*arguments, "--debug", stdin=POST.encode(), cwd=tmp_path)
    assert b"\n-Share this:\n" in fast.stdout
    assert (fast.returncode, fast.stdout) == (slow.returncode, slow.stdout) == (0, fast.stdout)
    assert loaded(*arguments, cwd=tmp_path) == b"[]\n"
    assert loaded(*arguments, "--debug", cwd=tmp_path) == b"['click']\n"


def test_a_diff_in_colour_or_with_a_format_is_click_s() -> None:
    colored = run("--diff", stdin=POST.encode(), env={"FORCE_COLOR": "1"})
    assert b"\x1b[" in colored.stdout
    refused = run("--diff", "-f", "json", stdin=POST.encode())
    assert refused.returncode == 2 and b"--diff writes no result" in refused.stderr


def test_diff_alone_is_no_finding(post: Path) -> None:
    assert run("--diff", str(post)).returncode == 0


@pytest.mark.parametrize("text", [b"", b"\n \n", b"Share this:\nPost a Comment\n"])
def test_fail_empty_finds_empty_results(text: bytes) -> None:
    assert run("--fail-empty", stdin=text).returncode == 1
    assert run("--fail-empty", stdin=text + ARTICLE.encode()).returncode == 0


# Output files


def test_output_is_a_file_and_nothing_else(post: Path, tmp_path: Path) -> None:
    done = run(str(post), "-o", "out.txt", cwd=tmp_path)
    assert (done.stdout, done.stderr, done.returncode) == (b"", b"", 0)
    assert (tmp_path / "out.txt").read_text() == ARTICLE
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.txt", "post.txt"]


def test_the_ending_of_the_output_says_the_format(post: Path, tmp_path: Path) -> None:
    run(str(post), "-o", "out.json", cwd=tmp_path)
    assert json.loads((tmp_path / "out.json").read_text())["text"] == ARTICLE
    run(str(post), str(post), "-o", "out.jsonl", cwd=tmp_path)
    assert (tmp_path / "out.jsonl").read_text().count("\n") == 2


def test_the_input_may_be_the_output(post: Path) -> None:
    post.chmod(0o640)
    assert run(str(post), "-o", str(post)).returncode == 0
    assert post.read_text() == ARTICLE
    assert stat.S_IMODE(post.stat().st_mode) == 0o640


def test_a_planted_link_is_replaced_and_not_written_through(post: Path, tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.write_text("precious")
    (tmp_path / "out.txt").symlink_to(precious)
    run(str(post), "-o", "out.txt", cwd=tmp_path)
    assert precious.read_text() == "precious"
    assert not (tmp_path / "out.txt").is_symlink()


def test_an_input_that_fails_leaves_the_output_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "out.txt").write_text("old")
    assert run("missing.txt", "-o", "out.txt", cwd=tmp_path).returncode == 2
    assert (tmp_path / "out.txt").read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["out.txt"]


@pytest.mark.parametrize("name", ["out", "out.pdf", "folder", "folder/", "new/"])
def test_an_output_that_is_no_text_or_json_file_is_refused(name: str, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    done = run("-o", name, stdin=POST.encode(), cwd=tmp_path)
    assert (done.returncode, done.stderr.count(b"\n")) == (2, 1)
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]


def test_an_output_in_no_folder_is_an_error(tmp_path: Path) -> None:
    done = run("-o", "none/out.txt", stdin=POST.encode(), cwd=tmp_path)
    assert done.stderr == b"newsclean: none/out.txt: No such file or directory\n"
    assert done.returncode == 2


def test_devices_are_written_and_not_replaced() -> None:
    done = run("-o", "/dev/stdout", stdin=POST.encode())
    assert done.stdout.decode() == ARTICLE
    assert run("-o", "/dev/null", stdin=POST.encode()).returncode == 0
    assert stat.S_ISCHR(os.stat("/dev/null").st_mode)


def test_termination_leaves_no_temporary_file(tmp_path: Path) -> None:
    command = [*PROGRAM, "-o", "out.txt"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, cwd=tmp_path) as process:
        deadline = time.monotonic() + 30
        while not any(tmp_path.iterdir()) and time.monotonic() < deadline:
            time.sleep(0.01)
        process.terminate()
        assert process.wait(30) == 143
    assert list(tmp_path.iterdir()) == []


# Usage


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--ingore", "x"], "--ignore"),
        (["--ignore", "shar"], "share"),
        (["explian"], "explain"),
        (["explian", "post.txt"], "explain"),
        (["filters", "relatd"], "related"),
        (["filters", "feed"], "did you mean feed-footer?"),
        (["help"], "--help"),
        (["help", "learn"], "--help"),
        (["--select", ""], "--select: at least one name is wanted"),
        (["--select", " , "], "--select: at least one name is wanted"),
        (["--encoding", "base64"], "base64"),
        (["--encoding", "rot13"], "rot13"),
        (["--encoding", "no-such"], "no-such"),
        (["-f", "yaml"], "yaml"),
        (["--confidence", "1.5"], "1.5"),
        (["--confidence", "nan"], "nan"),
        (["--confidence", "much"], "much"),
        (["--lang", "not a tag"], "not a tag"),
        (["-q", "-v"], "-q and -v"),
        (["--check", "-f", "json"], "--check"),
        (["--diff", "-o", "x.txt"], "--diff"),
        (["--title", "x", "a", "b", "-f", "jsonl"], "--title"),
        (["restore", "a", "b"], "one record"),
        (["filters", "a", "b"], "argument"),
        (["--inplace"], "--in-place"),
        (["--jobs", "two"], "--jobs"),
        (["--form", "json"], "--form"),
    ],
)
def test_wrong_usage_is_one_line_that_helps(arguments: list[str], told: str) -> None:
    done = run(*arguments)
    assert (done.stdout, done.returncode) == (b"", 2)
    assert done.stderr.count(b"\n") == 1
    assert done.stderr.startswith(b"newsclean: ")
    assert told in done.stderr.decode()


def test_what_the_caller_knows_reaches_the_record() -> None:
    done = run("--title", "Council", "--lang", "en-GB", "-f", "json", stdin=POST.encode())
    assert json.loads(done.stdout)["language"] == "en-GB"


def test_filters_are_chosen_by_name_and_group() -> None:
    kept = run("--ignore", "share", stdin=POST.encode()).stdout.decode()
    assert "Share this:" in kept
    assert run("--select", "repost", stdin=POST.encode()).stdout.decode() == ARTICLE
    both = run("--ignore", "share,comments", stdin=POST.encode()).stdout
    assert both == run("--ignore", "comments", "--ignore", "share", stdin=POST.encode()).stdout


def test_a_high_confidence_keeps_what_is_less_sure() -> None:
    assert run("--confidence", "1", stdin=POST.encode()).stdout.decode() == POST


def test_version_names_tables_and_python() -> None:
    done = run("--version")
    assert done.stdout.startswith(f"newsclean {newsclean.__version__} (tables 20".encode())
    assert done.returncode == 0


@pytest.mark.parametrize(
    "command",
    [(), *((name,) for name in COMMANDS), *(("rules", name) for name in ("new", "show", "test"))],
)
def test_short_help_is_one_screen_with_examples_first(command: tuple[str, ...]) -> None:
    done = run(*command, "-h")
    lines = done.stdout.decode().split("\n")
    assert done.returncode == 0
    assert len(lines) <= 24 and max(map(len, lines)) <= 80
    assert lines[2].startswith("  newsclean")


def test_help_tells_exit_codes_commands_and_every_option() -> None:
    text = run("--help").stdout.decode()
    for part in ("Exit codes:", "130", "--files0-from", "--utf8", "explain", "./filters"):
        assert part in text


def test_filters_lists_every_filter_and_group() -> None:
    from newsclean.filters import GROUPS, NAMES

    listed = [
        line.lstrip("* ").split(" ")[0] for line in run("filters").stdout.decode().split("\n")
    ]
    assert set(NAMES) | set(GROUPS) <= set(listed)


def test_a_filters_page_says_what_it_removes_and_keeps() -> None:
    page = run("filters", "share").stdout.decode()
    assert page.startswith("share (on by default")
    assert "Removes:" in page and "Keeps:" in page and "Seen:" in page


def loaded(*arguments: str, cwd: Path | None = None) -> bytes:
    """What a run has loaded in the end of what it should not need, as a list and a newline."""
    code = (
        "import sys; from newsclean import _entry; sys.argv[0] = 'newsclean';"
        "import os; os._exit = lambda code: print(sorted({'socket', 'ssl', 'click', 'bs4'}"
        " & set(sys.modules)), file=sys.stderr); _entry.main()"
    )
    done = subprocess.run(
        [PROGRAM[0], "-c", code, *arguments], input=POST.encode(), capture_output=True, cwd=cwd,
        env=environment(), check=False,
    )  # fmt: skip
    return done.stderr


def test_no_command_loads_the_network_or_asks() -> None:
    assert loaded("-f", "json") == b"[]\n"
