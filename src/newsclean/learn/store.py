"""Posts by site, on disk when they are many: memory does not grow with their number."""

from __future__ import annotations

from array import array
from hashlib import blake2b
from zlib import crc32

from newsclean.scratch import Scratch

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
MOST_POSTS = 500
_MOST_LOTS = 4096  # sites that are thinned out as their posts come: 8 KB each at most


class _Lot:
    """Which posts of a site may be among those whose numbers are lowest, as they come in.

    most: so many are wanted.
    """

    __slots__ = ("_limit", "_lowest", "_most")

    def __init__(self, most: int) -> None:
        self._most = most
        self._lowest = array("Q")
        self._limit = 1 << 64

    def may_win(self, number: int) -> bool:
        """Whether fewer than so many lower numbers were seen."""
        if number > self._limit:
            return False
        self._lowest.append(number)
        if len(self._lowest) > 2 * self._most:
            self._lowest = array("Q", sorted(set(self._lowest))[: self._most])
            if len(self._lowest) == self._most:
                self._limit = self._lowest[-1]
        return True


class Posts:
    """A heap of posts: put in as they come, given back site by site.

    They lie in a temporary SQLite database, which is a file as soon as it does not fit its cache.
    most: of a site with more posts so many are given back, chosen by lot; of the others nearly all
    are passed over as they come. ScratchError where they do not fit the disk.
    """

    def __init__(self, most: int = MOST_POSTS) -> None:
        self._most = most
        self._lots: dict[str, _Lot] = {}
        self._base = Scratch("CREATE TABLE posts (site TEXT, lot BLOB, rank BLOB, body BLOB)")
        self._held: list[tuple[str, bytes, bytes, bytes]] = []

    def add(self, text: str, site: str = "") -> None:
        """One post, as text; site: any name under which its posts belong together."""
        lot = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
        if not self._may_win(site, lot):
            return
        body = reduced(text).encode("utf-8", "surrogatepass")
        if body:
            self._held.append((site, lot, blake2b(body, digest_size=8).digest(), body))
        if len(self._held) == _AT_ONCE:
            self._flush()

    def _may_win(self, site: str, lot: bytes) -> bool:
        own = self._lots.get(site)
        if own is None:
            if len(self._lots) == _MOST_LOTS:
                return True  # all posts of this site lie on the disk, and are chosen at the end
            own = self._lots[site] = _Lot(self._most)
        return own.may_win(int.from_bytes(lot, "big"))

    def _flush(self) -> None:
        self._base.put("INSERT INTO posts VALUES (?, ?, ?, ?)", self._held)
        self._held.clear()

    def sites(self) -> Iterator[tuple[str, list[list[str]]]]:
        """Each site with the lines of its posts, equal posts once, in an order of their own.

        Of a larger site those whose hashes are lowest: an even choice, the same whatever the order
        they came in.
        """
        self._flush()
        self._base.run("CREATE INDEX IF NOT EXISTS by_site ON posts (site, lot)")
        names = list(self._base.rows("SELECT DISTINCT site FROM posts ORDER BY site"))
        for (site,) in names:
            rows = self._base.rows(
                "SELECT body FROM posts WHERE site = :site AND lot IN (SELECT DISTINCT lot FROM "
                "posts WHERE site = :site ORDER BY lot LIMIT :most) GROUP BY rank ORDER BY rank",
                {"site": site, "most": self._most},
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
