"""Counting what stays glued: known wordings inside lines that are kept."""

from __future__ import annotations

from newsclean.bounded import (
    INNER_STOP,
    find_wording,
    is_whole,
    judge_end,
    judge_start,
    judge_title,
    judge_wording,
)
from newsclean.glue import Glue, shared_glue
from newsclean.patterns import Pattern

TYPE_CHECKING = False
if TYPE_CHECKING:
    from newsclean.result import Result

_MIN_CHARS = 60  # a shorter line is a label or a sentence, with nothing glued to it
# A cue, and enough of what follows to know it.
_PIECE_CHARS, _WORDS = 160, 6
_REMEMBERED = 4096
_LEAD_CHARS = 2  # `#related#`, `(RELATED: T)`: where a line begins all the same
_CLOSING = Pattern("[)\\]）】]")


def count(result: Result) -> int:
    """How many known wordings stand in kept lines: at an end, in brackets, between sentences.

    Linear in the kept text; the tables are asked only where a cue may begin.
    """
    doc, glue = result.document, shared_glue()
    total = 0
    for i, line in enumerate(doc.lines):
        if len(line) < _MIN_CHARS or i in doc.marks:
            continue
        if i in doc.spans:
            line = "".join([text for is_kept, text in doc.parts(i) if is_kept])
        total += _count_line(glue, line)
    return total


def _count_line(glue: Glue, line: str) -> int:
    found = past = 0
    known: dict[str, int] = {}  # of this line: what repeats in it is judged once
    for at in glue.cue_places(line):
        # `Share this:Click to share on X` is one.
        if at >= past:
            text = line[at : at + _PIECE_CHARS]
            if at <= _LEAD_CHARS:
                size = _leading_chars(glue, text)
            elif (size := known.get(text, -1)) < 0:
                if len(known) == _REMEMBERED:
                    known.clear()
                size = known[text] = _known_chars(glue, text)
            if not size and at + _PIECE_CHARS >= len(line) and judge_end(glue, text.rstrip()):
                size = len(text)
            if size:
                found += 1
                past = at + size
    return found


def _known_chars(glue: Glue, text: str) -> int:
    """How many characters of a known wording a text begins with; 0 when it is prose.

    `Baca Juga: T Next sentence` is one, though nothing says where its headline ends.
    """
    stop = INNER_STOP.search(text)
    end = stop.start() if stop else len(text)
    bracket = _CLOSING.search(text, 0, end)
    close = bracket.start() if bracket else end
    for piece in dict.fromkeys((text[:close], text[:end], text[: end + 1])):
        hit = find_wording(glue, piece)
        if hit is None:
            continue
        row, taken = hit
        if not taken or not taken[-1][1]:
            sureness = judge_wording(row, piece.strip())
        elif is_whole(hit) and row.standalone:
            return len(piece)
        else:
            sureness = judge_title(row, piece, taken[-1][1])
        if sureness:
            return len(piece)
    return _leading_chars(glue, text)


def _leading_chars(glue: Glue, text: str) -> int:
    """The same of whole wordings alone: `Advertisement Story continues below In 1997 …`."""
    words = text.split(" ", _WORDS)[:_WORDS]
    for size in range(len(words), 0, -1):
        piece = " ".join(words[:size])
        # `Share this with your neighbours` goes on, `Share this: Facebook` does not.
        rest = text[len(piece) :].lstrip()
        if rest and not rest[0].islower() and (glue.split(piece) or judge_start(glue, piece)):
            return len(piece)
    return 0
