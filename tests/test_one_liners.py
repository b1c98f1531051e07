"""The one-liners of the documentation, in a real shell."""

from __future__ import annotations

import gzip
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


def test_7_the_removed_lines_are_counted_by_filter(folder: Path) -> None:
    needs("jq", "sort", "uniq")
    line = "newsclean posts/*.txt -f jsonl | jq -r '.removed[].filter' | sort | uniq -c | sort -rn"
    done = shell(line, folder)
    assert done.returncode == 0, done.stderr
    assert [row.split() for row in done.stdout.decode().splitlines()] == [
        ["2", "comments"], ["1", "share"]
    ]  # fmt: skip


def test_8_the_clean_ones_are_found_by_their_counts(folder: Path) -> None:
    needs("jq")
    line = "newsclean posts/*.txt -f jsonl | jq -c 'select(.stats.removed_lines == 0) | .id'"
    done = shell(line, folder)
    assert (done.stdout, done.returncode) == (b'"posts/b c.txt"\n', 0)


def crawl(folder: Path) -> None:
    """A WET file and a WARC file, packed as crawls are: a member for each record."""
    wet = _warc("conversion", "http://example.org/a", "text/plain", POST.encode())
    body = "".join(f"<p>{line}</p>" for line in ARTICLE.splitlines())
    page = f"<html><body><nav>Menu</nav><article>{body}</article></body></html>".encode()
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page
    warc = _warc("response", "http://example.org/b", "application/http; msgtype=response", http)
    (folder / "crawl.wet.gz").write_bytes(gzip.compress(wet) * 3)
    (folder / "crawl.warc.gz").write_bytes(gzip.compress(warc) * 2)


def _warc(kind: str, uri: str, content: str, block: bytes) -> bytes:
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {uri}\r\nContent-Type: {content}\r\n"
        f"Content-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def test_11_a_crawl_runs_through_a_pipe(folder: Path) -> None:
    needs("zcat", "zstd", "zstdcat")
    crawl(folder)
    line = "zcat crawl.wet.gz | newsclean --input wet -f jsonl | zstd > clean.jsonl.zst"
    assert shell(line, folder).returncode == 0
    done = shell("zstdcat clean.jsonl.zst", folder)
    records = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(r["id"], r["text"]) for r in records] == [("http://example.org/a", ARTICLE)] * 3


def test_12_the_pages_of_a_crawl_become_a_table(folder: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    pytest.importorskip("fastwarc")
    crawl(folder)
    done = shell("newsclean crawl.warc.gz -o articles.parquet", folder)
    assert (done.stdout, done.stderr, done.returncode) == (b"", b"", 0)
    rows = parquet.read_table(folder / "articles.parquet").to_pylist()
    assert [(row["id"], row["text"]) for row in rows] == [("http://example.org/b", ARTICLE)] * 2


def test_a_dump_is_cleaned_into_a_dump(folder: Path) -> None:
    needs("zstd", "zstdcat", "jq")
    (folder / "dump.jsonl").write_text(json.dumps({"url": "u1", "body": POST}) + "\n")
    line = "newsclean dump.jsonl.zst -o clean.jsonl.zst --text-field body --id-field url"
    assert shell(f"zstd -q dump.jsonl && {line}", folder).returncode == 0
    done = shell("zstdcat clean.jsonl.zst | jq -r '.newsclean.id, .body'", folder)
    assert done.stdout.decode() == f"u1\n{ARTICLE}\n"


def test_a_dump_streams_to_jq(folder: Path) -> None:
    needs("zcat", "gzip", "jq")
    (folder / "dump.jsonl").write_text(json.dumps({"text": POST}) + "\n")
    line = "zcat dump.jsonl.gz | newsclean --input jsonl -f jsonl | jq -r .text"
    done = shell(f"gzip dump.jsonl && {line}", folder)
    assert (done.stdout.decode(), done.returncode) == (ARTICLE + "\n", 0)


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
