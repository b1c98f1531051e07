"""The real program at a real terminal, answered key by key."""

from __future__ import annotations

import os
import re
import select
import signal
import struct
import time
from pathlib import Path

import pytest

from command import PROGRAM, environment

pty = pytest.importorskip("pty", reason="there are no terminals to test with here")

_COLOR = re.compile(r"\x1b\[[0-9;]*[mK]")
_TIMEOUT_S = 30.0


class Terminal:
    """A newsclean that reads keys from a terminal of its own, and whoever presses them."""

    def __init__(
        self, *arguments: str, cwd: Path, env: dict[str, str] | None = None, columns: int = 80,
        program: tuple[str, ...] = PROGRAM,
    ) -> None:  # fmt: skip
        self.shown = b""
        told = environment({"XDG_STATE_HOME": str(cwd / ".state"), **(env or {})})
        self.pid, self.master = pty.fork()
        if not self.pid:
            os.chdir(cwd)
            os.execve(program[0], [*program, *arguments], told)
        self.resize(columns)

    def resize(self, columns: int) -> None:
        import fcntl
        import termios

        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))

    def read(self, until: str = "\n> ") -> str:
        """What is shown until that is the last of it, or until the end; colours left out."""
        end, text = time.monotonic() + _TIMEOUT_S, b""
        while True:
            if not select.select([self.master], [], [], max(0, end - time.monotonic()))[0]:
                raise AssertionError(f"no {until!r} after {text!r}")
            try:
                part = os.read(self.master, 65536)
            except OSError:  # how Linux says that nobody has the terminal any more
                part = b""
            text += part
            self.shown += part
            plain = _COLOR.sub("", text.decode("utf-8", "replace")).replace("\r", "")
            if not part or plain.endswith(until):
                return plain

    def press(self, keys: str, until: str = "\n> ") -> str:
        """What is shown after a key."""
        os.write(self.master, keys.encode())
        return self.read(until)

    def is_single(self) -> bool:
        """Whether the terminal hands out single keys."""
        import termios

        return not termios.tcgetattr(self.master)[3] & termios.ICANON

    def end(self) -> int:
        """Close the terminal's end; the exit code, negative for a signal."""
        code = self.wait()
        os.close(self.master)
        return code

    def wait(self) -> int:
        """Wait for the program; its exit code, negative for a signal."""
        end = time.monotonic() + _TIMEOUT_S
        while time.monotonic() < end:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                return os.waitstatus_to_exitcode(status)
            time.sleep(0.01)
        os.kill(self.pid, signal.SIGKILL)
        raise AssertionError("it does not end")
