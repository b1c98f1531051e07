"""Whole-page dumps as tools make them: one saved page, rendered to text in many ways.

Each view is a function from (HTML text) to text. Those of `lynx` and `w3m` are not among them:
models that learned from these, too, lost a quarter more lines of the development dumps and found
no more there. Of `lynx -dump` with its list of links they found a tenth more, of `w3m` nothing.
"""

from __future__ import annotations

import re
import textwrap
import zlib
from collections.abc import Callable

import html2text
import lxml.html
from bs4 import BeautifulSoup
from inscriptis import get_text as inscriptis_text
from inscriptis.css_profiles import CSS_PROFILES
from inscriptis.model.config import ParserConfig
from markdownify import markdownify

_BLOCKS = frozenset(
    "address article aside blockquote body br button caption center dd details div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html label legend li main nav ol "
    "option p pre section select summary table tbody td tfoot th thead tr ul".split()
)
_SPACED = frozenset("p h1 h2 h3 h4 h5 h6 ul ol blockquote table figure pre".split())
_UNSEEN = frozenset(
    "script style noscript template head iframe object embed svg math textarea".split()
)
_BLANKS = re.compile(r"[ \t\r\n\f\xa0]+")


def blocks(html: str) -> str:
    """One line a block element, as lxml walkers and Common Crawl's WET files have it."""
    return "\n".join(line for line in _walk(html) if line)


def spaced(html: str) -> str:
    """A browser's copy and paste: paragraphs stand apart, items of menus do not."""
    return re.sub(r"\n{3,}", "\n\n", "\n".join(_walk(html))).strip()


def _walk(html: str) -> list[str]:
    """Lines of the visible text; an empty one around elements with a margin."""
    root = lxml.html.document_fromstring(html)
    lines: list[str] = []
    part: list[str] = []

    def flush() -> None:
        line = _BLANKS.sub(" ", "".join(part)).strip()
        part.clear()
        if line:
            lines.append(line)

    # A stack of its own: saved pages nest deeper than Python may call.
    stack: list[tuple[object, bool]] = [(root, True)]
    while stack:
        element, is_start = stack.pop()
        if isinstance(element, str):
            part.append(element)
            continue
        tag = element.tag if isinstance(element.tag, str) else ""  # type: ignore[attr-defined]
        is_block = tag in _BLOCKS
        if is_block:
            flush()
            if tag in _SPACED and lines and lines[-1]:
                lines.append("")
        if is_start and tag and tag not in _UNSEEN:
            stack.append((element, False))
            todo: list[tuple[object, bool]] = []
            if element.text:  # type: ignore[attr-defined]
                todo.append((element.text, True))  # type: ignore[attr-defined]
            for child in element:  # type: ignore[attr-defined]
                todo.append((child, True))
                if child.tail:
                    todo.append((child.tail, True))
            stack.extend(reversed(todo))
    flush()
    return lines


def _soup(html: str) -> BeautifulSoup:
    soup = BeautifulSoup(html, "lxml")
    for tag in soup(["script", "style", "noscript", "template", "head"]):
        tag.decompose()
    return soup


def gettext(html: str) -> str:
    """BeautifulSoup's `get_text` with a newline between strings."""
    return str(_soup(html).get_text("\n"))


def rawtext(html: str) -> str:
    """BeautifulSoup's bare `get_text()`: line ends are those of the source."""
    return str(_soup(html).get_text())


def strings(html: str) -> str:
    """BeautifulSoup's `stripped_strings`, one a line."""
    return "\n".join(_soup(html).stripped_strings)


def inscriptis(html: str) -> str:
    """Inscriptis, which keeps the layout."""
    return str(inscriptis_text(html, ParserConfig(css=CSS_PROFILES["strict"])))


def markdown(html: str) -> str:
    """html2text: Markdown with links in place, wrapped at 78."""
    maker = html2text.HTML2Text(bodywidth=78)
    return str(maker.handle(html))


def markdown_plain(html: str) -> str:
    """html2text without links and images, not wrapped."""
    maker = html2text.HTML2Text(bodywidth=0)
    maker.ignore_links = maker.ignore_images = True
    return str(maker.handle(html))


def markdownified(html: str) -> str:
    """Run markdownify over the body."""
    return str(markdownify(str(_soup(html)), heading_style="ATX"))


def wrapped(html: str) -> str:
    """Blocks, wrapped as mail programs do, paragraphs apart."""
    width = 72 + zlib.crc32(html.encode("utf-8", "replace")) % 9
    out = []
    for line in _walk(html):
        out += textwrap.wrap(line, width, break_on_hyphens=False) or [""]
    return "\n".join(out)


VIEWS: dict[str, Callable[[str], str]] = {
    "lxml": blocks,
    "inscriptis": inscriptis,
    "gettext": gettext,
    "strings": strings,
    "spaced": spaced,
    "rawtext": rawtext,
    "markdown": markdown,
    "markdown-plain": markdown_plain,
    "markdownify": markdownified,
    "wrapped": wrapped,
}
