"""The wordings of a heap of documents, on disk when they are many, the most frequent first."""

from __future__ import annotations

import json
import zlib

from newsclean.document import Mark
from newsclean.reviewing.seen import DOUBTFUL, SHORT, SURE, SURE_FROM, UNSURE, Seen
from newsclean.scratch import Scratch

REPEATS = 3  # different articles that carry a line that is more than theirs
_HELD = 20_000  # wordings before they go to the database
_PLACES = 30  # of one wording that can be looked at, in what is held at a time
_BITS = 62  # of a number of SQLite, the sign left alone
_TEXT_CHARS = 3000
_CACHE_KB = 32_000
_COUNTS = ("kept_tail", "kept_head", "kept_between", "removed_tail", "removed_head",
           "removed_between", "posts", "kept_posts", "removed_posts")  # fmt: skip


class Wording:
    """Equal lines of many documents, numbers and decoration aside.

    text: the first of them. kept, removed: how many lines stay and go, below, above and between
    the paragraphs. posts, kept_posts, removed_posts: documents that hold it, that keep it, that
    lose it. varies: whether its lines differ in numbers. articles, articles_too: a bit for each
    article, by two hashes: two articles that share a bit of one seldom share one of the other.
    """

    __slots__ = ("articles", "articles_too", "confidence", "kept", "kept_posts", "key", "kind",
                 "places", "posts", "removed", "removed_posts", "text", "variant",
                 "varies")  # fmt: skip

    def __init__(self, key: bytes, text: str, variant: str | None) -> None:
        self.key = key
        self.text = text
        self.variant = variant
        self.varies = False
        self.kept, self.removed = [0, 0, 0], [0, 0, 0]
        self.posts = self.kept_posts = self.removed_posts = 0
        self.kind = self.articles = self.articles_too = 0
        self.confidence = 0.0
        self.places: list[tuple[int, int, Mark, bool]] = []

    @property
    def is_cut(self) -> bool:
        """Whether `text` is only how its lines begin."""
        return len(self.text) >= _TEXT_CHARS


class Place:
    """One line of a wording in one document. number: of the line (0-based)."""

    __slots__ = ("document", "is_removed", "mark", "number")

    def __init__(self, document: int, number: int, mark: Mark, is_removed: bool) -> None:
        self.document = document
        self.number = number
        self.mark = mark
        self.is_removed = is_removed


