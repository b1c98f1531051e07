"""Whole processes, measured from outside: processor time and peak memory."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from corpus import ROOT

EXAMPLE = ROOT / "tests" / "fixtures" / "pages" / "google-news-ifttt" / "in.txt"


def newsclean() -> list[str]:
    """The installed command beside this interpreter, else the module, which costs more."""
    script = Path(sys.executable).with_name("newsclean")
    if script.exists():
        return [str(script)]
    found = shutil.which("newsclean")
    return [found] if found else [sys.executable, "-m", "newsclean"]


def run(command: list[str], source: Path | None = None) -> tuple[float, int]:
    """Processor seconds and peak resident bytes of one process; its output is thrown away.

    A process that fails is an error: a fast failure is no figure.
    """
    with open(source or os.devnull, "rb") as stdin:
        child = subprocess.Popen(command, stdin=stdin, stdout=subprocess.DEVNULL)
        _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        raise SystemExit(f"{' '.join(command)}: exit {child.returncode}")
    unit = 1 if sys.platform == "darwin" else 1024
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss * unit
