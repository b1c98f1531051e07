"""The real program, in a real process."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

PROGRAM = (sys.executable, "-m", "newsclean")
CLEAR = ("NO_COLOR", "FORCE_COLOR", "NEWSCLEAN_COLOR", "NEWSCLEAN_CONFIG", "COLUMNS")

# An article with a footer that no version may leave in.
ARTICLE = (
    "The council voted on Tuesday to close the old bridge for repairs, officials said.\n"
    "Traffic will be led through the harbour until the works end in the autumn of next year.\n"
    "Residents had asked for a ferry, but the mayor said that there was no money for one.\n"
)
FOOTER = 'Share this:\n0 Response to "Council closes the old bridge for repairs"\nPost a Comment\n'
POST = ARTICLE + FOOTER


def prose(lines: int) -> str:
    """A long article, no line of which stands in it twice."""
    return "".join(
        f"On day {day} the council met for {day % 7 + 1} hours and voted on {day * 3} motions, "
        "most of which the mayor had brought in herself.\n"
        for day in range(1, lines + 1)
    )


def run(
    *arguments: str | bytes,
    stdin: bytes | None = b"",
    cwd: Path | None = None,
    env: dict[str, str] | None = None,
    timeout: float = 60,
) -> subprocess.CompletedProcess[bytes]:
    """Run newsclean; standard input is empty unless given, and None means no standard input."""
    return subprocess.run(
        [*PROGRAM, *arguments], input=stdin, capture_output=True, cwd=cwd, timeout=timeout,
        env=environment(env), check=False,
    )  # fmt: skip


def environment(more: dict[str, str] | None = None) -> dict[str, str]:
    """The environment without what changes colours and widths, and without a user's settings."""
    clear = {name: value for name, value in os.environ.items() if name not in CLEAR}
    return {**clear, "TERM": "xterm", "XDG_CONFIG_HOME": os.devnull, **(more or {})}


def shell(
    script: str, cwd: Path, env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Run a line in bash, with `newsclean` on the PATH and pipes that fail when any part does."""
    folder = cwd / ".bin"
    folder.mkdir(exist_ok=True)
    wrapper = folder / "newsclean"
    wrapper.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m newsclean "$@"\n')
    wrapper.chmod(0o755)
    path = f"{folder}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        ["bash", "-o", "pipefail", "-c", script], capture_output=True, cwd=cwd, timeout=60,
        env=environment({"PATH": path, **(env or {})}), stdin=subprocess.DEVNULL, check=False,
    )  # fmt: skip


def run_small(
    *arguments: str, memory: int, cwd: Path | None = None, stdin: bytes = b""
) -> subprocess.CompletedProcess[bytes]:
    """Run newsclean with no more than so many bytes of address space."""
    import resource

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))

    return subprocess.run(
        [*PROGRAM, *arguments], input=stdin, capture_output=True, cwd=cwd, timeout=120,
        env=environment(), preexec_fn=limit, check=False,
    )  # fmt: skip
