"""Nothing needs Linux, or Unix, where a portable way exists.

No other system runs these tests, so they take away what other systems lack: the names that Python
knows on Unix only must be asked for before they are used, and the command must do without them.
"""

from __future__ import annotations

import ast
import os
import sys
import types
from collections.abc import Iterator
from pathlib import Path

import pytest

from command import ARTICLE, POST, run
from newsclean.batch import manifest
from newsclean.batch.walk import Walker
from newsclean.errors import UsageError

SOURCES = sorted((Path(__file__).resolve().parent.parent / "src" / "newsclean").rglob("*.py"))
# "Availability: Unix" in Python's documentation, or Linux, or Windows from 3.13 only.
MODULES = {"crypt", "fcntl", "grp", "nis", "posix", "pty", "pwd", "resource", "spwd", "syslog",
           "termios", "tty"}  # fmt: skip
NAMES = set(
    """chflags chown chroot confstr copy_file_range ctermid eventfd fchdir fchmod fchown fdatasync
    fork forkpty fpathconf fstatvfs getegid geteuid getgid getgroups getloadavg getpgid getpgrp
    getpriority getsid getuid getxattr initgroups killpg lchown listxattr lockf major makedev
    memfd_create minor mkfifo mknod nice openpty pathconf pidfd_open posix_fadvise posix_fallocate
    posix_spawn posix_spawnp pread preadv pwrite pwritev readv removexattr sched_getaffinity
    sched_setaffinity sched_yield sendfile setegid seteuid setgid setgroups setpgid setpriority
    setsid setuid setxattr splice statvfs sync sysconf tcgetpgrp tcsetpgrp ttyname uname unshare
    wait wait3 wait4 waitid writev O_CLOEXEC O_DIRECTORY O_DSYNC O_NOATIME O_NOCTTY O_NOFOLLOW
    O_NONBLOCK O_PATH O_SYNC O_TMPFILE WNOHANG WIFSIGNALED WTERMSIG
    SIGALRM SIGCHLD SIGCONT SIGHUP SIGKILL SIGPIPE SIGQUIT SIGSTOP SIGTSTP SIGUSR1 SIGUSR2 SIGWINCH
    alarm pause pidfd_send_signal pthread_kill pthread_sigmask setitimer siginterrupt sigpending
    sigtimedwait sigwait sigwaitinfo tzset clock_gettime""".split()
)

# What stands in for a system without them. Loaded by every Python, so by worker processes, too.
LACKING = """
import os, sys
for name in ("fchmod", "fchown", "sched_getaffinity", "O_NOFOLLOW"):
    delattr(os, name)
def link(*names, **how):
    raise OSError(1, "no links here")
os.link = link
for name in ("fcntl", "grp", "pwd", "resource"):
    sys.modules[name] = None
"""


def uses(tree: ast.AST) -> Iterator[str]:
    """Names of `os`, `signal` and `time` that other systems lack, and modules that they lack."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            if node.value.id in ("os", "signal", "time") and node.attr in NAMES:
                yield node.attr
        elif isinstance(node, ast.Import):
            yield from (a.name for a in node.names if a.name in MODULES)
        elif isinstance(node, ast.ImportFrom) and node.module in ("os", "signal", "time"):
            yield from (a.name for a in node.names if a.name in NAMES)


def asked(tree: ast.AST) -> Iterator[str]:
    """Names that `hasattr` asks for, and modules whose absence is caught."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            if node.func.id == "hasattr" and isinstance(node.args[1], ast.Constant):
                yield str(node.args[1].value)
        elif isinstance(node, ast.Try):
            for handler in node.handlers:
                if isinstance(handler.type, ast.Name) and handler.type.id == "ImportError":
                    yield from (name for one in node.body for name in uses(one))


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: p.stem)
def test_what_other_systems_lack_is_asked_for_first(path: Path) -> None:
    tree = ast.parse(path.read_bytes())
    assert set(uses(tree)) <= set(asked(tree))


def test_the_search_finds_what_it_looks_for() -> None:
    tree = ast.parse("import fcntl, os\nfrom signal import SIGKILL\nos.fchown(1, 2, 3)\n")
    assert set(uses(tree)) == {"fcntl", "SIGKILL", "fchown"}
    assert set(asked(tree)) == set()


def test_files_are_opened_without_a_change_of_line_ends() -> None:
    found = []
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_bytes())):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "os.open":
                found.append(f"{path.name}: {ast.unparse(node)}")
    assert len(found) >= 3
    assert [call for call in found if "BINARY" not in call and "flags" not in call] == []


