"""What other tools are told of newsclean does in them what is promised."""

from __future__ import annotations

import functools
import http.server
import importlib.util
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from command import ARTICLE, POST, environment

ROOT = Path(__file__).resolve().parent.parent
SHELL = (ROOT / "docs" / "shell.md").read_text(encoding="utf-8")
EXAMPLES = ROOT / "examples"


def block(language: str) -> str:
    """The one block of this language in docs/shell.md."""
    found = re.findall(rf"^```{language}\n(.*?)^```", SHELL, re.S | re.M)
    assert len(found) == 1
    return str(found[0])


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    """An environment with `newsclean` on the PATH."""
    folder = tmp_path / ".bin"
    folder.mkdir()
    (folder / "newsclean").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m newsclean "$@"\n')
    (folder / "newsclean").chmod(0o755)
    return environment({"PATH": f"{folder}{os.pathsep}{os.environ['PATH']}", "HOME": str(tmp_path)})


# pre-commit


def hooks() -> dict[str, dict[str, str]]:
    """The hooks by their ids: a list of flat maps is all that the file holds."""
    text = (ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
    found = {}
    for part in re.split(r"^- ", text, flags=re.M)[1:]:
        hook = dict(re.findall(r"^ *(\w+): (.*)$", part, re.M))
        found[hook["id"]] = hook
    return found


def as_pre_commit_does(
    hook: str, names: list[str], folder: Path, env: dict[str, str]
) -> subprocess.CompletedProcess[str]:
    """Entry and names, without a shell, in the repository's folder."""
    chosen = [name for name in names if re.search(hooks()[hook]["files"], name)]
    command = [*shlex.split(hooks()[hook]["entry"]), *chosen]
    return subprocess.run(command, cwd=folder, env=env, text=True, capture_output=True,
                          stdin=subprocess.DEVNULL, check=False)  # fmt: skip


def test_the_hooks_are_those_of_the_documentation() -> None:
    assert set(hooks()) == {"newsclean-check", "newsclean"}
    for hook in hooks().values():
        assert hook["language"] == "python" and hook["types"] == "[text]" and hook["description"]
    assert "id: newsclean-check" in block("yaml")


def test_the_check_refuses_what_holds_boilerplate(tmp_path: Path, env: dict[str, str]) -> None:
    (tmp_path / "a post.txt").write_text(POST)
    (tmp_path / "clean.txt").write_text(ARTICLE)
    (tmp_path / "code.py").write_text("Share this:\n")
    names = ["a post.txt", "clean.txt", "code.py"]
    done = as_pre_commit_does("newsclean-check", names, tmp_path, env)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "would clean a post.txt: 3 of 6 lines removed\n"
    assert (tmp_path / "a post.txt").read_text() == POST
    done = as_pre_commit_does("newsclean-check", ["clean.txt"], tmp_path, env)
    assert (done.returncode, done.stderr) == (0, "")


def test_the_other_hook_cleans_and_touches_nothing_else(
    tmp_path: Path, env: dict[str, str]
) -> None:
    (tmp_path / "post.txt").write_text(POST)
    (tmp_path / "clean.txt").write_text(ARTICLE)
    before = (tmp_path / "clean.txt").stat().st_mtime_ns
    done = as_pre_commit_does("newsclean", ["post.txt", "clean.txt"], tmp_path, env)
    assert done.returncode == 0
    assert (tmp_path / "post.txt").read_text() == ARTICLE
    assert (tmp_path / "clean.txt").stat().st_mtime_ns == before


# make and cron


def test_make_cleans_what_is_new(tmp_path: Path, env: dict[str, str]) -> None:
    if shutil.which("make") is None:
        pytest.skip("make is not installed")
    (tmp_path / "Makefile").write_text(block("make"))
    (tmp_path / "posts").mkdir()
    for name in "ab":
        (tmp_path / "posts" / f"{name}.txt").write_text(POST)

    def make(*targets: str) -> str:
        done = subprocess.run(["make", *targets], cwd=tmp_path, env=env, text=True,
                              capture_output=True, check=False)  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout

    assert make().count("newsclean posts/") == 2
    assert (tmp_path / "clean" / "a.txt").read_text() == ARTICLE
    assert "newsclean" not in make()
    os.utime(tmp_path / "posts" / "b.txt", ns=(2**62, 2**62))
    assert make().count("newsclean posts/b.txt") == 1
    make("check")


def test_cron_is_quiet_until_something_fails(tmp_path: Path, env: dict[str, str]) -> None:
    if shutil.which("flock") is None:
        pytest.skip("flock is not installed")
    line = block("cron").strip().split("\n")[-1]
    minute, *_, command = line.split(None, 5)
    assert minute.isdigit()
    assert "%" not in command, "cron takes it for the end of the line"
    (tmp_path / "scraped").mkdir()
    (tmp_path / "scraped" / "a.txt").write_text(POST)

    def run() -> tuple[int, str]:
        done = subprocess.run(["sh", "-c", command], cwd=tmp_path, env=env, text=True,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                              check=False)  # fmt: skip
        return done.returncode, done.stdout

    assert run() == (0, "") == run()
    assert (tmp_path / "clean" / "a.txt").read_text() == ARTICLE
    (tmp_path / "scraped" / "b.txt").write_bytes(bytes(range(256)) * 9)
    code, told = run()
    assert code == 2 and told.startswith("newsclean: ") and "b.txt" in told


# Airflow


def test_airflow_runs_the_task(tmp_path: Path, env: dict[str, str]) -> None:
    if importlib.util.find_spec("airflow") is None:
        pytest.skip("airflow is not installed")
    (recipe,) = [one for one in re.findall(r"^```python\n(.*?)^```", SHELL, re.S | re.M)
                 if "airflow" in one]  # fmt: skip
    (tmp_path / "dags").mkdir()
    (tmp_path / "dags" / "posts.py").write_text(recipe.replace("/data/", f"{tmp_path}/"))
    (tmp_path / "scraped").mkdir()
    (tmp_path / "scraped" / "a.txt").write_text(POST)
    home = env | {"AIRFLOW_HOME": str(tmp_path), "AIRFLOW__CORE__LOAD_EXAMPLES": "False"}
    for command in (["db", "migrate"], ["dags", "test", "posts"]):
        done = subprocess.run(
            [sys.executable, "-m", "airflow", *command], cwd=tmp_path, env=home, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=600, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout
    assert "posts.py" not in "".join(re.findall(r"^.*deprecated.*$", done.stdout, re.M))
    assert (tmp_path / "clean" / "a.txt").read_text() == ARTICLE


# Scrapy


@pytest.fixture
def site(tmp_path: Path) -> Iterator[str]:
    """Three pages on a server of this machine: an article, a page without one, no page at all."""
    folder = tmp_path / "site"
    folder.mkdir()
    paragraphs = "".join(f"<p>{line}</p>" for line in ARTICLE.split("\n") if line)
    more = "<p>Share this:</p><p>Post a Comment</p>"
    links = '<a href="empty.html">1</a> <a href="broken.html">2</a>'
    page = "<!doctype html><html><head><title>Old bridge</title></head><body>{}</body></html>"
    (folder / "index.html").write_text(
        page.format(f"<article><h1>Old bridge</h1>{paragraphs}{more}</article><nav>{links}</nav>")
    )
    (folder / "empty.html").write_text(page.format("<nav>Home</nav>"))
    (folder / "broken.html").write_text("")

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder))
    )
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


