"""Many inputs at once: directories in, a tree or one stream out, or the files themselves."""

from __future__ import annotations

import gc
import os
import stat
import time

from newsclean.batch.manifest import Manifest, sweep
from newsclean.batch.tally import Tally, documents
from newsclean.batch.targets import targets
from newsclean.batch.walk import Found, Walker, place_of
from newsclean.cli._options import Options
from newsclean.cli._output import (
    ClosedPipe,
    Output,
    OutputError,
    end_by_exception,
    is_special,
    open_output,
)
from newsclean.cli._process import Entry, Outcome, Tools, process
from newsclean.cli._records import run_records
from newsclean.cli._report import divert, report, say
from newsclean.cli._run import (
    DONE,
    FAILED,
    FOUND,
    Cleaners,
    check_additions,
    check_usage,
    wants_records,
)
from newsclean.cli._spread import spread
from newsclean.errors import UsageError
from newsclean.readers.files import STDIN
from newsclean.records.writers import Compressed, compression_by_name
from newsclean.visible import visible

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from newsclean.batch.workers import Lost
    from newsclean.terminal import Meter

_CHUNK_FILES, _CHUNK_BYTES = 64, 1 << 20  # of one task: single small files would cost double
_LITTER_AGE = 600.0  # seconds after which nobody writes to a temporary file any more
_MANY_BYTES = 3 << 20  # from here on a second process earns back what its start costs


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
    if _is_tree(options) and STDIN in options.paths:
        raise UsageError(f"-o {options.output}: standard input has no name; name a file")
    if options.backup is not None:
        if not options.in_place:
            raise UsageError("--backup goes with -i")
        if not options.backup or {"/", os.sep} & {*options.backup}:
            raise UsageError("--backup: an ending for the copy's name is wanted, such as .orig")
    if options.dry_run and not (options.in_place or _is_tree(options)):
        raise UsageError("--dry-run goes with -o DIR/ or -i")
    if options.jobs is not None and options.jobs < 0:
        raise UsageError("-j: a number of processes is wanted, 0 for as many as there are cores")


