"""`newsclean spark --dedup`: copies of one article, found by Spark."""

from __future__ import annotations

import math
import os
import shutil
from collections.abc import Callable
from typing import Any, TypeVar

import click

from newsclean.cli._options import Options
from newsclean.cli._report import report, say
from newsclean.dedup import THRESHOLD
from newsclean.errors import UsageError
from newsclean.messages import counted
from newsclean.shingles import SHINGLE_WORDS

F = TypeVar("F", bound=Callable[..., Any])

KEEPS = ("best", "none")  # a table has no order, hence no first
# Their defaults, too, are those of `newsclean dedup`.
DEFAULTS = {"keep": None, "threshold": THRESHOLD, "containment": None, "shingle": SHINGLE_WORDS,
            "no_edited": False, "no_clean": False}  # fmt: skip
_CLEANING = ("select", "extend_select", "ignore", "confidence", "rules", "phrases", "segments",
             "profile", "captions", "fix_text")  # fmt: skip
_WRITING = ("output_field", "fields", "no_removed")


def deduping(function: F) -> F:
    """Options of `newsclean dedup` that mean the same here."""
    share: Any = {"type": click.FloatRange(0, 1, min_open=True), "metavar": "P"}
    for option in reversed((
        click.option("--dedup", is_flag=True,
                     help="Find copies of one article, and write the clusters into OUT; the "
                     "options down to --no-clean go with it. Names are paths, rows of Parquet "
                     "files, or those of --id-field."),
        click.option("--keep", type=click.Choice(KEEPS),
                     help="Write the documents themselves as they came: of each cluster the best, "
                     "or none of those that have copies."),
        click.option("--threshold", default=THRESHOLD, help="Two texts are copies when they have "
                     "this share of all their runs of words in common (default 0.25).", **share),
        click.option("--containment", help="Or when one has this share of its runs of words from "
                     "the other.", **share),
        click.option("--shingle", type=click.IntRange(1, 20), default=SHINGLE_WORDS, metavar="N",
                     help="Words of a run (default 4)."),
        click.option("--no-edited", is_flag=True,
                     help="Do not look for copies that share no sentence: faster."),
        click.option("--no-clean", is_flag=True, help="The texts are clean already."),
    )):  # fmt: skip
        function = option(function)
    return function


def check(values: dict[str, Any], options: Options, *, by_shards: bool) -> None:
    """UsageError for options that would do nothing. values: of `deduping`."""
    if not values["dedup"]:
        for name, default in DEFAULTS.items():
            if values[name] != default:
                raise UsageError(f"{_flag(name)} goes with --dedup")
        return
    if by_shards:
        raise UsageError("--dedup compares all documents; leave out --shards")
    for name in _WRITING:
        if getattr(options, name):
            raise UsageError(f"{_flag(name)} is of clean texts, not of --dedup")
    if values["no_clean"]:
        for name in _CLEANING:
            if getattr(options, name) is not None:
                raise UsageError(f"--no-clean cleans nothing; leave out {_flag(name)}")
    for name in ("threshold", "containment"):
        if values[name] is not None and math.isnan(values[name]):
            raise UsageError(f"{_flag(name)} is a number from 0 to 1")


def _flag(name: str) -> str:
    return "--" + name.replace("_", "-")


def run(
    master: str | None, inputs: list[str], kind: str, out: str, form: str | None, force: bool,
    values: dict[str, Any], columns: dict[str, Any], *, quiet: bool,
) -> int:  # fmt: skip
    """Find the copies and write what is wanted; how many documents failed."""
    if kind not in ("parquet", "jsonl", "text"):
        raise UsageError(f"--dedup reads tables, not {kind}: newsclean spark IN CLEAN/ makes one "
                         "of it; then newsclean spark --dedup --no-clean CLEAN/ OUT")  # fmt: skip
    id_column = columns.pop("id_column")
    if kind == "jsonl" and id_column is None:
        raise UsageError("lines of JSON have no names; tell the field of their ids by --id-field")
    if kind == "text" and id_column is not None:
        raise UsageError("files are named by their paths; leave out --id-field")
    from newsclean.arrow import copies, spark

    session = spark.session(master)
    spark.use_small_batches(session)
    number = None
    if kind == "text":
        columns["column"], id_column = "content", "path"
        df = spark.read_table(session, inputs, kind)
    elif id_column is None:
        df, number = copies.numbered(session, inputs)
        id_column = number
    else:
        df = spark.read_table(session, inputs, kind)
    work = out.rstrip("/") + ".newsclean-work"
    try:
        found = copies.find_copies(
            df, work, id_column=id_column, is_clean=values["no_clean"],
            threshold=values["threshold"], containment=values["containment"],
            shingle=values["shingle"], edited=not values["no_edited"],
            **{name: value for name, value in columns.items()
               if name not in ("output_column", "fields")},
        )  # fmt: skip
        if values["keep"] is None:
            spark.write_rows(found.clusters, out, form or "jsonl", force=force, nulls=False)
        else:
            kept = copies.kept(df, found.clusters, id_column, values["keep"])
            kept = kept if number is None else kept.drop(number)
            form = form or ("jsonl" if kind == "jsonl" else "parquet")
            spark.write_rows(kept, out, form, force=force)
    finally:
        if "://" not in work and os.path.isdir(work):
            shutil.rmtree(work)
    if not quiet:
        say(f"newsclean: {counted(found.documents, 'document')}: "
            f"{counted(found.clustered, 'cluster')} of copies, "
            f"{counted(found.extra, 'document')} more than articles")  # fmt: skip
    if found.failed:
        report(out, f"{counted(found.failed, 'document')} could not be read, compared with none")
    return found.failed
