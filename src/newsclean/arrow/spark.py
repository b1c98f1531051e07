"""The same on Spark: tables through `mapInArrow`, files of crawls as a table of shards.

No call of RDDs, so that it works through Spark Connect, too.
"""

from __future__ import annotations

import os
import sys
from functools import partial
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from newsclean.arrow.batch import clean_batches
from newsclean.arrow.layout import output_schema
from newsclean.arrow.manifest import SHARDS
from newsclean.arrow.options import cleaner_of
from newsclean.arrow.shard import clean_shards
from newsclean.errors import NewscleanError, UsageError
from newsclean.records.opening import need
from newsclean.records.wanted import TOLD

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pyspark.sql import DataFrame, SparkSession

EXTRA = "spark"
# Four attempts for each task: without the second number a worker that dies ends the job.
LOCAL = "local[*,4]"
_MOST_TASKS = 10_000
_BATCH_ROWS = 1000  # Spark's own 10,000 would hold 50 MB of texts, and as much again of results


class SparkError(NewscleanError):
    """Spark does not start, or the job fails; says why in one line."""


def session(master: str | None = None) -> SparkSession:
    """The session that there is (of a notebook, of spark-submit), else a new one.

    master: `local[4,4]`, `spark://…`, `yarn`, `sc://…` for Spark Connect; without it all cores of
    this machine. SparkError, ExtraError.
    """
    need("pyspark", EXTRA, "newsclean spark")
    need("pandas", EXTRA, "Spark's mapInArrow")  # Spark 4 asks for it, though nothing uses it
    from pyspark.sql import SparkSession

    # Set by spark-submit, which has a master of its own.
    is_submitted = "PYSPARK_GATEWAY_PORT" in os.environ or "SPARK_REMOTE" in os.environ
    if master is None and not is_submitted and SparkSession.getActiveSession() is None:
        master = LOCAL
    builder = SparkSession.builder.appName("newsclean")
    if master is not None and master.startswith("sc://"):
        builder = builder.remote(master)
    elif master is not None:
        builder = builder.master(master)
    if master is not None and master.startswith("local"):
        # Workers would be the first python3 on the PATH, which knows nothing of us.
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
        builder = builder.config("spark.ui.enabled", "false")
        builder = builder.config("spark.ui.showConsoleProgress", "false")
    try:
        made: SparkSession = builder.getOrCreate()
    except Exception as error:
        raise SparkError(f"Spark does not start: {why(error)}") from None
    return made


def why(error: Exception) -> str:
    """The line that tells most of an error of Spark; the cause stands behind the Java it met."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    ours = [line for line in lines if line.startswith("newsclean.errors.")]
    if ours:
        return ours[-1].partition(": ")[2]
    if "JAVA_GATEWAY_EXITED" in str(error):
        return "there is no Java that it can run; install a JRE 17 or set JAVA_HOME"
    return lines[0] if lines else type(error).__name__


def clean_dataframe(df: DataFrame, **options: Any) -> DataFrame:
    """A DataFrame with the clean text and the column `newsclean`; options of `clean_batch`.

    Nothing runs until it is written or counted. UsageError for a column that is not there or holds
    no text.
    """
    from pyspark.sql.pandas.types import from_arrow_schema, to_arrow_schema
    from pyspark.sql.types import StructType

    # Made here, so that what is wrong is said here, and rule packs travel to the workers.
    options["cleaner"] = cleaner_of(options.get("cleaner"))
    before = to_arrow_schema(df.schema)
    after = output_schema(before, **options)
    fields = []
    for i, field in enumerate(after):
        # What stays is what Spark says it is: Arrow knows no char(5) and no user's types.
        is_kept = i < len(before) and before.field(i).equals(field)
        fields.append(df.schema.fields[i] if is_kept else from_arrow_schema(pa.schema([field]))[0])
    return df.mapInArrow(partial(clean_batches, **options), StructType(fields))


def clean_shards_on(
    spark: SparkSession, pairs: Sequence[tuple[str, str]], **options: Any
) -> list[dict[str, Any]]:
    """`clean_shard` for each pair of source and target, one a task; the rows of `SHARDS`.

    All workers must see the paths. Options of `clean_shard`. SparkError.
    """
    from pyspark.sql.pandas.types import from_arrow_schema

    options["cleaner"] = cleaner_of(options.get("cleaner"))
    if not pairs:
        return []
    rows = [(i, source, target) for i, (source, target) in enumerate(pairs)]
    table = spark.createDataFrame(rows, "number long, source string, target string")
    # By range, because dealing them out gives one task several and another none.
    tasks = table.repartitionByRange(min(len(rows), _MOST_TASKS), "number")
    done = tasks.mapInArrow(partial(clean_shards, **options), from_arrow_schema(SHARDS))
    try:
        return [row.asDict(recursive=True) for row in done.collect()]
    except Exception as error:
        raise SparkError(f"the job failed: {why(error)}") from None


def read_table(spark: SparkSession, paths: list[str], kind: str) -> DataFrame:
    """Files or folders as a table. SparkError.

    kind: `parquet`; `jsonl`, whose columns are those of all lines; or `text`: a row for each file,
    with its `path` and, in `content`, its bytes, which are decoded when they are cleaned.
    """
    try:
        if kind == "text":
            files = spark.read.format("binaryFile").option("recursiveFileLookup", "true")
            return files.load(paths).select("path", "content")
        return spark.read.parquet(*paths) if kind == "parquet" else spark.read.json(paths)
    except Exception as error:
        raise SparkError(why(error)) from None


def write_table(df: DataFrame, out: str, form: str, *, force: bool = False) -> dict[str, int]:
    """Write a clean table; how many `documents` it has, and of how many cleaning `failed`.

    form: `parquet` or `jsonl`. force: over what stands there. SparkError, also where the job fails:
    then Spark leaves no `_SUCCESS` there.
    """
    from pyspark.sql import Observation
    from pyspark.sql import functions as of

    seen = Observation()
    told = df.observe(
        seen, of.count(of.lit(1)).alias("documents"), of.count(f"{TOLD}.error").alias("failed")
    )
    write_rows(told, out, form, force=force)
    counts: dict[str, int] = seen.get
    return counts


def write_rows(
    df: DataFrame, out: str, form: str, *, force: bool = False, nulls: bool = True
) -> None:
    """Write a table as it is. nulls: whether JSON tells those, too. UsageError, SparkError."""
    writer = df.write.mode("overwrite" if force else "error")
    try:
        if form == "parquet":
            writer.parquet(out)
        else:
            writer.option("ignoreNullFields", str(not nulls).lower()).json(out)
    except Exception as error:
        if "PATH_ALREADY_EXISTS" in str(error):
            raise UsageError(f"{out} is there already; --force writes over it") from None
        raise SparkError(f"the job failed: {why(error)}") from None


def use_small_batches(spark: SparkSession) -> None:
    """Let batches of this session hold so much that a worker needs little memory."""
    spark.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", str(_BATCH_ROWS))
