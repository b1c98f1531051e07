"""What test_spark.py asks of a real local Spark, in one session: its start takes longest.

Works in the current folder, prints one JSON object. Not a test itself.
"""

from __future__ import annotations

import json
import os
import warnings

warnings.simplefilter("ignore")  # of pyspark about pandas

import pyarrow as pa  # noqa: E402
import pyarrow.parquet as pq  # noqa: E402

import newsclean  # noqa: E402
from command import POST  # noqa: E402
from newsclean.arrow import clean_batch, output_schema  # noqa: E402
from newsclean.arrow.spark import (  # noqa: E402
    clean_dataframe,
    clean_shards_on,
    read_table,
    session,
    use_small_batches,
    write_table,
)
from newsclean.errors import NewscleanError  # noqa: E402

ROWS = 40
HOUSE = "Seen on the harbour wall"


def cause(action: object) -> str:
    try:
        action()  # type: ignore[operator]
    except NewscleanError as error:
        return f"{type(error).__name__}: {error}"
    return "nothing"


def main() -> None:
    found: dict[str, object] = {}
    spark = session("local[2,4]")
    use_small_batches(spark)
    found["python"] = os.environ["PYSPARK_PYTHON"]

    texts = [POST, None, *[f"Day {n}.\n{POST}" for n in range(ROWS - 2)]]
    table = pa.table({"n": list(range(ROWS)), "body": texts, "more": [[1.5]] * ROWS})
    pq.write_table(table, "posts.parquet", row_group_size=10)
    df = read_table(spark, ["posts.parquet"], "parquet")
    options = {"column": "body", "fields": ["title", "removed", "stats"]}
    clean = clean_dataframe(df, **options, cleaner={"ignore": ["share"]})
    found["counts"] = write_table(clean, "clean", "parquet")
    written = pq.read_table("clean").sort_by("n")
    expected = clean_batch(table, **options, cleaner={"ignore": ["share"]})
    found["equal"] = written.to_pylist() == expected.to_pylist()
    found["names"] = written.schema.names == output_schema(table.schema, **options).names
    found["again"] = cause(lambda: write_table(clean, "clean", "parquet"))
    found["missing"] = cause(lambda: clean_dataframe(df))
    found["option"] = cause(lambda: clean_dataframe(df, column="body", cleaner={"ignore": ["x"]}))
    found["no file"] = cause(lambda: read_table(spark, ["none.parquet"], "parquet"))

    pq.write_table(table.slice(0, 0), "empty.parquet")
    none = clean_dataframe(read_table(spark, ["empty.parquet"], "parquet"), **options)
    found["empty"] = write_table(none, "clean-empty", "parquet")

    os.mkdir("rules")
    with open("rules/house.toml", "w", encoding="utf-8") as file:
        file.write(f'[[rule]]\nid = "house"\nphrase = "{HOUSE}"\nremoves = ["{HOUSE}"]\n')
    cleaner = newsclean.Cleaner(rules="rules/house.toml")
    os.remove("rules/house.toml")  # what a worker of a cluster cannot read
    wall = spark.createDataFrame([(POST + HOUSE + "\n",)], "text string")
    found["rules"] = clean_dataframe(wall, cleaner=cleaner).first()["text"]

    os.mkdir("texts")
    with open("texts/bad.txt", "wb") as file:
        file.write(bytes(range(256)) * 20)
    with open("texts/good.txt", "wb") as file:
        file.write(POST.encode())
    files = read_table(spark, ["texts"], "text")
    articles = clean_dataframe(files, column="content", output_column="text").drop("content")
    found["texts"] = write_table(articles, "clean-texts", "jsonl")
    found["articles"] = [row["text"] for row in articles.orderBy("path").collect()]

    pairs = [("posts.parquet", "shards/posts.parquet"), ("none.jsonl", "shards/none.jsonl")]
    found["shards"] = clean_shards_on(spark, pairs, column="body")
    found["rerun"] = clean_shards_on(spark, pairs, column="body")[0]["is_done_before"]

    # A worker that dies: its rows are done again by another, each once.
    dead = os.path.abspath("dead")

    def dies(batches: object) -> object:
        if not os.path.exists(dead):
            with open(dead, "w"):
                os.kill(os.getpid(), 9)
        yield from batches  # type: ignore[misc]

    survived = clean_dataframe(df.repartition(4).mapInArrow(dies, df.schema), **options)
    found["killed"] = sorted(row["n"] for row in survived.select("n").collect())
    found["died"] = os.path.exists(dead)
    print(json.dumps(found))


if __name__ == "__main__":
    main()
