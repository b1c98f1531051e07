"""What a page says besides its article: authors, dates, titles, comments, its encoding; feeds."""

from __future__ import annotations

import json
import pickle
from collections.abc import Callable
from functools import partial
from pathlib import Path

import jsonschema
import pytest

import newsclean
from clock import growth
from command import ARTICLE, POST, run
from newsclean.errors import InputError, UsageError
from newsclean.html.charset import to_utf8
from newsclean.html.comments import read_comments
from newsclean.html.parse import parse
from newsclean.readers.binary import is_page
from newsclean.record import dump, schema_text
from newsclean.restore import restore
from newsclean.result import Result

SAID = (
    "The council of the town voted on Monday evening to close the old bridge over the river "
    "for a year, and the mayor said that nobody would have to walk further than before."
)
TEXT = "".join(f"<p>{SAID} {n}</p>\n" for n in ("One.", "Two.", "Three.", "Four."))
LD = '<script type="application/ld+json">{}</script>'


def page(above: str = "", below: str = "", head: str = "", lang: str = "en") -> str:
    """A page with an article, something above its text, and something below it."""
    return (
        f"<!doctype html><html lang={lang}><head>{head}</head><body><article>"
        f"<h1>Council closes the old bridge</h1>{above}{TEXT}</article>{below}</body></html>"
    )


def told(*args: str, url: str | None = None, **more: str) -> Result:
    return newsclean.clean(page(*args, **more), url=url)


# Authors ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("<p class=byline>By <a>Ann Lee</a> and <a>Bob Cole</a></p>", ["Ann Lee", "Bob Cole"]),
        ("<p class=byline>By Ann Lee and Bob Cole</p>", ["Ann Lee", "Bob Cole"]),
        ("<p class=author><span class=n>Ann Lee</span> <span class=o>Deputy Editor</span></p>",
         ["Ann Lee"]),
        ("<div class=author-box><h4>About the Author</h4><a>Ann Lee</a></div>", ["Ann Lee"]),
        ("<span class='author vcard'><a class='url fn n'>Heike</a></span>", ["Heike"]),
        ("<span class='author vcard'><a class='url fn n'>tlow</a></span>", []),
        ("<a rel=author>Ann Lee</a><a rel=author>Bob Cole</a>", ["Ann Lee", "Bob Cole"]),
        ("<a rel=author>View all posts</a>", []),
        ("<div class=author>Written By</div>", []),
    ],
)  # fmt: skip
def test_bylines_name_people(byline: str, names: list[str]) -> None:
    assert told(byline).authors == names


def test_a_byline_above_the_headline_counts() -> None:
    text = page().replace("<h1>", "<p class=byline>By Ann Lee</p><h1>")
    assert newsclean.clean(text).authors == ["Ann Lee"]


def test_who_comments_is_no_author() -> None:
    thread = "<ol class=comment-list><li class=comment><b class='author fn'>Ann Lee</b></li></ol>"
    assert told("", thread).authors == []


def test_several_authors_in_meta_and_json_ld_all_count() -> None:
    head = "<meta name=author content='Ann Lee'><meta name=author content='Bob Cole'>"
    assert told(head=head).authors == ["Ann Lee", "Bob Cole"]
    people = [{"@type": "Person", "name": name} for name in ("Ann Lee", "Bob Cole")]
    node = {"@type": "NewsArticle", "author": people}
    assert told(head=LD.format(json.dumps(node))).authors == ["Ann Lee", "Bob Cole"]


def test_a_site_is_no_author() -> None:
    assert told(head="<meta name=author content='valleytimes.de'>").authors == []


# Two stories ------------------------------------------------------------------------------------

TWO = [
    {"@type": "NewsArticle", "headline": "A fire in the harbour", "datePublished": "2020-01-01",
     "url": "https://example.org/fire"},
    {"@type": "NewsArticle", "headline": "Council closes the old bridge for a year",
     "datePublished": "2021-02-02", "url": "https://example.org/bridge"},
]  # fmt: skip


def test_of_two_stories_in_json_ld_the_one_of_the_headline_counts() -> None:
    assert told(head=LD.format(json.dumps(TWO))).date == "2021-02-02"


