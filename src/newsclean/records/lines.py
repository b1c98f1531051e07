"""Lines of a stream, none of them longer than is allowed, told by number."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsclean.records.opening import Stream


def lines(stream: Stream, most: int) -> Iterator[tuple[int, bytes | None]]:
    r"""Number (from 1) and bytes of each line, its `\n` cut; None for one that is too long.

    most: bytes of a line. One of more is passed over part by part and never held. The last
    line may come without a newline.
    """
    number = 1
    held: list[bytes] = []
    size = 0
    for part in stream.parts():
        first, *others = part.split(b"\n")
        held.append(first)
        size += len(first)
        if size > most:
            held.clear()  # `size` remembers
        if not others:
            continue
        yield number, None if size > most else b"".join(held)
        last = others.pop()
        for line in others:
            number += 1
            yield number, None if len(line) > most else line
        number += 1
        held, size = [last], len(last)
        if size > most:
            held.clear()
    if size:
        yield number, None if size > most else b"".join(held)


def too_long(most: int) -> str:
    """Why a line or a document was passed over."""
    return f"longer than {most:,} bytes (--max-bytes); passed over"
