"""Where results go: standard output, or a file that appears whole or not at all."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterable

from newsclean.errors import NewscleanError
from newsclean.readers.files import BINARY

TYPE_CHECKING = False
if TYPE_CHECKING:
    from newsclean.cli._options import Options

# What a file is called -> what is written to it.
ENDINGS = {".txt": "text", ".json": "json", ".jsonl": "jsonl", ".md": "markdown", ".html": "html",
           ".csv": "csv", ".tsv": "tsv", ".parquet": "parquet"}  # fmt: skip
PACKINGS = (".gz", ".zst", ".bz2", ".xz")  # may follow them
_WRITE_BYTES = 1 << 18


class OutputError(NewscleanError):
    """The output cannot be written; going on would lose results."""


class ClosedPipe(Exception):
    """Nobody reads the output any more."""


class Output:
    """Bytes to a file descriptor, unbuffered, so that nothing is left for the end."""

    def __init__(self, descriptor: int, name: str) -> None:
        self.descriptor = descriptor
        self.name = name

    def write(self, data: bytes) -> None:
        """Write all of it. ClosedPipe, or OutputError with the cause."""
        view = memoryview(data)
        try:
            while view:
                view = view[os.write(self.descriptor, view) :]
        except BrokenPipeError:
            raise ClosedPipe from None
        except OSError as error:
            if os.name == "nt" and error.errno == errno.EINVAL:  # how Windows says it of a pipe
                raise ClosedPipe from None
            raise OutputError(f"{self.name}: {error.strerror}") from None

    def write_all(self, chunks: Iterable[bytes]) -> None:
        """Write what one input gives, at once when it is small, else in large parts.

        Records of processes that share a pipe (`xargs -P`) then do not mix.
        """
        parts, size = [], 0
        for chunk in chunks:
            parts.append(chunk)
            size += len(chunk)
            if size >= _WRITE_BYTES:
                self.write(b"".join(parts))
                parts, size = [], 0
        if parts:
            self.write(b"".join(parts))

    def commit(self) -> None:
        """All is written."""

    def discard(self) -> None:
        """Leave nothing behind."""


class FileOutput(Output):
    """A temporary file beside the target, renamed over it at the end.

    A link at the target is replaced, not followed; the mode of a file that was there stays.
    is_synced: whether it is on the disk before it appears; many small files would take hours.
    """

    def __init__(self, path: str, *, is_synced: bool = True) -> None:
        self.path = path
        self._is_synced = is_synced
        folder = os.path.dirname(path) or "."
        # Short, whatever the length of the name; new and unpredictable, so that no planted link
        # is written through.
        self.temporary = os.path.join(folder, f".newsclean-{os.urandom(6).hex()}.tmp")
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | BINARY | getattr(os, "O_NOFOLLOW", 0)
        end_by_exception()  # before there is a file to leave behind
        try:
            super().__init__(os.open(self.temporary, flags, 0o666), path)
        except OSError as error:
            raise OutputError(f"{path}: {error.strerror}") from None

    def commit(self) -> None:
        """Let the file appear under its name."""
        try:
            old = _status(self.path)
            if old is not None and stat.S_ISREG(old.st_mode) and hasattr(os, "fchmod"):
                os.fchmod(self.descriptor, stat.S_IMODE(old.st_mode))
            if self._is_synced:
                os.fsync(self.descriptor)
            self._close()
            os.replace(self.temporary, self.path)
        except OSError as error:
            self.discard()
            raise OutputError(f"{self.path}: {error.strerror}") from None

    def discard(self) -> None:
        """Remove the temporary file."""
        try:
            self._close()  # before: Windows removes no open file
        except OSError:
            pass
        try:
            os.unlink(self.temporary)
        except OSError:
            pass

    def _close(self) -> None:
        """Close the descriptor, once: another file may have its number by then."""
        descriptor, self.descriptor = self.descriptor, -1
        if descriptor >= 0:
            os.close(descriptor)


def refuse_own_output(options: Options) -> None:
    """OutputError where the output is an input: something failed of what may be the only copy."""
    path = options.output
    if path is None or is_special(path) or not os.path.exists(path):
        return
    if any(os.path.exists(other) and os.path.samefile(other, path) for other in options.paths):
        raise OutputError(f"{path}: is the input, of which something failed; nothing was written")


def open_output(path: str | None) -> Output:
    """Standard output for None and `-`; devices and pipes as they are; else a new file."""
    if path is None or path == "-":
        return Output(1, "standard output")
    if is_special(path):
        try:
            return Output(os.open(path, os.O_WRONLY | BINARY), path)
        except OSError as error:
            raise OutputError(f"{path}: {error.strerror}") from None
    return FileOutput(path)


def is_special(path: str) -> bool:
    """Whether a path is a device, a pipe, or a name of an open file, that no rename may replace."""
    if path.startswith(("/dev/", "/proc/")):
        return True
    status = _status(path, follow=True)
    return status is not None and not stat.S_ISREG(status.st_mode)


def _status(path: str, follow: bool = False) -> os.stat_result | None:
    try:
        return os.stat(path, follow_symlinks=follow)
    except OSError:
        return None


def end_by_exception() -> None:
    """Let SIGTERM unwind, so that the temporary file goes; the status stays 143."""
    import signal

    def stop(number: int, frame: object) -> None:
        raise SystemExit(128 + number)

    signal.signal(signal.SIGTERM, stop)
