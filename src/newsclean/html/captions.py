"""The captions of the pictures that stand in an article, for those who ask for them."""

from __future__ import annotations

from newsclean.html.walk import Frame, Walk
from newsclean.patterns import Pattern

# Class names of publishing systems: wp-caption-text, image__caption, fotoBildunterschrift, cutline.
_NAMED = Pattern(r"(?i)caption|cutline|bildunterschrift|legende")
_FIGURES = ("figure", "figcaption")
_STEPS = 4  # from a caption's text to its figure
_ABOVE, _BELOW = 8, 3  # lines from the article within which its first and last picture stand


def captions(walk: Walk, is_kept: list[bool]) -> list[int]:
    """The runs that are captions within an article, or at its edge.

    is_kept: of each run, whether it is the article's.
    """
    own = [i for i, kept in enumerate(is_kept) if kept]
    if not own:
        return []
    homes = set()
    for i in own:
        up: Frame | None = walk.frames[i][1]
        for _ in range(2):
            if up is not None:
                homes.add(id(up))
                up = up[1]
    first, last = own[0], own[-1]
    found = []
    for i in range(max(0, first - _ABOVE), min(len(is_kept), last + _BELOW + 1)):
        if not is_kept[i] and walk.frames[i][0].tag != "button":
            figure = _figure(walk.frames[i])
            if figure is not None and (first < i < last or _stands_in(figure, homes)):
                found.append(i)
    return found


def _figure(frame: Frame) -> Frame | None:
    """The element that a caption stands in, itself perhaps."""
    up: Frame | None = frame
    for _ in range(_STEPS):
        if up is None:
            break
        element = up[0]
        if element.tag in _FIGURES or _NAMED.search(element.get("class") or ""):
            return up
        up = up[1]
    return None


def _stands_in(figure: Frame, homes: set[int]) -> bool:
    """Whether a container of the article is near around a figure."""
    up = figure[1]
    for _ in range(_STEPS):
        if up is None:
            break
        if id(up) in homes:
            return True
        up = up[1]
    return False
