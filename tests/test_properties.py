"""The laws on invented texts: articles, wordings, near misses and rubbish in any order."""

from __future__ import annotations

import itertools
import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import fixture_files
import laws
from laws import DEFAULT, LAWS
from newsclean import Cleaner, filters, restore
from newsclean.errors import InputError
from newsclean.fold import fold
from newsclean.record import dump
from newsclean.tables import COLUMNS, read_rows

TABLES = Path(__file__).resolve().parent.parent / "src" / "newsclean" / "phrases"
SAMPLES = {
    "n": "3", "year": "2020", "date": "July 4, 2020", "time": "7:16 PM", "month": "July",
    "day": "4", "hour": "7", "minute": "16", "ampm": "PM", "id": "3gqP8qA",
    "url": "https://example.org/a1", "email": "jane@example.org", "author": "Jane Doe",
    "site": "Harbour Ledger", "tags": "storms, coast",
}  # fmt: skip
TITLES = ["Storm nears coast, ferries stay in port", "Порт подождёт до весны", "港口还在等待春天"]
ENDS = ["\n", "\r\n", "\r", "\u2028", "\u2029", "\x85"]


def wordings() -> list[str]:
    """Every phrase of the tables, rendered."""
    found = []
    for path in sorted(TABLES.glob("*.tsv")):
        if path.read_text(encoding="utf-8").startswith(COLUMNS[0] + "\t"):
            for row in read_rows(path):
                line = re.sub(r"\{(\w+)\}", lambda m: SAMPLES.get(m[1], TITLES[0]), row["phrase"])
                found.append(f"{line} {TITLES[0]}" if row["match"] == "prefix" else line)
    return found


WORDINGS = wordings()
PARAGRAPHS = list(itertools.chain(*fixture_files.prose().values()))
NEAR_MISSES = [row.line for row in fixture_files.line_rows() if row.verdict.startswith("keep")]
REAL = [row.line for row in fixture_files.line_rows() if row.verdict.startswith("drop")]
DATES = """July 04, 2020 at 07:16PM|4. Juli 2020|2020年7月4日|Sabtu, 04 Juli 2020, 19:16 WIB
2020-07-04 19:16:00|May 2015 (5)|noviembre 20135|7:16 PM""".replace("\n", "|").split("|")
SHAPES = """https://ift.tt/3gqP8qA ¦ http:// ¦ www.example.org ¦ 0 ¦ 1,204 ¦ 3:19 ¦ - - - ¦ ***
{{T}} ¦ [embed id=8] ¦ <div></div> ¦ &nbsp; ¦ $(a).b(); ¦ --- ¦ layout: post ¦ tags: x ¦ […]
Label: a, b, c ¦ Home » World » Storm nears ¦ “ ¦ " ¦ Newer PostOlder PostHome ¦ ( ) ¦ ©
© 2020 ¦ 1. ¦ - ¦ • ¦ : ¦ .""".replace("\n", " ¦ ").split(" ¦ ")
BLANKS = [
    "",
    "",
    " ",
    "\t",
    "\u00a0",
    "\u3000",
    "\u200b",
    "\ufeff",
    "\u00ad",
    "\x00",
    "\x0c",
    "\x1c",
]
ODD = st.text(
    st.one_of(
        st.sampled_from(
            "\u00a0\u200b\u200d\u202e\x00\x1b\x0b\x0c\x1c\u0301\u20e3\udc80\ud800\U0001f6a2"
        ),
        st.sampled_from("aZ0 .:-|»…'\"()[]{}<>&%$#*_"),
        st.characters(exclude_characters="\n\r\u2028\u2029\x85"),
    ),
    max_size=40,
)


