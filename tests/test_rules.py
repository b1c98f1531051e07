"""Rule packs: what is refused and how it is said, what fits, and the laws with packs in force."""

from __future__ import annotations

import pickle
import re
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

import fixture_files
import laws
import newsclean
from command import ARTICLE, POST
from newsclean import Cleaner, RulePack, filters
from newsclean.errors import RuleError
from newsclean.fold import fold
from newsclean.packs.matcher import Matcher
from newsclean.packs.rule import FAMILIES, Rule
from newsclean.packs.safety import why_unsafe
from newsclean.tables import COLUMNS
from newsclean.trial import try_pack
from test_properties import documents

TABLES = Path(__file__).resolve().parent.parent / "src" / "newsclean" / "phrases"
PROSE = ARTICLE.splitlines()
JOIN = """
[[rule]]
id = "join"
phrase = "Join our channel for updates"
removes = ["Join our channel for updates"]
"""


def pack(text: str = JOIN) -> RulePack:
    return RulePack.parse(text, "site.toml")


def one(**keys: Any) -> str:
    """A pack of one rule, written out; a key that is None is left out."""
    row: dict[str, Any] = {"id": "a", "phrase": "Join us", "removes": ["Join us"], **keys}
    told = [f"{key} = {_toml(value)}" for key, value in row.items() if value is not None]
    return "\n".join(["[[rule]]", *told, ""])


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return f"[{', '.join(map(_toml, value))}]"
    if not isinstance(value, str):
        return str(value)
    return f'"{value}"' if "'" in value else f"'{value}'"


def why(text: str, file: str = "site.toml") -> str:
    with pytest.raises(RuleError) as caught:
        RulePack.parse(text, file)
    told = str(caught.value)
    assert "\n" not in told
    assert caught.value.exit_code == 2
    return told


