"""What readers wrote below an article, each comment with who and when as far as the page tells.

Three ways to say that something is a comment are understood: schema.org (microdata, as Discourse
and Drupal print it), the class names of publishing systems and comment services, JSON-LD. Where
two of them tell of the same comments the first that finds any counts.
"""

from __future__ import annotations

from newsclean.dates.iso import read_iso
from newsclean.html.elements import text_of
from newsclean.html.head import scripts_of
from newsclean.html.named import COMMENT_BODIES, COMMENT_LISTS
from newsclean.html.walk import Walk

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from newsclean.html.jsonld import JsonLd

Comment = dict[str, "str | None"]

# Words in the class of who wrote it and when; the surest first.
_AUTHORS = ("fn", "comment-author", "comment__author", "comment_author",
            "wp-block-comment-author-name", "author", "user", "username", "commenter",
            "dsq-commenter-name", "creator", "name")  # fmt: skip
_DATES = ("datetime", "comment-date", "comment-time", "comment-timestamp", "comment-metadata",
          "commentmetadata", "comment-meta", "comment__date", "date", "time", "timestamp",
          "comment-footer", "published")  # fmt: skip
_TYPES = ("/Comment", "/UserComments", "/Answer")
_LISTS = ("body", "html", "ol", "ul", "dl", "main", "section")
# What of a comment's element is not what was written, where no element holds that alone.
_ABOUT = frozenset(
    "comment-author comment-meta comment-metadata commentmetadata reply comment-reply-link "
    "comment-actions comment-footer comment-header comment-date comment-awaiting-moderation".split()
)
_LEVELS = 5
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_MOST = 5000
_NAME_CHARS, _DATE_CHARS = 80, 120


def read_comments(root: Any, url: str | None = None, language: str | None = None) -> list[Comment]:
    """The comments of a page in its order: author, date, text, and where each stood.

    author and date are None where the page does not tell; text is never empty, its paragraphs are
    parted by newlines. where: the element, or `json-ld:comment`.
    """
    for found in (_marked_up(root), _by_class(root), _crawled(root)):
        comments = list(_told(found, url, language))
        if comments:
            return comments
    return list(_told(_in_json(scripts_of(root)), url, language))


# author, date as told, text, where
Found = tuple["str | None", "str | None", str, str]


def _told(found: Iterator[Found], url: str | None, language: str | None) -> Iterator[Comment]:
    seen = set()
    for author, date, text, where in found:
        if not text or (author, date, text) in seen:
            continue
        seen.add((author, date, text))
        read = read_iso(date, language, url) if date else None
        yield {"author": author, "date": read[0] if read else None, "text": text, "where": where}
        if len(seen) == _MOST:
            return


def _marked_up(root: Any) -> Iterator[Found]:
    """Microdata: each element of a type or property is a comment."""
    tests = " or ".join(f"contains(@itemtype, '{name}')" for name in _TYPES)
    for item in root.xpath(f"//*[{tests} or @itemprop='comment']"):
        body = _prop(item, "text", "commentText", "description")
        if body is None:
            continue
        name = _prop(item, "author", "creator")
        inner = None if name is None else name.find(".//*[@itemprop='name']")
        date = _prop(item, "dateCreated", "datePublished", "commentTime")
        yield (_short(inner if inner is not None else name),
               None if date is None else _moment(date), _text(body), _where(item))  # fmt: skip


def _prop(item: Any, *names: str) -> Any:
    """The first element of these properties that is the item's own, not of a comment in it."""
    for name in names:
        for element in item.iterfind(f".//*[@itemprop='{name}']"):
            if next(filter(_is_marked, element.iterancestors()), None) is item:
                return element
    return None


def _is_marked(element: Any) -> bool:
    kind = element.get("itemtype") or ""
    return element.get("itemprop") == "comment" or any(name in kind for name in _TYPES)


def _by_class(root: Any) -> Iterator[Found]:
    """Publishing systems: what was written stands in an element of a class that says so."""
    held = root.xpath("//*[contains(@class, 'omment') or contains(@class, 'dsq-')]")
    bodies = [element for element in held if _is_body(element)]
    around = {up for body in bodies for up in body.iterancestors()}
    # `comment-body` around `comment-content`: the inner one is the text.
    bodies = [body for body in bodies if body not in around]
    held_by: dict[Any, int] = {}
    for body in bodies:
        for up in body.iterancestors():
            held_by[up] = held_by.get(up, 0) + 1
    for body in bodies:
        item = _item(body, held_by)
        if item.tag in _HEADINGS:  # `Comments are closed`
            continue
        yield _who(item, body), _when(item, body), _text(body), _where(item)


def _is_body(element: Any) -> bool:
    return not COMMENT_BODIES.isdisjoint((element.get("class") or "").lower().split())


