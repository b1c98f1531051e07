"""What test_spark_forms.py asks of Spark Connect: the address of the server is the argument.

Works in the current folder, prints one JSON object. Not a test itself.
"""

from __future__ import annotations

import json
import sys
import warnings

warnings.simplefilter("ignore")  # of pyspark about pandas

from command import ARTICLE, POST  # noqa: E402
from newsclean.arrow.copies import find_copies  # noqa: E402
from newsclean.arrow.spark import (  # noqa: E402
    clean_dataframe,
    clean_shards_on,
    session,
    use_small_batches,
    write_table,
)


def main() -> None:
    spark = session(sys.argv[1])
    use_small_batches(spark)
    found: dict[str, object] = {"class": type(spark).__module__}
    spark.conf.set("spark.sql.shuffle.partitions", "2")
    rows = [(str(n), POST if n < 3 else f"{ARTICLE}\n{n}\n" * n) for n in range(5)]
    df = spark.createDataFrame(rows, "id string, text string")
    folder = sys.argv[2]
    clean = clean_dataframe(df, fields=["title"])
    found["counts"] = write_table(clean, f"{folder}/clean", "parquet")
    found["texts"] = [row["text"] for row in clean.orderBy("id").collect()][:3] == [ARTICLE] * 3
    pairs = [(f"{folder}/a.jsonl", f"{folder}/shards/a.jsonl")]
    found["shards"] = [row["documents"] for row in clean_shards_on(spark, pairs)]
    copies = find_copies(df, f"{folder}/work", id_column="id")
    found["copies"] = [[member["name"] for member in row["members"]]
                       for row in copies.clusters.collect()]  # fmt: skip
    print(json.dumps(found))


if __name__ == "__main__":
    main()
