"""Directories to files: which of them are texts to clean, in one order for every run.

Hidden files and what `.gitignore` files name are left out, as ripgrep leaves them out; links are
not followed unless asked, and their number is told; pipes, sockets and devices are named and passed
over.
"""

from __future__ import annotations

import os
import stat

from newsclean.batch.copies import is_copy, may_be_made_of
from newsclean.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from pathspec import GitIgnoreSpec

    # Names are judged as: what stands before the argument, and the path from some character on.
    _Ignored = tuple[str, int, GitIgnoreSpec]

Place = tuple[int, int]  # device and number of a file, the same under each of its names
_IGNORE_FILE = ".gitignore"
# What newsclean itself writes beside results.
OWN_PREFIX = ".newsclean"
_CONFIGURATION = "newsclean.toml"


class Found:
    """A file to read: its path, and what it is called below the argument that named it.

    stamp: its size and the time of its last change (ns); None where it cannot be told.
    """

    __slots__ = ("path", "relative", "stamp")

    def __init__(self, path: str, relative: str, stamp: tuple[int, int] | None) -> None:
        self.path = path
        self.relative = relative
        self.stamp = stamp


class Walker:
    """What of a directory is read.

    include, exclude: patterns as in a `.gitignore`, against the path below the argument. hidden:
    whether names that begin with a dot count, too. ignoring: whether `.gitignore` files do. follow:
    whether links are followed. backup: what the names of
    copies end in, which are no input; those with other endings are told by what stands beside
    them, more of them where texts are cleaned in place. notice: is told of what is passed over or
    cannot be read. met: the files that were avoided, and those in folders that were. UsageError for
    a pattern that is none.
    """

    def __init__(
        self,
        *,
        include: Iterable[str] = (),
        exclude: Iterable[str] = (),
        hidden: bool = False,
        ignoring: bool = True,
        follow: bool = False,
        backup: str | None = None,
        in_place: bool = False,
        notice: Callable[[str, str, bool], None],
    ) -> None:
        self._include = _spec(include, "--include")
        self._exclude = _spec(exclude, "--exclude")
        self._hidden = hidden
        self._ignoring = ignoring
        self._follow = follow
        self._backup = backup
        self._in_place = in_place
        self._notice = notice
        self.met: list[str] = []
        self._links = 0  # below the directory that is read
        self._copies: list[str] = []

    def files(self, top: str, avoided: Iterable[Place] = ()) -> Iterator[Found]:
        """The files below a directory, by name; the directory itself is always entered.

        avoided: places of a directory or file of results, which is no input.
        """
        specs = tuple(self._specs_above(top)) if self._ignoring else ()
        own = place_of(top)
        self._links = 0
        self._copies = []
        yield from self._below(top, "", specs, frozenset(avoided), () if own is None else (own,))
        if self._links:
            links = "a link, which is" if self._links == 1 else f"{self._links:,} links, which are"
            self._notice(top, f"passed over: {links} not followed", False)
        if self._copies:
            name, more = self._copies[0], len(self._copies) - 1
            told = f"{name} and {more:,} more" if more else f"{name}"
            what = "copies of what stands beside them; name one" if more else (
                "a copy of what stands beside it; name it"
            )
            self._notice(top, f"passed over: {told}, {what} to have it cleaned", False)

    def _specs_above(self, top: str) -> Iterator[_Ignored]:
        """The `.gitignore` files between a directory and the repository that holds it.

        Whoever names the directory wants it: a rule that leaves it out does not count below it.
        """
        folder = os.path.abspath(top)
        found: list[_Ignored] = []
        prefix = ""
        while not os.path.exists(os.path.join(folder, ".git")):
            parent, name = os.path.split(folder)
            if parent == folder:
                return
            prefix, folder = f"{name}/{prefix}", parent
            path = os.path.join(folder, _IGNORE_FILE)
            spec = self._ignore_spec(path) if os.path.isfile(path) else None
            if spec is not None:
                others = [rule for rule in spec.patterns if not rule.match_file(prefix)]
                found.append((prefix, 0, type(spec)(others)))
        yield from reversed(found)

    def _below(
        self,
        folder: str,
        relative: str,
        specs: tuple[_Ignored, ...],
        avoided: frozenset[Place],
        above: tuple[Place, ...],
    ) -> Iterator[Found]:
        try:
            with os.scandir(folder) as entries:
                listed = sorted(entries, key=_name)
        except OSError as error:
            self._notice(folder, error.strerror or str(error), True)
            return
        if self._ignoring and any(entry.name == _IGNORE_FILE for entry in listed):
            spec = self._ignore_spec(os.path.join(folder, _IGNORE_FILE))
            if spec is not None:
                specs = (*specs, ("", len(relative), spec))
        names: set[str] = set()
        for entry in listed:
            if entry.name.startswith(OWN_PREFIX) or entry.name == _CONFIGURATION:
                continue
            if entry.name.startswith(".") and not self._hidden:
                continue
            if self._backup is not None and entry.name.endswith(self._backup):
                continue
            own = relative + entry.name
            try:
                status = entry.stat(follow_symlinks=self._follow)
            except OSError as error:
                if self._is_wanted(own, specs, False):
                    self._notice(entry.path, error.strerror or str(error), True)
                continue
            mode = status.st_mode
            is_folder = stat.S_ISDIR(mode)
            if not self._is_wanted(own, specs, is_folder):
                continue
            if stat.S_ISLNK(mode):
                self._links += 1
                continue
            place = status.st_dev, status.st_ino
            if not status.st_ino:  # Windows does not tell it of what a directory lists
                place = place_of(entry.path) or place
            if place in avoided:
                self._meet(entry.path, own, specs, is_folder)
                continue
            if is_folder:
                if place in above:
                    self._notice(entry.path, "passed over: a link to a folder that holds it", False)
                else:
                    yield from self._below(
                        entry.path, own + "/", specs, avoided, (*above, place)
                    )
            elif stat.S_ISREG(mode):
                names = names or {other.name for other in listed if self._is_file(other)}
                if self._is_copy(folder, entry.name, names):
                    self._copies.append(own)
                    continue
                yield Found(entry.path, own, (status.st_size, status.st_mtime_ns))
            else:
                self._notice(entry.path, f"passed over: is {_kind(mode)}", False)

    def _meet(
        self, path: str, relative: str, specs: tuple[_Ignored, ...], is_folder: bool
    ) -> None:
        """Note what is avoided, and would be read elsewhere."""
        if not is_folder:
            self.met.append(path)
            return
        links, own = self._links, place_of(path)
        above = () if own is None else (own,)
        self.met += [one.path for one in
                     self._below(path, relative + "/", specs, frozenset(), above)]  # fmt: skip
        self._links = links

    def _ignore_spec(self, path: str) -> GitIgnoreSpec | None:
        try:
            # Git skips a byte order mark, too.
            with open(path, encoding="utf-8-sig", errors="surrogateescape") as file:
                return _spec(file.read().split("\n"), path)
        except OSError as error:
            self._notice(path, error.strerror or str(error), False)
        except UsageError as error:
            self._notice(path, str(error), False)
        return None

    def _is_file(self, entry: os.DirEntry[str]) -> bool:
        try:
            return entry.is_file(follow_symlinks=self._follow)
        except OSError:
            return False

    def _is_copy(self, folder: str, name: str, names: set[str]) -> bool:
        if self._include is not None and not self._in_place:
            return False

        def is_made_of(one: str, other: str) -> bool:
            return may_be_made_of(os.path.join(folder, one), os.path.join(folder, other))

        return is_copy(name, names, any_ending=self._in_place, is_made_of=is_made_of)

    def _is_wanted(
        self, relative: str, specs: tuple[_Ignored, ...], is_folder: bool
    ) -> bool:
        name = relative + "/" if is_folder else relative
        if self._exclude is not None and self._exclude.match_file(name):
            return False
        for prefix, start, spec in reversed(specs):
            result = spec.check_file(prefix + name[start:])
            if result.include is not None:
                if result.include:
                    return False
                break
        return is_folder or self._include is None or self._include.match_file(name)


def _spec(patterns: Iterable[str], source: str) -> GitIgnoreSpec | None:
    lines = list(patterns)
    if not lines:
        return None
    from pathspec import GitIgnoreSpec

    try:
        return GitIgnoreSpec.from_lines(lines)
    except ValueError as error:
        raise UsageError(f"{source}: {error}") from None


def place_of(path: str) -> Place | None:
    """Where a path leads; None when it leads nowhere."""
    try:
        status = os.stat(path)
    except OSError:
        return None
    return status.st_dev, status.st_ino


def _name(entry: os.DirEntry[str]) -> bytes:
    return os.fsencode(entry.name)


def _kind(mode: int) -> str:
    for test, words in ((stat.S_ISFIFO, "a named pipe"), (stat.S_ISSOCK, "a socket")):
        if test(mode):
            return words
    return "a device"
