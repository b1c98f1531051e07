"""Single elements of a page: their text, and whether they hold what is not its article."""

from __future__ import annotations

from lxml import etree

from newsclean.patterns import Pattern
from newsclean.shapes import ends_sentence

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_MOST_CHARS = 400
_HOME = Pattern(r"(?:https?://[^/?#]+)?/?(?:index\.\w+)?")
_SENTENCE_BLANKS = 7  # `Posted on 1 May 2019 by Sam Orr.` has fewer
# Elements whose dates are not the article's, and words in the classes of others.
_ELSEWHERE = ("aside", "blockquote", "footer", "nav")
_FOREIGN_NAMES = ("comment", "disqus", "tweet", "twitter-", "related")
_ELSEWHERE_NAMES = (*_FOREIGN_NAMES, "sidebar", "widget")


def is_in_sentence(element: Any) -> bool:
    """Whether an element is a part of a sentence: `They meet on <time>1 May</time> at six`."""
    parent = element.getparent()
    if parent is None or parent.tag not in ("p", "li", "td", "dd"):
        return False
    text = text_of(parent)
    return ends_sentence(text) and text.count(" ") > _SENTENCE_BLANKS


def is_other(element: Any) -> bool:
    """Whether an element holds what is not the article, by its tag, class or id."""
    tag = element.tag
    if tag in _ELSEWHERE:
        # `<footer class="entry-footer">` of an article is as good as its head.
        return tag != "footer" or next(element.iterancestors("article"), None) is None
    if tag in ("body", "html"):
        return False
    names = _names_of(element)
    # Elementor calls each of its blocks a widget, those of the article, too.
    names = names.replace("elementor-widget", "")
    return any(word in names for word in _ELSEWHERE_NAMES)


def is_foreign(element: Any) -> bool:
    """Whether an element holds what somebody else wrote, or what is about something else."""
    names = _names_of(element)
    return element.tag == "blockquote" or any(word in names for word in _FOREIGN_NAMES)


def _names_of(element: Any) -> str:
    """What an element is called, by its looks and in microdata (`schema.org/Comment`)."""
    get = element.get
    names = (get("class"), get("id"), get("itemprop"), get("itemtype"))
    return " ".join(filter(None, names)).lower()


def text_of(element: Any) -> str:
    """The text in an element, blanks folded; empty when it is too long for a value."""
    if len(element):
        text = etree.tostring(element, encoding="unicode", method="text", with_tail=False)
    else:
        text = element.text or ""
    text = " ".join(text.split())
    return text if len(text) <= _MOST_CHARS else ""


def is_home(address: str) -> bool:
    """Whether an address leads to a site's first page."""
    return _HOME.fullmatch(address) is not None
