"""What pages tell of their articles in ways that are common, though rare in the corpora."""

from __future__ import annotations

import pytest

import newsclean

TEXT = (
    "<p>The harbour board says the channel has lost more than a metre of depth in ten years.</p>"
    "<p>Nobody knows why, and nobody has asked the salmon, said Mr Trewin on the quay.</p>"
)
TITLE = "Dredgers return to the estuary"


def page(meta: str = "", *, title: str = TITLE, heading: str = TITLE, head: str = "") -> str:
    return (
        f"<!doctype html><html><head><title>{title}</title>{head}</head><body><article>"
        f"<h1>{heading}</h1>{meta}{TEXT}</article></body></html>"
    )


@pytest.mark.parametrize(
    "line",
    [
        "Published 4 July 2018 | Updated 5 July 2018",
        "Published: July 4, 2018, 9:00 a.m. Updated: July 5, 2018, 8:00 a.m.",
        "Last updated 5 July 2018, first published 4 July 2018",
        "4 July 2018 (updated 5 July 2018)",
        "Veröffentlicht am 4. Juli 2018, aktualisiert am 5. Juli 2018",
        "Publié le 4 juillet 2018 à 9h, mis à jour le 5 juillet 2018",
    ],
)
def test_a_line_of_two_dates_tells_both(line: str) -> None:
    result = newsclean.clean(page(f'<p class="meta">{line}</p>'), input="html")
    assert result.date is not None and result.date.startswith("2018-07-04")
    assert result.date_modified is not None and result.date_modified.startswith("2018-07-05")


def test_a_line_that_only_tells_of_an_update_is_the_only_date_there_is() -> None:
    result = newsclean.clean(page('<p class="meta">Updated 5 July 2018</p>'), input="html")
    assert result.date_modified == "2018-07-05"


@pytest.mark.parametrize(
    ("title", "heading"),
    [
        ("老城区将新增三条公交线路_河东新闻网", "老城区将新增三条公交线路"),
        ("老城区将新增三条公交线路_要闻_河东新闻网", "老城区将新增三条公交线路"),
        ("老城区将新增三条公交线路|河东新闻网", "老城区将新增三条公交线路"),
        ("駅前の銭湯、来月に開業へ｜みなと新報", "駅前の銭湯、来月に開業へ"),
        ("駅前の銭湯、来月に開業へ - みなと新報", "駅前の銭湯、来月に開業へ"),
    ],
)
def test_a_site_is_no_part_of_a_title_without_blanks(title: str, heading: str) -> None:
    for own in (heading, ""):
        found = newsclean.clean(page(title=title, heading=own), input="html").title
        assert found == heading or (not own and " - " in title)


@pytest.mark.parametrize(
    "title",
    ["snake_case_names in Python programs", "河东-河西铁路今天通车运营", "A|B tests explained"],
)
def test_a_title_that_holds_a_sign_stays_whole(title: str) -> None:
    assert newsclean.clean(page(title=title, heading=title), input="html").title == title


@pytest.mark.parametrize(
    ("byline", "name"),
    [
        ("陈志强", "陈志强"), ("作者：陈志强", "陈志强"), ("김민수 기자", "김민수"),
        ("יעל כהן", "יעל כהן"), ("بقلم: يوسف الكعبي", "يوسف الكعبي"),
        ("राम कुमार शर्मा", "राम कुमार शर्मा"), ("佐藤健一", "佐藤健一"),
    ],
)  # fmt: skip
def test_a_byline_names_its_author_in_a_script_without_capitals(byline: str, name: str) -> None:
    told = page(f'<span class="author">{byline}</span>')
    assert newsclean.clean(told, input="html").authors == [name]


@pytest.mark.parametrize(
    "byline", ["河东日报", "編集部", "항구일보", "مجلة الأخبار", "2018年7月4日"]
)
def test_a_paper_is_no_author(byline: str) -> None:
    told = page(f'<span class="author">{byline}</span>')
    assert newsclean.clean(told, input="html").authors == []


