"""Directories, trees of results, files in place, several processes: the real command."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import random
import shutil
import signal
import socket
import stat
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from command import ARTICLE, FOOTER, POST, PROGRAM, environment, prose, run, shell
from newsclean import formats
from newsclean.batch.copies import is_copy
from newsclean.batch.targets import target_of
from newsclean.batch.workers import Lost, Pool, WorkerError, mapped

MANIFEST = ".newsclean.jsonl"


@pytest.fixture
def posts(tmp_path: Path) -> Path:
    """Three texts in two folders."""
    folder = tmp_path / "posts"
    (folder / "sub").mkdir(parents=True)
    (folder / "a.txt").write_text(POST)
    (folder / "b c.txt").write_text(ARTICLE)
    (folder / "sub" / "a.txt").write_text("Another start of the story, said the mayor.\n" + POST)
    return folder


def tree(folder: Path) -> dict[str, bytes]:
    """All files below a folder but those of newsclean itself."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith(".newsclean")
    }


def litter(folder: Path) -> list[Path]:
    return list(folder.rglob(".newsclean-*"))


@pytest.mark.parametrize(
    "source", ["posts", "posts/", "./posts", "posts/../posts", "posts/sub/..", "{abs}/posts"]
)
def test_a_directory_is_mirrored_however_it_is_named(posts: Path, source: str) -> None:
    done = run(source.format(abs=posts.parent), "-o", "clean/", cwd=posts.parent)
    assert done.returncode == 0 and done.stdout == b""
    assert b"3 documents" in done.stderr and b"2 changed" in done.stderr
    clean = tree(posts.parent / "clean")
    assert sorted(clean) == ["a.txt", "b c.txt", "sub/a.txt"]
    assert clean["a.txt"] == clean["b c.txt"] == ARTICLE.encode()
    assert not litter(posts.parent)


def test_a_second_run_does_only_what_changed(posts: Path) -> None:
    out = posts.parent / "clean"
    run("posts", "-o", "clean/", cwd=posts.parent)
    before = {path: path.stat().st_mtime_ns for path in out.rglob("*.txt")}
    (posts / "a.txt").write_text("One more line for the readers of the paper.\n" + POST)
    (posts / "new.txt").write_text(POST)
    (out / "sub" / "a.txt").unlink()
    done = run(str(posts), "-o", str(out), cwd=posts)
    assert b"3 documents" in done.stderr and b"1 done before" in done.stderr
    after = {path: path.stat().st_mtime_ns for path in out.rglob("*.txt")}
    assert after[out / "b c.txt"] == before[out / "b c.txt"]
    assert (out / "a.txt").read_text().startswith("One more line")
    assert (out / "sub" / "a.txt").is_file() and (out / "new.txt").read_text() == ARTICLE


@pytest.mark.parametrize("option", [["--force"], ["--ignore", "share"], ["--confidence", "0.9"]])
def test_other_options_make_all_anew(posts: Path, option: list[str]) -> None:
    run("posts", "-o", "clean/", cwd=posts.parent)
    done = run("posts", "-o", "clean/", *option, cwd=posts.parent)
    assert b"3 documents" in done.stderr and b"before" not in done.stderr


@pytest.mark.parametrize(
    "setting",
    ['ignore = ["share"]', "confidence = 0.9", "captions = true", 'profile = "page"',
     'input = "text"', 'segments = "always"'],
)  # fmt: skip
def test_other_settings_make_all_anew(posts: Path, setting: str) -> None:
    run("posts", "-o", "clean/", cwd=posts.parent)
    (posts / "newsclean.toml").write_text(setting + "\n")
    done = run("posts", "-o", "clean/", cwd=posts.parent)
    assert b"3 documents" in done.stderr and b"before" not in done.stderr


def test_a_torn_manifest_is_read_as_far_as_it_goes(posts: Path) -> None:
    run("posts", "-o", "clean/", cwd=posts.parent)
    manifest = posts.parent / "clean" / MANIFEST
    manifest.write_bytes(manifest.read_bytes()[:-20])
    done = run("posts", "-o", "clean/", cwd=posts.parent)
    assert b"1 document " in done.stderr and b"2 done before" in done.stderr
    assert b" 0 documents" in run("posts", "-o", "clean/", cwd=posts.parent).stderr


def test_an_ending_follows_the_format(posts: Path) -> None:
    (posts / "page.html").write_text(f"<!doctype html><p>{'</p><p>'.join(ARTICLE.split(chr(10)))}")
    done = run("posts", "-o", "out/", "-f", "json", "--exclude", "sub/", cwd=posts.parent)
    assert done.returncode == 0, done.stderr
    assert sorted(tree(posts.parent / "out")) == ["a.json", "b c.json", "page.json"]
    assert json.loads((posts.parent / "out" / "a.json").read_bytes())["text"] == ARTICLE
    run("posts", "-o", "texts/", cwd=posts.parent)
    assert (posts.parent / "texts" / "page.txt").is_file()


def test_two_inputs_of_one_result_are_refused_before_work_starts(posts: Path) -> None:
    done = run("posts/a.txt", "posts/sub/a.txt", "-o", "clean/", cwd=posts.parent)
    assert done.returncode == 2 and b"would both become clean/a.txt" in done.stderr
    assert not (posts.parent / "clean").exists()
    done = run("posts/a.txt", "./posts/../posts/a.txt", "-o", "clean/", cwd=posts.parent)
    assert done.returncode == 2 and b"would both become clean/a.txt" in done.stderr
    (posts.parent / "pages").mkdir()
    (posts.parent / "pages" / "a.html").write_text("<!doctype html><p>x")
    done = run("posts", "pages", "-o", "clean/", cwd=posts.parent)
    assert done.returncode == 2 and b"would both become clean/a.txt" in done.stderr
    (posts.parent / "more" / "a.txt").mkdir(parents=True)
    (posts.parent / "more" / "a.txt" / "x").write_text(POST)
    done = run("posts", "more", "-o", "clean/", cwd=posts.parent)
    assert done.returncode == 2 and b"the folder of other results" in done.stderr


