"""Whether a text is the dump of a whole page or a repost: an article with little around it.

A repost that is taken for a dump may lose lines, a dump that is taken for a repost only keeps its
menus. So a dump has to show what no repost does: runs of short lines, and among them wordings
that only the menus and footers of pages have.
"""

from __future__ import annotations

from newsclean.page.codes import without_links
from newsclean.sieve import Sieve

_MENU_CHARS = 45
_RUN = 5  # short lines in a row that look like a menu
_STOPS = '.!?"”…。！？:'
_FAMILIES = frozenset(
    ("menu", "login-box", "cookie-banner", "skip-link", "search-box", "language-switch",
     "copyright", "back-to-top", "mobile-switch", "newsletter", "app-promo", "sidebar-heading",
     "follow")
)  # fmt: skip
# Of 1,000 development reposts none has more than 82 (short lines in runs, ten for each wording);
# half more than that is asked for. Three quarters of the dumps have it.
_ENOUGH, _EACH_ROW = 123, 10
_MANY_LINES = 100_000  # no page has more
_ROWS = 2  # wordings at least: a long poem is no menu


def is_page(lines: list[str], sieve: Sieve) -> bool:
    """Whether the lines are a dump, by wide margins."""
    if len(lines) > _MANY_LINES:
        return False
    menu = _menu_lines(lines)
    if len(menu) < _RUN:
        return False
    wanted = max(_ROWS, -((len(menu) - _ENOUGH) // _EACH_ROW))
    rows: set[str] = set()
    seen: set[str] = set()
    for text in menu:
        if text not in seen:
            seen.add(text)
            hit = sieve.line(text).hit
            if hit is not None and hit[0].family in _FAMILIES:
                rows.add(hit[0].id)
                if len(rows) >= wanted:
                    return True
    return False


def _menu_lines(lines: list[str]) -> list[str]:
    """The short lines that stand in runs, blank lines aside."""
    found: list[str] = []
    run: list[str] = []
    for line in lines:
        text = without_links(line.strip())
        if text:
            if len(text) <= _MENU_CHARS and text[-1] not in _STOPS:
                run.append(text)
            else:
                if len(run) >= _RUN:
                    found += run
                run = []
    return found + run if len(run) >= _RUN else found
