"""Where the command starts: the plain uses run without click.

Those are nothing, `-` or one file, with or without `-f`, `--profile` and `--input`, and `explain`
and `--diff` with no more than that where neither colour nor pager is wanted. Click costs
more than all the rest of them together; everything else goes on to it.
"""

from __future__ import annotations

import gc
import os
import sys

INTERRUPTED = 130
_FORMATS = (None, "text", "json", "jsonl", "markdown", "html")
_EXPLAINED = (None, "text", "jsonl", "html")


def main() -> None:
    """Run the command with the arguments of the process, and end the process."""
    # Nothing of one short run is worth collecting; `run` turns it on again for many inputs.
    gc.disable()
    # Results are written to the descriptor; whoever prints (a filter of another package, a library)
    # means the person, and would stand in the article.
    sys.stdout = sys.stderr
    try:
        code = _run(sys.argv[1:])
    except KeyboardInterrupt:
        code = INTERRUPTED
    except SystemExit as stop:  # SIGTERM, once its temporary file is gone
        code = stop.code if isinstance(stop.code, int) else 1
    _leave(code)


def _run(args: list[str]) -> int:
    from newsclean.errors import NewscleanError, unforeseen

    try:
        if "_NEWSCLEAN_COMPLETE" in os.environ:  # a shell asks what it may complete
            from newsclean.cli.completion import complete

            return complete()
        if args[:1] == ["filters"] and len(args) < 3 and not args[-1].startswith("-"):
            return _show_filters(args[1] if len(args) == 2 else None)
        is_explained = args[:1] == ["explain"] and _is_piped()
        plain = plain_request(args[1:], is_explained=True) if is_explained else plain_request(args)
        if plain is None:
            from newsclean.cli._app import run_app

            return run_app(args)
        from newsclean.cli._options import Options
        from newsclean.cli._run import run

        options = Options()
        path, options.format, options.profile, options.input, options.diff = plain
        options.paths = [path]
        options.explain = is_explained
        return run(options)
    except NewscleanError as error:
        from newsclean.cli._report import report

        report(None, str(error))
        return error.exit_code
    except Exception as error:
        from newsclean.cli._report import report

        report(None, unforeseen(error, debug="--debug" in args))
        return 2


def _show_filters(name: str | None) -> int:
    from newsclean.cli._output import ClosedPipe, open_output
    from newsclean.cli._pages import page

    try:
        open_output(None).write(page(name).encode())
    except ClosedPipe:  # `newsclean filters | head -1`
        pass
    return 0


def _is_piped() -> bool:
    """Whether nobody sees the output, so that it has neither colour nor pager."""
    colors = ("FORCE_COLOR", "NEWSCLEAN_COLOR")
    return not _is_terminal(1) and not any(map(os.environ.get, colors))


def plain_request(
    args: list[str], *, is_explained: bool = False
) -> tuple[str, str | None, str | None, str | None, bool] | None:
    """Path (`-` for none), format, profile, kind of input and whether `--diff` is wanted.

    None when there is more than that.

    is_explained: whether they are those of `explain`, which has its own formats.
    Help for a terminal without input, commands and everything odd are click's.
    """
    from newsclean.cli import COMMANDS

    path, form, profile, kind, is_diff = None, None, None, None, False
    left = iter(args)
    for arg in left:
        if arg in ("-f", "--format"):
            form = next(left, "")
        elif arg.startswith(("-fj", "-ft", "-fm", "-fh")):
            form = arg[2:]
        elif arg.startswith("--format="):
            form = arg[9:]
        elif arg == "--profile":
            profile = next(left, "")
        elif arg.startswith("--profile="):
            profile = arg[10:]
        elif arg == "--input":
            kind = next(left, "")
        elif arg.startswith("--input="):
            kind = arg[8:]
        elif arg == "--diff" and not is_explained:
            is_diff = True
        elif path is None and (
            arg == "-" or (arg and arg[0] != "-" and (is_explained or args[0] not in COMMANDS))
        ):
            path = arg
        else:
            return None
    if profile not in (None, "auto", "repost", "page"):
        return None
    if kind not in (None, "auto", "text", "html"):
        return None
    if is_diff and (form is not None or not _is_piped()):
        return None
    if form == "md":
        form = "markdown"
    if form not in (_EXPLAINED if is_explained else _FORMATS):
        return None
    if path is None and _is_terminal(0):
        return None
    if path is not None and path != "-" and (not os.path.exists(path) or os.path.isdir(path)):
        return None  # a directory, or a mistyped command perhaps; click's side says so
    return path or "-", form, profile, kind, is_diff


def _is_terminal(descriptor: int) -> bool:
    try:
        return os.isatty(descriptor)
    except OSError:
        return False


def _leave(code: int) -> None:
    """End at once: taking down the interpreter would cost more than a small run itself.

    Results are written unbuffered; what a library printed goes out here, if it still can. Nothing
    is left that Python would try to flush into a closed pipe.
    """
    try:
        if sys.stderr is not None:
            sys.stderr.flush()
    except (OSError, ValueError):
        pass
    os._exit(code)
