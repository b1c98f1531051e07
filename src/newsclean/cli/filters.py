"""`newsclean filters`: what there is, and one filter's page."""

from __future__ import annotations

import click

from newsclean.cli._app import show
from newsclean.cli._click import helped
from newsclean.cli._pages import page

SHORT_HELP = """\
newsclean filters lists filters and groups, or prints one filter's page.

  newsclean filters                 all filters, those on by default with *
  newsclean filters feed-footer     what it removes, keeps, and why

Usage: newsclean filters [NAME]
"""


@click.command("filters", add_help_option=False)
@click.argument("name", required=False)
@helped(SHORT_HELP)
def command(name: str | None) -> int:
    """List filters and groups, or print one filter's page."""
    show(page(name))
    return 0
