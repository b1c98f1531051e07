"""Crawls and feeds: WARC, WET, RSS, Atom and the exports of blogs, through the real command."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import time
import zlib
from pathlib import Path
from typing import Any

import pytest

from command import ARTICLE, POST, run, run_small
from newsclean.records.paragraphs import with_paragraphs

pytest.importorskip("fastwarc")

SENTENCE = "Городской совет во вторник проголосовал за закрытие моста на ремонт, {} из {}.\n"
RUSSIAN = "".join(SENTENCE.format(i, 9) for i in range(9))


def warc(kind: str, uri: str, content: str, block: bytes, length: int | None = None) -> bytes:
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {uri}\r\nContent-Type: {content}\r\n"
        f"Content-Length: {len(block) if length is None else length}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def wet(uri: str, text: str = POST, length: int | None = None) -> bytes:
    return warc("conversion", uri, "text/plain", text.encode(), length)


def response(uri: str, body: bytes, *headers: str, status: str = "200 OK") -> bytes:
    head = "\r\n".join([f"HTTP/1.1 {status}", *headers]) + "\r\n\r\n"
    return warc("response", uri, "application/http; msgtype=response", head.encode() + body)


def page(text: str) -> str:
    body = "".join(f"<p>{line}</p>" for line in text.splitlines())
    return f"<html><body><nav>Menu</nav><article>{body}</article></body></html>"


def records(done: subprocess.CompletedProcess[bytes]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in done.stdout.splitlines()]


def ids(done: subprocess.CompletedProcess[bytes]) -> list[str]:
    return [record["id"] for record in records(done)]


HTML = "Content-Type: text/html; charset={}"
INFO = warc("warcinfo", "x", "application/warc-fields", b"software: x\r\n")


def test_wet_gives_a_record_for_each_text(tmp_path: Path) -> None:
    (tmp_path / "a.wet.gz").write_bytes(b"".join(map(gzip.compress, [INFO, wet("u1"), wet("u2")])))
    done = run("a.wet.gz", "-f", "jsonl", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, b"")
    assert [(r["id"], r["text"]) for r in records(done)] == [("u1", ARTICLE), ("u2", ARTICLE)]


def test_pages_are_read_with_what_their_server_said() -> None:
    plain = page(RUSSIAN)
    packed = zlib.compressobj(9, zlib.DEFLATED, 31)
    chunked = b"".join(
        b"%x\r\n%b\r\n" % (len(part), part)
        for part in (plain.encode("koi8-r")[:100], plain.encode("koi8-r")[100:])
    )
    crawl = [
        response("cp1251", plain.encode("cp1251"), HTML.format("windows-1251")),
        response("koi8", chunked + b"0\r\n\r\n", HTML.format("koi8-r"),
                 "Transfer-Encoding: chunked"),
        response("gzip", packed.compress(plain.encode()) + packed.flush(), HTML.format("utf-8"),
                 "Content-Encoding: gzip"),
        response("deflate", zlib.compress(plain.encode())[2:-4], HTML.format("utf-8"),
                 "Content-Encoding: deflate"),
        response("lie", plain.encode("cp1251"), HTML.format("base64")),
        response("unpacked", plain.encode(), HTML.format("utf-8"), "Content-Encoding: gzip",
                 "Transfer-Encoding: chunked"),
    ]  # fmt: skip
    done = run("--input", "warc", "-f", "jsonl", stdin=b"".join(crawl))
    assert done.returncode == 0, done.stderr
    assert ids(done) == ["cp1251", "koi8", "gzip", "deflate", "lie", "unpacked"]
    assert {record["text"] for record in records(done)} == {RUSSIAN}


def test_what_is_no_page_or_text_is_passed_over() -> None:
    crawl = [
        INFO,
        warc("request", "u", "application/http; msgtype=request", b"GET / HTTP/1.1\r\n\r\n"),
        response("image", b"x", "Content-Type: image/png"),
        response("error", page(POST).encode(), HTML.format("utf-8"), status="404 Not Found"),
        warc("metadata", "u", "text/plain", b"a"),
        warc("resource", "file", "text/html", page(POST).encode()),
    ]
    done = run("--input", "warc", "-f", "jsonl", stdin=b"".join(crawl))
    assert (ids(done), done.returncode) == (["file"], 0)


def test_damaged_records_are_named_and_cost_only_themselves() -> None:
    crawl = [
        wet("u1"), wet("long", length=99_999), wet("u2"), wet("short", length=5), wet("u3"),
        wet("none").replace(b"Content-Length", b"Content-Lenght"), wet("u4"),
        b"something that is no record\r\n\r\n", wet("u5"),
        response("damaged", b"\x1f\x8b\x08nonsense", HTML.format("utf-8"),
                 "Content-Encoding: gzip"),
        wet("u6"), wet("cut")[:-40],
    ]  # fmt: skip
    done = run("--input", "warc", "-f", "jsonl", stdin=b"".join(crawl))
    assert ids(done) == ["u1", "u2", "u3", "u4", "u5", "u6"]
    assert done.returncode == 2
    assert [line.split(":")[2] for line in done.stderr.decode().splitlines()] == [
        "2", "4", "6", "8", "10 (damaged)", "12"
    ]  # fmt: skip


@pytest.mark.parametrize("block", [b"", b"<p>A page alone.</p>", b"HTTP/1.1\r\nA: b\r\n\r\n<p>x"])
def test_a_response_without_a_header_is_named(block: bytes, tmp_path: Path) -> None:
    bad = warc("response", "bad", "application/http; msgtype=response", block)
    crawl = b"".join([response("u1", page(POST).encode(), HTML.format("utf-8")), bad, wet("u2")])
    done = run("--input", "warc", "-f", "jsonl", "--errors", "e", stdin=crawl, cwd=tmp_path)
    assert (ids(done), done.returncode) == (["u1", "u2"], 2)
    assert done.stderr == (
        b"newsclean: standard input:2 (bad): damaged HTTP response: it has no HTTP header\n"
    )
    assert json.loads((tmp_path / "e").read_text())["stage"] == "read"


def test_a_body_that_is_cut_short_is_truncated() -> None:
    packed = gzip.compress(page(RUSSIAN * 40).encode(), mtime=0)
    chunk = page(POST).encode()
    length = f"Content-Length: {len(chunk) + 9}"
    crawl = [
        response("gzip", packed[: len(packed) // 2], HTML.format("utf-8"),
                 "Content-Encoding: gzip"),
        response("two", packed + gzip.compress(page(POST).encode()), HTML.format("utf-8"),
                 "Content-Encoding: gzip"),
        response("length", chunk, HTML.format("utf-8"), length),
        response("chunks", b"%x\r\n" % (len(chunk) + 9) + chunk, HTML.format("utf-8"),
                 "Transfer-Encoding: chunked"),
        response("crawler", chunk, HTML.format("utf-8"))
        .replace(b"WARC-Type", b"WARC-Truncated: length\r\nWARC-Type"),
        wet("wet").replace(b"WARC-Type", b"WARC-Truncated: time\r\nWARC-Type"),
        response("whole", chunk, HTML.format("utf-8"), f"Content-Length: {len(chunk)}"),
    ]  # fmt: skip
    done = run("--input", "warc", "-f", "jsonl", stdin=b"".join(crawl))
    assert [r["id"] for r in records(done) if r["truncated"]] == [
        "gzip", "length", "chunks", "crawler", "wet"
    ]  # fmt: skip
    told = {record["id"]: record["text"] for record in records(done)}
    assert set(told) == {"gzip", "two", "length", "chunks", "crawler", "wet", "whole"}
    assert told["length"] == told["chunks"] == told["whole"] == ARTICLE
    assert SENTENCE.format(1, 9) in told["gzip"] and "close the old bridge" in told["two"]
    assert done.returncode == 2
    assert [line.partition("(")[2] for line in done.stderr.decode().splitlines()] == [
        "gzip): damaged HTTP response: its compressed data is cut short; what can be read is "
        "cleaned",
        "chunks): damaged HTTP response: its chunks are cut short; what can be read is cleaned",
    ]


def test_a_brotli_body_that_is_cut_short_is_truncated() -> None:
    brotli = pytest.importorskip("brotli")
    body = brotli.compress(page(RUSSIAN + POST * 9).encode())
    data = [response("whole", body, HTML.format("utf-8"), "Content-Encoding: br"),
            response("cut", body[:-9], HTML.format("utf-8"), "Content-Encoding: br")]  # fmt: skip
    done = run("--input", "warc", "-f", "jsonl", stdin=b"".join(data))
    assert [(record["id"], record["truncated"]) for record in records(done)] == [
        ("whole", False), ("cut", True)
    ]  # fmt: skip
    assert done.returncode == 2 and b"(cut): damaged HTTP response: its comp" in done.stderr
    assert records(done)[1]["text"].startswith(SENTENCE.format(0, 9))


def test_a_response_that_does_not_say_that_it_is_http_is_one() -> None:
    crawl = [
        response("u1", page(POST).encode(), HTML.format("utf-8")), response("dns", b"", "a: b"),
    ]  # fmt: skip
    bare = [one.replace(b"Content-Type: application/http; msgtype=response\r\n", b"")
            for one in crawl]  # fmt: skip
    done = run("--input", "warc", "-f", "jsonl", stdin=b"".join(bare))
    assert (ids(done), done.returncode, done.stderr) == (["u1"], 0, b"")


def test_zstd_of_servers_is_undone_or_named(tmp_path: Path) -> None:
    zstandard = pytest.importorskip("zstandard")
    body = zstandard.ZstdCompressor().compress(page(POST).encode())
    data = response("u1", body, HTML.format("utf-8"), "Content-Encoding: zstd") + wet("u2")
    done = run("--input", "warc", "-f", "jsonl", stdin=data)
    assert [record["text"] for record in records(done)] == [ARTICLE, ARTICLE]
    (tmp_path / "zstandard.py").write_text("raise ImportError\n")
    path = os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")])
    done = run("--input", "warc", "-f", "jsonl", stdin=data, env={"PYTHONPATH": path})
    assert ids(done) == ["u2"] and done.returncode == 2
    assert b":1 (u1): a page compressed by zstd needs zstandard: pip install" in done.stderr


def test_a_cut_crawl_keeps_what_came_before() -> None:
    data = gzip.compress(b"".join(wet(f"u{i}", POST + os.urandom(300).hex()) for i in range(50)))
    done = run("--input", "wet", "-f", "jsonl", stdin=data[: len(data) // 2])
    assert 10 < len(records(done)) < 50
    assert done.returncode == 2
    assert b"the gzip data is cut short" in done.stderr


def test_a_damaged_member_costs_only_its_record() -> None:
    members = [gzip.compress(wet(f"u{i}", POST + os.urandom(2000).hex())) for i in range(5)]
    for number in (1, 3):
        broken = bytearray(members[number])
        broken[600:700] = bytes(100)
        members[number] = bytes(broken)
    done = run("--input", "wet", "-f", "jsonl", "--fields", "id", stdin=b"".join(members))
    assert ids(done) == ["u0", "u2", "u4"]
    assert done.returncode == 2
    told = done.stderr.decode().splitlines()
    assert len(told) == 2
    assert all("damaged gzip data" in line and "goes on at the next" in line for line in told)


def test_bombs_and_huge_records_are_passed_over_without_being_held(tmp_path: Path) -> None:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    bomb = b"".join(packer.compress(b"<p>" * 1_000_000) for _ in range(200)) + packer.flush()
    with gzip.open(tmp_path / "a.warc.gz", "wb", 1) as file:
        file.write(response("bomb", bomb, HTML.format("utf-8"), "Content-Encoding: gzip"))
        file.write(wet("huge", "", 500_000_000)[:-4])
        for _ in range(500):
            file.write(b"x y \n" * 200_000)
        file.write(b"\r\n\r\n" + wet("u1"))
    done = run_small(
        "a.warc.gz", "-o", "out.jsonl", "--fields", "id", cwd=tmp_path, memory=450_000_000
    )
    assert [line.partition(" (--")[0] for line in done.stderr.decode().splitlines()] == [
        "newsclean: a.warc.gz:1 (bomb): longer than 16,000,000 bytes",
        "newsclean: a.warc.gz:2 (huge): longer than 16,000,000 bytes",
    ]
    assert (tmp_path / "out.jsonl").read_bytes() == b'{"id":"u1"}\n'


def test_wet_needs_no_library_and_pages_name_theirs(tmp_path: Path) -> None:
    (tmp_path / "fastwarc.py").write_text("raise ImportError\n")
    data = wet("u1") + response("page", page(POST).encode(), HTML.format("utf-8"))
    done = run("--input", "warc", "-f", "jsonl", stdin=data, env={"PYTHONPATH": str(tmp_path)})
    assert ids(done)[:1] == ["u1"] or not records(done)
    assert done.returncode == 2
    assert "pip install 'newsclean[warc]'" in done.stderr.decode()


# Feeds.

FOOTER = '<p>The post <a href="x">Bridge</a> appeared first on <a href="y">Town</a>.</p>'
BODY = "".join(f"<p>{line}</p>" for line in ARTICLE.splitlines())
RSS = f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
  xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>Town</title>
<item><title>Bridge &amp;amp; road</title><link>http://a/1</link><guid>g1</guid>
<pubDate>Mon, 06 Sep 2021 00:01:00 +0200</pubDate><dc:creator>Jane Roe</dc:creator>
<category>Local</category><description>short</description>
<content:encoded><![CDATA[{BODY}{FOOTER}]]></content:encoded></item>
<item><wp:post_type>attachment</wp:post_type><description>A picture.</description></item>
<item><wp:post_type>post</wp:post_type><wp:status>trash</wp:status><description>A.</description></item>
<item><link>http://a/2</link><wp:post_type>post</wp:post_type><content:encoded><![CDATA[The council
voted on <b>Tuesday</b>.

A second paragraph stands here.]]></content:encoded></item>
<item><link>http://a/3</link><description>Only a line &amp;amp; no tag</description></item>
<item><link>http://a/4</link>
<description>&lt;a href="x"&gt;Just a link&lt;/a&gt;</description></item>
</channel></rss>
"""


