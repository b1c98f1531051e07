"""Bytes of files and of standard input."""

from __future__ import annotations

import os
import stat

from newsclean.errors import InputError

STDIN = "-"
_PART_BYTES = 1 << 20


def read_bytes(path: str, most: int | None = None) -> bytes:
    """All bytes of a file, a named pipe, or standard input (`-`).

    InputError for a folder, and for more than `most` bytes; OSError as the system says it.
    """
    if path == STDIN:
        return _read(0, most)
    if not path or "\0" in path:
        raise InputError("not a file name")
    descriptor = os.open(path, os.O_RDONLY)
    try:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise InputError("is a directory; name the files in it")
        return _read(descriptor, most)
    finally:
        os.close(descriptor)


def _read(descriptor: int, most: int | None) -> bytes:
    """Everything, part by part: one call that reads to the end would not notice an interrupt."""
    parts, size = [], 0
    while part := os.read(descriptor, _PART_BYTES):
        parts.append(part)
        size += len(part)
        if most is not None and size > most:
            raise InputError(f"holds more than {most} bytes, as --max-bytes allows")
    return parts[0] if len(parts) == 1 else b"".join(parts)
