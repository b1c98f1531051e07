"""Pages made from labelled ones: what stands below articles, and names that tell nothing.

Most labelled articles are long and stand on pages whose classes are words. Here an article is cut
to a few paragraphs with cards of other articles below it, gets a long thread of comments, a
subheading above its last lines, or a page whose classes are hashes. Words are the page's own; what
a page gets is drawn by its name. A page of `html_grow.py` is made from each page, too: this is a
third one.
"""

from __future__ import annotations

import random
from typing import Any
from zlib import crc32

from html_grow import Labels, new_element, paragraphs_of, put_element, some_words, thin
from newsclean.html.walk import Walk

_FEW_PARAGRAPHS = 4
_CARD_CHARS = (60, 220)
# Of half of the boxes; the others have none, or a hash.
_GRIDS = (
    "grid", "cards", "more-news", "row", "list", "latest", "teasers", "feed", "river", "items",
    "recommendations", "section-body", "container", "wrapper", "stories",
)  # fmt: skip
_CARDS = ("card", "teaser", "item", "story", "col", "tile", "entry", "post", "promo", "media")
_THREADS = ("comments", "comment-list", "discussion", "replies", "thread", "responses", "messages",
            "feedback", "reactions", "forum", "talk")  # fmt: skip
_REMARKS = ("comment", "reply", "message", "response", "post", "item", "comment-body", "entry")


def frame(root: Any, walk: Walk, labels: list[int], name: str) -> tuple[Walk, list[int]] | None:
    """Alter a tree; its new walk and the labels of that. None where it holds too little.

    walk, labels: of the tree as it is, every run with a label.
    """
    dice = random.Random(crc32(name.encode()) ^ 0xF7A3E)
    known: Labels = {}
    for around, label in zip(walk.frames, labels, strict=True):
        known.setdefault(around[0], []).append(label)
    paragraphs = paragraphs_of(walk, labels, known)
    if len(paragraphs) < _FEW_PARAGRAPHS:
        return None
    texts = [text for _, text in paragraphs]
    made: dict[Any, int] = {}
    if dice.random() < 0.3:
        thin(root, paragraphs, known, dice)
    kind = dice.random()
    if kind < 0.45:
        kept = _shorten(paragraphs, known, dice)
        made[_grid(_place(kept[-1], dice), texts[len(kept) :] or texts, dice)] = 0
        paragraphs = paragraphs[: len(kept)]
    elif kind < 0.75:
        made[_thread(_place(paragraphs[-1][0], dice), texts, dice)] = 0
    if kind >= 0.75 or dice.random() < 0.3:
        for element in _head_last(paragraphs, dice):
            made[element] = 1
    if dice.random() < 0.25:
        _hash_names(root, dice)
    after = Walk(root)
    seen: dict[Any, int] = {}
    found = []
    for around in after.frames:
        element = around[0]
        at = seen[element] = seen.get(element, -1) + 1
        own = known.get(element)
        if own is not None and at < len(own):
            found.append(own[at])
        else:
            found.append(_label_of(element, made))
    return after, found


def _label_of(element: Any, made: dict[Any, int]) -> int:
    while element is not None:
        if element in made:
            return made[element]
        element = element.getparent()
    return 0


def _shorten(paragraphs: list[tuple[Any, str]], known: Labels, dice: random.Random) -> list[Any]:
    """Cut the article behind one of its first paragraphs; those that stay."""
    count = min(dice.choice((1, 2, 2, 3, 3, 4, 5)), len(paragraphs) - 1)
    last = paragraphs[count - 1][0]
    for sibling in list(last.itersiblings()):
        inner = [label for e in sibling.iter() for label in known.get(e, ())]
        if not inner or any(inner):
            last.getparent().remove(sibling)
    return [element for element, _ in paragraphs[:count]]


def _place(last: Any, dice: random.Random) -> Any:
    """The element below which a box is put: the last paragraph, or what is around it."""
    at = last
    for _ in range(dice.choice((0, 1, 1, 2, 2, 3))):
        up = at.getparent()
        if up is None or up.tag in ("body", "html"):
            break
        at = up
    return at


def _name(words: tuple[str, ...], dice: random.Random) -> str:
    """A class that tells, a hash, or none."""
    kind = dice.random()
    if kind < 0.45:
        return dice.choice(words)
    return f"css-{dice.getrandbits(28):x}" if kind < 0.7 else ""


def _below(place: Any, tag: str, names: str) -> Any:
    box = new_element(place, tag, names=names)
    place.addnext(box)
    return box


def _teaser(text: str, dice: random.Random) -> str:
    """The beginning of a text, as a whole sentence or cut off."""
    head, stop, _ = text.partition(". ")
    if dice.random() < 0.6 and len(head) <= _CARD_CHARS[1]:
        return head + stop.strip()
    most = dice.randint(*_CARD_CHARS)
    return text if len(text) <= most else text[:most].rstrip() + dice.choice(("…", "...", ""))


