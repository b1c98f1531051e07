"""Blocks of a page's furniture inside of a text, told by what stands in them together.

Between the headline and the text a page prints when it was posted and changed, its buttons and
counters; between paragraphs boxes to subscribe, to share and to go on reading. What the single
lines are tables and shapes know; here it is only decided that they are a block.
"""

from __future__ import annotations

from itertools import takewhile

from newsclean.article import article_of
from newsclean.fold import fold
from newsclean.line import DATED, FIRM, STAMP, STRONG, WEAK
from newsclean.patterns import Pattern
from newsclean.shapes import (
    DATE,
    HEADLINE,
    HEADLINE_CHARS,
    NUMBER,
    PROSE,
    QUESTION,
    SENTENCE,
    announces,
    ends_sentence,
)
from newsclean.survey import Survey

TYPE_CHECKING = False
if TYPE_CHECKING:
    from newsclean.islands import Island

_LINES = 40  # above the first paragraph
_PARAGRAPH_CHARS, _PARAGRAPH_CHARS_WIDE = 90, 40
_BYLINE = "byline"  # `By` and a name may also begin a sentence
_FAMILIES = frozenset(
    (_BYLINE, "comment-count", "comment-form", "follow", "permalink", "reading-time",
     "response-count", "share")
)  # fmt: skip
_TEXTS = (PROSE, SENTENCE, QUESTION)
_TELLING = frozenset((_BYLINE, "comment-count", "reading-time", "response-count"))
_TITLES = (HEADLINE, QUESTION, SENTENCE)
# Lines above a headline that are a site's sections; and what a headline is.
_SECTIONS, _SECTION_CHARS, _TOP_LINES, _OTHER_SHARE = 2, 45, 12, 0.3
_SECTION_WORDS = 2
_TITLE_CHARS, _TITLE_BLANKS, _TITLE_WORDS, _TITLE_SHARE = 25, 3, 3, 0.6
_BUTTON_CHARS, _BUTTONS, _KNOWN_BUTTONS = 40, 3, 2
_NO_BUTTON = Pattern(r"[:：\d%]|\s\S+\s\S+\s")  # a fact, a sentence
_PLATFORMS = ("facebook", "twitter", "whatsapp", "telegram", "linkedin", "pinterest", "reddit",
              "tumblr", "messenger", "viber", "instagram", "vkontakte", "bluesky", "threads",
              "flipboard", "e-mail", "email")  # fmt: skip
_BOX_LINES, _MOST_BOX_LINES = 3, 24
_TERMS = 3
_ENOUGH = 2  # such lines side by side
_GAP = 2  # others between two of them: a name, a section


def find_front(survey: Survey) -> dict[int, Island]:
    """Line -> what it is, for the lines of a block between headline and text."""
    zone = _zone(survey)
    found: dict[int, Island] = {}
    block: list[int] = []
    weights: list[int] = []
    gap = 0
    blocks = 0
    for i in zone:
        weight = _weigh(survey, i)
        if weight:
            block.append(i)
            weights.append(weight)
            gap = 0
            continue
        text = survey.lines[i].rstrip()
        above = survey.before(i)
        if ends_sentence(text) and above is not None and survey.shape(above) == DATE:
            return {}  # an entry of a chronicle
        gap += 1
        if gap > _GAP or ends_sentence(text) or announces(text):
            blocks += _close(survey, block, weights, found)
            block, weights = [], []
            if announces(text):
                break  # what follows is announced
    blocks += _close(survey, block, weights, found)
    return found if blocks == 1 else {}


def find_sections(survey: Survey) -> dict[int, Island]:
    """Line -> what it is, for the sections and names of a site above the headline.

    The headline is a line of some words that speaks of what the paragraphs speak of; above it stand
    two lines and more, all short, and those go that do not. One may be what belongs to it.
    """
    lines = survey.lines
    top: list[int] = []
    i = survey.after(survey.head_end - 1)
    while i is not None and len(top) < _TOP_LINES and not _is_paragraph(survey, i):
        top.append(i)
        i = survey.after(i)
    short = list(takewhile(lambda j: len(lines[j]) <= _SECTION_CHARS, top))
    if len(short) < _SECTIONS:
        return {}
    article = article_of(lines[top[-1] + 1:])
    for n, j in enumerate(top):
        if n > len(short):
            break
        text = lines[j]
        has_words = text > "\u2e80" or text.count(" ") >= _TITLE_BLANKS
        if not has_words or not _TITLE_CHARS <= len(text) <= HEADLINE_CHARS:
            continue
        if (article.share_used(fold(text), _TITLE_WORDS) or 0.0) >= _TITLE_SHARE:
            if n < _SECTIONS or not all(_may_be_section(lines[k]) for k in top[:n]):
                return {}
            why = "a short line above the headline"
            return {
                k: ("menu", why, 0.6) for k in top[:n]
                if (article.share_used(fold(lines[k]), 1) or 0.0) <= _OTHER_SHARE
            }  # fmt: skip
    return {}


