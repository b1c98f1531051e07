"""What cleaning would change, as a unified diff of bytes that `patch` applies."""

from __future__ import annotations

from collections.abc import Iterator

from newsclean.emitters.pieces import pieces
from newsclean.emitters.text import chunks as text_chunks
from newsclean.emitters.text import is_converted
from newsclean.result import Result

_CONTEXT = 3
_NO_NEWLINE = b"\\ No newline at end of file\n"

Change = tuple[bytes, bytes]  # b" ", b"-" or b"+", and a line with its newline


def chunks(result: Result, name: bytes, utf8: bool = False) -> Iterator[bytes]:
    r"""The diff in lines; nothing when nothing changes.

    name: the file's name as it stands in the diff. Lines end at `\n` only, as for `patch`,
    whatever else ends a line for the filters.
    """
    changes = _reencoded(result, utf8) if _is_reencoded(result, utf8) else list(_changes(result))
    hunks = list(_hunks(changes))
    if not hunks:
        return
    label = quoted(name)
    yield b"--- " + label + b"\n"
    yield b"+++ " + label + b"\n"
    old = new = 1
    at = 0
    for start, stop in hunks:
        old += start - at
        new += start - at
        size_old = sum(sign != b"+" for sign, _ in changes[start:stop])
        size_new = sum(sign != b"-" for sign, _ in changes[start:stop])
        yield b"@@ -%s +%s @@\n" % (_range(old, size_old), _range(new, size_new))
        for sign, line in changes[start:stop]:
            yield sign + line
            if not line.endswith(b"\n"):
                yield b"\n" + _NO_NEWLINE
        old += size_old
        new += size_new
        at = stop


def quoted(name: bytes) -> bytes:
    """A name as GNU diff writes it: in C quotes where it holds control characters or quotes."""
    odd = {b: b"\\%03o" % b for b in (*range(32), 127)}
    odd |= {9: b"\\t", 10: b"\\n", 13: b"\\r", 34: b'\\"', 92: b"\\\\"}
    if any(byte in odd for byte in name):
        return b'"' + b"".join([odd.get(b, bytes((b,))) for b in name]) + b'"'
    # A tab ends the name, so that blanks in it are its own.
    return name + b"\t" if b" " in name else name


def _range(start: int, size: int) -> bytes:
    if size == 1:
        return b"%d" % start
    return b"%d,%d" % (start if size else start - 1, size)


def _is_reencoded(result: Result, utf8: bool) -> bool:
    return is_converted(result) or (utf8 and result.source.encoding != "utf-8")


def _reencoded(result: Result, utf8: bool) -> list[Change]:
    """All lines out, all lines in: the encoding itself changes."""
    source = result.source
    old = source.raw or b"".join([t.encode(source.encoding, source.errors)
                                  for _, t in pieces(result)])  # fmt: skip
    new = b"".join(text_chunks(result, utf8))
    if old == new:
        return []
    return [(b"-", line) for line in _lines(old)] + [(b"+", line) for line in _lines(new)]


def _changes(result: Result) -> Iterator[Change]:
    """Every line of the input, as context or as removed and, where only a part goes, added."""
    encoding, errors = result.source.encoding, result.source.errors
    old = new = b""
    for is_kept, text in pieces(result, saves_bom=True):
        for part in _lines(text.encode(encoding, errors)):
            old += part
            new += part if is_kept else b""
            if not part.endswith(b"\n"):
                continue
            if old == new:
                yield b" ", old
                new = b""
            else:
                yield b"-", old
                # A rest without its newline flows into the next line.
                if new.endswith(b"\n"):
                    yield b"+", new
                    new = b""
            old = b""
    if old == new:
        if old:
            yield b" ", old
        return
    if old:
        yield b"-", old
    if new:
        yield b"+", new


def _lines(data: bytes) -> list[bytes]:
    parts = data.split(b"\n")
    last = parts.pop()
    lines = [part + b"\n" for part in parts]
    return [*lines, last] if last else lines


def _hunks(changes: list[Change]) -> Iterator[tuple[int, int]]:
    """Stretches of changes with their context; near ones are one."""
    start = stop = -1
    for i, (sign, _) in enumerate(changes):
        if sign == b" ":
            continue
        if start >= 0 and i - _CONTEXT > stop:
            yield start, stop
            start = -1
        if start < 0:
            start = max(0, i - _CONTEXT)
        stop = min(len(changes), i + 1 + _CONTEXT)
    if start >= 0:
        yield start, stop
