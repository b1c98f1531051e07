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
_BLANKS, _LONG_BLANKS = 2, 3
_LONG, _LONGER = 40, 1.4  # letters of a line without a common word, and how much longer it is
_FEW_DIGITS = 2  # rates of digits from here on are those of dates and counters
_NONE, _SOME, _MUCH = range(3)  # what a piece says of the article


def find_headlines(scene: Scene, first: int, last: int) -> list[int]:
    """Pieces above the article that say what it is about, the nearest first.

    first, last: its pieces. Most of their longer words stand in its paragraphs; of the nearest that
    looks like a headline, and of those right above it, one word is enough, and of the one that is
    by far the longest none. Of two that say the same the nearer counts: pages print their title at
    the very top, too.
    """
    article = Article([scene.texts[at] for at in range(first, last + 1) if scene.own[at] > 0.0])
    found: dict[int, str] = {}

    def take(at: int) -> None:
        key = fold(without_links(scene.texts[at]))
        if not any(key in other or other in key for other in found.values()):
            found[at] = key

    enough = _SOME
    for at in range(first - 1, max(-1, first - 1 - _PIECES), -1):
        if _tells(scene, at, article) >= (enough if first - at <= _NEAR else _MUCH):
            enough = _MUCH
            take(at)
            if len(found) == _MOST:
                break
    nearest = next(iter(found), first)
    if first - nearest <= _NEAR:
        for at in range(nearest - 1, max(-1, nearest - 1 - _MOST), -1):
            if not _tells(scene, at, article):
                break
            take(at)
    longest = _longest(scene, first)
    if longest is not None:
        take(longest)
    return list(found)


def _longest(scene: Scene, first: int) -> int | None:
    """The piece near above an article that is by far longer than the menus around it.

    A headline of four words may share none with its article.
    """
    sizes = {at: scene.lengths[at] for at in range(max(0, first - _NEAR), first)}
    if not sizes:
        return None
    at = max(sizes, key=sizes.__getitem__)
    others = sorted(sizes.values())[:-1]
    text = without_links(scene.texts[at])
    is_far = sizes[at] >= _LONG and (not others or others[-1] * _LONGER <= sizes[at])
    return at if is_far and _looks_so(scene, at, text, _LONG_BLANKS) else None


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
    return _SOME if used > 0 and _looks_so(scene, at, text, _BLANKS) else _NONE


def _looks_so(scene: Scene, at: int, text: str, blanks: int) -> bool:
    """Whether a piece that no table knows has words and hardly a digit, and ends in no stop."""
    wide = text > "\u2e80"
    least = _LEAST_CHARS_WIDE if wide else _LEAST_CHARS
    return (
        not scene.known[at] and least <= len(text) <= _MOST_CHARS
        and (wide or text.count(" ") >= blanks)
        and scene.rows[at][5] // 4 < _FEW_DIGITS and not ends_sentence(text)
    )  # fmt: skip


def _words_of(key: str) -> set[str]:
    """How the words of a folded line begin that say what a text is about."""
    return {
        word[:_SYLLABLES] if _HANGUL <= word[0] <= _LAST_HANGUL else word
        for word in words_of(key)
        if len(word) >= _WORD_CHARS or is_unspaced(word)
        or (_HANGUL <= word[0] <= _LAST_HANGUL and len(word) >= _SYLLABLES)
    }  # fmt: skip
