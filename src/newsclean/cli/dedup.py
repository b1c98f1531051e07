"""`newsclean dedup`: clusters of copies, and the best of each."""

from __future__ import annotations

import json
import math
import os
from typing import Any

import click

from newsclean.cleaner import Cleaner
from newsclean.cli._click import common, configured, helped, options_of, reading_all
from newsclean.cli._documents import Documents
from newsclean.cli._kept import copy_files, write_records
from newsclean.cli._options import Options
from newsclean.cli._output import open_output
from newsclean.cli._plan import is_tree
from newsclean.cli._report import say
from newsclean.cli._run import Cleaners
from newsclean.dedup import THRESHOLD, Cluster, Copies
from newsclean.dedup.best import FIELDS
from newsclean.errors import UsageError
from newsclean.readers.files import STDIN
from newsclean.shingles import SHINGLE_WORDS
from newsclean.visible import without_surrogates

DONE, FAILED = 0, 2
_MEMBERS = 2
KEEPS = ("best", "first", "none")

SHORT_HELP = """\
newsclean dedup finds copies of one article, however they are wrapped or edited.

  newsclean dedup clean/ -o clusters.jsonl        clusters, their best copy and why
  newsclean dedup posts/ --keep best -o unique/   a copy of each
  newsclean dedup corpus.parquet --keep best -o unique.parquet
  newsclean dedup dump.jsonl --containment 0.8    excerpts are copies, too

Usage: newsclean dedup [OPTIONS] [PATH]...      - or no PATH is standard input

  --keep best|first|none  write the documents, one of each cluster or none
  --threshold P           share of runs of words in common (default 0.25)
  --no-clean              the texts are clean already: much faster
  --help                  all options
"""


@click.command("dedup", add_help_option=False, context_settings={"max_content_width": 100})
@click.argument("paths", nargs=-1, type=click.UNPROCESSED, metavar="[PATH]...")
@click.option("-o", "--output", metavar="FILE|DIR/",
              help="Write the clusters to FILE (JSON lines); with --keep the documents, files into "
              "DIR/, records into FILE.")  # fmt: skip
@click.option("-f", "--format", type=click.Choice(("jsonl", "json", "csv", "tsv", "parquet")),
              help="With --keep: of the records, by default what they came in.")  # fmt: skip
@click.option("--keep", type=click.Choice(KEEPS),
              help="Write the documents themselves as they came: of each cluster the best, or the "
              "first, or none of those that have copies.")  # fmt: skip
@click.option("--threshold", type=click.FloatRange(0, 1, min_open=True), default=THRESHOLD,
              metavar="P", help="Two texts are copies when they have this share of all their runs "
              "of words in common (default 0.25).")  # fmt: skip
@click.option("--containment", type=click.FloatRange(0, 1, min_open=True), metavar="P",
              help="Or when one has this share of its runs of words from the other.")  # fmt: skip
@click.option("--shingle", type=click.IntRange(1, 20), default=SHINGLE_WORDS, metavar="N",
              help="Words of a run (default 4).")  # fmt: skip
@click.option("--no-edited", is_flag=True,
              help="Do not look for copies that share no sentence: faster.")  # fmt: skip
@click.option("--no-clean", is_flag=True, help="The texts are clean already.")
@click.option("--min-members", type=click.IntRange(1), default=_MEMBERS, metavar="N",
              help="Leave out clusters of fewer (default 2).")  # fmt: skip
