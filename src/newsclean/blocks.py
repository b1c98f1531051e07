"""An article's structure: what Markdown and HTML are written from, whatever it was read from."""

from __future__ import annotations

EMPHASIS, STRONG, CODE, SUPERSCRIPT, SUBSCRIPT = 1, 2, 4, 8, 16

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
LISTS = ("ul", "ol")


class Piece:
    """Some text of a paragraph in one style. style: bits. link: an absolute, harmless address."""

    __slots__ = ("link", "style", "text")

    def __init__(self, text: str, style: int = 0, link: str | None = None) -> None:
        self.text = text
        self.style = style
        self.link = link


class Image:
    """A picture. source: an absolute, harmless address. text: what it shows, in words.

    is_spaced: whether a blank follows it; the text of its paragraph has none there.
    """

    __slots__ = ("is_spaced", "source", "text")

    def __init__(self, source: str, text: str) -> None:
        self.source = source
        self.text = text
        self.is_spaced = False


class Break:
    """The end of a line inside of a paragraph."""

    __slots__ = ()


BREAK = Break()

Inline = Piece | Image | Break


class Block:
    """A block and what it holds: blocks, or pieces of text, or (`pre`) lines as they are.

    tag: `p`, `h1` to `h6`, `pre`, `img` (one image among the pieces), `hr`; or one that holds
    blocks: `ul`, `ol`, `li`, `blockquote`, `dl`, `dt`, `dd`, `figure`, `figcaption`, `table`
    (holds `tr`), `tr`, `th`, `td`.
    number: of the first item of an `ol`; of an item, where it has one of its own, else 0.
    spans: columns and rows that a cell takes.
    language: of the program in a `pre`.
    """

    __slots__ = ("blocks", "inlines", "language", "lines", "number", "spans", "tag")

    def __init__(
        self, tag: str, blocks: list[Block] | None = None, inlines: list[Inline] | None = None
    ) -> None:
        self.tag = tag
        self.blocks = [] if blocks is None else blocks
        self.inlines = [] if inlines is None else inlines
        self.number = 0 if tag == "li" else 1
        self.spans = (1, 1)
        self.lines: list[str] = []
        self.language = ""


def text_of(block: Block) -> str:
    """The text of a paragraph or a heading, without styles."""
    return "".join([
        piece.text if isinstance(piece, Piece) else " " if isinstance(piece, Break) else ""
        for piece in block.inlines
    ])  # fmt: skip


def clip(inlines: list[Inline], kept: list[tuple[int, int]]) -> list[Inline]:
    """The pieces without what is not kept. kept: start and end of parts, in characters."""
    found: list[Inline] = []
    at = 0
    for piece in inlines:
        if not isinstance(piece, Piece):
            found.append(piece)
            continue
        end = at + len(piece.text)
        for start, stop in kept:
            text = piece.text[max(start, at) - at : max(min(stop, end) - at, 0)]
            if text:
                found.append(Piece(text, piece.style, piece.link))
        at = end
    return found
