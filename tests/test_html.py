"""HTML pages: what comes out of them, what they tell, and what no page may do."""

from __future__ import annotations

import json
import pickle
import random
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import jsonschema
import pytest

import newsclean
from clock import growth
from command import POST, run
from newsclean.errors import InputError, ModelError, UsageError
from newsclean.forest import Forest
from newsclean.html.microdata import Microdata
from newsclean.html.model import Model, shared_model
from newsclean.html.parse import parse
from newsclean.html.scene import Scene
from newsclean.html.signs import NAMES, SMALL, Signs
from newsclean.html.walk import Walk
from newsclean.lexicon import Lexicon
from newsclean.modelfile import read_model
from newsclean.readers.binary import is_page
from newsclean.record import schema_text
from newsclean.restore import restore
from newsclean.sieve import Sieve

FIXTURES = Path(__file__).parent / "fixtures" / "html"
PLATFORMS = sorted(path.name for path in FIXTURES.iterdir() if path.is_dir())
EXAMPLE = Path(__file__).parent / "fixtures" / "pages" / "google-news-ifttt" / "in.txt"


def page(name: str) -> bytes:
    """The page of a platform."""
    return (FIXTURES / name / "in.html").read_bytes()


def article(name: str) -> str:
    """The text of its article."""
    return (FIXTURES / name / "out.txt").read_text(encoding="utf-8").rstrip("\n")


PARAGRAPHS = article("wordpress").split("\n")


GERMAN = [line.replace("bridge", "Brücke über die Örtze") for line in PARAGRAPHS]


def wrapped(body: str, head: str = "") -> bytes:
    """A page with something in its body."""
    return f"<!doctype html><html><head>{head}</head><body>{body}</body></html>".encode()


def as_article(lines: list[str]) -> str:
    return "".join(f"<p>{line}</p>\n" for line in lines)


# The article ------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", PLATFORMS)
def test_a_page_gives_its_article_and_nothing_else(name: str) -> None:
    assert newsclean.clean(page(name)).text.rstrip("\n") == article(name)


@pytest.mark.parametrize("name", PLATFORMS)
def test_every_line_is_a_line_of_the_page_in_its_order(name: str) -> None:
    result = newsclean.clean(page(name))
    runs = Walk(parse(page(name)).root).texts
    assert result.document.lines == [*runs, ""]
    kept = result.text.rstrip("\n").split("\n")
    at = -1
    for line in kept:
        at = runs.index(line, at + 1)


@pytest.mark.parametrize("name", PLATFORMS)
def test_cleaning_the_article_again_changes_nothing(name: str) -> None:
    once = newsclean.clean(page(name)).text
    assert newsclean.clean(once).text == once


@pytest.mark.parametrize("name", PLATFORMS)
def test_text_and_bytes_give_the_same(name: str) -> None:
    data = page(name)
    assert newsclean.clean(data.decode()).text == newsclean.clean(data).text


def test_the_example_as_a_page_comes_out_as_its_text_does() -> None:
    result = newsclean.clean(page("blogger"))
    text = newsclean.clean(EXAMPLE.read_text(encoding="utf-8"))
    assert result.text.rstrip("\n") == text.text.rstrip("\n")
    for name in ("title", "publisher", "source_url", "feed_title", "date"):
        assert getattr(result, name) == getattr(text, name), name
    assert result.site == "Kabar Dunia Contoh"
    assert result.platform == "blogger"


@pytest.mark.parametrize("tag", ["noscript", "template"])
def test_text_that_waits_for_scripts_is_read_where_the_page_shows_none(tag: str) -> None:
    data = wrapped(f"<nav><a href=/>Home</a></nav><div id=app></div><{tag}><article>"
                   f"{as_article(PARAGRAPHS)}</article></{tag}>")  # fmt: skip
    assert newsclean.clean(data).text.rstrip("\n").split("\n") == PARAGRAPHS


@pytest.mark.parametrize("is_marked_up", [False, True])
def test_an_article_that_only_json_ld_tells_is_read(is_marked_up: bool) -> None:
    body = as_article(PARAGRAPHS) if is_marked_up else "\n\n".join(PARAGRAPHS)
    told = json.dumps({"@type": "NewsArticle", "headline": "A title", "articleBody": body})
    told = told.replace("</", "<\\/")
    head = f'<script type="application/ld+json">{told}</script>'
    data = wrapped("<nav><a href=/>Home</a></nav><div id=app>Loading</div>", head)
    assert newsclean.clean(data).text.rstrip("\n").split("\n") == PARAGRAPHS
    shown = wrapped(as_article(GERMAN), head)
    assert newsclean.clean(shown).text.rstrip("\n").split("\n") == GERMAN


