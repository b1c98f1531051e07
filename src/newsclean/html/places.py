"""What the elements and containers of a page's runs say of them: signs that runs share."""

from __future__ import annotations

from newsclean.html.boxes import (
    AD,
    ARTICLE,
    AWAY,
    COMMENT,
    CONTENT,
    FAR,
    FIGURE,
    FORM,
    FRAMES,
    HEADINGS,
    HIDDEN,
    LEAVES,
    LISTS,
    MAIN,
    MEDIA,
    META,
    OTHER_TAG,
    RELATED,
    SIDE,
    TABLE,
    TABLE_PARTS,
    TITLE,
    Box,
)
from newsclean.html.scene import LINK_SHARE, PROSE_CHARS, Scene

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

# What is counted no further.
_MANY, _MOST_KIN, _MOST_RUNS, _MOST_TWINS = 9, 40, 60, 20

LEAF_SIGNS = (
    "tag", "own_away", "own_meta", "own_title", "own_media", "own_content", "own_hidden",
    "kin_count", "kin_size", "kin_share", "kin_link", "leaf_runs", "kin_prose",
)  # fmt: skip
HOME_SIGNS = (
    "mass", "to_common", "from_best", "deep_in_best", "home_share", "outer_share", "home_runs",
    "home_mean", "home_link", "outer_link", "away", "article_share", "articles", "home_tag",
    "outer_tag", "home_prose", "outer_prose", "far_share", "home_twins", "outer_twins",
    "home_heads", "outer_heads", "content", "comment", "media", "related", "ad", "main",
    "frame_tag", "aside", "figure", "form", "table", "list",
)  # fmt: skip
_AROUND = (CONTENT, COMMENT, MEDIA, RELATED, AD, MAIN, FRAMES, SIDE, FIGURE, FORM, TABLE, LISTS)
_OWN = (AWAY, META, TITLE, MEDIA, CONTENT, HIDDEN)
_NO_BITS = [0] * len(_OWN)

# Signs that are whole numbers from -1 on, and the greatest that each can be.
SMALL = {
    **dict.fromkeys(("own_away", "own_meta", "own_title", "own_media", "own_content"), 1),
    **dict.fromkeys(("content", "comment", "media", "related", "ad", "own_hidden"), 1),
    **dict.fromkeys(("aside", "figure", "form", "table", "list", "main", "frame_tag"), 1),
    **dict.fromkeys(("tag", "home_tag", "outer_tag"), OTHER_TAG),
    **dict.fromkeys(("to_common", "from_best", "deep_in_best", "away"), FAR),
    "kin_count": _MOST_KIN, "home_runs": _MOST_RUNS,
    **dict.fromkeys(("leaf_runs", "articles", "home_heads", "outer_heads"), _MANY),
    **dict.fromkeys(("home_twins", "outer_twins"), _MOST_TWINS),
}  # fmt: skip

Row = list[float]


