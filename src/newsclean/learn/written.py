"""What was found on a site as a rule pack, in TOML that people read, check and change."""

from __future__ import annotations

import re
from collections.abc import Iterable

from newsclean.errors import RuleError
from newsclean.fold import fold
from newsclean.learn.finding import Finding
from newsclean.packs.matcher import Matcher
from newsclean.packs.rule import Rule

# What the tables would call a low risk: most articles of a site carry the line in one place.
_LOW_SHARE = 0.5
_ID_CHARS = 32
_NO_WORD = re.compile(r"[^a-z0-9]+")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\t": "\\t", "\x7f": "\\u007f"}

_HEAD = """\
# Lines that repeat in the posts of a site, found by newsclean learn. Look through them: what is
# wrong goes, or becomes a [[keep]] row; newsclean rules test checks the examples."""
_SIGN = "\n# As learned; to learn again leaves a changed file alone. "
_DOUBTFUL = """\
# Between paragraphs and like a heading: articles may have it, too. Where it is none of theirs,
# take the signs at the beginnings of the lines away."""

Site = tuple[str, int, list[Finding]]


def written(name: str, sites: Iterable[Site], date: str | None = None) -> str:
    """The pack.

    name: its name. sites: of each its name, how many different articles were read, what repeats.
    date: of the newest post, as the day on which rules matched last. RuleError when nothing does.
    """
    ids: dict[str, int] = {}
    blocks: list[str] = []
    articles = 0
    doubtful: list[str] = []
    for site, total, findings in sites:
        articles += total
        for finding in findings:
            lines = _rule(finding, site, total, date, ids)
            if not lines:
                continue
            if finding.is_doubtful:
                doubtful.append("\n".join(f"# {line}" for line in lines))
            else:
                blocks.append("\n".join(lines))
    if not blocks and not doubtful:
        raise RuleError(f"nothing repeats in {articles} different articles")
    parts = [_HEAD, f"name = {_string(name)}\n"
             f'about = "learned from {articles} different articles"', *blocks]  # fmt: skip
    if doubtful:
        parts += [_DOUBTFUL, *doubtful]
    return signed("\n\n".join(parts) + "\n")


def is_untouched(pack: str) -> bool:
    """Whether a pack is as `written` gave it: then to write it anew loses nobody's work."""
    above, sign, _ = pack.rpartition(_SIGN)
    return bool(sign) and signed(above) == pack


def signed(pack: str) -> str:
    """A pack with the line that tells whether somebody changed what stands above."""
    import hashlib

    digest = hashlib.sha256(pack.encode("utf-8", "surrogatepass")).hexdigest()
    return f"{pack}{_SIGN}{digest[:16]}\n"


def _rule(
    finding: Finding, site: str, total: int, date: str | None, ids: dict[str, int]
) -> list[str]:
    """The lines of one rule; none when its examples show that it would not work."""
    rule = Rule("learned:x", "", phrase=finding.phrase, pattern=finding.pattern)
    matcher = Matcher([rule])
    examples = [line for line in finding.examples if matcher.find(line, fold(line)) is not None]
    if not examples:
        return []
    kind, wording = ("phrase", finding.phrase) if finding.phrase else ("pattern", finding.pattern)
    own_id = _id(finding.phrase or (examples[0] if "{" in examples[0] else "date"), ids)
    lines = ["[[rule]]", f"id = {_string(own_id)}", f"{kind} = {_string(wording)}"]
    if finding.position != "anywhere":
        lines.append(f"position = {_string(finding.position)}")
    if finding.takes_title:
        lines.append('captures = ["title"]')
    if finding.below:
        lines.append(f"below = {finding.below}")
    if finding.through:
        lines.append("through = true")
    if finding.above:
        lines.append(f"above = {finding.above}")
    if finding.carries:  # a heading like those of the table takes its headlines along
        lines.append('family = "related"')
    if finding.share < _LOW_SHARE:
        lines.append('risk = "medium"')
    lines += [f"count = {finding.articles}", f"share = {finding.share:.2f}"]
    if date is not None:
        lines.append(f"last_matched = {_string(date)}")
    told = f"{site}: " if site else ""
    lines.append(f"note = {_string(f'{told}{finding.articles} of {total} articles')}")
    return [*lines, f"removes = [{', '.join(map(_string, examples))}]"]


def _id(phrase: str, ids: dict[str, int]) -> str:
    """A short name that no other rule of the pack has."""
    slug = _NO_WORD.sub("-", phrase.lower()).strip("-")[:_ID_CHARS].strip("-") or "line"
    ids[slug] = ids.get(slug, 0) + 1
    return slug if ids[slug] == 1 else f"{slug}.{ids[slug]}"


def _string(text: str) -> str:
    """A basic string of TOML."""
    return '"' + "".join(
        _ESCAPES.get(c) or (f"\\u{ord(c):04x}" if c < " " else c) for c in text
    ) + '"'  # fmt: skip