def test_rss_and_wordpress_give_their_posts() -> None:
    done = run("-f", "jsonl", stdin=RSS.encode())
    assert (done.returncode, done.stderr) == (0, b"")
    first, second, third, fourth = records(done)
    assert first["text"] == ARTICLE
    assert first["id"] == "g1"
    assert first["title"] == "Bridge & road"
    assert (first["date"], first["authors"], first["labels"]) == (
        "2021-09-06T00:01:00+02:00", ["Jane Roe"], ["Local"]
    )  # fmt: skip
    assert [entry["filter"] for entry in first["removed"]] == ["feed-footer"]
    assert second["text"].split("\n")[-2] == "A second paragraph stands here."
    assert third["text"] == "Only a line & no tag"
    assert fourth["text"].strip() == "Just a link"


BLOGGER = """<?xml version='1.0' encoding='UTF-8'?><?xml-stylesheet href="x"?>
<feed xmlns='http://www.w3.org/2005/Atom'><id>x</id>
<entry><id>e1</id><published>2021-09-06T00:01:00.001+02:00</published>
<category scheme='http://schemas.google.com/g/2005#kind'
  term='http://schemas.google.com/blogger/2008/kind#post'/>
<category scheme='http://www.blogger.com/atom/ns#' term='News'/>
<title type='text'>Bridge</title><content type='html'>{body}</content>
<link rel='replies' href='http://b/x'/><link rel='alternate' href='http://b/1'/>
<author><name>Jane Roe</name></author></entry>
<entry><id>e2</id><category scheme='http://schemas.google.com/g/2005#kind'
  term='http://schemas.google.com/blogger/2008/kind#comment'/><content>A comment.</content></entry>
<entry><id>e3</id><content type='xhtml'><div xmlns="http://www.w3.org/1999/xhtml">
<p>One paragraph of XHTML.</p><p>And two.</p></div></content></entry>
</feed>
"""


