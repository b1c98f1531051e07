"""What elements in a page's text say of it: microdata, `h1`, `time`, `rel`, classes."""

from __future__ import annotations

import re

from lxml import etree

from newsclean.html.elements import is_home, is_other, text_of
from newsclean.html.microdata import Microdata

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from newsclean.html.region import Region

_MOST_NAMED, _MOST_ABOVE = 12, 3
_MOST_SUBHEADINGS = 12
# What themes call an element that is read aloud and not shown.
_UNSEEN = re.compile(r"sr-only|visually-?hidden|screen-reader|assistive-text|a11y-hidden")
_TITLE_CHARS = 8  # a shorter headline says nothing
_TAGS = ("meta", "link", "script", "h1", "h2", "h3", "time", "abbr")
# What holds a byline or a date.
_NAMED_TAGS = frozenset(
    ("h1", "div", "span", "p", "a", "time", "li", "ul", "address", "h2", "h3", "h4", "h5",
     "small", "strong", "em", "i", "b", "cite", "td", "dd", "header", "footer", "section",
     "aside", "figcaption")
)  # fmt: skip
_COMMONS_NAME = b"creativecommons.org"
# Many times faster than to ask each element from Python. Attributes and what they stand in: a
# predicate (`a[@rel]`) costs three times as much.
_RELS = etree.XPath("descendant::a/@rel/..")
_REL_VALUES = etree.XPath("descendant::a/@rel", smart_strings=False)
_TELLING_RELS = frozenset(("author", "tag", "license"))
_ACCOUNT_NAME = b"foaf:name"
_ACCOUNTS = etree.XPath("descendant::*[@property='foaf:name']")
_COMMONS = etree.XPath("descendant::a[contains(@href, 'creativecommons.org/licenses/')]")


