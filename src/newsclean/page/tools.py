"""Lines inside of a dump's article that its tool printed for what is no text: buttons, links."""

from __future__ import annotations

from collections import Counter

from newsclean.links import ITEM, is_links
from newsclean.patterns import Pattern
from newsclean.shapes import ends_sentence
from newsclean.sieve import Sieve

_IMAGE = Pattern(r"\s*(?:[*+-]\s+)?!\[")
# Where links lead; those of the page itself and relative ones have no host.
_HOST = Pattern(r"\]\((?:(?:https?:)?//([^/\s()]+)|mailto:|[^)\s]*)")
# As lynx prints a form.
_FORM = Pattern(
    r"\s*(?:[*+-]\s+)?(?:\(BUTTON\)[^.:!?]{0,60}|_{15,}(?:\s*\(BUTTON\).*)?|IFRAME:\s.*)$"
)
_MANY = 8  # a text with fewer links on lines of their own is no dump by a tool that prints them
_HEADING_CHARS = 80


def find_tool_lines(lines: list[str], start: int, end: int, sieve: Sieve) -> dict[int, str]:
    """Line -> what it is, from line `start` to before `end`.

    Inside of labelled articles hardly one such line was the article's. What a line with a colon
    announces stays, or a heading that no table knows; and what leads to another site: that an
    author recommends, too.
    """
    found = {i: "a button or a field of a form" for i in range(start, end)
             if _FORM.match(lines[i]) is not None}  # fmt: skip
    links = [i for i, line in enumerate(lines) if is_links(line)]
    if len(links) < _MANY:
        return found
    hosts = {i: _HOST.findall(lines[i]) for i in links}
    home = {"", Counter(host for own in hosts.values() for host in own).most_common(1)[0][0]}
    for run in _runs(links):
        if run[-1] < start or run[0] >= end:
            continue
        is_list = ITEM.match(lines[run[0]]) is not None
        is_alone = _is_alone(lines, run, sieve, is_list=is_list)
        for i in run:
            if start <= i < end and is_alone and (
                _IMAGE.match(lines[i]) is not None
                or ("](mailto:" not in lines[i] and home.issuperset(hosts[i]))
            ):
                found[i] = "an image or a link on a line of its own"
    return found


def _runs(numbers: list[int]) -> list[list[int]]:
    """Lines that follow each other, together."""
    runs: list[list[int]] = []
    for i in numbers:
        if runs and runs[-1][-1] == i - 1:
            runs[-1].append(i)
        else:
            runs.append([i])
    return runs


def _is_alone(lines: list[str], run: list[int], sieve: Sieve, *, is_list: bool) -> bool:
    """Whether nothing stands beside such lines, and nothing announces them.

    Else they are a part of a paragraph that was wrapped, or of a list of other things.
    """
    above, below = run[0] - 1, run[-1] + 1
    if _filled(lines, below):
        return False
    if _filled(lines, above) and (not is_list or ITEM.match(lines[above]) is not None):
        return False
    while above >= 0 and not lines[above].strip():
        above -= 1
    text = lines[above].strip("#*_ \t") if above >= 0 else ""
    if text.endswith((":", "：")):
        return False
    # Of a list what heads it tells; a heading ends in no stop.
    is_headed = is_list and text and len(text) <= _HEADING_CHARS and not ends_sentence(text)
    return not is_headed or is_links(lines[above]) or sieve.line(text).hit is not None


def _filled(lines: list[str], i: int) -> bool:
    return 0 <= i < len(lines) and bool(lines[i].strip())