@pytest.mark.parametrize(
    ("names", "options", "results"),
    [
        ("a.html a.txt", [], "a.html.txt a.txt"),
        ("a.htm a.html", [], "a.htm.txt a.html.txt"),
        ("a.html a.html.txt a.txt", [], "a.html.txt a.html.txt.txt a.txt"),
        ("a.txt a.txt.gz", [], "a.txt a.txt.gz.txt"),
        ("a.html a.txt b.txt", ["-f", "json"], "a.html.json a.txt.json b.json"),
        ("a.html a.html.txt a.txt", ["-f", "json"], "a.html.json a.html.txt.json a.txt.json"),
    ],
)
def test_files_side_by_side_have_a_result_each(
    tmp_path: Path, names: str, options: list[str], results: str
) -> None:
    page = f"<!doctype html><article><p>{'</p><p>'.join(ARTICLE.splitlines())}</p></article>"
    folder = tmp_path / "in"
    folder.mkdir()
    for name in names.split():
        text = f"From the file {name}, as it came from the reporter of the town.\n{POST}"
        data = (page if name.endswith(("htm", "html")) else text).encode()
        (folder / name).write_bytes(gzip.compress(data) if name.endswith("gz") else data)
    done = run("in", "-o", "out/", *options, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    first = tree(tmp_path / "out")
    assert " ".join(sorted(first)) == results
    assert b" 0 documents" in run("in", "-o", "out/", *options, cwd=tmp_path).stderr
    listed = "\0".join(f"in/{name}" for name in reversed(names.split()))
    run("--files0-from", "-", "-o", "two/", *options, cwd=tmp_path, stdin=listed.encode())
    assert sorted(tree(tmp_path / "two")) == sorted(first)
    if not options:
        assert tree(tmp_path / "two") == first


def test_results_never_go_over_inputs(posts: Path) -> None:
    before = tree(posts)
    for arguments in (["posts", "-o", "posts/"], ["posts/a.txt", "-o", "posts"]):
        done = run(*arguments, cwd=posts.parent)
        assert done.returncode == 2 and b"-i" in done.stderr
    assert tree(posts) == before


def test_results_inside_of_the_input_are_no_input_next_time(posts: Path) -> None:
    for _ in range(2):
        assert run("posts", "-o", "posts/clean/", "--force", cwd=posts.parent).returncode == 0
    assert sorted(tree(posts / "clean")) == ["a.txt", "b c.txt", "sub/a.txt"]
    for _ in range(2):
        done = run("posts", "-o", "posts/all.jsonl", "--exclude", "clean/", cwd=posts.parent)
        assert done.returncode == 0
    assert len((posts / "all.jsonl").read_bytes().splitlines()) == 3


@pytest.mark.parametrize(
    "arguments",
    [["posts", "--concat", "-o", "posts/a.txt"], ["dumps", "-o", "dumps/2.jsonl"],
     ["dumps", "-j", "2", "-o", "dumps/2.jsonl"], ["posts/a.txt", "posts/sub", "--concat", "-o",
     "posts/a.txt"], ["posts/sub", "-o", "posts/sub/a.txt"],
     ["posts/a.txt", "posts/b c.txt", "--concat", "-o", "posts/b c.txt"],
     ["posts/a.txt", "posts/b c.txt", "-j", "2", "--concat", "-o", "posts/a.txt"],
     ["dumps/1.jsonl", "dumps/2.jsonl", "-o", "dumps/2.jsonl"]],
)  # fmt: skip
def test_one_of_several_inputs_is_no_output(posts: Path, arguments: list[str]) -> None:
    (posts.parent / "dumps").mkdir()
    for name in "123":
        (posts.parent / "dumps" / f"{name}.jsonl").write_text(json.dumps({"text": POST}) + "\n")
    before = tree(posts.parent)
    done = run(*arguments, cwd=posts.parent)
    assert done.returncode == 2 and f"-o {arguments[-1]}: ".encode() in done.stderr
    what = b"outside of the input" if b"does not tell who" in done.stderr else b"another place"
    assert what in done.stderr and len(done.stderr.splitlines()) == 1
    assert tree(posts.parent) == before and not litter(posts.parent)


def test_an_output_among_the_inputs_is_made_anew_where_it_is_no_input(posts: Path) -> None:
    for _ in range(2):
        done = run("posts", "--include", "a.txt", "-f", "jsonl", "-o", "posts/x.txt",
                   cwd=posts.parent)  # fmt: skip
        assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("ending", formats.INPUTS)
def test_the_name_of_a_result_says_what_it_holds(ending: str) -> None:
    kind, packed = formats.kind_by_name(f"a{ending}"), f"p/a{ending.upper()}.GZ"
    if kind in formats.WRITTEN:
        assert target_of(packed, None) == packed  # the compression, too
    elif kind is not None or ending in formats.PAGES:
        assert target_of(packed, None) == ("p/a.txt" if kind is None else "p/a.jsonl")
    else:
        assert target_of(packed, None) == f"p/a{ending.upper()}"
    is_text = kind is None and ending not in formats.PAGES
    assert target_of(packed, "text") == (f"p/a{ending.upper()}" if is_text else "p/a.txt")
    assert target_of(packed, "csv") == "p/a.csv"


@pytest.mark.parametrize("form", ["all.csv", "all.tsv", "all.parquet", "all.jsonl.gz", "all.jsonl"])
@pytest.mark.parametrize("folder", ["posts", "dumps"])
def test_an_output_among_the_inputs_is_ours_however_it_is_told(
    posts: Path, folder: str, form: str
) -> None:
    if form == "all.parquet":
        pytest.importorskip("pyarrow.parquet")
    dumps = posts.parent / "dumps"
    dumps.mkdir()
    if form in ("all.csv", "all.tsv"):
        mark = "," if form == "all.csv" else "\t"
        (dumps / form.replace("all", "1")).write_text(f"id{mark}text\n1{mark}The council met.\n")
    else:
        (dumps / "1.jsonl").write_text(json.dumps({"text": POST}) + "\n")
    arguments: list[str]
    for arguments in ([folder, "-o", f"{folder}/{form}"], [f"./{folder}", "-o", f"{folder}/{form}"],
                      [str(posts.parent / folder), "-o", f"./{folder}/{form}"]):  # fmt: skip
        done = run(*arguments, cwd=posts.parent)
        assert (done.returncode, done.stderr) == (0, b""), arguments
    (posts / "a.txt").rename(posts / "z.txt")
    assert run(".", "-o", form, cwd=posts.parent / folder).returncode == 0


@pytest.mark.parametrize("line", ['{"text":"My own record"}', "My own text", '"newsclean"'])
def test_a_line_of_one_s_own_in_an_output_is_not_lost(posts: Path, line: str) -> None:
    command = ("posts", "-f", "jsonl", "-o", "posts/all.jsonl")
    (posts / "long.txt").write_text(prose(200))
    assert run(*command, cwd=posts.parent).returncode == 0
    with open(posts / "all.jsonl", "a") as file:
        file.write(f"{line}\n")
    before = tree(posts)
    done = run(*command, cwd=posts.parent)
    assert done.returncode == 2 and b"not all in it is what newsclean wrote" in done.stderr
    assert tree(posts) == before
    (posts / "all.csv").write_text("id,text,newsclean\n1,one,\n")
    done = run("posts", "-o", "posts/all.csv", cwd=posts.parent)
    assert done.returncode == 2 and b"not all in it is what newsclean wrote" in done.stderr


def test_what_dedup_wrote_into_its_input_is_made_anew_and_no_line_is_lost(posts: Path) -> None:
    dumps = posts.parent / "dumps"
    dumps.mkdir()
    records = [json.dumps({"text": text}) + "\n" for text in (POST, ARTICLE, prose(9))]
    (dumps / "1.jsonl").write_text("".join(records))
    for command in (["dedup", "dumps", "--keep", "best", "-o", "dumps/kept.jsonl"],
                    ["dedup", "posts", "-o", "posts/c.jsonl"]):  # fmt: skip
        for _ in range(2):
            done = run(*command, cwd=posts.parent)
            assert done.returncode == 0, done.stderr
        with open(posts.parent / command[-1], "a") as file:
            file.write('{"text":"My own record"}\n')
        done = run(*command, cwd=posts.parent)
        assert done.returncode == 2 and b"lies among them" in done.stderr


def test_results_in_the_input_replace_and_hide_only_results(posts: Path) -> None:
    before = tree(posts)
    done = run("posts", "-o", "posts/sub/", cwd=posts.parent)
    assert done.returncode == 2
    assert b"does not know posts/sub/a.txt; move that away or name another place" in done.stderr
    done = run("posts", "--exclude", "sub/", "-o", "posts/sub/", cwd=posts.parent)
    assert done.returncode == 2 and b"its list does not know posts/sub/a.txt" in done.stderr
    assert tree(posts) == before and not (posts / "sub" / MANIFEST).exists()
    assert run("posts", "-o", "posts/clean/", cwd=posts.parent).returncode == 0
    (posts / "clean" / "own.txt").write_text(POST)
    done = run("posts", "-o", "posts/clean/", cwd=posts.parent)
    assert done.returncode == 2 and b"its list does not know posts/clean/own.txt" in done.stderr


def test_results_in_the_input_are_made_whole_after_a_kill(posts: Path) -> None:
    run("posts", "-o", "posts/clean/", cwd=posts.parent)
    manifest = posts / "clean" / MANIFEST
    told = [line for line in manifest.read_text().splitlines() if "planned" in line]
    manifest.write_text("\n".join(told) + "\n")  # as if it was killed before it told of the rest
    done = run("posts", "-o", "posts/clean/", cwd=posts.parent)
    assert done.returncode == 0 and b"3 documents" in done.stderr


def test_hidden_and_ignored_files_are_left_out(posts: Path) -> None:
    (posts / ".hidden.txt").write_text(POST)
    (posts / ".gitignore").write_text("*.log\n!keep.log\n/sub/x.txt\n")
    for name in ("a.log", "keep.log", "sub/b.log", "sub/x.txt"):
        (posts / name).write_text(POST)
    (posts / "sub" / ".gitignore").write_text("!b.log\n")

    def ids(*options: str) -> list[str]:
        done = run("posts", "-f", "jsonl", *options, cwd=posts.parent)
        return [json.loads(line)["id"].removeprefix("posts/") for line in done.stdout.splitlines()]

    assert ids() == ["a.txt", "b c.txt", "keep.log", "sub/a.txt", "sub/b.log"]
    assert "a.log" in ids("--no-ignore") and "sub/x.txt" in ids("--no-ignore")
    assert ".hidden.txt" in ids("--hidden")
    assert ids("--include", "*.txt") == ["a.txt", "b c.txt", "sub/a.txt"]
    assert ids("--include", "*.txt", "--exclude", "sub/") == ["a.txt", "b c.txt"]
    done = run("posts/a.log", cwd=posts.parent)
    assert done.stdout.decode() == ARTICLE  # what is named is read


def test_a_repository_s_ignore_file_counts_in_its_folders(posts: Path) -> None:
    (posts.parent / ".git").mkdir()
    (posts.parent / ".gitignore").write_text("posts/sub/\n")
    done = run("posts", "-f", "jsonl", cwd=posts.parent)
    assert len(done.stdout.splitlines()) == 2


@pytest.mark.parametrize("rule", ["posts/", "posts", "/posts/**", "*", "up/", "*/"])
def test_a_directory_that_is_named_is_read_though_it_is_ignored(posts: Path, rule: str) -> None:
    (posts.parent / ".git").mkdir()
    (posts.parent / ".gitignore").write_text(f"{rule}\n/up/posts/sub/\nb*.txt\n")
    (posts.parent / "up").mkdir()
    posts.rename(posts.parent / "up" / "posts")
    done = run("up/posts", "-f", "jsonl", cwd=posts.parent)
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == ["up/posts/a.txt"]


def test_a_directory_without_files_is_not_clean(posts: Path) -> None:
    (posts / ".gitignore").write_text("*\n")
    for options in (["--check"], ["--check", "-q"], ["--check", "-q", "--errors", "e.jsonl"]):
        done = run("posts", *options, cwd=posts.parent)
        told = b"newsclean: posts: no files to read in it, so nothing was checked\n"
        assert (done.returncode, done.stdout, done.stderr) == (2, b"", told)
    assert json.loads((posts.parent / "e.jsonl").read_bytes())["file"] == "posts"
    done = run("posts", "-f", "jsonl", cwd=posts.parent)
    told = b"newsclean: posts: warning: no files to read in it\n"
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", told)


def test_an_ignore_file_may_begin_with_a_byte_order_mark(posts: Path) -> None:
    (posts / ".gitignore").write_bytes(b"\xef\xbb\xbfa.txt\r\n/sub/\r\n")
    done = run("posts", "-f", "jsonl", cwd=posts.parent)
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == ["posts/b c.txt"]


def test_a_pattern_that_is_none_is_refused(posts: Path) -> None:
    done = run("posts", "-f", "jsonl", "--exclude", "!", cwd=posts.parent)
    assert done.returncode == 2 and b"--exclude: " in done.stderr


def test_special_files_and_links_are_passed_over(posts: Path) -> None:
    os.mkfifo(posts / "pipe")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(posts / "s"))
        outside = posts.parent / "outside"
        outside.mkdir()
        (outside / "x.txt").write_text(POST)
        (posts / "out").symlink_to(outside)
        (posts / "loop").symlink_to(posts)
        (posts / "gone").symlink_to("nowhere")
        done = run("posts", "-o", "clean/", cwd=posts.parent)
        assert done.returncode == 0
        assert b"posts/pipe: passed over: is a named pipe" in done.stderr
        assert b"posts/s: passed over: is a socket" in done.stderr
        assert b"posts: passed over: 3 links, which are not followed\n" in done.stderr
        assert sorted(tree(posts.parent / "clean")) == ["a.txt", "b c.txt", "sub/a.txt"]
        done = run("posts", "-o", "other/", "--follow", "--errors", "e", cwd=posts.parent)
    assert done.returncode == 2 and b"posts/gone: No such file" in done.stderr
    assert b"posts/loop: passed over: a link to a folder that holds it" in done.stderr
    assert "out/x.txt" in tree(posts.parent / "other")
    assert json.loads((posts.parent / "e").read_bytes())["file"] == "posts/gone"


