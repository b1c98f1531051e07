"""Copies of one article on Spark: the clusters of `newsclean.dedup`, found by many machines.

The same graph, made of tables: what a text is looked up by is exploded and grouped, of each group
some texts lead (`lead`), pairs are compared in Python, and what hangs together is
parted by the same code. No step depends on an order, so the clusters are equal.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from newsclean.arrow.compared import CLUSTERS, PAIRS, clusters, copies
from newsclean.arrow.components import components
from newsclean.arrow.features import FEATURES, features
from newsclean.arrow.options import cleaner_of
from newsclean.arrow.spark import SparkError, why
from newsclean.arrow.stages import Stages
from newsclean.dedup import THRESHOLD
from newsclean.dedup.best import FIELDS
from newsclean.dedup.joining import FEW_LEADERS, LEADERS, MANY, RARE
from newsclean.errors import UsageError
from newsclean.records.wanted import TOLD
from newsclean.shingles import SAMPLED, SHINGLE_WORDS

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession


class Found:
    """What was found.

    clusters: a table of `CLUSTERS`, of two members and more. documents: how many there were.
    failed: how many of them could not be read. clustered, extra: how many clusters there are, and
    how many documents more than articles.
    """

    __slots__ = ("clustered", "clusters", "documents", "extra", "failed")

    def __init__(self, clusters: DataFrame, counts: dict[str, int], told: dict[str, int]) -> None:
        self.clusters = clusters
        self.documents = counts["documents"]
        self.failed = counts["failed"]
        self.clustered = told["clustered"]
        self.extra = (told["members"] or 0) - told["clustered"]


def find_copies(
    df: DataFrame,
    work: str,
    *,
    id_column: str,
    column: str = "text",
    threshold: float = THRESHOLD,
    containment: float | None = None,
    shingle: int = SHINGLE_WORDS,
    edited: bool = True,
    is_clean: bool = False,
    **options: Any,
) -> Found:
    """The clusters of copies among the texts of a DataFrame.

    work: a folder that all workers see, for tables between the steps; it may go when the clusters
    have been written. id_column: the documents' names, no two alike. threshold … edited: as for
    `newsclean.dedup.Copies`. is_clean: whether the texts are clean already. options: cleaner,
    encoding, title_column, url_column, language_column and max_bytes of `clean_batch`.

    UsageError for a column that is not there, and for names that are not unique; SparkError.
    """
    from pyspark.sql import functions as of

    for name in (id_column, column, options.get("title_column"), options.get("url_column"),
                 options.get("language_column")):  # fmt: skip
        if name is not None and name not in df.columns:
            raise UsageError(f"no column {name!r}; there are: {', '.join(df.columns)}")
    options["cleaner"] = cleaner_of(options.get("cleaner"))
    stages = Stages(df.sparkSession, work)
    found = partial(features, name=id_column, column=column, is_clean=is_clean, shingle=shingle,
                    **options)  # fmt: skip
    named = df.withColumn(id_column, of.col(id_column).cast("string"))
    docs = stages.put(named.mapInArrow(found, _spark(FEATURES)), "documents")
    counts = stages.told(docs, documents=of.count(of.lit(1)), failed=of.count("error"))
    _check_names(docs, id_column, counts["documents"], stages)
    docs = docs.where(of.col("n").isNotNull() & of.col("name").isNotNull())
    compare = partial(copies, threshold=threshold, containment=containment, shingle=shingle)
    joined = _joined(docs, "sentences", docs, compare, stages)
    if edited:
        # Of each cluster the lowest text is looked up by its runs of words.
        lowest = docs.join(joined, docs.n == joined.high, "left_anti")
        more = _joined(lowest, "sampled", docs, compare, stages)
        joined = components(joined.union(more), stages, "all")
    part = partial(clusters, threshold=threshold, containment=containment, shingle=shingle)
    done = stages.put(_together(docs, joined).mapInArrow(part, _spark(CLUSTERS)), "clusters")
    told = stages.told(done, clustered=of.count(of.lit(1)), members=of.sum("size"))
    return Found(done, counts, told)


def _check_names(docs: DataFrame, id_column: str, count: int, stages: Stages) -> None:
    """UsageError where two documents have one name: nobody could tell which of them goes."""
    from pyspark.sql import functions as of

    told = docs.groupBy("name").agg(of.count(of.lit(1)).alias("many"))
    twice = told.where((of.col("many") > 1) & of.col("name").isNotNull())
    name = stages.told(twice, name=of.min("name"))["name"]
    if name is not None:
        raise UsageError(f"{name!r} stands in {id_column!r} of several documents; ids must differ")


def _joined(
    looked_up: DataFrame, key: str, docs: DataFrame, compare: Any, stages: Stages
) -> DataFrame:
    """What hangs together by features of one kind: the lowest of each component for all others.

    looked_up: rows of `FEATURES`. key: `sentences` or `sampled`.
    """
    pairs = stages.put(_pairs(looked_up, key, stages), f"{key}-pairs")
    low, high = pairs.select(pairs.low.alias("n")), pairs.select(pairs.high.alias("n"))
    texts = docs.join(low.union(high).distinct(), "n", "left_semi")
    texts = texts.select("n", "shingles", "facts").dropDuplicates(["n"])
    texts = stages.put(texts, f"{key}-texts")
    both = pairs
    for side in ("low", "high"):
        renamed = texts.toDF(side, f"{side}_shingles", f"{side}_facts")
        both = both.join(renamed, side)
    edges = stages.put(both.mapInArrow(compare, _spark(PAIRS)), f"{key}-copies")
    return components(edges, stages, key)


def _pairs(docs: DataFrame, key: str, stages: Stages) -> DataFrame:
    """Which texts are compared: `newsclean.dedup.joining.lead` in the words of tables."""
    from pyspark.sql import Window
    from pyspark.sql import functions as of

    features = docs.select(of.explode(key).alias("key"), "n").distinct()
    counted = features.groupBy("key").agg(of.count(of.lit(1)).alias("many"))
    # Most features are of one text alone and go here.
    shared = features.join(counted.where(of.col("many") > 1), "key")
    shared = stages.put(shared, f"{key}-shared")
    many = of.col("many")
    place = of.row_number().over(Window.partitionBy("key").orderBy("n")) - 1
    if key == "sentences":
        most, meetings = of.when(many <= MANY, LEADERS).otherwise(FEW_LEADERS), of.lit(_ENOUGH)
    else:
        turn = of.floor(of.col("key") / SAMPLED) % many
        place = of.when(many <= RARE, place).otherwise((place - turn + many) % many)
        most = of.when(many <= RARE, RARE).otherwise(FEW_LEADERS)
        meetings = of.when(many <= RARE, _ENOUGH).otherwise(1)
    ordered = shared.withColumn("place", place)
    leaders = ordered.where(of.col("place") < most).select(
        "key", of.col("n").alias("leader"), of.col("place").alias("before")
    )
    pairs = ordered.join(leaders, "key").where(of.col("before") < of.col("place"))
    pairs = pairs.select(
        of.least("n", "leader").alias("low"), of.greatest("n", "leader").alias("high"),
        meetings.alias("meetings"),
    )  # fmt: skip
    met = pairs.groupBy("low", "high").agg(of.sum("meetings").alias("meetings"))
    return met.where(of.col("meetings") >= _ENOUGH).select("low", "high")


_ENOUGH = 2  # meetings by which two texts are compared; a rare feature counts as so many


def _together(docs: DataFrame, joined: DataFrame) -> DataFrame:
    """Documents that hang together, those of one component one after the other."""
    from pyspark.sql import functions as of

    roots = joined.select(of.col("high").alias("n"), of.col("low").alias("root"))
    small = docs.select("n").join(roots, "n", "left")
    small = small.withColumn("root", of.coalesce("root", "n"))
    many = small.groupBy("root").agg(of.count(of.lit(1)).alias("many")).where("many > 1")
    members = small.join(many, "root", "left_semi").distinct()
    columns = ("root", "n", "name", "size", "known", "shingles", "facts")
    rows = docs.join(members, "n").select(*columns)
    return rows.repartition("root").sortWithinPartitions("root")


def kept(df: DataFrame, found: DataFrame, id_column: str, keep: str) -> DataFrame:
    """The documents that stay, as they came, with what is told of their cluster in `newsclean`.

    found: of `find_copies`. keep: `best`, or `none` of those that have copies.
    """
    from pyspark.sql import functions as of

    names = found.select(of.explode("members.name").alias("_name"), "best")
    if keep == "best":
        names = names.where(of.col("_name") != of.col("best"))
    own = of.col(id_column).cast("string")
    stay = df.join(names.select("_name"), own == of.col("_name"), "left_anti")
    told = of.struct("cluster", "size", "best", "reason", *FIELDS, "sources").alias(TOLD)
    best = found.select(of.col("best").alias("_name"), told)
    stay = stay.drop(TOLD) if TOLD in stay.columns else stay
    return stay.join(best, own == of.col("_name"), "left").drop("_name")


def _spark(schema: Any) -> Any:
    from pyspark.sql.pandas.types import from_arrow_schema

    return from_arrow_schema(schema)


def numbered(spark: SparkSession, paths: list[str]) -> tuple[DataFrame, str]:
    """Parquet files as a table, and the column that numbers their rows: `PATH:1` and so on."""
    from pyspark.sql import functions as of

    try:
        df = spark.read.parquet(*paths)
        number = of.col("_metadata.row_index") + 1
        name = of.concat_ws(":", of.col("_metadata.file_path"), number.cast("string"))
        return df.select("*", name.alias(_NUMBER)), _NUMBER
    except Exception as error:
        raise SparkError(why(error)) from None


_NUMBER = "_newsclean_row"
