"""Whether linked headlines lead to other pages of the site, as those of its teasers do."""

from __future__ import annotations

from collections import Counter
from itertools import islice

from newsclean.hosts import host_of
from newsclean.html.addresses import Addresses, told_addresses

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from newsclean.html.walk import Frame

_PICTURES = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".svg")
_ASKING = ("?", "\uff1f", "\u061f", "\u037e")
# Of links in the element around a headline, those that are asked whether they are its own.
_MOST_LINKS = 40


def are_teasers(heads: Sequence[tuple[Frame, str]], root: Any, url: str | None) -> bool:
    """Whether each of some linked headlines leads to another page of the site.

    A question that links to itself (to a place on this page, not on one that its address names),
    `View the large photograph` and a link to what a story is about do not. What runs a script opens
    answers where a headline asks, else a page. heads: what they stand in, and their text. url: of
    the page, if known.
    """
    found = [_link(frame, text) for frame, text in heads]
    places: set[str] | None = None
    are_asked: bool | None = None
    hosts = Counter(map(host_of, found))
    told = [address for address in (url, *told_addresses(root)) if address]
    own = set(map(host_of, told)) - {""}
    addresses = Addresses(root, url)
    pages = {_page(address, addresses) for address in told}
    # A list of several pages leads to several.
    is_one = len({href.partition("#")[0] for href in found}) == 1
    for href in found:
        address, _, place = href.partition("#")
        scheme, colon, _ = address.partition("/")[0].partition(":")
        if colon and scheme.lower() == "javascript":
            if are_asked is None:
                are_asked = any(text.rstrip().endswith(_ASKING) for _, text in heads)
            if are_asked:
                return False
            continue
        if not address or (colon and scheme.lower() not in ("http", "https")):
            return False
        if place and (is_one or _page(address, addresses) in pages):
            if places is None:
                places = _places(root)
            if place in places:
                return False
        if address.partition("?")[0].lower().endswith(_PICTURES):
            return False
        host = host_of(href)
        if host and (not any(_is_one_site(host, one) for one in own) if own else hosts[host] == 1):
            return False
    return True


def _link(frame: Frame, text: str) -> str:
    """The address of the longest link of a line; empty where there is none."""
    element, words = frame[0], text.split()
    found = [
        (len(told), (link.get("href") or "").strip())
        for link in islice(element.iter("a"), _MOST_LINKS)
        if (told := "".join(link.itertext()).split()) and told[0] in words and told[-1] in words
    ]
    if found:
        return max(found)[1]
    around = next(element.iterancestors("a"), None)
    return "" if around is None else (around.get("href") or "").strip()


def _places(root: Any) -> set[str]:
    """What an address behind `#` may name on the page."""
    return {
        name for element in root.iter() for name in (element.get("id"), element.get("name")) if name
    }


def _page(address: str, addresses: Addresses) -> str:
    """An address as it is compared: absolute if possible, however it is reached."""
    whole = (addresses.link(address) or address).partition("#")[0]
    return whole.rpartition("://")[2].removeprefix("www.").rstrip("/")


def _is_one_site(host: str, other: str) -> bool:
    """Whether one host is the other, or a part of it: `sport.example.org`."""
    return host == other or host.endswith(f".{other}") or other.endswith(f".{host}")
