"""Where results go: standard output, or a file that appears whole or not at all."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterable

from newsclean.errors import NewscleanError, UsageError
from newsclean.readers.files import BINARY

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sys

    from newsclean.cli._options import Options

_WRITE_BYTES = 1 << 18
_ONCE_S = 0.5  # signals that come together are one
_SOON_S = 0.01  # until a callback has returned


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
        from newsclean.batch import temporary

        self._temporary = temporary
        end_by_exception()  # before there is a file to leave behind
        try:
            descriptor, self.path_unfinished = temporary.create(os.path.dirname(path) or ".")
        except OSError as error:
            raise OutputError(f"{path}: {error.strerror}") from None
        super().__init__(descriptor, path)

    def commit(self) -> None:
        """Let the file appear under its name."""
        try:
            old = _status(self.path)
            if old is not None and stat.S_ISREG(old.st_mode) and hasattr(os, "fchmod"):
                os.fchmod(self.descriptor, stat.S_IMODE(old.st_mode))
            if self._is_synced:
                os.fsync(self.descriptor)
            descriptor, self.descriptor = self.descriptor, -1  # its number may be another's then
            self._temporary.finish(descriptor, self.path_unfinished, self.path)
        except OSError as error:
            self.discard()
            raise OutputError(f"{self.path}: {error.strerror}") from None

    def discard(self) -> None:
        """Remove the temporary file."""
        descriptor, self.descriptor = self.descriptor, -1
        if descriptor >= 0:
            try:
                os.close(descriptor)  # before: Windows removes no open file
            except OSError:
                pass
        self._temporary.remove(self.path_unfinished)


def refuse_own_output(options: Options) -> None:
    """OutputError where the output is an input: something failed of what may be the only copy."""
    path = options.output
    if path is None or is_special(path) or not os.path.exists(path):
        return
    if any(os.path.exists(other) and os.path.samefile(other, path) for other in options.paths):
        raise OutputError(f"{path}: is the input, of which something failed; nothing was written")


def stdout_place() -> tuple[int, int] | None:
    """Device and number of the file that standard output goes into; None where it is none."""
    try:
        status = os.fstat(1)
    except OSError:
        return None
    return (status.st_dev, status.st_ino) if stat.S_ISREG(status.st_mode) else None


def hint_of(paths: list[str]) -> str:
    """What is said of an input that is standard output, too, where one is cleaned."""
    return "; -o FILE may be the input itself" if len(paths) == 1 else ""


def refuse_stdout(paths: Iterable[str], hint: str = "") -> None:
    """UsageError where an input is the file that standard output goes into, as `cat` refuses it.

    The shell has emptied it before we came, or what is written would be read again. hint: what may
    be done instead.
    """
    place = stdout_place()
    for path in () if place is None else paths:
        status = _status(path, follow=True) if path != "-" else None
        if status is not None and (status.st_dev, status.st_ino) == place:
            raise UsageError(f"{path}: is standard output, too{hint}")


def open_output(path: str | None) -> Output:
    """Standard output for None and `-`; devices and pipes as they are; else a new file."""
    if path is None or path == "-":
        return Output(1, "standard output")
    if is_special(path):
        try:
            return Output(os.open(path, os.O_WRONLY | BINARY), path)
        except OSError as error:
            raise OutputError(f"{path}: {error.strerror}") from None
    from newsclean.batch.temporary import sweep

    sweep((os.path.dirname(path),))
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
    except (OSError, ValueError):  # a name with a NUL in it, which is none
        return None


def end_by_exception() -> None:
    """Let SIGTERM and SIGHUP unwind as SIGINT does, and nothing unfinished stay; 128 + number."""
    import signal
    import sys

    if signal.getsignal(signal.SIGTERM) is _stop:
        return
    sys.unraisablehook = _again
    signal.signal(signal.SIGTERM, _stop)
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _stop)  # else it is ignored, as in the background of a shell
    hangup = getattr(signal, "SIGHUP", None)
    if hangup is not None and signal.getsignal(hangup) is signal.SIG_DFL:
        signal.signal(hangup, _stop)  # else it is ignored, as under nohup


class _Last:
    """When a signal was acted on, in seconds of the clock; None for none."""

    moment: float | None = None


def _stop(number: int, frame: object) -> None:
    import signal
    from time import monotonic

    from newsclean.batch.temporary import remove_all

    remove_all()  # whoever is interrupted before it knows its file cannot do it
    # A terminal and a supervisor may both send one: a second one would end the tidying up.
    if _Last.moment is not None and monotonic() - _Last.moment < _ONCE_S:
        return
    _Last.moment = monotonic()
    raise KeyboardInterrupt if number == signal.SIGINT else SystemExit(128 + number)


def _again(unraisable: sys.UnraisableHookArgs) -> None:
    """Signal once more: struck in a callback of the interpreter, an exception is dropped there.

    Each import has such a callback, so one signal in a hundred would come to nothing. This is
    such a callback itself, so the signal comes from a thread, when it has returned.
    """
    import signal
    import sys
    import threading

    if issubclass(unraisable.exc_type, SystemExit):
        code = getattr(unraisable.exc_value, "code", None)
        number = code - 128 if isinstance(code, int) and code > 128 else signal.SIGTERM
    elif issubclass(unraisable.exc_type, KeyboardInterrupt):
        number = signal.SIGINT
    else:
        sys.__unraisablehook__(unraisable)
        return
    _Last.moment = None
    threading.Thread(target=_signal_soon, args=(number,), daemon=True).start()


def _signal_soon(number: int) -> None:
    import _thread
    import signal
    import threading
    from time import sleep

    sleep(_SOON_S)
    main = threading.main_thread().ident
    if hasattr(signal, "pthread_kill") and main is not None:
        signal.pthread_kill(main, number)  # ends a read that waits, too
    else:
        _thread.interrupt_main(signal.Signals(number))