def _item(body: Any, held_by: dict[Any, int]) -> Any:
    """The largest element that is called a comment and holds this text and no other.

    held_by: how many texts an element holds. The element around the text where none is called so.
    """
    item = None
    for n, up in enumerate(body.iterancestors()):
        if up.tag in _LISTS or held_by[up] > 1 or n == _LEVELS:
            break
        names = f"{up.get('class') or ''} {up.get('id') or ''}".lower().split()
        if not COMMENT_LISTS.isdisjoint(names):
            break
        if any("comment" in name or name.startswith("dsq-") for name in names):
            item = up
    if item is not None:
        return item
    parent = body.getparent()
    return body if parent is None or parent.tag in _LISTS or held_by[parent] > 1 else parent


def _who(item: Any, body: Any) -> str | None:
    for element in _beside(item, body, _AUTHORS):
        own = element.find(".//*[@class='fn']")
        text = _short(own if own is not None else element)
        if text:
            return text
    for element in item.iter("cite"):
        if not _is_in(element, body) and (text := _short(element)):
            return text
    return _before(body, "dt")


def _when(item: Any, body: Any) -> str | None:
    for element in item.iter("time", "abbr"):
        if (not _is_in(element, body) or _is_about(element, body)) and (text := _moment(element)):
            return text
    for element in _beside(item, body, _DATES):
        text = text_of(element)
        if text and len(text) <= _DATE_CHARS and any(map(str.isdigit, text)):
            return text
    return _behind(body)


def _beside(item: Any, body: Any, names: tuple[str, ...]) -> list[Any]:
    """The elements of a comment that are called so, in the order of the names; none of its text."""
    found: dict[str, list[Any]] = {}
    for element in item.iter():
        if not isinstance(element.tag, str) or element is body or element is item:
            continue
        own = f"{element.get('class') or ''} {element.get('rel') or ''}".lower().split()
        if own and (not _is_in(element, body) or _is_about(element, body)):
            for name in own:
                found.setdefault(name, []).append(element)
    return [element for name in names for element in found.get(name, ())]


def _is_about(element: Any, body: Any) -> bool:
    """Whether an element of a comment's body tells of it, and is not what was written."""
    for up in (element, *element.iterancestors()):
        if up is body:
            return False
        if not _ABOUT.isdisjoint((up.get("class") or "").lower().split()):
            return True
    return False


def _before(body: Any, tag: str) -> str | None:
    """Blogger's old template: `dt` says who, the next `dd` what."""
    for element in body.itersiblings(preceding=True):
        if element.tag == tag:
            return _short(element)
        if element.tag == body.tag:
            break
    return None


def _behind(body: Any) -> str | None:
    """And the `dd` behind it says when."""
    if body.tag != "dd":
        return None
    after = body.getnext()
    return text_of(after) or None if after is not None and after.tag == "dd" else None


def _crawled(root: Any) -> Iterator[Found]:
    """Disqus for those without scripts: a list in its thread, with `cite` and a paragraph each."""
    for item in root.xpath("//*[@id='disqus_thread' or @id='dsq-comments']//li"):
        cite = next(item.iter("cite"), None)
        said = item.xpath(".//*[starts-with(@id, 'dsq-comment-message')]") or item.iter("p")
        text = "\n".join(map(_text, said))
        time = next(item.iter("time", "abbr"), None)
        yield _short(cite), None if time is None else _moment(time), text, _where(item)


def _in_json(json: JsonLd) -> Iterator[Found]:
    for node in json.nodes("comment"):
        text = json.value(node, "text", "commentText", "articleBody")
        if text:
            date = json.value(node, "dateCreated", "datePublished")
            yield json.value(node, "author", "creator"), date, text, "json-ld:comment"


def _text(body: Any) -> str:
    """The paragraphs of what was written, without what tells of it and the links below it."""
    walk = Walk(body)
    lines, links = [], []
    for text, link, frame in zip(walk.texts, walk.links, walk.frames, strict=True):
        if not _is_about(frame[0], body):
            lines.append(text)
            links.append(link)
    while lines and links[len(lines) - 1] == len(lines[-1]) and "://" not in lines[-1]:
        lines.pop()
    return "\n".join(lines)


def _short(element: Any) -> str | None:
    """A name, without `says:` behind it."""
    if element is None:
        return None
    text = (element.get("content") if element.get("itemprop") else None) or text_of(element)
    text = " ".join(text.split())
    if text.endswith(("...", "…", ":")) and " " in text:  # `Gil said...`, `Ann Lee says:`
        text = text.rpartition(" ")[0]
    text = text.strip(" \t:,·•|-–—")
    return text if text and len(text) <= _NAME_CHARS else None


def _moment(element: Any) -> str | None:
    for name in ("datetime", "content", "title"):
        if element.get(name) and any(map(str.isdigit, element.get(name))):
            return str(element.get(name))
    text = text_of(element)
    return text if text and len(text) <= _DATE_CHARS else None


def _is_in(element: Any, body: Any) -> bool:
    return element is body or body in element.iterancestors() or element in body.iterancestors()


def _where(item: Any) -> str:
    """The element's tag with its id, else its first class: `li#comment-12`."""
    if item.get("id"):
        return f"{item.tag}#{item.get('id')}"
    names = (item.get("class") or "").split()
    return f"{item.tag}.{names[0]}" if names else str(item.tag)
