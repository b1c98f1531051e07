"""What is wrong with the site that Sphinx built: dead links, and what it fetches from elsewhere.

    python scripts/check_site.py site

Every link to a page, file or place inside must lead there, and nothing that a browser loads by
itself (scripts, styles, fonts, pictures) may come from outside: the site works without a network.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lxml import html

# What a browser fetches without being asked; a link's address counts only for these relations.
_LOADED = ("src", "data", "poster", "srcset")
_RELATIONS = {"stylesheet", "icon", "preload", "prefetch", "modulepreload", "preconnect"}
_IN_STYLE = re.compile(r"""url\(\s*["']?([^"')]+)|@import\s+["']([^"']+)""")


def problems(folder: Path) -> Iterator[str]:
    """One line for each, with the page it stands on."""
    pages = sorted(folder.rglob("*.html"))
    if not pages:
        yield f"{folder}: no page"
    for page in pages:
        name = page.relative_to(folder).as_posix()
        for address, is_loaded in _addresses(page):
            wrong = _wrong(page, address, is_loaded)
            if wrong:
                yield f"{name}: {address}: {wrong}"
    for style in sorted(folder.rglob("*.css")):
        for one, other in _IN_STYLE.findall(style.read_text(encoding="utf-8")):
            wrong = _wrong(style, one or other, True)
            if wrong:
                yield f"{style.relative_to(folder).as_posix()}: {one or other}: {wrong}"


def _addresses(page: Path) -> Iterator[tuple[str, bool]]:
    """Every address of a page, and whether the browser loads it by itself."""
    for element in html.parse(str(page)).getroot().iter("*"):
        for key in _LOADED:
            if key in element.attrib:
                yield element.attrib[key], True
        if "href" in element.attrib:
            is_loaded = bool(_RELATIONS & set(element.get("rel", "").split()))
            yield element.attrib["href"], element.tag == "link" and is_loaded
        if element.tag == "style":
            for one, other in _IN_STYLE.findall(element.text or ""):
                yield one or other, True


def _wrong(page: Path, address: str, is_loaded: bool) -> str | None:
    parts = urlsplit(address)
    if parts.scheme == "data":
        return None
    if parts.scheme or parts.netloc:
        return "is loaded from elsewhere" if is_loaded else None
    target = page if not parts.path else page.parent / unquote(parts.path)
    if not target.exists():
        return "leads nowhere"
    # Furo's symbols (`#svg-sun`) stand on the page itself.
    if parts.fragment and target.suffix == ".html" and unquote(parts.fragment) not in _ids(target):
        return "no such place on that page"
    return None


@cache
def _ids(page: Path) -> frozenset[str]:
    tree = html.parse(str(page))
    return frozenset(str(found) for found in tree.xpath("//@id | //a/@name")) | {"top"}


def main() -> int:
    """Name what is wrong; exit code 1 if anything is."""
    found = list(problems(Path(sys.argv[1])))
    for line in found:
        print(line, file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
