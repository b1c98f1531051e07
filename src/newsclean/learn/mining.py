"""What repeats from post to post of one site, and whether that is its template.

Lines that repeat across the documents of a site are the oldest sign of a template: Z. Bar-Yossef
and S. Rajagopalan, "Template detection via data mining" (2002), count shared blocks, L. Yi, B. Liu
and X. Li, "Eliminating noisy information in web pages" (2003), weigh them by place. Lines with a
part that varies are found as R. Vaarandi finds the patterns of log lines (2003), by the words that
are frequent at one end.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from newsclean.fold import fold, fold_numbers
from newsclean.learn.ends import Template, templates
from newsclean.learn.finding import Finding
from newsclean.learn.site import BODY, LEAST_ARTICLES, TAIL, Site, is_prose, key_of
from newsclean.learn.stamps import stamps
from newsclean.lexicon import Lexicon
from newsclean.line import ARTICLE_FAMILIES
from newsclean.shapes import HEADLINE, shape

# Between paragraphs so many articles must carry a line, and so large a share of all.
_BODY_ARTICLES, _BODY_SHARE = 4, 0.08
_SURE_SHARE, _MOST_SHARE = 0.9, 0.6  # of its places that make one of them its place
_FIRM_SHARE = 0.5  # from here on a line of one letter is no accident
_LETTERS, _LETTERS_WIDE = 3, 2  # fewer say nothing
# A heading takes headlines along: so many under it, so often, on so many posts.
_CARRIED, _CARRY_SHARE, _HEADING_SHARE = 2, 0.6, 0.3
_PROMOTED_SHARE = 0.1  # a headline on fewer posts is one of many that take turns
# Longer than the subheadings that a blog repeats, and on so many posts: a promoted headline.
_HEADING_WORDS, _HEADING_CHARS_WIDE, _LONG_SHARE = 4, 12, 0.15
_BESIDE_SHARE = 0.8
_TITLE_CHARS, _TITLE_SHARE = 8, 0.6
_SLOT = re.compile(r"\{(?!n\})\w+\}")


def mine(posts: Sequence[Sequence[str]]) -> tuple[int, list[Finding]]:
    """How many different articles the posts hold, and what their template is, commonest first.

    posts: lines of each, as `reduced` leaves them, without blank ones.
    """
    site = Site(posts)
    found: list[Finding] = []
    if site.total >= LEAST_ARTICLES:
        found = sorted(_findings(site), key=lambda one: (-one.articles, one.phrase, one.pattern))
    return site.total, found


def _findings(site: Site) -> Iterator[Finding]:
    """Lines with a part that varies, then those that are the same each time."""
    covered: set[str] = set()
    for template in templates(list(site.rows()), site.least):
        finding = _of_template(site, template)
        if finding is not None:
            covered |= template.lines.keys()
            yield finding
    for finding, lines in stamps(site):
        covered |= lines
        yield finding
    lexicon = Lexicon()
    for places in _places(site, covered).values():
        same = _of_line(site, lexicon, places)
        if same is not None:
            yield same


# Lines with a part that varies


def _of_template(site: Site, template: Template) -> Finding | None:
    articles = len(template.articles)
    share = articles / site.total
    position = _position(template.zones, _SURE_SHARE)
    if position is None:
        if articles < _BODY_ARTICLES or share < _BODY_SHARE or template.is_loose:
            return None
        position = "anywhere"
    finding = Finding(phrase=template.phrase, articles=articles, share=share, position=position,
                      examples=list(template.lines))  # fmt: skip
    if _takes_title(site, template):
        finding.phrase = _SLOT.sub("{title}", template.phrase)
        finding.takes_title = True
    return finding


def _takes_title(site: Site, template: Template) -> bool:
    """Whether what varies stands again in the post, as the title does: `0 comments on "T"`."""
    again = 0
    for (line, _, _, n), value in zip(template.rows, template.values, strict=True):
        key, own = fold(value), key_of(line)
        again += len(key) >= _TITLE_CHARS and any(
            other.startswith(key) for other in site.keys[n] if other != own
        )
    return again > _TITLE_SHARE * len(template.rows)


# Lines that are the same each time


class _Places:
    """Where the lines of one key stood.

    again: how often another one stood in the same post; beside: how often something else that
    repeats stood next to it; over_headlines, over_own: how often headlines, or any line of the
    post's own, stood below.
    """

    __slots__ = ("again", "articles", "beside", "count", "lines", "over_headlines", "over_own",
                 "zones")  # fmt: skip

    def __init__(self) -> None:
        self.articles: set[int] = set()
        self.lines: dict[str, None] = {}
        self.zones: Counter[str] = Counter()
        self.count = self.again = self.beside = self.over_headlines = self.over_own = 0


def _places(site: Site, covered: set[str]) -> dict[str, _Places]:
    """The lines that repeat, numbers aside, and that nothing covers yet."""
    found: defaultdict[str, _Places] = defaultdict(_Places)
    for n, article in enumerate(site.articles):
        lines, keys = site.posts[n], site.keys[n]
        is_own = [
            not site.repeats(key) and line not in covered
            for line, key in zip(lines, keys, strict=True)
        ]
        times = Counter(keys)
        for i, key in enumerate(keys):
            if is_own[i] or lines[i] in covered:
                continue
            places = found[key]
            places.articles.add(article)
            places.lines[lines[i]] = None
            places.zones[site.zones[n][i]] += 1
            places.count += 1
            places.again += times[key] > 1
            below = is_own[i + 1:i + 1 + _CARRIED]
            places.beside += False in is_own[max(0, i - 1):i] or below[:1] == [False]
            places.over_own += below[:1] == [True]
            places.over_headlines += below == [True] * _CARRIED and not any(
                map(is_prose, lines[i + 1:i + 1 + _CARRIED]))  # fmt: skip
    return found


def _of_line(site: Site, lexicon: Lexicon, places: _Places) -> Finding | None:
    """A line that repeats as a part of the template; None when it may be the articles'."""
    line = next(iter(places.lines))
    key = fold(line)
    articles, share = len(places.articles), len(places.articles) / site.total
    is_short = _may_head(key)
    # A short line may be a menu's and a subheading: `Sport`. Then it goes from the menu only.
    position = _position(places.zones, _MOST_SHARE if is_short else _SURE_SHARE)
    hit = lexicon.find(key)
    if hit is not None and hit[0].family in ARTICLE_FAMILIES:
        return None  # `Reuters contributed.`
    if position is None and (articles < _BODY_ARTICLES or share < _BODY_SHARE):
        return None
    is_beside = places.beside >= _BESIDE_SHARE * places.count
    is_again = places.again > places.count // 2
    letters = sum(map(str.isalpha, key))
    if letters < (_LETTERS if line < "\u2e80" else _LETTERS_WIDE):
        is_placed = position is not None or is_beside or is_again
        if not letters or share < _FIRM_SHARE or not is_placed:
            return None
    is_label = hit is None and shape(line)[0] == HEADLINE and not line.endswith((":", "："))
    if is_label and share < _PROMOTED_SHARE and not is_short:
        return None
    phrase = _phrase(list(places.lines))
    if phrase is None:
        return None
    # A whole line of many words is the same wherever it stands.
    is_anywhere = position is None or (share >= _FIRM_SHARE and not is_short)
    finding = Finding(phrase=phrase, articles=articles, share=share, examples=list(places.lines),
                      position="anywhere" if is_anywhere else position or "anywhere")  # fmt: skip
    carried = min(places.over_headlines, places.zones[TAIL])
    if share >= _HEADING_SHARE and carried >= _CARRY_SHARE * places.count:
        finding.carries, finding.position = True, TAIL
    finding.is_doubtful = (
        position is None and is_label and (is_short or share < _LONG_SHARE)
        and not is_again and not is_beside and places.over_own > places.count // 4
    )  # fmt: skip
    return finding


def _position(zones: Counter[str], least: float) -> str | None:
    """The one place, above or below the paragraphs, where lines stand; None for between them.

    least: the share of them that must stand there.
    """
    zone, times = zones.most_common(1)[0]
    return zone if zone != BODY and times >= least * zones.total() else None


def _may_head(key: str) -> bool:
    """Whether a line is as short as the subheadings that a blog repeats."""
    if key > "\u2e80":
        return len(key) <= _HEADING_CHARS_WIDE
    return key.count(" ") < _HEADING_WORDS


def _phrase(lines: Sequence[str]) -> str | None:
    """Lines that are one but for their numbers, as a phrase; None when braces would mislead."""
    first = lines[0]
    if "{" in first or "}" in first:
        return None
    if all(fold(line) == fold(first) for line in lines):
        return first
    return fold_numbers(first).replace("0", "{n}")