def test_of_two_stories_in_json_ld_the_one_of_the_address_counts() -> None:
    text = page(head=LD.format(json.dumps(TWO))).replace(
        "<h1>Council closes the old bridge</h1>", ""
    )
    result = newsclean.clean(text, url="https://www.example.org/bridge/?from=mail")
    assert result.date == "2021-02-02"


def test_where_no_story_in_json_ld_fits_none_counts() -> None:
    others = [TWO[0], {**TWO[0], "headline": "Rain on Sunday", "url": "https://example.org/rain"}]
    assert told(head=LD.format(json.dumps(others))).date is None


# Dates ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lang", "url", "date", "is_ambiguous"),
    [
        ("en", None, "2015-04-03", True), ("de", None, "2015-04-03", False),
        ("en-US", None, "2015-03-04", True),
        ("en", "https://example.org/2015/03/bridge/", "2015-03-04", False),
        ("en", "https://example.org/2015/04/bridge/", "2015-04-03", False),
    ],
)  # fmt: skip
def test_day_and_month_may_be_exchanged(
    lang: str, url: str | None, date: str, is_ambiguous: bool
) -> None:
    result = told("<span class=date>03/04/2015</span>", lang=lang, url=url)
    assert (result.date, result.date_ambiguous) == (date, is_ambiguous)


@pytest.mark.parametrize(
    "line",
    [
        "<h2><span>06.11.2023 13:30 von Olga</span></h2>", "<p>Hamburg, 6. November 2023</p>",
        "<div class=topline><span>06.11.2023</span></div>",
    ],
)  # fmt: skip
def test_a_date_beside_the_article_is_its_date(line: str) -> None:
    date = told(line, lang="de").date
    assert date is not None and date.startswith("2023-11-06")


@pytest.mark.parametrize(
    "other",
    [
        "<blockquote class=twitter-tweet><p>Look!</p>March 4, 2012</blockquote>",
        "<div class=related><a>Another story</a><p>March 4, 2012</p></div>",
        "<aside><p>March 4, 2012</p></aside>",
        "<div id=comments class=comments><p>Ann Lee</p><p>March 4, 2012</p></div>",
    ],
)  # fmt: skip
def test_the_date_of_something_else_is_none(other: str) -> None:
    assert told("", other).date is None


def test_an_update_is_no_publication() -> None:
    lines = "<p class=date>Updated: 4 July 2020</p><p class=date>1 June 2020</p>"
    result = told(lines)
    assert (result.date, result.date_modified) == ("2020-06-01", "2020-07-04")


@pytest.mark.parametrize(
    ("url", "date"),
    [
        ("https://example.org/2016/07/09/bridge/", "2016-07-09"),
        ("https://example.org/news/2022-01-27-bridge.html", "2022-01-27"),
        ("https://example.org/press/20220128_bridge.html", "2022-01-28"),
        ("https://example.org/news/29-10-2021", "2021-10-29"),
        ("https://example.org/article/20220128123", None),
    ],
)
def test_addresses_tell_dates(url: str, date: str | None) -> None:
    assert told(url=url).date == date


def test_a_property_may_have_several_names() -> None:
    head = (
        "<meta property='x:a og:title' content='Own title'>"
        "<meta name='DC:date' content='2020-05-06'>"
    )
    result = told(head=head).fields
    assert (result.title_raw, result.date) == ("Own title", "2020-05-06")


# Titles -----------------------------------------------------------------------------------------


def titled(heading: str, title: str) -> str | None:
    text = page().replace("Council closes the old bridge", heading)
    text = text.replace("<head>", f"<head><title>{title}</title>")
    return newsclean.clean(text).title


def test_a_line_of_its_own_in_the_heading_is_none_of_the_title() -> None:
    heading = "<span>Valley</span> Council closes the old bridge"
    assert titled(heading, "Council closes the old bridge") == "Council closes the old bridge"


def test_a_heading_that_says_more_is_the_title() -> None:
    heading = "Council closes the old bridge: what that means"
    assert titled(heading, "Council closes the old bridge") == heading


