"""Where articles of HTML pages begin and end: nothing that belongs to them is lost there."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import newsclean
from command import run
from newsclean.html.parse import parse
from newsclean.html.walk import Walk

# Invented for these tests, in no training data: paragraphs, items, names with what they mean,
# the cells of a table row by row (its head first), a footnote.
ARTICLES: dict[str, tuple[list[str], list[str], list[tuple[str, str]], list[list[str]], str]] = {
    "en": (
        ["The orchard behind the mill at Thornby will be cut down in October, the owner of the "
         "land told the parish meeting on Monday evening.",
         "She said that the trees no longer bear, and that a buyer had been found for the wood.",
         "Some eighty people came, more than the hall has held since the flood of 1998.",
         "“My grandfather planted the first row,” said Walter Penn, who is ninety-one."],
        ["Apples are picked until the 20th", "Grafts may be cut on three Sundays",
         "The gate stays shut in November"],
        [("Costard", "A cooking apple, known since the thirteenth century."),
         ("Quarrenden", "Small and red; it keeps for two weeks.")],
        [["Year", "Crates", "Price"], ["2019", "412", "£8"], ["2023", "97", "£19"]],
        "The deed of 1903 is in the county archive.",
    ),
    "de": (
        ["Der Obstgarten hinter der Mühle in Dornbeck wird im Oktober gefällt, wie die Besitzerin "
         "am Montagabend in der Versammlung des Dorfes sagte.",
         "Die Bäume trügen nicht mehr, und für das Holz habe sich ein Käufer gefunden.",
         "Rund achtzig Menschen kamen, so viele wie seit dem Hochwasser von 1998 nicht mehr.",
         "„Die erste Reihe hat mein Großvater gepflanzt“, sagte Walter Penz, er ist 91."],
        ["Gepflückt wird bis zum 20.", "Reiser gibt es an drei Sonntagen",
         "Das Tor bleibt im November zu"],
        [("Boskoop", "Ein Lagerapfel aus dem neunzehnten Jahrhundert."),
         ("Klarapfel", "Früh und hell; er hält zwei Wochen.")],
        [["Jahr", "Kisten", "Preis"], ["2019", "412", "8 €"], ["2023", "97", "19 €"]],
        "Die Urkunde von 1903 liegt im Kreisarchiv.",
    ),
    "ru": (
        ["Яблоневый сад за мельницей в Терновке вырубят в октябре, сообщила владелица участка на "
         "собрании жителей в понедельник вечером.",
         "По её словам, деревья больше не плодоносят, а на древесину уже нашёлся покупатель.",
         "Пришли около восьмидесяти человек, столько не собиралось со времён паводка 1998 года.",
         "«Первый ряд сажал мой дед», — сказал Валентин Пенкин, которому девяносто один год."],
        ["Яблоки собирают до двадцатого числа", "Черенки режут три воскресенья",
         "В ноябре ворота закрыты"],
        [("Антоновка", "Зимний сорт, известный с девятнадцатого века."),
         ("Грушовка", "Мелкая и красная, хранится две недели.")],
        [["Год", "Ящики", "Цена"], ["2019", "412", "80 ₽"], ["2023", "97", "190 ₽"]],
        "Купчая 1903 года хранится в районном архиве.",
    ),
    "ja": (
        ["茨木村の水車小屋の裏にある果樹園は、十月に伐採されることになった。土地の所有者が"
         "月曜の夜、村の集会で明らかにした。",
         "木はもう実をつけず、材木の買い手も見つかったという。所有者は苦渋の決断だと語った。",
         "集会には約八十人が集まった。一九九八年の洪水以来、これほどの人出はなかった。",
         "「最初の列は祖父が植えたものです」と、九十一歳になる辺見渡さんは静かに話した。"],
        ["収穫は二十日まで続く", "接ぎ穂は日曜に三回切れる", "十一月は門を閉める"],
        [("紅玉", "十九世紀から知られる料理用のりんご。"),
         ("祝", "小さくて赤く、二週間ほどもつ。")],
        [["年", "箱", "値段"], ["2019", "412", "800円"], ["2023", "97", "1900円"]],
        "一九〇三年の証書は郡の文書館にある。",
    ),
}  # fmt: skip


def page(language: str, body: str, *, is_plain: bool = False) -> bytes:
    """The body as an article among a menu, a headline and a footer."""
    open_, close = ("<article>", "</article>")
    if not is_plain:
        open_, close = '<main><div class="entry-content">', "</div></main>"
    return (
        f"<!doctype html><html lang={language}><meta charset=utf-8><title>Thornby – The Mill Post"
        "</title><body><nav><ul><li><a href=/>The Mill Post</a></li><li><a href=/n>News</a></li>"
        f"<li><a href=/s>Sport</a></li></ul></nav>{open_}<h1>Thornby</h1>{body}{close}<footer>"
        "<p>© The Mill Post</p></footer></body></html>"
    ).encode()


def prose(lines: list[str]) -> str:
    return "".join(f"<p>{line}</p>\n" for line in lines)


def shape(name: str, language: str) -> tuple[str, list[str]]:
    """A shape's markup, and its lines."""
    paragraphs, items, names, cells, note = ARTICLES[language]
    if name in ("ul", "ol"):
        listed = "".join(f"<li>{item}</li>" for item in items)
        return f"<{name}>{listed}</{name}>", items
    if name == "dl":
        listed = "".join(f"<dt>{term}</dt><dd>{told}</dd>" for term, told in names)
        return f"<dl>{listed}</dl>", [text for pair in names for text in pair]
    if name == "details":
        term, told = names[0]
        return f"<details><summary>{term}</summary><p>{told}</p></details>", [term, told]
    if name == "table":
        head = "".join(f"<th>{cell}</th>" for cell in cells[0])
        rows = "".join(
            "<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in cells[1:]
        )
        table = f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
        return table, [cell for row in cells for cell in row]
    if name == "footnotes":
        return f"<section class=footnotes><ol><li id=fn1>{note}</li></ol></section>", [note]
    return f"<blockquote><p>{note}</p></blockquote>", [note]


