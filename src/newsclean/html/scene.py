"""Which runs of a page may be the article's: all but the links outside of where its prose is."""

from __future__ import annotations

import re

from newsclean.html.boxes import COMMENT, LEAVES, Box, Kind, below, kind_of
from newsclean.html.builders import find_blocks, mute_blocks
from newsclean.html.walk import Frame, Walk

_WIDE = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]"
)
_WIDE_FACTOR = 3  # so many characters of Latin prose tell what one of these does
_HIDING = re.compile(r"display\s*:\s*none")
LINK_SHARE, _LINK_CHARS = 0.8, 90  # a run that is a link, and no sentence
PROSE_CHARS, _MOST_CHARS = 80, 900  # what counts as a paragraph, and at most
_NAMELESS = "   "  # class, id, role and itemprop of an element that has none


class Scene:
    """The runs of a page that may be the article's.

    numbers: which runs of the walk; the others are links outside of the container that holds most
    of the prose, `best`. leaves: the box of each. homes: its container, which is the box itself or
    what the box is a piece of; filled by `Places`. boxes: every one after those that hold it.
    sizes, links: of all runs of the walk, and how much of them is links, in characters of Latin
    prose.
    """

    def __init__(self, walk: Walk) -> None:
        self.walk = walk
        self.boxes: list[Box] = []
        self._kinds: dict[str, Kind] = {}  # by tag and names
        self.numbers: list[int] = []
        self.leaves: list[Box] = []
        self.homes: list[Box] = []
        texts = walk.texts
        longest = max(texts, key=len, default="")
        is_wide = len(_WIDE.findall(longest[:400])) > min(len(longest), 400) * 0.3
        sizes = list(map(len, texts))
        self.sizes, self.links = sizes, walk.links
        if is_wide:
            self.sizes = [size * _WIDE_FACTOR for size in sizes]
            self.links = [link * _WIDE_FACTOR for link in walk.links]
        self._choose()

    def _choose(self) -> None:
        """Make boxes for what is not only links; find the best container; add links inside it."""
        sizes, links, frames = self.sizes, self.links, self.walk.frames
        box_of: list[Box | None] = [None] * len(frames)
        only_links: list[int] = []
        for i, (frame, size, link) in enumerate(zip(frames, sizes, links, strict=True)):
            if link and size < _LINK_CHARS and link > LINK_SHARE * size:
                only_links.append(i)
                continue
            box = frame[2] or self._box(frame)
            box.runs += 1
            box_of[i] = box
            if size >= PROSE_CHARS and link * 2 < size:
                _credit(box, min(size, _MOST_CHARS))
        self.best = best = max(self.boxes, key=_score, default=None)
        if best is not None:
            inside = below(best, self.boxes)
            for i in only_links:
                frame = around = frames[i]
                while around[2] is None and around[1] is not None:
                    around = around[1]
                near = around[2]
                if near is None:
                    continue
                if near.number in inside:
                    box = frame[2] or self._box(frame)
                    inside.add(box.number)
                    box.runs += 1
                    box_of[i] = up = box
                    while up is not near:
                        inside.add(up.number)
                        up = up.parent
                else:
                    near.link += sizes[i]
                    near.size += sizes[i]
        self.numbers = [i for i, one in enumerate(box_of) if one is not None]
        self.leaves = [one for one in box_of if one is not None]
        if best is not None:
            self._mute_blocks(best)

    def _box(self, frame: Frame) -> Box:
        """The box of a frame, made with those around it that are not there yet."""
        around = frame[1]
        parent: Box | None = None
        if around is not None:
            parent = around[2] or self._box(around)
            parent.boxes += 1
        element = frame[0]
        attributes = element.items()  # one look is cheaper than five
        tag, names = element.tag, _names_of(attributes) if attributes else _NAMELESS
        alike = f"{tag} {names}"
        kind = self._kinds.get(alike)
        if kind is None:
            kind = self._kinds[alike] = kind_of(len(self._kinds), tag, names)
        box = Box(len(self.boxes), parent, kind)
        self.boxes.append(box)
        frame[2] = box
        return box

    def _mute_blocks(self, best: Box) -> None:
        """Forget what the blocks of a page builder are called, if the article is made of them."""
        blocks = find_blocks(self._kinds)
        if blocks:
            prose = [0] * len(self.boxes)
            for i, box in zip(self.numbers, self.leaves, strict=True):
                if self.sizes[i] >= PROSE_CHARS and self.links[i] * 2 < self.sizes[i]:
                    prose[box.number] += self.sizes[i]
            mute_blocks(best, self.boxes, prose, blocks)

    def count_kinds(self) -> int:
        """How many kinds of boxes there are."""
        return len(self._kinds)

    def in_region(self) -> list[bool]:
        """Of each run, whether it is no link and stands where most prose stands side by side.

        For pages too long to be judged run by run. A thread of comments holds more prose than its
        article, but each comment by itself; the region grows from the container of most prose of
        its own as long as what is added is less than what it holds.
        """
        sizes, links, boxes = self.sizes, self.links, self.boxes
        own: dict[int, int] = {}  # of a container, the prose directly in it
        whole = [0] * len(boxes)
        for i, box in zip(self.numbers, self.leaves, strict=True):
            if sizes[i] >= PROSE_CHARS and links[i] * 2 < sizes[i]:
                home = box.parent if box.tag in LEAVES and box.parent is not None else box
                if not home.around & COMMENT:
                    own[home.number] = own.get(home.number, 0) + sizes[i]
                whole[box.number] += sizes[i]
        for box in reversed(boxes):
            if box.parent is not None:
                whole[box.parent.number] += whole[box.number]
        most = max(own, key=own.__getitem__, default=0 if self.best is None else self.best.number)
        region = boxes[most]
        while region.parent is not None:
            if whole[region.parent.number] > 2 * whole[region.number]:
                break
            region = region.parent
        inside = {region.number}
        is_thread = bool(region.around & COMMENT)
        for box in boxes[region.number + 1 :]:
            if (
                box.parent is not None and box.parent.number in inside
                and (is_thread or not box.bits & COMMENT)
            ):  # fmt: skip
                inside.add(box.number)
        return [
            box.number in inside and links[i] * 2 < sizes[i]
            for i, box in zip(self.numbers, self.leaves, strict=True)
        ]


def _names_of(attributes: list[tuple[str, str]]) -> str:
    """What an element is called: class, id, role and itemprop; and whether its style hides it."""
    classes = own = role = prop = hidden = ""
    for name, value in attributes:
        if name == "class":
            classes = value
        elif name == "id":
            own = value
        elif name == "role":
            role = value
        elif name == "itemprop":
            prop = value
        elif name == "style" and "none" in value and _HIDING.search(value):
            hidden = " hidden"
    return f"{classes} {own} {role} {prop}{hidden}"


def _credit(box: Box, size: int) -> None:
    """A paragraph speaks for the elements around it."""
    home = box.parent if box.tag in LEAVES and box.parent is not None else box
    for share in (1.0, 0.9, 0.4):
        home.score += share * size
        if home.parent is None:
            return
        home = home.parent


def _score(box: Box) -> float:
    return box.score
