"""What a site calls itself: who names it in every post, in the same words, is the site."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import pairwise

from newsclean.fold import fold
from newsclean.learn.finding import Finding
from newsclean.learn.site import TAIL, Site
from newsclean.shapes import ends_sentence

_LEAST_CHARS, _MOST_CHARS = 6, 40  # of a name without its blanks
_STANDING = 0.9  # of the articles have the line
_WORDS = 5  # a label that names the site may be a heading of the article: `The Courier's view`
_HOST = re.compile(r"://(?:www\.)?([^\s/.]+)\.")
_RIGHTS = re.compile(r"©\W*(?:\d{4}\W*)*([^.|\n]+)")
_BEHIND_TITLE = re.compile(r"\{title\}\s+[-–—|]\s+([^{}]+)$")
_NO_LETTER = re.compile(r"[\W\d_]+")


def find_named(site: Site, owners: Mapping[str, Finding]) -> None:
    """Make anchors of the standing lines below the article that name their site.

    owners: which finding a line is of.
    """
    findings = list(dict.fromkeys(owners.values()))
    names = set(_names(findings))
    if not names:
        return
    named = {one for one in findings if _may_name(one) and any(
        name in _letters(one.phrase) for name in names)}  # fmt: skip
    for one in named - _headings(site, owners, named):
        one.is_anchor, one.is_sentence = True, False


def _letters(text: str) -> str:
    return _NO_LETTER.sub("", fold(text))


def _names(findings: Iterable[Finding]) -> Iterable[str]:
    """What stands behind ©, behind the title and in addresses, without blanks."""
    for one in findings:
        if one.share < _STANDING and not one.is_anchor:
            continue
        found = [_BEHIND_TITLE.search(one.phrase)] + [
            sign.search(line) for line in one.examples for sign in (_HOST, _RIGHTS)
        ]
        for match in found:
            name = _letters(match[1]) if match else ""
            if _LEAST_CHARS <= len(name) <= _MOST_CHARS:
                yield name


def _may_name(finding: Finding) -> bool:
    phrase = finding.phrase
    return (
        finding.share >= _STANDING and finding.zone == TAIL and not finding.is_between
        and not any(sign in phrase for sign in ":：")
        and (ends_sentence(phrase) or phrase.count(" ") >= _WORDS - 1)
    )  # fmt: skip


def _headings(
    site: Site, owners: Mapping[str, Finding], named: set[Finding]
) -> set[Finding]:
    """Those with a paragraph of the article's own under them."""
    found = set()
    for lines in site.posts:
        for line, under in pairwise(lines):
            one = owners.get(line)
            if one in named and under not in owners and site.is_prose[under]:
                found.add(one)
    return found
