"""`newsclean [clean]`: texts in, their articles out."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any

import click

from newsclean.cli import COMMANDS
from newsclean.cli._app import show
from newsclean.cli._click import (
    choosing,
    common,
    gathering,
    helped,
    of_records,
    options_of,
    start,
)
from newsclean.cli._output import is_special
from newsclean.cli._report import say
from newsclean.errors import UsageError
from newsclean.formats import WRITTEN, split_name
from newsclean.messages import nearest

SHORT_HELP = """\
newsclean takes boilerplate out of scraped news text and tells why.

  newsclean post.txt                      clean text to standard output
  some-scraper | newsclean > article.txt  as a filter
  newsclean posts/ -o clean/              a directory, what is new or changed
  newsclean posts/ -f jsonl > all.jsonl   a JSON record a file, with metadata
  newsclean page.html -f md --links       a page as Markdown, or -f html
  newsclean post.txt --diff               what would go; --check: exit code
  newsclean explain post.txt              the whole text, with reasons
  newsclean dump.jsonl.zst -o clean.jsonl.zst --text-field body

Usage: newsclean [OPTIONS] [PATH]...      - or no PATH is standard input

  -o FILE|DIR/, -i, --backup ENDING         where to
  -f text|json|jsonl|md|html|csv|parquet    as; --with-title, --links, --images
  --include, --exclude GLOB, -j N           which files, by how many processes
  --select, --extend-select, --ignore       filters or groups: newsclean filters
  --confidence P keep what is less sure     --encoding E   if it cannot be told
  --profile page, --input html, --segments  dumps of pages; HTML; cuts in lines
  --title, --url, --lang, --text-field      what you know of it; of records
  --rules, --phrases, --config, --no-config your rules: newsclean rules -h
  --check, --diff, --fail-empty, -q, -v     for scripts; less, more to read
  --help  all options, exit codes     newsclean report -h, learn -h, dedup -h
"""

EPILOG = """\
\b
Commands:
""" + "".join(f"  {name:12}{told}\n" for name, told in COMMANDS.items()) + """\
  A file that is called like a command is reached as ./filters or after --.

\b
Exit codes:
  0    done
  1    --check would change something, or --fail-empty met an empty result
  2    wrong usage, or at least one input failed (the others are done)
  130  interrupted

\b
Configuration: the nearest newsclean.toml, or [tool.newsclean] in a
pyproject.toml, in the input's folder or above, else the user's own,
newsclean/newsclean.toml in $XDG_CONFIG_HOME or ~/.config. Options win.

