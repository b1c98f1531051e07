"""Labelled documents to learn from: the corpora as they are, and recombined.

A document is its lines with a label each (`keep`, `drop`, or `either`, which nobody judges), and
belongs to the fold of everything it was made from: no site, wrapper family or wording of a fold
is seen when the other four are learned.
"""

from __future__ import annotations

import json
import random
import re
import zlib
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from calls import languages_of_calls, lines_said, said_by_article, said_by_site
from corpus import corpora, load
from endings import ending, heading, piece
from languages import base, languages, read_aloud
from newsclean import lexicon
from newsclean.document import Document
from newsclean.sieve import Sieve
from templates import BLANK, BODY, TITLE, of_fold

FOLDS = 5
_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_ARTICLE_CHARS = 600
# Shares of bodies: with headings, with traps, that end in short lines, of another language than
# those of the corpora.
_HEADED, _TRAPPED, _ENDED, _ABROAD = 0.35, 0.4, 0.3, 0.25
_CALLED_ABROAD = 0.1  # of bodies between whose paragraphs a site of any language speaks
_CALLING, _TITLED, _NAMED = 0.25, 0.5, 0.3  # that end in a call; with a title; under a site's name
_WORD_CHARS = 16
_WRITTEN_BODIES = 0.25  # of bodies: there are more of the written ones than of real articles
_AT_HOME = 0.75  # of templates that hold a body in their own language
# Rows that are whole sentences, of which a site's paragraphs are made.
ASKING_FAMILIES = (
    "newsletter", "follow", "app-promo", "paywall", "copyright", "feed-footer", "notice",
    "cookie-banner", "comment-form", "comments-closed", "source-link", "author-box", "read-more",
)  # fmt: skip
_ASKING_CHARS = 24

# What stands after an article, between its paragraphs, and above it.
TAIL_FAMILIES = (
    "share", "comment-count", "comment-form", "comment-heading", "comment-widget", "response-count",
    "comments-closed", "feed-footer", "related", "post-navigation", "archive-heading", "newsletter",
    "follow", "copyright", "menu", "sidebar-heading", "category-list", "tag-list", "feed-link",
    "login-box", "author-box", "byline", "cookie-banner", "search-box", "source-link", "read-more",
    "back-to-top", "app-promo", "notice", "edit-link", "report-abuse",
)  # fmt: skip
BODY_FAMILIES = (
    "related", "related", "ad-marker", "newsletter", "follow", "app-promo", "paywall",
    "embed-placeholder", "read-more", "share", "source-link", "notice", "loading",
)  # fmt: skip
HEAD_FAMILIES = (
    "byline", "skip-link", "menu", "share", "reading-time", "category-list", "comment-count",
)

# Rows of these name a line for what it is wherever it stands.
_WIDGETS = frozenset((
    "related", "read-more", "ad-marker", "newsletter", "follow", "app-promo", "paywall",
    "byline", "reading-time", "comment-body", "feed-footer",
))  # fmt: skip
TRAP_FAMILIES = (
    "share", "related", "read-more", "comment-heading", "comments-closed", "menu", "ad-marker",
    "post-navigation", "newsletter", "follow", "sidebar-heading", "byline", "source-link",
)


class Example(NamedTuple):
    """Lines with a label each. kind: what it was made of. classes: for the report."""

    kind: str
    id: str
    fold: int
    language: str
    lines: list[str]
    labels: list[str]
    classes: list[str]


class Row(NamedTuple):
    """A row of the tables, as far as examples need it."""

    family: str
    language: str
    phrase: str
    match: str
    wording: str


def corpus_examples(name: str) -> list[Example]:
    """The documents of `reposts` or `wild` as they are."""
    found = []
    for doc in load(name):
        lines = Document.from_text(doc["text"]).lines
        if len(lines) != len(doc["labels"]):
            lines = doc["text"].split("\n")
        found.append(Example(name, doc["id"], doc["fold"], doc.get("lang", ""), lines,
                             doc["labels"], doc["classes"]))  # fmt: skip
    return found


