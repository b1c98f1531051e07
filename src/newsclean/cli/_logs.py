"""What a batch writes beside its results: failures and removed lines, as JSON lines."""

from __future__ import annotations

import os

from newsclean.batch.walk import place_of
from newsclean.cli._options import Options
from newsclean.cli._output import is_special, open_output
from newsclean.errors import UsageError
from newsclean.formats import compression_by_name
from newsclean.readers.files import STDIN
from newsclean.records.writers import Compressed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable


def check_logs(options: Options, paths: Iterable[str]) -> None:
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


class _Log:
    """A file that is compressed if its name says so. OutputError where it cannot be opened."""

    def __init__(self, path: str) -> None:
        self._output = open_output(path)
        packing = compression_by_name(path)
        self._packed = None if packing is None else Compressed(self._output.write, packing)
        self.write = self._output.write if self._packed is None else self._packed.write
        self.discard = self._output.discard

    def commit(self) -> None:
        """All is written."""
        if self._packed is not None:
            self._packed.finish()
        self._output.commit()


class Logs:
    """The files of `--errors` and `--removed`, where they are asked for.

    Failures that come before `open` are kept for it.
    """

    def __init__(self) -> None:
        self._failures = b""
        self._errors: _Log | None = None
        self._removed: _Log | None = None

    def open(self, errors: str | None, removed: str | None) -> None:
        """Begin the files, each under a name of its own until `commit`. OutputError."""
        if errors is not None:
            self._errors = _Log(errors)
            self._errors.write(self._failures)
        if removed is not None:
            self._removed = _Log(removed)

    def fail(self, path: str, stage: str, cause: str, code: int) -> None:
        """One line for a failure."""
        import json

        told = {"file": path, "stage": stage, "cause": cause, "code": code}
        line = json.dumps(told).encode() + b"\n"
        if self._errors is not None:
            self._errors.write(line)
        else:
            self._failures += line

    def remove(self, lines: bytes) -> None:
        """Removed lines of one input."""
        if self._removed is not None and lines:
            self._removed.write(lines)

    def commit(self) -> None:
        """All is written: the files appear under their names."""
        for log in (self._errors, self._removed):
            if log is not None:
                log.commit()

    def interrupted(self) -> None:
        """Keep the failures so far; removed lines are those of all inputs, or none."""
        if self._errors is not None:
            self._errors.commit()

    def discard(self) -> None:
        """The results are not whole, and so are the removed lines not."""
        if self._removed is not None:
            self._removed.discard()
