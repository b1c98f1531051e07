"""Parts of lines: the filters that cut them, and what holds whatever they cut."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import generate_docs
import newsclean
from clock import growth, least_s
from corpus import CorpusMissing, load
from fixture_files import FIXTURES, read
from newsclean import filters
from newsclean.cleaner import Cleaner
from newsclean.filters.base import SpanFilter
from newsclean.glue import CUE, WIDE, WORD, cue_of, shared_glue
from newsclean.record import dump
from newsclean.restore import restore
from spans import measure

NAMES = [name for name in filters.NAMES if isinstance(filters.get(name), SpanFilter)]
BOTH = Cleaner(select=NAMES)
ALL = Cleaner(extend_select=NAMES)
SENTENCE = "The council met for six hours on Tuesday and put off its decision on the harbour."
CASES = sorted(path.parent for name in NAMES for path in FIXTURES.glob(f"{name}/*/in.txt"))
PIECES = [
    SENTENCE, "(RELATED: Harbour budget passes)", "[+1234 chars]", "(story continues below)",
    "Also read: Harbour budget passes", "LONDON (Reuters) -", "(CNN)", "ADVERTISEMENT", "#related#",
    "Share this:", "The post Storm nears coast appeared first on Harbour Ledger.", "(", ")", "[",
    "）", " ", "  ", "\u00a0", "\t", "\n", "\r\n", "\r", "\u2028", "\udcff", "…", "。",
    "相关阅读：", "https://x.example/a", "By evening the wind had dropped.",
]  # fmt: skip


def rows(name: str) -> list[tuple[str, str]]:
    """Verdict and line of a table; the cut parts of a line stand between ⟦ and ⟧."""
    lines = read(FIXTURES / name / "lines.tsv").removesuffix("\n").split("\n")
    return [(verdict, line) for verdict, line, _ in (row.split("\t") for row in lines)]


def bracketed(result: newsclean.Result) -> str:
    doc = result.document
    return "\n".join(
        "".join(text if is_kept else f"⟦{text}⟧" for is_kept, text in doc.parts(i))
        for i in range(len(doc.lines))
    ).replace("⟧⟦", "")


def hold_laws(text: str, cleaner: Cleaner) -> None:
    """Kept and removed are the input, the record restores it, and a second pass finds nothing."""
    result = cleaner.clean(text)
    for i, spans in result.document.spans.items():
        assert i not in result.marks
        line, at = result.document.lines[i], 0
        for start, end, _ in spans:
            assert at <= start < end <= len(line)
            at = end
        assert "".join(part for _, part in result.document.parts(i)) == line
    assert restore(dump(result.to_dict())) == text.encode("utf-8", "surrogatepass")
    again = cleaner.clean(result.text)
    assert again.document.spans == {}, again.removed
    assert again.text == result.text


@pytest.mark.parametrize(("name", "line"), [
    (name, line) for name in NAMES for verdict, line in rows(name) if verdict == "cut"
])  # fmt: skip
def test_a_bounded_part_is_cut(name: str, line: str) -> None:
    text = line.replace("⟦", "").replace("⟧", "")
    assert bracketed(Cleaner(select=[name]).clean(text)) == line


@pytest.mark.parametrize(("name", "line"), [
    (name, line) for name in NAMES for verdict, line in rows(name) if verdict == "keep"
])  # fmt: skip
def test_a_line_that_only_looks_alike_is_not_cut(name: str, line: str) -> None:
    assert Cleaner(select=[name]).clean(line).text == line


@pytest.mark.parametrize("line", [line for name in NAMES for _, line in rows(name)])
@pytest.mark.parametrize("end", ["", "\n", "\r\n", "\u2028"])
def test_laws_hold_for_every_line(line: str, end: str) -> None:
    text = line.replace("⟦", "").replace("⟧", "") + end
    hold_laws(text, BOTH)
    hold_laws(f"{SENTENCE}\n\n{text}", ALL)


@pytest.mark.parametrize(
    "folder", sorted(p.parent for n in NAMES for p in FIXTURES.glob(f"{n}/*/in.txt"))
)
def test_a_case_is_cut_as_told(folder: Path, request: pytest.FixtureRequest) -> None:
    text = read(folder / "in.txt")
    result = Cleaner(select=[folder.parent.name]).clean(text)
    spans = result.document.spans
    told = [[i + 1, start, end] for i, some in spans.items() for start, end, _ in some]
    if request.config.getoption("--bless"):
        hold_laws(text, Cleaner(select=[folder.parent.name]))
        (folder / "out.txt").write_bytes(result.text.encode("utf-8", "surrogateescape"))
        (folder / "expected.json").write_text(json.dumps({"spans": told}) + "\n", encoding="utf-8")
    assert result.text == read(folder / "out.txt")
    assert {"spans": told} == json.loads(read(folder / "expected.json"))


@given(st.lists(st.sampled_from(PIECES), max_size=14), st.sampled_from(["", " "]))
def test_laws_hold_for_every_mixture(parts: list[str], glue: str) -> None:
    hold_laws(glue.join(parts), BOTH)


@given(st.permutations(NAMES), st.lists(st.sampled_from(PIECES), max_size=8))
def test_the_order_of_filters_does_not_matter(names: list[str], parts: list[str]) -> None:
    text = " ".join(parts)
    assert Cleaner(select=names).clean(text).document.spans == BOTH.clean(text).document.spans


def test_a_line_that_goes_whole_is_not_cut() -> None:
    footer = "Share this:\nRELATED: Harbour budget passes (read more)\nPost a Comment\n"
    result = ALL.clean(f"{SENTENCE}\n{SENTENCE} Read it.\n{footer}")
    assert result.marks and not set(result.marks) & set(result.document.spans)


def test_a_record_tells_of_a_cut_in_code_points() -> None:
    line = f"\U0001f6a2 {SENTENCE} (RELATED: Harbour budget passes)"
    (entry,) = BOTH.clean(line + "\r\n").removed
    start, end = entry["span"]  # type: ignore[misc]
    assert (entry["line"], entry["eol"], entry["filter"]) == (1, "", "inline")
    assert line[start:end] == entry["text"] == " (RELATED: Harbour budget passes)"
    assert entry["rule"] and entry["reason"]


def test_unsure_cuts_are_not_made() -> None:
    text = f"ADVERTISEMENT {SENTENCE}"
    result = Cleaner(select=NAMES, confidence=0.8).clean(text)
    assert result.text == text
    assert result.doubtful[0][0] == "inline"


def test_a_document_of_one_line_is_never_emptied() -> None:
    for text in ("(RELATED: Harbour budget passes)", "Share this: ", "LONDON (Reuters) - "):
        assert BOTH.clean(text).text == text


@pytest.mark.parametrize("unit", [
    "(RELATED: A b c) ", "(", "([", ")]", "((RELATED: A b c)) ", "（相关阅读：港口预算案通过）",
    ". Read more ", "(Read (read more) more) ", "ADVERTISEMENT (CNN) ", "  ", "#a# ",
    "Also read: A b. ", "\udc80(", '" ',
])  # fmt: skip
def test_a_hostile_line_takes_linear_time(unit: str) -> None:
    def cleaning(size: int) -> Callable[[], object]:
        text = SENTENCE + " " + unit * (size // len(unit)) + SENTENCE
        return lambda: BOTH.clean(text).to_dict()

    assert growth(cleaning, 20_000, 160_000, 20) < 20  # linear is 8


def test_ten_thousand_brackets_in_a_megabyte_are_cut() -> None:
    prose = SENTENCE + " (RELATED: Harbour budget passes) "
    text = prose * 10_000 + SENTENCE
    start = time.process_time()
    result = BOTH.clean(text)
    assert time.process_time() - start < 5
    assert len(result.document.spans[0]) == 10_000
    assert result.text == (SENTENCE + " ") * 10_000 + SENTENCE


def test_what_is_glued_is_counted_only_in_lines_that_stay() -> None:
    loose = f"{SENTENCE} SEE ALSO: Harbour budget passes Nobody expects an answer. {SENTENCE}"
    bounded = f"{SENTENCE} (RELATED: Harbour budget passes)"
    record = newsclean.clean(f"{loose}\n{bounded}\n{SENTENCE}\n").to_dict()
    assert record["stats"]["glued"] == 2  # type: ignore[index]
    cut = Cleaner(extend_select=["inline"]).clean(f"{loose}\n{bounded}\n").to_dict()
    assert cut["stats"]["glued"] == 1  # type: ignore[index]


SIGNS = [*"!'’-।(\n \u00a0\u064e", ". ", "; ", ", ", "’s ", " – ", "é ", "真 "]
WORDS = [*sorted(shared_glue().cues)[::10], "the", "a", "in", "ab"]


@given(st.lists(st.tuples(st.sampled_from(SIGNS), st.sampled_from(WORDS), st.booleans())))
def test_no_place_of_a_cue_is_passed_over(parts: list[tuple[str, str, bool]]) -> None:
    """The places are looked for by shortcuts; slowly, every sign and every word is asked."""
    line = "It ended" + "".join(sign + (word.title() if up else word) for sign, word, up in parts)
    glue, slow = shared_glue(), {0} if shared_glue().begins(line, 0) else set()
    firsts = {WORD.match(cue)[0] for cue in glue.cues if WORD.match(cue)}
    for match in re.finditer(r"[^\w\s,;:'’\u064e-]\s*(\w+)|(?<=真)\s([A-Z]\w*)", line):
        at = max(match.start(1), match.start(2))
        word = match[1] or match[2]
        if (word.casefold() in firsts or word >= WIDE) and glue.begins(line, at):
            slow.add(at)
    for asked in (0, 1_000_000):  # without the table of second words, and with it
        glue._asked = asked
        assert glue.cue_places(line) == sorted(slow)


def test_counting_what_is_glued_holds_one_place_at_a_time() -> None:
    line = "He said “The council met.” Then it voted. " * 20_000
    shared_glue().cue_places(line[:100])
    tracemalloc.start()
    try:
        shared_glue().cue_places(line)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 4 * len(line)  # with all matches at once it was 20 times as much


def test_a_cue_that_repeats_without_end_is_judged_once() -> None:
    result = newsclean.clean("(Related " * 60_000)
    assert least_s(result.to_dict, 3) < 3  # when each was judged it took 8


@given(st.text("Readmoтак 相关阅读\u3042\u3099\t’'-:( Ⅷ", min_size=1))
def test_a_cue_is_known_by_its_folded_words_whatever_they_are(text: str) -> None:
    glue, match = shared_glue(), CUE.match(text)
    cue = cue_of(match[1]) if match else ""
    second = (match[1].partition(" ")[2] or match[2]) if match else ""
    is_open = cue.partition(" ")[0] in glue.cues and not second[:1].islower()
    assert glue.begins(text, 0) == bool(match and (cue in glue.cues or is_open))


@pytest.mark.parametrize("name", NAMES)
def test_the_page_of_a_span_filter_shows_what_it_cuts(name: str) -> None:
    _, sections, _ = generate_docs.page_parts(type(filters.get(name)).__doc__ or "")
    cleaner = Cleaner(select=[name])
    for piece in sections["Removes"]:
        text = f"{piece} {SENTENCE}" if name == "dateline" else f"{SENTENCE} {piece}"
        assert cleaner.clean(text).text.strip() == SENTENCE, piece
    for piece in sections["Keeps"]:
        for text in (piece, f"{piece} {SENTENCE}", f"{SENTENCE} {piece}"):
            assert cleaner.clean(text).text == text


def test_filters_that_are_off_are_known_without_being_loaded() -> None:
    off = tuple(name for name in filters.NAMES if not filters.get(name).on_by_default)
    assert off == filters.OFF_BY_DEFAULT


def test_precision_on_wild_texts_stays() -> None:
    try:
        counts, told = measure(load("wild"))
    except CorpusMissing as error:
        pytest.skip(str(error))
    assert counts["loose"] == counts["false"] == counts["partial"] == 0, told
    assert counts["exact"] >= 35


def test_what_is_not_asked_for_is_not_loaded() -> None:
    code = (
        "import sys, newsclean; newsclean.clean('One line.\\nShare this:\\n').text\n"
        "print([n for n in sys.modules if n.startswith('newsclean') and "
        "n.rpartition('.')[2] in ('glue', 'bounded', 'spans', 'glued', 'inline', 'dateline')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
