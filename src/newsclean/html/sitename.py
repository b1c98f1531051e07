"""The name of a site, and whether what tells one names the site."""

from __future__ import annotations

from itertools import islice

from newsclean.fields.words import words
from newsclean.fold import fold
from newsclean.hosts import host_of
from newsclean.html.elements import is_home, text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from newsclean.html.head import Head, Told

_CHARS = 60
_MOST_LINKS = 200
_LETTERS, _WIDE_LETTERS = 5, 4  # fewer may be a section's: `News`, `Blog`, `首页`
_SIGNS, _BARS = "|\u2013\u2014\u00b7\u2022\u00ab\u00bb:/-_\uff5c", "|_\uff5c\u2013\u2014"
_WITHIN = "-/"  # right behind a name they join it to a word; `NAME` alone is no end of a title
_SITE = ("og:site_name", "dc.publisher", "dcterms.publisher", "publisher", "application-name",
         "article:publisher", "copyright")  # fmt: skip


def read_site(head: Head, page_title: str | None) -> Told | None:
    """Who publishes the page, as it says in its head or in microdata.

    Else the name at an end of its `<title>` to which a link to the site's first page is given.
    """
    found = [head.ld("publisher", "sourceOrganization"), *head.all_metas(_SITE)]
    return (
        next(filter(_is_site, found), None)
        or next(filter(_is_site, [head.body.prop("publisher")]), None)
        or _at_home(head, page_title)
    )


def _is_site(told: Told | None) -> bool:
    """Whether a name can be a publisher's: `Blogger` and the like print their own by default."""
    if told is None or not 1 < len(told[0]) <= 2 * _CHARS or "://" in told[0]:
        return False
    return fold(told[0]) not in words("theme")


def _at_home(head: Head, page_title: str | None) -> Told | None:
    if not page_title:
        return None
    title = page_title.strip()
    for link in islice(head.body.root.iter("a"), _MOST_LINKS):
        address = link.get("href") or "#"
        host = host_of(address)
        if not is_home(address) or (host and host != host_of(head.address or "")):
            continue  # of another site, as far as anybody knows
        name = text_of(link)
        key = letters(name)
        least = _LETTERS if key.isascii() else _WIDE_LETTERS
        if least <= len(key) and len(name) <= _CHARS and _is_apart(name, title):
            return (name, "html:a") if fold(name) not in words("no-title") else None
    return None


def _is_apart(name: str, title: str) -> bool:
    """Whether a name begins or ends a title, with a sign between it and the rest."""
    low, own = title.casefold(), name.casefold()
    rest = low[len(own) :]
    if low.startswith(own) and rest.lstrip()[:1] in _SIGNS:
        return rest[:1] not in _WITHIN  # `Apple-backed firm wins`
    before = low[: -len(own)]
    is_parted = before[-1:].isspace() or before[-1:] in _BARS
    return low.endswith(own) and is_parted and before.rstrip()[-1:] in _SIGNS


def letters(text: str) -> str:
    """What two spellings of a name have in common: letters and digits in small letters."""
    return "".join(filter(str.isalnum, text.casefold()))