def test_json_ld_with_commas_behind_the_last_members_is_read() -> None:
    told = (
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Dredgers, ,}",'
        '"author": [{"name": "Sam Orr",},], "datePublished": "2018-07-04", }</script>'
    )
    result = newsclean.clean(page(head=told, title="Dredgers, ,}", heading=""), input="html")
    assert (result.title, result.authors) == ("Dredgers, ,}", ["Sam Orr"])
    assert result.date == "2018-07-04"


@pytest.mark.parametrize(
    ("head", "meta", "names"),
    [
        ('<meta name="articleAuthor" content="Elif Aydın">', "", ["Elif Aydın"]),
        ('<meta property="og:article:author" content="林小雨">', "", ["林小雨"]),
        ("", '<div class="byline">Words by Sam Orr</div>', ["Sam Orr"]),
        ("", '<p class="byline">Posted by <span class="fn">Sam O.</span></p>', ["Sam O."]),
        ("", '<p>Submitted by <span property="foaf:name">Sam Orr</span></p>', ["Sam Orr"]),
        ("", '<p>Submitted by <span property="foaf:name">sam77</span></p>', []),
        ('<meta name="twitter:label1" content="Written by">'
         '<meta name="twitter:data1" content="Sam Orr, Wei Zhang">'
         '<script type="application/ld+json">{"@type": "Article", "author": {"name": "Sam Orr"}}'
         "</script>", "", ["Sam Orr", "Wei Zhang"]),
    ],
)  # fmt: skip
def test_authors_are_found_where_a_publishing_system_puts_them(
    head: str, meta: str, names: list[str]
) -> None:
    assert newsclean.clean(page(meta, head=head), input="html").authors == names


def test_who_comments_by_rdfa_is_no_author() -> None:
    told = '<div class="comment"><span property="foaf:name">Sam Orr</span></div>'
    assert newsclean.clean(page(told), input="html").authors == []


ARTICLE = '{"@type": "NewsArticle", "headline": "Dredgers", "datePublished": "2018-07-04"}'
NO_ARTICLE = '{"@type": "Organization", "name": "Harbour board"}'


@pytest.mark.parametrize(
    "script",
    [
        f"{NO_ARTICLE}\n{ARTICLE}", f"{NO_ARTICLE}, {ARTICLE};",
        ARTICLE.replace("}", ', "description": "He said "no" twice"}'),
        ARTICLE.replace("}", ', "keywords": ["the "old" port", "a"], "wordCount": 1}'),
        ARTICLE.replace("Dredgers", r'Dredgers \"again\", and "no" more'),
    ],
)  # fmt: skip
def test_json_ld_of_several_values_or_with_bare_quotes_is_read(script: str) -> None:
    told = f'<script type="application/ld+json">{script}</script>'
    assert newsclean.clean(page(head=told), input="html").date == "2018-07-04"


@pytest.mark.parametrize(
    "script",
    [
        ARTICLE.replace("Dredgers", 'He said "yes": twice'), ARTICLE[:-1], f"{ARTICLE} or so",
        '{"@type": "NewsArticle", "datePublished": "2018-07-04', '"' * 50_000, '"\\' * 50_000,
    ],
)  # fmt: skip
def test_json_ld_of_which_nobody_knows_what_was_meant_is_passed_over(script: str) -> None:
    told = f'<script type="application/ld+json">{script}</script>'
    assert newsclean.clean(page(head=told), input="html").date is None


@pytest.mark.parametrize(("name", "date"), [(TITLE, "2018-07-04"), ("Great boat", None)])
def test_a_review_tells_of_itself_where_it_is_the_page_s(name: str, date: str | None) -> None:
    told = (
        '<script type="application/ld+json">{"@type": "Review", "itemReviewed": {"@type": "Movie",'
        f' "datePublished": "2017-01-01"}}, "name": "{name}", "datePublished": "2018-07-04"}}'
        "</script>"
    )
    assert newsclean.clean(page(head=told), input="html").date == date


def test_a_property_in_mixed_case_is_read() -> None:
    told = '<p>By <span itemProp="author">Sam Orr</span></p>'
    assert newsclean.clean(page(told), input="html").authors == ["Sam Orr"]


def test_a_licence_is_read_in_a_page_of_two_byte_characters() -> None:
    link = "https://creativecommons.org/licenses/by/4.0/"
    told = page().replace("</body>", f'<footer><a href="{link}">CC BY</a></footer></body>')
    assert newsclean.clean(told.encode("utf-16"), input="html").license == link


