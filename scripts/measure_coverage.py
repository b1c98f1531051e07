"""How much of the package the tests run: lines and branches, worker processes included.

    python scripts/measure_coverage.py [--least 95] [--missing] [pytest arguments ...]

Runs the tests under coverage.py (`[tool.coverage.run]` in pyproject.toml), prints modules that are
not run whole and the two shares, and ends with 1 when fewer than `--least` percent of the lines
ran. It takes about four times as long as the tests alone, so it is no part of `.ci/run`.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# Figures of quality and speed say nothing under a tracer, and cost the most; one counts lines by a
# tracer of its own. The other tests ask which modules are loaded, fork while threads run, pickle
# os._exit, look at the clock.
LEFT_OUT = [
    "--ignore=tests/test_golden.py", "--ignore=tests/test_growth.py",
    "--ignore=tests/test_benchmarks.py", "--ignore=tests/test_ablation.py",
    "--ignore=tests/test_packaging.py",
    "--deselect=tests/test_cli.py::test_no_command_loads_the_network_or_asks",
    "--deselect=tests/test_cli.py::test_a_diff_into_a_pipe_is_the_same_without_click",
    "--deselect=tests/test_library.py::test_a_fork_amid_the_work_of_threads_cleans_on",
    "--deselect=tests/test_library.py::test_importing_the_package_imports_no_parser_and_no_terminal",
    "--deselect=tests/test_rules.py::test_a_long_list_costs_little_a_line",
    "--deselect=tests/test_batch.py::test_workers_that_never_begin_are_an_error",
]  # fmt: skip


def coverage(folder: str, *arguments: str, is_quiet: bool = False) -> int:
    """Run coverage.py with its data in a folder; the exit code."""
    command = [sys.executable, "-m", "coverage", *arguments]
    environment = os.environ | {"COVERAGE_FILE": str(Path(folder) / ".coverage")}
    out = subprocess.DEVNULL if is_quiet else None
    return subprocess.run(
        command, cwd=ROOT, env=environment, stdout=out, stderr=out, check=False
    ).returncode


def main() -> int:
    """Measure and print; 1 when too little ran or a test failed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--least", type=float, default=95.0, help="percent of the lines")
    parser.add_argument("--missing", action="store_true", help="print which lines did not run")
    options, rest = parser.parse_known_args()
    # A shell lets what it starts with `&` ignore interrupts, and tests send some.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    with tempfile.TemporaryDirectory() as folder:
        failed = coverage(folder, "run", "-m", "pytest", "-q", *LEFT_OUT, *rest)
        # A process that was killed leaves half a file: those that cannot be read are passed over.
        coverage(folder, "combine", "-q", is_quiet=True)
        told = Path(folder) / "told.json"
        coverage(folder, "json", "-q", "-o", str(told))
        coverage(folder, "report", "--skip-covered", *(["-m"] if options.missing else []))
        totals = json.loads(told.read_text(encoding="utf-8"))["totals"]
    lines = float(totals["percent_statements_covered"])
    branches = float(totals["percent_branches_covered"])
    print(f"lines {lines:.1f}%, branches {branches:.1f}%; at least {options.least:g}% of lines")
    return int(failed != 0 or lines < options.least)


if __name__ == "__main__":
    raise SystemExit(main())
