"""Texts of one line: their segments take the place of lines, and what is cut is bounded."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import newsclean
from clock import growth
from command import run
from corpus import CorpusMissing, load
from fixture_files import FIXTURES, read
from newsclean.cleaner import Cleaner
from newsclean.errors import UsageError
from newsclean.learned.uniform import begins_as_site
from newsclean.lexicon import Lexicon
from newsclean.record import dump
from newsclean.restore import restore
from newsclean.segments import sentences, split
from segments import measure

ROWS = [
    row.split("\t")
    for row in read(FIXTURES / "segments" / "lines.tsv").removesuffix("\n").split("\n")
]
ARTICLE = (
    "The council met for six hours on Tuesday and put off its decision on the harbour. Two of its "
    "members said afterwards that they had not been shown the report. Nobody expects an answer."
)
FOOTER = 'Share this: Facebook Twitter 0 Response to "Storm nears coast" Post a Comment'
PIECES = [
    ARTICLE, "Nobody in the town expects an answer before the spring.", "Mr. Smith said no.",
    "Share this:", "Share this: Facebook Twitter", "Post a Comment", "Related", "Home", "A",
    "Storm nears coast", '0 Response to "Storm nears coast"', "(RELATED: Harbour budget passes)",
    "The post Storm nears coast appeared first on Harbour Ledger.", "Posted by admin at 7:16 PM",
    "July 04, 2020 at 07:16PM", "https://ift.tt/3gqP8qA", "Labels: world, economy", "© 2020 Ledger",
    "Email ThisBlogThis!Share to X", "Baca juga: Harga tiket kapal naik", "← Storm nears coast",
    "via IFTTT", "。", "港口预算案在漫长的夜晚之后获得通过。", "发表评论", "(read on...)", "…", '"',
    "”", "\u00a0", "  ", "\t", "\u200b", "\udcff", "[", ")", "By evening the wind had dropped.",
]  # fmt: skip
SMALL = settings(max_examples=40, deadline=None)


def bracketed(result: newsclean.Result) -> str:
    doc = result.document
    parts = (
        text if is_kept else f"⟦{text}⟧"
        for i in range(len(doc.lines))
        for is_kept, text in doc.parts(i)
    )
    return "".join(parts).replace("⟧⟦", "")


def hold_laws(text: str, cleaner: Cleaner) -> None:
    result = cleaner.clean(text)
    for i, spans in result.document.spans.items():
        at = 0
        for start, end, (name, _, reason, sureness) in spans:
            assert at <= start < end <= len(result.document.lines[i])
            assert name in cleaner.filters and reason and sureness >= cleaner.confidence
            at = end
    assert restore(dump(result.to_dict())) == text.encode("utf-8", "surrogatepass")
    again = cleaner.clean(result.text)
    assert again.text == result.text, again.removed


@pytest.mark.parametrize("row", [row for row in ROWS if row[0] == "cut"])
def test_bounded_boilerplate_is_cut_from_a_text_of_one_line(row: list[str]) -> None:
    text = row[1].replace("⟦", "").replace("⟧", "")
    assert bracketed(newsclean.clean(text)) == row[1]


@pytest.mark.parametrize("row", [row for row in ROWS if row[0] == "keep"])
def test_what_has_no_certain_bounds_stays(row: list[str]) -> None:
    assert newsclean.clean(row[1]).text == row[1]


@pytest.mark.parametrize("end", ["", "\n", "\r\n", " \u2028"])
@pytest.mark.parametrize("row", ROWS)
def test_laws_hold_for_every_row(row: list[str], end: str) -> None:
    text = row[1].replace("⟦", "").replace("⟧", "") + end
    for mode in ("auto", "always", "never"):
        hold_laws(text, Cleaner(segments=mode))


@SMALL
@given(st.lists(st.sampled_from(PIECES), max_size=16), st.sampled_from([" ", "  ", ""]))
def test_laws_hold_for_every_mixture(parts: list[str], glue: str) -> None:
    hold_laws(glue.join(parts), Cleaner())


@SMALL
@given(st.lists(st.sampled_from([*PIECES, "\n", "\r\n"]), max_size=16))
def test_laws_hold_where_every_long_line_is_split(parts: list[str]) -> None:
    hold_laws(" ".join(parts), Cleaner(segments="always", extend_select=["all"]))


@SMALL
@given(st.lists(st.sampled_from(PIECES), max_size=16))
def test_segments_are_the_text_without_blanks(parts: list[str]) -> None:
    text = " ".join(parts)
    at, left = 0, []
    for start, end, _, _ in split(Lexicon(), text, 0, len(text)):
        assert at <= start < end and text[start:end].strip() == text[start:end]
        left.append(text[at:start])
        at = end
    assert not "".join([*left, text[at:]]).strip()


@pytest.mark.parametrize("text", [
    "Mr. Smith came. He left.", "J. K. Porter wrote it. It sold.", "Am 5. Mai kam er. Er ging.",
    "The U.S. Senate sat. It rose.", "“Why?” he asked. She left.",
    "他走了。她来了。", "वह गया। वह आई।", "He stopped… then went on. She did not.",
    "هل جاء؟ نعم جاء.",
])  # fmt: skip
def test_a_sentence_ends_where_one_ends_in_every_language(text: str) -> None:
    assert len(list(sentences(text, 0, len(text)))) == 2


def test_a_text_of_one_line_never_goes_because_a_phrase_stands_in_it() -> None:
    title = "Storm nears coast and the ferries stay in port for the third day in a row this week"
    for text in (
        f"The post {title}, {title} appeared first on Harbour Ledger.",
        FOOTER + " " + FOOTER + " " + FOOTER,
        f"{ARTICLE} The post {title} appeared first on Harbour Ledger.",
    ):
        assert newsclean.clean(text).text.strip()


def test_a_headline_may_stand_above_the_line() -> None:
    text = f"Council puts off the harbour\nBy Jane Porter\n\n{ARTICLE} {FOOTER}\n"
    assert newsclean.clean(text).text.endswith(f"\n\n{ARTICLE}\n")


def test_lines_of_other_texts_are_cut_only_when_asked() -> None:
    text = f"{ARTICLE} {FOOTER}\n\n{ARTICLE} Two days later they met again.\n"
    assert newsclean.clean(text).text == text
    assert Cleaner(segments="always").clean(text).text == text.replace(" " + FOOTER, "")
    one = f"{ARTICLE} {FOOTER}"
    assert newsclean.clean(one).text == ARTICLE
    assert newsclean.clean(one, segments="never").text == one
    with pytest.raises(UsageError):
        Cleaner(segments="sometimes")


def test_a_known_title_bounds_its_cue_anywhere() -> None:
    first, second = ARTICLE.split(". ", 1)
    text = f"{first}. Baca juga: Harga tiket kapal naik tipis {second}"
    assert newsclean.clean(text).text == text
    result = newsclean.clean(text, title="Harga Tiket Kapal Naik Tipis")
    assert result.text == ARTICLE
    assert result.removed[0]["filter"] == "related" and result.removed[0]["rule"]


def test_the_choice_of_filters_decides_which_cuts_are_made() -> None:
    text = f"{ARTICLE} (RELATED: Harbour budget passes) {FOOTER}"
    assert Cleaner(ignore=["share", "comments"]).clean(text).text == f"{ARTICLE} {FOOTER}"
    result = Cleaner(ignore=["related"]).clean(text)
    assert result.text == f"{ARTICLE} (RELATED: Harbour budget passes)"
    names = {entry["filter"] for entry in newsclean.clean(text).removed}
    assert names == {"related", "share", "comments"}


def test_the_record_tells_what_was_done() -> None:
    record = newsclean.clean(f"{ARTICLE} {FOOTER}").to_dict()
    stats = record["stats"]
    assert isinstance(stats, dict)
    assert (stats["segmented_lines"], stats["cut_parts"], stats["removed_lines"]) == (1, 3, 0)
    assert sum(stats["removed_by_filter"].values()) == 3
    never = newsclean.clean(f"{ARTICLE} {FOOTER}", segments="never").to_dict()
    assert never["stats"]["segmented_lines"] == 0  # type: ignore[index]
    assert never["version"] != record["version"]
    loose = f"{ARTICLE} Baca juga: Harga tiket kapal naik tipis Two of them resigned."
    assert newsclean.clean(loose).to_dict()["stats"]["glued"] == 1  # type: ignore[index]


@pytest.mark.parametrize("unit", [
    "Storm Nears Coast Again ", "港口预算案获得通过", "สภาประชุมนานหกชั่วโมง", "市議会は。", "Home ",
    "Share this: Facebook ", "Совет заседал шесть часов. The council met. ", "0 Response to \"",
    "Posted by a at 1:1 ", "← a ", "© 2020 ", "Email ThisBlogThis!", "a. ", "“a” ", "Tags: a, b ",
    "https://ift.tt/a ", "July 4, 2020 ", "The post a ", "(", "… ", "Read more ", "A",
])  # fmt: skip
def test_a_hostile_line_takes_linear_time(unit: str) -> None:
    def cleaning(size: int) -> Callable[[], object]:
        return partial(newsclean.clean, ARTICLE + " " + unit * (size // len(unit)))

    assert growth(cleaning, 8_000, 64_000, 20) < 20  # linear is 8


@pytest.mark.parametrize("unit", [".", "…", '."', ".)", "。", "。」", "؟”", "a.", ". "])
def test_stops_run_together_take_linear_time(unit: str) -> None:
    def splitting(size: int) -> Callable[[], object]:
        return lambda: list(sentences(unit * size + "a", 0, size))

    assert growth(splitting, 4_000, 32_000, 20) < 20  # linear is 8


def test_a_hundred_thousand_headlines_on_one_line_stay() -> None:
    text = " ".join(f"Storm {i} Nears Coast Again" for i in range(100_000))
    start = time.process_time()
    assert newsclean.clean(text).text == text
    assert time.process_time() - start < 5


def test_both_ways_into_the_command_do_the_same() -> None:
    text = f"{ARTICLE} {FOOTER}\n".encode()
    plain, click = run(stdin=text), run("--segments", "auto", stdin=text)
    assert plain.stdout == click.stdout == f"{ARTICLE}\n".encode()
    assert run("--segments", "never", stdin=text).stdout == text
    check = run("--check", stdin=text)
    assert check.returncode == 1
    assert b"0 of 1 line removed, 3 parts cut from 1 line" in check.stderr
    assert run("--segments", "often", stdin=text).returncode == 2


def test_explain_shows_the_parts_of_a_line_one_below_the_other() -> None:
    out = run("explain", stdin=f"{ARTICLE} {FOOTER}\n".encode()).stdout.decode()
    lines = out.split("\n")
    assert lines[1].endswith("│   " + ARTICLE)
    assert lines[2].endswith("│ - Share this: Facebook Twitter")
    assert "└ share: known wording after the article" in lines[3]


def test_explain_as_lines_of_json_tells_every_cut() -> None:
    done = run("explain", "-f", "jsonl", stdin=f"{ARTICLE} {FOOTER}\n".encode())
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row["removed"] for row in rows] == [False, True, True, True]
    assert all(row["span"] for row in rows[1:])


def test_ordinary_texts_do_not_load_what_cuts_lines() -> None:
    code = (
        f"import sys, newsclean; newsclean.clean({(ARTICLE + chr(10)) * 3!r}).text\n"
        "print([n for n in sys.modules if 'segment' in n or n.endswith(('.glue', '.spans'))])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


@pytest.mark.parametrize("name", ["wild", "reposts"])
def test_no_article_character_is_lost_where_texts_are_joined(name: str) -> None:
    """A part of the documents; benchmarks/segments.py measures all of them."""
    try:
        docs = load(name)[:: 3 if name == "wild" else 6]
    except CorpusMissing as error:
        pytest.skip(str(error))
    counts, told = measure(Cleaner(), docs)
    lost = [line for line in told if line.startswith("LOST")]
    assert counts["keep cut"] <= 0.0002 * counts["keep"], lost
    assert counts["unstable"] == counts["loose cut"] == 0
    floor = {"wild": 0.22, "reposts": 0.70}[name]
    assert counts["drop tail cut"] >= floor * counts["drop tail"]


def test_marked_spans_are_found_in_texts_of_one_line() -> None:
    try:
        docs = [doc for doc in load("wild") if doc["text"].strip().count("\n") == 0]
    except CorpusMissing as error:
        pytest.skip(str(error))
    counts: Counter[str] = Counter()
    for doc in docs:
        found = newsclean.clean(doc["text"]).document.spans.get(0, [])
        gone = {k for start, end, _ in found for k in range(start, end)}
        spans = {k for _, s, e, _ in doc.get("spans", []) for k in range(s, e)}
        blank = {k for k, c in enumerate(doc["text"]) if c.isspace()}
        assert gone - spans - blank == set(), doc["id"]
        counts["found"] += sum(
            set(range(s, e)) - blank <= gone for _, s, e, _ in doc.get("spans", [])
        )
        counts["spans"] += len(doc.get("spans", []))
    assert counts["found"] >= 0.8 * counts["spans"], counts


def weigh(names: list[str]) -> list[float]:
    """What calls say speaks for a site, every other word for an article; pairs say nothing."""
    calls = ("=join", "=our", "=channe", "=on", "=telegr", "=for", "=the", "=latest", "=news")
    return [1.0 if name in calls else -1.0 if name[1:].isalpha() else 0.0 for name in names]


@pytest.mark.parametrize(("text", "is_one"), [
    ("Join our channel on Telegram Latest news Storm nears the coast again", True),
    ("Storm nears the coast Join our channel on Telegram", False),
    ("(dpa) Join our channel on Telegram", False),
    ("Join Storm nears the coast", True),  # of four words nobody tells
    ("", True),
])  # fmt: skip
def test_a_site_says_no_end_that_an_article_is_run_into(text: str, is_one: bool) -> None:
    assert begins_as_site(text, weigh) is is_one


class Asking(Lexicon):
    """A lexicon that turns no word away unasked."""

    def may_open(self, word: str) -> bool:
        return True

    def may_stand(self, head: str, *, is_free: bool) -> bool:
        return True


@SMALL
@given(st.lists(st.sampled_from([*PIECES, "Home »", "À la", "The", "By", "Share’s", "Die:"])))
def test_words_that_are_turned_away_begin_no_wording(pieces: list[str]) -> None:
    text = " ".join(pieces)
    assert split(Lexicon(), text, 0, len(text)) == split(Asking(), text, 0, len(text))


def test_most_words_of_prose_are_turned_away_unasked() -> None:
    lexicon = Lexicon()
    asked = [word for word in ARTICLE.split() if lexicon.may_open(word)]
    assert len(asked) * 2 < len(ARTICLE.split())
    assert lexicon.may_open("Share") and lexicon.may_open("Posted")
