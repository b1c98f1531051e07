"""What test_spark_copies.py asks of a real local Spark, in one session: its start takes longest.

Works in the current folder, prints one JSON object. Not a test itself.
"""

from __future__ import annotations

import json
import os
import random
import sys
import warnings
from typing import Any

warnings.simplefilter("ignore")  # of pyspark about pandas

import pyarrow as pa  # noqa: E402
import pyarrow.parquet as pq  # noqa: E402

import newsclean  # noqa: E402
from command import FOOTER  # noqa: E402
from dedup import Maker, planted  # noqa: E402
from newsclean.arrow import components  # noqa: E402
from newsclean.arrow.copies import find_copies, kept  # noqa: E402
from newsclean.arrow.spark import session, use_small_batches  # noqa: E402
from newsclean.arrow.stages import Stages  # noqa: E402
from newsclean.dedup import Copies  # noqa: E402
from newsclean.dedup.best import FIELDS  # noqa: E402
from newsclean.errors import NewscleanError  # noqa: E402

DOCUMENTS = 400

Told = list[tuple[Any, ...]]


def corpus(seed: int) -> list[str]:
    """Planted copies; a notice under more texts than are compared; a cluster larger than that."""
    maker = Maker(seed, vocabulary())
    texts = [text for *_, text in planted(DOCUMENTS, seed, maker)]
    own, notice = maker.article(), maker.sentence(30)
    large = [f"{maker.text(own)}\n{notice}\n{maker.sentence(9)}" for _ in range(45)]
    chain = maker.article() + maker.article()
    # Each has half of the next: where does that end?
    links = ["\n".join(chain[at : at + 16]) for at in range(0, 33, 8)]
    return [*texts, *large, *links, texts[0].replace("\n", "\n\n "), "", "…", "!"]


