"""What goes on with a dump's article below the last piece that the model gives it.

Notes, a list that a sentence of the article announces, a table of figures: they look like the
menus that follow them, and only what they are made of tells them apart.
"""

from __future__ import annotations

from collections import deque

from newsclean.page.context import Scene
from newsclean.patterns import Pattern
from newsclean.shapes import announces

# Notes below an encyclopedia's article: `^ "Title". Publisher.`
_NOTES, _NOTE_CHARS, _NEAR_NOTE = "^↑", 7, 30
_ITEM = Pattern(r"\s*(?:[*+•·–-]|(\d{1,3})[.)])\s")
_ANNOUNCING_CHARS = 30  # a heading of a menu, `Categories:`, is shorter
# A cell: `700`, `-3.4 %`, `$43.88`, `59% / 38%`. Dates, times and telephone numbers are none.
_SIGN = r"[^\w\s.,:;/()\[\]]?"  # of money, of percent
_NUMBER = rf"[-+−–]?{_SIGN}\s?\d+(?:[.,]\d+|[ \u00a0\u202f]\d{{3}})*\s?{_SIGN}"
_FIGURE = Pattern(rf"(?:[*+•-]\s)?{_NUMBER}(?:\s?[/–-]\s?{_NUMBER})?$")
_NO_FIGURE = Pattern(r"(?:19|20)\d\d$|\d{1,4}[./-]\d\d?[./-]\d{1,4}$|\d[\d-]{8,}$")
_FIGURE_CHARS, _BULLETS = 16, "*+•-"
# A table has at least so many figures; every third of them is within so many pieces of this one.
_FIGURES, _DENSE, _WITHIN = 8, 3, 12
_BEFORE, _CELL_CHARS = 24, 30  # on the average; headlines with counters are longer
_RECENT = 3  # numbers above among which the one before a counter stands


def reach_below(scene: Scene, lines: list[str], last: int) -> int:
    """The last piece of the article, counting in what goes on with it below piece `last`."""
    last = _with_notes(scene, lines, last)
    last = _with_figures(scene, last)
    return _with_list(scene, lines, last)


def _with_notes(scene: Scene, lines: list[str], last: int) -> int:
    at = last + 1
    while at < len(scene.numbers) and at - last <= _NEAR_NOTE:
        begin = lines[scene.numbers[at][0]].lstrip()[:_NOTE_CHARS]
        if any(sign in begin for sign in _NOTES):
            last = at
        at += 1
    return last


def _with_figures(scene: Scene, last: int) -> int:
    """A table, cell by cell, goes as far as its figures stand close to each other.

    Numbers that count up, `5` after `4`, are those of a list of headlines, or of pages.
    """
    texts, end = scene.texts, last
    at = max(0, last - _BEFORE)  # it may have begun in what is the article's already
    found: list[int] = []
    recent: deque[int] = deque(maxlen=_RECENT)
    while at < len(texts) and at - end <= _WITHIN:
        text = texts[at]
        if _is_figure(text):
            plain = _plain(text)
            is_counter = False
            if plain.isdecimal():
                number = int(plain)
                is_counter = number == 1 or number - 1 in recent
                recent.append(number)
            if not is_counter:
                found.append(at)
                if at > last and len(found) >= _DENSE and at - found[-_DENSE] <= _WITHIN:
                    end = at
        at += 1
    own = [texts[at] for at in found if at <= end]
    if len(own) < _FIGURES or 2 * len(set(own)) < len(own):
        return last
    others = [len(text) for text in texts[last + 1:end] if not _is_figure(text)]
    return last if sum(others) > _CELL_CHARS * len(others) else end


def _is_figure(text: str) -> bool:
    return (
        len(text) <= _FIGURE_CHARS
        and _FIGURE.match(text) is not None
        and _NO_FIGURE.match(_plain(text)) is None
    )


def _plain(text: str) -> str:
    """A cell without the bullet before it."""
    return text[2:] if text[0] in _BULLETS and text[1:2] == " " else text


def _with_list(scene: Scene, lines: list[str], last: int) -> int:
    """A list whose items look alike goes whole when a sentence of the article announces it."""
    first = last if _item(scene, lines, last) else last + 1
    look = _item(scene, lines, first)
    if look is None:
        return last
    while first > 0 and _item(scene, lines, first - 1) == look:
        first -= 1
    above = scene.texts[first - 1] if first else ""
    if len(above) < _ANNOUNCING_CHARS or not announces(above):
        return last
    while _item(scene, lines, last + 1) == look:
        last += 1
    return last


def _item(scene: Scene, lines: list[str], at: int) -> tuple[str, int] | None:
    """How an item of a list begins, and where in its line; None for other pieces."""
    if at >= len(scene.numbers):
        return None
    line = lines[scene.numbers[at][0]]
    begin = _ITEM.match(line)
    if begin is None:
        return None
    mark = "0" if begin[1] else begin[0].strip()
    return mark, scene.indents[at]