SHAPES = ("ul", "ol", "dl", "details", "table", "footnotes", "blockquote")


@pytest.mark.parametrize("is_plain", [False, True])
@pytest.mark.parametrize("language", ARTICLES)
@pytest.mark.parametrize("name", SHAPES)
def test_what_ends_an_article_stays(name: str, language: str, is_plain: bool) -> None:
    paragraphs = ARTICLES[language][0]
    markup, lines = shape(name, language)
    source = page(language, prose(paragraphs) + markup, is_plain=is_plain)
    assert newsclean.clean(source).text.rstrip("\n").split("\n") == [*paragraphs, *lines]


@pytest.mark.parametrize("language", ARTICLES)
@pytest.mark.parametrize("name", ["ul", "ol", "table", "blockquote"])
def test_what_begins_an_article_stays(name: str, language: str) -> None:
    paragraphs = ARTICLES[language][0]
    markup, lines = shape(name, language)
    source = page(language, markup + prose(paragraphs))
    assert newsclean.clean(source).text.rstrip("\n").split("\n") == [*lines, *paragraphs]


@pytest.mark.parametrize("language", ARTICLES)
def test_short_last_paragraphs_stay(language: str) -> None:
    paragraphs, items, _, _, _ = ARTICLES[language]
    source = page(language, prose([*paragraphs, items[0] + "."]))
    assert newsclean.clean(source).text.rstrip("\n").split("\n") == [*paragraphs, items[0] + "."]


# The walk ---------------------------------------------------------------------------------------


def texts(body: str) -> list[str]:
    return Walk(parse(f"<!doctype html><html><body>{body}</body></html>").root).texts


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("<p>The <button>abutments</button> rest on rock.</p>", ["The abutments rest on rock."]),
        ("<p>The <span class=tip><button>piers</button></span>, too.</p>", ["The piers, too."]),
        ("<p>Many say so.<button>Share</button></p>", ["Many say so.", "Share"]),
        ("<div>Many say so. <button>Share</button> <button>Save</button></div>",
         ["Many say so.", "Share", "Save"]),
        ("<h3><button>When does it open?</button></h3><p>On Friday.</p>",
         ["When does it open?", "On Friday."]),
    ],
)  # fmt: skip
def test_a_button_between_words_is_a_word(body: str, lines: list[str]) -> None:
    assert texts(body) == lines


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("10<sup>6</sup> cells", "10⁶ cells"), ("10<sup>−3</sup> m", "10⁻³ m"),
        ("in 2011<sup><a href=#n3>3</a></sup> and", "in 2011³ and"),
        ("the 1<sup>st</sup>", "the 1st"),
        ("said so.<sup>[4]</sup>", "said so.[4]"), ("H<sub>2</sub>O", "H2O"),
        ("<sup>3</sup>/<sub>4</sub> of it", "³/₄ of it"), ("2<sub>10</sub>", "2₁₀"),
    ],
)  # fmt: skip
def test_a_raised_number_does_not_become_another_number(markup: str, text: str) -> None:
    assert texts(f"<p>{markup}</p>") == [text]


