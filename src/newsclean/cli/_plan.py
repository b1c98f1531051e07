"""What a batch has to do: which inputs there are, where results go, which of them are done."""

from __future__ import annotations

import os
import stat

from newsclean.batch.copies import is_copy
from newsclean.batch.manifest import Manifest
from newsclean.batch.targets import targets
from newsclean.batch.walk import Found, Walker, place_of
from newsclean.cli._options import Options
from newsclean.cli._output import hint_of, refuse_stdout, stdout_place
from newsclean.cli._process import Entry
from newsclean.cli._report import report
from newsclean.errors import UsageError
from newsclean.readers.files import STDIN

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from newsclean.cli._run import Cleaners

_CHUNK_FILES, _CHUNK_BYTES = 64, 1 << 20  # of one task: single small files would cost double
_MANY_BYTES = 3 << 20  # from here on a second process earns back what its start costs


def is_tree(options: Options) -> bool:
    """Whether each input has a result of its own, in a directory."""
    output = options.output
    return output is not None and (output.endswith(("/", os.sep)) or os.path.isdir(output))


def entries_of(
    options: Options, notice: Callable[[str, str, bool], None]
) -> tuple[list[Entry], list[str]]:  # fmt: skip
    """Every input, those of directories found; and what is none, for it is or lies in the output.

    notice: of the walker.
    """
    walker = Walker(
        include=options.include, exclude=options.exclude, hidden=options.hidden,
        ignoring=not options.no_ignore, follow=options.follow, backup=options.backup,
        in_place=options.in_place, notice=notice,
    )  # fmt: skip
    avoided = []
    if options.output is not None and (place := place_of(options.output)) is not None:
        avoided.append(place)
    if options.output in (None, "-") and (place := stdout_place()) is not None:
        avoided.append(place)  # what is written there would be read
        refuse_stdout(options.paths, "" if options.in_place else hint_of(options.paths))
    entries: list[Entry] = []
    beside = filter(os.path.isfile, options.paths if options.in_place else ())
    named = set(map(os.path.abspath, beside))
    for path in options.paths:
        # `-i posts/*` names the copies that a run before made, too.
        if options.in_place and _is_named_copy(os.path.abspath(path), named, options.backup):
            notice(path, "passed over: a copy of what is named, too; alone it is cleaned", False)
            continue
        if path == STDIN or not os.path.isdir(path):
            found = [Found(path, os.path.basename(path), _stamp(path))]
        elif place_of(path) in avoided:
            raise UsageError(f"-o {options.output}: is the input; -i cleans files in place")
        else:
            found = list(walker.files(path, avoided))
            if not (found or walker.met):
                _say_none(path, options, notice)
        entries += [Entry(one.path, one.relative, one.stamp) for one in found]
    return entries, walker.met


def _say_none(path: str, options: Options, notice: Callable[[str, str, bool], None]) -> None:
    """Say that a directory has nothing to read; a script must not take that for clean."""
    if options.check:
        notice(path, "no files to read in it, so nothing was checked", True)
    elif not options.quiet:
        report(path, "warning: no files to read in it")


def _is_named_copy(path: str, named: set[str], backup: str | None) -> bool:
    """Whether a file is a copy of another one that is named. backup: what a backup's name ends in.

    It then is one that a run before made, or would be taken for one.
    """
    if backup is not None and path.endswith(backup) and path[: -len(backup)] in named:
        return True
    return is_copy(path, named, any_ending=False)


def aim(options: Options, entries: list[Entry], folder: str) -> None:
    """Say of every entry where its result goes. UsageError where that cannot be."""
    inputs = {os.path.abspath(entry.path) for entry in entries}
    form = options.format if options.is_format_given else None
    for entry, target in zip(entries, targets(entries, form, folder), strict=True):
        if os.path.abspath(target) in inputs:
            raise UsageError(f"{target} is an input; -i cleans files in place")
        entry.target = target


def is_done(entry: Entry, manifest: Manifest, folder: str, cleaners: Cleaners) -> bool:
    """Whether an earlier run made the result from the same."""
    if entry.stamp is None or entry.target is None:
        return False
    own, told = os.path.relpath(entry.target, folder), cleaners.options_of(entry.path)
    return manifest.has(own, entry.path, entry.stamp, told, size_of(entry.target))


def remember(entry: Entry, manifest: Manifest, folder: str, cleaners: Cleaners) -> None:
    """Tell the next run that a result is made."""
    if entry.stamp is not None and entry.target is not None:
        own, told = os.path.relpath(entry.target, folder), cleaners.options_of(entry.path)
        manifest.add(own, entry.path, entry.stamp, told, size_of(entry.target))


def leave_out(entry: Entry, manifest: Manifest, folder: str) -> bool:
    """Let no result of an older input stand where this one has none; whether none stands there.

    What no run wrote stays. OSError where it cannot be removed.
    """
    if entry.target is None or size_of(entry.target) is None:
        return True
    real, above = os.path.realpath(folder), os.path.realpath(os.path.dirname(entry.target))
    is_ours = manifest.wrote(os.path.relpath(entry.target, folder))
    if not is_ours or os.path.commonpath((real, above)) != real:  # a link leads elsewhere
        return False
    os.unlink(entry.target)
    return True


def jobs_for(options: Options, size: int) -> int:
    """How many processes; without `-j` one a core where there is much to do. size: bytes of it."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    if options.jobs is None:
        return (cores or 1) if size > _MANY_BYTES else 1
    return options.jobs or cores or 1


def chunks(entries: Iterable[Entry]) -> Iterator[list[Entry]]:
    """Entries in lists, each a task for one process."""
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


def _stamp(path: str) -> tuple[int, int] | None:
    try:
        status = os.stat(path)
    except OSError:
        return None
    return (status.st_size, status.st_mtime_ns) if stat.S_ISREG(status.st_mode) else None


def size_of(path: str) -> int | None:
    """The bytes of a file; None where it cannot be asked."""
    try:
        return os.lstat(path).st_size
    except OSError:
        return None
