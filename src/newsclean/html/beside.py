"""Teasers of other articles beside a short one, which hold more text than it does."""

from __future__ import annotations

from newsclean.html.boxes import AD, RELATED
from newsclean.html.forms import is_article
from newsclean.html.names import bits_of
from newsclean.html.teasers import are_teasers
from newsclean.shapes import ends_sentence

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
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
    groups: dict[int, list[tuple[int, Frame]]] = {}  # by the element that holds them
    for i in kept:
        head = _head_of(walk, i)
        if head is not None:
            unit = _common(walk.frames[head], walk.frames[i])
            if unit is not None and unit[1] is not None:
                groups.setdefault(id(unit[1]), []).append((head, unit))
    groups = {
        number: units for number, units in groups.items()
        if len({id(unit) for _, unit in units}) >= _FEW
    }  # fmt: skip
    if not groups:
        return []
    lines: dict[int, list[int]] = {number: [] for number in groups}
    counts: dict[int, int] = {}  # of kept lines in an element
    for i in kept:
        for up in _around(walk.frames[i]):
            counts[id(up)] = counts.get(id(up), 0) + 1
            if id(up) in lines:
                lines[id(up)].append(i)
    sentences = sum([_is_sentence(walk.texts[i]) for i in kept])
    headed = {id(up) for one in walk.frames if one[0].tag == "h1" for up in _around(one)}
    found: set[int] = set()
    for number, units in groups.items():
        inside = lines[number]
        others = sentences - sum([_is_sentence(walk.texts[i]) for i in inside])
        if (
            others >= max(_LINES, len({id(unit) for _, unit in units})) and number not in headed
            and _is_beside(units[0][1], counts, len(inside))
            and not _tells_more(walk, inside, {id(unit) for _, unit in units})
            and are_teasers([(walk.frames[k], walk.texts[k]) for k, _ in units], root, url)
        ):  # fmt: skip
            found.update(inside)
    return sorted(found)


def _is_beside(unit: Frame, counts: dict[int, int], size: int) -> bool:
    """Whether a teaser stands in what is beside the article by name, and no article holds both.

    size: how many kept lines all of the teasers are; what holds more holds the article, too.
    """
    is_named = False
    for up in _around(unit):
        element = up[0]
        if counts[id(up)] > size:
            if not is_named or is_article(element):
                return False
        elif not is_named:
            names = f"{element.get('class') or ''} {element.get('id') or ''}"
            is_named = element.tag == "aside" or bool(bits_of(names) & (RELATED | AD))
    return is_named


def _tells_more(walk: Walk, inside: list[int], units: set[int]) -> bool:
    """Whether a sentence stands among teasers and in none of them."""
    return any(
        ends_sentence(walk.texts[i])
        and not any(id(up) in units for up in _around(walk.frames[i]))
        for i in inside
    )


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


def _around(frame: Frame) -> Iterator[Frame]:
    """The elements that a line stands in, the innermost first."""
    up: Frame | None = frame
    while up is not None:
        yield up
        up = up[1]


def _common(frame: Frame, other: Frame) -> Frame | None:
    """The innermost element around both."""
    around = set(map(id, _around(frame)))
    return next((up for up in _around(other) if id(up) in around), None)
