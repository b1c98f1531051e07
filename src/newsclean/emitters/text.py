"""The kept text as bytes."""

from __future__ import annotations

from collections.abc import Iterator

from newsclean.emitters.pieces import pieces
from newsclean.result import Result
from newsclean.visible import without_surrogates


def chunks(result: Result, utf8: bool = False) -> Iterator[bytes]:
    """The kept lines in the input's own bytes and encoding; in UTF-8 if `utf8`.

    In UTF-8 also where encoding would not give the input's bytes back (`is_converted`).
    """
    source = result.source
    if utf8 or is_converted(result):
        yield from _utf8_chunks(result)
        return
    for is_kept, text in pieces(result, saves_bom=True):
        if is_kept:
            yield text.encode(source.encoding, source.errors)


def is_converted(result: Result) -> bool:
    """Whether only UTF-8 can hold the text: its encoding writes some characters in two ways."""
    return result.source.raw is not None


def _utf8_chunks(result: Result) -> Iterator[bytes]:
    """UTF-8 that everybody may read: no lone surrogates, no mark of another encoding."""
    source = result.source
    drops_bom = source.bom and source.encoding != "utf-8"
    for is_kept, text in pieces(result, saves_bom=True):
        if not is_kept:
            continue
        if drops_bom:
            text = text.removeprefix("\ufeff")
            drops_bom = False
        yield (without_surrogates(text) if source.bad_bytes else text).encode()
