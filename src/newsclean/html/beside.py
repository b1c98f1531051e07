"""Teasers of other articles beside a short one, which hold more text than it does."""

from __future__ import annotations

from newsclean.html.boxes import AD, RELATED
from newsclean.html.forms import is_article
from newsclean.html.names import bits_of
from newsclean.html.teasers import are_teasers
from newsclean.shapes import ends_sentence

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from newsclean.html.walk import Frame, Walk

_PROSE_CHARS, _SENTENCE_CHARS, _HEADLINE_CHARS = 80, 40, 15
_LINK_SHARE, _NEAR = 0.8, 3  # of a headline; lines above a teaser's text among which it stands
_FEW, _LINES = 2, 2  # teasers, and sentences of the article, at least


def find_teasers(walk: Walk, kept: list[int], root: Any, url: str | None) -> list[int]:
    """Those of the kept lines that stand in an element of nothing but teasers.

    Its name, or that of one around it that does not hold the article, says what they are; each is
    an element with a headline that links to another page of the site, and a text. None where less
    than two sentences stand elsewhere, or they stand in one element of an article with it.
    """
    groups: dict[int, list[tuple[int, Frame, Frame]]] = {}
    for i in kept:
        head = _head_of(walk, i)
        if head is not None:
            unit = _common(walk.frames[head], walk.frames[i])
            if unit is not None and unit[1] is not None:
                groups.setdefault(id(unit[1]), []).append((head, unit, unit[1]))
    found: list[int] = []
    for units in groups.values():
        if len({id(unit) for _, unit, _ in units}) >= _FEW:
            found += _lines_of(walk, kept, units, root, url)
    return found


def _lines_of(
    walk: Walk, kept: list[int], units: list[tuple[int, Frame, Frame]], root: Any, url: str | None
) -> list[int]:
    """The kept lines of one group of teasers; none where it is none."""
    holder = units[0][2]
    chains = {i: _chain(walk.frames[i]) for i in kept}
    inside = [i for i in kept if id(holder) in chains[i]]
    outside = [i for i in kept if id(holder) not in chains[i]]
    own = {id(unit) for _, unit, _ in units}
    if sum(map(_is_sentence, [walk.texts[i] for i in outside])) < _LINES or any(
        own.isdisjoint(chains[i]) and ends_sentence(walk.texts[i]) for i in inside
    ):
        return []
    around = {number for i in outside for number in chains[i]}
    if not _is_named(units[0][1], around) or _shares_article(holder, around):
        return []
    if any(frame[0].tag == "h1" and id(holder) in _chain(frame) for frame in walk.frames):
        return []
    heads = [(walk.frames[head], walk.texts[head]) for head, _, _ in units]
    return inside if are_teasers(heads, root, url) else []


def _head_of(walk: Walk, i: int) -> int | None:
    """The linked headline close above a text; None where there is none, or `i` is no text."""
    texts, links = walk.texts, walk.links
    if len(texts[i]) < _PROSE_CHARS or links[i] * 2 > len(texts[i]):
        return None
    for k in range(i - 1, max(-1, i - 1 - _NEAR), -1):
        size = len(texts[k])
        if size >= _HEADLINE_CHARS and links[k] > _LINK_SHARE * size:
            return k
        if size >= _PROSE_CHARS:
            return None
    return None


def _is_sentence(text: str) -> bool:
    return len(text) >= _SENTENCE_CHARS and ends_sentence(text)


def _is_named(unit: Frame, around: set[int]) -> bool:
    """Whether an element or one around it that does not hold the article is beside it by name."""
    up: Frame | None = unit
    while up is not None and id(up) not in around:
        element = up[0]
        names = f"{element.get('class') or ''} {element.get('id') or ''}"
        if element.tag == "aside" or bits_of(names) & (RELATED | AD):
            return True
        up = up[1]
    return False


def _shares_article(holder: Frame, around: set[int]) -> bool:
    up: Frame | None = holder
    while up is not None:
        if id(up) in around and is_article(up[0]):
            return True
        up = up[1]
    return False


def _chain(frame: Frame) -> set[int]:
    """Which elements a line stands in."""
    found = set()
    up: Frame | None = frame
    while up is not None:
        found.add(id(up))
        up = up[1]
    return found


def _common(frame: Frame, other: Frame) -> Frame | None:
    """The innermost element around both."""
    around = _chain(frame)
    up: Frame | None = other
    while up is not None and id(up) not in around:
        up = up[1]
    return up