# What is refused


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (one(postion="tail"), "site.toml:5: rule a: postion: unknown key; did you mean position?"),
        (one(name="x"), "site.toml:5: rule a: name: unknown key; it belongs above the first "
                        "[[rule]]"),
        ("nme = 'x'\n" + JOIN, "site.toml:1: nme: unknown key; did you mean name?"),
        ("select = ['share']\n" + JOIN,
         "site.toml:1: select: is a key of newsclean.toml, not of a rule pack"),
        ("name = 'a b'\n" + JOIN,
         "site.toml:1: name: 'a b': letters, digits, - _ and . are wanted"),
        (JOIN + JOIN, "site.toml:8: rule join: id: 'join' is taken already, at site.toml:2"),
        (JOIN + "[[keep]]\nid = 'join'\nphrase = 'x'\nkeeps = ['x']\n",
         "site.toml:7: keep join: id: 'join' is taken already, at site.toml:2"),
        (one(id=None), "site.toml:1: rule 1: id: missing; a short name that stands in every mark "
                       "of this row"),
        (one(id="a:b"), "site.toml:2: rule 1: id: 'a:b': letters, digits, - _ and . are wanted"),
        (one(id=3), "site.toml:2: rule 1: id: a text in quotes is wanted, not 3"),
        (one(phrase=None), "site.toml:1: rule a: phrase: missing; the line to look for, or a "
                           "pattern"),
        (one(pattern="Join us"),
         "site.toml:3: rule a: phrase: phrase and pattern exclude each other"),
        (one(phrase=" "), "site.toml:3: rule a: phrase: is empty"),
        (one(phrase="{titel} here"), "site.toml:3: rule a: phrase: {titel} is no placeholder; did "
                                     "you mean {title}?"),
        (one(phrase="{title}"),
         "site.toml:3: rule a: phrase: nothing but placeholders: it would fit every line"),
        (one(phrase="» {title}"), "site.toml:3: rule a: phrase: needs a fixed word beside what "
                                  "varies"),
        (one(phrase="By {author}{site}"), "site.toml:3: rule a: phrase: two placeholders touch; "
                                          "nothing says where the first one ends"),
        (one(match="ful-line"),
         "site.toml:5: rule a: match: 'ful-line' is unknown; did you mean full-line?"),
        (one(match="inline"), "site.toml:5: rule a: match: rules remove whole lines; known: "
                              "full-line, prefix, suffix"),
        (one(position="bottom"), "site.toml:5: rule a: position: 'bottom' is unknown; known: head, "
                                 "tail, anywhere"),
        (one(risk=1), "site.toml:5: rule a: risk: a text in quotes is wanted, not 1"),
        (one(family="relatd", position="tail"),
         "site.toml:5: rule a: family: 'relatd' is unknown; did you mean related?"),
        (one(standalone="yes", position="tail"),
         "site.toml:5: rule a: standalone: true or false is wanted, not 'yes'"),
        (one(standalone=True, position="tail"),
         "site.toml:5: rule a: standalone: means nothing without a family"),
        (one(family="share"), "site.toml:5: rule a: family: means nothing without position = "
                              '"tail" or "head"'),
        (one(captures=["titel"]),
         "site.toml:5: rule a: captures: no field 'titel'; did you mean title?"),
        (one(captures=["site"]), "site.toml:5: rule a: captures: nothing takes 'site'; write "
                                 "{site} into the phrase"),
        (one(removes=None), "site.toml:1: rule a: removes: missing; give at least one line that it "
                            "must remove"),
        (one(removes=[]), "site.toml:4: rule a: removes: missing; give at least one line that it "
                          "must remove"),
        (one(removes="Join us"), 'site.toml:4: rule a: removes: a list of texts is wanted, '
                                 '["…", "…"]; put it in brackets'),
        (one(removes=["Leave us"]),
         "site.toml:4: rule a: removes: the phrase does not fit 'Leave us'"),
        (one(keeps=["JOIN US:"]), "site.toml:5: rule a: keeps: the phrase fits 'JOIN US:' too"),
        (one(removes=["a\\nb", ""]), "site.toml:4: rule a: removes: the phrase does not fit "
                                     "'a\\\\nb'"),
        (one(removes=[" "]), "site.toml:4: rule a: removes: ' ' is not one line of text"),
        (JOIN + "[[keep]]\nid = 'k'\nphrase = 'join our channel for updates'\n"
         "keeps = ['Join our channel for updates']\n",
         "site.toml:5: rule join: removes: the keep row k protects 'Join our channel for updates'"),
        ("[[keep]]\nid = 'k'\nphrase = 'x'\nposition = 'tail'\nkeeps = ['x']\n",
         "site.toml:4: keep k: position: a keep row has none: it holds wherever the line stands"),
        ("[[keep]]\nid = 'k'\nphrase = 'x'\n",
         "site.toml:1: keep k: keeps: missing; give at least one line that it must protect"),
        ("[[keep]]\nid = 'k'\nphrase = 'x'\nkeeps = ['y']\n",
         "site.toml:4: keep k: keeps: the phrase does not fit 'y'"),
        ("", "site.toml: no [[rule]] and no [[keep]] in it: it would do nothing"),
        ("[rule]\nid = 'x'\n", "site.toml: rule: write each rule under a line [[rule]] of its own"),
        ("[[rule]\n", "site.toml:1: not TOML: expected ']]' at the end of an array declaration at "
                      "column 7"),
        ("x = \n", "site.toml:1: not TOML: invalid value at column 5; a plain list of lines goes "
                   "with --phrases"),
        ("x = [", "site.toml: not TOML: invalid value at the end of the file; a plain list of "
                  "lines goes with --phrases"),
        (one(phrase=None, pattern="(a+)+$", removes=["a"]),
         "site.toml:4: rule a: pattern: may backtrack without end: a repeat inside a repeat, as in "
         "(a+)+; a phrase with {placeholders} never backtracks"),
        (one(phrase=None, pattern="(", removes=["a"]),
         "site.toml:4: rule a: pattern: not a regular expression: missing ), unterminated "
         "subpattern at character 1"),
        (one(phrase=None, pattern=".+", removes=["a"]),
         "site.toml:4: rule a: pattern: fits every line; say what it must hold"),
        (one(article="short"), "site.toml:5: rule a: article: the first 8 to 200 characters of a "
                               "line of the article are wanted, without blanks around them"),
        (one(article="The council voted", position="tail", family="related"),
         "site.toml:5: rule a: article: goes without a family: what is weighed is weighed in all "
         "texts"),
        (one(article="The council voted") + "[[keep]]\nid = 'k'\nphrase = 'join us'\n"
         "article = 'The council voted'\nkeeps = ['Join us']\n",
         "site.toml:4: rule a: removes: the keep row k protects 'Join us'"),
        (one(phrase=None, pattern="a", match="prefix", removes=["a"]),
         "site.toml:5: rule a: match: goes with phrase; a pattern is for the whole line"),
    ],
)  # fmt: skip
def test_a_pack_that_is_wrong_says_where_and_why(text: str, told: str) -> None:
    assert why(text) == told


def test_a_row_that_is_not_written_in_rows_is_named_without_a_line() -> None:
    text = "rule = [{id = 'a', phrase = 'Join us'}]\n"
    assert why(text).startswith("site.toml: rule a: removes: missing")


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"\xff\xfe[\x00", "is UTF-16; save it as UTF-8"),
        (b"# a\n# \xe9\n", ":2: not UTF-8; save it as UTF-8"),
    ],
)
def test_a_file_in_another_encoding_says_so(data: bytes, told: str, tmp_path: Path) -> None:
    path = tmp_path / "site.toml"
    path.write_bytes(data)
    with pytest.raises(RuleError, match=re.escape(told)):
        Cleaner(rules=[path])


def test_a_folder_and_a_missing_file_are_named(tmp_path: Path) -> None:
    for read in (RulePack.read, RulePack.read_phrases):
        with pytest.raises(RuleError) as caught:
            read(tmp_path)
        assert str(caught.value) == f"{tmp_path}: is a directory; name the file in it"
        with pytest.raises(RuleError) as caught:
            read(tmp_path / "none")
        assert str(caught.value) == f"{tmp_path / 'none'}: No such file or directory"


