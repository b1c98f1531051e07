"""Copies on a real local Spark: the clusters are those of one machine."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from command import POST, environment, run

pytest.importorskip("pyspark", reason="pyspark is not installed")
pa = pytest.importorskip("pyarrow")
pytest.importorskip("pandas", reason="pandas is not installed")
pq = pytest.importorskip("pyarrow.parquet")
needs_java = pytest.mark.skipif(shutil.which("java") is None, reason="Java is not installed")
ROOT = Path(__file__).resolve().parent

from newsclean.arrow.compared import CLUSTERS, PAIRS, clusters, copies  # noqa: E402
from newsclean.arrow.features import FEATURES, features  # noqa: E402

# Java's best compiler is for jobs that take longer than it does.
QUICK = {"JAVA_TOOL_OPTIONS": "-XX:TieredStopAtLevel=1"}


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What one session of Spark gave; see tests/spark_copies.py."""
    if shutil.which("java") is None:
        pytest.skip("Java is not installed")
    path = f"{ROOT}:{ROOT.parent / 'benchmarks'}"
    done = subprocess.run(
        [sys.executable, str(ROOT / "spark_copies.py")], cwd=tmp_path_factory.mktemp("copies"),
        env=environment({"PYTHONPATH": path, **QUICK}), capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()[-4000:]
    told: dict[str, Any] = json.loads(done.stdout.decode().splitlines()[-1])
    return told


@pytest.mark.parametrize("way", ["clean", "excerpts", "cleaned"])
def test_clusters_are_equal_to_those_of_one_machine(found: dict[str, Any], way: str) -> None:
    """Names, resemblance, the best, why, and what is known: all of it."""
    assert found[way]["differences"] == []
    assert found[way]["clusters"] > 10


def test_a_cluster_may_be_larger_than_what_is_compared(found: dict[str, Any]) -> None:
    assert found["clean"]["largest"] >= 45


def test_documents_and_copies_are_counted(found: dict[str, Any]) -> None:
    told = found["clean"]
    assert told["counts"] == [told["rows"], 0, told["clusters"], told["extra"]]


@pytest.mark.parametrize("keep", ["best", "none"])
def test_what_stays_is_everything_but_the_copies_as_it_came(
    found: dict[str, Any], keep: str
) -> None:
    kept, dropped = found[f"keep {keep}"], found["dropped"][keep]
    everything = {str(n) for n in range(found["clean"]["rows"])}
    assert kept["ids"] == sorted(everything - set(dropped))
    assert kept["texts"]
    assert kept["told"] == (found["clean"]["clusters"] if keep == "best" else 0)


def test_a_worker_that_is_killed_changes_no_cluster(found: dict[str, Any]) -> None:
    assert found["died"]
    assert found["cleaned"]["differences"] == []


def test_of_no_documents_there_are_no_clusters(found: dict[str, Any]) -> None:
    assert found["empty"] == [0, 0, 0, []]


def test_a_bad_row_is_compared_with_none_and_stays(found: dict[str, Any]) -> None:
    assert found["odd"] == [3, 1, 0]
    assert found["odd kept"] == 3


def test_names_that_stand_twice_are_refused(found: dict[str, Any]) -> None:
    assert found["twice"].startswith("UsageError: '")
    assert found["twice"].endswith("stands in 'id' of several documents; ids must differ")
    assert found["column"] == "UsageError: no column 'name'; there are: id, text, title"


@pytest.mark.parametrize("few", [-1, 100_000])
def test_components_are_stars_of_their_lowest(found: dict[str, Any], few: int) -> None:
    assert found[f"components {few}"] == [99 + 59 + 49 + 1, True]


# The steps, without an engine.


def test_features_name_what_is_compared_and_what_failed() -> None:
    texts = [POST.encode(), None, b"...", bytes(range(256)) * 20]
    batch = pa.RecordBatch.from_pydict({"id": list("abcd"), "text": texts})
    [out] = features([batch], name="id")
    assert out.schema == FEATURES
    rows = out.to_pylist()
    assert [row["name"] for row in rows] == list("abcd")
    assert [row["n"] is None for row in rows] == [False, True, True, True]
    assert [row["error"] is None for row in rows] == [True, True, True, False]
    assert len(rows[0]["sentences"]) == 3
    assert "Share this" not in str(rows[0])
    assert len(rows[0]["shingles"]) > 4 * len(rows[0]["sampled"]) > 0


def test_a_clean_text_is_taken_as_it_is() -> None:
    batch = pa.RecordBatch.from_pydict({"id": ["a", "b"], "text": [POST, POST + "Share this:\n"]})
    as_it_is, cleaned = (next(features([batch], name="id", is_clean=is_clean)).column("n")
                         for is_clean in (True, False))  # fmt: skip
    assert len(as_it_is.unique()) == 2
    assert len(cleaned.unique()) == 1


def test_what_a_record_says_of_itself_is_no_guess() -> None:
    batch = pa.RecordBatch.from_pydict(
        {"id": ["a"], "text": [POST], "head": ["Old bridge to close"], "at": ["https://x.example/"]}
    )
    for is_clean in (True, False):
        [out] = features([batch], name="id", title_column="head", url_column="at",
                         is_clean=is_clean)  # fmt: skip
        known = json.loads(out.column("known")[0].as_py())
        assert (known["title"], known["url"]) == ("Old bridge to close", "https://x.example/")


def test_no_pairs_and_no_rows_give_batches_of_their_schema() -> None:
    empty = pa.RecordBatch.from_pylist([], FEATURES)
    assert next(clusters([], threshold=0.25, containment=None, shingle=4)).schema == CLUSTERS
    assert list(copies([], threshold=0.25, containment=None, shingle=4)) == []
    assert next(features([empty], name="name", column="known")).num_rows == 0
    assert PAIRS.names == ["low", "high"]


# The command.


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--keep", "best", "a.jsonl", "out"), "--keep goes with --dedup"),
        (("--no-clean", "a.jsonl", "out"), "--no-clean goes with --dedup"),
        (("--threshold", "0.5", "a.jsonl", "out"), "--threshold goes with --dedup"),
        (("--dedup", "a.jsonl", "out"), "--id-field"),
        (("--dedup", "--id-field", "id", "a.txt", "out"), "leave out --id-field"),
        (("--dedup", "--shards", "b.parquet", "out"), "leave out --shards"),
        (("--dedup", "--fields", "title", "b.parquet", "out"), "--fields is of clean texts"),
        (("--dedup", "--no-clean", "--ignore", "share", "b.parquet", "out"), "leave out --ignore"),
        (("--dedup", "--threshold", "nan", "b.parquet", "out"), "--threshold"),
        (("--dedup", "--keep", "first", "b.parquet", "out"), "--keep"),
        (("--dedup", "c.warc.gz", "out"), "--dedup reads tables, not warc"),
        (("--dedup", "b.parquet", "there"), "there is there already; --force"),
    ],
)
def test_what_cannot_be_meant_is_said_without_spark(
    arguments: tuple[str, ...], said: str, tmp_path: Path
) -> None:
    for name in ("a.jsonl", "b.parquet", "a.txt", "c.warc.gz"):
        (tmp_path / name).touch()
    (tmp_path / "there").mkdir()
    done = run("spark", *arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert said in done.stderr.decode()


@needs_java
def test_the_command_writes_what_newsclean_dedup_writes(tmp_path: Path) -> None:
    texts = [POST, POST.upper(), "Nobody else wrote a word of this, as far as anyone can tell.\n"]
    table = pa.table({"text": texts, "n": [1, 2, 3]})
    pq.write_table(table, tmp_path / "posts.parquet")
    for arguments in (("out",), ("--keep", "best", "kept")):
        *options, out = arguments
        done = run("spark", "--master", "local[2,4]", "--dedup", *options, "posts.parquet", out,
                   cwd=tmp_path, timeout=600, env=QUICK)  # fmt: skip
        assert done.returncode == 0, done.stderr.decode()
        assert done.stderr.decode().splitlines()[-1] == (
            "newsclean: 3 documents: 1 cluster of copies, 1 document more than articles"
        )
    [told] = [json.loads(line) for path in (tmp_path / "out").glob("*.json")
              for line in path.read_text().splitlines()]  # fmt: skip
    one = run("dedup", "posts.parquet", cwd=tmp_path)
    expected = json.loads(one.stdout)
    address = f"file:{tmp_path}/"
    assert told.pop("cluster") != expected.pop("cluster")  # it is of the names, which are paths
    assert json.loads(json.dumps(told).replace(address, "")) == expected
    kept = pq.read_table(tmp_path / "kept").sort_by("n")
    assert kept.column("n").to_pylist() == [1, 3]
    assert kept.column("text").to_pylist() == [texts[0], texts[2]]
    assert kept.column_names == ["text", "n", "newsclean"]
    assert kept.column("newsclean").to_pylist()[0]["size"] == 2
    assert not (tmp_path / "out.newsclean-work").exists()