\b
Environment: NO_COLOR, FORCE_COLOR, NEWSCLEAN_COLOR (as --color),
NEWSCLEAN_CONFIG (as --config).
newsclean never uses the network and never asks questions.
"""


def _version(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    if not value or ctx.resilient_parsing:
        return
    import platform

    from newsclean import __version__
    from newsclean.lexicon import Lexicon

    tables = Lexicon().version
    show(f"newsclean {__version__} (tables {tables}, Python {platform.python_version()})\n")
    ctx.exit()


@click.command("clean", epilog=EPILOG, add_help_option=False,
               context_settings={"max_content_width": 100})  # fmt: skip
@click.argument("paths", nargs=-1, type=click.UNPROCESSED, metavar="[PATH]...")
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    help="Write to FILE (.txt, .json, .jsonl, .md, .html, .csv, .tsv or .parquet; compressed with "
    ".gz, .zst, .bz2 or .xz behind it), which appears whole or not at all; or to DIR/, a result "
    "for each input, only those that a run before did not make from the same.",
)
@click.option(
    "-f",
    "--format",
    type=click.Choice(("text", "json", "jsonl", "markdown", "md", "html", "csv", "tsv", "parquet")),
    help="text (default), json (one record; an array of those of a file of many), jsonl (a record "
    "a line), markdown (or md), html (a harmless fragment), csv, tsv or parquet; default with -o: "
    "by FILE's ending.",
)
@click.option("--with-title/--no-with-title", default=None,
              help="The headline above the text, in text, Markdown and HTML.")  # fmt: skip
@click.option("--links/--no-links", default=None, help="Addresses of links, in Markdown and HTML.")
@click.option("--images/--no-images", default=None,
              help="Images of the article, in Markdown and HTML.")  # fmt: skip
@click.option("--front-matter/--no-front-matter", default=None,
              help="What is known of the article, as YAML above its Markdown.")  # fmt: skip
@click.option("-i", "--in-place", is_flag=True,
              help="Rewrite the texts themselves, each whole or not at all.")  # fmt: skip
@click.option("--backup", metavar="ENDING", help="With -i: keep what was, as FILE + ENDING.")
@click.option("--force", is_flag=True, help="With -o DIR/: make all results anew.")
@click.option("--dry-run", is_flag=True, help="With -o DIR/ or -i: only say what would be written.")
@choosing
@click.option(
    "--check",
    is_flag=True,
    help="Write nothing; exit 1 and name the files if anything would be removed.",
)
@click.option("--diff", is_flag=True, help="Write a unified diff instead, for patch -p0.")
@click.option(
    "--comments/--no-comments",
    default=None,
    help="Of HTML pages: what readers wrote, as the field `comments` (-f json, jsonl).",
)
@click.option("--fail-empty", is_flag=True, help="Exit 1 if nothing is left of an input.")
@click.option("--utf8", is_flag=True, help="Write UTF-8, whatever the input's encoding.")
@click.option("--concat", is_flag=True, help="Write several texts one after the other.")
@of_records
@gathering
@common
@click.option("-v", "--verbose", is_flag=True, help="Say of every input what was removed.")
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_version,
    help="Version, tables, Python; then exit.",
)
@helped(SHORT_HELP)
def command(**values: Any) -> int:
    """Take the boilerplate out of scraped news text.

    PATH: text files, HTML pages, directories of them, or files of many documents (JSON lines, CSV,
    Parquet, WARC, feeds …), compressed or not; - or none is standard input. Lines go or stay
    as they are, never altered, in the input's own encoding, those of a page in UTF-8. From a text
    that is one line parts are cut, between sentences only.
    """
    _settle_output(values)
    _suspect_typo(values["paths"])
    options = options_of(values)
    if options is None:
        say_help()
        return 2
    return start(options)


def say_help() -> None:
    """Nothing to read and nobody to wait for: help at once, on standard error."""
    for line in SHORT_HELP.rstrip().split("\n"):
        say(line)


def _settle_output(values: dict[str, Any]) -> None:
    """Check where the output goes, and let the file's ending say the format."""
    if values["format"] == "md":
        values["format"] = "markdown"
    path, form = values["output"], values["format"]
    for flag in ("check", "diff"):
        if values[flag] and (path or form):
            other = "-o" if path else "-f"
            raise UsageError(f"--{flag} writes no result; leave out {other}")
    told = None
    if path is not None and path != "-":
        _, ending, packing = split_name(path)
        told = {ending: one for one, ending in WRITTEN.items()}.get(ending.lower())
        if os.path.isdir(path) or path.endswith(("/", os.sep)):
            values["format"] = form
            return
        if told is None and not is_special(path):
            raise UsageError(f"-o {path}: name a file that ends in "
                             f"{', '.join(WRITTEN.values())}, "
                             f"or a directory: {path}/")  # fmt: skip
        if told == "parquet" and packing:
            raise UsageError(f"-o {path}: Parquet is compressed inside; leave the last ending out")
    if form is not None and told is not None and not _fits(form, told):
        raise UsageError(f"-o {path}: -f {form} does not write what that name promises; "
                         "leave -f out, or change the name's ending")  # fmt: skip
    values["format"] = form or told


def _fits(form: str, told: str) -> bool:
    """Whether a format may stand in a file whose ending tells another: whoever reads it goes by it.

    JSON lines are often called .json, tables of either kind .csv, and anything may be a .txt.
    """
    for alike in (("json", "jsonl"), ("csv", "tsv"), ("parquet",)):
        if told in alike:
            return form in alike
    return form != "parquet"


def _suspect_typo(paths: Sequence[str]) -> None:
    """A first path that is no file but nearly a command was meant as one."""
    if not paths or os.path.exists(paths[0]):
        return
    if paths[0] == "help":
        raise UsageError("help: no such file or command; --help tells all of each command")
    near = nearest(paths[0], COMMANDS, 0.75)
    if near is not None:
        raise UsageError(f"{paths[0]}: no such file; did you mean the command {near}?")
