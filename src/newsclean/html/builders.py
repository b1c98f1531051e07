"""Builders of pages (Elementor, SiteOrigin) call each block a widget, the article's, too."""

from __future__ import annotations

from newsclean.html.boxes import AWAY, FAR, Box, Kind, below
from newsclean.html.names import bits_of

# What they call a block, and parts of names that say nothing of one: `elementor-tab-content` is an
# answer, `elementor-top-section` any section.
_BLOCK, _PARTS = "widget", ("widget", "-tab-", "-top-")
# Of the page's prose: what the article holds at least, what of that may stand in no block, and the
# most that one of them may hold. A block that holds all of an article tells it from what is beside
# it. Measured out of fold on the pages of WCXB.
_ARTICLE, _APART, _ONE_BLOCK = 0.7, 0.2, 0.4


def find_blocks(kinds: dict[str, Kind]) -> dict[int, int]:
    """Of a page's kinds of boxes those that a builder names: what else their names say.

    kinds: by tag and names.
    """
    if not any(_BLOCK in names for names in kinds):
        return {}
    return {
        kind[0]: _quiet(kind, names) for names, kind in kinds.items()
        if any(part in names for part in _PARTS)
    }  # fmt: skip


def _quiet(kind: Kind, names: str) -> int:
    """The bits of a kind without those parts of its names."""
    told = names = names.partition(" ")[2]
    for part in _PARTS:
        told = told.replace(part, " ")
    return kind[3] & ~bits_of(names) | bits_of(told)


def mute_blocks(best: Box, boxes: list[Box], prose: list[int], blocks: dict[int, int]) -> None:
    """Forget what blocks are called, where several of them together are the article.

    best: the box that holds most prose. boxes: every one after those that hold it; written to.
    prose: the characters of prose directly in each. blocks: of a kind, what its boxes are then.
    """
    whole = prose[:]
    for box in reversed(boxes):
        if box.parent is not None:
            whole[box.parent.number] += whole[box.number]
    nearest: list[int] = []  # the block that each box stands in, -1 for none
    for box in boxes:
        around = -1 if box.parent is None else nearest[box.parent.number]
        nearest.append(box.number if box.kind in blocks else around)
    region = best
    while region.parent is not None and (
        whole[region.number] < _ARTICLE * whole[0] or nearest[region.number] >= 0
    ):
        region = region.parent
    inside = below(region, boxes)
    shares = {-1: 0}  # the prose of each block
    for number in inside:
        at = nearest[number]
        shares[at] = shares.get(at, 0) + prose[number]
    size = whole[region.number]
    if shares.pop(-1) > _APART * size or max(shares.values(), default=size) > _ONE_BLOCK * size:
        return
    for box in boxes[region.number + 1 :]:
        up = box.parent
        if up is not None and box.number in inside:
            box.bits = blocks.get(box.kind, box.bits)
            box.around = box.bits | up.around
            box.away = 0 if box.bits & AWAY else up.away + 1 if up.away < FAR else FAR
