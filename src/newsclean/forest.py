"""Boosted trees, asked all at once.

Every leaf of every tree is a bit of one large integer. A sign of a certain value rules out, at each
node that asks for it, the leaves of the side that is not taken: for each sign the thresholds are
sorted, and what the values between two of them rule out is one mask. So a sign costs one bisection
and one `and`, however many nodes ask for it (a small whole number costs no bisection either), and
when all signs are known one leaf of each tree is left (QuickScorer, Lucchese et al. 2015, with both
sides ruled out). Signs that many rows share are applied once for all.

The leaves that are left are added up without a look at any of them: leaves are whole numbers of
thousandths, and for each binary digit one mask holds the leaves whose number has it, so the bits
that are left under that mask are counted, and the counts are the digits of the sum.
"""

from __future__ import annotations

from bisect import bisect_left

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import Any

_UNIT = 1000  # models are written with three digits


class Forest:
    """Trees over signs; `start` is the state in which nothing is ruled out.

    trees: [nodes, leaves] each; a node is [sign, threshold, left, right], a child below zero is
    leaf ~child; a run goes left where its sign is at most the threshold. The root is node 0.
    Leaves are rounded to thousandths.
    """

    __slots__ = ("_begins", "_columns", "_digits", "_firsts", "_least", "start")

    def __init__(self, trees: Sequence[Any], signs: int) -> None:
        asked: list[list[tuple[float, int, int]]] = [[] for _ in range(signs)]
        whole = [(nodes, [round(leaf * _UNIT) for leaf in leaves]) for nodes, leaves in trees]
        at = self._least = 0
        numbers: list[int] = []  # of each bit, above the least of its tree
        # The first bit of each tree, and what the trees before it have at least. What is learned
        # first differs most from leaf to leaf, so the masks of the high digits are short.
        self._begins: list[tuple[int, int]] = []
        self._firsts: dict[int, tuple[int, list[int]]] = {}
        for nodes, leaves in whole:
            self._begins.append((at, self._least))
            order: list[int] = []
            spans = _spans(nodes, order)
            for node, (begin, middle, end) in zip(nodes, spans, strict=True):
                left = ((1 << (middle - begin)) - 1) << (at + begin)
                right = ((1 << (end - middle)) - 1) << (at + middle)
                asked[node[0]].append((node[1], left, right))
            least = min(leaves)
            self._least += least
            numbers += [leaves[leaf] - least for leaf in order]
            at += len(order)
        self.start = (1 << at) - 1
        # The highest digit first: of each number the first, then of each the second …
        width = max(numbers, default=0).bit_length()
        written = "".join([f"{number:0{width}b}" for number in reversed(numbers)])
        self._digits = [int(written[digit::width], 2) for digit in range(width)]
        # Of each sign that some node asks for: its number, thresholds and masks.
        self._columns: list[tuple[int, list[float], list[int]]] = []
        for sign, nodes_of_sign in enumerate(asked):
            if nodes_of_sign:
                nodes_of_sign.sort()
                cuts = [threshold for threshold, _, _ in nodes_of_sign]
                self._columns.append((sign, cuts, _masks(nodes_of_sign, self.start)))

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

    def asks(self, sign: int) -> bool:
        """Whether some node asks for a sign."""
        return any(column[0] == sign for column in self._columns)

    def score(self, state: int) -> float:
        """The log-odds, once all signs are known."""
        total = 0
        for digit in self._digits:
            total += total + (state & digit).bit_count()
        return (total + self._least) / _UNIT

    def score_of(self, state: int, count: int) -> float:
        """The log-odds by the first `count` trees alone, fewer than all, as `score`."""
        known = self._firsts.get(count)
        if known is None:
            end, least = self._begins[count]
            masks = [digit & ((1 << end) - 1) for digit in self._digits]
            known = self._firsts[count] = least, masks
        least, masks = known
        total = 0
        for digit in masks:
            total += total + (state & digit).bit_count()
        return (total + least) / _UNIT


class Part:
    """What some signs rule out.

    narrow: takes a state and the signs, and gives the state once these are known.
    """

    __slots__ = ("_is_empty", "narrow")

    def __init__(
        self,
        tables: list[tuple[int, list[int]]],
        columns: list[tuple[int, list[float], list[int]]],
    ) -> None:
        self._is_empty = not (tables or columns)
        self.narrow: Callable[[int, Sequence[Any]], int] = _unrolled(tables, columns)

    def __bool__(self) -> bool:
        return not self._is_empty


def _unrolled(
    tables: list[tuple[int, list[int]]], columns: list[tuple[int, list[float], list[int]]]
) -> Callable[[int, Sequence[Any]], int]:
    """One expression for all signs: a loop over them costs a quarter more.

    Of the model only numbers of signs stand in the source, masks and thresholds are arguments.
    """
    known: dict[str, object] = {"bisect": bisect_left}
    terms = ["state"]
    for n, (at, of_value) in enumerate(tables):
        known[f"t{n}"] = of_value
        terms.append(f"t{n}[signs[{at:d}]]")
    for n, (at, cuts, masks) in enumerate(columns):
        known[f"c{n}"], known[f"m{n}"] = cuts, masks
        terms.append(f"m{n}[bisect(c{n}, signs[{at:d}])]")
    own = ", ".join(f"{name}={name}" for name in known)
    made: Callable[[int, Sequence[Any]], int] = eval(
        f"lambda state, signs, {own}: {' & '.join(terms)}", known
    )
    return made


def _masks(nodes: list[tuple[float, int, int]], start: int) -> list[int]:
    """What stays for a value above none of the thresholds, above the first, above the first two.

    nodes: threshold, leaves on the left and on the right, by threshold.
    """
    above = [0]  # ruled out by the nodes that a value is above of: their left sides
    for _, left, _ in nodes:
        above.append(above[-1] | left)
    below = [0]
    for _, _, right in reversed(nodes):
        below.append(below[-1] | right)
    return [start & ~(left | right) for left, right in zip(above, reversed(below), strict=True)]


def _spans(nodes: Sequence[Any], order: list[int]) -> list[tuple[int, int, int]]:
    """Where the leaves below each node begin, where those on its right begin, and where they end.

    Places in `order`, which is filled with the leaves from left to right.
    """
    spans = [(0, 0, 0)] * len(nodes)
    if not nodes:
        order.append(0)
        return spans
    begins: dict[int, int] = {}
    middles: dict[int, int] = {}
    stack = [0]  # a node is met three times: before, between and behind its children
    while stack:
        n = stack.pop()
        if n < 0:
            order.append(~n)
        elif n not in begins:
            begins[n] = len(order)
            stack += (n, nodes[n][2])
        elif n not in middles:
            middles[n] = len(order)
            stack += (n, nodes[n][3])
        else:
            spans[n] = begins[n], middles[n], len(order)
    return spans
