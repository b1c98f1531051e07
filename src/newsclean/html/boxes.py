"""The block elements of a page that hold text: what they are, and what they hold in sum."""

from __future__ import annotations

from newsclean.html.names import BIT, GROUPS, bits_of

FAR = 9  # steps in the tree that are told apart
CONTENT, MEDIA, COMMENT = BIT["content"], BIT["media"], BIT["comment"]
META, TITLE, RELATED, AD = BIT["meta"], BIT["title"], BIT["related"], BIT["ad"]
HIDDEN = BIT["hidden"]
AWAY = sum(BIT[name] for name in ("share", "nav", "related", "ad", "frame", "comment"))
_IN_TAGS = ("article", "main", "nav", "aside", "footer", "header", "figure", "form", "table",
            "figcaption", "ul", "ol", "dl")  # fmt: skip
_TAG_BIT = {tag: 1 << (len(GROUPS) + n) for n, tag in enumerate(_IN_TAGS)}
ARTICLE, MAIN = _TAG_BIT["article"], _TAG_BIT["main"]
LISTS = _TAG_BIT["ul"] | _TAG_BIT["ol"] | _TAG_BIT["dl"]
FRAMES = _TAG_BIT["nav"] | _TAG_BIT["footer"] | _TAG_BIT["header"]
SIDE, FIGURE = _TAG_BIT["aside"], _TAG_BIT["figure"] | _TAG_BIT["figcaption"]
FORM, TABLE = _TAG_BIT["form"], _TAG_BIT["table"]
# In the order of how likely such an element holds prose.
_TAG_ORDER = (
    "p", "blockquote", "pre", "li", "h2", "h3", "h4", "h1", "h5", "h6", "td", "th", "dd", "dt",
    "div", "section", "article", "main", "body", "center", "figcaption", "caption", "summary",
    "details", "header", "footer", "aside", "nav", "form", "label", "button",
)  # fmt: skip
_TAG_CODE = {tag: n for n, tag in enumerate(_TAG_ORDER)}
OTHER_TAG = len(_TAG_ORDER)
# Elements that are one piece of a text, never the container of several.
LEAVES = frozenset(
    ("p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "td", "th", "dd", "dt", "pre", "figcaption",
     "caption", "summary", "legend", "button", "tr", "address")
)  # fmt: skip
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
# Parts of a table: its cells stand in the table, as the items of a list stand in the list.
TABLE_PARTS = frozenset(("tr", "tbody", "thead", "tfoot"))


class Box:
    """A block element that holds text which is not only links.

    kind: a number that those of the same tag and names share. bits: groups of its names, and its
    tag; around: those of it and all above. size, link, count, prose, heads (headings
    that are links): sums over its subtree; score: how much prose stands near below it.
    """

    __slots__ = ("around", "away", "bits", "boxes", "code", "count", "heads", "kind", "link",
                  "number", "parent", "prose", "runs", "score", "size", "tag")  # fmt: skip

    def __init__(self, number: int, parent: Box | None, kind: Kind) -> None:
        self.number = number
        self.parent = parent
        self.kind, self.tag, self.code, bits = kind
        self.bits = bits
        if parent is None:
            self.around = bits
            self.away = 0 if bits & AWAY else FAR
        else:
            self.around = bits | parent.around
            self.away = 0 if bits & AWAY else parent.away + 1 if parent.away < FAR else FAR
        self.runs = 0  # that stand directly in it
        self.boxes = self.size = self.link = self.count = self.prose = self.heads = 0
        self.score = 0.0


# The number of a kind, its tag, the code of that, and its bits.
Kind = tuple[int, str, int, int]


def kind_of(number: int, tag: str, names: str) -> Kind:
    """A kind of boxes. number: that no other has on the page."""
    return number, tag, _TAG_CODE.get(tag, OTHER_TAG), bits_of(names) | _TAG_BIT.get(tag, 0)


def relation(home: Box, other: Box) -> int:
    """0 for the same container, 1 and 2 for one within the other, 3 for siblings, 4 for neither."""
    if home is other:
        return 0
    if home.parent is other:
        return 1
    if other.parent is home:
        return 2
    return 3 if home.parent is other.parent else 4


def below(top: Box, boxes: list[Box]) -> set[int]:
    """The numbers of a box and of all within it. boxes: every one after those that hold it."""
    found = {top.number}
    for box in boxes[top.number + 1 :]:
        if box.parent is not None and box.parent.number in found:
            found.add(box.number)
    return found


_TELLING = (
    (COMMENT, "among comments"), (FRAMES, "in a header, footer or menu"),
    (BIT["nav"], "in a menu"), (RELATED, "among links to other articles"),
    (BIT["share"], "among buttons to share"), (AD | FORM, "in a box of the site"),
    (SIDE, "beside the article"), (FIGURE | MEDIA, "with a picture"),
    (META, "among notes on the article"), (BIT["frame"], "in a header or footer"),
    (TITLE, "in a heading"),
)  # fmt: skip


def describe(box: Box) -> str:
    """What the names of an element and those around it say, in words."""
    bits = box.around
    for sign, words in _TELLING:
        if bits & sign:
            return words
    return "apart from the article"
