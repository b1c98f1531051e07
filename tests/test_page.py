"""Dumps of whole pages: the article comes out whole, what frames it goes, reposts never change."""

from __future__ import annotations

import json
import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

import fixture_files
import invented_dumps
import newsclean
from corpus import CorpusMissing, load
from laws import LAWS, split
from newsclean.cleaner import Cleaner
from newsclean.errors import NewscleanError, UsageError
from newsclean.learned.judge import shared_model as diction
from newsclean.lexicon import Lexicon
from newsclean.page import model as page_model
from newsclean.page.codes import TABLES, codes
from newsclean.page.context import join_lines
from newsclean.page.decide import is_page
from newsclean.page.frame import find_frame, trusted
from newsclean.page.model import load_model, shared_model
from newsclean.sieve import Sieve

ROOT = Path(__file__).resolve().parent.parent
DUMPS = sorted(path.parent for path in (fixture_files.FIXTURES / "dumps").glob("*/in.txt"))
TEXTS = {folder.name: fixture_files.read(folder / "in.txt") for folder in DUMPS}
ENOUGH, AT_LEAST = 0.85, 0.65  # of the lines around the articles: of all, of each
PROSE = "The council met for six hours on Tuesday and put off its decision on the harbour."


def article_of(folder: Path) -> list[str]:
    return fixture_files.read(folder / "article.txt").removesuffix("\n").split("\n")


def filled(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.strip()]


@pytest.mark.parametrize("profile", ["auto", "page"])
@pytest.mark.parametrize("folder", DUMPS, ids=lambda path: path.name)
def test_the_article_of_a_dump_comes_out_whole(folder: Path, profile: str) -> None:
    kept = filled(newsclean.clean(TEXTS[folder.name], profile=profile).text)
    at = 0
    for line in article_of(folder):
        assert line in kept[at:], f"lost: {line}"
        at = kept.index(line, at) + 1


def test_most_of_what_frames_it_goes() -> None:
    all_left = all_around = 0
    for folder in DUMPS:
        text, article = TEXTS[folder.name], article_of(folder)
        around = len(filled(text)) - len(article)
        result = newsclean.clean(text, profile="page")
        left = len(filled(result.text)) - len(article)
        assert left <= (1 - AT_LEAST) * around, folder.name
        all_left += left
        all_around += around
    assert all_left <= (1 - ENOUGH) * all_around


@pytest.mark.parametrize("name", invented_dumps.PAGES)
def test_the_article_of_a_page_of_no_corpus_comes_out_whole(name: str) -> None:
    text = invented_dumps.dump(name)
    cleaner = Cleaner(profile="page")
    once = cleaner.clean(text).text
    kept, at = filled(once), 0
    for line in invented_dumps.article(name):
        assert line in kept[at:], f"lost: {line}"
        at = kept.index(line, at) + 1
    assert cleaner.clean(once).text == once
    left = len(kept) - len(invented_dumps.article(name))
    assert left <= 0.6 * (len(filled(text)) - len(invented_dumps.article(name)))


def test_most_of_what_frames_those_articles_goes() -> None:
    left = around = 0
    for name in invented_dumps.PAGES:
        text, article = invented_dumps.dump(name), invented_dumps.article(name)
        left += len(filled(newsclean.clean(text, profile="page").text)) - len(article)
        around += len(filled(text)) - len(article)
    assert left <= 0.3 * around  # headlines and bylines among them, which may stay


@pytest.mark.parametrize("law", LAWS)
@pytest.mark.parametrize("name", TEXTS)
def test_a_dump_obeys_the_laws(name: str, law: str) -> None:
    LAWS[law](TEXTS[name], newsclean.filters.choose(None, None, None))


@pytest.mark.parametrize("name", TEXTS)
def test_a_dump_said_to_be_one_is_cleaned_once_and_for_all(name: str) -> None:
    cleaner = Cleaner(profile="page")
    once = cleaner.clean(TEXTS[name]).text
    assert cleaner.clean(once).text == once