def test_a_file_that_is_named_twice_is_told_as_one(posts: Path) -> None:
    """As by `find posts -print0`, which names directories and what is in them."""
    done = run("--files0-from", "-", "-o", "clean/", stdin=b"posts\0posts/a.txt", cwd=posts.parent)
    assert done.returncode == 2 and not (posts.parent / "clean").exists()
    assert b"posts/a.txt and posts/a.txt would both become clean/a.txt; they are one" in done.stderr


def test_a_bad_file_costs_only_itself(posts: Path) -> None:
    (posts / "bad.bin").write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    (posts / "sub" / "half.txt").write_bytes(POST.encode() + b"\x81\xfe\xff" * 40)
    done = run("posts", "-o", "clean/", "--errors", "e.jsonl", "-j", "2", cwd=posts.parent)
    assert done.returncode == 2
    assert done.stderr.count(b"posts/bad.bin: ") == 1 and b"2 failed" in done.stderr
    assert sorted(tree(posts.parent / "clean")) == ["a.txt", "b c.txt", "sub/a.txt"]
    told = [json.loads(line) for line in (posts.parent / "e.jsonl").read_text().splitlines()]
    assert [(one["file"], one["stage"], one["code"]) for one in told] == [
        ("posts/bad.bin", "read", 2), ("posts/sub/half.txt", "read", 2),
    ]  # fmt: skip


def test_a_run_whose_inputs_all_fail_leaves_no_directory(posts: Path) -> None:
    (posts / "bad.bin").write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    done = run("nowhere.txt", "posts/bad.bin", "-o", "made/clean/", cwd=posts.parent)
    assert done.returncode == 2 and not (posts.parent / "made").exists()
    (posts.parent / "old").mkdir()
    (posts.parent / "old" / "mine").write_text("x")
    run("nowhere.txt", "-o", "old/clean/", cwd=posts.parent)
    run("nowhere.txt", "-o", "old/", cwd=posts.parent)
    assert tree(posts.parent / "old") == {"mine": b"x"}
    assert not (posts.parent / "old" / "clean").exists()


def test_names_of_all_kinds_are_read_and_written(tmp_path: Path) -> None:
    posts = tmp_path / "posts"
    posts.mkdir()
    names = [b"-x.txt", b"new\nline.txt", b"\xff\xfe.txt", b"[bold].txt", b"A.txt", b"a.txt",
             b"n" * 251 + b".txt"]  # fmt: skip
    for name in names:
        with open(os.fsencode(posts) + b"/" + name, "wb") as file:
            file.write(POST.encode())
    done = run("posts", "-o", "clean/", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    written = set(os.listdir(os.fsencode(tmp_path / "clean")))
    assert written == {*names, MANIFEST.encode()}
    assert b" 0 documents" in run("posts", "-o", "clean/", cwd=tmp_path).stderr
    listed = b"\0".join(b"posts/" + name for name in names)
    done = run("--files0-from", "-", "-o", "two/", stdin=listed, cwd=tmp_path)
    assert done.returncode == 0 and len(os.listdir(tmp_path / "two")) == len(names) + 1


def test_a_planted_link_is_replaced_and_not_written_through(posts: Path) -> None:
    victim = posts.parent / "victim"
    victim.write_text("mine\n")
    out = posts.parent / "clean"
    out.mkdir()
    (out / "a.txt").symlink_to(victim)
    assert run("posts", "-o", "clean/", cwd=posts.parent).returncode == 0
    assert victim.read_text() == "mine\n" and (out / "a.txt").read_text() == ARTICLE


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_is_an_error_that_names_it(posts: Path) -> None:
    out = posts.parent / "clean"
    out.mkdir(mode=0o555)
    done = run("posts", "-o", "clean/", cwd=posts.parent)
    assert done.returncode == 2 and b"-o clean/: Permission denied" in done.stderr


def test_a_result_that_cannot_be_written_costs_only_itself(posts: Path) -> None:
    (posts.parent / "clean" / "a.txt").mkdir(parents=True)
    done = run("posts", "-o", "clean/", cwd=posts.parent)
    assert done.returncode == 2 and b"clean/a.txt: Is a directory" in done.stderr
    assert (posts.parent / "clean" / "sub" / "a.txt").is_file()
    assert not litter(posts.parent)


def test_what_could_not_be_written_is_not_counted(posts: Path) -> None:
    (posts.parent / "clean" / "a.txt").mkdir(parents=True)
    done = run("posts/a.txt", "posts/b c.txt", "-o", "clean/", "--removed", "gone.jsonl",
               cwd=posts.parent)  # fmt: skip
    assert b"1 document in" in done.stderr and b"0 changed, 1 failed" in done.stderr
    assert (posts.parent / "gone.jsonl").read_bytes() == b""


def test_dry_run_writes_nothing(posts: Path) -> None:
    done = run("posts", "-o", "clean/", "--dry-run", cwd=posts.parent)
    assert done.stdout.decode().splitlines() == [
        "would write clean/a.txt", "would write clean/b c.txt", "would write clean/sub/a.txt",
    ]  # fmt: skip
    assert not (posts.parent / "clean").exists()
    before = tree(posts)
    done = run("-i", "--dry-run", "posts", cwd=posts.parent)
    assert done.stdout.decode().splitlines() == [
        "would clean posts/a.txt", "would clean posts/sub/a.txt",
    ]  # fmt: skip
    assert tree(posts) == before


def test_dry_run_makes_nobody_s_file_ours(posts: Path) -> None:
    (posts / "clean").mkdir()
    command = ("posts", "-o", "posts/clean/")
    assert run(*command, "--dry-run", cwd=posts.parent).returncode == 0
    assert not list((posts / "clean").iterdir())
    (posts / "clean" / "a.txt").write_text("My own text.\n")
    done = run(*command, cwd=posts.parent)
    assert done.returncode == 2 and b"posts/clean/a.txt" in done.stderr
    assert (posts / "clean" / "a.txt").read_text() == "My own text.\n"


def test_two_runs_on_one_output_are_refused(posts: Path) -> None:
    fcntl = pytest.importorskip("fcntl")
    out = posts.parent / "clean"
    out.mkdir()
    with open(out / MANIFEST, "ab") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        done = run("posts", "-o", "clean/", cwd=posts.parent)
    assert done.returncode == 2 and b"another newsclean" in done.stderr
    assert not tree(out)


def test_the_litter_of_a_killed_run_is_swept(posts: Path) -> None:
    out = posts.parent / "clean"
    (out / "sub").mkdir(parents=True)
    for folder in (out, out / "sub"):
        (folder / ".newsclean-0123456789ab.tmp").write_text("half")
    assert run("posts", "-o", "clean/", cwd=posts.parent).returncode == 0
    assert not litter(out)


def waiting(folder: Path, *arguments: str) -> tuple[subprocess.Popen[bytes], int]:
    """A run that waits for its standard input, with its output begun; what keeps the input open."""
    before = len(litter(folder))
    source, target = os.pipe()
    process = subprocess.Popen(
        [*PROGRAM, "-", *arguments], cwd=folder, stdin=source, stderr=subprocess.PIPE,
        env=environment(),
        # A runner under `nohup` would have it ignored, and so would its children.
        preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_DFL),
    )  # fmt: skip
    os.close(source)
    deadline = time.monotonic() + 20
    while len(litter(folder)) == before and time.monotonic() < deadline:
        time.sleep(0.005)
    return process, target


@pytest.mark.parametrize("arguments", [["a.txt", "-o", "out.txt"], ["-i", "a.txt"]])
def test_what_a_killed_run_left_goes_with_the_next_and_nothing_else(
    posts: Path, arguments: list[str]
) -> None:
    foreign = [posts / name for name in (".newsclean-0123456789ab.tmp.txt", ".newsclean-x.tmp",
                                         "newsclean-0123456789ab.tmp")]  # fmt: skip
    for path in foreign:
        path.write_text("mine")
    link = posts / ".newsclean-0123456789ab.tmp"
    link.symlink_to(foreign[0])
    killed, pipe = waiting(posts, "-o", "out.txt")
    killed.kill()
    killed.communicate()
    os.close(pipe)
    (left,) = (path for path in litter(posts) if path not in (*foreign, link))
    living, pipe = waiting(posts, "-o", "other.txt.gz")
    assert run(*arguments, cwd=posts).returncode == 0
    assert not left.exists()
    assert all(path.read_text() == "mine" for path in (*foreign, link))
    os.close(pipe)
    _, errors = living.communicate(timeout=20)
    assert (living.returncode, errors) == (0, b"") and (posts / "other.txt.gz").exists()
    assert sorted(litter(posts)) == sorted({link, *foreign[:2]})


