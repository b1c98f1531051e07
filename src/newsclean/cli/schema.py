"""`newsclean schema`: what a record is, for machines."""

from __future__ import annotations

import click

from newsclean.cli._app import show
from newsclean.cli._click import helped

SHORT_HELP = """\
newsclean schema prints the JSON Schema (draft 2020-12) of the record.

  newsclean schema > record.schema.json
  newsclean schema | jq '.properties | keys_unsorted'

Usage: newsclean schema
"""


@click.command("schema", add_help_option=False)
@helped(SHORT_HELP)
def command() -> int:
    """Print the JSON Schema of the record."""
    from newsclean.record import schema_text

    show(schema_text())
    return 0
