"""The names and dates of one byline: `by Jane Doe | Mar 9, 2021 | News, Local`."""

from __future__ import annotations

from newsclean.dates import find_date, read_date
from newsclean.fields.original import original, shown
from newsclean.fields.people import are_names, is_name
from newsclean.fields.updates import dates_in
from newsclean.fields.words import words
from newsclean.fold import fold

TYPE_CHECKING = False
if TYPE_CHECKING:
    from newsclean.fields.clues import Clues
    from newsclean.lexicon import Row

_BETWEEN = " -–—|,·•"  # between a name and its date
_BARS = (" | ", " · ", " • ", " / ")
_OF_CLOCK = 3  # words between the digits of a time and the name: `AM by`, `(GMT+1) by`, `Uhr von`


def ask_author(clues: Clues, line: str, value: str, i: int, row: Row, is_last: bool) -> None:
    """A name, and what theme and language put behind it: `Andi Pratama à 3:21 PM`."""
    found = original(line, value, is_last=is_last)
    if found is None:
        return
    name, when = found.strip(), ""
    has_digits = any(map(str.isdigit, name))
    if has_digits:
        parts = _behind_bars(name)
        name, when = (parts[0], parts[1]) if parts else cut_time(name)
        name = name.strip(_BETWEEN)
    if row.risk == "high" and not are_names(name):
        return  # `By the numbers`
    if has_digits:
        ask_date(clues, line, when or found, i, row)
        clues.labels += [(label, i, row.id) for label in parts[2:]]
    if name:
        clues.authors.append((name, i, row.id))


def _behind_bars(text: str) -> list[str]:
    """Name, date and categories where bars part them; nothing where they do not.

    A part behind the date that holds digits counts something: comments, minutes to read.
    """
    bar = next((bar for bar in _BARS if bar in text), None)
    name, *rest = [text] if bar is None else text.split(bar)
    at = next((n for n, part in enumerate(rest) if read_date(part) is not None), None)
    if at is None or any(map(str.isdigit, name)):
        return []
    behind = [part for part in rest[at + 1 :] if not any(map(str.isdigit, part))]
    return [name, rest[at], *behind]


def cut_time(text: str) -> tuple[str, str]:
    """Cut `John Carter at Thursday, January 07, 2021 10:45` where a date or a time begins."""
    tokens = text.split()
    first = next((n for n, token in enumerate(tokens) if any(map(str.isdigit, token))), 1)
    for at in range(max(1, first - 3), len(tokens)):  # a weekday, a month before the number
        when = " ".join(tokens[at:])
        if read_date(when) is not None:
            # The word between is a preposition: at, um, à, 時刻:, vào lúc.
            names = tokens[:at]
            while len(names) > 1 and (names[-1].islower() or names[-1].endswith((":", "："))):
                names.pop()
            if len(names) > 1 and not names[-1][0].isupper() and names[0][0].isupper():
                names.pop()
            return " ".join(names), when
    return "", ""


def ask_date(clues: Clues, line: str, value: str, i: int, row: Row | None) -> None:
    """A date behind a wording, `Updated on …` apart from `Posted on …`."""
    reading = read_date(value)
    raw = None if reading is None else original(line, fold(value))
    if reading is None:
        reading = find_date(value)
    if reading is None or reading.iso is None:
        return
    rule = row.id if row else None
    ask_behind(clues, line, i, rule)
    for one, part, is_late in dates_in(line, reading):
        told = raw if part is line and raw else part
        (clues.modified if is_late else clues.dates).append((one, (shown(told), i, rule)))


def ask_behind(clues: Clues, line: str, i: int, rule: str | None) -> None:
    """A name behind the date: `Posted on July 25, 2018 by John Carter`."""
    tokens = line.split()
    at = len(tokens)
    while at and not any(map(str.isdigit, tokens[at - 1])):
        at -= 1
    behind = tokens[at:]
    # `11:05 AM by Jane Doe`: what belongs to the clock stands before the preposition.
    by = next((n for n, word in enumerate(behind[:_OF_CLOCK]) if fold(word) in words("by")), 0)
    if len(behind) > by + 1 and behind[by].islower():  # by, von, par
        name = " ".join(behind[by + 1 :]).rstrip(".")
        if is_name(name):
            clues.authors.append((name, i, rule))
