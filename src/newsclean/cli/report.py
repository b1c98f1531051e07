"""`newsclean report`: what is removed from a heap of documents, as a page, a text, or numbers."""

from __future__ import annotations

import os
from typing import Any

import click

from newsclean.cli._click import (
    common,
    helped,
    in_processes,
    judging,
    options_of,
    reading,
    reading_all,
)
from newsclean.cli._documents import Documents
from newsclean.cli._gather import worked
from newsclean.cli._options import Options
from newsclean.cli._output import ClosedPipe, open_output
from newsclean.cli._plan import is_tree, jobs_for
from newsclean.cli._report import display_name, say
from newsclean.cli._run import Cleaners
from newsclean.errors import UsageError, cause_of
from newsclean.learn.hosts import site_of
from newsclean.report.audit import VIEWS, Audit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsclean.cleaner import Cleaner
    from newsclean.document import Document
    from newsclean.result import Result

DONE, FAILED = 0, 2
ENDINGS = {".html": "html", ".htm": "html", ".json": "json", ".txt": "text"}
_SHOWN_INPUTS = 5

SHORT_HELP = """\
newsclean report tells what goes from a heap of documents, and changes nothing.

  newsclean report posts/ -o report.html    a page for any browser
  newsclean report corpus.parquet           a short audit at the terminal
  newsclean report dump.jsonl -f json | jq .removed_bytes
  newsclean report posts/ --rules my.toml -o r.html   with what each rule took

Usage: newsclean report [OPTIONS] [PATH]...      - or no PATH is standard input

  -o FILE         .html, .json or .txt      -f html|json|text   or say which
  --documents N   show N documents whole on the page (default 150)
  -j N            clean in N processes
  --help          all options
"""


@click.command("report", add_help_option=False, context_settings={"max_content_width": 100})
@click.argument("paths", nargs=-1, type=click.UNPROCESSED, metavar="[PATH]...")
@click.option("-o", "--output", metavar="FILE",
              help="Write to FILE; its ending says what: .html, .json or .txt.")  # fmt: skip
@click.option("-f", "--format", type=click.Choice(("text", "html", "json")),
              help="text (default), html (one page that needs nothing else) or json (the "
              "numbers).")  # fmt: skip
@click.option("--documents", type=click.IntRange(0), metavar="N",
              help=f"On a page show N documents whole (default {VIEWS}): all, or a third that lost "
              "most, a third with likely leftovers, and a sample.")  # fmt: skip
@judging
@reading
@in_processes
@reading_all
@common
@helped(SHORT_HELP)
def command(documents: int | None, format: str | None, **values: Any) -> int:
    """Tell what would be removed from texts, pages and records: how much, by what, and where.

    Everything is read and cleaned once; nothing is changed. By filter, site, platform, language and
    script; the lines that go most often, those that stay in doubt, and those that stay though
    several articles end with them. Exit code 2: an input failed; the others are in the report,
    which names it.
    """
    options = options_of(values)
    if options is None:
        for line in SHORT_HELP.rstrip().split("\n"):
            say(line)
        return 2
    form = format or _form(options)
    if is_tree(options):
        raise UsageError(f"-o {options.output}: a report is one file, like report.html")
    if documents is not None and form != "html":
        raise UsageError("--documents is for a page; add -f html, or -o report.html")
    audit = Audit(VIEWS if documents is None else documents)
    failed = _read(options, audit)
    if failed and not audit.documents:
        return FAILED
    _write(options, audit, form)
    return FAILED if failed else DONE


def _form(options: Options) -> str:
    """What is written, where only the name of the output tells."""
    if options.output in (None, "-") or is_tree(options):
        return "text"
    ending = os.path.splitext(options.output or "")[1].lower()
    if ending not in ENDINGS:
        raise UsageError(f"-o {options.output}: call it .html, .json or .txt, or say -f html")
    return ENDINGS[ending]


def _read(options: Options, audit: Audit) -> int:
    """Let every document go by; how many inputs failed."""
    options.format = "json"  # what configurations say of texts that are written is not for this
    documents = Documents(options, options.output, on_failure=audit.fail)
    cleaners = documents.cleaners = Cleaners(options, documents.paths())

    def tools_of(path: str) -> tuple[Cleaner, bool]:
        return cleaners.of(path), options.debug

    jobs = jobs_for(options, documents.size)
    for path, item, result in worked(documents, tools_of, _cleaned, jobs):
        if isinstance(result, str):
            documents.fail(item.name, result)
            continue
        site = site_of(item.url or result.document.url or result.canonical_url, path)
        audit.add(result, item.name, site=site, url=item.url, id=item.id)
    return audit.failed


def _cleaned(tools: tuple[Cleaner, bool], doc: Document) -> Result | str:
    """A document cleaned, or why it is not.

    tools: who cleans, and whether internal errors are raised.
    """
    cleaner, is_debugged = tools
    try:
        result = cleaner.clean_document(doc)
        result.fields  # noqa: B018  read by this process
        return result
    except Exception as error:  # as of a batch: one document costs only itself
        return cause_of(error, debug=is_debugged)


def _write(options: Options, audit: Audit, form: str) -> None:
    output = open_output(options.output)
    try:
        output.write_all(_chunks(options, audit, form))
        output.commit()
    except ClosedPipe:
        output.discard()
    except BaseException:
        output.discard()
        raise


def _chunks(options: Options, audit: Audit, form: str) -> Iterator[bytes]:
    if form == "html":
        from newsclean.report.page import html

        for part in html(audit, _inputs(options.paths)):
            yield part.encode()
    elif form == "json":
        import json

        from newsclean.report.summary import summary

        yield json.dumps(summary(audit), ensure_ascii=False, indent=2).encode() + b"\n"
    else:
        from newsclean.report.told import told

        for line, is_heading in told(audit):
            yield (f"\x1b[1m{line}\x1b[0m" if is_heading and options.color else line).encode()
            yield b"\n"


def _inputs(paths: list[str]) -> str:
    """What was read, in words."""
    shown = [display_name(path) for path in paths[:_SHOWN_INPUTS]]
    more = len(paths) - len(shown)
    return ", ".join(shown) + (f" and {more:,} more" if more else "")
