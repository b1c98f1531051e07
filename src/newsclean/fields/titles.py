"""The title that a document vouches for, and the publisher behind it."""

from __future__ import annotations

from newsclean.fields.clues import Clue, Clues
from newsclean.fields.feed import Block
from newsclean.fields.original import shown
from newsclean.fold import fold
from newsclean.survey import Survey

_SEPARATORS = (" - ", " | ", " — ", " – ", " :: ", " « ", " » ")
_SUFFIX_CHARS, _SUFFIX_WORDS = 48, 6


def choose_title(
    survey: Survey, clues: Clues, top: int | None, block: Block | None
) -> tuple[str, str | None, Clue] | None:
    """Title, publisher if the title line names one, and the line as found.

    A title that is quoted or repeated somewhere is certain; the line above the text is when it
    stands where a title stands.
    """
    found = list(clues.titles)
    if top is not None:
        found.append((shown(survey.lines[top]), top, None))
    if not found:
        return None
    title, line, rule = found[0]
    for other, at, other_rule in found[1:]:
        # A theme cuts long titles; the longer reading of the same title is the whole one.
        if _is_cut_of(title, other):
            title, line, rule = other, at, other_rule
    echo = _with_suffix(survey, title)
    whole = echo or (title, line, rule)
    bare, publisher = _split(whole[0], survey, clues, found, block)
    return bare, publisher, whole


def _is_cut_of(title: str, other: str) -> bool:
    cut = title.rstrip(". …")
    return len(cut) < len(title) and other.startswith(cut) and len(other) > len(title)


def _with_suffix(survey: Survey, title: str) -> Clue | None:
    """The first line that repeats the title with a publisher behind it."""
    for i in survey.echoes:
        line = shown(survey.lines[i])
        if line.startswith(title) and line[len(title) :].startswith(_SEPARATORS):
            return line, i, None
    return None


def _split(
    raw: str, survey: Survey, clues: Clues, found: list[Clue], block: Block | None
) -> tuple[str, str | None]:
    """Title and publisher of a line `T - P`; the publisher only when vouched for."""
    separators = [separator for separator in _SEPARATORS if separator in raw]
    if not separators:
        return raw, None
    separator = max(separators, key=raw.rfind)
    title, _, suffix = raw.rpartition(separator)
    suffix = suffix.strip()
    if not title or not 0 < len(suffix) <= _SUFFIX_CHARS or len(suffix.split()) > _SUFFIX_WORDS:
        return raw, None
    bare = fold(title)
    is_known = any(fold(text) == bare for text, _, _ in found) or any(
        survey.key(i) == bare for i in survey.echoes
    )
    key = fold(suffix)
    is_named = any(fold(text) == key for text, _, _ in (*clues.publishers, *clues.owners))
    # Google News and those who feed on it always write `T - P`.
    is_fed = separator == " - " and (block is not None or bool(clues.feeds))
    if is_known or is_named or is_fed:
        return title.rstrip(), suffix
    return raw, None
