"""Whether a text is the dump of a whole page or a repost: an article with little around it.

A repost that is taken for a dump may lose lines, a dump that is taken for a repost only keeps its
menus. So a dump has to show what no repost does: runs of short lines above the first paragraph and
below the last one, and in both of them wordings that only the menus and footers of pages have.
"""

from __future__ import annotations

from newsclean.page.codes import without_links
from newsclean.shapes import HEADLINE_CHARS_WIDE, SHORT_CHARS, is_wide
from newsclean.sieve import Sieve

_MENU_CHARS = 45
_RUN = 5  # short lines in a row that look like a menu
_STOPS = '.!?"”…。！？:'
_FAMILIES = frozenset(
    ("menu", "login-box", "cookie-banner", "skip-link", "search-box", "language-switch",
     "copyright", "back-to-top", "mobile-switch", "newsletter", "app-promo", "sidebar-heading",
     "follow")
)  # fmt: skip
# Wordings above the first paragraph, below the last one, in all, and of how many families: a
# programme or a list may hold many short lines and the names of sections, but no page's two ends.
_ABOVE, _BELOW, _ROWS, _KINDS = 2, 2, 6, 3
_PARAGRAPHS = 3
_MANY_LINES = 100_000  # no page has more


def is_page(lines: list[str], sieve: Sieve) -> bool:
    """Whether the lines are a dump, by wide margins."""
    if len(lines) > _MANY_LINES:
        return False
    paragraphs = [i for i, line in enumerate(lines) if _is_paragraph(line)]
    if len(paragraphs) < _PARAGRAPHS:
        return False
    menu = _menu_lines(lines)
    rows: set[str] = set()
    kinds: set[str] = set()
    above: set[str] = set()
    below: set[str] = set()
    for i, text in menu:
        hit = sieve.line(text).hit
        if hit is not None and hit[0].family in _FAMILIES:
            rows.add(hit[0].id)
            kinds.add(hit[0].family)
            if i < paragraphs[0]:
                above.add(text)
            elif i > paragraphs[-1]:
                below.add(text)
    return (
        len(above) >= _ABOVE and len(below) >= _BELOW
        and len(rows) >= _ROWS and len(kinds) >= _KINDS
    )  # fmt: skip


def _is_paragraph(line: str) -> bool:
    """Whether a line is too long for anything but prose."""
    return len(line) > SHORT_CHARS or (len(line) > HEADLINE_CHARS_WIDE and is_wide(line))


def _menu_lines(lines: list[str]) -> list[tuple[int, str]]:
    """The short lines that stand in runs, blank lines aside, with their numbers."""
    found: list[tuple[int, str]] = []
    run: list[tuple[int, str]] = []
    for i, line in enumerate(lines):
        text = without_links(line.strip())
        if text:
            if len(text) <= _MENU_CHARS and text[-1] not in _STOPS:
                run.append((i, text))
            else:
                if len(run) >= _RUN:
                    found += run
                run = []
    return found + run if len(run) >= _RUN else found
