"""Lines below the text that say whose story it is: `The post HEADLINE appeared first on SITE`.

In no language does their wording tell them here, but the article's own headline within the line:
whole, with words on both sides of it, or behind a colon.
"""

from __future__ import annotations

from newsclean.fold import fold
from newsclean.shapes import HEADLINE, PROSE, QUESTION
from newsclean.survey import TITLE_EDGES, Survey

TYPE_CHECKING = False
if TYPE_CHECKING:
    from newsclean.islands import Island

_LAST_LINES, _TOP_LINES, _LINE_CHARS = 40, 12, 300
# A headline that no sentence says by chance.
_TITLE_CHARS, _TITLE_BLANKS, _TITLE_CHARS_WIDE = 25, 3, 12
_BEFORE_CHARS, _BEHIND_CHARS, _SITE_CHARS = 60, 80, 4
_PARAGRAPH_CHARS = 80


def find_attribution(survey: Survey) -> dict[int, Island]:
    """Line -> what it is, for such lines below the last paragraph.

    A headline that the text uses, too, is a name, and one in quotation marks a work.
    """
    found: dict[int, Island] = {}
    titles = _titles(survey)
    if not titles:
        return found
    i = survey.before(len(survey.lines))
    for _ in range(_LAST_LINES):
        if i is None or i <= titles[-1][0]:
            break
        if i not in survey.hits:
            if _is_attribution(survey, i, titles):
                found[i] = ("source-link", "the headline within a line below the text", 0.75)
            elif survey.shape(i) == PROSE:
                break
        i = survey.before(i)
    return found


def _titles(survey: Survey) -> list[tuple[int, str]]:
    """Line and key of what may be the headline, ascending; of what is known to be it, -1."""
    found = [(-1, key) for key in survey.title_keys if _is_long(key)]
    i = survey.after(-1)
    for _ in range(_TOP_LINES):
        if i is None or survey.shape(i) == PROSE:
            break
        key = survey.key(i).strip(TITLE_EDGES)
        if i not in survey.hits and survey.shape(i) in (HEADLINE, QUESTION) and _is_long(key):
            found.append((i, key))
        i = survey.after(i)
    return found


def _is_attribution(survey: Survey, i: int, titles: list[tuple[int, str]]) -> bool:
    text = survey.lines[i]
    if len(text) > _LINE_CHARS:
        return False
    key = survey.key(i) or fold(text)
    return any(
        _is_around(key, title) and not _is_used(survey, title, (at, i)) for at, title in titles
    )


def _is_long(key: str) -> bool:
    if key > "\u2e80":
        return len(key) >= _TITLE_CHARS_WIDE
    return len(key) >= _TITLE_CHARS and key.count(" ") >= _TITLE_BLANKS


def _is_around(key: str, title: str) -> bool:
    """Whether a folded line is a headline and words around it."""
    before, named, behind = key.partition(title)
    if not named or before.endswith('"') or not before.strip() or len(before) > _BEFORE_CHARS:
        return False
    behind = behind.strip(" .")
    return len(behind) <= _BEHIND_CHARS and (
        len(behind) >= _SITE_CHARS or (not behind and before.rstrip().endswith(":"))
    )


def _is_used(survey: Survey, title: str, but: tuple[int, int]) -> bool:
    """Whether a paragraph has the words of a headline."""
    return any(
        title in (survey.key(j) or fold(text))
        for j, text in enumerate(survey.lines) if len(text) >= _PARAGRAPH_CHARS and j not in but
    )
