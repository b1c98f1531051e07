"""Completion, in the shells themselves."""

from __future__ import annotations

import os
import re
import select
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from command import environment, run
from newsclean import filters, record
from newsclean.cli import COMMANDS

SHELLS = ("bash", "zsh", "fish")
pty = pytest.importorskip("pty", reason="there are no terminals to test with here")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with some files, and `newsclean` on the PATH as `.bin/newsclean`."""
    (tmp_path / ".bin").mkdir()
    wrapper = tmp_path / ".bin" / "newsclean"
    wrapper.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m newsclean "$@"\n')
    wrapper.chmod(0o755)
    (tmp_path / "posts").mkdir()
    for name in ("post one.txt", "post-two.txt", "explained.txt", "my.toml", "day:1 a.txt"):
        (tmp_path / name).write_text("A text.\n")
    return tmp_path


def surroundings(folder: Path) -> dict[str, str]:
    return environment({
        "PATH": f"{folder / '.bin'}{os.pathsep}{os.environ['PATH']}", "HOME": str(folder),
        "XDG_CONFIG_HOME": str(folder / ".config"), "TERM": "dumb", "LC_ALL": "C.UTF-8",
    })  # fmt: skip


def needs(shell: str) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")


def script(shell: str, folder: Path) -> Path:
    done = run("completion", shell)
    assert (done.returncode, done.stderr) == (0, b"")
    path = folder / f"_newsclean.{shell}"
    path.write_bytes(done.stdout)
    return path


def bash(words: list[str], folder: Path) -> list[str]:
    """What bash would offer: its function is called as readline calls it."""
    path = script("bash", folder)
    quoted = " ".join("'" + word.replace("'", "'\\''") + "'" for word in words)
    lines = (
        f"source {path}\ncomplete -p newsclean >/dev/null || exit 3\n"
        f"COMP_WORDS=({quoted}); COMP_CWORD={len(words) - 1}\n"
        "_newsclean_completion newsclean\n"
        'for one in "${COMPREPLY[@]}"; do printf "%s\\n" "$one"; done\n'
    )
    done = subprocess.run(["bash", "--norc", "-c", lines], cwd=folder, env=surroundings(folder),
                          capture_output=True, timeout=60, check=False)  # fmt: skip
    assert (done.returncode, done.stderr) == (0, b"")
    return done.stdout.decode().splitlines()


def fish(words: list[str], folder: Path) -> list[str]:
    """What fish offers, without the descriptions."""
    path = script("fish", folder)
    line = " ".join(words).replace("'", "\\'")
    done = subprocess.run(
        ["fish", "--no-config", "-c", f"source {path}; complete -C '{line}'"], cwd=folder,
        env=surroundings(folder), capture_output=True, timeout=60, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, b"")
    return [one.partition("\t")[0] for one in done.stdout.decode().splitlines()]


ASKED = {"bash": bash, "fish": fish}
CASES: dict[str, tuple[list[str], set[str]]] = {
    "commands and files": (["exp"], {"explain", "explained.txt"}),
    "options": (["explain", "--why"], {"--why-kept"}),
    "options of clean without its name": (["--guard"], {"--guard-formulas"}),
    "options behind a file": (["explained.txt", "--guard"], {"--guard-formulas"}),
    "commands of a command": (["rules", "t"], {"test"}),
    "choices": (["explain", "-f", "j"], {"jsonl"}),
    "filters": (["--ignore", "sh"], {"share"}),
    "filters in a list": (["--select", "share,feed"], {"share,feed-footer"}),
    "groups": (["--extend-select", "rep"], {"repost"}),
    "a filter's page": (["filters", "feed"], {"feed-footer"}),
    "fields of the record": (["--fields", "title,date_r"], {"title,date_raw"}),
    "files of a command": (["doctor", "my"], {"my.toml"}),
    "files of an option": (["--config", "my"], {"my.toml"}),
    "shells": (["completion", "z"], {"zsh"}),
    "nothing": (["--confidence", "0."], set()),
}


@pytest.mark.parametrize("shell", ASKED)
@pytest.mark.parametrize("case", CASES)
def test_the_shell_offers(case: str, shell: str, folder: Path) -> None:
    needs(shell)
    words, wanted = CASES[case]
    assert set(ASKED[shell](["newsclean", *words], folder)) == wanted


@pytest.mark.parametrize("shell", ASKED)
def test_an_option_may_hold_its_value_behind_a_sign(shell: str, folder: Path) -> None:
    needs(shell)
    found = ASKED[shell](["newsclean", "--ignore=share,feed"], folder)
    assert found == ["--ignore=share,feed-footer"]
    assert ASKED[shell](["newsclean", "--config=my"], folder) == ["--config=my.toml"]


def test_bash_parts_a_value_from_its_sign(folder: Path) -> None:
    needs("bash")
    assert bash(["newsclean", "--ignore", "=", "feed"], folder) == ["feed-footer"]
    assert set(bash(["newsclean", "--ignore", "="], folder)) == {*filters.NAMES, *filters.GROUPS}


def test_every_command_is_offered_with_files(folder: Path) -> None:
    needs("bash")
    found = bash(["newsclean", ""], folder)
    assert {*COMMANDS, "post one.txt", "posts"} <= set(found)


def test_every_field_of_the_record_is_offered(folder: Path) -> None:
    needs("bash")
    assert bash(["newsclean", "--fields", ""], folder) == record.names()


def test_what_was_named_is_not_offered_again(folder: Path) -> None:
    needs("bash")
    assert bash(["newsclean", "--ignore", "share,sh"], folder) == []


@pytest.mark.parametrize("flag", ["-h", "--help", "--version"])
def test_options_that_print_print_nothing_here(flag: str, folder: Path) -> None:
    needs("bash")
    assert bash(["newsclean", flag, "--guard"], folder) == ["--guard-formulas"]


def typed(shell: str, keys: str, folder: Path, *, is_autoloaded: bool = False) -> str:
    """What the line is once somebody has typed these keys: a terminal, and the shell in it.

    is_autoloaded: whether zsh finds the script in its path of functions, as the help has it.
    """
    path = script(shell, folder)
    zsh = "autoload -Uz compinit; compinit -u -D; unsetopt beep"
    if is_autoloaded:
        path.rename(folder / "_newsclean")
        zsh = f"fpath=({folder} $fpath); {zsh}"
    else:
        zsh += f"; source {path}"
    command = {
        "bash": ["bash", "--norc", "--noprofile", "-i"],
        "zsh": ["zsh", "-f", "-i"],
    }[shell]
    setup = {
        "bash": f"bind 'set bell-style none'; source {path}",
        "zsh": zsh,
    }[shell]
    env = surroundings(folder) | {"PS1": "$ ", "TERM": "xterm"}
    pid, master = pty.fork()
    if pid == 0:
        os.chdir(folder)
        os.execvpe(command[0], command, env)
    try:
        os.write(master, setup.encode() + b"; echo READ''Y\n")
        _read_until(master, "^READY$")
        # What follows the TAB waits for it. To the start of the line, so that the line is printed
        # as the shell takes it, and not run.
        os.write(master, keys.encode() + b"\x01echo TOLD: \x05\n")
        return _read_until(master, "^TOLD: .*$")
    finally:
        os.write(master, b"\x03exit\n")
        time.sleep(0.1)
        os.close(master)
        os.waitpid(pid, 0)


def _read_until(master: int, wanted: str, most_s: float = 30.0) -> str:
    """What is shown until a line comes that fits; that line, without its blanks at the end."""
    out, end = b"", time.monotonic() + most_s
    while time.monotonic() < end:
        if select.select([master], [], [], 0.2)[0]:
            out += os.read(master, 65536)
        plain = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b[=>]|\r", "", out.decode(errors="replace"))
        found = re.search(wanted, plain, re.M)
        if found is not None and plain[found.end():].startswith("\n"):
            return found[0].rstrip()
    raise AssertionError(f"{wanted}: not in {out!r}")


@pytest.mark.parametrize("shell", ["bash", "zsh"])
@pytest.mark.parametrize(
    ("keys", "line"),
    [
        ("newsclean expla\t", "newsclean explain"),  # as far as file and command agree
        ("newsclean schem\t", "newsclean schema"),
        ("newsclean --guard\t", "newsclean --guard-formulas"),
        ("newsclean --ignore share,feed\t", "newsclean --ignore share,feed-footer"),
        ("newsclean --ignore=feed\t", "newsclean --ignore=feed-footer"),
        ("newsclean --config=my\t", "newsclean --config=my.toml"),
        ("newsclean post\\ o\t", "newsclean post one.txt"),
        ("newsclean day:\t", "newsclean day:1 a.txt"),  # where bash begins a new word
        ("newsclean --config=day:1\t", "newsclean --config=day:1 a.txt"),
    ],
)
def test_a_line_is_completed_at_the_terminal(
    keys: str, line: str, shell: str, folder: Path
) -> None:
    needs(shell)
    assert typed(shell, keys, folder) == f"TOLD: {line}"


def test_zsh_completes_from_its_path_of_functions_every_time(folder: Path) -> None:
    needs("zsh")
    keys = "newsclean --guard\t--ignore feed\t--config my\t"
    line = "newsclean --guard-formulas --ignore feed-footer --config my.toml"
    assert typed("zsh", keys, folder, is_autoloaded=True) == f"TOLD: {line}"


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_is_valid_for_its_shell(shell: str, folder: Path) -> None:
    needs(shell)
    path = script(shell, folder)
    done = subprocess.run([shell, "-n", str(path)], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize("value", ["", "bash_source", "nushell_complete", "x"])
def test_other_questions_are_no_texts_to_clean(value: str) -> None:
    done = run(stdin=b"A text.\n", env={"_NEWSCLEAN_COMPLETE": value})
    assert (done.returncode, done.stdout) == (1, b"")


@pytest.mark.parametrize("arguments", [(), ("nushell",)])
def test_a_shell_must_be_named(arguments: tuple[str, ...]) -> None:
    done = run("completion", *arguments)
    assert done.returncode == 2 and done.stderr.count(b"\n") == 1
    assert b"bash, zsh, fish" in done.stderr or b"'bash', 'zsh', 'fish'" in done.stderr
