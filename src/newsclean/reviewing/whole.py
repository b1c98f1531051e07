"""A small file that appears whole or not at all."""

from __future__ import annotations

import os

from newsclean.batch import temporary


def write_whole(target: str, data: bytes, mode: int | None = None) -> None:
    """Write a file beside its target and rename it over it, once it is on the disk. OSError.

    mode: its permissions; those of a new file for None.
    """
    path = ""
    try:
        descriptor, path = temporary.create(os.path.dirname(target))
        try:
            view = memoryview(data)
            while view:
                view = view[os.write(descriptor, view) :]
            if mode is not None and hasattr(os, "fchmod"):
                os.fchmod(descriptor, mode)
            os.fsync(descriptor)
        except BaseException:
            os.close(descriptor)
            raise
        temporary.finish(descriptor, path, target)
    finally:
        if path:
            temporary.remove(path)  # unless it is the target by now