@pytest.mark.parametrize("name", TEXTS)
def test_the_reason_names_what_weighed(name: str) -> None:
    result = newsclean.clean(TEXTS[name], profile="page")
    reasons = {mark[2] for mark in result.marks.values() if mark[0] == "page-frame"}
    told = [sign for sign, _ in TABLES]
    told += ["what stands around it", "blank line", "a link on a line of its own"]
    assert reasons
    assert all(any(sign in reason for sign in told) for reason in reasons)


def with_paragraphs(name: str) -> str:
    """A dump, and in it an article of long paragraphs, as most pages have it."""
    lines, article = TEXTS[name].split("\n"), article_of(next(d for d in DUMPS if d.name == name))
    first, last = lines.index(article[0]), len(lines) - lines[::-1].index(article[-1])
    return "\n".join([*lines[:first], article[0], *[f"{PROSE} " * 3] * 4, *lines[last:]])


LONG = [name for name in TEXTS if name.startswith(("correo", "deichbote"))]


@pytest.mark.parametrize("name", LONG)
def test_a_dump_tells_itself(name: str) -> None:
    text = with_paragraphs(name)
    result = newsclean.clean(text)
    assert result.to_dict()["profile"] == "page"
    assert f"{PROSE} " * 3 in result.text.split("\n")
    assert {mark[0] for mark in result.marks.values()} >= {"page-frame"}
    for law in LAWS.values():
        law(text, newsclean.filters.choose(None, None, None))


def test_a_programme_with_names_of_sections_is_no_dump() -> None:
    times = [line for n in range(70) for line in (f"{n % 24}:30", "Weather" if n % 9 else "News")]
    text = "\n".join(["On screen tonight", PROSE, *times, "Sport", "About us", "Contact"])
    assert newsclean.clean(text).to_dict()["profile"] == "repost"
    assert "page-frame" not in {mark[0] for mark in newsclean.clean(text).marks.values()}


def test_ignoring_the_filter_keeps_the_frame() -> None:
    text = TEXTS["correo-wet"]
    whole = newsclean.clean(text, profile="page")
    assert {m[0] for m in whole.marks.values()} >= {"page-frame"}
    for ignored in ("page-frame", "page"):
        left = newsclean.clean(text, ignore=[ignored], profile="page")
        assert "page-frame" not in {mark[0] for mark in left.marks.values()}
        assert len(left.marks) < len(whole.marks)


def test_selecting_it_alone_marks_nothing_else() -> None:
    marks = newsclean.clean(TEXTS["correo-wet"], select=["page-frame"], profile="page").marks
    assert {mark[0] for mark in marks.values()} == {"page-frame"}


def test_a_high_confidence_keeps_more() -> None:
    text = TEXTS["correo-wet"]
    strict = newsclean.clean(text, profile="page", confidence=0.999)
    assert len(strict.marks) < len(newsclean.clean(text, profile="page").marks)


def frame_of(text: str, confidence: float | None = None) -> dict[int, float]:
    """The lines that page-frame marks, and how sure it is of each."""
    marks = newsclean.clean(
        text, select=["page-frame"], profile="page", confidence=confidence
    ).marks
    lines = text.split("\n")
    return {i: mark[3] for i, mark in marks.items() if lines[i].strip()}


EDGES = {**TEXTS, **{name: invented_dumps.dump(name) for name in invented_dumps.PAGES}}


