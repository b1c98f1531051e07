"""Blocks to HTML. Only what stands here is written, so nothing of the page's own markup is."""

from __future__ import annotations

from newsclean.blocks import (
    CODE,
    EMPHASIS,
    HEADINGS,
    STRONG,
    SUBSCRIPT,
    SUPERSCRIPT,
    Block,
    Break,
    Image,
    Inline,
    Piece,
)  # fmt: skip

_STYLES = ((STRONG, "strong"), (EMPHASIS, "em"), (CODE, "code"), (SUPERSCRIPT, "sup"),
           (SUBSCRIPT, "sub"))  # fmt: skip
# A paragraph that stands alone in one of these is its text.
_HOLDERS = ("li", "td", "th", "dt", "dd", "figcaption")


def write(blocks: list[Block]) -> str:
    """The blocks as a fragment of HTML, a block a line."""
    return "".join([_block(block) + "\n" for block in blocks])


def _block(block: Block) -> str:
    tag = block.tag
    if tag == "hr":
        return "<hr>"
    if tag == "img":
        return f"<figure>{_inlines(block.inlines)}</figure>"
    if tag == "pre":
        return f"<pre><code>{_escaped(chr(10).join(block.lines))}</code></pre>"
    if tag == "p" or tag in HEADINGS:
        return f"<{tag}>{_inlines(block.inlines)}</{tag}>"
    if tag == "figure":
        return f"<figure>{_inside_figure(block)}</figure>"
    if tag == "table":
        return _table(block)
    start = f' start="{block.number}"' if tag == "ol" and block.number != 1 else ""
    if tag == "li" and block.number:
        start = f' value="{block.number}"'
    if tag in ("td", "th"):
        for name, count in zip(("colspan", "rowspan"), block.spans, strict=True):
            start += f' {name}="{count}"' if count > 1 else ""
    return f"<{tag}{start}>{_inside(block)}</{tag}>"


def _inside(block: Block) -> str:
    blocks = block.blocks
    if block.tag in _HOLDERS and [inner.tag for inner in blocks].count("p") == 1:
        first, rest = blocks[:1], blocks[1:]
        if first[0].tag == "p":
            return _inlines(first[0].inlines) + _lines(rest)
    if not blocks:
        return ""
    return f"\n{write(blocks)}" if block.tag not in _HOLDERS else _lines(blocks)


def _lines(blocks: list[Block]) -> str:
    return f"\n{write(blocks)}" if blocks else ""


def _inside_figure(block: Block) -> str:
    return "".join([
        _inlines(inner.inlines) if inner.tag == "img" else _block(inner) for inner in block.blocks
    ])  # fmt: skip


def _table(block: Block) -> str:
    rows = block.blocks
    has_heads = all(cell.tag == "th" for cell in rows[0].blocks)
    head = f"<thead>\n{write(rows[:1])}</thead>\n" if has_heads else ""
    body = rows[1:] if has_heads else rows
    return f"<table>\n{head}" + (f"<tbody>\n{write(body)}</tbody>\n" if body else "") + "</table>"


def _inlines(inlines: list[Inline]) -> str:
    found: list[str] = []
    at = 0
    while at < len(inlines):
        part = inlines[at]
        if isinstance(part, Break):
            found.append("<br>\n")
        elif isinstance(part, Image):
            blank = " " if part.is_spaced else ""
            found.append(f'<img src="{_quoted(part.source)}" alt="{_quoted(part.text)}">{blank}')
        elif part.link is None:
            found.append(_piece(part))
        else:
            end, inner = at, []
            while end < len(inlines) and _link_of(inlines[end]) == part.link:
                inner.append(_piece(inlines[end]))
                end += 1
            found.append(f'<a href="{_quoted(part.link)}">{"".join(inner)}</a>')
            at = end - 1
        at += 1
    return "".join(found)


def _link_of(part: Inline) -> str | None:
    return part.link if isinstance(part, Piece) else None


def _piece(part: Inline) -> str:
    if not isinstance(part, Piece):
        return ""
    text = _escaped(part.text)
    if not part.text.strip():
        return text
    for style, tag in reversed(_STYLES):
        if part.style & style:
            text = f"<{tag}>{text}</{tag}>"
    return text


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _quoted(text: str) -> str:
    return _escaped(text).replace('"', "&quot;")