FIRST, SECOND, THIRD = ARTICLE.splitlines()


@pytest.mark.parametrize("tag", ["<pre>", "<script ", "<PRE></pre x>"])
def test_tags_that_never_end_cost_no_more_than_their_length(tag: str) -> None:
    text = f"<PRE>a\n\nb</Pre\n>{FIRST}\n\n{SECOND}" + tag * 40_000
    start = time.process_time()
    made = with_paragraphs(text)
    assert time.process_time() - start < 2
    assert made.startswith(f"<PRE>a\n\nb</Pre\n><p>{FIRST}</p><p>{SECOND}{tag[:5]}")


@pytest.mark.parametrize(
    ("post", "text"),
    [
        (f"{FIRST}\n\n{SECOND}\n\n<h2>What comes next</h2>\n\n{THIRD}",
         [FIRST, SECOND, "What comes next", THIRD]),
        (f"{FIRST}\r\n\r\n{SECOND}\r\n<ul>\r\n\t<li>one boat</li>\r\n\t<li>two boats</li>\r\n</ul>"
         f"\r\n{THIRD}", [FIRST, SECOND, "one boat", "two boats", THIRD]),
        (f'{FIRST}\n\n<blockquote>{SECOND}\n\n{THIRD}</blockquote>\n\nThe <a\nhref="http://x.org/"\n'
         "title='a'>mayor</a> said so in the evening, and left.",
         [FIRST, SECOND, THIRD, "The mayor said so in the evening, and left."]),
        (f"<div>{FIRST}\n\n{SECOND}</div>\n{THIRD}\nThe mayor said so.",
         [FIRST, SECOND, THIRD, "The mayor said so."]),
        # Written as HTML: an end of a line is a blank, unless it is empty.
        (f"<p>{FIRST}</p>\n\n<p>{SECOND.replace(' led ', ' led' + chr(10))}</p>\n\n<p>{THIRD}</p>",
         [FIRST, SECOND, THIRD]),
        # Of blocks nothing is made.
        (f"<!-- wp:paragraph -->\n<p>{FIRST}</p>\n<!-- /wp:paragraph -->\n\n<div>{SECOND} and\n\n"
         f"{THIRD}</div>", [FIRST, f"{SECOND} and {THIRD}"]),
    ],
)  # fmt: skip
def test_posts_of_wordpress_have_the_paragraphs_that_it_shows(post: str, text: list[str]) -> None:
    item = (f"<item><link>http://a/1</link><wp:post_type>post</wp:post_type><content:encoded>"
            f"<![CDATA[{post}]]></content:encoded></item></channel></rss>")  # fmt: skip
    head = RSS[: RSS.index("<item>")]
    done = run("--input", "feed", "-f", "jsonl", stdin=(head + item).encode())
    assert done.returncode == 0, done.stderr
    assert [line for line in records(done)[0]["text"].split("\n") if line] == text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-be"])
