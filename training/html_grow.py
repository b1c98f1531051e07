"""Pages made from labelled ones: lists, tables and notes where articles end and begin.

Labelled pages seldom end in a list, a table, a box that opens or a row of footnotes, so a model
learns that what follows the last paragraph is none of the article. Here paragraphs of an article
are turned into such shapes in their place; sometimes most of what frames the article goes, as on
the pages of small sites. Words are the page's own; which shape a page gets is drawn by its name.
"""

from __future__ import annotations

import random
from typing import Any
from zlib import crc32

from newsclean.html.walk import Walk

_FEW_PARAGRAPHS, _MOST_TAKEN = 5, 6
_PARAGRAPH_CHARS = 30
_LEAVES = ("p", "div")
_LIST_CLASSES = ("", "", "", "wp-block-list", "list", "bullets", "article-list")
_TABLE_BOXES = ("", "", "", "table-responsive", "wp-block-table", "tablewrap")
_NOTE_CLASSES = ("footnotes", "footnotes", "references", "endnotes", "notes", "")

Labels = dict[Any, list[int]]  # element -> labels of the runs that stand directly in it


def grow(root: Any, walk: Walk, labels: list[int], name: str) -> tuple[Walk, list[int]] | None:
    """Alter a tree; its new walk and the labels of that. None where it holds too little.

    walk, labels: of the tree as it is, every run with a label.
    """
    dice = random.Random(crc32(name.encode()))
    known: Labels = {}
    for frame, label in zip(walk.frames, labels, strict=True):
        known.setdefault(frame[0], []).append(label)
    paragraphs = _paragraphs(walk, labels, known)
    if len(paragraphs) < _FEW_PARAGRAPHS:
        return None
    made = _reshape(paragraphs, dice)
    if dice.random() < 0.45:
        _thin(root, paragraphs, known, dice)
    after = Walk(root)
    seen: dict[Any, int] = {}
    found = []
    for frame in after.frames:
        element = frame[0]
        at = seen[element] = seen.get(element, -1) + 1
        own = known.get(element)
        if own is not None and at < len(own):
            found.append(own[at])
        else:
            found.append(int(_is_in(element, made)))
    return after, found


def _paragraphs(walk: Walk, labels: list[int], known: Labels) -> list[tuple[Any, str]]:
    """Elements with their texts: the paragraphs of the element that holds most of the article."""
    by_parent: dict[Any, list[tuple[Any, str]]] = {}
    for frame, text, label in zip(walk.frames, walk.texts, labels, strict=True):
        element = frame[0]
        if (
            label == 1 and element.tag in _LEAVES and known[element] == [1]
            and len(text) >= _PARAGRAPH_CHARS and not (element.tail or "").strip()
            and element.getparent() is not None
            and not any(child.tag in _LEAVES for child in element)
        ):  # fmt: skip
            by_parent.setdefault(element.getparent(), []).append((element, text))
    return max(by_parent.values(), key=lambda own: sum(len(text) for _, text in own), default=[])


def _reshape(paragraphs: list[tuple[Any, str]], dice: random.Random) -> list[Any]:
    """Put shapes in the place of the last paragraphs, or of the first; what was made."""
    count = min(dice.randint(1, _MOST_TAKEN), len(paragraphs) - 3)
    at_end = dice.random() < 0.75
    taken = paragraphs[-count:] if at_end else paragraphs[:count]
    texts = [text for _, text in taken]
    first = taken[0][0]
    parent, place = first.getparent(), first.getparent().index(first)
    shape = dice.choice((
        _list, _list, _list, _definitions, _details, _table, _table, _footnotes, _short, _quote,
        _questions,
    ))  # fmt: skip
    made = shape(parent, texts, dice)
    if at_end and shape in (_list, _definitions, _table) and dice.random() < 0.5:
        lead = paragraphs[-count - 1][0]
        _end_in_colon(lead)
    if shape in (_list, _table, _definitions, _details) and dice.random() < 0.25:
        made.insert(0, _new(parent, dice.choice(("h2", "h3", "h4")), _words(texts[0], dice, 2, 7)))
    for element, _ in taken:
        element.getparent().remove(element)
    for element in reversed(made):
        parent.insert(place, element)
    if at_end and dice.random() < 0.3:  # a last paragraph below, as a note is
        parent.insert(place + len(made), last := _new(parent, "p", _words(texts[-1], dice, 3, 14)))
        made.append(last)
    return made


def _new(near: Any, tag: str, text: str = "", names: str = "") -> Any:
    element = near.makeelement(tag, {"class": names} if names else {})
    element.text = text
    element.tail = "\n"
    return element


def _put(parent: Any, tag: str, text: str = "", names: str = "") -> Any:
    element = _new(parent, tag, text, names)
    parent.append(element)
    return element


def _words(text: str, dice: random.Random, least: int, most: int) -> str:
    """Some words of a text; of one without blanks, some of its letters."""
    words = text.split()
    count = dice.randint(least, most)
    if len(words) * 12 < len(text):
        return text[: count * 3]
    at = dice.randrange(max(1, len(words) - count + 1))
    found = " ".join(words[at : at + count]).rstrip(",;:-")
    return found[:1].upper() + found[1:] if dice.random() < 0.8 else found


def _sentence(text: str, dice: random.Random) -> str:
    """The first sentence, a few words of it, or all."""
    kind = dice.random()
    if kind < 0.4:
        return _words(text, dice, 1, 7)
    if kind < 0.75:
        head, stop, _ = text.partition(". ")
        return head + stop.strip()
    return text


