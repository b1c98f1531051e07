"""A model file: boosted trees over signs, and weights of words. Plain numbers, read in one go.

Three sets of trees: a small one, the gate, that asks for the signs which cost little and turns most
article lines away, the many that judge short lines, and those that judge sentences.
"""

from __future__ import annotations

import struct
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from itertools import accumulate, repeat
from operator import add
from operator import rshift as _code
from sys import byteorder
from zlib import crc32

from newsclean.errors import ModelError

# Not from `typing`, which costs more than all of newsclean at start.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from newsclean.learned.whole import Whole as _Whole

FORMAT = 8
UNIT = 1000  # of the values of leaves
HOPELESS = -40.0  # log-odds of a line that is given up before all trees were asked
UNLIKELY = -2.5  # log-odds below which the same model may tell, or not, how low they are
_MAGIC = b"newsclean model"
_NO_STAGES = b"-"
# Of nodes, a tree's in preorder: the sign, with _LEAF where a leaf is to the left; how far the node
# to the right is, 0 for a leaf; the threshold; what is expected there, in units, to be told.
# Values of leaves, in thousandths; words, how many of them each bucket holds; roots.
_KINDS = "BBebhHBh"
_WORDS = 5
_LEAF, _UNITS = 128, 127
_MOST_IN_BUCKET = 255
_EXACT = 1024  # below this, half precision holds what is between two whole numbers
# Of the hash of a word 26 bits count: the bucket that it is in, and what stands there, before the
# number of its weight. One word in 850 that the model does not know is taken for one that it does.
_BUCKETS, _LOW_BITS, _LEVEL_BITS, _SHIFT = 1 << 14, 12, 4, 6
_LOW, _LEVEL, LEVELS = (1 << _LOW_BITS) - 1, (1 << _LEVEL_BITS) - 1, 1 << _LEVEL_BITS
# How many trees, all from the first on, and the log-odds below which a line is given up by then.
Stage = tuple[int, float]