@pytest.mark.parametrize("name", EDGES)
def test_the_nearer_to_the_article_the_less_sure(name: str) -> None:
    """Of one look: the second look's marks lie nearer, and are judged by other surroundings."""
    lines = EDGES[name].split("\n")
    marks = find_frame(lines, shared_model(), Sieve(Lexicon()), diction().weigh)
    if not marks:
        assert name in ("hi-nadi", "ko-seom")  # too little is surely a frame; nothing goes
        return
    kept = [i for i, line in enumerate(lines) if line.strip() and i not in marks]
    titles = []  # a headline stands apart from its article
    while marks.keys() & range(kept[0], kept[1]):
        titles.append(kept.pop(0))
    head = [marks[i][3] for i in sorted(marks) if i < kept[0]]
    tail = [marks[i][3] for i in sorted(marks, reverse=True) if i > kept[-1]]
    for run in (head, tail):
        assert run == sorted(run, reverse=True)
    assert set(marks) == {i for i, line in enumerate(lines) if line.strip()}.difference(
        range(kept[0], kept[-1] + 1), titles
    )


@pytest.mark.parametrize("name", EDGES)
def test_confidence_moves_the_borders_outwards(name: str) -> None:
    kept = [frame_of(EDGES[name], confidence).keys() for confidence in (0.5, 0.97, 0.99, 0.999)]
    assert kept[0] >= kept[1] >= kept[2] >= kept[3] == set()


def test_what_stands_twice_is_no_mistake_in_a_page() -> None:
    for text in EDGES.values():
        marks = newsclean.clean(text, profile="page").marks
        assert "duplicate" not in {mark[0] for mark in marks.values()}


def test_a_paragraph_goes_whole_or_not_at_all() -> None:
    lines = ["Be sure to visit the mill on", "Facebook", ", or", "Twitter", ".", "Share", "Tweet"]
    mark = ("share", "id", "a label", 0.99)
    assert trusted(lines, dict.fromkeys((1, 3, 5, 6), mark)) == dict.fromkeys((5, 6), mark)
    assert trusted(lines, dict.fromkeys(range(7), mark)) == dict.fromkeys(range(7), mark)
    assert trusted(lines, {5: ("duplicate", None, "twice", 0.9)}) == {}


def test_said_to_be_a_repost_a_dump_is_none() -> None:
    result = newsclean.clean(TEXTS["correo-wet"], profile="repost")
    assert result.profile == "repost"
    assert "page-frame" not in {mark[0] for mark in result.marks.values()}


def test_the_record_says_which_was_taken() -> None:
    assert newsclean.clean(TEXTS["correo-wet"], profile="page").to_dict()["profile"] == "page"
    assert newsclean.clean(PROSE).to_dict()["profile"] == "repost"


def page_with(title: str, notice: str) -> str:
    """A page with a line that looks like a headline at its very top, and a notice below."""
    page = invented_dumps.dump("en-recipe")
    return f"{title}\n\n{page}\n{notice}\n"


@pytest.mark.parametrize(
    ("notice", "publisher"),
    [
        ("Copyright Policy", None),
        ("© 2021 The Oat Kitchen", "The Oat Kitchen"),
        ("© The Oat Kitchen 2011-2019", "The Oat Kitchen"),
        ("© 2018 Copyright Oat Kitchen Media", "Oat Kitchen Media"),
    ],
)
def test_a_page_has_no_publisher_but_of_a_notice(notice: str, publisher: str | None) -> None:
    fields = newsclean.clean(page_with("Oats", notice), profile="page").fields
    assert fields.publisher == publisher


def test_a_headline_far_above_the_article_is_not_its_title() -> None:
    teaser = "Ten new ways to keep your bread fresh for a week"
    fields = newsclean.clean(page_with(teaser, "Log in"), profile="page").fields
    assert fields.title is None
    assert fields.source_url is None
    assert "title" not in fields.origins


def test_an_unknown_profile_is_refused() -> None:
    with pytest.raises(UsageError, match="auto, repost or page, not dump"):
        newsclean.clean(PROSE, profile="dump")


def every_other_text() -> dict[str, str]:
    found = fixture_files.texts()
    return {
        place: text
        for place, text in found.items()
        if not place.startswith(("dumps/", "pages/dump"))
    }


def test_no_fixture_changes_by_the_profile_that_is_not_said() -> None:
    auto, repost = Cleaner(), Cleaner(profile="repost")
    for place, text in every_other_text().items():
        assert auto.clean(text).marks == repost.clean(text).marks, place


