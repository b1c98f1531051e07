"""A result as Markdown or HTML: the article with its headings, lists, quotes, tables, links.

Of an HTML page the blocks are the page's own, of a text its paragraphs.
"""

from __future__ import annotations

from newsclean.blocks import Block, Piece, text_of
from newsclean.rendered.headline import headline, is_headline
from newsclean.visible import without_surrogates

TYPE_CHECKING = False
if TYPE_CHECKING:
    from newsclean.result import Result


def to_markdown(
    result: Result,
    *,
    links: bool = False,
    images: bool = False,
    with_title: bool = False,
    front_matter: bool = False,
) -> str:
    """CommonMark with pipe tables; see `Result.markdown`."""
    from newsclean.rendered.markdown import write

    text = write(_blocks(result, links=links, images=images, with_title=with_title))
    if front_matter:
        from newsclean.rendered.front_matter import head

        text = head(result) + ("\n" + text if text else "")
    return without_surrogates(text)


def to_html(
    result: Result, *, links: bool = False, images: bool = False, with_title: bool = False
) -> str:
    """A fragment of harmless HTML; see `Result.html`."""
    from newsclean.rendered.markup import write

    blocks = _blocks(result, links=links, images=images, with_title=with_title)
    return without_surrogates(write(blocks))


def _blocks(result: Result, *, links: bool, images: bool, with_title: bool) -> list[Block]:
    doc = result.document
    if doc.page is not None:
        blocks = doc.page.blocks(doc, result.source, links=links, images=images)
    else:
        from newsclean.rendered.paragraphs import paragraphs

        blocks = paragraphs(result)
    return _titled(blocks, result) if with_title else blocks


def _titled(blocks: list[Block], result: Result) -> list[Block]:
    """The blocks below the headline; where the text begins with it, that becomes one."""
    title = headline(result)
    if title is None or not blocks:
        return blocks
    if blocks[0].inlines and is_headline(text_of(blocks[0]), result):
        return [Block("h1", inlines=blocks[0].inlines), *blocks[1:]]
    return [Block("h1", inlines=[Piece(title)]), *blocks]
