"""What filters say of lines between paragraphs, and how sure they are: reasons and confidences.

The fixtures tell which lines go. These tell the rest of a verdict, which `--confidence`, `explain`
and the records show, and where each rule ends.
"""

from __future__ import annotations

import pytest

import newsclean
from fixture_files import FIXTURES, read
from newsclean.document import Document
from newsclean.filters.dateline import Dateline
from newsclean.filters.inline import Inline
from newsclean.lexicon import Lexicon
from newsclean.sieve import LONG_CHARS, Sieve

ABOVE = (
    "The council met for six hours on Tuesday and put off its decision on the harbour once more.",
    "Two of its members said afterwards that they had not been shown the engineers' report at all.",
)
BELOW = (
    "A third, who has sat on the board since 2009, said that the last one took a year to appear.",
    "Nobody in the town expects an answer before the spring, when the federal grant would run out.",
)
HEADLINE = "Storm nears coast, ferries stay in port"


def told(*lines: str) -> list[tuple[str, str, float] | None]:
    """Filter, reason and confidence of each of these lines between paragraphs; None if it stays."""
    result = newsclean.clean("\n".join((*ABOVE, *lines, *BELOW)) + "\n")
    marks = [result.marks.get(i + len(ABOVE)) for i in range(len(lines))]
    return [None if mark is None else (mark[0], mark[2], mark[3]) for mark in marks]


def doubts(*lines: str) -> list[tuple[str, float]]:
    """Reasons and confidences of what is not sure enough to go, by the rules."""
    result = newsclean.clean("\n".join((*ABOVE, *lines, *BELOW)) + "\n", ignore=["model"])
    assert not result.marks
    return [(mark[2], mark[3]) for mark in result.doubtful.values()]


UNDER = ("related", "headline under a cue for related articles", 0.75)
CUE = ("related", "related wording above a headline", 0.75)


@pytest.mark.parametrize("cue", ["Related:", "Recommended for you"])
def test_a_cue_above_a_headline_goes_with_it(cue: str) -> None:
    assert told(cue, HEADLINE) == [CUE, UNDER]


@pytest.mark.parametrize(
    ("cue", "below"),
    [
        ("Related", HEADLINE),  # a subhead, perhaps
        ("Related:", "Six of them said afterwards that they had seen no report at all by then."),
        ("Related:", "Share this:"),
    ],
)
def test_a_cue_above_anything_else_stays(cue: str, below: str) -> None:
    assert told(cue, below)[0] is None


def test_only_the_first_headline_under_a_cue_goes() -> None:
    first, second, third = told("Related:", HEADLINE, "Fog stays on the coast, ferries leave port")
    assert (first, second) == (CUE, UNDER)
    assert third is None or third[0] == "model"


def test_a_short_line_under_a_cue_without_a_colon_is_a_subhead_and_stays() -> None:
    assert told("Also read", "Storm nears coast") == [None, None]


def test_a_whole_wording_without_a_colon_heads_an_article_s_own_list() -> None:
    """For the rules; the model may think of it as it does of any line."""
    assert all(mark is None or mark[0] == "model" for mark in told("Las más vistas", HEADLINE))


def test_headlines_that_empty_lines_part_may_head_what_stands_below_them() -> None:
    first, second = "Also read:", "Board says it will meet again in March"
    assert told(first, "", HEADLINE, second, "")[2:4] == [UNDER, UNDER]
    assert told(first, "", HEADLINE, "", second, "")[4] is None
    numbered = "12 things to know about the storm tonight"
    under, below = told(first, "", HEADLINE, numbered, "")[2:4]
    assert under == UNDER and (below is None or below[0] == "model")


@pytest.mark.parametrize("count", [1, 2, 4])
def test_links_below_a_cue_go_wherever_in_the_text_it_stands(count: int) -> None:
    links = (HEADLINE, "Board says it will meet again in March", "Ferry company hires 40 sailors")
    above = (ABOVE * 2)[:count]
    result = newsclean.clean("\n".join((*above, "Also read:", *links, "", *BELOW)))
    assert [i for i in result.marks if i <= count + 3] == [count, count + 1, count + 2, count + 3]