@pytest.mark.parametrize("corpus", ["reposts", "wild"])
def test_no_repost_is_taken_for_a_dump(corpus: str) -> None:
    try:
        docs = load(corpus)
    except CorpusMissing as error:
        pytest.skip(str(error))
    cleaner = newsclean.Cleaner()
    assert [doc["id"] for doc in docs if cleaner.clean(doc["text"]).profile == "page"] == []


WRAPPED = [
    "The council voted on Tuesday to close the old bridge over the mill",
    "stream, which engineers had called unsafe in three reports since",
    "the flood of last spring. Nobody spoke against it.",
]
LINKS = ["[{}]Kantaka", "   [{}]Vremeja", "* [{}]Sportura", "[{}]Lokalna"]


def menu_of_links(count: int, first: int = 1) -> list[str]:
    return [LINKS[n % len(LINKS)].format(n) for n in range(first, first + count)]


@pytest.mark.parametrize(
    ("above", "below", "profile"),
    [
        (10, 14, "page"),  # in a language that no table knows, but for a few wordings
        (4, 20, "page"),
        (0, 30, "repost"),  # references: a text ends in them
        (3, 3, "repost"),
    ],
)
def test_lines_that_are_a_link_tell_a_dump(above: int, below: int, profile: str) -> None:
    lines = [
        *menu_of_links(above), "", *[*WRAPPED, ""] * 7,
        *menu_of_links(below, above + 1),
        "Copyright Policy", "Log in", "Newsletter", "Archives", "",
    ]  # fmt: skip
    text = "\n".join(lines + [""] * (60 - len(lines)))
    assert newsclean.clean(text).profile == profile


LINK_MENU = [f"[Part {n}](/part/{n})" for n in range(14)]
TOOLS = ["Log in", "Register", "Newsletter", "Archives", "Privacy Policy", "Copyright 2024 Mill"]


def markdown_dump(*inside: str) -> str:
    """A dump as Markdown, with some lines between its paragraphs."""
    parted = [line for text in inside for line in (text, "")]
    text = ["# The bridge", "", PROSE, "", *parted, PROSE, "", PROSE, ""]
    return "\n".join([*LINK_MENU, "", *text, *LINK_MENU, *TOOLS]) + "\n"


@pytest.mark.parametrize(
    ("line", "stays"),
    [
        ("![A bridge](https://mill.example/a.jpg)", False),
        ("[Who built the mill](/who)", False),
        ("* [Who built the mill](/who)", False),
        ("[Facebook](/f) | [Print](/p)", False),
        ("(BUTTON) Share", False),
        ("IFRAME: https://mill.example/player", False),
        ("[desk@mill.example](mailto:desk@mill.example)", True),
        ("* [The mills of the valley](https://mills.example/valley)", True),  # an author's advice
        ("[The report](/report) names the north pier.", True),
        ("My dearest wish is ____________________.", True),
        ("____________________ is the capital of France.", True),
        ("- (BUTTON) the film: Bruno Ganz", True),
    ],
)
def test_what_a_tool_prints_for_no_text_goes_from_the_article_too(line: str, stays: bool) -> None:
    result = newsclean.clean(markdown_dump(line), profile="page")
    assert (line in result.text.split("\n")) is stays
    assert result.text.count(PROSE) == 3


@pytest.mark.parametrize(
    "lines",
    [
        ["The sources are:", "* [The report](/report)", "* [The minutes](/minutes)"],
        ["## The documents", "", "* [The report](/report)", "* [The minutes](/minutes)"],
        ["- 200 g of flour", "- [Stock](/recipes/stock)", "- Salt"],
        ["The engineers, whom", "[the council](/council)", "had asked, found cracks."],
    ],
)
def test_a_link_that_is_announced_or_in_a_paragraph_stays(lines: list[str]) -> None:
    text = markdown_dump("\n".join(lines))
    kept = newsclean.clean(text, profile="page").text.split("\n")
    assert [line for line in kept if line and line in lines] == [line for line in lines if line]


