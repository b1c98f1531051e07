"""Whether a regular expression may backtrack badly, told from its parse tree.

Sound rather than clever: what is let through takes time linear in the line, up to a small factor;
some harmless patterns are refused, too, and their authors sent to placeholders.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable
from itertools import combinations
from re import _constants as _c  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

_PATTERN_CHARS = 2000
_MANY = 64  # a repeat up to here counts as bounded
_WAYS = 1000  # in which bounded repeats may share a text between them
_ADVICE = "a phrase with {placeholders} never backtracks"
_NESTED = f"may backtrack without end: a repeat inside a repeat, as in (a+)+; {_ADVICE}"
_SHARED = f"may backtrack: two repeats can take the same text, as in \\d+\\d+; {_ADVICE}"
_ALIKE = f"may backtrack without end: repeated alternatives begin alike, as in (a|a)*; {_ADVICE}"
_REFERS = "refers back to what it took, which may backtrack without end"
_ASIDE = "looks ahead or behind over text of any length, which may backtrack"
# Lines as unlike each other as can be; what fits all of them says nothing.
_PROBES = ("x", "2020", "The council met for six hours on Tuesday.", "港口还在等待春天。", "« »")

# What one step of a pattern may take, how often at least, and how often at most.
_Step = tuple[frozenset[str], int, int]


def why_unsafe(pattern: str) -> str | None:
    """Why a pattern must not be used, in words for its author; None when it may."""
    if len(pattern) > _PATTERN_CHARS:
        return f"longer than {_PATTERN_CHARS} characters"
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            tree = _parser.parse(pattern)
            compiled = re.compile(pattern)
    except re.error as error:
        where = "" if error.pos is None else f" at character {error.pos + 1}"
        return f"not a regular expression: {error.msg}{where}"
    except (OverflowError, RecursionError):
        return "not a regular expression: too large or nested too deeply"
    except Warning as warning:
        return f"not a clear regular expression: {warning}"
    try:
        _Walk(pattern, tree.state.flags).check(tree)
    except _Unsafe as unsafe:
        return str(unsafe)
    if all(map(compiled.fullmatch, _PROBES)):
        return "fits every line; say what it must hold"
    return None


class _Unsafe(Exception):
    pass


class _Walk:
    """One pattern on its way through the checks."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.flags = flags
        self.ways = 1  # that alternatives leave open
        self.repeats = 0  # how many repeats are open here
        # Ranges meet when an end of one lies in the other, so the neighbours of every character
        # of the pattern stand for all characters; the rest represents the categories.
        near = {chr(min(max(ord(c) + d, 0), 0x10FFFF)) for c in pattern for d in (-1, 0, 1)}
        near |= {c.swapcase() for c in near if len(c.swapcase()) == 1}
        self.universe = near | set(map(chr, range(0x250))) | set("ΩωЯя中日한アกب٣३\u2003\u3000…“”")

    def check(self, tree: Iterable[Any]) -> None:
        """Raise _Unsafe for a whole pattern that may backtrack badly."""
        steps = self.steps(tree)
        sharing: set[int] = set()
        for i, j in combinations([k for k, step in enumerate(steps) if step[1] < step[2]], 2):
            if _may_share(steps, i, j):
                if steps[i][2] > _MANY and steps[j][2] > _MANY:
                    raise _Unsafe(_SHARED)
                sharing |= {i, j}
        ways = self.ways
        for i in sharing:
            if steps[i][2] <= _MANY:
                ways *= steps[i][2] - steps[i][1] + 1
        if ways > _WAYS:
            raise _Unsafe(_SHARED)

    def steps(self, tree: Iterable[Any]) -> list[_Step]:
        """What the parts of a sequence may take, in order; zero-width parts left out."""
        found: list[_Step] = []
        for op, argument in tree:
            if op in (_c.LITERAL, _c.NOT_LITERAL, _c.IN, _c.ANY):
                found.append((self.chars(op, argument), 1, 1))
            elif op is _c.SUBPATTERN:
                flags, self.flags = self.flags, (self.flags | argument[1]) & ~argument[2]
                found += self.steps(argument[3])
                self.flags = flags
            elif op is _c.ATOMIC_GROUP:
                found += self.steps(argument)
            elif op in (_c.MAX_REPEAT, _c.MIN_REPEAT, _c.POSSESSIVE_REPEAT):
                found += self.repeat(*argument)
            elif op is _c.BRANCH:
                found.append(self.branch(argument[1]))
            elif op in (_c.ASSERT, _c.ASSERT_NOT):
                if any(step[2] > _MANY for step in self.steps(argument[1])):
                    raise _Unsafe(_ASIDE)
            elif op in (_c.GROUPREF, _c.GROUPREF_EXISTS):
                raise _Unsafe(_REFERS)
        return found

    def repeat(self, least: int, most: int, tree: Any) -> list[_Step]:
        """A repeat: of one character, of a group that may be missing, or of a safe group."""
        self.repeats += most > 1
        body = self.steps(tree)
        self.repeats -= most > 1
        if not body or most == 0:
            return []
        if most == 1:
            return [(chars, low if least else 0, high) for chars, low, high in body]
        if len(body) == 1 and body[0][1:] == (1, 1):
            return [(body[0][0], least, most)]
        self.check_body(tree, body)
        chars = frozenset[str]().union(*(step[0] for step in body))
        length = sum(min(step[2], _MANY + 1) for step in body)
        return [(chars, 0, min(most, _MANY + 1) * length)]

    def check_body(self, tree: Any, body: list[_Step]) -> None:
        """Refuse a repeated group unless only one way leads through each text."""
        alternatives = _alternatives(tree)
        if alternatives is not None:
            branches = [self.steps(branch) for branch in alternatives]
            # One that may be nothing, as in `(a|){20}`, is `(a?){20}`.
            if None in map(_first, branches) or any(
                low != high for branch in branches for _, low, high in branch
            ):
                raise _Unsafe(_NESTED)
            return
        if all(low == high for _, low, high in body):
            return
        for i, j in combinations([k for k, step in enumerate(body) if step[1] < step[2]], 2):
            if _may_share(body, i, j):
                raise _Unsafe(_SHARED)
        # `(?:, \w+)*`: what begins or ends each round occurs nowhere else in it.
        for edge, others in ((body[0], body[1:]), (body[-1], body[:-1])):
            if edge[1] == edge[2] and all(edge[0].isdisjoint(step[0]) for step in others):
                return
        raise _Unsafe(_NESTED)

    def branch(self, branches: Iterable[Any]) -> _Step:
        """Alternatives as one step that takes what any of them takes."""
        every = [self.steps(branch) for branch in branches]
        alike = _most_alike([_first(steps) for steps in every])
        if alike > 1 and self.repeats:
            raise _Unsafe(_ALIKE)
        self.ways *= alike
        chars = frozenset[str]().union(*(step[0] for steps in every for step in steps))
        low = min(sum(step[1] for step in steps) for steps in every)
        high = max(sum(step[2] for step in steps) for steps in every)
        for steps in every:
            for i, j in combinations([k for k, s in enumerate(steps) if s[2] > _MANY], 2):
                if _may_share(steps, i, j):
                    raise _Unsafe(_SHARED)
        return chars, low, high

    def chars(self, op: Any, argument: Any) -> frozenset[str]:
        """The characters of the universe that one step takes."""
        return frozenset(c for c in self.universe if self.takes(c, op, argument))

    def takes(self, char: str, op: Any, argument: Any) -> bool:
        """Whether a step takes a character."""
        if op is _c.ANY:
            return True
        forms = {char}
        if self.flags & re.IGNORECASE:
            forms |= {char.lower(), char.upper()}
        if op is _c.LITERAL:
            return any(form == chr(argument) for form in forms)
        if op is _c.NOT_LITERAL:
            return not any(form == chr(argument) for form in forms)
        negated = argument[0][0] is _c.NEGATE
        inside = any(_in_class(form, item) for form in forms for item in argument[negated:])
        return inside is not negated


