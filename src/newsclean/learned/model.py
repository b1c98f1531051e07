"""A model file: boosted trees over signs, and weights of words. Plain numbers, read in one go."""

from __future__ import annotations

import struct
from bisect import bisect_left
from sys import byteorder
from zlib import crc32

from newsclean.errors import ModelError

# Not from `typing`, which costs more than all of newsclean at start.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

FORMAT = 1
_MAGIC = b"newsclean model"
# features, thresholds, left, right, values of nodes; values of leaves; hashes and weights of words;
# roots
_KINDS = "bfhhffIbh"
# Trees after which a line with less log-odds is given up: chosen so that of the training lines that
# become marks none is so low by then, and most lines of articles are.
_STAGES = ((20, -6.0), (40, -5.2), (80, -4.6))


class Model:
    """Trees whose sum is the log-odds that a line is boilerplate; words with their weights.

    Read from `data`, a model file; ModelError when it is damaged, or was made for other signs
    (`names`) or by another version. A node's children are node numbers, or leaves as `~leaf`.
    """

    __slots__ = ("_features", "_hashes", "_leaves", "_left", "_remembered", "_right", "_roots",
                 "_stages", "_thresholds", "_values", "_weights", "shift")  # fmt: skip

    def __init__(self, data: bytes, names: tuple[str, ...]) -> None:
        head, _, body = data.partition(b"\n\n")
        lines = head.split(b"\n")
        if len(lines) != 4 or not lines[0].startswith(_MAGIC):
            raise ModelError("is no model file")
        if lines[0] != b"%s %d" % (_MAGIC, FORMAT):
            raise ModelError(f"has another format than {FORMAT}, which this version reads")
        if lines[1].decode() != " ".join(names):
            raise ModelError("was trained on other signs than this version knows")
        numbers = lines[2].split()
        if b"%08x" % crc32(body) != lines[3]:
            raise ModelError("is damaged: its checksum is not that of its content")
        self.shift = float(numbers[0])
        counts = [int(n) for n in numbers[1:]]
        sizes = [counts[0]] * 5 + [counts[1]] + [counts[2]] * 2 + [counts[3]]
        columns: list[Any] = []
        at = 0
        for kind, size in zip(_KINDS, sizes, strict=True):
            end = at + struct.calcsize(f"<{size}{kind}")
            if size == counts[2] and byteorder == "little":
                # Of the words few are asked for.
                columns.append(memoryview(body)[at:end].cast(kind))  # type: ignore[call-overload]
            else:
                columns.append(struct.unpack_from(f"<{size}{kind}", body, at))
            at = end
        (self._features, self._thresholds, self._left, self._right, self._values, self._leaves,
         self._hashes, self._weights, self._roots) = columns  # fmt: skip
        starts = [0, *(count for count, _ in _STAGES), len(self._roots)]
        floors = [*(floor for _, floor in _STAGES), float("-inf")]
        self._stages = [
            (self._roots[start:end], floor)
            for start, end, floor in zip(starts, starts[1:], floors, strict=False)
        ]
        self._remembered: dict[str, float] = {}

    def word(self, word: str) -> float:
        """The weight of a word; 0 for one that the model does not know."""
        known = self._remembered.get(word)
        if known is None:
            code = crc32(word.encode("utf-8", "surrogatepass"))
            at = bisect_left(self._hashes, code)
            found = at < len(self._hashes) and self._hashes[at] == code
            known = self._weights[at] / 10 if found else 0.0
            if len(self._remembered) >= _MOST_WORDS:
                self._remembered.clear()
            self._remembered[word] = known
        return known

    def score(self, signs: list[float]) -> float:
        """The log-odds that a line with these signs is boilerplate, 0 where a mark is worth it."""
        features, thresholds = self._features, self._thresholds
        left, right, leaves = self._left, self._right, self._leaves
        total = self.shift
        for roots, floor in self._stages:
            for n in roots:
                while n >= 0:
                    n = left[n] if signs[features[n]] <= thresholds[n] else right[n]
                total += leaves[~n]
            if total < floor:
                break
        return total

    def reasons(self, signs: list[float]) -> list[tuple[float, int]]:
        """What each sign added to the score, greatest first: (log-odds, number of the sign).

        A sign gets what the expectation changed at the nodes that asked for it (Saabas, 2014).
        """
        added = [0.0] * len(signs)
        values, leaves, left, right = self._values, self._leaves, self._left, self._right
        features, thresholds = self._features, self._thresholds
        for n in self._roots:
            while n >= 0:
                sign = features[n]
                below = left[n] if signs[sign] <= thresholds[n] else right[n]
                added[sign] += (values[below] if below >= 0 else leaves[~below]) - values[n]
                n = below
        return sorted(((gain, sign) for sign, gain in enumerate(added) if gain > 0), reverse=True)


_MOST_WORDS = 1 << 15


def pack(
    names: tuple[str, ...],
    trees: list[list[tuple[int, float, int, int, float]]],
    leaves: list[float],
    roots: list[int],
    words: dict[str, float],
    shift: float,
) -> bytes:
    """The bytes of a model file.

    trees: nodes as (sign, threshold, left, right, value), children numbered over all trees.
    words: weights from -12.7 to 12.7, kept to one decimal.
    """
    nodes = [node for tree in trees for node in tree]
    coded = sorted((crc32(w.encode()), round(10 * weight)) for w, weight in words.items())
    columns = [*zip(*nodes, strict=True), leaves, *zip(*coded, strict=True)]
    body = b"".join(
        struct.pack(f"<{len(column)}{kind}", *column)
        for kind, column in zip(_KINDS, [*columns, roots], strict=True)
    )
    head = [
        b"%s %d" % (_MAGIC, FORMAT),
        " ".join(names).encode(),
        f"{shift:.4f} {len(nodes)} {len(leaves)} {len(coded)} {len(roots)}".encode(),
        b"%08x" % crc32(body),
    ]
    return b"\n".join(head) + b"\n\n" + body