def test_a_mark_and_crlf_do_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "site.toml"
    path.write_bytes(b"\xef\xbb\xbf" + JOIN.replace("\n", "\r\n").encode())
    assert [rule.id for rule in RulePack.read(path).rules] == ["site:join"]


def test_a_pack_given_twice_counts_once(tmp_path: Path) -> None:
    path = tmp_path / "site.toml"
    path.write_text(JOIN)
    (tmp_path / "sub").mkdir()
    one = Cleaner(rules=[path, tmp_path / "sub" / ".." / "site.toml", str(path)])
    assert [each.name for each in one.packs] == ["site"]
    assert one.clean("Join our channel for updates\n").text == ""


def test_two_packs_of_one_name_are_refused(tmp_path: Path) -> None:
    paths = [tmp_path / "a" / "site.toml", tmp_path / "b" / "site.toml"]
    for path in paths:
        path.parent.mkdir()
        path.write_text(JOIN)
    with pytest.raises(RuleError) as caught:
        Cleaner(rules=paths)
    assert str(caught.value) == (
        f"{paths[1]}: the name site is taken already, by {paths[0]}; "
        'give one a name of its own: name = "…"'
    )


# Patterns

BAD = [
    r"(a+)+$", r"(a|a)*b", r"(.*a){20}", r"\d+\d+x", r"(a|ab|b)*c", r"(a?){30}a{30}",
    "a?" * 30 + "a" * 30, "(?:a|a)" * 30 + "b", r"(x+x+)+y", r"(.*)\1", r".*.*x", r"(a*)*b",
    r"([a-z]+)*\d", r"(\w+\s?)+$", r".*a.*b", r"(?=.*a)b", r"(?i)[a-z]+[A-Z]+x", r"\w*\d*!",
    r"(?:a{1,9}){1,9}b", r"(?:\w|\d\d)+x", r"(?:a|b|ab)*c", r"\s+\s+$", r"(?>a+)+b",
    r"[^\d]*\w*;", r"(?:(?:a,?)+)+b", r"(?:,|){20}b",
]  # fmt: skip
GOOD = [
    r"Page \d+ of \d+", r"[^|]+\|[^|]+", r"(?i)read more: .+", r"(?:\w+ ){1,4}ago",
    r"Tags:(?:, \w+)*", r"(?:jan|feb|mar) \d{1,2}, \d{4}", r"https?://\S+", r".* \| Ledger",
    r"(?:ab|cd)+", r"colou?r", r"\d{1,2}:\d{2} (?:AM|PM)", r"\(\w+ staff, \d+ words\)",
    r"^Share$", r"(?P<author>[A-Z]\w+ [A-Z]\w+) \(\w+\)", r"\+\d+ chars", r"(?:[^,]+,){2,}x",
]  # fmt: skip
BAITS = ["a", "1", " ", "x", "ab", "a ", "a,", "A", ", a", "a|", "jan ", "1:", "ab1 ", "://a"]


@pytest.mark.parametrize("pattern", BAD)
def test_a_pattern_that_may_backtrack_is_refused(pattern: str) -> None:
    assert "backtrack" in (why_unsafe(pattern) or "")


@pytest.mark.parametrize("pattern", GOOD)
def test_a_pattern_that_cannot_is_taken_and_is_fast(pattern: str) -> None:
    assert why_unsafe(pattern) is None
    compiled = re.compile(pattern)
    start = time.perf_counter()
    for bait in BAITS:
        for line in (bait * 20_000, bait * 20_000 + "!", "Tags:" + bait * 20_000 + "!"):
            compiled.fullmatch(line)
    assert time.perf_counter() - start < 2


@pytest.mark.parametrize(
    "pattern", ["a{99999999999}", "(" * 3000, "((" * 900 + "))" * 900, "[[a]b"]
)
def test_what_is_no_clear_pattern_is_refused(pattern: str) -> None:
    assert why_unsafe(pattern)


# What fits


def fits(line: str, **keys: Any) -> list[tuple[str, str]] | None:
    rule = Rule("p:a", "", phrase=keys.pop("phrase", ""), pattern=keys.pop("pattern", ""))
    for key, value in keys.items():
        setattr(rule, key, value)
    found = Matcher([rule]).find(line, fold(line))
    return None if found is None else found[1]


