"""Parts of a page that systems name: comments, author boxes, captions, what leads elsewhere."""

from __future__ import annotations

import pytest
from lxml import etree

import newsclean
from newsclean.html.named import find_named
from newsclean.html.walk import Frame
from test_html import PARAGRAPHS, as_article, wrapped

# As long and as well made as the article's own: nothing but the name tells them apart.
SAID = [
    "I crossed that bridge every morning for eleven years, and the council knew of the cracks.",
    "My father helped to build it in 1961, and he always said that the north pier was too thin.",
]


@pytest.mark.parametrize(
    ("names", "reason"),
    [
        ("id=comments", "among readers' comments"),
        ("class='x comment-body'", "among readers' comments"),
        ("class='Comments-Area'", "among readers' comments"),
        ("class='saboxplugin-wrap'", "in a box about the author"),
        ("id=jp-relatedposts", "among links to other articles"),
        ("class='newsletter-signup'", "in a box to subscribe"),
        ("class='wp-caption-text'", "below a picture"),
    ],
)
def test_a_named_part_goes_with_its_reason(names: str, reason: str) -> None:
    body = f"<main>{as_article(PARAGRAPHS)}<div {names}><div>{as_article(SAID)}</div></div></main>"
    result = newsclean.clean(wrapped(body))
    assert result.text.rstrip("\n").split("\n") == PARAGRAPHS
    told = [mark for i, mark in result.marks.items() if result.document.lines[i] in SAID]
    assert len(told) == 2 and all(reason in mark[2] for mark in told)


@pytest.mark.parametrize("name", ["author-box", "paywall-barrier"])
@pytest.mark.parametrize("is_below", [True, False])
def test_a_box_below_a_short_article_may_hold_nearly_as_much(name: str, is_below: bool) -> None:
    box = f"<div class={name}>{as_article(SAID)}</div>"
    story = [PARAGRAPHS[0], PARAGRAPHS[1]]
    end = "" if is_below else f"<p>{story[1]}</p>"
    body = f"<main><p>{story[0]}</p>{f'<p>{story[1]}</p>' * is_below}{box}{end}</main>"
    text = newsclean.clean(wrapped(body)).text
    assert all(line in text for line in story)
    assert (SAID[0] in text) != is_below


def test_the_first_post_of_a_forum_may_be_called_a_comment() -> None:
    body = f"<main><div class=comment-body>{as_article(PARAGRAPHS)}</div></main>"
    assert newsclean.clean(wrapped(body)).text.rstrip("\n").split("\n") == PARAGRAPHS


@pytest.mark.parametrize("names", ["class=comment-body", "id=comments", "class=comments-list"])
@pytest.mark.parametrize("outside", ["standfirst", "footer", "headline", "intro"])
def test_an_article_in_a_part_of_such_a_name_stays(names: str, outside: str) -> None:
    line = f"<p>{SAID[0]} {SAID[1]}</p>"
    text = f"<div {names}><h1>The bridge</h1>{as_article(PARAGRAPHS)}</div>"
    if outside in ("headline", "intro"):
        text = text.replace("<h1>The bridge</h1>", "")
    body = {"standfirst": f"<article>{line}{text}</article>",
            "footer": f"{text}<footer>{line}{line}</footer>",
            "headline": f"<article><h1>The bridge</h1>{line}{text}</article>",
            "intro": f"<article><h1>A bridge</h1>{line * 2}{text}</article>"}[outside]  # fmt: skip
    kept = newsclean.clean(wrapped(body)).text.split("\n")
    assert set(PARAGRAPHS) <= set(kept)


def lines_in(name: str, count: int) -> tuple[list[Frame], list[str]]:
    """Lines of 90 letters, `count` of them in elements of this class and six in none."""
    inner: list[Frame] = [[etree.Element("div", {"class": name}), None, None] for _ in range(count)]
    outer: Frame = [etree.Element("div"), None, None]
    return inner + [outer] * 6, ["x" * 90] * (count + 6)


