"""Addresses of a page as others may follow them: absolute, and of a kind that runs nothing."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_WEB = frozenset(("http", "https"))
_LINKS = _WEB | {"mailto"}
# As browsers read an address: blanks and control characters around it go, and so do line ends and
# tabs inside of it, so that `java\nscript:` is what it looks like.
_AROUND = "".join(map(chr, range(33))) + "\xa0\u200b\ufeff"
_INSIDE = str.maketrans("", "", "\t\n\r")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_UNSAFE = re.compile(r"[\x00-\x20\x7f-\xa0\"<>\\^`{|}\u2028\u2029\ufeff\ud800-\udfff]")
_MOST_CHARS = 4000


class Addresses:
    """Resolves the addresses of one page.

    url: the page's own, where the caller knows it; else the page's `canonical` or `og:url`. Without
    any of them relative addresses lead nowhere.
    """

    def __init__(self, root: Any, url: str | None) -> None:
        own = next(filter(None, map(_web, (url, *told_addresses(root)))), None)
        self._base = own
        for element in root.iter("base"):
            href = element.get("href")
            if href:
                self._base = self._join(href, _WEB) or own
                break

    def link(self, href: str) -> str | None:
        """Where a link leads; None for a place in the page itself and for what is no address."""
        if href.strip(_AROUND).startswith("#"):
            return None
        return self._join(href, _LINKS)

    def image(self, source: str) -> str | None:
        """Where an image is."""
        return self._join(source, _WEB)

    def _join(self, address: str, schemes: frozenset[str]) -> str | None:
        address = address.strip(_AROUND).translate(_INSIDE)
        if not address or len(address) > _MOST_CHARS:
            return None
        scheme = _SCHEME.match(address)
        if scheme is None:
            if self._base is None and not address.startswith("//"):
                return None
            try:
                address = urljoin(self._base or "https:", address)
            except ValueError:
                return None
        elif scheme[1].lower() not in schemes:
            return None
        return _checked(address, schemes)


def _web(address: str | None) -> str | None:
    return None if address is None else _checked(address.strip(_AROUND), _WEB)


def _checked(address: str, schemes: frozenset[str]) -> str | None:
    """The address without characters that an attribute or Markdown could take for its end."""
    address = _UNSAFE.sub(_quote, address)
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    if parts.scheme not in schemes:
        return None
    if not (parts.netloc if parts.scheme in _WEB else parts.path):
        return None
    return address


def _quote(match: re.Match[str]) -> str:
    return "".join([f"%{byte:02X}" for byte in match[0].encode("utf-8", "replace")])


def told_addresses(root: Any) -> list[str]:
    """What the page calls itself."""
    found = [
        element.get("href") or "" for element in root.iter("link")
        if "canonical" in (element.get("rel") or "").lower().split()
    ]  # fmt: skip
    found += [
        element.get("content") or "" for element in root.iter("meta")
        if element.get("property") == "og:url"
    ]  # fmt: skip
    return found