@pytest.mark.parametrize(
    ("keys", "line", "taken"),
    [
        ({"phrase": "Join us"}, "** JOIN  us: **", []),
        ({"phrase": "Join us"}, "Join us now", None),
        ({"phrase": "Channel 4 news"}, "Channel 4 news", []),
        ({"phrase": "Channel 4 news"}, "Channel 5 news", None),
        ({"phrase": "{n} views"}, "1,204 views", [("n", "1,204 ")]),
        ({"phrase": "{n} views"}, "many views", None),
        ({"phrase": "* * *"}, "* * *", []),
        ({"phrase": "* * *"}, "***", None),
        ({"phrase": "-30-"}, "30", []),
        ({"phrase": "-30-"}, "31", None),
        ({"phrase": "By", "match": "prefix"}, "By Jane Doe", [("x", "jane doe")]),
        ({"phrase": "By", "match": "prefix"}, "Byzantium fell", None),
        ({"phrase": "来源", "match": "prefix"}, "来源新华社", [("x", "新华社")]),
        ({"phrase": "Ledger", "match": "suffix"}, "Storm - Ledger", [("x", "storm -")]),
        ({"phrase": "ad", "match": "suffix"}, "Fresh bread", None),
        ({"phrase": "By {author} for", "match": "prefix"}, "By Jane for Ledger",
         [("author", "jane")]),
        ({"phrase": "by {author}", "match": "suffix"}, "Photo by Jane",
         [("x", "photo "), ("author", "jane")]),
        ({"phrase": "Braces {title}", "is_plain": True}, "Braces {title}", []),
        ({"phrase": "Braces {title}", "is_plain": True}, "Braces here", None),
        ({"pattern": r"\w+ staff"}, "\ufeff  Ledger staff ", []),
        ({"pattern": r"(?P<author>\w+) staff"}, "Ledger staff", [("author", "ledger")]),
        ({"pattern": r"\w+ staff"}, "The Ledger staff", None),
        ({"pattern": r"staff"}, "Staff", None),
    ],
)  # fmt: skip
def test_a_rule_fits_what_it_says(
    keys: dict[str, Any], line: str, taken: list[tuple[str, str]] | None
) -> None:
    found = fits(line, **keys)
    stripped = [(name, value.strip()) for name, value in found or ()]
    assert (found is None) == (taken is None)
    assert stripped == [(name, value.strip()) for name, value in taken or ()]


def test_families_are_those_of_the_tables_that_filters_remove_by_default() -> None:
    tables = {p.stem for p in TABLES.glob("*.tsv") if p.read_text("utf-8").startswith(COLUMNS[0])}
    default = filters.choose(None, None, None)
    owned = {family for name in default for family in filters.get(name).families}
    assert sorted(FAMILIES) == sorted(tables & owned)


# In force


def marks(text: str, *packs: str, **options: Any) -> dict[int, Any]:
    rules = [RulePack.parse(each, f"p{i}.toml") for i, each in enumerate(packs)]
    return newsclean.clean(text, rules=rules, **options).marks


def test_a_rule_removes_its_line_wherever_it_stands() -> None:
    line = "Join our channel for updates"
    for at in range(len(PROSE) + 1):
        text = "\n".join([*PROSE[:at], line, *PROSE[at:]]) + "\n"
        assert newsclean.clean(text, ignore=["model"]).marks == {}
        assert marks(text, JOIN) == {at: ("rules", "p0:join", "rule of the pack p0", 1.0)}


@pytest.mark.parametrize("end", ["", "\n", "\r\n\r\n", " \n "])
def test_a_text_of_nothing_but_rules_goes_whole(end: str) -> None:
    line = "Join our channel for updates"
    result = newsclean.clean(line + end, rules=[pack()])
    assert result.text.strip() == ""
    assert result.to_dict()["stats"]["kept_lines"] == 0


def test_a_rule_holds_whichever_filters_run() -> None:
    text = POST + "Join our channel for updates\n"
    assert set(marks(text, JOIN, select=[])) == {6}
    assert set(marks(text, JOIN, ignore=["all"])) == {6}


def test_a_long_paragraph_may_be_a_rule() -> None:
    line = "About us: " + "the Ledger has told the harbour's news since it was a quay. " * 12
    for position in ("anywhere", "tail"):
        text = one(phrase=line.strip(), removes=[line.strip()], position=position)
        assert set(marks(f"{ARTICLE}{line}\n", text)) == {3}, position


@pytest.mark.parametrize(("position", "gone"), [("tail", {5}), ("head", {0})])
def test_a_rule_for_a_place_holds_there_only(position: str, gone: set[int]) -> None:
    line = "From the harbour desk"
    text = "\n".join([line, PROSE[0], line, *PROSE[1:], line]) + "\n"
    assert set(marks(text, one(phrase=line, removes=[line], position=position))) == gone


@pytest.mark.parametrize(
    ("keys", "line"),
    [
        ({"phrase": None, "pattern": r"Ledger \w+ DESK"}, "Ledger Harbour DESK"),
        ({"phrase": "* * *"}, "* * *"),
        ({"phrase": "From the {x} desk of Ledger"}, "From the harbour desk of Ledger"),
        ({"phrase": "Ledger", "match": "prefix"}, "Ledger: " + "storms and ferries " * 20),
        ({"phrase": "the Ledger", "match": "suffix"}, "storms and ferries " * 20 + "by the Ledger"),
    ],
)
@pytest.mark.parametrize("position", ["tail", "anywhere"])
def test_every_kind_of_rule_holds_in_its_place(
    keys: dict[str, Any], line: str, position: str
) -> None:
    rule = one(**keys, removes=[line], position=position)
    assert set(marks(f"{ARTICLE}{line}\n", rule)) == {3}
    assert set(marks(f"{line}\n{ARTICLE}", rule)) == (set() if position == "tail" else {0})


