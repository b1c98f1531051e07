"""`explain --why-kept`: single lines instead of the whole text."""

from __future__ import annotations

from collections.abc import Iterable

from newsclean.cleaner import Cleaner
from newsclean.cli._options import Options
from newsclean.cli._report import display_name
from newsclean.cli._tell import shown
from newsclean.emitters import why as emitter
from newsclean.emitters.pieces import line_count
from newsclean.errors import InputError
from newsclean.messages import counted
from newsclean.result import Result
from newsclean.why import Watch


def told(result: Result, cleaner: Cleaner, path: str, options: Options) -> Iterable[bytes]:
    """What is said of the lines that were asked about. InputError where there is none such."""
    total = line_count(result.document)
    for number in options.why_kept:
        if number > total:
            raise InputError(f"--why-kept {number}: the text has {counted(total, 'line')}")
    watch = Watch(cleaner, result)
    whys = [watch.of(number - 1) for number in options.why_kept]
    if options.format == "jsonl":
        return emitter.jsonl(whys, result.source.id)
    name = display_name(path)
    return shown(emitter.rows(whys, name), name, options)
