"""Shapes of pages that the walk, the encodings and the outputs must not stumble over."""

from __future__ import annotations

import json

import pytest

import newsclean

LONG = [
    "The harbour board says the channel has lost more than a metre of depth in ten years.",
    "Nobody knows why, and nobody has asked the salmon, said Mr Trewin on the quay today.",
    "The dredgers will stay until the end of May, and they will be back in the autumn, too.",
]
TEXT = "".join(f"<p>{line}</p>" for line in LONG)


def text_of(body: str, language: str = "en") -> list[str]:
    page = f'<!doctype html><html lang="{language}"><body><article>{body}</article></body></html>'
    return newsclean.clean(page, input="html").text.strip().split("\n")


# Quotations --------------------------------------------------------------------------------------


@pytest.mark.parametrize(("language", "marks"), [("en", "“”"), ("de-AT", "„“"), ("ja", "「」")])
def test_a_quotation_keeps_its_marks(language: str, marks: str) -> None:
    said = "<p>He told the paper that <q>the bridge was <b>never</b> blue</q>, and he left.</p>"
    wanted = f"He told the paper that {marks[0]}the bridge was never blue{marks[1]}, and he left."
    assert wanted in text_of(TEXT + said, language)


def test_a_quotation_with_marks_of_its_own_gets_no_others() -> None:
    said = "<p>He told the paper that <q>“the bridge was never blue”</q>, and he left.</p>"
    assert said[3:-4].replace("<q>", "").replace("</q>", "") in text_of(TEXT + said)


def test_the_marks_of_a_quotation_stand_in_markdown_and_html() -> None:
    said = '<p>He told <a href="https://e.org/">the <q>Gazette</q></a> that it was not blue.</p>'
    result = newsclean.clean(f"<html><body><article>{TEXT}{said}</article>", input="html")
    assert "[the “Gazette”](https://e.org/) that" in result.markdown(links=True)
    assert '<a href="https://e.org/">the “Gazette”</a> that' in result.html(links=True)


# Elements of the page's own ----------------------------------------------------------------------


def test_elements_of_the_pages_own_are_lines_where_nothing_stands_beside_them() -> None:
    body = "".join(f"<x-par>{line}</x-par>" for line in LONG)
    assert text_of(body) == LONG


def test_elements_of_the_pages_own_are_words_within_a_sentence() -> None:
    body = "<p>A <x-word>harbour</x-word> is no <x-a>quay</x-a><x-b>side</x-b>, they say here.</p>"
    assert "A harbour is no quayside, they say here." in text_of(TEXT + body)
    mixed = "<div>A <x-word>harbour</x-word> is no <x-a>quay</x-a> and no bridge, they say.</div>"
    assert "A harbour is no quay and no bridge, they say." in text_of(TEXT + mixed + TEXT)


# Numbers of lists --------------------------------------------------------------------------------


def listed(items: str) -> newsclean.Result:
    lead = "<p>The prizes, in the order in which the jury read them out, were these:</p>"
    page = f"<html><body><article>{TEXT}{lead}{items}<p>{LONG[0]}</p></article>"
    return newsclean.clean(page, input="html")


def test_a_list_that_counts_down_does_so_in_markdown_and_html() -> None:
    result = listed("<ol reversed><li>The mill</li><li>The quay</li><li>The boat</li></ol>")
    assert "3. The mill\n2) The quay\n1. The boat\n" in result.markdown()
    html = '<li value="3">The mill</li>\n<li value="2">The quay</li>\n<li value="1">The boat</li>'
    assert html in result.html()


def test_items_with_numbers_of_their_own_keep_them() -> None:
    result = listed('<ol><li value="4">The mill</li><li>The quay</li><li value="9">Cox</li></ol>')
    assert "4. The mill\n5. The quay\n9) Cox\n" in result.markdown()


