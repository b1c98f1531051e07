"""What each run of a page looks like, and what it stands in: numbers for the learned model."""

from __future__ import annotations

import re

from newsclean.html.walk import Frame, Walk
from newsclean.sieve import Sieve

_TOKEN = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_WIDE = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]"
)
_WIDE_FACTOR = 3  # so many characters of Latin prose tell what one of these does
_WORD, _DIGIT = re.compile(r"\w+"), re.compile(r"\d")
_HIDING = re.compile(r"display\s*:\s*none")
_LINK_SHARE, _LINK_CHARS = 0.8, 90  # a run that is a link, and no sentence
_PROSE_CHARS, _MOST_CHARS = 80, 900  # what counts as a paragraph, and at most
_BIG_CHARS = 150
_FAR = 9  # steps in the tree that are told apart
_LONG_WAY = 12  # runs, likewise
_SHORT_CHARS = 160  # what is looked at letter by letter
_ENDS, _COLONS, _QUOTES = ".!?…。！？؟।", ":：", "\"'”’»)]"
_GROUPS = (
    "content", "comment", "share", "nav", "related", "meta", "ad", "media", "frame", "title",
    "hidden",
)  # fmt: skip
_BIT = {name: 1 << n for n, name in enumerate(_GROUPS)}
_CONTENT, _MEDIA, _COMMENT = _BIT["content"], _BIT["media"], _BIT["comment"]
_META, _TITLE, _RELATED, _AD = _BIT["meta"], _BIT["title"], _BIT["related"], _BIT["ad"]
_AWAY = sum(_BIT[name] for name in ("share", "nav", "related", "ad", "frame", "comment"))
_IN_TAGS = ("article", "main", "nav", "aside", "footer", "header", "figure", "form", "table",
            "figcaption", "ul", "ol", "dl")  # fmt: skip
_TAG_BIT = {tag: 1 << (len(_GROUPS) + n) for n, tag in enumerate(_IN_TAGS)}
_ARTICLE, _MAIN = _TAG_BIT["article"], _TAG_BIT["main"]
_LISTS = _TAG_BIT["ul"] | _TAG_BIT["ol"] | _TAG_BIT["dl"]
_FRAMES = _TAG_BIT["nav"] | _TAG_BIT["footer"] | _TAG_BIT["header"]
_SIDE, _FIGURE = _TAG_BIT["aside"], _TAG_BIT["figure"] | _TAG_BIT["figcaption"]
_FORM, _TABLE = _TAG_BIT["form"], _TAG_BIT["table"]
# In the order of how likely such an element holds prose.
_TAG_ORDER = (
    "p", "blockquote", "pre", "li", "h2", "h3", "h4", "h1", "h5", "h6", "td", "th", "dd", "dt",
    "div", "section", "article", "main", "body", "center", "figcaption", "caption", "summary",
    "details", "header", "footer", "aside", "nav", "form", "label", "button",
)  # fmt: skip
_TAG_CODE = {tag: float(n) for n, tag in enumerate(_TAG_ORDER)}
_OTHER_TAG = float(len(_TAG_ORDER))
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
# Elements that are one piece of a text, never the container of several.
_LEAVES = frozenset(
    ("p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "td", "th", "dd", "dt", "pre", "figcaption",
     "caption", "summary", "legend", "button", "tr", "address")
)  # fmt: skip

# What a known wording is, by the family of its row; from _TELLING_FAMILY on it tells of what
# stands below it, too.
_FAMILIES = {
    **dict.fromkeys(("dateline", "credit-line", "byline", "photo-credit"), 1.0),
    **dict.fromkeys(("permalink", "tag-list", "category-list", "source-link", "reading-time",
                     "credit", "author-box", "edit-link", "notice", "toc",
                     "feed-footer", "feed-title"), 2.0),
    **dict.fromkeys(("related", "sidebar-heading", "read-more", "archive-heading", "archive-list",
                     "post-navigation", "backlinks", "trackback"), 3.0),
    **dict.fromkeys(("comment-body", "comment-count", "comment-form", "comment-heading",
                     "comment-pager", "comment-widget", "comments-closed", "response-count"), 4.0),
    **dict.fromkeys(("share", "follow"), 5.0),
    **dict.fromkeys(("newsletter", "app-promo", "paywall", "login-box", "cookie-banner",
                     "ad-marker", "password-notice"), 6.0),
}  # fmt: skip
_OTHER_FAMILY, _TELLING_FAMILY = 7.0, 3.0

