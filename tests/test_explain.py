"""`newsclean explain`: what is shown of a text, and how."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from lxml import etree, html

import newsclean
from browsing import Opened, complaints
from command import ARTICLE, FOOTER, POST, PROGRAM, environment, run
from newsclean import filters
from newsclean._entry import plain_request
from newsclean.emitters.explain import plain, rows
from newsclean.emitters.explain_html import page
from newsclean.terminal import _COLORS, colored

pty = pytest.importorskip("pty", reason="there are no terminals to test with here")

MIDDLE = ARTICLE + "Share this:\n" + ARTICLE.replace("T", "t") + FOOTER
HOSTILE = (
    "<script>document.title='hacked'</script> & <b>bold</b>\n"
    "</td></table><img src=x onerror=\"document.title='hacked'\">\n"
    "&lt;i&gt; ]]> --> <!-- \" ' javascript:alert(1)\n"
)


def numbers(out: bytes) -> list[int]:
    """The lines that are shown, by their numbers."""
    return [int(found) for found in re.findall(r"^ +(\d+) │ ", out.decode(), re.M)]


# what is shown


def test_removed_only_shows_what_goes_and_counts_the_rest() -> None:
    out = run("explain", "--removed-only", stdin=MIDDLE.encode()).stdout
    assert numbers(out) == [4, 8, 9, 10]
    shown = out.decode()
    assert "  ⋮ │   3 kept lines\n  4 │ - Share this:" in shown
    assert "3 kept lines\n  8 │ - Share this:" in shown
    assert "4 of 10 lines removed" in shown


@pytest.mark.parametrize(
    ("context", "shown"),
    [(0, [4, 8, 9, 10]), (1, [3, 4, 5, 7, 8, 9, 10]), (2, [2, *range(3, 11)]), (9, range(1, 11))],
)
def test_context_shows_so_many_lines_beside_what_goes(context: int, shown: list[int]) -> None:
    arguments = ("explain", "--context", str(context))
    assert numbers(run(*arguments, stdin=MIDDLE.encode()).stdout) == list(shown)
    lines = run(*arguments, "-f", "jsonl", stdin=MIDDLE.encode()).stdout.splitlines()
    assert [json.loads(line)["line"] for line in lines] == list(shown)


def test_a_clean_text_has_nothing_removed_to_show() -> None:
    out = run("explain", "--removed-only", stdin=ARTICLE.encode()).stdout.decode()
    assert out == "standard input\n  ⋮ │   3 kept lines\n\n0 of 3 lines removed\n"
    assert run("explain", "--removed-only", "-f", "jsonl", stdin=ARTICLE.encode()).stdout == b""


def test_lines_that_lose_a_part_are_shown_too() -> None:
    text = "(Reuters) - Talks began on Monday, officials said.\nAnd nothing came of them.\n"
    result = newsclean.clean(text)
    result.document.spans[0] = [(0, 12, ("dateline", None, "agency before the text", 0.9))]
    out = b"".join(plain(rows(result, "x", 0))).decode()
    assert "  1 │ ~ [-(Reuters) - -]Talks" in out and "And nothing" not in out


def test_of_a_text_on_one_line_only_the_cut_parts_are_shown() -> None:
    text = " ".join(POST.split("\n")).encode()
    everything = run("explain", stdin=text).stdout.decode()
    only = run("explain", "--removed-only", stdin=text).stdout.decode()
    assert "- Share this:" in only and "└ share" in only
    assert "The council voted" in everything and "The council voted" not in only


@pytest.mark.parametrize("arguments", [("--context", "-1"), ("--context", "x")])
def test_a_context_is_a_number_of_lines(arguments: tuple[str, ...]) -> None:
    done = run("explain", *arguments, stdin=POST.encode())
    assert done.returncode == 2 and b"--context" in done.stderr


# without click


@pytest.mark.parametrize(
    "arguments", [[], ["-"], ["post.txt"], ["-f", "jsonl"], ["-fjsonl"], ["-f", "html", "post.txt"]]
)
def test_explain_without_click_gives_what_click_gives(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("post.txt").write_text(MIDDLE)
    assert plain_request(arguments, is_explained=True) is not None
    fast = run("explain", *arguments, stdin=MIDDLE.encode(), cwd=tmp_path)
    slow = run("explain", *arguments, "--debug", stdin=MIDDLE.encode(), cwd=tmp_path)
    assert fast.returncode == slow.returncode == 0
    assert fast.stdout == slow.stdout


def test_a_file_that_is_called_like_a_command_is_explained(tmp_path: Path) -> None:
    (tmp_path / "filters").write_text(POST)
    out = run("explain", "filters", cwd=tmp_path).stdout.decode()
    assert out.startswith("filters\n") and "4 │ - Share this:" in out


# colours


def test_every_filter_that_removes_lines_has_a_colour() -> None:
    cuts = {"dateline"}  # that of `cut`
    assert set(filters.NAMES) - cuts == set(_COLORS)


def test_lines_of_different_filters_differ_in_colour() -> None:
    result = newsclean.clean(MIDDLE)
    lines = b"".join(colored(rows(result, "x"))).decode().split("\n")
    share = next(line for line in lines if "Share this:" in line)
    comment = next(line for line in lines if "Post a Comment" in line)
    colors = [re.findall(r"\x1b\[(\d+)m[^\x1b]*-", line)[0] for line in (share, comment)]
    assert len(set(colors)) == 2


# a page


def shown_page(text: str) -> html.HtmlElement:
    return html.document_fromstring(b"".join(page(rows(newsclean.clean(text), "x"), "x")))


def test_the_page_shows_what_the_text_shows() -> None:
    tree = shown_page(MIDDLE)
    cells = [
        [" ".join("".join(cell.itertext()).split()) for cell in row] for row in tree.iter("tr")
    ]
    told = b"".join(plain(rows(newsclean.clean(MIDDLE), "x"))).decode().split("\n\n")[0]
    lines = [line.partition("│") for line in told.split("\n")[1:]]
    assert cells == [[gutter.strip(), " ".join(line.split())] for gutter, _, line in lines]
    assert [row.get("class") for row in tree.iter("tr")].count("removed") == 4


def test_nothing_that_a_text_holds_is_interpreted(tmp_path: Path) -> None:
    text = HOSTILE + POST.replace("Share this:", "Share this: <script>1</script>")
    tree = shown_page(text)
    tags = {element.tag for element in tree.iter(etree.Element)}
    assert tags == {"html", "head", "meta", "title", "style", "body", "main", "h1", "h2", "table",
                    "tr", "th", "td", "del", "dl", "dt", "dd"}  # fmt: skip
    assert not [a for e in tree.iter(etree.Element) for a in e.attrib if a.startswith("on")]
    out = "".join(tree.itertext())
    for line in HOSTILE.splitlines():
        assert line in out


def test_the_page_needs_nothing_from_elsewhere() -> None:
    out = run("explain", "-f", "html", stdin=POST.encode()).stdout.decode()
    assert "default-src 'none'" in out
    assert not re.search(r"https?://|src=|href=|url\(|@import", out)


def test_a_hostile_name_is_no_markup(tmp_path: Path) -> None:
    name = "<img src=x onerror=alert(1)>.txt"
    (tmp_path / name).write_text(POST)
    out = run("explain", "-f", "html", name, cwd=tmp_path).stdout.decode()
    assert "<img" not in out and name in unescape(out)


def test_a_browser_runs_nothing_of_the_text(tmp_path: Path) -> None:
    browser = shutil.which("chromium") or shutil.which("chromium-browser")
    if browser is None:
        pytest.skip("no chromium to open the page with")
    path = tmp_path / "page.html"
    path.write_bytes(run("explain", "-f", "html", stdin=(HOSTILE + POST).encode()).stdout)
    done = subprocess.run(
        [browser, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path}/u",
         "--dump-dom", path.as_uri()], capture_output=True, timeout=60, check=False,
    )  # fmt: skip
    if done.returncode:
        pytest.skip("chromium does not start here")
    tree = html.document_fromstring(done.stdout)
    assert tree.findtext(".//title") == "newsclean explain standard input"
    assert tree.find(".//script") is None and tree.find(".//img") is None


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_wrong_with_the_page(browser: Any, tmp_path: Path, scheme: str) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(run("explain", "-f", "html", stdin=(HOSTILE + POST).encode()).stdout)
    opened = Opened(browser, path, color_scheme=scheme, bypass_csp=True)
    assert complaints(opened.page) == []
    assert (opened.odd, opened.requests) == ([], [path.as_uri()])


@pytest.mark.parametrize("form", ["html", "svg"])
def test_a_page_is_of_one_text(form: str, tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(POST)
    done = run("explain", "-f", form, "a.txt", "b.txt", cwd=tmp_path)
    assert done.returncode == 2 and b"exactly one input" in done.stderr


# a pager


def at_terminal(
    *arguments: str, cwd: Path, env: dict[str, str] | None = None
) -> tuple[int, bytes, bytes]:
    """Run with a terminal for standard output: exit code, what it showed, standard error."""
    master, slave = pty.openpty()
    process = subprocess.Popen(
        [*PROGRAM, *arguments], stdin=subprocess.DEVNULL, stdout=slave, stderr=subprocess.PIPE,
        cwd=cwd, env=environment(env),
    )  # fmt: skip
    os.close(slave)
    shown = b""
    while True:
        try:
            part = os.read(master, 65536)
        except OSError:  # how Linux says that nobody has the terminal any more
            break
        if not part:
            break
        shown += part
    assert process.stderr is not None
    told = process.stderr.read()
    process.stderr.close()
    os.close(master)
    return process.wait(timeout=30), shown, told


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "post.txt").write_text(POST)
    (tmp_path / "pager").write_text(
        f"#!{sys.executable}\n"
        "import os, sys\n"
        "text = sys.stdin.buffer.read()\n"
        "told = ' '.join(os.environ[name] for name in ('LESS', 'LESSCHARSET'))\n"
        "open('paged', 'wb').write(told.encode() + b'\\n' + text)\n"
    )
    (tmp_path / "pager").chmod(0o755)
    return tmp_path


def test_a_terminal_gets_a_pager_with_colours(folder: Path) -> None:
    code, shown, told = at_terminal("explain", "post.txt", cwd=folder, env={"PAGER": "./pager"})
    assert (code, shown, told) == (0, b"", b"")
    options, _, paged = (folder / "paged").read_bytes().partition(b"\n")
    assert options == b"FRX utf-8", "the bars of the gutter are no ASCII, whatever LC_ALL says"
    assert b"\x1b[" in paged and b"Share this:" in paged


def test_options_of_less_that_are_set_stay(folder: Path) -> None:
    env = {"PAGER": "./pager", "LESS": "-S", "LESSCHARSET": "latin1"}
    at_terminal("explain", "post.txt", cwd=folder, env=env)
    assert (folder / "paged").read_bytes().startswith(b"-S latin1\n")


@pytest.mark.parametrize("pager", ["", "cat", "no-such-pager --x"])
def test_without_a_pager_the_terminal_gets_it(pager: str, folder: Path) -> None:
    code, shown, told = at_terminal("explain", "post.txt", cwd=folder, env={"PAGER": pager})
    assert (code, told) == (0, b"") and b"Share this:" in shown


def test_a_dumb_terminal_has_no_pager(folder: Path) -> None:
    """Less would warn there, and wait for a key before the first line."""
    env = {"PAGER": "./pager", "TERM": "dumb"}
    _, shown, _ = at_terminal("explain", "post.txt", cwd=folder, env=env)
    assert b"Share this:" in shown and b"\x1b[" not in shown and not (folder / "paged").exists()


def test_no_pager_means_none(folder: Path) -> None:
    env = {"PAGER": "./pager"}
    _, shown, _ = at_terminal("explain", "--no-pager", "post.txt", cwd=folder, env=env)
    assert b"Share this:" in shown and not (folder / "paged").exists()


@pytest.mark.parametrize("arguments", [("-f", "jsonl"), ("-f", "html")])
def test_only_text_is_paged(arguments: tuple[str, ...], folder: Path) -> None:
    env = {"PAGER": "./pager"}
    _, shown, _ = at_terminal("explain", *arguments, "post.txt", cwd=folder, env=env)
    assert b"Share this:" in shown and not (folder / "paged").exists()


def test_a_pipe_is_never_paged(folder: Path) -> None:
    done = run("explain", "post.txt", "--debug", cwd=folder, env={"PAGER": "./pager"})
    assert b"Share this:" in done.stdout and not (folder / "paged").exists()


@pytest.mark.parametrize("pager", ["true", "head -n 1"])
def test_a_pager_that_is_quit_early_is_no_error(pager: str, tmp_path: Path) -> None:
    (tmp_path / "long.txt").write_text(MIDDLE * 3000)
    (tmp_path / "post.txt").write_text(POST)
    for path in (("post.txt",), ("long.txt", "post.txt"), (".",)):
        code, _, told = at_terminal("explain", *path, cwd=tmp_path, env={"PAGER": pager})
        assert (code, told) == (0, b"")


def test_a_directory_is_paged_as_files_are(folder: Path) -> None:
    (folder / "posts").mkdir()
    (folder / "posts" / "a.txt").write_text(POST)
    at_terminal("explain", "posts/", "post.txt", cwd=folder, env={"PAGER": "./pager"})
    paged = (folder / "paged").read_bytes()
    assert paged.count(b"Share this:") == 2
