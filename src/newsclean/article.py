"""Which words the article itself uses."""

from __future__ import annotations

from newsclean.fold import fold, fold_letters
from newsclean.line import Line
from newsclean.patterns import Pattern
from newsclean.words import STEM, is_part, is_unspaced, words_of

_PARAGRAPH_CHARS = 80
_WORD = Pattern(r"[^\W\d_]{4,}")
_AMID = Pattern(r"(?<=[\w,] )[^\W\d_]{4,}")
_NOUNS = 0.3  # the share of capitals amid sentences from which on they tell no names
CONTENT_CHARS = 5  # letters of a word that says what a text is about


class Article:
    """The paragraphs of a document, folded when they are first asked for a word.

    Words are looked for and not counted: a line has a few, an article hundreds. weights, spoken,
    dictions, long: what the looks found out of the words of lines; `last` is the article as the
    look before saw it.
    """

    __slots__ = ("_known", "_names", "_text", "dictions", "long", "paragraphs", "spoken",
                 "weights")  # fmt: skip

    def __init__(self, paragraphs: list[str], last: Article | None = None) -> None:
        self.paragraphs = paragraphs
        self.weights: dict[Line, list[float]] = {} if last is None else last.weights
        self.spoken: dict[Line, list[float]] = {} if last is None else last.spoken
        self.dictions: dict[Line, list[float]] = {} if last is None else last.dictions
        self.long: dict[str, float] = {} if last is None else last.long
        self._text: str | None = None
        self._names: set[str] | None = None
        self._known: dict[str, bool] = {}

    def uses(self, word: str) -> bool:
        """Whether the paragraphs use a word, as `words_of` gives them."""
        known = self._known.get(word)
        if known is None:
            known = self._known[word] = self.uses_often(word, 1)
        return known

    def share_used(self, key: str, least: int) -> float | None:
        """The share of a folded line's long words that the paragraphs use; None for too few."""
        words = {w for w in words_of(key) if len(w) >= CONTENT_CHARS or is_unspaced(w)}
        return sum(map(self.uses, words)) / len(words) if len(words) >= least else None

    def shares_name(self, line: str) -> bool:
        """Whether a line and the paragraphs have a word that the text never writes small.

        None where every noun is written so, as in German, but for who speaks (`Paulat: …`). Of
        short words only those amid a sentence count.
        """
        speaker, colon, _ = line.strip().partition(":")
        is_name = colon != "" and speaker[:1].isupper() and speaker.isalpha()
        if is_name and self.uses(fold(speaker)[:STEM]):
            return True
        if self._names is None:
            text = "\n".join(self.paragraphs)
            amid = _AMID.findall(text)
            capital = [word for word in amid if word[0].isupper()]
            if len(capital) > _NOUNS * len(amid):
                self._names = set()
            else:
                words = _WORD.findall(text)
                begun = [word for word in words if len(word) > STEM and word[0].isupper()]
                small = {word.capitalize() for word in words if word.islower()}
                self._names = {*capital, *begun} - small
        return not self._names.isdisjoint(_WORD.findall(line))

    def uses_start(self, start: str) -> bool:
        """Whether a word of the paragraphs begins so: for languages that join what others part."""
        text = self._folded()
        at = text.find(start)
        while at >= 0 and is_part(text[at - 1]):
            at = text.find(start, at + 1)
        return at >= 0

    def _folded(self) -> str:
        text = self._text
        if text is None:
            folded = fold_letters("\n".join(self.paragraphs))
            text = self._text = f" {folded} "
        return text

    def uses_often(self, word: str, times: int) -> bool:
        """Whether the paragraphs use a word so many times at least."""
        text = self._folded()
        if is_unspaced(word):
            return text.count(word) >= times
        size = len(word)
        at = text.find(word)
        while at >= 0:
            if not is_part(text[at - 1]) and (size >= STEM or not is_part(text[at + size])):
                times -= 1
                if not times:
                    return True
            at = text.find(word, at + 1)
        return False


def article_of(lines: list[str]) -> Article:
    """The words of the paragraphs among some lines."""
    return Article([line for line in lines if len(line) >= _PARAGRAPH_CHARS])
