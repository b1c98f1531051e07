"""What Spark costs beside the plain function: the same Parquet files, the same cores, one run.

    python benchmarks/engines.py                     overhead, scaling, peak memory, a killed worker
    python benchmarks/engines.py --dedup             copies on Spark and on one machine
    python benchmarks/engines.py --documents 4000    quicker, and less sure

Processor time of all processes of a run, the JVM's among them, and their peak memory together. Each
way runs on a small and a large corpus: what the large one costs more is what documents cost, the
rest is the start. Scaling is clock time of documents in one process over that in `--jobs`, and says
something only on a machine that does nothing else; the load at the end tells. A killed worker is
one of the Python processes that clean, ended by SIGKILL when half of the time has gone that the run
took without it; then rows are counted, and different ones among them.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq

from corpus import load
from dedup import planted

_FILES = 8
_WORKER = b"pyspark.daemon"
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


class Run:
    """What a command and all that it started took.

    clock, processor: seconds. peak: bytes of all processes together. killed: how many workers were.
    """

    def __init__(self, clock: float, processor: float, peak: int, killed: int) -> None:
        self.clock, self.processor, self.peak, self.killed = clock, processor, peak, killed


def corpus(folder: Path, documents: int) -> None:
    """Parquet files with the texts of the development sets, each of them as often as it takes."""
    texts = [doc["text"] for name in ("reposts", "wild") for doc in load(name)]
    folder.mkdir()
    share = documents // _FILES
    for n in range(_FILES):
        numbers = range(n * share, (n + 1) * share)
        part = {"id": list(numbers), "text": [texts[i % len(texts)] for i in numbers]}
        pq.write_table(pa.table(part), folder / f"{n}.parquet", row_group_size=500)


def measured(command: list[str], kill_after: float | None = None) -> Run:
    """Run a command to its end.

    kill_after: seconds after which one of Spark's workers is killed. Looked at five times a second,
    for what Spark starts is not waited for by what started it.
    """
    started = time.monotonic()
    used: dict[str, int] = {}
    peak = killed = 0
    with tempfile.TemporaryFile() as log:
        child = subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True)
        while child.poll() is None:
            peak = max(peak, _look(child.pid, used))
            if kill_after is not None and not killed and time.monotonic() - started > kill_after:
                killed = _kill_worker(child.pid)
            time.sleep(0.2)
        if child.returncode:
            log.seek(0)
            told = log.read().decode()[-2000:]
            raise SystemExit(f"{' '.join(command)}: exit {child.returncode}\n{told}")
    ticks = os.sysconf("SC_CLK_TCK")
    return Run(time.monotonic() - started, sum(used.values()) / ticks, peak, killed)


def _processes(session: int) -> dict[str, list[str]]:
    """The processes of a session: number -> what stands in `stat` behind the name."""
    found = {}
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            try:
                fields = Path(f"/proc/{entry}/stat").read_text().rpartition(") ")[2].split()
            except OSError:
                continue
            if int(fields[3]) == session:
                found[entry] = fields
    return found


def _look(session: int, used: dict[str, int]) -> int:
    """Bytes of all processes of a session now; `used` gets the ticks of each so far.

    Pages that processes share count for each of them.
    """
    pages = 0
    for entry, fields in _processes(session).items():
        used[entry] = int(fields[11]) + int(fields[12])
        pages += int(fields[21])
    return pages * os.sysconf("SC_PAGE_SIZE")


def _kill_worker(session: int) -> int:
    """Kill the worker of Spark that has worked most; how many were."""
    found = {}
    for entry, fields in _processes(session).items():
        try:
            command = Path(f"/proc/{entry}/cmdline").read_bytes()
        except OSError:
            continue
        if _WORKER in command:
            found[entry] = fields
    # The first of them starts the others, and is no worker itself.
    workers = {entry: int(fields[11]) for entry, fields in found.items() if fields[1] in found}
    if not workers:
        return 0
    os.kill(int(max(workers, key=workers.__getitem__)), signal.SIGKILL)
    return 1


def told(way: str, documents: int, run: Run, **more: object) -> None:
    """A line of JSON about a run."""
    print(json.dumps({
        "way": way, "documents": documents, "clock_s": round(run.clock, 1),
        "processor_s": round(run.processor, 1), "peak_mb": run.peak >> 20, **more,
    }), flush=True)  # fmt: skip


def main() -> None:
    """Run the ways in turn, print a line of JSON for each and a table at the end."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--documents", type=int, default=16_000, help="of the large corpus")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--dedup", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if options.dedup:
            copies(Path(folder), options.documents, options.jobs)
        else:
            cleaning(Path(folder), options.documents, options.jobs)
    one, five, _ = os.getloadavg()
    print(f"{os.cpu_count()} cores, load {one:.1f}, {five:.1f} over five minutes")