def test_the_end_of_a_text_is_where_no_paragraph_stays_below() -> None:
    rule = one(phrase="Desk", removes=["Desk"], position="tail")
    assert set(marks(f"{ARTICLE}Desk\nStorm nears coast\nDesk\n", rule)) == {3, 5}
    assert set(marks(f"{ARTICLE}Desk\nIt was late.\nDesk\n", rule)) == {5}
    both = rule + one(id="b", phrase="It was late.", removes=["It was late."], position="tail")
    assert set(marks(f"{ARTICLE}Desk\nIt was late.\nDesk\n", both)) == {3, 4, 5}
    keep = "[[keep]]\nid = 'k'\nphrase = 'It was late.'\nkeeps = ['It was late.']\n"
    assert set(marks(f"{ARTICLE}Desk\nIt was late.\nDesk\n", both, keep)) == {5}


def test_one_wording_may_be_a_rule_for_both_ends() -> None:
    rule = "".join(one(id=p, phrase="Desk", removes=["Desk"], position=p) for p in ("head", "tail"))
    text = f"Desk\n{PROSE[0]}\nDesk\n{PROSE[1]}\nDesk\n"
    assert set(marks(text, rule)) == {0, 4}


def test_a_rule_for_a_place_is_no_evidence() -> None:
    rule = one(phrase="Desk", removes=["Desk"], position="tail", keeps=[])
    text = f"{ARTICLE}Founded\nFebruary 28, 1998\nHarbour company\nDesk\nDesk\nDesk\n"
    assert set(marks(text, rule)) == {6, 7, 8}


def test_a_rule_that_does_not_stand_alone_needs_company() -> None:
    line = "From the harbour desk"
    keys = {"phrase": line, "removes": [line], "position": "tail", "family": "sidebar-heading"}
    assert set(marks(f"{ARTICLE}{line}\n", one(**keys))) == {3}
    rule = one(**keys, standalone=False)
    assert marks(f"{ARTICLE}{line}\n", rule) == {}
    assert set(marks(f"{ARTICLE}{line}\nShare this:\nPost a Comment\n", rule)) == {3, 4, 5}


def test_a_rule_with_a_family_is_a_heading_as_its_rows_are() -> None:
    text = ARTICLE + "From the harbour desk\nStorm nears coast\nFerries stay in port\n"
    rule = one(phrase="From the harbour desk", removes=["From the harbour desk"],
               position="tail", family="related")  # fmt: skip
    assert marks(text) == {}
    assert set(marks(text, rule)) == {3, 4, 5}
    assert marks(text, rule)[3][:2] == ("rules", "p0:a")


@pytest.mark.parametrize("position", ["anywhere", "tail"])
def test_a_rule_for_a_known_heading_brings_nothing_back(position: str) -> None:
    text = ARTICLE + "Related posts\nStorm nears coast\nFerries stay in port\nPost a Comment\n"
    rule = one(phrase="Related posts", removes=["Related posts"], position=position)
    assert set(marks(text)) == set(marks(text, rule)) == {3, 4, 5, 6}


def test_what_a_rule_removed_no_longer_hides_the_footer() -> None:
    text = ARTICLE + "Older Posts\nWe are " + "a house of many quays " * 9 + "here.\n"
    rule = one(phrase="We are {x} here.", removes=["We are x here."])
    assert marks(text) == {}
    assert set(marks(text, rule)) == {3, 4}


def test_risk_is_what_the_dial_for_caution_turns() -> None:
    text = ARTICLE + "Join us\n"
    for risk, sureness in (("low", 1.0), ("medium", 0.9), ("high", 0.75)):
        rule = one(risk=risk)
        assert marks(text, rule)[3][3] == sureness
        assert set(marks(text, rule, confidence=sureness)) == {3}
        if sureness < 1:
            result = newsclean.clean(
                text, rules=[pack(rule)], confidence=sureness + 0.05, ignore=["model"]
            )
            assert (result.marks, set(result.doubtful)) == ({}, {3})


def test_what_is_too_unsure_to_go_is_a_paragraph_for_the_others() -> None:
    rules = one(phrase="Desk", removes=["Desk"], position="tail") + one(
        id="b", phrase="It was late.", removes=["It was late."], position="tail", risk="high"
    )
    text = f"{ARTICLE}Desk\nIt was late.\n"
    assert set(marks(text, rules)) == {3, 4}
    result = newsclean.clean(text, rules=[pack(rules)], confidence=0.95)
    assert (result.marks, set(result.doubtful)) == ({}, {4})


