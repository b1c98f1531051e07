"""The trees of a model file, asked all at once: for whoever cleans more than a few texts.

To prepare them costs as much as to walk through them for some lines, so a single text is judged
without. The answers are the same, to the last digit, but for lines that are hopeless anyway.
"""

from __future__ import annotations

from newsclean.forest import Forest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any


class Whole:
    """Trees with the stages at which a line is given up.

    nodes: sign, threshold, left and right of all nodes, a child below zero being leaf ~child.
    stages: the roots of each, and the log-odds below which it gives a line up. unlikely: those
    below which nobody asks how low they are.
    """

    __slots__ = ("_forest", "_narrow", "_parts", "_unlikely")

    def __init__(
        self,
        nodes: tuple[Sequence[int], Sequence[float], Sequence[int], Sequence[int]],
        leaves: Sequence[float],
        stages: list[tuple[Sequence[int], float]],
        unlikely: float,
    ) -> None:
        self._unlikely = unlikely
        trees = [_tree(nodes, leaves, root) for roots, _ in stages for root in roots]
        size = max(nodes[0]) + 1
        self._forest = Forest(trees, size)
        self._narrow = self._forest.part(0, size).narrow
        self._parts: list[tuple[int, float]] = []
        count = 0
        for roots, floor in stages[:-1]:
            count += len(roots)
            self._parts.append((count, floor))

    def sum(self, signs: Sequence[float], shift: float) -> float | None:
        """What all trees say; None when a stage gives the line up, or it is hopeless anyway."""
        state = self._narrow(self._forest.start, signs)
        total = shift + self._forest.score(state)
        if total < self._unlikely:
            return None
        for count, floor in self._parts:
            if shift + self._forest.score_of(state, count) < floor:
                return None
        return total


def _tree(
    nodes: tuple[Sequence[int], Sequence[float], Sequence[int], Sequence[int]],
    leaves: Sequence[float], root: int,
) -> tuple[list[list[Any]], list[float]]:  # fmt: skip
    """One tree as `Forest` takes it: its nodes and leaves, numbered from 0."""
    signs, thresholds, left, right = nodes
    if root < 0:
        return [], [leaves[~root]]
    order = [root]
    own: list[float] = []
    places = {root: 0}
    for n in order:
        for child in (left[n], right[n]):
            if child >= 0:
                places[child] = len(order)
                order.append(child)
            else:
                places[child] = ~len(own)
                own.append(leaves[~child])
    return [
        [signs[n], thresholds[n], places[left[n]], places[right[n]]] for n in order
    ], own
