"""Many inputs at once: directories in, a tree or one stream out, or the files themselves."""

from __future__ import annotations

import gc
import os
import time

from newsclean.batch.manifest import Manifest
from newsclean.batch.tally import Tally
from newsclean.batch.temporary import sweep
from newsclean.cli._idle import warn_of_idle
from newsclean.cli._logs import Logs, check_logs
from newsclean.cli._options import Options
from newsclean.cli._output import (
    ClosedPipe,
    Output,
    OutputError,
    end_by_exception,
    open_output,
)
from newsclean.cli._own import check_output, check_tree
from newsclean.cli._plan import (
    aim,
    chunks,
    entries_of,
    is_done,
    is_tree,
    jobs_for,
    leave_out,
    remember,
)
from newsclean.cli._process import Entry, Outcome, Tools, process
from newsclean.cli._progress import meter_for, put_away, say_sums, say_sums_of_many
from newsclean.cli._records import run_records
from newsclean.cli._report import report, say
from newsclean.cli._run import (
    DONE,
    FAILED,
    FOUND,
    Cleaners,
    check_additions,
    check_usage,
    paged,
    wants_records,
)
from newsclean.cli._spread import Spread
from newsclean.emitters.joined import Joined
from newsclean.errors import InputError, UsageError, cause_of
from newsclean.messages import counted
from newsclean.readers.files import STDIN
from newsclean.visible import visible

TYPE_CHECKING = False
if TYPE_CHECKING:
    from newsclean.batch.workers import Lost
    from newsclean.terminal import Meter


def run_batch(options: Options) -> int:
    """Clean all inputs; the exit code. UsageError before anything is written."""
    gc.enable()  # off since the start, for the sake of a single input
    end_by_exception()
    _check(options)
    batch = _Batch(options)
    try:
        return batch.run()
    except (KeyboardInterrupt, SystemExit):
        batch.interrupted()
        raise


def _check(options: Options) -> None:
    if options.in_place:
        for flag, value in (("-o", options.output), ("--check", options.check),
                            ("--diff", options.diff), ("--utf8", options.utf8),
                            ("-f", options.format not in (None, "text")),
                            ("--with-title", options.with_title)):  # fmt: skip
            if value:
                raise UsageError(f"-i rewrites the texts themselves; leave out {flag}")
        if STDIN in options.paths:
            raise UsageError("-i needs files; standard input cannot be rewritten")
    if is_tree(options) and STDIN in options.paths:
        raise UsageError(f"-o {options.output}: standard input has no name; name a file")
    if options.backup is not None:
        if not options.in_place:
            raise UsageError("--backup goes with -i")
        if not options.backup or {"/", os.sep} & {*options.backup}:
            raise UsageError("--backup: an ending for the copy's name is wanted, such as .orig")
    if options.dry_run and not (options.in_place or is_tree(options)):
        raise UsageError("--dry-run goes with -o DIR/ or -i")


