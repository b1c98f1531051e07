"""Standing lines that are the article's own, such as `Verdict`, `Rating: 4/5`, `Where to stay`.

They repeat from post to post as a template does, and stand where a template begins: below the last
paragraph and above the first line that is boilerplate by itself, or above the first paragraph and
below the headline. What learned lines say there is a doubt, unless nothing but a template has it.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence

from newsclean.dates import find_date
from newsclean.learn.finding import Finding
from newsclean.learn.site import HEAD, TAIL, Site
from newsclean.learn.slots import headline_size
from newsclean.shapes import ends_sentence

_NEAR = 0.6  # of its places beside the article: a line with more may be the article's
_FIELD = re.compile(r".{1,40}[:：] ?\S").match  # `Prep time: 20 minutes`
_LIST, _MARK = re.compile(r"[^{]+[:：] ?\{\w+\}"), re.compile("[:：]")
_HEADLINE = 0.8  # of what a headline has at least: a menu's words stand above and below, too
_LEAST_TAGS, _MOST_TAGS, _TAG_CHARS, _SMALL = 1.5, 8, 30, 0.8
_STANDING = 0.9  # of the articles: a line on fewer is one of many that take turns


def doubt_own(site: Site, owners: Mapping[str, Finding]) -> None:
    """Doubt what stands between an article and its site's template and may be either's.

    owners: which finding a line is of.
    """
    near: Counter[Finding] = Counter()
    times: Counter[Finding] = Counter()
    tags = set(_tags(owners))
    for n, lines in enumerate(site.posts):
        own = [owners.get(line) for line in lines]
        prose = next((i for i, line in enumerate(lines)
                      if own[i] is None and site.is_prose[line]), None)  # fmt: skip
        if prose is not None:
            times.update([one for one in own if one is not None])
            found = (*_above(lines, own, prose), *_below(site, n, own, prose, tags))
            near.update([one for i in found if (one := own[i]) is not None])
    for one, count in near.items():
        if not one.is_anchor and not one.is_between and count > _NEAR * times[one]:
            one.is_doubtful = True


def _is_anchor(finding: Finding | None, zone: str) -> bool:
    """Whether a line is boilerplate by itself, above or below the paragraphs."""
    return (
        finding is not None and finding.is_anchor and not finding.is_doubtful
        and not finding.is_between and finding.zone == zone
    )  # fmt: skip


def _below(
    site: Site, n: int, own: Sequence[Finding | None], prose: int, tags: Container[Finding]
) -> range:
    """The lines from the first paragraph of a post to the first sure line of the template."""
    lines, zones = site.posts[n], site.zones[n]
    end = next((i for i in range(prose + 1, len(lines))
                if zones[i] == TAIL and _is_anchor(own[i], TAIL)), len(lines))  # fmt: skip
    start = end
    while start and end < len(lines) and (
        own[start - 1] in tags or _is_standing(lines, own, start - 1)
    ):
        start -= 1
    above = lines[start - 1]
    # A label of the template follows upon a paragraph; `CV`, `Name: …` and `Sources` do not.
    is_after = own[start - 1] is None and (site.is_prose[above] or ends_sentence(above))
    lists = sum(own[i] in tags for i in range(start, end))
    if is_after and lists <= 1 and not any(_is_signed(lines[i]) for i in range(start, end)):
        return range(prose + 1, start)
    return range(prose + 1, end)


def _is_standing(lines: Sequence[str], own: Sequence[Finding | None], i: int) -> bool:
    """Whether a line is a date, or a label that nearly all posts have, word for word.

    Over a date it is the name of a feed, of which a site may have several.
    """
    line, finding = lines[i], own[i]
    if finding is None or finding.is_between or finding.is_doubtful or finding.zone != TAIL:
        return False
    return _is_day(line, finding) or (
        (finding.share >= _STANDING or _is_day(lines[i + 1], own[i + 1]))
        and "{" not in finding.phrase and "," not in line and not ends_sentence(line)
    )  # fmt: skip


def _is_signed(line: str) -> bool:
    """Whether a line ends like a name: `Yours, Dora Pym`."""
    words = line.split()[-2:]
    return len(words) == 2 and all(word[:1].isupper() and word[1:].islower() for word in words)


def _tags(owners: Mapping[str, Finding]) -> Iterator[Finding]:
    """The labels with a list of words in small letters, of which posts have some in common."""
    lists: defaultdict[Finding, list[str]] = defaultdict(list)
    for line, finding in owners.items():
        if finding.zone == TAIL and _LIST.fullmatch(finding.phrase):
            lists[finding].append(line)
    for finding, lines in lists.items():
        parts = [part.strip() for line in lines for part in _MARK.split(line, 1)[1].split(",")]
        small = sum(part[:1].isalpha() and not part[:1].isupper() for part in parts)
        if (
            _LEAST_TAGS * len(lines) <= len(parts) <= _MOST_TAGS * len(lines)
            and small >= _SMALL * len(parts) and 2 * len(set(parts)) <= len(parts)
            and max(map(len, parts)) <= _TAG_CHARS
        ):
            yield finding


def _is_day(line: str, finding: Finding | None) -> bool:
    """Whether a line is nothing but a date; a time alone may be that of a live report."""
    return finding is not None and bool(finding.pattern) and find_date(line) is not None


def _above(lines: Sequence[str], own: Sequence[Finding | None], prose: int) -> Iterator[int]:
    """The lines from the headline of a post, or a sure line below it, to the first paragraph.

    Without a headline the whole head is a template's, but for a heading alone and fields.
    """
    title = next((i for i in range(prose) if _is_own(lines[i], own[i])), -1)
    for i in range(title + 1, prose):
        if find_date(lines[i]) is None and (
            title >= 0 or prose == 1 or lines[i][-1] in ",，" or _FIELD(lines[i])
        ):
            yield i


def _is_own(line: str, finding: Finding | None) -> bool:
    """Whether a line over the first paragraph may be the headline, which others may list."""
    if finding is None or finding.is_doubtful or finding.zone == TAIL:
        return True
    return finding.zone != HEAD and not finding.is_anchor and headline_size(line) >= _HEADLINE