def test_what_placeholders_take_is_in_the_record() -> None:
    text = ARTICLE + "A story of the Harbour Ledger by Jane Doe\n"
    phrase = "A story of the {publisher} by {author}"
    for position in ("anywhere", "tail"):
        rule = pack(one(phrase=phrase, captures=["publisher", "author"], position=position,
                        removes=["A story of the X by Y Z"]))  # fmt: skip
        result = newsclean.clean(text, rules=[rule])
        assert (result.publisher, result.authors) == ("Harbour Ledger", ["Jane Doe"])
        assert result.to_dict()["origins"]["publisher"] == {"line": 4, "rule": "site:a"}


MENU = "".join(f"<li><a href='/{i}'>Section {i}</a></li>" for i in range(40))
PAGE = (
    f"<html><body><ul>{MENU}</ul><article><h1>Storm nears coast</h1><p>By Jane Porter</p>"
    + "".join(f"<p>{line}</p>" for line in ARTICLE.splitlines())
    + "<p>A story of the Harbour Ledger</p></article></body></html>"
)


@pytest.mark.parametrize(
    "page",
    [PAGE, PAGE.replace("<p>A story", f"<footer><ul>{MENU}</ul><p>A story")],
    ids=["below the article", "at the foot of the page"],
)
def test_of_a_page_a_rule_adds_to_the_fields_and_moves_none(page: str) -> None:
    rule = pack(one(phrase="A story of the {publisher}", captures=["publisher"],
                    removes=["A story of the X"]))  # fmt: skip
    without, result = newsclean.clean(page), newsclean.clean(page, rules=[rule])
    lines = result.document.lines
    assert without.to_dict()["authors"] == result.to_dict()["authors"] == ["Jane Porter"]
    told = {
        name: lines[origin["line"] - 1]
        for name, origin in result.to_dict()["origins"].items() if origin["line"]
    }  # fmt: skip
    assert told == {"authors": "By Jane Porter", "publisher": "A story of the Harbour Ledger"}


KEEP = "[[keep]]\nid = 'share'\nphrase = 'Share this:'\nkeeps = ['Share this:']\n"


def test_a_kept_line_stays_and_the_others_go() -> None:
    assert set(marks(POST)) == {3, 4, 5}
    assert set(marks(POST, KEEP)) == {4, 5}


@pytest.mark.parametrize("name", filters.NAMES)
def test_no_filter_takes_a_kept_line(name: str) -> None:
    keep = RulePack("k", [_keeper(line) for line in _lines(name)])
    for place, text in fixture_files.texts().items():
        if place.startswith(f"{name}/"):
            result = newsclean.clean(text, select=[name], rules=[keep])
            blank = {i for i in result.marks if not result.document.lines[i].strip()}
            assert (set(result.marks) - blank, result.document.spans) == (set(), {}), place


def _keeper(line: str) -> Rule:
    rule = Rule(f"k:{abs(hash(line))}", "", phrase=line)
    rule.is_keep = rule.is_plain = True
    return rule


def _lines(name: str) -> set[str]:
    texts = [text for place, text in fixture_files.texts().items() if place.startswith(f"{name}/")]
    return {line for text in texts for line in re.split("[\r\n\u2028\u2029\x85]", text) if line}


def test_nothing_is_cut_from_a_kept_line() -> None:
    line = f"{PROSE[0]} (RELATED: Harbour budget passes after long night)"
    options: dict[str, Any] = {"extend_select": ["inline"]}
    assert newsclean.clean(line, **options).text != line
    keep = RulePack("k", [_keeper(line)])
    assert newsclean.clean(line, rules=[keep], **options).text == line


def test_a_keep_row_wins_over_rules_of_other_packs() -> None:
    rule = one(phrase="Share this:", removes=["Share this:"])
    for packs in ((rule, KEEP), (KEEP, rule)):
        assert set(marks(POST, *packs)) == {4, 5}


def test_a_cut_leaves_no_line_that_a_rule_would_take() -> None:
    rest = PROSE[0]
    line = f"{rest} (RELATED: Harbour budget passes after long night)"
    one_more = Cleaner(extend_select=["inline"], rules=[pack(one(phrase=rest, removes=[rest]))])
    once = one_more.clean(line).text
    assert one_more.clean(once).text == once == line


def test_the_hash_of_the_options_knows_the_rules() -> None:
    def options(**keys: Any) -> object:
        version = newsclean.clean(POST, **keys).to_dict()["version"]
        assert isinstance(version, dict)
        return version["options"]

    other = one(phrase="Join them", removes=["Join them"])
    assert len({options(), options(rules=[pack()]), options(rules=[pack(other)])}) == 3
    noted = one(note="seen in 2024")
    assert options(rules=[pack(one())]) == options(rules=[pack(noted)])


# Plain lists


def test_each_line_of_a_list_goes_wherever_it_stands(tmp_path: Path) -> None:
    path = tmp_path / "lines.txt"
    path.write_bytes(b"\xef\xbb\xbfJoin us\r\n\r\n# 1 {title}\r\n")
    text = f"join us:\n{ARTICLE}# 1 {{title}}\n# 1 Storm\n"
    result = newsclean.clean(text, phrases=path)
    assert {i: mark[1] for i, mark in result.marks.items()} == {0: "lines:1", 4: "lines:3"}


