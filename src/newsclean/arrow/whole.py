"""A file that appears whole under its name, and on the disk, or not at all."""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress

from newsclean.batch import temporary
from newsclean.readers.files import BINARY

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import IO


@contextmanager
def whole(path: str) -> Iterator[IO[bytes]]:
    """A file for writing; it gets its name when the block ends, and goes when it raises.

    Two that write the same path at once, as an engine's second attempt does, do not mix: each has
    a file of its own, and the last to end counts. OSError.
    """
    folder = os.path.dirname(path) or "."
    descriptor, unfinished = temporary.create(folder)
    try:
        with os.fdopen(descriptor, "wb", closefd=False) as file:
            yield file
        os.fsync(descriptor)
        temporary.finish(descriptor, unfinished, path)
    except BaseException:
        temporary.remove(unfinished)
        with suppress(OSError):
            os.close(descriptor)
        raise
    _sync(folder)


def _sync(folder: str) -> None:
    """Let the name, too, outlive a power cut, where the file system can do that."""
    try:
        descriptor = os.open(folder, os.O_RDONLY | BINARY)
    except OSError:  # Windows
        return
    try:
        os.fsync(descriptor)
    except OSError:
        pass
    finally:
        os.close(descriptor)
