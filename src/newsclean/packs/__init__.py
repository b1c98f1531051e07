"""Rule packs: rows that a user brings, beside the tables of the package."""

from __future__ import annotations

import os
from collections.abc import Iterable

from newsclean.errors import RuleError
from newsclean.messages import counted
from newsclean.packs.parse import commented, parse_pack
from newsclean.packs.reading import stem
from newsclean.packs.rule import Rule

_MAX_BYTES = 64 << 20  # a pack that is larger is something else


class RulePack:
    """Rules and keep rows under one name, checked.

    Only read after it was made: share it between threads, pickle it for processes.
    """

    __slots__ = ("about", "commented", "name", "path", "rules")

    def __init__(
        self, name: str, rules: Iterable[Rule], *, about: str = "", path: str | None = None,
        commented: int = 0,
    ) -> None:  # fmt: skip
        self.name = name
        self.rules = tuple(rules)
        self.about = about
        self.path = path
        self.commented = commented  # rows that do nothing yet

    def __repr__(self) -> str:
        return f"<newsclean.RulePack {self.name}: {self.count()}>"

    def count(self) -> str:
        """`3 rules, 1 keep row`; `no rule in force, 3 in comments`."""
        if not self.rules and self.commented:
            return f"no rule in force, {self.commented} in comments"
        keeps = sum(rule.is_keep for rule in self.rules)
        rules = len(self.rules) - keeps
        told = [counted(rules, "rule")] if rules or not keeps else []
        return ", ".join(told + ([counted(keeps, "keep row")] if keeps else []))

    def told(self) -> str:
        """All that its rules say, as one text: what the hash of a record's options is made of."""
        return "\n".join([self.name, *(rule.told() for rule in self.rules)])

    @classmethod
    def read(cls, path: str | os.PathLike[str]) -> RulePack:
        """A pack from its TOML file; RuleError in one line when it cannot be used."""
        file = os.fspath(path)
        pack = cls.parse(read_text(file), file)
        pack.path = file
        return pack

    @classmethod
    def parse(cls, text: str, file: str = "pack.toml") -> RulePack:
        """A pack from TOML text; file: what messages call it, and its name if it has none."""
        name, about, rules = parse_pack(text, file)
        return cls(name, rules, about=about, commented=commented(text))

    @classmethod
    def read_phrases(cls, path: str | os.PathLike[str]) -> RulePack:
        """Whole lines that go wherever they stand, from a plain list, one a line."""
        file = os.fspath(path)
        pack = cls.parse_phrases(read_text(file), file)
        pack.path = file
        return pack

    @classmethod
    def parse_phrases(cls, text: str, file: str = "phrases.txt") -> RulePack:
        """The same from the text of a list; file: what messages call it, and the pack's name."""
        lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        for number, line in enumerate(lines, 1):
            if line.strip() in ("[[rule]]", "[[keep]]"):
                raise RuleError(f"{file}:{number}: this is a rule pack; give it with --rules")
        return cls(*_of_phrases(lines, file))

    @classmethod
    def of_phrases(cls, lines: Iterable[str], name: str = "phrases") -> RulePack:
        """The same from the lines themselves; blank ones are passed over."""
        return cls(*_of_phrases(lines, name))


def _of_phrases(lines: Iterable[str], file: str) -> tuple[str, list[Rule]]:
    name, rules = stem(file), []
    for number, line in enumerate(lines, 1):
        if line.strip():
            rule = Rule(f"{name}:{number}", f"{file}:{number}", phrase=line.strip())
            rule.is_plain = True
            rules.append(rule)
    if not rules:
        raise RuleError(f"{file}: no phrase in it; write one a line")
    return name, rules


def read_text(file: str) -> str:
    """The text of a small file in UTF-8, with or without a mark; RuleError in one line."""
    if not file or "\0" in file:
        raise RuleError(f"{file!r}: not a file name")
    try:
        with open(file, "rb") as opened:
            data = opened.read(_MAX_BYTES + 1)
    except IsADirectoryError:
        raise RuleError(f"{file}: is a directory; name the file in it") from None
    except OSError as error:
        raise RuleError(f"{file}: {error.strerror}") from None
    return decode(data, file)


def decode(data: bytes, file: str) -> str:
    """The bytes of a pack or a list as text; file: what messages call it."""
    if len(data) > _MAX_BYTES:
        raise RuleError(f"{file}: larger than {_MAX_BYTES >> 20} MB; is it a rule pack?")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise RuleError(f"{file}: is UTF-16; save it as UTF-8")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise RuleError(f"{file}:{line}: not UTF-8; save it as UTF-8") from None


PathOrPack = str | os.PathLike[str] | RulePack


def read_packs(
    rules: PathOrPack | Iterable[PathOrPack] = (),
    phrases: PathOrPack | Iterable[PathOrPack] = (),
) -> list[RulePack]:
    """The packs that paths name, in order; a file that is named twice counts once.

    rules: packs, and paths of packs. phrases: the same of plain lists. One alone need not stand in
    a list. RuleError when two packs have one name: their marks could not be told apart.
    """
    packs: list[RulePack] = []
    seen: set[str] = set()
    for items, read in ((rules, RulePack.read), (phrases, RulePack.read_phrases)):
        for item in [items] if isinstance(items, (str, os.PathLike, RulePack)) else items:
            if isinstance(item, RulePack):
                if not any(item is pack for pack in packs):
                    packs.append(item)
            elif _is_new(item, seen):
                packs.append(read(item))
    by_name: dict[str, RulePack] = {}
    for pack in packs:
        other = by_name.setdefault(pack.name, pack)
        if other is not pack:
            raise RuleError(
                f"{pack.path or pack.name}: the name {pack.name} is taken already, by "
                f'{other.path or "another pack"}; give one a name of its own: name = "…"'
            )
    return packs


def _is_new(path: str | os.PathLike[str], seen: set[str]) -> bool:
    real = os.path.realpath(path)
    is_new = real not in seen
    seen.add(real)
    return is_new
