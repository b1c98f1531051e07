"""The kept text as bytes."""

from __future__ import annotations

from collections.abc import Iterator

from newsclean.emitters.pieces import pieces
from newsclean.errors import NewscleanError
from newsclean.result import Result
from newsclean.visible import without_surrogates

_BOM = "\ufeff"


def chunks(result: Result, utf8: bool = False, with_title: bool = False) -> Iterator[bytes]:
    """The kept lines in the input's own bytes and encoding; in UTF-8 if `utf8`.

    In UTF-8 also where encoding would not give the input's bytes back (`is_converted`).
    with_title: below the title and an empty line, unless the text begins with it.
    NewscleanError when the title does not fit the encoding.
    """
    head = _head(result) if with_title else ""
    source = result.source
    if utf8 or is_converted(result):
        yield from _utf8_chunks(result, head)
        return
    for text in _kept(result, head):
        try:
            yield text.encode(source.encoding, source.errors)
        except UnicodeEncodeError:
            told = f"the title does not fit the input's encoding, {source.encoding}; add --utf8"
            raise NewscleanError(told) from None


def is_converted(result: Result) -> bool:
    """Whether only UTF-8 can hold the text: its encoding writes some characters in two ways."""
    return result.source.raw is not None


def encoding_of(result: Result, utf8: bool = False) -> str:
    """The encoding that `chunks` writes."""
    return "utf-8" if utf8 or is_converted(result) else result.source.encoding


def _utf8_chunks(result: Result, head: str) -> Iterator[bytes]:
    """UTF-8 that everybody may read: no lone surrogates, no mark of another encoding."""
    source = result.source
    drops_bom = source.bom and source.encoding != "utf-8"
    for text in _kept(result, head):
        if drops_bom:
            text = text.removeprefix(_BOM)
            drops_bom = False
        yield (without_surrogates(text) if source.bad_bytes else text).encode()


def _kept(result: Result, head: str) -> Iterator[str]:
    """The kept text below its head; a byte order mark stays first."""
    for is_kept, text in pieces(result, saves_bom=True):
        if not is_kept:
            continue
        if head:
            if text.startswith(_BOM):
                yield _BOM
                text = text.removeprefix(_BOM)
            yield head
            head = ""
        yield text


def _head(result: Result) -> str:
    """The title and an empty line, with the text's own line ends; nothing without a text."""
    from newsclean.rendered.headline import headline, is_headline

    doc, title = result.document, headline(result)
    if title is None:
        return ""
    for i, line in enumerate(doc.lines):
        if i not in doc.marks and (line := line.removeprefix(_BOM).strip()):
            is_told = is_headline(line, result)
            return "" if is_told else without_surrogates(title) + 2 * (doc.end(0) or "\n")
    return ""
