"""Boosted trees, asked all at once.

Every leaf of every tree is a bit of one large integer, those of a tree from left to right. A sign
that is greater than a node's threshold rules the leaves left of the node out: for each sign the
thresholds are sorted, and what each prefix of them rules out is one mask. So a sign costs one
bisection and one `and`, however many nodes ask for it (a small whole number costs no bisection
either); the lowest bit that is left of each tree is the leaf (QuickScorer, Lucchese et al. 2015).
Signs that many rows share are applied once for all.
"""

from __future__ import annotations

from bisect import bisect_left
from operator import getitem
from sys import byteorder

from newsclean.errors import ModelError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any


class Forest:
    """Trees over signs; `start` is the state in which nothing is ruled out.

    trees: [nodes, leaves] each; a node is [sign, threshold, left, right], a child below zero is
    leaf ~child; a run goes left where its sign is at most the threshold. The root is node 0.
    """

    __slots__ = ("_bytes", "_columns", "_lowest", "_values", "start")

    # Leaves of a tree, at most: each tree has that many bits, and its leaf is one number.
    _WIDTH = 16

    def __init__(self, trees: Sequence[Any], signs: int) -> None:
        asked: list[list[tuple[float, int]]] = [[] for _ in range(signs)]
        self._values: list[dict[int, float]] = []
        self.start = self._lowest = 0
        at = 0
        for nodes, leaves in trees:
            order: list[int] = []
            spans = _spans(nodes, order)
            for node, (begin, end) in zip(nodes, spans, strict=True):
                asked[node[0]].append((node[1], ((1 << (end - begin)) - 1) << (at + begin)))
            self.start |= ((1 << len(order)) - 1) << at
            self._lowest |= 1 << at
            if len(order) > self._WIDTH:
                raise ModelError(f"has a tree of more than {self._WIDTH} leaves")
            self._values.append({1 << bit: leaves[leaf] for bit, leaf in enumerate(order)})
            at += self._WIDTH
        self._bytes = at // 8
        # Of each sign that some node asks for: its number, thresholds and masks.
        self._columns: list[tuple[int, list[float], list[int]]] = []
        for sign, nodes_of_sign in enumerate(asked):
            if not nodes_of_sign:
                continue
            nodes_of_sign.sort()
            masks = [-1]
            for _, gone in nodes_of_sign:
                masks.append(masks[-1] & ~gone)
            self._columns.append((sign, [threshold for threshold, _ in nodes_of_sign], masks))

    def part(self, first: int, stop: int, most: Mapping[int, int] | None = None) -> Part:
        """The signs from `first` to before `stop`, which then count from 0.

        most: the signs that are whole numbers from -1 on, with the greatest that each can be.
        """
        tables, columns = [], []
        for sign, cuts, masks in self._columns:
            if not first <= sign < stop:
                continue
            if most and sign in most:
                # -1 stands at the end, where Python looks for it.
                values = [*range(most[sign] + 1), -1]
                of_value = [masks[bisect_left(cuts, value)] for value in values]
                tables.append((sign - first, of_value))
            else:
                columns.append((sign - first, cuts, masks))
        return Part(tables, columns)

    def score(self, state: int) -> float:
        """The log-odds, once all signs are known."""
        leaves = (state & ~(state - self._lowest)).to_bytes(self._bytes, byteorder)
        units = memoryview(leaves).cast("H")
        values = self._values if byteorder == "little" else reversed(self._values)
        return sum(map(getitem, values, units))


class Part:
    """What some signs rule out."""

    __slots__ = ("_columns", "_tables")

    def __init__(
        self,
        tables: list[tuple[int, list[int]]],
        columns: list[tuple[int, list[float], list[int]]],
    ) -> None:
        self._tables = tables
        self._columns = columns

    def __bool__(self) -> bool:
        return bool(self._tables or self._columns)

    def narrow(self, state: int, signs: Sequence[Any]) -> int:
        """The state once these signs are known."""
        for at, of_value in self._tables:
            state &= of_value[signs[at]]
        for at, cuts, masks in self._columns:
            state &= masks[bisect_left(cuts, signs[at])]
        return state


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
