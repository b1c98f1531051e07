"""Whether a text is the dump of a whole page or a repost: an article with little around it.

A repost that is taken for a dump may lose lines, a dump that is taken for a repost only keeps its
menus. So a dump has to show what no repost does: runs of short lines around its paragraphs, and in
them many different wordings of menus, footers and boxes.
"""

from __future__ import annotations

from newsclean.page.codes import without_links
from newsclean.page.context import join_lines
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
# What is enough: wordings of menus and footers, of so many families; or any wordings, of so many;
# with so many short lines in runs outside of the paragraphs. An article, and even a programme of a
# hundred lines, holds one or two; half of all dumps ten and more.
_ENOUGH = ((5, 2, 20), (3, 2, 40))
_ANY, _ANY_FAMILIES, _ANY_OUTSIDE, _ANY_AMONG_FEW = 8, 5, 20, 5
_PARAGRAPHS = 2
_MANY_LINES = 100_000  # no page has more


def is_page(lines: list[str], sieve: Sieve) -> bool:
    """Whether the lines are a dump, by wide margins."""
    if len(lines) > _MANY_LINES:
        return False
    pieces = join_lines(lines)[1]  # a paragraph may be wrapped
    paragraphs = [at for at, text in enumerate(pieces) if _is_paragraph(text)]
    if len(paragraphs) < _PARAGRAPHS:
        return False
    menu = _menu_pieces(pieces)
    first, last = paragraphs[0], paragraphs[-1]
    outside = sum(not first < at < last for at, _ in menu)
    if outside < _ANY_OUTSIDE:
        return False
    rows: dict[str, str] = {}  # by id, the family
    for _, text in menu:
        hit = sieve.line(text).hit
        if hit is not None:
            rows[hit[0].id] = hit[0].family
    framing = [family for family in rows.values() if family in _FAMILIES]
    if len(rows) >= _ANY and len(set(rows.values())) >= _ANY_FAMILIES:
        return True
    kinds = len(set(framing))
    return len(rows) >= _ANY_AMONG_FEW and any(
        len(framing) >= enough and kinds >= of_kinds and outside >= around
        for enough, of_kinds, around in _ENOUGH
    )


def _is_paragraph(line: str) -> bool:
    """Whether a line is too long for anything but prose."""
    return len(line) > SHORT_CHARS or (len(line) > HEADLINE_CHARS_WIDE and is_wide(line))


def _menu_pieces(pieces: list[str]) -> list[tuple[int, str]]:
    """The short pieces that stand in runs, with their places."""
    found: list[tuple[int, str]] = []
    run: list[tuple[int, str]] = []
    for at, piece in enumerate(pieces):
        text = without_links(piece)
        if text:
            if len(text) <= _MENU_CHARS and text[-1] not in _STOPS:
                run.append((at, text))
            else:
                if len(run) >= _RUN:
                    found += run
                run = []
    return found + run if len(run) >= _RUN else found
