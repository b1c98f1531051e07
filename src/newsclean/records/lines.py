"""Lines of a stream, none of them longer than is allowed, told by number."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import AnyStr


def lines(
    parts: Iterable[AnyStr], newline: AnyStr, most: int
) -> Iterator[tuple[int, AnyStr | None]]:
    r"""Number (from 1) and content of each line, its `\n` cut; None for one that is too long.

    parts: bytes or texts, and newline is `\n` of their kind. most: bytes or characters of a line.
    One of more is passed over part by part and never held. The last may come without a newline.
    """
    number = 1
    empty = newline[:0]
    held: list[AnyStr] = []
    size = 0
    for part in parts:
        others: list[AnyStr] = part.split(newline)
        first = others.pop(0)
        held.append(first)
        size += len(first)
        if size > most:
            held.clear()  # `size` remembers
        if not others:
            continue
        yield number, None if size > most else empty.join(held)
        held.clear()
        held.append(others.pop())
        for line in others:
            number += 1
            yield number, (None if len(line) > most else line)
        number += 1
        size = len(held[0])
        if size > most:
            held.clear()
    if size:
        yield number, None if size > most else empty.join(held)


def too_long(most: int) -> str:
    """Why a line or a document was passed over."""
    return f"longer than {most:,} bytes (--max-bytes); passed over"