def test_a_list_that_counts_on_is_written_as_before() -> None:
    result = listed('<ol start="3"><li>The mill</li><li>The quay</li></ol>')
    assert "3. The mill\n4. The quay\n" in result.markdown()
    assert '<ol start="3">\n<li>The mill</li>' in result.html()


# Images ------------------------------------------------------------------------------------------


def images_of(name: str) -> str:
    page = (
        f"<html><body><article><p>{LONG[0]}</p><figure><img src='https://e.org/{name}'></figure>"
        f"<p>{LONG[1]}</p><p>{LONG[2]}</p></article>"
    )
    return newsclean.clean(page, input="html").markdown(images=True)


@pytest.mark.parametrize(
    "name",
    ["a/loading-dock-fire.jpg", "pixel-8-review.jpg", "news/icon-of-the-seas.jpg", "lazy-river.png",
     "emoji-movie.jpg", "blank-verse.jpg", "a/avatar-way-of-water.jpg"],
)  # fmt: skip
def test_a_picture_stays_whatever_words_its_file_is_named_by(name: str) -> None:
    assert name in images_of(name)


@pytest.mark.parametrize(
    "name",
    ["a/spacer.gif", "1x1.png", "i/placeholder-300x200.png", "icons/share.png", "avatars/12.jpg",
     "img/print-icon.png", "emoji/1f600.png", "a/pixel.gif", "lazy-load.gif"],
)  # fmt: skip
def test_a_placeholder_or_an_icon_is_no_picture(name: str) -> None:
    assert name not in images_of(name)


# Encodings ---------------------------------------------------------------------------------------

RUSSIAN = "Городской совет закрыл старый мост через реку в понедельник утром, как сказал мэр."
JAPANESE = "市図書館は八月から夜間の開館時間を延長する。館長は「仕事帰りに寄ってほしい」と話した。"
CHINESE = "市圖書館從八月一日起延長夜間開放時間。館長說，很多人下班以後才有空看書，所以要開放。"


@pytest.mark.parametrize(
    ("text", "encoding", "declared"),
    [
        (RUSSIAN, "cp1251", "iso-8859-1"), (RUSSIAN, "koi8-r", "iso-8859-1"),
        (RUSSIAN, "utf-16-le", "utf-8"), (RUSSIAN, "utf-16-be", ""), (JAPANESE, "iso2022_jp", ""),
        (JAPANESE, "iso2022_jp", "utf-8"), (JAPANESE, "iso2022_jp", "shift_jis"),
        (CHINESE, "big5", "gb2312"), ("La société a déjà été fondée à Nîmes, où l’été est doré.",
        "cp1252", "iso-8859-1"),
    ],
)  # fmt: skip
def test_what_a_page_declares_is_not_believed_where_it_makes_no_text(
    text: str, encoding: str, declared: str
) -> None:
    head = f'<meta charset="{declared}">' if declared else ""
    body = f"<p>{text}</p><p>{text} {text}</p>"
    page = f"<!doctype html><html><head>{head}</head><body><article>{body}</article></body></html>"
    assert text in newsclean.clean(page.encode(encoding), input="html").text


def test_a_notice_of_an_amp_page_is_no_text() -> None:
    asked = "<amp-consent id=c><div><p>We and our partners store information on your device to "
    asked += "personalise advertising and content.</p><button>Accept</button></div></amp-consent>"
    assert text_of(TEXT + asked) == text_of(TEXT) == LONG


@pytest.mark.parametrize("style", ["display:block", "display: block; margin: 0"])
def test_spans_that_are_shown_as_blocks_are_lines(style: str) -> None:
    spans = "".join(f'<span style="{style}">{line}</span>' for line in LONG)
    assert text_of(spans) == text_of(f"<p>{spans}</p>") == LONG
    page = f"<!doctype html><html><body><article>{spans}</article></body></html>"
    assert newsclean.clean(page, input="html").markdown() == "\n\n".join(LONG) + "\n"


