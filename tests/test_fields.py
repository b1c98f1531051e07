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
from newsclean.fields.sources import is_article_address
from newsclean.fields.tail import split_labels
from newsclean.fold import fold
from newsclean.hosts import host_of

FIXTURES = Path(__file__).parent / "fixtures"
CASES = sorted(path.parent.name for path in (FIXTURES / "fields").glob("*/in.txt"))
EXAMPLE = FIXTURES / "pages" / "google-news-ifttt" / "in.txt"

PROSE = (
    "The harbour board adopted a plan on Tuesday to widen the eastern quay and its two roads.\n"
    "Work is to begin in spring, the board said, and will take nine years of steady effort.\n"
    "Shops along the quay fear that their customers will not take the long way around it.\n"
)


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


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_is_no_part_of_the_title(encoding: str) -> None:
    text = f"Harbour board adopts plan for the eastern quay\nMarch 9, 2021\n{PROSE}"
    fields = newsclean.clean(text.encode(encoding)).fields
    assert fields.title == fields.title_raw == "Harbour board adopts plan for the eastern quay"


@pytest.mark.parametrize(
    ("line", "date", "modified"),
    [
        ("LAST UPDATED: March 9, 2021 | PUBLISHED: March 8, 2021", "2021-03-08", "2021-03-09"),
        ("Published: March 8, 2021 | Updated: March 9, 2021", "2021-03-08", "2021-03-09"),
        ("Veröffentlicht 8. März 2021, aktualisiert 9. März 2021", "2021-03-08", "2021-03-09"),
        ("Updated Tuesday, March 9, 2021 | Published March 8, 2021", "2021-03-08", "2021-03-09"),
        ("Updated Mar 9, 2021 11:53, Mar 9, 2021", "2021-03-09T11:53", "2021-03-09T11:53"),
        ("Mar 9, 2021 · 5 min read", "2021-03-09", None),
        ("March 9, 2735", None, None),
        ("3/9/2021\nUpdated 3/19/2021", "2021-03-09", "2021-03-19"),
    ],
)
def test_each_date_of_a_line_is_what_it_is_called(
    line: str, date: str | None, modified: str | None
) -> None:
    fields = newsclean.clean(f"Harbour board adopts plan for the quay\n{line}\n{PROSE}").fields
    assert (fields.date, fields.date_modified) == (date, modified)


@pytest.mark.parametrize(
    ("line", "language", "url", "date", "is_ambiguous"),
    [
        ("3/9/2021", None, None, "2021-09-03", True),
        ("Posted on 03-09-2021", None, None, "2021-09-03", True),
        ("3/9/2021", "de", None, "2021-09-03", False),
        ("3/9/2021", "en-US", None, "2021-03-09", True),
        ("3/9/2021", "en-US", "https://a.example/2021/03/09/quay", "2021-03-09", False),
        ("3/9/2021", "de", "https://a.example/2021/09/quay", "2021-09-03", False),
    ],
)
def test_what_else_is_known_tells_the_month(
    line: str, language: str | None, url: str | None, date: str, is_ambiguous: bool
) -> None:
    text = f"Harbour board adopts plan for the quay\n{line}\n{PROSE}"
    fields = newsclean.clean(text, language=language, url=url).fields
    assert (fields.date, fields.date_ambiguous) == (date, is_ambiguous)


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("Jane Doe, Staff Writer", ["Jane Doe"]),
        ("Jane Doe | Harbour Herald", ["Jane Doe"]),
        ("Von Hans Meier, Redakteur", ["Hans Meier"]),
        ("Jane Doe and John Carter", ["Jane Doe", "John Carter"]),
        ("By Dr. Jane O'Neil-Smith and Prof. Juan de la Cruz",
         ["Dr. Jane O'Neil-Smith", "Prof. Juan de la Cruz"]),
    ],
)  # fmt: skip
def test_a_byline_is_no_title(line: str, authors: list[str]) -> None:
    text = f"Harbour board adopts plan for the quay\n{line}\nMarch 9, 2021\n{PROSE}"
    fields = newsclean.clean(text).fields
    assert fields.title == fields.title_raw == "Harbour board adopts plan for the quay"
    assert fields.authors == authors


