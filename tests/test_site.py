"""The documentation as a site: it builds without a warning, is whole, and needs no network."""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import check_site
from browsing import Opened, complaints

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
HOME = (DOCS / "index.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("page", "wrong"),
    [
        ("<a href='b.html'>b</a>", "b.html: leads nowhere"),
        ("<a href='a.html#there'>a</a>", "a.html#there: no such place on that page"),
        ("<a href='#there'>a</a>", "#there: no such place on that page"),
        ("<img src='b.png'>", "b.png: leads nowhere"),
        ("<script src='https://cdn.example/x.js'></script>", "is loaded from elsewhere"),
        ("<script src='//cdn.example/x.js'></script>", "is loaded from elsewhere"),
        ("<link rel='stylesheet' href='https://cdn.example/x.css'>", "is loaded from elsewhere"),
        ("<style>@import 'https://cdn.example/x.css'</style>", "is loaded from elsewhere"),
    ],
)
def test_what_is_wrong_with_a_site_is_found(page: str, wrong: str, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(f"<html><body><p id='here'>{page}</p></body></html>")
    found = list(check_site.problems(tmp_path))
    assert len(found) == 1 and found[0].startswith("a.html: ") and wrong in found[0]


def test_a_font_from_elsewhere_is_found(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<html><body><a href='#here' id='here'>a</a></body></html>")
    (tmp_path / "a.css").write_text("@font-face { src: url('https://fonts.example/a.woff2'); }")
    assert [line.split(": ")[0] for line in check_site.problems(tmp_path)] == ["a.css"]


def test_what_is_right_is_no_problem(tmp_path: Path) -> None:
    page = "<a id='here' href='a.html#here'>a</a><a href='https://example.org/'>elsewhere</a>"
    (tmp_path / "a.html").write_text(f"<html><body>{page}<img src='data:,x'></body></html>")
    assert list(check_site.problems(tmp_path)) == []


def test_the_home_page_lists_every_page_once_in_four_parts() -> None:
    parts = re.split(r"^## ", HOME, flags=re.M)[1:]
    names = [part.split("\n")[0] for part in parts]
    assert names == ["Tutorial", "How-to", "Reference", "Explanation"]
    listed = re.findall(r"^- \[[^\]]+\]\(([\w-]+)\.md\)", HOME, re.M)
    assert sorted(listed) == sorted(p.stem for p in DOCS.glob("*.md") if p.name != "index.md")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built without a warning."""
    for module in ("sphinx", "furo", "myst_parser"):
        if importlib.util.find_spec(module) is None:
            pytest.skip(f"{module} is not installed (extra docs)")
    folder = tmp_path_factory.mktemp("site")
    done = subprocess.run(
        [sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going", str(DOCS), str(folder)],
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT / "src")},
    )
    assert (done.returncode, done.stderr) == (0, "")
    return folder


def test_the_site_is_whole(site: Path) -> None:
    assert list(check_site.problems(site)) == []
    home = (site / "index.html").read_text(encoding="utf-8")
    assert home.count("caption-text") == 4, "the menu has four parts"


@pytest.mark.parametrize(("scheme", "width"), [("light", 400), ("dark", 1280)])
def test_axe_finds_nothing_wrong_with_any_page(
    browser: Any, site: Path, scheme: str, width: int
) -> None:
    pages = sorted(site.glob("*.html"))
    assert len(pages) > len(list(DOCS.glob("*.md"))), "the search and the index, too"
    for path in pages:
        opened = Opened(browser, path, color_scheme=scheme,
                        viewport={"width": width, "height": 900})  # fmt: skip
        assert (path.name, complaints(opened.page)) == (path.name, [])
        over = opened.page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert over <= 0, f"{path.name}: the page itself does not scroll sideways"
        assert opened.odd == []
        assert [url for url in opened.requests if not url.startswith("file:")] == []
        opened.page.context.close()


def test_ci_builds_the_site() -> None:
    lines = (ROOT / ".ci" / "run").read_text(encoding="utf-8").split("\n")
    assert ".venv/bin/sphinx-build -q -W --keep-going docs build/site" in lines
    assert ".venv/bin/python scripts/check_site.py build/site" in lines
