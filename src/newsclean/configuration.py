"""A configuration file, read and checked: whatever is wrong is said in one line, with its place."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from typing import Any, NoReturn

from newsclean import filters
from newsclean.errors import SettingsError, UsageError

SHARED = "pyproject.toml"
_SECTION = "[tool.newsclean]"
FORMATS = ("text", "json", "jsonl", "markdown", "html")


class Configuration:
    """What one file says.

    path: the file, as messages call it. values: option -> value, for the options it names;
    names are those of `Cleaner`, `format`, and what is added to a text. Paths in it are relative to
    the file's folder. lines: option -> the line that says it, as far as it can be found.
    """

    __slots__ = ("lines", "path", "values")

    def __init__(self, path: str, values: dict[str, Any], lines: dict[str, int]) -> None:
        self.path = path
        self.values = values
        self.lines = lines


def read_named(path: str, by: str = "") -> Configuration:
    """The file that an option or the environment names. by: what messages add of that."""
    try:
        found = read(path)
    except SettingsError as error:
        raise SettingsError(f"{error}{by}") from None
    if found is None:
        raise SettingsError(f"{path}: no {_SECTION} in it{by}")
    return found


def read(path: str) -> Configuration | None:
    """What a file says; None for a pyproject.toml that says nothing of newsclean."""
    try:
        with open(path, "rb") as file:
            data = file.read()
    except IsADirectoryError:
        raise SettingsError(f"{path}: is a directory; name the file in it") from None
    except (OSError, ValueError) as error:
        cause = error.strerror if isinstance(error, OSError) else "not a file name"
        raise SettingsError(f"{path}: {cause}") from None
    is_shared = os.path.basename(path) == SHARED
    return _Reader(path, data, is_shared).read()


class _Reader:
    """One file on its way in."""

    def __init__(self, path: str, data: bytes, is_shared: bool) -> None:
        self.path = _shown(path)
        self.folder = os.path.dirname(path)
        self.data = data
        self.is_shared = is_shared
        self.text = ""

    def read(self) -> Configuration | None:
        """Every key, checked."""
        section = self.section()
        if section is None:
            return None
        if "rule" in section or "keep" in section:
            raise SettingsError(f"{self.path}: is a rule pack; give it with --rules")
        values: dict[str, Any] = {}
        lines: dict[str, int] = {}
        for key, value in section.items():
            check = KEYS.get(key)
            if check is None:
                self.fail_unknown(key)
            name = key.replace("-", "_")
            values[name] = check(self, key, value)
            line = self.line_of(key)
            if line is not None:
                lines[name] = line
        return Configuration(self.path, values, lines)

    def section(self) -> dict[str, Any] | None:
        """The table that is ours."""
        import tomllib

        try:
            self.text = self.data.decode("utf-8-sig")
            table: Any = tomllib.loads(self.text)
        except UnicodeDecodeError as error:
            line = self.data.count(b"\n", 0, error.start) + 1
            raise SettingsError(f"{self.path}:{line}: not UTF-8; save it as UTF-8") from None
        except tomllib.TOMLDecodeError as error:
            from newsclean.packs.reading import toml_message

            raise SettingsError(toml_message(self.path, error)) from None
        except RecursionError:
            raise SettingsError(f"{self.path}: not TOML: nested too deeply") from None
        if self.is_shared:
            tool = table.get("tool")
            table = tool.get("newsclean") if isinstance(tool, dict) else None
            if table is not None and not isinstance(table, dict):
                raise SettingsError(f"{self.path}: {_SECTION} must be a table")
        elif list(table) == ["tool"]:
            raise SettingsError(f"{self.path}: write the keys without {_SECTION} here")
        return table  # type: ignore[no-any-return]

    def names(self, key: str, value: Any) -> list[str]:
        """Names of filters and groups."""
        names = self.texts(key, value)
        try:
            filters.choose(names, None, None)
        except UsageError as error:
            self.fail(key, str(error))
        return names

    def paths(self, key: str, value: Any) -> list[str]:
        """Files, relative to the folder of this one."""
        found = []
        for path in self.texts(key, value):
            full = os.path.join(self.folder, os.path.expanduser(path))
            if "\0" in path or not os.path.exists(full):
                self.fail(key, f"{path!r}: no such file beside this one")
            found.append(_shown(full))
        return found

    def share(self, key: str, value: Any) -> float:
        """A number from 0 to 1."""
        if type(value) not in (int, float) or not 0 <= value <= 1:
            self.fail(key, f"a number from 0 to 1 is wanted, not {value!r}")
        return float(value)

    def format(self, key: str, value: Any) -> str:
        """A format of the default command."""
        if value not in FORMATS or not isinstance(value, str):
            self.fail(key, f"{value!r} is unknown; known: {', '.join(FORMATS)}")
        return value

    def segments(self, key: str, value: Any) -> str:
        """Whether parts of lines are cut."""
        from newsclean.longline import MODES

        if value not in MODES or not isinstance(value, str):
            self.fail(key, f"{value!r} is unknown; known: {', '.join(MODES)}")
        return value

    def profile(self, key: str, value: Any) -> str:
        """What the texts are."""
        from newsclean.document import PROFILES

        if value not in PROFILES or not isinstance(value, str):
            self.fail(key, f"{value!r} is unknown; known: {', '.join(PROFILES)}")
        return value

    def input(self, key: str, value: Any) -> str:
        """What the inputs are read as."""
        from newsclean.document import INPUTS

        if value not in INPUTS or not isinstance(value, str):
            self.fail(key, f"{value!r} is unknown; known: {', '.join(INPUTS)}")
        return value

    def flag(self, key: str, value: Any) -> bool:
        """Yes or no."""
        if not isinstance(value, bool):
            self.fail(key, f"true or false is wanted, not {value!r}")
        return value

    def texts(self, key: str, value: Any) -> list[str]:
        """A list of texts."""
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            hint = "; put it in brackets" if isinstance(value, str) else ""
            self.fail(key, f'a list of texts is wanted, ["…", "…"]{hint}')
        return value

    def fail_unknown(self, key: str) -> NoReturn:
        """Say what the key may have meant."""
        from newsclean.messages import meant

        self.fail(key, f"unknown key{meant(key, KEYS)}")

    def fail(self, key: str, what: str) -> NoReturn:
        """Say what is wrong, and where."""
        number = self.line_of(key)
        line = "" if number is None else f":{number}"
        raise SettingsError(f"{self.path}{line}: {key}: {what}")

    def line_of(self, key: str) -> int | None:
        """The line that a key stands on, from 1; None where it is written in another way."""
        start = self.text.find(_SECTION) if self.is_shared else 0
        is_key = re.compile(rf"""^[ \t]*["']?{re.escape(key)}["']?[ \t]*=""", re.M)
        match = is_key.search(self.text, max(start, 0))
        return None if match is None else self.text.count("\n", 0, match.start()) + 1


# Every key that a file may have, and what reads it; the option has the same name.
KEYS: dict[str, Callable[[_Reader, str, Any], Any]] = {
    "profile": _Reader.profile,
    "input": _Reader.input,
    "captions": _Reader.flag,
    "comments": _Reader.flag,
    "links": _Reader.flag,
    "images": _Reader.flag,
    "with-title": _Reader.flag,
    "front-matter": _Reader.flag,
    "select": _Reader.names,
    "extend-select": _Reader.names,
    "ignore": _Reader.names,
    "rules": _Reader.paths,
    "phrases": _Reader.paths,
    "confidence": _Reader.share,
    "format": _Reader.format,
    "segments": _Reader.segments,
}


def _shown(path: str) -> str:
    """A path as the user would write it: relative where it is below the working directory.

    A file that is called `-` is `./-`: it is no standard input.
    """
    try:
        here = os.path.join(os.getcwd(), "")
    except OSError:
        return path
    path = os.path.normpath(path)
    path = path.removeprefix(here)
    return os.path.join(".", path) if path == "-" else path