def test_termination_while_modules_load_leaves_nothing(tmp_path: Path) -> None:
    # Where it strikes is chance: in a callback of an import, between opening a file and knowing it.
    for delay in (0, 0, 0.001, 0.002, 0.003, 0.005, 0.008, 0.013):
        process, pipe = waiting(tmp_path, "-o", "out.jsonl.gz")
        time.sleep(delay)
        process.terminate()
        _, errors = process.communicate(timeout=10)
        os.close(pipe)
        assert (process.returncode, errors, list(tmp_path.iterdir())) == (143, b"", [])


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM])
def test_a_signal_that_ends_leaves_nothing_behind(tmp_path: Path, number: int) -> None:
    process, pipe = waiting(tmp_path, "-o", "out.jsonl.gz")
    for _ in range(5):  # a supervisor and a terminal may send it at once
        process.send_signal(number)
    _, errors = process.communicate(timeout=10)
    os.close(pipe)
    assert (process.returncode, errors, list(tmp_path.iterdir())) == (128 + number, b"", [])


def test_several_interrupts_at_once_are_one(tmp_path: Path) -> None:
    for pause in (0, 0, 0.0002, 0.0004, 0.001):
        process, pipe = waiting(tmp_path, "-o", "out.jsonl.gz")
        for _ in range(30):
            process.send_signal(signal.SIGINT)
            time.sleep(pause)
        _, errors = process.communicate(timeout=10)
        os.close(pipe)
        assert (process.returncode, errors, list(tmp_path.iterdir())) == (130, b"", [])


@pytest.mark.skipif(not os.path.isdir("/proc/self/task"), reason="processes are not told there")
def test_an_interrupt_while_processes_start_is_no_traceback(posts: Path) -> None:
    interrupts = [(signal.SIGINT, delay) for delay in (0.02, 0.05, 0.1, 0.15, 0.2)]
    for number, delay in ((signal.SIGTERM, 0), *interrupts):
        process = subprocess.Popen(
            [*PROGRAM, "posts", "-j", "2", "-f", "jsonl", "--force", "-o", "x/"],
            cwd=posts.parent, env=environment(), stderr=subprocess.PIPE, start_new_session=True,
        )  # fmt: skip
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline and not any(
            b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes()
            for child in children.read_text().split()
        ):
            pass
        time.sleep(delay)
        os.killpg(process.pid, number)
        _, errors = process.communicate(timeout=20)
        if process.returncode == 0:  # it was done already
            continue
        assert process.returncode == 128 + number
        assert b"Traceback" not in errors and errors.startswith(b"newsclean: interrupted")


def test_files_are_rewritten_in_place(posts: Path) -> None:
    (posts / "a.txt").chmod(0o640)
    untouched = (posts / "b c.txt").stat().st_mtime_ns
    done = run("-i", "--backup", ".orig", "posts", cwd=posts.parent)
    assert done.returncode == 0 and done.stdout == b""
    assert (posts / "a.txt").read_text() == ARTICLE and (posts / "a.txt.orig").read_text() == POST
    assert stat.S_IMODE((posts / "a.txt").stat().st_mode) == 0o640
    assert (posts / "b c.txt").stat().st_mtime_ns == untouched
    assert not (posts / "b c.txt.orig").exists() and not litter(posts)


def test_a_backup_is_neither_cleaned_nor_replaced(posts: Path) -> None:
    for _ in range(2):
        run("-i", "--backup", ".orig", "posts", cwd=posts.parent)
    assert (posts / "a.txt.orig").read_text() == POST
    assert not (posts / "a.txt.orig.orig").exists()
    (posts / "a.txt").write_text("Another post.\n" + POST)
    done = run("-i", "--backup", ".orig", "posts", cwd=posts.parent)
    assert done.returncode == 2 and b"posts/a.txt.orig is there already" in done.stderr
    assert (posts / "a.txt").read_text().startswith("Another") and not litter(posts)
    assert (posts / "a.txt.orig").read_text() == POST


@pytest.mark.parametrize("make", [os.link, shutil.copyfile])
def test_a_run_that_was_killed_after_its_backup_is_made_whole(posts: Path, make: Any) -> None:
    make(posts / "a.txt", posts / "a.txt.orig")
    done = run("-i", "--backup", ".orig", "a.txt", cwd=posts)
    assert (done.returncode, (posts / "a.txt").read_text()) == (0, ARTICLE)
    assert (posts / "a.txt.orig").read_text() == POST
    (posts / "b c.txt").write_text(POST)
    (posts / "b c.txt.orig").symlink_to("b c.txt")  # keeps nothing
    done = run("-i", "--backup", ".orig", "b c.txt", cwd=posts)
    assert done.returncode == 2 and (posts / "b c.txt").read_text() == POST


def test_a_run_without_the_backup_option_leaves_the_backups_alone(posts: Path) -> None:
    for ending in (".orig", ".v0"):
        (posts / "a.txt").write_text(POST)
        run("-i", "--backup", ending, "posts", cwd=posts.parent)
        done = run("-i", "posts", cwd=posts.parent)
        assert (posts / f"a.txt{ending}").read_text() == POST
        assert b"posts: passed over: a.txt" in done.stderr and done.returncode == 0
    done = run("posts", "-o", "clean/", cwd=posts.parent)
    assert sorted(tree(posts.parent / "clean")) == ["a.txt", "a.txt.v0", "b c.txt", "sub/a.txt"]
    (posts / "gone.txt.orig").write_text(POST)  # stands alone, and is a text like any other
    run("posts", "-o", "clean/", "--include", "*.orig", cwd=posts.parent)
    assert (posts.parent / "clean" / "a.txt.orig").read_text() == ARTICLE
    assert (posts.parent / "clean" / "gone.txt.orig").read_text() == ARTICLE


def test_a_text_beside_a_directory_of_its_stem_is_no_copy(tmp_path: Path) -> None:
    for name in ("notes", "essay"):
        (tmp_path / "in" / name).mkdir(parents=True)
    (tmp_path / "in" / "notes.old").write_text(POST)
    (tmp_path / "in" / "essay.draft").write_text(POST)
    done = run(".", "-o", "../out/", cwd=tmp_path / "in")
    assert (done.returncode, b"passed over" in done.stderr) == (0, False)
    assert sorted(tree(tmp_path / "out")) == ["essay.draft", "notes.old"]
    done = run("-i", "notes", "notes.old", "--quiet", cwd=tmp_path / "in")
    assert (tmp_path / "in" / "notes.old").read_text() == ARTICLE
    run("-i", ".", cwd=tmp_path / "in")
    assert (tmp_path / "in" / "essay.draft").read_text() == ARTICLE


def test_copies_that_a_pattern_names_with_their_texts_are_left_alone(posts: Path) -> None:
    run("-i", "--backup", ".orig", "a.txt", cwd=posts)
    done = run("-i", "a.txt", "a.txt.orig", "b c.txt", cwd=posts)
    assert b"a.txt.orig: passed over: a copy" in done.stderr and done.returncode == 0
    assert (posts / "a.txt.orig").read_text() == POST
    run("-i", "a.txt.orig", cwd=posts)
    assert (posts / "a.txt.orig").read_text() == ARTICLE


def test_backups_that_are_named_with_their_texts_are_left_alone(posts: Path) -> None:
    for told in (b"", b"a.txt.v0: passed over: a copy"):
        done = shell("newsclean -i --backup .v0 *.txt*", posts)
        assert done.returncode == 0 and told in done.stderr
        assert (posts / "a.txt.v0").read_text() == POST
    assert not (posts / "a.txt.v0.v0").exists()


def test_what_standard_output_goes_into_is_no_input(posts: Path) -> None:
    done = shell("newsclean posts -f jsonl > posts/all.jsonl", posts.parent)
    assert (done.returncode, done.stderr) == (0, b"")
    assert len((posts / "all.jsonl").read_text().splitlines()) == 3
    for command in ("newsclean a.txt >> a.txt", "newsclean a.txt -f jsonl 'b c.txt' >> a.txt",
                    "newsclean a.txt -j 2 >> a.txt"):  # fmt: skip
        done = shell(command, posts)
        assert done.returncode == 2 and done.stderr.count(b"\n") == 1
        assert b"a.txt: is standard output, too" in done.stderr
        assert (b"input itself" in done.stderr) == (" -f " not in command)
    assert (posts / "a.txt").read_text() == POST


@pytest.mark.parametrize(
    "command", ["dedup a.txt 'b c.txt'", "report a.txt 'b c.txt'", "report 'b c.txt'",
                "a.txt 'b c.txt' -i", "-i a.txt 'b c.txt' --dry-run", "'b c.txt' -o -",
                "learn a.txt 'b c.txt'"],
)  # fmt: skip
def test_no_command_writes_into_an_input_that_is_standard_output(
    posts: Path, command: str
) -> None:
    done = shell(f"newsclean {command} >> 'b c.txt'", posts)
    assert done.returncode == 2 and (posts / "b c.txt").read_text() == ARTICLE
    assert b"b c.txt: is standard output, too" in done.stderr


