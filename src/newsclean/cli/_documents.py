"""Every document of some inputs, for commands that look at many before they say anything."""

from __future__ import annotations

import os
from functools import cached_property

from newsclean.batch.walk import Walker, place_of
from newsclean.cleaner import Cleaner
from newsclean.cli._options import Options
from newsclean.cli._output import refuse_stdout, stdout_place
from newsclean.cli._own import is_in, is_report
from newsclean.cli._plan import size_of
from newsclean.cli._progress import meter_for, put_away
from newsclean.cli._record_options import wanted_of
from newsclean.cli._record_run import text_of
from newsclean.cli._report import display_name, report
from newsclean.document import Document
from newsclean.errors import NewscleanError, UsageError, cause_of
from newsclean.formats import KINDS
from newsclean.readers.files import STDIN, open_file
from newsclean.records.item import Failure, Item
from newsclean.records.kinds import kind_of, read
from newsclean.records.lines import too_long
from newsclean.records.opening import Stream
from newsclean.records.sought import Sought
from newsclean.records.texts import document_of, hints_of
from newsclean.records.wanted import FieldError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from newsclean.cli._run import Cleaners
    from newsclean.records.wanted import Wanted
    from newsclean.terminal import Meter


class Documents:
    """The documents of files, directories, dumps and standard input, one after the other.

    output: what is written, which is no input. passed: another file that is none. wanted: the
    fields of records; those that the options name when it is None. is_told: whether failures
    are said, or were already. on_failure: is called with name and cause of each. What cannot be
    read is reported, and counted in `failed`; the others go on. newest: the time of the last
    change (seconds) of the newest file so far, None for none. cleaners: by which each file is
    read, where somebody sets them; else plain ones.
    """

    def __init__(
        self, options: Options, output: str | None = None, wanted: Wanted | None = None,
        *, passed: str | None = None, is_told: bool = True,
        on_failure: Callable[[str, str], None] | None = None,
    ) -> None:  # fmt: skip
        self.failed = 0
        self.newest: float | None = None
        self.cleaners: Cleaners | None = None
        self._options = options
        self._cleaner = Cleaner(input=options.input if options.input in ("text", "html") else None)
        self._wanted = wanted or wanted_of(options, "none")
        self._is_told = is_told
        self._on_failure = on_failure
        place = None if output is None else place_of(output)
        self._avoided = [] if place is None else [place]
        if output in (None, "-") and (place := stdout_place()) is not None:
            self._avoided.append(place)  # what is written there would be read
            refuse_stdout(options.paths)
        for path in options.paths:
            if path != STDIN and place_of(path) in self._avoided:
                raise UsageError(f"-o {output}: is an input")
        if output is not None and is_in(output, options.paths) and not is_report(output):
            raise UsageError(f"-o {output}: is an input, or lies among them; name another place")
        place = None if passed is None else place_of(passed)
        self._avoided += [] if place is None else [place]
        self._meter: Meter | None = None

    def paths(self) -> list[str]:
        """The files that there are to read, those of directories found."""
        return [path for path, _ in self._files]

    @cached_property
    def size(self) -> int:
        """The bytes of all files, as far as they tell."""
        return sum(size for _, size in self._files)

    def __iter__(self) -> Iterator[tuple[str, Item, Document]]:
        """Path of the input, item, and its document."""
        files = self._files
        if len(files) > 1:
            self._meter = meter_for(self._options, len(files), self.size)
        try:
            for path, size in files:
                yield from self._of_file(path)
                if self._meter is not None:
                    self._meter.step(size, 0)
        finally:
            put_away(self._meter)

    @cached_property
    def _files(self) -> list[tuple[str, int]]:
        """Path and size of every file."""
        options = self._options
        walker = Walker(
            include=options.include, exclude=options.exclude, hidden=options.hidden,
            ignoring=not options.no_ignore, follow=options.follow, notice=self._notice,
        )  # fmt: skip
        found: list[tuple[str, int]] = []
        for path in dict.fromkeys(options.paths):
            if path == STDIN or not os.path.isdir(path):
                found.append((path, size_of(path) or 0))
                continue
            files = [(one.path, one.stamp[0] if one.stamp else 0)
                     for one in walker.files(path, self._avoided)]  # fmt: skip
            if not files and not options.quiet:
                report(path, "warning: no files to read in it")
            found += files
        if len(options.paths) == 1:
            return found
        # A file that two arguments name is one document.
        once = {path if path == STDIN else os.path.realpath(path): (path, size)
                for path, size in reversed(found)}  # fmt: skip
        return list(reversed(once.values()))

    def _notice(self, path: str, cause: str, is_failure: bool) -> None:
        if is_failure:
            self.fail(path, cause)
        elif not self._options.quiet and self._is_told:
            report(path, cause)

    def fail(self, name: str, cause: str) -> None:
        """Say what could not be read, and count it."""
        self.failed += 1
        if self._is_told:
            report(name, cause)
        if self._on_failure is not None:
            self._on_failure(display_name(name), cause)

    def _of_file(self, path: str) -> Iterator[tuple[str, Item, Document]]:
        try:
            if self.cleaners is not None:
                self._cleaner = self.cleaners.of(path)
            descriptor = open_file(path)
            try:
                if descriptor:
                    changed = os.fstat(descriptor).st_mtime
                    self.newest = max(changed, self.newest or changed)
                sought = Sought(self._wanted)
                lacking: list[tuple[str, FieldError]] | None = []
                for item in self._items(Stream(descriptor), path):
                    try:
                        doc = self._document(item)
                    except FieldError as error:
                        # One of many is a bad record, all of them are a misnomer.
                        if lacking is None or not error.names:
                            self.fail(item.name, str(error))
                        else:
                            lacking.append((item.name, error))
                        continue
                    finally:
                        if isinstance(item, Item):
                            self._miss(path, sought.see((item,)))
                    if doc is not None and not isinstance(item, Failure):
                        for name, lack in lacking or ():
                            self.fail(name, str(lack))
                        lacking = None
                        yield path, item, doc
                self._miss(path, sought.rest())
                if lacking:
                    self.fail(path, f"{lacking[0][1]}; name the text's with --text-field")
            finally:
                if descriptor:
                    os.close(descriptor)
        except (NewscleanError, OSError, MemoryError) as error:
            self.fail(path, cause_of(error))

    def _miss(self, path: str, told: list[tuple[str, str]]) -> None:
        """Say which fields no record has, as a run that cleans does."""
        for flag, cause in told:
            if flag == "--id-field":
                self.fail(path, cause)
            else:
                self._notice(path, f"warning: {cause}", False)

    def _items(self, stream: Stream, path: str) -> Iterator[Item | Failure]:
        options, name = self._options, display_name(path)
        kind = options.input if options.input in KINDS else None
        if kind is None and options.input in (None, "auto"):
            kind = kind_of(stream, path)
        if kind is not None:
            yield from read(kind, stream, name, self._wanted, options.encoding)
        else:
            yield Item(name, text_of(stream, options), kind=options.input or "auto")

    def _document(self, item: Item | Failure) -> Document | None:
        """An item as a document; None where that failed. FieldError."""
        if isinstance(item, Failure):
            self.fail(item.name, item.cause)
            return None
        try:
            if item.carry is not None:
                item.carry.open(item, self._wanted)
            if not item.data:
                return Document.from_text("")
            if len(item.data) > self._wanted.most:
                raise NewscleanError(too_long(self._wanted.most))
            return document_of(item, self._cleaner, self._options.encoding, hints_of(item))[0]
        except FieldError:
            raise
        except (NewscleanError, MemoryError) as error:
            self.fail(item.name, cause_of(error))
            return None
