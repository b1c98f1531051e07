"""Bytes of files and of standard input."""

from __future__ import annotations

import os
import stat

from newsclean.errors import InputError

STDIN = "-"
_PART_BYTES = 1 << 20
# Windows takes line ends for one character otherwise, and ^Z for the end.
BINARY: int = getattr(os, "O_BINARY", 0)


def read_bytes(path: str) -> bytes:
    """All bytes of a file, a named pipe, or standard input (`-`).

    InputError for a folder; OSError as the system says it.
    """
    descriptor = open_file(path)
    try:
        return read_rest(descriptor)
    finally:
        if path != STDIN:
            os.close(descriptor)


def open_file(path: str) -> int:
    """The descriptor of an input, 0 for standard input. Errors as `read_bytes` raises them."""
    if path == STDIN:
        return 0
    if not path or "\0" in path:
        raise InputError("not a file name")
    descriptor = os.open(path, os.O_RDONLY | BINARY)
    if stat.S_ISDIR(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise InputError("is a directory; name the files in it")
    return descriptor


def read_part(descriptor: int) -> bytes:
    """What one call gives; a file of a megabyte as a whole."""
    return os.read(descriptor, _PART_BYTES)


def read_rest(descriptor: int, head: bytes = b"", most: int | None = None) -> bytes:
    """Everything, part by part: one call that reads to the end would not notice an interrupt.

    head: what was read already. InputError for more than `most` bytes.
    """
    parts, size = ([head], len(head)) if head else ([], 0)
    while True:
        if most is not None and size > most:
            raise InputError(f"holds more than {most:,} bytes, as --max-bytes allows")
        part = os.read(descriptor, _PART_BYTES)
        if not part:
            break
        parts.append(part)
        size += len(part)
    return parts[0] if len(parts) == 1 else b"".join(parts)
