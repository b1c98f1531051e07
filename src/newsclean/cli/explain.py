"""`newsclean explain`: the whole text, and why each removed line goes."""

from __future__ import annotations

from typing import Any

import click

from newsclean.cli._click import choosing, common, gathering, helped, options_of, start
from newsclean.cli._report import say

SHORT_HELP = """\
newsclean explain shows the whole text, removed lines with filter and reason.

  newsclean explain post.txt                 - removed, ? kept in doubt
  newsclean explain post.txt --color always | less -R
  newsclean explain *.txt -f jsonl           a JSON object a line
  newsclean explain post.txt -f svg > post.svg

Usage: newsclean explain [OPTIONS] [PATH]...     - or no PATH is standard input

  -f FORMAT      text, jsonl or svg        --color WHEN   auto, always or never
  --select, --extend-select, --ignore      filters or groups
  --confidence P keep what is less sure    --help         all options
"""


@click.command("explain", add_help_option=False, context_settings={"max_content_width": 100})
@click.argument("paths", nargs=-1, type=click.UNPROCESSED, metavar="[PATH]...")
@click.option(
    "-f",
    "--format",
    type=click.Choice(("text", "jsonl", "svg")),
    default="text",
    help="text (default), jsonl (an object for each line) or svg (a picture).",
)
@choosing
@gathering
@common
@helped(SHORT_HELP)
def command(**values: Any) -> int:
    """Show the whole text, removed lines marked with filter and reason.

    Control characters of the text are shown as escapes, never sent to the terminal.
    """
    options = options_of(values)
    if options is None:
        for line in SHORT_HELP.rstrip().split("\n"):
            say(line)
        return 2
    options.explain = True
    return start(options)
