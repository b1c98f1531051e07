"""JSON objects in lines: one a line as they should be, but also several in one, or one over many.

Strings hold no line breaks, so brackets outside of strings tell where an object ends, and a line
that cannot go on what is open tells that the open one is broken: it costs only itself.
"""

from __future__ import annotations

import re

from newsclean.records.jsontext import NotJSON, value_end

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_SEVERAL = re.compile(rb"\}\s*\{").search
_TOKENS = re.compile(rb'"(?:[^"\\]|\\.)*("?)|[][{}]')
_BLANKS = b" \t\r"
_blanks = re.compile(r"[ \t\r]*").match
# What may stand before an object on a new line: by the bracket that is open.
_BEFORE = {b"[": (b"[", b","), b"{": (b":",)}
_CLOSES = {b"]": b"[", b"}": b"{"}


def objects(
    lines: Iterable[tuple[int, bytes | None]], most: int
) -> Iterator[tuple[str, bytes | None]]:
    """Each object with its place: the number of its first line, `7.2` for the second in line 7.

    lines: number and content; None for a line that is too long, and so for an object. most: bytes
    that one may have. What is no object comes out as a line, blank lines do not.
    """
    held = _Held()
    for number, line in lines:
        if held.lines and not held.takes(line):
            yield from held.broken()
        if line is None:
            yield str(number), None
        elif held.lines:
            held.add(number, line)
            if held.size > most:
                yield held.place, None
                held.lines = []
            elif not held.stack:
                yield held.place, b"\n".join([line for _, line in held.lines])
                held.lines = []
        elif not line.rstrip(_BLANKS).endswith(b"}") and held.begins(number, line):
            pass
        elif _SEVERAL(line):
            yield from _parted(number, line)
        elif line and not line.isspace():
            yield str(number), line
    if held.lines:
        yield from held.broken()


class _Held:
    """Lines of an object that has not ended, with numbers. stack: the brackets that are open."""

    def __init__(self) -> None:
        self.lines: list[tuple[int, bytes]] = []
        self.size = 0
        self.stack: list[bytes] = []

    @property
    def place(self) -> str:
        """Where it began."""
        return str(self.lines[0][0])

    def begins(self, number: int, line: bytes) -> bool:
        """Whether an object begins in this line and goes on in the next."""
        if not line.lstrip(_BLANKS).startswith(b"{"):
            return False
        self.size, self.stack = 0, []
        self.add(number, line)
        if not self.stack:
            self.lines = []
        return bool(self.stack)

    def takes(self, line: bytes | None) -> bool:
        """Whether the object may go on with this line."""
        if line is None:
            return False
        last = self.lines[-1][1].rstrip(_BLANKS)[-1:]
        begins = line.lstrip(_BLANKS).startswith(b"{")
        return not begins or last in _BEFORE[self.stack[-1]]

    def add(self, number: int, line: bytes) -> None:
        """Take a line; the stack is empty where the object ends in it, or is none."""
        if line.strip(_BLANKS):
            self.lines.append((number, line))
        self.size += len(line) + 1
        for found in _TOKENS.finditer(line):
            mark = found[0]
            if mark[:1] == b'"':
                if not found[1]:  # a string without an end
                    self.stack = []
                    return
            elif mark in _BEFORE:
                self.stack.append(mark)
            elif not self.stack or self.stack.pop() != _CLOSES[mark]:
                self.stack = []
                return

    def broken(self) -> Iterator[tuple[str, bytes]]:
        """The line that it began in, which is no object, and objects that it took by mistake."""
        for count, (number, line) in enumerate(self.lines):
            is_object = line.startswith(b"{") and line.rstrip(_BLANKS).endswith(b"}")
            if not count or is_object:
                yield str(number), line
        self.lines = []


def _parted(number: int, line: bytes) -> Iterator[tuple[str, bytes]]:
    """The objects of one line; what is wrong in it stays with the last."""
    text = line.decode("utf-8", "surrogateescape")
    starts = [0]
    at = _behind_blanks(text, 0)
    try:
        while True:
            at = _behind_blanks(text, value_end(text, at)[1])
            if not text.startswith("{", at):
                break
            starts.append(at)
    except NotJSON:
        pass
    for count, (start, stop) in enumerate(zip(starts, [*starts[1:], len(text)], strict=True), 1):
        place = f"{number}.{count}" if count > 1 else str(number)
        yield place, text[start:stop].encode("utf-8", "surrogateescape")


def _behind_blanks(text: str, at: int) -> int:
    found = _blanks(text, at)
    return at if found is None else found.end()
