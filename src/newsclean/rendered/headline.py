"""The headline above the text, where it does not stand there already."""

from __future__ import annotations

from newsclean.fold import fold

TYPE_CHECKING = False
if TYPE_CHECKING:
    from newsclean.result import Result


def headline(result: Result) -> str | None:
    """The title on one line; None where nobody knows it."""
    title = result.title
    return " ".join(title.split()) or None if title else None


def is_headline(line: str, result: Result) -> bool:
    """Whether a line is the headline, as it is told or as it was before the site's name went."""
    key = fold(line)
    return any(told and fold(told) == key for told in (result.title, result.title_raw))
