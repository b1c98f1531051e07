"""`newsclean explain`: the whole text, and why each removed line goes."""

from __future__ import annotations

import os
from typing import Any

import click

from newsclean.cli._click import choosing, common, gathering, helped, options_of, start
from newsclean.cli._color import is_terminal
from newsclean.cli._report import say
from newsclean.errors import UsageError

SHORT_HELP = """\
newsclean explain shows the whole text, removed lines with filter and reason.

  newsclean explain post.txt                 - removed, ? kept in doubt
  newsclean explain post.txt --context 1     what goes, and a line beside it
  newsclean explain posts/ --removed-only    what goes from every file
  newsclean explain *.txt -f jsonl           a JSON object a line
  newsclean explain post.txt -f html > post.html   a page; -f svg: a picture

Usage: newsclean explain [OPTIONS] [PATH]...     - or no PATH is standard input

  -f FORMAT      text, jsonl, html or svg  --color WHEN   auto, always or never
  --removed-only, --context N              only what goes, and what is beside it
  --why-kept LINE  which signs spoke for that line and against it
  --no-pager     a terminal gets one       --help         all options
  --select, --extend-select, --ignore      filters or groups
  --confidence P keep what is less sure
"""


@click.command("explain", add_help_option=False, context_settings={"max_content_width": 100})
@click.argument("paths", nargs=-1, type=click.UNPROCESSED, metavar="[PATH]...")
@click.option(
    "-f",
    "--format",
    type=click.Choice(("text", "jsonl", "html", "svg")),
    default="text",
    help="text (default), jsonl (an object for each line), html (a page of its own) or svg (a "
    "picture).",
)
@click.option("--removed-only", is_flag=True,
              help="Show only what is removed or cut, not what is kept.")  # fmt: skip
@click.option("--context", type=click.IntRange(0), metavar="N",
              help="Show only what is removed, with N kept lines above and below.")  # fmt: skip
@click.option("--why-kept", type=click.IntRange(1), multiple=True, metavar="LINE",
              help="Of one input tell why the line of this number stays: what spoke for and "
              "against it, which filter nearly took it, what it missed (repeatable).")  # fmt: skip
@click.option("--no-pager", is_flag=True,
              help="At a terminal write to it, and not to $PAGER or less.")  # fmt: skip
@choosing
@gathering
@common
@helped(SHORT_HELP)
def command(
    removed_only: bool, context: int | None, no_pager: bool, why_kept: tuple[int, ...],
    **values: Any,
) -> int:  # fmt: skip
    """Show the whole text, removed lines marked with filter and reason.

    Control characters of the text are shown as escapes, never sent to the terminal.
    """
    options = options_of(values)
    if options is None:
        for line in SHORT_HELP.rstrip().split("\n"):
            say(line)
        return 2
    options.explain = True
    options.why_kept = why_kept
    if why_kept:
        if removed_only or context is not None:
            other = "--removed-only" if removed_only else "--context"
            raise UsageError(f"--why-kept tells of single lines; leave out {other}")
        if len(options.paths) != 1 or os.path.isdir(options.paths[0]):
            raise UsageError("--why-kept is for exactly one input")
        for name in ("jobs", "timeout", "errors"):
            if getattr(options, name) is not None:
                raise UsageError(f"--why-kept is for exactly one input; leave out --{name}")
    options.around = 0 if removed_only and context is None else context
    options.pager = options.format == "text" and not no_pager and is_terminal(1)
    return start(options)
