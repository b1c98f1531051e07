"""What stands below the last paragraph: owner, address of the original, date, end of the text."""

from __future__ import annotations

from newsclean.fields.bylines import ask_behind
from newsclean.fields.clues import Clues
from newsclean.fields.feed import is_address
from newsclean.fields.original import shown
from newsclean.fields.people import is_name
from newsclean.fields.rights import owner
from newsclean.fields.sources import is_article_address
from newsclean.fields.updates import dates_in
from newsclean.fields.words import words
from newsclean.line import LABELS, LINKED, RIGHTS
from newsclean.shapes import DATE
from newsclean.survey import FOREIGN, Survey

_FIRST = 3  # a date this near to the text is the article's
_LABEL_CHARS = 40
_OPENING = {"”": "“", "“": "„", "»": "«", "」": "「", "』": "『"}
_FEED = "//ift.tt/"  # a feed's own short address, below whatever list
_QUOTES = frozenset(('"', *_OPENING))
_CUT_ENDS = ("[…]", "[...]", "(more…)", "(more...)", "[&hellip;]", "chars]", "(…)")


def ask_tail(survey: Survey, clues: Clues, start: int) -> None:
    """Read the lines from `start` on that no row explains, and copyright lines."""
    lines, hits, shapes = survey.lines, survey.hits, survey.shapes
    seen = 0
    is_list = False
    for i in range(start, len(lines)):
        hit = hits.get(i)
        if hit is not None:
            seen += 1
            family = hit[0].family
            if family == "copyright":
                _ask_owner(survey, clues, i, hit[0].id)
            elif family in ("related", "comment-count", "comment-heading", "sidebar-heading"):
                is_list = True
            continue
        shape = shapes.get(i)
        if shape is None:
            continue
        seen += 1
        if shape == RIGHTS or (shape == FOREIGN and "©" in lines[i]):
            _ask_owner(survey, clues, i, None)
        elif i in survey.dates:
            if not is_list and not survey.sections.get(i) and (seen <= _FIRST or shape != DATE):
                _ask_date(survey, clues, i)
        elif is_address(lines[i]):
            is_near = clues.has_source and (not is_list or seen <= _FIRST + 1)
            if is_near and is_article_address(shown(lines[i])):
                clues.urls.append((shown(lines[i]), i, None))
        elif shape == LINKED and (not is_list or _FEED in lines[i]):
            _ask_link(survey, clues, i)
        elif lines[i].rstrip()[-1:] in _QUOTES and not is_list:
            _ask_quoted(clues, shown(lines[i]), i)
        elif seen <= _FIRST and not is_list and _ends_in_time(lines[i]):
            _ask_name(clues, lines[i], i)
        elif seen <= 2 * _FIRST and _are_hashtags(lines[i]):
            clues.labels.append((shown(lines[i]), i, None))
        elif shape == LABELS and seen <= 2 * _FIRST and ":" in lines[i]:
            clues.labels.append((lines[i].partition(":")[2].strip(), i, None))


def _are_hashtags(line: str) -> bool:
    """Whether a line is nothing but `#harbour #bridge`."""
    words = line.split()
    return bool(words) and all(len(word) > 1 and word[0] == "#" != word[1] for word in words)


def _ask_quoted(clues: Clues, line: str, i: int) -> None:
    """A title in quotes behind a few words, as counters have it: `0 Response to "T - P"`."""
    closing = line[-1]
    at = line.find('"' if closing == '"' else _OPENING.get(closing, "\0"))
    title = line[at + 1 : -1].strip()
    if 0 < at <= _LABEL_CHARS and len(title.split()) >= 3 and closing not in title:
        clues.titles.append((title, i, None))


def _ends_in_time(line: str) -> bool:
    """Whether a line closes with a clock time: `Diposting oleh Maria Lopez di 04:00`."""
    text = line.rstrip()
    return ":" in text and (text[-2:] in ("AM", "PM") or text[-3:-2] == ":")


def _ask_name(clues: Clues, line: str, i: int) -> None:
    """The one run of capitalised words that is a name."""
    run: list[str] = []
    for token in [*line.split(), ""]:
        if token[:1].isupper() and token.isalpha():
            run.append(token)
            continue
        name = " ".join(run)
        if len(run) > 1 and is_name(name):
            clues.authors.append((name, i, None))
            return
        run = []


def _ask_owner(survey: Survey, clues: Clues, i: int, rule: str | None) -> None:
    found = owner(survey.lines[i], survey.lexicon)
    if found is not None:
        name, is_theme = found
        clues.owners = [clue for clue in clues.owners if clue[1] != i]
        (clues.sites if is_theme else clues.owners).append((name, i, rule))


def _ask_date(survey: Survey, clues: Clues, i: int) -> None:
    reading = survey.dates[i]
    if reading.iso is not None:
        for one, part, is_late in dates_in(shown(survey.lines[i]), reading):
            (clues.modified if is_late else clues.dates).append((one, (part, i, None)))
        ask_behind(clues, survey.lines[i], i, None)
        if _ends_in_time(survey.lines[i]):
            _ask_name(clues, survey.lines[i], i)


def _ask_link(survey: Survey, clues: Clues, i: int) -> None:
    """`Story link: https://…/2016/02/manhole-fires`: a label, and the address of an article."""
    text = shown(survey.lines[i])
    label, _, address = text.rpartition(" ")
    if "//ift.tt/" in address:
        first, _, rest = label.partition(" ")
        if first.islower() and rest[:1].isupper():
            label = rest  # from, via, and what they are in other languages
        clues.feeds.append((label.partition(" via ")[0].strip(), i, None))
        clues.urls.append((address, i, None))
        return
    if len(label) <= _LABEL_CHARS and label.endswith((":", "：")) and is_article_address(address):
        clues.urls.append((address, i, None))


def split_labels(text: str) -> list[str]:
    """`news, health` or `#news #health` as a list."""
    if "#" in text:
        text = text.replace("#", ",")
    for mark in "،、，;|":
        text = text.replace(mark, ",")
    labels = [label.strip(" \t\u00a0.") for label in text.split(",")]
    return [label for label in labels if 0 < len(label) <= _LABEL_CHARS]


def is_truncated(survey: Survey) -> bool:
    """Whether the text says at its end that more was there."""
    last = survey.before(survey.tail_start)
    above = None if last is None else survey.before(last)
    first = survey.after(survey.tail_start - 1)
    for i in (above, last, first):
        if i is not None:
            hit = survey.hits.get(i)
            if hit is not None and hit[0].family == "read-more":
                return True
            if hit is not None and hit[0].family == "paywall" and _asks_for_rest(survey.key(i)):
                return True
            if survey.lines[i].rstrip().endswith(_CUT_ENDS):
                return True
    return False


def _asks_for_rest(key: str) -> bool:
    """Whether a wording sells what is left to read: `Subscribe to read the full article`."""
    return any(rest in key for rest in words("rest"))
