"""By what a text is looked up and compared: made once, and fit to travel between processes."""

from __future__ import annotations

from array import array
from hashlib import blake2b
from typing import NamedTuple

from newsclean.shingles import facts, sampled, sentences, shingles

_CLOSERS = " ])\"'”’»"
_CUT = 0.75  # so much of a text that ends in an ellipsis counts: below all that is whole


class Features(NamedTuple):
    """What copies share.

    digest: of the text, blanks aside. size: its characters; of those fewer count where it breaks
    off, so that it loses to whole ones. sentences, sampled: the keys by which it is
    looked up. shingles, facts: all of them, packed; the former in the order of the text.
    """

    digest: int
    size: int
    sentences: list[int]
    sampled: list[int]
    shingles: bytes
    facts: bytes


def features(text: str, words: int) -> Features:
    """The features of a text. words: of a shingle."""
    plain = " ".join(text.split())
    hashed = blake2b(plain.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    digest = int.from_bytes(hashed, "big", signed=True)
    keys = shingles(text, words)
    return Features(
        digest, _size(plain), list(sentences(text)), sampled(keys),
        array("I", keys).tobytes(), array("I", facts(plain)).tobytes(),
    )  # fmt: skip


def _size(plain: str) -> int:
    is_cut = plain.rstrip(_CLOSERS).endswith(("…", "..."))
    return round(len(plain) * _CUT) if is_cut else len(plain)


def in_order(packed: bytes) -> array[int]:
    """The shingles of a text, or its facts, as they were packed."""
    keys = array("I")
    keys.frombytes(packed)
    return keys


def unpacked(packed: bytes) -> frozenset[int]:
    """The same as a set."""
    return frozenset(in_order(packed))