RUN_SIGNS = (
    "size", "link", "ending", "commas", "words_upper", "digits", "first", "symbols", "repeated",
    "broken", "above_size", "above_link", "above_home", "above_tag", "below_size", "below_link",
    "below_home", "below_tag", "to_big_above", "to_big_below", "after_h1", "like_title",
    "known", "under", "since_under", "heading_away", "since_heading",
)  # fmt: skip
LEAF_SIGNS = (
    "tag", "own_away", "own_meta", "own_title", "own_media", "own_content", "own_hidden",
    "kin_count", "kin_size", "kin_share", "kin_link", "leaf_runs", "kin_prose",
)  # fmt: skip
HOME_SIGNS = (
    "mass", "to_common", "from_best", "deep_in_best", "home_share", "outer_share", "home_runs",
    "home_mean", "home_link", "outer_link", "away", "content", "comment", "media", "related", "ad",
    "article_share", "articles", "main", "frame_tag", "aside", "figure", "form", "table", "list",
    "home_tag", "outer_tag", "home_prose", "outer_prose", "far_share", "home_twins", "outer_twins",
    "home_heads", "outer_heads",
)  # fmt: skip
NAMES = RUN_SIGNS + LEAF_SIGNS + HOME_SIGNS


class Box:
    """A block element that holds text which is not only links.

    bits: groups of its names, and its tag; around: those of it and all above. size, link,
    count, prose, heads (headings that are links): sums over its subtree; score: how much prose
    stands near below it.
    """

    __slots__ = ("around", "away", "bits", "boxes", "code", "count", "depth", "heads", "home",
                 "is_leaf", "link", "names", "number", "parent", "prose", "runs", "score", "signs",
                 "size", "tag")  # fmt: skip

    def __init__(self, number: int, parent: Box | None, tag: str, names: str) -> None:
        self.number = number
        self.parent = parent
        self.tag = tag
        self.code = _TAG_CODE.get(tag, _OTHER_TAG)
        self.names = names
        self.bits = _bits(names) | _TAG_BIT.get(tag, 0)
        is_away = self.bits & _AWAY
        if parent is None:
            self.depth, self.around = 0, self.bits
            self.away = 0 if is_away else _FAR
        else:
            self.depth, self.around = parent.depth + 1, self.bits | parent.around
            self.away = 0 if is_away else min(parent.away + 1, _FAR)
        self.runs = 0  # that stand directly in it
        self.boxes = 0
        self.score = 0.0
        self.size = self.link = self.count = self.prose = self.heads = 0
        self.home: Box = self
        self.is_leaf = False
        self.signs: list[float] | None = None


