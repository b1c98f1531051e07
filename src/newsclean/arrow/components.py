"""Which texts hang together, by whatever chain: the connected components of a table of pairs.

By the alternation of large stars and small stars of R. Kiveris, S. Lattanzi, V. Mirrokni,
V. Rastogi and S. Vassilvitskii, "Connected components in MapReduce and beyond" (2014): each round
needs two joins, no table grows beyond the pairs, and the rounds are about the logarithm of the
longest chain. Few pairs are joined where the job is driven: a round takes longer than they do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsclean.dedup.joining import Joined

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

    from newsclean.arrow.stages import Stages

FEW = 100_000  # pairs; a few seconds, and as many megabytes


def components(pairs: DataFrame, stages: Stages, name: str) -> DataFrame:
    """The lowest of each component for all others of it: columns `low` and `high`.

    pairs: columns `low` < `high`, no pair twice. name: of the stages that are put down. Texts that
    are in no pair are in no row. SparkError.
    """
    before, now, turn = None, _sum(pairs, stages), 0
    if now["count"] <= FEW:
        return _joined_here(pairs, stages)
    stars = pairs
    while before != now:
        turn += 1
        # Two stages take turns, for one that is read cannot be written.
        stars = stages.put(_small_star(_large_star(stars)), f"{name}-{turn % 2}")
        before, now = now, _sum(stars, stages)
    return stars


def _joined_here(pairs: DataFrame, stages: Stages) -> DataFrame:
    rows = stages.rows(pairs)
    numbers = sorted({n for row in rows for n in row})
    places = {n: place for place, n in enumerate(numbers)}
    joined = Joined(len(numbers))
    for low, high in rows:
        joined.join(places[low], places[high])
    stars = [(numbers[joined.root(place)], n) for n, place in places.items()]
    stars = [(root, n) for root, n in stars if root != n]
    return stages.spark.createDataFrame(stars, "low long, high long")


def _sum(pairs: DataFrame, stages: Stages) -> dict[str, int]:
    """How many pairs there are, and a sum of them all: two tables that agree in it are the same."""
    from pyspark.sql import functions as of

    hashes = of.bit_xor(of.xxhash64("low", "high"))
    return stages.told(pairs, count=of.count(of.lit(1)), hashes=hashes)


def _large_star(pairs: DataFrame) -> DataFrame:
    """Each text's higher neighbours become those of the lowest of its neighbours and itself."""
    from pyspark.sql import functions as of

    both = pairs.select(of.col("low").alias("of"), of.col("high").alias("other")).union(
        pairs.select(of.col("high").alias("of"), of.col("low").alias("other"))
    )
    least = both.groupBy("of").agg(of.min("other").alias("least"))
    least = least.select("of", of.least("of", "least").alias("low"))
    higher = both.where(of.col("other") > of.col("of"))
    return higher.join(least, "of").select("low", of.col("other").alias("high")).distinct()


def _small_star(pairs: DataFrame) -> DataFrame:
    """Each text and its lower neighbours become those of the lowest of them."""
    from pyspark.sql import functions as of

    least = pairs.groupBy("high").agg(of.min("low").alias("least"))
    others = pairs.join(least, "high").where(of.col("low") > of.col("least"))
    moved = others.select(of.col("least").alias("low"), of.col("low").alias("high"))
    return moved.union(least.select(of.col("least").alias("low"), "high")).distinct()