def test_headlines_of_wide_letters_say_much_in_few() -> None:
    above = "市議會星期二開會六小時之後，再次推遲了關於港口的決定，工程師的報告至今沒有公開。"
    below = "兩名議員會後表示，他們從未看過工程師的報告，也不知道報告什麼時候會送到議會。"
    heads = ("颱風逼近沿海渡輪全部停航", "三鄉鎮居民連夜撤離海邊村莊")
    lines = (above, below, "", "延伸閱讀", *heads, "", above[::-1], below[::-1])
    marks = newsclean.clean("\n".join(lines)).marks
    assert [(marks[3][0], *marks[3][2:])] == [CUE]
    assert [(marks[i][0], *marks[i][2:]) for i in (4, 5)] == [UNDER, UNDER]


@pytest.mark.parametrize(
    ("line", "confidence"),
    [
        ("Also read ‘Storm’ nears coast, ferries stay", 0.75),  # folding alters the marks
        (f"Read more: {HEADLINE}", 0.9),
        ("Read more: Fog", 0.9),
        (f"ALSO READ | {HEADLINE}", 0.9),
        (f"Also read {HEADLINE}", 0.75),
    ],
)
def test_a_cue_is_surer_where_something_parts_it_from_its_headline(
    line: str, confidence: float
) -> None:
    assert told(line) == [("related", "related wording with a headline", confidence)]


@pytest.mark.parametrize(
    "line",
    [
        "Read more: " + "Storm nears coast " * 12,  # longer than a headline
        "Read also | Storm nears coast, ferries stay in port.",  # a sentence
    ],
)
def test_a_cue_before_what_is_no_headline_stays(line: str) -> None:
    assert told(line) == [None]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (f"See also: {HEADLINE}", "related wording, which also begins prose"),
        ("Read more: storm nears coast", "related wording, which also begins prose"),
        ("Also read Storm nears", "related wording, which also begins prose"),
        ("Recommended Fertiliser rates rise again", "related wording, which also begins prose"),
    ],
)
def test_a_cue_that_may_begin_prose_is_doubtful(line: str, reason: str) -> None:
    assert doubts(line) == [(reason, 0.3)]


def test_a_cue_of_one_word_is_told_from_its_headline_by_capitals() -> None:
    assert told("RECOMMENDED Fertiliser rates rise again") == [
        ("related", "related wording with a headline", 0.75)
    ]


def test_a_cue_of_one_word_in_a_list_of_data_is_doubtful() -> None:
    assert told("Video: Storm nears coast") == [
        ("related", "related wording with a headline", 0.9)
    ]
    data = ["Weight: 190 g", "Video: Sharp At Night", "Battery: 5000 mAh"]
    marks = newsclean.clean("\n".join((*ABOVE, *data, *BELOW))).marks
    assert not set(range(len(ABOVE), len(ABOVE) + len(data))) & set(marks)


def test_an_indented_line_of_code_counts_as_code() -> None:
    code = ["var start = new Date();", "window.onload = function() {", "    var end = new Date();",
            "    console.log(end - start);", "};"]  # fmt: skip
    assert not newsclean.clean("\n".join((*ABOVE, *code, *BELOW))).marks


def test_a_placeholder_of_a_program_that_the_text_shows_stays() -> None:
    assert told("{{ page.title }}") == [
        ("markup", "a shortcode or a placeholder that was never filled", 0.9)
    ]
    program = ["{% if a %}", "  {% for a in b %}", "    {{ a }}", "  {% endfor %}", "{% endif %}"]
    marks = newsclean.clean("\n".join((*ABOVE, *program, *BELOW))).marks
    assert not set(range(len(ABOVE), len(ABOVE) + len(program))) & set(marks)