class Model:
    """Trees whose sum is the log-odds that a line is boilerplate; words with their weights.

    Read from `data`, a model file; ModelError when it is damaged, or was made for other signs
    (`names`) or by another version.
    """

    __slots__ = ("_buckets", "_coded", "_expected", "_features", "_forests", "_gate", "_known",
                 "_leaves", "_left", "_levels", "_right", "_roots", "_stages", "_starts",
                 "_thresholds", "_unit", "_walked", "_weighed", "_words", "sentence_shift",
                 "shift")  # fmt: skip

    def __init__(self, data: bytes, names: tuple[str, ...]) -> None:
        head, _, body = data.partition(b"\n\n")
        lines = head.split(b"\n")
        if len(lines) != 7 or not lines[0].startswith(_MAGIC):
            raise ModelError("is no model file")
        if lines[0] != b"%s %d" % (_MAGIC, FORMAT):
            raise ModelError(f"has another format than {FORMAT}, which this version reads")
        if lines[1].decode() != " ".join(names):
            raise ModelError("was trained on other signs than this version knows")
        if b"%08x" % _checksum(lines[1:6], body) != lines[6]:
            raise ModelError("is damaged: its checksum is not that of its content")
        numbers = lines[2].split()
        floats = list(map(float, numbers[:5]))
        self.shift, self.sentence_shift = floats[:2]
        self._starts, self._unit = floats[2:4], floats[4]
        gate, sentences, nodes, leaves, words, roots_of = map(int, numbers[5:11])
        if len(numbers) != 11 + LEVELS:
            raise ModelError("has other weights than this version reads")
        self._levels: list[float] = list(map(float, numbers[11:]))
        sizes = [*[nodes] * 4, leaves, words, _BUCKETS, roots_of]
        columns: list[Any] = []
        at = 0
        for n, (kind, size) in enumerate(zip(_KINDS, sizes, strict=True)):
            end = at + struct.calcsize(f"<{size}{kind}")
            if n == _WORDS and byteorder == "little":
                # Of the words few are asked for.
                columns.append(memoryview(body)[at:end].cast(kind))  # type: ignore[call-overload]
            else:
                columns.append(struct.unpack_from(f"<{size}{kind}", body, at))
            at = end
        (codes, skips, self._thresholds, self._expected, self._leaves,
         self._words, in_buckets, roots) = columns  # fmt: skip
        self._buckets = list(accumulate(in_buckets, initial=0))
        self._coded = bytes(codes), bytes(skips)
        self._features = self._coded[0].translate(_SIGN_OF)
        self._left: list[int] = []
        self._right: list[int] = []
        self._reach(roots[gate])
        end = len(roots) - sentences
        self._roots = roots[gate:end], roots[end:]
        line_gate, _, sentence_gate = lines[3].partition(b"; ")
        self._gate = _cut(roots[:gate], line_gate), _cut(roots[:gate], sentence_gate)
        self._stages = _cut(self._roots[0], lines[4]), _cut(self._roots[1], lines[5])
        self._known: dict[int, float] | None = None
        self._weighed = self._walked = 0
        self._forests: list[_Whole | None] = [None, None]

    def weigh(self, words: list[str]) -> list[float]:
        """The weight of each word; 0 for one that the model does not know."""
        try:
            codes = map(_code, map(crc32, map(str.encode, words)), repeat(_SHIFT))
            known = self._known
            if known is not None:
                return list(map(known.get, codes, repeat(0.0)))
            self._weighed += len(words)
            if self._weighed > _LOOKED_UP:
                self._known = self._all_weights()
            return list(map(self._weight, codes))
        except UnicodeEncodeError:  # half a character, which no word of the model has
            return [0.0 if _is_broken(word) else self.weigh([word])[0] for word in words]

    def _weight(self, code: int) -> float:
        bucket, low = code >> _LOW_BITS, (code & _LOW) << _LEVEL_BITS
        end = self._buckets[bucket + 1]
        at = bisect_left(self._words, low, self._buckets[bucket], end)
        level: int = self._words[at] - low if at < end else LEVELS
        return self._levels[level] if level < LEVELS else 0.0

    def _all_weights(self) -> dict[int, float]:
        """Of each word the code and the weight."""
        buckets, levels = self._buckets, self._levels
        return {
            bucket << _LOW_BITS | word >> _LEVEL_BITS: levels[word & _LEVEL]
            for bucket in range(_BUCKETS)
            for word in self._words[buckets[bucket]:buckets[bucket + 1]]
        }

    def is_hopeless(self, signs: list[float], *, is_sentence: bool) -> bool:
        """Whether a line with these signs, the quick ones at least, need not be scored."""
        return self._sum(self._gate[is_sentence], signs, 0.0) is None

    def score(self, signs: list[float], *, is_sentence: bool) -> float:
        """The log-odds that a line with these signs is boilerplate, 0 where a mark is worth it.

        A line that is given up has HOPELESS.
        """
        start = self._start(is_sentence)
        self._reach(len(self._features))
        if self._walked < _WALKED:
            self._walked += 1
            total = self._sum(self._stages[is_sentence], signs, start)
        else:
            forest = self._forests[is_sentence]
            if forest is None:
                forest = self._forests[is_sentence] = self._whole(is_sentence)
            total = forest.sum(signs, start)
        return HOPELESS if total is None else total

    def _start(self, is_sentence: bool) -> float:
        """The log-odds before any tree is asked."""
        return self._starts[is_sentence] + (self.sentence_shift if is_sentence else self.shift)

    def _sum(
        self, stages: list[tuple[Sequence[int], float]], signs: list[float], start: float
    ) -> float | None:
        """What the trees of all stages say; None when a stage gives the line up."""
        features, thresholds = self._features, self._thresholds
        left, right, leaves = self._left, self._right, self._leaves
        total = 0
        for roots, floor in stages:
            for n in roots:
                while n >= 0:
                    n = left[n] if signs[features[n]] <= thresholds[n] else right[n]
                total += leaves[~n]
            if start + total / UNIT < floor:
                return None
        return start + total / UNIT

    def _whole(self, is_sentence: bool) -> _Whole:
        """The same trees, to be asked all at once."""
        from newsclean.learned.whole import Whole

        nodes = self._features, self._thresholds, self._left, self._right
        leaves = [leaf / UNIT for leaf in self._leaves]
        return Whole(nodes, leaves, self._stages[is_sentence], UNLIKELY)

    def _reach(self, end: int) -> None:
        """Make the children of the nodes before `end` known, if they are not: leaves as ~leaf.

        Leaves are numbered as their nodes come, what is to the left before what is to the right.
        Two threads may do this at once: each writes the same lists, whole.
        """
        if len(self._left) >= end:
            return
        codes, skips = (column[:end] for column in self._coded)
        leaf_left, leaf_right = codes.translate(_HAS_LEAF), skips.translate(_IS_ZERO)
        ends = list(accumulate(map(add, leaf_left, leaf_right)))
        self._right = [
            n + skip if skip else -last
            for n, (skip, last) in enumerate(zip(skips, ends, strict=True))
        ]
        self._left = [
            to_right - last if is_leaf else n
            for n, (last, is_leaf, to_right) in enumerate(
                zip(ends, leaf_left, leaf_right, strict=True), 1
            )
        ]

    def contributions(
        self, signs: list[float], *, is_sentence: bool
    ) -> tuple[float, list[float]]:
        """The log-odds by all trees, no line given up, and what each sign adds to them.

        As `reasons` reckons it, but with every tree and both ways: to be shown, not to be fast.
        What the signs add is what the score differs by from that of a line nothing is known of.
        """
        total, added = self._walk(self._roots[is_sentence], signs)
        return self._start(is_sentence) + total, added

    def reasons(self, signs: list[float], *, is_sentence: bool) -> list[tuple[float, int]]:
        """What each sign added to the score, greatest first: (log-odds, number of the sign).

        A sign gets what the expectation changed at the nodes that asked for it (Saabas, 2014), in
        the first trees, which hold most of the weight: asking all costs more than judging a line.
        """
        _, added = self._walk(self._roots[is_sentence][:_TELLING_TREES], signs)
        return sorted(((gain, sign) for sign, gain in enumerate(added) if gain > 0), reverse=True)

    def _walk(self, roots: Sequence[int], signs: list[float]) -> tuple[float, list[float]]:
        """What some trees say, and what each sign changes on the way."""
        self._reach(len(self._features))
        features, thresholds, expected = self._features, self._thresholds, self._expected
        left, right, leaves = self._left, self._right, self._leaves
        in_units = 1.0 / UNIT / self._unit
        added = [0.0] * len(signs)
        total = 0
        for n in roots:
            here: float = expected[n]
            while n >= 0:
                sign = features[n]
                n = left[n] if signs[sign] <= thresholds[n] else right[n]
                there = expected[n] if n >= 0 else leaves[~n] * in_units
                added[sign] += there - here
                here = there
            total += leaves[~n]
        return total / UNIT, [gain * self._unit for gain in added]


