"""Blogs that do not exist: articles of the corpora in templates whose wordings are invented.

Each blog has one template, drawn from the shapes that real ones have (navigation, byline, share
row, labels, related headlines, newsletter, comments, feed footer, advertisements between
paragraphs), in words made of syllables, so that no table and no model can know them. As real blogs
do, it repeats things of its articles, too: a subheading, a credit. Those are traps.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

from corpus import Doc, load

Row = tuple[str, str, str]  # line, label, class
_VOWELS = ("a", "e", "i", "o", "u", "ai", "ou")
_STARTS = ("b", "d", "f", "g", "k", "l", "m", "n", "p", "r", "s", "t", "v", "z", "br", "st", "tr")
_MONTHS = ("January", "March", "April", "June", "August", "October", "December")
_NETWORKS = ("Facebook", "X", "Reddit", "LinkedIn", "Telegram")
_NAMES = ("Mira Holt", "Tomas Reyk", "Ada Lindqvist", "Jon Ferrow", "Sela Okafor", "Piet Maas")


Article = tuple[str, list[Row]]


def _articles() -> list[Article]:
    """Title and lines of every article of the corpora that has both."""
    found = {}
    for doc in load("reposts"):
        rows = zip(doc["text"].split("\n"), doc["labels"], doc["classes"], strict=True)
        body = [row for row in rows if row[1] in ("keep", "either") and row[2] == "body"]
        title = doc["meta"].get("title")
        if title and len(body) >= 4:
            found[doc["source"]] = (title, body)
    return list(found.values())


class Blog:
    """One template; `post` puts an article into it.

    has_own: whether the articles have standing lines of their own.
    """

    def __init__(self, seed: int, *, has_own: bool = False) -> None:
        self._chance = chance = random.Random(seed)
        self.name = f"{self._word()} {self._word()}".title()
        self._host = self.name.replace(" ", "").lower() + ".example"
        self._feed = f"{self.words(2).capitalize()} - {self.words(1).capitalize()}"
        optional = [self._labels, self._related, self._newsletter, self._comments, self._pager,
                    self._feed_footer, self._rights, self._share, self._about]  # fmt: skip
        self._head = [part() for part in chance.sample(
            [self._menu, self._byline, self._times, self._share], chance.randint(0, 3))]
        self._tail = [part() for part in chance.sample(optional, chance.randint(3, 6))]
        self._between = [part() for part in chance.sample(
            [self._ad, self._inline, self._banner], chance.randint(0, 2))]
        self._subheading = self.words(1).capitalize() if chance.random() < 0.4 else None
        self._credit = "Reuters contributed." if chance.random() < 0.3 else None
        over, under = [self._greeting, self._summary], [
            self._fields, self._section, self._list, self._closing]  # fmt: skip
        self._has_own, self._before = has_own, chance.randint(0, len(self._head))
        self._over = [part() for part in chance.sample(over, chance.randint(0, 1))] * has_own
        self._under = [part() for part in chance.sample(under, chance.randint(1, 3))] * has_own

    def _word(self) -> str:
        chance = self._chance
        size = chance.randint(1, 3)
        return "".join(chance.choice(_STARTS) + chance.choice(_VOWELS) for _ in range(size))

    def words(self, count: int) -> str:
        """So many invented words."""
        return " ".join(self._word() for _ in range(count))

    def post(self, article: Article, others: list[str], chance: random.Random) -> Doc:
        """The article in this template, labelled line by line."""
        title, body = article
        day = f"{chance.choice(_MONTHS)} {chance.randint(1, 28)}, {chance.randint(2012, 2025)}"
        told = {"title": title, "date": day, "others": others, "chance": chance,
                "author": chance.choice(_NAMES)}  # fmt: skip
        rows: list[Row] = []
        for part in self._head[: self._before]:
            rows += part(told)
        if self._has_own:
            rows.append((title, "keep", "title"))
        for part in self._head[self._before :]:
            rows += part(told)
        paragraphs = list(body)
        if self._subheading and chance.random() < 0.5:
            paragraphs.insert(len(paragraphs) - 1, (self._subheading, "keep", "subheading"))
        if self._credit and chance.random() < 0.5:
            paragraphs.append((self._credit, "keep", "credit"))
        for part in self._between:
            for row in part(told):
                paragraphs.insert(chance.randint(1, len(body) - 1), row)
        for part in self._over:
            rows += part(told)
        rows += paragraphs
        for part in (*self._under, *self._tail):
            rows += part(told)
        lines, labels, classes = zip(*rows, strict=True)
        return {"text": "\n".join(lines), "labels": list(labels), "classes": list(classes)}

    # Standing lines of the articles' own, drawn once as the template's are.

    def _greeting(self) -> Callable[[Doc], list[Row]]:
        line = f"{self.words(2).capitalize()},"
        return lambda told: [(line, "keep", "own")]

    def _summary(self) -> Callable[[Doc], list[Row]]:
        heading = self.words(2).capitalize()
        return lambda t: [(heading, "keep", "own"), (f"{_sentence(t['chance'])}.", "keep", "own")]

    def _fields(self) -> Callable[[Doc], list[Row]]:
        labels = [self.words(1).capitalize() for _ in range(self._chance.randint(1, 4))]
        values = [self._chance.choice((_number, _name, _kind)) for _ in labels]
        return lambda t: [(f"{label}: {value(t['chance'])}", "keep", "own")
                          for label, value in zip(labels, values, strict=True)]  # fmt: skip

    def _section(self) -> Callable[[Doc], list[Row]]:
        headings = [self.words(2).capitalize() for _ in range(self._chance.randint(1, 3))]
        return lambda t: [(line, "keep", "own") for heading in headings
                          for line in (heading, f"{_sentence(t['chance'])}.")]  # fmt: skip

    def _list(self) -> Callable[[Doc], list[Row]]:
        heading = self.words(1).capitalize()
        items = [self.words(2) for _ in range(12)]
        return lambda t: [(line, "keep", "own")
                          for line in (heading, *t["chance"].sample(items, 4))]  # fmt: skip

    def _closing(self) -> Callable[[Doc], list[Row]]:
        lines = [f"{self.words(4).capitalize()}."] + [self._chance.choice(_NAMES)] * (
            self._chance.random() < 0.5)  # fmt: skip
        return lambda told: [(line, "keep", "own") for line in lines]

    # Parts: each draws its wording once, then prints it for every post.

    def _menu(self) -> Callable[[Doc], list[Row]]:
        lines = [self.words(1).capitalize() for _ in range(self._chance.randint(3, 6))]
        lines = [" ".join(lines)] if self._chance.random() < 0.5 else lines
        return lambda told: [(line, "drop", "menu") for line in lines]

    def _byline(self) -> Callable[[Doc], list[Row]]:
        by, on = self.words(1).capitalize(), self.words(1)
        if self._chance.random() < 0.5:
            return lambda t: [(f"{by} {t['author']} {on} {t['date']}", "drop", "byline")]
        return lambda t: [(by, "drop", "byline"), (t["author"], "drop", "author"),
                          (f"{on} {t['date']}", "drop", "byline")]  # fmt: skip

    def _times(self) -> Callable[[Doc], list[Row]]:
        read, seen = self.words(2), self.words(1)
        return lambda t: [
            (f"{t['chance'].randint(2, 9)} {read}", "drop", "counter"),
            (f"{t['chance'].randint(20, 9000)} {seen}", "drop", "counter"),
        ]

    def _share(self) -> Callable[[Doc], list[Row]]:
        label, networks = self.words(2).capitalize(), self._chance.sample(_NETWORKS, 3)
        if self._chance.random() < 0.5:
            return lambda told: [(f"{label}: {' '.join(networks)}", "drop", "share")]
        return lambda told: [(line, "drop", "share") for line in (label, *networks)]

    def _labels(self) -> Callable[[Doc], list[Row]]:
        label = self.words(1).capitalize()
        tags = [self.words(1) for _ in range(12)]
        return lambda t: [
            (f"{label}: {', '.join(t['chance'].sample(tags, 3))}", "drop", "labels")
        ]

    def _related(self) -> Callable[[Doc], list[Row]]:
        heading = self.words(3).capitalize()
        count = self._chance.randint(2, 5)
        return lambda t: [(heading, "drop", "related"),
                          *((one, "drop", "headline") for one in t["others"][:count])]  # fmt: skip

    def _newsletter(self) -> Callable[[Doc], list[Row]]:
        lines = [f"{self.words(4).capitalize()} {self.name} {self.words(5)}.",
                 f"{self.words(9).capitalize()}."][: self._chance.randint(1, 2)]  # fmt: skip
        return lambda told: [(line, "drop", "newsletter") for line in lines]

    def _comments(self) -> Callable[[Doc], list[Row]]:
        count, form = self.words(1).capitalize(), self.words(3).capitalize()
        to = self.words(1)
        return lambda t: [
            (f"{t['chance'].randint(0, 40)} {count} {to} \"{t['title']}\"", "drop", "comments"),
            (form, "drop", "comments"),
        ]

    def _pager(self) -> Callable[[Doc], list[Row]]:
        before, after = self.words(2).capitalize(), self.words(2).capitalize()
        return lambda t: [(f"{before}: {t['others'][-1]}", "drop", "pager"),
                          (f"{after}: {t['others'][-2]}", "drop", "pager")]  # fmt: skip

    def _feed_footer(self) -> Callable[[Doc], list[Row]]:
        source = self.words(1).capitalize()

        def rows(told: Doc) -> list[Row]:
            chance = told["chance"]
            code = "".join(chance.choice("abcdefgh23456789") for _ in range(7))
            clock = f"{chance.randint(1, 12):02}:{chance.randint(0, 59):02}PM"
            return [
                (self._feed, "drop", "feed"), (f"{told['date']} at {clock}", "drop", "date"),
                (f"https://{self._host}/{code}", "drop", "url"),
                (f"{told['title']} - {self.name}", "drop", "title"),
                (f"{source}: https://{self._host}/{code[::-1]}", "drop", "source"),
            ]  # fmt: skip

        return rows

    def _rights(self) -> Callable[[Doc], list[Row]]:
        rest = self.words(4).capitalize()
        return lambda t: [(f"© {t['date'][-4:]} {self.name}. {rest}.", "drop", "copyright")]

    def _about(self) -> Callable[[Doc], list[Row]]:
        job = self.words(4)
        return lambda t: [(f"{t['author']} {job} {self.name}.", "drop", "about")]

    def _ad(self) -> Callable[[Doc], list[Row]]:
        line = self.words(self._chance.randint(1, 3)).capitalize()
        return lambda t: [(line, "drop", "ad")] * t["chance"].randint(1, 3)

    def _inline(self) -> Callable[[Doc], list[Row]]:
        cue = self.words(2).capitalize()
        return lambda t: [(f"{cue}: {t['others'][0]}", "drop", "inline")]

    def _banner(self) -> Callable[[Doc], list[Row]]:
        line = self.words(7).capitalize()
        return lambda t: [(line, "drop", "banner")] * (t["chance"].random() < 0.7)


def _sentence(chance: random.Random) -> str:
    words = ("".join(chance.choices(_STARTS, k=1) + chance.choices(_VOWELS, k=1)) * 2
             for _ in range(chance.randint(6, 20)))  # fmt: skip
    return " ".join(words).capitalize()


def _number(chance: random.Random) -> str:
    return str(chance.randint(1, 9000))


def _name(chance: random.Random) -> str:
    return chance.choice(_NAMES)


def _kind(chance: random.Random) -> str:
    return chance.choice(("bre", "stou", "nai"))


def blogs(
    count: int, posts: int, seed: int = 1, *, has_own: bool = False
) -> Iterator[tuple[Blog, list[Doc]]]:
    """So many blogs with so many posts each. has_own: as of `Blog`."""
    articles = _articles()
    for n in range(count):
        chance = random.Random(seed * 1000 + n)
        blog = Blog(seed * 1000 + n, has_own=has_own)
        chosen = chance.sample(articles, posts)
        titles = [title for title, _ in articles]
        yield blog, [blog.post(one, chance.sample(titles, 8), chance) for one in chosen]