class Body:
    """The elements of a page's text that tell of its article, looked for when asked.

    markup: of the page, if it is at hand: a word that it lacks need not be looked for in the tree.
    region: where the article is, if that is known.
    """

    __slots__ = (
        "_classed",
        "_headings",
        "_holders",
        "_markup",
        "_microdata",
        "_rels",
        "region",
        "root",
        "tagged",
        "title",
    )

    def __init__(
        self, root: Any, markup: bytes | None = None, region: Region | None = None
    ) -> None:
        self.root = root
        self.region = region
        self._markup = markup
        self.title: str | None = None  # the article's, once it is known
        self._headings: list[str] | None = None
        self.tagged: dict[str, list[Any]] = {tag: [] for tag in _TAGS}
        for element in root.iter(*_TAGS):  # one walk for all of them
            self.tagged[element.tag].append(element)
        self._classed: tuple[list[tuple[Any, str]], int] | None = None
        self._holders: set[Any] | None = None
        self._microdata: Microdata | None = None
        self._rels: dict[str, list[Any]] | None = None

    def headings(self) -> list[str]:
        """What the first `h1` say."""
        if self._headings is None:
            self._headings = [
                text for text in map(_shown, self.tagged["h1"][:_MOST_SUBHEADINGS]) if text
            ][:9]
        return self._headings

    def subheadings(self) -> Iterator[str]:
        """What the first `h2` say: themes make a headline of one and the site's name the `h1`."""
        return map(text_of, self.tagged["h2"][:_MOST_SUBHEADINGS])

    def lower_headings(self) -> Iterator[str]:
        """What the first `h2` and `h3` say."""
        for tag in ("h2", "h3"):
            yield from map(text_of, self.tagged[tag][:_MOST_SUBHEADINGS])

    def is_home_link(self, heading: str) -> bool:
        """Whether the `h1` that says this is a link to the site's first page."""
        return any(
            is_home(link.get("href") or "")
            for element in self._saying(heading) for link in element.iter("a")
        )  # fmt: skip

    def heading_pieces(self, heading: str) -> list[str]:
        """The texts of the `h1` that says this, element by element."""
        return [piece for element in self._saying(heading) for piece in element.itertext()]

    def _saying(self, heading: str) -> list[Any]:
        for element in self.tagged["h1"]:
            if _shown(element) == heading:
                return [element]
        return []

    def props(self, name: str) -> list[str]:
        """Values of a microdata property."""
        return list(self._values(name))

    def prop(self, name: str) -> tuple[str, str] | None:
        """The first value of a microdata property, and its source."""
        for value in self._values(name):
            return value, f"microdata:{name}"
        return None

    def _values(self, name: str) -> Iterator[str]:
        if self._microdata is None:
            self._microdata = Microdata(self.root, self._holding)
        return self._microdata.values(name)

    def rels(self, name: str) -> list[Any]:
        """The links in the text that stand in one of `_TELLING_RELS` to it."""
        if self._rels is None:
            self._rels = {}
            # Most pages say nothing but `nofollow`, and need no element.
            if not _TELLING_RELS.isdisjoint(" ".join(_REL_VALUES(self.root)).lower().split()):
                for element in _RELS(self.root):
                    for rel in element.get("rel").lower().split():
                        self._rels.setdefault(rel, []).append(element)
        return self._rels.get(name, [])

    def commons(self) -> list[Any]:
        """The links to licences of Creative Commons."""
        if self._markup is not None and _COMMONS_NAME not in self._markup:
            return []
        return _COMMONS(self.root)  # type: ignore[no-any-return]

    def accounts(self) -> list[Any]:
        """The elements that name who posted the article, by RDFa: Drupal 7 prints them."""
        if self._markup is not None and _ACCOUNT_NAME not in self._markup:
            return []
        return [
            element for element in _ACCOUNTS(self.root)[:_MOST_NAMED]
            if not self.is_elsewhere(element)
        ]  # fmt: skip

    def named(self, words: tuple[str, ...]) -> Iterator[Any]:
        """Elements whose class says a word, those nearest to the headline first; none of others.

        At first those in and below the headline, in the page's order, then those above, upwards.
        """
        classed, at = self._in_order()
        names = {name for _, name in classed}
        together = "\n".join(names)
        hits = {
            name for word in words if word in together  # most words stand in no class of a page
            for name in names if word in name
        }  # fmt: skip
        if not hits:
            return
        for places, most in (
            (range(at, len(classed)), _MOST_NAMED), (range(at - 1, -1, -1), _MOST_ABOVE),
        ):  # fmt: skip
            for n in places:
                element, name = classed[n]
                if name not in hits or element in self._holding():
                    continue
                if not self.is_elsewhere(element, itself=True):
                    yield element
                most -= 1
                if not most:
                    break

    def _in_order(self) -> tuple[list[tuple[Any, str]], int]:
        """What may be named, with its class, in order, and how many precede the headline.

        One walk in Python costs a sixth of a parse, one question of XPath for a few words two.
        """
        if self._classed is None:
            headline, at = self.headline(), 0
            classed: list[tuple[Any, str]] = []
            for element in self.root.iter(*_NAMED_TAGS):
                if element is headline:
                    at = len(classed)
                name = element.get("class")
                if name:
                    classed.append((element, name))
            self._classed = classed, at
        return self._classed

    def headline(self) -> Any:
        """The `h1` that says the article's title, else the last; None where there is none."""
        headings = self.tagged["h1"]
        own = self.told_headline()
        return headings[-1] if own is None and headings else own

    def told_headline(self) -> Any:
        """The only `h1`, or the one that says the article's title; None where there is none."""
        headings = self.tagged["h1"]
        if len(headings) == 1:
            return headings[0]
        title = self.title or ""
        for heading in headings if title else ():
            text = text_of(heading)
            if len(text) > _TITLE_CHARS and (text in title or title in text):
                return heading
        return None

    def is_elsewhere(self, element: Any, *, itself: bool = False) -> bool:
        """Whether an element stands in what is not the article: a comment, a post that it quotes.

        What holds the headline, too, is none of that. itself: whether its own name counts.
        """
        if itself and is_other(element):
            return True
        holders = self._holding()
        return any(up not in holders and is_other(up) for up in element.iterancestors())

    def _holding(self) -> set[Any]:
        """The elements around the headline."""
        if self._holders is None:
            headline = self.headline()
            self._holders = set() if headline is None else set(headline.iterancestors())
        return self._holders


def _shown(heading: Any) -> str:
    """The text of a heading without what only readers of screens hear."""
    text = text_of(heading)
    for element in heading.iterdescendants() if len(heading) else ():
        if _UNSEEN.search(element.get("class") or ""):
            unseen = text_of(element)
            if unseen and (text.startswith(unseen) or text.endswith(unseen)):
                text = text.removesuffix(unseen).removeprefix(unseen).strip()
    return text
