"""`newsclean spark`: a corpus on many machines, or on all cores of this one through Spark."""

from __future__ import annotations

import os
import time
from typing import Any

import click

from newsclean.batch.targets import targets
from newsclean.batch.walk import Found, Walker
from newsclean.cli._click import cleaning, encoded, helped, limited, told_fields
from newsclean.cli._options import Options
from newsclean.cli._record_options import keys_of
from newsclean.cli._report import report, say
from newsclean.cli._run import Cleaners
from newsclean.cli._spark_copies import DEFAULTS, check, deduping
from newsclean.cli._spark_copies import run as find_copies
from newsclean.document import INPUTS
from newsclean.errors import InputError, UsageError
from newsclean.formats import kind_by_name
from newsclean.messages import counted

DONE, FAILED = 0, 2
_TABLES = ("parquet", "jsonl", "text")  # what Spark reads by itself
_FORMATS = {"parquet": ".parquet", "jsonl": ".jsonl"}

SHORT_HELP = """\
newsclean spark cleans a corpus by Spark, on this machine or on a cluster.

  newsclean spark posts.parquet clean/                    a table, on all cores
  newsclean spark --master spark://head:7077 in/ clean/   on a cluster
  newsclean spark --master sc://host in/ clean/           by Spark Connect
  newsclean spark crawl/*.warc.gz clean/                  shards; rerun goes on
  newsclean spark --dedup --keep best in.parquet unique/  one of all copies

Usage: newsclean spark [OPTIONS] IN... OUT

  --master URL   where Spark runs (default: local[*,4])
  --shards       file by file, each written once, also of Parquet and JSON lines
  --dedup        find copies of one article; --keep best writes one of each
  --text-field NAME  the column of the text (default: text)
  --help         all options
"""


@click.command("spark", add_help_option=False, context_settings={"max_content_width": 100})
@click.argument("paths", nargs=-1, required=True, type=click.UNPROCESSED, metavar="IN... OUT")
@click.option("--master", metavar="URL",
              help="Where Spark runs (default: all cores of this machine, or what spark-submit "
              "says).")  # fmt: skip
@click.option("--shards", "by_shards", is_flag=True,
              help="File by file, not as one table; what is done is not done again.")  # fmt: skip
@click.option("-f", "--format", "form", type=click.Choice(tuple(_FORMATS)),
              help="What is written (default: Parquet; of shards what they were).")  # fmt: skip
@click.option("--force", is_flag=True, help="Write over what is in OUT already.")
@deduping
@cleaning
@told_fields
@encoded
@limited
@click.option("-q", "--quiet", is_flag=True, help="Errors only, no summary.")
@click.option("--debug", is_flag=True, help="Show tracebacks of internal errors.")
@helped(SHORT_HELP)
def command(
    paths: tuple[str, ...], master: str | None, by_shards: bool, form: str | None, force: bool,
    quiet: bool, **values: Any,
) -> int:  # fmt: skip
    """Clean a corpus by Spark: Parquet, JSON lines and folders of texts as a table, others by file.

    A table gets the clean text and the column newsclean (of texts: path, text and newsclean), and
    is written by Spark, whole or not at all. Crawls, feeds, CSV and, with --shards, everything is
    done file by file, each written under its own name below OUT with a row beside it, so that the
    same command goes on where it stopped; all workers must see the files. With --dedup copies of
    one article are found as newsclean dedup finds them. Exit code 2: a document or shard failed.
    """
    if len(paths) < 2:
        raise UsageError("an input and an output are wanted: newsclean spark IN... OUT")
    *inputs, out = paths
    options = Options()
    options.paths = inputs
    sought = {name: values.pop(name) for name in ("dedup", *DEFAULTS)}
    for name, value in values.items():
        setattr(options, name, value)
    check(sought, options, by_shards=by_shards)
    columns: dict[str, Any] = {
        "output_column": options.output_field, "id_column": options.id_field,
        "title_column": options.title_field, "url_column": options.url_field,
        "language_column": options.lang_field, "fields": keys_of(options),
        "max_bytes": options.max_bytes, "encoding": options.encoding,
        "cleaner": Cleaners(options, inputs).of(inputs[0]),
    }  # fmt: skip
    if options.text_field is not None:
        columns["column"] = options.text_field
    files = [found for path in inputs for found in _files(path)]
    kind = "shards" if by_shards else _kind(options.input, inputs, files)
    if (not by_shards and kind in _TABLES) or sought["dedup"]:
        # What is relative here is so to another folder where Spark runs.
        inputs, out = [_absolute(path) for path in inputs], _absolute(out)
        if not _is_address(out) and os.path.exists(out) and not force:
            raise UsageError(f"{out} is there already; --force writes over it")
    if sought["dedup"]:
        failed = find_copies(master, inputs, kind, out, form, force, sought, columns, quiet=quiet)
        return FAILED if failed else DONE
    started = time.monotonic()
    if kind in _TABLES:
        told = _table(master, inputs, kind, out, form or "parquet", force, columns)
    else:
        if options.input not in (None, *INPUTS):
            columns["kind"] = options.input
        told = _shards(master, files, inputs, out, form, force, columns)
    done, failed, same = told
    if not quiet:
        parts = [f"{failed:,} failed"] if failed else []
        parts += [f"{counted(same, 'shard')} done before"] if same else []
        more = f": {', '.join(parts)}" if parts else ""
        say(f"newsclean: {counted(done, 'document')} in {time.monotonic() - started:.1f} s{more}")
    return FAILED if failed else DONE