def _grid(place: Any, texts: list[str], dice: random.Random) -> Any:
    """Cards of other articles, alike among themselves."""
    box = _below(place, dice.choice(("div", "div", "section", "ul", "aside")), _name(_GRIDS, dice))
    inner = box
    if box.tag != "ul" and dice.random() < 0.4:
        put_element(box, dice.choice(("h2", "h3", "h4")), some_words(texts[0], dice, 1, 3))
        if dice.random() < 0.5:
            inner = put_element(box, "div", names=_name(_GRIDS, dice))
    tag = "li" if box.tag == "ul" else dice.choice(("div", "div", "article", "article", "section"))
    card_names, heading = _name(_CARDS, dice), dice.choice(("h2", "h3", "h3", "h4", "div", "p"))
    link = dice.choice(("inside", "around", "all"))
    has_text, has_date, has_image, is_wrapped = (
        dice.random() < share for share in (0.8, 0.3, 0.5, 0.4)
    )
    for n in range(dice.randint(3, 20)):
        text = dice.choice(texts)
        card = put_element(inner, tag, names=card_names)
        holder = card
        if link == "all":
            holder = put_element(card, "a")
            holder.set("href", f"/t{n}")
        if has_image:
            put_element(holder, "img").set("src", f"/i/{n}.jpg")
        if is_wrapped:
            holder = put_element(holder, "div")
        headline = some_words(text, dice, 4, 11)
        if link == "around":
            around = put_element(holder, "a")
            around.set("href", f"/t{n}")
            put_element(around, heading, headline)
        elif link == "inside":
            around = put_element(put_element(holder, heading), "a", headline)
            around.set("href", f"/t{n}")
        else:
            put_element(holder, heading, headline)
        if has_date:
            put_element(holder, dice.choice(("time", "span", "div")), f"{n + 1}.{n % 12 + 1}.2021")
        if has_text:
            put_element(holder, dice.choice(("p", "p", "div")), _teaser(text, dice))
    return box


def _thread(place: Any, texts: list[str], dice: random.Random) -> Any:
    """What readers wrote: names, times, a few sentences each, perhaps nested."""
    box = _below(place, dice.choice(("div", "section", "ol", "ul")), _name(_THREADS, dice))
    if box.tag in ("div", "section") and dice.random() < 0.5:
        count = dice.randint(1, 300)
        put_element(box, dice.choice(("h2", "h3", "div")),
                    f"{count} {some_words(texts[0], dice, 1, 2)}")  # fmt: skip
    tag = "li" if box.tag in ("ol", "ul") else dice.choice(("div", "div", "article", "section"))
    names, has_time, has_reply = _name(_REMARKS, dice), dice.random() < 0.7, dice.random() < 0.5
    body = dice.choice(("p", "p", "div"))
    is_nested = dice.random() < 0.4
    holder = box
    for n in range(dice.choice((2, 4, 8, 15, 30, 60))):
        remark = put_element(holder, tag, names=names)
        head = put_element(remark, "div") if dice.random() < 0.5 else remark
        put_element(head, dice.choice(("a", "b", "strong", "cite", "span")),
                    some_words(dice.choice(texts), dice, 1, 2))  # fmt: skip
        if has_time:
            put_element(head, dice.choice(("time", "span", "small")), f"{n % 12 + 1} h")
        for _ in range(dice.choice((1, 1, 1, 2, 3))):
            put_element(remark, body, _remark(texts, dice))
        if has_reply:
            put_element(remark, "a", some_words(texts[0], dice, 1, 1)).set("href", "#r")
        if is_nested and dice.random() < 0.4 and tag != "li":
            holder = remark
        elif dice.random() < 0.5:
            holder = box
    return box


def _remark(texts: list[str], dice: random.Random) -> str:
    """A few sentences out of their order; some are but words."""
    if dice.random() < 0.3:
        return some_words(dice.choice(texts), dice, 2, 9) + dice.choice((".", "!", "", "?"))
    sentences = [dice.choice(dice.choice(texts).split(". ")) for _ in range(dice.randint(1, 4))]
    return ". ".join(sentence.rstrip(".") for sentence in sentences) + "."


def _head_last(paragraphs: list[tuple[Any, str]], dice: random.Random) -> list[Any]:
    """Put a subheading above the last paragraphs, and make the last a short one; what was made."""
    tag, names = dice.choice(("h2", "h2", "h3", "h3", "h4")), dice.choice(("", "", "", "subhead"))
    places = [paragraphs[-1]]
    if dice.random() < 0.4:
        places += paragraphs[2:-2:3]
    made = []
    for element, text in places:
        if element.getparent() is None or element.getprevious() is None:
            continue
        heading = new_element(element, tag, some_words(text, dice, 1, 5), names)
        element.addprevious(heading)
        made.append(heading)
    last, text = paragraphs[-1]
    if dice.random() < 0.7:
        for child in list(last):
            last.remove(child)
        last.text = some_words(text, dice, 4, 14) + "."
    return made


def _hash_names(root: Any, dice: random.Random) -> None:
    """Classes as build tools write them, alike where they were alike; no ids and roles."""
    salt = dice.getrandbits(30)
    for element in root.iter("div", "section", "article", "p", "ul", "li", "span", "main", "aside",
                             "header", "footer", "h2", "h3", "h1"):  # fmt: skip
        names = element.get("class")
        if names:
            element.set("class", f"css-{crc32(names.encode()) ^ salt:x}")
        for name in ("id", "role"):
            if element.get(name):
                del element.attrib[name]
