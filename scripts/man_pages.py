"""The man pages, from the same commands as `--help`; `generate_docs.py` writes and checks them.

click-man was looked at: it cuts the first sentence off, knows neither examples nor exit codes, and
dates pages by the day on which they are made, so that they would never be current.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator

import click

import newsclean
from newsclean.cli import COMMANDS
from newsclean.cli._app import App
from newsclean.cli._examples import EXAMPLES, line_of
from newsclean.lexicon import Lexicon

WIDTH = 72
# Headings of the epilog of `--help` -> those of a manual.
_SECTIONS = {"Commands": "COMMANDS", "Exit codes": "EXIT STATUS",
             "Configuration": "CONFIGURATION", "Environment": "ENVIRONMENT"}  # fmt: skip
_SHORT = {"rules new": "NEW_HELP", "rules show": "SHOW_HELP", "rules test": "TEST_HELP"}
_TOLD = {
    "rules new": "a rule pack to begin with",
    "rules show": "rule packs, or what is in force for a text",
    "rules test": "run the examples of rule packs",
}


def pages(names: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """File name and text of each command's page; that of `clean` is the whole program's."""
    for name in names:
        file = "newsclean" if name == "clean" else f"newsclean-{name.replace(' ', '-')}"
        yield f"{file}.1", _page(name, file, names)


def _page(name: str, file: str, names: tuple[str, ...]) -> str:
    command, ctx, module = command_of(name)
    told = COMMANDS.get(name) or _TOLD[name]
    if name == "clean":
        told = "take the boilerplate out of scraped news text"
    date = Lexicon().version.replace(".", "-") + "-01"
    lines = [
        f'.TH {_text(file.upper())} 1 {date} "newsclean {newsclean.__version__}" "newsclean"',
        ".SH NAME",
        f"{_text(file)} \\- {_text(told)}",
        ".SH SYNOPSIS",
        f".B {_text(file.replace('-', ' ') if name != 'clean' else 'newsclean')}",
        *_wrapped(" ".join(command.collect_usage_pieces(ctx))),
        ".SH DESCRIPTION",
        *_paragraphs(command.help or ""),
        ".SH EXAMPLES",
        *_examples(getattr(module, _SHORT.get(name, "SHORT_HELP"))),
        ".SH OPTIONS",
        *_options(command, ctx),
        ".SH MORE EXAMPLES",
        *_more_examples(name),
        *_epilog(command.epilog or ""),
        ".SH SEE ALSO",
        *_see_also(file, names),
    ]
    return "\n".join(lines) + "\n"


def command_of(name: str) -> tuple[click.Command, click.Context, object]:
    """A command by its words, with its context and the module that it stands in."""
    app = App("newsclean", add_help_option=False)
    ctx = click.Context(app, info_name="newsclean")
    first, _, rest = name.partition(" ")
    module = __import__(f"newsclean.cli.{first}", fromlist=["command"])
    command: click.Command = module.command
    ctx = click.Context(command, info_name=first, parent=ctx)
    if rest:
        assert isinstance(command, click.Group)
        command = command.commands[rest]
        ctx = click.Context(command, info_name=rest, parent=ctx)
    return command, ctx, module


def _text(text: str) -> str:
    """Characters as roff wants them; what is no ASCII by its number."""
    text = text.replace("\\", "\\e").replace("-", "\\-").replace("~", "\\(ti").replace("^", "\\(ha")
    text = text.replace("`", "\\(ga").replace("'", "\\(aq").replace("…", "...")
    text = "".join(c if c.isascii() else f"\\[u{ord(c):04X}]" for c in text)
    return f"\\&{text}" if text.startswith(".") else text


def _wrapped(text: str) -> list[str]:
    """One paragraph in short lines, none of which roff would take for a request."""
    found: list[str] = []
    for word in text.split():
        if found and len(f"{found[-1]} {_text(word)}") <= WIDTH:
            # Only what begins a line could be a request.
            found[-1] += " " + _text(word).removeprefix("\\&")
        else:
            found.append(_text(word))
    return found


def _as_it_is(text: str) -> list[str]:
    return [".nf", *(_text(line) for line in text.split("\n")), ".fi"]


def _paragraphs(text: str) -> list[str]:
    """Paragraphs as click has them: those behind a backspace keep their lines."""
    found: list[str] = []
    for part in re.split(r"\n\s*\n", textwrap.dedent(text).strip()):
        part = part.strip("\n")
        if found:
            found.append(".PP")
        if part.lstrip().startswith("\b"):
            found += _as_it_is(textwrap.dedent(part.replace("\b", "").strip("\n")))
        else:
            found += _wrapped(part)
    return found


def _examples(short: str) -> list[str]:
    """The examples of `-h`: command and, below it, what it does."""
    found: list[str] = []
    body = short.partition("\n\n")[2].partition("Usage:")[0]
    for line in body.split("\n"):
        shown, _, told = line.strip().partition("   ")
        if line.startswith("  ") and line[2:3].strip():
            shown, told = re.split(r"  +", line.strip(), maxsplit=1) if "  " in line.strip() else (
                line.strip(), "")  # fmt: skip
            found += [".TP", f".B {_text(shown)}", *_wrapped(told)]
        elif line.strip():
            found += _wrapped(line.strip())
    return found


def _more_examples(name: str) -> list[str]:
    """An example for every option."""
    found: list[str] = []
    for arguments, told in EXAMPLES[name]:
        first, *rest = _wrapped(line_of(name, arguments))
        # A line that is too long goes on below, as a shell would take it.
        shown = [first, *(f"  {line}" for line in rest)]
        found += [".PP"] if found else []
        found += [".nf", *(f"\\fB{line}\\fR" for line in shown), ".fi"]
        found += [".RS", *_wrapped(told), ".RE"]
    return found


def _options(command: click.Command, ctx: click.Context) -> list[str]:
    found: list[str] = []
    for param in command.get_params(ctx):
        record = param.get_help_record(ctx)
        if record is not None and isinstance(param, click.Option):
            names, told = record
            found += [".TP", f".B {_text(names)}", *_wrapped(told)]
    return found


def _epilog(text: str) -> list[str]:
    """The sections below the options of `--help`."""
    found: list[str] = []
    for part in filter(None, (part.strip("\n") for part in text.split("\b\n"))):
        title, _, rest = part.partition(":")
        found.append(f".SH {_SECTIONS[title]}")
        rest = rest.strip("\n")
        if rest.startswith("  "):
            found += _table(rest)
        else:
            found += _wrapped(rest)
    return found


def _table(text: str) -> list[str]:
    """Lines of a name and what it means."""
    found: list[str] = []
    for line in text.split("\n"):
        match = re.fullmatch(r"  (\S+) {2,}(.*)", line)
        if match is None:
            found += [".PP", *_wrapped(line)]
        else:
            found += [".TP", f".B {_text(match[1])}", *_wrapped(match[2])]
    return found


def _see_also(file: str, names: tuple[str, ...]) -> list[str]:
    others = ["newsclean", *(f"newsclean-{n.replace(' ', '-')}" for n in names if n != "clean")]
    shown = [f".BR {_text(other)} (1)" for other in others if other != file]
    return [f"{line}," for line in shown[:-1]] + shown[-1:]
