"""Rules that take lines along: those beside their own."""

from __future__ import annotations

from pathlib import Path

import pytest

import newsclean
from command import run
from newsclean.errors import RuleError

A = [
    "The council met for six hours on Tuesday and put off its decision on the harbour once more.",
    "Two of its members said afterwards that they had not been shown the report at all, by anyone.",
]
LIST = ["Harbour plan shelved", "Who pays for the pier?", "Ferry back in May"]


def pack(*keys: str, place: str = "tail", more: str = "") -> newsclean.RulePack:
    own = "\n".join(("[[rule]]", 'id = "more"', 'phrase = "Wollen dir passu"',
                     'removes = ["Wollen dir passu"]', f'position = "{place}"', *keys))  # fmt: skip
    return newsclean.RulePack.parse(
        f'{own}\n[[rule]]\nid = "end"\nphrase = "Kommerlin silva op"\n'
        f'removes = ["Kommerlin silva op"]\nposition = "{place}"\n{more}'
    )


def rest(lines: list[str], rules: newsclean.RulePack) -> list[str]:
    cleaner = newsclean.Cleaner(select=["share"], ignore=["model"], rules=[rules])
    text = "\n".join(lines)
    kept = cleaner.clean(text).text
    assert cleaner.clean(kept).text == kept  # cleaning twice changes nothing
    return kept.removesuffix("\n").split("\n")


def test_lines_under_a_heading_go_as_far_as_the_next_rule_s() -> None:
    lines = [*A, "Wollen dir passu", *LIST, "Kommerlin silva op"]
    assert rest(lines, pack("below = 3")) == A
    assert rest([*lines[:2], "", "Wollen dir passu", "", *LIST], pack("below = 3")) == A


def test_more_lines_than_were_ever_seen_stay() -> None:
    lines = [*A, "Wollen dir passu", *LIST, "Kommerlin silva op"]
    assert rest(lines, pack("below = 2")) == [*A, "Wollen dir passu", *LIST]


def test_a_paragraph_does_not_go_along() -> None:
    lines = [A[0], "Wollen dir passu", LIST[0], A[1], "Kommerlin silva op"]
    assert rest(lines, pack("below = 5")) == lines[:-1]


MORE = "".join(
    f'[[rule]]\nid = "{n}"\nphrase = "{phrase}"\nremoves = ["{phrase}"]\nposition = "tail"\n'
    for n, phrase in enumerate(("Posted by", "Nordhaus tivo", "Alla rexto"))
)
REMARK = "Muy buen artículo, saludos desde Colombia."


def test_the_end_of_an_article_is_above_a_remark_among_the_rules_lines() -> None:
    lines = [*A, "Posted by", "Mira Holt", "Nordhaus tivo", "Alla rexto", "Ada", REMARK]
    assert rest([*lines, "Kommerlin silva op"], pack(more=MORE)) == [*A, "Mira Holt", "Ada", REMARK]


@pytest.mark.parametrize("lines", [
    [*A, "Posted by", "Nordhaus tivo", REMARK],  # two of them an article may have
    [*A, "Posted by", "Nordhaus tivo", "Posted by", REMARK],
    [*A, "Posted by", "Nordhaus tivo", "Alla rexto", A[0] * 3],
    [*A, "Posted by", A[1] * 3, "Nordhaus tivo", "Alla rexto", REMARK],
    [*A, "Posted by", *LIST * 3, "Nordhaus tivo", "Alla rexto", REMARK],
])  # fmt: skip
def test_a_paragraph_that_is_no_remark_ends_the_end(lines: list[str]) -> None:
    assert rest([*lines, "Kommerlin silva op"], pack(more=MORE)) == lines


def test_where_no_rule_s_line_stands_below_a_sentence_is_the_article_s() -> None:
    """A list of what stands under the posts of a blog, in an article about it."""
    lines = [A[0], "Posted by", "Nordhaus tivo", "Alla rexto", REMARK]
    assert rest(lines, pack(more=MORE)) == lines


