"""Spark, a real one on this machine; skipped where there is none."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from command import ARTICLE, POST, environment, run

pytest.importorskip("pyspark", reason="pyspark is not installed")
pytest.importorskip("pyarrow")
needs_java = pytest.mark.skipif(shutil.which("java") is None, reason="Java is not installed")
ROOT = Path(__file__).resolve().parent
ROWS = 40


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What one session of Spark gave; see tests/spark_session.py."""
    if shutil.which("java") is None:
        pytest.skip("Java is not installed")
    folder = tmp_path_factory.mktemp("spark")
    done = subprocess.run(
        [sys.executable, str(ROOT / "spark_session.py")],
        cwd=folder, env=environment({"PYTHONPATH": str(ROOT)}), capture_output=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()[-4000:]
    told: dict[str, Any] = json.loads(done.stdout.decode().splitlines()[-1])
    return told


def test_local_workers_run_our_interpreter(found: dict[str, Any]) -> None:
    assert found["python"] == sys.executable


def test_a_table_is_what_clean_batch_makes_of_it(found: dict[str, Any]) -> None:
    assert found["equal"]
    assert found["names"]


def test_documents_of_a_table_are_counted(found: dict[str, Any]) -> None:
    assert found["counts"] == {"documents": ROWS, "failed": 0}


def test_a_table_without_rows_ends(found: dict[str, Any]) -> None:
    assert found["empty"] == {"documents": 0, "failed": 0}


def test_a_table_is_not_written_over_another(found: dict[str, Any]) -> None:
    assert found["again"] == "UsageError: clean is there already; --force writes over it"


def test_what_cannot_be_meant_is_said_before_the_job(found: dict[str, Any]) -> None:
    assert found["missing"].startswith("UsageError: no column 'text'; there are: n (int64)")
    assert found["option"].startswith("UsageError:")


def test_a_path_that_is_not_there_is_said_in_one_line(found: dict[str, Any]) -> None:
    assert found["no file"].startswith("SparkError: ")
    assert "none.parquet" in found["no file"]
    assert "\n" not in found["no file"]


def test_rule_packs_travel_to_workers_that_cannot_read_them(found: dict[str, Any]) -> None:
    assert found["rules"] == ARTICLE


def test_texts_of_a_folder_are_decoded_by_us_and_a_bad_one_costs_itself(
    found: dict[str, Any],
) -> None:
    assert found["articles"] == [None, ARTICLE]
    assert found["texts"] == {"documents": 2, "failed": 1}


def test_shards_give_their_rows_and_a_rerun_passes_them_over(found: dict[str, Any]) -> None:
    good, bad = found["shards"]
    assert (good["documents"], good["failed"], good["is_done_before"]) == (ROWS, 0, False)
    assert "none.jsonl" in bad["error"]
    assert found["rerun"] is True


def test_a_worker_that_is_killed_loses_nothing_and_doubles_nothing(found: dict[str, Any]) -> None:
    assert found["died"]
    assert found["killed"] == list(range(ROWS))


@needs_java
def test_the_command_cleans_shards_and_says_what_failed(tmp_path: Path) -> None:
    line = json.dumps({"text": POST}).encode() + b"\n"
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.jsonl").write_bytes(line)
    (tmp_path / "in" / "b.jsonl").write_bytes(line + b"{\n")
    arguments = ("spark", "--master", "local[2,4]", "--shards", "in", "out")
    done = run(*arguments, cwd=tmp_path, timeout=600)
    assert done.returncode == 2, done.stderr.decode()
    told = json.loads((tmp_path / "out" / "a.jsonl").read_bytes())
    assert told["text"] == ARTICLE
    messages = done.stderr.decode()
    assert "newsclean: b.jsonl:2: not JSON" in messages
    assert "newsclean: 3 documents in " in messages


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("in.parquet",), "an input and an output are wanted"),
        (("none.parquet", "out"), "none.parquet: No such file"),
        (("a.jsonl", "b.parquet", "out"), "several kinds (jsonl, parquet)"),
        (("a.jsonl", "there"), "there is there already; --force"),
        (("--fields", "titel", "a.jsonl", "out"), "did you mean title?"),
        (("--shards", "a.txt", "out"), "add -f jsonl"),
        (("--shards", "s3://bucket/a", "out"), "files that all workers see"),
    ],
)
def test_what_cannot_be_meant_is_said_without_spark(
    arguments: tuple[str, ...], said: str, tmp_path: Path
) -> None:
    for name in ("a.jsonl", "b.parquet", "a.txt"):
        (tmp_path / name).touch()
    (tmp_path / "there").mkdir()
    done = run("spark", *arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert said in done.stderr.decode()
    assert len(done.stderr.splitlines()) == 1
