"""Articles as Markdown and HTML: nothing of the text is lost, nothing of the page gets through."""

from __future__ import annotations

import copy
import gzip
import json
import os
import pickle
import re
import subprocess
import sys
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

import newsclean
from clock import growth
from command import ARTICLE, POST, run
from newsclean.blocks import BREAK, CODE, EMPHASIS, STRONG, Block, Inline, Piece
from newsclean.errors import InputError
from newsclean.html.addresses import Addresses
from newsclean.html.outline import outline
from newsclean.html.parse import parse
from newsclean.html.reading import Reading
from newsclean.html.walk import Walk
from newsclean.rendered import markdown, markup
from newsclean.result import Result
from test_html import PARAGRAPHS, PLATFORMS, as_article, page, wrapped

FIXTURES = Path(__file__).parent / "fixtures" / "output"
SHAPES = sorted(path.name for path in FIXTURES.iterdir())
CORPORA = Path(os.environ.get("NEWSCLEAN_CORPORA", "../shared/corpora"))
RENDER = MarkdownIt("commonmark").enable("table").enable("strikethrough").render

ALLOWED = set(
    "p h1 h2 h3 h4 h5 h6 ul ol li blockquote pre code em strong a img table thead tbody tr th td "
    "br sup sub figure figcaption dl dt dd hr".split()
)
ATTRIBUTES = {"a": {"href"}, "img": {"src", "alt"}, "ol": {"start"},
              "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan"}}  # fmt: skip
INLINE = set("code em strong a img sup sub".split())