@pytest.mark.parametrize(
    ("name", "count", "found"),
    [
        ("comment-body", 9, 9),  # a thread may be longer than its article
        ("wp-caption-text", 2, 2),
        ("wp-caption-text", 3, 0),  # a third and more: a picture story is in its captions
        ("caption", 1, 0),  # no name of one system
    ],
)
def test_captions_are_a_story_when_they_hold_more(name: str, count: int, found: int) -> None:
    frames, texts = lines_in(name, count)
    assert len(find_named(frames, list(range(len(texts))), texts)) == found


def test_captions_come_back_when_asked_for() -> None:
    caption = "<p class=wp-caption-text>The old bridge.</p>"
    figure = f"<div class=wp-caption><img src=a.jpg>{caption}</div>"
    body = f"<main>{as_article(PARAGRAPHS[:2])}{figure}{as_article(PARAGRAPHS[2:])}</main>"
    assert "The old bridge." not in newsclean.clean(wrapped(body)).text
    cleaner = newsclean.Cleaner(captions=True)
    assert "The old bridge." in cleaner.clean(wrapped(body)).text


@pytest.mark.parametrize(
    "heading",
    [
        "<h2>What the engineers found<a href='#found'>#</a></h2>",
        "<h2><a class=anchor href='#found'>🔗</a> What the engineers found</h2>",
        "<h3><a href='#found'>What the engineers found</a><a href='#found'>¶</a></h3>",
    ],
)
def test_a_heading_has_no_sign_that_links_to_it(heading: str) -> None:
    body = as_article(PARAGRAPHS[:2]) + heading + as_article(PARAGRAPHS[2:])
    assert "What the engineers found" in newsclean.clean(wrapped(body)).text.split("\n")


@pytest.mark.parametrize(
    ("heading", "told"),
    [
        ("<h2><a href='#x'>#</a>Learn C<code>#</code> at home</h2>", "Learn C# at home"),
        ("<h2><a href='/t'>#</a>metoo reaches Berlin</h2>", "#metoo reaches Berlin"),
        ("<h2><a href='/bgb'>§</a> 42 of the code explained</h2>", "§ 42 of the code explained"),
        ("<h2>What they found <a href='#r'>#</a>\n</h2>", "What they found"),
    ],
)
def test_a_sign_of_the_heading_itself_stays(heading: str, told: str) -> None:
    body = as_article(PARAGRAPHS[:2]) + heading + as_article(PARAGRAPHS[2:])
    assert told in newsclean.clean(wrapped(body)).text.split("\n")


@pytest.mark.parametrize(
    "name",
    ["id=onetrust-banner-sdk", "id=sp_message_container_8", "class=didomi-notice", "id=cmpbox"],
)
@pytest.mark.parametrize("is_first", [True, False])
def test_a_notice_on_cookies_goes_though_it_is_longer_than_the_article(
    name: str, is_first: bool
) -> None:
    wall = (f"<div {name}><h2>We value your privacy</h2><p>We and our 812 partners store and read "
            "information on a device, such as cookies, and process personal data.</p><p>With your "
            "permission we and our partners may use precise data on where you are, and you may "
            "click to consent to it, or refuse it.</p><button>Agree</button></div>")  # fmt: skip
    story = f"<div class=post><h1>The bridge</h1>{as_article(PARAGRAPHS[:2])}</div>"
    html = f"<!doctype html><title>The bridge</title><body>{wall * is_first}{story}"
    text = newsclean.clean(html + wall * (not is_first), input="html").text
    assert text.rstrip("\n").split("\n") == PARAGRAPHS[:2]


@pytest.mark.parametrize("inside", ["<li class=comment>{}</li>", "<div class=c><p>{}</p></div>"])
def test_a_thread_of_disqus_is_one_however_short_the_article_is(inside: str) -> None:
    said = "".join(inside.format(line) for line in SAID * 4)
    body = f"<article><h1>The bridge</h1>{as_article(PARAGRAPHS[:2])}</article>"
    html = f"<!doctype html><title>The bridge</title>{body}<div id=disqus_thread>{said}</div>"
    assert newsclean.clean(html, input="html").text.rstrip("\n").split("\n") == PARAGRAPHS[:2]
