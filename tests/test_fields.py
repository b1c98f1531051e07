"""Metadata: read from whole small documents, exact to the byte, never guessed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import newsclean
from newsclean.cleaner import Cleaner
from newsclean.document import Document
from newsclean.fields import NAMES, Fields
from newsclean.fields.original import original
from newsclean.fields.people import is_name, people
from newsclean.fields.tail import is_article_address, split_labels
from newsclean.fold import fold

FIXTURES = Path(__file__).parent / "fixtures"
CASES = sorted(path.parent.name for path in (FIXTURES / "fields").glob("*/in.txt"))
EXAMPLE = FIXTURES / "pages" / "google-news-ifttt" / "in.txt"


def known(fields: Fields) -> dict[str, object]:
    """The fields that are known, with the lines that told them."""
    found = {name: getattr(fields, name) for name in NAMES}
    known = {name: value for name, value in found.items() if value not in (None, [], False)}
    origins = {name: list(origin) for name, origin in sorted(fields.origins.items())}
    return known | {"origins": origins}


def read(text: str) -> str:
    with (FIXTURES / text).open(encoding="utf-8", newline="") as file:
        return file.read()


@pytest.mark.parametrize("name", CASES)
def test_document_tells_these_fields(name: str) -> None:
    fields = newsclean.clean(read(f"fields/{name}/in.txt")).fields
    assert known(fields) == json.loads(read(f"fields/{name}/expected.json"))


def test_the_example_gives_the_record_of_its_page() -> None:
    result = newsclean.clean(EXAMPLE.read_bytes())
    assert {name: getattr(result, name) for name in NAMES} == {
        "title": "North Korea dismisses chance of 'face to face' U.S. nuclear talks ahead of "
        "election",
        "title_raw": "North Korea dismisses chance of 'face to face' U.S. nuclear talks ahead of "
        "election - NBC News",
        "date": "2020-07-04T19:16",
        "date_raw": "July 04, 2020 at 07:16PM",
        "date_ambiguous": False,
        "date_modified": None,
        "authors": [],
        "publisher": "NBC News",
        "site": None,
        "source_url": "https://ift.tt/3gqP8qA",
        "canonical_url": None,
        "section": None,
        "image": None,
        "description": None,
        "license": None,
        "feed_title": "World - Latest - Google News",
        "feed_url": "https://ift.tt/2SeTG7d",
        "platform": "blogger",
        "labels": [],
        "credits": ["Reuters contributed."],
        "language": None,
        "truncated": False,
    }


def test_fields_do_not_depend_on_the_filters_that_run() -> None:
    text = EXAMPLE.read_bytes()
    assert known(Cleaner(select=["share"]).clean(text).fields) == known(
        newsclean.clean(text).fields
    )


def test_the_title_of_the_caller_wins() -> None:
    fields = newsclean.clean(EXAMPLE.read_bytes(), title="Another").fields
    assert fields.title == "Another"
    assert "title" not in fields.origins


def test_a_title_that_is_a_date_dates_the_text() -> None:
    text = "17 May 2018\nThe song has four verses, and the crowd only knows the refrain.\n"
    assert newsclean.clean(text, title="17 May 2018").fields.date == "2018-05-17"


def test_the_address_of_the_page_is_no_source() -> None:
    fields = newsclean.clean("A paragraph, and no more.\n", url="https://a.example/b").fields
    assert fields.source_url is None
    assert fields.site is None


def test_the_language_of_the_caller_is_kept() -> None:
    assert newsclean.clean("x", language="id").language == "id"


def test_reading_fields_changes_no_mark() -> None:
    from newsclean.fields import read_fields
    from newsclean.lexicon import Lexicon
    from newsclean.pipeline import Pipeline

    doc = Document.from_text(EXAMPLE.read_text(encoding="utf-8"))
    survey, _ = Pipeline(Cleaner().filters, 0.5, Lexicon()).run(doc)
    marks = dict(doc.marks)
    read_fields(doc, survey)
    assert doc.marks == marks


_PIECES = st.sampled_from(
    [
        "", " ", "\u200b", "Posted by", "Posted by Jane Doe at 7:16 PM", "July 04, 2020 at 07:16PM",
        "https://ift.tt/3gqP8qA", "World - Latest - Google News", "T - P", "Labels: a, b",
        '0 Response to "Nine years of dispute end"', "© 2020", "© 2020 Harbour Herald.", "By",
        "from BBC News - World https://ift.tt/36gcxkC", "[…]",
        "2020年7月4日 来源：海港日报 作者：李明",
        "The post İstanbul ﬁnds “a… way” appeared first on P.", "Updated 31 February 2020",
        "”", "：",
        "The board said on Tuesday that the eastern quay would be widened, at last.",
    ]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(_PIECES | st.text(max_size=60), max_size=14))
def test_no_text_is_too_strange(lines: list[str]) -> None:
    fields = newsclean.clean("\n".join(lines)).fields
    for name in NAMES:
        assert getattr(fields, name) != ""
    assert set(fields.origins) <= set(NAMES)


@settings(max_examples=300, deadline=None)
@given(st.text(min_size=1, max_size=40), st.data())
def test_a_folded_piece_is_found_in_its_line(line: str, data: st.DataObject) -> None:
    words = fold(line).split(" ")
    start = data.draw(st.integers(0, len(words) - 1))
    piece = " ".join(words[start:])
    found = original(line, piece, is_last=True)
    if found is not None:
        assert found in line
        assert fold(found) == fold(piece)


@pytest.mark.parametrize(
    ("line", "piece", "wanted"),
    [
        ('0 Response to "The “Big” Lie"', 'the "big" lie', "The “Big” Lie"),
        ("The post So\u00a0Many  Ways…  and more", "so many ways... and more",
         "So\u00a0Many  Ways…  and more"),
        ("Posted by Ｊane Doe", "jane doe", "Ｊane Doe"),
        ("Posted by Ted", "ted", "Ted"),
        ("Posted by Zoé, Ted", "ted", "Ted"),
        ("作者陈志强", "陈志强", "陈志强"),
        ("Von Groß und Klein", "gross und klein", "Groß und Klein"),
        ("Le cafe\u0301 ferme", "caf\u00e9 ferme", "cafe\u0301 ferme"),
        ("İstanbul’da", "istanbul'da", "İstanbul’da"),
        ("Posted by nobody", "jane", None),
        ("anything", "", None),
    ],
)  # fmt: skip
def test_captures_come_back_as_they_stand(line: str, piece: str, wanted: str | None) -> None:
    assert original(line, piece) == wanted


def test_the_last_place_is_asked_for() -> None:
    assert original("by By", "by", is_last=True) == "By"
    assert original("Posted by Ted, wanted", "ted", is_last=True) == "Ted"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Jane Doe", ["Jane Doe"]),
        ("Jane Doe and John Carter", ["Jane Doe", "John Carter"]),
        ("Gerald P.", ["Gerald P."]),
        ("Jane Doe.", ["Jane Doe"]),
        ("Jane Doe, Reuters", ["Jane Doe"]),
        ("Jane Doe and Reuters", ["Jane Doe"]),
        ("Jane Doe & AFP", ["Jane Doe"]),
        ("Jane Doe and John Carter and Reuters", ["Jane Doe", "John Carter"]),
        ("Jane Doe with Agence France-Presse", ["Jane Doe"]),
        ("Jane und Efe", ["Jane und Efe"]),
        ("Marisol Peña y Nell Hargrove", ["Marisol Peña", "Nell Hargrove"]),
        ("李明", ["李明"]),
        ("admin", []),
        ("Redaksi", []),
        ("Unknown", []),
        ("NEWSBOT", []),
        ("die Redaktion", []),
        ("Editorial Staff", []),
        ("desk@herald.example", []),
        ("Harbour Herald", []),
    ],
)
def test_people_are_people(text: str, wanted: list[str]) -> None:
    assert people(text, publisher="Harbour Herald") == wanted


@pytest.mark.parametrize("text", ["John Carter", "Ana de la Cruz", "J. K. O’Brien"])
def test_a_bare_name_is_seen(text: str) -> None:
    assert is_name(text)


@pytest.mark.parametrize("text", ["Monday", "the numbers", "Staff Writer", "20 Questions Later"])
def test_a_bare_line_is_no_name(text: str) -> None:
    assert not is_name(text)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("news, health", ["news", "health"]),
        ("#harbour #roads", ["harbour", "roads"]),
        ("港口、道路，天气", ["港口", "道路", "天气"]),
        (" ", []),
    ],
)
def test_labels_are_split(text: str, wanted: list[str]) -> None:
    assert split_labels(text) == wanted


def test_a_social_network_is_no_source() -> None:
    assert is_article_address("https://herald.example/2020/07/quay")
    assert not is_article_address("https://www.facebook.com/herald/posts/12345")
    assert not is_article_address("https://herald.example/")
