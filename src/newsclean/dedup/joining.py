"""Which documents are copies of which: candidates by shared features, then a real comparison."""

from __future__ import annotations

from array import array
from math import sqrt

from newsclean.shingles import resemblance

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from newsclean.dedup.store import Store

# With so many different documents of a feature one is compared; with fewer where a feature stands
# in many, as a line of boilerplate does: what is no copy must not cost the square of its number.
_LEADERS, _FEW_LEADERS, _MANY = 6, 3, 12
# A run of words that so many texts share tells of copies at once; a more common one, as any
# language has, only together with another.
_RARE = 4
_BYTES, _MOST_BYTES = 64, 1 << 27  # for each text, and for all, to remember who met
_MIX = 0x9E3779B1  # spreads pairs over them
# Texts with so many numbers are copies only if they have this share of them in common.
_TELLING, _SAME_NUMBERS = 5, 0.5
_DEVIATIONS = 3.5  # of the number that copies have in common in their samples: one of 5,000 is lost
_FAILED = 1 << 19  # pairs that are remembered not to be copies


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
        self._bits = bytearray(min(_BYTES * count + 1, _MOST_BYTES))

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
    """Finds clusters.

    threshold: the least resemblance (Jaccard) of two copies. containment: the least share of the
    shorter one that the longer one holds, else; None where excerpts are no copies.
    """

    def __init__(self, store: Store, threshold: float, containment: float | None) -> None:
        self._store = store
        self._threshold = threshold
        self._containment = containment
        self._failed: set[int] = set()
        self.joined = Joined(len(store))

    def by_sentences(self) -> None:
        """Join what shares sentences."""
        for _, group in self._store.groups("sentences"):
            self._scan(group, _LEADERS if len(group) <= _MANY else _FEW_LEADERS)

    def by_shingles(self) -> None:
        """Join edited copies: of each cluster one text is looked up by runs of words."""
        root = self.joined.root
        met = _Met(len(self._store))
        for key, group in self._store.groups("sampled"):
            roots = [n for n in group if root(n) == n]
            if 1 < len(roots) <= _RARE:
                self._scan(roots, _RARE)
            elif len(roots) > _RARE:
                # Others begin each time: who is first of all would meet everybody.
                turn = _MIX * key % len(roots)
                self._scan(roots[turn:] + roots[:turn], _FEW_LEADERS, met)

    def _scan(self, group: list[int], most: int, met: _Met | None = None) -> None:
        """Compare texts with the first of each cluster; with `met` at their second meeting."""
        root = self.joined.root
        leaders: list[int] = []
        for n in group:
            own = root(n)
            if any(root(leader) == own for leader in leaders):
                continue
            for leader in leaders:
                if met is not None and not met.again(leader, n):
                    continue
                if self._are(leader, n):
                    self.joined.join(leader, n)
                    break
            else:
                if len(leaders) < most:
                    leaders.append(n)

    def _are(self, one: int, other: int) -> bool:
        one, other = min(one, other), max(one, other)
        pair = one << 32 | other
        if pair in self._failed:
            return False
        if self.are_copies(one, other):
            return True
        if len(self._failed) >= _FAILED:
            self._failed.clear()
        self._failed.add(pair)
        return False

    def are_copies(self, one: int, other: int) -> bool:
        """Whether two texts have enough in common, and not only the skeleton of a report."""
        store = self._store
        if self._are_far(store.sample(one), store.sample(other)):
            return False
        jaccard, contained = resemblance(store.shingles(one), store.shingles(other))
        is_enough = jaccard >= self._threshold or (
            self._containment is not None and contained >= self._containment
        )
        if not is_enough:
            return False
        first, second = store.numbers_in(one), store.numbers_in(other)
        fewer = min(len(first), len(second))
        return fewer < _TELLING or len(first & second) >= _SAME_NUMBERS * fewer

    def _are_far(self, one: frozenset[int], other: frozenset[int]) -> bool:
        """Whether the samples of two texts have less in common than chance leaves of any copies."""
        least = self._threshold / (1 + self._threshold) * (len(one) + len(other))
        if self._containment is not None:
            least = min(least, self._containment * min(len(one), len(other)))
        return len(one & other) < least - _DEVIATIONS * sqrt(least)
