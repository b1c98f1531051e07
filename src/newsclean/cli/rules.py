"""`newsclean rules`: start, show and test rule packs."""

from __future__ import annotations

import os
from collections.abc import Iterator

import click

from newsclean.cli._app import show
from newsclean.cli._click import configured, helped
from newsclean.cli._inputs import is_asked
from newsclean.cli._report import display_name, report, say
from newsclean.configuration import Configuration
from newsclean.errors import UsageError
from newsclean.messages import counted
from newsclean.packs import PathOrPack, RulePack, read_packs
from newsclean.packs.reading import stem
from newsclean.packs.rule import Rule
from newsclean.readers.files import STDIN
from newsclean.settings import OWN, SHARED, Finder, merge
from newsclean.visible import visible

FAILED = 1
_SHOWN_CHARS = 40

SHORT_HELP = """\
newsclean rules is for rules of your own: lines to remove, lines to keep.

  newsclean rules new site.toml         a pack to begin with
  newsclean rules test site.toml        its examples; exit 1 if one fails
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
newsclean rules show prints rule packs, or what is in force for a text.

  newsclean rules show site.toml            the rules of a pack
  newsclean rules show --phrases list.txt   the lines of a list
  newsclean rules show                      what is in force in this folder
  newsclean rules show post.txt             for a text, or the texts of a folder
  newsclean rules show newsclean.toml       what a configuration brings in force

Usage: newsclean rules show [OPTIONS] [PATH]...
"""
TEST_HELP = """\
newsclean rules test runs the examples of rule packs, and warns of bold rules.

  newsclean rules test site.toml            exit 1 if an example fails
  newsclean rules test --phrases list.txt
  newsclean rules test                      the packs in force in this folder
  newsclean rules test posts/               in another
  newsclean rules test newsclean.toml       the packs of a configuration

Usage: newsclean rules test [OPTIONS] [PATH]...
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
@click.argument("paths", nargs=-1, type=click.UNPROCESSED, metavar="[PATH]...")
@configured
@helped(SHOW_HELP)
def show_rules(
    paths: tuple[str, ...], rules: list[str] | None, phrases: list[str] | None,
    config: str | None, no_config: bool,
) -> int:  # fmt: skip
    """Print rule packs, or what is in force here or for a text.

    PATH: a pack (a file that ends in .toml, or - for standard input), shown as it is; a
    newsclean.toml or pyproject.toml, or a text or a folder of texts: what is in force by it, or
    for it. Without PATH and packs: in the working directory.
    """
    named = [path for path in paths if _is_pack(path)]
    configuration, packs = _named(paths, named, rules, phrases, config, no_config)
    lines = _packs(packs) if named and configuration is None else _pages(configuration, packs)
    show("".join(visible(line) + "\n" for line in lines))
    return 0


@command.command("test", add_help_option=False)
@click.argument("paths", nargs=-1, type=click.UNPROCESSED, metavar="[PATH]...")
@configured
@helped(TEST_HELP)
def test(
    paths: tuple[str, ...], rules: list[str] | None, phrases: list[str] | None,
    config: str | None, no_config: bool,
) -> int:  # fmt: skip
    """Run the examples of rule packs.

    PATH: packs (- is standard input), or a newsclean.toml, a pyproject.toml or a folder of texts:
    the packs in force by it, or there; without PATH and packs, those in force here. Every example
    is put into a text and cleaned. A rule that would take long lines of articles gets a warning.
    Exit code 1 when an example fails.
    """
    from newsclean.trial import FAILURE, try_pack

    # Lists and packs that options name are meant alone, whatever a configuration holds.
    is_alone = bool(rules or phrases) and config is None and not paths
    packs = [path for path in paths if _is_pack(path) or not _is_place(path)]
    chosen = _named(paths, packs, rules, phrases, config, no_config or is_alone)[1]
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
            told = f"{counted(examples, 'example')}, {told}"
        else:
            told = "no examples"
        told += f", {counted(warnings, 'warning')}" if warnings else ""
        show(visible(f"{_file(pack)}: {pack.count()}: {told}") + "\n")
        code = FAILED if failures else code
    return code


def _named(
    paths: tuple[str, ...], packs: list[str], rules: list[str] | None, phrases: list[str] | None,
    config: str | None, no_config: bool,
) -> tuple[Configuration | None, list[RulePack]]:  # fmt: skip
    """The configuration that paths and options ask for, and the packs.

    packs: those of the paths that are packs. They are meant alone: no configuration comes along.
    """
    others = [path for path in paths if path not in packs]
    if len(others) > 1:
        raise UsageError(f"{others[0]} and {others[1]}: name one text, folder or configuration")
    path = others[0] if others else None
    if path is not None and not os.path.exists(path):
        raise UsageError(f"{path}: no such file or folder")
    if path is not None and os.path.isdir(path):
        path = os.path.join(path, STDIN)
    elif path is not None and _is_place(path):
        config = _only(config, path)
    finder = Finder(config, no_config or (bool(packs) and config is None and path is None))
    configuration = finder.of(STDIN if path is None else path)
    files: list[PathOrPack] | None = [*packs, *(rules or ())] or None
    lists: list[PathOrPack] | None = [*phrases] if phrases else None
    if STDIN in packs or is_asked(rules, phrases):
        from newsclean.cli._packs import with_stdin

        files, lists = with_stdin([*packs, *(rules or ())] or None, phrases)
    told = merge({"rules": files, "phrases": lists}, configuration)
    return configuration, read_packs(told["rules"] or (), told["phrases"] or ())


def _is_pack(path: str) -> bool:
    """Whether a path is meant as a rule pack, by its name: that says it before it is read."""
    if path == STDIN:
        return True
    return path.endswith(".toml") and not _is_place(path)


def _is_place(path: str) -> bool:
    """Whether a path is a folder, or a configuration by its name."""
    return os.path.isdir(path) or os.path.basename(path) in (OWN, SHARED)


def _only(config: str | None, path: str) -> str:
    if config is not None:
        raise UsageError(f"{path} and --config {config}: name one configuration")
    return path


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
    yield from _packs(packs)


def _packs(packs: list[RulePack]) -> Iterator[str]:
    for pack in packs:
        yield f"pack {pack.name} ({_file(pack)}): {pack.count()}"
        if pack.about:
            yield f"  {pack.about}"
        width = max((len(rule.own_id) for rule in pack.rules), default=0)
        for rule in pack.rules:
            yield f"  {rule.own_id:{width}}  {_told(rule)}"


def _file(pack: RulePack) -> str:
    return display_name(pack.path or pack.name)


def _told(rule: Rule) -> str:
    """One rule on one line."""
    verb = "keeps" if rule.is_keep else "removes"
    what = f"pattern {rule.pattern}" if rule.pattern else rule.phrase
    more = [] if rule.match == "full-line" else [rule.match]
    if not rule.is_keep and rule.position != "anywhere":
        more += [rule.position, *([rule.family] if rule.family else [])]
        more += [] if rule.standalone else ["not alone"]
    more += [f"only in {_cut(rule.article)}"] if rule.article else []
    more += [f"with up to {rule.below} below it"] if rule.below else []
    more += ["sentences too"] if rule.through else []
    more += [f"with up to {rule.above} above it"] if rule.above else []
    more += [f"risk {rule.risk}"] if rule.risk != "low" else []
    more += [f"in {rule.count} articles, {rule.share:.0%}"] if rule.count else []
    more += [f"last {rule.last_matched}"] if rule.last_matched else []
    return f"{verb:7}  {what}" + (f"  ({', '.join(more)})" if more else "")


def _cut(text: str) -> str:
    return repr(text if len(text) <= _SHOWN_CHARS else f"{text[: _SHOWN_CHARS - 1]}…")
