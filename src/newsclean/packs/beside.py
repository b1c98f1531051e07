"""What goes along with a line that a rule takes: the headlines under their heading."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence

from newsclean.packs.placed import RuleRow
from newsclean.shapes import PROSE, SENTENCE, SPEECH, shape

_PARAGRAPHS = frozenset((PROSE, SENTENCE, SPEECH))


def beside(
    lines: Sequence[str], rows: Mapping[int, RuleRow], hits: Container[int], kept: Container[str]
) -> dict[int, int]:
    """The lines that go along with those that rules of one place fit, and with which.

    rows: what fits a line, by its number. hits: the lines that any rule for this place fits, or
    one for anywhere. kept: lines that nothing takes. Blank lines count as nothing.
    """
    found: dict[int, int] = {}
    for i, row in rows.items():
        if row.below:
            found.update(dict.fromkeys(_below(lines, i, row, hits, kept), i))
    for i, row in rows.items():
        if row.above:
            for n in _above(lines, i, row.above, hits, kept):
                found.setdefault(n, i)
    return found


def _below(
    lines: Sequence[str], i: int, row: RuleRow, hits: Container[int], kept: Container[str]
) -> list[int]:
    """All lines as far as the next one that a rule fits, or the end; none when they are more.

    Sentences end no list; a paragraph does, but between two lines where its rule says so.
    """
    found: list[int] = []
    has_prose = is_closed = False
    for n in range(i + 1, len(lines)):
        if n in hits:
            is_closed = True
            break
        line = lines[n]
        if not line or line.isspace():
            continue
        if len(found) == row.below or line in kept:
            return []
        found.append(n)
        has_prose = has_prose or shape(line)[0] == PROSE
    return found if not has_prose or (row.through and is_closed) else []


def _above(
    lines: Sequence[str], i: int, most: int, hits: Container[int], kept: Container[str]
) -> list[int]:
    """So many lines directly above, as far as they are no sentences."""
    found: list[int] = []
    for n in range(i - 1, -1, -1):
        line = lines[n]
        if not line or line.isspace():
            continue
        if line in kept or (n not in hits and shape(line)[0] in _PARAGRAPHS):
            break
        found.append(n)
        if len(found) == most:
            break
    return found