def test_a_board_names_itself_first_and_the_topic_is_the_title() -> None:
    head = "<title>How to mend a mill wheel - Boards of the Mill</title>"
    topic = "<h1>Boards of the Mill</h1><h2>How to mend a mill wheel</h2>"
    data = f"<!doctype html><html><head>{head}</head><body>{topic}<p>Take it off.</p></body></html>"
    assert newsclean.clean(data.encode()).fields.title == "How to mend a mill wheel"


@pytest.mark.parametrize("title", ["Mayor Quinlan Resigns", "Taylor Swift"])
@pytest.mark.parametrize("below", ["3 min read", "<time>5 March 2024</time>", "5 March 2024"])
@pytest.mark.parametrize("named", ["", "<p>By Jana Orr</p>"])
def test_a_headline_that_is_written_as_a_name_is_no_author(
    title: str, below: str, named: str
) -> None:
    html = page(f"{named}<p>{below}</p>", title=f"{title} - Ellis Tide", heading=title)
    assert newsclean.clean(html, input="html").authors == (["Jana Orr"] if named else [])


COMMENTS = {
    "an item": "<ol><li itemprop=comment itemscope itemtype=https://schema.org/Comment>{}</li></ol>",
    "a type": "<div itemscope itemtype=https://schema.org/UserComments>{}</div>",
    "an id": "<div id=comments><div>{}</div></div>",
}
SAID = ("<span itemprop=author>Tom Smith</span><time itemprop=datePublished datetime=2024-04-01>"
        "x</time><p itemprop=text>Bad, I say, and I say it again here.</p>")  # fmt: skip


@pytest.mark.parametrize("around", COMMENTS)
@pytest.mark.parametrize("own", ["", "<span itemprop=author>Jana Orr</span>"])
def test_who_comments_is_no_author_and_when_is_no_date(around: str, own: str) -> None:
    below = COMMENTS[around].format(SAID)
    for html in (page(own).replace("</article>", f"{below}</article>"), page(own) + below):
        result = newsclean.clean(html, input="html")
        assert (result.authors, result.date) == (["Jana Orr"] if own else [], None)


def test_of_the_posts_of_a_board_the_first_tells_the_author() -> None:
    posts = "".join(
        "<div itemscope itemtype=http://schema.org/DiscussionForumPosting><span itemprop=author "
        f"itemscope itemtype=http://schema.org/Person><span itemprop=name>{name}</span></span>"
        f"<div itemprop=text>{TEXT}</div></div>"
        for name in ("Ines Roth", "Rosa Lind")
    )
    html = f"<!doctype html><title>{TITLE}</title><h1>{TITLE}</h1>{posts}"
    assert newsclean.clean(html, input="html").authors == ["Ines Roth"]


@pytest.mark.parametrize(
    "inside",
    [
        '<meta itemprop=name content="Jana Orr">',
        "<span itemprop=name>Jana Orr</span>, <span itemprop=jobTitle>who knows the sea</span>",
        "<b itemprop=name>Jana Orr</b>, <i itemscope itemprop=worksFor><u itemprop=name>XY</u></i>",
    ],
)  # fmt: skip
def test_an_item_of_an_author_tells_its_name(inside: str) -> None:
    author = f"<p itemprop=author itemscope itemtype=https://schema.org/Person>{inside}</p>"
    assert newsclean.clean(page(author), input="html").authors == ["Jana Orr"]