class _Batch:
    """One run: what to do, what was done."""

    def __init__(self, options: Options) -> None:
        self._options = options
        self._code = DONE
        self._manifest: Manifest | None = None
        self._errors: Output | None = None
        self._removed: Output | None = None
        self._packed: Compressed | None = None
        self._tally = Tally()
        self._is_tree = _is_tree(options)
        self._started = time.monotonic()
        self._meter: Meter | None = None

    def run(self) -> int:
        """Find, clean, write, sum up."""
        options = self._options
        entries, relatives = self._entries()
        cleaners = Cleaners(options, (entry.path for entry in entries))
        several = len(entries) > 1
        options.paths = [entry.path for entry in entries]
        is_one = not self._is_tree and not options.in_place
        if is_one and wants_records(options, is_batch=True):
            return self._run_records(cleaners, entries)
        if is_one:
            check_usage(options)
        elif several and (options.title is not None or options.url is not None):
            raise UsageError("--title and --url tell of one document; several inputs are given")
        check_additions(options, several=several and not self._is_tree)
        _check_logs(options, options.paths)
        self._open_logs()
        if options.verbose:
            for entry in entries:
                cleaners.of(entry.path)  # tells of each configuration once, before workers do
        tools = Tools(options, cleaners)
        output: Output | None = None
        if self._is_tree:
            entries = self._planned(entries, relatives, cleaners)
        elif not options.in_place:
            output = open_output(options.output)
        if options.dry_run and self._is_tree:
            lines = [f"would write {entry.target}" for entry in entries]
            _show(lines)
            return self._code
        try:
            self._do(tools, entries, output)
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
        _check_logs(options, options.paths)
        if options.errors is not None:
            self._errors = open_output(options.errors)
        jobs = _jobs(options, sum(entry.size for entry in entries))
        code = run_records(
            options, cleaners.of, spread(jobs, options.timeout),
            lambda one: self._fail(one.name, one.stage, one.cause),
        )  # fmt: skip
        self._close()
        return max(code, self._code)

    def _open_logs(self) -> None:
        options = self._options
        if options.errors is not None:
            self._errors = open_output(options.errors)
        if options.removed is not None:
            self._removed = open_output(options.removed)
            packing = compression_by_name(options.removed)
            if packing is not None:
                self._packed = Compressed(self._removed.write, packing)

    def _discard(self, output: Output | None) -> None:
        for one in (output, self._removed):
            if one is not None:
                one.discard()

    def interrupted(self) -> None:
        """Keep what was done, say how to go on."""
        if self._meter is not None:
            self._meter.close()
            divert(None)
        if self._manifest is not None:
            self._manifest.close()
            say(f"newsclean: interrupted after {documents(self._tally.done)}; "
                "the same command goes on where it stopped")  # fmt: skip
        if self._errors is not None:
            self._errors.commit()

    def _entries(self) -> tuple[list[Entry], list[Found]]:
        """Every input, those of directories found, and what each is called below its argument."""
        options = self._options
        walker = Walker(
            include=options.include, exclude=options.exclude, hidden=options.hidden,
            ignoring=not options.no_ignore, follow=options.follow, backup=options.backup,
            notice=self._notice,
        )  # fmt: skip
        avoided = []
        if options.output is not None and (place := place_of(options.output)) is not None:
            avoided.append(place)
        entries: list[Entry] = []
        relatives: list[Found] = []
        for path in options.paths:
            if path == STDIN or not os.path.isdir(path):
                found = [Found(path, os.path.basename(path), _stamp(path))]
            elif place_of(path) in avoided:
                raise UsageError(f"-o {options.output}: is the input; -i cleans files in place")
            else:
                found = list(walker.files(path, avoided))
                if not found and not options.quiet:
                    report(path, "warning: no files to read in it")
            for one in found:
                entries.append(Entry(one.path, one.stamp))
                relatives.append(one)
        return entries, relatives

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
        if self._errors is not None:
            import json

            told = {"file": path, "stage": stage, "cause": cause, "code": FAILED}
            self._errors.write(json.dumps(told).encode() + b"\n")

    def _planned(
        self, entries: list[Entry], relatives: list[Found], cleaners: Cleaners
    ) -> list[Entry]:
        """Where every result goes; without those that an earlier run made from the same."""
        options = self._options
        assert options.output is not None
        folder = options.output.rstrip("/" + os.sep) or "/"
        inputs = {os.path.abspath(entry.path) for entry in entries}
        form = options.format if options.is_format_given else None
        for entry, target in zip(
            entries, targets(relatives, form, folder), strict=True
        ):
            if os.path.abspath(target) in inputs:
                raise UsageError(f"{target} is an input; -i cleans files in place")
            entry.target = target
        if options.dry_run and not os.path.isdir(folder):
            return entries
        try:
            os.makedirs(folder, exist_ok=True)
            manifest = Manifest(folder)
        except OSError as error:
            raise OutputError(f"-o {options.output}: {error.strerror}") from None
        self._manifest = manifest
        # What is asked of all inputs cannot be told of those that are passed over.
        if options.force or options.removed is not None or options.fail_empty:
            return entries
        left = []
        for entry in entries:
            assert entry.target is not None
            own = os.path.relpath(entry.target, folder)
            told = cleaners.options_of(entry.path)
            if entry.stamp is not None and manifest.has(
                own, entry.path, entry.stamp, told, _size_of(entry.target)
            ):
                self._tally.same += 1
            else:
                left.append(entry)
        return left

    def _do(self, tools: Tools, entries: list[Entry], output: Output | None) -> None:
        options = self._options
        if self._is_tree:
            sweep({os.path.dirname(entry.target or "") for entry in entries})
        elif options.in_place and not options.dry_run:
            sweep({os.path.dirname(entry.path) for entry in entries}, _LITTER_AGE)
        jobs = min(_jobs(options, sum(entry.size for entry in entries)), len(entries))
        if any(entry.path == STDIN for entry in entries):
            jobs = 1
        if jobs > 1 or options.timeout is not None:
            from newsclean.batch.workers import mapped

            outcomes = mapped(process, tools, _chunks(entries), jobs, options.timeout)
        else:
            outcomes = ([process(tools, entry)] for entry in entries)
        self._meter = _meter(options, entries)
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
            output.write(outcome.data)
        if self._removed is not None and outcome.log:
            (self._packed or self._removed).write(outcome.log)
        if outcome.is_found:
            self._code = self._code or FOUND
        self._tally.join(outcome.tally)
        if self._options.dry_run and outcome.tally.changed:
            _show([f"would clean {entry.path}"])
        if outcome.failures:
            return  # the next run tries again
        if self._manifest is not None and entry.stamp is not None and entry.target is not None:
            assert self._options.output is not None
            own = os.path.relpath(entry.target, self._options.output)
            told = cleaners.options_of(entry.path)
            self._manifest.add(own, entry.path, entry.stamp, told, _size_of(entry.target))

    def _close(self) -> None:
        if self._meter is not None:
            self._meter.close()
            divert(None)
        if self._manifest is not None:
            self._manifest.close()
        if self._packed is not None:
            self._packed.finish()
        for log in (self._errors, self._removed):
            if log is not None:
                log.commit()
        if (self._is_tree or self._options.in_place) and not self._options.quiet:
            say(f"newsclean: {self._tally.told(time.monotonic() - self._started)}")


