"""What the head of a page says: `meta` and `link`, and the scripts of JSON-LD."""

from __future__ import annotations

from newsclean.html.body import Body
from newsclean.html.elements import is_home
from newsclean.html.jsonld import Fits, JsonLd

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from newsclean.html.region import Region

Told = tuple[str, str]  # value, source

_DUBLIN = ("dc:", "dcterms:", "dcterm:")
_LINKS = frozenset(("canonical", "license"))
_LD = "application/ld+json"
_LANGUAGE = "content-language"
_MOST_CHARS = 2000


class Head:
    """The elements that tell of a page, read once. body: those that its text holds.

    metas: what `meta` elements say, by name, as it stands there. links: the addresses of what
    stands in one of the relations that tell something. url: the page's address, if known.
    canonical: the address that it gives itself, as it stands there. title: its `<title>`.
    """

    __slots__ = ("body", "canonical", "json", "language", "links", "metas", "url")

    def __init__(
        self, root: Any, url: str | None, title: str | None = None, markup: bytes | None = None,
        region: Region | None = None,
    ) -> None:  # fmt: skip
        self.url = url
        self.body = Body(root, markup, region)
        metas: dict[str, list[str]] = {}
        self.metas = metas
        for element in self.body.tagged["meta"]:
            get = element.get
            name = get("property") or get("name") or get("itemprop")
            if name is None and (get("http-equiv") or "").lower() == _LANGUAGE:
                name = _LANGUAGE
            content = get("content") if name else None
            if content and not content.isspace():
                for one in name.lower().split():  # `property="dc:title og:title"`
                    if one in metas:
                        metas[one].append(content)
                    else:
                        metas[one] = [content]
                    if one[0] == "d" and one.startswith(_DUBLIN):  # as often as with a stop
                        metas.setdefault(one.replace(":", ".", 1), []).append(content)
        self.links: dict[str, str] = {}
        for element in self.body.tagged["link"]:
            rels = element.get("rel")
            if rels and not _LINKS.isdisjoint(rels.lower().split()) and element.get("href"):
                for rel in rels.lower().split():
                    self.links.setdefault(rel, element.get("href").strip())
        self.language: str | None = (
            root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang")
            or root.get("xml:lang")
        )  # fmt: skip
        told = [*self.told("og:title")[:1], title or "", *self.body.headings()]
        own = next(iter(self.told("og:url")), None)
        self.canonical = _canonical(self.links.get("canonical"), own)
        self.json = json_of(self.body.tagged["script"], Fits(self.address, told))

    @property
    def address(self) -> str | None:
        """The page's own: what the caller says, else what the page says."""
        return self.url or (self.canonical[0] if self.canonical else None)

    def told(self, name: str) -> list[str]:
        """What the `meta` elements of a name say, blanks folded."""
        return [" ".join(text[:_MOST_CHARS].split()) for text in self.metas.get(name, ())]

    def meta(self, *names: str) -> Told | None:
        """The first of these `meta` elements that says something."""
        for name in names:
            if name in self.metas:
                return self.told(name)[0], f"meta:{name}"
        return None

    def all_metas(self, names: tuple[str, ...]) -> list[Told]:
        """What each of these `meta` elements says first."""
        return [(self.told(name)[0], f"meta:{name}") for name in names if name in self.metas]

    def ld(self, *names: str) -> Told | None:
        """The first of these properties of the article in JSON-LD."""
        for name in names:
            value = self.json.text(name)
            if value:
                return value[:_MOST_CHARS], f"json-ld:{name}"
        return None

    def absolute(self, told: Told | None) -> Told | None:
        """An address that stands by itself; None where it does not and nobody knows the page's."""
        if told is None or not told[0] or told[0].startswith("#"):
            return None
        if told[0].startswith(("http://", "https://")):
            return told
        from newsclean.html.addresses import Addresses

        address = Addresses(self.body.root, self.url).image(told[0])
        return None if address is None else (address, told[1])


def _canonical(link: str | None, own: str | None) -> Told | None:
    """What the page calls itself. own: by OpenGraph, which counts where the link leads home.

    Some themes print the home page as the `canonical` of every page.
    """
    if own and (not link or (is_home(link) and _is_deeper(own, link))):
        return own, "meta:og:url"
    return (link, "link:canonical") if link else None


def _is_deeper(address: str, home: str) -> bool:
    """Whether an address is that of a page of the site whose home page is told."""
    host = home.partition("://")[2].partition("/")[0].removeprefix("www.")
    rest = address.partition("://")[2].removeprefix("www.")
    return not is_home(address) and (not host or rest.startswith(f"{host}/"))


def scripts_of(root: Any) -> JsonLd:
    """What a page's scripts of JSON-LD say."""
    return json_of(root.iter("script"))


def json_of(scripts: Iterable[Any], fits: Fits | None = None) -> JsonLd:
    """What those of some scripts that are JSON-LD say. fits: which of several articles counts."""
    told = [
        element.text for element in scripts
        if (element.get("type") or "").strip().lower().startswith(_LD) and element.text
    ]  # fmt: skip
    return JsonLd(told, fits)
