"""Pages without their articles: what known sites, themes and plugins put around and between them.

Written from memory of such pages, in their own languages, none of the corpora; a file a language
below `templates/`. A template begins with `# name`, then a row for each line of the page:
`drop` or `either`, a tab, the line; `title`, where the headline stands; `body`, where one or more
paragraphs do; `blank`. A line may hold `{title}`, the article's headline.
"""

from __future__ import annotations

import zlib
from functools import cache
from pathlib import Path
from typing import NamedTuple

TITLE, BODY, BLANK = "title", "body", "blank"
_FOLDER = Path(__file__).with_suffix("")


class Template(NamedTuple):
    """rows: what a line is, and the line; "" for a place of the article's."""

    name: str
    language: str
    rows: list[tuple[str, str]]


@cache
def templates() -> list[Template]:
    """All of them, in the order of languages."""
    found = []
    for path in sorted(_FOLDER.glob("*.tsv")):
        for line in path.read_text(encoding="utf-8").split("\n"):
            if line.startswith("# ") and "\t" not in line:
                found.append(Template(line[2:], path.stem, []))
            elif line:
                what, _, text = line.partition("\t")
                found[-1].rows.append((what, text))
    return found


def of_fold(fold: int, folds: int) -> list[Template]:
    """A fold's share of the templates, told by their names."""
    return [one for one in templates() if zlib.crc32(one.name.encode()) % folds == fold]