@pytest.mark.parametrize("options", [["-f", "jsonl"], ["-f", "jsonl", "-j", "2"]])
def test_a_feed_is_told_behind_blank_lines_and_in_utf_16(
    encoding: str, options: list[str], tmp_path: Path
) -> None:
    feed = RSS if encoding != "utf-8" else "\n \r\n" + RSS
    mark = "\ufeff" if encoding == "utf-16-be" else ""
    (tmp_path / "a.xml").write_bytes((mark + feed.replace('"UTF-8"', f'"{encoding[:6]}"'))
                                     .encode(encoding))  # fmt: skip
    done = run("a.xml", *options, cwd=tmp_path)
    assert ids(done)[:2] == ["g1", "http://a/2"]


def test_atom_and_blogger_give_their_posts() -> None:
    from html import escape

    done = run("-f", "jsonl", stdin=BLOGGER.format(body=escape(BODY)).encode())
    assert (done.returncode, done.stderr) == (0, b"")
    first, second = records(done)
    assert (first["id"], first["text"], first["title"]) == ("e1", ARTICLE, "Bridge")
    assert (first["date"], first["labels"]) == ("2021-09-06T00:01:00+02:00", ["News"])
    assert second["text"] == "One paragraph of XHTML.\nAnd two.\n"


BOMB = """<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa">
<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">
<!ENTITY f SYSTEM "file://{path}">]>
<rss><channel><item><description>&c;&f; A sentence of the feed.</description></item></channel></rss>
"""


