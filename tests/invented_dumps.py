"""Twenty invented pages, each printed as one of the tools that make dumps prints it.

No site, language mix or layout is taken from a corpus: they show what the page profile does with
pages that nobody trained it on. `dump(name)` gives the text, `article(name)` the article's lines
in it.
"""

from __future__ import annotations

import json
import textwrap
from typing import NamedTuple

import fixture_files


class Page(NamedTuple):
    """A page: menus above, the article, what stands below."""

    layout: str
    head: list[str]
    title: str
    credit: str
    body: list[str]
    tail: list[str]
    footer: list[str]


PAGES: dict[str, Page] = {
    name: Page(**page)
    for name, page in json.loads(
        (fixture_files.FIXTURES / "invented-pages.json").read_text(encoding="utf-8")
    ).items()
}


def article(name: str) -> list[str]:
    """The lines of the article as the dump prints them."""
    page = PAGES[name]
    return [line for text in page.body for line in _paragraph(page.layout, text)]


def dump(name: str) -> str:
    """The text of the page as a tool prints it."""
    page = PAGES[name]
    apart = [""] * {"gettext": 3, "wet": 0}.get(page.layout, 1)
    lines = _menu(page.layout, page.head, 1)
    for text in (page.title, page.credit):
        lines += [*apart, _heading(page.layout, text, is_title=text == page.title)]
    for text in page.body:
        lines += [*apart, *_paragraph(page.layout, text)]
    lines += [*apart, *_menu(page.layout, page.tail, 30)]
    lines += [*apart, *_menu(page.layout, page.footer, 60)]
    if page.layout == "lynx":
        lines += ["", "References", ""]
        lines += [f"  {n}. https://news.example/{n}" for n in range(1, 70)]
    return "\n".join(lines) + "\n"


def _paragraph(layout: str, text: str) -> list[str]:
    if layout in ("lynx", "w3m", "wrapped"):
        indent = "   " if layout == "lynx" else ""
        return textwrap.wrap(text, 76, initial_indent=indent, subsequent_indent=indent)
    return [f"      {text}" if layout == "inscriptis" else text]


def _heading(layout: str, text: str, *, is_title: bool) -> str:
    if layout == "markdown" and is_title:
        return f"# {text}"
    return {"lynx": f"   {text}", "inscriptis": f"      {text}"}.get(layout, text)


def _menu(layout: str, items: list[str], number: int) -> list[str]:
    if layout == "gettext":
        return [line for item in items for line in (item, "", "")]
    if layout == "markdown":
        return [f"  * [{item}](/p/{n})" for n, item in enumerate(items, number)]
    if layout == "lynx":
        return [f"     * [{n}]{item}" for n, item in enumerate(items, number)]
    mark = {"inscriptis": "        * ", "w3m": "  • "}.get(layout, "")
    return [mark + item for item in items]
