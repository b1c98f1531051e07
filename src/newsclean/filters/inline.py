"""Boilerplate glued into a kept line, where the line itself shows its bounds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from newsclean.bounded import (
    FAIR,
    judge_bracket,
    judge_end,
    judge_last_bracket,
    judge_start,
)  # fmt: skip
from newsclean.filters.base import Cut, SpanFilter
from newsclean.glue import BREAK, WIDE, Glue, shared_glue
from newsclean.patterns import Pattern
from newsclean.shapes import ends_sentence

_CLOSING = {"(": ")", "[": "]", "（": "）", "［": "］", "【": "】", "〔": "〕"}
_BRACKET = Pattern("[" + re.escape("".join(_CLOSING) + "".join(_CLOSING.values())) + "]")
# Longer than a cue with a headline, in brackets or at the end of a line.
_PIECE_CHARS = 280
_FIRST_WORDS = 6
_WORD = Pattern(r"\S+\s*")
_HASHED = Pattern(r"#([^\W\d_]{3,20})#\s+(?=\S)")


class Inline(SpanFilter):
    """Links to other articles, calls to share and feed footers inside a line, if bounded.

    In brackets, at the end of the line after a sentence, or at its start. `… sentence. Baca
    juga: T Next sentence` stays, for nothing says where the headline ends; the record counts
    it (`stats.glued`). Nothing is cut from a line that would not be left with a sentence.

    Removes:
        (RELATED: Harbour budget passes after long night)
        (story continues below)
        [+1234 chars]
        The post Storm nears coast appeared first on Harbour Ledger.
        Leia também: Prefeito promete novo porto
    Keeps:
        (see also chapter three of the report)
        Read more books, she said, and share them.
        (Reuters)
    Seen: collections whose lines were joined, 9 % of their documents; 1 % elsewhere.
    """

    name = "inline"

    def __init__(self, glue: Glue | None = None) -> None:
        self._glue = glue

    def cut(self, line: str) -> list[Cut]:
        """Brackets first: what stands before them is looked at once they are gone."""
        glue = self._glue or shared_glue()
        cuts = list(_in_brackets(glue, line))
        if cuts:
            return cuts
        end = len(line)
        while (found := _at_end(glue, line, end)) is not None:
            cuts.append(found)
            end = found[0]
        start = _at_start(glue, line[:end])
        return [*cuts, start] if start else cuts


def _in_brackets(glue: Glue, line: str) -> Iterator[Cut]:
    last = 0
    size = len(line.rstrip())
    for start, end in _pairs(line):
        if start < last:
            continue
        piece = line[start:end]
        verdict = None
        # `[+1234 chars]` begins with no word.
        if piece[1] == "+" or glue.begins(piece, 1):
            verdict = judge_bracket(glue, piece, start == 0)
        if verdict is None and end == size and ends_sentence(line[max(0, start - 9) : start]):
            verdict = judge_last_bracket(piece)
        bounds = _with_blanks(line, start, end, last) if verdict else None
        if verdict and bounds:
            yield *bounds, *verdict
            last = bounds[1]


def _pairs(line: str) -> list[tuple[int, int]]:
    """Brackets that belong together, inner ones left out; one pass, whatever is unbalanced."""
    opened: list[int] = []
    pairs: list[tuple[int, int]] = []
    for match in _BRACKET.finditer(line):
        if match[0] in _CLOSING:
            opened.append(match.start())
        elif opened and _CLOSING[line[opened[-1]]] == match[0]:
            start = opened.pop()
            if match.end() - start <= _PIECE_CHARS:
                # Pairs close from the inside to the outside.
                while pairs and pairs[-1][0] > start:
                    pairs.pop()
                pairs.append((start, match.end()))
    return pairs


def _with_blanks(line: str, start: int, end: int, last: int) -> tuple[int, int] | None:
    """The piece with the blanks on one side, so that one stays; None where words would meet."""
    before = start
    while before > last and line[before - 1].isspace():
        before -= 1
    after = end
    while after < len(line) and line[after].isspace():
        after += 1
    if after == len(line):
        return before, after
    if start == last or before < start:
        # `word (RELATED: T).` leaves `word.`
        return (before, end) if after == end and line[end] in ".,;:!?…" else (start, after)
    if after > end or line[start - 1] >= WIDE or line[end] in ".,;:!?…":
        return start, end
    return None


def _at_end(glue: Glue, line: str, end: int) -> Cut | None:
    """The last piece of line[:end] that is boilerplate, with the blanks around it."""
    stop = end
    while stop and line[stop - 1].isspace():
        stop -= 1
    begin = max(0, stop - _PIECE_CHARS)
    for match in reversed(list(BREAK.finditer(line, begin, stop))):
        at = match.end()
        if at == stop or not glue.begins(line, at):
            continue
        verdict = judge_end(glue, line[at:stop])
        if verdict is not None:
            while at and line[at - 1].isspace():
                at -= 1
            return at, end, *verdict
    return None


def _at_start(glue: Glue, line: str) -> Cut | None:
    """Whole wordings before the first sentence, one after the other."""
    hashed = _HASHED.match(line)
    if hashed is not None and glue.find(hashed[1]):
        return 0, hashed.end(), None, "label between hash signs at the start of the line", FAIR
    at, rule, reason = 0, None, ""
    head = line[:_PIECE_CHARS]
    while glue.begins(head, at):
        ends = [match.end() for match in islice(_WORD.finditer(head, at), _FIRST_WORDS)]
        for stop in reversed(ends):
            verdict = judge_start(glue, head[at:stop].strip())
            if verdict is not None:
                at, rule, reason = stop, *verdict[:2]
                break
        else:
            break
    rest = _WORD.match(line, at)
    if not at or rest is None:
        return None
    # `ADVERTISEMENT SPENDING FALLS` is a headline, `Share this: it matters` a sentence.
    word = rest[0].strip()
    if word[0].islower() or (len(word) > 2 and word.isupper()):
        return None
    return 0, at, rule, reason, FAIR