def test_between_two_lines_a_paragraph_goes_where_the_rule_says_so() -> None:
    lines = [A[0], "Wollen dir passu", "Mira Holt", A[1], "Kommerlin silva op"]
    assert rest(lines, pack("below = 2", "through = true")) == [A[0]]
    assert rest(lines, pack("below = 1", "through = true")) == lines[:-1]
    assert rest(lines[:-1], pack("below = 2", "through = true")) == lines[:-1]


def test_lines_over_a_line_go_as_many_as_the_rule_says() -> None:
    lines = [*A, "A list of the article", "Harbour plan shelved", "Wollen dir passu"]
    assert rest(lines, pack("above = 1")) == [*A, "A list of the article"]


def test_no_sentence_over_a_line_goes() -> None:
    lines = [*A, "He agreed.", "Harbour plan shelved", "Wollen dir passu"]
    assert rest(lines, pack("above = 4")) == [*A, "He agreed."]


def test_at_the_head_what_stands_between_two_rules_goes() -> None:
    lines = ["Wollen dir passu", "Mira Holt", "Kommerlin silva op", "A headline", *A]
    assert rest(lines, pack("below = 1", place="head")) == ["A headline", *A]


def test_what_a_keep_row_protects_does_not_go_along() -> None:
    more = f'[[keep]]\nid = "k"\nphrase = "{LIST[1]}"\nkeeps = ["{LIST[1]}"]\n'
    lines = [*A, "Wollen dir passu", *LIST, "Kommerlin silva op"]
    assert LIST[1] in rest(lines, pack("below = 3", more=more))
    assert LIST[0] in rest(lines, pack("below = 3", more=more))


def test_the_mark_says_why() -> None:
    lines = [*A, "Wollen dir passu", LIST[0]]
    cleaner = newsclean.Cleaner(select=["share"], ignore=["model"], rules=[pack("below = 3")])
    name, rule_id, reason, _ = cleaner.clean("\n".join(lines)).marks[3]
    assert (name, rule_id) == ("rules", "pack:more")
    assert reason == "beside a line that a rule of the pack pack takes"


@pytest.mark.parametrize(
    ("keys", "place", "cause"),
    [
        ('below = "3"', "tail", "below: a whole number is wanted"),
        ("below = 0", "tail", "below: 1 to 50 lines are wanted, not 0"),
        ("above = 51", "tail", "above: 1 to 50 lines are wanted, not 51"),
        ("below = 3", "anywhere", 'below: means nothing without position = "tail" or "head"'),
        ("through = true", "tail", "through: means nothing without below"),
        ("through = 1\nbelow = 2", "tail", "through: true or false is wanted"),
        ('family = "related"\nbelow = 2', "tail", "below: a rule like a row of the tables"),
    ],
)
def test_what_cannot_be_meant_is_refused(keys: str, place: str, cause: str) -> None:
    with pytest.raises(RuleError, match=cause):
        pack(keys, place=place)


def test_a_headline_that_asks_does_not_end_the_head() -> None:
    lines = ["Who pays for the pier?", "Kommerlin silva op", *A]
    assert rest(lines, pack("below = 1", place="head")) == [lines[0], *A]
    assert rest(["He agreed.", *lines[1:]], pack("below = 1", place="head")) == [
        "He agreed.", *lines[1:]]  # fmt: skip


def test_rules_show_tells_what_goes_along(tmp_path: Path) -> None:
    (tmp_path / "site.toml").write_text(
        '[[rule]]\nid = "more"\nphrase = "Wollen"\nremoves = ["Wollen"]\n'
        'position = "tail"\nbelow = 3\nthrough = true\nabove = 1\n'
    )
    shown = run("rules", "show", "site.toml", cwd=tmp_path).stdout
    assert b"(tail, with up to 3 below it, sentences too, with up to 1 above it)" in shown
