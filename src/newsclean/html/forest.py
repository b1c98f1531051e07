"""Boosted trees, asked all at once.

Every leaf of every tree is a bit of one large integer, those of a tree from left to right. A sign
that is greater than a node's threshold rules the leaves left of the node out: for each sign the
thresholds are sorted, and what each prefix of them rules out is one mask. So a sign costs one
bisection and one `and`, however many nodes ask for it; the lowest bit that is left of each tree is
the leaf (QuickScorer, Lucchese et al. 2015). Signs that many runs share are applied once for all.
"""

from __future__ import annotations

from bisect import bisect_left
from operator import getitem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any


class Forest:
    """Trees over signs; `start` is the state in which nothing is ruled out.

    trees: [nodes, leaves] each; a node is [sign, threshold, left, right], a child below zero is
    leaf ~child; a run goes left where its sign is at most the threshold. The root is node 0.
    """

    __slots__ = ("_bytes", "_columns", "_lowest", "_values", "start")

    def __init__(self, trees: Sequence[Any], signs: int) -> None:
        asked: list[list[tuple[float, int]]] = [[] for _ in range(signs)]
        self._values: list[list[float]] = []
        self.start = self._lowest = 0
        at = 0
        for nodes, leaves in trees:
            order: list[int] = []
            spans = _spans(nodes, order)
            for node, (begin, end) in zip(nodes, spans, strict=True):
                asked[node[0]].append((node[1], ((1 << (end - begin)) - 1) << (at + begin)))
            self.start |= ((1 << len(order)) - 1) << at
            self._lowest |= 1 << at
            for first in range(0, len(order), 8):
                values = [0.0] * 256
                for bit, leaf in enumerate(order[first : first + 8]):
                    values[1 << bit] = leaves[leaf]
                self._values.append(values)
                at += 8
        self._bytes = at // 8
        self._columns: list[tuple[list[float], list[int]] | None] = []
        for nodes_of_sign in asked:
            if not nodes_of_sign:
                self._columns.append(None)
                continue
            nodes_of_sign.sort()
            masks = [-1]
            for _, gone in nodes_of_sign:
                masks.append(masks[-1] & ~gone)
            self._columns.append(([threshold for threshold, _ in nodes_of_sign], masks))

    def narrow(self, state: int, signs: Sequence[float], first: int) -> int:
        """The state once some signs are known; first: the number of the first of them."""
        columns = self._columns
        for sign, value in enumerate(signs, first):
            column = columns[sign]
            if column is not None:
                state &= column[1][bisect_left(column[0], value)]
        return state

    def score(self, state: int) -> float:
        """The log-odds, once all signs are known."""
        leaves = state & ~(state - self._lowest)
        return sum(map(getitem, self._values, leaves.to_bytes(self._bytes, "little")))


def _spans(nodes: Sequence[Any], order: list[int]) -> list[tuple[int, int]]:
    """The leaves left of each node, as places in `order`, which is filled from left to right."""
    spans = [(0, 0)] * len(nodes)
    if not nodes:
        order.append(0)
        return spans
    # (node or ~leaf, whether its left side is done)
    stack: list[tuple[int, bool]] = [(0, False)]
    begins: dict[int, int] = {}
    while stack:
        n, is_left_done = stack.pop()
        if n < 0:
            order.append(~n)
        elif is_left_done:
            spans[n] = begins[n], len(order)
            stack.append((nodes[n][3], False))
        else:
            begins[n] = len(order)
            stack.append((n, True))
            stack.append((nodes[n][2], False))
    return spans