def test_json_ld_may_tell_a_name_in_two_parts() -> None:
    author = '{"@type":"Person","givenName":"Jana","familyName":"Orr"}'
    told = f'{{"@type":"NewsArticle","headline":"{TITLE}","author":{author}}}'
    head = f'<script type="application/ld+json">{told}</script>'
    assert newsclean.clean(page(head=head), input="html").authors == ["Jana Orr"]


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ("https://e.org/by", "https://e.org/by"), ("javascript:alert(1)", None),
        ("JavaScript: alert(1)", None), ("data:text/html,x", None),
        ("/terms", "https://p.org/terms"),
    ],
)  # fmt: skip
def test_the_address_of_a_licence_leads_somewhere(told: str, found: str | None) -> None:
    link = f'<a rel=license href="{told}">CC</a>'
    json = f'{{"@type":"NewsArticle","headline":"{TITLE}","license":"{told}"}}'
    heads = (f'<link rel=license href="{told}">', f'<meta name=license content="{told}">',
             f'<script type="application/ld+json">{json}</script>')  # fmt: skip
    pages = [page() + link, *[page(head=head) for head in heads]]
    for html in pages:
        result = newsclean.clean(html, input="html", url="https://p.org/a/b")
        assert result.license == found
        alone = newsclean.clean(html, input="html").license
        assert alone == (None if told.startswith("/") else found)


@pytest.mark.parametrize("name", ["CC BY 4.0", "CC-BY", "Copyright 2020 Tide/Reuters"])
def test_a_licence_may_be_told_by_its_name(name: str) -> None:
    head = f'<meta name="dc.rights" content="{name}">'
    assert newsclean.clean(page(head=head), input="html").license == name


@pytest.mark.parametrize(
    ("title", "heading"),
    [
        (f"{TITLE} - Estuary Tide", "Estuary Tide"), ("Untitled Document", TITLE),
        ("Document sans titre", TITLE), ("Estuary Tide - news of Quay Town", TITLE),
        ("Estuary Tide", TITLE), (f"{TITLE} | Tide", f"{TITLE}<i class=sr-only>, a story</i>"),
        ("The paper", f"<i class='visually-hidden'>Story:</i> {TITLE}"),
    ],
)
def test_the_title_is_the_storys_and_not_the_sites(title: str, heading: str) -> None:
    html = page(f"<h2>{TITLE}</h2>" if "Tide" in heading else "", title=title, heading=heading)
    assert newsclean.clean(html, input="html").title == TITLE


@pytest.mark.parametrize("tag", ["h2", "h3"])
@pytest.mark.parametrize("site", ["", " | Anna's corner"])
@pytest.mark.parametrize(
    "heading", ["Anna Smith writes about her life", "Leave a reply to us below"]
)
def test_a_title_that_a_lower_heading_says_is_the_storys(
    tag: str, site: str, heading: str
) -> None:
    html = page(f"<{tag}>{TITLE}</{tag}>", title=TITLE + site, heading=heading)
    assert newsclean.clean(html, input="html").title == TITLE


@pytest.mark.parametrize(
    ("told", "title"),
    [
        ("AT&amp;amp;T digs &amp;#8217;s port", "AT&T digs ’s port"),
        ("&lt;b&gt;Dredgers&lt;/b&gt; at sea", "Dredgers at sea"),
        ("What R&amp;D does", "What R&D does"),
        ("How to use the &lt;b&gt; tag", "How to use the <b> tag"),
    ],
)
def test_a_title_holds_no_markup(told: str, title: str) -> None:
    head = f'<meta property="og:title" content="{told}">'
    assert newsclean.clean(page(heading="", head=head), input="html").title == title


def test_a_description_holds_no_markup() -> None:
    head = '<meta name="description" content="A barge&amp;rsquo;s &lt;b&gt;gravel&lt;/b&gt;">'
    found = newsclean.clean(page(head=head), input="html").fields.description
    assert found == "A barge’s gravel"


def test_a_headline_in_json_ld_holds_no_markup() -> None:
    told = '{"@type":"NewsArticle","headline":"<b>Dredging</b> at <em>Ellis</em>"}'
    head = f'<script type="application/ld+json">{told}</script>'
    assert newsclean.clean(page(heading="", head=head), input="html").title == "Dredging at Ellis"


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("By Jana Orr | Photographs by Carl Ott", ["Jana Orr"]), ("By AFP", []),
        ("Jana Orr, Photos by Carl Ott", ["Jana Orr"]), ("Par Jana Orr avec AFP", ["Jana Orr"]),
        ("Jana Orr (avec AFP)", ["Jana Orr"]), ("By JANA ORR, The Associated Press", ["JANA ORR"]),
        ("Jana Orr (Reuters)", ["Jana Orr"]),
        ("By Jana Orr and Efe Kaya", ["Jana Orr", "Efe Kaya"]),
        ("By Jana Orr with Carl Ott", []),
    ],
)
def test_agencies_and_photographers_are_no_authors(byline: str, names: list[str]) -> None:
    html = page(f'<p class="byline">{byline}</p>')
    assert newsclean.clean(html, input="html").authors == names


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("Publié le 5 mars 2024", "2024-03-05"),
        ("Publié le 05/03/2024 à 08h30, mis à jour le 06/03/2024 à 10h15", "2024-03-05T08:30"),
    ],
)
def test_a_french_line_below_the_headline_tells_the_date(line: str, date: str) -> None:
    html = page(f"<p>{line}</p>").replace("<html>", "<html lang=fr>")
    assert newsclean.clean(html, input="html").date == date