def _may_be_section(line: str) -> bool:
    """Whether a line may be the name of a section or a site: a headline has more words."""
    text = line.strip()
    return text.count(" ") < _SECTION_WORDS and not (text[0].islower() or ends_sentence(text))


def find_boxes(survey: Survey) -> dict[int, Island]:
    """Line -> what it is, for the known wordings of boxes between two paragraphs.

    Half of a box are wordings of the tables, of two kinds and more, one of them a phrase that no
    article has; a sentence that announces a list announces none.
    """
    found: dict[int, Island] = {}
    hits = survey.hits
    done = survey.head_end
    for i in list(hits):
        if not done <= i < survey.tail_start or not _is_sure(survey, i):
            continue
        run, done = _run_around(survey, i)
        known = [j for j in run if j in hits and (survey.sign(j)[1] or 0.0) >= WEAK]
        kinds = {hits[j][0].family for j in known}
        is_box = len(run) >= _BOX_LINES and 2 * len(known) >= len(run) and len(kinds) > 1
        if is_box and not _is_glossary(survey, run, known):
            for j in known:
                found[j] = (hits[j][0].family, f"{survey.describe(j)} in a box in the text", 0.75)
    return found


def _is_glossary(survey: Survey, run: list[int], known: list[int]) -> bool:
    """Whether most known wordings of a box have a sentence below them: words that are explained."""
    said = {j for j in run if j not in survey.hits and ends_sentence(survey.lines[j].rstrip())}
    return len(known) >= _TERMS and 2 * sum(survey.after(j) in said for j in known) > len(known)


def find_buttons(survey: Survey) -> dict[int, Island]:
    """Line -> what it is, for rows of buttons in any language: `Jaa Facebook`, `Jaa WhatsApp`.

    Lines side by side that say the same of different platforms; of two when one is a known wording.
    """
    found: dict[int, Island] = {}
    whole = "\n".join([row.key for row in survey.rows if row is not None])
    if sum([name in whole for name in _PLATFORMS]) < _KNOWN_BUTTONS:
        return found
    run: list[int] = []
    names: set[str] = set()
    said = ""
    for i, row in enumerate(survey.rows):
        if row is None:
            continue
        # The name comes last: `Facebook blocked` says what happened.
        rest, _, name = row.key.rpartition(" ")
        if name not in _PLATFORMS or len(row.key) > _BUTTON_CHARS or _NO_BUTTON.search(rest):
            rest = ""
        if not rest or rest != said or (run and survey.before(i) != run[-1]):
            _note_buttons(survey, run, names, found)
            run, names = [], set()
        if rest:
            run.append(i)
            names.add(name)
        said = rest
    _note_buttons(survey, run, names, found)
    return found


def find_share_rows(survey: Survey) -> dict[int, Island]:
    """Line -> what it is, for known words of share bars alone between two sentences.

    Names of platforms alone are a list of the article's, and so is what a colon announces.
    """
    found: dict[int, Island] = {}
    runs: list[list[int]] = []
    for i in sorted(survey.hits):
        if survey.head_end <= i < survey.tail_start:
            if runs and survey.before(i) == runs[-1][-1]:
                runs[-1].append(i)
            else:
                runs.append([i])
    # From the last one on, so that of bars that stand again and again each is judged at once.
    stays: set[str] = set()
    end = len(survey.lines)
    for run in reversed(runs):
        stays.update(row.key for row in survey.rows[run[-1] + 1:end] if row is not None)
        end = run[0]
        above, below = survey.before(run[0]), survey.after(run[-1])
        if (
            above is not None and below is not None and ends_sentence(survey.lines[above])
            and ends_sentence(survey.lines[below]) and _are_buttons(survey, run, stays)
            and not all(survey.key(j) in _PLATFORMS for j in run)
        ):  # fmt: skip
            island = ("share", "a row of share buttons between paragraphs", 0.75)
            found.update(dict.fromkeys(run, island))
        else:
            stays.update(map(survey.key, run))
    return found