def test_a_large_first_letter_is_a_part_of_its_word() -> None:
    first = f'<p><span style="display:block;float:left">{LONG[0][0]}</span>{LONG[0][1:]}</p>'
    assert text_of(first + "".join(f"<p>{line}</p>" for line in LONG[1:])) == LONG


MATH = "<math><semantics><mi>E</mi><mo>=</mo><mi>m</mi>{}</semantics></math>"
SOURCE = '<annotation encoding="application/x-tex">E=m</annotation>'


@pytest.mark.parametrize(
    "formula",
    [
        MATH.format(SOURCE),
        f"<span class=katex><span class=katex-mathml>{MATH.format(SOURCE)}</span>"
        "<span class=katex-html aria-hidden=true><span>E=</span><span>m</span></span></span>",
        f"<span class=katex><span class=katex-mathml>{MATH.format('')}</span></span>",
    ],
    ids=["source", "twice", "once"],
)
def test_a_formula_is_read_once(formula: str) -> None:
    assert text_of(f"{TEXT}<p>The formula {formula} was new.</p>")[-1] == "The formula E=m was new."


def test_a_heading_of_a_wiki_has_no_link_to_edit_it() -> None:
    edit = "<span class=mw-editsection>[<a href=/e>edit</a>]</span>"
    body = f"{TEXT}<h2><span class=mw-headline>The bar</span>{edit} of sand</h2>{TEXT}"
    wiki = f"<!doctype html><html><body class='mediawiki ltr'><main>{body}</main></body></html>"
    assert "The bar of sand" in newsclean.clean(wiki, input="html").text.split("\n")


# Pages without an article, and with one that waits -----------------------------------------------


def test_the_record_says_what_a_page_without_an_article_is() -> None:
    gone = "<!doctype html><html><head><title>Page not found</title></head><body><h1>404</h1>"
    told = newsclean.clean(f"{gone}<p>Try the search.</p>", input="html").to_dict()["input"]
    assert isinstance(told, dict) and told["no_article"]
    for text in (f"<html><body><article>{TEXT}</article>", "A text.\n"):
        told = newsclean.clean(text).to_dict()["input"]
        assert isinstance(told, dict) and told["no_article"] is None


def test_a_short_article_is_read_where_scripts_do_not_run() -> None:
    two = "".join(f"<p>{line}</p>" for line in LONG[:2])
    app = "<title>The mill is out</title></head><body><div id='app'></div>"
    page = f"<html><head>{app}<noscript><h1>The mill is out</h1>{two}</noscript></body></html>"
    assert newsclean.clean(page, input="html").text.strip().split("\n") == LONG[:2]


def test_a_request_to_turn_scripts_on_is_no_article() -> None:
    asks = "<noscript><p>You need to enable JavaScript to run this application.</p></noscript>"
    page = f"<html><body><div id='app'></div>{asks}</body></html>"
    assert newsclean.clean(page, input="html").text.strip() == ""


def told_page(body: str, told: str, description: str = "") -> str:
    """A page whose JSON-LD tells its text."""
    data = {"@type": "NewsArticle", "headline": "The mill is out", "articleBody": told,
            "description": description}  # fmt: skip
    script = f"<script type='application/ld+json'>{json.dumps(data)}</script>"
    return f"<html><head><title>The mill is out</title>{script}</head><body>{body}</body></html>"


@pytest.mark.parametrize(
    ("told", "description", "is_text"),
    [
        ("The mill burned down. Nobody was hurt.\n\nIt was built in 1804.", "A fire.", True),
        ("The mill burned down. Nobody was hurt.", "The mill burned down. Nobody was hurt.", False),
        ("The mill burned down in the night.", "A fire.", False),
    ],
    ids=["text", "description", "one sentence"],
)
def test_a_short_text_of_json_ld_is_one_where_nothing_is_shown(
    told: str, description: str, is_text: bool
) -> None:
    page = told_page("<div id=app></div>", told, description)
    text = newsclean.clean(page, input="html").text
    assert text.split() == (told.split() if is_text else [])


