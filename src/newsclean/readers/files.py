"""Bytes of files and of standard input."""

from __future__ import annotations

import os
import stat

from newsclean.errors import InputError

STDIN = "-"


def read_bytes(path: str) -> bytes:
    """All bytes of a file, a named pipe, or standard input (`-`).

    InputError for a folder; OSError as the system says it.
    """
    if path == STDIN:
        with open(0, "rb", buffering=0, closefd=False) as file:
            return file.readall()
    if not path or "\0" in path:
        raise InputError("not a file name")
    with open(path, "rb", buffering=0, opener=_open) as file:
        return file.readall()


def _open(path: str, flags: int) -> int:
    descriptor = os.open(path, flags)
    if stat.S_ISDIR(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise InputError("is a directory; name the files in it")
    return descriptor