@pytest.mark.parametrize(
    ("around", "is_read"), [("div class=post-body", True), ("div class=consent", False)]
)
def test_a_template_of_scripts_is_read_within_the_article_alone(around: str, is_read: bool) -> None:
    labels = "".join(f"<li><a href=/label/{n}>Label number {n}</a></li>" for n in range(30))
    template = f"<script type='text/template'>{as_article(PARAGRAPHS * 2)}</script>"
    data = wrapped(f"<h1>A title</h1><{around}>{template}</div><ul>{labels}</ul>")
    text = newsclean.clean(data).text
    assert (PARAGRAPHS[0] in text) is is_read
    assert ("Label number 3" in text) <= (not is_read)
    shown = wrapped(f"<{around}>{as_article(GERMAN)}{template}</div>")
    assert newsclean.clean(shown).text.rstrip("\n").split("\n") == GERMAN


# What the page tells ----------------------------------------------------------------------------


def test_every_field_says_where_it_came_from() -> None:
    result = newsclean.clean(page("wordpress"), url="https://example.com/2024/11/06/old-bridge/")
    record = result.to_dict()
    jsonschema.Draft202012Validator(json.loads(schema_text())).validate(record)
    assert record["title"] == "Old bridge over the Lenne will close for eighteen months"
    assert record["authors"] == ["Jonas Keller"]
    assert record["date"] == "2024-11-06T21:40:00+01:00"
    assert record["date_modified"] == "2024-11-07T08:05:00+01:00"
    assert record["publisher"] == "Lenne Courier"
    assert record["section"] == "City"
    assert record["labels"] == ["bridge", "traffic"]
    assert record["language"] == "en-GB"
    assert record["canonical_url"] == "https://example.com/2024/11/06/old-bridge/"
    told = {name: origin["rule"] for name, origin in record["origins"].items()}  # type: ignore[attr-defined]
    assert told["authors"] == "json-ld:author"
    assert told["description"] == "meta:og:description"
    assert told["canonical_url"] == "link:canonical"


def test_json_ld_goes_before_meta_and_meta_before_the_title() -> None:
    head = (
        "<title>Third | Site</title><meta property='og:title' content='Second'>"
        '<script type="application/ld+json">{"@type":"NewsArticle","headline":"First"}</script>'
    )
    body = as_article(PARAGRAPHS)
    assert newsclean.clean(wrapped(body, head)).title == "First"
    head = head.partition("<script")[0]
    assert newsclean.clean(wrapped(body, head)).title == "Second"
    assert newsclean.clean(wrapped(body, "<title>Third</title>")).title == "Third"


def test_the_caller_knows_better_than_the_page() -> None:
    result = newsclean.clean(page("wordpress"), title="Own title", language="de")
    assert (result.title, result.language) == ("Own title", "de")


def test_damaged_json_ld_is_passed_over() -> None:
    head = '<script type="application/ld+json">{"@type": "NewsArticle", "headline": </script>'
    result = newsclean.clean(wrapped(as_article(PARAGRAPHS), head + "<title>A title of it</title>"))
    assert result.title == "A title of it"


def test_no_date_lies_in_the_future() -> None:
    head = "<meta property='article:published_time' content='2999-01-01T00:00:00Z'>"
    assert newsclean.clean(wrapped(as_article(PARAGRAPHS), head)).date is None


def test_relative_addresses_need_the_page_s_own() -> None:
    head = "<meta property='og:image' content='/a.jpg'>"
    data = wrapped(as_article(PARAGRAPHS), head)
    assert newsclean.clean(data).image is None
    assert newsclean.clean(data, url="https://example.com/x/").image == "https://example.com/a.jpg"


def test_a_result_of_a_page_can_be_pickled() -> None:
    result = newsclean.clean(page("ghost"))
    again = pickle.loads(pickle.dumps(result))
    assert (again.text, again.title, again.marks) == (result.text, result.title, result.marks)


# The command ------------------------------------------------------------------------------------


def test_the_command_knows_a_page_by_its_content(tmp_path: Path) -> None:
    path = tmp_path / "page"
    path.write_bytes(page("amp"))
    expected = article("amp").encode()
    assert run(str(path)).stdout.rstrip(b"\n") == expected
    assert run(stdin=page("amp")).stdout.rstrip(b"\n") == expected
    assert run("--input", "html", stdin=page("amp")).stdout.rstrip(b"\n") == expected


