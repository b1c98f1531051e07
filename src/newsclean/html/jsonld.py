"""What a page says of its article in JSON-LD."""

from __future__ import annotations

from newsclean.html.jsonscript import read_script

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_ARTICLES = frozenset(
    "Article NewsArticle BlogPosting Report ReportageNewsArticle AnalysisNewsArticle "
    "LiveBlogPosting OpinionNewsArticle ReviewNewsArticle BackgroundNewsArticle "
    "AskPublicNewsArticle "
    "SocialMediaPosting TechArticle ScholarlyArticle SatiricalArticle AdvertiserContentArticle "
    "MedicalScholarlyArticle Posting DiscussionForumPosting".split()
)
# An article that says nothing but that; on the page of a thing, what its buyers say of it.
_REVIEWS = frozenset(("Review", "CriticReview"))
_PAGES = frozenset(("WebPage", "ItemPage", "AboutPage"))
_MOST_NODES = 5000
_LIKE = 0.5  # headlines are worded anew for the search engines, though not wholly

Node = dict[str, "Any"]


class Fits:
    """Which of several articles a page is about: that of its address, else that of its headline.

    url: the page's address, if known. titles: what `h1`, `og:title` and `<title>` say.
    """

    __slots__ = ("_titles", "_url")

    def __init__(self, url: str | None, titles: list[str]) -> None:
        self._url = _address(url or "")
        self._titles = [set(title.casefold().split()) for title in titles if title]

    def choose(self, nodes: list[Node]) -> list[Node]:
        """Those that fit best, in their order; none where each tells of another story.

        A page that says nothing of itself tells of the first.
        """
        by_url = [node for node in nodes if self._url and self._url in _addresses(node)]
        if by_url:
            return by_url
        if not self._titles:
            return nodes
        fit = [max(self._likeness(node, title) for title in self._titles) for node in nodes]
        best = max(fit)
        if best < _LIKE:
            names = {_headline(node) for node in nodes}
            return nodes if len(names) == 1 else []
        return [node for node, own in zip(nodes, fit, strict=True) if own == best]

    def is_of_page(self, node: Node) -> bool:
        """Whether a node is surely what the page is about, by its address or by its headline."""
        if self._url and self._url in _addresses(node):
            return True
        return any(self._likeness(node, title) >= _LIKE for title in self._titles)

    @staticmethod
    def _likeness(node: Node, title: set[str]) -> float:
        """The share of a headline's words that a title has."""
        own = set(_headline(node).casefold().split())
        return len(own & title) / len(own) if own else 0.0


def _headline(node: Node) -> str:
    value = node.get("headline") or node.get("name")
    return _unescaped(value) if isinstance(value, str) else ""


def _address(url: str) -> str:
    """An address as two that mean the same page share it; empty for that of a site."""
    rest = url.partition("://")[2].partition("#")[0].partition("?")[0].rstrip("/")
    return rest.removeprefix("www.") if "/" in rest else ""


def _addresses(node: Node) -> set[str]:
    found = set()
    for name in ("url", "@id", "mainEntityOfPage"):
        for value in _many(node.get(name)):
            if isinstance(value, dict):
                value = value.get("@id") or value.get("url")
            if isinstance(value, str):
                found.add(_address(value))
    return found - {""}


class JsonLd:
    """The article among the nodes of all scripts, and the page that holds it.

    Of several articles it is the one that `fits` picks.
    """

    def __init__(self, scripts: list[str], fits: Fits | None = None) -> None:
        nodes: list[Node] = []
        for script in scripts:
            _collect(read_script(script), nodes)
        self._by_id = {node["@id"]: node for node in nodes
                       if isinstance(node.get("@id"), str) and len(node) > 1}  # fmt: skip
        articles = [node for node in nodes if _types(node) & _ARTICLES]
        if not articles and fits is not None:
            articles = [node for node in nodes if _types(node) & _REVIEWS and fits.is_of_page(node)]
        told = [node for node in articles if node.get("headline") or node.get("name")]
        if fits is not None and len(told) > 1:
            told = fits.choose(told)
            articles = told
        self.article: Node = next(iter(told or articles), {})
        self.page: Node = next((node for node in nodes if _types(node) & _PAGES), {})

    def text(self, *names: str) -> str | None:
        """The first of these properties of the article that is a text, or names something."""
        for name in names:
            found = self.texts(name)
            if found:
                return found[0]
        return None

    def texts(self, name: str) -> list[str]:
        """All values of one property of the article, as texts."""
        return [text for value in _many(self.article.get(name)) for text in self._text(value)]

    def people(self, *, of_page: bool = False) -> list[str]:
        """Authors of the article, or of the page around it, that are no organisations."""
        found: list[str] = []
        for name in ("author", "creator"):
            for value in _many((self.page if of_page else self.article).get(name)):
                node = self._node(value)
                if not (isinstance(node, dict) and "Organization" in "".join(_types(node))):
                    found += self._text(value)
            if found:
                break
        return found

    def nodes(self, name: str) -> list[Node]:
        """The values of one property of the article that are nodes."""
        found = map(self._node, _many(self.article.get(name)))
        return [node for node in found if isinstance(node, dict)]

    def value(self, node: Node, *names: str) -> str | None:
        """The first of these properties of any node that is a text, or names something."""
        for name in names:
            for value in _many(node.get(name)):
                for text in self._text(value):
                    return text
        return None

    def page_text(self, name: str) -> str | None:
        """A property of the page that holds the article."""
        return next(
            (text for value in _many(self.page.get(name)) for text in self._text(value)), None
        )

    def _node(self, value: Any) -> Any:
        if isinstance(value, dict) and len(value) <= 2 and isinstance(value.get("@id"), str):
            return self._by_id.get(value["@id"], value)
        return value

    def _text(self, value: Any) -> list[str]:
        value = self._node(value)
        if isinstance(value, dict) and "name" not in value and "familyName" in value:
            parts = [value.get("givenName"), value["familyName"]]
            value = " ".join([part for part in parts if isinstance(part, str)])
        if isinstance(value, dict):
            for name in ("name", "url", "@value", "@id"):
                if isinstance(value.get(name), str):
                    value = value[name]
                    break
            if isinstance(value, dict) and isinstance(value.get("name"), list):
                return [" ".join(v.split()) for v in value["name"] if isinstance(v, str)]
        if isinstance(value, str):
            value = " ".join(_unescaped(value).split())
            return [value] if value else []
        return []


def _collect(told: Any, nodes: list[Node]) -> None:
    """The nodes of a script: those of lists and graphs, and what a page is said to be about."""
    waiting = [told]
    while waiting and len(nodes) < _MOST_NODES:
        value = waiting.pop(0)
        if isinstance(value, list):
            waiting = value[:_MOST_NODES] + waiting
        elif isinstance(value, dict):
            nodes.append(value)
            for name in ("@graph", "mainEntity", "mainEntityOfPage"):
                if isinstance(value.get(name), (list, dict)):
                    waiting.append(value[name])


def _types(node: Node) -> set[str]:
    return {
        value.rpartition("/")[2] for value in _many(node.get("@type")) if isinstance(value, str)
    }


def _many(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _unescaped(text: str) -> str:
    if "&" not in text:
        return text
    from html import unescape

    return unescape(text)
