"""Which documents are shown whole: a bounded number, and the same ones in every run."""

from __future__ import annotations

import heapq
from hashlib import blake2b

TYPE_CHECKING = False
if TYPE_CHECKING:
    from newsclean.report.view import View

LOST, LEFT, SAMPLE = "lost most", "likely leftovers", "sample"
Key = tuple[float, ...]


class Best:
    """The views with the greatest keys, no more than `most`; of equal ones the first."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._held: list[tuple[Key, int, View]] = []

    def wants(self, key: Key, order: int) -> bool:
        """Whether a document with this key would be among them."""
        if len(self._held) < self._most:
            return True
        return bool(self._held) and (key, -order) > self._held[0][:2]

    def put(self, key: Key, order: int, view: View) -> None:
        """Take a view that is wanted, for the least of those there are."""
        entry = (key, -order, view)
        if len(self._held) < self._most:
            heapq.heappush(self._held, entry)
        else:
            heapq.heapreplace(self._held, entry)

    def views(self) -> list[View]:
        """The greatest first."""
        return [view for _, _, view in sorted(self._held, key=lambda one: one[:2], reverse=True)]


class Chosen:
    """A third are those that lost the largest share, a third those most likely to hold more.

    The rest are a sample: those whose hashed names come first. Of no more documents than that all
    are shown.
    """

    def __init__(self, most: int) -> None:
        self.most = most
        self.lost = Best(most // 3)
        self.left = Best(most // 3)
        self._sample = Best(most)

    def keys(self, name: str, lost: Key | None, left: Key | None) -> list[tuple[Best, Key]]:
        """Each list that a document is sought for, with its key."""
        keys: list[tuple[Best, Key]] = [(self._sample, (-rank(name),))]
        keys += [(self.lost, lost)] if lost is not None else []
        keys += [(self.left, left)] if left is not None else []
        return keys

    def views(self) -> list[View]:
        """All that are shown, in the order of the input, with the tags of why."""
        chosen: dict[int, View] = {}
        for best, tag in ((self.lost, LOST), (self.left, LEFT), (self._sample, SAMPLE)):
            for view in best.views():
                if tag == SAMPLE and (view.order in chosen or len(chosen) >= self.most):
                    continue
                chosen[view.order] = view
                if tag not in view.tags:
                    view.tags.append(tag)
        return [chosen[order] for order in sorted(chosen)]


def rank(name: str) -> int:
    """A number from a name, as good as drawn at random and the same in every run."""
    digest = blake2b(name.encode("utf-8", "surrogatepass"), digest_size=6).digest()
    return int.from_bytes(digest, "big")
