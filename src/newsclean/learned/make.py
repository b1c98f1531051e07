"""What a line is made of, whatever stands around it."""

from __future__ import annotations

from newsclean.line import Line
from newsclean.patterns import Pattern
from newsclean.shapes import ends_sentence, is_wide

_TITLED_CHARS = 4
_WIDE = 3  # a character of a wide script counts as so many letters, and six letters as a word
_INNER_STOPS = (". ", "? ", "! ", "。", "।", "؟ ")
_LINK = Pattern(r"(?:https?://|www\.|\b[\w-]+\.(?:[a-z]{2,4}|example)\b/?)")
_MAIL = Pattern(r"[\w.+-]+@[\w-]+|(?<!\w)@\w{3,}")
_TIME = Pattern(r"\b\d{1,2}[:.h]\d\d\b")


def make_of(row: Line) -> tuple[float, ...]:
    """The signs of a line alone, from `chars` on."""
    text, key = row.text.strip(), row.key
    size = len(text)
    words = text.split()
    is_wider = not text.isascii() and is_wide(text)
    chars = size * _WIDE if is_wider else size
    digits = len([char for char in text if char.isdigit()])
    titled = [
        word[0].isupper() for word in words if len(word) >= _TITLED_CHARS and word[0].isalpha()
    ]
    return (
        chars, chars / 6 if is_wider else len(words),
        ends_sentence(text), text.endswith((":", "：")), text[0].islower(), text[0].isupper(),
        titled.count(True) / len(titled) if titled else 0.5, text.isupper(),
        digits / size, text[-1].isdigit(),
        ("." in key or "://" in key) and _LINK.search(key) is not None,
        "@" in key and _MAIL.search(key) is not None,
        sum(map(text.count, "|»›>•·/")), sum(map(text.count, "()[]{}")),
        sum(map(text.count, "\"“”«»„「」")), digits > 1 and _TIME.search(text) is not None,
        sum(map(text.count, _INNER_STOPS)), sum(map(text.count, ",，、")),
        len(row.text) - size, sum(map(text.count, "!！")),
    )  # fmt: skip
