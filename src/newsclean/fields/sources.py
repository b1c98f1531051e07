"""Who published a text first, and its title there, out of what a wording captured."""

from __future__ import annotations

import re
from functools import cache  # re has loaded it already

from newsclean.fields.bylines import ask_date, cut_time
from newsclean.fields.words import words
from newsclean.hosts import host_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from newsclean.fields.clues import Clues
    from newsclean.lexicon import Row

_TITLE_WORDS, _NAME_WORDS = 3, 6
_ABBREVIATION_CHARS = 4  # `Inc.`, `Ltd.`, with their full stop


def without_tags(text: str) -> str:
    """A text without the tags that a feed left in it."""
    return _tag().sub("", text) if "<" in text else text


def bare_publisher(
    clues: Clues, line: str, found: str, i: int, row: Row, *, is_source: bool
) -> str:
    """The name of a publisher without date, title and full stop; dates and titles become clues.

    found: what stands in the place of the name. is_source: the wording tells of the original.
    """
    name = found.strip()
    if is_source and any(map(str.isdigit, name)):
        before, when = cut_time(name.rstrip("."))
        if before:
            name = before
            ask_date(clues, line, when, i, row)
    # WordPress's `Press This` quotes so: `via Council closes bridge — Harbour Ledger`.
    title, dash, last = name.rpartition(" — ")
    if is_source and dash and len(title.split()) >= _TITLE_WORDS:
        if len(last.split()) > _NAME_WORDS:
            return ""
        clues.titles.append((title.strip(), i, row.id))
        name = last
    first, colon, rest = name.partition(": ")
    if is_source and colon and len(rest.split()) >= _TITLE_WORDS:
        name = first
    name = name.strip(" ,")
    *_, word = name.split(" ")
    is_sentence = name.endswith(".") and len(word) > _ABBREVIATION_CHARS and "." not in word[:-1]
    return name[:-1] if is_sentence else name


@cache
def _tag() -> re.Pattern[str]:
    return re.compile(r"</?[A-Za-z][^<>]*>")


def is_article_address(address: str) -> bool:
    """Whether an address leads to an article: a path below a host that is no social network."""
    host = host_of(address.strip("<>"))
    if not host or host.removeprefix("m.") in words("social"):
        return False
    path = address.strip("<>").partition("://")[2].partition("/")[2]
    return bool(path.strip("/")) and (len(path) >= 5 or "ift.tt" in host)
