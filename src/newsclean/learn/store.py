"""Posts by site, on disk when they are many: memory does not grow with their number."""

from __future__ import annotations

from hashlib import blake2b
from zlib import crc32

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# Of longer lines a hash and both ends are enough: they are compared, never shown.
LONG_CHARS = 200
LONG = "\x00"
_END_CHARS = 60
_MOST_LINES = 150  # at either end of a post: a template is not longer
# No wording of a rule may hold them.
_UNPRINTED = dict.fromkeys((*range(9), *range(14, 28), 127))
_AT_ONCE = 1000


class Posts:
    """A heap of posts: put in as they come, given back site by site.

    They lie in a temporary SQLite database, which is a file as soon as it does not fit its cache.
    """

    def __init__(self) -> None:
        import sqlite3

        self._base = sqlite3.connect("")
        self._base.executescript(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
            "CREATE TABLE posts (site TEXT, rank BLOB, body BLOB)"
        )
        self._held: list[tuple[str, bytes, bytes]] = []

    def add(self, text: str, site: str = "") -> None:
        """One post, as text; site: any name under which its posts belong together."""
        body = reduced(text).encode("utf-8", "surrogatepass")
        if body:
            self._held.append((site, blake2b(body, digest_size=8).digest(), body))
        if len(self._held) == _AT_ONCE:
            self._flush()

    def _flush(self) -> None:
        self._base.executemany("INSERT INTO posts VALUES (?, ?, ?)", self._held)
        self._held.clear()

    def sites(self, most: int) -> Iterator[tuple[str, list[list[str]]]]:
        """Each site with the lines of its posts, equal posts once, in an order of their own.

        most: of a larger site those that come first in that order, which is that of hashes: an
        even choice, the same whatever the order they came in.
        """
        self._flush()
        self._base.execute("CREATE INDEX IF NOT EXISTS by_site ON posts (site, rank)")
        names = self._base.execute("SELECT DISTINCT site FROM posts ORDER BY site").fetchall()
        for (site,) in names:
            rows = self._base.execute(
                "SELECT body FROM posts WHERE site = ? GROUP BY rank ORDER BY rank LIMIT ?",
                (site, most),
            )
            yield site, [body.decode("utf-8", "surrogatepass").split("\n") for (body,) in rows]


def reduced(text: str) -> str:
    """The filled lines of a text without the blanks around them; long ones as their hashes."""
    lines = text.splitlines()
    if len(lines) > 2 * _MOST_LINES:
        lines[_MOST_LINES:-_MOST_LINES] = []
    found: list[str] = []
    add = found.append
    for line in lines:
        line = line.strip()
        size = len(line)
        if size > LONG_CHARS:
            # Both ends and the length stand beside it: 32 bits are enough.
            told = crc32(line.encode("utf-8", "surrogatepass"))
            start, end = line[:_END_CHARS], line[-_END_CHARS:]
            if not (start.isprintable() and end.isprintable()):
                start, end = start.translate(_UNPRINTED), end.translate(_UNPRINTED)
            add(f"{LONG}{told:08x}{LONG}{start}{LONG}{end}{LONG}{size}")
        elif size:
            if not line.isprintable():
                line = line.translate(_UNPRINTED).strip()
            if line:
                add(line)
    return "\n".join(found)


def edges(line: str) -> tuple[str, str]:
    """How a line begins and ends, as far as it is known."""
    if not line.startswith(LONG):
        return line, line
    _, _, start, end, _ = line.split(LONG)
    return start, end


def size_of_post(lines: Sequence[str]) -> int:
    """How many characters the lines of a post have, or had."""
    return sum([
        int(line.rpartition(LONG)[2]) if line[0] == LONG else len(line) for line in lines
    ])  # fmt: skip
