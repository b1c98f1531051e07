"""The command line with click: every option, every command, help."""

from __future__ import annotations

import click

from newsclean.cli import COMMANDS
from newsclean.cli._output import ClosedPipe, open_output
from newsclean.cli._report import report


class App(click.Group):
    """Commands loaded by name when they are used; without one it is `clean`."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands, in the order of the help."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name; its module is imported now."""
        if cmd_name not in COMMANDS:
            return None
        module = __import__(f"newsclean.cli.{cmd_name}", fromlist=["command"])
        command: click.Command = module.command
        return command

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put `clean` where no command stands."""
        if not args or args[0] not in COMMANDS:
            args = ["clean", *args]
        return super().parse_args(ctx, args)


def run_app(args: list[str]) -> int:
    """Run one command line; the exit code. Usage errors are said in one line."""
    app = App("newsclean", add_help_option=False)
    try:
        with app.make_context("newsclean", args) as ctx:
            code = app.invoke(ctx)
            return code if isinstance(code, int) else 0
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.ClickException as error:
        report(None, _sentence(error))
        return 2
    except ClosedPipe:  # `newsclean --help | head -1`
        return 0


def _sentence(error: click.ClickException) -> str:
    """Click's message as ours: one line that says where help is."""
    # Click writes the choices of a missing argument one a line.
    text = error.format_message().strip().replace("\n\t", " ").rstrip(".")
    text = text[:1].lower() + text[1:]
    context = getattr(error, "ctx", None)
    command = "newsclean" if context is None else context.command_path
    return f"{text}; see {command.removesuffix(' clean')} -h"


def show(text: str) -> None:
    """Write help and lists to standard output, with the care that results get."""
    open_output(None).write(text.encode("utf-8", "surrogateescape"))