def test_input_text_takes_a_page_for_a_text() -> None:
    data = page("amp")
    assert b"<p>" in run("--input", "text", stdin=data).stdout
    assert "<p>" in newsclean.clean(data, input="text").text


def test_explain_names_the_element_of_what_goes() -> None:
    told = run("explain", "-", stdin=page("wordpress")).stdout.decode()
    assert "page-frame: " in told
    assert "nav#site-navigation" in told or "ul.menu" in told


def test_a_page_without_an_article_is_empty_with_a_warning() -> None:
    login = wrapped("<h1>Sign in</h1><form><label>User</label><input><button>Go</button></form>")
    done = run(stdin=login)
    assert (done.returncode, done.stdout) == (0, b"")
    assert b"no article found" in done.stderr
    assert run("--fail-empty", stdin=login).returncode == 1


@pytest.mark.parametrize("data", [b"", b"<html></html>", b"<!-- nothing -->", b"<html><body>\n"])
def test_an_empty_page_is_empty(data: bytes) -> None:
    assert newsclean.clean(data, input="html").text == ""


def test_diff_and_restore_refuse_a_page_by_name() -> None:
    done = run("--diff", stdin=page("amp"))
    assert done.returncode == 2
    assert b"HTML page" in done.stderr
    record = run("-f", "json", stdin=page("amp")).stdout
    with pytest.raises(newsclean.NewscleanError, match="HTML page"):
        restore(record)


def test_an_unknown_kind_of_input_is_refused() -> None:
    with pytest.raises(UsageError, match="input must be"):
        newsclean.Cleaner(input="pdf")
    assert run("--input", "pdf", stdin=b"x").returncode == 2


def test_the_configuration_may_say_what_the_inputs_are(tmp_path: Path) -> None:
    (tmp_path / "newsclean.toml").write_text('input = "text"\n', encoding="utf-8")
    (tmp_path / "a.html").write_bytes(page("amp"))
    assert b"<p>" in run("a.html", cwd=tmp_path).stdout


@pytest.mark.parametrize(
    "text",
    [
        POST, "The tag <html> begins every page.\n" + POST, "<p>A stray tag</p>\n" + POST,
        "<img src='x'>\n" + POST, "<div>\n" + POST, "< html >", "<3 this", "",
        "<!-- a comment -->\n" + POST, "<?xml version='1.0'?>\nNo page follows.",
    ],
)  # fmt: skip
def test_a_text_that_mentions_tags_is_a_text(text: str) -> None:
    assert not is_page(text)
    assert not is_page(text.encode())


@pytest.mark.parametrize(
    "start",
    [
        "<!DOCTYPE html>", "\ufeff\n <!doctype HTML>", "<html lang=en>", "<HTML>", "<head>",
        "<!-- saved -->\n<html>", "<?xml version='1.0' encoding='utf-8'?>\n<!DOCTYPE html PUBLIC>",
    ],
)  # fmt: skip
def test_a_page_is_known_by_its_beginning(start: str) -> None:
    assert is_page(start + "<p>x</p>")
    assert is_page((start + "<p>x</p>").encode())


def test_a_fragment_is_known_by_both_ends() -> None:
    assert is_page("<article>\n" + as_article(PARAGRAPHS) + "</article>\n")
    assert is_page("<style>p {}</style><body>" + as_article(PARAGRAPHS) + "</body></html>\n")
    assert not is_page("<article>\n" + POST)
    assert not is_page("<article>\n" + POST + "</div>")


# Encodings --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("<meta charset='iso-8859-1'>", "cp1252"), ("<meta charset=utf-8>", "utf-8"),
        ("<meta charset=iso-8859-1>", "utf-8"),  # a lie
        ("<meta http-equiv=Content-Type content='text/html; charset=windows-1252'>", "cp1252"),
        ("<meta charset='base64'>", "utf-8"), ("", "utf-8"), ("<meta charset=utf-8>", "utf-16"),
    ],
)  # fmt: skip
def test_the_encoding_is_found(declared: str, encoding: str) -> None:
    data = wrapped(as_article(GERMAN), declared).decode().encode(encoding)
    result = newsclean.clean(data, input="html")
    assert "Brücke über die Örtze" in result.text
    assert "\ufffd" not in result.text


