"""In which scripts, and with which letters, the article of a text is written."""

from __future__ import annotations

from newsclean.line import Line
from newsclean.scripts import LATIN, letters_of, scripts_of
from newsclean.shapes import ends_sentence

_ARTICLE_CHARS = 6000
_SCRIPT_SAMPLE = 240  # characters of the article that must be known to tell scripts apart
_LETTER_SAMPLES = (1000, 500, 200)  # and for one, two, three strange letters
_SHORT_LABEL, _OF_LONG = 36, 3  # a longer line has more letters that the article need not have had
# Vietnamese has so many letters beyond ASCII that no text shows them all.
_MANY_LETTERS, _STRANGE_AMONG_MANY = 24, 4


class Writing:
    """The article's scripts and letters, worked out when a line is first asked about.

    A line is given by its text, and as `Line` where it is a short one.
    """

    __slots__ = ("_lines", "_sample", "_scripts")

    def __init__(self, lines: list[str]) -> None:
        self._lines = lines
        self._scripts: frozenset[int] | None = None  # none of an article that is too short
        self._sample: str | None = None

    def is_foreign(self, text: str, row: Line | None) -> bool:
        """Whether the line is in another script than the article, or has letters of its own.

        `ş` under an English text is enough for a short line; a long one may quote a name.
        """
        if self.is_in_other_script(text, row):
            return True
        if not self._scripts or text.isascii():
            return False
        letters, _ = _writing_of(text, row)
        if not letters:
            return False
        if self._sample is None:
            self._sample = " ".join(_article_sample(self._lines, _ARTICLE_CHARS))[:_ARTICLE_CHARS]
        sample = self._sample
        strange = len([c for c in letters if c not in sample and c.upper() not in sample])
        if not strange or (strange < 2 and len(text) > _SHORT_LABEL):
            return False
        if strange < _STRANGE_AMONG_MANY and _has_many_letters(sample):
            return False
        least = _LETTER_SAMPLES[min(strange, 3) - 1]
        return len(sample) >= (least if len(text) <= _SHORT_LABEL else _OF_LONG * least)

    def is_in_other_script(self, text: str, row: Line | None) -> bool:
        """Whether no letter of the line is of a script that the article is written in."""
        scripts = self._scripts
        if scripts is None:
            scripts = self._scripts = _article_scripts(self._lines)
        if not scripts:
            return False
        if text.isascii():
            return LATIN not in scripts and sum(map(str.isalpha, text)) >= 3
        _, own = _writing_of(text, row)
        return bool(own) and own.isdisjoint(scripts)

    def is_latin(self) -> bool:
        """Whether the article is written in Latin script, as far as is known."""
        return not self._scripts or LATIN in self._scripts


def _writing_of(text: str, row: Line | None) -> tuple[frozenset[str], frozenset[int]]:
    """Letters beyond the common ones, and scripts, of a line."""
    return row.write() if row else (letters_of(text), scripts_of(text))


def _has_many_letters(sample: str) -> bool:
    """Whether an article's language has more Latin letters than a text of it need show."""
    own = {c for c in sample if "\xc0" <= c < "\u0250" or "\u1e00" <= c < "\u1f00"}
    return len(own) >= _MANY_LETTERS


def _article_sample(lines: list[str], limit_chars: int) -> list[str]:
    """Sentences of the first part of a document, where the wrapper's own language is rare."""
    sample: list[str] = []
    size = 0
    for text in lines[: len(lines) * 3 // 5 + 1]:
        # An address is Latin in every language, and Markdown is full of them.
        if len(text) > 50 and "://" not in text and "](" not in text:
            sample.append(text)
            size += len(text)
            if size >= limit_chars:
                break
    return sample


def _article_scripts(lines: list[str]) -> frozenset[int]:
    """The scripts of the article, as its sentences have them; none where it is short.

    A menu on one line may be as long as they are, and stand above them in the wrapper's script.
    """
    sample = _article_sample(lines, _SCRIPT_SAMPLE)
    if len(" ".join(sample)) < _SCRIPT_SAMPLE:
        return frozenset()
    said = list(map(scripts_of, filter(ends_sentence, sample)))
    return frozenset().union(*said) if said else scripts_of(sample[0])
