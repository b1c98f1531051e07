"""Which documents are copies of which: candidates by shared features, then a real comparison."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from itertools import groupby

from newsclean.dedup.parting import Comparison
from newsclean.dedup.store import Store
from newsclean.shingles import sampled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# With so many texts of a feature its others are compared; with fewer where it stands in many,
# as a line of boilerplate does: what is no copy must not cost the square of its number.
LEADERS, FEW_LEADERS, MANY = 20, 3, 40
_FAILED = 1 << 20  # pairs that are remembered not to be copies


def leaders_of(size: int) -> int:
    """With how many of the lowest texts of a feature all its others are compared.

    size: in how many texts the feature stands. The numbers of texts are hashes, so this is a choice
    by lot that does not depend on the order of the documents, nor on what was compared before.
    """
    return LEADERS if size <= MANY else FEW_LEADERS


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
    """Finds what hangs together: texts of which each is a copy of another one."""

    def __init__(self, store: Store, comparison: Comparison) -> None:
        self._store = store
        self._comparison = comparison
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
            leaders = group[: leaders_of(len(group))]
            for at, n in enumerate(group):
                for leader in leaders[:at]:
                    if root(leader) != root(n) and self._are(leader, n):
                        self.joined.join(leader, n)

    def _are(self, one: int, other: int) -> bool:
        if (one, other) in self._failed:
            return False
        if self._comparison.are_copies(one, other):
            return True
        if len(self._failed) >= _FAILED:
            self._failed.clear()
        self._failed.add((one, other))
        return False
