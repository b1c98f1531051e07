"""The language of an article in a script that only one language is written in."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from newsclean.survey import Survey

# First and last letter, name of the script (ISO 15924), language. Scripts of several languages
# tell none: Latin, Cyrillic, Arabic, Hebrew, Devanagari, Bengali, Myanmar, Ethiopic, and Han alone.
_SCRIPTS = (
    ("\u0370", "\u03ff", "Grek", "el"), ("\u1f00", "\u1fff", "Grek", "el"),
    ("\u0530", "\u058f", "Armn", "hy"), ("\u10a0", "\u10ff", "Geor", "ka"),
    ("\u0a00", "\u0a7f", "Guru", "pa"), ("\u0a80", "\u0aff", "Gujr", "gu"),
    ("\u0b00", "\u0b7f", "Orya", "or"), ("\u0b80", "\u0bff", "Taml", "ta"),
    ("\u0c00", "\u0c7f", "Telu", "te"), ("\u0c80", "\u0cff", "Knda", "kn"),
    ("\u0d00", "\u0d7f", "Mlym", "ml"), ("\u0d80", "\u0dff", "Sinh", "si"),
    ("\u0e00", "\u0e7f", "Thai", "th"), ("\u0e80", "\u0eff", "Laoo", "lo"),
    ("\u1780", "\u17ff", "Khmr", "km"), ("\uac00", "\ud7af", "Hang", "ko"),
    ("\u3040", "\u30ff", "Jpan", "ja"),
)  # fmt: skip
_FIRST = _SCRIPTS[0][0]
_HAN = ("\u3400", "\u9fff")
_SAMPLE_CHARS, _LEAST_LETTERS = 2000, 60
_SHARE = 0.9  # of all letters; the rest are names in Latin script
_OWN_SHARE = 0.2  # Japanese has more kana than that; a Chinese text may name a Japanese firm


def read_language(survey: Survey) -> tuple[str, str] | None:
    """The language of the article and the script that tells it; None where none does.

    Looks at the first 2,000 characters between head and tail.
    """
    sample = ""
    for i in range(survey.head_end, survey.tail_start):
        sample += survey.lines[i][: _SAMPLE_CHARS - len(sample)]
        if len(sample) >= _SAMPLE_CHARS:
            break
    # Most texts are Latin ones, with a dash here and there.
    if sample.isascii() or 2 * sum(map(_FIRST.__le__, sample)) < len(sample):
        return None
    letters = [char for char in sample if char.isalpha()]
    if len(letters) < _LEAST_LETTERS:
        return None
    han = sum(_HAN[0] <= char <= _HAN[1] for char in letters)
    first = next((char for char in letters if _script(char)), None)
    found = _script(first) if first else None
    if found is None:
        return None
    script, language = found
    own = sum(_script(char) == found for char in letters)
    if language in ("ja", "ko"):
        own = own + han if own >= _OWN_SHARE * len(letters) else 0
    return (language, f"script:{script}") if own >= _SHARE * len(letters) else None


def _script(char: str) -> tuple[str, str] | None:
    """Name and language of a letter's script."""
    if char < _FIRST:
        return None
    found = (row[2:] for row in _SCRIPTS if row[0] <= char <= row[1])
    return next(found, None)
