"""The report counts what cleaning does, and nothing of the input runs in it."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import lxml.html
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import newsclean
from browsing import Opened, complaints
from command import ARTICLE, FOOTER, POST, prose, run, shell
from newsclean.cleaner import Cleaner
from newsclean.report import Audit, store
from newsclean.report.chosen import rank
from newsclean.report.markup import Markup, fill, is_web, tag, text
from newsclean.report.names import script_name
from newsclean.report.page import html
from newsclean.report.store import SUMS, Store
from newsclean.report.summary import shares, summary
from newsclean.report.told import told
from newsclean.report.view import VIEW_BYTES, rows_of
from newsclean.visible import visible

HOSTILE = (
    "</script><script>document.title='ran'</script>",
    "<img src=x onerror=\"document.title='ran'\">",
    "javascript:document.title='ran'",
    "\"><svg onload=document.title='ran'>",
    "<!-- --><style>body{display:none}</style></style>",
    "{{script}} {{main}} &lt;b&gt; &#0;",
    "\x1b[31mred\x1b[0m \x07 \x9b2J",
    "\u202egnp.exe\u2066 \u200b\ufeff",
    "\udcff\udc80 \ud800",
    "<a href='javascript:alert(1)' onclick=alert(1)>x</a>",
    "' onmouseover='document.title=1",
)
HOSTILE_POST = (
    "".join(
        f"{line}\nThe council voted on Tuesday to close the bridge, officials said, number {n}.\n"
        for n, line in enumerate(HOSTILE)
    )
    + "".join(f"The post {line} appeared first on {line}.\n" for line in HOSTILE)
    + FOOTER
)


def audited(*texts: str, views: int = 150, **options: Any) -> Audit:
    audit = Audit(views)
    cleaner = Cleaner(**options)
    for n, one in enumerate(texts):
        audit.add(cleaner.clean(one), f"post-{n}.txt")
    return audit


def page_of(audit: Audit) -> str:
    return "".join(html(audit, "posts"))


def tree_of(audit: Audit) -> Any:
    return lxml.html.document_fromstring(page_of(audit))


def folder(tmp_path: Path, posts: int = 3) -> Path:
    posts_dir = tmp_path / "posts"
    posts_dir.mkdir()
    for n in range(posts):
        (posts_dir / f"{n}.txt").write_text(f"Number {n} of the week. {POST}", encoding="utf-8")
    return posts_dir


# What is counted.


def test_the_numbers_are_those_of_the_records() -> None:
    texts = [POST, ARTICLE, POST.replace("\n", "\r\n"), "", "Café à la carte.\n" + POST]
    records = [newsclean.clean(one).to_dict() for one in texts]
    stats = [record["stats"] for record in records]
    numbers = summary(audited(*texts))
    assert numbers["documents"] == len(texts)
    assert numbers["with_boilerplate"] == sum(bool(record["removed"]) for record in records)
    assert numbers["lines"] == sum(one["lines"] for one in stats)  # type: ignore[index]
    assert numbers["removed_lines"] == sum(one["removed_lines"] for one in stats)  # type: ignore[index]
    assert numbers["bytes"] == sum(len(one.encode()) for one in texts)
    kept = sum(len(str(record["text"]).encode()) for record in records)
    assert numbers["bytes"] - numbers["removed_bytes"] == kept  # type: ignore[operator]
    by_filter = {one["filter"]: one["lines"] for one in numbers["by_filter"]}  # type: ignore[attr-defined]
    for name, lines in by_filter.items():
        assert lines == sum(one["removed_by_filter"].get(name, 0) for one in stats)  # type: ignore[index]


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from([POST, ARTICLE, FOOTER, "", "x", "a\rb\u2028c\n"]), max_size=6))
def test_every_group_adds_up_to_the_whole(texts: list[str]) -> None:
    audit = audited(*texts)
    for kind in ("site", "platform", "language", "script"):
        sums = [sums for _, sums in audit.groups(kind, 1000)]
        for name, total in (("documents", audit.documents), ("lines", audit.lines),
                            ("bytes", audit.bytes), ("removed_lines", audit.removed_lines),
                            ("removed_bytes", audit.removed_bytes)):  # fmt: skip
            assert sum(one[name] for one in sums) == total
    assert sum(count for _, count in shares(audit)) == audit.documents


@pytest.mark.parametrize("form", ["json", "html"])
def test_processes_change_nothing(form: str, tmp_path: Path) -> None:
    posts = folder(tmp_path, 90)  # more than one process is given at once
    pack = '[[rule]]\nid = "end"\nphrase = "Post a Comment"\nremoves = ["Post a Comment"]\n'
    (tmp_path / "my.toml").write_text(pack)
    (posts / "other").mkdir()
    (posts / "other" / "newsclean.toml").write_text('ignore = ["share"]\n')
    (posts / "other" / "a.txt").write_text(POST)
    (posts / "page.html").write_text(f"<html><title>T</title><article><p>{ARTICLE}</article>")
    (posts / "no-text.txt").write_bytes(bytes(range(256)) * 9)
    one, two = (
        run("report", "posts", "-f", form, "--rules", "my.toml", "-j", jobs, cwd=tmp_path)
        for jobs in "12"
    )
    assert one.returncode == two.returncode == 2
    assert one.stdout and one.stdout == two.stdout
    assert b"no-text.txt" in one.stderr and one.stderr == two.stderr
    if form == "json":
        numbers = json.loads(two.stdout)
        assert (numbers["documents"], numbers["failed"], len(numbers["rules"])) == (92, 1, 1)


def test_a_cut_part_of_a_line_is_counted() -> None:
    whole = "The mayor spoke. The council voted on Tuesday to close the old bridge, he said. " * 3
    audit = audited(whole + 'Share this: Facebook 0 Response to "T" Post a Comment')
    assert audit.with_boilerplate == 1 and audit.parts > 0 and audit.removed_lines == 0
    assert 0 < audit.removed_bytes < audit.bytes
    assert audit.filters()[0][1]["parts"] > 0


def test_lines_that_differ_in_numbers_and_case_are_one() -> None:
    texts = [f'{ARTICLE}{n} Response to "Council closes the bridge"\nPOST A  comment\n'
             for n in range(4)] + [POST]  # fmt: skip
    lines = summary(audited(*texts))["removed"]
    counts = {one["text"].casefold(): one["lines"] for one in lines}  # type: ignore[attr-defined]
    assert counts["post a  comment"] == 5
    assert counts['0 response to "council closes the bridge"'] == 4


def test_a_line_that_repeats_at_the_end_and_stays_is_told() -> None:
    house = "Kommerlin silva op"
    texts = [f"Story {n}: the council of town {n} voted on Tuesday to close its old bridge, number "
             f"{n * 7}, for repairs, said officials of the town.\n{house}\n"
             for n in range(5)]  # fmt: skip
    audit = audited(*texts, ignore=["model"])
    assert house in [group.text for group in audit.top("repeated", 10)]
    copies = audited(*texts[:1] * 9, ignore=["model"])
    assert house not in [group.text for group in copies.top("repeated", 10)], "one article, copied"


def test_lines_in_doubt_are_told_with_how_sure_they_are() -> None:
    audit = audited(POST, confidence=1.0)
    assert audit.doubtful_lines > 0
    (view,) = audit.chosen.left.views()
    assert {one.number for one in view.leftovers} <= {4, 5, 6}
    assert all(0 < one.mark[3] < 1 and one.is_at_end for one in view.leftovers)
    top = audit.top("doubtful", 10)
    assert {group.text for group in top} == {one.text for one in view.leftovers}
    assert all(group.confidence > 0 and ": " in group.reason for group in top)


def test_a_document_of_which_nothing_is_left_is_told() -> None:
    rule = newsclean.RulePack.parse('name = "p"\n[[rule]]\nid = "a"\nphrase = "Kommerlin"\n'
                                    'removes = ["Kommerlin"]\n', "p.toml")  # fmt: skip
    audit = audited("Kommerlin\n\n", rules=[rule])
    assert audit.emptied == 1 and shares(audit)[-1] == ("all", 1)


def test_rules_tell_what_they_took_and_what_they_were_learned_from() -> None:
    pack = newsclean.RulePack.parse(
        'name = "house"\n[[rule]]\nid = "a"\nphrase = "Kommerlin silva op"\ncount = 12\n'
        'share = 0.8\nlast_matched = "2026-05-01"\nremoves = ["Kommerlin silva op"]\n'
        '[[rule]]\nid = "b"\nphrase = "Never seen"\nremoves = ["Never seen"]\n',
        "house.toml",
    )  # fmt: skip
    audit = audited(
        f"{ARTICLE}Kommerlin silva op\n", f"{ARTICLE}Kommerlin silva op\n", rules=[pack]
    )
    one, other = summary(audit)["rules"]  # type: ignore[misc]
    assert (one["rule"], one["lines"], one["documents"]) == ("a", 2, 2)
    assert (one["count"], one["share"], one["last_matched"]) == (12, 0.8, "2026-05-01")
    assert (other["lines"], other["documents"]) == (0, 0)
    assert "Never seen" in page_of(audit) and "2026-05-01" in page_of(audit)
    assert any("house:a" in line for line, _ in told(audit))


def test_memory_is_bounded_and_the_sums_are_not_changed_by_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def filled() -> Store:
        one = Store()
        for n in range(200):
            one.add("site", f"s{n % 17}", (1, n % 2, 3, 4, 5, 6))
            one.add_line("removed", f"key {n % 13}", f"text {n % 13}", size=n, article=n,
                         is_new=n % 3 > 0, place=f"p{n}", filter=f"f{n % 7}",
                         confidence=n % 7)  # fmt: skip
        return one

    whole = filled()
    monkeypatch.setattr(store, "_NAMES", 4)
    monkeypatch.setattr(store, "_LINES", 3)
    small = filled()
    assert len(small._lines) <= 3 and len(small._sums) <= 4
    assert whole.sums("site", 99) == small.sums("site", 99)
    for one, other in zip(whole.groups("removed", 99), small.groups("removed", 99), strict=True):
        for name in store.Group.__slots__:
            assert getattr(one, name) == getattr(other, name), name


def test_a_full_disk_is_one_line() -> None:
    one = Store()
    one._base.run("PRAGMA max_page_count = 4")
    with pytest.raises(newsclean.NewscleanError, match=r"temporary database in .*full"):
        for n in range(30_000):
            one.add("site", f"site number {n}", (1, 1, 1, 1, 1, 1))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text() | st.sampled_from([*HOSTILE, POST, "x" * 50_000]), max_size=5))
def test_any_text_can_be_counted_and_told(texts: list[str]) -> None:
    audit = Audit(4)
    cleaner = Cleaner(confidence=0.9)
    for one in texts:
        result = cleaner.clean(one, title=one[:70_000], url=one)
        audit.add(result, one, site=one, url=one, id=one)
    json.dumps(summary(audit), ensure_ascii=False).encode()
    assert "".join(line for line, _ in told(audit)).isprintable()
    assert len(page_of(audit).encode()) < 200_000
    assert len(tree_of(audit).xpath("//details")) == min(4, len(texts))


def test_no_more_documents_are_held_than_are_shown() -> None:
    texts = [f"Report {n}.\n{POST}" for n in range(60)]
    audit = audited(*texts, views=9)
    shown = audit.chosen.views()
    assert len(shown) == 9
    assert len(audit.chosen.lost.views()) == 3
    again = audited(*texts, views=9).chosen.views()
    assert [(view.name, view.tags) for view in shown] == [(view.name, view.tags) for view in again]
    best = min((f"post-{n}.txt" for n in range(60)), key=rank)
    assert best in {view.name for view in shown}
    assert len(audited(*texts[:9], views=9).chosen.views()) == 9
    assert audited(*texts, views=0).chosen.views() == []


def test_the_documents_that_lost_most_come_first() -> None:
    audit = audited(prose(5) + FOOTER, ARTICLE, POST, prose(20) + FOOTER)
    assert [view.name for view in audit.chosen.lost.views()] == [
        "post-2.txt", "post-0.txt", "post-3.txt",
    ]  # fmt: skip


# One document.


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from([*HOSTILE, *POST.split("\n"), "", "x" * 9000, "日" * 200]),
                max_size=700))  # fmt: skip
def test_a_view_shows_each_line_or_says_that_it_does_not(lines: list[str]) -> None:
    result = newsclean.clean("\n".join(lines))
    rows = rows_of(result)
    at = 1
    for row in rows:
        assert row.number == at
        if row.kind == "gap":
            at += sum(map(int, re.findall(r"\d+", row.parts[0][1].replace(",", ""))))
            continue
        assert (row.kind == "removed") == (at - 1 in result.marks)
        assert bool(row.why) == (row.kind != "kept")
        at += 1
    assert at - 1 == newsclean.report.measure.line_count(result.document)
    assert sum(row.cost() for row in rows) < VIEW_BYTES + 8000


def test_what_goes_or_is_in_doubt_stays_in_view_in_long_texts() -> None:
    lines = [*prose(400).split("\n")[:-1], *FOOTER.split("\n")]
    lines[200] = "Share this:"
    result = Cleaner(confidence=0.9).clean("\n".join(lines))
    rows = rows_of(result)
    assert result.doubtful or 200 in result.marks
    for i in (*result.doubtful, *result.marks):
        assert any(row.number == i + 1 and row.kind != "gap" for row in rows), i
    assert sum(row.kind == "gap" for row in rows) == 2


def test_a_line_of_many_cuts_is_bounded() -> None:
    sentence = "The council voted on Tuesday to close the old bridge, said the mayor of the town. "
    line = "".join(f"{sentence}[Read more: Bridge {n} is closed] " for n in range(300))
    result = Cleaner(extend_select=["inline"], segments="never").clean(line)
    (row,) = rows_of(result)
    assert sum(map(len, result.document.spans.values())) > 100
    assert row.kind == "cut" and row.cost() < VIEW_BYTES < len(line)
    assert any("parts not shown" in part for kind, part in row.parts if kind == "gap")


def test_neighbours_with_one_reason_tell_it_once_below() -> None:
    rows = rows_of(newsclean.clean(ARTICLE + "Share this:\n\n\nPost a Comment\n"))
    removed = [row for row in rows if row.kind == "removed"]
    assert removed[-1].is_told and all(row.why for row in removed)


@pytest.mark.parametrize(
    ("sample", "name"),
    [
        ("The council", "Latin"), ("Совет", "Cyrillic"), ("市议会投票", "Han"),
        ("議会はある", "Japanese"), ("서울", "Hangul"), ("المجلس", "Arabic"),
        ("परिषद", "Devanagari"), ("Café", "Latin"), ("12 !", ""),
    ],
)  # fmt: skip
def test_scripts_have_names(sample: str, name: str) -> None:
    assert script_name(sample) == name


# The page.


@pytest.mark.parametrize(
    ("url", "is_safe"),
    [
        ("https://example.org/a?b=c&d=1", True), ("http://münchen.example/ü", True),
        ("javascript:alert(1)", False), ("JavaScript:alert(1)", False), (" https://a.x", False),
        ("data:text/html,x", False), ("https://a.example/\"onclick=\"x", False), ("//a.x", False),
        ("https://", False), ("https://[::1", False), ("https://a.example/\u202e", False),
        ("ftp://a.example", False), ("https://a.example/\nx", False), ("file:///etc/passwd", False),
    ],
)  # fmt: skip
def test_only_addresses_of_the_web_are_links(url: str, is_safe: bool) -> None:
    assert is_web(url) == is_safe


@given(st.text())
def test_text_is_shown_and_nothing_else(value: str) -> None:
    element = lxml.html.fragment_fromstring(tag("p", value, title=value))
    shown = visible(value, keep="\t")
    assert len(element) == 0
    assert (element.text or "") == shown
    assert element.get("title") == shown


def test_what_is_filled_in_is_no_template() -> None:
    assert fill("{{a}}{{b}}", {"a": "{{b}}<", "b": Markup("<i>")}) == "{{b}}&lt;<i>"
    assert text("<\x1b\u202e>") == "&lt;\\x1b\\u202e&gt;"


@pytest.fixture(scope="module")
def hostile() -> Audit:
    audit = Audit()
    cleaner = Cleaner(confidence=0.9)
    for n, line in enumerate(HOSTILE):
        result = cleaner.clean(HOSTILE_POST, title=line, url=line)
        audit.add(result, f"{line}-{n}", site=line, url=line)
    audit.add(cleaner.clean(POST), "x.txt", url="https://example.org/a")
    audit.fail(HOSTILE[0], HOSTILE[1])
    return audit


def test_the_policy_names_the_one_script_and_the_one_style(hostile: Audit) -> None:
    tree = tree_of(hostile)
    policy = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy and "http" not in policy
    for name, directive in (("script", "script-src"), ("style", "style-src")):
        (element,) = tree.findall(f".//{name}")
        digest = base64.b64encode(hashlib.sha256(element.text.encode()).digest()).decode()
        assert f"{directive} 'sha256-{digest}'" in policy


def test_nothing_of_the_input_is_markup(hostile: Audit) -> None:
    tree = tree_of(hostile)
    for element in tree.iter():
        assert element.tag in (
            "html head meta link title style body a header p span h1 h2 h3 div button nav ul ol li "
            "main section dl dt dd svg rect table caption thead tbody tr th td bdi code details "
            "summary del footer strong kbd script label input select option".split()
        )
        for name, value in element.attrib.items():
            assert not name.startswith("on") and name not in ("style", "srcdoc", "action", "src")
            if name == "href":
                assert value == "data:," or value[0] == "#" or is_web(value)
            if name == "href" and value[:4] == "http":
                assert {"noopener", "noreferrer"} <= set(element.get("rel").split())
    assert [one.get("href") for one in tree.xpath("//dd//a")].count("https://example.org/a") == 1
    page_of(hostile).encode()  # no lone surrogate is left
    shown = tree.text_content()
    for line in HOSTILE:
        assert visible(line) in shown


def test_every_link_inside_leads_somewhere_and_ids_are_unique(hostile: Audit) -> None:
    tree = tree_of(hostile)
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    for href in tree.xpath("//a/@href"):
        assert not href.startswith("#") or href[1:] in ids
    for element in tree.xpath("//*[@aria-labelledby]"):
        assert element.get("aria-labelledby") in ids
    for element in tree.xpath("//label"):
        assert element.get("for") in ids


def test_tables_have_heads_and_headings_skip_no_level(hostile: Audit) -> None:
    tree = tree_of(hostile)
    assert tree.get("lang") == "en"
    levels = [int(one.tag[1]) for one in tree.xpath("//h1|//h2|//h3")]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(b - a <= 1 for a, b in pairwise(levels))
    for one in tree.xpath("//table"):
        assert one.xpath("./thead/tr/th[@scope='col']")
        assert all(row.xpath("./th[@scope='row']") for row in one.xpath("./tbody/tr"))
        assert one.getparent().get("aria-label")
    assert all(button.text for button in tree.xpath("//button"))


def test_a_removed_line_is_struck_and_its_reason_is_there_without_a_mouse() -> None:
    tree = tree_of(audited(POST))
    struck = tree.xpath("//li[@class='removed']")
    assert [one.get("value") for one in struck] == ["4", "5", "6"]
    for one in struck:
        assert one.xpath(".//del") and one.get("title").count(" sure)") == 1
        assert one.xpath("./span[@class='sr']/text()") == ["removed: "]
    assert struck[-1].xpath("./span[@class='why']/text()")[0] == struck[-1].get("title")


def test_contrast_is_enough_in_both_themes() -> None:
    """WCAG AA: 4.5 for text on what it stands on."""
    style = (Path(newsclean.report.__file__).parent / "page.css").read_text(encoding="utf-8")
    blocks = re.findall(r"\{\s*(--paper.*?)color-scheme: (light|dark)", style, re.S)
    assert [name for _, name in blocks] == ["light", "dark", "dark", "light"]
    for block, name in blocks:
        colors = dict(re.findall(r"--([\w-]+): (#\w+);", block))
        for ink, papers in (
            ("ink", ("paper", "card", "doubt-paper")), ("quiet", ("paper", "card", "gone-paper")),
            ("link", ("paper", "card")), ("accent", ("paper", "card")),
            ("gone", ("gone-paper", "card")), ("doubt", ("doubt-paper",)),
        ):  # fmt: skip
            for paper in papers:
                assert contrast(colors[ink], colors[paper]) >= 4.5, (name, ink, paper)
        assert contrast(colors.get("focus", "#000"), colors["paper"]) >= 3
        assert contrast(colors["bar"], colors["paper"]) >= 3


def contrast(one: str, other: str) -> float:
    def light(color: str) -> float:
        digits = color[1:] if len(color) == 7 else "".join(2 * digit for digit in color[1:])
        parts = [int(digits[n : n + 2], 16) / 255 for n in (0, 2, 4)]
        parts = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)


def test_the_dark_colors_stand_twice_and_are_the_same() -> None:
    style = (Path(newsclean.report.__file__).parent / "page.css").read_text(encoding="utf-8")
    dark = [re.findall(r"--([\w-]+): (#\w+);", block)
            for block in re.findall(r"\{\s*(--paper[^}]*?)color-scheme: dark", style)]  # fmt: skip
    assert len(dark) == 2 and dark[0] == dark[1]


# The command.


def test_a_page_of_a_folder(tmp_path: Path) -> None:
    posts = folder(tmp_path)
    before = {path: path.read_bytes() for path in posts.iterdir()}
    done = run("report", "posts", "-o", "report.html", cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "100% of 3 documents hold boilerplate" in page
    assert {path: path.read_bytes() for path in posts.iterdir()} == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["posts", "report.html"]
    again = run("report", "posts", "-o", "-", "-f", "html", cwd=tmp_path)
    assert again.stdout.decode() == page, "the same input gives the same page"


def test_an_audit_of_records_at_the_terminal(tmp_path: Path) -> None:
    lines = [
        json.dumps({"text": POST, "url": f"https://site-{n % 2}.example/{n}"}) for n in range(4)
    ]
    done = run("report", "--url-field", "url", stdin="\n".join(lines).encode())
    assert done.returncode == 0 and done.stderr == b""
    out = done.stdout.decode()
    assert out.startswith("4 documents, 4 (100%) with boilerplate\n24 lines, 12 (50.0%) are boil")
    assert re.search(r"site-1\.example +6 .* in 2 documents", out)
    assert re.search(r"4  share: Share this:", out)
    assert "\x1b" not in out


def test_a_table_and_the_text_of_its_cells(tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow")
    pq = pytest.importorskip("pyarrow.parquet")
    pq.write_table(pa.table({"body": [POST, ARTICLE], "url": ["https://a.example/1", None]}),
                   tmp_path / "corpus.parquet")  # fmt: skip
    done = run("report", "corpus.parquet", "--text-field", "body", "--url-field", "url", "-f",
               "json", cwd=tmp_path)  # fmt: skip
    told = json.loads(done.stdout)
    assert (told["documents"], told["with_boilerplate"], told["removed_lines"]) == (2, 1, 3)
    assert {one["site"] for one in told["by_site"]} == {"a.example", None}


def test_texts_are_read_as_the_command_reads_them(tmp_path: Path) -> None:
    pytest.importorskip("ftfy")
    (tmp_path / "a.txt").write_text("A cafÃ© by the harbour was closed. " + POST, encoding="utf-8")
    page = run("report", "a.txt", "-f", "html", "--fix-text", cwd=tmp_path).stdout.decode()
    assert "A café by" in page and "cafÃ©" not in page
    lines = "".join(f"<p>{line}</p>" for line in ARTICLE.split("\n"))
    figure = "<figure><img src=a.jpg><figcaption>The old bridge at dawn</figcaption></figure>"
    shown = f"<html><body><article><h1>Bridge</h1>{lines}{figure}</article></body></html>"
    (tmp_path / "a.html").write_text(shown, encoding="utf-8")
    (tmp_path / "newsclean.toml").write_text("captions = true\n", encoding="utf-8")
    kept = run("a.html", cwd=tmp_path).stdout.decode()
    told = json.loads(run("report", "a.html", "-f", "json", cwd=tmp_path).stdout)
    assert "The old bridge at dawn" in kept
    assert told["bytes"] - told["removed_bytes"] == len(kept.encode())


def test_numbers_for_scripts(tmp_path: Path) -> None:
    folder(tmp_path)
    done = run("report", "posts", "-f", "json", cwd=tmp_path)
    told = json.loads(done.stdout)
    assert list(told) == [
        "schema", "documents", "with_boilerplate", "emptied", "without_text", "in_doubt", "failed",
        "lines", "removed_lines", "cut_parts", "doubtful_lines", "bytes", "removed_bytes",
        "by_filter", "by_share", "by_site", "by_platform", "by_language", "by_script", "counts",
        "removed", "doubtful", "repeated", "rules", "most_lost", "leftovers", "failures", "version",
    ]  # fmt: skip
    assert told["schema"] == "newsclean-report/1"
    assert list(told["by_site"][0]) == ["site", *SUMS]
    (tmp_path / "out.json").write_bytes(b"")
    assert run("report", "posts", "-o", "out.json", cwd=tmp_path).returncode == 0
    assert json.loads((tmp_path / "out.json").read_bytes()) == told


def test_every_key_of_the_numbers_is_documented() -> None:
    page = (Path(__file__).parent.parent / "docs" / "report.md").read_text(encoding="utf-8")
    for key in summary(audited(POST)):
        assert f"`{key}`" in page, key


def test_a_failure_is_named_and_the_others_are_counted(tmp_path: Path) -> None:
    posts = folder(tmp_path)
    (posts / "bad<b>.bin").write_bytes(bytes(range(256)) * 8)
    for form in ("text", "json", "html"):
        done = run("report", "posts", "missing", "-f", form, cwd=tmp_path)
        assert done.returncode == 2
        assert done.stderr.count(b"\n") == 2
        out = done.stdout.decode()
        assert "missing" in out and "bad" in out and "No such file" in out
        assert "<b>" not in out or form != "html"
    assert run("report", "missing", "-o", "r.html", cwd=tmp_path).returncode == 2
    assert not (tmp_path / "r.html").exists()


def test_each_configuration_holds_for_its_folder(tmp_path: Path) -> None:
    posts = folder(tmp_path)
    (posts / "sub").mkdir()
    (posts / "sub" / "4.txt").write_text(POST, encoding="utf-8")
    (posts / "sub" / "newsclean.toml").write_text('ignore = ["share"]\n', encoding="utf-8")
    done = run("report", "posts", "-f", "json", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    told = {one["filter"]: one["lines"] for one in json.loads(done.stdout)["by_filter"]}
    assert told["share"] == 3
    assert run("dedup", "posts", cwd=tmp_path).returncode == 0


@pytest.mark.parametrize(
    ("arguments", "cause"),
    [
        (["-o", "out/"], b"a report is one file"),
        (["-o", "report.pdf"], b"call it .html, .json or .txt"),
        (["--documents", "9"], b"--documents is for a page"),
        (["-o", "a.txt"], b"is an input"),
    ],
)
def test_what_cannot_be_meant_is_refused(
    tmp_path: Path, arguments: list[str], cause: bytes
) -> None:
    (tmp_path / "a.txt").write_text(POST, encoding="utf-8")
    done = run("report", "a.txt", *arguments, cwd=tmp_path)
    assert done.returncode == 2 and cause in done.stderr, done.stderr
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == POST


def test_a_closed_pipe_is_no_error(tmp_path: Path) -> None:
    folder(tmp_path, 40)
    for form in ("html", "text", "json"):
        piped = f"newsclean report posts -f {form} | head -c 1 >/dev/null"
        done = shell(f"{piped}; echo ${{PIPESTATUS[0]}}", tmp_path)
        assert (done.stdout, done.stderr) == (b"0\n", b"")


def test_what_drives_a_terminal_is_shown_instead(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(HOSTILE_POST.encode("utf-8", "surrogatepass"))
    done = run("report", "a.txt", "--encoding", "latin-1", cwd=tmp_path)
    assert done.returncode == 0
    assert not re.search(rb"[\x00-\x09\x0b-\x1f\x7f]", done.stdout)


def test_headings_are_bold_where_colour_is_wanted(tmp_path: Path) -> None:
    folder(tmp_path)
    done = run("report", "posts", "--color", "always", cwd=tmp_path)
    assert b"\x1b[1mBy filter (lines)\x1b[0m\n" in done.stdout


def test_no_document_is_a_report_too(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    done = run("report", "empty", "-f", "html", cwd=tmp_path)
    assert done.returncode == 0
    assert b"There was no document to read." in done.stdout


@pytest.mark.parametrize("command", [["report"], ["dedup"], ["dedup", "--keep", "best"], ["learn"]])
def test_an_output_replaces_no_document_of_a_directory(command: list[str], tmp_path: Path) -> None:
    (tmp_path / "posts").mkdir()
    for name in ("a.txt", "b.txt"):
        (tmp_path / "posts" / name).write_text(POST)
    done = run(*command, "posts/", "-o", "posts/a.txt", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, b"")
    # `dedup --keep` wants a directory first, whatever the name is.
    told = b"-f says of what form" if "--keep" in command else b"is an input"
    assert done.stderr.startswith(b"newsclean: -o posts/a.txt: " + told)
    assert done.stderr.count(b"\n") == 1
    assert (tmp_path / "posts" / "a.txt").read_text() == POST


@pytest.mark.parametrize(
    ("command", "name"),
    [("report", "r.html"), ("report", "r.json"), ("report", "r.txt"), ("dedup", "c.jsonl")],
)
def test_an_output_among_its_inputs_is_written_anew(
    command: str, name: str, tmp_path: Path
) -> None:
    (tmp_path / "posts").mkdir()
    for own in ("a.txt", "b.txt"):
        (tmp_path / "posts" / own).write_text(POST)
    for _ in range(2):
        done = run(command, "posts/", "-o", f"posts/{name}", cwd=tmp_path)
        assert done.returncode == 0, done.stderr
    found = (tmp_path / "posts" / name).read_text(encoding="utf-8")
    assert name not in found, "it is no document of itself"
    assert {"r.html": "a.txt", "r.json": '"documents": 2', "r.txt": "2 documents",
            "c.jsonl": '"size": 2'}[name] in found  # fmt: skip


def test_a_folder_without_a_document_is_said(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    done = run("report", "empty/", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (
        0,
        b"newsclean: empty/: warning: no files to read in it\n",
    )
    assert done.stdout.startswith(b"0 documents")


# In a browser.

@pytest.fixture(scope="module")
def path(hostile: Audit, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("report") / "report.html"
    path.write_text(page_of(hostile), encoding="utf-8")
    return path


def test_nothing_runs_and_nothing_is_fetched(browser: Any, path: Path) -> None:
    opened = Opened(browser, path)
    page = opened.page
    assert page.title() == "newsclean report: posts"
    page.click("#open")
    page.hover("li.removed")
    page.wait_for_timeout(100)
    assert page.title() == "newsclean report: posts"
    assert opened.odd == []
    assert opened.requests == [path.as_uri()]
    assert page.evaluate("document.querySelectorAll('img, iframe, object, body style').length") == 0


def test_the_policy_stops_what_would_run_all_the_same(browser: Any, path: Path) -> None:
    """The second lock: were a line of the input markup by mistake, it would still do nothing."""
    broken = path.with_name("broken.html")
    bad = "<script>document.title='ran'</script><img src='https://example.org/x' onerror=alert(1)>"
    broken.write_text(
        path.read_text(encoding="utf-8").replace("<main>", f"<main>{bad}"), encoding="utf-8"
    )
    opened = Opened(browser, broken)
    assert opened.page.title() == "newsclean report: posts"
    assert any("Content Security Policy" in said for said in opened.odd)


def test_the_theme_can_be_switched_and_is_remembered(browser: Any, path: Path) -> None:
    opened = Opened(browser, path, color_scheme="dark")
    page = opened.page
    paper = "getComputedStyle(document.body).backgroundColor"
    dark = page.evaluate(paper)
    page.click("#theme")
    light = page.evaluate(paper)
    assert page.inner_text("#theme") == "Theme: light" and light != dark
    page.reload()
    assert page.evaluate(paper) == light
    page.click("#theme")
    assert page.evaluate(paper) == dark and page.inner_text("#theme") == "Theme: dark"
    assert opened.odd == []


def test_the_keyboard_is_enough(browser: Any, path: Path) -> None:
    page = Opened(browser, path).page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the figures"
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.focus("#d1 > summary")
    page.keyboard.press("Enter")
    assert page.evaluate("document.querySelector('#d1').open")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.parentElement.id") == "d2"
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement.parentElement.id") == "d1"
    page.focus("#words")
    page.keyboard.type("j")
    assert page.input_value("#words") == "j"


def test_documents_are_found_and_links_open_them(browser: Any, path: Path) -> None:
    page = Opened(browser, path).page
    page.fill("#words", "X.TXT")
    assert page.inner_text("#found") == f"1 of {len(HOSTILE) + 1} shown"
    page.fill("#words", "onerror onmouseover")
    assert page.inner_text("#found").startswith("0 of")
    page.fill("#words", "publisher")  # what is known of a document, too
    assert not page.inner_text("#found").startswith("0 of")
    page.fill("#words", "")
    page.select_option("#tag", "lost most")
    count = page.evaluate("document.querySelectorAll('details.doc:not([hidden])').length")
    assert page.inner_text("#found").startswith(f"{count} of")
    page.click("#lost ~ div a >> nth=0")
    assert page.evaluate("document.querySelector(location.hash).open")


@pytest.mark.parametrize("width", [320, 400, 1200])
def test_no_screen_is_too_narrow(browser: Any, path: Path, width: int) -> None:
    page = Opened(browser, path, viewport={"width": width, "height": 800}).page
    page.click("#open")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_it_works_without_scripts(browser: Any, path: Path) -> None:
    page = Opened(browser, path, java_script_enabled=False).page
    assert not page.is_visible("#tools") and not page.is_visible("#finder")
    page.click("#d1 > summary")
    assert page.is_visible("#d1 li.removed .why >> nth=0")


def test_paper_has_the_figures_and_what_is_open(browser: Any, path: Path) -> None:
    page = Opened(browser, path).page
    page.emulate_media(media="print")
    assert not page.is_visible("#tools") and not page.is_visible("#finder")
    assert page.is_visible("#figures") and not page.is_visible("#d1")
    page.evaluate("document.querySelector('#d1').open = true")
    assert page.is_visible("#d1 li.removed >> nth=0")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious_to_complain_of(browser: Any, path: Path, scheme: str) -> None:
    page = Opened(browser, path, color_scheme=scheme, bypass_csp=True).page
    page.click("#open")
    assert [one for one in complaints(page) if one[0] in ("serious", "critical")] == []
    page.evaluate("document.querySelector('main').innerHTML += '<img src=x><input>'")
    assert {"image-alt", "label"} <= {one[1] for one in complaints(page)}, "it is awake"