def test_bytes_of_no_encoding_are_counted() -> None:
    data = wrapped(as_article(PARAGRAPHS), "<meta charset=utf-8>").replace(b"Lenne", b"Lenn\xe9", 1)
    result = newsclean.clean(data)
    assert result.source.bad_bytes == 1
    assert result.text.count("\ufffd") == 1


# Hostile pages ----------------------------------------------------------------------------------


@pytest.mark.parametrize("depth", [100, 260, 5000, 100_000])
def test_no_depth_loses_a_line(depth: int) -> None:
    data = wrapped("<div>" * depth + as_article(PARAGRAPHS) + "</div>" * depth)
    lines = newsclean.clean(data).document.lines
    assert lines == [*PARAGRAPHS, ""]


def test_what_follows_a_deep_element_is_read() -> None:
    deep = "<div>" * 300 + "<script>var x = 1;</script>deep<br>er" + "</div>" * 300
    assert Walk(parse(wrapped(deep + "<p>after</p>")).root).texts == ["deep", "er", "after"]


@pytest.mark.parametrize("size", [20_000, 80_000])
def test_a_flood_of_attributes_is_cut(size: int) -> None:
    flood = " ".join(f"a{n}=1" for n in range(size))
    start = time.process_time()
    lines = Walk(parse(wrapped(f"<div {flood}>{as_article(PARAGRAPHS)}</div>")).root).texts
    assert lines == PARAGRAPHS
    assert time.process_time() - start < 2


def test_a_long_text_without_tags_is_not_taken_for_a_flood() -> None:
    words = "a=b and so on " * 20_000
    assert Walk(parse(wrapped(f"<p>{words}</p><p>x</p>")).root).texts == [words.strip(), "x"]


@pytest.mark.parametrize(
    "data",
    [
        b"<html><body><!-- " + b"x" * 1000, b"<html><script>var a = '<p>never closed", b"<html><p",
        b"<html><body>" + b"<p>a\0b</p>" * 3, b"<html>&bomb;&#x110000;&#0;&#xD800;",
        b"<!DOCTYPE html [<!ENTITY a 'b'><!ENTITY c '&a;&a;'>]><html>&c;",
        b"<html><body>" + b"<b><i>" * 3000, b"<html" * 5000, b"<html>" + bytes(range(1, 256)) * 9,
    ],
)  # fmt: skip
def test_damaged_pages_do_not_fail(data: bytes) -> None:
    try:
        newsclean.clean(data, input="html").to_dict()
    except InputError as error:
        assert "encoding" in str(error)


@pytest.mark.parametrize("kind", ["auto", "html"])
def test_a_feed_of_several_entries_is_refused_by_name(kind: str) -> None:
    feed = b'<?xml version="1.0"?><rss version="2.0"><channel><item/><item/></channel></rss>'
    with pytest.raises(InputError, match="feed of 2 entries"):
        newsclean.clean(feed, input=kind)


def test_nothing_outside_of_the_page_is_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("secret words", encoding="utf-8")
    data = f'<!DOCTYPE html [<!ENTITY x SYSTEM "file://{secret}">]><html><body><p>&x;</p>'.encode()
    assert "secret words" not in "".join(newsclean.clean(data).document.lines)


TEASER = (
    "<div class=post><h2><a href='{address}'>Story number {n} of the river and its bridges</a>"
    "</h2><p>The bridge at Thornby is closed, says the county, and nobody knows when it will be "
    "open again to carts.</p></div>"
)


def teasers(count: int, address: str) -> str:
    return "".join(TEASER.format(n=n, address=address.format(n=n)) for n in range(10 * count))


GROWING = {
    "paragraphs": lambda count: as_article(PARAGRAPHS * count),
    "teasers": lambda count: teasers(count, "/p/{n}#read"),
    "places": lambda count: teasers(count, "/p#read{n}"),
}


@pytest.mark.usefixtures("no_collector")
@pytest.mark.parametrize("kind", GROWING)
def test_time_grows_with_the_page(kind: str) -> None:
    def cleaning(count: int) -> Callable[[], object]:
        return partial(newsclean.clean, wrapped(GROWING[kind](count)))

    assert growth(cleaning, 40, 160, 12) < 12  # linear is 4


