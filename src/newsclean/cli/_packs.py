"""Rule packs and lists that come on standard input, where `-` stands for their file."""

from __future__ import annotations

from newsclean.errors import UsageError
from newsclean.packs import PathOrPack, RulePack, decode
from newsclean.readers.files import STDIN, read_bytes

_FILE = "standard input"  # what messages call it; the pack is `standard-input`


def check_stdin(rules: list[str] | None, phrases: list[str] | None, other: str | None) -> None:
    """UsageError when two want what stands there. other: who else reads it."""
    wanted = [f"--rules {STDIN}"] * (rules or []).count(STDIN)
    wanted += [f"--phrases {STDIN}"] * (phrases or []).count(STDIN)
    if len(wanted) > 1 or other:
        first, second = [*wanted, other][:2]
        hint = "; name the file of one of them"
        raise UsageError(
            f"standard input can be read only once, {first} and {second} want it{hint}"
        )


def with_stdin(
    rules: list[str] | None, phrases: list[str] | None, other: str | None = None
) -> tuple[list[PathOrPack] | None, list[PathOrPack] | None]:
    """The files of `--rules` and `--phrases`, with what standard input holds in place of `-`.

    other: who else reads it. UsageError before a byte is read when there is one; RuleError when
    what stands there cannot be used.
    """
    check_stdin(rules, phrases, other)
    try:
        text = decode(read_bytes(STDIN), _FILE)
    except OSError as error:
        raise UsageError(f"{_FILE}: {error.strerror}") from None
    read = RulePack.parse if STDIN in (rules or ()) else RulePack.parse_phrases
    pack = read(text, _FILE)
    pack.path = STDIN
    return _exchanged(rules, pack), _exchanged(phrases, pack)


def _exchanged(files: list[str] | None, pack: RulePack) -> list[PathOrPack] | None:
    return None if files is None else [pack if file == STDIN else file for file in files]
