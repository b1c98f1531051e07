"""A pager at a terminal, as git has one: it gets what would have gone to the screen."""

from __future__ import annotations

import errno
import os

from newsclean.cli._output import ClosedPipe, Output

TYPE_CHECKING = False
if TYPE_CHECKING:
    from subprocess import Popen

# Quit when all fits on one screen, let colours through, leave the text there.
_LESS = "FRX"
_CHARSET = "utf-8"  # what is written; by LC_ALL=C less would show each bar as <E2><94><82>
_DEFAULT = "less"
_NO_PAGERS = ("", "cat")


class Pager(Output):
    """What is written goes to a pager; who quits it has seen enough.

    Ends when the pager does, so that the shell's prompt does not come in between.
    """

    def __init__(self, process: Popen[bytes]) -> None:
        assert process.stdin is not None
        super().__init__(process.stdin.fileno(), "pager")
        self._process = process

    def write(self, data: bytes) -> None:
        """Write all of it. ClosedPipe when the pager was quit."""
        try:
            super().write(data)
        except KeyboardInterrupt:
            raise ClosedPipe from None  # the pager had the signal too, and quits or goes on

    def commit(self) -> None:
        """Wait until the reader has read."""
        self._wait()

    def discard(self) -> None:
        """The same: what was written stays to be read."""
        self._wait()

    def end(self, number: int, frame: object) -> None:
        """End by a signal, but not before the pager: alone it would take the shell's keys."""
        import signal

        self._wait()
        signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)

    def _wait(self) -> None:
        stdin = self._process.stdin
        try:
            if stdin is not None:
                stdin.close()
        except OSError as error:
            if error.errno != errno.EPIPE:
                raise
        while True:
            try:
                self._process.wait()
                return
            except KeyboardInterrupt:
                pass  # in less it stops a search


def open_pager() -> Output | None:
    """A pager for standard output; None where there is none, or PAGER says that none is wanted."""
    import shutil
    import signal
    import subprocess

    if os.environ.get("TERM", "dumb") == "dumb":
        return None  # less would ask for a key before the first line
    command = os.environ.get("PAGER", _DEFAULT).strip()
    # `LESS=-S less -i`: the shell knows what that means, and only the program must be there.
    words = [word for word in command.split() if "=" not in word]
    if command in _NO_PAGERS or not words or shutil.which(words[0]) is None:
        return None
    known = {"LESS": _LESS, "LV": "-c", "LESSCHARSET": _CHARSET}
    try:
        process = subprocess.Popen(
            command, shell=True, stdin=subprocess.PIPE, env={**known, **os.environ}
        )
    except OSError:
        return None
    pager = Pager(process)
    signal.signal(signal.SIGTERM, pager.end)
    return pager
