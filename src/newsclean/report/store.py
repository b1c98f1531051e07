"""Sums under many names, on disk when they are many: memory does not grow with their number."""

from __future__ import annotations

from hashlib import blake2b

from newsclean.scratch import Scratch

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

# What is summed of the documents of a site, a language, a platform …
SUMS = ("documents", "with_boilerplate", "lines", "removed_lines", "bytes", "removed_bytes")
_NAMES, _LINES = 20_000, 5_000  # held before they go to the database
_TEXT_CHARS, _PLACES = 300, 3
_BITS = 62  # of a number of SQLite, the sign left alone
_SEPARATOR = "\n"  # stands in no text that is kept here: all of it was made visible


class Group:
    """Equal lines of many documents, numbers and decoration aside.

    text: the first of them. filter, reason: of the surest. confidence: the greatest. count: how
    many lines; bytes: their size. documents: in how many documents; articles: of how many
    different articles these are at least, counted no further than 62. places: the first
    documents, `name:line`.
    """

    __slots__ = ("articles", "bytes", "confidence", "count", "documents", "filter", "places",
                 "reason", "text")  # fmt: skip

    def __init__(self, text: str, name: str | None, reason: str, confidence: float) -> None:
        self.text = text
        self.filter = name
        self.reason = reason
        self.confidence = confidence
        self.count = self.bytes = self.documents = self.articles = 0
        self.places: list[str] = []


class Store:
    """Sums and lines, in a temporary database. Whatever it is asked for may end in ScratchError."""

    def __init__(self) -> None:
        self._base = Scratch(
            f"CREATE TABLE sums (kind TEXT, name TEXT, {', '.join(SUMS)},"
            " PRIMARY KEY (kind, name)) WITHOUT ROWID;"
            "CREATE TABLE lines (kind TEXT, key BLOB, text TEXT, filter TEXT, reason TEXT,"
            " confidence REAL, count, bytes, documents, articles, places TEXT,"
            " PRIMARY KEY (kind, key)) WITHOUT ROWID"
        )
        self._sums: dict[tuple[str, str], list[int]] = {}
        self._lines: dict[tuple[str, bytes], Group] = {}

    def add(self, kind: str, name: str, sums: tuple[int, ...]) -> None:
        """Add to the sums under a name. sums: as `SUMS` names them."""
        held = self._sums.get((kind, name))
        if held is None:
            if len(self._sums) >= _NAMES:
                self._flush_sums()
            self._sums[kind, name] = list(sums)
        else:
            held[:] = map(int.__add__, held, sums)

    def add_line(
        self, kind: str, key: str, text: str, *, size: int, article: int, is_new: bool, place: str,
        filter: str | None = None, reason: str = "", confidence: float = 0.0,
    ) -> None:  # fmt: skip
        """One line. key: under which it is one with others. text: visible, as `place` is.

        size: its bytes. article: a number of the article that it stands in. is_new: whether no
        line of this document had the key before.
        """
        digest = blake2b(key.encode("utf-8", "surrogatepass"), digest_size=12).digest()
        group = self._lines.get((kind, digest))
        if group is None:
            if len(self._lines) >= _LINES:
                self._flush_lines()
            group = Group(text[:_TEXT_CHARS], filter, reason, confidence)
            self._lines[kind, digest] = group
        elif confidence > group.confidence:
            group.filter, group.reason, group.confidence = filter, reason, confidence
        group.count += 1
        group.bytes += size
        group.articles |= 1 << article % _BITS
        if is_new:
            group.documents += 1
            if len(group.places) < _PLACES:
                group.places.append(place)

    def _flush_sums(self) -> None:
        adding = ", ".join(f"{name} = {name} + excluded.{name}" for name in SUMS)
        self._base.put(
            f"INSERT INTO sums VALUES (?, ?{', ?' * len(SUMS)}) ON CONFLICT DO UPDATE SET {adding}",
            [(*names, *sums) for names, sums in sorted(self._sums.items())],
        )
        self._sums.clear()

    def _flush_lines(self) -> None:
        surer = "CASE WHEN excluded.confidence > confidence THEN excluded.{0} ELSE {0} END"
        self._base.put(
            "INSERT INTO lines VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT DO UPDATE SET"
            f" filter = {surer.format('filter')}, reason = {surer.format('reason')},"
            " confidence = max(confidence, excluded.confidence),"
            " count = count + excluded.count, bytes = bytes + excluded.bytes,"
            # Once there are as many places as are told, others only take room.
            f" places = CASE WHEN documents >= {_PLACES} OR excluded.places = '' THEN places"
            " WHEN places = '' THEN excluded.places"
            " ELSE places || char(10) || excluded.places END,"
            " documents = documents + excluded.documents, articles = articles | excluded.articles",
            [(kind, key, one.text, one.filter, one.reason, one.confidence, one.count, one.bytes,
              one.documents, one.articles, _SEPARATOR.join(one.places))
             for (kind, key), one in sorted(self._lines.items())],
        )  # fmt: skip
        self._lines.clear()

    def sums(self, kind: str, most: int) -> list[tuple[str, tuple[int, ...]]]:
        """The names of a kind with most documents, and their sums."""
        self._flush_sums()
        rows = self._base.rows(
            f"SELECT name, {', '.join(SUMS)} FROM sums WHERE kind = ?"
            " ORDER BY documents DESC, removed_lines DESC, name LIMIT ?", (kind, most),
        )  # fmt: skip
        return [(name, tuple(sums)) for name, *sums in rows]

    def names(self, kind: str) -> int:
        """How many names of a kind there are."""
        self._flush_sums()
        (count,) = self._base.row("SELECT count(*) FROM sums WHERE kind = ?", (kind,))
        return int(count)

    def groups(self, kind: str, most: int, articles: int = 0) -> Iterator[Group]:
        """The most frequent lines of a kind. articles: that they stand in at least."""
        self._flush_lines()
        rows = self._base.rows(
            "SELECT text, filter, reason, confidence, count, bytes, documents, ones(articles),"
            " places FROM lines WHERE kind = ? AND ones(articles) >= ?"
            " ORDER BY count DESC, documents DESC, text, key LIMIT ?", (kind, articles, most),
        )  # fmt: skip
        for text, name, reason, confidence, count, size, documents, ones, places in rows:
            group = Group(text, name, reason, confidence)
            group.count, group.bytes, group.documents, group.articles = (
                count, size, documents, ones,
            )  # fmt: skip
            group.places = places.split(_SEPARATOR)[:_PLACES] if places else []
            yield group

    def different(self, kind: str) -> int:
        """How many different lines of a kind there are."""
        self._flush_lines()
        (count,) = self._base.row("SELECT count(*) FROM lines WHERE kind = ?", (kind,))
        return int(count)