def test_a_heading_that_links_home_is_the_site_s() -> None:
    heading = "<a href='/'>The Old Bridge Times</a>"
    title = "The old bridge will be closed for a year | The Old Bridge Times"
    assert titled(heading, title) == "The old bridge will be closed for a year"


# Licences ---------------------------------------------------------------------------------------

CC = "<a href='https://creativecommons.org/licenses/by/4.0/'>CC BY</a>"


def test_the_licence_of_a_page_is_told_below_it_and_a_picture_s_is_not_its_own() -> None:
    assert (
        told("", f"<footer>{CC}</footer>").license == "https://creativecommons.org/licenses/by/4.0/"
    )
    assert told(f"<p>Photo: Ann Lee, {CC}</p>").license is None


# Comments ---------------------------------------------------------------------------------------

WORDPRESS = """<ol class="comment-list"><li id="comment-9" class="comment">
<article class="comment-body">
<footer class="comment-meta"><div class="comment-author vcard"><b class="fn">Cy</b> says:</div>
<div class="comment-metadata"><time datetime="2021-02-03T10:00:00+00:00">then</time></div>
</footer>
<div class="comment-content"><p>Hello there.</p><p>Again.</p></div><div class="reply">
<a>Reply</a></div></article>
<ol class="children"><li id="comment-10" class="comment"><article class="comment-body">
<div class="comment-author">
<b class="fn">Di</b></div><div class="comment-content"><p>An answer.</p></div></article></li>
</ol></li></ol>"""
OLD_WORDPRESS = """<ol class="commentlist"><li class="comment" id="comment-9">
<div class="comment-body" id="d9">
<div class="comment-author vcard"><cite class="fn">Cy</cite> <span>says:</span></div>
<div class="comment-meta commentmetadata"><a>February 3, 2021 at 10:00 am</a></div>
<p>Hello there.</p><p>Again.</p>
<div class="reply"><a>Reply</a></div></div><ul class="children">
<li class="comment" id="comment-10">
<div class="comment-body"><div class="comment-author"><cite class="fn">Di</cite></div>
<p>An answer.</p></div></li></ul></li></ol>"""
BLOGGER = """<div id="comments"><ol><li class="comment" id="c9"><div class="comment-block">
<cite class="user"><a>Cy</a></cite>
<span class="datetime"><a>3 February 2021 at 10:00</a></span>
<p class="comment-content">Hello there.<br>Again.</p>
<span class="comment-actions"><a>Reply</a></span></div><div class="comment-replies"><ol>
<li class="comment" id="c10">
<div class="comment-block"><cite class="user">Di</cite><p class="comment-content">An answer.</p>
</div></li></ol></div></li></ol></div>"""
OLD_BLOGGER = """<dl id="comments-block"><dt class="comment-author">Cy said...</dt>
<dd class="comment-body"><p>Hello there.</p>
<p>Again.</p></dd><dd class="comment-footer">10:00 AM, February 03, 2021</dd>
<dt class="comment-author">Di said...</dt>
<dd class="comment-body"><p>An answer.</p></dd></dl>"""
DISCOURSE = """<div itemprop="comment" itemscope itemtype="http://schema.org/Comment"
id="post_2"><span class="creator"
itemprop="author" itemscope><a><span itemprop="name">Cy</span></a></span>
<time itemprop="datePublished"
datetime="2021-02-03T10:00:00Z">then</time><div itemprop="text"><p>Hello there.</p><p>Again.</p>
</div></div>
<div itemprop="comment" itemscope itemtype="http://schema.org/Comment" id="post_3">
<span itemprop="author">Di</span>
<div itemprop="text"><p>An answer.</p></div></div>"""
DISQUS = """<noscript><div id="disqus_thread"><ul id="dsq-comments"><li id="dsq-comment-9">
<cite id="dsq-cite-9">Cy</cite>
<time datetime="2021-02-03T10:00">then</time><div id="dsq-comment-message-9"><p>Hello there.</p>
<p>Again.</p></div></li>
<li id="dsq-comment-10"><cite>Di</cite><div id="dsq-comment-message-10"><p>An answer.</p></div>
</li></ul></div></noscript>"""
COMMENTS = [
    {"author": {"name": "Cy"}, "dateCreated": "2021-02-03T10:00", "text": "Hello there. Again."},
    {"author": "Di", "text": "An answer."},
]
STORY = {"@type": "NewsArticle", "headline": "Council closes the old bridge"}
IN_JSON = LD.format(json.dumps({**STORY, "comment": COMMENTS}))


