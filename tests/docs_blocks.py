"""The code blocks of the documentation, and the folder in which they run.

`<!-- not run: REASON -->` on the line above a block says that no test runs it, and why;
`<!-- not run (WORD): REASON -->` says so of its lines that hold the word. Neither shows on a page.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from newsclean.learn.written import signed
from test_learn import blog
from test_records_crawls import response, wet

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "tests/fixtures/pages/google-news-ifttt/in.txt"
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
_FENCE = re.compile(r"^( *)(```+|~~~+)([^\n`]*)\n(.*?)^\1\2 *$", re.S | re.M)
_MARK = re.compile(r"<!-- not run(?: \(([^)]+)\))?: (.+?) -->\n")


class Block(NamedTuple):
    """A block of a page. skipped: word ("" for all of it) -> why its lines are not run."""

    page: str
    number: int  # of its first line, from 1
    language: str
    text: str
    skipped: dict[str, str]

    def lines(self) -> list[str]:
        """The lines that are run."""
        return [] if "" in self.skipped else [
            line for line in self.text.split("\n")
            if line and not any(word in line for word in self.skipped)
        ]  # fmt: skip


def blocks_of(path: Path) -> list[Block]:
    """All of a page, in order."""
    text = path.read_text(encoding="utf-8")
    found = []
    for match in _FENCE.finditer(text):
        skipped = {}
        above = text[: match.start()]
        while mark := re.search(_MARK.pattern + r"\Z", above):
            skipped[mark[1] or ""] = mark[2]
            above = above[: mark.start()]
        number = text.count("\n", 0, match.start()) + 2
        found.append(Block(path.name, number, match[3].strip(), match[4], skipped))
    return found


BLOCKS = [block for path in PAGES for block in blocks_of(path)]


def named(*languages: str) -> list[Block]:
    """The blocks of some languages that are run, at least in part."""
    return [b for b in BLOCKS if b.language in languages and "" not in b.skipped]


def name_of(block: Block) -> str:
    """What a test calls a block."""
    return f"{block.page}:{block.number}"


PAGE = """<!doctype html><html lang="en"><head><title>A bridge closes - Ledger</title></head><body>
<nav><a href="/">Home</a> <a href="/town">Town</a></nav><article><h1>A bridge closes</h1>
<p>The council voted on Tuesday to close the old bridge for repairs, and the first barriers went up
before the <a href="/train">evening train</a> had left the station.</p><p>Traffic will be led
through the harbour until the works end in the autumn of next year, the bakers say.</p></article>
<dl id="comments-block"><dt class="comment-author">Ole said...</dt><dd class="comment-body">
<p>One summer too many.</p></dd></dl></body></html>
"""
PACK = '[[rule]]\nid = "house"\nphrase = "Gorba nel tikke"\nremoves = ["Gorba nel tikke"]\n'
PARAGRAPH = "The council voted on Tuesday to close the old bridge for repairs, officials said."
_ITEM = "<item><title>A bridge closes</title><description>{}</description></item>"


def fill(folder: Path) -> None:
    """The files that the documentation speaks of."""
    post = EXAMPLE.read_text(encoding="utf-8")
    for name in ("post.txt", "a.txt", "b.txt", "fragment.txt", "dump.txt"):
        (folder / name).write_text(post, encoding="utf-8")
    for name in ("posts", "crawl", "dump", ".zfunc", ".config/fish/completions"):
        (folder / name).mkdir(parents=True)
    texts = list(enumerate(blog(12)))
    for n, text in texts:
        (folder / "posts" / f"{n}.txt").write_text(text, encoding="utf-8")
    (folder / "page.html").write_text(PAGE, encoding="utf-8")
    (folder / "lines.txt").write_text("Reuters contributed.\n", encoding="utf-8")
    rows = [{"url": f"https://ledger.example/{n}", "body": t, "text": t} for n, t in texts]
    dump = "".join(json.dumps(row) + "\n" for row in rows).encode()
    (folder / "log.jsonl").write_bytes(dump)
    (folder / "dump.jsonl").write_bytes(dump)
    feed = f"<rss version='2.0'><channel>{_ITEM.format(PARAGRAPH)}</channel></rss>"
    for name in ("feed.xml", "blogger-export.xml"):
        (folder / name).write_text(feed, encoding="utf-8")
    (folder / "crawl.wet.gz").write_bytes(gzip.compress(wet("https://ledger.example/a", post)))
    answer = response("https://ledger.example/b", PAGE.encode(), "Content-Type: text/html")
    (folder / "crawl.warc.gz").write_bytes(gzip.compress(answer))
    (folder / "rates.json").write_text(rates(), encoding="utf-8")
    # As learned, so that it may be learned again.
    (folder / "mysite.toml").write_text(signed(PACK), encoding="utf-8")
    _fill_with_extras(folder, post, dump)
    _fill_programs(folder)


def fill_more(folder: Path) -> None:
    """What lines speak of that are not shown with their output."""
    (folder / "clean").mkdir()
    text = (folder / "posts" / "3.txt").read_text(encoding="utf-8")
    for name in ("posts/new.txt", "clean/3.txt"):
        (folder / name).write_text(text, encoding="utf-8")


def rates() -> str:
    """What `benchmarks/crawl.py` printed, as the page shows it."""
    page = blocks_of(ROOT / "docs" / "common-crawl.md")
    return next(block.text for block in page if block.language == "json")


def _fill_with_extras(folder: Path, post: str, dump: bytes) -> None:
    if find_spec("zstandard"):
        import zstandard

        (folder / "dump.jsonl.zst").write_bytes(zstandard.compress(dump))
    if find_spec("pyarrow"):
        import pyarrow as pa
        import pyarrow.parquet as pq

        title = "North Korea dismisses chance of 'face to face' U.S. nuclear talks"
        for name, column in (("posts.parquet", "body"), ("corpus.parquet", "text")):
            table = pa.table({"id": ["1"], "title": [title], column: [post]})
            pq.write_table(table, folder / name)


def _fill_programs(folder: Path) -> None:
    """`newsclean` and what stands for a scraper, as commands of the folder."""
    programs = folder / ".bin"
    programs.mkdir()
    for name, line in (
        ("newsclean", f'exec "{sys.executable}" -m newsclean "$@"'),
        ("python", f'exec "{sys.executable}" "$@"'),
        ("some-scraper", "exec cat post.txt"),
    ):
        (programs / name).write_text(f"#!/bin/sh\n{line}\n")
        (programs / name).chmod(0o755)
    for name in ("benchmarks", "examples", "tests"):
        (folder / name).symlink_to(ROOT / name)