class Heap:
    """Documents and wordings, in a temporary database.

    asks_removed: whether what goes surely is asked about, too. settled: keys of wordings that are
    not to be asked about. Whatever it is asked for may end in ScratchError.
    """

    def __init__(
        self, *, asks_removed: bool = False, settled: frozenset[bytes] = frozenset()
    ) -> None:
        self.documents = 0
        self._kinds = DOUBTFUL | UNSURE | (SURE if asks_removed else 0)
        self._settled = settled
        self._held: dict[bytes, Wording] = {}
        self._base = Scratch(
            f"CREATE TABLE wordings (key BLOB PRIMARY KEY, text, variant, varies, kind, confidence,"
            f" articles, articles_too, settled, {', '.join(_COUNTS)}) WITHOUT ROWID;"
            # Of a million wordings a few thousand may be asked about.
            f"CREATE INDEX askable ON wordings (posts) WHERE {self._askable()};"
            "CREATE TABLE places (key BLOB, document, line, filter, rule, reason, confidence,"
            " is_removed);"
            "CREATE INDEX by_key ON places (key, document, line);"
            "CREATE TABLE documents (number INTEGER PRIMARY KEY, name, body)",
            cache_kb=_CACHE_KB,
        )

    def add(self, seen: Seen) -> None:
        """One document."""
        number = self.documents
        self.documents += 1
        met: dict[bytes, int] = {}  # 1 kept, 2 removed
        is_shown = False
        for line in seen.lines:
            wording = self._held.get(line.key)
            if wording is None:
                # What is never asked about is only counted.
                text = line.text[:_TEXT_CHARS] if line.kind else ""
                wording = self._held[line.key] = Wording(line.key, text, line.variant)
            elif line.kind and not wording.text:
                wording.text = line.text[:_TEXT_CHARS]
            wording.varies = wording.varies or wording.variant != line.variant
            wording.kind |= line.kind
            (wording.removed if line.is_removed else wording.kept)[line.where] += 1
            sign = met.get(line.key, 0)
            wording.posts += not sign
            bit = 2 if line.is_removed else 1
            if not sign & bit:
                wording.kept_posts += bit == 1
                wording.removed_posts += bit == 2
                met[line.key] = sign | bit
            if line.kind:
                wording.articles |= 1 << seen.article % _BITS
                wording.articles_too |= 1 << seen.article // _BITS % _BITS
                wording.confidence = max(wording.confidence, line.mark[3])
                if len(wording.places) < _PLACES and line.kind & (self._kinds | SHORT):
                    wording.places.append((number, line.number, line.mark, line.is_removed))
                    is_shown = True
        if is_shown:
            told = json.dumps([seen.rows, [(n, key.hex()) for n, key in seen.namers]])
            body = zlib.compress(told.encode(), 1)
            self._base.run("INSERT INTO documents VALUES (?, ?, ?)", (number, seen.name, body))
        if len(self._held) >= _HELD:
            self._flush()

    def _flush(self) -> None:
        if not self._held:
            return
        adding = ", ".join(f"{name} = {name} + excluded.{name}" for name in _COUNTS)
        self._base.put(
            f"INSERT INTO wordings VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?{', ?' * len(_COUNTS)})"
            " ON CONFLICT DO UPDATE SET"
            " text = CASE WHEN text = '' THEN excluded.text ELSE text END,"
            " varies = varies OR excluded.varies OR variant IS NOT excluded.variant,"
            " kind = kind | excluded.kind, confidence = max(confidence, excluded.confidence),"
            " articles = articles | excluded.articles,"
            f" articles_too = articles_too | excluded.articles_too, {adding}",
            [(one.key, one.text, one.variant, one.varies, one.kind, one.confidence, one.articles,
              one.articles_too, one.key in self._settled, *one.kept, *one.removed, one.posts,
              one.kept_posts, one.removed_posts)
             for one in sorted(self._held.values(), key=lambda one: one.key)],
        )  # fmt: skip
        self._base.put(
            "INSERT INTO places VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [(one.key, document, line, *mark, is_removed) for one in self._held.values()
             for document, line, mark, is_removed in one.places],
        )  # fmt: skip
        self._held.clear()

    def _askable(self) -> str:
        """What may be asked about, for an index."""
        return f"(kind & {self._kinds} OR (kind & {SHORT} AND kept_posts >= {REPEATS}))"

    def _where(self) -> str:
        """What is asked about: what is in doubt, and what stays in article after article."""
        articles = "max(ones(articles), ones(articles_too))"
        repeats = f"kind & {self._kinds} OR {articles} >= {REPEATS}"
        return f"{self._askable()} AND NOT settled AND ({repeats})"

    def next(self) -> Wording | None:
        """The wording to ask about next: what is unsure before what is not, the most frequent."""
        self._flush()
        row = self._base.row(
            f"SELECT key FROM wordings WHERE {self._where()}"
            f" ORDER BY kind & {DOUBTFUL | UNSURE | SHORT} = 0, posts DESC, confidence DESC, text,"
            " key LIMIT 1"
        )
        return None if row is None else self.get(row[0])

    def left(self) -> int:
        """How many wordings there are to ask about."""
        self._flush()
        query = f"SELECT count(*) FROM wordings WHERE {self._where()}"
        return int(self._base.row(query)[0])

    def get(self, key: bytes) -> Wording:
        """A wording that `next` gave, as it stands now."""
        self._flush()
        text, variant, varies, kind, confidence, *counts = self._base.row(
            f"SELECT text, variant, varies, kind, confidence, {', '.join(_COUNTS)}"
            " FROM wordings WHERE key = ?", (key,),
        )  # fmt: skip
        wording = Wording(key, text, variant)
        wording.varies, wording.kind, wording.confidence = bool(varies), kind, confidence
        wording.kept, wording.removed = counts[:3], counts[3:6]
        wording.posts, wording.kept_posts, wording.removed_posts = counts[6:]
        return wording

    def posts_of(self, key: bytes) -> int:
        """How many documents hold a line."""
        self._flush()
        row = self._base.row("SELECT posts FROM wordings WHERE key = ?", (key,))
        return row[0] if row else 0

    def places(self, key: bytes) -> list[Place]:
        """Where a wording can be looked at: what is in doubt first."""
        self._flush()
        rows = self._base.rows(
            "SELECT document, line, filter, rule, reason, confidence, is_removed FROM places"
            " WHERE key = ? ORDER BY filter = '' OR (is_removed AND confidence >= ?),"
            " document, line", (key, SURE_FROM),
        )  # fmt: skip
        return [Place(document, line, (name, rule, reason, confidence), bool(is_removed))
                for document, line, name, rule, reason, confidence, is_removed in rows]  # fmt: skip

    def document(self, number: int) -> tuple[str, list[str], list[tuple[int, bytes]]]:
        """Name, rows and namers of a document; see `Seen`."""
        name, body = self._base.row(
            "SELECT name, body FROM documents WHERE number = ?", (number,)
        )
        rows, namers = json.loads(zlib.decompress(body))
        return name, rows, [(n, bytes.fromhex(key)) for n, key in namers]

    def settle(self, key: bytes, is_settled: bool = True) -> None:
        """Ask no more about a wording, or again."""
        self._base.run("UPDATE wordings SET settled = ? WHERE key = ?", (is_settled, key))
