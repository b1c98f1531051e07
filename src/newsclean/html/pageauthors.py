"""Who a page says has written its article: people, not the paper and not an account."""

from __future__ import annotations

import re
from unicodedata import category

from newsclean.fields.offices import is_heading, without_office
from newsclean.fields.people import are_names, is_name, is_placeholder, people, without_by
from newsclean.fields.words import words
from newsclean.fold import fold
from newsclean.html.elements import text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from newsclean.html.head import Head

_META = ("article:author", "author", "byl", "dc.creator", "dcterms.creator", "parsely-author",
         "sailthru.author", "citation_author", "twitter:creator:name", "article:author_name",
         "og:author", "og:article:author", "articleauthor", "cxenseparse:author",
         "shareaholic:article_author_name")  # fmt: skip
# Words in the class of what names the author, and whole classes that do nothing else.
_CLASSES = ("Author", "author", "Byline", "byline", "vcard", "auteur", "autor")
_SURE_CLASSES = frozenset((
    "author", "fn", "vcard", "byline", "p-author", "entry-author", "post-author", "author-name",
    "author__name", "byline__name", "byline-name", "author-link", "post-author-name",
    "entry-author-name", "article-author", "article__author", "posted-by", "auteur", "autor",
))  # fmt: skip
_CARD = "meta:twitter:data1"
_MOST_AUTHORS, _MOST_PIECES = 12, 40
_BOX_CHARS, _ONE_WORD_CHARS = 160, 20  # a longer one is a note on the author; names of one word
# A name in Chinese characters is no longer; what ends in one of these is a paper, a board, a site.
_HAN, _HAN_CHARS = re.compile("[\u3005\u3400-\u9fff\uf900-\ufaff]+"), 5
_PAPERS = frozenset("报報网網社部台室组組家刊版聞闻")
_MOST_NAME_PARTS, _IN_NAMES = 4, "-'’.·・׳״"
_SITE = re.compile(r"\w\.[a-z]{2,}", re.ASCII)  # jungefreiheit.de


def read_authors(head: Head, site: str | None) -> tuple[list[str], str] | None:
    """The names and who told them. site: the publisher's name, which is no author."""
    for values, source in _told(head):
        names: list[str] = []
        for value in values[:_MOST_AUTHORS]:
            if "://" in value or value.startswith("@") or _SITE.search(value):
                continue
            for name in people(without_by(value), site, is_told=True):
                if name not in names and (name == value or not is_heading(name)):
                    names.append(name)
        if names:
            return names, source
    return None


def _told(head: Head) -> Iterator[tuple[list[str], str]]:
    """What may name the authors, the surest first."""
    body = head.body
    own, card = head.json.people(), _labelled(head)
    if own and card and len(people(card[0])) > len(own) and all(name in card[0] for name in own):
        yield card, _CARD  # Ghost's JSON-LD has the first author only
    yield own, "json-ld:author"
    for name in _META:
        yield head.told(name), f"meta:{name}"
    yield body.props("author"), "microdata:author"
    yield head.json.people(of_page=True), "json-ld:WebPage.author"
    yield card, _CARD
    links = map(text_of, body.rels("author")[:_MOST_AUTHORS])
    yield [text for text in links if _is_written_as_name(without_by(text))], "html:rel=author"
    accounts = map(text_of, body.accounts())
    yield [text for text in accounts if is_name(text)], "rdfa:foaf:name"
    for element in body.named(_CLASSES):
        yield _names_in(element), "html:class"


def _labelled(head: Head) -> list[str]:
    """Yoast's card for Twitter, whose label is `Written by` in the page's language."""
    label = next(iter(head.told("twitter:label1")), "").casefold().split()
    if not label or words("by").isdisjoint((label[0], label[-1])):
        return []
    return [value for value in head.told("twitter:data1")[:1] if are_names(value)]


def _names_in(element: Any) -> list[str]:
    """The names in what a class says to be a byline.

    The first text that is a name or several, and those that stand in elements like its own: beside
    them are the author's office, who checked it, the time it takes to read.
    """
    found: list[str] = []
    kin = None
    length = 0
    for at, part in enumerate(_parts(element)):
        if at == _MOST_PIECES:
            break
        holder, text = part
        length += len(text)
        names = [name for name in people(without_by(text)) if _is_person(name)]
        own = holder.tag, holder.get("class")
        if names and kin is None:
            kin, found = own, names
        elif names and own == kin and (holder.tag == "a" or own[1]):
            found += [name for name in names if name not in found]
    if found:
        return found if length <= _BOX_CHARS else found[:1]
    classes = set((element.get("class") or "").split())
    if classes & _SURE_CLASSES and length <= 2 * _ONE_WORD_CHARS:
        text = without_by(text_of(element))
        if text[:1].isupper() and text.isalpha() and len(text) <= _ONE_WORD_CHARS:
            return [text] if not is_heading(text) else []
        name = _name_without_capitals(text)
        return [name] if name is not None else []
    return []


def _name_without_capitals(text: str) -> str | None:
    """A name in a script that has no capitals to tell by; without the office beside it.

    `يوسف الكعبي`, `김민수 기자`, `作者：陈志强`. Names of papers are longer in Chinese, or end
    in what they are.
    """
    label, colon, rest = text.replace("：", ":").partition(":")
    if colon and fold(label) in words("by"):
        text = rest
    name = without_office(text)
    parts = name.split()
    letters = name.replace(" ", "")
    if not 2 <= len(letters) <= _ONE_WORD_CHARS or len(parts) > _MOST_NAME_PARTS:
        return None
    if any(c.isupper() or c.islower() for c in letters) or is_placeholder(name):
        return None
    if not all(c.isalpha() or category(c)[0] == "M" or c in _IN_NAMES for c in letters):
        return None
    if parts[0] in words("paper") or name.endswith(tuple(words("paper"))):
        return None
    if _HAN.fullmatch(letters) and (len(letters) > _HAN_CHARS or letters[-1] in _PAPERS):
        return None
    return None if is_heading(name) else name


def _parts(element: Any) -> Iterator[tuple[Any, str]]:
    """Texts in an element, each with the element that holds it."""
    for holder in element.iter():
        if isinstance(holder.tag, str) and holder.text and (text := " ".join(holder.text.split())):
            yield holder, text
        tail = holder.tail
        if holder is not element and tail and (text := " ".join(tail.split())):
            yield holder.getparent(), text


def _is_written_as_name(text: str) -> bool:
    """Whether the text of a link to an author is a name: capitals, or a script without them."""
    first = text[:1]
    return bool(text) and (is_name(text) or (not first.islower() and not first.isupper())
                           or (text.isalpha() and first.isupper()))  # fmt: skip


def _is_person(name: str) -> bool:
    """Whether a text is written as a name and is no office: `Deputy Editor`, `Written By`."""
    return is_name(name) and not is_heading(name)
