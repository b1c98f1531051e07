"""One document of a batch, the same whether it is done here or in a worker process."""

from __future__ import annotations

import os
import stat

from newsclean.cli._options import Options
from newsclean.cli._output import FileOutput
from newsclean.cli._report import cause_of, divert
from newsclean.cli._run import Cleaners, load
from newsclean.cli._tell import emit, has_text, tell
from newsclean.errors import InputError, NewscleanError
from newsclean.result import Result


class Entry:
    """One input: where it is, where its result goes, what it was when it was found."""

    __slots__ = ("path", "stamp", "target")

    def __init__(self, path: str, stamp: tuple[int, int] | None) -> None:
        self.path = path
        self.stamp = stamp  # size, time of the last change in ns; None when it cannot be told
        self.target: str | None = None

    @property
    def size(self) -> int:
        """In bytes."""
        return 0 if self.stamp is None else self.stamp[0]


class Outcome:
    """What became of one input, on its way from a worker to the summary.

    data: what goes to the one output. messages: lines for standard error. error: stage and cause.
    """

    __slots__ = ("data", "error", "is_changed", "is_empty", "is_found", "messages", "removed")

    def __init__(self) -> None:
        self.data = b""
        self.messages: list[str] = []
        self.error: tuple[str, str] | None = None
        self.is_found = self.is_changed = self.is_empty = False
        self.removed: dict[str, int] = {}


class Tools:
    """What `process` needs besides the entry."""

    __slots__ = ("cleaners", "options")

    def __init__(self, options: Options, cleaners: Cleaners) -> None:
        self.options = options
        self.cleaners = cleaners


def process(tools: Tools, entry: Entry) -> Outcome:
    """Read, clean and write one input; whatever goes wrong is in the outcome."""
    outcome = Outcome()
    before = divert(outcome.messages.append)
    stage = "read"
    try:
        cleaner = tools.cleaners.of(entry.path)
        doc, source = load(entry.path, tools.options, cleaner)
        stage = "clean"
        result = cleaner.clean_document(doc, source)
        _count(outcome, result)
        stage = "write"
        _write(entry, result, tools.options, outcome)
        outcome.is_found = tell(result, entry.path, tools.options)
    except (NewscleanError, OSError, MemoryError) as error:
        outcome.error = stage, cause_of(error)
    except Exception as error:
        if tools.options.debug:
            raise
        outcome.error = stage, f"internal error, --debug tells more: {error!r}"
    finally:
        divert(before)
    return outcome


def _count(outcome: Outcome, result: Result) -> None:
    from newsclean.record import marks_of

    for name, _, _, _ in marks_of(result.document):
        outcome.removed[name] = outcome.removed.get(name, 0) + 1
    outcome.is_changed = bool(outcome.removed) or result.source.is_repaired
    outcome.is_empty = not has_text(result)


def _write(
    entry: Entry, result: Result, options: Options, outcome: Outcome
) -> None:
    if options.in_place:
        if outcome.is_changed:
            _rewrite(entry, result, options)
        return
    chunks = emit(result, entry.path, options)
    if entry.target is None:
        outcome.data = b"".join(chunks)
        return
    os.makedirs(os.path.dirname(entry.target), exist_ok=True)
    output = FileOutput(entry.target, is_synced=False)
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
    """A second name for the old content, in place of an older one."""
    temporary = os.path.join(os.path.dirname(copy), f".newsclean-{os.urandom(6).hex()}.tmp")
    try:
        os.link(path, temporary)
    except OSError:  # no links here
        import shutil

        shutil.copy2(path, temporary)
    os.replace(temporary, copy)
