"""Inputs that hold many documents, and outputs that hold many records."""

from __future__ import annotations

import gc
import os
from time import monotonic

from newsclean.cli._idle import warn_of_idle
from newsclean.cli._options import Options
from newsclean.cli._output import ClosedPipe, Output, OutputError, open_output, refuse_own_output
from newsclean.cli._progress import Progress
from newsclean.cli._record_options import check, default_format, written_as
from newsclean.cli._record_run import FAILED, Run, report_failure, text_of
from newsclean.cli._report import display_name
from newsclean.errors import NewscleanError, UsageError, cause_of
from newsclean.readers.files import STDIN, open_file
from newsclean.records.item import Failure
from newsclean.records.kinds import is_array, kind_of
from newsclean.records.opening import Stream

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from newsclean.cleaner import Cleaner
    from newsclean.cli._record_run import Failed, Mapped
    from newsclean.emitters.joined import Joined


def run_records(
    options: Options,
    cleaner_of: Callable[[str], Cleaner],
    mapped: Mapped = map,
    failed: Failed = report_failure,
) -> int:
    """Clean every document of every input; the exit code, as that of `run`.

    cleaner_of: the cleaner for a path. mapped: what spreads the work over processes; results in
    order. failed: is told of what cannot be read or cleaned.
    """
    gc.enable()
    if not options.is_format_given and options.format == "text" and not options.concat:
        options.format = default_format(options, next(iter(options.paths), STDIN))
    check(options)
    started = monotonic()
    done = 0
    output: Output | None = None
    log: Output | None = None
    try:
        output = open_output(options.output)
        log = None if options.removed is None else open_output(options.removed)
        with Progress(options, options.paths) as progress:
            run = Run(options, output, log, mapped, failed, progress=progress)
            done = sum([_stream(path, run, cleaner_of, progress) for path in options.paths])
            run.finish()
        if done and len(options.paths) > 1:
            warn_of_idle(options, run.used)
        if run.code == FAILED:
            refuse_own_output(options)
        for each in (output, log):
            if each is not None:
                each.commit() if done or not options.paths else each.discard()
        run.sum_up(started)
    except ClosedPipe:
        _discard(output, log)
    except BaseException:
        _discard(output, log)
        raise
    return run.code


def _stream(
    path: str, run: Run, cleaner_of: Callable[[str], Cleaner], progress: Progress
) -> bool:
    """Clean the documents of one input; whether it could be read."""
    try:
        descriptor = open_file(path)
        try:
            progress.begin(descriptor)
            run.stream(Stream(descriptor), path, cleaner_of(path))
        finally:
            if descriptor:
                os.close(descriptor)
    except (ClosedPipe, OutputError, UsageError):
        raise
    except (NewscleanError, OSError, MemoryError) as error:
        run.fail(Failure(path, "read", cause_of(error)))
        return False
    finally:
        progress.end()
    return True


def by_content(
    descriptor: int, head: bytes, path: str, options: Options, cleaner: Cleaner, output: Output,
    joined: Joined | None,
) -> bytes | int:  # fmt: skip
    """An input that begins like records; its bytes when it is one text after all.

    Else its documents go to the output, and the answer is the exit code. joined: what puts texts
    below those of other inputs, where they are one.
    """
    stream = Stream(descriptor, head)
    kind = kind_of(stream, path)
    if kind is None:
        return text_of(stream, options)
    is_text = options.format == "text" and not options.is_format_given
    if is_text and not (options.concat or options.check or options.explain or options.diff):
        if len(options.paths) > 1:
            raise UsageError(f"{display_name(path)} holds many documents; use -f jsonl")
        options.format = written_as(kind, is_array=is_array(stream))
    check(options)
    started = monotonic()
    with Progress(options, [path]) as progress:
        progress.begin(descriptor)
        run = Run(options, output, None, joined=joined, progress=progress)
        run.stream(stream, path, cleaner, kind)
        run.finish()
    if len(options.paths) == 1:
        run.sum_up(started)
    return run.code


def _discard(*outputs: Output | None) -> None:
    for output in outputs:
        if output is not None:
            output.discard()
