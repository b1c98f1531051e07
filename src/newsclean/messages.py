"""What messages are made of: counts in words, and what may have been meant."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

_BEGINNING_CHARS = 3  # of fewer, half of all names begin with them


def counted(count: int, one: str, many: str | None = None) -> str:
    """`1 line`, `1,204 lines`. many: where it is not `one` and an s."""
    return f"{count:,} {one if count == 1 else many or f'{one}s'}"


def nearest(said: str, known: Iterable[str], likeness: float = 0.6) -> str | None:
    """The name that was meant: the shortest that begins so, else the one most alike.

    likeness: from 0 to 1, of a name that does not begin so. None when nothing is near.
    """
    from difflib import get_close_matches

    known = list(known)
    longer = [name for name in known if name.startswith(said) and len(said) >= _BEGINNING_CHARS]
    near = [min(longer, key=len)] if longer else get_close_matches(said, known, 1, likeness)
    return near[0] if near else None


def meant(said: str, known: Iterable[str], otherwise: str | None = None) -> str:
    """`; did you mean WORD?` behind a message. otherwise: when nothing is near; else all known."""
    known = list(known)
    near = nearest(said, known)
    if near is not None:
        return f"; did you mean {near}?"
    return otherwise if otherwise is not None else f"; known: {', '.join(known)}"