@pytest.mark.parametrize(
    "markup",
    [
        "<ruby>子<rt>こ</rt></ruby>どもの<ruby>果樹<rt>かじゅ</rt>園<rt>えん</rt></ruby>。",
        "<ruby>子<rp>(</rp><rt>こ</rt><rp>)</rp></ruby>どもの<ruby><rb>果樹園<rtc>x</rtc></ruby>。",
    ],
)  # fmt: skip
def test_how_a_word_is_read_does_not_tear_it_apart(markup: str) -> None:
    assert texts(f"<p>{markup}</p>") == ["子どもの果樹園。"]
    more = "果樹園は伐採される。" * 9
    page = f"<!doctype html><body><article><p>{markup}</p><p>{more}</p></article>"
    assert newsclean.clean(page).markdown().startswith("子どもの果樹園。\n")


def test_a_line_end_of_the_source_is_no_blank_between_han_and_kana() -> None:
    assert texts("<p>果樹園は、\n  十月に伐採\nされる。</p>") == ["果樹園は、十月に伐採される。"]
    assert texts("<p>과수원은\n시월에 베어진다.</p>") == ["과수원은 시월에 베어진다."]
    assert texts("<p>東京 Tokyo\n2020年\n夏</p>") == ["東京 Tokyo 2020年夏"]
    assert texts("<p>a\nb</p>") == ["a b"]


def test_paragraphs_with_nothing_but_an_empty_line_between_them_are_lines() -> None:
    paragraphs = ARTICLES["en"][0]
    assert texts("<div>" + "\n\n".join(paragraphs) + "</div>") == paragraphs
    assert texts("<p>one\n\ntwo\n three</p>") == ["one two three"]


@pytest.mark.parametrize(
    "attributes", ["style='white-space: pre-line'", "class='text whitespace-pre-wrap'"]
)
def test_lines_that_the_page_shows_as_lines_are_lines(attributes: str) -> None:
    assert texts(f"<p {attributes}>I had a box\nIt had my face</p>") == [
        "I had a box", "It had my face",
    ]  # fmt: skip


def test_character_data_of_xhtml_is_text() -> None:
    source = (
        '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html><html '
        'xmlns="http://www.w3.org/1999/xhtml"><head><script>//<![CDATA[\nvar a = "<p>x</p>";\n'
        "//]]></script></head><body><p><![CDATA[If a < b & c, stop.]]></p></body></html>"
    )
    assert Walk(parse(source).root).texts == ["If a < b & c, stop."]


@pytest.mark.parametrize("count", [1, 2, 3, 5])
def test_links_that_a_colon_announces_stay_at_the_end(count: int) -> None:
    text, items = ARTICLES["en"][0] * 2, [f"Minutes of February {n}" for n in range(count)]
    links = "".join(f"<li><a href=/{n}.pdf>{item}</a></li>" for n, item in enumerate(items))
    markup = f"{prose(text)}<p>The documents are here:</p><ul>{links}</ul>"
    lines = newsclean.clean(page("en", markup)).text.rstrip("\n").split("\n")
    assert lines[-count:] == items


HARBOUR = [
    ("I have baked the same loaf every Saturday for six years, and last weekend was the first "
     "time that it refused to rise at all."),
    ("At first I blamed the flour. It was a new bag from the mill on Crane Street, stone-ground "
     "and rather coarser than what I am used to."),
    ("Then I looked at the thermometer next to the oven and saw that the kitchen was barely "
     "fourteen degrees. The boiler had given up during the night, and nobody had noticed."),
    ("So this is a post about patience. A cold dough is not a dead dough; it only keeps a "
     "different clock from yours."),
    ("I put the bowl into the bathroom, which has a small electric heater, and went for a walk. "
     "Four hours later it had doubled, and the crumb turned out better than usual."),
    ("Next week I will try the same on purpose, with a night in the fridge and a morning in the "
     "bathroom. I will let you know how it goes."),
]


