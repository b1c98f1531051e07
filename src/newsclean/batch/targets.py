"""Where results go: below the output as their inputs stand below their argument."""

from __future__ import annotations

import os

from newsclean.errors import UsageError
from newsclean.formats import PAGES, WRITTEN, kind_by_name, split_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from newsclean.batch.walk import Found


def target_of(relative: str, form: str | None) -> str:
    """The name of a result: that of its input, with another ending where the format is another.

    form: None for that of the input: text for texts and pages, records for records.
    """
    stem, ending, _ = split_name(relative)
    kind, is_page = kind_by_name(relative), ending.lower() in PAGES
    if form is not None:
        own = {"text": kind is None and not is_page, "html": is_page}
        return stem + (ending if own.get(form) else WRITTEN[form])
    if kind is not None:
        return relative if kind in WRITTEN else stem + WRITTEN["jsonl"]
    return stem + (WRITTEN["text"] if is_page else ending)


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