@pytest.mark.parametrize("around", ["<article>", "<div class=comment>"])
def test_items_in_items_are_asked_for_their_names_within_bounds(around: str) -> None:
    author = "<div itemprop=author itemscope><span itemprop=name>Al Bo</span>"
    data = wrapped(as_article(PARAGRAPHS) + around + author * 8000)
    root = parse(data).root
    start = time.process_time()
    names = list(Microdata(root, set).values("author"))
    assert names == (["Al Bo"] if around == "<article>" else [])
    assert time.process_time() - start < 1  # 7 s, and 2.6 s, when each is asked


# The model --------------------------------------------------------------------------------------


def test_the_forest_says_what_its_trees_say() -> None:
    dice = random.Random(7)

    def tree() -> list[object]:
        nodes: list[list[float]] = []
        leaves: list[float] = []

        def grow(depth: int) -> int:
            if depth == 0 or dice.random() < 0.2:
                leaves.append(dice.randrange(-1000, 1000) / 1000)
                return ~(len(leaves) - 1)
            place = len(nodes)
            nodes.append([dice.randrange(5), dice.choice((0.0, 0.5, 1.0, 2.0)), 0, 0])
            nodes[place][2] = grow(depth - 1)
            nodes[place][3] = grow(depth - 1)
            return place

        grow(4)
        return [nodes, leaves]

    def walk(tree: list[object], signs: list[float]) -> float:
        nodes, leaves = tree
        n = 0 if nodes else -1
        while n >= 0:
            sign, threshold, left, right = nodes[n]  # type: ignore[index]
            n = left if signs[sign] <= threshold else right
        return leaves[~n]  # type: ignore[index,no-any-return]

    trees = [tree() for _ in range(40)]
    forest = Forest(trees, 5)
    behind, before = forest.part(3, 5, {4: 3}), forest.part(0, 3, {0: 3})  # 0, 4: whole numbers
    for _ in range(300):
        signs = [dice.choice((-1.0, 0.0, 0.25, 0.5, 1.0, 3.0)) for _ in range(5)]
        signs[0], signs[4] = dice.randrange(-1, 4), dice.randrange(-1, 4)
        state = before.narrow(behind.narrow(forest.start, signs[3:]), signs)
        assert forest.score(state) == pytest.approx(sum(walk(t, signs) for t in trees))


@pytest.mark.parametrize(
    "data",
    [*map(page, PLATFORMS), wrapped("<h1>T</h1>" + "<div><p>a, " * 300 + "x</p></div>" * 300)],
)
def test_signs_that_are_looked_up_are_within_their_tables(data: bytes) -> None:
    tree = parse(data)
    signs = Signs(Scene(Walk(tree.root)), tree.title, Sieve(Lexicon()))
    for name, most in SMALL.items():
        column = [row[NAMES.index(name)] for row in signs.rows()]
        assert all(isinstance(value, int) and -1 <= value <= most for value in column), name


def test_a_model_of_other_signs_is_refused() -> None:
    shared_model()
    with pytest.raises(newsclean.NewscleanError, match="other signs"):
        Model({"version": 1, "first": {"signs": ["x"]}, "second": {"signs": []}})
    with pytest.raises(newsclean.NewscleanError, match="version"):
        Model({"version": 99})


# The corpora ------------------------------------------------------------------------------------

_ALLOWED = 0.005  # below the floor, for a machine whose arithmetic differs in the last bit


@pytest.mark.parametrize("name", ["aeb", "readability"])
def test_no_data_set_falls_below_its_floor(name: str) -> None:
    import pages
    from newsclean.cleaner import Cleaner

    if not (pages.corpora() / "html-dev" / "gold.jsonl").is_file():
        pytest.skip("the corpus html-dev is not there; NEWSCLEAN_CORPORA names its folder")
    floors = json.loads(pages.FLOORS.read_text(encoding="utf-8"))["html"][name]
    figures, _, _ = pages.measure(name, Cleaner())
    for key, floor in floors.items():
        assert figures[key] >= floor - _ALLOWED, key


def test_a_page_of_more_lines_than_any_article_is_read_in_time() -> None:
    data = wrapped(
        "<ul>" + "<li><a href=/>Home</a></li>" * 5000 + "</ul>" + "<p>A line.</p>" * 30_000
    )
    start = time.process_time()
    result = newsclean.clean(data)
    assert time.process_time() - start < 20
    assert "A line." in result.text
    assert "Home" not in result.text


# What a page must not lose -----------------------------------------------------------------------


