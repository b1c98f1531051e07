"""Which documents are copies of which: candidates by shared features, then a real comparison."""

from __future__ import annotations

from array import array

from newsclean.dedup.comparing import Comparison
from newsclean.shingles import SAMPLED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from newsclean.dedup.store import Store

# With so many texts of a sentence its others are compared; with fewer where it stands in many, as a
# line of boilerplate does: what is no copy must not cost the square of its number.
LEADERS, FEW_LEADERS, MANY = 6, 3, 12
# A run of words that so many texts share tells of copies at once; a more common one, as any
# language has, only together with another.
RARE = 4
# Bytes for each text, at least, and at most in all, to remember who met.
_BYTES, _LEAST_BYTES, _MOST_BYTES = 64, 1 << 24, 1 << 27
_MIX = 0x9E3779B1  # spreads pairs over them
_FAILED = 1 << 19  # pairs that are remembered not to be copies


def lead(group: list[int], key: int | None = None) -> tuple[list[int], int, bool]:
    """The order in which the texts of a feature lead.

    And how many of the first are compared with all after them; and whether two texts must meet
    twice for that.

    group: ascending. key: of a run of words; None for a sentence.
    """
    size = len(group)
    if key is None:
        return group, LEADERS if size <= MANY else FEW_LEADERS, False
    if size <= RARE:
        return group, RARE, False
    # Others lead each time: who is lowest of all would meet everybody.
    turn = key // SAMPLED % size
    return group[turn:] + group[:turn], FEW_LEADERS, True


class Joined:
    """Texts that are one cluster; the lowest number stands for all. count: of texts."""

    def __init__(self, count: int) -> None:
        self._parents = array("I", range(count))
        self._next = array("I", range(count))  # each cluster is a ring

    def root(self, n: int) -> int:
        """The text that stands for this one."""
        parents = self._parents
        while parents[n] != n:
            parents[n] = parents[parents[n]]
            n = parents[n]
        return n

    def join(self, one: int, other: int) -> None:
        """Make two clusters one."""
        low, high = sorted((self.root(one), self.root(other)))
        if low != high:
            self._parents[high] = low
            ring = self._next
            ring[low], ring[high] = ring[high], ring[low]

    def members(self, n: int) -> list[int]:
        """The cluster of a text, ascending."""
        found = [n]
        while (other := self._next[found[-1]]) != n:
            found.append(other)
        return sorted(found)

    def clusters(self, order: Iterable[int]) -> Iterator[list[int]]:
        """All clusters, in the order in which texts of them come first."""
        seen = bytearray(len(self._parents))
        for n in order:
            root = self.root(n)
            if not seen[root]:
                seen[root] = True
                yield self.members(root)


class _Met:
    """Which texts met before, nearly: a bit for many pairs. count: of texts."""

    def __init__(self, count: int) -> None:
        self._bits = bytearray(min(max(_BYTES * count, _LEAST_BYTES), _MOST_BYTES))

    def again(self, one: int, other: int) -> bool:
        """Whether these two met before; from now on they have."""
        bits = self._bits
        place = (min(one, other) * _MIX ^ max(one, other)) * _MIX % (8 * len(bits))
        at, bit = place >> 3, 1 << (place & 7)
        if bits[at] & bit:
            return True
        bits[at] |= bit
        return False


class Joiner:
    """Finds what hangs together: texts of which each is a copy of another one.

    Which are compared depends on no order but that of their numbers, which are by lot, so that
    another engine can find the same.
    """

    def __init__(self, store: Store, comparison: Comparison) -> None:
        self._store = store
        self._comparison = comparison
        self._failed: set[int] = set()
        self.joined = Joined(len(store))

    def by_sentences(self) -> None:
        """Join what shares sentences."""
        for _, group in self._store.groups("sentences"):
            self._scan(*lead(group))

    def by_shingles(self) -> None:
        """Join edited copies: of each cluster the lowest text is looked up by runs of words."""
        root = self.joined.root
        is_lowest = bytearray(root(n) == n for n in range(len(self._store)))
        met = _Met(len(self._store))
        for key, group in self._store.groups("sampled"):
            self._scan(*lead([n for n in group if is_lowest[n]], key), met)

    def _scan(self, order: list[int], most: int, is_common: bool, met: _Met | None = None) -> None:
        """Compare the first texts with all that come after them; see `lead`."""
        root = self.joined.root
        leaders = order[:most]
        for at, n in enumerate(order):
            for leader in leaders[:at]:
                if (
                    root(leader) != root(n)
                    and (not is_common or met is None or met.again(leader, n))
                    and self._are(leader, n)
                ):
                    self.joined.join(leader, n)

    def _are(self, one: int, other: int) -> bool:
        one, other = min(one, other), max(one, other)
        pair = one << 32 | other
        if pair in self._failed:
            return False
        if self._comparison.are_copies(one, other):
            return True
        if len(self._failed) >= _FAILED:
            self._failed.clear()
        self._failed.add(pair)
        return False