@pytest.mark.parametrize(
    ("line", "reason", "confidence"),
    [
        ("Advertisement", "ad marker wording alone between paragraphs", 0.75),
        ("Story continues below advertisement", "ad marker wording alone between paragraphs", 0.9),
        ("Reklamë", "ad marker wording alone between paragraphs", 0.75),
        ("HYSBYSEB", "ad marker wording alone between paragraphs", 0.75),
        ("Sign up for our newsletter", "newsletter wording alone between paragraphs", 0.9),
    ],
)
def test_what_a_site_asks_goes_where_it_stands_alone(
    line: str, reason: str, confidence: float
) -> None:
    assert told(line) == [("promotion", reason, confidence)]


def test_labels_of_buttons_forms_and_counters_go_alone_between_paragraphs() -> None:
    assert told("Share this:") == [("share", "share wording alone between paragraphs", 0.75)]
    assert told("Post a Comment") == [
        ("comments", "comment form wording alone between paragraphs", 0.75)
    ]
    assert told("57 Kommentare") == [
        ("comments", "comment count wording alone between paragraphs", 0.75)
    ]
    # No number: it may be a subhead.
    assert doubts("Keine Kommentare") == [("comment count wording between paragraphs", 0.3)]


def test_above_the_article_wordings_of_many_sites_are_the_surest() -> None:
    """And the first sentence stays, though it begins as a byline does and a date stands below."""
    first = "By evening the wind had dropped."
    head = ("Storm nears coast", first, "May 5, 2025", "Share this:")
    marks = newsclean.clean("\n".join((*head, *ABOVE, *BELOW))).marks
    assert {head[i]: (mark[0], *mark[2:]) for i, mark in marks.items()} == {
        "May 5, 2025": ("post-meta", "a date before the article", 0.75),
        "Share this:": ("share", "share wording before the article", 0.99),
    }


def test_a_source_between_title_and_date_goes_with_the_date() -> None:
    head = ("Storm nears coast", "via Harbour Ledger", "May 5, 2025")
    result = newsclean.clean("\n".join((*head, *ABOVE, *BELOW)))
    assert sorted(result.marks) == [1, 2]


def test_doubts_are_those_of_the_chosen_filters() -> None:
    text = "\n".join((*ABOVE, "Keine Kommentare", f"See also: {HEADLINE}", *BELOW)) + "\n"
    assert {mark[0] for mark in newsclean.clean(text).doubtful.values()} == {"comments", "related"}
    some = newsclean.clean(text, select=["comments"]).doubtful
    assert [mark[0] for mark in some.values()] == ["comments"]


# The sieve: which lines the tables are asked about ------------------------------------------------

SIEVE = Sieve(Lexicon())


def test_a_wording_that_a_headline_lengthens_is_known_up_to_a_paragraphs_length() -> None:
    begin, end = "The post ", " appeared first on Harbour Ledger."
    for size, is_known in ((LONG_CHARS, True), (LONG_CHARS + 1, False)):
        line = begin + "S" * (size - len(begin) - len(end)) + end
        assert len(line) == size
        assert (SIEVE.sweep([line])[1] != {}) is is_known


@pytest.mark.parametrize("blank", [" ", "  ", " \u200b"])
def test_a_long_wording_is_known_whatever_blanks_are_in_it(blank: str) -> None:
    begin = "Share or comment on this article: ".replace(" ", blank)
    assert SIEVE.sweep([begin + "Storm nears coast, " * 9])[1] != {}


def test_of_a_large_text_only_the_ends_are_known() -> None:
    many = 20_001
    lines = [f"Item {i}" for i in range(many)]
    rows = SIEVE.sweep(lines)[0]
    known = [i for i, row in enumerate(rows) if row is not None]
    assert known == [*range(4_001), *range(many - 4_000, many)]
    assert None not in SIEVE.sweep(lines[:-1])[0]


