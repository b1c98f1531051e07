"""Dates and clock times, as blogs and news sites print them in some fifty languages.

A line is cut into tokens, the table `phrases/dates.tsv` gives each a kind, and each kind has a
sign: `July 04, 2020 at 07:16PM` reads `M2,Yf2:2A`. One expression over signs is the grammar of all
languages; which token was what is worked out once for each row of signs and remembered.

No library does this here: dateparser takes 1 to 600 ms a line and reads `May`, `12` and `now` as
dates, and a footer has several such lines in a document that is cleaned in a fraction of one.
"""

from __future__ import annotations

from newsclean.dates.grammar import inner_plans, line_plan
from newsclean.dates.tokens import INDIC, fold, glued, join, resolve, tools
from newsclean.dates.values import DateReading, read

__all__ = ["DateReading", "find_date", "read_date"]

_LIMIT_CHARS = 64  # the longest date line met, doubled and with its zone, has 58
_FIND_LIMIT_CHARS = 256


def read_date(line: str) -> DateReading | None:
    """Read a line that is nothing but a date or a time; None for every other line.

    Cost: 12 to 23 µs for a date, 2 µs where the first word is no word of dates, on a machine where
    `sum(range(1000))` takes 35 µs.
    """
    if len(line) > _LIMIT_CHARS:
        return None
    table, find_tokens, find_letters, _ = tools()
    first = find_letters(line)
    if first is not None:
        word = first.group().casefold()
        if word not in table and word < INDIC and (word.isascii() or fold(word) not in table):
            after = line[first.end() : first.end() + 1]
            if after <= "z" and after not in {".", "'"}:  # p.m., d'agost
                return None
    tokens = find_tokens(fold(line))
    get = table.get
    entries = [get(token, "") for token in tokens]
    if "" in entries and not resolve(tokens, entries):
        return None
    signs = "".join([entry[0] for entry in entries])
    if "w" in signs:
        signs, entries = join(tokens, entries)
    plan = line_plan(signs)
    return read(plan, entries, line) if plan else None


def find_date(text: str) -> DateReading | None:
    """Read the first complete date inside a short line, with the time beside it.

    A month glued to a name before it is seen where capitals tell: `NAMENOVEMBER 22, 2017`.
    """
    table, find_tokens, _, find_year = tools()
    # Every complete date has a year of four digits, and most short lines have none.
    if len(text) > _FIND_LIMIT_CHARS or find_year(text) is None:
        return None
    raw = find_tokens(text)
    tokens = [fold(token) for token in raw]
    entries = [table.get(token) or glued(word) for token, word in zip(tokens, raw, strict=True)]
    resolve(tokens, entries, is_whole=False)
    signs, entries = join(tokens, entries)
    for plan in inner_plans(signs):
        reading = read(plan, entries, text)
        if reading is not None:
            return reading
    return None
