"""Which documents are copies of which: candidates by shared features, then a real comparison."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from itertools import groupby

from newsclean.dedup.store import Store
from newsclean.shingles import resemblance, sampled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# With so many different documents of a feature one is compared; with fewer where a feature stands
# in many, as a line of boilerplate does: what is no copy must not cost the square of its number.
_LEADERS, _FEW_LEADERS, _MANY = 20, 3, 40
# Texts with so many numbers are copies only if they have this share of them in common.
_TELLING, _SAME_NUMBERS = 5, 0.5
_FAILED = 1 << 20  # pairs that are remembered not to be copies


class Joined:
    """Texts that are one cluster; the lowest stands for all.

    numbers: of all texts, ascending.
    """

    def __init__(self, numbers: Iterable[int]) -> None:
        self._numbers = array("q", numbers)
        self._parents = array("I", range(len(self._numbers)))

    def root(self, n: int) -> int:
        """The text that stands for this one."""
        return self._numbers[self._root(bisect_left(self._numbers, n))]

    def join(self, one: int, other: int) -> None:
        """Make two clusters one."""
        numbers = self._numbers
        low, high = sorted(self._root(bisect_left(numbers, n)) for n in (one, other))
        self._parents[high] = low

    def __iter__(self) -> Iterator[list[int]]:
        """The clusters."""
        root = array("I", map(self._root, range(len(self._numbers)))).__getitem__
        for _, group in groupby(sorted(range(len(self._numbers)), key=root), root):
            yield [self._numbers[at] for at in group]

    def _root(self, at: int) -> int:
        parents = self._parents
        while parents[at] != at:
            parents[at] = parents[parents[at]]
            at = parents[at]
        return at


class Joiner:
    """Finds clusters.

    threshold: the least resemblance (Jaccard) of two copies. containment: the least share of the
    shorter one that the longer one holds, else; None where excerpts are no copies.
    """

    def __init__(self, store: Store, threshold: float, containment: float | None) -> None:
        self._store = store
        self._threshold = threshold
        self._containment = containment
        self._failed: set[tuple[int, int]] = set()
        self.joined = Joined(store.numbers())

    def by_sentences(self) -> None:
        """Join what shares sentences, by which a store looks texts up from the start."""
        self._scan()

    def by_shingles(self) -> None:
        """Join edited copies: of each cluster one text is looked up by runs of words."""
        for n in self._store.numbers():
            if self.joined.root(n) == n:
                self._store.index(n, sampled(self._store.shingles(n)))
        self._scan()

    def _scan(self) -> None:
        root = self.joined.root
        for group in self._store.groups():
            leaders: list[int] = []
            most = _LEADERS if len(group) <= _MANY else _FEW_LEADERS
            for n in group:
                own = root(n)
                if any(root(leader) == own for leader in leaders):
                    continue
                for leader in leaders:
                    if self._are(leader, n):
                        self.joined.join(leader, n)
                        break
                else:
                    if len(leaders) < most:
                        leaders.append(n)

    def _are(self, one: int, other: int) -> bool:
        if (one, other) in self._failed:
            return False
        if self.are_copies(one, other):
            return True
        if len(self._failed) >= _FAILED:
            self._failed.clear()
        self._failed.add((one, other))
        return False

    def are_copies(self, one: int, other: int) -> bool:
        """Whether two texts have enough in common, and not only the skeleton of a report."""
        store = self._store
        jaccard, contained = resemblance(store.shingles(one), store.shingles(other))
        is_enough = jaccard >= self._threshold or (
            self._containment is not None and contained >= self._containment
        )
        if not is_enough:
            return False
        first, second = store.numbers_in(one), store.numbers_in(other)
        fewer = min(len(first), len(second))
        return fewer < _TELLING or len(first & second) >= _SAME_NUMBERS * fewer