@pytest.fixture
def bare(tmp_path: Path) -> dict[str, str]:
    """An environment in which Python lacks what some systems lack."""
    folder = tmp_path / "lacking"
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(LACKING)
    path = [str(folder), *filter(None, [os.environ.get("PYTHONPATH")])]
    return {"PYTHONPATH": os.pathsep.join(path)}


def test_a_directory_is_cleaned_without_what_some_systems_lack(
    tmp_path: Path, bare: dict[str, str]
) -> None:
    (tmp_path / "in" / "deep" / "er").mkdir(parents=True)
    for name in ("a.txt", "deep/b.txt", "deep/er/c.txt"):
        (tmp_path / "in" / name).write_text(POST)
    for _ in range(2):  # the second goes over what is there
        done = run("in", "-o", "out/", "-j", "2", "--force", cwd=tmp_path, env=bare)
        assert (done.returncode, b"internal" in done.stderr) == (0, False), done.stderr
        for name in ("a.txt", "deep/b.txt", "deep/er/c.txt"):
            assert (tmp_path / "out" / name).read_text() == ARTICLE
    assert [p.name for p in (tmp_path / "out").glob("*.tmp")] == []


def test_texts_are_rewritten_without_what_some_systems_lack(
    tmp_path: Path, bare: dict[str, str]
) -> None:
    (tmp_path / "a.txt").write_text(POST)
    done = run("-i", "--backup", ".orig", "a.txt", cwd=tmp_path, env=bare)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "a.txt").read_text() == ARTICLE
    assert (tmp_path / "a.txt.orig").read_text() == POST


class Entry:
    """An entry as Windows lists it: without the number of the file."""

    def __init__(self, entry: os.DirEntry[str]) -> None:
        self.name, self.path = entry.name, entry.path
        self._entry = entry

    def is_file(self, *, follow_symlinks: bool) -> bool:
        return self._entry.is_file(follow_symlinks=follow_symlinks)

    def stat(self, *, follow_symlinks: bool) -> os.stat_result:
        status = list(self._entry.stat(follow_symlinks=follow_symlinks))
        status[1] = status[2] = 0
        return os.stat_result(status)


class Listing:
    """`os.scandir` of such entries."""

    def __init__(self, folder: str) -> None:
        with os.scandir(folder) as entries:
            self._entries = [Entry(entry) for entry in entries]

    def __enter__(self) -> list[Entry]:
        return self._entries

    def __exit__(self, *_: object) -> None:
        pass


def test_folders_without_numbers_are_not_taken_for_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a" / "b" / "c").mkdir(parents=True)
    for folder in (tmp_path, tmp_path / "a", tmp_path / "a" / "b", tmp_path / "a" / "b" / "c"):
        (folder / "x.txt").write_text(POST)
    told: list[str] = []
    walker = Walker(notice=lambda path, cause, is_error: told.append(cause))
    expected = [found.relative for found in walker.files(str(tmp_path))]
    real = os.scandir
    monkeypatch.setattr("newsclean.batch.walk.os.scandir", lambda f: windows(real, f))
    assert [found.relative for found in walker.files(str(tmp_path))] == expected
    assert (len(expected), told) == (4, [])


def windows(real: object, folder: str) -> Listing:
    """The listing, made with the real function while the other one is in its place."""
    current, os.scandir = os.scandir, real  # type: ignore[assignment]
    try:
        return Listing(folder)
    finally:
        os.scandir = current


def test_a_directory_is_locked_where_windows_locks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import fcntl

    def locking(descriptor: int, mode: int, size: int) -> None:
        at = os.lseek(descriptor, 0, os.SEEK_CUR)
        taken.setdefault(at, descriptor)
        if taken[at] != descriptor:
            raise PermissionError(13, "Permission denied")

    taken: dict[int, int] = {}
    fake = types.ModuleType("msvcrt")
    fake.LK_NBLCK, fake.locking = 2, locking  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "msvcrt", fake)
    monkeypatch.setattr(manifest, "fcntl", None)
    first = manifest.Manifest(str(tmp_path))
    first.add("a.txt", "in/a.txt", (3, 4), "options", 2)
    first.flush()
    with pytest.raises(UsageError, match="another newsclean"):
        manifest.Manifest(str(tmp_path))
    first.close()
    monkeypatch.setattr(manifest, "fcntl", fcntl)
    second = manifest.Manifest(str(tmp_path))
    assert second.has("a.txt", "in/a.txt", (3, 4), "options", 2)
    second.close()
