"""What stands with a line: where no paragraph is between them, and wherever a subhead could be."""

from __future__ import annotations

from collections.abc import Callable, Sequence

_GAP_LINES = 5  # above and below, without a paragraph between
_PEERS = 9  # where counting ends


class Company:
    """The lines of one look, for signs of what stands with one of them.

    Lines are numbered without the blank ones. said: the log-odds that a site says a line, by its
    diction; asked of those that `is_short` only, which short paragraphs are, too. could_head: those
    that are made as a subhead is, and not marked.
    """

    def __init__(
        self,
        said: Callable[[int], float],
        is_short: Sequence[bool],
        is_prose: Sequence[bool],
        is_marked: Sequence[bool],
        could_head: Sequence[bool],
    ) -> None:
        self._said, self._is_short = said, is_short
        self._is_prose, self._is_marked = is_prose, is_marked
        below = [*is_prose[1:], False]
        self._heads = {
            n: said(n) for n, (could, above_prose) in enumerate(zip(could_head, below, strict=True))
            if could and above_prose
        }  # fmt: skip
        self._heads_said = sum(self._heads.values())

    def signs(self, n: int) -> tuple[float, ...]:
        """What stands beside a line, what around it without a paragraph between, and its peers.

        The diction of the line above and below, a paragraph or not. Of those around, as far as the
        next paragraph: the most that one's diction says, how many they are, the share of marked
        ones. How many other lines stand above a paragraph as a subhead does, and what their diction
        is on average.
        """
        others: list[int] = []
        for step, end in (-1, -1), (1, len(self._is_prose)):
            m = n + step
            while m != end and abs(m - n) <= _GAP_LINES and not self._is_prose[m]:
                others.append(m)
                m += step
        own = self._heads.get(n)
        peers = len(self._heads) - (own is not None)
        return (
            self._said_of_short(n - 1), self._said_of_short(n + 1),
            max(map(self._said_of_short, others), default=0.0), len(others),
            [self._is_marked[m] for m in others].count(True) / len(others) if others else -1.0,
            min(peers, _PEERS), (self._heads_said - (own or 0.0)) / peers if peers else 0.0,
        )  # fmt: skip

    def _said_of_short(self, n: int) -> float:
        """The diction of a line; 0 for a long one, and where there is none."""
        return self._said(n) if 0 <= n < len(self._is_short) and self._is_short[n] else 0.0
