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


def stamps(site: Site, rows: Iterable[Row]) -> Iterator[tuple[Finding, set[str]]]:
    """Each kind of writing above or below the paragraphs, with its lines.

    `July 04, 2020 at 07:16PM` is letters, digits and what stands between them: the months are not
    asked for, for a site writes them in its own language.
    """
    kinds: defaultdict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        line, _, zone, _ = row
        if zone == BODY or len(line) > _CHARS or not any(map(str.isdigit, line)):
            continue
        if shape(line)[0] == DATE:
            kinds[zone, _DIGITS.sub("0", _LETTERS.sub("a", line))].append(row)
    for (zone, kind), rows in kinds.items():
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