def test_a_pack_among_the_lists_and_an_empty_list_are_refused(tmp_path: Path) -> None:
    (tmp_path / "site.toml").write_text(JOIN)
    with pytest.raises(RuleError) as caught:
        Cleaner(phrases=[str(tmp_path / "site.toml")])
    assert str(caught.value).endswith("site.toml:2: this is a rule pack; give it with --rules")
    (tmp_path / "empty.txt").write_text("\n \n")
    with pytest.raises(RuleError, match=r"empty\.txt: no phrase in it; write one a line"):
        Cleaner(phrases=[str(tmp_path / "empty.txt")])


def test_many_open_rules_cost_little_a_line() -> None:
    rows = "".join(
        one(id=f"t{n}", phrase=f"More {n} from {{x}} here", removes=[f"More {n} from a here"])
        + one(id=f"p{n}", phrase=f"Start {n}", match="prefix", removes=[f"Start {n} a"])
        + one(id=f"s{n}", phrase=f"end {n}", match="suffix", removes=[f"An end {n}"])
        for n in range(300)
    )
    cleaner = Cleaner(rules=[pack(rows)])
    text = "".join(f"Body line {n}, {'which nobody knows, ' * 20} of.\n" for n in range(2_000))
    start = time.perf_counter()
    assert cleaner.clean(text).text == text
    assert time.perf_counter() - start < 3


def test_a_long_list_costs_little_a_line() -> None:
    lines = [f"House line {n} of the paper" for n in range(20_000)]
    one = Cleaner(rules=[RulePack.of_phrases(lines)])
    text = "".join(f"Body line {n}, which nobody knows.\n" for n in range(2_000))
    one.clean("House line 7 of the paper")
    start = time.process_time()
    assert one.clean(text + "House line 19999 of the paper\n").text == text
    assert time.process_time() - start < 2


# Sharing


def test_a_pack_can_be_pickled_and_shared() -> None:
    one = Cleaner(rules=[pack(JOIN + KEEP)])
    twin = pickle.loads(pickle.dumps(one))
    expected = one.clean(POST + "Join our channel for updates\n").marks
    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(twin.clean, [POST + "Join our channel for updates\n"] * 32))
    assert all(result.marks == expected for result in results)
    assert set(expected) == {4, 5, 6}


def test_a_pack_says_what_it_holds() -> None:
    assert repr(pack(JOIN + KEEP)) == "<newsclean.RulePack site: 1 rule, 1 keep row>"


# Rows for one article

def by_rules(text: str, *packs: str) -> set[int]:
    return {i for i, mark in marks(text, *packs).items() if mark[0] == "rules"}


KEEP_JOIN = "[[keep]]\nid = 'k'\nphrase = 'join us'\nkeeps = ['Join us']\n"
HERE, THERE = PROSE[0][:40], "Nobody had seen the ferry since the storm began on Monday night."


@pytest.mark.parametrize("position", ["anywhere", "tail"])
def test_a_rule_for_one_article_holds_in_it_and_its_copies_only(position: str) -> None:
    rule = one(article=HERE, position=position)
    assert by_rules(ARTICLE + "Join us\n", rule) == {3}
    assert by_rules(f"  {ARTICLE}Join us\n", rule) == {3}
    assert by_rules(f"{THERE}\n{PROSE[1]}\nJoin us\n", rule) == set()


def test_what_is_for_one_article_wins_there_over_what_is_for_all() -> None:
    keep = f"[[keep]]\nid = 'k'\nphrase = 'join us'\narticle = '{HERE}'\nkeeps = ['Join us']\n"
    assert marks(ARTICLE + "Join us\n", one() + keep) == {}
    assert by_rules(f"{THERE}\n{PROSE[1]}\nJoin us\n", one() + keep) == {2}
    assert by_rules(ARTICLE + "Join us\n", one(article=HERE), KEEP_JOIN) == {3}
    share = keep.replace("join us", "share this").replace("Join us", "Share this:")
    assert set(marks(POST)) == {3, 4, 5}
    assert set(marks(POST, share)) == {4, 5}


def test_the_line_that_names_the_article_stays() -> None:
    # Else the text cleaned once more would be no such article.
    rule = one(article=HERE) + one(id="b", phrase=PROSE[0], removes=[PROSE[0]])
    assert by_rules(ARTICLE + "Join us\n", rule) == {3}


def test_a_rule_for_one_article_passes_its_own_tests() -> None:
    keep = f"[[keep]]\nid = 'k'\nphrase = 'Share'\narticle = '{HERE}'\nkeeps = ['Share']\n"
    several = pack(one(article=HERE) + one(id="b", article=HERE, position="tail") + keep)
    assert list(try_pack(several)) == []
    assert [rule.own_id for _, rule, _ in try_pack(pack(BOLD))] == ["the", "a"]
    assert [rule.own_id for _, rule, _ in try_pack(pack(BOLD), only="a")] == ["a"]