def test_a_pack_works_on_a_page_whose_menu_is_longer_than_the_article(tmp_path: Path) -> None:
    menu = "".join(f"<li><a href=/{n}>Section {n}</a></li>" for n in range(60))
    source = wrapped(f"<ul>{menu}</ul><article>{as_article(PARAGRAPHS)}</article>")
    whole = newsclean.clean(source)
    (tmp_path / "own.txt").write_text(PARAGRAPHS[1] + "\n", encoding="utf-8")
    result = newsclean.clean(source, phrases=[str(tmp_path / "own.txt")])
    kept = [line for line in whole.text.split("\n") if line != PARAGRAPHS[1]]
    assert result.text.split("\n") == kept


@pytest.mark.parametrize(
    ("title", "heading"),
    [("Harbour plans: what the council decided", "Harbour plans"),
     ("消えたニシンの行方を追う漁師たち", "消えたニシンの行方")],
)  # fmt: skip
def test_a_subheading_that_begins_as_the_title_does_stays(title: str, heading: str) -> None:
    body = f"<h1>{title}</h1>{as_article(PARAGRAPHS[:3])}<h2>{heading}</h2>"
    source = wrapped(
        f"<article>{body}{as_article(PARAGRAPHS[3:])}</article>", f"<title>{title}</title>"
    )
    lines = newsclean.clean(source).text.split("\n")
    assert heading in lines
    assert title not in lines


def test_what_follows_the_end_of_the_page_is_read() -> None:
    half = len(PARAGRAPHS) // 2
    body = f"<article>{as_article(PARAGRAPHS[:half])}</body></html>{as_article(PARAGRAPHS[half:])}"
    assert newsclean.clean(wrapped(body + "</article>")).document.lines[:-1] == PARAGRAPHS


def test_the_lines_of_a_poem_stay_lines() -> None:
    poem = "<pre>The light goes round\n  and no one sees it\n\nbut the sea</pre>"
    source = wrapped(f"<article>{as_article(PARAGRAPHS)}{poem}</article>")
    lines = newsclean.clean(source).document.lines
    assert lines[-5:-1] == [PARAGRAPHS[-1], "The light goes round", "and no one sees it",
                            "but the sea"]  # fmt: skip


def test_the_article_of_a_page_ends_in_a_line_end() -> None:
    assert newsclean.clean(wrapped(as_article(PARAGRAPHS))).text.endswith(PARAGRAPHS[-1] + "\n")


def test_angle_brackets_in_json_ld_are_no_markup() -> None:
    body = " ".join([*PARAGRAPHS, "If a <b and c> d, the gate is open."])
    told = json.dumps({"@type": "NewsArticle", "articleBody": body})
    source = wrapped("", f'<script type="application/ld+json">{told}</script>')
    assert newsclean.clean(source).text == body + "\n"


@pytest.mark.parametrize(
    "text",
    [
        "<html> is the tag that every page begins with.\nThe <body> follows.\n",
        "<body> of evidence grows, says the ministry\nThe <i>evidence</i> grows.\n",
        "<Head> of state arrives in Vienna\n",
        "<div> is the word of the year.\nThe winner was read out by </div>\n",
        "<div>\n\n# Title\n\n- one item\n\n</div>\n",
        "<div>A text that someone wrapped.</div>\nOutside of it.\n<div>And a third.</div>\n",
        "<!-- newsletter -->\n<html>, <body> and <head>: what the three tags do\n",
    ],
)  # fmt: skip
def test_a_text_about_tags_is_a_text(text: str) -> None:
    assert not is_page(text)
    assert not is_page(text.encode())


def test_a_damaged_model_of_pages_is_one_line(tmp_path: Path) -> None:
    path = tmp_path / "page.model.json"
    path.write_bytes(b'{"version": 1, "first"')
    with pytest.raises(ModelError, match=r"^page\.model\.json: is damaged; install"):
        read_model(str(path), lambda data: Model(json.loads(data)))
    with pytest.raises(ModelError, match=r"^none\.json: No such file"):
        read_model(str(tmp_path / "none.json"), lambda data: Model(json.loads(data)))


def test_a_long_thread_of_comments_does_not_displace_the_article() -> None:
    text = "I for one think that the bridge should have been closed in 2009 already, said number"
    thread = "".join(
        f"<div class=comment><b>reader{n}</b><p>{text} {n} of us.</p></div>" for n in range(3500)
    )
    source = wrapped(f"<article>{as_article(PARAGRAPHS)}</article><div id=comments>{thread}</div>")
    assert newsclean.clean(source).text.split("\n")[: len(PARAGRAPHS)] == PARAGRAPHS
