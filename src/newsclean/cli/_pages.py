"""What `newsclean filters` prints; without click, so that the list is there at once."""

from __future__ import annotations

from textwrap import dedent

from newsclean import filters, plugins
from newsclean.errors import PluginError
from newsclean.filters.base import Filter, LineFilter
from newsclean.visible import visible


def page(name: str | None) -> str:
    """The list of filters and groups, or the page of one; UsageError for an unknown name."""
    if name is None:
        return _list()
    if name in filters.GROUPS:
        return f"{name} (group): {', '.join(filters.GROUPS[name])}\n"
    filters.choose([name], None, None)  # UsageError with the nearest name
    return _page(name)


def _list() -> str:
    width = max(map(len, (*filters.NAMES, *filters.GROUPS)))
    lines = ["Filters (* on by default):", ""]
    for name in filters.NAMES:
        one = filters.get(name)
        sign = "*" if one.on_by_default else " "
        lines.append(f"{sign} {name:{width}}  {_first_line(one)}")
    lines += _others(width)
    lines += ["", "Groups, for --select, --extend-select and --ignore:", ""]
    for name, members in filters.GROUPS.items():
        told = "every filter" if members == filters.NAMES else ", ".join(members)
        lines.append(f"  {name:{width}}  {told}")
    return "\n".join([*lines, "", "newsclean filters NAME prints a filter's page.", ""])


def _others(width: int) -> list[str]:
    """The filters of other packages, broken ones with the reason."""
    lines = []
    for name, offered in plugins.find().items():
        package = ", ".join(map(plugins.package_of, offered))
        try:
            told = f"{_first_line(filters.get(name))} ({package})"
        except PluginError as error:
            told = f"broken: {error}"
        lines.append(f"  {visible(name):{width}}  {visible(told)}")
    return ["", "Of other packages, for --select and --extend-select:", "", *lines] if lines else []


def _page(name: str) -> str:
    one = filters.get(name)
    if isinstance(one, LineFilter):
        text = visible(_page_text(one), keep="\n")
        how = f"off; --extend-select {name} runs it; of {visible(one.package)}"
        return f"{name} ({how})\n\n{text}\n"
    groups = ", ".join(group for group, members in filters.GROUPS.items() if name in members)
    state = "on by default" if one.on_by_default else f"off; --extend-select {name} runs it"
    return f"{name} ({state}; groups: {groups})\n\n{_page_text(one)}\n"


def _page_text(one: Filter) -> str:
    """The docstring, its indentation cut; `inspect`, which does that, takes 35 ms to load."""
    first, _, rest = (type(one).__doc__ or "").partition("\n")
    return f"{first}\n{dedent(rest)}".rstrip()


def _first_line(one: Filter) -> str:
    return (type(one).__doc__ or "").partition("\n")[0]
