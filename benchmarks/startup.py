"""Processor time of whole processes, as a multiple of `python -c pass` in the same run.

    python benchmarks/startup.py [--rounds 15] [--check]

The commands take turns, so that a busy machine is unfair to all alike; the figure is the median
of the rounds. `--check` fails above the limits of the issue.
"""

from __future__ import annotations

import argparse
import statistics
import sys
from pathlib import Path

from processes import EXAMPLE, newsclean, run

BARE = "python -c pass"


def commands() -> dict[str, tuple[list[str], Path | None, float]]:
    """Name -> command, its standard input, and the limit as a multiple of BARE."""
    tool, file = newsclean(), str(EXAMPLE)
    return {
        BARE: ([sys.executable, "-c", "pass"], None, 1.0),
        "newsclean < small.txt": (tool, EXAMPLE, 3.5),
        "newsclean small.txt": ([*tool, file], None, 3.5),
        "newsclean -f json small.txt": ([*tool, "-f", "json", file], None, 4.5),
        "newsclean -f jsonl small.txt": ([*tool, "-f", "jsonl", file], None, 6.0),
        "newsclean --diff small.txt": ([*tool, "--diff", file], None, 6.0),
        "newsclean explain small.txt": ([*tool, "explain", file], None, 6.0),
        "newsclean filters": ([*tool, "filters"], None, 6.0),
        "newsclean filters share": ([*tool, "filters", "share"], None, 6.0),
        "newsclean schema": ([*tool, "schema"], None, 6.0),
        "newsclean --version": ([*tool, "--version"], None, 6.0),
        "newsclean --help": ([*tool, "--help"], None, 6.0),
    }


def main() -> int:
    """Measure, print and, when asked, compare with the limits."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    todo = commands()
    spent: dict[str, list[float]] = {name: [] for name in todo}
    for turn in range(options.rounds + 1):
        for name, (command, source, _) in todo.items():
            seconds, _ = run(command, source)
            if turn:  # the first turn writes the byte code
                spent[name].append(seconds)
    bare = statistics.median(spent[BARE])
    failed = False
    for name, (_, _, limit) in todo.items():
        median = statistics.median(spent[name])
        ratio = median / bare
        failed |= ratio > limit
        mark = "  above the limit" if ratio > limit else ""
        print(f"{name:<30} {median * 1000:6.1f} ms  {ratio:5.2f} x  (limit {limit:g}){mark}")
    return int(options.check and failed)


if __name__ == "__main__":
    raise SystemExit(main())
