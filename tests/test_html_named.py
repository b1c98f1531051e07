"""Parts of a page that systems name: comments, author boxes, captions, what leads elsewhere."""

from __future__ import annotations

import pytest

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


def lines_in(name: str, count: int) -> tuple[list[Frame], list[str]]:
    """Lines of 90 letters, `count` of them in an element of this class and two in none."""
    inner: Frame = [{"class": name}, None, None]
    outer: Frame = [{}, None, None]
    return [inner] * count + [outer] * 2, ["x" * 90] * (count + 2)


@pytest.mark.parametrize(
    ("name", "count", "found"),
    [
        ("comment-body", 9, 9),  # a thread may be longer than its article
        ("wp-caption-text", 2, 2),
        ("wp-caption-text", 3, 0),  # a picture story is in its captions
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