class _Batch:
    """One run: what to do, what was done."""

    def __init__(self, options: Options) -> None:
        self._options = options
        self._code = DONE
        self._manifest: Manifest | None = None
        self._logs = Logs()
        self._tally = Tally()
        self._used: frozenset[str] = frozenset()  # what options did something
        self._is_tree = is_tree(options)
        self._folder = (options.output or "").rstrip("/" + os.sep) or "/"
        self._started = time.monotonic()
        self._meter: Meter | None = None
        self._joined = Joined() if options.concat else None

    def run(self) -> int:
        """Find, clean, write, sum up."""
        options = self._options
        entries, met = entries_of(options, self._notice)
        cleaners = Cleaners(options, (entry.path for entry in entries))
        several = len(entries) > 1
        given = options.paths
        options.paths = [entry.path for entry in entries]
        is_one = not self._is_tree and not options.in_place
        if is_one:
            check_output(options.output, options.paths, met)
        if is_one and wants_records(options, is_batch=True):
            return self._run_records(cleaners, entries)
        if is_one:
            check_usage(options)
        elif several and (options.title is not None or options.url is not None):
            raise UsageError("--title and --url tell of one document; several inputs are given")
        check_additions(options, several=several and not self._is_tree)
        check_logs(options, options.paths)
        self._logs.open(options.errors, options.removed)
        if options.verbose:
            for entry in entries:
                cleaners.of(entry.path)  # tells of each configuration once, before workers do
        output: Output | None = None
        if self._is_tree:
            entries = self._planned(entries, cleaners, given, met)
        elif not options.in_place:
            output = paged() if options.pager else open_output(options.output)
        if options.dry_run and self._is_tree:
            _show([f"would write {entry.target}" for entry in entries])
            if self._manifest is not None:
                self._manifest.drop()
            return self._code
        try:
            self._do(Tools(options, cleaners), entries, output)
            if output is not None:
                output.commit() if self._tally.done or not entries else output.discard()
        except ClosedPipe:
            self._discard(output)
        except BaseException:
            self._discard(output)
            raise
        self._close()
        return self._code

    def _run_records(self, cleaners: Cleaners, entries: list[Entry]) -> int:
        """Files and streams of many documents into one output, their documents side by side."""
        options = self._options
        check_logs(options, options.paths)
        self._logs.open(options.errors, None)
        spread = Spread(jobs_for(options, sum(entry.size for entry in entries)), options.timeout)
        try:
            code = run_records(
                options, cleaners.of, spread, lambda one: self._fail(one.name, one.stage, one.cause)
            )
        finally:
            spread.close()
        self._logs.commit()
        return max(code, self._code)

    def _discard(self, output: Output | None) -> None:
        if output is not None:
            output.discard()
        self._logs.discard()

    def interrupted(self) -> None:
        """Keep what was done, say how to go on."""
        put_away(self._meter)
        if self._manifest is not None:
            self._manifest.close()
            say(f"newsclean: interrupted after {counted(self._tally.done, 'document')}; "
                "the same command goes on where it stopped")  # fmt: skip
        self._logs.interrupted()

    def _notice(self, path: str, cause: str, is_failure: bool) -> None:
        """Of something in a directory that is no text to clean."""
        if is_failure:
            self._fail(path, "read", cause)
        elif not self._options.quiet:
            report(path, cause)

    def _fail(self, path: str, stage: str, cause: str) -> None:
        report(path, cause)
        self._code = FAILED
        self._tally.failed += 1
        self._logs.fail(path, stage, cause, FAILED)

    def _planned(
        self, entries: list[Entry], cleaners: Cleaners, given: list[str], met: list[str]
    ) -> list[Entry]:
        """Where every result goes; without those that an earlier run made from the same.

        given, met: inputs as they were named, and what is none, for it lies where results go.
        """
        options = self._options
        aim(options, entries, self._folder)
        if options.dry_run and not os.path.isdir(self._folder):
            return entries
        try:
            self._manifest = manifest = Manifest(self._folder)
        except OSError as error:
            raise OutputError(f"-o {options.output}: {error.strerror}") from None
        try:
            targets = [one.target or "" for one in entries]
            check_tree(self._folder, given, targets, met, manifest, is_planned=not options.dry_run)
        except UsageError:
            manifest.drop()
            raise
        # What is asked of all inputs cannot be told of those that are passed over.
        if options.force or options.removed is not None or options.fail_empty:
            return entries
        left = [entry for entry in entries if not is_done(entry, manifest, self._folder, cleaners)]
        self._tally.same = len(entries) - len(left)
        return left

    def _do(self, tools: Tools, entries: list[Entry], output: Output | None) -> None:
        options = self._options
        if self._is_tree:
            sweep({os.path.dirname(entry.target or "") for entry in entries})
        elif options.in_place and not options.dry_run:
            sweep({os.path.dirname(entry.path) for entry in entries})
        jobs = min(jobs_for(options, sum(entry.size for entry in entries)), len(entries))
        if any(entry.path == STDIN for entry in entries):
            jobs = 1
        if jobs > 1 or options.timeout is not None:
            from newsclean.batch.workers import mapped

            outcomes = mapped(process, tools, chunks(entries), jobs, options.timeout)
        else:
            outcomes = ([process(tools, entry)] for entry in entries)
        if len(entries) > 1:
            size = sum(entry.size for entry in entries)
            self._meter = meter_for(options, len(entries), size)
        at = 0
        for done in outcomes:
            for outcome in done:
                self._take(entries[at], outcome, output, tools.cleaners)
                at += 1
            if self._manifest is not None:
                self._manifest.flush()

    def _take(
        self, entry: Entry, outcome: Outcome | Lost, output: Output | None, cleaners: Cleaners
    ) -> None:
        """Write and count what became of an input."""
        if self._meter is not None:
            self._meter.step(entry.size, sum(self._tally.removed.values()))
        if not isinstance(outcome, Outcome):
            self._fail(entry.path, "clean", outcome.cause)
            return
        for line in outcome.messages:
            say(line)
        for failure in outcome.failures:
            self._fail(*failure)
        if output is not None:
            self._write(entry, outcome, output)
        self._logs.remove(outcome.log)
        if outcome.is_found:
            self._code = self._code or FOUND
        self._used |= outcome.used
        self._tally.join(outcome.tally)
        if self._options.dry_run and outcome.tally.changed:
            _show([f"would clean {entry.path}"])
        if outcome.failures:
            return  # the next run tries again
        manifest = self._manifest
        if manifest is not None and (
            not outcome.is_left_out or self._is_left_out(entry, manifest)
        ):  # fmt: skip
            remember(entry, manifest, self._folder, cleaners)

    def _write(self, entry: Entry, outcome: Outcome, output: Output) -> None:
        data = outcome.data
        try:
            if self._joined is not None:
                data = self._joined.next(data, outcome.encoding)
        except InputError as error:
            self._fail(entry.path, "write", str(error))
        else:
            output.write(data)

    def _is_left_out(self, entry: Entry, manifest: Manifest) -> bool:
        """Take away what an earlier run made of an input that has no result now."""
        target = entry.target or ""
        try:
            if leave_out(entry, manifest, self._folder):
                return True
        except OSError as error:
            self._fail(target, "write", cause_of(error))
            return False
        self._notice(target, "stays, for newsclean did not write it; its input has no result",
                     False)  # fmt: skip
        return False

    def _close(self) -> None:
        put_away(self._meter)
        if self._manifest is not None:
            has_nothing = self._tally.failed and not (self._tally.done or self._tally.same)
            self._manifest.drop() if has_nothing else self._manifest.close()
            if self._manifest.problem is not None and not has_nothing:
                cause = f"{self._manifest.problem}; the next run does some documents again"
                self._fail(self._manifest.path, "write", cause)
        self._logs.commit()
        if self._tally.done and not self._tally.same:
            warn_of_idle(self._options, self._used)
        if self._is_tree or self._options.in_place:
            say_sums(self._options, self._tally, self._started)
        else:
            say_sums_of_many(self._options, self._tally, self._started)


def _show(lines: list[str]) -> None:
    """Lines for standard output, where names cannot drive the terminal."""
    open_output(None).write("".join([visible(line) + "\n" for line in lines]).encode())