def _end_in_colon(element: Any) -> None:
    last = element[-1] if len(element) else None
    text = (last.tail if last is not None else element.text) or ""
    text = text.rstrip().rstrip(".!?…") + ":"
    if last is not None:
        last.tail = text
    else:
        element.text = text


def _list(near: Any, texts: list[str], dice: random.Random) -> list[Any]:
    made = _new(near, dice.choice(("ul", "ol")), names=dice.choice(_LIST_CLASSES))
    is_wrapped, is_linked = dice.random() < 0.15, dice.random() < 0.15
    for text in texts * (1 if len(texts) > 2 else 2):
        text = _sentence(text, dice)
        item = _put(made, "li", "" if is_wrapped else text)
        if is_wrapped:
            _put(item, "p", text)
        elif is_linked and " " in text:
            head, _, tail = text.partition(" ")
            item.text = ""
            _put(item, "a", head).tail = " " + tail
    return [made]


def _definitions(near: Any, texts: list[str], dice: random.Random) -> list[Any]:
    made = _new(near, "dl")
    for text in texts * (1 if len(texts) > 1 else 2):
        _put(made, "dt", _words(text, dice, 1, 4))
        _put(made, "dd", _sentence(text, dice))
    return [made]


def _details(near: Any, texts: list[str], dice: random.Random) -> list[Any]:
    made = []
    for group in (texts[::2], texts[1::2]) if dice.random() < 0.5 else (texts,):
        if group:
            box = _new(near, "details")
            _put(box, "summary", _words(group[0], dice, 2, 7) + dice.choice(("", "?")))
            for text in group:
                _put(box, "p", _sentence(text, dice))
            made.append(box)
    return made


def _questions(near: Any, texts: list[str], dice: random.Random) -> list[Any]:
    """Short subheadings, each with a short answer below it."""
    made = []
    tag = dice.choice(("h2", "h3", "h4"))
    for text in texts:
        made.append(_new(near, tag, _words(text, dice, 1, 7) + dice.choice(("", "?"))))
        made.append(_new(near, "p", _sentence(text, dice)))
    return made


def _table(near: Any, texts: list[str], dice: random.Random) -> list[Any]:
    names = dice.choice(_TABLE_BOXES)
    box = _new(near, dice.choice(("div", "figure")), names=names) if names else None
    table = _new(near, "table")
    columns = dice.randint(2, 5)
    text = " ".join(texts)
    if dice.random() < 0.2:
        _put(table, "caption", _words(text, dice, 2, 6))
    if dice.random() < 0.75:
        head = table
        if dice.random() < 0.7:
            head = _put(table, "thead")
        row = _put(head, "tr")
        for _ in range(columns):
            _put(row, "th", _words(text, dice, 1, 3))
    body = _put(table, "tbody") if dice.random() < 0.7 else table
    is_headed = dice.random() < 0.3
    for _ in range(dice.randint(2, 8)):
        row = _put(body, "tr")
        for n in range(columns):
            is_number = n > 0 and dice.random() < 0.6
            cell = str(dice.randint(0, 20000)) if is_number else _words(text, dice, 1, 3)
            _put(row, "th" if is_headed and n == 0 else "td", cell)
    if box is None:
        return [table]
    box.append(table)
    return [box]


def _footnotes(near: Any, texts: list[str], dice: random.Random) -> list[Any]:
    made = _new(near, dice.choice(("section", "div")), names=dice.choice(_NOTE_CLASSES))
    if dice.random() < 0.3:
        _put(made, "hr")
    notes = _put(made, "ol")
    for n, text in enumerate(texts, 1):
        item = _put(notes, "li", _sentence(text, dice) + " ")
        item.set("id", f"fn{n}")
        if dice.random() < 0.6:
            _put(item, "a", "↩").set("href", f"#fnref{n}")
    return [made]


def _short(near: Any, texts: list[str], dice: random.Random) -> list[Any]:
    """Short last paragraphs; sometimes in slanted letters, as notes are."""
    made = []
    for text in texts:
        own = _new(near, "p")
        short = _words(text, dice, 1, 9) + dice.choice((".", ".", "", "?", "”", ":"))
        if dice.random() < 0.25:
            _put(own, "em", short)
        else:
            own.text = short
        made.append(own)
    return made


def _quote(near: Any, texts: list[str], dice: random.Random) -> list[Any]:
    made = _new(near, "blockquote")
    for text in texts:
        _put(made, "p", _sentence(text, dice))
    if dice.random() < 0.4:
        _put(made, dice.choice(("cite", "footer", "p")), "— " + _words(texts[0], dice, 1, 4))
    return [made]


def _thin(
    root: Any, paragraphs: list[tuple[Any, str]], known: Labels, dice: random.Random
) -> None:  # fmt: skip
    """Drop most elements that hold nothing of the article, and some names of those that do."""
    standing = [element for element, _ in paragraphs if _is_in(element, [root])]
    up = standing[0].getparent() if standing else None
    while up is not None:
        if dice.random() < 0.5 and up is not root:
            for name in ("class", "id", "role", "itemprop"):
                if up.get(name):
                    del up.attrib[name]
        for child in list(up):
            if isinstance(child.tag, str) and child.tag not in ("head", "a", "br", "h1"):
                inner = [label for e in child.iter() for label in known.get(e, ())]
                if inner and not any(inner) and dice.random() < 0.65:
                    tail = child.tail
                    if not (tail or "").strip():
                        up.remove(child)
        up = up.getparent()


def _is_in(element: Any, others: list[Any]) -> bool:
    while element is not None:
        if element in others:
            return True
        element = element.getparent()
    return False