def test_a_byline_without_capitals_is_no_title() -> None:
    text = (
        "시의회 항만 다리 2년간 폐쇄 결정\n홍길동 기자 gildong@herald.example\n2021년 3월 9일\n"
        "시의회는 화요일 항만 다리를 2년 동안 폐쇄하고 강철 구조물을 교체하기로 했다고 밝혔다.\n"
        "기술자들은 아홉 개의 교각 가운데 세 개가 한 뼘 이상 움직였다는 사실을 확인했다고 전했다.\n"
    )
    fields = newsclean.clean(text).fields
    assert (fields.title, fields.authors) == ("시의회 항만 다리 2년간 폐쇄 결정", ["홍길동"])


@pytest.mark.parametrize(
    ("line", "known"),
    [
        ("Originally published at BBC News on March 9, 2021.",
         {"publisher": "BBC News", "date": "2021-03-09"}),
        ("This article originally appeared on Harbour Herald: Board adopts plan for the quay",
         {"publisher": "Harbour Herald", "title": None}),
        ("via Board adopts plan for the quay — Harbour Herald",
         {"publisher": "Harbour Herald", "title": "Board adopts plan for the quay"}),
        ('The post <a href="https://a.example/quay">Board adopts plan</a> appeared first on '
         '<a href="https://a.example">Harbour Herald</a>.',
         {"publisher": "Harbour Herald", "title": "Board adopts plan",
          "source_url": "https://a.example/quay"}),
        ("Source: https://a.example/2021/quay-plan",
         {"credits": [], "source_url": "https://a.example/2021/quay-plan"}),
        ("Follow Jane Doe on Twitter: @janedoe", {"credits": []}),
        ("Photo: Jane Doe / Reuters", {"credits": ["Photo: Jane Doe / Reuters"]}),
        ("Filed under: Bridges, Roads", {"labels": ["Bridges", "Roads"]}),
        ("Categories: News | Local", {"labels": ["News", "Local"]}),
        ("#harbour #bridge", {"labels": ["harbour", "bridge"]}),
        ("Subscribe to read the full article", {"truncated": True}),
        ("Subscribe to our newsletter", {"truncated": False}),
    ],
)  # fmt: skip
def test_a_last_line_tells(line: str, known: dict[str, object]) -> None:
    fields = newsclean.clean(f"{PROSE}{line}\n").fields
    assert {name: getattr(fields, name) for name in known} == known


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("港湾委員会は火曜日、東の岸壁を広げる計画を採択したと発表した。工事は春に始まる。", "ja"),
        ("항만 위원회는 화요일 동쪽 부두를 넓히는 계획을 채택했다고 밝혔다.", "ko"),
        ("Το συμβούλιο του λιμανιού ενέκρινε την Τρίτη σχέδιο διεύρυνσης της προβλήτας.", "el"),
        ("คณะกรรมการท่าเรือได้อนุมัติแผนขยายท่าเทียบเรือด้านตะวันออกเมื่อวันอังคารที่ผ่านมา", "th"),
        ("港口委员会周二通过了扩建东码头的计划。委员会表示工程将于春季开始。", None),
        ("Совет порта принял во вторник план расширения восточного причала и двух дорог.", None),
        ("The harbour board adopted a plan that 東京電力株式会社ホールディングス had drawn.", None),
    ],
)
def test_a_script_of_one_language_tells_it(sentence: str, language: str | None) -> None:
    result = newsclean.clean(f"{sentence}\n{sentence}\n{sentence}\n")
    assert result.language == language
    assert ("language" in result.fields.origins) == (language is not None)
    assert newsclean.clean(sentence, language="xx").language == "xx"


