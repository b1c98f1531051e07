"""What is written in a pack, value by value, and where it stands, for messages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any, NoReturn

from newsclean.errors import RuleError
from newsclean.messages import meant
from newsclean.packs.rule import Rule

ID = re.compile(r"[\w.-]{1,80}")
_HEADER = re.compile(r"[ \t]*\[\[[ \t]*(rule|keep)[ \t]*\]\]")
_SHOWN_CHARS = 60


class Reader:
    """The values of one file.

    text: the file. file: its path as the user knows it. data: what it holds.
    """

    def __init__(self, text: str, file: str, data: dict[str, Any]) -> None:
        self.lines = text.split("\n")
        self.file = file
        self.data = data
        # The first line (0-based) of each row; none where rows are written in another way.
        starts: dict[str, list[int]] = {"rule": [], "keep": []}
        for number, line in enumerate(self.lines):
            match = _HEADER.match(line)
            if match is not None:
                starts[match[1]].append(number)
        self.starts = starts
        self.at: tuple[str, int, dict[str, Any]] | None = None  # the row that is being read

    def string(self, row: dict[str, Any], key: str) -> str | None:
        """A text, or None when the key is not there."""
        return self.typed(row, key, str, "a text in quotes") if key in row else None

    def strings(self, row: dict[str, Any], key: str) -> tuple[str, ...]:
        """A list of texts; empty when the key is not there."""
        value = row.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            hint = "; put it in brackets" if isinstance(value, str) else ""
            self.fail(key, f'a list of texts is wanted, ["…", "…"]{hint}')
        return tuple(value)

    def typed(self, row: dict[str, Any], key: str, kind: type, wanted: str) -> Any:
        """A value of one type."""
        value = row[key]
        if type(value) is not kind:
            self.fail(key, f"{wanted} is wanted, not {shown(value)}")
        return value

    def choice(self, row: dict[str, Any], rule: Rule, key: str, known: Iterable[str]) -> None:
        """One word of several, set on the rule."""
        value = self.string(row, key)
        if value is None:
            return
        if value not in known:
            if key == "match" and value == "inline":
                self.fail(key, f"rules remove whole lines; known: {', '.join(known)}")
            self.fail(key, f"{value!r} is unknown{meant(value, known)}")
        setattr(rule, key, value)

    def fail(self, key: str, what: str) -> NoReturn:
        """Say what is wrong, and where."""
        row = ""
        if self.at is not None:
            kind, number, values = self.at
            own_id = values.get("id")
            named = isinstance(own_id, str) and ID.fullmatch(own_id)
            row = f"{kind} {own_id if named else number + 1}: "
        raise RuleError(f"{self.place(key)}: {row}{key}: {what}")

    def place(self, key: str | None = None) -> str:
        """`FILE:LINE` of a key of the row, or of the row; without the line if it is not known."""
        start, end = 0, len(self.lines)
        if self.at is not None:
            kind, number, _ = self.at
            starts = self.starts[kind]
            if len(starts) != len(self.data.get(kind, ())):
                return self.file
            start = starts[number]
            end = min([n for each in self.starts.values() for n in each if n > start] or [end])
        if key is not None:
            is_key: Callable[[str], object] = re.compile(
                rf"""[ \t]*["']?{re.escape(key)}["']?[ \t]*="""
            ).match
            for number in range(start, end):
                if is_key(self.lines[number]):
                    return f"{self.file}:{number + 1}"
        return self.file if self.at is None else f"{self.file}:{start + 1}"


def toml_message(file: str, error: Exception) -> str:
    """`FILE:LINE: not TOML: …`, from what tomllib says of the place."""
    told, found, place = str(error).partition(" (at ")
    match = re.match(r"line (\d+), column (\d+)", place)
    told = told[:1].lower() + told[1:]
    if not found or match is None:
        return f"{file}: not TOML: {told}" + (" at the end of the file" if found else "")
    return f"{file}:{match[1]}: not TOML: {told} at column {match[2]}"


def stem(file: str) -> str:
    """The file's name without its ending, with what no name may hold as `-`."""
    name = file.replace("\\", "/").rpartition("/")[2]
    name = name.rpartition(".")[0] or name
    return re.sub(r"[^\w.-]+", "-", name)[:80] or "pack"


def shown(value: object) -> str:
    """A value in a message, cut when it is long."""
    text = repr(value)
    return text if len(text) <= _SHOWN_CHARS else f"{text[: _SHOWN_CHARS - 1]}…"