def test_the_language_may_be_told_as_a_header_of_http() -> None:
    head = '<meta http-equiv="Content-Language" content="en-GB">'
    assert newsclean.clean(page(head=head), input="html").language == "en-GB"


def test_comments_of_the_block_themes_of_wordpress_are_read() -> None:
    html = page() + (
        "<div class=wp-block-comments><ol class=wp-block-comment-template><li id=comment-2 class="
        "comment><div class=wp-block-comment-author-name><a href=x>Harold</a></div><time datetime="
        "2024-03-06>6 March</time><div class=wp-block-comment-content><p>About time.</p></div></li>"
    )
    found = newsclean.clean(html, input="html", comments=True).comments
    assert found == [
        {"author": "Harold", "date": "2024-03-06", "text": "About time.", "where": "li#comment-2"}
    ]


OWN = "https://harbour.example/news/dredgers-return"


@pytest.mark.parametrize(
    ("head", "address"),
    [
        (f'<link rel="canonical" href="/news/dredgers-return">'
         f'<meta property="og:url" content="{OWN}?from=x">', OWN),
        (f'<link rel="canonical" href="{OWN.removeprefix("https:")}">', OWN),
        (f'<link rel="canonical" href="https://harbour.example/">'
         f'<meta property="og:url" content="{OWN}">', OWN),
        (f'<link rel="canonical" href="https://other.example/">'
         f'<meta property="og:url" content="{OWN}">', "https://other.example/"),
        ('<link rel="canonical" href="/news/dredgers-return">', None),
    ],
)  # fmt: skip
def test_a_page_tells_its_own_address(head: str, address: str | None) -> None:
    assert newsclean.clean(page(head=head), input="html").canonical_url == address


@pytest.mark.parametrize("own", [f'<link rel="canonical" href="{OWN}">', '<base href="/x/">'])
def test_a_picture_s_address_begins_where_the_page_says_it_is(own: str) -> None:
    head = f'{own}<meta property="og:image" content="/img/1.jpg">'
    found = newsclean.clean(page(head=head), input="html").fields.image
    assert found == ("https://harbour.example/img/1.jpg" if OWN in own else None)


@pytest.mark.parametrize("name", ["2018/07/04/dredgers", "news/20180704/dredgers.html"])
def test_the_address_that_a_page_tells_tells_its_date(name: str) -> None:
    head = f'<link rel="canonical" href="https://harbour.example/{name}">'
    result = newsclean.clean(page(head=head), input="html")
    assert (result.date, result.fields.origins["date"]) == ("2018-07-04", (None, "url"))


MASTHEAD = '<div class="{}">Wednesday, January 10, 2024</div>'
STORY = '<div><h1>Dredgers return to the estuary</h1>{}<div class="txt">{}</div>{}</div>'


@pytest.mark.parametrize(
    ("above", "byline", "below", "date"),
    [
        (MASTHEAD.format("date"), "<div>Sam Orr, 4 July 2018</div>", "", "2018-07-04"),
        (MASTHEAD.format("date"), "", "", None),
        (MASTHEAD.format("today"), "", "", None),
        ("", "<span>4 July 2018</span>",
         '<div><a href="/x">Old dredger</a> <time datetime="2016-01-01">1 Jan</time></div>',
         "2018-07-04"),
        ("", "", "<div>Out on <time>4 July 2018</time></div>", "2018-07-04"),
        ("<div><time>1 Jan 2024</time></div>", "", "", None),
        ('<time class="published">4 July 2018</time>', "", "", "2018-07-04"),
    ],
)  # fmt: skip
def test_dates_outside_of_headline_and_text_do_not_date_the_article(
    above: str, byline: str, below: str, date: str | None
) -> None:
    told = f"<!doctype html><title>{TITLE}</title>{above}{STORY.format(byline, TEXT, below)}"
    assert newsclean.clean(told, input="html").date == date


