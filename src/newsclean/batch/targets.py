"""Where results go: below the output as their inputs stand below their argument."""

from __future__ import annotations

import os

from newsclean.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from newsclean.batch.walk import Found

# What an ending becomes when the result is of another kind than the input; text stays as it is.
_PAGES = (".html", ".htm", ".xhtml")
ENDINGS = {"text": ".txt", "json": ".json", "jsonl": ".jsonl", "markdown": ".md", "html": ".html"}


def target_of(relative: str, form: str) -> str:
    """The name of a result: that of its input, with another ending where the format is another."""
    stem, ending = os.path.splitext(relative)
    is_page = ending.lower() in _PAGES
    if (form == "text" and not is_page) or (form == "html" and is_page):
        return relative
    return stem + ENDINGS[form]


def targets(found: Iterable[Found], form: str, folder: str) -> list[str]:
    """The path of each result, below `folder`.

    UsageError when two inputs would share one, or a result's name is a folder of another.
    """
    seen: dict[str, str] = {}
    paths = []
    for one in found:
        name = target_of(one.relative, form)
        path = os.path.join(folder, name)
        if name in seen:
            raise UsageError(f"{seen[name]} and {one.path} would both become {path}; "
                             "give the directory that holds both")  # fmt: skip
        seen[name] = one.path
        paths.append(path)
    for name in seen:
        above = os.path.dirname(name)
        while above:
            if above in seen:
                raise UsageError(f"{seen[above]} would become {os.path.join(folder, above)}, "
                                 "which is the folder of other results")  # fmt: skip
            above = os.path.dirname(above)
    return paths