class Seen(HTMLParser):
    """What a browser would make of some HTML: words, tags, attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text = ""
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.feed(html)
        self.close()
        self.text = " ".join(self.text.split())

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        self.text += "" if tag in INLINE else " "

    def handle_endtag(self, tag: str) -> None:
        self.text += "" if tag in INLINE else " "

    def handle_comment(self, data: str) -> None:
        raise AssertionError("a comment")

    def handle_decl(self, decl: str) -> None:
        raise AssertionError("a declaration")


def shape(name: str) -> Result:
    """A page of which a fixture says what is no article, whatever the model thinks of it."""
    result = newsclean.clean((FIXTURES / name / "in.html").read_bytes())
    told = (FIXTURES / name / "removed.txt").read_text(encoding="utf-8").split("\n")
    result.document.marks = {
        i: ("page-frame", None, "told", 1.0)
        for i, line in enumerate(result.document.lines) if line in told
    }  # fmt: skip
    return result


def folded(text: str) -> str:
    return " ".join(text.split())


def article_of(body: str, head: str = "", **options: str) -> Result:
    """A page whose body is an article, with something in it."""
    data = wrapped(f"<article>{as_article(PARAGRAPHS)}{body}{as_article(MORE)}</article>", head)
    return newsclean.clean(data, **options)  # type: ignore[arg-type]


MORE = [
    "The works are to begin in the spring, and the council will be told of them every month.",
    "Until then the ferry runs twice an hour, and nobody has yet been found who likes its price.",
]


# What each run is made of -------------------------------------------------------------------------


def check_reading(data: bytes, *, waiting: bool = False) -> None:
    root = parse(data).root
    walk, reading = Walk(root, waiting=waiting), Reading(root, waiting=waiting)
    assert reading.texts == walk.texts
    assert ["".join(part[0] for part in parts) for parts in reading.parts] == walk.texts
    assert len(reading.gaps) == len(reading.lines) == len(walk.texts)
    assert reading.missed == 0


@pytest.mark.parametrize("waiting", [False, True])
@pytest.mark.parametrize("name", PLATFORMS)
def test_all_of_a_platform_s_runs_are_found_again(name: str, waiting: bool) -> None:
    check_reading(page(name), waiting=waiting)


@pytest.mark.parametrize("name", SHAPES)
def test_all_of_a_shape_s_runs_are_found_again(name: str) -> None:
    check_reading((FIXTURES / name / "in.html").read_bytes())


SOUP_TAGS = (
    "p b i a br pre img td th tr table caption li ul ol hr div code h2 blockquote dl dt dd figure "
    "figcaption sup thead"
).split()
SOUP = st.lists(st.sampled_from([
    *[f"<{tag}>" for tag in SOUP_TAGS], *[f"</{tag}>" for tag in SOUP_TAGS], "x", "y1", "*z", "w .",
    " ", "\n", "\n\n", "&nbsp;", "# q", "1. r", "<a href=/u>", "<img src=/v>", "a|b",
    "<ol start=4>",
]), max_size=40)  # fmt: skip


@given(SOUP)
@settings(max_examples=120, deadline=None)
def test_no_word_of_any_page_is_lost(parts: list[str]) -> None:
    data = ("<body>" + "".join(parts)).encode()
    check_reading(data)
    reading = Reading(parse(data).root)
    expected = folded(" ".join(reading.texts))
    for blocks in (all_of(reading, shown=False), all_of(reading, shown=True)):
        assert folded(Seen(RENDER(markdown.write(blocks))).text) == expected
        html = markup.write(blocks)
        check_harmless(html)
        assert Seen(html).text.replace(" ", "") == expected.replace(" ", "")


def all_of(reading: Reading, *, shown: bool) -> list[Block]:
    """All runs as blocks. shown: links and images, too."""
    doc = newsclean.clean("x").document
    doc.lines, doc.marks = [*reading.texts, ""], {}
    return outline(doc, reading, "https://a.example/", links=shown, images=shown)


@pytest.mark.skipif(not (CORPORA / "html-dev").is_dir(), reason="no corpora")
def test_markdown_and_html_give_back_the_text_of_pages() -> None:
    paths = sorted((CORPORA / "html-dev" / "pages").glob("*/*.gz"))[::16]
    assert len(paths) > 30
    for path in paths:
        data = gzip.decompress(path.read_bytes())
        check_reading(data)
        result = newsclean.clean(data, input="html", url="https://example.org/a/")
        check_text(result)


# The text -----------------------------------------------------------------------------------------


def check_text(result: Result) -> None:
    """Whatever is asked for, the words are those of the text; no tag but the allowed ones."""
    expected = folded(result.text)
    for asked in (False, True):
        text = result.markdown(links=asked, images=asked)
        assert folded(Seen(RENDER(text)).text) == expected
        html = result.html(links=asked, images=asked)
        seen = Seen(html)
        # Blanks stand between blocks only where the reader put them.
        assert seen.text.replace(" ", "") == expected.replace(" ", "")
        check_harmless(html)


def check_harmless(html: str) -> None:
    seen = Seen(html)
    assert set(seen.tags) <= ALLOWED
    for tag, name, value in seen.attributes:
        assert name in ATTRIBUTES.get(tag, ()), (tag, name)
        if name in ("href", "src"):
            assert re.match(r"https?://[^/]|mailto:.", value), value
            assert not re.search(r"[\s\"'<>\\`]", value.replace("'", "") if name else value), value


@pytest.mark.parametrize("name", PLATFORMS)
def test_a_platform_s_article_comes_out_with_its_text(name: str) -> None:
    check_text(newsclean.clean(page(name), url="https://example.org/a/"))


@pytest.mark.parametrize("name", SHAPES)
@pytest.mark.parametrize("form", ["md", "html"])
def test_a_shape_comes_out_as_the_fixture_says(
    name: str, form: str, request: pytest.FixtureRequest
) -> None:
    result = shape(name)
    check_text(result)
    if form == "md":
        text = result.markdown(links=True, images=True, with_title=True)
    else:
        text = result.html(links=True, images=True, with_title=True)
    path = FIXTURES / name / f"out.{form}"
    if request.config.getoption("--bless"):
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


def test_links_and_images_are_off_unless_asked_for() -> None:
    result = shape("structures")
    plain = result.markdown()
    assert "](" not in plain and "http" not in plain
    assert "<a" not in result.html() and "<img" not in result.html()
    assert "![" not in result.markdown(links=True)
    assert "](https://people.example/keller)" not in result.markdown(images=True)


def test_a_part_that_is_cut_is_not_shown() -> None:
    result = shape("structures")
    doc = result.document
    at = next(i for i, line in enumerate(doc.lines) if line.startswith("The clock on"))
    start = doc.lines[at].index("the wrong time") + len("the wr")
    end = doc.lines[at].index("1903") + 2
    doc.spans = {at: [(start, end, ("inline", None, "told", 1.0))]}
    check_text(result)
    assert "told the *wr***03**" in result.markdown() or "told the *wr*03" in result.markdown()


def test_lines_that_end_a_sentence_at_a_br_are_paragraphs() -> None:
    lines = [line for line in PARAGRAPHS if len(line) > 100]
    result = newsclean.clean(wrapped("<div>" + "<br>".join(lines) + "</div>"))
    assert result.markdown() == "\n\n".join(lines) + "\n"


def test_two_lists_behind_each_other_stay_two() -> None:
    lists = "<ul><li>one of the first list,</li></ul><ul><li>one of the second list.</li></ul>"
    shown = markdown.write(reading_of(lists))
    assert RENDER(shown).count("<ul>") == 2
    lists = lists.replace("ul>", "ol>")
    assert RENDER(markdown.write(reading_of(lists))).count("<ol>") == 2


def test_a_list_that_only_indents_is_none() -> None:
    assert markdown.write(reading_of("<ul><ul><li>a</li></ul></ul>")) == "- a\n"


def test_items_without_a_list_and_lists_without_items_are_set_right() -> None:
    assert markdown.write(reading_of("<div><li>a</li><li>b</li></div>")) == "- a\n- b\n"
    html = markup.write(reading_of("<ul>text<li>a</li><ul><li>b</li></ul></ul><dd>c</dd>"))
    assert html == (
        "<ul>\n<li>text</li>\n<li>a\n<ul>\n<li>b</li>\n</ul>\n</li>\n</ul>\n"
        "<dl>\n<dd>c</dd>\n</dl>\n"
    )


def test_a_heading_that_was_never_closed_is_no_heading() -> None:
    blocks = reading_of(f"<h2>{as_article(PARAGRAPHS)}</h2>")
    assert {block.tag for block in blocks} == {"p"}


def test_a_table_that_lays_out_the_page_is_none() -> None:
    cell = as_article(PARAGRAPHS)
    assert "|" not in markdown.write(reading_of(f"<table><tr><td>a<td>{cell}</table>"))
    assert "| a | b |" in markdown.write(reading_of("<table><tr><td>a<td>b<tr><td>c<td>d</table>"))
    layout = "<table role=presentation><tr><td>a<td>b<tr><td>c<td>d</table>"
    assert "|" not in markdown.write(reading_of(layout))


@pytest.mark.parametrize("tag", ["pre", "h3", "pre><blockquote", "li", "dt"])
def test_a_table_inside_of_anything_loses_no_word(tag: str) -> None:
    row = "<tr><td>a<td>b<tr><td>c<td>d"
    blocks = reading_of(f"<{tag}>x\ny<table>{row}</table>z</{tag.partition('>')[0]}>")
    for shown in (RENDER(markdown.write(blocks)), markup.write(blocks)):
        assert Seen(shown).text == "x y a b c d z"


def test_what_is_raised_is_raised_once() -> None:
    html = markup.write(reading_of("<p>10<sup>⁶</sup> of x<sup>th</sup>, H<sub>₂</sub>O"))
    assert html == "<p>10⁶ of x<sup>th</sup>, H₂O</p>\n"


def test_a_run_that_is_not_in_the_tree_keeps_its_text(monkeypatch: pytest.MonkeyPatch) -> None:
    visit = Walk._visit

    def strange(
        self: Walk, element: object, frame: list[object], in_link: bool, count: int
    ) -> None:
        visit(self, element, frame, in_link, count)
        if element is self.root[0]:
            self._flush(frame, False)
            self.texts.insert(1, "words of nowhere")
            self.frames.insert(1, self.frames[0])
            self.breaks.insert(1, False)

    monkeypatch.setattr(Walk, "_visit", strange)
    reading = Reading(parse(wrapped("<p>one <b>two</b></p><p>and <i>four</i></p>")).root)
    assert reading.missed == 1
    told = ["".join(part[0] for part in parts) for parts in reading.parts]
    assert told == ["one two", "words of nowhere", "and four"]
    assert [part[1] for part in reading.parts[2]] == [0, EMPHASIS]


def test_blanks_before_a_program_do_not_indent_it() -> None:
    body = f"{as_article(PARAGRAPHS)}<ul><li>Sorted</li></ul>\n   <pre>{{}}if x:\n    y()</pre>"
    assert "```\nif x:\n    y()\n```" in article_of(body.format("")).markdown()
    assert "```\n  if x:\n    y()\n```" in article_of(body.format("  ")).markdown()


def test_a_fence_is_longer_than_what_it_holds() -> None:
    blocks = reading_of("<pre>a\n````\n  b</pre>")
    assert markdown.write(blocks) == "`````\na\n````\n  b\n`````\n"


@pytest.mark.parametrize("count", [5, 80, 250, 3000])
@pytest.mark.parametrize("tags", ["<blockquote>", "<ul><li>", "<dl><dd>", "<table><tr><td>x<td>"])
def test_any_depth_can_be_shown(tags: str, count: int) -> None:
    check_text(newsclean.clean(wrapped(tags * count + as_article(PARAGRAPHS))))


def reading_of(body: str) -> list[Block]:
    """All of a page as blocks."""
    result = newsclean.clean(wrapped(body), input="html")
    doc, page = result.document, result.document.page
    assert page is not None
    doc.marks = {}
    return page.blocks(doc, result.source, links=True, images=True)


@pytest.mark.parametrize(
    "unit", ["a<br>", "<em>a</em> <b>b</b>", "<tr><td>a<td>b", "<li>a", "<div><img src=x></div>",
             "[", "<pre>a\n</pre>", "<p>*a_b_", "<span>a </span>"]
)  # fmt: skip
@pytest.mark.usefixtures("no_collector")
def test_time_of_writing_grows_with_the_page(unit: str) -> None:
    def writing(count: int) -> Callable[[], object]:
        reading = Reading(parse(f"<body><p>x</p>{unit * count}<p>y".encode()).root)

        def write() -> None:
            blocks = all_of(reading, shown=True)
            markdown.write(blocks)
            markup.write(blocks)

        return write

    assert growth(writing, 2000, 8000, 12) < 12  # linear is 4


# Text that looks like Markdown --------------------------------------------------------------------

LOOKS = [
    "# no heading", "#hashtag stays", "1. no item", "1) no item", "2024. A year", "- no item",
    "+ no item", "* no item", "> no quote", "---", "- - -", "***", "* * *", "___", "===", "```",
    "~~~", "a * b * c", "*no emphasis*", "snake_case_name", "_no emphasis_", "__init__", "2*3*4",
    "`no code`", "<b>no tag</b>", "<https://example.org>", "a < b > c", "<3", "AT&amp;T", "R&D",
    "&copy; 2024", "[no](link)", "[sic]", "[a]: b", "[ ] no box", "![no](image)", "wow!", "C#",
    "| no | table |", "|---|---|", "back\\slash", "\\*", "a\\", "~~no~~", "~5", "Title #", "# #",
    ":---", "a|b", "$5 and $6", "“quoted”", "1.", "-", "#", "    indented",
]  # fmt: skip


@pytest.mark.parametrize("text", LOOKS)
def test_text_that_looks_like_markdown_stays_text(text: str) -> None:
    check_line(folded(text))


@pytest.mark.parametrize(
    "text", ["#hashtag stays", "a * b", "snake_case_name", "[sic]", "a < b > c", "R&D", "wow!",
             "back\\slash", "~5", "$5 and $6", "C#", "a|b", "1.5 million", "-5", "(1) one"]
)  # fmt: skip
def test_no_more_is_escaped_than_must_be(text: str) -> None:
    assert markdown.write([Block("p", inlines=[Piece(text)])]) == f"{text}\n"


@pytest.mark.parametrize("text", ["*", "**", "_", "* a", "a *", "** a **", "2 * 3", "*_"])
def test_a_mark_at_the_end_of_a_line_in_a_cell_stays_text(text: str) -> None:
    noted = [Piece("(provisional)", EMPHASIS), Piece(" figure")]
    lines: list[list[Inline]] = [[Piece(text), BREAK, *noted], [*noted, BREAK, Piece(text)]]
    row = Block("tr", [Block("td", [Block("p", inlines=line)]) for line in lines])
    seen = Seen(RENDER(markdown.write([Block("table", [row, row])])))
    told = f"{text} (provisional) figure (provisional) figure {text}"
    assert (seen.text, seen.tags.count("em")) == (f"{told} {told}", 4)


def check_line(text: str) -> None:
    paragraph = Block("p", inlines=[Piece(text)])
    for before in ([], [Piece("x"), BREAK]):
        blocks = [Block("p", inlines=[*before, Piece(text)])]
        for shown in (blocks, [Block("ul", [Block("li", blocks)])], [Block("blockquote", blocks)]):
            seen = Seen(RENDER(markdown.write(shown)))
            assert seen.text == ("x " if before else "") + text
            assert set(seen.tags) <= {"p", "br", "ul", "li", "blockquote"}
    seen = Seen(RENDER(markdown.write([Block("h2", inlines=[Piece(text)]), paragraph])))
    assert (seen.text, seen.tags) == (f"{text} {text}", ["h2", "p"])
    row = Block("tr", [Block("td", [paragraph]), Block("td", [paragraph])])
    seen = Seen(RENDER(markdown.write([Block("table", [row, row])])))
    assert seen.text == " ".join([text] * 4)
    assert not set(seen.tags) & {*INLINE, "s", "ul", "ol", "p", "h1"}
    assert Seen(markup.write([paragraph])).text == text


STARTS = st.sampled_from(["", "", "# ", "1. ", "- ", "> ", "```", "~~~", "---", "===", "[a]: "])
MARKS = st.text("ab1 *_`#\\[]()<>&;!|~-+=.:\"'é中“€", min_size=1, max_size=12)


@given(st.builds(lambda start, text: folded(start + text), STARTS, MARKS).filter(bool))
@settings(max_examples=120, deadline=None)
def test_any_text_comes_back_from_markdown(text: str) -> None:
    check_line(text)


STYLED = st.tuples(
    st.text("ab1 *_`\\[]()<&!|~.:é“€", min_size=1, max_size=6),
    st.integers(0, 7),
    st.sampled_from([None, None, "https://a.example/c_d*e", "https://a.example/(x"]),
)


@given(st.lists(STYLED, min_size=1, max_size=5))
@settings(max_examples=250, deadline=None)
def test_any_styles_leave_the_text_as_it_is(parts: list[tuple[str, int, str | None]]) -> None:
    whole = "".join(text for text, _, _ in parts)
    if folded(whole) != whole:
        return
    pieces: list[Inline] = [Piece(*part) for part in parts]
    shown = markdown.write([Block("p", inlines=pieces)])
    seen = Seen(RENDER(shown))
    assert seen.text == whole
    styles = {"em": EMPHASIS, "strong": STRONG, "code": CODE}
    used = {name for name, bit in styles.items() if any(style & bit for _, style, _ in parts)}
    assert set(seen.tags) <= used | {"p", "a"}
    links = {link for text, _, link in parts if link and text.strip()}
    assert ("a" in seen.tags) == bool(links)
    check_harmless(markup.write([Block("p", inlines=pieces)]))
    assert Seen(markup.write([Block("p", inlines=pieces)])).text == whole


@pytest.mark.parametrize(
    ("pieces", "shown"),
    [
        ([("a ", 0), ("b", 1), (" c", 0)], "a *b* c"),
        ([("a", 0), (" b ", 2), ("c", 0)], "a **b** c"),
        ([("a", 2), ("b", 3), ("c", 2)], "**abc**"),
        ([("a ", 2), ("b", 3), (" c", 2)], "**a *b* c**"),
        ([("bold it", 3)], "***bold it***"),
        ([("„Wort“", 2), ("e", 0)], "**„Wort**“e"),
        ([("強調。", 2), ("次", 0)], "**強調**。次"),
        ([("x|y", 4)], "`x|y`"), ([("`", 4)], "`` ` ``"), ([("a", 1), ("b", 2)], "*a*b"),
        ([("re", 0), ("do", 1), ("ne", 0)], "re*do*ne"),
    ],
)  # fmt: skip
def test_emphasis_stands_where_markdown_sees_it(pieces: list[tuple[str, int]], shown: str) -> None:
    assert markdown.write([Block("p", inlines=[Piece(*piece) for piece in pieces])]) == f"{shown}\n"


# Addresses ----------------------------------------------------------------------------------------

EVIL = [
    "javascript:alert(1)", " java\nscript:alert(1)", "JaVaScRiPt:alert(1)", "java\tscript:x",
    "&#106;avascript:alert(1)", "javascript&colon;alert(1)", "\x01javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>", "vbscript:x", "blob:https://a.example/x",
    "file:///etc/passwd", "view-source:javascript:x", "jar:x", "about:blank", "https:", "http://",
    "https://", "mailto:", "feed:javascript:alert(1)", "\u00a0javascript:x",
    "&NewLine;javascript&Tab;:alert(1)", "x" * 5000,
]  # fmt: skip


@pytest.mark.parametrize("href", EVIL)
def test_addresses_that_run_something_are_not_told(href: str) -> None:
    body = f'<p>A paragraph with <a href="{href}">a word</a> that leads astray, as some do.</p>'
    body += f'<figure><img src="{href}" alt="x"></figure>'
    result = article_of(body)
    result.document.marks = {}
    assert "a word" in result.text
    assert "](" not in result.markdown(links=True, images=True)
    check_harmless(result.html(links=True, images=True))
    assert "<a" not in result.html(links=True) and "<img" not in result.html(images=True)


@pytest.mark.parametrize(
    ("href", "url", "found"),
    [
        ("b.html", "https://a.example/x/y", "https://a.example/x/b.html"),
        ("/b", "https://a.example/x/y", "https://a.example/b"),
        ("//b.example/c", None, "https://b.example/c"), ("b.html", None, None),
        ("?q=1", "https://a.example/x", "https://a.example/x?q=1"),
        ("#part", "https://a.example", None),
        ("mailto:a@b.example", None, "mailto:a@b.example"),
        (" https://a.example/ b\n", None, "https://a.example/%20b"),
        ('https://a.example/"onload=\'x', None, "https://a.example/%22onload='x"),
        ("https://a.example/ä?ö", None, "https://a.example/ä?ö"),
        ("https://[", None, None), ("HTTPS://A.example/", None, "HTTPS://A.example/"),
        ("javascript:alert(1)", "https://a.example", None),
    ],
)  # fmt: skip
def test_addresses_are_resolved(href: str, url: str | None, found: str | None) -> None:
    assert Addresses(parse(b"<html>").root, url).link(href) == found


def test_base_goes_before_the_page_s_own_address() -> None:
    head = '<link rel=canonical href="https://a.example/x/"><base href="../z/">'
    addresses = Addresses(parse(wrapped("", head)).root, None)
    assert addresses.link("b") == "https://a.example/z/b"
    head = '<base href="javascript:alert(1)//">'
    assert Addresses(parse(wrapped("", head)).root, "https://a.example/").link("b") == (
        "https://a.example/b"
    )


HOSTILE = """
<p onclick="evil()" style="color:red" class="x">Words of a paragraph that nobody need fear
<script>evil()</script>
<img src=x onerror=evil()><svg onload=evil()><a xlink:href="javascript:evil()">svg</a></svg>
<a href="https://a.example/&quot; onmouseover=&quot;evil()" title="x">one</a>
<a href='https://a.example/"><script>evil()</script>'>two</a>
<iframe src="javascript:evil()"></iframe><object data=x></object>
<form action=x><input value="<b>"></form>
&lt;script&gt;evil()&lt;/script&gt; <b onfocus=evil()>three<i>four</b>five</i>
<math><mtext><table><mglyph><style><img src=x onerror=evil()></style></mglyph></table>
</mtext></math>
<img src="https://a.example/a.png" alt='"><script>evil()</script>'>
</p><noscript><p title="</noscript><img src=x onerror=evil()>"></noscript>
<a href="data:text/html;base64,PHN2Zz4=">six</a>
<pre>&lt;/code&gt;&lt;/pre&gt;&lt;script&gt;</pre><ol start="1 onload=x"><li>item of a list</ol>
<table><tr><td colspan="2&quot; onload=x">cell<td>cell<tr><td>a<td rowspan=-1>b</table>
"""


def test_a_hostile_page_comes_out_harmless() -> None:
    result = article_of(HOSTILE)
    result.document.marks = {}
    html = result.html(links=True, images=True, with_title=True)
    check_harmless(html)
    text = result.markdown(links=True, images=True, with_title=True, front_matter=True)
    body = text.partition("\n---\n")[2]
    check_harmless(re.sub(r"<s>|</s>", "", RENDER(body)))
    check_text(result)
    for word in ("onerror", "onload", "onclick", "style="):
        assert not any(name.startswith("on") for _, name, _ in Seen(RENDER(body)).attributes), word


@given(st.text('<>"\'&=/abhrefimgsconld:;! \n\t-', max_size=80))
@settings(max_examples=120, deadline=None)
def test_no_markup_gets_through(text: str) -> None:
    body = f"<p>{text}<a href=\"{text}\">x</a><img alt='{text}' src={text}>"
    check_harmless(markup.write(all_of(Reading(parse(wrapped(body)).root), shown=True)))


# Images -------------------------------------------------------------------------------------------

URL = "https://a.example/"


@pytest.mark.parametrize(
    ("image", "source"),
    [
        ('<img src="a.jpg">', "a.jpg"), ('<img src="data:x" data-src="a.jpg">', "a.jpg"),
        ('<img src="/blank.gif" data-original="a.jpg">', "a.jpg"),
        ('<img srcset="a.jpg 1x, b.jpg 2x">', "a.jpg"),
        ('<picture><source srcset="a.webp 300w"><img></picture>', "a.webp"),
        ('<amp-img src="a.jpg"></amp-img>', "a.jpg"),
        ('<img src="a.jpg" width="1" height="1">', None), ('<img src="a.jpg" width=24px>', None),
        ('<img class="wp-smiley emoji" src="a.png">', None), ('<img src="/img/spacer.gif">', None),
        ('<img src="a.jpg" aria-hidden="true">', None), ("<img>", None),
        ('<a href="/big"><img src="a.jpg"></a>', "a.jpg"),
        ('<aside><img src="a.jpg"></aside>', None), ('<nav><img src="a.jpg"></nav>', None),
    ],
)  # fmt: skip
def test_images_are_found(image: str, source: str | None) -> None:
    result = article_of(f"<div>{image}</div>", url=URL)
    found = re.findall(r"!\[\]\((.*?)\)", result.markdown(images=True))
    assert found == ([] if source is None else [URL + source])


def test_an_image_of_what_is_no_article_is_not_shown() -> None:
    related = '<div class="related"><a href="/b"><img src="/b.jpg"></a><p>Other news</p></div>'
    result = article_of(related, url=URL)
    i = result.document.lines.index("Other news")
    result.document.marks = {i: ("page-frame", None, "told", 1.0)}
    assert "b.jpg" not in result.markdown(images=True)
    result.document.marks = {}
    assert "b.jpg" in result.markdown(images=True)


def test_an_image_is_shown_once() -> None:
    result = article_of('<div><img src="a.jpg"></div><div><img src="a.jpg"></div>', url=URL)
    assert result.markdown(images=True).count("a.jpg") == 1


def test_an_image_amid_a_sentence_stays_there() -> None:
    body = "<p>The formula <img src='f.png' alt='x_1'> is what the engineers use for the load.</p>"
    result = article_of(body, url=URL)
    result.document.marks = {}
    text = result.markdown(images=True)
    assert "The formula ![x_1](https://a.example/f.png) is what" in text


# Where the article came from ----------------------------------------------------------------------


@pytest.mark.parametrize("tag", ["noscript", "template"])
def test_waiting_text_has_its_form(tag: str) -> None:
    inner = as_article(PARAGRAPHS).replace("bridge", "<a href='/b'>bridge</a>", 1)
    data = wrapped(f"<div id=app></div><{tag}><article>{inner}</article></{tag}>")
    result = newsclean.clean(data, url=URL)
    check_text(result)
    assert "[bridge](https://a.example/b)" in result.markdown(links=True)


@pytest.mark.parametrize("is_marked_up", [False, True])
def test_a_told_article_has_its_form(is_marked_up: bool) -> None:
    body = as_article(PARAGRAPHS).replace("bridge", "<em>bridge</em>", 1)
    told = json.dumps({
        "@type": "NewsArticle", "headline": "A title",
        "articleBody": body if is_marked_up else "\n\n".join(PARAGRAPHS),
    }).replace("</", "<\\/")  # fmt: skip
    head = f'<script type="application/ld+json">{told}</script>'
    data = wrapped("<nav><a href=/>Home</a></nav><div id=app>Loading</div>", head)
    result = newsclean.clean(data)
    again = pickle.loads(pickle.dumps(result))
    for one in (result, again):
        check_text(one)
        assert ("*bridge*" in one.markdown()) == is_marked_up
        assert one.markdown().count("\n\n") == len(PARAGRAPHS) - 1


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16"])
def test_a_copy_of_a_result_has_its_form(encoding: str) -> None:
    text = (FIXTURES / "structures" / "in.html").read_text(encoding="utf-8")
    if encoding != "utf-8":
        text = text.replace('<meta charset="utf-8">', '<meta charset="windows-1252">')
    for data in (text.encode(encoding), text):
        result = newsclean.clean(data, input="html")
        shown = result.markdown(links=True, images=True, with_title=True, front_matter=True)
        for again in (pickle.loads(pickle.dumps(result)), copy.deepcopy(result), result):
            assert shown == again.markdown(
                links=True, images=True, with_title=True, front_matter=True
            )


def test_a_copy_that_is_read_in_another_way_is_refused() -> None:
    result = pickle.loads(pickle.dumps(newsclean.clean(page("ghost"))))
    result.document.lines.insert(0, "a line of another version")
    with pytest.raises(InputError, match="clean it again"):
        result.markdown()


# Texts --------------------------------------------------------------------------------------------


def test_a_text_s_lines_are_its_paragraphs() -> None:
    result = newsclean.clean(POST)
    lines = ARTICLE.rstrip("\n").split("\n")
    assert result.markdown() == "\n\n".join(lines) + "\n"
    assert result.html() == "".join(f"<p>{line}</p>\n" for line in lines)


def test_wrapped_lines_are_one_paragraph() -> None:
    text = (
        "The council voted on Tuesday to close the old bridge for repairs,\n"
        "officials said, and traffic will be led through the harbour until\n"
        "the works end.\n\nResidents had asked for a ferry, but the mayor said that there\n"
        "was no money for one.\n"
    )
    assert newsclean.clean(text).markdown().count("\n") == 3
    assert "repairs, officials said, and" in newsclean.clean(text).markdown()


def test_a_text_is_escaped() -> None:
    text = ARTICLE + "# 5 of the list is <b>struck</b> out, said the mayor & the council *all*.\n"
    result = newsclean.clean(text)
    assert "\\# 5 of the list is \\<b>struck\\</b> out" in result.markdown()
    assert "&lt;b&gt;struck&lt;/b&gt; out, said the mayor &amp;" in result.html()
    assert folded(Seen(RENDER(result.markdown())).text) == folded(result.text)


def test_nothing_is_nothing() -> None:
    for result in (newsclean.clean(""), newsclean.clean("<html></html>", input="html")):
        assert result.markdown(with_title=True) == result.html(with_title=True) == ""


# The headline and what is known -------------------------------------------------------------------


def test_the_headline_stands_above_the_text_once() -> None:
    title = "Council closes the old bridge for repairs"
    assert newsclean.clean(POST).markdown(with_title=True).startswith(f"# {title}\n\nThe council")
    told = newsclean.clean(f"{title}\n\n{POST}").markdown(with_title=True)
    assert told.startswith(f"# {title}\n\nThe council") and told.count(title) == 1
    html = newsclean.clean(POST, title="A <b> & c").html(with_title=True)
    assert html.startswith("<h1>A &lt;b&gt; &amp; c</h1>\n")


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16-le", "cp1251"])
def test_text_gets_its_headline_in_its_own_bytes(encoding: str, end: str) -> None:
    mark = "\ufeff" if encoding == "utf-16-le" else ""
    text = mark + ARTICLE.replace("\n", end)
    done = run("--with-title", "--title", "Title", "--encoding", encoding.replace("-sig", ""),
               stdin=text.encode(encoding))  # fmt: skip
    shown = text.replace("The council", f"Title{end}{end}The council", 1)
    assert done.stdout == shown.encode(encoding)


def test_a_headline_that_does_not_fit_the_encoding_is_refused() -> None:
    arguments = ("--with-title", "--title", "Ö", "--encoding", "cp1251")
    done = run(*arguments, stdin=ARTICLE.encode("cp1251"))
    assert done.returncode == 2 and b"--utf8" in done.stderr
    assert run(*arguments, "--utf8", stdin=ARTICLE.encode("cp1251")).stdout.startswith(
        "Ö\n\nThe".encode()
    )


def scalars(text: str) -> dict[str, object]:
    """Front matter as JSON reads its values."""
    assert text.startswith("---\n")
    lines = text[4:].partition("\n---\n")[0].split("\n")
    return {key: json.loads(value) for key, _, value in (line.partition(": ") for line in lines)}


def test_front_matter_tells_what_is_known() -> None:
    result = newsclean.clean(page("wordpress"))
    told = scalars(result.markdown(front_matter=True))
    assert told["title"] == result.title
    assert told["authors"] == ["Jonas Keller"]
    assert told["date"] == "2024-11-06T21:40:00+01:00"
    assert told["url"] == "https://example.com/2024/11/06/old-bridge/"
    assert told["tags"] == ["bridge", "traffic"]
    assert (told["publisher"], told["language"]) == ("Lenne Courier", "en-GB")
    assert "source_url" not in told


def test_front_matter_can_hold_any_title() -> None:
    title = 'He said: "no" \\ # {x} \x85 \u2028 é \x7f\x9f - & * ! | > %@` \U0001f600'
    text = newsclean.clean(POST, title=title, url=URL).markdown(front_matter=True)
    told = scalars(text)
    assert told["title"] == title
    assert told["url"] == URL
    line = text.split("\n")[1]
    # What YAML does not print, or takes for the end of a line, is escaped.
    assert not re.search("[\x7f-\x9f\u2028]", line) and "é" in line and "\U0001f600" in line


# The command --------------------------------------------------------------------------------------


def test_the_command_writes_markdown_and_html(tmp_path: Path) -> None:
    path = FIXTURES / "structures" / "in.html"
    result = newsclean.clean(path.read_bytes())
    for name in ("markdown", "md"):
        assert run(str(path), "-f", name).stdout.decode() == result.markdown()
    assert run(str(path), "-fhtml").stdout.decode() == result.html()
    asked = ("--links", "--images", "--with-title", "--front-matter")
    full = result.markdown(links=True, images=True, with_title=True, front_matter=True)
    assert run(str(path), "-fmd", *asked).stdout.decode() == full
    html = result.html(links=True, images=True, with_title=True)
    assert run(str(path), "-o", "a.html", *asked[:3], cwd=tmp_path).stdout == b""
    assert (tmp_path / "a.html").read_text(encoding="utf-8") == html
    run(str(path), "-o", "a.md", *asked, cwd=tmp_path)
    assert (tmp_path / "a.md").read_text(encoding="utf-8") == full


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--links"], "-f markdown and -f html"), (["--images", "-f", "json"], "-f markdown"),
        (["--links", "-o", "a.txt"], "-f markdown"), (["--front-matter"], "-f markdown"),
        (["--front-matter", "-f", "html"], "-f markdown"), (["--with-title", "-fjson"], "`title`"),
        (["--with-title", "--check"], "--with-title"), (["--diff", "-fmd"], "leave out -f"),
        (["--links", "--diff"], "-f markdown"), (["-f", "mark"], "markdown"),
        (["a", "b", "-fmd"], "--concat"), (["a", "b", "-fhtml"], "--concat"),
        (["a", "b", "-fmd", "--concat", "--front-matter"], "one input"),
    ],
)  # fmt: skip
def test_what_a_format_cannot_show_is_refused(
    arguments: list[str], told: str, tmp_path: Path
) -> None:
    for name in ("a", "b"):
        (tmp_path / name).write_text(POST, encoding="utf-8")
    done = run(*arguments, stdin=POST.encode(), cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, b"")
    assert told in done.stderr.decode()


def test_several_texts_stay_apart_in_markdown(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).write_text(POST, encoding="utf-8")
    done = run("a", "b", "-fmd", "--concat", "--with-title", cwd=tmp_path).stdout.decode()
    assert RENDER(done).count("<h1>") == 2
    assert RENDER(done).count("<p>") == 6


def test_markdown_is_utf8_whatever_the_input_is() -> None:
    text = ARTICLE.replace("bridge", "brücke")
    done = run("-fmd", "--encoding", "cp1252", stdin=text.encode("cp1252"))
    assert "brücke" in done.stdout.decode() and done.stderr == b""
    data = (text * 3).encode().replace("brücke".encode(), b"bridg\xff", 1)
    done = run("-fmd", stdin=data)
    assert "bridg\ufffd" in done.stdout.decode() and b"U+FFFD" in done.stderr


def test_the_configuration_may_ask_for_markdown(tmp_path: Path) -> None:
    (tmp_path / "newsclean.toml").write_text('format = "markdown"\n', encoding="utf-8")
    (tmp_path / "a").write_text(POST, encoding="utf-8")
    assert run("a", cwd=tmp_path).stdout.decode() == newsclean.clean(POST).markdown()
    assert run("a", "--with-title", cwd=tmp_path).stdout.startswith(b"# Council")


def test_text_and_json_load_nothing_of_it() -> None:
    code = (
        "import sys; sys.argv = ['newsclean', {!r}, '-f', {!r}]\n"
        "import newsclean._entry as e\ne._leave = lambda code: None\ne.main()\n"
        "print([m for m in sys.modules if m.startswith(('newsclean.rendered', 'newsclean.blocks', "
        "'newsclean.html.reading', 'newsclean.html.outline'))], file=sys.stderr)"
    )
    path = str(FIXTURES / "structures" / "in.html")
    for form, is_loaded in (("text", False), ("json", False), ("markdown", True)):
        done = subprocess.run(
            [sys.executable, "-c", code.format(path, form)], capture_output=True, check=True
        )
        assert (done.stderr.strip() != b"[]") == is_loaded, form
