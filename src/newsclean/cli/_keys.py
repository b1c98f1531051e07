"""Single keys from a terminal, or lines where it has no such thing."""

from __future__ import annotations

import os
import select
import signal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType, ModuleType, TracebackType
    from typing import Any

termios: ModuleType | None
try:
    import termios
except ImportError:  # Windows
    termios = None

_CHUNK_BYTES = 4096
_SHOWN_CHARS = 20  # of a line that is no answer
_END_OF_INPUT = "\x04"  # what Ctrl-D is where a terminal hands out single keys


class Keys:
    """Keys as they are pressed; where the terminal is dumb, what stands on each line.

    Use it in a `with`: the terminal is then as it was, also while the process is stopped by Ctrl-Z.
    shown_again: called when it goes on after that.
    """

    def __init__(self, shown_again: Callable[[], None]) -> None:
        self._shown_again = shown_again
        self._mode: list[Any] | None = None
        self._old: dict[int, Any] = {}
        self.are_lines = os.environ.get("TERM", "dumb") == "dumb"

    def __enter__(self) -> Keys:
        if self.are_lines or termios is None:
            self.are_lines = True
            return self
        try:
            self._mode = termios.tcgetattr(0)
        except termios.error:
            self.are_lines = True
            return self
        if hasattr(signal, "SIGTSTP") and hasattr(signal, "SIGCONT"):
            for number, handler in ((signal.SIGTSTP, self._stop), (signal.SIGCONT, self._go_on)):
                self._old[number] = signal.signal(number, handler)
        self._set_single()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:  # fmt: skip
        for number, handler in self._old.items():
            signal.signal(number, handler)
        self._old.clear()
        self._set_back()

    def _set_single(self) -> None:
        """Hand out keys at once and do not show them; Ctrl-C and Ctrl-Z stay signals."""
        assert termios is not None and self._mode is not None
        mode = list(self._mode)
        mode[3] &= ~(termios.ICANON | termios.ECHO)
        mode[6] = list(mode[6])
        mode[6][termios.VMIN], mode[6][termios.VTIME] = 1, 0
        self._set(mode)

    def _set_back(self) -> None:
        if self._mode is not None:
            self._set(self._mode)

    def _set(self, mode: list[Any]) -> None:
        assert termios is not None
        try:
            termios.tcsetattr(0, termios.TCSADRAIN, mode)
        except termios.error:
            pass  # the terminal is gone

    def _stop(self, number: int, frame: FrameType | None) -> None:
        """Ctrl-Z: the shell gets its terminal as it was."""
        self._set_back()
        for one in (signal.SIGTSTP, signal.SIGCONT):
            signal.signal(one, signal.SIG_DFL)
        os.kill(os.getpid(), signal.SIGTSTP)  # where no shell waits for it, nothing happens
        signal.signal(signal.SIGTSTP, self._stop)
        signal.signal(signal.SIGCONT, self._go_on)
        self._go_on(number, frame)

    def _go_on(self, number: int, frame: FrameType | None) -> None:
        self._set_single()
        self._shown_again()

    def forget(self) -> None:
        """Drop keys that were pressed before a question was there to be read."""
        if not self.are_lines and termios is not None:
            try:
                termios.tcflush(0, termios.TCIFLUSH)
            except termios.error:
                pass

    def read(self, work: Callable[[], bool]) -> str:
        """The next key, "" at the end of the input.

        work: something to do until then, a little a call; False once there is nothing more.
        """
        is_more = True
        while is_more and not self._is_there():
            is_more = work()
        try:
            data = os.read(0, _CHUNK_BYTES)
        except OSError:  # the terminal is gone
            data = b""
        text = data.decode("utf-8", "replace")
        if self.are_lines and text:
            return text.strip()[:_SHOWN_CHARS] or "\n"
        return "" if text[:1] == _END_OF_INPUT else text[:1]

    def _is_there(self) -> bool:
        if os.name == "nt":  # only sockets can be asked there: do all the work first
            return False
        return bool(select.select([0], [], [], 0)[0])