@pytest.mark.parametrize(
    ("line", "labels"),
    [
        ("Posted on March 9, 2021 at 11:05 AM by Jane Doe", []),
        ("by Jane Doe | Mar 9, 2021 | News, Local", ["News", "Local"]),
        ("by Jane Doe · Mar 9, 2021 · 5 min read", []),
    ],
)
def test_a_line_tells_name_date_and_categories(line: str, labels: list[str]) -> None:
    fields = newsclean.clean(f"Harbour board adopts plan for the quay\n{line}\n{PROSE}").fields
    assert fields.authors == ["Jane Doe"]
    assert (fields.date or "")[:10] == "2021-03-09"
    assert fields.labels == labels


def test_a_site_is_a_host_without_name_password_and_port() -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    fields = newsclean.clean(text, url="http://user:secret@www.Blog.example:8080/p?q#r").fields
    assert fields.site == "blog.example"


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https://www.Herald.example/2020", "herald.example"),
        ("//herald.example?p=1", "herald.example"),
        ("ftp://me:a@b@herald.example:21#top", "herald.example"),
        ("http://[2001:db8::1]:80/", "2001:db8::1"),
        ("/archive//2021", ""),
        ("herald.example/2020", ""),
        ("", ""),
    ],
)
def test_an_address_has_a_host(address: str, host: str) -> None:
    assert host_of(address) == host


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
        ("Jane Doe, Senior Editor", ["Jane Doe"]),
        ("Political Editor Jane Doe", ["Jane Doe"]),
        ("Jane Doe Senior Writer", []),
        ("홍길동 기자", ["홍길동"]),
        ("Jane Doe in Berlin and John Carter in Paris", ["Jane Doe", "John Carter"]),
        ("Jane van den Berg", ["Jane van den Berg"]),
        ("Emily Post", ["Emily Post"]),
        ("BBC News", []),
        ("The Editorial Board", []),
        ("New York Times", []),
        ("Harbour Herald", []),
    ],
)
def test_people_are_people(text: str, wanted: list[str]) -> None:
    assert people(text, "Harbour Herald") == wanted


def test_what_a_page_calls_its_author_is_one_though_it_sound_like_an_office() -> None:
    assert people("Community Editor", is_told=True) == ["Community Editor"]
    assert people("Jane Doe, Community Editor", is_told=True) == ["Jane Doe"]


@pytest.mark.parametrize(
    "text", ["John Carter", "Ana de la Cruz", "J. K. O’Brien", "Prof. Juan de la Cruz"]
)
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


def test_a_feed_s_address_behind_a_label_is_the_source_below_a_list_too() -> None:
    text = (
        "Pasar Induk Kramat Jati sepi pembeli sejak harga cabai naik tiga kali lipat.\n"
        "Pemerintah berjanji menggelar operasi pasar sebelum akhir pekan di lima kota.\n"
        'Simak Video "Harga Cabai Makin Pedas"\n'
        "Artikel Asli dan Baca Selengkapnya : https://ift.tt/4aBcD7x\n"
        "Bagikan Berita Ini\n"
        '0 Response to "Harga Cabai Tembus Rp 120 Ribu, Pedagang Mengeluh - Kompas.com"\n'
        "Posting Komentar\n"
    )
    result = newsclean.clean(text)
    assert result.source_url == "https://ift.tt/4aBcD7x"
    assert result.title == "Harga Cabai Tembus Rp 120 Ribu, Pedagang Mengeluh"
    assert result.publisher == "Kompas.com"


def test_an_account_behind_a_name_is_no_part_of_it() -> None:
    assert people("Joan Tull @joantull") == ["Joan Tull"]
    assert people("@joantull") == []


@pytest.mark.parametrize("other", ["Tel. 12-34-5678", "Docket 21-10-1234"])
def test_other_numbers_beside_a_date_do_not_order_it(other: str) -> None:
    fields = newsclean.clean(f"Council closes\n{other}, 3/4/2021\n{PROSE}").fields
    assert (fields.date, fields.date_ambiguous) == ("2021-04-03", True)
