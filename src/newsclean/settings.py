"""Configuration files: which one is in force for an input, and what it says.

Looking for one costs a few calls of the system; nothing else is loaded until one is found.
"""

from __future__ import annotations

import os

from newsclean.errors import SettingsError, UsageError

# Not from `typing`, which costs more than all of newsclean at start.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from newsclean.configuration import Configuration

OWN, SHARED = "newsclean.toml", "pyproject.toml"
VARIABLE = "NEWSCLEAN_CONFIG"
# Where the folder of a path says nothing of the text: `newsclean <(curl …)`.
_NOWHERE = ("/dev/", "/proc/")


class Finder:
    """The configuration of each input; every file is read once.

    config: the only file that counts; else the one that the environment names. no_config: none
    counts. SettingsError when a file cannot be used.
    """

    def __init__(self, config: str | None = None, no_config: bool = False) -> None:
        if config is not None and no_config:
            raise UsageError("--config and --no-config exclude each other")
        self._is_off = no_config
        self._only: Configuration | None = None
        self._known: dict[str, Configuration | None] = {}
        named = config if config is not None else os.environ.get(VARIABLE)
        if named and not no_config:
            from newsclean.configuration import read_named

            self._only = read_named(named, "" if config is not None else f" ({VARIABLE})")
        elif config == "":
            raise SettingsError("--config: a file name is wanted")

    def of(self, path: str) -> Configuration | None:
        """The configuration for an input: the nearest above it, else the user's own.

        path: a file, or `-` for standard input, which belongs to the working directory.
        """
        if self._only is not None or self._is_off:
            return self._only
        try:
            if path == "-" or path.startswith(_NOWHERE):
                folder = os.getcwd()
            else:
                folder = os.path.dirname(os.path.abspath(path))
        except OSError:  # the working directory is gone
            return self._of_user()
        return self._above(folder)

    def _above(self, folder: str) -> Configuration | None:
        passed = []
        found: Configuration | None = None
        while folder not in self._known:
            passed.append(folder)
            found = _in_folder(folder)
            parent = os.path.dirname(folder)
            if found is not None:
                break
            if parent == folder:
                found = self._of_user()
                break
            folder = parent
        else:
            found = self._known[folder]
        self._known.update(dict.fromkeys(passed, found))
        return found

    def _of_user(self) -> Configuration | None:
        home = os.environ.get("HOME") or os.environ.get("USERPROFILE")
        base = os.environ.get("XDG_CONFIG_HOME") or (home and os.path.join(home, ".config"))
        if not base:
            return None
        path = os.path.join(base, "newsclean", OWN)
        if path not in self._known:
            self._known[path] = _read(path) if os.path.isfile(path) else None
        return self._known[path]


def _in_folder(folder: str) -> Configuration | None:
    for name in (OWN, SHARED):
        path = os.path.join(folder, name)
        if os.path.isfile(path):
            found = _read(path)
            if found is not None:
                return found
    return None


def _read(path: str) -> Configuration | None:
    if path.endswith(SHARED) and not _mentions(path):
        return None
    from newsclean.configuration import read

    return read(path)


def _mentions(path: str) -> bool:
    """Whether a pyproject.toml may speak of newsclean; parsing it costs more than a small text.

    True for every way to write `tool.newsclean`; a dependency of that name is none.
    """
    try:
        with open(path, "rb") as file:
            data = file.read()
    except OSError:
        return True  # whoever reads it says why it cannot be read
    if b"newsclean" not in data:
        return False
    plain = data.translate(None, b" \t\"'")
    starts: tuple[bytes, ...] = (b"[tool.newsclean", b"tool.newsclean", b"tool={")
    if b"[tool]" in plain:
        starts += (b"newsclean=", b"newsclean.")
    return any(line.startswith(starts) for line in plain.split(b"\n") if b"newsclean" in line)


def merge(given: dict[str, Any], configuration: Configuration | None) -> dict[str, Any]:
    """Options of the command line over those of a file.

    given: name -> value, None where the command line says nothing. An option replaces the key of
    its name. A choice of filters on the command line also wins over the file's `ignore`: with
    `select` nothing of the file's choice is left, and what `extend_select` names runs.
    """
    if configuration is None:
        return given
    told = dict(configuration.values)
    if given.get("select") is not None:
        for name in ("select", "extend_select", "ignore"):
            told.pop(name, None)
    elif given.get("extend_select") and "ignore" in told:
        told["ignore"] = _without(told["ignore"], given["extend_select"])
    return {name: told.get(name) if value is None else value for name, value in given.items()}


def _without(ignored: Iterable[str], wanted: Iterable[str]) -> list[str]:
    from newsclean import filters

    runs = set(filters.choose(wanted, None, None))
    return [name for name in filters.choose(ignored, None, None) if name not in runs]
