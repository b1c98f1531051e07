"""The title that a page tells, and where in it the site's name begins."""

from __future__ import annotations

import itertools
import re

from newsclean.fields.words import words
from newsclean.fold import fold
from newsclean.hosts import host_of
from newsclean.html.elements import text_of
from newsclean.html.sitename import letters
from newsclean.html.unescaped import as_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from newsclean.html.head import Head, Told

# With blanks around it, or behind Chinese, Japanese or Korean without: `…公交线路_河东新闻网`.
_SEPARATOR = re.compile(
    r"\s+(?:[|\u2013\u2014\u00b7\u2022\u00ab\u00bb:/-]|::)\s+"
    r"|(?<=[\u3001-\u30ff\u3400-\u9fff\uac00-\ud7af\uff01-\uff9f])\s?[|_\uff5c\u2013\u2014-]\s?"
)
_MOST_CHARS = 400
_KICKER_SHARE = 0.5  # of a heading that its title takes up at least
_NAME_WORDS, _TITLE_WORDS = 6, 3
_HEADING_WORDS, _SHARED = 4, 4  # a fourth of them may be the town, which names the paper, too
_NAME_CHARS = 8  # what is no longer may be a section's name
_WIDE_TITLE_CHARS = 8  # of a headline without blanks, at least
_HEADLINES = frozenset(
    "headline entry-title post-title article-title news-title story-title article-headline".split()
)
_BARS = "|_\uff5c"

_TITLE = ("og:title", "twitter:title", "dc.title", "dcterms.title", "citation_title", "title",
          "parsely-title", "sailthru.title")  # fmt: skip


def read_title(head: Head, page_title: str | None, site: str | None) -> tuple[Told, Told] | None:
    """The first title that somebody tells: as it was told, and without the site's name.

    page_title: what `<title>` says. site: the publisher's name, if known.
    """
    headings = head.body.headings()
    found = next((one for one in _candidates(head) if not _is_name(one[0], site)), None)
    if found is None and page_title and fold(page_title) not in words("no-title"):
        found = page_title, "html:title"
    if found is None and len(headings) == 1:
        found = headings[0], "html:h1"
    if found is None or not found[0]:
        return None
    told, (raw, source) = found, (as_text(found[0][:_MOST_CHARS]), found[1])
    # A site's name is the first heading of each of its pages, and links home.
    own = [text for text in headings if not head.body.is_home_link(text)]
    if own and site and letters(own[0]) == letters(site):
        del own[0]
    bare = raw
    if _SEPARATOR.search(raw) is not None:
        bare = _bare_title(raw, itertools.chain(own, head.body.subheadings()), site, head.address)
    if bare == raw and site:
        bare = _without_prefix(raw, site)
    if len(own) == 1 and letters(own[0]) in map(letters, (raw[: -len(bare)], raw[len(bare) :])):
        own = []  # the site's name, which was cut off
    if len(own) == 1 and _is_same_title(own[0], bare):
        if not _has_kicker(head.body.heading_pieces(own[0]), bare):
            return told, (own[0], "html:h1")
    elif (
        source == "html:title" and len(own) == 1 and _is_constant(own[0], raw)
        and not _is_said(raw, head.body.lower_headings())
    ):  # fmt: skip
        return told, (own[0], "html:h1")
    elif source == "html:title":
        if not headings and len(bare.split()) < _TITLE_WORDS:
            headline = _headline_of(head)
            if headline is not None:
                return told, headline
        bare = _without_last_part(raw) if bare == raw else _without_channels(bare)
    return told, (bare, source)


def _headline_of(head: Head) -> Told | None:
    """The lower heading that a theme calls the headline, where a page has no other.

    For a `<title>` that says no more than `News`.
    """
    found = [
        (text_of(element), f"html:{tag}")
        for tag in ("h2", "h3") for element in head.body.tagged[tag]
        if not _HEADLINES.isdisjoint((element.get("class") or "").split())
    ]  # fmt: skip
    return found[0] if len(found) == 1 and found[0][0] else None


def title_in_lines(title: str, lines: Iterable[str]) -> str:
    """A `<title>` without the names of site and section, where a line says the rest of it.

    Pages of old have no `h1`: their headline is a line of the text, in `b` or `font`.
    """
    ends = [(title[: match.start()], title[match.end() :]) for match in _SEPARATOR.finditer(title)]
    parts = {fold(part): part for pair in ends for part in pair}
    for line in lines:
        part = parts.get(fold(line))
        if part is not None and len(part.split()) >= _TITLE_WORDS:
            return part
    return title