def test_an_item_whose_text_stands_in_an_element_of_its_own_stays_with_the_others() -> None:
    steps = ["Mix flour and water and leave them for an hour.", "Add the salt, fold four times.",
             "Put the bowl into the bathroom.", "Bake at 240 °C for forty minutes."]  # fmt: skip
    items = "".join(
        "<li class=wprm-recipe-instruction><div class=wprm-recipe-instruction-text>"
        f"{step}</div></li>" for step in steps
    )  # fmt: skip
    items = f"<h3>Instructions</h3><ul class=wprm-recipe-instructions>{items}</ul>"
    inner = f"<div class=wprm-recipe-instructions-container>{items}</div>"
    recipe = f"<div class=wprm-recipe-container>{inner}</div>"
    body = f"<h1 class=entry-title>Dredging</h1><div class=entry-content>{prose(HARBOUR)}{recipe}"
    source = (
        "<!doctype html><title>Dredging at Port Ellis</title><header class=site-header><a href=/>"
        "Ellis Tide</a><nav><a href=/>Home</a> <a href=/s>Sport</a> <a href=/w>Weather</a></nav>"
        f"</header><main><article class=post>{body}</div></article></main><footer class="
        "site-footer><p>© 2024 Ellis Tide. All rights reserved.</p></footer>"
    )
    text = newsclean.clean(source, input="html").text
    assert [step for step in steps if step not in text] == []


@pytest.mark.parametrize(
    "note",
    [
        '<div class="footnotes" role="doc-endnotes"><ol><li id="fn:1"><p>{} <a href="#fnref:1" '
        'class="reversefootnote">↩</a></p></li></ol></div>',
        '<div class="footnote"><a class="footnote-number" href="#footnote-anchor-1">1</a><div '
        'class="footnote-content"><p>{}</p></div></div>',
    ],
)  # fmt: skip
def test_a_single_footnote_stays(note: str) -> None:
    said = "By the cheap thermometer."
    source = page("en", prose(ARTICLES["en"][0] * 2) + note.format(said), is_plain=True)
    assert said in newsclean.clean(source).text


# Pages without an article ------------------------------------------------------------------------

STUB = ("The old mill in Quay Street burned for nine hours on Tuesday night, and sixty men from "
        "four brigades fought the fire until the roof came down.")  # fmt: skip
TEASERS = [
    ("Orchard at Thornby to be felled", "The trees no longer bear, says the owner; the wood has "
     "found a buyer, and the parish is not amused."),
    ("Ferry resumes after six weeks", "The boat has a new engine, a new coat of paint and, for the "
     "first time, a card reader."),
    ("School band wins in Carlow", "Twelve players, two of them nine years old, came home with the "
     "cup on Sunday night."),
    ("Water main bursts again", "For the third time this year Mill Lane stood under water on "
     "Monday; the pipe is from 1931."),
]  # fmt: skip


def bare(title: str, body: str, head: str = "") -> bytes:
    return (f"<!doctype html><html><head><meta charset=utf-8><title>{title}</title>{head}</head>"
            f"<body><header><a href=/>The Mill Post</a></header><main>{body}</main></body></html>"
            ).encode()  # fmt: skip


HOME = "".join(
    f"<div class=item><h2><a href=/{n}>{head}</a></h2><p>{text}</p></div>"
    for n, (head, text) in enumerate(TEASERS * 2)
)


@pytest.mark.parametrize(
    ("title", "body", "why"),
    [
        ("Page not found | The Mill Post", "<h1>Page not found</h1><p>Sorry, the page that you "
         "asked for is not here. It may have been moved, or it never was.</p>", "an error page"),
        ("404 – Seite nicht gefunden", "<h1>Hoppla</h1><p>Diese Seite gibt es leider nicht mehr. "
         "Vielleicht hilft die Suche weiter.</p>", "an error page"),
        ("ページが見つかりません", "<h1>ページが見つかりません</h1><p>お探しのページは移動または"
         "削除された可能性があります。</p>", "an error page"),
        ("Just a moment...", "<h1>post.example</h1><p>Verifying you are human. This may take a few "
         "seconds.</p>", "a check of the browser"),
        ("The Mill Post", "<h1>Welcome back</h1><form><label>Name<input></label><label>Word<input "
         "type=password></label></form><p>New here? An account lets you keep stories for later "
         "and write letters to the editor.</p>", "a page to sign in"),
        ("The Mill Post", HOME, "a list of other pages"),
    ],
)  # fmt: skip
def test_a_page_without_an_article_is_empty_and_says_why(title: str, body: str, why: str) -> None:
    done = run(stdin=bare(title, body))
    assert (done.returncode, done.stdout) == (0, b"")
    lines = done.stderr.decode().strip().split("\n")
    assert lines == [f"newsclean: standard input: warning: no article found: the page is {why}"]
    assert run("--fail-empty", stdin=bare(title, body)).returncode == 1
    record = json.loads(run("-f", "json", stdin=bare(title, body)).stdout)
    assert record["text"] == ""
    assert any(f"no article found: the page is {why}" in line["reason"]
               for line in record["removed"])  # fmt: skip


