"""The headline of a dump: it stands above the byline and the buttons, apart from its article."""

from __future__ import annotations

from newsclean.article import Article
from newsclean.fold import fold
from newsclean.links import without_links
from newsclean.page.context import Scene
from newsclean.shapes import ends_sentence
from newsclean.words import is_unspaced, words_of

_PIECES = 24  # above the article, in which it is looked for
_LEAST_CHARS, _LEAST_CHARS_WIDE, _MOST_CHARS = 20, 8, 320
_WORD_CHARS = 4  # of words that say what a text is about
# What says what the text is about, wherever it stands: so many of its words do, at least.
_SHARE, _SURE_CHARS, _LEAST_WORDS, _LEAST_PAIRS = 0.6, 25, 3, 5
_MOST = 2  # a headline and what stands below it
_NEAR = 16  # pieces above the article, in which less is enough
# Korean words carry their particles; two syllables tell a word.
_HANGUL, _LAST_HANGUL, _SYLLABLES = "\uac00", "\ud7a3", 2
_FEW_DIGITS = 2  # rates of digits from here on are those of dates and counters
_NONE, _SOME, _MUCH = range(3)  # what a piece says of the article


def find_headlines(scene: Scene, first: int, last: int) -> list[int]:
    """Pieces above the article that say what it is about, the nearest first.

    first, last: its pieces. Most of their longer words stand in its paragraphs; of the nearest that
    looks like a headline one word is enough. Of two that say the same the nearer counts: pages
    print their title at the very top, too.
    """
    article = Article([scene.texts[at] for at in range(first, last + 1) if scene.own[at] > 0.0])
    found: list[int] = []
    keys: list[str] = []
    enough = _SOME
    for at in range(first - 1, max(-1, first - 1 - _PIECES), -1):
        if _tells(scene, at, article) < (enough if first - at <= _NEAR else _MUCH):
            continue
        enough = _MUCH
        key = fold(without_links(scene.texts[at]))
        if not any(key in other or other in key for other in keys):
            found.append(at)
            keys.append(key)
            if len(found) == _MOST:
                break
    return found


def _tells(scene: Scene, at: int, article: Article) -> int:
    """Whether a piece looks like a headline and speaks of what the article speaks of."""
    text = without_links(scene.texts[at])
    wide = text > "\u2e80"
    least = _LEAST_CHARS_WIDE if wide else _LEAST_CHARS
    if scene.known[at] or not least <= len(text) <= _MOST_CHARS:
        return _NONE
    words = _words_of(fold(text))
    used = sum(map(article.uses_start, words))
    if (
        used >= (_LEAST_PAIRS if wide else _LEAST_WORDS) and used >= _SHARE * len(words)
        and (wide or len(text) >= _SURE_CHARS)
    ):  # fmt: skip
        return _MUCH
    looks_so = (
        used > 0 and (wide or text.count(" ") > 1)
        and scene.rows[at][5] // 4 < _FEW_DIGITS and not ends_sentence(text)
    )  # fmt: skip
    return _SOME if looks_so else _NONE


def _words_of(key: str) -> set[str]:
    """How the words of a folded line begin that say what a text is about."""
    return {
        word[:_SYLLABLES] if _HANGUL <= word[0] <= _LAST_HANGUL else word
        for word in words_of(key)
        if len(word) >= _WORD_CHARS or is_unspaced(word)
        or (_HANGUL <= word[0] <= _LAST_HANGUL and len(word) >= _SYLLABLES)
    }  # fmt: skip
