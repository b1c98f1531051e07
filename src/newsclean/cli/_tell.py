"""One result on its way out: as bytes, and as words for the person at the terminal."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from os import fsencode

from newsclean.cli._options import Options
from newsclean.cli._report import display_name, report, say
from newsclean.emitters import text
from newsclean.emitters.pieces import has_text, line_count
from newsclean.errors import UsageError
from newsclean.messages import counted
from newsclean.readers.files import STDIN
from newsclean.result import Result
from newsclean.visible import visible

TYPE_CHECKING = False
if TYPE_CHECKING:
    from newsclean.emitters.explain import Row

MARKED = ("markdown", "html")


def emit(result: Result, path: str, options: Options) -> Iterable[bytes]:
    """The bytes that one result gives."""
    if options.explain:
        return _explain(result, path, options)
    if options.diff:
        return _diff(result, path, options)
    if options.check:
        return ()
    if options.format == "text":
        return text.chunks(result, options.utf8, bool(options.with_title))
    if options.format in MARKED:
        return _marked_up(result, options)
    from newsclean import record

    return record.chunks(result)


def encoding_of(result: Result, options: Options) -> str:
    """The encoding of the bytes that one result gives."""
    return text.encoding_of(result, options.utf8) if options.format == "text" else "utf-8"


def _marked_up(result: Result, options: Options) -> Iterable[bytes]:
    links, images, with_title = map(bool, (options.links, options.images, options.with_title))
    if options.format == "html":
        from newsclean.emitters import html

        return html.chunks(result, links=links, images=images, with_title=with_title)
    from newsclean.emitters import markdown

    parts = markdown.chunks(result, links=links, images=images, with_title=with_title,
                            front_matter=bool(options.front_matter))  # fmt: skip
    # The last paragraph of a text and the first of the next are two.
    are_many = options.concat and len(options.paths) > 1
    return (*parts, b"\n") if parts and are_many else parts


def _explain(result: Result, path: str, options: Options) -> Iterable[bytes]:
    from newsclean.emitters import explain

    if options.format == "jsonl":
        return explain.jsonl(result, options.around)
    name = display_name(path)
    return shown(explain.rows(result, name, options.around), name, options)


def shown(rows: Iterable[Row], name: str, options: Options) -> Iterable[bytes]:
    """Rows in the format that is wanted. name: of the text, as messages call it."""
    from newsclean.emitters import explain

    if options.format == "svg":
        from newsclean.terminal import svg

        return (svg(rows, f"newsclean explain {name}"),)
    if options.format == "html":
        from newsclean.emitters import explain_html

        return explain_html.page(rows, visible(name))
    if len(options.paths) > 1:
        rows = chain(rows, [explain.BLANK])
    if options.color:
        from newsclean.terminal import colored

        return colored(rows)
    return explain.plain(rows)


def _diff(result: Result, path: str, options: Options) -> Iterable[bytes]:
    from newsclean.emitters import diff

    if result.source.kind == "html":
        raise UsageError("--diff is for texts, and this is an HTML page; explain shows its lines")
    name = b"stdin" if path == STDIN else fsencode(path)
    lines = diff.chunks(result, name, options.utf8)
    if options.color:
        from newsclean.terminal import colored_diff

        return colored_diff(lines)
    return lines


def tell(result: Result, path: str, options: Options) -> bool:
    """Say on standard error what is to be known; whether the exit code is to say it too."""
    total, removed = line_count(result.document), len(result.marks)
    cuts = len(result.document.spans)
    if options.verbose:
        from newsclean.emitters.explain import summary

        report(path, summary(result, total))
    if options.explain:
        return False
    if options.comments and result.comments is None and not options.quiet:
        report(path, "warning: --comments is for HTML pages, and this is a text")
    if options.captions is not None and result.source.kind != "html" and not options.quiet:
        flag = "--captions" if options.captions else "--no-captions"
        report(path, f"warning: {flag} is for HTML pages, and this is a text")
    is_changed = (
        removed > 0
        or cuts > 0
        or result.source.is_repaired
        or (options.utf8 and result.source.encoding != "utf-8")
    )
    found = options.check and is_changed
    if found and not options.quiet:
        from newsclean.emitters.explain import cut_count

        more = f", {cut_count(result.document)}" if cuts else ""
        told = f"{removed:,} of {counted(total, 'line')} removed{more}"
        say(f"would clean {display_name(path)}: {told}")
    if not has_text(result):
        found = found or options.fail_empty
        if result.source.kind == "html" and not options.quiet:
            report(path, f"warning: no article found: {_why_none(result, total)}")
        elif removed and not options.quiet:
            report(path, f"warning: nothing is left of {counted(total, 'line')}"
                         if removed == total else "warning: only blank lines are left")  # fmt: skip
    if options.quiet or options.check or options.diff:
        return found
    if options.format == "text" or options.format in MARKED:
        _warn_of_bytes(result, path, options)
    return found


def _why_none(result: Result, total: int) -> str:
    page = result.document.page
    if page is not None and page.nothing is not None:
        return f"the page is {page.nothing}"
    return f"none of {counted(total, 'line')} looks like one" if total else "the page holds no text"


def _warn_of_bytes(result: Result, path: str, options: Options) -> None:
    """Text output that is not the input's own bytes says so."""
    source = result.source
    bad = counted(source.bad_bytes, "byte")
    if source.kind == "html" or options.format in MARKED:
        if source.bad_bytes:
            report(path, f"warning: {bad} that are no character became U+FFFD")
    elif source.is_repaired and source.encoding != "utf-8" and not options.utf8:
        report(path, "warning: written as UTF-8, for the text was repaired")
    elif text.is_converted(result) and not source.is_repaired and not options.utf8:
        report(path, f"warning: written as UTF-8, {source.encoding} would not give the same bytes")
    elif options.utf8 and source.bad_bytes:
        report(path, f"warning: {bad} that are no character became U+FFFD")