def vocabulary() -> list[str]:
    """A text of invented words, the shorter the more often."""
    chance = random.Random(5)
    words = {"".join(chance.choices("abdefgiklmnoprstuvz", k=chance.randint(2, 9)))
             for _ in range(6000)}  # fmt: skip
    weights = [4000 // len(word) ** 3 + 1 for word in sorted(words)]
    return chance.choices(sorted(words), weights, k=30_000)


def one_machine(rows: list[dict[str, Any]], *, is_clean: bool, **options: Any) -> Told:
    """The clusters that one process finds."""
    found = Copies(**options)
    for row in rows:
        text, known = row["text"], {}
        if not is_clean:
            result = newsclean.clean(text)
            text = result.text
            known = {name: value for name in FIELDS if (value := getattr(result, name, None))}
        if row["title"]:
            known["title"] = row["title"]
        if any(map(str.isalnum, text)):
            found.add(row["id"], text, known)
    return sorted(
        (one.id, one.members, one.similarity, one.reason, json.loads(json.dumps(one.known)),
         one.sources)
        for one in found.clusters() if len(one.members) > 1
    )  # fmt: skip


def many(table: Any) -> Told:
    """The same of a DataFrame."""
    rows = (row.asDict(recursive=True) for row in table.collect())
    return sorted(
        (row["cluster"], [member["name"] for member in row["members"]],
         [member["similarity"] for member in row["members"]], row["reason"],
         {name: row[name] for name in FIELDS if row[name]}, row["sources"])
        for row in rows
    )  # fmt: skip


def differences(one: Told, other: Told) -> list[Any]:
    return [cluster for cluster in one if cluster not in other] + [
        cluster for cluster in other if cluster not in one
    ]


def main() -> None:
    found: dict[str, object] = {}
    spark = session("local[2,4]")
    use_small_batches(spark)
    # Of tables as small as these nothing need be found out on the way.
    spark.conf.set("spark.sql.shuffle.partitions", "2")
    spark.conf.set("spark.sql.adaptive.enabled", "false")

    # A worker that dies: its documents are read again by another.
    dead = os.path.abspath("dead")

    def dies(batches: Any) -> Any:
        if not os.path.exists(dead):
            with open(dead, "w"):
                os.kill(os.getpid(), 9)
        yield from batches

    for name, seed, is_clean, options in (
        ("clean", 1, True, {}),
        ("excerpts", 2, True, {"containment": 0.6, "threshold": 0.2, "shingle": 3}),
        ("cleaned", 3, False, {"edited": False}),
    ):
        texts = corpus(seed)
        if not is_clean:
            texts = [text + "\n" + FOOTER for text in texts[::3]]
        rows = [{"id": str(n), "text": text, "title": f"T {n}" if n % 7 == 0 else None}
                for n, text in enumerate(texts)]  # fmt: skip
        pq.write_table(pa.Table.from_pylist(rows), f"{name}.parquet", row_group_size=150)
        df = spark.read.parquet(f"{name}.parquet").repartition(3)
        # So few pairs as these are joined in the driver; here are too many for that.
        components.FEW = -1 if name == "excerpts" else 100_000
        if name == "cleaned":
            df = df.mapInArrow(dies, df.schema)
        got = find_copies(df, f"{name}.work", id_column="id", title_column="title",
                          is_clean=is_clean, **options)  # fmt: skip
        expected = one_machine(rows, is_clean=is_clean, **options)
        told = many(got.clusters)
        found[name] = {
            "differences": differences(told, expected), "clusters": len(told),
            "largest": max(len(one[1]) for one in told),
            "counts": [got.documents, got.failed, got.clustered, got.extra], "rows": len(rows),
            "extra": sum(len(one[1]) - 1 for one in told),
        }  # fmt: skip
        if name == "clean":
            for keep in ("best", "none"):
                stay = kept(df, got.clusters, "id", keep).collect()
                found[f"keep {keep}"] = {
                    "ids": sorted(row["id"] for row in stay),
                    "texts": all(texts[int(row["id"])] == row["text"] for row in stay),
                    "told": sum(row["newsclean"] is not None for row in stay),
                }
            found["dropped"] = {
                "best": [name for one in told for name in one[1][1:]],
                "none": [name for one in told for name in one[1]],
            }  # fmt: skip
    found["died"] = os.path.exists(dead)

    none = find_copies(df.limit(0), "e.work", id_column="id", edited=False)
    found["empty"] = [none.documents, none.clustered, none.extra, many(none.clusters)]
    twice = df.unionAll(df.limit(1))
    for name, action in {
        "twice": lambda: find_copies(twice, "t.work", id_column="id", is_clean=True),
        "column": lambda: find_copies(df, "t.work", id_column="name"),
    }.items():
        try:
            action()
        except NewscleanError as error:
            found[name] = f"{type(error).__name__}: {error}"

    # A bad row is compared with none, and stays; so does one without a name.
    odd = spark.createDataFrame(
        [("a", texts[0].encode()), ("b", bytes(range(256)) * 20), (None, texts[0].encode())],
        "id string, text binary",
    )
    got = find_copies(odd, "odd.work", id_column="id", is_clean=True, edited=False)
    found["odd"] = [got.documents, got.failed, got.clustered]
    found["odd kept"] = kept(odd, got.clusters, "id", "none").count()

    # Chains, stars and rings, numbered by lot.
    chance = random.Random(3)
    names = chance.sample(range(-(10**6), 10**6), 400)
    pairs = [(n, n + 1) for n in range(99)] + [(100, n) for n in range(101, 160)]
    pairs += [(200 + n, 200 + (n + 1) % 50) for n in range(50)] + [(300, 301), (300, 301)]
    rows = [(min(names[a], names[b]), max(names[a], names[b])) for a, b in pairs]
    df = spark.createDataFrame(rows, "low long, high long").distinct()
    parts = [range(100), range(100, 160), range(200, 250), range(300, 302)]
    expected = sorted(
        (min(own), name) for part in parts
        for own in [[names[n] for n in part]] for name in own if name != min(own)
    )  # fmt: skip
    for few in (-1, 100_000):
        components.FEW = few
        stars = components.components(df, Stages(spark, "stars"), "s").collect()
        found[f"components {few}"] = [
            len(stars), sorted((row["low"], row["high"]) for row in stars) == expected
        ]  # fmt: skip
    print(json.dumps(found))


if __name__ == "__main__":
    sys.exit(main())
