"""Blocks in an order that a page may break and Markdown may not: items stand in lists."""

from __future__ import annotations

from collections.abc import Iterator

from newsclean.blocks import LISTS, Block

_TERMS = ("dt", "dd")


def repaired(blocks: list[Block], parent: str = "body") -> list[Block]:
    """The blocks with items in lists only, lists that hold items only, and no empty block."""
    found: list[Block] = []
    for block in _unindented(blocks):
        block.blocks = repaired(block.blocks, block.tag)
        if not _is_empty(block):
            for part in _unwrapped(block, parent):
                _place(part, found, parent)
    return found


def _place(block: Block, found: list[Block], parent: str) -> None:
    tag = block.tag
    if parent in LISTS and tag != "li":
        if found and tag in LISTS:  # below the item before it, as browsers show it
            found[-1].blocks.append(block)
        else:
            found.append(Block("li", [block]))
    elif parent == "dl" and tag not in _TERMS:
        found.append(Block("dd", [block]))
    elif tag == "li" and parent not in LISTS:
        _put(found, "ul", block)
    elif tag in _TERMS and parent != "dl":
        _put(found, "dl", block)
    else:
        found.append(block)


def _put(found: list[Block], tag: str, item: Block) -> None:
    """Into the list before it, or into a new one."""
    if not found or found[-1].tag != tag:
        found.append(Block(tag))
    found[-1].blocks.append(item)


def _unwrapped(block: Block, parent: str) -> list[Block]:
    """What a figure without an image holds, and a caption without a figure; else the block."""
    if block.tag == "figcaption" and parent != "figure":
        return block.blocks
    if block.tag != "figure" or any(inner.tag == "img" for inner in block.blocks):
        return [block]
    found: list[Block] = []
    for inner in block.blocks:
        found += inner.blocks if inner.tag == "figcaption" else [inner]
    return found


def _unindented(blocks: list[Block]) -> Iterator[Block]:
    """The blocks without the lists that hold nothing but lists: these only indent them."""
    for block in blocks:
        if block.tag in LISTS and block.blocks and all(b.tag in LISTS for b in block.blocks):
            yield from _unindented(block.blocks)
        else:
            yield block


def _is_empty(block: Block) -> bool:
    is_leaf = block.tag in ("hr", "td", "th")
    return not (is_leaf or block.blocks or block.inlines or block.lines)
