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
