"""What stands below the last paragraph: owner, address of the original, date, end of the text."""

from __future__ import annotations

from newsclean.fields.clues import Clues, ask_behind, is_update
from newsclean.fields.feed import is_address
from newsclean.fields.rights import owner
from newsclean.fields.words import words
from newsclean.survey import FOREIGN, LABELS, LINKED, RIGHTS, Survey

_FIRST = 3  # a date this near to the text is the article's
_LABEL_CHARS = 40
_CUT_ENDS = ("[…]", "[...]", "(more…)", "(more...)", "[&hellip;]", "chars]", "(…)")


def ask_tail(survey: Survey, clues: Clues) -> None:
    """Read the lines of the tail that no row explains, and copyright lines."""
    lines, hits, shapes = survey.lines, survey.hits, survey.shapes
    seen = 0
    is_list = False
    has_source = any(hit[0].family in ("feed-footer", "source-link") for hit in hits.values())
    last = survey.before(len(lines))
    start = survey.tail_start if last is None else min(last, survey.tail_start)
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
        elif i in survey.dates and seen <= _FIRST and not is_list and not survey.sections.get(i):
            _ask_date(survey, clues, i)
        elif is_address(lines[i]):
            is_near = has_source and (not is_list or seen <= _FIRST + 1)
            if is_near and is_article_address(lines[i].strip()):
                clues.urls.append((lines[i].strip(), i, None))
        elif shape == LINKED and not is_list:
            _ask_link(survey, clues, i)
        elif shape == LABELS and seen <= 2 * _FIRST and ":" in lines[i]:
            clues.labels.append((lines[i].partition(":")[2].strip(), i, None))


def _ask_owner(survey: Survey, clues: Clues, i: int, rule: str | None) -> None:
    found = owner(survey.lines[i], survey.lexicon)
    if found is not None:
        name, is_theme = found
        clues.owners = [clue for clue in clues.owners if clue[1] != i]
        (clues.sites if is_theme else clues.owners).append((name, i, rule))


def _ask_date(survey: Survey, clues: Clues, i: int) -> None:
    reading = survey.dates[i]
    if reading.iso is not None:
        found = clues.modified if is_update(survey.keys[i]) else clues.dates
        found.append((reading, (survey.lines[i].strip(), i, None)))
        ask_behind(clues, survey.lines[i], i, None)


def _ask_link(survey: Survey, clues: Clues, i: int) -> None:
    """`Story link: https://…/2016/02/manhole-fires`: a label, and the address of an article."""
    text = survey.lines[i].strip()
    label, _, address = text.rpartition(" ")
    if "//ift.tt/" in address:
        clues.feeds.append((label.strip(), i, None))
        clues.urls.append((address, i, None))
        return
    if len(label) <= _LABEL_CHARS and label.endswith((":", "：")) and is_article_address(address):
        clues.urls.append((address, i, None))


def is_article_address(address: str) -> bool:
    """Whether an address leads to an article: a path below a host that is no social network."""
    host, _, path = address.strip("<>").partition("://")[2].partition("/")
    if host.lower().removeprefix("www.").removeprefix("m.") in words("social"):
        return False
    return bool(path.strip("/")) and (len(path) >= 5 or "ift.tt" in host)


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
    if last is not None and survey.lines[last].rstrip().endswith(_CUT_ENDS):
        return True
    first = survey.after(survey.tail_start - 1)
    return any(
        i is not None and i in survey.hits and survey.hits[i][0].family == "read-more"
        for i in (last, first)
    )