@pytest.mark.parametrize("title", ["Page not found", "Sign in", "Search results", "Error"])
@pytest.mark.parametrize("language", ARTICLES)
def test_an_article_of_such_a_title_is_an_article(title: str, language: str) -> None:
    paragraphs = ARTICLES[language][0] * 3
    body = "<article>" + prose([f"{n}: {text}" for n, text in enumerate(paragraphs)]) + "</article>"
    assert newsclean.clean(bare(title, body)).text.count("\n") == len(paragraphs)


def test_one_short_paragraph_is_an_article() -> None:
    body = "<article><h1>Road closed</h1><p>The coast road is closed until Friday.</p></article>"
    assert newsclean.clean(bare("Road closed | The Mill Post", body)).text == (
        "The coast road is closed until Friday.\n"
    )


def test_an_article_below_linked_subheadings_is_an_article() -> None:
    text = ARTICLES["en"][0]
    body = "".join(
        f"<h2><a href=#s{n}>Part {n}</a></h2><p>{text[0]}</p><p>{text[1]} {text[2]} {n}</p>"
        for n in range(4)
    )
    assert newsclean.clean(bare("The orchard", f"<article>{body}</article>")).text.count("\n") >= 8


@pytest.mark.parametrize(
    "address", ["#s{n}", "/mill#s{n}", "", "/large/{n}.jpg", "https://e{n}.example.org/"]
)
def test_headings_that_link_to_no_other_page_of_the_site_are_no_teasers(address: str) -> None:
    body = "".join(
        f"<div id=s{n}><h2><a href='{address.format(n=n)}'>What does part {n} say?</a></h2>"
        f"<p>{text}</p></div>"
        for n, (_, text) in enumerate(TEASERS * 2)
    )
    text = newsclean.clean(bare("The Mill Post", body)).text
    assert [one for _, one in TEASERS if one not in text] == []


@pytest.mark.parametrize("own", ["", "/list", "https://mill.example/list"])
def test_a_place_on_another_page_is_none_on_this_one(own: str) -> None:
    link = f"<link rel=canonical href='{own}'>" if own else ""

    def text(address: str) -> str:
        home = HOME
        for n in range(8):
            home = home.replace(f"href=/{n}>", f"href='{address.format(n=n)}'>")
        return newsclean.clean(bare("The Mill Post", f"<div id=content>{home}</div>", link)).text

    assert text("/p/{n}#content") == ""
    if own:  # a few places of this page among others
        assert text(f"{own}?{{n}}#content") == ""
        assert text(f"{own}#content") != ""


@pytest.mark.parametrize(
    ("body", "is_list"),
    [
        (f"<h1>Category: News</h1>{HOME}", True),
        (re.sub("href=/[0-9]", "href='javascript:void(0)'", HOME), True),
        (re.sub("href=/[0-9]", "href='javascript:void(0)'", HOME).replace("</a>", "?</a>"), False),
        (f"<h1>What we read this week</h1><p>{STUB}</p>{HOME}", False),
        (re.sub("href=/([0-9])", r"href=https://e\1.example.org/", HOME), False),
    ],
    ids=["category", "scripts", "scripts of questions", "with prose", "of other sites"],
)  # fmt: skip
def test_teasers_within_one_article_are_a_list_where_nothing_else_is(
    body: str, is_list: bool
) -> None:
    text = newsclean.clean(bare("The Mill Post", f"<article>{body}</article>")).text
    assert [one for _, one in TEASERS if (one in text) == is_list] == []


def test_teasers_of_a_site_that_writes_its_addresses_out_are_teasers() -> None:
    home = HOME.replace("href=/", "href=https://news.mill.example/")
    head = "<link rel=canonical href=https://mill.example/>"
    for extra in ("", head):
        assert newsclean.clean(bare("The Mill Post", home, extra)).text == ""


# Captions and long threads -----------------------------------------------------------------------


def test_captions_stay_when_they_are_asked_for() -> None:
    text = ARTICLES["en"][0]
    caption = "The mill in the spring of 1911, with the orchard behind it"
    figure = f"<figure><img src=a.jpg><figcaption>{caption}</figcaption></figure>"
    source = page("en", prose(text[:2]) + figure + prose(text[2:]))
    assert newsclean.clean(source, captions=True).text.rstrip("\n").split("\n") == [
        *text[:2], caption, *text[2:],
    ]  # fmt: skip
    assert caption in run("--captions", stdin=source).stdout.decode()
    off = run("--no-captions", stdin=source).stdout.decode()
    assert off == newsclean.clean(source).text