WRITTEN = Path(__file__).parent / "written"
_LABEL_OF = {"+": "keep", "-": "drop", "?": "either"}


def written_examples() -> list[Example]:
    """Documents written for the purpose: their language, then each line behind its label's sign."""
    found = []
    for path in sorted(WRITTEN.glob("*.txt")):
        head, *rest = path.read_text(encoding="utf-8").rstrip("\n").split("\n")
        language = head.partition("lang=")[2].split()[0]
        labels = [_LABEL_OF[line[:1]] for line in rest]
        lines = [line[1:] for line in rest]
        fold = zlib.crc32(path.name.encode()) % FOLDS
        found.append(Example("written", path.stem, fold, language, lines, labels,
                             ["written"] * len(lines)))  # fmt: skip
    return found


def read_articles(tables: lexicon.Lexicon) -> list[tuple[int, str, list[str]]]:
    """Fold, title and paragraphs of the pages of `wcxb-dev`: real headings, lists, tables.

    Pages of all types, for a product or a manual is no boilerplate either. Those of `html-dev` are
    left out: the reposts hold some of their texts. The pages' text counts `Also read: ...` and
    `Promoted` in; lines that the tables name as such teach nothing.
    """
    sieve = Sieve(tables)
    found = []
    with (corpora() / "wcxb-dev" / "gold.jsonl").open(encoding="utf-8") as file:
        for page in map(json.loads, file):
            if len(page["text"]) >= _ARTICLE_CHARS:
                lines = [line.strip() for line in page["text"].split("\n") if line.strip()]
                _, hits, _ = sieve.sweep(lines)
                named = {i for i, hit in hits.items() if _names_a_widget(hit[0])}
                lines = [line for i, line in enumerate(lines) if i not in named]
                title = (page.get("meta") or {}).get("title") or ""
                found.append((page["fold"], title, lines))
    return found


def _names_a_widget(row: lexicon.Row) -> bool:
    return row.risk != "high" and row.family in _WIDGETS


