"""Options that would do nothing: refused where the command line tells, else said at the end.

Whoever asks for something believes that it was done; so no option is read and then forgotten.
"""

from __future__ import annotations

import os

from newsclean.cli._options import FIELDS, Options
from newsclean.cli._report import report
from newsclean.errors import InputError, UsageError
from newsclean.readers.files import STDIN

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

# Options that say what is written of records.
_WRITTEN = ("fields", "no_removed", "output_field", "guard_formulas", "skip_empty", "only_changed")
_OF_DIRECTORIES = ("include", "exclude", "hidden", "no_ignore", "follow")
# Kinds of records that have fields, and those whose texts come as bytes.
_WITH_FIELDS = ("jsonl", "json", "csv", "tsv", "parquet", "arrow")
_IN_BYTES = ("csv", "tsv", "warc", "wet", None)
_TABLES = ("csv", "tsv")
_RECORDS = (*_TABLES, "json", "jsonl", "parquet")


def is_given(options: Options, name: str) -> bool:
    """Whether the command line says something else than the default."""
    return getattr(options, name) not in (None, False, ())


def flag_of(name: str) -> str:
    """An option as it is typed."""
    return "--" + name.replace("_", "-")


def check_idle(options: Options) -> None:
    """Refuse, before anything is read, what can do nothing; warn where it may be meant for more."""
    output = options.output
    is_tree = output is not None and (output.endswith(("/", os.sep)) or os.path.isdir(output))
    if options.force and not is_tree:
        raise UsageError("--force goes with -o DIR/")
    for name in FIELDS:
        if getattr(options, name) == "":
            raise UsageError(f"{flag_of(name)}: the name of a field is wanted")
    if options.in_place:
        _refuse(options, (*FIELDS, *_WRITTEN[:-1]), "-i is for texts as they are")
    for flag in ("check", "diff"):
        if getattr(options, flag):
            _refuse(options, (*_WRITTEN, "concat"), f"--{flag} writes no result")
    if options.concat:
        _check_concat(options, is_tree)
    if options.format == "text":
        _refuse(options, ("fields", "no_removed"), "-f text has no record")
    if options.guard_formulas and options.format not in (None, *_TABLES):
        raise UsageError(f"--guard-formulas is for {_meant_for('guard_formulas')}")
    if options.encoding is not None and options.input not in (*_IN_BYTES, "auto", "text", "html"):
        meant = _meant_for("encoding")
        raise UsageError(f"--encoding is for {meant}; {options.input} tells its own")
    if options.quiet or any(path != STDIN and os.path.isdir(path) for path in options.paths):
        return
    for name in _OF_DIRECTORIES:
        if is_given(options, name) and not (name == "follow" and options.in_place):
            report(None, f"warning: {flag_of(name)} is for directories, and none is given")


def _check_concat(options: Options, is_tree: bool) -> None:
    """Refuse `--concat` where nothing is put below anything, and what a text cannot hold."""
    if is_tree or options.in_place:
        raise UsageError("--concat makes one text of many; leave it out, or name a FILE with -o")
    if options.format in _RECORDS:
        raise UsageError(f"--concat is for texts, and -f {options.format} writes records; leave "
                         "one of them out")  # fmt: skip
    _refuse(options, ("fields", "no_removed", "guard_formulas"), "--concat writes no records")


def _refuse(options: Options, names: Iterable[str], why: str) -> None:
    for name in names:
        if is_given(options, name):
            raise UsageError(f"{why}; leave out {flag_of(name)}")


def used_by(kind: str | None, form: str) -> frozenset[str]:
    """What options did something for an input.

    kind: of its records; None for a text or page. form: the format that was written.
    """
    used: list[str] = []
    if kind in _WITH_FIELDS:
        used += FIELDS
    if kind in _IN_BYTES:
        used.append("encoding")
    if form in _TABLES:
        used.append("guard_formulas")
    if form in _RECORDS:
        used += ("fields", "no_removed")
    return frozenset(used)


def refuse_idle(options: Options, kind: str | None, form: str) -> None:
    """InputError where an option does nothing for the only input, whose kind is known now."""
    for name in _idle(options, used_by(kind, form)):
        shown = form if name == "guard_formulas" else kind
        what = "a text or a page" if shown is None else shown
        raise InputError(f"{flag_of(name)} is for {_meant_for(name)}, and this is {what}")


def warn_of_idle(options: Options, used: Iterable[str]) -> None:
    """Say at the end of a run which options did nothing for any of its inputs."""
    for name in () if options.quiet else _idle(options, used):
        report(None, f"warning: {flag_of(name)} did nothing; it is for {_meant_for(name)}")


def _idle(options: Options, used: Iterable[str]) -> list[str]:
    names = (*FIELDS, "fields", "no_removed", "encoding", "guard_formulas")
    return [name for name in names if is_given(options, name) and name not in used]


def _meant_for(name: str) -> str:
    told = {"encoding": "texts, pages and sheets", "guard_formulas": "-f csv and -f tsv",
            "fields": "records, -f jsonl", "no_removed": "records, -f jsonl"}  # fmt: skip
    return told.get(name, "records with fields")
