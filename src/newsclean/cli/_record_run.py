"""The documents of inputs on their way to one output of records."""

from __future__ import annotations

from newsclean.batch.tally import Tally
from newsclean.cli._idle import refuse_idle, used_by
from newsclean.cli._options import Options
from newsclean.cli._output import Output
from newsclean.cli._progress import Progress, say_sums_of_many
from newsclean.cli._record_options import check_text, chooses, wanted_of
from newsclean.cli._report import display_name, report, say
from newsclean.errors import InputError, UsageError
from newsclean.formats import KINDS, compression_by_name
from newsclean.messages import counted
from newsclean.readers.files import STDIN
from newsclean.records.gate import Gate
from newsclean.records.item import Failure, Item, Outcome, chunks
from newsclean.records.kinds import kind_of, read
from newsclean.records.opening import Stream
from newsclean.records.outputs import form_of, make
from newsclean.records.sought import Sought
from newsclean.records.wanted import DEFAULT_MOST
from newsclean.records.work import Work
from newsclean.records.writers import Compressed, Writer

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from newsclean.cleaner import Cleaner
    from newsclean.emitters.joined import Joined

    # What spreads the work: `map`, or one that has more processes.
    Mapped = Callable[[Work, Iterator[list[Item | Failure]]], Iterable[list[Outcome]]]
    Failed = Callable[[Failure], None]

DONE, FOUND, FAILED = 0, 1, 2


def report_failure(failure: Failure) -> None:
    """Say on standard error what failed."""
    report(failure.name, failure.cause)


class Run:
    """One output on its way, and what became of the documents so far.

    mapped, failed: as of `run_records`. is_part: whether other inputs have outputs of their own.
    joined: what puts texts below those of other runs, where they are one. progress: is shown how
    far it is.
    """

    def __init__(
        self,
        options: Options,
        output: Output,
        log: Output | None,
        mapped: Mapped = map,
        failed: Failed = report_failure,
        *,
        is_part: bool = False,
        joined: Joined | None = None,
        progress: Progress | None = None,
    ) -> None:
        self._is_part = is_part
        self.code = DONE
        self.tally = Tally()
        self.used: frozenset[str] = frozenset()  # what options did something
        self._failed = failed
        self._progress = progress
        self._failures = 0
        self._work: Work | None = None
        self._options = options
        self._mapped = mapped
        self._format = format = "none" if options.check else options.format or "jsonl"
        packing = compression_by_name(options.output) if not options.check else None
        self._packed = None if packing is None else Compressed(output.write, packing)
        self._write = output.write if self._packed is None else self._packed.write
        self._wanted = wanted_of(options, form_of(format))
        self._writer: Writer = make(format, self._write, self._wanted, joined)
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
            elif not options.is_format_given and len(options.paths) == 1 and not chooses(options):
                self._as_text()
            items: Iterator[Item | Failure] = _text(stream, path, options, cleaner)
        else:
            check_text(options)
            if options.title is not None or options.url is not None:
                raise UsageError(
                    "--title and --url tell of one document; --title-field and --url-field name "
                    "the fields of records"
                )
            items = read(kind, stream, name, self._wanted, options.encoding)
        self.used |= used_by(kind, self._format)
        if len(options.paths) == 1 and not self._is_part:
            refuse_idle(options, kind, self._format)
        work = self._work_with(cleaner, path != STDIN)
        gate, sought = Gate(), Sought(self._wanted)
        for outcomes in self._mapped(work, chunks(items, stream)):
            passed = gate.passed(outcomes)
            if passed:
                self._take(passed)
            self._miss(path, sought.see(outcomes))
            if self._progress is not None:
                self._progress.show(self.tally)
        rest, problem = gate.rest()
        self._take(rest)
        if problem is not None:
            raise problem
        self._miss(path, sought.rest())

    def _work_with(self, cleaner: Cleaner, is_named: bool) -> Work:
        """The work on an input; the same object as before where it is the same work.

        So processes that have it need not get it again.
        """
        options, last = self._options, self._work
        if (
            last is None
            or last.cleaner is not cleaner
            or last.wanted is not self._wanted
            or last.is_named != is_named
        ):
            self._work = last = Work(
                cleaner, self._wanted, language=options.lang, encoding=options.encoding,
                is_named=is_named, is_logged=self._log is not None, is_utf8=options.utf8,
                debug=options.debug,
            )  # fmt: skip
        return last

    def _miss(self, path: str, told: list[tuple[str, str]]) -> None:
        """Say which fields no record has: what others find the record by must be there."""
        for flag, cause in told:
            if flag == "--id-field":
                self.fail(Failure(display_name(path), "field", cause))
            elif not self._options.quiet:
                report(path, f"warning: {cause}")

    def _single(self) -> None:
        """One text gives one object: the shape does not depend on how many names a glob gave."""
        if len(self._options.paths) > 1:
            raise UsageError("-f json is for one text, or for files of many; use -f jsonl")
        self._writer = make("jsonl", self._write, self._wanted)

    def _as_text(self) -> None:
        """One text gives a text, where nobody asks for more."""
        if not self._options.check:
            self._format = "text"
            self._wanted = wanted_of(self._options, "text")
            self._writer = make("text", self._write, self._wanted)

    def _take(self, outcomes: list[Outcome]) -> None:
        options = self._options
        self._writer.announce(outcomes)
        outcomes = [outcome for outcome in outcomes if not outcome.is_shape]
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
        told = f"{outcome.removed_lines:,} of {counted(outcome.lines, 'line')} removed"
        if options.verbose:
            report(name, told + (", nothing is left" if outcome.is_empty else ""))
        if options.check and outcome.is_changed:
            self.code = self.code or FOUND
            if not options.quiet:
                say(f"would clean {name}: {told}")
        if outcome.is_empty and options.fail_empty:
            self.code = self.code or FOUND

    def fail(self, failure: Failure) -> None:
        """Say what failed; the others go on."""
        self.code = FAILED
        self._failures += 1
        self._failed(failure)

    def finish(self) -> None:
        """All documents are there."""
        for failure in self._writer.finish():
            self.fail(failure)
        for packed in (self._packed, self._packed_log):
            if packed is not None:
                packed.finish()

    def sum_up(self, started: float) -> None:
        """Say what was done. started: as of `say_sums`."""
        self.tally.failed = self._failures
        say_sums_of_many(self._options, self.tally, started)


def _text(stream: Stream, path: str, options: Options, cleaner: Cleaner) -> Iterator[Item]:
    """One text or page as the only document of its input."""
    data = text_of(stream, options)
    yield Item(
        display_name(path), data, id=None if path == STDIN else path,
        kind="html" if cleaner.reads_page(data, path) else "text",
        title=options.title, url=options.url, language=options.lang,
    )  # fmt: skip


def text_of(stream: Stream, options: Options) -> bytes:
    """All bytes of an input that is one text. InputError when they are too many."""
    most = options.max_bytes or (None if stream.compression is None else DEFAULT_MOST)
    parts, size = [], 0
    for part in stream.parts():
        parts.append(part)
        size += len(part)
        if most is not None and size > most:
            raise InputError(f"holds more than {most:,} bytes, as --max-bytes allows")
    return b"".join(parts)
