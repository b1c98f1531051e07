"""`newsclean filters`: what there is, and one filter's page."""

from __future__ import annotations

from textwrap import dedent

import click

from newsclean import filters
from newsclean.cli._app import show
from newsclean.cli._click import helped
from newsclean.filters.base import Filter

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
    if name is None:
        show(_list())
    elif name in filters.GROUPS:
        show(f"{name} (group): {', '.join(filters.GROUPS[name])}\n")
    else:
        filters.choose([name], None, None)  # UsageError with the nearest name
        show(_page(name))
    return 0


def _list() -> str:
    width = max(map(len, (*filters.NAMES, *filters.GROUPS)))
    lines = ["Filters (* on by default):", ""]
    for name in filters.NAMES:
        one = filters.get(name)
        sign = "*" if one.on_by_default else " "
        lines.append(f"{sign} {name:{width}}  {_first_line(one)}")
    lines += ["", "Groups, for --select, --extend-select and --ignore:", ""]
    for name, members in filters.GROUPS.items():
        told = "every filter" if members == filters.NAMES else ", ".join(members)
        lines.append(f"  {name:{width}}  {told}")
    return "\n".join([*lines, "", "newsclean filters NAME prints a filter's page.", ""])


def _page(name: str) -> str:
    one = filters.get(name)
    groups = ", ".join(group for group, members in filters.GROUPS.items() if name in members)
    state = "on by default" if one.on_by_default else f"off; --extend-select {name} runs it"
    return f"{name} ({state}; groups: {groups})\n\n{_page_text(one)}\n"


def _page_text(one: Filter) -> str:
    """The docstring, its indentation cut; `inspect`, which does that, takes 35 ms to load."""
    first, _, rest = (type(one).__doc__ or "").partition("\n")
    return f"{first}\n{dedent(rest)}".rstrip()


def _first_line(one: Filter) -> str:
    return (type(one).__doc__ or "").partition("\n")[0]