class Maker:
    """Makes the recombined documents of one fold."""

    def __init__(
        self, fold: int, examples: list[Example],
        articles: list[tuple[int, str, list[str]]], rows: list[Row], feet: list[list[str]],
        seed: int,
    ) -> None:  # fmt: skip
        self.random = random.Random(seed)
        self.fold = fold
        own = [e for e in examples if e.fold == fold]
        self.articles = [(title, lines) for at, title, lines in articles if at == fold]
        # Bodies in other languages than the English of the pages, too.
        self.bodies: list[tuple[str, list[str]]] = [("en", lines) for _, lines in self.articles]
        self.written: list[tuple[str, list[str]]] = []
        for e in own:
            body = [
                line for line, label in zip(e.lines, e.labels, strict=True)
                if label == "keep" and line.strip()
            ]
            if len(body) >= 4:
                (self.written if e.kind == "written" else self.bodies).append((e.language, body))
        self.headlines: dict[str, list[str]] = defaultdict(list)
        self.headlines["en"] = [title for title, _ in self.articles if 20 < len(title) < 110]
        for e in own:
            for line, cls in zip(e.lines, e.classes, strict=True):
                if cls in ("related", "banner", "title") and 14 < len(line) < 120:
                    self.headlines[e.language].append(line.strip())
        self.wrapped = [e for e in own if e.kind == "reposts" and "drop" in e.labels]
        self.wild = [e for e in own if e.kind == "wild" and "drop" in e.labels and len(e.lines) > 3]
        self.rows: dict[tuple[str, str], list[Row]] = defaultdict(list)
        for row in rows:
            self.rows[row.family, row.language].append(row)
        self.languages = sorted({row.language for row in rows})
        self.feet = feet
        self.names = _NAMES
        self.abroad = languages()
        self.templates = of_fold(fold, FOLDS)

    def _body(self, language: str | None = None) -> tuple[str, list[str]]:
        """Language and paragraphs of a body, of any language or of this one."""
        if language is None and self.random.random() < _ABROAD:
            return self._declared(self.random.choice(self.abroad))
        if language is None:
            is_written = self.random.random() < _WRITTEN_BODIES
            return self.random.choice(self.written if is_written else self.bodies)
        of_it = [b for b in (*self.bodies, *self.written) if b[0] == language]
        return self.random.choice(of_it) if of_it else self._declared(language)

    def _declared(self, language: str) -> tuple[str, list[str]]:
        """A body of the declaration's paragraphs."""
        found = read_aloud(language)
        count = min(len(found), self.random.randint(3, 12))
        return base(language), self.random.sample(found, count)

    def _article(self, language: str | None = None) -> tuple[str, list[tuple[str, str, str]]]:
        """Language and lines of a body, with headings, traps and an end for some."""
        language, lines = self._body(language)
        article = [(line, "keep", "body") for line in lines]
        if self.random.random() < _HEADED:
            _, others = self._body(language)
            for _ in range(self.random.randint(1, 4)):
                source = self.random.choice(lines if self.random.random() < 0.6 else others)
                title = heading(self.random, source)
                if title:
                    at = self.random.randint(1, len(article))
                    article.insert(at, (title, "keep", "heading"))
        if self.random.random() < _TRAPPED:
            for _ in range(self.random.randint(1, 3)):
                block = self._trap(language, self.random.choice(lines))
                at = self.random.randint(1, len(article))
                article[at:at] = [(line, "keep", "trap") for line in block]
        if self.random.random() < _ENDED:
            _, others = self._body(language)
            last = ending(self.random, language, lines, others)
            article += [(line, "keep", "ending") for line in last]
        if self.random.random() < _CALLING:
            for _ in range(self.random.choice((1, 1, 2))):
                said = said_by_article(
                    self.random, self.fold, language, piece(self.random, lines, 5)
                )
                article += [(said, "keep", "call")] if said else []
        return language, article

    def _titles(self, language: str, article: list[tuple[str, str, str]]) -> None:
        """Put a title on the article, perhaps a short one with a line below it."""
        if self.random.random() >= _TITLED:
            return
        lines = [line for line, _, cls in article if cls == "body"]
        pool = self.headlines.get(language)
        if pool and self.random.random() < 0.6:
            titles = [self.random.choice(pool)]
        else:
            titles = [heading(self.random, self.random.choice(lines))]
            if self.random.random() < 0.3:
                titles.append(piece(self.random, lines, 12))
        article[:0] = [(title, "keep", "title") for title in titles if len(title) > 1]

    def _trap(self, language: str, paragraph: str) -> list[str]:
        """A sentence or heading that begins as a widget does, or a list of buttons' words.

        None where the tables have no row of the language to begin with.
        """
        families = [f for f in TRAP_FAMILIES if self.rows.get((f, language))]
        if not families:
            return []
        rows = [
            self.random.choice(self.rows[self.random.choice(families), language])
            for _ in range(4)
        ]
        phrases = [_PLACEHOLDER.sub("", row.phrase).strip(" :：|»") for row in rows]
        if self.random.random() < 0.25:
            mark = self.random.choice(("{}. ", "- "))
            return [mark.format(n + 1) + phrase for n, phrase in enumerate(phrases)]
        is_wide = paragraph[:1] > "\u2e80"
        blank, stop = ("", "。") if is_wide else (" ", ".")
        words = list(paragraph) if is_wide else paragraph.split(" ")
        at = self.random.randrange(len(words))
        if self.random.random() < 0.4:
            # A heading that begins as a widget does: `Share the burden`.
            begun = phrases[0].split(" ")[: self.random.randint(1, 2)]
            rest = blank.join(words[at:at + self.random.randint(1, 4) * (3 if is_wide else 1)])
            return [blank.join(begun) + blank + rest.strip(" .,;:!?。，、")]
        rest = blank.join(words[at:at + self.random.randint(3, 10) * (3 if is_wide else 1)])
        found = phrases[0] + blank + rest.rstrip(" .,;:!?。，") + stop
        return [f"“{found}”" if self.random.random() < 0.2 else found]

    def clean(self) -> Iterator[Example]:
        """Articles with nothing to drop."""
        for n, (_, lines) in enumerate(self.articles):
            yield self._spaced("article", n, [(line, "keep", "body") for line in lines])

    def wrappers(self, count: int) -> Iterator[Example]:
        """Bodies within wrappers of the corpus."""
        for n in range(count):
            e = self.random.choice(self.wrapped)
            body = [i for i, label in enumerate(e.labels) if label == "keep"]
            if not body:
                continue
            _, article = self._article()
            whole = list(zip(e.lines, e.labels, e.classes, strict=True))
            yield self._spaced("wrapped", n, whole[:body[0]] + article + whole[body[-1] + 1:])

    def scattered(self, count: int) -> Iterator[Example]:
        """Bodies with the lines that the wild texts hold, at the like places."""
        for n in range(count):
            e = self.random.choice(self.wild)
            _, article = self._article()
            filled = [i for i, line in enumerate(e.lines) if line.strip()]
            last: int | None = None
            for place, i in enumerate(filled):
                if e.labels[i] != "drop":
                    continue
                if place and e.labels[filled[place - 1]] == "drop" and last is not None:
                    last += 1
                elif place >= len(filled) - 3:
                    last = len(article)
                else:
                    last = 0 if place == 0 else self.random.randint(1, len(article))
                article.insert(last, (e.lines[i], "drop", e.classes[i]))
            yield self._spaced("scattered", n, article)

    def from_templates(self, count: int) -> Iterator[Example]:
        """Bodies in what known sites put around and between them."""
        for n in range(count):
            template = self.random.choice(self.templates)
            language: str | None = base(template.language)
            if self.random.random() >= _AT_HOME or not self._has(str(language)):
                language = None
            language, article = self._article(language)
            title = self._headline(language)
            places = sum(what == BODY for what, _ in template.rows)
            cuts = sorted(self.random.randint(1, len(article)) for _ in range(places - 1))
            parts = [article[a:b] for a, b in zip([0, *cuts], [*cuts, len(article)], strict=True)]
            whole: list[tuple[str, str, str]] = []
            for what, line in template.rows:
                if what == BODY:
                    whole += parts.pop(0)
                elif what == TITLE:
                    whole.append((title, "keep", "title"))
                elif what == BLANK:
                    whole.append(("", "either", "blank"))
                else:
                    # A word alone may be an article's, too: real texts tell which is which.
                    is_word = " " not in line.strip() and len(line) <= _WORD_CHARS
                    line = line.replace("{title}", title)
                    whole.append((line, "either" if is_word else what, "template"))
            yield self._spaced("template", n, whole)

    def _has(self, language: str) -> bool:
        bodies = (*self.bodies, *self.written)
        return any(of == language for of, _ in bodies) or bool(read_aloud(language))

    def from_rows(self, count: int) -> Iterator[Example]:
        """Bodies with wrappers made of the tables' rows, in any of their languages."""
        for n in range(count):
            language, article = self._article()
            if self.random.random() < 0.5 or not language:
                language = self.random.choice(self.languages)
            if self.random.random() < 0.6:
                tail: list[tuple[str, str, str]] = []
                for _ in range(self.random.randint(1, 9)):
                    tail += self._block(language, self.random.choice(TAIL_FAMILIES))
                article += tail
            self._titles(language, article)
            if self.random.random() < 0.25:
                head: list[tuple[str, str, str]] = []
                for _ in range(self.random.randint(1, 3)):
                    head += self._block(language, self.random.choice(HEAD_FAMILIES))
                article = self._masthead(language) + head + article
            if self.random.random() < 0.6:
                for _ in range(self.random.randint(1, 4)):
                    block = (
                        self._headlines(language, 1) if self.random.random() < 0.3
                        else self._block(language, self.random.choice(BODY_FAMILIES))
                    )  # fmt: skip
                    at = self.random.randint(1, len(article))
                    article[at:at] = block
            yield self._spaced("rows", n, article)

    def asking(self, count: int) -> Iterator[Example]:
        """Bodies with what sites say in whole sentences, below them for the most part."""
        for n in range(count):
            language, article = self._article()
            self._titles(language, article)
            if self.random.random() < 0.8:
                tail = self._asked(language)
                if self.random.random() < 0.5:
                    for _ in range(self.random.randint(1, 4)):
                        block = self._block(language, self.random.choice(TAIL_FAMILIES))
                        tail = tail + block if self.random.random() < 0.7 else block + tail
                article += tail
            if self.random.random() < 0.4:
                at = self.random.randint(1, len(article))
                article[at:at] = self._asked(language)[:1]
            if self.random.random() < 0.15:
                article = self._masthead(language) + article
            yield self._spaced("asking", n, article)

    def interrupted(self, count: int) -> Iterator[Example]:
        """Bodies with lines of sites between their paragraphs, and lines of articles like them."""
        for n in range(count):
            language, article = self._article()
            self._titles(language, article)
            lines = [line for line, _, cls in article if cls == "body"]
            if self.random.random() < _CALLED_ABROAD or not language:
                language = self.random.choice(languages_of_calls())
            for who, label, cls in (("site", "drop", "asked"), ("article", "keep", "call")):
                most = self.random.choice((0, 1, 1, 2, 3, 5))
                title = (
                    self._headline(language) if who == "site" else piece(self.random, lines, 6)
                )
                for line in lines_said(self.random, self.fold, who, language, title, most):
                    at = self.random.randint(0, len(article))
                    article.insert(at, (line, label, cls))
                    if who == "site" and line[-1] in ":：" and self.random.random() < 0.6:
                        article[at + 1:at + 1] = self._headlines(language, 1)
            yield self._spaced("interrupted", n, article)

    def _asked(self, language: str) -> list[tuple[str, str, str]]:
        """One to some paragraphs of a site, of real pages, of rows, or invented."""
        chance = self.random.random()
        if chance < (0.5 if language == "en" else 0.1):
            return [(line, "drop", "foot") for line in self.random.choice(self.feet)]
        if chance < 0.15:
            language = self.random.choice(languages_of_calls())
        found = []
        for _ in range(self.random.choice((1, 1, 1, 2, 3))):
            said = ""
            if self.random.random() < 0.6:
                said = said_by_site(self.random, self.fold, language, 4)
            if not said:
                said = self._sentences(language)
            found += [(said, "drop", "asked")] if said else []
        return found

    def _sentences(self, language: str) -> str:
        """A paragraph of a few rows; "" where a language has none."""
        pool = [
            row for family in ASKING_FAMILIES for row in self.rows.get((family, language), ())
            if len(row.phrase) >= (_ASKING_CHARS // 3 if row.phrase > "\u2e80" else _ASKING_CHARS)
        ]  # fmt: skip
        if not pool:
            return ""
        picked = self.random.sample(pool, min(len(pool), self.random.randint(1, 3)))
        is_wide = picked[0].phrase > "\u2e80"
        stop, blank = ("。", "") if is_wide else (".", " ")
        rendered = [self._render(row, self._headline(language)).strip() for row in picked]
        return blank.join(
            line if line[-1] in ".!?。！？।" else line.rstrip(":：") + stop for line in rendered
        )

    def _masthead(self, language: str) -> list[tuple[str, str, str]]:
        """The name of the site and its menu, on lines of their own or on one."""
        found = []
        if self.random.random() < _NAMED:
            found.append((self.random.choice(self.names), "drop", "name"))
        rows = [row for row in self.rows.get(("menu", language), ()) if len(row.phrase) < 24]
        if rows and self.random.random() < 0.5:
            picked = self.random.sample(rows, min(len(rows), self.random.randint(2, 6)))
            names = [row.phrase for row in picked]
            if self.random.random() < 0.4:
                names = [self.random.choice((" ", " | ", " · ", "  ")).join(names)]
            found += [(name, "drop", "menu") for name in names]
        return found

    def _block(self, language: str, family: str) -> list[tuple[str, str, str]]:
        """One to three lines of a family, with the headlines that go with them."""
        rows = self.rows.get((family, language))
        if not rows:
            return []
        picked = self.random.sample(rows, min(len(rows), self.random.choice((1, 1, 1, 2, 3))))
        found = []
        for row in picked:
            title = self._headline(language)
            found.append((self._render(row, title), "drop", family))
            is_cue = row.match != "prefix" and row.family in ("related", "sidebar-heading")
            if is_cue and self.random.random() < 0.8:
                found += self._headlines(language, self.random.randint(1, 4))
        if family == "feed-footer" and self.random.random() < 0.5:
            found.append((f"https://{self.random.choice(_HOSTS)}/{self.random.getrandbits(32):x}",
                          "drop", "feed_url"))  # fmt: skip
        return found

    def _headlines(self, language: str, count: int) -> list[tuple[str, str, str]]:
        pool = self.headlines.get(language) or []
        picked = self.random.sample(pool, min(len(pool), count))
        return [(line, "drop", "headline") for line in picked]

    def _headline(self, language: str) -> str:
        pool = self.headlines.get(language) or self.headlines["en"]
        return self.random.choice(pool) if pool else "Storm nears coast"

    def _render(self, row: Row, title: str) -> str:
        """The row's line with invented values, its open end filled with a headline."""
        values = {
            "title": title, "n": str(self.random.randint(0, 40)), "year": "2021",
            "date": self.random.choice(_DATES), "time": "7:16 PM", "tags": "storms, coast",
            "url": "https://example.org/a1", "email": "desk@example.org",
        }  # fmt: skip
        line = _PLACEHOLDER.sub(
            lambda m: values.get(m[1]) or self.random.choice(self.names), row.phrase
        )
        blank = "" if line[-1] > "\u2e80" and row.match == "prefix" else " "
        if row.match == "prefix":
            line = line + blank + title
        elif row.match == "suffix":
            line = title + " " + line
        dice = self.random.random()
        if dice < 0.08:
            line = line.upper()
        elif dice < 0.12:
            line = f"{self.random.choice('*>»-•')} {line}"
        return line

    def _spaced(self, kind: str, n: int, whole: list[tuple[str, str, str]]) -> Example:
        """The document, half of the time with a blank line after each line."""
        if self.random.random() < 0.5:
            whole = [piece for line in whole for piece in (line, ("", "either", "blank"))]
        lines, labels, classes = (list(column) for column in zip(*whole, strict=True))
        return Example(kind, f"{kind}-{self.fold}-{n}", self.fold, "", lines, labels, classes)


_NAMES = (
    "Harbour Ledger", "Jane Doe", "The Coast", "Nadia Petrova", "Morning Bell", "K. Tanaka",
    "Die Glocke", "El Faro", "Luis Ortega", "Kabar Pagi", "World", "Sport", "Politik",
)  # fmt: skip
_HOSTS = ("example.org", "short.example", "links.example")
_DATES = (
    "July 4, 2020", "04/07/2020", "2020-07-04", "4 Juli 2020", "Saturday, July 4", "7 hours ago",
)  # fmt: skip