class Scene:
    """The runs of a page that may be the article's, with their signs.

    numbers: which runs of the walk; the others are links outside of the container that holds most
    of the prose. rows: their signs, as NAMES. homes: the container of each. kin: the number of its
    signature, for pooling. sieve: knows the wordings of boilerplate.
    """

    def __init__(self, walk: Walk, title: str | None, sieve: Sieve) -> None:
        self.walk = walk
        self._sieve = sieve
        self.boxes: list[Box] = []
        self.numbers: list[int] = []
        self.leaves: list[Box] = []
        self.kin: list[int] = []
        self._title = _words(title or "")
        texts = walk.texts
        longest = max(texts, key=len, default="")
        self.is_wide = len(_WIDE.findall(longest[:400])) > min(len(longest), 400) * 0.3
        factor = _WIDE_FACTOR if self.is_wide else 1
        self.sizes = [len(text) * factor for text in texts]
        self._choose()

    def _choose(self) -> None:
        """Make boxes for what is not only links; find the best container; add links inside it."""
        walk, sizes = self.walk, self.sizes
        texts, links, frames = walk.texts, walk.links, walk.frames
        is_link = [
            link > _LINK_SHARE * len(text) and size < _LINK_CHARS
            for text, link, size in zip(texts, links, sizes, strict=True)
        ]
        kept: list[tuple[int, Box]] = []
        for i, frame in enumerate(frames):
            if not is_link[i]:
                box = frame[2] or self._box(frame)
                box.runs += 1
                kept.append((i, box))
                size = sizes[i]
                if size >= _PROSE_CHARS and links[i] * 2 < len(texts[i]):
                    self._credit(box, min(size, _MOST_CHARS))
        boxes = self.boxes
        best = max(boxes, key=_score, default=None)
        self.best = best
        if best is not None:
            below = {best.number}
            for box in boxes[best.number + 1 :]:
                if box.parent is not None and box.parent.number in below:
                    below.add(box.number)
            for i, frame in enumerate(frames):
                if is_link[i]:
                    around: Frame = frame
                    while around[2] is None and around[1] is not None:
                        around = around[1]
                    near = around[2]
                    if near is not None and near.number in below:
                        box = frame[2] or self._box(frame)
                        below.add(box.number)
                        box.runs += 1
                        kept.append((i, box))
                        up = box
                        while up is not near:
                            below.add(up.number)
                            up = up.parent
                    elif near is not None:
                        near.link += sizes[i]
                        near.size += sizes[i]
            kept.sort(key=_first)
        self.numbers = [i for i, _ in kept]
        self.leaves = [box for _, box in kept]

    def _box(self, frame: Frame) -> Box:
        """The box of a frame, made with those around it that are not there yet."""
        around = frame[1]
        parent: Box | None = None
        if around is not None:
            parent = around[2] or self._box(around)
            parent.boxes += 1
        element = frame[0]
        get = element.get
        names = f"{get('class', '')} {get('id', '')} {get('role', '')} {get('itemprop', '')}"
        style = get("style")
        if style and "none" in style and _HIDING.search(style):
            names += " hidden"
        box = Box(len(self.boxes), parent, element.tag, names)
        self.boxes.append(box)
        frame[2] = box
        return box

    def _credit(self, box: Box, size: int) -> None:
        """A paragraph speaks for the elements around it."""
        home = box.parent if box.tag in _LEAVES and box.parent is not None else box
        for share in (1.0, 0.9, 0.4):
            home.score += share * size
            if home.parent is None:
                return
            home = home.parent

    def in_best(self) -> list[bool]:
        """Of each run, whether the container of most prose holds it, and it is no link."""
        inside = set() if self.best is None else {self.best.number}
        for box in self.boxes:
            if box.parent is not None and box.parent.number in inside:
                inside.add(box.number)
        links, sizes = self.walk.links, self.sizes
        return [
            box.number in inside and links[i] * 2 < sizes[i]
            for i, box in zip(self.numbers, self.leaves, strict=True)
        ]

    def look(self) -> list[list[float]]:
        """The signs of each run; sets `kin` and the sums of the boxes."""
        walk, sizes = self.walk, self.sizes
        texts, links, breaks = walk.texts, walk.links, walk.breaks
        numbers, leaves = self.numbers, self.leaves
        # Sums over subtrees.
        for i, box in zip(numbers, leaves, strict=True):
            size = sizes[i]
            box.size += size
            box.link += size if links[i] == len(texts[i]) else links[i]
            box.count += 1
            if size >= _PROSE_CHARS and links[i] * 2 < len(texts[i]):
                box.prose += size
            elif box.tag in _HEADINGS and links[i] > _LINK_SHARE * len(texts[i]):
                box.heads += 1
        boxes = self.boxes
        twins: dict[tuple[int, str, str], int] = {}
        for box in reversed(boxes):
            up = box.parent
            if up is not None:
                up.size += box.size
                up.link += box.link
                up.count += box.count
                up.prose += box.prose
                up.heads += box.heads
                key = (up.number, box.tag, box.names)
                twins[key] = twins.get(key, 0) + 1
        self._twins = twins
        total = max(1, boxes[0].prose if boxes else 1)
        whole = max(1, boxes[0].size if boxes else 1)
        for box in boxes:
            box.is_leaf = box.tag in _LEAVES or (box.runs == 1 and box.boxes == 0)
            box.home = box.parent if box.is_leaf and box.parent is not None else box
        # Kin: runs whose elements have the same tag and class, and so have their containers.
        keys: dict[tuple[str, str, str, str], int] = {}
        kin: list[int] = []
        kin_sums: list[list[int]] = []
        for i, box in zip(numbers, leaves, strict=True):
            home = box.home
            alike = (box.tag, box.names if box is not home else "", home.tag, home.names)
            n = keys.get(alike)
            if n is None:
                n = keys[alike] = len(kin_sums)
                kin_sums.append([0, 0, 0, 0])
            kin.append(n)
            sums = kin_sums[n]
            sums[0] += 1
            sums[1] += sizes[i]
            sums[2] += links[i]
            if sizes[i] >= _PROSE_CHARS and links[i] * 2 < len(texts[i]):
                sums[3] += sizes[i]
        self.kin = kin
        self._mark_best()
        articles = [box for box in boxes if box.tag == "article"]
        self._articles = float(min(len(articles), 9))
        self._most_article = max((box.prose for box in articles), default=0) or 1
        count = len(numbers)
        above_big, below_big = [_LONG_WAY] * count, [_LONG_WAY] * count
        big = [sizes[i] >= _BIG_CHARS and links[i] * 3 < len(texts[i]) for i in numbers]
        since = _LONG_WAY
        for k in range(count):
            above_big[k] = since
            since = 0 if big[k] else min(since + 1, _LONG_WAY)
        since = _LONG_WAY
        for k in range(count - 1, -1, -1):
            below_big[k] = since
            since = 0 if big[k] else min(since + 1, _LONG_WAY)
        own = [self._own(i) for i in numbers]
        leaf_signs: dict[int, list[float]] = {}
        rows: list[list[float]] = []
        after_h1 = 0.0
        seen: set[str] = set()
        nothing = [0.0, 0.0, 0.0, -1.0]
        line_of = self._sieve.line
        under, since_under = 0.0, float(_LONG_WAY)
        heading_away, since_heading = -1.0, float(_LONG_WAY)
        for k, i in enumerate(numbers):
            box = leaves[k]
            home = box.home
            first = own[k]
            if box.tag == "h1":
                after_h1 = 1.0
            text = texts[i]
            first[8] = 1.0 if text in seen else 0.0
            seen.add(text)
            first[9] = 1.0 if breaks[i] else 0.0
            if k:
                other = leaves[k - 1]
                above = [own[k - 1][0], own[k - 1][1], _relation(home, other.home), other.code]
            else:
                above = nothing
            if k + 1 < count:
                other = leaves[k + 1]
                below = [own[k + 1][0], own[k + 1][1], _relation(home, other.home), other.code]
            else:
                below = nothing
            like = self._likeness(text) if sizes[i] < 2 * _SHORT_CHARS and self._title else 0.0
            known = 0.0
            if sizes[i] <= _SHORT_CHARS:
                hit = line_of(text).hit
                if hit is not None:
                    known = _FAMILIES.get(hit[0].family, _OTHER_FAMILY)
            told = [known, under, since_under, heading_away, since_heading]
            since_under = min(since_under + 1.0, _LONG_WAY)
            since_heading = min(since_heading + 1.0, _LONG_WAY)
            if known >= _TELLING_FAMILY:
                under, since_under = known, 0.0
            if box.tag in _HEADINGS:
                heading_away = 1.0 if known >= _TELLING_FAMILY or box.bits & _AWAY else 0.0
                since_heading = 0.0
            mine = leaf_signs.get(box.number)
            if mine is None:
                n, size, link, prose = kin_sums[kin[k]]
                bits = box.bits if box is not home else 0
                mine = leaf_signs[box.number] = [
                    box.code, 1.0 if bits & _AWAY else 0.0, 1.0 if bits & _META else 0.0,
                    1.0 if bits & _TITLE else 0.0, 1.0 if bits & _MEDIA else 0.0,
                    1.0 if bits & _CONTENT else 0.0, 1.0 if bits & _BIT["hidden"] else 0.0,
                    float(min(n, 40)), size / n, size / whole, link / max(1, size),
                    float(min(box.runs, 9)), prose / total,
                ]  # fmt: skip
            signs = home.signs
            if signs is None:
                signs = home.signs = self._home(home, total, whole)
            rows.append([
                *first, *above, *below, float(above_big[k]), float(below_big[k]), after_h1, like,
                *told, *mine, *signs,
            ])  # fmt: skip
        return rows

    def places(self) -> tuple[list[int], list[int], list[int], list[int]]:
        """For pooling: the containers of each run, the two around them, and the kin."""
        homes = [box.home for box in self.leaves]
        outers = [box.parent or box for box in homes]
        fars = [box.parent or box for box in outers]
        return ([box.number for box in homes], [box.number for box in outers],
                [box.number for box in fars], self.kin)  # fmt: skip

    def _own(self, i: int) -> list[float]:
        """What a run says by itself."""
        walk = self.walk
        text, link, size = walk.texts[i], walk.links[i], self.sizes[i]
        last = text[-1]
        if last in _QUOTES and len(text) > 1:
            last = text[-2] if text[-2] in _ENDS else last
        ending = 2.0 if last in _ENDS else 1.0 if last in _COLONS else 0.0
        commas = float(min(text.count(",") + text.count("，") + text.count("、"), 12))
        upper = digits = symbols = 0.0
        if size <= _SHORT_CHARS:
            words = text.split()
            upper = sum([word[0].isupper() for word in words]) / len(words)
            digits = len(_DIGIT.findall(text)) / len(text)
            symbols = (
                4.0
                if "://" in text
                else 1.0
                if "|" in text or "»" in text or "·" in text or "•" in text
                else 0.0
            )
            if "©" in text or "@" in text:
                symbols += 2.0
        start = text[0]
        first = 0.0
        if start.islower():
            first = 1.0
        elif start.isdigit():
            first = 2.0
        elif not start.isalpha():
            first = 3.0
        return [float(size), link / len(text), ending, commas, upper, digits, first, symbols, 0.0,
                0.0]  # fmt: skip

    def _likeness(self, text: str) -> float:
        words = _words(text)
        if words.isdisjoint(self._title):
            return 0.0
        both = len(words & self._title)
        return both / max(len(words), 1) * min(1.0, 2 * both / len(self._title)) if both else 0.0

    def _mark_best(self) -> None:
        """How far each box is from the best container, in steps up and down."""
        self._down: dict[int, int] = {}
        box = self.best
        steps = 0
        while box is not None:
            self._down[box.number] = steps
            steps += 1
            box = box.parent

    def _twins_of(self, box: Box) -> float:
        """How many elements beside it have its tag and its names, itself included."""
        if box.parent is None:
            return 1.0
        return float(min(self._twins[box.parent.number, box.tag, box.names], 20))

    def _home(self, home: Box, total: int, whole: int) -> list[float]:
        """What a container says of the runs in it."""
        best, down = self.best, self._down
        steps, up = 0, home
        while up.number not in down and up.parent is not None:
            up = up.parent
            steps += 1
        fall = down.get(up.number, _FAR)
        outer = home.parent or home
        far = outer.parent or outer
        around = home.around
        article: Box | None = None
        if around & _ARTICLE:
            article = home
            while article.tag != "article" and article.parent is not None:
                article = article.parent
        most = best.score if best is not None and best.score else 1.0
        count = max(1, home.count)
        return [
            home.score / most, float(min(steps, _FAR)), float(min(fall, _FAR)),
            float(min(steps, _FAR)) if fall == 0 else -1.0,
            home.size / whole, outer.size / whole, float(min(home.count, 60)), home.size / count,
            home.link / max(1, home.size), outer.link / max(1, outer.size), float(home.away),
            1.0 if around & _CONTENT else 0.0, 1.0 if around & _COMMENT else 0.0,
            1.0 if around & _MEDIA else 0.0, 1.0 if around & _RELATED else 0.0,
            1.0 if around & _AD else 0.0,
            article.prose / self._most_article if article is not None else -1.0, self._articles,
            1.0 if around & _MAIN else 0.0, 1.0 if around & _FRAMES else 0.0,
            1.0 if around & _SIDE else 0.0, 1.0 if around & _FIGURE else 0.0,
            1.0 if around & _FORM else 0.0, 1.0 if around & _TABLE else 0.0,
            1.0 if around & _LISTS else 0.0, home.code, outer.code, home.prose / total,
            outer.prose / total, far.prose / total, self._twins_of(home), self._twins_of(outer),
            float(min(home.heads, 9)), float(min(outer.heads, 9)),
        ]  # fmt: skip