def _table(
    master: str | None, inputs: list[str], kind: str, out: str, form: str, force: bool,
    columns: dict[str, Any],
) -> tuple[int, int, int]:  # fmt: skip
    """Clean the inputs as one table; how many documents, failures and shards done before."""
    from newsclean.arrow import spark

    session = spark.session(master)
    spark.use_small_batches(session)
    table = spark.read_table(session, inputs, kind)
    if kind == "text":
        columns = {**columns, "column": "content", "output_column": "text"}
    clean = spark.clean_dataframe(table, **columns)
    if kind == "text":
        clean = clean.drop("content")
    counts = spark.write_table(clean, out, form, force=force)
    if counts["failed"]:
        report(out, f"{counted(counts['failed'], 'document')} failed; newsclean.error tells why")
    return counts["documents"], counts["failed"], 0


def _shards(
    master: str | None, files: list[Found], inputs: list[str], out: str, form: str | None,
    force: bool, columns: dict[str, Any],
) -> tuple[int, int, int]:  # fmt: skip
    """Clean file by file; how many documents, failures and shards done before."""
    for path in (*inputs, out):
        if _is_address(path):
            raise UsageError(f"{path}: shards are files that all workers see under their paths")
    from newsclean.arrow import spark

    # The largest first, so that none of them is begun when all others are done.
    files = sorted(files, key=lambda found: -(found.stamp or (0, 0))[0])
    names = targets(files, form, os.path.abspath(out))
    for found, name in zip(files, names, strict=True):
        if kind_by_name(name) is None:
            raise UsageError(f"{found.path}: its name does not say what to write; add -f jsonl")
    pairs = [(os.path.abspath(found.path), name) for found, name in zip(files, names, strict=True)]
    rows = spark.clean_shards_on(spark.session(master), pairs, force=force, **columns)
    done = failed = same = 0
    for row in rows:
        if row["error"] is not None:
            report(None, row["error"])
            failed += 1
            continue
        done += row["documents"]
        failed += row["failed"]
        same += row["is_done_before"]
        for failure in row["failures"]:
            report(None, failure)
    return done, failed, same


def _is_address(path: str) -> bool:
    return "://" in path or path.startswith("dbfs:")


def _absolute(path: str) -> str:
    return path if _is_address(path) else os.path.abspath(path)


def _files(path: str) -> list[Found]:
    """The files of an input; none of an address, which only Spark can read."""
    if _is_address(path):
        return []
    if not os.path.isdir(path):
        try:
            status = os.stat(path)
        except OSError as error:
            raise InputError(f"{path}: {error.strerror}") from None
        return [Found(path, os.path.basename(path), (status.st_size, status.st_mtime_ns))]
    walker = Walker(
        ignoring=False, exclude=("_*",), notice=lambda path, cause, _: report(path, cause)
    )
    found = list(walker.files(path))
    if not found:
        raise InputError(f"{path}: no files to read in it")
    return found


def _kind(given: str | None, inputs: list[str], files: list[Found]) -> str:
    """What the inputs are. UsageError when they do not say it, or are of several kinds."""
    if given is not None and given not in INPUTS:
        return given
    names = [found.path for found in files] or [path.rstrip("/") for path in inputs]
    kinds = {kind_by_name(name) or "text" for name in names}
    if kinds <= {"warc", "feed", "csv", "tsv", "arrow", "json"}:
        return min(kinds)
    if len(kinds) > 1:
        raise UsageError(f"the inputs are of several kinds ({', '.join(sorted(kinds))}); "
                         "name some of one kind, or say --shards")  # fmt: skip
    return kinds.pop()
