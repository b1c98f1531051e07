"""What copies of an article share: sentences, and for edited copies runs of words.

Sentences and not lines, for a copy may be wrapped, or its paragraphs joined, in another way.
Runs of words are the shingles of A. Broder, "On the resemblance and containment of documents"
(1997); of those a document is looked up by the ones whose hashes are multiples of a number, as
U. Manber, "Finding similar files in a large file system" (1994), chooses them: both of two copies
choose the same.
"""

from __future__ import annotations

import re
from hashlib import blake2b
from itertools import islice
from zlib import crc32

from newsclean.fold import fold_letters

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, KeysView
    from collections.abc import Set as AbstractSet

SHINGLE_WORDS = 4
_SHINGLE_CHARS = 7  # of scripts that put no blanks between words
SAMPLED = 16  # one of so many shingles is looked up
_LEAST_CHARS, _LEAST_CHARS_WIDE = 40, 16  # of a sentence that tells articles apart
# Where a text has no other stops, the first is several times as fast.
_STOP = re.compile(r"[.!?…](?<![.!?…]{2})[.!?…]*+[\"'”’»)\]]*+\s++")
_ANY_STOP = re.compile(_STOP.pattern + r"|[।॥۔።။。！？]++[」』”’）]*+\s*+")
_FIRST_OTHER = "\u0600"  # from here on scripts have stops of their own
_WORD = re.compile(r"\w+")
_ASCII_WORDS = bytes(n if chr(n).isalnum() or n == ord("_") else ord(" ") for n in range(128)) * 2
# Numbers of two digits and more, and what is written large behind a word that is not: a name, or in
# German a noun, which reports of one skeleton have in common. A set that comes first is fast.
_FACT = re.compile(
    r"""[A-Z\u00c0-\u00de\u0391-\u03a9\u0400-\u042f\d]
    (?: (?<=\d)[\d.,]*\d | (?<=[a-z\u00df-\u00ff\u03ac-\u03ce\u0430-\u045f]\ \D)\w+ )""",
    re.VERBOSE,
)
_BEFORE_CHARS = 4  # `high of 21`: a temperature alone comes again the next day, in another place
_WIDE = "\u2e80"


def sentences(text: str) -> frozenset[int]:
    """The hashes of the sentences of a text that are long enough to tell.

    Case, width and blanks do not count; neither do stops inside of abbreviations, which part the
    sentences of all copies alike.
    """
    plain = " ".join(fold_letters(text).split())
    stop = _STOP if plain.isascii() or max(plain) < _FIRST_OTHER else _ANY_STOP
    return frozenset([
        _hash(sentence) for sentence in stop.split(plain)
        if len(sentence) >= (_LEAST_CHARS if sentence < _WIDE else _LEAST_CHARS_WIDE)
    ])  # fmt: skip


def shingles(text: str, words: int = SHINGLE_WORDS) -> KeysView[int]:
    """The hashes of all runs of so many words; of characters where words have no blanks.

    A set in the order of the text.
    """
    text = fold_letters(text)
    if text.isascii():
        encoded = text.encode().translate(_ASCII_WORDS).split()  # as _WORD, at a fifth of its cost
    else:
        tokens = _WORD.findall(text)
        joined = "".join(tokens)
        if len(joined) > _WIDE_WORD * len(tokens) and max(text) > _WIDE:
            most = len(joined) - _SHINGLE_CHARS + 1
            runs = [joined[at : at + _SHINGLE_CHARS] for at in range(most)]
            hashes = (crc32(run.encode("utf-8", "surrogatepass")) for run in runs)
            return dict.fromkeys(hashes).keys()
        encoded = " ".join(tokens).encode("utf-8", "surrogatepass").split()
    ways = [islice(encoded, at, None) for at in range(words)]
    return dict.fromkeys(map(crc32, map(b" ".join, zip(*ways, strict=False)))).keys()


_WIDE_WORD = 14  # characters of a mean word, where there are no blanks


def sampled(keys: Collection[int]) -> list[int]:
    """Those of the shingles by which a document is looked up; all of a short one."""
    if len(keys) <= SAMPLED:
        return list(keys)
    return [key for key in keys if key % SAMPLED == 0]


def resemblance(one: AbstractSet[int], other: AbstractSet[int]) -> tuple[float, float]:
    """The share of both that they have in common (Jaccard), and of the smaller (containment)."""
    common = len(one & other)
    if not common:
        return 0.0, 0.0
    return common / (len(one) + len(other) - common), common / min(len(one), len(other))


def facts(plain: str) -> frozenset[int]:
    """The hashes of the names and numbers of a text, each with what stands before it.

    Reports of one skeleton differ in them, copies do not. Those of numbers are odd, those of names
    even. plain: with single blanks.
    """
    found = {
        (plain[max(0, match.start() - _BEFORE_CHARS) : match.end()].lower(), match[0][0].isdigit())
        for match in _FACT.finditer(plain)
    }
    return frozenset([
        crc32(fact.encode("utf-8", "surrogatepass")) & ~1 | is_number for fact, is_number in found
    ])


def numbers_of(told: frozenset[int]) -> frozenset[int]:
    """Those of some facts that are numbers."""
    return frozenset([fact for fact in told if fact & 1])


def _hash(text: str) -> int:
    digest = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)  # as SQLite holds integers