_TELLING = (
    (_COMMENT, "among comments"), (_FRAMES, "in a header, footer or menu"),
    (_BIT["nav"], "in a menu"), (_RELATED, "among links to other articles"),
    (_BIT["share"], "among buttons to share"), (_AD | _FORM, "in a box of the site"),
    (_SIDE, "beside the article"), (_FIGURE | _MEDIA, "with a picture"),
    (_META, "among notes on the article"), (_BIT["frame"], "in a header or footer"),
    (_TITLE, "in a heading"),
)  # fmt: skip


def describe(box: Box) -> str:
    """What the names of an element and those around it say, in words."""
    bits = box.around
    for sign, words in _TELLING:
        if bits & sign:
            return words
    return "apart from the article"


def _score(box: Box) -> float:
    return box.score


def _first(pair: tuple[int, Box]) -> int:
    return pair[0]


def _relation(home: Box, other: Box) -> float:
    """0 for the same container, 1 and 2 for one within the other, 3 for siblings, 4 for neither."""
    if home is other:
        return 0.0
    if home.parent is other:
        return 1.0
    if other.parent is home:
        return 2.0
    return 3.0 if home.parent is other.parent else 4.0


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.lower()))


_groups: tuple[dict[str, int], list[tuple[str, int]]] | None = None
_known: dict[str, int] = {}
_NAME_CHARS = 400
_MOST_KNOWN = 1 << 14