def test_in_the_midst_of_a_large_text_wordings_are_still_found() -> None:
    lines = [f"Item {i}" for i in range(20_001)]
    lines[10_000] = "Share this:"
    rows, hits, _ = SIEVE.sweep(lines)
    assert list(hits) == [10_000] and rows[10_000] is not None and rows[9_999] is None


def test_what_is_remembered_is_bounded() -> None:
    sieve = Sieve(Lexicon())
    sieve.sweep([f"Item {i}" for i in range(40_000)])
    assert 0 < len(sieve._lines) <= 1 << 14


def test_a_line_that_was_met_is_not_folded_again() -> None:
    sieve = Sieve(Lexicon())
    first = sieve.line("Share this:")
    sieve.line("Post a Comment")
    assert sieve.line("Share this:") is first


def test_a_blank_line_is_no_line_of_any_table() -> None:
    rows, hits, debris = SIEVE.sweep(["", " ", "\u200b", "Share this:"])
    assert (rows[:3], list(hits), debris) == ([None] * 3, [3], {})


def test_a_document_without_lines_is_clean() -> None:
    doc = Document.from_text("")
    assert newsclean.Cleaner().clean_document(doc).marks == {}


# Parts of lines -----------------------------------------------------------------------------------

STOP = "The council put off its decision on the harbour once more."
CUTTERS = {"inline": Inline(), "dateline": Dateline()}


def cut(name: str, line: str) -> tuple[str, list[float]]:
    """What a filter leaves of a line, and how sure it is of each cut."""
    kept, at, sure = "", 0, []
    for start, end, _, _, confidence in sorted(CUTTERS[name].cut(line)):
        kept += line[at:start]
        at = end
        sure.append(confidence)
    return kept + line[at:], sure


@pytest.mark.parametrize(
    ("line", "left", "confidence"),
    [
        (f"{STOP} (RELATED: {HEADLINE})", STOP, 0.9),
        (f"{STOP} (RELATED: {HEADLINE}) It met.", f"{STOP} It met.", 0.9),
        (f"{STOP}  (RELATED: {HEADLINE})  It met.", f"{STOP}  It met.", 0.9),
        (f"A word (RELATED: {HEADLINE}). It met.", "A word. It met.", 0.9),
        (f"A word (RELATED: {HEADLINE}) , it met.", "A word , it met.", 0.9),
        (f"Word(RELATED: {HEADLINE}), it met.", "Word, it met.", 0.9),
        (f"港口推迟决定。(RELATED: {HEADLINE})港口。", "港口推迟决定。港口。", 0.9),
        (f"Am Hafen A港(RELATED: {HEADLINE})港口。", "Am Hafen A港港口。", 0.9),
        (f"{STOP} (RELATED: {HEADLINE} (a)) It met.", f"{STOP} It met.", 0.9),
        (f"(story continues below) {STOP}", STOP, 0.9),
        (f"(story continues below){STOP}", STOP, 0.9),
        (f"{STOP} [+1234 chars]", STOP, 0.9),
        (f"{STOP} Share this:   ", STOP, 0.9),
        (f"{STOP}   Share this:", STOP, 0.9),
        (f"{STOP} Share this: Tweet", STOP, 0.75),
        (f"{STOP} Leia também: Prefeito promete novo porto", STOP, 0.9),
        (f"ADVERTISEMENT {STOP}", STOP, 0.75),
        (f"ADVERTISEMENT Share this: {STOP}", STOP, 0.75),
        (f"#advertisement# {STOP}", STOP, 0.75),
    ],
)
def test_a_bounded_piece_goes_with_its_blanks(line: str, left: str, confidence: float) -> None:
    assert cut("inline", line) == (left, [confidence])


