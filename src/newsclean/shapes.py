"""What a line looks like, whatever its words: an address, a date, a headline, prose."""

from __future__ import annotations

import re

from newsclean.dates import DateReading, read_date

URL, DATE, NUMBER, CUT, ARROW, HEADLINE, SENTENCE, PROSE, SPEECH = (
    "url", "date", "number", "cut", "arrow", "headline", "sentence", "prose", "speech"
)  # fmt: skip

# Prose begins where a line is long enough to be a sentence with a thought in it. Measured on
# the body lines of the development reposts: nine of ten are longer.
PROSE_CHARS = 80
PROSE_CHARS_WIDE = 32  # scripts whose characters are syllables or words
SHORT_CHARS = 160

_URL = re.compile(r"(?:<?(?:https?://|www\.)[^\s<>]+>?[\s,;|]*)+", re.I)
_WIDE = re.compile("[\u2e80-\ua4cf\uac00-\ud7af\uf900-\ufaff\uff66-\uffdc\u0e00-\u0eff\u1000-\u109f]")
_STOPS = ".!?。！？؟।॥။။៕።．…‥"
_CLOSERS = "\"'”’»)]）」』】›* \t\u00a0\u200b"
_QUOTES = "\"“”«»„'‘’「『"
_ARROWS = "←→«»‹›▼►▶◄◀▲❯❮➤➜"


def is_wide(line: str) -> bool:
    """Whether the line is written in a script whose characters hold more than a letter."""
    return not line.isascii() and len(_WIDE.findall(line)) * 2 > len(line)


def ends_sentence(line: str) -> bool:
    """Whether the line closes like a sentence, closing quotes and brackets aside."""
    tail = line.rstrip(_CLOSERS)
    return bool(tail) and tail[-1] in _STOPS


def is_cut(line: str) -> bool:
    """Whether the line breaks off, as an excerpt of another article does."""
    tail = line.rstrip(" \t\u00a0])»*")
    return tail.endswith(("…", "...", "[…", "[..."))


def shape(line: str) -> tuple[str, DateReading | None]:
    """The shape of a non-blank line, and its date if it is one."""
    text = line.strip()
    first = text[0]
    size = len(text)
    if size <= 64 and any(c.isdigit() for c in text):
        reading = read_date(text)
        if reading is not None:
            return DATE, reading
        if not any(c.isalpha() for c in text):
            return NUMBER, None
    if (first in "hHwW<") and _URL.fullmatch(text):
        return URL, None
    if is_cut(text):
        return CUT, None
    if size > PROSE_CHARS or (not text.isascii() and size > PROSE_CHARS_WIDE and is_wide(text)):
        return (PROSE if ends_sentence(text) or size > SHORT_CHARS else HEADLINE), None
    if first in _ARROWS or text[-1] in _ARROWS:
        return ARROW, None
    if ends_sentence(text):
        return SENTENCE, None
    if first in _QUOTES:
        return SPEECH, None
    return HEADLINE, None
