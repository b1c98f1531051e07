"""`newsclean doctor`: what a report of a fault needs."""

from __future__ import annotations

import locale
import os
import sys
from collections.abc import Iterator
from typing import Any

import click

from newsclean.cli._app import show
from newsclean.cli._click import helped
from newsclean.cli._color import is_terminal, wants_color
from newsclean.errors import UsageError
from newsclean.health import OK, examine, without_home
from newsclean.readers.files import STDIN
from newsclean.visible import visible, without_surrogates

# All that is asked of the environment; values of others may be secrets.
_VARIABLES = (
    "NEWSCLEAN_COLOR", "NEWSCLEAN_CONFIG", "NO_COLOR", "FORCE_COLOR", "COLUMNS", "TERM", "PAGER",
    "LESS", "LANG", "LC_ALL", "LC_CTYPE", "PYTHONUTF8", "PYTHONIOENCODING",
)  # fmt: skip

SHORT_HELP = """\
newsclean doctor tells what is installed, if it is whole, what is in force.

  newsclean doctor                      to read, or for a report of a fault
  newsclean doctor posts/               with the configuration of that folder
  newsclean doctor -f json | jq .problems

Usage: newsclean doctor [OPTIONS] [PATH]

  -f FORMAT      text or json
  --config FILE, --no-config              the configuration that is asked about
  Exit code 1 when something is broken: data or models that are not what they
  were, a library that cannot be imported, a configuration that cannot be used.
"""


@click.command("doctor", add_help_option=False)
@click.argument("path", required=False, type=click.UNPROCESSED)
@click.option("-f", "--format", "form", type=click.Choice(("text", "json")), default="text",
              help="text (default) or json.")  # fmt: skip
@click.option("--config", metavar="FILE",
              help="Ask about FILE instead of the nearest newsclean.toml.")  # fmt: skip
@click.option("--no-config", is_flag=True, help="Ask about no configuration file at all.")
@click.option("--debug", is_flag=True, help="Show tracebacks of internal errors.")
@helped(SHORT_HELP)
def command(
    path: str | None, form: str, config: str | None, no_config: bool, debug: bool
) -> int:  # fmt: skip
    """Tell what is installed, whether it is whole, and what is in force.

    PATH: a text or a folder; the configuration is that in force there, else here. The home
    directory is shown as ~, and of the environment only what newsclean asks it for. Exit code 1
    when something is broken.
    """
    if path is not None and not os.path.exists(path):
        raise UsageError(f"{path}: no such file or folder")
    path = STDIN if path is None else path
    path = os.path.join(path, STDIN) if os.path.isdir(path) else path
    found = examine(config, no_config, path)
    problems = found.pop("problems")
    found = without_home(found | {"terminal": _terminal(), "problems": problems})
    if form == "json":
        import json

        text = json.dumps(found, ensure_ascii=False, indent=2)
        show(without_surrogates(text) + "\n")
    else:
        show("".join(visible(line) + "\n" for line in _lines(found)))
    return 1 if problems else 0


def _terminal() -> dict[str, Any]:
    try:
        columns: int | None = os.get_terminal_size(1).columns
    except OSError:
        columns = None
    return {
        "stdin": "terminal" if is_terminal(0) else "no terminal",
        "stdout": "terminal" if is_terminal(1) else "no terminal",
        "stderr": "terminal" if is_terminal(2) else "no terminal",
        "columns": columns,
        "colour": wants_color("auto"),
        "locale": locale.setlocale(locale.LC_CTYPE),
        "encoding": locale.getpreferredencoding(False),
        "filesystem": sys.getfilesystemencoding(),
        "environment": {name: os.environ[name] for name in _VARIABLES if name in os.environ},
    }


def _lines(found: dict[str, Any]) -> Iterator[str]:
    about = found["newsclean"]
    yield f"newsclean {about['version']} (tables {about['tables']})"
    for name in ("place", "python", "executable", "system"):
        yield f"  {name:16}{about[name]}"
    yield "data"
    for one in found["data"]:
        yield f"  {one['state']:16}{one['file']}  {one['sha256'][:12]}"
    for one in found["models"]:
        yield f"  {'ok' if one['state'] == OK else 'damaged':16}model of {one['model']}"
    yield "parts"
    for one in found["parts"]:
        state = one["version"] or ("present" if one["state"] == OK else "-")
        how = "" if one["get"] is None else f": {one['get']}"
        broken = "" if one["state"] in (OK, "missing") else f" ({one['state']})"
        yield f"  {one['part']:16}{state:16}{one['for']}{how}{broken}"
    yield "filters of other packages" + ("" if found["filters"] else ": none")
    for one in found["filters"]:
        state = "ok" if one["state"] == OK else "broken"
        yield f"  {one['filter']:16}{state:14}{one['package']}"
    yield "terminal"
    for name, value in found["terminal"].items():
        if name != "environment":
            yield f"  {name:16}{_said(value)}"
    for name, value in found["terminal"]["environment"].items():
        yield f"  {name}={value}"
    yield from _configured(found["configuration"])
    problems = found["problems"]
    yield f"problems: {len(problems) or 'none'}"
    for problem in problems:
        yield f"  {problem}"


def _configured(told: dict[str, Any]) -> Iterator[str]:
    file = told["file"]
    yield "configuration" + (": no file is in force" if file is None else f": {file}")
    if file is not None:
        yield f"  {'chosen':16}{told['by']}"
    for one in told["options"]:
        yield f"  {one['option']:16}{_said(one['value'])}  ({one['from']})"
    yield "rule packs" + ("" if told["packs"] else ": none")
    for one in told["packs"]:
        yield f"  {one['pack']:16}{one['rules']}  ({one['file']})"


def _said(value: object) -> str:
    """A value in words."""
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "-"
    return {None: "-", True: "yes", False: "no"}.get(value, str(value))  # type: ignore[call-overload, no-any-return]
