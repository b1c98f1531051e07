"""Pages in a real Chromium: what they do, and what axe says of them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def started_browser() -> Iterator[Any]:
    """A Chromium for a fixture; the test is skipped where there is none."""
    api = pytest.importorskip("playwright.sync_api", reason="no playwright: newsclean[browser]")
    with api.sync_playwright() as started:
        path = next(filter(None, map(shutil.which, CHROMIUM)), None)
        if path is None and not Path(started.chromium.executable_path).exists():
            pytest.skip("no Chromium: install it, or run `playwright install chromium`")
        chromium = started.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield chromium
        chromium.close()


class Opened:
    """A page in the browser, and what it did that no page of ours may do."""

    def __init__(self, browser: Any, path: Path, **options: Any) -> None:
        self.page = browser.new_context(**options).new_page()
        self.odd: list[str] = []
        self.page.on("console", lambda said: self.odd.append(said.text))
        self.page.on("pageerror", lambda error: self.odd.append(str(error)))
        self.page.on("dialog", lambda dialog: self.odd.append(dialog.message))
        self.requests: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.goto(path.as_uri())


def complaints(page: Any) -> list[tuple[str, str, str]]:
    """What axe finds wrong with the page that is open: how bad, which rule, the first place."""
    found = find_spec("axe_core_python")
    if found is None or found.origin is None:
        pytest.skip("no axe-core: newsclean[browser]")
    page.evaluate(Path(found.origin).with_name("axe.min.js").read_text(encoding="utf-8"))
    result = page.evaluate("axe.run(document)")
    assert len(result["passes"]) > 10, "it looked at something"
    return [(one["impact"], one["id"], one["nodes"][0]["html"]) for one in result["violations"]]
