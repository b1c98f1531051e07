"""Trying a rule pack: its examples in texts, and its rules on articles that must stay whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from newsclean import filters
from newsclean.cleaner import Cleaner
from newsclean.fold import fold
from newsclean.packs import RulePack
from newsclean.packs.matcher import Matcher
from newsclean.packs.rule import Rule

FAILURE, WARNING = "failure", "warning"
# kind, the rule, one sentence
Finding = tuple[str, Rule, str]

_ARTICLE = (
    "The council met for six hours on Tuesday and put off its decision on the harbour once more.",
    "Two of its members said afterwards that they had not been shown the engineers' report at all.",
    "A third, who has sat on the board since 2009, said that the last one took a year to appear.",
)
_FOOTER = ("Share this:", "Post a Comment")  # company for rules that do not stand alone
_SHOWN_CHARS = 60


def try_pack(
    pack: RulePack, others: Sequence[RulePack] = (), only: str | None = None
) -> Iterator[Finding]:
    """What is wrong with a pack that could be loaded, rule by rule.

    A failure is an example that does not come out as it says when it stands in a text, a warning
    a rule that would take long lines of articles. others: packs that are in force beside it.
    only: the one rule that is tried, by its id inside of the pack.
    """
    default = Cleaner(rules=[*others, pack])
    strict = Cleaner(extend_select=filters.NAMES, rules=[*others, pack])
    for rule in pack.rules:
        if only not in (None, rule.own_id):
            continue
        if rule.is_keep:
            yield from _try_keep(rule, strict)
        else:
            yield from _try_rule(rule, default)
            yield from _try_prose(rule)


def _try_rule(rule: Rule, cleaner: Cleaner) -> Iterator[Finding]:
    one, two, three = article = _article(rule)
    for line in rule.removes:
        company = () if rule.standalone else _FOOTER
        if rule.position == "head":
            lines, at = [*company, line, *article], len(company)
        elif rule.position == "tail":
            lines, at = [*article, line, *company], len(article)
        else:
            lines, at = [one, line, two, three], 1
        if at not in cleaner.clean("\n".join(lines)).marks:
            where = {"head": "before the article", "tail": "after the article"}
            told = where.get(rule.position, "between paragraphs")
            yield FAILURE, rule, f"removes: {_shown(line)} stays {told}"
    for line in rule.keeps:
        mark = cleaner.clean("\n".join([one, line, two, three])).marks.get(1)
        if mark is not None:
            yield FAILURE, rule, f"keeps: {_shown(line)} goes between paragraphs, by {_who(mark)}"


def _try_keep(rule: Rule, cleaner: Cleaner) -> Iterator[Finding]:
    for line in rule.keeps:
        article = _article(rule)
        for lines, at in (([line, *article], 0), ([*article, *_FOOTER, line, *_FOOTER], 5)):
            result = cleaner.clean("\n".join(lines))
            if at in result.marks or at in result.document.spans:
                yield FAILURE, rule, f"keeps: {_shown(line)} goes all the same"
                break


def _article(rule: Rule) -> tuple[str, str, str]:
    """An article for examples to stand in, the rule's own where it is for one."""
    one, two, three = _ARTICLE
    return f"{rule.article} {one}" if rule.article else one, two, three


def _try_prose(rule: Rule) -> Iterator[Finding]:
    matcher = Matcher([rule])
    lines = prose()
    taken = [line for line in lines if matcher.find(line, fold(line)) is not None]
    if taken:
        yield (
            WARNING,
            rule,
            (
                f"would take {len(taken)} of {len(lines)} long lines of articles, such as "
                f"{_shown(taken[0])}"
            ),
        )


def prose() -> list[str]:
    """Long lines of articles in several languages, none of which any rule should take."""
    with open(__file__.replace("trial.py", "packs/prose.txt"), encoding="utf-8") as file:
        return file.read().split("\n")[:-1]


def template(name: str) -> str:
    """A pack to begin with, that holds as it is."""
    with open(__file__.replace("trial.py", "packs/template.toml"), encoding="utf-8") as file:
        return file.read().replace("NAME", name)


def _who(mark: tuple[str, str | None, str, float]) -> str:
    return f"the filter {mark[0]}" + (f" ({mark[1]})" if mark[1] else "")


def _shown(line: str) -> str:
    return repr(line if len(line) <= _SHOWN_CHARS else f"{line[: _SHOWN_CHARS - 1]}…")