@st.composite
def lines(draw: st.DrawFn) -> str:
    """One line without its end."""
    line = draw(
        st.one_of(
            st.sampled_from(PARAGRAPHS),
            st.sampled_from(PARAGRAPHS),
            st.sampled_from(WORDINGS),
            st.sampled_from(WORDINGS),
            st.sampled_from(REAL),
            st.sampled_from(NEAR_MISSES),
            st.sampled_from(DATES),
            st.sampled_from(SHAPES),
            st.sampled_from(BLANKS),
            st.sampled_from(TITLES).map(lambda title: title + " - Harbour Ledger"),
            st.sampled_from(TITLES).map(lambda title: f'0 Response to "{title}"'),
            st.sampled_from(TITLES),
            ODD,
            st.just("a" * 500),
        )
    )
    how = draw(st.integers(0, 15))
    if how == 0:
        return line.upper()
    if how == 1:
        return "\u00a0" + line.replace(" ", "\u00a0") + "\u200b "
    if how == 2:
        return f"- **{line}**"
    if how == 3:
        return line + draw(ODD)
    if how == 4:
        return line + draw(st.sampled_from(WORDINGS))  # glued
    return line


@st.composite
def documents(draw: st.DrawFn) -> str:
    """A head, an article, a tail: each may be missing; one kind of line end or all of them."""
    some = draw(st.lists(lines(), max_size=24))
    article = draw(st.sampled_from(list(fixture_files.prose().values())))
    if draw(st.booleans()):
        at = draw(st.integers(0, len(some)))
        some[at:at] = article
    ends = draw(st.sampled_from([*[[end] for end in ENDS], ENDS]))
    text = "".join(line + draw(st.sampled_from(ends)) for line in some)
    return text if draw(st.booleans()) else text + draw(lines())


@pytest.mark.parametrize("law", LAWS)
@given(text=documents())
def test_an_invented_text_obeys_the_laws(law: str, text: str) -> None:
    LAWS[law](text, DEFAULT)


@given(text=documents())
def test_all_filters_together_obey_the_laws(text: str) -> None:
    laws.kept_and_marked_are_the_input(text, filters.NAMES)
    laws.marks_say_who_and_why(text, filters.NAMES)
    laws.twice_is_once(text, filters.NAMES)


@given(text=documents(), names=st.sets(st.sampled_from(filters.NAMES)), data=st.data())
def test_a_larger_choice_removes_no_less(text: str, names: set[str], data: st.DataObject) -> None:
    more = names | data.draw(st.sets(st.sampled_from(filters.NAMES)))
    back = laws.brings_back(laws.gone(text, sorted(names)), laws.gone(text, sorted(more)))
    assert back == []


@given(data=documents().map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_bytes_come_back_from_their_record(data: bytes) -> None:
    try:
        result = Cleaner().clean(data)
    except InputError:
        return  # lone surrogates and NUL bytes may be refused by name
    record = dump(result.to_dict())
    assert restore.restore(record) == data


@given(data=documents().map(lambda text: text.encode("utf-8", "surrogatepass")), extra=st.binary())
def test_bytes_of_no_encoding_come_back_or_are_refused(data: bytes, extra: bytes) -> None:
    data = data[: len(data) // 2] + extra + data[len(data) // 2 :]
    try:
        result = Cleaner().clean(data)
    except InputError as error:
        assert str(error)
        return
    assert restore.restore(dump(result.to_dict())) == data


@given(text=documents())
def test_a_text_comes_back_from_its_record(text: str) -> None:
    record = dump(Cleaner(select=filters.NAMES).clean(text).to_dict())
    assert json.loads(record)["error"] is None
    assert restore.restore(record) == text.encode("utf-8", "surrogatepass")


@given(text=documents(), title=lines(), url=lines())
def test_what_the_caller_tells_never_fails(text: str, title: str, url: str) -> None:
    result = Cleaner().clean(text, title=title, url=url)
    dump(result.to_dict())
    assert result.document.text() == text


@given(line=lines())
def test_folding_what_is_folded_changes_nothing(line: str) -> None:
    assert fold(fold(line)) == fold(line)


@given(text=st.text())
def test_a_text_of_any_characters_is_cleaned(text: str) -> None:
    laws.kept_and_marked_are_the_input(text, filters.NAMES)
