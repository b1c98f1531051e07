"""The key under which wordings that look alike to a reader are one."""

from __future__ import annotations

import unicodedata

from newsclean.patterns import Pattern

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# What decorates a line without being part of its wording: blanks, Markdown, bullets, arrows,
# rules. Stripped from both ends, so `**Share this:**`, `« Older posts` and `- Advertisement -`
# meet their rows. Quotation marks are not among them: `"First!"` is speech, and so is a line that
# `«` and `»` enclose without a blank.
_DECORATION = (
    " \t\r\n\f\v\x1c\x1d\x1e\x1f\x85\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007"
    "\u2008\u2009\u200a\u2028\u2029\u205f\u00a0\u3000\u202f\ufeff\u200b\u200c\u200d\u200e\u200f\u00ad"
    "*_#>|~=•·●○◦‣⁃▪▫■□◆◇★☆✓✔–—―-←→↑↓↩↪⇐⇒«»‹›▼▲►◄▶◀▾▸❯❮➤➜✦"
)
_TRAILING = _DECORATION + ":：…"
_ENCLOSING = {"«": "»", "»": "«", "‹": "›", "›": "‹"}
_ENDS = ".!?…"  # behind the second mark

# Characters folded inside a wording. Zero-width and bidi marks, soft hyphens: gone.
_FOLDED = dict.fromkeys(
    "\u200b\u200c\u200d\u200e\u200f\u00ad\ufeff\u2060\u061c\u202a\u202b\u202c\u202d\u202e"
    "\u2066\u2067\u2068\u2069",
    "",
)
_FOLDED.update(dict.fromkeys("‘’‚‛′`´ʼ＇", "'"))
_FOLDED.update(dict.fromkeys("“”„‟″«»〝〞＂「」『』〈〉《》", '"'))
_FOLDED.update(dict.fromkeys("‐‑‒–—―−－", "-"))
_FOLDED["…"] = "..."
_FOLDED.update(dict.fromkeys("İı", "i"))  # `İLGİLİ HABER` and `İlgili haber` are one
_FOLDABLE = frozenset(_FOLDED)
_LONG = 250

_DIGITS = frozenset("0123456789")
_NUMBER = Pattern(r"\d+(?:[.,]\d+)*")


def fold(line: str) -> str:
    """Fold case, width, quotes, dashes, blanks and decoration; digits stay as they are.

    `“Face to face”`, `"face to face"` and `**"Face to  Face"**` give one key. A full stop at
    the end stays, for it tells a sentence (`Home.`) from a label (`Home`).
    """
    if line.isascii():
        key = line.strip(_DECORATION).rstrip(_TRAILING).lower()
    else:
        text = line.strip()
        if text[:1] in _ENCLOSING and _is_speech(text):
            inner = text.strip(_ENDS)[1:-1]
            # Marks within marks are decoration: no text is as deep as its line is long.
            return f'"{fold(inner.strip(_DECORATION))}"'
        key = text.strip(_DECORATION).rstrip(_TRAILING)
        if not key.isascii():
            key = fold_letters(key)
            key = key.strip(_DECORATION).rstrip(_TRAILING)  # what folding made of `−` and `：`
        else:
            key = key.lower()
    if key.endswith(".."):
        key = key.rstrip(". :")
    if "  " in key or "\t" in key:
        key = " ".join(key.split())
    return key


def is_enclosed(line: str) -> bool:
    """Whether a line stands between a pair of marks: speech, or `« Older | Newer »`."""
    text = line.strip().rstrip(_ENDS)
    return len(text) > 2 and text[-1] == _ENCLOSING.get(text[0])


def _is_speech(text: str) -> bool:
    inner = text.rstrip(_ENDS)[1:-1]
    return is_enclosed(text) and inner == inner.strip()


def fold_letters(text: str) -> str:
    """Case, width, quotes, dashes and marks folded as in a key; blanks and decoration stay."""
    if text.isascii():
        return text.lower()
    text = unicodedata.normalize("NFKC", text)
    # Of a whole article the scan for each character is six times as fast as a look at each.
    found = (
        _FOLDABLE.intersection(text) if len(text) < _LONG
        else [char for char in _FOLDABLE if char in text]
    )
    for char in found:
        text = text.replace(char, _FOLDED[char])
    return text.casefold()


def fold_all(lines: Sequence[str]) -> Iterator[str]:
    """What `fold` makes of each line; those in ASCII are folded all at once.

    lines: none holds a line feed.
    """
    plain = [line.strip(_DECORATION).rstrip(_TRAILING) for line in lines if line.isascii()]
    keys = iter("\n".join(plain).lower().split("\n"))
    for line in lines:
        if not line.isascii():
            yield fold(line)
            continue
        key = next(keys)
        yield fold(key) if "  " in key or "\t" in key or key.endswith("..") else key


def fold_numbers(key: str) -> str:
    """Every number of a folded key as `0`: `1,204 comments` and `17 comments` are one."""
    if key.isascii() and _DIGITS.isdisjoint(key):
        return key  # as most, and the search would take four times as long
    return _NUMBER.sub("0", key)
