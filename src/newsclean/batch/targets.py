"""Where results go: below the output as their inputs stand below their argument."""

from __future__ import annotations

import os

from newsclean.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from newsclean.batch.walk import Found

_PAGES = (".html", ".htm", ".xhtml")
_TABLES = (".jsonl", ".ndjson", ".json", ".csv", ".tsv", ".parquet")  # come out as they came in
_CRAWLS = (".warc", ".wet", ".rss", ".atom", ".arrow", ".feather")  # come out as JSON lines
_PACKINGS = (".gz", ".zst", ".bz2", ".xz")
_ENDINGS = {"text": ".txt", "json": ".json", "jsonl": ".jsonl", "markdown": ".md", "html": ".html",
            "csv": ".csv", "tsv": ".tsv", "parquet": ".parquet"}  # fmt: skip


def target_of(relative: str, form: str | None) -> str:
    """The name of a result: that of its input, with another ending where the format is another.

    form: None for that of the input: text for texts and pages, records for records.
    """
    plain = relative
    for packing in _PACKINGS:
        plain = plain.removesuffix(packing)
    stem, ending = os.path.splitext(plain)
    kind = ending.lower()
    if form is not None:
        own = {"text": kind not in (*_PAGES, *_TABLES, *_CRAWLS), "html": kind in _PAGES}
        return plain if own.get(form) else stem + _ENDINGS[form]
    if kind in _TABLES:
        return relative
    if kind in _CRAWLS:
        return stem + ".jsonl"
    return stem + ".txt" if kind in _PAGES else plain


def targets(found: Iterable[Found], form: str | None, folder: str) -> list[str]:
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
