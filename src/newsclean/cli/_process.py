"""One input of a batch, the same whether it is done here or in a worker process."""

from __future__ import annotations

import os
import stat
from copy import copy

from newsclean import record
from newsclean.batch.tally import Tally
from newsclean.batch.walk import Found
from newsclean.cleaner import Cleaner
from newsclean.cli._idle import used_by
from newsclean.cli._options import Options
from newsclean.cli._output import FileOutput, Output
from newsclean.cli._record_options import check, is_row, written_as
from newsclean.cli._record_run import Run, text_of
from newsclean.cli._report import divert
from newsclean.cli._run import FOUND, Cleaners, loaded
from newsclean.cli._tell import emit, encoding_of, tell
from newsclean.emitters.pieces import has_text
from newsclean.errors import InputError, cause_of
from newsclean.formats import KINDS, may_be_records
from newsclean.readers.files import open_file, read_part, read_rest
from newsclean.records.kinds import is_array, kind_of
from newsclean.records.opening import Stream
from newsclean.result import Result


class Entry(Found):
    """One input, and where its result goes. stamp: None when it cannot be told."""

    __slots__ = ("target",)

    def __init__(self, path: str, relative: str, stamp: tuple[int, int] | None) -> None:
        super().__init__(path, relative, stamp)
        self.target: str | None = None

    @property
    def size(self) -> int:
        """In bytes."""
        return 0 if self.stamp is None else self.stamp[0]


class Outcome:
    """What became of one input, on its way from a worker to the summary.

    data: what goes to the one output, in which encoding. is_left_out: whether options want no
    result of it. log: its removed lines as JSON lines, where they are wanted. messages: lines for
    standard error. failures: name, stage and cause. tally: one document, or all of an input that
    holds many. used: the options that did something for it.
    """

    __slots__ = ("data", "encoding", "failures", "is_found", "is_left_out", "log", "messages",
                 "tally", "used")  # fmt: skip

    def __init__(self) -> None:
        self.data = self.log = b""
        self.encoding = "utf-8"
        self.messages: list[str] = []
        self.failures: list[tuple[str, str, str]] = []
        self.is_found = self.is_left_out = False
        self.tally = Tally()
        self.used: frozenset[str] = frozenset()


class Tools:
    """What `process` needs besides the entry."""

    __slots__ = ("cleaners", "options")

    def __init__(self, options: Options, cleaners: Cleaners) -> None:
        self.options = options
        self.cleaners = cleaners


class _Memory(Output):
    """Bytes for an output that belongs to another process."""

    def __init__(self) -> None:
        self.parts: list[bytes] = []

    def write(self, data: bytes) -> None:
        """Take bytes."""
        self.parts.append(bytes(data))


def process(tools: Tools, entry: Entry) -> Outcome:
    """Read, clean and write one input; whatever goes wrong is in the outcome."""
    outcome = Outcome()
    before = divert(outcome.messages.append)
    options = tools.options
    stage = "read"
    try:
        cleaner = tools.cleaners.of(entry.path)
        data = _read(entry, options, cleaner, outcome)
        if data is None:
            return outcome
        doc, source = loaded(data, entry.path, options, cleaner)
        data = b""  # let go of before the filters run
        outcome.used = used_by(None, options.format or "text")
        stage = "clean"
        result = cleaner.clean_document(doc, source)
        stage = "write"
        _write(entry, result, options, outcome)
        outcome.is_found = tell(result, entry.path, options)
    except Exception as error:
        # In place the file that cannot be written is the input, which is named already.
        cause = cause_of(error, debug=options.debug).removeprefix(f"{entry.path}: ")
        outcome.failures.append((entry.path, stage, cause))
    finally:
        divert(before)
    return outcome


def _read(entry: Entry, options: Options, cleaner: Cleaner, outcome: Outcome) -> bytes | None:
    """The bytes of one text; None when the input held many documents, which are done then."""
    descriptor = open_file(entry.path)
    try:
        data = read_part(descriptor)
        is_open = options.input in (None, "auto") and may_be_records(data, entry.path)
        if options.input in KINDS or is_open:
            stream = Stream(descriptor, data)
            kind = options.input if options.input in KINDS else kind_of(stream, entry.path)
            if options.in_place and stream.compression is not None:
                raise InputError("is compressed; -i is for texts as they are, -o DIR/ for both")
            if kind is not None or is_row(options):
                _clean_records(stream, kind, entry, options, cleaner, outcome)
                return None
            return text_of(stream, options)
        if is_row(options):
            _clean_records(Stream(descriptor, data), None, entry, options, cleaner, outcome)
            return None
        return read_rest(descriptor, data, options.max_bytes)
    finally:
        if descriptor:
            os.close(descriptor)


