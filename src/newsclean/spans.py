"""Cuts inside kept lines: what the span filters ask for, settled until nothing more is found."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from newsclean.document import Document, Mark, Span
from newsclean.shapes import CUT, PROSE, PROSE_CHARS, QUESTION, SHORT_CHARS, SPEECH
from newsclean.sieve import Sieve

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from newsclean.filters.base import SpanFilter

    # What goes from a line, with marks; a function of the line alone.
    Cutter = Callable[[str], list[Span]]

# One cut may bare the next: `… (RELATED: T) Read more`. A line that has not settled by then was
# made to tease; it stays whole, for a line cut halfway would be cut further the next time.
_ROUNDS = 4
_LONG_SHAPES = (CUT, QUESTION, SPEECH)


def cutter_of(one: SpanFilter) -> Cutter:
    """The cuts of a filter, under its name."""
    return lambda line: [
        (start, end, (one.name, rule, reason, sureness))
        for start, end, rule, reason, sureness in one.cut(line)
    ]


def find_spans(
    doc: Document,
    numbers: Iterable[int],
    cutters: Sequence[Cutter],
    confidence: float,
    sieve: Sieve,
    doubtful: dict[int, Mark],
    kept: frozenset[str] = frozenset(),
    rounds: int = _ROUNDS,
) -> dict[int, list[Span]]:
    """The cuts of those unmarked lines that leave a sentence of the article.

    kept: lines that nothing may be cut from. The first that is too unsure to be made goes to
    `doubtful`, by its line.
    """
    found = {}
    marks = doc.marks
    for i in numbers:
        line = doc.lines[i]
        if line and i not in marks and line not in kept:
            unsure: list[Mark] = []
            spans = _settle(line, cutters, confidence, unsure, rounds)
            if spans and _is_article(_rest(line, spans), sieve):
                found[i] = spans
            if unsure:
                doubtful.setdefault(i, unsure[0])
    return found


def _settle(
    line: str, cutters: Sequence[Cutter], confidence: float, unsure: list[Mark], rounds: int
) -> list[Span]:
    """The cuts of one line, ascending and disjoint.

    unsure: takes the marks of cuts that were not made.
    """
    spans: list[Span] = []
    text = line
    for _ in range(rounds):
        asked = [span for cut in cutters for span in cut(text)]
        unsure += [mark for _, _, mark in asked if mark[3] < confidence]
        wanted = _disjoint([span for span in asked if span[2][3] >= confidence])
        if not wanted:
            return spans
        spans = _merge(line, spans, wanted)
        text = _rest(line, spans)
    return []


def _disjoint(spans: list[Span]) -> list[Span]:
    """Of cuts that overlap, the one that begins first, then the longer one."""
    chosen: list[Span] = []
    for span in sorted(spans, key=lambda s: (s[0], -s[1], s[2][0])):
        if not chosen or span[0] >= chosen[-1][1]:
            chosen.append(span)
    return chosen


def _merge(line: str, spans: list[Span], wanted: list[Span]) -> list[Span]:
    """Cuts of a line and cuts of what these leave of it, as cuts of the line."""
    if not spans:
        return wanted
    # Where each stretch that is left begins: in the rest, in the line.
    rest_starts, line_starts, at = [0], [0], 0
    for start, end, _ in spans:
        rest_starts.append(rest_starts[-1] + start - at)
        line_starts.append(end)
        at = end
    merged = list(spans)
    for start, end, mark in wanted:
        k = bisect_right(rest_starts, start) - 1
        while start < end:
            stop = min(end, rest_starts[k + 1]) if k + 1 < len(rest_starts) else end
            shift = line_starts[k] - rest_starts[k]
            if start < stop and k < len(spans) and line[start + shift : stop + shift].isspace():
                # Blanks before a cut go with it: `out. (read more) The post …`
                merged[k] = (start + shift, *merged[k][1:])
            elif start < stop:
                merged.append((start + shift, stop + shift, mark))
            start, k = stop, k + 1
    return sorted(merged, key=lambda s: s[:2])


def _rest(line: str, spans: list[Span]) -> str:
    at, parts = 0, []
    for start, end, _ in spans:
        parts.append(line[at:start])
        at = end
    return "".join([*parts, line[at:]])


def _is_article(text: str, sieve: Sieve) -> bool:
    """Whether what is left is a paragraph, and no wording that filters or rules would take."""
    if sieve.rules is not None and sieve.rules.takes(text):
        return False
    if len(text) > SHORT_CHARS:
        return True
    line = sieve.line(text)
    if not line.key:
        return False
    if line.sign is None:
        line.look(sieve.lexicon)
    name, weight = line.sign or ("", None)
    if line.hit is not None:
        # `By evening the wind had dropped.` begins like a byline, and weighs less than nothing.
        return weight is not None and weight < 0
    return name == PROSE or (name in _LONG_SHAPES and len(text) >= PROSE_CHARS)
