"""What Spark costs beside the plain function: the same Parquet files, the same cores.

Processor time of all processes of a run, the JVM's among them, and their peak memory together. Each
way runs on a small and on a large corpus: what the large one costs more is what documents cost, the
rest is the start.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from corpus import load

_FILES = 8
_POOL = """
import sys
from multiprocessing import get_context
from newsclean.arrow import clean_shard
if __name__ == "__main__":
    jobs, source, target = int(sys.argv[1]), sys.argv[2], sys.argv[3]
    import os
    pairs = [(f"{source}/{name}", f"{target}/{name}") for name in sorted(os.listdir(source))]
    with get_context("spawn").Pool(jobs) as pool:
        assert not any(row["failed"] for row in pool.starmap(clean_shard, pairs, 1))
"""


def corpus(folder: Path, documents: int) -> None:
    """Parquet files with the texts of the development sets, each of them as often as it takes."""
    texts = [doc["text"] for name in ("reposts", "wild") for doc in load(name)]
    folder.mkdir()
    share = documents // _FILES
    for n in range(_FILES):
        part = [texts[(n * share + i) % len(texts)] for i in range(share)]
        pq.write_table(pa.table({"text": part}), folder / f"{n}.parquet", row_group_size=500)


def measured(command: list[str]) -> tuple[float, float, int]:
    """Clock seconds, processor seconds and peak bytes of a command and all that it starts.

    Looked at five times a second, for what Spark starts is not waited for by what started it.
    """
    started = time.monotonic()
    used: dict[str, int] = {}
    peak = 0
    with tempfile.TemporaryFile() as log:
        child = subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True)
        while child.poll() is None:
            peak = max(peak, _look(child.pid, used))
            time.sleep(0.2)
        if child.returncode:
            log.seek(0)
            told = log.read().decode()[-2000:]
            raise SystemExit(f"{' '.join(command)}: exit {child.returncode}\n{told}")
    ticks = os.sysconf("SC_CLK_TCK")
    return time.monotonic() - started, sum(used.values()) / ticks, peak


def _look(session: int, used: dict[str, int]) -> int:
    """Bytes of all processes of a session now; `used` gets the ticks of each so far.

    Pages that processes share count for each of them.
    """
    pages = 0
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            try:
                fields = Path(f"/proc/{entry}/stat").read_text().rpartition(") ")[2].split()
            except OSError:
                continue
            if int(fields[3]) == session:
                used[entry] = int(fields[11]) + int(fields[12])
                pages += int(fields[21])
    return pages * os.sysconf("SC_PAGE_SIZE")


def main() -> None:
    """Run the ways in turn, print a line of JSON for each and a table at the end."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=16_000, help="of the large corpus")
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    small, large = options.documents // 8, options.documents
    program = [sys.executable, "-m", "newsclean", "spark", "--master", f"local[{options.jobs},4]"]
    rows: dict[str, list[tuple[float, float, int]]] = {}
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "pool.py"
        script.write_text(_POOL)
        for count in (small, large):
            source = Path(folder) / str(count)
            corpus(source, count)
            ways = {
                f"clean_shard in {options.jobs} processes": [
                    sys.executable, str(script), str(options.jobs)
                ],
                "newsclean spark --shards": [*program, "--shards"],
                "newsclean spark": program,
            }  # fmt: skip
            for name, command in ways.items():
                target = Path(folder) / "out"
                shutil.rmtree(target, ignore_errors=True)
                found = measured([*command, str(source), str(target)])
                rows.setdefault(name, []).append(found)
                told = {"way": name, "documents": count, "clock_s": round(found[0], 1),
                        "processor_s": round(found[1], 1), "peak_mb": found[2] >> 20}  # fmt: skip
                print(json.dumps(told), flush=True)
    base = (next(iter(rows.values()))[1][1] - next(iter(rows.values()))[0][1]) / (large - small)
    print(f"{'':32}{'start, s':>10}{'ms a document':>15}{'over plain':>12}{'peak MB':>9}")
    for name, (first, second) in rows.items():
        each = (second[1] - first[1]) / (large - small)
        start = second[1] - each * large
        print(f"{name:32}{start:10.1f}{each * 1000:15.2f}{each / base:12.2f}{second[2] >> 20:9}")


if __name__ == "__main__":
    main()