SPIDER = """\
import scrapy


class Posts(scrapy.Spider):
    name = "posts"
    start_urls = ["START"]
    custom_settings = {
        "ITEM_PIPELINES": {"scrapy_pipeline.NewscleanPipeline": 300},
        "NEWSCLEAN_FIELDS": ["text", "title", "removed"],
        "TELNETCONSOLE_ENABLED": False,
    }

    def parse(self, response):
        yield {"url": response.url, "html": response.text, "depth": response.meta["depth"]}
        yield from response.follow_all(css="nav a", callback=self.parse)
"""


def test_scrapy_crawls_and_the_pipeline_cleans(
    site: str, tmp_path: Path, env: dict[str, str]
) -> None:
    if importlib.util.find_spec("scrapy") is None:
        pytest.skip("scrapy is not installed")
    (tmp_path / "spider.py").write_text(SPIDER.replace("START", f"{site}/index.html"))
    paths = [str(EXAMPLES), *filter(None, sys.path)]
    done = subprocess.run(
        [sys.executable, "-m", "scrapy", "runspider", "spider.py", "-O", "items.jsonl"],
        cwd=tmp_path, env=env | {"PYTHONPATH": os.pathsep.join(paths)}, text=True,
        capture_output=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    items = [json.loads(line) for line in (tmp_path / "items.jsonl").read_text().splitlines()]
    assert [item["url"] for item in items] == [f"{site}/index.html"]
    (item,) = items
    assert set(item) == {"url", "depth", "text", "title", "removed"}
    text = item["text"].split("\n")
    assert [line for line in ARTICLE.split("\n") if line and line not in text] == []
    assert "Post a Comment" not in text and item["title"] == "Old bridge"
    assert "Post a Comment" in [one["text"] for one in item["removed"]]
    assert "empty.html: no article in it" in done.stderr
    assert "no html in the item" in done.stderr
    assert "Traceback" not in done.stderr and "DeprecationWarning" not in done.stderr


# the container


def test_what_the_container_copies_is_enough_to_build(tmp_path: Path) -> None:
    lines = (ROOT / "Containerfile").read_text(encoding="utf-8").split("\n")
    ignored = (ROOT / ".containerignore").read_text(encoding="utf-8").split("\n")
    copied = [line.split()[1:-1] for line in lines if re.match(r"COPY (?!--from)", line)]
    for name in [name for names in copied for name in names]:
        assert f"!{name.removeprefix('./')}" in ignored
        source = ROOT / name
        target = tmp_path / "src" / name
        target.parent.mkdir(exist_ok=True)
        shutil.copytree(source, target) if source.is_dir() else shutil.copy(source, target)
    done = subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", str(tmp_path),
         str(tmp_path / "src")], capture_output=True, check=False,
    )  # fmt: skip
    if b"Could not find a version" in done.stderr or b"No module named pip" in done.stderr:
        pytest.skip("pip has no access to hatchling here")
    assert done.returncode == 0, done.stderr.decode()
    assert list(tmp_path.glob("newsclean-*.whl"))


def test_the_container_is_run_as_who_owns_the_folder() -> None:
    lines = [line for line in block_of_the_container().split("\n") if " -v " in line]
    assert lines and all("--userns=keep-id" in line for line in lines)


def block_of_the_container() -> str:
    """The recipe that builds and runs the image."""
    (found,) = [one for one in re.findall(r"^```sh\n(.*?)^```", SHELL, re.S | re.M)
                if "podman" in one]  # fmt: skip
    return str(found)


def test_the_container_runs_as_nobody_in_particular() -> None:
    text = (ROOT / "Containerfile").read_text(encoding="utf-8")
    assert "\nUSER newsclean\n" in text and '\nENTRYPOINT ["newsclean"]\n' in text