def cleaning(folder: Path, large: int, most: int) -> None:
    """The plain function and Spark, in one process and in several, and with a killed worker."""
    small = large // 8
    script = folder / "pool.py"
    script.write_text(_POOL)
    rows: dict[tuple[str, int], list[Run]] = {}
    target = folder / "out"
    for count in (small, large):
        corpus(folder / str(count), count)
        for jobs in dict.fromkeys((1, most)):
            for name, command in ways(script, jobs).items():
                shutil.rmtree(target, ignore_errors=True)
                run = measured([*command, str(folder / str(count)), str(target)])
                rows.setdefault((name, jobs), []).append(run)
                told(name, count, run, processes=jobs)
    for name, command in ways(script, most).items():
        if "spark" in name:
            shutil.rmtree(target, ignore_errors=True)
            half = rows[name, most][1].clock / 2
            run = measured([*command, str(folder / str(large)), str(target)], half)
            found = ds.dataset(target, format="parquet").to_table(columns=["id"])["id"]
            told(name, large, run, killed=run.killed, rows=len(found),
                 different=len(found.unique()))  # fmt: skip
    print(f"{'':24}{'processes':>10}{'start, s':>10}{'ms a document':>15}{'over plain':>12}"
          f"{'scaling':>9}{'peak MB':>9}")  # fmt: skip
    for (name, jobs), (first, second) in rows.items():
        each = _each(first.processor, second.processor, small, large)
        base = rows["clean_shard", jobs]
        plain = _each(base[0].processor, base[1].processor, small, large)
        alone = rows[name, 1]
        scaling = (alone[1].clock - alone[0].clock) / (second.clock - first.clock)
        print(f"{name:24}{jobs:10}{second.processor - each * large:10.1f}{each * 1000:15.2f}"
              f"{each / plain:12.2f}{scaling:9.2f}{second.peak >> 20:9}")  # fmt: skip


def ways(script: Path, jobs: int) -> dict[str, list[str]]:
    """The ways to clean a folder into another one: name -> command, without the two."""
    program = [sys.executable, "-m", "newsclean", "spark", "--master", f"local[{jobs},4]"]
    return {
        "clean_shard": [sys.executable, str(script), str(jobs)],
        "newsclean spark --shards": [*program, "--shards"],
        "newsclean spark": program,
    }


def _each(first: float, second: float, small: int, large: int) -> float:
    return (second - first) / (large - small)


def copies(folder: Path, large: int, jobs: int) -> None:
    """Planted copies, found by one process and by Spark; both must find the same clusters."""
    rows: dict[str, list[Run]] = {}
    for count in (large // 4, large):
        source = folder / f"{count}.parquet"
        docs = list(planted(count, 1))
        table = {"id": [name for name, *_ in docs], "text": [text for *_, text in docs]}
        pq.write_table(pa.table(table), source, row_group_size=1000)
        found = []
        program = [sys.executable, "-m", "newsclean"]
        for name, command in {
            "newsclean dedup": [*program, "dedup", "--no-clean", str(source), "-o"],
            "newsclean spark --dedup": [*program, "spark", "--dedup", "--no-clean", "--master",
                                        f"local[{jobs},4]", str(source)],
        }.items():  # fmt: skip
            target = folder / f"{count} {name}"
            run = measured([*command, str(target)])
            rows.setdefault(name, []).append(run)
            files = [target] if target.is_file() else sorted(target.glob("*.json"))
            clusters = [json.loads(line) for file in files for line in file.open()]
            # Names are paths: the number of the row is what both agree in.
            found.append(sorted(
                [(member["name"].rpartition(":")[2], member["similarity"])
                 for member in cluster["members"]] for cluster in clusters))  # fmt: skip
            told(name, count, run, clusters=len(clusters))
        print(json.dumps({"documents": count, "equal": found[0] == found[1]}), flush=True)
    print(f"{'':24}{'clock, s':>10}{'processor, s':>14}{'peak MB':>9}{'growth':>8}")
    for name, (first, second) in rows.items():
        print(f"{name:24}{second.clock:10.0f}{second.processor:14.0f}{second.peak >> 20:9}"
              f"{second.processor / first.processor:8.2f}")  # fmt: skip


if __name__ == "__main__":
    main()
