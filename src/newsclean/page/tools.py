"""Lines inside of a dump's article that its tool printed for what is no text: buttons, links."""

from __future__ import annotations

from newsclean.patterns import Pattern

# As html2text, markdownify and the like print an image, and a link that is all of its line.
_LINKS = Pattern(r"\s*(?:[*+-]\s+|\d+\.\s+)?(?:!?\[[^\[\]]{0,300}\]\([^()\s]{0,600}\)[\s|·•>,]*)+$")
_ITEM = Pattern(r"\s*(?:[*+-]|\d+\.)\s")
_IMAGE = Pattern(r"\s*(?:[*+-]\s+)?!\[")
# Where links lead; those of the page itself and relative ones have no host.
_HOST = Pattern(r"\]\((?:(?:https?:)?//([^/\s()]+)|mailto:|[^)\s]*)")
# As lynx prints a form.
_FORM = Pattern(r"\s*(?:[*+-]\s+)?(?:\(BUTTON\)|_{15,}(?:\s|$)|IFRAME:\s)")
_MANY = 8  # a text with fewer links on lines of their own is no dump by a tool that prints them


def find_tool_lines(lines: list[str], start: int, end: int) -> dict[int, str]:
    """Line -> what it is, from line `start` to before `end`.

    Of 3,400 such links and images between the first and the last line of labelled articles 16 were
    the article's, of 440 buttons one. What a line with a colon announces stays, and what leads to
    another site: that an author recommends, too.
    """
    found = {i: "a button or a field of a form" for i in range(start, end)
             if _FORM.match(lines[i]) is not None}  # fmt: skip
    links = [i for i, line in enumerate(lines) if "](" in line and _LINKS.match(line) is not None]
    if len(links) < _MANY:
        return found
    hosts = [host for i in links for host in _HOST.findall(lines[i])]
    home = {"", max(hosts, key=hosts.count)}
    known = set(links)
    for i in links:
        if start <= i < end and _is_alone(lines, i, known) and (
            _IMAGE.match(lines[i]) is not None
            or ("](mailto:" not in lines[i] and home.issuperset(_HOST.findall(lines[i])))
        ):
            found[i] = "an image or a link on a line of its own"
    return found


def _is_alone(lines: list[str], i: int, links: set[int]) -> bool:
    """Whether nothing but such lines stands beside it, and no colon announces it.

    Else it is a part of a paragraph that was wrapped, or of a list of other things.
    """
    above = i - 1
    while above in links:
        above -= 1
    below = i + 1
    while below in links:
        below += 1
    if _filled(lines, below) or (_filled(lines, above) and _ITEM.match(lines[i]) is None):
        return False
    while above >= 0 and not lines[above].strip():
        above -= 1
    return above < 0 or not lines[above].rstrip("* _").endswith((":", "："))


def _filled(lines: list[str], i: int) -> bool:
    return 0 <= i < len(lines) and bool(lines[i].strip())
