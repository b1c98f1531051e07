"""`newsclean rules`: start, show and test rule packs."""

from __future__ import annotations

import os
from collections.abc import Iterator

import click

from newsclean.cli._app import show
from newsclean.cli._click import configured, helped
from newsclean.cli._report import report, say
from newsclean.configuration import Configuration
from newsclean.errors import UsageError
from newsclean.packs import RulePack, read_packs
from newsclean.packs.reading import stem
from newsclean.packs.rule import Rule
from newsclean.settings import Finder, merge
from newsclean.visible import visible

FAILED = 1

SHORT_HELP = """\
newsclean rules is for rules of your own: lines to remove, lines to keep.

  newsclean rules new site.toml         a pack to begin with
  newsclean rules test site.toml        its examples in texts; exit 1 if one fails
  newsclean rules show                  configuration and rules in force here
  newsclean post.txt --rules site.toml  clean with it
  newsclean post.txt --phrases list.txt or in a hurry: one line a line

Usage: newsclean rules new|show|test [OPTIONS] [FILE]...
"""
NEW_HELP = """\
newsclean rules new writes a rule pack to begin with, with every key explained.

  newsclean rules new site.toml       a new file, never over an old one
  newsclean rules new > site.toml

Usage: newsclean rules new [FILE]
"""
SHOW_HELP = """\
newsclean rules show prints the configuration and the rules that are in force.

  newsclean rules show                      in the working directory
  newsclean rules show posts/               for the files in a folder
  newsclean rules show --rules site.toml    with a pack besides

Usage: newsclean rules show [OPTIONS] [PATH]
"""
TEST_HELP = """\
newsclean rules test runs the examples of rule packs, and warns of bold rules.

  newsclean rules test site.toml            exit 1 if an example fails
  newsclean rules test                      the packs that are in force here
  newsclean rules test --phrases list.txt

Usage: newsclean rules test [OPTIONS] [FILE]...
"""


@click.group("rules", add_help_option=False, invoke_without_command=True)
@helped(SHORT_HELP)
@click.pass_context
def command(ctx: click.Context) -> int:
    """Start, show and test rule packs."""
    if ctx.invoked_subcommand is None:
        for line in SHORT_HELP.rstrip().split("\n"):
            say(line)
        return 2
    return 0


@command.command("new", add_help_option=False)
@click.argument("file", required=False, type=click.UNPROCESSED)
@helped(NEW_HELP)
def new(file: str | None) -> int:
    """Write a rule pack to begin with; to standard output without FILE.

    FILE: where to write it. A file that is there already is never touched.
    """
    from newsclean.trial import template

    if file is None or file == "-":
        show(template("site"))
        return 0
    try:
        with open(file, "x", encoding="utf-8") as opened:
            opened.write(template(stem(file)))
    except FileExistsError:
        raise UsageError(f"{file}: is there already; name a new file") from None
    except (OSError, ValueError) as error:
        cause = error.strerror if isinstance(error, OSError) else "not a file name"
        raise UsageError(f"{file}: {cause}") from None
    return 0


@command.command("show", add_help_option=False)
@click.argument("path", required=False, type=click.UNPROCESSED)
@configured
@helped(SHOW_HELP)
def show_rules(
    path: str | None, rules: list[str] | None, phrases: list[str] | None, config: str | None,
    no_config: bool,
) -> int:  # fmt: skip
    """Print the configuration and the rules that are in force.

    PATH: a text, or a folder of texts; without it the working directory.
    """
    configuration, packs = _in_force(path, rules, phrases, config, no_config)
    show("".join(visible(line) + "\n" for line in _pages(configuration, packs)))
    return 0


@command.command("test", add_help_option=False)
@click.argument("packs", nargs=-1, type=click.UNPROCESSED, metavar="[FILE]...")
@configured
@helped(TEST_HELP)
def test(
    packs: tuple[str, ...], rules: list[str] | None, phrases: list[str] | None,
    config: str | None, no_config: bool,
) -> int:  # fmt: skip
    """Run the examples of rule packs.

    FILE: packs; without it, those that are in force here. Every example is put into a text and
    cleaned. A rule that would take long lines of articles gets a warning. Exit code 1 when an
    example fails.
    """
    from newsclean.trial import FAILURE, try_pack

    # Files that are named here are meant alone, whatever a configuration holds.
    is_alone = bool(packs or rules or phrases)
    chosen = _in_force(None, [*packs, *(rules or ())] or None, phrases, config,
                       no_config or (is_alone and config is None))[1]  # fmt: skip
    if not chosen:
        raise UsageError("no rule pack is in force here; name one: newsclean rules test FILE")
    code = 0
    for pack in chosen:
        failures = warnings = 0
        for kind, rule, told in try_pack(pack):
            is_failure = kind == FAILURE
            failures, warnings = failures + is_failure, warnings + (not is_failure)
            name = f"{'keep' if rule.is_keep else 'rule'} {rule.own_id}"
            report(rule.place, f"{name}: {'' if is_failure else 'warning: '}{told}")
        examples = sum(len(rule.removes) + len(rule.keeps) for rule in pack.rules)
        told = "all hold" if not failures else f"{failures} failed"
        if examples:
            told = f"{examples} example{'s' * (examples != 1)}, {told}"
        else:
            told = "no examples"
        told += f", {warnings} warning{'s' * (warnings != 1)}" if warnings else ""
        show(visible(f"{pack.path or pack.name}: {pack.count()}: {told}") + "\n")
        code = FAILED if failures else code
    return code


def _in_force(
    path: str | None, rules: list[str] | None, phrases: list[str] | None, config: str | None,
    no_config: bool,
) -> tuple[Configuration | None, list[RulePack]]:  # fmt: skip
    """The configuration for a text or a folder, and the packs that it or the options name."""
    if path is not None and os.path.isdir(path):
        path = os.path.join(path, "-")
    configuration = Finder(config, no_config).of("-" if path is None else path)
    told = merge({"rules": rules, "phrases": phrases}, configuration)
    return configuration, read_packs(told["rules"] or (), told["phrases"] or ())


def _pages(configuration: Configuration | None, packs: list[RulePack]) -> Iterator[str]:
    if configuration is None:
        yield "no configuration file is in force"
    else:
        yield f"configuration: {configuration.path}"
        for name, value in configuration.values.items():
            told = ", ".join(value) if isinstance(value, list) else value
            yield f"  {name.replace('_', '-')} = {told}"
    if not packs:
        yield "no rule pack is in force"
    for pack in packs:
        yield f"pack {pack.name} ({pack.path}): {pack.count()}"
        if pack.about:
            yield f"  {pack.about}"
        width = max(len(rule.own_id) for rule in pack.rules)
        for rule in pack.rules:
            yield f"  {rule.own_id:{width}}  {_told(rule)}"


def _told(rule: Rule) -> str:
    """One rule on one line."""
    verb = "keeps" if rule.is_keep else "removes"
    what = f"pattern {rule.pattern}" if rule.pattern else rule.phrase
    more = [] if rule.match == "full-line" else [rule.match]
    if not rule.is_keep and rule.position != "anywhere":
        more += [rule.position, *([rule.family] if rule.family else [])]
        more += [] if rule.standalone else ["not alone"]
    more += [f"risk {rule.risk}"] if rule.risk != "low" else []
    return f"{verb:7}  {what}" + (f"  ({', '.join(more)})" if more else "")