def _clean_records(
    stream: Stream,
    kind: str | None,
    entry: Entry,
    options: Options,
    cleaner: Cleaner,
    outcome: Outcome,
) -> None:
    """Clean an input of many documents, or a text that becomes a row, into target or memory."""
    if options.in_place:
        raise InputError("holds many documents; -i is for texts, -o DIR/ for both")
    own = copy(options)
    own.paths, own.output = [entry.path], entry.target  # its name says the compression
    if not own.is_format_given:
        own.format = written_as(kind, entry.target is not None, is_array(stream))
    check(own)
    log = _Memory()
    output = _Memory() if entry.target is None else _target(entry.target, options.output)
    try:
        run = Run(
            own, output, log if own.removed is not None else None,
            failed=lambda one: outcome.failures.append((one.name, one.stage, one.cause)),
            is_part=True,
        )  # fmt: skip
        run.stream(stream, entry.path, cleaner, kind)
        run.finish()
    except BaseException:
        output.discard()
        raise
    output.commit()
    if isinstance(output, _Memory):
        outcome.data = b"".join(output.parts)
    outcome.log = b"".join(log.parts)
    outcome.tally = run.tally
    outcome.used = run.used
    outcome.is_found = run.code == FOUND


def _target(path: str, top: str | None) -> FileOutput:
    """The file of a result, below `top` whatever links stand there."""
    folder = os.path.dirname(path)
    os.makedirs(folder, exist_ok=True)
    real = os.path.realpath(top or folder)
    if os.path.commonpath((real, os.path.realpath(folder))) != real:
        raise InputError(f"{folder} leads out of the output through a link")
    return FileOutput(path, is_synced=False)


def _write(entry: Entry, result: Result, options: Options, outcome: Outcome) -> None:
    """Count one text, and write what is left of it where it is wanted."""
    removed: dict[str, int] = {}
    for name, _, _, _ in record.marks_of(result.document):
        removed[name] = removed.get(name, 0) + 1
    is_changed = bool(removed) or result.source.is_repaired
    is_empty = not has_text(result)
    if options.in_place:
        if is_changed:
            _rewrite(entry, result, options)
    elif (options.skip_empty and is_empty) or (options.only_changed and not is_changed):
        outcome.is_left_out = True
    else:
        _emit(entry, result, options, outcome)
    # What could not be written is not done.
    outcome.tally.add(removed, is_changed=is_changed, is_empty=is_empty)
    if options.removed is not None and removed:
        outcome.log = b"".join(
            record.dump({"id": result.source.id, **one})
            for one in record.removed_entries(result)
        )


def _emit(entry: Entry, result: Result, options: Options, outcome: Outcome) -> None:
    chunks = emit(result, entry.path, options)
    if entry.target is None:
        outcome.data, outcome.encoding = b"".join(chunks), encoding_of(result, options)
        return
    output = _target(entry.target, options.output)
    try:
        output.write_all(chunks)
    except BaseException:
        output.discard()
        raise
    output.commit()


def _rewrite(entry: Entry, result: Result, options: Options) -> None:
    """Exchange a text for what is left of it; mode and owner stay, and a copy if one is wanted."""
    if result.source.kind == "html":
        raise InputError("is an HTML page; -i is for texts")
    path = os.path.realpath(entry.path) if options.follow else entry.path
    status = os.lstat(path)
    if stat.S_ISLNK(status.st_mode):
        raise InputError("is a link; --follow cleans what it leads to")
    if not stat.S_ISREG(status.st_mode):
        raise InputError("is no regular file")
    if options.dry_run:
        return
    output = FileOutput(path)
    try:
        output.write_all(emit(result, entry.path, options))
        if hasattr(os, "fchown"):
            try:
                os.fchown(output.descriptor, status.st_uid, status.st_gid)
            except OSError:  # somebody else's file in a folder of ours
                pass
        if (status.st_size, status.st_mtime_ns) != entry.stamp:
            raise InputError("changed while it was read; nothing was written")
        if options.backup is not None:
            _keep(path, path + options.backup)
    except BaseException:
        output.discard()
        raise
    output.commit()


def _keep(path: str, copy: str) -> None:
    """A second name for the old content; InputError where an older copy has it.

    A run that was killed may have made it, and no more.
    """
    is_there = os.path.lexists(copy)
    if not is_there:
        try:
            os.link(path, copy)
            return
        except FileExistsError:
            is_there = True
        except OSError:  # no links here
            pass
    if is_there:
        if _is_same(path, copy):
            return
        raise InputError(f"{copy} is there already; nothing was written")
    import shutil

    from newsclean.batch import temporary

    descriptor, unfinished = temporary.create(os.path.dirname(copy) or ".")
    try:
        shutil.copy2(path, unfinished)
        temporary.finish(descriptor, unfinished, copy)
    except BaseException:
        temporary.remove(unfinished)
        raise


def _is_same(path: str, copy: str) -> bool:
    """Whether a file is the other one under a second name, or holds the same bytes."""
    import filecmp

    if not stat.S_ISREG(os.lstat(copy).st_mode):
        return False
    return os.path.samefile(path, copy) or filecmp.cmp(path, copy, shallow=False)