def test_a_report_that_is_redirected_into_its_directory_is_no_input(posts: Path) -> None:
    done = shell("newsclean report posts -f json > posts/r.json", posts.parent)
    assert done.returncode == 0, done.stderr
    assert json.loads((posts / "r.json").read_text())["documents"] == 3


@pytest.mark.parametrize(
    ("name", "beside", "is_one", "is_one_in_place"),
    [("a.txt.orig", "a.txt", True, True), ("a.txt~", "a.txt", True, True),
     ("a.txt.BAK", "a.txt", True, True), ("A.TXT.Old", "a.txt", False, False),
     ("a.txt.orig", "b.txt", False, False), ("a.txt.v0", "a.txt", False, True),
     ("a.txt-2020", "a.txt", False, True), ("post.txt", "post", False, False),
     ("post_2", "post", False, False), ("page.html.txt", "page.html", False, False)],
)  # fmt: skip
def test_a_copy_is_told_by_what_stands_beside_it(
    name: str, beside: str, is_one: bool, is_one_in_place: bool
) -> None:
    assert is_copy(name, {name, beside}, any_ending=False) == is_one
    assert is_copy(name, {name, beside}, any_ending=True) == is_one_in_place


def test_other_texts_that_are_called_like_one_are_cleaned_in_place(tmp_path: Path) -> None:
    texts = {"post": "One", "post.2": "Two", "post.3": "Three", "news": "News", "news.de": "Neues"}
    for name, word in texts.items():
        (tmp_path / name).write_text(f"{word} of the day is this.\n{POST}")
    done = run("-i", ".", cwd=tmp_path)
    assert (done.returncode, b"passed over" in done.stderr) == (0, False)
    assert all(
        (tmp_path / name).read_text() == f"{word} of the day is this.\n{ARTICLE}"
        for name, word in texts.items()
    )


@pytest.mark.parametrize("ending", [".1", ".bk"])
def test_a_backup_whose_ending_says_nothing_is_left_alone(posts: Path, ending: str) -> None:
    run("-i", "--backup", ending, "posts", cwd=posts.parent)
    done = run("-i", "posts", cwd=posts.parent)
    assert (posts / f"a.txt{ending}").read_text() == POST
    told = f"a.txt{ending} and 1 more, copies of what stands beside them; name one to have it"
    assert f"posts: passed over: {told} cleaned".encode() in done.stderr
    done = run("-i", f"posts/a.txt{ending}", cwd=posts.parent)
    assert (posts / f"a.txt{ending}").read_text() == ARTICLE


def test_a_configuration_is_no_text(posts: Path) -> None:
    (posts / "newsclean.toml").write_text('# Share this:\nignore = ["share"]\n')
    before = (posts / "newsclean.toml").read_bytes()
    run("-i", "posts", cwd=posts.parent)
    assert (posts / "newsclean.toml").read_bytes() == before


def test_a_result_that_was_cut_is_made_again(posts: Path) -> None:
    run("posts", "-o", "clean/", cwd=posts.parent)
    os.truncate(posts.parent / "clean" / "a.txt", 0)
    assert b"2 done before" in run("posts", "-o", "clean/", cwd=posts.parent).stderr
    assert (posts.parent / "clean" / "a.txt").read_text() == ARTICLE


def test_a_link_in_the_output_leads_nowhere_else(posts: Path) -> None:
    outside = posts.parent / "outside"
    outside.mkdir()
    (posts.parent / "clean").mkdir()
    (posts.parent / "clean" / "sub").symlink_to(outside)
    done = run("posts", "-o", "clean/", cwd=posts.parent)
    assert done.returncode == 2 and b"out of the output through a link" in done.stderr
    assert not list(outside.iterdir()) and (posts.parent / "clean" / "a.txt").is_file()


def test_logs_never_go_over_inputs_and_results(posts: Path) -> None:
    before = tree(posts)
    for arguments in (
        ["--removed", "posts/a.txt", "posts/a.txt"],
        ["--removed", "posts/a.txt", "posts", "-o", "c/"],
        ["--errors", "posts/a.txt", "posts", "-o", "c/"],
        ["posts", "-o", "z.jsonl", "--removed", "z.jsonl"],
        ["posts/a.txt", "-o", "b.txt", "--dry-run"],
    ):  # fmt: skip
        done = run(*arguments, cwd=posts.parent)
        assert done.returncode == 2 and done.stderr.count(b"\n") == 1, arguments
    assert tree(posts) == before and not (posts.parent / "b.txt").exists()


@pytest.mark.parametrize("options", [["-f", "jsonl"], ["-o", "out/"], ["--skip-empty"]])
def test_failures_are_compressed_where_the_name_says_so(posts: Path, options: list[str]) -> None:
    run("none.txt", "posts/a.txt", "--errors", "e.jsonl.gz", *options, cwd=posts.parent)
    told = json.loads(gzip.decompress((posts.parent / "e.jsonl.gz").read_bytes()))
    assert told["file"] == "none.txt"


def test_an_ending_in_capitals_is_the_same(posts: Path) -> None:
    (posts / "Z.TXT.GZ").write_bytes(gzip.compress(POST.encode()))
    run("posts", "-o", "out/", cwd=posts.parent)
    assert (posts.parent / "out" / "Z.TXT").read_text() == ARTICLE


def test_every_run_tells_its_failures_where_it_is_asked_to(posts: Path) -> None:
    done = run("--errors", "e.jsonl", "none.txt", "posts/a.txt", "-f", "jsonl", cwd=posts.parent)
    assert done.returncode == 2 and len(done.stdout.splitlines()) == 1
    told = json.loads((posts.parent / "e.jsonl").read_text())
    assert told["file"] == "none.txt" and told["stage"] == "read"


def test_a_dump_is_not_its_own_output_when_something_failed(dumps: Path) -> None:
    before = (dumps / "d.jsonl").read_bytes()
    done = run("d.jsonl", "-o", "d.jsonl", cwd=dumps)
    assert done.returncode == 2 and b"nothing was written" in done.stderr
    assert (dumps / "d.jsonl").read_bytes() == before and not litter(dumps)


def test_in_place_follows_a_link_only_when_asked(posts: Path) -> None:
    link = posts.parent / "link.txt"
    link.symlink_to(posts / "a.txt")
    done = run("-i", str(link))
    assert done.returncode == 2 and b"is a link; --follow" in done.stderr
    assert (posts / "a.txt").read_text() == POST
    assert run("-i", "--follow", str(link)).returncode == 0
    assert link.is_symlink() and (posts / "a.txt").read_text() == ARTICLE


def test_in_place_is_for_texts(posts: Path) -> None:
    page = posts / "page.html"
    page.write_text(f"<!doctype html><nav>Menu</nav><p>{ARTICLE}</p>")
    before = page.read_bytes()
    done = run("-i", str(page))
    assert done.returncode == 2 and b"is an HTML page; -i is for texts" in done.stderr
    assert page.read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "cause"),
    [
        (["-i", "posts", "-o", "x/"], "leave out -o"),
        (["-i", "posts", "--check"], "leave out --check"),
        (["-i", "posts", "-f", "json"], "leave out -f"),
        (["-i", "-"], "standard input cannot be rewritten"),
        (["--backup", ".b", "posts", "-o", "x/"], "--backup goes with -i"),
        (["-i", "--backup", "a/b", "posts"], "an ending"),
        (["--dry-run", "posts", "-f", "jsonl"], "--dry-run goes with"),
        (["posts"], "use -o DIR/"),
        (["posts", "-f", "json"], "exactly one input"),
        (["posts", "-o", "x/", "--title", "T"], "--title and --url"),
        (["posts", "-j", "-1", "-f", "jsonl"], "-j"),
        (["posts", "-o", "nowhere"], "or a directory: nowhere/"),
        (["posts", "-f", "jsonl", "--max-bytes", "many"], "--max-bytes many"),
        (["posts", "-f", "jsonl", "--timeout", "nan"], "--timeout nan: a number of seconds"),
        (["posts", "-f", "jsonl", "--timeout", "inf"], "--timeout inf: a number of seconds"),
        (["posts", "-f", "jsonl", "--timeout", "0"], "--timeout 0: a number of seconds"),
        (["posts", "-f", "jsonl", "--timeout", "-1"], "--timeout -1: a number of seconds"),
        (["posts", "-f", "jsonl", "--fields", ""], "--fields: at least one name"),
        (["posts", "-f", "jsonl", "--fields", ", ,"], "--fields: at least one name"),
    ],
)
def test_what_cannot_be_meant_is_refused(posts: Path, arguments: list[str], cause: str) -> None:
    before = tree(posts)
    done = run(*arguments, cwd=posts.parent, stdin=POST.encode())
    assert done.returncode == 2 and done.stdout == b""
    assert cause in done.stderr.decode() and done.stderr.count(b"\n") == 1
    assert tree(posts) == before and not (posts.parent / "x").exists()


