"""Where on a page its article is: the smallest element that holds the headline and the text."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class Region:
    """The place of an article. first, last: the elements that hold its first and last lines.

    Where no headline stands above the text nobody knows how far a region goes, and nothing stands
    outside of it: of six dates beside a text without a `h1` five are its own, of nine outside of
    headline and text two.
    """

    __slots__ = ("_around", "_first", "_last")

    def __init__(self, first: Any, last: Any) -> None:
        self._first, self._last = _path(first), _path(last)
        self._around: list[Any] = []

    def take_headline(self, headline: Any) -> None:
        """Stretch the region to its headline; None where the page has none."""
        if headline is not None:
            path = _path(headline)
            if headline is self._first[-1] or _is_before(path, self._first):
                self._around = _common(path, _common(self._first, self._last))

    def is_outside(self, element: Any) -> bool:
        """Whether an element stands where neither headline nor text are, as a masthead does."""
        if not self._around:
            return False
        inner = self._around[-1]
        return element is not inner and inner not in element.iterancestors()

    def is_behind(self, element: Any) -> bool:
        """Whether an element of the region stands below the text, in a part of its own."""
        if not self._around:
            return False
        path = _path(element)
        is_beside = len(_common(path, self._last)) == len(self._around)
        return is_beside and _is_before(self._last, path)

    def is_above(self, element: Any) -> bool:
        """Whether an element stands above headline and text, and outside of what holds both."""
        return self.is_outside(element) and _is_before(_path(element), self._around)


def _path(element: Any) -> list[Any]:
    """The elements from the root to this one."""
    return [element, *element.iterancestors()][::-1]


def _common(one: list[Any], other: list[Any]) -> list[Any]:
    """What two paths share."""
    count = 0
    for a, b in zip(one, other, strict=False):
        if a is not b:
            break
        count += 1
    return one[:count]


def _is_before(one: list[Any], other: list[Any]) -> bool:
    """Whether the element of one path ends before that of another begins."""
    depth = len(_common(one, other))
    if depth in (0, len(one), len(other)):
        return False
    holder = one[depth - 1]
    return bool(holder.index(one[depth]) < holder.index(other[depth]))