@pytest.mark.parametrize(
    "line",
    [
        f"{STOP}(RELATED: {HEADLINE})It met again.",  # words would meet
        f"Word(RELATED: {HEADLINE})word again.",
        f"港a(RELATED: {HEADLINE})word again.",
        f"Word（RELATED: {HEADLINE}）word again.",
        f"{STOP} (RELATED: {HEADLINE}] It met.",
        f"{STOP} [RELATED: {HEADLINE}) It met.",
        f"{STOP} ((RELATED: {HEADLINE}) a) It met.",
        f"{STOP} (RELATED: {'x ' * 140}) It met.",  # longer than a cue with a headline
        "Share this: it matters to us all and to them.",
        "ADVERTISEMENT SPENDING FALLS by a third.",
        f"#harbour# {STOP}",
    ],
)
def test_what_nothing_bounds_is_not_cut(line: str) -> None:
    assert cut("inline", line) == (line, [])


@pytest.mark.parametrize("blanks", ["", "  ", "  \t", "    "])
def test_a_cut_ends_within_its_line(blanks: str) -> None:
    """A line of nothing but a wording: blanks were looked for in front of its beginning."""
    for end in ("", " ", "   "):
        line = f"{blanks}Share this:{end}"
        for start, stop, *_ in CUTTERS["inline"].cut(line):
            assert (start, stop) == (0, len(line))


@pytest.mark.parametrize(
    ("head", "confidence"),
    [
        ("LONDON (Reuters) - ", 0.9),
        ("London (Reuters) - ", 0.9),
        ("LONDON (Reuters) ", 0.9),
        ("NEW YORK, Jan. 5 (Reuters) - ", 0.9),
        ("RIO de JANEIRO (Reuters) - ", 0.9),
        ("LONDON/PARIS (Reuters/AFP) - ", 0.9),
        ("LONDON (Reuters/X) - ", 0.9),
        ("(CNN) -- ", 0.9),
        ("(CNN) ", 0.9),
        ("BERLIN (WXYZ) — ", 0.75),
        ("JAKARTA, KOMPAS.com - ", 0.9),
        ("新华社北京11月17日电 ", 0.9),
        ("(부산=연합뉴스) 홍길동 기자 = ", 0.9),
        ("(부산=연합뉴스) ", 0.9),  # the reporter may be absent
        ("A B C D E F G H (Reuters) - ", 0.9),  # words of a place
        (f"LONDON, {'x' * 29} (Reuters) - ", 0.9),  # characters of a date
        (f"{'X' * 59} (Reuters) - ", 0.9),  # characters before the bracket
    ],
)
def test_a_dateline_goes_with_its_dash(head: str, confidence: float) -> None:
    assert cut("dateline", f"{head}The vote was put off.") == (
        "The vote was put off.", [confidence],
    )  # fmt: skip


@pytest.mark.parametrize(
    "line",
    [
        "the talks (Reuters) - The vote was put off.",
        "The talks (Reuters) - The vote was put off.",
        "The vote (Reuters) - It was put off.",
        "The talks of kings, KOMPAS.com - The vote was put off.",
        "? (Reuters) - The vote was put off.",
        "tHE (Reuters) - The vote was put off.",
        "London (Reuters) The vote was put off.",
        "LONDON 5 (Reuters) - The vote was put off.",
        "Berlin (WXYZ) — The vote was put off.",
        "BER (WXYZ) — The vote was put off.",
        "BERLIN (WXYZ) The vote was put off.",
        "BERLIN (Wxyz) — The vote was put off.",
        "(AP) said on Tuesday that it would close its office.",
        "(AP), the agency, said that it would close its office.",
        "(AP) ; the agency said that it would close its office.",
        "LONDON (Reuters) -",
        "LONDON (Reuters) -   ",
        "A B C D E F G H I (Reuters) - The vote was put off.",
        f"LONDON, {'x' * 30} (Reuters) - The vote was put off.",
        f"{'X' * 60} (Reuters) - The vote was put off.",
    ],
)
def test_what_may_be_a_sentence_is_no_dateline(line: str) -> None:
    assert cut("dateline", line) == (line, [])


def test_a_dateline_without_a_sentence_is_no_dateline() -> None:
    assert Dateline().cut("LONDON (Reuters) - ") == []  # whoever cuts would keep the line, too


