"""Every form in which newsclean runs on Spark, and what is known to go wrong there."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from command import ARTICLE, POST, PROGRAM, environment, run

pyspark = pytest.importorskip("pyspark", reason="pyspark is not installed")
pa = pytest.importorskip("pyarrow")
pytest.importorskip("pandas", reason="pandas is not installed")
pq = pytest.importorskip("pyarrow.parquet")

needs_java = pytest.mark.skipif(shutil.which("java") is None, reason="Java is not installed")
ROOT = Path(__file__).resolve().parent
PAGE = (ROOT.parent / "docs" / "engines.md").read_text(encoding="utf-8")
SPARK = Path(pyspark.__file__).parent
QUICK = {"JAVA_TOOL_OPTIONS": "-XX:TieredStopAtLevel=1"}
HERE = {"PYSPARK_PYTHON": sys.executable, "PYSPARK_DRIVER_PYTHON": sys.executable, **QUICK}


def block_of(heading: str) -> str:
    """The first block of Python below a heading of docs/engines.md."""
    below = PAGE.partition(f"## {heading}\n")[2]
    found = re.search(r"```python\n(.*?)```", below, re.S)
    assert found is not None
    return found[1]


def posts(folder: Path) -> None:
    table = pa.table({"id": [1, 2], "body": [POST, "It rained.\n"]})
    pq.write_table(table, folder / "posts.parquet")


# The forms


@needs_java
def test_the_job_of_the_documentation_runs_under_spark_submit(tmp_path: Path) -> None:
    posts(tmp_path)
    (tmp_path / "job.py").write_text(block_of("spark-submit"))
    done = subprocess.run(
        [str(SPARK / "bin/spark-submit"), "--master", "local[2,4]", "job.py", "posts.parquet",
         "clean"],
        cwd=tmp_path, env=environment({**HERE, "SPARK_HOME": str(SPARK)}), capture_output=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()[-3000:]
    told = pq.read_table(tmp_path / "clean").sort_by("id")
    assert told.column("body").to_pylist() == [ARTICLE, "It rained.\n"]
    assert b"2 documents, 0 failed" in done.stdout


@needs_java
def test_the_command_is_a_job_of_spark_submit_and_leaves_its_master_alone(tmp_path: Path) -> None:
    posts(tmp_path)
    (tmp_path / "run.py").write_text("from newsclean._entry import main; main()")
    done = subprocess.run(
        [str(SPARK / "bin/spark-submit"), "--master", "local[1,4]", "--conf",
         "spark.ui.enabled=false", "run.py", "spark", "--text-field", "body", "posts.parquet",
         "out"],
        cwd=tmp_path, env=environment({**HERE, "SPARK_HOME": str(SPARK)}), capture_output=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()[-3000:]
    assert pq.read_table(tmp_path / "out").num_rows == 2


@needs_java
def test_the_recipe_runs_in_a_notebook(tmp_path: Path) -> None:
    nbformat = pytest.importorskip("nbformat", reason="nbformat is not installed")
    pytest.importorskip("nbclient", reason="nbclient is not installed")
    pytest.importorskip("ipykernel", reason="ipykernel is not installed")
    posts(tmp_path)
    block = block_of("Spark").replace("== 9", "== 3")  # our post is a shorter one
    cells = [nbformat.v4.new_code_cell(part) for part in block.split("\n\n")]
    cells.append(nbformat.v4.new_code_cell(
        "from newsclean.arrow.spark import session\nassert session() is spark\n"
        "clean.select('body').orderBy('id').first()[0]"))  # fmt: skip
    book = nbformat.v4.new_notebook(cells=cells)
    script = (
        "import sys, nbformat, nbclient\n"
        "book = nbformat.read('book.ipynb', 4)\n"
        "nbclient.NotebookClient(book, timeout=600, kernel_name='python3').execute()\n"
        "print(book.cells[-1].outputs[-1]['data']['text/plain'])\n"
    )
    nbformat.write(book, tmp_path / "book.ipynb")
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", script], cwd=tmp_path, env=environment(QUICK),
        capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()[-3000:]
    assert "officials said" in done.stdout.decode()
    assert "Share this" not in done.stdout.decode()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a local Spark Connect server."""
    for module in ("grpc", "grpc_status", "google.rpc"):
        try:
            is_here = importlib.util.find_spec(module) is not None
        except ModuleNotFoundError:
            is_here = False
        if not is_here:
            pytest.skip("pyspark[connect] is not installed")
    if shutil.which("java") is None:
        pytest.skip("Java is not installed")
    if not list(SPARK.glob("jars/spark-connect_*.jar")):
        pytest.skip("this pyspark has no Connect server")
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    folder = tmp_path_factory.mktemp("server")
    with (folder / "log").open("wb") as log:
        started = subprocess.Popen(
            [SPARK / "bin/spark-submit", "--master", "local[2,4]", "--conf",
             "spark.ui.enabled=false", "--conf", f"spark.connect.grpc.binding.port={port}",
             "--class", "org.apache.spark.sql.connect.service.SparkConnectServer",
             "spark-internal"],
            cwd=folder, env=environment({**HERE, "SPARK_HOME": str(SPARK)}), stdout=log,
            stderr=log, start_new_session=True,
        )  # fmt: skip
    try:
        deadline = time.monotonic() + 180
        while True:
            assert started.poll() is None, (folder / "log").read_text()[-3000:]
            assert time.monotonic() < deadline, (folder / "log").read_text()[-3000:]
            with socket.socket() as tried:
                if tried.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.3)
        yield f"sc://127.0.0.1:{port}"
    finally:
        os.killpg(started.pid, signal.SIGKILL)
        started.wait()