def _bits(names: str) -> int:
    """The groups that the words of class and id belong to."""
    found = _known.get(names)
    if found is None:
        groups, stems = _name_groups()
        found = 0
        if not names.isspace():
            for token in _TOKEN.findall(names[:_NAME_CHARS]):
                found |= groups.get(token.lower(), 0)
            lower = names[:_NAME_CHARS].lower()
            for stem, bit in stems:
                if stem in lower:
                    found |= bit
        if len(_known) >= _MOST_KNOWN:
            _known.clear()
        _known[names] = found
    return found


def _name_groups() -> tuple[dict[str, int], list[tuple[str, int]]]:
    """Word -> its groups, and the beginnings of words with theirs; read once."""
    global _groups
    if _groups is None:
        words: dict[str, int] = {}
        stems: list[tuple[str, int]] = []
        with open(__file__.replace("signs.py", "names.tsv"), encoding="utf-8") as file:
            for line in file:
                group, _, listed = line.rstrip("\n").partition("\t")
                if not listed or group[0] == "#":
                    continue
                for word in listed.split():
                    if word[-1] == "*":
                        stems.append((word[:-1], _BIT[group]))
                    else:
                        words[word] = words.get(word, 0) | _BIT[group]
        _groups = words, stems  # at once, so that another thread never sees half of it
    return _groups