@pytest.mark.parametrize(
    ("arguments", "cause"),
    [
        (["posts/a.txt", "--force"], "--force goes with -o DIR/"),
        (["posts/a.txt", "--guard-formulas"], "and this is text"),
        (["d.jsonl", "--guard-formulas"], "and this is jsonl"),
        (["posts", "-o", "x/", "-f", "jsonl", "--guard-formulas"], "is for -f csv and -f tsv"),
        *((["posts/a.txt", f"--{name}-field", "x"], f"--{name}-field is for records with fields")
          for name in ("text", "output", "id", "title", "url", "lang")),
        (["feed.rss", "--text-field", "x"], "and this is feed"),
        (["d.jsonl", "--encoding", "cp1252"], "--encoding is for texts, pages and sheets"),
        (["--input", "json", "--encoding", "cp1252"], "json tells its own"),
        (["posts/a.txt", "--check", "--fields", "id"], "writes no result; leave out --fields"),
        (["d.jsonl", "--check", "--only-changed"], "leave out --only-changed"),
        (["posts/a.txt", "--diff", "--skip-empty"], "leave out --skip-empty"),
        (["posts/a.txt", "-f", "text", "--no-removed"], "-f text has no record"),
        (["-i", "posts", "--skip-empty"], "leave out --skip-empty"),
        (["posts", "--concat", "-f", "jsonl"], "--concat is for texts, and -f jsonl writes rec"),
        (["d.jsonl", "--concat", "-o", "x.csv"], "--concat is for texts, and -f csv writes"),
        (["posts", "--concat", "-o", "x/"], "--concat makes one text of many"),
        (["-i", "posts", "--concat"], "--concat makes one text of many"),
        (["posts", "--concat", "--check"], "writes no result; leave out --concat"),
        (["d.jsonl", "--concat", "--fields", "id"], "writes no records; leave out --fields"),
        (["-i", "posts", "--text-field", "x"], "leave out --text-field"),
        (["d.jsonl", "--text-field", ""], "--text-field: the name of a field is wanted"),
        (["d.jsonl", "-f", "jsonl", "-o", "x.csv"], "does not write what that name promises"),
        (["d.jsonl", "-f", "parquet", "-o", "x.json.gz"], "does not write what that name"),
        (["d.jsonl", "-f", "parquet", "-o", "x.txt"], "does not write what that name promises"),
        (["posts/a.txt", "-f", "text", "-o", "x.json"], "does not write what that name promises"),
    ],
)  # fmt: skip
def test_an_option_that_can_do_nothing_is_refused(
    posts: Path, arguments: list[str], cause: str
) -> None:
    (posts.parent / "d.jsonl").write_text(json.dumps({"text": POST}) + "\n")
    (posts.parent / "feed.rss").write_text(
        "<rss><channel><item><description>One line.</description></item></channel></rss>"
    )
    before = tree(posts.parent)
    done = run(*arguments, cwd=posts.parent)
    assert (done.returncode, done.stdout) == (2, b"")
    assert cause in done.stderr.decode() and done.stderr.count(b"\n") == 1
    assert tree(posts.parent) == before


def test_an_option_that_did_nothing_is_told_at_the_end(posts: Path) -> None:
    warned = b"newsclean: warning: --text-field did nothing; it is for records with fields\n"
    for arguments in (["posts", "-o", "x/"], ["posts", "-f", "jsonl"]):  # fmt: skip
        done = run(*arguments, "--text-field", "body", cwd=posts.parent)
        assert done.returncode == 0 and warned in done.stderr
        done = run(*arguments, "--text-field", "body", "-q", cwd=posts.parent)
        assert done.stderr == b""
    (posts / "d.jsonl").write_text(json.dumps({"body": POST}) + "\n")
    for arguments in (["posts", "-o", "x/"], ["posts", "-f", "jsonl"]):  # fmt: skip
        done = run(*arguments, "--text-field", "body", cwd=posts.parent)
        assert done.returncode == 0 and b"warning" not in done.stderr
    for flag in ("--captions", "--no-captions"):
        done = run("posts/a.txt", flag, cwd=posts.parent)
        told = f"newsclean: posts/a.txt: warning: {flag} is for HTML pages, and this is a text\n"
        assert (done.stdout.decode(), done.stderr.decode()) == (ARTICLE, told)
    for option in (["--hidden"], ["--no-ignore"], ["--exclude", "*.log"], ["--follow"]):
        done = run("posts/a.txt", *option, cwd=posts.parent)
        assert done.stdout.decode() == ARTICLE and done.returncode == 0
        told = f"newsclean: warning: {option[0]} is for directories, and none is given\n"
        assert done.stderr.decode() == told
        assert run("posts/a.txt", *option, "-q", cwd=posts.parent).stderr == b""


@pytest.mark.parametrize("form", ["json", "jsonl", "csv", "parquet"])
def test_texts_of_a_tree_become_the_records_that_are_asked_for(posts: Path, form: str) -> None:
    if form == "parquet":
        pytest.importorskip("pyarrow")
    (posts / "page.html").write_text(f"<p>{ARTICLE}</p><p>{ARTICLE}</p>")  # its name says it
    out = posts.parent / "out"
    done = run("posts", "-o", "out/", "-f", form, "--fields", "id,text", cwd=posts.parent)
    assert done.returncode == 0 and b"warning" not in done.stderr
    for name in ("a", "page"):
        alone = run(f"posts/{name}.{'html' if name == 'page' else 'txt'}", "-f", form,
                    "--fields", "id,text", cwd=posts.parent)  # fmt: skip
        assert (out / f"{name}.{form}").read_bytes() == alone.stdout
    if form == "json":
        told = json.loads((out / "a.json").read_bytes())
        assert told == {"id": "posts/a.txt", "text": ARTICLE}
        assert "<p>" not in json.loads((out / "page.json").read_bytes())["text"]
    done = run("posts", "-o", "texts/", "--fields", "id", cwd=posts.parent)
    assert b"warning: --fields did nothing; it is for records, -f jsonl" in done.stderr


def test_check_and_diff_take_directories(posts: Path) -> None:
    done = run("posts", "--check", cwd=posts.parent)
    assert done.returncode == 1 and done.stdout == b""
    assert done.stderr.count(b"would clean posts/") == 2
    assert run("posts", "--check", "-q", "--include", "b*", cwd=posts.parent).returncode == 0
    done = shell("newsclean --diff posts | patch -p0 && newsclean --check posts", posts.parent)
    assert done.returncode == 0, done.stderr
    assert (posts / "sub" / "a.txt").read_text().endswith(ARTICLE)
    done = run("explain", "posts", cwd=posts.parent)
    assert done.stdout.count(b"posts/") == 3 and done.returncode == 0


def test_an_input_that_is_too_large_is_refused(posts: Path) -> None:
    (posts / "big.txt").write_text(POST * 200)
    done = run("posts", "-o", "clean/", "--max-bytes", "10K", cwd=posts.parent)
    assert done.returncode == 2 and b"posts/big.txt: holds more than 10,000 bytes" in done.stderr
    assert sorted(tree(posts.parent / "clean")) == ["a.txt", "b c.txt", "sub/a.txt"]
    assert run("--max-bytes", "1K", stdin=b"x" * 2000).returncode == 2


@pytest.fixture
def dumps(tmp_path: Path) -> Path:
    """Files of many documents, and a compressed text, in one folder."""
    folder = tmp_path / "dumps"
    folder.mkdir()
    lines = [json.dumps({"n": n, "text": f"Day {n} of the works.\n{POST}"}) for n in range(300)]
    (folder / "d.jsonl").write_text("\n".join([*lines[:250], "{broken", *lines[250:]]) + "\n")
    (folder / "e.jsonl.gz").write_bytes(gzip.compress(f"{lines[0]}\n".encode()))
    (folder / "post.txt.gz").write_bytes(gzip.compress(POST.encode()))
    (folder / "post.txt.orig").write_text(POST)
    (folder / "t.csv").write_text('id,text\n1,"' + POST.replace('"', '""') + '"\n')
    return folder


def test_a_directory_may_hold_files_of_many_documents(dumps: Path) -> None:
    done = run("dumps", "-o", "out/", "--removed", "gone.jsonl", cwd=dumps.parent)
    assert done.returncode == 2 and b"dumps/d.jsonl:251: " in done.stderr
    assert b"304 documents" in done.stderr and b"1 failed" in done.stderr
    out = dumps.parent / "out"
    assert sorted(tree(out)) == ["d.jsonl", "e.jsonl.gz", "post.txt", "post.txt.orig", "t.csv"]
    records = [json.loads(line) for line in (out / "d.jsonl").read_text().splitlines()]
    assert [record["n"] for record in records] == list(range(300))
    assert records[7]["text"] == f"Day 7 of the works.\n{ARTICLE}"
    assert gzip.decompress((out / "e.jsonl.gz").read_bytes()).startswith(b'{"n"')
    assert (out / "post.txt").read_text() == ARTICLE
    assert len((dumps.parent / "gone.jsonl").read_text().splitlines()) == 304 * 3
    again = run("dumps", "-o", "out/", cwd=dumps.parent)  # what failed is tried again
    assert again.returncode == 2 and b"4 done before" in again.stderr


@pytest.mark.parametrize("name", ["d.jsonl", "t.csv"])
def test_the_documents_of_a_dump_are_spread_over_processes(dumps: Path, name: str) -> None:
    results = []
    for jobs in ("1", "2"):
        done = run(f"dumps/{name}", "-f", "jsonl", "-j", jobs, "--errors", f"e{jobs}",
                   cwd=dumps.parent)  # fmt: skip
        results.append((done.stdout, done.stderr, (dumps.parent / f"e{jobs}").read_text()))
    assert results[0] == results[1] and len(results[0][0]) > 300
    piped = run("--input", name.rpartition(".")[2], "-f", "jsonl", "-j", "2",
                stdin=(dumps / name).read_bytes())  # fmt: skip
    assert piped.stdout.count(b"\n") == results[0][0].count(b"\n")