def test_the_library_works_through_spark_connect(server: str, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": POST}) + "\n")
    done = subprocess.run(
        [sys.executable, str(ROOT / "spark_connect.py"), server, str(tmp_path)],
        cwd=tmp_path, env=environment({"PYTHONPATH": str(ROOT)}), capture_output=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()[-3000:]
    told: dict[str, Any] = json.loads(done.stdout.decode().splitlines()[-1])
    assert told["class"].startswith("pyspark.sql.connect.")
    assert told["counts"] == {"documents": 5, "failed": 0}
    assert told["texts"]
    assert told["shards"] == [1]
    assert told["copies"] == [["0", "1", "2", "3", "4"]] or ["0", "1", "2"] in [
        members[:3] for members in told["copies"]
    ]


def test_the_command_works_through_spark_connect(server: str, tmp_path: Path) -> None:
    posts(tmp_path)
    done = run("spark", "--master", server, "--text-field", "body", "posts.parquet", "out",
               cwd=tmp_path, timeout=600)  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()[-3000:]
    assert pq.read_table(tmp_path / "out").sort_by("id").column("body").to_pylist()[0] == ARTICLE


# What is known to go wrong


def test_nothing_calls_what_spark_connect_and_serverless_do_not_have() -> None:
    for path in (ROOT.parent / "src/newsclean").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        if "pyspark" in text:
            found = re.findall(r"\.(rdd|sparkContext|_jdf|_jvm|cache\(|persist\(|\w*[cC]heckpoint)",
                               text)  # fmt: skip
            assert found == [], path


def test_pandas_is_asked_for_by_name_before_java_starts() -> None:
    code = (
        "import sys; sys.modules['pandas'] = None\n"
        "from newsclean.arrow.spark import session\n"
        "try:\n    session('local[1]')\n"
        "except ImportError as error:\n    print(error)"
    )
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code], capture_output=True,
        env=environment({"JAVA_HOME": "/nowhere"}), check=False,
    )  # fmt: skip
    said = done.stdout.decode().strip()
    assert said == "Spark's mapInArrow needs pandas: pip install 'newsclean[spark]'"


