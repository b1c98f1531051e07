"""Unfinished results: new files of a name of their own, locked for as long as somebody writes.

Who is killed leaves one behind, and with it no lock: so the next run tells litter from the work of
another run, whatever the clock and the list of processes say.
"""

from __future__ import annotations

import os
import re
import stat
import time

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import ModuleType

fcntl: ModuleType | None
try:
    import fcntl
except ImportError:  # Windows, where nobody can remove an open file
    fcntl = None

_NAME = re.compile(r"\.newsclean-[0-9a-f]{12}\.tmp")
_AGE_S = 600.0  # where there are no locks: nobody has written for so long
# Of this process; what a signal must take away, wherever it strikes.
_unfinished: set[str] = set()


def create(folder: str) -> tuple[int, str]:
    """A new file in a folder, open for writing; its descriptor and path. OSError.

    The name is short, whatever the name that the result will have, and unpredictable, so that no
    planted link is written through.
    """
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)
    flags |= getattr(os, "O_BINARY", 0)
    while True:
        path = os.path.join(folder, f".newsclean-{os.urandom(6).hex()}.tmp")
        _unfinished.add(path)  # before it is there: no signal comes between
        try:
            descriptor = os.open(path, flags, 0o666)
        except OSError:
            _unfinished.discard(path)
            raise
        if _is_ours(descriptor):
            return descriptor, path
        os.close(descriptor)  # a sweep was faster than the lock, and has taken it away
        remove(path)


def _is_ours(descriptor: int) -> bool:
    if fcntl is None:
        return True
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # a file system without locks
        pass
    return os.fstat(descriptor).st_nlink > 0


def finish(descriptor: int, path: str, target: str) -> None:
    """Close a file and let it appear under its name. OSError."""
    if fcntl is None:
        os.close(descriptor)  # no open file is renamed there
        os.replace(path, target)
    else:
        try:
            os.replace(path, target)
        finally:
            os.close(descriptor)  # and with it goes the lock, which kept sweeps away
    _unfinished.discard(path)


def remove(path: str) -> None:
    """Take an unfinished file away, if it is there."""
    try:
        os.unlink(path)
    except OSError:
        pass
    _unfinished.discard(path)


def remove_all() -> None:
    """Take away whatever this process has not finished."""
    for path in list(_unfinished):
        remove(path)


def sweep(folders: Iterable[str]) -> None:
    """Remove what killed runs left in some folders; nothing that anybody writes to, nor is ours."""
    for folder in folders:
        try:
            with os.scandir(folder or ".") as entries:
                found = [entry.path for entry in entries if _NAME.fullmatch(entry.name)]
        except OSError:
            continue
        for path in found:
            _remove_litter(path)


def _remove_litter(path: str) -> None:
    flags = os.O_RDONLY
    for name in ("O_NONBLOCK", "O_NOFOLLOW", "O_BINARY"):
        flags |= getattr(os, name, 0)
    try:
        descriptor = os.open(path, flags)
    except OSError:  # gone meanwhile, a link, somebody else's
        return
    try:
        status = os.fstat(descriptor)
        is_own = status.st_uid == os.geteuid() if hasattr(os, "geteuid") else True
        is_file = stat.S_ISREG(status.st_mode) and is_own
        if is_file and _is_left(descriptor, status):
            os.unlink(path)
    except OSError:
        pass
    finally:
        os.close(descriptor)


def _is_left(descriptor: int, status: os.stat_result) -> bool:
    """Whether nobody writes any more."""
    if fcntl is not None:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
        except BlockingIOError:
            return False
        except OSError:
            pass
    return time.time() - status.st_mtime > _AGE_S