def _size_of(path: str) -> int | None:
    try:
        return os.lstat(path).st_size
    except OSError:
        return None


def _check_logs(options: Options, paths: Iterable[str]) -> None:
    """Refuse logs that would go over an input or a result."""
    taken = {place for path in paths if path != STDIN and (place := place_of(path)) is not None}
    names = [options.output] if options.output not in (None, "-") else []
    for flag, path in (("--removed", options.removed), ("--errors", options.errors)):
        if path is None or is_special(path):
            continue
        if place_of(path) in taken:
            raise UsageError(f"{flag} {path}: is an input")
        if any(os.path.abspath(path) == os.path.abspath(name) for name in names if name):
            raise UsageError(f"{flag} {path}: is another output, too")
        names.append(path)


def _show(lines: list[str]) -> None:
    """Lines for standard output, where names cannot drive the terminal."""
    open_output(None).write("".join([visible(line) + "\n" for line in lines]).encode())


def _is_tree(options: Options) -> bool:
    output = options.output
    return output is not None and (output.endswith(("/", os.sep)) or os.path.isdir(output))


def _stamp(path: str) -> tuple[int, int] | None:
    try:
        status = os.stat(path)
    except OSError:
        return None
    return (status.st_size, status.st_mtime_ns) if stat.S_ISREG(status.st_mode) else None


def _jobs(options: Options, size: int) -> int:
    """How many processes for so many bytes; without `-j` one a core where there is much to do."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    if options.jobs is None:
        return (cores or 1) if size > _MANY_BYTES else 1
    return options.jobs or cores or 1


def _chunks(entries: Iterable[Entry]) -> Iterator[list[Entry]]:
    chunk: list[Entry] = []
    size = 0
    for entry in entries:
        chunk.append(entry)
        size += entry.size
        if len(chunk) == _CHUNK_FILES or size >= _CHUNK_BYTES:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


def _meter(options: Options, entries: list[Entry]) -> Meter | None:
    """A bar on standard error, where that is a terminal; messages then stand above it."""
    if options.quiet or options.no_progress or len(entries) < 2:
        return None
    from newsclean.cli._color import is_terminal

    if not is_terminal(2):
        return None
    from newsclean.terminal import Meter

    meter = Meter(len(entries), sum(entry.size for entry in entries))
    divert(meter.say)
    return meter
