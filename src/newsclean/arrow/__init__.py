"""newsclean for every engine that speaks Arrow: a batch in, a batch out; a shard in, a shard out.

    import newsclean.arrow

    clean = newsclean.arrow.clean_batch(batch, column="body")

`clean_batch` is a pure function of a batch and of its options; `functools.partial` of it pickles.
What comes out is known before anything runs: `output_schema`. ExtraError, which is an ImportError,
without pyarrow.
"""

from __future__ import annotations

from newsclean.records.opening import need

need("pyarrow", "arrow", "newsclean.arrow")

from newsclean.arrow.batch import clean_batch, clean_batches  # noqa: E402  it is said first what is missing
from newsclean.arrow.layout import SCHEMA, output_schema  # noqa: E402
from newsclean.arrow.manifest import SHARDS  # noqa: E402
from newsclean.arrow.shard import clean_shard, clean_shards  # noqa: E402

__all__ = ["SCHEMA", "SHARDS", "clean_batch", "clean_batches", "clean_shard", "clean_shards",
           "output_schema"]  # fmt: skip
