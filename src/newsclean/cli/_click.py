"""Options that several commands share, as click sees them."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from typing import Any, TypeVar

import click

from newsclean.cli._app import show
from newsclean.cli._color import is_terminal, wants_color
from newsclean.cli._idle import check_idle
from newsclean.cli._inputs import is_asked, paths_from
from newsclean.cli._options import Options
from newsclean.document import INPUTS, PROFILES
from newsclean.errors import UsageError
from newsclean.formats import KINDS
from newsclean.languages import tag_of
from newsclean.readers.files import STDIN

F = TypeVar("F", bound=Callable[..., Any])


def helped(short: str) -> Callable[[F], F]:
    """`-h` for one screen with examples first, `--help` for all."""

    def show_short(ctx: click.Context, param: click.Parameter, value: bool) -> None:
        if value and not ctx.resilient_parsing:
            show(short)
            ctx.exit()

    def show_all(ctx: click.Context, param: click.Parameter, value: bool) -> None:
        if value and not ctx.resilient_parsing:
            from newsclean.cli._examples import told

            name = ctx.command_path.partition(" ")[2]
            show(f"{ctx.get_help()}\n{told(name)}")
            ctx.exit()

    def decorate(function: F) -> F:
        for name, callback, text in (
            ("--help", show_all, "All options, exit codes; then exit."),
            ("-h", show_short, "One screen of help with examples; then exit."),
        ):
            function = click.option(
                name, name.strip("-") + "_wanted", is_flag=True, is_eager=True,
                expose_value=False, callback=callback, help=text,
            )(function)  # fmt: skip
        return function

    return decorate


def _split(ctx: click.Context, param: click.Parameter, value: tuple[str, ...]) -> list[str] | None:
    names = [name.strip() for part in value for name in part.split(",")]
    return [name for name in names if name] if value else None


def _some(ctx: click.Context, param: click.Parameter, value: tuple[str, ...]) -> list[str] | None:
    names = _split(ctx, param, value)
    if names == []:
        raise UsageError(f"--{param.name}: at least one name is wanted")
    return names


def _seconds(ctx: click.Context, param: click.Parameter, value: float | None) -> float | None:
    if value is not None and not 0 < value < float("inf"):  # nor NaN
        raise UsageError(f"--timeout {value:g}: a number of seconds above 0 is wanted")
    return value


def _language(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    if value is not None and tag_of(value) is None:
        raise UsageError(f"--lang {value}: a tag like en, pt-BR or zh-Hant is wanted")
    return value


def _paths(ctx: click.Context, param: click.Parameter, value: tuple[str, ...]) -> list[str] | None:
    return list(value) or None


def configured(function: F) -> F:
    """Options that say which rules and which configuration are in force."""
    files: Any = {"multiple": True, "metavar": "FILE", "callback": _paths,
                  "type": click.UNPROCESSED}  # fmt: skip
    for option in reversed((
        click.option("--rules", help="Rules of your own: a rule pack (TOML; repeatable; - is "
                     "standard input).", **files),
        click.option("--phrases", help="Remove the lines that stand in FILE, one phrase a line "
                     "(repeatable; - is standard input).", **files),
        click.option("--config", metavar="FILE",
                     help="Settings from FILE instead of the nearest newsclean.toml."),
        click.option("--no-config", is_flag=True, help="No configuration file at all."),
    )):  # fmt: skip
        function = option(function)
    return function


def judging(function: F) -> F:
    """Options that say which filters run, and how."""
    names: Any = {"multiple": True, "metavar": "NAMES", "callback": _split}
    for option in reversed((
        click.option("--select", help="Run only these filters or groups (comma or repeated).",
                     **{**names, "callback": _some}),
        click.option("--extend-select", help="Run these too.", **names),
        click.option("--ignore", help="Do not run these; wins over the others.", **names),
        click.option("--confidence", type=click.FLOAT, metavar="P",
                     help="Keep lines marked with less than P (0 to 1)."),
        configured,
        click.option("--segments", type=click.Choice(("auto", "always", "never")),
                     metavar="WHEN",
                     help="Judge the sentences of a line like lines: auto (where the text is one "
                          "line), always (in every long line) or never."),
        click.option("--profile", type=click.Choice(PROFILES), metavar="WHAT",
                     help="What the texts are: reposts, or dumps of whole pages; auto (default) "
                     "lets each text tell."),
    )):  # fmt: skip
        function = option(function)
    return function


def reading(function: F) -> F:
    """Options that say how texts and pages are read."""
    for option in reversed((
        click.option("--captions/--no-captions", default=None,
                     help="Keep the captions of an HTML page's pictures (default: most go)."),
        click.option("--fix-text", is_flag=True, default=None,
                     help="Repair mojibake first (cafÃ© is café). Alters the text; needs ftfy: "
                     "pip install 'newsclean[fix]'."),
    )):  # fmt: skip
        function = option(function)
    return function


def cleaning(function: F) -> F:
    """Options of a cleaner."""
    for option in reversed((
        judging,
        click.option("--input", type=click.Choice((*INPUTS, *KINDS)), metavar="KIND",
                     help="What the inputs are: text, html; of many documents jsonl, json, csv, "
                     "tsv, parquet, arrow, warc, wet, feed; auto (default) lets them tell."),
        reading,
    )):  # fmt: skip
        function = option(function)
    return function


def choosing(function: F) -> F:
    """Options that say which filters run, and what the caller knows of the text."""
    for option in reversed((
        cleaning,
        click.option("--title", metavar="TEXT", help="The article's title, if you know it."),
        click.option("--url", metavar="URL", help="Where the text was scraped, if you know it."),
        click.option("--lang", metavar="TAG", callback=_language,
                     help="The text's language (en, pt-BR …)."),
        encoded,
        click.option("--files0-from", metavar="FILE",
                     help="Read NUL-separated input names from FILE (- is standard input)."),
        click.option("--files-from", metavar="FILE",
                     help="The same with a name a line."),
    )):  # fmt: skip
        function = option(function)
    return function


def of_fields(function: F) -> F:
    """Options that name the fields of records that are read."""
    field: Any = {"metavar": "NAME"}
    for option in reversed((
        click.option("--text-field", help="The field that holds the text (default: text).",
                     **field),
        click.option("--id-field", help="The field with the record's id.", **field),
        click.option("--title-field", help="The field with the article's title.", **field),
        click.option("--url-field", help="The field with the address it was scraped from.",
                     **field),
        click.option("--lang-field", help="The field with the language's tag.", **field),
    )):  # fmt: skip
        function = option(function)
    return function


def told_fields(function: F) -> F:
    """Options that name the fields of records that are read, and those that are written."""
    for option in reversed((
        of_fields,
        click.option("--output-field", metavar="NAME",
                     help="Write the clean text into this field, and leave the text's own as it "
                     "is."),
        click.option("--fields", multiple=True, metavar="NAMES", callback=_some,
                     help="Write only these fields of newsclean's record (comma or repeated)."),
        click.option("--no-removed", is_flag=True,
                     help="Leave the removed lines out of the record."),
    )):  # fmt: skip
        function = option(function)
    return function


def of_records(function: F) -> F:
    """Options for inputs that hold many documents, and for outputs that hold many records."""
    flag: Any = {"is_flag": True}
    for option in reversed((
        told_fields,
        click.option("--removed", metavar="FILE",
                     help="Write the removed lines to FILE, as JSON lines."),
        click.option("--skip-empty", help="Leave out documents of which nothing is left.", **flag),
        click.option("--only-changed", help="Write only documents that lose something.", **flag),
        click.option("--guard-formulas", help="Put an apostrophe before CSV cells that a "
                     "spreadsheet would take for formulas.", **flag),
    )):  # fmt: skip
        function = option(function)
    return function


def encoded(function: F) -> F:
    """The option that says what bytes are."""
    return click.option(
        "--encoding", metavar="NAME",
        help="The input's encoding, where it is not UTF-8 and cannot be told.",
    )(function)  # fmt: skip


def limited(function: F) -> F:
    """The option that says how long a document may be."""
    return click.option(
        "--max-bytes", metavar="SIZE", callback=_size,
        help="Refuse documents of more than SIZE bytes (10K, 5M, 1G); in records of more than 16M "
        "by default.",
    )(function)  # fmt: skip


def walking(function: F) -> F:
    """Options that say which files of directories are read."""
    patterns: Any = {"multiple": True, "metavar": "GLOB"}
    for option in reversed((
        click.option("--include", help="Of directories read only what GLOB fits, a pattern as in "
                     ".gitignore (repeatable).", **patterns),
        click.option("--exclude", help="Of directories leave out what GLOB fits (repeatable).",
                     **patterns),
        click.option("--hidden", is_flag=True, help="Of directories read hidden files, too."),
        click.option("--no-ignore", is_flag=True, help="Read what .gitignore files leave out."),
        click.option("--follow", is_flag=True, help="Follow links."),
        limited,
    )):  # fmt: skip
        function = option(function)
    return function


def in_processes(function: F) -> F:
    """By how many processes."""
    return click.option(
        "-j", "--jobs", type=click.IntRange(0), metavar="N",
        help="Clean in N processes; 0 is one for each core, the default where there is much to do.",
    )(function)  # fmt: skip


def gathering(function: F) -> F:
    """The same, and by how many processes, and what becomes of failures."""
    for option in reversed((
        walking,
        in_processes,
        click.option("--timeout", type=click.FLOAT, metavar="SECONDS", callback=_seconds,
                     help="Give up on an input that takes longer."),
        click.option("--errors", metavar="FILE", help="Write a JSON line for each failure, too."),
        click.option("--no-progress", is_flag=True, help="No progress bar at a terminal."),
    )):  # fmt: skip
        function = option(function)
    return function


def _size(ctx: click.Context, param: click.Parameter, value: str | None) -> int | None:
    if value is None:
        return None
    found = re.fullmatch(r"(\d{1,15})([kKmMgG]?)[bB]?", value)
    if found is None or not int(found[1]):
        raise UsageError(f"--max-bytes {value}: a number is wanted, like 500000, 500K, 20M or 1G")
    return int(found[1]) * {"": 1, "k": 10**3, "m": 10**6, "g": 10**9}[found[2].lower()]


def reading_many(function: F) -> F:
    """Options that say which documents are read, one after the other."""
    for option in reversed((
        click.option("--input", type=click.Choice((*INPUTS, *KINDS)), metavar="KIND",
                     help="What the inputs are, where they do not tell; as for clean."),
        encoded,
        click.option("--files0-from", metavar="FILE",
                     help="Read NUL-separated input names from FILE (- is standard input)."),
        click.option("--files-from", metavar="FILE", help="The same with a name a line."),
        of_fields,
        walking,
    )):  # fmt: skip
        function = option(function)
    return function


def reading_all(function: F) -> F:
    """Options of commands that read every document before they say anything."""
    return reading_many(
        click.option("--no-progress", is_flag=True, help="No progress bar at a terminal.")(function)
    )


def common(function: F) -> F:
    """Options of every command that reads texts."""
    for option in reversed((
        click.option("--color", type=click.Choice(("auto", "always", "never")), default="auto",
                     envvar="NEWSCLEAN_COLOR", metavar="WHEN",
                     help="Colour explain and --diff: auto, always or never."),
        click.option("-q", "--quiet", is_flag=True, help="Errors only, no warnings."),
        click.option("--debug", is_flag=True, help="Show tracebacks of internal errors."),
    )):  # fmt: skip
        function = option(function)
    return function


def options_of(values: dict[str, Any]) -> Options | None:
    """What click read, as options; None when there is no input but a terminal."""
    options = Options()
    paths = list(values.pop("paths"))
    lists = [(name, path, end) for name, path, end in (
        ("--files0-from", values.pop("files0_from"), b"\0"),
        ("--files-from", values.pop("files_from"), b"\n"),
    ) if path is not None]  # fmt: skip
    options.color = wants_color(values.pop("color"))
    for name, value in values.items():
        setattr(options, name, value)
    if lists:
        option, list_path, end = lists[0]
        if paths or len(lists) > 1:
            other = lists[1][0] if len(lists) > 1 else "file names"
            raise UsageError(f"{option} and {other} exclude each other")
        if list_path == STDIN and is_asked(options.rules, options.phrases):
            from newsclean.cli._packs import check_stdin

            check_stdin(options.rules, options.phrases, "the names of the texts")
        options.paths = paths_from(list_path, option, end)
    elif paths:
        options.paths = paths
    elif is_terminal(0):
        return None
    return options


def start(options: Options) -> int:
    """Do it: by the short way for files and pipes, or as a batch; the exit code."""
    check_idle(options)
    if _is_batch(options):
        from newsclean.cli._batch import run_batch

        return run_batch(options)
    from newsclean.cli._run import run

    return run(options)


def _is_batch(options: Options) -> bool:
    """Whether there are directories to read or to write, or more than one process is to do it."""
    output = options.output
    return (
        options.in_place
        or options.dry_run
        or options.backup is not None
        or options.errors is not None
        or options.removed is not None
        or options.jobs is not None
        or options.timeout is not None
        or (output is not None and (output.endswith(("/", os.sep)) or os.path.isdir(output)))
        or any(path != STDIN and os.path.isdir(path) for path in options.paths)
    )