@pytest.mark.parametrize(
    "thread", [WORDPRESS, OLD_WORDPRESS, BLOGGER, OLD_BLOGGER, DISCOURSE, DISQUS, IN_JSON]
)
def test_comments_are_told_by_author_date_and_text(thread: str) -> None:
    result = newsclean.clean(page("", thread), comments=True)
    found = result.comments
    assert found is not None and [one["author"] for one in found] == ["Cy", "Di"]
    first, second = found
    assert first["date"] is not None and first["date"].startswith("2021-02-03T10:00")
    assert first["text"] is not None and first["text"].split() == ["Hello", "there.", "Again."]
    assert (second["date"], second["text"]) == (None, "An answer.")
    assert all(one["where"] for one in found)
    assert "Hello there" not in result.text and SAID in result.text
    record = result.to_dict()
    jsonschema.Draft202012Validator(json.loads(schema_text())).validate(record)
    assert record["comments"] == found
    assert pickle.loads(pickle.dumps(result)).comments == found


def test_comments_are_read_only_when_asked_for() -> None:
    assert newsclean.clean(page("", WORDPRESS)).comments is None
    assert newsclean.clean(page(), comments=True).comments == []
    assert newsclean.clean(POST, comments=True).comments is None


def test_the_author_of_the_only_comment_is_not_that_of_the_article() -> None:
    byline = "<p class='byline author'>By Ann Lee</p>"
    thread = "<div id=comments class=comments><div class=comment-text><p>Hello.</p></div></div>"
    found = newsclean.clean(page(byline, thread), comments=True).comments
    assert found is not None and [one["author"] for one in found] == [None]


def test_a_heading_is_no_comment() -> None:
    closed = "<h3 class=comments><span class=comment-text>Comments are closed.</span></h3>"
    assert newsclean.clean(page("", closed), comments=True).comments == []


@pytest.mark.usefixtures("no_collector")
def test_time_grows_with_the_thread() -> None:
    def reading(count: int) -> Callable[[], object]:
        return partial(read_comments, parse(page("", WORDPRESS.replace("Cy", "C") * count)).root)

    assert growth(reading, 100, 1000, 20) < 20


def test_the_command_writes_comments_into_records_only(tmp_path: Path) -> None:
    data = page("", WORDPRESS).encode()
    record = json.loads(run("--comments", "-f", "json", stdin=data).stdout)
    assert [one["author"] for one in record["comments"]] == ["Cy", "Di"]
    for form in ((), ("-f", "md"), ("-f", "html"), ("--check",)):
        done = run("--comments", *form, stdin=data)
        assert (done.returncode, done.stdout) == (2, b"") and b"-f json" in done.stderr
    done = run("--comments", "-f", "json", stdin=POST.encode())
    assert done.returncode == 0 and b"this is a text" in done.stderr


# Encoding ---------------------------------------------------------------------------------------

FRENCH = "Le président a déclaré que l’été était très chaud, où les élèves étaient déjà partis. "


def french(head: str = "", lang: str = "") -> str:
    return (
        f"<!doctype html><html{lang}><head>{head}</head><body><article>{f'<p>{FRENCH * 3}</p>' * 3}"
    )


def test_an_undeclared_page_is_read_as_browsers_do_and_says_so() -> None:
    result = newsclean.clean(french().encode("cp1252"))
    assert FRENCH.strip() in result.text
    record = result.to_dict()
    jsonschema.Draft202012Validator(json.loads(schema_text())).validate(record)
    assert record["encoding"] == {"name": "cp1252", "how": "assumed", "bom": False}