@configured
@reading_all
@common
@helped(SHORT_HELP)
def command(
    keep: str | None, threshold: float, containment: float | None, shingle: int, no_edited: bool,
    no_clean: bool, min_members: int, **values: Any,
) -> int:  # fmt: skip
    """Find copies of one article: the same text, cut, excerpted, re-wrapped or edited.

    Texts are cleaned first, so that boilerplate neither hides nor fakes a copy. Then those are
    compared that share a sentence, and then those that share runs of words. Each cluster is a JSON
    object: its members with their resemblance to the best copy, which one that is and why, and what
    all of them know together (title, date, publisher, address …), with the document it is from.
    Exit code 2: an input failed, the others are done.
    """
    options = options_of(values)
    if options is None:
        for line in SHORT_HELP.rstrip().split("\n"):
            say(line)
        return 2
    _check(options, keep)
    if keep is not None and min_members != _MEMBERS:
        raise UsageError("--min-members is of lists of clusters, not of --keep")
    if no_clean and (options.rules or options.phrases):
        raise UsageError("--no-clean uses no rules; leave out one of them")
    if math.isnan(threshold) or (containment is not None and math.isnan(containment)):
        raise UsageError("--threshold and --containment are numbers from 0 to 1")
    format = options.format  # a configuration says of texts what this writes otherwise
    documents = Documents(options, options.output)
    cleaners = None if no_clean else Cleaners(options, documents.paths())
    copies = Copies(threshold, containment, shingle=shingle, edited=not no_edited)
    files: dict[str, str] = {}
    order: dict[str, int] = {}
    for path, item, doc in documents:
        text, known = (doc.text(), {}) if cleaners is None else _cleaned(cleaners.of(path), doc)
        for name, value in (("title", item.title), ("url", item.url)):
            if value:
                known[name] = value  # what a record says is no guess
        order.setdefault(item.name, len(order))
        files[item.name] = path
        if any(map(str.isalnum, text)):
            copies.add(item.name, text, known)
    clusters = list(copies.clusters())
    clusters.sort(key=lambda cluster: min(map(order.__getitem__, cluster.members)))
    failed = documents.failed
    if failed and not order:
        return FAILED
    if keep is None:
        _write(options, [one for one in clusters if len(one.members) >= min_members])
    else:
        kept = _kept(clusters, keep, order)
        dropped = {name for one in clusters for name in one.members} - kept.keys()
        if is_tree(options):
            paths = {path for name, path in files.items() if name not in dropped}
            copy_files(options, _targets(options, paths))
        else:
            failed = max(failed, write_records(options, format, dropped, kept))
    if not options.quiet:
        several = [cluster for cluster in clusters if len(cluster.members) > 1]
        more = sum(len(cluster.members) - 1 for cluster in several)
        say(f"newsclean: {len(order):,} documents: {len(several):,} clusters of copies, "
            f"{more:,} documents more than articles")  # fmt: skip
    return FAILED if failed else DONE


def _check(options: Options, keep: str | None) -> None:
    if keep is None:
        if options.format is not None:
            raise UsageError("clusters are JSON lines; -f goes with --keep")
        if is_tree(options):
            raise UsageError(f"-o {options.output}: clusters go into a file; with --keep files do")
    elif STDIN in options.paths:
        raise UsageError("--keep reads its inputs twice; standard input can be read only once")


def _cleaned(cleaner: Cleaner, doc: Any) -> tuple[str, dict[str, Any]]:
    """A document's clean text, and what is known of it."""
    result = cleaner.clean_document(doc)
    return result.text, {name: value for name in FIELDS
                         if (value := getattr(result, name, None))}  # fmt: skip


def _write(options: Options, clusters: list[Cluster]) -> None:
    output = open_output(options.output)
    for cluster in clusters:
        told = {**_told(cluster), "members": [
            {"name": without_surrogates(name), "similarity": similarity}
            for name, similarity in zip(cluster.members, cluster.similarity, strict=True)
        ]}  # fmt: skip
        output.write(json.dumps(told, ensure_ascii=False).encode() + b"\n")
    output.commit()


def _told(cluster: Cluster) -> dict[str, object]:
    return {
        "cluster": cluster.id, "size": len(cluster.members),
        "best": without_surrogates(cluster.members[0]), "reason": cluster.reason,
        **cluster.known, "sources": cluster.sources,
    }  # fmt: skip


def _kept(
    clusters: list[Cluster], keep: str, order: dict[str, int]
) -> dict[str, dict[str, object]]:
    """The documents that stay, by name, with what is told of their clusters."""
    kept: dict[str, dict[str, object]] = {}
    for cluster in clusters:
        if keep == "none" and len(cluster.members) > 1:
            continue
        first = min(cluster.members, key=order.__getitem__)
        kept[first if keep == "first" else cluster.members[0]] = _told(cluster)
    return kept


def _targets(options: Options, paths: set[str]) -> dict[str, str]:
    """Where each file goes, below the output directory: as it is called below its argument."""
    found: dict[str, str] = {}
    for path in sorted(paths):
        above = (one for one in options.paths if path.startswith(os.path.join(one, "")))
        top = next(above, None)
        own = os.path.basename(path) if top is None else os.path.relpath(path, top)
        if own in found.values():
            raise UsageError(f"{path}: another file is called {own} as well; use -f jsonl")
        found[path] = own
    return found
