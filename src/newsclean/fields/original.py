"""A line as it reads, and from a folded piece back to the text as it stands in its line."""

from __future__ import annotations

import unicodedata

from newsclean.fold import fold

# Folds that keep the length, for the quick way; the slow way asks `fold` itself.
_SAME_LENGTH = {ord(c): "'" for c in "‘’‚‛′`´ʼ"} | {ord(c): '"' for c in "“”„‟″«»「」『』《》"}
_SAME_LENGTH |= {ord(c): "-" for c in "‐‑‒–—―−"} | {0xA0: " ", 0x202F: " ", 0x3000: " "}


def shown(line: str) -> str:
    """A line without the blanks around it, and without the byte order mark of a first line."""
    return line.strip().removeprefix("\ufeff").lstrip()


def original(line: str, piece: str, *, is_last: bool = False) -> str | None:
    """The part of `line` that folds to `piece`, byte for byte; None when there is none.

    is_last: take the last place where it stands (`by By`), else the first.
    """
    if not piece:
        return None
    # Of one length with the line, character for character: the place is the same in both.
    low = line.lower()
    if not low.isascii():
        low = low.translate(_SAME_LENGTH)
    if len(low) == len(line):
        at = _place(low, piece, is_last)
        if at >= 0:
            return line[at : at + len(piece)]
    return _search(line, piece, is_last)


def _place(text: str, piece: str, is_last: bool) -> int:
    """Where a piece stands at a word's start, else anywhere; -1 where it does not.

    `ted` in `Posted by Ted`; between words that are not parted by blanks it begins anywhere.
    """
    find = text.rfind if is_last else text.find
    at = anywhere = find(piece)
    while at > 0 and text[at - 1].isalnum():
        at = text.rfind(piece, 0, at + len(piece) - 1) if is_last else text.find(piece, at + 1)
    return at if at >= 0 else anywhere


def _search(line: str, piece: str, is_last: bool) -> str | None:
    """The slow way: fold cluster by cluster, and remember where each folded character began."""
    folded: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    while at < len(line):
        end = at + 1
        # `é` may be written in two characters, and folds to one; so do syllables of Hangul.
        while end < len(line) and _joins(line[end]):
            end += 1
        cluster = line[at:end]
        key = " " if cluster.isspace() else _fold_cluster(cluster)
        if key == " " and folded and folded[-1] == " ":
            ends[-1] = end
            key = ""
        for char in key:
            folded.append(char)
            starts.append(at)
            ends.append(end)
        at = end
    text = "".join(folded)
    place = _place(text, piece, is_last)
    if place < 0:
        return None
    return line[starts[place] : ends[place + len(piece) - 1]]


def _joins(char: str) -> bool:
    return unicodedata.combining(char) != 0 or "\u1160" <= char <= "\u11ff"


def _fold_cluster(cluster: str) -> str:
    """Fold what decorates a line too: inside one it is text."""
    return cluster.lower() if cluster.isascii() else fold("x" + cluster + "x")[1:-1]
