"""Blocks in an order that a page may break and Markdown may not: items stand in lists."""

from __future__ import annotations

from collections.abc import Iterator

from newsclean.blocks import LISTS, Block

_TERMS = ("dt", "dd")


def repaired(blocks: list[Block], parent: str = "body") -> list[Block]:
    """The blocks with items in lists only, lists that hold items only, and no empty block."""
    found: list[Block] = []
    made: Block | None = None  # a list that no element made
    for block in _unindented(blocks):
        block.blocks = repaired(block.blocks, block.tag)
        if _is_empty(block):
            continue
        if block.tag == "figure" and not any(inner.tag == "img" for inner in block.blocks):
            found += _plain(block.blocks)
            made = None
        elif parent in LISTS and block.tag != "li":
            if found and block.tag in LISTS:  # below the item before it, as browsers show it
                found[-1].blocks.append(block)
            else:
                found.append(Block("li", [block]))
        elif block.tag == "li" and parent not in LISTS:
            made = _put(found, made, "ul", block)
        elif block.tag in _TERMS and parent != "dl":
            made = _put(found, made, "dl", block)
        elif parent == "dl" and block.tag not in _TERMS:
            found.append(Block("dd", [block]))
        elif block.tag == "figcaption" and parent != "figure":
            found += block.blocks
            made = None
        else:
            found.append(block)
            made = None
    return found


def _unindented(blocks: list[Block]) -> Iterator[Block]:
    """The blocks without the lists that hold nothing but lists: these only indent them."""
    for block in blocks:
        if block.tag in LISTS and block.blocks and all(b.tag in LISTS for b in block.blocks):
            yield from _unindented(block.blocks)
        else:
            yield block


def _put(found: list[Block], made: Block | None, tag: str, block: Block) -> Block:
    if made is None or made.tag != tag:
        made = Block(tag)
        found.append(made)
    made.blocks.append(block)
    return made


def _plain(blocks: list[Block]) -> list[Block]:
    found: list[Block] = []
    for block in blocks:
        found += block.blocks if block.tag == "figcaption" else [block]
    return found


def _is_empty(block: Block) -> bool:
    is_leaf = block.tag in ("hr", "td", "th")
    return not (is_leaf or block.blocks or block.inlines or block.text)
