"""What the text of a whole page does not tell: fields that would be guesses are emptied."""

from __future__ import annotations

import re
from functools import cache

from newsclean.document import Document
from newsclean.fold import fold

# Not from `typing`, which costs more than all of newsclean at start.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from newsclean.fields import Fields

_NEAR = 6  # lines with text from a title to the article, both counted
_OF_REPOSTS = ("source_url", "feed_title", "feed_url")


def drop_guesses(fields: Fields, doc: Document) -> None:
    """Empty what a dump does not vouch for.

    A title must stand right above what is kept, or be its first line, for any line of a menu may
    look like one; a publisher must stand in a notice with a sign or a year, not in a link of that
    name; a page that is no repost has no source and no feed.
    """
    if fields.title is not None and not doc.title and not _leads(fields, doc):
        _empty(fields, "title", "title_raw")
    if fields.publisher is not None and not _is_vouched(fields, doc):
        _empty(fields, "publisher")
    _empty(fields, *_OF_REPOSTS)


def _empty(fields: Fields, *names: str) -> None:
    for name in names:
        setattr(fields, name, None)
        fields.origins.pop(name, None)


def _leads(fields: Fields, doc: Document) -> bool:
    """Whether the title stands in the lines that lead to the article."""
    titles = {fold(text) for text in (fields.title, fields.title_raw) if text}
    lines, marks = doc.lines, doc.marks
    first = next((i for i, line in enumerate(lines) if i not in marks and line.strip()), None)
    if first is None:
        return False
    left = _NEAR
    for i in range(first, -1, -1):
        text = lines[i].strip()
        if text:
            if fold(text) in titles:
                return True
            left -= 1
            if not left:
                break
    return False


@cache
def _notice() -> re.Pattern[str]:
    return re.compile(r"©|ⓒ|\(c\)|\b(?:19|20)\d\d\b", re.I)


def _is_vouched(fields: Fields, doc: Document) -> bool:
    """Whether the line that names the publisher is a notice of rights, or the title's own line."""
    line, _ = fields.origins.get("publisher", (None, None))
    if line is None:
        return False
    if fields.origins.get("title", (None, None))[0] == line:
        return True
    return _notice().search(doc.lines[line]) is not None