def _candidates(head: Head) -> Iterator[Told]:
    """Titles that are told, the surest first."""
    told = head.ld("headline", "name")
    if told is not None:
        yield told
    yield from head.all_metas(_TITLE[:2])
    told = head.body.prop("headline")
    if told is not None:
        yield told
    yield from head.all_metas(_TITLE[2:])


def _is_name(title: str, site: str | None) -> bool:
    """Whether a title is that of the site: some print it as the title of each page."""
    return site is not None and letters(title) == letters(site)


def _without_prefix(title: str, site: str) -> str:
    """A title without the site's name before a colon: `Mill Watch: Why the old mill must stay`."""
    name, colon, rest = title.partition(": ")
    return rest.strip() or title if colon and letters(name) == letters(site) else title


def _is_constant(heading: str, title: str) -> bool:
    """Whether a `<title>` is that of all pages of a site: it has hardly a word of the `h1`."""
    own = _words_in(heading)
    return len(own) >= _HEADING_WORDS and _SHARED * len(own & _words_in(title)) <= len(own)


def _is_said(title: str, headings: Iterable[str]) -> bool:
    """Whether a heading is a `<title>`, or what stands before its first bar or behind its last."""
    parts = _SEPARATOR.split(title)
    said = {part for part in map(letters, (title, parts[0], parts[-1])) if len(part) > _NAME_CHARS}
    return bool(said) and not said.isdisjoint(map(letters, headings))


def _words_in(text: str) -> set[str]:
    return {own for word in text.split() if (own := letters(word))}


def _has_kicker(pieces: list[str], title: str) -> bool:
    """Whether a heading is the title with a line before or behind it: `Tunisia`, a date.

    pieces: its texts, element by element; a line of its own is an element of its own.
    """
    parts = [part for part in map(letters, pieces) if part]
    whole, own = "".join(parts), letters(title)
    if whole == own or len(own) < _KICKER_SHARE * len(whole):
        return False
    ends = {0, *itertools.accumulate(map(len, parts))}
    return (whole.endswith(own) and len(whole) - len(own) in ends) or (
        whole.startswith(own) and len(own) in ends
    )


def _without_last_part(title: str) -> str:
    """A `<title>` without what stands behind its last bar: the site's name, as good as always.

    Without what stands behind the first, where no blanks are around it: `标题_频道_网站`.
    """
    match = _SEPARATOR.search(title)
    if match is not None and match.group() in _BARS:
        return _without_channels(title)
    first, bar, last = title.rpartition(" | ")
    is_name = bar and len(last.split()) <= _NAME_WORDS and len(last) < len(first)
    return first.rstrip() if is_name and len(first.split()) >= _TITLE_WORDS else title


def _without_channels(title: str) -> str:
    """What stands before the first bar without blanks around it, if that is a title."""
    match = _SEPARATOR.search(title)
    if match is None or match.group() not in _BARS:
        return title
    first = title[: match.start()]
    is_title = len(first) >= _WIDE_TITLE_CHARS and len(first) > len(title) - match.end()
    return first if is_title else title


def _is_same_title(heading: str, title: str) -> bool:
    """Whether the page's only `h1` says what the title says, perhaps in other words."""
    own = set(heading.casefold().split())
    both = own & set(title.casefold().split())
    return len(heading) > 8 and len(both) * 2 >= len(own)


def _bare_title(raw: str, headings: Iterable[str], site: str | None, url: str | None) -> str:
    """A title without the site's name before or behind it."""
    parts = [match.span() for match in _SEPARATOR.finditer(raw)]
    starts, ends = {start for start, _ in parts}, {end for _, end in parts}
    key = raw.casefold()
    # A board's name is the first heading of each of its pages, and the topic's a later one.
    for heading in sorted(headings, key=len, reverse=True):
        if heading and heading != raw and len(heading) > 8:
            at = key.find(heading.casefold())
            if at == 0 and len(heading) in starts:
                return raw[: len(heading)]
            if at > 0 and at in ends and at + len(heading) == len(raw):
                return raw[at:]
    if not parts:
        return raw
    names = {letters(site)} if site else set()
    if url:
        host = host_of(url)
        names |= {letters(host), letters(host.rpartition(".")[0]), letters(host.split(".")[0])}
    names.discard("")
    start, end = parts[-1]
    last = letters(raw[end:])
    if last and (last in names or any(len(last) > 4 and last in name for name in names)):
        return raw[:start]
    start, end = parts[0]
    if letters(raw[:start]) in names:
        return raw[end:]
    return raw
