"""What a run shows at a terminal while it is at work, and says at its end."""

from __future__ import annotations

import os
import time

from newsclean.batch.tally import Tally
from newsclean.cli._color import is_terminal
from newsclean.cli._options import Options
from newsclean.cli._report import divert, say
from newsclean.readers.files import STDIN

TYPE_CHECKING = False
if TYPE_CHECKING:
    from newsclean.terminal import Meter


def meter_for(options: Options, files: int | None, size: int) -> Meter | None:
    """A bar on standard error, where that is a terminal; messages then stand above it.

    files: documents, None where their number shows only at the end. size: their bytes.
    """
    if options.quiet or options.no_progress or options.pager or not is_terminal(2):
        return None
    from newsclean.terminal import Meter

    meter = Meter(files, size)
    divert(meter.say)
    return meter


def put_away(meter: Meter | None) -> None:
    """Take the bar away; messages go to standard error again."""
    if meter is not None:
        meter.close()
        divert(None)


def say_sums(options: Options, tally: Tally, started: float) -> None:
    """One line on what was done. started: in seconds of the clock that never goes back."""
    if not options.quiet:
        say(f"newsclean: {tally.told(time.monotonic() - started)}")


def say_sums_of_many(options: Options, tally: Tally, started: float) -> None:
    """The same of one output, if it is a file that holds more than one document.

    At a terminal only: a script that makes one file of another expects silence.
    """
    if _writes_file(options) and tally.done + tally.failed > 1 and is_terminal(2):
        say_sums(options, tally, started)


class Progress:
    """How far the reading of dumps is, in bytes; the bar goes with the end of a `with`.

    paths: the inputs. There is no bar where one of them does not tell its size, or where results go
    to the terminal, too.
    """

    def __init__(self, options: Options, paths: list[str]) -> None:
        self._descriptor = -1
        self._before = 0  # bytes of the inputs that are done
        self._sizes = [_size(path) for path in paths]
        goes_there = not _writes_file(options) and not options.check and is_terminal(1)
        sizes = [size for size in self._sizes if size is not None]
        is_known = bool(sizes) and len(sizes) == len(self._sizes) and not goes_there
        self._meter = meter_for(options, None, sum(sizes)) if is_known else None

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *error: object) -> None:
        put_away(self._meter)

    def begin(self, descriptor: int) -> None:
        """The next input is read."""
        self._descriptor = descriptor

    def end(self) -> None:
        """It is read, however that ended."""
        self._before += self._sizes.pop(0) or 0

    def show(self, tally: Tally) -> None:
        """More documents are done."""
        if self._meter is not None:
            read = self._before + os.lseek(self._descriptor, 0, os.SEEK_CUR)
            self._meter.reach(tally.done, read, sum(tally.removed.values()))


def _writes_file(options: Options) -> bool:
    """Whether results go elsewhere than to standard output."""
    return options.output not in (None, STDIN)


def _size(path: str) -> int | None:
    """The bytes of a regular file; None where there is no telling."""
    import stat

    try:
        status = os.fstat(0) if path == STDIN else os.stat(path)
    except (OSError, ValueError):  # no name of a file
        return None
    return status.st_size if stat.S_ISREG(status.st_mode) else None