def test_a_date_among_the_short_lines_that_begin_an_article_is_its_date() -> None:
    release = "<p><b>FOR IMMEDIATE RELEASE</b></p><p><b>July 4, 2018</b></p>"
    assert newsclean.clean(page(release), input="html").date == "2018-07-04"


HOME = '<div><a href="/">Quay Courier</a></div>'


@pytest.mark.parametrize(
    "title",
    [f"{TITLE} - Quay Courier", f"Quay Courier: {TITLE}", f"Quay Courier | {TITLE}"],
)
def test_the_name_that_links_home_is_the_site_s_and_none_of_the_title(title: str) -> None:
    told = page(title=title, heading="").replace("<body>", f"<body>{HOME}")
    result = newsclean.clean(told, input="html")
    assert (result.title, result.fields.publisher) == (TITLE, "Quay Courier")
    assert result.fields.origins["publisher"] == (None, "html:a")


@pytest.mark.parametrize(
    ("title", "link"),
    [
        (TITLE, "Dredgers"), ("Courier service returns", "Courier"), (f"{TITLE} | Home", "Home"),
        (f"{TITLE} - News", "News"), (f"Harbour: {TITLE}", "Quay Courier"),
    ],
)  # fmt: skip
def test_a_link_home_names_nobody_where_the_title_ends_otherwise(title: str, link: str) -> None:
    told = page(title=title).replace("<body>", f'<body><div><a href="/">{link}</a></div>')
    assert newsclean.clean(told, input="html").fields.publisher is None


def test_the_default_of_a_publishing_system_is_no_publisher() -> None:
    told = (
        '<script type="application/ld+json">{"@type": "BlogPosting", "headline": "Dredgers",'
        ' "publisher": {"name": "Blogger"}}</script>'
    )
    assert newsclean.clean(page(head=told), input="html").fields.publisher is None


def test_a_title_that_is_the_site_s_name_is_none() -> None:
    head = (
        '<meta property="og:site_name" content="Quay Courier">'
        '<meta property="og:title" content="Quay Courier">'
    )
    assert newsclean.clean(page(head=head), input="html").title == TITLE


def test_a_headline_of_lower_rank_is_the_title_of_a_page_of_news() -> None:
    told = page(title="Quay Courier - News", heading="").replace("<h1></h1>", HOME)
    told = told.replace("<article>", f'<article><h2 class="headline">{TITLE}</h2>')
    result = newsclean.clean(told, input="html")
    assert (result.title, result.fields.origins["title"]) == (TITLE, (None, "html:h2"))


@pytest.mark.parametrize(
    "title", [f"{TITLE} - Wolds Weekly", f"The Wolds Observer - Local news - {TITLE}"]
)
def test_a_line_of_the_text_tells_which_part_of_a_title_is_the_headline(title: str) -> None:
    told = f"<!doctype html><title>{title}</title><div><b>{TITLE}</b><br>4 July 2018</div>{TEXT}"
    assert newsclean.clean(told, input="html").title == TITLE


@pytest.mark.parametrize(
    ("head", "platform"),
    [
        ('<meta name="generator" content="WordPress 2.9.2">', "wordpress"),
        ('<meta content="blogger" name="generator">', "blogger"),
        ('<meta name="generator" content="Hugo 0.88.1">', None), ("", None),
        ('<link href="/wp-content/style.css">', "wordpress"),
    ],
)  # fmt: skip
def test_the_generator_tells_the_platform_and_wordings_alone_do_not(
    head: str, platform: str | None
) -> None:
    below = "<p>Lewer kommentaar</p><p>Kanselleer antwoord</p>"  # as WordPress words it
    told = page(head=head).replace("</article>", f"</article>{below}")
    assert newsclean.clean(told, input="html").fields.platform == platform