@pytest.mark.parametrize(
    ("lang", "encoding"), [("pl", "cp1250"), ("tr", "cp1254"), ("lt", "cp1257"), ("el", "cp1253")]
)
def test_the_language_of_a_page_tells_what_to_assume(lang: str, encoding: str) -> None:
    word = {"pl": "żółć łąka", "tr": "şğıİ ağaç", "lt": "žąsų šį", "el": "ώρα για"}[lang]
    data = f"<!doctype html><html lang={lang}><body><p>{word} a b c</p>".encode(encoding)
    utf8, source = to_utf8(data)
    assert word in utf8.decode()
    assert source.encoding == encoding and source.how in ("assumed", "detected")


@pytest.mark.parametrize(
    "head",
    [
        "<meta name=description content='all about charset=koi8-r'>",
        "<!-- <meta charset=koi8-r> -->", "<meta charset=utf-8>", "<meta charset=nonsense>",
        "<script>" + "x=1;" * 300 + "</script><meta charset=windows-1252>",
    ],
)  # fmt: skip
def test_what_is_no_declaration_is_not_believed(head: str) -> None:
    utf8, source = to_utf8(french(head).encode("cp1252"))
    assert source.encoding == "cp1252" and FRENCH in utf8.decode()


@pytest.mark.parametrize(
    "junk", [b"<html>" + bytes(range(256)) * 20, b"\x89PNG\r\n\x1a\n" + b"\xe9" * 500]
)
def test_what_is_no_page_in_any_encoding_is_refused(junk: bytes) -> None:
    with pytest.raises(InputError):
        newsclean.clean(junk, input="html")


def test_the_caller_may_say_which_encoding_bytes_are_in() -> None:
    text = "Президент заявил, что лето было жарким.\n" * 3
    assert newsclean.clean(text.encode("koi8-r"), encoding="koi8-r").text == text
    data = f"<!doctype html><html><body><p>{text}</p></body></html>".encode("koi8-r")
    result = newsclean.clean(data, encoding="koi8-r", input="html")
    assert "Президент заявил" in result.document.lines[0]
    assert result.source.how == "option"
    assert newsclean.Cleaner().clean(text.encode("koi8-r"), encoding="koi8-r").text == text
    with pytest.raises(UsageError, match="decoded already"):
        newsclean.clean(text, encoding="koi8-r")


# Mojibake ---------------------------------------------------------------------------------------

TORN = ARTICLE + "The cafÃ© in MÃ¼nchen, he said, was closed.\n"


def test_without_the_extra_fix_text_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "ftfy", None)
    with pytest.raises(UsageError, match=r"newsclean\[fix\]"):
        newsclean.clean(TORN, fix_text=True)


def test_nothing_is_repaired_unless_asked_for() -> None:
    assert newsclean.clean(TORN).text == TORN
    assert newsclean.clean(TORN).to_dict()["input"]["repaired"] is False  # type: ignore[index]


@pytest.mark.parametrize("form", ["str", "utf-8"])
def test_a_repaired_record_says_so_and_restores_what_came_in(form: str) -> None:
    pytest.importorskip("ftfy")
    result = newsclean.clean(TORN if form == "str" else TORN.encode(), fix_text=True)
    assert "The café in München, he said" in result.text
    record = result.to_dict()
    jsonschema.Draft202012Validator(json.loads(schema_text())).validate(record)
    assert record["input"]["repaired"] is True  # type: ignore[index]
    assert restore(dump(record)) == TORN.encode()


def test_a_text_without_mojibake_is_not_repaired() -> None:
    pytest.importorskip("ftfy")
    text = ARTICLE + "“Ｆｕｌｌ” &amp; ﬁne\r\nThe café.\n"
    result = newsclean.clean(text, fix_text=True)
    assert result.text == text and not result.source.is_repaired


def test_pages_are_repaired_too() -> None:
    pytest.importorskip("ftfy")
    result = newsclean.clean(page("<p>The cafÃ© in MÃ¼nchen was closed, as the mayor said.</p>"),
                             fix_text=True)  # fmt: skip
    assert "The café in München" in "\n".join(result.document.lines)
    assert result.source.is_repaired


# Feeds and odd beginnings -----------------------------------------------------------------------