class Places:
    """Where the runs of a scene stand. What they share in element or container is there once.

    leaf_of: for each run, which of leaf_rows (as LEAF_SIGNS) is that of its element; home_of: which
    of home_rows (as HOME_SIGNS) is that of its container. kin: for each run, the number of its
    signature: runs are kin whose elements have the same tag and names, and so have their
    containers.

    sizes, links: of the scene's runs. Their sums are written into the boxes.
    """

    def __init__(self, scene: Scene, sizes: Sequence[int], links: Sequence[int]) -> None:
        self._scene = scene
        self._sizes = sizes
        self._links = links
        self._twins: dict[int, int] = {}  # by container and kind, which make one number
        self._kinds = scene.count_kinds()
        self._flags: dict[int, list[int]] = {}
        self.kin: list[int] = []
        self._kin_sums: list[list[int]] = []
        self.leaf_of: list[int] = []
        self.leaf_rows: list[Row] = []
        self.home_of: list[int] = []
        self.home_rows: list[Row] = []
        self._add_up()
        self._find_kin()
        self._look_around()

    def numbers(self) -> tuple[list[int], list[int], list[int], list[int]]:
        """For pooling: the containers of each run, the two around them, and the kin."""
        homes = self._scene.homes
        outers = [box.parent or box for box in homes]
        fars = [box.parent or box for box in outers]
        return ([box.number for box in homes], [box.number for box in outers],
                [box.number for box in fars], self.kin)  # fmt: skip

    def _add_up(self) -> None:
        """Sums over subtrees, and the container of each run."""
        prose: list[int] = []
        self._prose = prose
        for size, link, box in zip(self._sizes, self._links, self._scene.leaves, strict=True):
            box.size += size
            box.link += link
            box.count += 1
            own = 0
            if size >= PROSE_CHARS and link * 2 < size:
                box.prose += size
                own = size
            elif link and box.tag in HEADINGS and link > LINK_SHARE * size:
                box.heads += 1
            prose.append(own)
        boxes, twins, kinds = self._scene.boxes, self._twins, self._kinds
        for box in reversed(boxes):
            up = box.parent
            if up is not None:
                up.size += box.size
                up.link += box.link
                up.count += box.count
                up.prose += box.prose
                up.heads += box.heads
                key = up.number * kinds + box.kind
                twins[key] = twins.get(key, 0) + 1
        self._scene.homes = list(map(_home_of, self._scene.leaves))
        self._total = max(1, boxes[0].prose if boxes else 1)
        self._whole = max(1, boxes[0].size if boxes else 1)

    def _find_kin(self) -> None:
        """Count, sizes, links and prose of the runs of each signature."""
        keys: dict[int, int] = {}
        kinds = self._kinds
        kin, kin_sums = self.kin, self._kin_sums
        for size, link, prose, box, home in zip(
            self._sizes, self._links, self._prose, self._scene.leaves, self._scene.homes,
            strict=True,
        ):  # fmt: skip
            alike = (box.kind if box is not home else -1) * kinds + home.kind
            n = keys.get(alike)
            if n is None:
                n = keys[alike] = len(kin_sums)
                kin_sums.append([1, size, link, prose])
            else:
                sums = kin_sums[n]
                sums[0] += 1
                sums[1] += size
                sums[2] += link
                sums[3] += prose
            kin.append(n)

    def _look_around(self) -> None:
        """The signs of elements and containers."""
        scene = self._scene
        # How far each box around the best container is from it, in steps.
        self._falls: dict[int, int] = {}
        up = scene.best
        while up is not None:
            self._falls[up.number] = len(self._falls)
            up = up.parent
        articles = [box for box in scene.boxes if box.tag == "article"]
        self._articles = min(len(articles), _MANY)
        self._most_article = max((box.prose for box in articles), default=0) or 1
        # Elements that are kin and hold as many runs have the same signs.
        rows_of: dict[int, int] = {}
        many = len(self._kin_sums)
        homes: dict[int, int] = {}
        for box, home, kin in zip(scene.leaves, scene.homes, self.kin, strict=True):
            alike = box.runs * many + kin
            at = rows_of.get(alike)
            if at is None:
                at = rows_of[alike] = len(self.leaf_rows)
                self.leaf_rows.append(self._leaf(box, home, kin))
            self.leaf_of.append(at)
            at = homes.get(home.number)
            if at is None:
                at = homes[home.number] = len(self.home_rows)
                self.home_rows.append(self._home(home))
            self.home_of.append(at)

    def _leaf(self, box: Box, home: Box, kin: int) -> Row:
        """What an element says of the runs in it."""
        count, size, link, prose = self._kin_sums[kin]
        bits = box.bits if box is not home else 0
        own = [1 if bits & one else 0 for one in _OWN] if bits else _NO_BITS
        return [box.code, *own, min(count, _MOST_KIN), size / count, size / self._whole,
                link / max(1, size), min(box.runs, _MANY), prose / self._total]  # fmt: skip

    def _home(self, home: Box) -> Row:
        """What a container says of the runs in it."""
        falls, total, whole, twins = self._falls, self._total, self._whole, self._twins
        steps, up = 0, home
        while up.number not in falls and up.parent is not None:
            up = up.parent
            steps += 1
        if steps > FAR:
            steps = FAR
        fall = falls.get(up.number, FAR)
        if fall > FAR:
            fall = FAR
        outer = home.parent or home
        far = outer.parent or outer
        around = home.around
        share = -1.0
        if around & ARTICLE:
            article = home
            while article.tag != "article" and article.parent is not None:
                article = article.parent
            share = article.prose / self._most_article
        flags = self._flags.get(around)
        if flags is None:
            flags = self._flags[around] = [1 if around & one else 0 for one in _AROUND]
        best = self._scene.best
        count, size = home.count, home.size
        own_twins = outer_twins = 1  # elements beside it with its tag and names, itself included
        if home is not outer:
            own_twins = twins[outer.number * self._kinds + home.kind]
        if outer is not far:
            outer_twins = twins[far.number * self._kinds + outer.kind]
        return [
            home.score / (best.score or 1.0 if best is not None else 1.0), steps, fall,
            steps if fall == 0 else -1, size / whole, outer.size / whole,
            count if count < _MOST_RUNS else _MOST_RUNS, size / (count or 1),
            home.link / (size or 1), outer.link / (outer.size or 1), home.away, share,
            self._articles, home.code, outer.code, home.prose / total, outer.prose / total,
            far.prose / total, own_twins if own_twins < _MOST_TWINS else _MOST_TWINS,
            outer_twins if outer_twins < _MOST_TWINS else _MOST_TWINS,
            home.heads if home.heads < _MANY else _MANY,
            outer.heads if outer.heads < _MANY else _MANY, *flags,
        ]  # fmt: skip


def _home_of(box: Box) -> Box:
    """The container of the runs in a box: what it is a piece of, or itself."""
    up = box.parent
    if up is None or not (box.tag in LEAVES or (box.runs == 1 and box.boxes == 0)):
        return box
    while up.tag in TABLE_PARTS and up.parent is not None:
        up = up.parent
    return up
