"""Which wordings were passed over, from one session to the next.

A text file for each rule pack, a key a line, under `$XDG_STATE_HOME` or `~/.local/state`.
"""

from __future__ import annotations

import os
from hashlib import blake2b

from newsclean.packs.reading import stem
from newsclean.reviewing.whole import write_whole

_MOST = 100_000  # the newest, two megabytes
_KEY_BYTES = 12


class Skipped:
    """Keys of wordings that were skipped for one rule pack.

    pack: its path. problem: why they are not remembered, in words of the system; None if they are.
    """

    def __init__(self, pack: str) -> None:
        self.problem: str | None = None
        self.path = _path(pack)
        self.keys: dict[bytes, None] = dict.fromkeys(self._read())

    def _read(self) -> list[bytes]:
        if self.path is None:
            self.problem = "no home directory"
            return []
        try:
            with open(self.path, encoding="ascii", errors="replace") as file:
                lines = file.read().split("\n")
        except FileNotFoundError:
            return []
        except OSError as error:
            self.problem = error.strerror
            return []
        found = []
        for line in lines:
            try:
                key = bytes.fromhex(line)
            except ValueError:  # what somebody else wrote says nothing here
                continue
            if len(key) == _KEY_BYTES:
                found.append(key)
        return found

    def add(self, key: bytes) -> None:
        """Remember one, from now on."""
        # Another session may have written since.
        self.keys = {**dict.fromkeys(self._read()), **self.keys, key: None}
        self._write()

    def remove(self, key: bytes) -> None:
        """Forget one."""
        self.keys = {**dict.fromkeys(self._read()), **self.keys}
        self.keys.pop(key, None)
        self._write()

    def clear(self) -> None:
        """Forget all."""
        self.keys = {}
        if self.path is not None and os.path.exists(self.path):
            self._write()

    def _write(self) -> None:
        if self.path is None:
            return
        told = "".join(f"{key.hex()}\n" for key in list(self.keys)[-_MOST:])
        try:
            os.makedirs(os.path.dirname(self.path), mode=0o700, exist_ok=True)
            write_whole(self.path, told.encode())
        except OSError as error:
            self.problem = error.strerror


def _path(pack: str) -> str | None:
    """The file for a pack; None where there is no place for it."""
    base = os.environ.get("XDG_STATE_HOME")
    if not base or not os.path.isabs(base):
        home = os.environ.get("HOME") or os.environ.get("USERPROFILE")
        if not home:
            return None
        base = os.path.join(home, ".local", "state")
    real = os.path.realpath(pack)
    name = blake2b(os.fsencode(real), digest_size=8).hexdigest()
    return os.path.join(base, "newsclean", "review", f"{stem(pack)}-{name}.txt")