def test_blanks_before_a_dateline_stay() -> None:
    assert cut("dateline", "\ufeff  LONDON (Reuters) - The vote.") == ("\ufeff  The vote.", [0.9])


RULE = """
[[rule]]
id = "a"
phrase = "Join us"
removes = ["Join us"]
risk = "RISK"
"""


@pytest.mark.parametrize(
    ("risk", "sureness", "goes"),
    [("medium", 0.9, True), ("medium", 0.91, False), ("high", 0.75, True), ("high", 0.76, False)],
)
def test_a_rule_is_as_sure_as_its_risk_allows(risk: str, sureness: float, goes: bool) -> None:
    pack = newsclean.RulePack.parse(RULE.replace("RISK", risk), "site.toml")
    result = newsclean.clean(
        "\n".join((*ABOVE, "Join us", *BELOW)), rules=[pack], confidence=sureness
    )
    told = result.marks if goes else result.doubtful
    assert [(i, mark[0], mark[1]) for i, mark in told.items()] == [(2, "rules", "site:a")]
    assert len(result.marks) == goes


def test_who_says_that_a_text_is_no_dump_is_believed() -> None:
    dump = read(FIXTURES / "pages" / "dump-get-text" / "in.txt")
    assert newsclean.clean(dump).profile == "page"  # as the text itself says
    for text in (dump, "\n".join((*ABOVE, *BELOW))):
        assert newsclean.clean(text, profile="repost").profile == "repost"


@pytest.mark.parametrize("name", ["en-footer", "de-footer"])
def test_the_model_is_asked_about_what_is_left_of_a_dump(name: str) -> None:
    text = read(FIXTURES / "model" / name / "in.txt")
    for profile in ("repost", "page"):
        marks = newsclean.clean(text, profile=profile).marks
        assert "model" in {mark[0] for mark in marks.values()}


def test_what_the_caller_knows_as_the_title_tells_whose_story_it_is() -> None:
    text = "\n".join((*ABOVE, f"Lo {HEADLINE} foi visto primeiro em A Folha do Porto.", ""))
    assert newsclean.clean(text).marks == {}
    told = newsclean.clean(text, title=HEADLINE).marks[2]
    assert told[:1] + told[2:] == ("feed-footer", "the headline within a line below the text", 0.75)


@pytest.mark.parametrize(("line", "stays"), [("By the numbers", True), ("By Jane Porter", False)])
def test_a_subhead_above_the_text_begins_like_a_byline(line: str, stays: bool) -> None:
    result = newsclean.clean("\n".join((HEADLINE, "22 Dec, 2016", line, *ABOVE, *BELOW)))
    assert (line in result.text) is stays


STANDS = ("embed", "where a player stands, of how much", 0.9)


@pytest.mark.parametrize(
    "line",
    ["0:00 / 3:12", "00:00/02:14 1x", "▶ 00:00 / 01:47", "0:00／1:02:33", "00:00:00 / 00:03:12"],
)
def test_where_a_player_stands_goes(line: str) -> None:
    assert told(line) == [STANDS]


@pytest.mark.parametrize(
    "lines",
    [
        ["All day the player showed 0:00 / 0:00 and no more."],
        ["Doors 10:00 / 12:30"],
        ["Kick-off in Tokyo: 00:00 / 17:00 CET"],
        ["Alien 00:00 / 02:30"],
        ["Carlsen–Nepo 1-0 (0:00 / 1:32)"],
        ["(0:00 / 1:32)"],
        ["0:00 / 0:45 ANNA: Good evening and welcome"],
        ["Splits 0:00 / 5:12 / 10:31 / 15:48"],
        ["Oslo, local time and ours", "00:00 / 00:30", "01:00 / 01:30"],
        ["The clocks showed:", "0:00 / 3:12", "0:00 / 4:12"],
    ],
)
def test_other_times_stay(lines: list[str]) -> None:
    assert told(*lines) == [None] * len(lines)
