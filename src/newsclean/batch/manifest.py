"""What of a directory of results is done: read by the next run, which does only the rest.

A line of JSON for each input, appended once its result stands under its name; a run that is killed
loses the lines that were not written yet, and does those documents again. The last line of an
output counts; a torn line is none.
"""

from __future__ import annotations

import json
import os
from importlib import import_module

from newsclean.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import ModuleType
    from typing import IO, Any

NAME = ".newsclean.jsonl"

_LOCKED_AT = 1 << 30  # far behind the end: what Windows locks, nobody else reads

fcntl: ModuleType | None
try:
    import fcntl
except ImportError:  # Windows
    fcntl = None

Stamp = tuple[int, int]  # size in bytes, time of the last change in ns


class Manifest:
    """The manifest of a directory, locked against a second run as long as it is open.

    The directory is made where it is not there. UsageError when another run has it; OSError when
    nothing can be written there at first. Later, on a disk that is full say, it costs nothing but
    the knowledge of what is done: `problem` tells why, and the next run does that again.
    """

    def __init__(self, folder: str) -> None:
        self._made = _make(folder)
        self.path = os.path.join(folder, NAME)
        self._is_new = not os.path.lexists(self.path)
        self._file: IO[bytes] = open(self.path, "a+b")
        try:
            _lock(self._file)
        except (BlockingIOError, PermissionError):
            self._file.close()
            raise UsageError(f"-o {folder}: another newsclean is writing there") from None
        except OSError:  # a file system without locks
            pass
        self.problem: str | None = None
        self._known: dict[str, list[object]] = {}
        self._planned: set[str] = set()
        self._read()

    def _read(self) -> None:
        self._file.seek(0)
        is_whole = True
        for line in self._file:
            is_whole = line.endswith(b"\n")
            try:
                told = json.loads(line)
                if "planned" in told:
                    self._planned.add(told["planned"])
                    continue
                self._known[told["output"]] = [
                    told["input"], told["size"], told["mtime_ns"], told["options"], told["written"]
                ]  # fmt: skip
            except (ValueError, TypeError, KeyError):
                continue
        if not is_whole:
            self._file.write(b"\n")

    def has(
        self, output: str, source: str, stamp: Stamp, options: str, written: int | None
    ) -> bool:
        """Whether an output was made from this input, as it is, with these options.

        options: a hash of all that decides what a result holds. written: the size of the output,
        None where it is not there; a result may be left out as empty.
        """
        told = [os.path.abspath(source), *stamp, options, written]
        return self._known.get(output) == told

    def lists(self, output: str) -> bool:
        """Whether a run wrote an output, or was killed before it could tell."""
        return output in self._known or output in self._planned

    def wrote(self, output: str) -> bool:
        """Whether what stands under an output's name is a run's; not so where it was left out."""
        told = self._known.get(output)
        return output in self._planned if told is None else told[-1] is not None

    def plan(self, outputs: Iterable[str]) -> None:
        """Outputs will be written, where nothing of anybody else stands; `lists` them from now on.

        So what a killed run has not told of is not taken for somebody else's.
        """
        try:
            for output in outputs:
                if not self.lists(output):
                    self._planned.add(output)
                    self._file.write(json.dumps({"planned": output}).encode() + b"\n")
        except OSError as error:
            self._note(error)
        self.flush()

    def add(
        self, output: str, source: str, stamp: Stamp, options: str, written: int | None
    ) -> None:
        """An output stands under its name; written to disk with the next `flush`."""
        source = os.path.abspath(source)
        told = {"output": output, "input": source, "size": stamp[0], "mtime_ns": stamp[1],
                "options": options, "written": written}  # fmt: skip
        self._known[output] = [source, *stamp, options, written]
        try:
            self._file.write(json.dumps(told).encode() + b"\n")
        except OSError as error:
            self._note(error)

    def flush(self) -> None:
        """Let a run that comes after a crash know what was done so far."""
        try:
            self._file.flush()
        except OSError as error:
            self._note(error)

    def close(self) -> None:
        """Write what is left; the next run may begin."""
        try:
            self._file.close()
        except OSError as error:
            self._note(error)

    def _note(self, error: OSError) -> None:
        self.problem = error.strerror or str(error)

    def drop(self) -> None:
        """Nothing was done: what was made for it goes again."""
        if self._is_new:
            try:
                os.unlink(self.path)
                for folder in self._made:
                    os.rmdir(folder)
            except OSError:  # something stands in it after all
                pass
        self.close()


def _make(folder: str) -> list[str]:
    """Make a directory with those above it; what was made, the innermost first."""
    missing = []
    path = os.path.abspath(folder)
    while not os.path.isdir(path):
        missing.append(path)
        path = os.path.dirname(path)
    os.makedirs(folder, exist_ok=True)
    return missing


def _lock(file: IO[bytes]) -> None:
    """Lock a file as long as it is open. OSError: BlockingIOError or PermissionError if it is."""
    if fcntl is not None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return
    try:
        msvcrt: Any = import_module("msvcrt")
    except ImportError:  # a system without either has one process
        return
    file.seek(_LOCKED_AT)
    msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