def test_an_article_that_is_one_list_is_no_dump() -> None:
    changes = [f"+ Added the {n}th of the new blocks" for n in range(60)]
    below = ["Archives", "Categories", "Recent Posts", "Recent Comments", "Log in", "Tags"]
    result = newsclean.clean("\n".join([*changes, *below, ""]))
    assert result.profile == "repost"
    assert result.text.startswith("\n".join(changes))


def test_a_dump_is_told_by_its_wordings_where_a_notice_ends_it() -> None:
    menu = [
        "Home", "About us", "Contact", "Log in", "Register", "Search", "Newsletter", "Archives",
        "Recent Posts", "Categories", "Share", "Tweet", "Print", "Privacy Policy", "Cookie Policy",
        "Advertise with us", "Skip to content", "Back to top", "Comments", "Tags", "Follow us",
    ]  # fmt: skip
    notice = "We and our partners store and read what your device says of you, " * 4 + "as we may."
    text = "\n".join([PROSE, "", *menu, "", PROSE, "", *menu[::-1], "", notice, ""])
    assert newsclean.clean(text).profile == "page"


POEM = [f"And still the {word} comes in" for word in "tide boat wind rain gull net rope".split()]


@pytest.mark.parametrize("profile", ["auto", "page"])
@pytest.mark.parametrize("lines", [[], [""], [PROSE], [PROSE] * 3, ["One.", "Two.", "Three."]])
def test_a_text_that_is_no_page_stays(lines: list[str], profile: str) -> None:
    text = "\n".join(lines)
    assert newsclean.clean(text, profile=profile).text == text


def test_a_long_poem_is_no_dump() -> None:
    text = "\n".join(f"{line} {n}" for n in range(40) for line in POEM) + "\n"
    result = newsclean.clean(text)
    assert (result.profile, result.text) == ("repost", text)


def test_lines_of_one_paragraph_are_one_piece() -> None:
    lines = ["She met with", "Robert Mugabe", ", who said no", "and left.", "", "Home", "World"]
    numbers, texts = join_lines(lines)
    assert numbers == [[0], [1, 2, 3], [5], [6]]
    assert texts[1] == "Robert Mugabe , who said no and left."


@pytest.mark.parametrize("text", ["-", "[1]", "\ud800", "١٢٣", "https://example.org/", "……", "#"])
def test_every_line_has_codes_within_the_tables(text: str) -> None:
    found = codes(text)
    assert all(0 <= code < size for code, (_, size) in zip(found[:10], TABLES, strict=False))


def broken_model(change: Callable[[dict[str, object]], object], folder: Path) -> str:
    data = json.loads(Path(page_model._PATH).read_text(encoding="utf-8"))
    change(data)
    path = folder / "page.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    return str(path)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda data: data.update(version=99), "another version"),
        (lambda data: data.pop("trees"), "damaged"),
        (lambda data: data.update(features=[]), "damaged"),
        (lambda data: data["tables"].pop(), "damaged"),
        (lambda data: data["trees"][0][0][0].__setitem__(2, 0), "damaged"),
        (lambda data: data["trees"][0][0][0].__setitem__(0, 999), "damaged"),
        (lambda data: data.update(bias=None), "damaged"),
    ],
)
def test_a_model_that_is_not_what_it_was_is_refused(
    change: Callable[[dict[str, object]], object], told: str, tmp_path: Path
) -> None:
    path = broken_model(change, tmp_path)
    with pytest.raises(NewscleanError, match=told) as caught:
        load_model(path)
    assert "\n" not in str(caught.value)
    assert caught.value.exit_code == 2


def test_a_truncated_model_is_refused_in_one_line(tmp_path: Path) -> None:
    path = tmp_path / "page.json"
    path.write_bytes(Path(page_model._PATH).read_bytes()[:1000])
    with pytest.raises(NewscleanError, match="damaged"):
        load_model(str(path))
    with pytest.raises(NewscleanError, match=r"^none\.json: No such file"):
        load_model(str(tmp_path / "none.json"))