def test_the_caption_of_the_last_picture_is_the_articles_only_within_it() -> None:
    text = ARTICLES["en"][0]
    caption = "The mill in the spring of 1911, with the orchard behind it"
    figure = f"<figure><img src=a.jpg><figcaption>{caption}</figcaption></figure>"
    away = f"<aside><div><div><div>{figure}</div></div></div></aside>"
    for last, kept in ((figure, [caption]), (f"</article>{away}", [])):
        source = f"<!doctype html><body><article>{prose(text)}{last}".encode()
        lines = newsclean.clean(source, captions=True).text.rstrip("\n").split("\n")
        assert lines == [*text, *kept]


def test_the_configuration_may_ask_for_captions(tmp_path: Path) -> None:
    caption = "The mill in the spring of 1911, with the orchard behind it"
    body = prose(ARTICLES["en"][0]) + f"<p class=wp-caption-text>{caption}</p>"
    (tmp_path / "a.html").write_bytes(page("en", body + prose(["It is said to be older."])))
    (tmp_path / "newsclean.toml").write_text("captions = true\n", encoding="utf-8")
    assert caption in run("a.html", cwd=tmp_path).stdout.decode()


def test_a_list_stays_above_a_very_long_thread() -> None:
    items = ARTICLES["en"][1]
    said = "I for one have always thought that the orchard should stay as it is, said number"
    thread = "".join(
        f"<div class=c><b>reader {n}</b><p>{said} {n} of us.</p><p>Yes.</p><p>No.</p></div>"
        for n in range(5200)
    )
    markup = prose(ARTICLES["en"][0]) + "<ul>" + "".join(f"<li>{i}</li>" for i in items) + "</ul>"
    source = page("en", markup).replace(
        b"<footer>", f"<section id=comments>{thread}</section><footer>".encode()
    )
    lines = newsclean.clean(source).text.split("\n")
    assert lines[: len(ARTICLES["en"][0]) + len(items)] == [*ARTICLES["en"][0], *items]
    assert len(lines) < 20


def test_a_hidden_copy_of_the_article_goes_and_a_refrain_stays() -> None:
    text, items = ARTICLES["en"][:2]
    listed = [f"{text[1]} {n}." for n in range(4)]
    markup = prose(text) + "<ol>" + "".join(f"<li>{line}</li>" for line in listed) + "</ol>"
    copy = f"<div itemprop=articleBody><div>{text[0]}</div><div>{' '.join(listed)}</div></div>"
    assert newsclean.clean(page("en", markup + copy)).text.rstrip("\n").split("\n") == [
        *text, *listed,
    ]  # fmt: skip
    refrain = f"{text[2]} {items[0]}, {items[1]}, and nobody comes by any more."
    song = "".join(f"<div><p>{line}</p><p>{refrain}</p></div>" for line in text)
    assert newsclean.clean(page("en", song)).text.count(refrain) == len(text)