def test_without_java_it_is_said_what_to_install(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": POST}) + "\n")
    env = {"JAVA_HOME": str(tmp_path), "PATH": "/usr/bin-of-none"}
    done = run("spark", "a.jsonl", "out", cwd=tmp_path, env=env)
    assert done.returncode == 2
    assert "there is no Java that it can run" in done.stderr.decode().splitlines()[-1]


@needs_java
def test_workers_are_our_interpreter_whatever_python3_is_on_the_path(tmp_path: Path) -> None:
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "python3").write_text("#!/bin/sh\nexit 3\n")
    (tmp_path / "bin" / "python3").chmod(0o755)
    code = """
import sys
import pyarrow as pa
from newsclean.arrow.spark import session

def told(batches):
    for batch in batches:
        yield pa.RecordBatch.from_pydict({"python": [sys.executable] * batch.num_rows})

spark = session("local[1,4]")
print(spark.range(1).mapInArrow(told, "python string").first()[0])
"""
    env = {**QUICK, "PATH": f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}"}
    full = environment(env)
    full.pop("PYSPARK_PYTHON", None)
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code], env=full, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()[-3000:]
    assert done.stdout.decode().strip() == sys.executable


KILLED = """
import os, sys
from newsclean.arrow.spark import LOCAL, SparkError, clean_dataframe, session, write_table

def dies(batches):
    if not os.path.exists("dead"):
        open("dead", "w").close()
        os.kill(os.getpid(), 9)
    yield from batches

spark = session(sys.argv[1])
df = spark.createDataFrame([("It rained.",)], "text string").repartition(1)
clean = clean_dataframe(df.mapInArrow(dies, df.schema), fields=["title"])
try:
    print(write_table(clean, "out", "parquet"))
except SparkError as error:
    print("SparkError:", error)
print(os.path.exists("out/_SUCCESS"), LOCAL)
"""


@needs_java
@pytest.mark.parametrize(
    ("master", "is_done"), [("local[2]", False), ("local[2,4]", True)]
)  # fmt: skip
def test_a_plain_local_master_allows_one_attempt_only(
    master: str, is_done: bool, tmp_path: Path
) -> None:
    """So the default says four; this fails when Spark no longer needs to be told."""
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", KILLED, master], cwd=tmp_path,
        env=environment(QUICK), capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()[-3000:]
    first, last = done.stdout.decode().splitlines()[-2:]
    assert first.startswith("{'documents': 1, 'failed': 0}" if is_done else "SparkError: the job")
    assert last == f"{is_done} local[*,4]"


@needs_java
def test_a_job_whose_driver_was_killed_goes_on_where_it_stopped(tmp_path: Path) -> None:
    """No engine takes a plain write up again; shards do."""
    (tmp_path / "in").mkdir()
    for n in range(6):
        lines = [json.dumps({"id": k, "text": f"Day {k}.\n{POST}"}) for k in range(500)]
        (tmp_path / "in" / f"{n}.jsonl").write_text("\n".join(lines) + "\n")
    command = ["spark", "--master", "local[1,4]", "--shards", "in", "out"]
    with (tmp_path / "log").open("wb") as log:
        driver = subprocess.Popen([*PROGRAM, *command], cwd=tmp_path, env=environment(QUICK),
                                  stdout=log, stderr=log, start_new_session=True)  # fmt: skip
    deadline = time.monotonic() + 300
    try:
        while not list((tmp_path / "out").glob(".*.newsclean.json")):
            assert driver.poll() is None, (tmp_path / "log").read_text()
            assert time.monotonic() < deadline
            time.sleep(0.05)
    finally:
        os.killpg(driver.pid, signal.SIGKILL)
        driver.wait()
    # Done is what has its row beside it.
    rows = (tmp_path / "out").glob(".*.newsclean.json")
    done_before = [row.name[1:].removesuffix(".newsclean.json") for row in rows]
    before = {name: (tmp_path / "out" / name).stat().st_mtime_ns for name in done_before}
    assert 1 <= len(before) < 6
    done = run(*command, cwd=tmp_path, timeout=600, env=QUICK)
    assert done.returncode == 0, done.stderr.decode()
    told = re.search(r": 3,000 documents in .*: (\d) shards? done before", done.stderr.decode())
    assert told is not None
    assert int(told[1]) >= len(before)
    after = {path.name: path for path in (tmp_path / "out").glob("*.jsonl")}
    assert len(after) == 6
    assert all(after[name].stat().st_mtime_ns == stamp for name, stamp in before.items())
    for path in after.values():
        ids = [json.loads(line)["id"] for line in path.read_text().splitlines()]
        assert ids == list(range(500))