def test_the_model_is_small_and_plain() -> None:
    data = Path(page_model._PATH).read_bytes()
    assert len(data) <= 150_000
    assert json.loads(data)["version"] == page_model.VERSION
    assert shared_model() is shared_model()


def run(*arguments: str, source: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "newsclean", *arguments], input=source.encode(), capture_output=True
    )


@pytest.mark.parametrize("profile", ["auto", "repost", "page"])
def test_the_plain_way_in_and_click_give_the_same(profile: str) -> None:
    text = TEXTS["correo-wet"]
    plain = run("--profile", profile, source=text)
    click = run("--profile", profile, "--lang", "es", source=text)
    assert (plain.returncode, plain.stdout) == (click.returncode, click.stdout)
    assert plain.stdout.decode() == newsclean.clean(text, profile=profile).text
    assert run(f"--profile={profile}", "-", source=text).stdout == plain.stdout


def test_an_unknown_profile_on_the_command_line_is_wrong_usage() -> None:
    done = run("--profile", "dump", source=PROSE)
    assert done.returncode == 2
    assert done.stderr.decode().count("\n") == 1


def test_a_short_text_loads_nothing_of_it() -> None:
    code = (
        "import sys, newsclean; newsclean.clean('One line.\\n' * 30)\n"
        "sys.exit(any(name.startswith('newsclean.page') for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0


def test_the_marked_and_the_kept_lines_are_the_dump() -> None:
    for text in TEXTS.values():
        result = newsclean.clean(text)
        gone = sum(i in result.marks for i in range(len(split(text))))
        assert gone == len(result.marks)


MENU = "Home News Sport Culture Weather Travel Jobs Cars Videos Podcasts Games Shop".split()
STORY = [
    "The ferry that carried three generations of islanders set sail again on Wednesday morning, "
    "with three hundred passengers on board and a crowd on the quay that would not go home.",
    "Its suspension in 2015 had cut off some twelve thousand people, whose only way to the market "
    "were overloaded wooden boats, and at least forty of them drowned in the years that followed.",
    "The overhaul took a third of what a new ship would have cost, the ministry said on Tuesday, "
    "while the opposition asked why it had taken eight years and three ministers to decide on it.",
    "Fares start at twelve thousand, roughly double those of the wooden boats, and the first week "
    "is sold out, according to the harbour master, who has been selling tickets for forty years.",
]  # fmt: skip
FURNITURE = ["Ines Carrow", "Feb 03, 2021 19:06", "Share", "Facebook", "Twitter", "Print", "12"]
FOOT = "Imprint Privacy Terms Contact Advertise Careers Help Cookies Archive Newsletter".split()


KINDS = [
    "Skip to content", "Search", "Log in", "Share on Facebook", "Advertisement", "Follow us",
    "Most read", "Leave a comment", "All rights reserved", "Subscribe to our newsletter",
    "Related articles", "Back to top",
]  # fmt: skip


@pytest.mark.parametrize("has_kinds", [True, False])
def test_a_frame_that_is_little_beside_a_long_article_shows_by_its_wordings(
    has_kinds: bool,
) -> None:
    """Else it may be the article's own edge: lists and names below a long text."""
    menu = [f"{word} {n}" for n in range(4) for word in MENU]
    article = [line.replace("Wednesday", f"day {n}") for n in range(80) for line in STORY]
    foot = [*FOOT, *(KINDS if has_kinds else [f"Town {n}" for n in range(12)])]
    text = "\n".join([*menu, *article, *foot])
    cleaner = Cleaner(profile="page", select=["page-frame"])
    once = cleaner.clean(text).text
    lines = once.splitlines()
    assert [line for line in lines if line in article] == article
    assert (once == text) is not has_kinds and "Log in" not in lines
    assert cleaner.clean(once).text == once


RECIPE = [
    "Every September the women of the quay cook mussels in cider for whoever comes down the hill, "
    "and nobody has ever been turned away.",
    "The trick is to wait until the cider has lost its first foam before the mussels go in, "
    "according to the oldest of them, and never to salt the pot.",
    *"Ingredients|2 kg mussels|500 ml dry cider|4 shallots|2 cloves of garlic|A bunch of parsley|"
    "50 g butter|Black pepper|Method|Scrub the mussels|Chop the shallots and garlic|"
    "Melt the butter|Add the cider|Steam for five minutes|Serve with bread|Serves 4|"
    "Time: 25 minutes".split("|"),
]  # fmt: skip
OTHERS = (
    "Share this article|Facebook|Twitter|WhatsApp|Email|Related articles|"
    "Council delays vote on harbour bridge|Five things to do this weekend|Most popular|"
    "Train fares to rise in March|Storm leaves thousands without power|"
    "Why the old mill was never sold|Newsletter|Sign up to our newsletter|"
    "Enter your email address|Follow us|Instagram|YouTube|About us|Contact us|"
    "Advertise with us|Privacy policy|Cookie policy|Terms and conditions|Careers|Site map|"
    "Accessibility|Back to top"
).split("|")  # fmt: skip


def test_a_list_that_ends_an_article_stays() -> None:
    text = "\n".join(["Skip to content", *MENU, "Sign in", *RECIPE, *OTHERS])
    kept = newsclean.clean(text, profile="page").text.splitlines()
    assert [line for line in kept if line in RECIPE] == RECIPE
    assert "Home" not in kept and "Train fares to rise in March" not in kept


@pytest.mark.parametrize(
    "headline", ["Ferry carries islanders across again", "Boats: what the overhaul leaves behind"]
)
def test_the_headline_stays_apart_from_its_article(headline: str) -> None:
    lines = [*MENU, headline, *FURNITURE, *STORY, *FOOT]
    kept = newsclean.clean("\n".join(lines), profile="page").text.splitlines()
    assert kept[0] == headline and STORY[-1] in kept and "Home" not in kept
    other = [*MENU, "Stock exchange closes higher", *FURNITURE, *STORY, *FOOT]
    assert "Stock exchange closes higher" not in newsclean.clean(
        "\n".join(other), profile="page"
    ).text.splitlines()


def test_a_headline_without_a_common_word_is_the_longest_line_by_far() -> None:
    headline = "Never again will anybody here queue at dawn"
    lines = [*MENU, headline, *FURNITURE, *STORY, *FOOT]
    kept = newsclean.clean("\n".join(lines), profile="page").text.splitlines()
    assert kept[0] == headline


def test_two_lines_of_a_headline_stay() -> None:
    above, below = "Carried across again after eight years", "Three generations knew the ferry"
    lines = [*MENU, above, below, *FURNITURE, *STORY, *FOOT]
    kept = newsclean.clean("\n".join(lines), profile="page").text.splitlines()
    assert kept[:2] == [above, below]


def test_a_korean_headline_is_told_by_the_beginnings_of_its_words() -> None:
    from newsclean.page.headline import _words_of

    assert _words_of("점수판 숫자는 손으로") == {"점수", "숫자", "손으"}


def test_a_dump_of_wrapped_paragraphs_is_told() -> None:
    menus = ["Sign in", "Subscribe", "Newsletters", "Search", "Skip to main content", *MENU]
    foot = ["Privacy Policy", "Terms of Use", "Cookie Policy", "Contact us", "Follow us",
            "Advertise", "Back to top", "About us", "Sitemap", "All rights reserved"]  # fmt: skip
    wrapped = [part for text in STORY * 3 for part in [*textwrap.wrap(text, 60), ""]]
    lines = [*menus, "", *wrapped, *foot]
    assert is_page(lines, Sieve(Lexicon()))
    assert not is_page(wrapped, Sieve(Lexicon()))