@pytest.mark.parametrize(
    ("page_of", "is_beside"),
    [
        ("<div class=a>{story}</div><div class=related-articles>{grid}</div>", True),
        ("<div class=a>{story}</div><aside>{grid}</aside>", True),
        ("<div class=a>{story}</div><div class=items>{grid}</div>", False),
        ("<article>{story}<div class=cards>{grid}</div></article>", False),
        ("<div class=a>{story}</div><div class=related>{grid}<p>{last}</p></div>", False),
    ],
    ids=["named", "aside", "no such name", "in the article", "with more of it"],
)
def test_teasers_beside_a_short_article_are_none_of_it(page_of: str, is_beside: bool) -> None:
    lines = ("The swimming pool at Ferry Road is closed until Friday.",
             "A pump failed on Sunday night and the water has gone green.",
             "The council says that the colour is harmless, but that nobody should drink it.",
             "“It has never been green before,” said Doris Amble, who is eighty-one and swims.",
             "It is hoped that the galas planned for the weekend can go ahead at the school.",
             "The pool was built in 1964 and is used by eleven hundred people.")  # fmt: skip
    story = "<h1>The pool is closed</h1>" + "".join(f"<p>{line}</p>" for line in lines)
    grid = HOME[: HOME.index("<div", len(HOME) // 2)]
    body = page_of.format(story=story, grid=grid, last="It was built in 1964 and never green.")
    html = bare("The pool is closed", body, "<meta property=og:type content=article>")
    kept = newsclean.clean(html).text.split("\n")
    assert set(lines) <= set(kept)
    assert (TEASERS[0][1] in kept) != is_beside


CINEMA = [
    "<p>The old cinema in Mill Street will open again in March, eleven years after the last film "
    "was shown there to an audience of nine.</p>",
    "<p>A co-operative of four hundred townspeople has bought the building from the bank for a "
    "pound, and spent two winters on the roof.</p>",
    "<h2>What will be shown</h2>",
    "<p>“Everything that is older than I am,” says Petra Holm, who is thirty-four and will run "
    "the projector.</p>",
    "<p>The first film is free.</p>",
    "<ul><li>Fridays: silent films with a pianist</li><li>Saturdays: something for the children"
    "</li><li>Sundays: whatever the members vote for</li></ul>",
    "<h2>How it was paid for</h2>",
    "<p>Members paid between ten and five thousand pounds each. The lottery fund gave the rest on "
    "condition that there be a ramp.</p>",
    "<p>The seats came from a theatre in Leeds. Seventeen of them squeak.</p>",
]
BLOCKS = {
    "siteorigin": "<div class='so-panel widget widget_sow-editor'><div class='so-widget-sow-editor'"
                  "><div class='siteorigin-widget-tinymce textwidget'>{}</div></div></div>",
    "elementor": "<div class='elementor-element elementor-widget elementor-widget-text-editor'>"
                 "<div class='elementor-widget-container'>{}</div></div>",
}  # fmt: skip


@pytest.mark.parametrize("builder", BLOCKS)
def test_an_article_of_a_builders_blocks_keeps_what_is_short_in_it(builder: str) -> None:
    menu = "".join(f"<li><a href=/{name}>{name}</a></li>" for name in ("News", "Sport", "Letters"))
    more = "".join(f"<li><a href=/{n}>{head}</a></li>" for n, (head, _) in enumerate(TEASERS))
    body = (f"<header><nav><ul>{menu}</ul></nav></header><div class=page><h1>Cinema opens</h1>"
            f"<div class=panel-grid>{''.join(map(BLOCKS[builder].format, CINEMA))}</div>"
            f"<div class=more><h3>More stories</h3><ul>{more}</ul></div></div>"
            "<footer><p>© 2022 Calder Post. All rights reserved.</p></footer>")  # fmt: skip
    lines = newsclean.clean(bare("Cinema opens", body)).text.rstrip("\n").split("\n")
    assert lines == Walk(parse("".join(CINEMA)).root).texts


@pytest.mark.parametrize(
    ("story", "is_told"),
    [
        ("<h2>Quay Street is closed again</h2><p>{}</p><p>{}</p>", True),
        ("<h2><a href=/q>Quay Street is closed again</a></h2><p>{}</p><p>{}</p>", False),
        ("<h2>All of our news in one place</h2><p>{}</p><p>{}</p>", False),
        ("<h2>Quay Street is closed again</h2><p>{}</p>", False),
    ],
    ids=["headline", "linked", "other words", "one sentence"],
)
def test_two_short_sentences_below_the_headline_are_an_article(story: str, is_told: bool) -> None:
    lines = ("Quay Street is shut until noon after the fire.", "The mill is to be pulled down.")
    grid = HOME[: HOME.index("<div", len(HOME) // 2)]
    body = f"<div class=story>{story.format(*lines)}</div><div class=items>{grid}</div>"
    text = newsclean.clean(bare("Quay Street is closed again - Quay FM", body)).text
    assert (lines[0] in text) == is_told
    assert is_told or not text


@pytest.mark.parametrize("count", [1, 3, 10, 20])
def test_a_short_article_above_many_teasers_is_an_article(count: int) -> None:
    grid = "".join(
        f"<div class=item><h2><a href=/{n}>{head}</a></h2><p>{text}</p></div>"
        for n, (head, text) in enumerate(TEASERS * 5)
        if n < count
    )
    story = f"<h1>The mill burns</h1><p><a href=/a>Sam Orr</a></p><p>{STUB}</p>"
    body = f"<article class=story>{story}</article><section>{grid}</section>"
    done = run(stdin=bare("The mill burns", body))
    assert STUB in done.stdout.decode()


@pytest.mark.parametrize(
    ("title", "head", "extra"),
    [
        ("Registration: how to vote in May", "", ""),
        ("404 Not Found: a short history", "", ""),
        ("Oops: mayor reads wrong speech", "", ""),
        ("Search", '<meta property="og:type" content="article">', ""),
        ("The mill burns", "", "<div class=modal><h1>Log in</h1><input type=password></div>"),
    ],
)
def test_words_of_a_status_do_not_empty_an_article(title: str, head: str, extra: str) -> None:
    heading = title.partition(":")[2] or title
    body = f"{extra}<article><h1>{heading}</h1><p>{STUB}</p><p>No one was hurt.</p></article>"
    assert STUB in run(stdin=bare(title, body, head)).stdout.decode()


FORM = "<form><label>Name<input></label><input type=password><button>Go</button></form>"
FLASH = "<p>The coast road is closed until Friday.</p>"
LIBRARY = ("<p>The town library now lets readers sign in with a fingerprint, the council said on "
           "Tuesday.</p>")  # fmt: skip


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("Road closed", f"<div><h1>Road closed</h1>{FLASH}</div><div id=login-modal>{FORM}</div>"),
        ("Road closed", f"<div><h1>Road closed</h1>{FLASH}</div><aside>{FORM}</aside>"),
        ("Road closed", f"<div><h1>Road closed</h1>{FLASH}</div><p style='display:none'>{FORM}"),
        ("Road closed", f"<article><h1>Road closed</h1>{FLASH}</article><div>{FORM}</div>"),
        ("Road closed", f"<h1>Road closed</h1><div class=entry-content>{FLASH}</div><p>{FORM}</p>"),
        ("Log in | The Mill Post", f"<article><h1>Log in</h1>{LIBRARY}</article>"),
        ("Registration", f"<article><h1>Registration</h1>{LIBRARY}</article><div>{FORM}</div>"),
        ("Anmelden", f"<h1>Anmelden</h1><div itemprop=articleBody>{LIBRARY}</div>"),
    ],
)
def test_a_short_story_on_a_page_with_a_form_to_sign_in_is_a_story(title: str, body: str) -> None:
    result = newsclean.clean(bare(title, body), input="html")
    assert result.text.strip() in (FLASH + LIBRARY).replace("</p>", "").split("<p>")


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("Sign in", f"<h1>Sign in</h1><p>Comment and write letters to the editor.</p>{FORM}"),
        ("The Mill Post", f"<div class=has-modal><h1>Hello</h1>{FLASH}<div>{FORM}</div></div>"),
        ("The Mill Post", f"<article><h1>Hello</h1>{FLASH}{FORM}</article>"),
        ("My account", f"<article><div class=entry-content>{FLASH}{FORM}</div></article>"),
    ],
)
def test_a_form_to_sign_in_beside_the_text_makes_the_page_one(title: str, body: str) -> None:
    page = newsclean.clean(bare(title, body), input="html").document.page
    assert page is not None
    assert page.nothing == "a page to sign in"


