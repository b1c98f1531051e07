"""Tables between two steps of a job, put down as files: what a dead worker had is not lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from newsclean.arrow.spark import SparkError, why

if TYPE_CHECKING:
    from pyspark.sql import Column, DataFrame, SparkSession


class Stages:
    """Tables in a folder that all workers see.

    Files and no checkpoints or caches: those are lost with the worker that held them, and
    serverless platforms know none.
    """

    def __init__(self, spark: SparkSession, folder: str) -> None:
        self.spark = spark
        self.folder = folder

    def put(self, df: DataFrame, name: str) -> DataFrame:
        """Put a table down, over what is called so; the same read back. SparkError."""
        path = f"{self.folder}/{name}"
        try:
            df.write.mode("overwrite").parquet(path)
            return self.spark.read.schema(df.schema).parquet(path)
        except Exception as error:
            raise SparkError(f"the job failed: {why(error)}") from None

    def rows(self, df: DataFrame) -> list[tuple[Any, ...]]:
        """All of a small table. SparkError."""
        try:
            return [tuple(row) for row in df.collect()]
        except Exception as error:
            raise SparkError(f"the job failed: {why(error)}") from None

    def told(self, df: DataFrame, **columns: Column) -> dict[str, Any]:
        """What columns over a whole table come to, by name. SparkError."""
        try:
            [row] = df.agg(*(column.alias(name) for name, column in columns.items())).collect()
        except Exception as error:
            raise SparkError(f"the job failed: {why(error)}") from None
        told: dict[str, Any] = row.asDict()
        return told
