"""The one-liners of the documentation, in a real shell."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from command import ARTICLE, FOOTER, POST, shell


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "posts").mkdir()
    (tmp_path / "post.txt").write_text(POST)
    (tmp_path / "old.txt").write_text(POST)
    (tmp_path / "posts" / "a.txt").write_text(POST)
    (tmp_path / "posts" / "b c.txt").write_text(ARTICLE)
    return tmp_path


def needs(*programs: str) -> None:
    for program in programs:
        if shutil.which(program) is None:
            pytest.skip(f"{program} is not installed")


def test_1_a_file_is_cleaned_to_standard_output(folder: Path) -> None:
    done = shell("newsclean post.txt", folder)
    assert (done.stdout.decode(), done.stderr, done.returncode) == (ARTICLE, b"", 0)


def test_4_find_and_xargs_give_one_record_a_file(folder: Path) -> None:
    needs("find", "xargs")
    line = "find posts -name '*.txt' -print0 | xargs -0 newsclean -f jsonl > all.jsonl"
    assert shell(line, folder).returncode == 0
    records = [json.loads(line) for line in (folder / "all.jsonl").read_text().splitlines()]
    assert {record["id"] for record in records} == {"posts/a.txt", "posts/b c.txt"}
    assert {record["text"] for record in records} == {ARTICLE}


def test_6_jq_reads_a_record(folder: Path) -> None:
    needs("jq")
    done = shell("newsclean post.txt -f json | jq -r '[.date, .publisher, .title] | @tsv'", folder)
    assert done.returncode == 0
    assert done.stdout.count(b"\t") == 2


def test_9_a_commit_hook_checks_the_staged_files(folder: Path) -> None:
    needs("git")
    hook = (
        "git diff --cached --name-only -z --diff-filter=ACM -- '*.txt' "
        "| newsclean --check --files0-from -"
    )
    shell("git init -q . && git add 'posts/b c.txt'", folder)
    assert shell(hook, folder).returncode == 0
    shell("git add posts/a.txt", folder)
    done = shell(hook, folder)
    assert done.returncode == 1
    assert b"would clean posts/a.txt" in done.stderr
    assert done.stdout == b""


def test_9_nothing_staged_is_a_clean_exit(folder: Path) -> None:
    needs("git")
    done = shell(
        "git init -q . && git diff --cached --name-only -z | newsclean --check --files0-from -",
        folder,
    )
    assert (done.stdout, done.stderr, done.returncode) == (b"", b"", 0)


def test_13_patch_applies_the_diff_and_then_nothing_is_left_to_do(folder: Path) -> None:
    needs("patch")
    done = shell("newsclean --diff old.txt | patch -p0 && newsclean --check old.txt", folder)
    assert done.returncode == 0, done.stderr
    assert (folder / "old.txt").read_text() == ARTICLE


def test_14_a_record_restores_its_input(folder: Path) -> None:
    needs("cmp")
    done = shell("newsclean post.txt -f json | newsclean restore - | cmp - post.txt", folder)
    assert (done.stdout, done.stderr, done.returncode) == (b"", b"", 0)


def test_16_a_loop_runs_it_once_a_file(folder: Path) -> None:
    needs("wc")
    (folder / "list.txt").write_text("post.txt\nposts/b c.txt\n")
    done = shell('while read -r f; do newsclean "$f" | wc -w; done < list.txt', folder)
    words = str(len(ARTICLE.split())).encode()
    assert [line.strip() for line in done.stdout.splitlines()] == [words, words]


def test_17_it_cleans_what_another_program_prints(folder: Path) -> None:
    needs("cat")
    done = shell("cat post.txt | newsclean --select share,related,feed-footer", folder)
    assert done.returncode == 0
    assert done.stdout.decode().startswith(ARTICLE)
    assert b"Share this" not in done.stdout


def test_the_example_of_the_issue_comes_out_as_its_article(folder: Path) -> None:
    done = shell("cat post.txt | newsclean > article.txt", folder)
    assert done.returncode == 0
    assert (folder / "article.txt").read_text() + FOOTER == POST