RSS = f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>The Valley Times</title><language>en</language><item>
<title>Council closes bridge</title>
<link>https://example.org/a</link><dc:creator>Jane Doe</dc:creator>
<pubDate>Mon, 04 May 2020 10:00:00 +0000</pubDate>
<description>Short.</description><content:encoded><![CDATA[{TEXT}]]></content:encoded></item>
</channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
<title>The Valley Times</title><entry>
<title>Council closes bridge</title><author><name>Jane Doe</name></author>
<link rel="alternate" href="https://example.org/a"/>
<published>2020-05-04T10:00:00Z</published>
<content type="html">{TEXT.replace("<", "&lt;")}</content></entry></feed>"""


@pytest.mark.parametrize("feed", [RSS, ATOM])
def test_a_feed_of_one_entry_is_its_page(feed: str) -> None:
    result = newsclean.clean(feed.encode())
    assert result.text.split("\n")[0] == f"{SAID} One." and "<" not in result.text
    assert (result.title, result.authors) == ("Council closes bridge", ["Jane Doe"])
    assert (result.publisher, result.canonical_url) == ("The Valley Times", "https://example.org/a")
    assert result.date is not None and result.date.startswith("2020-05-04T10:00")
    assert result.fields.origins["title"] == (None, "feed:title")


def test_a_feed_of_several_entries_is_no_article_and_many_records() -> None:
    feed = RSS.replace("</item>", "</item><item><description>One line.</description></item>")
    with pytest.raises(InputError, match="2 entries"):
        newsclean.clean(feed.encode())
    done = run(stdin=feed.encode())
    records = [json.loads(line) for line in done.stdout.splitlines()]
    assert (done.returncode, len(records)) == (0, 2)
    assert records[1]["text"].strip() == "One line."


def test_entities_of_a_feed_do_not_expand(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("SECRET")
    entity = f'<!DOCTYPE rss [<!ENTITY x SYSTEM "file://{secret}">]>'
    feed = RSS.replace("<rss", entity + "<rss", 1).replace("Short.", "&x; " * 900)
    assert "SECRET" not in json.dumps(newsclean.clean(feed, input="html").to_dict())


@pytest.mark.parametrize(
    "text", ["<feed> me, said the bird.\n", "<rss> is a format, and <html> too.\n", "a <html> b\n"]
)
def test_a_text_that_speaks_of_feeds_is_a_text(text: str) -> None:
    assert not is_page(text)
    assert newsclean.clean(text).text == text


def test_a_file_named_like_a_page_is_one_however_it_begins(tmp_path: Path) -> None:
    path = tmp_path / "odd.html"
    path.write_text("oops" + page(), encoding="utf-8")
    text = run(str(path)).stdout.decode()
    assert f"{SAID} One.\n" in text and "<" not in text
    path.write_text("It speaks of <html> and no more.\n", encoding="utf-8")
    assert run(str(path)).stdout == b"It speaks of <html> and no more.\n"


def test_a_batch_repairs_in_place_and_refuses_comments_without_records(tmp_path: Path) -> None:
    pytest.importorskip("ftfy")
    path = tmp_path / "post.txt"
    path.write_text(TORN, encoding="utf-8")
    assert run("-i", "--fix-text", str(tmp_path)).returncode == 0
    assert "The café in München" in path.read_text(encoding="utf-8")
    done = run("--comments", "-o", f"{tmp_path / 'out'}/", str(tmp_path))
    assert done.returncode == 2 and b"-f json" in done.stderr


def test_a_time_that_is_a_word_of_a_sentence_is_no_date_of_publication() -> None:
    page = (
        "<!doctype html><title>Dredgers return</title><article><h1>Dredgers return to the estuary"
        "</h1>{}<p>The harbour board says the channel has lost more than a metre of depth in ten "
        "years.</p><p>The next public meeting about it is on <time datetime=2018-09-01>1 September"
        "</time> at the hall in Mill Road.</p></article>"
    )
    assert newsclean.clean(page.format(""), input="html").date is None
    posted = "<p>Posted on <time datetime=2018-07-04>4 July</time>.</p>"
    assert newsclean.clean(page.format(posted), input="html").date == "2018-07-04"
