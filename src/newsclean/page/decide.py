"""Whether a text is the dump of a whole page or a repost: an article with little around it.

A repost that is taken for a dump may lose lines, a dump that is taken for a repost only keeps its
menus. So a dump has to show what no repost does: runs of short lines around its paragraphs, and in
them many different wordings of menus, footers and boxes.
"""

from __future__ import annotations

from newsclean.links import is_links, without_links
from newsclean.page.context import join_lines
from newsclean.patterns import Pattern
from newsclean.shapes import HEADLINE_CHARS_WIDE, SHORT_CHARS, is_wide
from newsclean.sieve import Sieve

_MENU_CHARS = 45
_RUN = 5  # short lines in a row that look like a menu
_STOPS = '.!?"”…。！？:'
# What is enough: so many short lines in runs outside of the paragraphs, so many wordings of the
# tables among them, of so many families, and more of one where there is less of the other. An
# article, and even a programme of a hundred lines, holds one or two wordings.
_OUTSIDE, _WORDINGS, _FAMILIES = 25, 3, 2
_ENOUGH, _WORTH = 65, 6  # what a wording is worth in lines
# Or so many wordings, wherever they stand: a notice below the page may look like a paragraph.
_MANY_WORDINGS, _MANY_FAMILIES = 16, 5
# Or lines that are a link and no more, as Markdown and lynx print them, some of them in the
# beginning: there no article has its references. And wordings as above.
_NUMBERED = Pattern(r"\s*(?:[*+•-]\s*|\d+\.\s*)?\[\d+\]\s?\S.{0,80}$")
_LINKS, _LINKS_ABOVE, _BEGINNING, _OUTSIDE_LINKS = 8, 4, 0.4, 8
# There is an article in it: a text that is one list of changes, of titles, of names is none.
_PARAGRAPHS, _SENTENCE_CHARS, _SENTENCE_CHARS_WIDE, _ENDS = 2, 60, 20, ".!?。！？।۔"
_MANY_LINES = 100_000  # no page has more


def is_page(lines: list[str], sieve: Sieve) -> bool:
    """Whether the lines are a dump, by wide margins."""
    if len(lines) > _MANY_LINES:
        return False
    pieces = join_lines(lines)[1]  # a paragraph may be wrapped
    menu = _menu_pieces(pieces)
    outside = len(menu)
    if outside < _OUTSIDE_LINKS:
        return False
    paragraphs = [at for at, text in enumerate(pieces) if _is_paragraph(text)]
    if len(paragraphs) < _PARAGRAPHS and sum(map(_is_sentence, pieces)) < _PARAGRAPHS:
        return False
    if paragraphs:
        outside = sum(not paragraphs[0] < at < paragraphs[-1] for at, _ in menu)
    rows: dict[str, str] = {}  # by id, the family
    for _, text in menu:
        hit = sieve.line(text).hit
        if hit is not None:
            rows[hit[0].id] = hit[0].family
    families = len(set(rows.values()))
    if len(rows) >= _MANY_WORDINGS and families >= _MANY_FAMILIES:
        return True
    if outside < _OUTSIDE_LINKS or len(rows) < _WORDINGS or families < _FAMILIES:
        return False
    if outside >= _OUTSIDE and outside + _WORTH * len(rows) >= _ENOUGH:
        return True
    links = [
        i for i, line in enumerate(lines)
        if "[" in line and (is_links(line) or _NUMBERED.match(line) is not None)
    ]
    return len(links) >= _LINKS and links[_LINKS_ABOVE - 1] < _BEGINNING * len(lines)


def _is_paragraph(line: str) -> bool:
    """Whether a line is too long for anything but prose."""
    return len(line) > SHORT_CHARS or (len(line) > HEADLINE_CHARS_WIDE and is_wide(line))


def _is_sentence(line: str) -> bool:
    """Whether a line is long and ends as a sentence: a short paragraph, or the last part of one."""
    return len(line) >= (_SENTENCE_CHARS_WIDE if is_wide(line) else _SENTENCE_CHARS) and (
        line[-1] in _ENDS
    )


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
