"""Inputs that hold many documents, and outputs that hold many records."""

from __future__ import annotations

import gc
import os

from newsclean import record
from newsclean.batch.tally import Tally
from newsclean.cli._options import Options
from newsclean.cli._output import ClosedPipe, Output, OutputError, open_output, refuse_own_output
from newsclean.cli._report import cause_of, display_name, report, say
from newsclean.errors import InputError, NewscleanError, UsageError
from newsclean.readers.files import STDIN, open_file
from newsclean.records.gate import Gate
from newsclean.records.item import Failure, Item, Outcome, chunks
from newsclean.records.kinds import KINDS, kind_of, read
from newsclean.records.opening import Stream
from newsclean.records.outputs import form_of, make
from newsclean.records.wanted import Wanted
from newsclean.records.work import Work
from newsclean.records.writers import Compressed, Writer, compression_by_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from newsclean.cleaner import Cleaner

    # What spreads the work: `map`, or one that has more processes.
    Mapped = Callable[[Work, Iterator[list[Item | Failure]]], Iterable[list[Outcome]]]
    Failed = Callable[[Failure], None]

DONE, FOUND, FAILED = 0, 1, 2
FORMATS = ("text", "jsonl", "json", "csv", "tsv", "parquet")


def report_failure(failure: Failure) -> None:
    """Say on standard error what failed."""
    report(failure.name, failure.cause)


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
    if not options.is_format_given and options.format == "text":
        options.format = default_format(options, next(iter(options.paths), STDIN))
    check(options)
    done = 0
    output: Output | None = None
    log: Output | None = None
    try:
        output = open_output(options.output)
        log = None if options.removed is None else open_output(options.removed)
        run = Run(options, output, log, mapped, failed)
        for path in options.paths:
            try:
                descriptor = open_file(path)
                try:
                    run.stream(Stream(descriptor), path, cleaner_of(path))
                finally:
                    if descriptor:
                        os.close(descriptor)
                done += 1
            except (ClosedPipe, OutputError, UsageError):
                raise
            except (NewscleanError, OSError, MemoryError) as error:
                run.fail(Failure(path, "read", cause_of(error)))
        run.finish()
        if run.code == FAILED:
            refuse_own_output(options)
        for each in (output, log):
            if each is not None:
                each.commit() if done or not options.paths else each.discard()
    except ClosedPipe:
        _discard(output, log)
    except BaseException:
        _discard(output, log)
        raise
    return run.code


def by_content(
    descriptor: int, head: bytes, path: str, options: Options, cleaner: Cleaner, output: Output
) -> bytes | int:
    """An input that begins like records; its bytes when it is one text after all.

    Else its documents go to the output, and the answer is the exit code.
    """
    stream = Stream(descriptor, head)
    kind = kind_of(stream, path)
    if kind is None:
        return text_of(stream, options)
    is_text = options.format == "text" and not options.is_format_given
    if is_text and not (options.concat or options.check or options.explain or options.diff):
        if len(options.paths) > 1:
            raise UsageError(f"{display_name(path)} holds many documents; use -f jsonl")
        options.format = written_as(kind)
    check(options)
    run = Run(options, output, None)
    run.stream(stream, path, cleaner, kind)
    run.finish()
    return run.code


def _discard(*outputs: Output | None) -> None:
    for output in outputs:
        if output is not None:
            output.discard()


def default_format(options: Options, path: str) -> str:
    """What comes out where nothing is said: what came in, where that can be written."""
    from newsclean.records.kinds import by_name

    return written_as(options.input if options.input in KINDS else by_name(path))


def written_as(kind: str | None, can_be_parquet: bool = False) -> str:
    """The format in which records of a kind come out where nothing is said.

    can_be_parquet: whether a name asks for bytes that no terminal and no pipe wants.
    """
    if kind == "parquet" and can_be_parquet:
        return kind
    return kind if kind in ("json", "csv", "tsv") else "jsonl"


def check(options: Options) -> None:
    """Refuse what cannot be meant of records."""
    for flag in ("diff", "explain"):
        if getattr(options, flag):
            name = f"--{flag}" if flag == "diff" else flag
            raise UsageError(f"{name} is for texts; take one out of the records first")
    if len(options.paths) > 1:
        _check_text(options)
    if options.format not in FORMATS:
        known = ", ".join(FORMATS[1:])
        raise UsageError(f"-f {options.format} is for texts and pages; use {known}")
    for name in ("links", "images", "front_matter", "with_title"):
        if getattr(options, name):
            flag = name.replace("_", "-")
            raise UsageError(f"--{flag} is for texts and pages; records have fields for all of it")
    if options.paths.count(STDIN) > 1:
        raise UsageError("standard input (-) can be read only once")
    if options.quiet and options.verbose:
        raise UsageError("-q and -v exclude each other")
    if options.encoding is not None:
        from newsclean.readers.text import find_encoding

        find_encoding(options.encoding)


def _chooses(options: Options) -> bool:
    """Whether fields of the record are chosen, so that a record is what is wanted."""
    return options.fields is not None or options.no_removed


def _check_text(options: Options) -> None:
    if options.format == "text" and not (options.concat or options.check):
        raise UsageError("texts of many documents would run into one; use -f jsonl, or --concat")


def wanted_of(options: Options, form: str) -> Wanted:
    """The fields that the options name."""
    return Wanted(
        form,
        text=options.text_field,
        output=options.output_field,
        id=options.id_field,
        title=options.title_field,
        url=options.url_field,
        language=options.lang_field,
        keys=keys_of(options),
        most=options.max_bytes,
        is_guarded=options.guard_formulas,
    )


