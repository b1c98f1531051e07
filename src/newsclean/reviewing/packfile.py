"""A rule pack that grows by rows while its author looks on: nothing that stands in it changes."""

from __future__ import annotations

import errno
import os
import stat

from newsclean.errors import NewscleanError, RuleError
from newsclean.packs import RulePack, decode
from newsclean.packs.parse import parse_pack
from newsclean.packs.reading import stem
from newsclean.reviewing.whole import write_whole
from newsclean.trial import template

_PROBE = "\n[[rule]]\nid = 'x'\nphrase = 'x'\nremoves = ['x']\n"


class PackError(NewscleanError):
    """The rule pack cannot take an answer; nothing was written."""


class PackFile:
    """The file that answers go to. It may be missing, or hold no row yet.

    path: as the user knows it; a link is followed. pack: what it holds, None for no row. RuleError,
    PackError when it can be used neither way. is_changed: whether somebody else wrote to it since
    it was last read here, which is looked for with each answer.
    """

    def __init__(self, path: str) -> None:
        if not path or "\0" in path:
            raise PackError(f"{path!r}: not a file name")
        self.path = path
        self._target = os.path.realpath(path)
        self.is_changed = False
        self._data = self._read()
        self.pack = self._parse(self._data)
        folder = os.path.dirname(self._target)
        if self._data is None and not os.path.isdir(folder):
            raise PackError(f"{path}: no such folder: {os.path.dirname(path) or folder}")

    def _read(self) -> bytes | None:
        """What the file holds; None where there is none."""
        try:
            if not stat.S_ISREG(os.stat(self._target).st_mode):
                raise PackError(f"{self.path}: not a file that rules can be written to")
            with open(self._target, "rb") as file:
                return file.read()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise PackError(f"{self.path}: {error.strerror}") from None

    def _parse(self, data: bytes | None) -> RulePack | None:
        if data is None:
            return None
        text = decode(data, self.path)
        try:
            pack = RulePack.parse(text, self.path)
        except RuleError:
            if _has_rows(text):
                raise
            parse_pack(f"{text}\n{_PROBE}", self.path)  # what is wrong but for the lack of rows
            return None
        pack.path = self.path
        return pack if pack.rules else None

    def refresh(self) -> None:
        """Look whether somebody else wrote to it; `is_changed` tells. RuleError, PackError."""
        data = self._read()
        if data is None and self._data is not None:
            self.is_changed = False  # deleted: the next answer brings it back with all the others
            return
        self.is_changed = data != self._data
        if self.is_changed:
            self.pack = self._parse(data)
            self._data = data

    def with_row(self, row: str) -> tuple[bytes, RulePack]:
        """The file with one more row behind all others, and the pack that it is. RuleError."""
        data = self._data
        if data is None:
            data = _head(self.path).encode()
        text = decode(data, self.path)
        end = "\r\n" if "\r\n" in text else "\n"
        block = row.replace("\n", end).encode()
        if data and not data.endswith((b"\n", b"\r")):
            data += end.encode()
        if text.strip():
            data += end.encode()
        data += block
        try:
            pack = RulePack.parse(decode(data, self.path), self.path)
        except RuleError as error:
            raise RuleError(f"not written: {error}") from None
        pack.path = self.path
        return data, pack

    def write(self, data: bytes, pack: RulePack | None) -> bytes | None:
        """Let the file be this, whole or not at all; what it was before. PackError."""
        try:
            mode = None
            if os.path.exists(self._target):
                mode = stat.S_IMODE(os.stat(self._target).st_mode)
                if not os.access(self._target, os.W_OK):  # a rename would not mind
                    raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
            write_whole(self._target, data, mode)
        except OSError as error:
            raise PackError(f"{self.path}: {error.strerror}; not written") from None
        before, self._data, self.pack = self._data, data, pack
        return before

    def take_back(self, before: bytes | None, after: bytes) -> None:
        """Undo a write: byte for byte, and if others wrote meanwhile, only what was added.

        PackError when what was added is no longer there as it was written.
        """
        self.refresh()
        data = self._data
        if data == after:
            if before is None:
                try:
                    os.unlink(self._target)
                except OSError as error:
                    raise PackError(f"{self.path}: {error.strerror}; not undone") from None
                self._data = self.pack = None
                return
            self.write(before, self._parse(before))
            return
        added = after[len(before) :] if before is not None else after[len(_head(self.path)) :]
        # With the line ends before it, if they are still as they were.
        added = next((one for one in (added, added.strip(b"\r\n")) if one in (data or b"")), b"")
        if data is None or not added or data.count(added) != 1:
            raise PackError(f"{self.path}: was changed meanwhile; take the row out by hand")
        start, _, rest = data.partition(added)
        left = start + rest
        self.write(left, self._parse(left))


def _has_rows(text: str) -> bool:
    """Whether a pack holds rows, or is nothing that could be told."""
    import tomllib

    try:
        data = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError):
        return True
    return "rule" in data or "keep" in data


def _head(path: str) -> str:
    """How a pack begins that is made here: as `newsclean rules new` begins one, without rows."""
    head = template(stem(path)).partition("\n[[rule]]")[0]
    return head.replace('"where these lines were seen"', '"answers of newsclean review"')
