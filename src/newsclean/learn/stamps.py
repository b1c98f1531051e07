"""Lines that are a date: the same kind of writing in every post, and never the same line."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from newsclean.learn.finding import Finding
from newsclean.learn.site import BODY, LEAST_ARTICLES, Row, Site
from newsclean.shapes import DATE, shape

_CHARS = 64
_LETTERS, _DIGITS = re.compile(r"[^\W\d_]+"), re.compile(r"\d+")
_ANY_LETTERS, _ANY_DIGITS = r"[^\W\d_]+", r"\d+"


class _Kinds(dict[str, str | None]):
    """How a line is written that may be a date, None for others; each is looked at once."""

    def __missing__(self, line: str) -> str | None:
        found = None
        if len(line) <= _CHARS and any(map(str.isdigit, line)):
            found = _DIGITS.sub("0", _LETTERS.sub("a", line))
        self[line] = found
        return found


class _Dates(dict[str, bool]):
    """Whether a line is a date; each is looked at once."""

    def __missing__(self, line: str) -> bool:
        found = self[line] = shape(line)[0] == DATE
        return found


def stamps(site: Site, rows: Iterable[Row]) -> Iterator[tuple[Finding, set[str]]]:
    """Each kind of writing above or below the paragraphs, with its lines.

    `July 04, 2020 at 07:16PM` is letters, digits and what stands between them: the months are not
    asked for, for a site writes them in its own language.
    """
    kinds: defaultdict[tuple[str, str], list[Row]] = defaultdict(list)
    kind_of = _Kinds()
    for row in rows:
        kind = None if row[2] == BODY else kind_of[row[0]]
        if kind is not None:
            kinds[row[2], kind].append(row)
    dates = _Dates()
    for (zone, kind), alike in kinds.items():
        if len(alike) < site.least:
            continue
        rows = [row for row in alike if dates[row[0]]]
        articles = len({article for _, article, _, _ in rows})
        lines = dict.fromkeys(line for line, *_ in rows)
        if articles >= site.least and len(lines) >= LEAST_ARTICLES:
            pattern = re.escape(kind).replace("\\ ", " ")
            pattern = pattern.replace("a", _ANY_LETTERS).replace("0", _ANY_DIGITS)
            share = articles / site.total
            finding = Finding(pattern=pattern, articles=articles, share=share, position=zone,
                              examples=list(lines))  # fmt: skip
            finding.times = len(rows)
            yield finding, set(lines)
