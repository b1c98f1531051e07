"""Microdata in a page's text: the properties of the article, not of what stands below it."""

from __future__ import annotations

from itertools import islice

from lxml import etree

from newsclean.html.elements import is_foreign, text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

# Many times faster than to ask each element from Python. Attributes and what they stand in: a
# predicate (`*[@itemprop]`) costs three times as much.
_PROPS = etree.XPath("descendant::*/@itemprop/..")
_NO_ITEM = object()
# Elements of one property that are looked at, those in an item that may hold its name, and names.
_MOST_VALUES, _MOST_INSIDE, _MOST_NAMES = 200, 1000, 20


class Microdata:
    """The properties of a page's elements. holders: gives the elements around the headline."""

    __slots__ = ("_holders", "_props")

    def __init__(self, root: Any, holders: Callable[[], set[Any]]) -> None:
        self._holders = holders
        self._props: dict[str, list[Any]] = {}
        for element in _PROPS(root):
            if element.tag != "meta":
                for prop in element.get("itemprop").lower().split():
                    self._props.setdefault(prop, []).append(element)

    def values(self, name: str) -> Iterator[str]:
        """What a property of the first item that is no comment says.

        Each post of a board has an author, and so has each comment.
        """
        item = _NO_ITEM
        for element in self._props.get(name.lower(), ())[:_MOST_VALUES]:
            own = _item_of(element)
            if item is not _NO_ITEM and own is not item:
                continue
            value = element.get("content") or element.get("datetime") or _named_in(element)
            if value and not self._is_foreign(element):
                item = own
                yield value

    def _is_foreign(self, element: Any) -> bool:
        holders = self._holders()
        return any(up not in holders and is_foreign(up) for up in element.iterancestors())


def _item_of(element: Any) -> Any:
    """The item that a property belongs to; None for the page."""
    return next((up for up in element.iterancestors() if up.get("itemscope") is not None), None)


def _named_in(element: Any) -> str:
    """The text of a property; of an item its name, which may stand in a `meta`."""
    if element.get("itemscope") is not None:
        found = (
            inner for inner in islice(element.iterdescendants(), _MOST_INSIDE)
            if "name" in (inner.get("itemprop") or "").split()
        )  # fmt: skip
        names = [
            inner.get("content") or text_of(inner)
            for inner in islice(found, _MOST_NAMES) if _item_of(inner) is element
        ]  # fmt: skip
        if any(names):
            return ", ".join(filter(None, names))
    return text_of(element)
