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
        if plain.lower().endswith(packing):
            plain = plain[: -len(packing)]
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
    """The path of each result, below `folder`; the same whatever the order of the inputs.

    Of files side by side that would share a result, `a.html` and `a.txt`, the one that is called
    so gives it its name, and the others keep their whole name: `a.html.txt`. UsageError when
    inputs of several places would share one, or a result's name is a folder of another.
    """
    inputs = list(found)
    names = [target_of(one.relative, form) for one in inputs]
    while shared := [group for group in _groups(names) if len(group) > 1]:
        for group in shared:
            _part(group, inputs, names, form, folder)
    seen = {name: one.path for name, one in zip(names, inputs, strict=True)}
    for name in seen:
        above = os.path.dirname(name)
        while above:
            if above in seen:
                raise UsageError(f"{seen[above]} would become {os.path.join(folder, above)}, "
                                 "which is the folder of other results")  # fmt: skip
            above = os.path.dirname(above)
    return [os.path.join(folder, name) for name in names]


def _groups(names: list[str]) -> Iterable[list[int]]:
    """The places of each name."""
    places: dict[str, list[int]] = {}
    for n, name in enumerate(names):
        places.setdefault(name, []).append(n)
    return places.values()


def _part(
    group: list[int], inputs: list[Found], names: list[str], form: str | None, folder: str
) -> None:
    """Give inputs that share a name others; the shortest that tell them apart."""
    first = inputs[group[0]]
    for n in group[1:]:
        other = inputs[n]
        if other.relative == first.relative or _place(other) != _place(first):
            # `find posts -print0` names directories and what is in them.
            is_one = os.path.abspath(other.path) == os.path.abspath(first.path)
            way_out = ("they are one file: name it, or a directory that holds it, but not both"
                       if is_one else "give the directory that holds both")  # fmt: skip
            raise UsageError(f"{first.path} and {other.path} would both become "
                             f"{os.path.join(folder, names[n])}; {way_out}")  # fmt: skip
    ending = os.path.splitext(names[group[0]])[1] or ".txt"
    others = [n for n in group if names[n] != inputs[n].relative]
    short = [n for n in others if names[n] == target_of(inputs[n].relative, form)]
    for n in short:
        names[n] = inputs[n].relative + ending
    for n in () if short else others:
        names[n] += ending


def _place(one: Found) -> str:
    return os.path.dirname(os.path.abspath(one.path))