@pytest.mark.parametrize("ending", ["jsonl", "csv"])
def test_a_record_that_takes_too_long_goes_on_and_says_so(tmp_path: Path, ending: str) -> None:
    rows = {"jsonl": '{"text": "It rained.", "n": 1.0}\n[1]\n', "csv": "text,n\nIt rained.,1.0\n"}
    (tmp_path / f"a.{ending}").write_text(rows[ending])
    done = run(f"a.{ending}", "--timeout", "1e-9", "-f", "jsonl", "-q", cwd=tmp_path)
    cause = "took longer than 1e-09 s"
    assert done.returncode == 2 and f"a.{ending}:" in done.stderr.decode()
    assert cause in done.stderr.decode()
    told = json.loads(done.stdout)  # one record, for what is none goes nowhere
    assert told["text"] == "It rained." and str(told["n"]) == "1.0"
    assert told["newsclean"] == {"error": {"stage": "clean", "cause": cause}}


def test_the_processes_of_a_run_are_those_of_all_its_dumps(dumps: Path, tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(
        f"with open({str(tmp_path / 'starts')!r}, 'a') as file: file.write('x')\n"
    )
    path = os.pathsep.join([str(tmp_path), *filter(None, [os.environ.get("PYTHONPATH")])])
    names = [shutil.copy(dumps / "d.jsonl", dumps / f"d{n}.jsonl") for n in range(5)]
    done = run(*names, "-f", "jsonl", "-j", "2", "-q", env={"PYTHONPATH": path})
    assert done.returncode == 2 and len(done.stdout.splitlines()) == 5 * 300
    # The command, two workers, and what Python starts beside them.
    assert 3 <= len((tmp_path / "starts").read_text()) <= 4
    assert done.stdout == run(*names, "-f", "jsonl", "-j", "1").stdout


def test_a_dump_that_is_given_up_does_not_disturb_the_next(dumps: Path) -> None:
    lacking = json.dumps({"body": "One line of the town."}) + "\n"
    (dumps / "a.jsonl").write_text(lacking * 3000)
    outs = [
        run("a.jsonl", "e.jsonl.gz", "a.jsonl", "d.jsonl", "-f", "jsonl", "-j", jobs, cwd=dumps)
        for jobs in ("1", "2")
    ]
    assert len(outs[0].stdout.splitlines()) == 301
    assert outs[0].stdout == outs[1].stdout and outs[0].stderr == outs[1].stderr
    assert outs[0].stderr.count(b"a.jsonl: no field 'text'; there are: body") == 2


def test_dumps_and_compressed_texts_are_not_rewritten_in_place(dumps: Path) -> None:
    before = tree(dumps)
    done = run("-i", "dumps", cwd=dumps.parent)
    assert done.returncode == 2 and done.stderr.count(b"; -i is for texts") == 4
    after = tree(dumps)
    assert after.pop("post.txt.orig") == ARTICLE.encode()
    assert after == {name: data for name, data in before.items() if name in after}


def test_empty_and_unchanged_results_may_be_left_out(posts: Path) -> None:
    (posts / "none.txt").write_text("Share this:\nPost a Comment\n")
    assert run("posts", "-o", "a/", "--skip-empty", cwd=posts.parent).returncode == 0
    assert "none.txt" not in tree(posts.parent / "a") and "b c.txt" in tree(posts.parent / "a")
    assert run("posts", "-o", "b/", "--only-changed", cwd=posts.parent).returncode == 0
    assert "b c.txt" not in tree(posts.parent / "b") and "a.txt" in tree(posts.parent / "b")


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_result_of_an_older_input_does_not_outlive_it(posts: Path, jobs: str) -> None:
    options = ("posts", "-o", "out/", "--only-changed", "--skip-empty", "-j", jobs)
    out = posts.parent / "out"
    (posts / "empty.txt").write_text(POST)
    run(*options, cwd=posts.parent)
    assert sorted(tree(out)) == ["a.txt", "empty.txt", "sub/a.txt"]
    (posts / "a.txt").write_text("A wholly new article, in which nothing is to be removed.\n")
    (posts / "empty.txt").write_text(FOOTER)
    done = run(*options, cwd=posts.parent)
    assert done.returncode == 0 and sorted(tree(out)) == ["sub/a.txt"]
    assert b"4 done before" in run(*options, cwd=posts.parent).stderr


def test_a_file_of_somebody_else_stays_where_a_result_is_left_out(posts: Path) -> None:
    out = posts.parent / "out"
    out.mkdir()
    for name in ("a.txt", "b c.txt"):  # of which the first is replaced
        (out / name).write_text("My own.\n")
    for _ in range(2):
        done = run("posts", "-o", "out/", "--only-changed", cwd=posts.parent)
        assert done.returncode == 0 and (out / "b c.txt").read_text() == "My own.\n"
        assert b"out/b c.txt: stays, for newsclean did not write it" in done.stderr
    assert (out / "a.txt").read_text() == ARTICLE
    (posts / "sub" / "a.txt").write_text(ARTICLE)
    (posts.parent / "elsewhere").mkdir()
    (out / "sub").rename(posts.parent / "elsewhere" / "sub")
    (out / "sub").symlink_to(posts.parent / "elsewhere" / "sub")
    run("posts", "-o", "out/", "--only-changed", cwd=posts.parent)
    assert (posts.parent / "elsewhere" / "sub" / "a.txt").is_file()


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four hundred texts, some of which cannot be read."""
    folder = tmp_path_factory.mktemp("many")
    dice = random.Random(3)
    for n in range(400):
        lines = ARTICLE.splitlines(keepends=True)
        dice.shuffle(lines)
        text = f"Day {n} brought no news to the town of the bridge.\n{''.join(lines)}{POST}"
        path = folder / "in" / f"{n % 7}" / f"{n}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"\0\1\2" if n % 90 == 5 else text.encode())
    return folder


def digest(folder: Path) -> str:
    found = hashlib.sha256()
    for name, data in tree(folder).items():
        found.update(name.encode() + b"\0" + data + b"\0")
    return found.hexdigest()


def test_the_number_of_processes_changes_no_byte(many: Path) -> None:
    texts, records = [], []
    for jobs, seed in (("1", "1"), ("2", "2"), ("3", "3")):
        env = {"PYTHONHASHSEED": seed}
        done = run("in", "-o", f"out{jobs}/", "-j", jobs, cwd=many, env=env)
        assert done.returncode == 2
        texts.append((digest(many / f"out{jobs}"), done.stderr.splitlines()[:-1]))
        done = run("in", "-f", "jsonl", "-j", jobs, cwd=many, env=env)
        records.append((done.stdout, done.stderr))
    assert texts[0] == texts[1] == texts[2]
    assert records[0] == records[1] == records[2]
    assert len(records[0][0].splitlines()) == 395


def test_verbose_tells_of_each_configuration_once(posts: Path) -> None:
    (posts / "newsclean.toml").write_text('ignore = ["share"]\n')
    told = [run("posts", "-o", f"o{jobs}/", "-v", "-j", jobs, "--exclude", "*.toml",
                cwd=posts.parent).stderr.splitlines()[:-1] for jobs in ("1", "2")]  # fmt: skip
    assert told[0] == told[1] and len(told[0]) == 4
    assert told[0][0].startswith(b"newsclean: settings: ")


def test_a_run_that_is_killed_is_made_whole_by_the_same_command(many: Path) -> None:
    dice = random.Random(5)
    for attempt in range(4):
        process = subprocess.Popen(
            [*PROGRAM, "in", "-o", "killed/", "-j", "2"], cwd=many, env=environment(),
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        time.sleep(dice.uniform(0.3, 1.5))
        process.kill() if attempt % 2 else process.send_signal(signal.SIGTERM)
        code = process.wait()
        assert code in (-signal.SIGKILL, 128 + signal.SIGTERM, -signal.SIGTERM, 2)
        time.sleep(0.3)  # the workers see that it is gone
    assert run("in", "-o", "killed/", "-j", "2", cwd=many).returncode == 2
    run("in", "-o", "whole/", cwd=many)
    assert digest(many / "killed") == digest(many / "whole")
    assert not litter(many / "killed")


def test_an_interrupt_ends_within_a_second_and_says_how_to_go_on(many: Path) -> None:
    process = subprocess.Popen(
        [*PROGRAM, "in", "in", "-f", "jsonl", "-j", "2"], cwd=many, env=environment(),
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
    )  # fmt: skip
    assert process.stdout is not None
    process.stdout.readline()
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does it: to all of them
    start = time.monotonic()
    _, errors = process.communicate(timeout=20)
    assert process.returncode == 130 and time.monotonic() - start < 5
    assert b"Traceback" not in errors


def test_a_closed_pipe_is_quiet(many: Path) -> None:
    done = shell("set +o pipefail; newsclean in -f jsonl -j 2 --include '1/*' | head -1", many)
    assert done.returncode == 0 and done.stderr.count(b"\n") <= 1 and len(done.stdout) > 100


@pytest.mark.skipif(sys.platform == "win32", reason="no limits of files")
def test_a_list_of_what_is_done_that_cannot_grow_costs_no_document(tmp_path: Path) -> None:
    """As on a full disk, but that small results still find room."""
    import resource

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))

    (tmp_path / "in").mkdir()
    for n in range(60):
        (tmp_path / "in" / f"{n}.txt").write_text(POST)
    command = [*PROGRAM, "in", "-o", "out/"]
    done = subprocess.run(command, cwd=tmp_path, env=environment(), capture_output=True,
                          preexec_fn=limit, timeout=120, check=False)  # fmt: skip
    told, summary = done.stderr.decode().splitlines()
    cause = "File too large; the next run does some documents again"
    assert (done.returncode, told) == (2, f"newsclean: out/{MANIFEST}: {cause}")
    assert " 60 documents" in summary
    assert set(tree(tmp_path / "out").values()) == {ARTICLE.encode()}
    assert len(tree(tmp_path / "out")) == 60
    again = run("in", "-o", "out/", cwd=tmp_path)
    assert again.returncode == 0 and b" done before" in again.stderr
    assert b" 60 done before" in run("in", "-o", "out/", cwd=tmp_path).stderr


@pytest.mark.skipif(sys.platform == "win32", reason="no limits of files")
def test_a_text_in_place_that_cannot_be_written_is_named_once_and_stays(posts: Path) -> None:
    import resource

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (16, 16))

    before = tree(posts)
    command = [*PROGRAM, "-i", "posts/a.txt"]
    done = subprocess.run(command, cwd=posts.parent, env=environment(), capture_output=True,
                          preexec_fn=limit, timeout=60, check=False)  # fmt: skip
    assert done.returncode == 2
    assert done.stderr.splitlines()[0] == b"newsclean: posts/a.txt: File too large"
    assert tree(posts) == before and not litter(posts)


def test_a_full_disk_is_an_error_with_its_cause(many: Path) -> None:
    done = run("in", "-f", "jsonl", "-o", "/dev/full", cwd=many)
    assert done.returncode == 2 and b"No space left on device" in done.stderr


def _twice(tools: int, item: int) -> int:
    if item == 5:
        os.kill(os.getpid(), signal.SIGKILL)
    if item == 30:
        time.sleep(30)
    return tools * item


def _fail(tools: str, item: int) -> int:
    marker = Path(tools)
    if item == 3 and not marker.exists():
        marker.touch()
        os._exit(7)
    if item == 9:
        raise LookupError("nine")
    return item


def test_an_item_that_kills_its_worker_or_takes_too_long_is_set_aside() -> None:
    chunks = [list(range(start, start + 8)) for start in range(0, 80, 8)]
    outcomes = [one for chunk in mapped(_twice, 2, chunks, 2, timeout=1.0) for one in chunk]
    assert len(outcomes) == 80
    lost = {n: one.cause for n, one in enumerate(outcomes) if isinstance(one, Lost)}
    assert sorted(lost) == [5, 30]
    assert "twice (signal 9)" in lost[5] and "longer than 1 s" in lost[30]
    assert all(one == 2 * n for n, one in enumerate(outcomes) if n not in lost)


def test_a_worker_that_dies_once_costs_nothing(tmp_path: Path) -> None:
    outcomes = mapped(_fail, str(tmp_path / "m"), [[1, 2, 3, 4], [5, 6]], 2)
    assert list(outcomes) == [[1, 2, 3, 4], [5, 6]]


def _who(tools: str, item: int) -> tuple[int, str, int]:
    time.sleep(0.02)
    return os.getpid(), tools, item


def test_a_pool_keeps_its_processes_and_changes_their_tools() -> None:
    pool = Pool(_who, 2)
    try:
        seen = [
            [one for chunk in pool.mapped(tools, [[n, n + 1] for n in range(6)]) for one in chunk]
            for tools in ("a", "b", "b")
        ]
        given_up = pool.mapped("c", ([n] for n in range(99)))
        assert next(given_up)[0][1:] == ("c", 0)
        given_up.close()  # type: ignore[attr-defined]
        (again,) = pool.mapped("d", [[7]])
    finally:
        pool.close()
    assert [[one[1:] for one in each] for each in seen] == [
        [(tools, n + k) for n in range(6) for k in (0, 1)] for tools in "abb"
    ]
    assert len({one[0] for each in seen for one in each}) <= 2
    assert again[0][1:] == ("d", 7)


def test_an_exception_of_the_work_is_the_caller_s(tmp_path: Path) -> None:
    with pytest.raises(LookupError, match="nine"):
        list(mapped(_fail, str(tmp_path / "m"), [[1], [9], [2]], 2))


class _Unloadable:
    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        return os._exit, (9,)


def test_workers_that_never_begin_are_an_error() -> None:
    with pytest.raises(WorkerError, match="exit code 9"):
        list(mapped(_fail, _Unloadable(), [[1]], 1))


SCRIPT = """
import sys
from newsclean._entry import main
if __name__ == "__main__":
    sys.exit(main())
"""


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_code_beside_the_texts_is_not_run(tmp_path: Path, jobs: str) -> None:
    """By the script that pip installs: its folder, not the current one, is asked for modules."""
    script, folder = tmp_path / "bin" / "newsclean", tmp_path / "posts"
    for path in (script.parent, folder):
        path.mkdir()
    script.write_text(SCRIPT)
    for n in range(70):
        (folder / f"{n}.txt").write_text(POST)
    for name in "json multiprocessing newsclean pickle random re rich selectors struct".split():
        (folder / f"{name}.py").write_text("open('../run', 'a')\nraise SystemExit(9)\n")
    done = subprocess.run(
        [PROGRAM[0], str(script), ".", "--include", "*.txt", "-o", "../clean/", "-j", jobs],
        cwd=folder, env=environment(), capture_output=True, timeout=60, check=False,
    )  # fmt: skip
    assert not (tmp_path / "run").exists()
    assert done.returncode == 0 and b"70 documents" in done.stderr
    assert len(tree(tmp_path / "clean")) == 70


def test_workers_end_with_their_parent(tmp_path: Path) -> None:
    code = (
        "import os, time\nfrom newsclean.batch.workers import mapped\n"
        "from test_batch import _twice\n"
        "if __name__ == '__main__':\n"
        "    for _ in mapped(_twice, 1, [[1], [30]], 2): os.write(1, b'x')\n"
    )
    script = tmp_path / "parent.py"
    script.write_text(code)
    env = environment({"PYTHONPATH": os.pathsep.join([str(Path(__file__).parent), *sys.path])})
    process = subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, env=env)
    assert process.stdout is not None
    process.stdout.read(1)
    process.kill()
    process.wait()
    # The pipe ends once nobody holds it any more, workers included.
    start = time.monotonic()
    process.stdout.read()
    process.stdout.close()
    assert time.monotonic() - start < 10


def shown_at_a_terminal(*arguments: str, cwd: Path) -> tuple[int, str]:
    """The exit code, and what stands on a terminal that is standard error."""
    import pty

    master, slave = pty.openpty()
    process = subprocess.Popen(
        [*PROGRAM, *arguments], cwd=cwd, env=environment(), stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL, stderr=slave,
    )  # fmt: skip
    os.close(slave)
    shown = b""
    try:
        while part := os.read(master, 1 << 16):
            shown += part
    except OSError:  # how Linux says that nobody writes any more
        pass
    os.close(master)
    return process.wait(60), shown.decode()


def test_progress_is_shown_at_a_terminal_with_messages_above_it(many: Path) -> None:
    options = ("in", "in", "in", "-f", "jsonl", "-j", "1")
    code, shown = shown_at_a_terminal(*options, cwd=many)
    assert code == 2
    assert "of 1,200 documents, " in shown and " MB/s, " in shown and " lines removed" in shown
    assert shown.count("newsclean: in/5/5.txt: binary: a NUL byte at offset 0") == 3
    plain = shown_at_a_terminal(*options, "--no-progress", cwd=many)[1]
    assert "of 1,200 documents" not in plain and "\x1b[" not in plain
    assert plain.count("newsclean: in/5/5.txt: binary: a NUL byte at offset 0") == 3


@pytest.mark.parametrize("options", [["-j", "1"], [], ["--skip-empty"]])
def test_progress_of_a_dump_is_that_of_its_bytes(tmp_path: Path, options: list[str]) -> None:
    lines = [json.dumps({"text": prose(20) + FOOTER})] * 1500
    (tmp_path / "dump.jsonl").write_text("\n".join([*lines, '{"text": 5}']) + "\n")
    command = ("dump.jsonl", "-o", "clean.jsonl", *options)
    code, shown = shown_at_a_terminal(*command, cwd=tmp_path)
    assert code == 2 and " documents, " in shown and " MB/s, " in shown
    assert shown.count("newsclean: dump.jsonl:1501: 'text' is no text but a number") == 1
    assert "newsclean: 1,500 documents in " in shown.splitlines()[-1]
    assert "1,500 changed, 1 failed; 4,500 lines removed (" in shown.splitlines()[-1]
    plain = shown_at_a_terminal(*command, "--no-progress", cwd=tmp_path)[1]
    assert plain.count("\n") == 2 and "\x1b[" not in plain


def test_one_output_of_many_documents_has_its_sums_told_at_a_terminal(posts: Path) -> None:
    (posts / "d.jsonl").write_text(json.dumps({"text": POST}) + "\n" + '{"text": "One line."}\n')
    told = {("posts", "-o", "all.jsonl"): "5 documents in ",
            ("posts", "-o", "all.jsonl", "--skip-empty"): "5 documents in ",
            ("posts/d.jsonl", "-o", "d.jsonl.gz"): "2 documents in "}  # fmt: skip
    for arguments, sums in told.items():
        shown = shown_at_a_terminal(*arguments, cwd=posts.parent)[1]
        assert shown.startswith(f"newsclean: {sums}") and " changed; " in shown
        assert shown.count("\n") == 1
        assert run(*arguments, cwd=posts.parent).stderr == b""
    quiet = (["posts", "-o", "all.jsonl", "-q"], ["posts/a.txt", "-o", "a.jsonl"],
             ["posts/a.txt", "-o", "a.jsonl", "--timeout", "9"], ["posts", "-f", "jsonl"])
    for more in quiet:
        assert shown_at_a_terminal(*more, cwd=posts.parent)[1] == ""
