"""`newsclean restore`: the input of a record, byte for byte."""

from __future__ import annotations

import os
import sys

import click

from newsclean.cli._click import helped
from newsclean.cli._output import open_output
from newsclean.cli._report import report
from newsclean.errors import NewscleanError, UsageError, cause_of
from newsclean.readers.files import open_file
from newsclean.records.opening import Stream

SHORT_HELP = """\
newsclean restore gives back the input of a JSON record, checked by its hash.

  newsclean post.txt -f json > post.json
  newsclean restore post.json | cmp - post.txt
  jq -c 'select(.id == "a.txt")' all.jsonl | newsclean restore

Usage: newsclean restore [RECORD]      one record; none or - is standard input
"""


@click.command("restore", add_help_option=False)
@click.argument("records", nargs=-1, type=click.UNPROCESSED, metavar="RECORD")
@helped(SHORT_HELP)
def command(records: tuple[str, ...]) -> int:
    """Give back the input of a JSON record, byte for byte.

    RECORD: a file with one record, compressed or not; standard input for none or for -. Nothing is
    written unless the record's SHA-256 proves it.
    """
    if len(records) > 1:
        raise UsageError("restore takes one record: several inputs would run into one")
    from newsclean.restore import restore

    if not records and sys.stdin.isatty():
        raise UsageError("restore reads a record from a file or from a pipe; there is neither")
    path = records[0] if records else "-"
    try:
        descriptor = open_file(path)
        try:
            data = restore(Stream(descriptor).read())
        finally:
            if descriptor:
                os.close(descriptor)
    except (OSError, NewscleanError) as error:
        report(path, cause_of(error))
        return 2
    open_output(None).write(data)
    return 0