# Encodings ---------------------------------------------------------------------------------------


def test_a_page_in_the_letters_of_japanese_mail_is_read() -> None:
    text = "首相は火曜日、東京で記者会見を開き、新しい経済対策を発表した。"
    source = f"<!doctype html><body><article><p>{text}</p></article>".encode("iso2022_jp")
    result = newsclean.clean(source)
    assert (result.text.strip(), result.source.encoding) == (text, "iso2022_jp")


def test_a_byte_that_was_lost_costs_no_page_its_declared_encoding() -> None:
    text = "Гарадскі савет у аўторак прагаласаваў за закрыццё моста на рамонт. " * 9
    head = "<!doctype html><meta charset=windows-1251><body><article><p>"
    good = f"{head}{text}</p></article>".encode("cp1251")
    damaged = good.replace(" моста".encode("cp1251"), b" \x98" + "оста".encode("cp1251"), 1)
    result = newsclean.clean(damaged)
    assert (result.source.encoding, result.source.bad_bytes) == ("cp1251", 1)
    assert result.text.replace("\ufffd", "м").strip() == text.strip()


@pytest.mark.parametrize("name", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be", "utf-8"])
def test_a_page_with_a_mark_is_read_by_it(name: str) -> None:
    text = ARTICLES["en"][0]
    source = "\ufeff" + page("en", prose(text)).decode()
    result = newsclean.clean(source.encode(name))
    assert result.text.rstrip("\n").split("\n") == text
    assert (result.source.encoding, result.source.how) == (name, "declared")
    assert result.source.bom is True
