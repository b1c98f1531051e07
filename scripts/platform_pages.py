"""docs/platforms.md: each platform and theme of the phrase tables, with lines that it prints.

An example is a row of the tables made into a line, put below an article and cleaned: only what is
removed by that very row gets onto the page.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import newsclean
from newsclean import filters
from newsclean.document import Mark
from newsclean.tables import read_rows

PROSE = (
    "The council met for six hours on Tuesday and put off its decision on the harbour once more.",
    "Two of its members said afterwards that they had not been shown the engineers' report at all.",
    "A third, who has sat on the board since 2009, said that the last one took a year to appear.",
)
# What the placeholders of a phrase stand for in an example.
SAMPLES = {
    "title": "Storm nears coast", "n": "3", "author": "Jane Doe", "site": "Harbour Ledger",
    "publisher": "Harbour Ledger", "feed": "World News", "date": "July 4, 2020",
    "time": "7:16 PM", "year": "2020", "url": "https://example.org/a1", "id": "3gqP8qA",
    "section": "World", "category": "World", "tag": "storms", "tags": "storms, coast",
    "query": "storm", "place": "London", "PLACE": "LONDON", "agency": "Reuters",
    "email": "jane@example.org", "handle": "harbour", "caption": "A boat at sea",
    "company": "Harbour Media", "station": "Harbour Radio", "x": "storm", "month": "July",
    "day": "04", "hour": "07", "minute": "16", "ampm": "PM",
}  # fmt: skip
# Every value of the column `platform`, and what it is.
PLATFORMS = {
    "amp-embed": "players and boxes of AMP pages, Brightcove, JW, Twitter and others",
    "blogger": "Blogger: posts, comments, feeds, in all its languages",
    "blogger-theme": "themes for Blogger by others",
    "c15t": "c15t, a consent manager",
    "colormag": "ColorMag, a news theme for WordPress",
    "customizr": "Customizr, a theme for WordPress",
    "disqus": "Disqus comments",
    "django-comments": "comments of Django sites",
    "docusaurus": "Docusaurus",
    "facebook": "Facebook's comments, buttons and embedded posts",
    "feed": "footers that feeds and their readers add",
    "ghost": "Ghost: memberships, comments, newsletters",
    "google-news": "Google News as a feed",
    "hexo": "Hexo and its themes: NexT, Icarus, Butterfly, Fluid and others",
    "hueman": "Hueman, a news theme for WordPress",
    "hugo": "themes for Hugo: Blowfish, Stack",
    "ifttt": "IFTTT, which reposts feeds",
    "isso": "Isso comments",
    "jetpack": "Jetpack for WordPress: sharing, related posts, likes",
    "jnews": "JNews, a news theme for WordPress",
    "klaro": "Klaro, a consent manager",
    "largo": "Largo, a news theme for WordPress",
    "mail": "mail, mailing lists, newsgroups and what goes over them",
    "mezzanine": "Mezzanine",
    "minimal-mistakes": "Minimal Mistakes, a theme for Jekyll",
    "news": "sites of newspapers and broadcasters",
    "newspaper-archive": "library databases of newspapers: Nexis, Factiva, ProQuest, NewsBank",
    "newspaper-theme": "Newspaper, a news theme for WordPress",
    "newspack": "Newspack, WordPress for newsrooms",
    "newswire": "news agencies and press releases",
    "nikola": "Nikola",
    "serendipity": "Serendipity",
    "shariff": "Shariff, share buttons that send nothing",
    "tarteaucitron": "tarteaucitron.js, a consent manager",
    "typo3-news": "the news extension of TYPO3",
    "videojs": "Video.js and players like it: their dialogs and settings",
    "web": "web pages of any kind",
    "wordpress": "WordPress itself",
    "wordpress-com": "blogs at wordpress.com",
    "zinnia": "Zinnia, a blog for Django",
}
_EXAMPLES = 4  # of one platform, each of another family where there are as many
_TRIES = 12  # rows of a family that are tried until one is removed

Row = dict[str, str]


def page(tables: list[Path]) -> str:
    """The page, from the tables."""
    rows: dict[str, list[Row]] = defaultdict(list)
    for path in tables:
        for row in read_rows(path):
            for name in row["platform"].split(","):
                rows[name].append(row | {"family": path.stem})
    unknown = sorted(set(rows) - set(PLATFORMS))
    if unknown:
        raise SystemExit(f"scripts/platform_pages.py: PLATFORMS lacks {', '.join(unknown)}")
    lines = [
        "# Platforms",
        "",
        "What newsclean knows of blog platforms, themes, comment systems, consent managers, feeds "
        "and news sites: generated from the [phrase tables](phrases.md) by "
        "`scripts/generate_docs.py`. A wording that several print counts for each.",
        "",
        "The tables are no list of sites: a wording goes wherever its place and its neighbours "
        "agree, whoever prints it, and what no table names [a model](model.md) judges. What one "
        "site alone prints, [it can learn](learn.md).",
        "",
        "| platform | what it is | wordings | languages |",
        "|---|---|---|---|",
    ]
    order = sorted(rows, key=lambda name: (-len(rows[name]), name))
    for name in order:
        own = rows[name]
        lines.append(f"| [{name}](#{name}) | {PLATFORMS[name]} | {len(own):,} | {_spoken(own)} |")
    lines += [
        "",
        "Each line below is removed, as the only one below an article, by the row that is named "
        "(`newsclean explain` tells it); `tests/test_docs.py` tries.",
    ]
    for name in order:
        lines += ["", f"## {name}", "", f"{PLATFORMS[name][0].upper()}{PLATFORMS[name][1:]}.", ""]
        lines += ["| line | filter | row |", "|---|---|---|"]
        for line, mark in _examples(rows[name]):
            told = f"[{mark[0]}](filters.md#{mark[0]})"
            if not filters.get(mark[0]).on_by_default:
                told += ", off by default"
            lines.append(f"| `{line}` | {told} | {mark[1]} |")
    return "\n".join(lines) + "\n"


def _spoken(rows: list[Row]) -> int:
    return len({tag for row in rows for tag in row["language"].split(",")} - {"und"})


def _examples(rows: list[Row]) -> Iterator[tuple[str, Mark]]:
    """Lines that go, each with its mark: of the families with most rows, in several languages."""
    families: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        families[row["family"]].append(row)
    languages: Counter[str] = Counter()
    for _, own in sorted(families.items(), key=lambda item: (-len(item[1]), item[0])):
        if languages.total() == _EXAMPLES:
            return
        # Most readers know English: the first two, then what was not shown yet.
        seen = languages if languages.total() > 1 else Counter({"en": -1})
        own.sort(key=lambda row, seen=seen: (_cost(row), seen[row["language"]], row["id"]))  # type: ignore[misc]
        for row in own[:_TRIES]:
            mark = mark_of(_line(row))
            if mark is not None and mark[1] == row["id"]:
                yield _line(row), mark
                languages[row["language"]] += 1
                break


@cache
def _cleaner() -> newsclean.Cleaner:
    return newsclean.Cleaner(extend_select=["credit"])  # what agencies print is off by default


def mark_of(line: str) -> Mark | None:
    """The mark of a line that stands alone below an article."""
    return _cleaner().clean("\n".join([*PROSE, line, ""])).marks.get(len(PROSE))


def _cost(row: Row) -> tuple[bool, ...]:
    """What makes a row a worse example."""
    is_free = row["match"] != "full-line"
    is_shared = "," in row["language"] or "," in row["platform"]
    return (row["standalone"] != "yes", row["risk"] != "low", is_free, is_shared)


def _line(row: Row) -> str:
    """A line that the row means."""
    line = re.sub(r"\{(\w+)\}", lambda match: SAMPLES.get(match[1], match[0]), row["phrase"])
    if row["match"] == "prefix":
        return f"{line} {SAMPLES['title']}"
    return f"{SAMPLES['title']} {line}" if row["match"] == "suffix" else line