@pytest.mark.parametrize("end", [".", "…"])
@pytest.mark.parametrize("extra", ["", "<p>The mayor has promised to build it again by May.</p>"])
def test_a_teaser_goes_on_in_json_ld_if_that_holds_all_of_it(
    end: str, extra: str
) -> None:
    told = [*LONG, *(f"{line[:-1]}, they say at the inn." for line in LONG)]
    shown = "".join(f"<p>{line}</p>" for line in told[:4]).removesuffix(".</p>") + end
    body = f"<main><h1>The mill is out</h1>{shown}</p>{extra}</main>"
    page = told_page(body, "\n\n".join(told))
    lines = newsclean.clean(page, input="html").text.rstrip("\n").split("\n")
    assert (lines == told) == (not extra)
    assert not extra or extra[3:-4] in lines


# Wordings that a page knows better ---------------------------------------------------------------


def test_an_item_of_a_list_that_the_page_takes_whole_stays_whatever_its_wording() -> None:
    data = ("Sensor: 26 megapixels", "Video: 4K/30p with no crop", "Weight: 383 g with battery",
            "Screen: three inches, tilts", "Price: 899 with one lens")  # fmt: skip
    items = "".join(f"<li>{item}</li>" for item in data)
    found = text_of(f"{TEXT}<h2>The camera in the boat</h2><ul>{items}</ul>{TEXT}")
    assert [line for line in found if line in data] == list(data)


def test_a_page_of_very_many_lines_is_cleaned_in_time() -> None:
    import time

    start = time.process_time()
    newsclean.clean(f"<article>{TEXT}</article>{'<p>a</p>' * 40_000}", input="html")
    assert time.process_time() - start < 12

# Elements that hold nothing ----------------------------------------------------------------------


@pytest.mark.parametrize("tag", ["embed", "source", "track", "param", "wbr", "keygen", "bgsound"])
@pytest.mark.parametrize("start", ["<p>", "<div>", "<br>"])
def test_an_element_without_an_end_swallows_nothing(tag: str, start: str) -> None:
    assert text_of(f"<p>{LONG[0]}</p>{start}<{tag} src=sea.mid>{TEXT}") == [LONG[0], *LONG]


def test_a_map_that_was_never_closed_swallows_nothing() -> None:
    assert text_of(f"<p>{LONG[0]}</p><map name=m><area href=/x>{TEXT}") == [LONG[0], *LONG]


def test_a_picture_behind_sources_without_an_end_is_found() -> None:
    image = "<picture><source srcset=a.webp><source srcset=b.webp><img src=https://e.org/b.jpg>"
    page = f"<html><body><article><p>{LONG[0]}</p>{image}</picture>{TEXT}</article>"
    result = newsclean.clean(page, input="html")
    assert "![](https://e.org/b.jpg)" in result.markdown(images=True)
    assert LONG[2] in result.markdown(images=True)


@pytest.mark.parametrize("tag", ["header", "main", "article", "section", "figure", "x-page"])
@pytest.mark.parametrize("behind", ["", f"<p>{LONG[2]}</p>", LONG[2]])
def test_a_body_may_begin_without_its_tag(tag: str, behind: str) -> None:
    text = f"<p>{LONG[0]}</p><p>{LONG[1]}</p>"
    html = f"<!doctype html><html><head><title>T</title><{tag}>{text}</{tag}>{behind}"
    found = newsclean.clean(html, input="html").text.strip().split("\n")
    assert found == (LONG if behind else LONG[:2])


def test_a_page_of_frames_is_what_it_shows_without_them() -> None:
    lines = [f"In year {n}: {line}" for n in (1, 2, 3) for line in LONG]
    shown = "".join(f"<p>{line}</p>" for line in lines)
    html = f"<html><frameset cols=2><frame src=a><noframes><body>{shown}</body></noframes>"
    result = newsclean.clean(f"{html}</frameset></html>", input="html")
    assert result.text.strip().split("\n") == lines
    assert lines[-1] in result.markdown()