def _note_buttons(
    survey: Survey, run: list[int], names: set[str], found: dict[int, Island]
) -> None:
    """Note a row of buttons when it is one: of enough platforms, and no list that is announced."""
    if len(names) < _KNOWN_BUTTONS:
        return
    is_known = any(i in survey.hits and survey.hits[i][0].family == "share" for i in run)
    least = _KNOWN_BUTTONS if is_known else _BUTTONS
    if len(names) >= least and not survey.is_announced(run[0]):
        island = ("share", "the same button for other platforms beside it", 0.75)
        found.update(dict.fromkeys(run, island))


def _is_sure(survey: Survey, i: int) -> bool:
    return survey.sign(i)[1] == STRONG and survey.has_words(i)


def _run_around(survey: Survey, i: int) -> tuple[list[int], int]:
    """The lines around one that stand between the same two paragraphs, and where they end.

    No lines when an end is open, when they are too many, and below an announcement.
    """
    run: list[int] = []
    below: int | None = i
    while below is not None and not _is_paragraph(survey, below):
        run.append(below)
        below = survey.after(below)
    if below is None:
        return [], len(survey.lines)
    above = survey.before(i)
    while above is not None and not _is_paragraph(survey, above) and len(run) < _MOST_BOX_LINES:
        run.insert(0, above)
        above = survey.before(above)
    if above is None or len(run) >= _MOST_BOX_LINES:
        return [], below
    return [] if announces(survey.lines[above]) else run, below


def _close(
    survey: Survey, block: list[int], weights: list[int], found: dict[int, Island]
) -> bool:
    """Note the lines of a block when it is one; whether it is."""
    if sum(weights) < _ENOUGH or (2 not in weights and not _are_buttons(survey, block)):
        return False
    for i in block:
        family = survey.hits[i][0].family if i in survey.hits else survey.sign(i)[0]
        found[i] = (family, f"{survey.describe(i)} between the headline and the text", 0.75)
    return True


def _are_buttons(survey: Survey, block: list[int], stays: set[str] | None = None) -> bool:
    """Whether nothing but known words for sharing stands there: `Share`, `Print`, `Email`.

    Side by side, three of them at least, and none that heads a part of the text further down.
    stays: the keys of what stands there; None to look.
    """
    if len(block) < _BUTTONS:
        return False
    if stays is None:
        stays = {row.key for row in survey.rows[block[-1] + 1:] if row is not None}
    return all(
        i in survey.hits and survey.hits[i][0].family == "share"
        and (n == 0 or survey.before(i) == block[n - 1]) and survey.key(i) not in stays
        for n, i in enumerate(block)
    )  # fmt: skip


def _zone(survey: Survey) -> list[int]:
    """The lines below the first headline and above the text, whose paragraphs follow each other.

    One paragraph with short lines below it may be what stands under the headline.
    """
    zone: list[int] = []
    has_title = has_standfirst = False
    i = survey.after(survey.head_end - 1)
    while i is not None and len(zone) < _LINES:
        below = survey.after(i)
        if _is_paragraph(survey, i):
            if has_standfirst or (below is not None and _is_paragraph(survey, below)):
                return zone
            has_standfirst = True
        if has_title:
            zone.append(i)
        elif i not in survey.hits and survey.shape(i) in _TITLES:
            has_title = True
        i = below
    return []


def _is_paragraph(survey: Survey, i: int) -> bool:
    text = survey.lines[i]
    least = _PARAGRAPH_CHARS_WIDE if text > "\u2e80" else _PARAGRAPH_CHARS
    return len(text) >= least and survey.sign(i)[0] in _TEXTS and i not in survey.hits


def _weigh(survey: Survey, i: int) -> int:
    """2 for a line that stands nowhere else, 1 for one that may, 0 for any other."""
    name, weight = survey.sign(i)
    if weight is not None:
        if name not in _FAMILIES or weight < (0.0 if name == _BYLINE else WEAK):
            return 0
        # `Follow us`, `Share` and `Comments` also stand in a list of settings.
        is_told = name in _TELLING and (weight >= FIRM or survey.has_words(i))
        return 2 if is_told and weight >= WEAK else 1
    if name in (DATE, DATED, STAMP):  # `Died 12 May 2020` has a label, too: the hour tells
        reading = survey.dates.get(i)
        if reading is None or reading.kind != "date":
            return 0
        return 2 if reading.iso is not None and "T" in reading.iso else 1
    return 1 if name == NUMBER else 0