def _first(steps: list[_Step]) -> frozenset[str] | None:
    """What a sequence may begin with; None when it may be nothing at all."""
    chars: frozenset[str] = frozenset()
    for taken, low, _ in steps:
        chars |= taken
        if low:
            return chars
    return None


def _most_alike(firsts: list[frozenset[str] | None]) -> int:
    """How many alternatives may begin with one character, or may all be nothing."""
    counts: dict[str, int] = {}
    for first in firsts:
        for char in first or ():
            counts[char] = counts.get(char, 0) + 1
    return max(max(counts.values(), default=1), firsts.count(None), 1)


def _alternatives(tree: Any) -> list[Any] | None:
    """The branches of a group that is nothing but alternatives."""
    items = list(tree)
    while len(items) == 1 and items[0][0] is _c.SUBPATTERN:
        items = list(items[0][1][3])
    return list(items[0][1][1]) if len(items) == 1 and items[0][0] is _c.BRANCH else None


def _may_share(steps: list[_Step], i: int, j: int) -> bool:
    """Whether two steps may exchange text: what lies between them can be text of both."""
    common = steps[i][0] & steps[j][0]
    return bool(common) and all(
        low == 0 or not common.isdisjoint(chars) for chars, low, _ in steps[i + 1 : j]
    )


def _in_class(char: str, item: tuple[Any, Any]) -> bool:
    op, argument = item
    if op is _c.LITERAL:
        return char == chr(argument)
    if op is _c.RANGE:
        return len(char) == 1 and argument[0] <= ord(char) <= argument[1]
    name = str(argument)
    inside = (
        char.isspace() if name.endswith("SPACE")
        else char.isdecimal() if name.endswith("DIGIT")
        else char.isalnum() or char == "_"
    )  # fmt: skip
    return inside is not ("_NOT_" in name)