_SIGN_OF = bytes(code % _LEAF for code in range(256))
_HAS_LEAF = bytes(code // _LEAF for code in range(256))
_IS_ZERO = bytes(not code for code in range(256))
_LOOKED_UP = 4000  # so many words are looked up one by one; for more a table pays
# So many lines are judged by a walk through each tree; for more it pays to prepare all of them.
_WALKED = 300
_TELLING_TREES = 80


def code_of(word: str) -> int:
    """What the file knows a word by; several words may have one code."""
    return crc32(word.encode("utf-8", "surrogatepass")) >> _SHIFT


def by_code(words: Mapping[str, float]) -> dict[int, float]:
    """The weights as the file holds them: of words with one code the last one's."""
    return {code_of(word): weight for word, weight in sorted(words.items())}


def _is_broken(word: str) -> bool:
    return any("\ud800" <= char <= "\udfff" for char in word)


def _cut(roots: Sequence[int], stages: bytes) -> list[tuple[Sequence[int], float]]:
    """Trees by stages, as `_told` writes them; behind the last stage no line is given up."""
    found: list[tuple[Sequence[int], float]] = []
    start = 0
    for stage in stages.split() if stages != _NO_STAGES else ():
        count, _, floor = stage.partition(b":")
        found.append((roots[start:int(count)], float(floor)))
        start = int(count)
    return [*found, (roots[start:], float("-inf"))]


def _told(stages: Sequence[Stage]) -> bytes:
    return " ".join(f"{count}:{floor:.4f}" for count, floor in stages).encode() or _NO_STAGES


def pack(
    names: tuple[str, ...],
    trees: list[list[tuple[int, float, int, int, float]]],
    leaves: list[float],
    roots: list[int],
    words: dict[str, float],
    shifts: tuple[float, float],
    starts: tuple[float, float] = (0.0, 0.0),
    gate: int = 0,
    sentences: int = 0,
    gate_stages: tuple[Sequence[Stage], Sequence[Stage]] = ((), ()),
    stages: Sequence[Stage] = (),
    sentence_stages: Sequence[Stage] = (),
) -> bytes:
    """The bytes of a model file.

    trees: nodes in preorder as (sign, threshold, left, right, value), children numbered over all
    trees; value is what is expected there, which of the gate nobody asks.
    shifts: what a mark's risk takes from a line's log-odds, and a sentence's; starts: what trees
    begin with.
    words: weights, which have no more than LEVELS different values. gate: how many of the trees,
    the first, are the gate. sentences: how many, the last, judge sentences. gate_stages: where it
    gives a line up, and a sentence; stages, sentence_stages: where the others do, whose sum begins
    with shift and start.
    """
    nodes = [node for tree in trees for node in tree]
    levels = sorted(set(words.values()))
    if len(levels) > LEVELS:
        raise ValueError("words have more different weights than the file can hold")
    coded = {code: levels.index(weight) for code, weight in by_code(words).items()}
    levels += [0.0] * (LEVELS - len(levels))
    codes = sorted(coded)
    in_buckets = [0] * _BUCKETS
    for code in codes:
        in_buckets[code >> _LOW_BITS] += 1
    if max(in_buckets) > _MOST_IN_BUCKET:
        raise ValueError("more words have one hash than the file can hold")
    signs, thresholds, left, right, values = zip(*nodes, strict=True)
    if any(child >= 0 and child != n + 1 for n, child in enumerate(left)):
        raise ValueError("the nodes of a tree are not in preorder")
    order = [~child for both in zip(left, right, strict=True) for child in both if child < 0]
    if min(roots) < 0:
        raise ValueError("a tree asks nothing")
    if max(signs) >= _LEAF or max(abs(value) for value in thresholds) >= _EXACT:
        raise ValueError("a sign's number or threshold is more than the file can hold")
    turned = sum(map(len, trees[:gate]))
    expected = [0.0] * turned + list(values[turned:])
    unit = max(map(abs, expected)) / _UNITS or 1.0
    tree_columns = [
        [sign + _LEAF * (child < 0) for sign, child in zip(signs, left, strict=True)],
        [child - n if child >= 0 else 0 for n, child in enumerate(right)],
        thresholds,
        [round(value / unit) for value in expected],
        [round(leaves[leaf] * UNIT) for leaf in order],
    ]
    told = [(code & _LOW) << _LEVEL_BITS | coded[code] for code in codes]
    columns = [*tree_columns, told, in_buckets]
    body = b"".join(
        struct.pack(f"<{len(column)}{kind}", *column)
        for kind, column in zip(_KINDS, [*columns, roots], strict=True)
    )
    head = [
        " ".join(names).encode(),
        f"{shifts[0]:.4f} {shifts[1]:.4f} {starts[0]:.4f} {starts[1]:.4f} {unit:.9f} "
        f"{gate} {sentences} {len(nodes)} {len(order)} "
        f"{len(codes)} {len(roots)} {' '.join(map(repr, levels))}".encode(),
        b"; ".join(map(_told, gate_stages)),
        _told(stages),
        _told(sentence_stages),
    ]
    lines = [b"%s %d" % (_MAGIC, FORMAT), *head, b"%08x" % _checksum(head, body)]
    return b"\n".join(lines) + b"\n\n" + body


def _checksum(head: list[bytes], body: bytes) -> int:
    return crc32(body, crc32(b"\n".join(head)))