def test_entities_are_not_expanded_and_files_not_read(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret words")
    done = run("-f", "jsonl", stdin=BOMB.format(path=tmp_path / "secret").encode())
    assert b"secret words" not in done.stdout
    assert b"aaaa" not in done.stdout
    assert "A sentence of the feed." in records(done)[0]["text"]


@pytest.mark.parametrize(
    ("old", "new", "places"),
    [
        ("</link>", "<link>", ["1: not XML: line 8", "4: not XML: line 14",
                               "5: not XML: line 15", "6: not XML: line 17"]),
        ("Only a", "Only&nbsp;a", ["5: not XML: line 15"]),
        ("Only a", "Only\1a", ["5: not XML: line 15"]),
        ("</item>\n<item><link>http://a/3", "\n<item><link>http://a/3", ["4: not XML: line 15"]),
        ("<description>Only", "<b>Only", ["5: not XML: line 15"]),
        ("</channel>", "", [" not XML: line 18"]),
        ("<title>Town", "<title>Town & road", [" not XML: line 4"]),
    ],
)  # fmt: skip
def test_what_xml_does_not_allow_is_named_and_costs_only_itself(
    old: str, new: str, places: list[str], tmp_path: Path
) -> None:
    (tmp_path / "feed").write_text(RSS.replace(old, new))
    for options in ((), ("--errors", "e.jsonl", "-j", "2")):
        done = run("feed", "-f", "jsonl", "--fields", "id,text", *options, cwd=tmp_path)
        assert done.returncode == 2
        told = done.stderr.decode().splitlines()
        assert len(told) == len(places)
        for line, place in zip(told, places, strict=True):
            assert line.startswith(f"newsclean: feed:{place}: "), line
        texts = [record["text"] for record in records(done)]
        assert (texts[0], texts[-1].strip()) == (ARTICLE, "Just a link")
        found = ["g1", "http://a/2", *["http://a/3"] * (new != "<b>Only"), "http://a/4"]
        assert [r["id"] for r in records(done)] == found
    assert len((tmp_path / "e.jsonl").read_text().splitlines()) == len(places)


@pytest.mark.parametrize(
    ("odd", "meant"),
    [
        ("Rain&nbsp;&amp; wind", "Rain\xa0& wind"),
        ("Rain & wind, AT&T, a&amp;b; &unknown;", "Rain & wind, AT&T, a&b; &unknown;"),
        ("Rain &#1;and\1 &#x1F327;", "Rain and \U0001f327"),
        ("Rain\vand wind <3 at < 5 &amp; more", "Rain and wind <3 at < 5 & more"),
        ("Rain<b> &amp; wind", "Rain & wind"),
    ],
)  # fmt: skip
def test_entities_and_tags_stay_around_what_xml_does_not_allow(odd: str, meant: str) -> None:
    body = "&lt;p&gt;It rained &amp;amp; poured.&lt;/p&gt;&lt;p&gt;5 &amp;gt; 4, he said.&lt;/p&gt;"
    entry = f"<item><title>{odd}</title><link>http://a/1</link><description>{body}</description>"
    done = run("-f", "jsonl", stdin=f"<rss><channel>{entry}</item></channel></rss>".encode())
    (record,) = records(done)
    assert record["text"] == "It rained & poured.\n5 > 4, he said.\n"
    assert (record["title"], record["id"]) == (" ".join(meant.split()), "http://a/1")
    assert done.returncode == 2
    told = "what can be read of the entry" if "<b>" in odd else "the entry as it is meant"
    assert done.stderr.decode().endswith(f"; {told} is cleaned\n")


def feed_items(data: bytes, folder: Path) -> list[tuple[str, Any]]:
    """What a feed gives; a string for what is wrong."""
    from newsclean.records.feeds import read_feed
    from newsclean.records.opening import Stream
    from newsclean.records.wanted import Wanted

    path = folder / "feed"
    path.write_bytes(data)
    with path.open("rb") as file:
        items = read_feed(Stream(file.fileno()), "feed", Wanted(most=5000))
        return [(one.name, getattr(one, "data", None)) for one in items]


@pytest.mark.parametrize("size", [1, 2, 7, 100])
def test_a_feed_is_the_same_however_it_comes(
    size: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = RSS[RSS.index("<item>") : RSS.index("<item><wp")]
    long = entry.replace("short", "<![CDATA[" + "<p>A long one.</p>" * 500 + "</item><item>]]>")
    data = RSS.replace("</channel>", f"<!-- <item> -->{long}{entry}<item/></channel>").encode()
    whole = feed_items(data, tmp_path)
    assert [name for name, text in whole if text is None] == ["feed:7"]
    assert [name for name, text in whole] == [f"feed:{n}" for n in (1, 4, 5, 6, 7, 8)]
    monkeypatch.setattr("newsclean.records.opening.PART_BYTES", size)
    assert feed_items(data, tmp_path) == whole
    wide = RSS.replace("UTF-8", "utf-16").encode("utf-16")
    assert [text for _, text in feed_items(wide, tmp_path)] == [text for _, text in whole[:4]]


def test_a_declaration_that_an_entry_quotes_is_its_own(tmp_path: Path) -> None:
    quoted = '<p>Write <?xml version="1.0"?> first.</p>'
    data = f"<rss><item><description><![CDATA[{quoted}]]></description></item></rss>"
    assert feed_items(data.encode(), tmp_path) == [("feed:1", quoted)]


def test_damage_to_one_entry_costs_no_other(tmp_path: Path) -> None:
    import random

    dice = random.Random(11)
    bodies = [f"Day {n} brought news & <b>rain</b> to the town." for n in range(9)]
    items = [
        f"<item><title>T{n}</title><link>http://a/{n}</link><description>"
        f"{body.replace('&', '&amp;').replace('<', '&lt;')}</description></item>"
        for n, body in enumerate(bodies)
    ]
    for _ in range(150):
        bad = dice.randrange(9)
        start = dice.randrange(6, len(items[bad]))
        cut = items[bad][:start] + items[bad][start + dice.randrange(1, 40) :]
        data = "".join(["<rss><channel>", *items[:bad], cut, *items[bad + 1 :], "</channel></rss>"])
        found = dict(feed_items(data.encode(), tmp_path))
        texts = [text for text in found.values() if text]
        assert all(f"<p>{body}</p>" in texts for n, body in enumerate(bodies) if n != bad), cut


def test_a_feed_in_another_encoding_is_read_as_it_says(tmp_path: Path) -> None:
    data = RSS.replace("UTF-8", "windows-1251").replace("Only a line", "Городской совет")
    done = run("-f", "jsonl", stdin=data.encode("cp1251"))
    assert done.returncode == 0, done.stderr
    assert records(done)[2]["text"] == "Городской совет & no tag"
    done = run("-f", "jsonl", stdin=data.replace("windows-1251", "x-none").encode("cp1251"))
    assert done.returncode == 2 and b"x-none is no encoding" in done.stderr
    done = run("-f", "jsonl", stdin=data.encode("cp1251").replace(b"council", b"coun\x98cil"))
    assert done.returncode == 2 and b"not windows-1251: bytes that are no char" in done.stderr
    assert len(records(done)) == 4


def test_an_xhtml_page_is_no_feed() -> None:
    data = '<?xml version="1.0"?>\n<!DOCTYPE html>\n' + page(POST)
    assert run(stdin=data.encode()).stdout.decode() == ARTICLE


def brotli(data: bytes) -> bytes:
    """Bytes as a brotli stream of one block that is not compressed: at most 65,536 of them."""
    head = (len(data) - 1) << 4 | 1 << 20
    return head.to_bytes(3, "little") + data + b"\x03"


def test_a_page_that_came_in_brotli_is_read_and_bounded() -> None:
    body = page(POST).encode()
    data = response("br", brotli(body), HTML.format("utf-8"), "Content-Encoding: br")
    plain = response("br", body, HTML.format("utf-8"))
    options = ("--input", "warc", "-f", "jsonl", "--fields", "id,text")
    done = run(*options, stdin=data)
    assert (done.stderr, done.returncode) == (b"", 0)
    assert done.stdout == run(*options, stdin=plain).stdout != b""
    small = run(*options, "--max-bytes", "100", stdin=data)
    assert small.returncode == 2 and b"longer than 100 bytes" in small.stderr


def test_a_feed_tells_how_far_it_was_read() -> None:
    item = "<item><title>T</title><description>{}</description></item>"
    feed = "<rss version='2.0'><channel>" + item.format("One.") + item.format("x" * 300)
    done = run("--input", "feed", "-f", "jsonl", "--max-bytes", "200", stdin=feed.encode())
    assert len(records(done)) == 1 and done.returncode == 2
    told = done.stderr.decode().splitlines()
    assert told[0].startswith("newsclean: standard input:2: longer than 200 bytes")
    assert told[1].startswith("newsclean: standard input: not XML: line 1: ")
    assert told[1].endswith("; 2 entries could be read")