def test_an_example_that_another_pack_keeps_fails() -> None:
    keep = RulePack.parse(KEEP_JOIN, "k.toml")
    assert list(try_pack(pack(one()))) == []
    assert [kind for kind, _, _ in try_pack(pack(one()), [keep])] == ["failure"]


# Laws

BOLD = "".join(
    one(id=name, phrase=word, match="prefix", removes=[f"{word} end"])
    for name, word in (("the", "The"), ("a", "A"))
)
SEVERAL = (
    JOIN + KEEP
    + one(id="paragraph", phrase=fixture_files.prose()["en"][0],
          removes=[fixture_files.prose()["en"][0]])
    + one(id="heading", phrase="Related posts", removes=["Related posts"])
    + one(id="title", phrase="Storm nears coast, ferries stay in port", position="tail",
          removes=["Storm nears coast, ferries stay in port"])
    + one(id="top", phrase="Home {x}", position="head", removes=["Home > World"])
    + one(id="pattern", phrase=None, pattern=r"\d{1,3}", removes=["12"], risk="high")
    + one(id="cue", phrase="Read", match="prefix", removes=["Read this"], position="tail",
          family="read-more", standalone=False)
    + one(id="here", phrase="Newer Post", removes=["Newer Post"], article=ARTICLE[:30].strip())
    + one(id="there", phrase="Post a Comment", removes=["Post a Comment"], position="tail",
          article=fixture_files.prose()["en"][0][:30].strip())
    + f"[[keep]]\nid = 'own'\nphrase = 'Share this'\narticle = '{ARTICLE[:30].strip()}'\n"
    "keeps = ['Share this:']\n"
    + "[[keep]]\nid = 'second'\nphrase = '" + fixture_files.prose()["en"][1].replace("'", "’")
    + "'\nkeeps = ['" + fixture_files.prose()["en"][1].replace("'", "’") + "']\n"
)  # fmt: skip
WITH_RULES = [law for name, law in laws.LAWS.items() if name != "marks_say_who_and_why"]


@pytest.fixture
def in_force(monkeypatch: pytest.MonkeyPatch) -> RulePack:
    """Every cleaner of the laws has the pack."""
    several = pack(SEVERAL)
    known: dict[tuple[str, ...], Cleaner] = {}

    def cleaner(names: Any = laws.DEFAULT) -> Cleaner:
        names = tuple(names)
        if names not in known:
            known[names] = Cleaner(select=names, rules=[several])
        return known[names]

    monkeypatch.setattr(laws, "cleaner", cleaner)
    return several


@pytest.mark.parametrize("law", WITH_RULES, ids=lambda law: law.__name__)
def test_the_fixtures_obey_the_laws_with_rules(law: laws.Law, in_force: RulePack) -> None:
    for text in list(fixture_files.texts().values())[::3]:
        law(text, laws.DEFAULT)


@pytest.mark.parametrize("law", WITH_RULES, ids=lambda law: law.__name__)
@given(text=documents())
def test_an_invented_text_obeys_the_laws_with_rules(
    law: laws.Law, in_force: RulePack, text: str
) -> None:
    law(text, laws.DEFAULT)


@given(text=documents())
def test_all_filters_together_obey_the_laws_with_rules(in_force: RulePack, text: str) -> None:
    # What `inline` leaves of a line, the model judges only when the text comes again.
    names = [name for name in filters.NAMES if name != "model"]
    laws.kept_and_marked_are_the_input(text, filters.NAMES)
    laws.twice_is_once(text, names)


@given(text=documents())
def test_marks_of_rules_say_who_and_why_and_kept_lines_stay(text: str) -> None:
    several = pack(SEVERAL)
    result = Cleaner(extend_select=["all"], rules=[several]).clean(text)
    ids = {rule.id for rule in several.rules if not rule.is_keep}
    keepers = Matcher(rule for rule in several.rules if rule.is_keep and not rule.article)
    for i, (name, rule, reason, confidence) in result.marks.items():
        line = result.document.lines[i]
        assert keepers.find(line, fold(line)) is None
        if name == "rules":
            assert rule in ids or "blank line" in reason
            assert "pack site" in reason or "blank line" in reason
            assert confidence in (1.0, 0.99, 0.9, 0.75, 0.6)


@given(text=documents())
def test_the_order_of_packs_does_not_matter(text: str) -> None:
    first, second = pack(SEVERAL), RulePack.of_phrases(["Newer Post", "2020", "Storm"])
    results = [Cleaner(rules=packs).clean(text) for packs in ([first, second], [second, first])]
    assert set(results[0].marks) == set(results[1].marks)


@given(text=documents())
def test_rules_that_remove_bring_nothing_back(text: str) -> None:
    lines = ["Related posts", "Newer Post", "2020", "Share this:", "Post a Comment"]
    with_rules = Cleaner(rules=[RulePack.of_phrases(lines)]).clean(text)
    blank = {i for i, line in enumerate(with_rules.document.lines) if not line.strip()}
    assert set(newsclean.clean(text).marks) - blank <= set(with_rules.marks)