def keys_of(options: Options) -> frozenset[str] | None:
    """The keys of our record that are written; None for all."""
    known = record.names()
    names = options.fields
    if names is not None:
        for name in names:
            if name not in known:
                from difflib import get_close_matches

                near = get_close_matches(name, known, 1)
                hint = f"; did you mean {near[0]}?" if near else f"; known: {', '.join(known)}"
                raise UsageError(f"--fields {name}: no such field of the record{hint}")
    elif not options.no_removed:
        return None
    kept = set(known if names is None else names)
    return frozenset(kept - ({"removed"} if options.no_removed else set()))


class Run:
    """One output on its way, and what became of the documents so far."""

    def __init__(
        self,
        options: Options,
        output: Output,
        log: Output | None,
        mapped: Mapped = map,
        failed: Failed = report_failure,
    ) -> None:
        self.code = DONE
        self.tally = Tally()
        self._failed = failed
        self._options = options
        self._mapped = mapped
        format = "none" if options.check else options.format or "jsonl"
        packing = compression_by_name(options.output) if not options.check else None
        self._packed = None if packing is None else Compressed(output.write, packing)
        self._write = output.write if self._packed is None else self._packed.write
        self._wanted = wanted_of(options, form_of(format))
        self._writer: Writer = make(format, self._write, self._wanted)
        packing = None if log is None else compression_by_name(options.removed)
        self._packed_log = (
            None if log is None or packing is None else Compressed(log.write, packing)
        )
        self._log = None if log is None else (self._packed_log or log).write

    def stream(self, stream: Stream, path: str, cleaner: Cleaner, kind: str | None = None) -> None:
        """All documents of one input. InputError when it gives none."""
        options = self._options
        name = display_name(path)
        if kind is None and options.input in KINDS:
            kind = options.input
        elif kind is None and options.input in (None, "auto"):
            kind = kind_of(stream, path)
        if kind is None:
            if options.format == "json":
                self._single()
            elif not options.is_format_given and len(options.paths) == 1 and not _chooses(options):
                self._as_text()
            items: Iterator[Item | Failure] = _text(stream, path, options)
        else:
            _check_text(options)
            if options.title is not None or options.url is not None:
                raise UsageError(
                    "--title and --url tell of one document; --title-field and --url-field name "
                    "the fields of records"
                )
            items = read(kind, stream, name, self._wanted, options.encoding)
        work = Work(
            cleaner, self._wanted, language=options.lang, encoding=options.encoding,
            is_named=path != STDIN, is_logged=self._log is not None, debug=options.debug,
        )  # fmt: skip
        gate = Gate()
        for outcomes in self._mapped(work, chunks(items, stream)):
            passed = gate.passed(outcomes)
            if passed:
                self._take(passed)
        rest, problem = gate.rest()
        self._take(rest)
        if problem is not None:
            raise problem

    def _single(self) -> None:
        """One text gives one object: the shape does not depend on how many names a glob gave."""
        if len(self._options.paths) > 1:
            raise UsageError("-f json is for one text, or for files of many; use -f jsonl")
        self._writer = make("jsonl", self._write, self._wanted)

    def _as_text(self) -> None:
        """One text gives a text, where nobody asks for more."""
        if not self._options.check:
            self._wanted = wanted_of(self._options, "text")
            self._writer = make("text", self._write, self._wanted)

    def _take(self, outcomes: list[Outcome]) -> None:
        options = self._options
        self._writer.announce(outcomes)
        for outcome in outcomes:
            if outcome.failure is not None:
                self.fail(outcome.failure)
            else:
                self._tell(outcome)
                self.tally.add(
                    outcome.removed, is_changed=outcome.is_changed, is_empty=outcome.is_empty
                )
            is_left_out = (options.skip_empty and outcome.is_empty) or (
                options.only_changed and not outcome.is_changed
            )
            if is_left_out:
                outcome.row = None
        if self._log is not None and (data := b"".join([o.log for o in outcomes])):
            self._log(data)
        for failure in self._writer.add(outcomes):
            self.fail(failure)

    def _tell(self, outcome: Outcome) -> None:
        options = self._options
        name = outcome.name
        if options.verbose:
            left = ", nothing is left" if outcome.is_empty else ""
            report(name, f"{outcome.removed_lines} of {outcome.lines} lines removed{left}")
        if options.check and outcome.is_changed:
            self.code = self.code or FOUND
            if not options.quiet:
                say(f"would clean {name}: {outcome.removed_lines} of {outcome.lines} lines removed")
        if outcome.is_empty and options.fail_empty:
            self.code = self.code or FOUND

    def fail(self, failure: Failure) -> None:
        """Say what failed; the others go on."""
        self.code = FAILED
        self._failed(failure)

    def finish(self) -> None:
        """All documents are there."""
        for failure in self._writer.finish():
            self.fail(failure)
        for packed in (self._packed, self._packed_log):
            if packed is not None:
                packed.finish()


def _text(stream: Stream, path: str, options: Options) -> Iterator[Item | Failure]:
    """One text or page as the only document of its input."""
    data = text_of(stream, options)
    kind = options.input or "auto"
    yield Item(
        display_name(path), data, id=None if path == STDIN else path, kind=kind,
        title=options.title, url=options.url, language=options.lang,
    )  # fmt: skip


def text_of(stream: Stream, options: Options) -> bytes:
    """All bytes of an input that is one text. InputError when they are too many."""
    from newsclean.records.wanted import DEFAULT_MOST

    most = options.max_bytes or (None if stream.compression is None else DEFAULT_MOST)
    parts, size = [], 0
    for part in stream.parts():
        parts.append(part)
        size += len(part)
        if most is not None and size > most:
            raise InputError(f"holds more than {most:,} bytes, as --max-bytes allows")
    return b"".join(parts)
