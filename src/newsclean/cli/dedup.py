"""`newsclean dedup`: clusters of copies, and the best of each."""

from __future__ import annotations

import json
import math
import os
from typing import Any

import click

from newsclean.cli._click import common, configured, helped, in_processes, options_of, reading_all
from newsclean.cli._documents import Documents
from newsclean.cli._gather import gathered
from newsclean.cli._kept import Refined, copy_files, targets_of, tell_left, write_records
from newsclean.cli._options import Options
from newsclean.cli._output import is_special, open_output
from newsclean.cli._plan import is_tree, jobs_for
from newsclean.cli._report import display_name, say
from newsclean.cli._run import Cleaners
from newsclean.dedup import THRESHOLD, Cluster, Copies
from newsclean.dedup.best import FIELDS, told_by
from newsclean.dedup.refining import NAME, Correction
from newsclean.errors import UsageError
from newsclean.formats import kind_by_name
from newsclean.messages import counted
from newsclean.readers.files import STDIN
from newsclean.records.item import Item
from newsclean.shingles import SHINGLE_WORDS
from newsclean.visible import without_surrogates

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

DONE, FAILED = 0, 2
_MEMBERS = 2
_STRING = {"type": "string"}
# What is told of a cluster.
_PROPERTIES: dict[str, Any] = {
    "cluster": _STRING, "size": {"type": "integer"}, "best": _STRING, "reason": _STRING,
    **dict.fromkeys(FIELDS, _STRING), "authors": {"type": "array", "items": _STRING},
    "sources": {"type": "object", "additionalProperties": _STRING},
    "corrections": {"type": "array", "items": {"type": "object", "properties": {
        "line": {"type": "integer"},
        **dict.fromkeys(("name", "text", "change", "filter", "reason"), _STRING)}}},
}  # fmt: skip
KEEPS = ("best", "first", "none")

SHORT_HELP = """\
newsclean dedup finds copies of one article, however wrapped or edited.

  newsclean dedup clean/ -o clusters.jsonl        clusters, the best copy, why
  newsclean dedup posts/ --keep best -o unique/   a copy of each
  newsclean dedup corpus.parquet --keep best -o unique.parquet
  newsclean dedup dump.jsonl --containment 0.8    excerpts are copies, too

Usage: newsclean dedup [OPTIONS] [PATH]...      - or no PATH is standard input

  --keep best|first|none  write the documents, one of each cluster or none
  --threshold P           share of runs of words in common (default 0.25)
  --refine                copies correct each other; texts are written clean
  --no-clean              the texts are clean already: much faster
  -j N                    clean in N processes
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
@click.option("--refine", is_flag=True,
              help="Let copies correct each other: what most of them keep stays; what stands at "
              "the edge of one alone, and under other articles, goes. Clusters tell the changes; "
              "with --keep the documents are written clean.")  # fmt: skip
@click.option("--min-members", type=click.IntRange(1), default=_MEMBERS, metavar="N",
              help="Leave out clusters of fewer (default 2).")  # fmt: skip
@in_processes
@configured
@reading_all
@common
@helped(SHORT_HELP)
def command(
    keep: str | None, threshold: float, containment: float | None, shingle: int, no_edited: bool,
    no_clean: bool, refine: bool, min_members: int, **values: Any,
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
    if no_clean and refine:
        raise UsageError("--refine corrects what was removed; leave out --no-clean")
    if math.isnan(threshold) or (containment is not None and math.isnan(containment)):
        raise UsageError("--threshold and --containment are numbers from 0 to 1")
    format = options.format  # a configuration says of texts what this writes otherwise
    documents = Documents(options, options.output)
    cleaners = None if no_clean else Cleaners(options, documents.paths())
    documents.cleaners = cleaners
    copies = Copies(threshold, containment, shingle=shingle, edited=not no_edited, refined=refine)
    files: dict[str, str] = {}
    ids: dict[str, str] = {}  # of the records, where a field is named
    count = 0
    for path, item, (own, known, lines) in gathered(
        documents, cleaners, shingle, jobs_for(options, documents.size), has_lines=refine
    ):
        count += 1
        if is_tree(options):
            if item.name != display_name(path):
                raise UsageError(f"{path} holds many documents; -o FILE for records")
            files[item.name] = path
        if options.id_field is not None and item.id:
            ids[item.name] = item.id
        if own is not None:
            copies.put(item.name, own, known | _record_of(item), lines)
    _tell_twice(options, ids)
    failed = documents.failed
    if failed and not count:
        return FAILED
    found = _Counted(copies.clusters(min_members if keep is None else _MEMBERS))
    if keep is None:
        _write(options, found, ids)
    else:
        kept, dropped, wrong = _chosen(found, keep, ids)
        maker = Refined(cleaners, options, wrong) if refine and cleaners is not None else None
        if is_tree(options):
            paths = {path for name, path in files.items() if name not in dropped}
            targets = targets_of(options, paths)
            tell_left(options, targets.values())
            copy_files(options, targets, maker)
        else:
            failed = max(failed, write_records(options, format, dropped, kept, _PROPERTIES, maker))
    if not options.quiet:
        say(f"newsclean: {counted(count, 'document')}: "
            f"{counted(found.clusters, 'cluster')} of copies, "
            f"{counted(found.more, 'document')} more than articles")  # fmt: skip
    return FAILED if failed else DONE


def _record_of(item: Item) -> dict[str, Any]:
    """What the record that a document came in says of it, which is no guess."""
    told = {} if item.carry is None else told_by(item.carry.value)
    given = {"title": item.title, "url": item.url}
    return told | {name: value for name, value in given.items() if value}


def _chosen(
    found: Iterable[Cluster], keep: str, ids: Mapping[str, str]
) -> tuple[dict[str, dict[str, object]], set[str], dict[str, list[Correction]]]:
    """Of the documents that have copies those that stay, with what is told of their cluster.

    Then those that go, and the corrections of those that stay.
    """
    kept: dict[str, dict[str, object]] = {}
    dropped: set[str] = set()
    wrong: dict[str, list[Correction]] = {}
    for cluster in found:
        stays = {"best": cluster.members[0], "first": cluster.first, "none": None}[keep]
        dropped.update(name for name in cluster.members if name != stays)
        if stays is not None:
            kept[stays] = _told(cluster, ids)
            wrong[stays] = cluster.corrections.get(stays, [])
    return kept, dropped, wrong


def _check(options: Options, keep: str | None) -> None:
    if keep is None:
        if options.format not in (None, "jsonl"):
            raise UsageError("clusters are JSON lines; other formats go with --keep")
        if is_tree(options):
            raise UsageError(f"-o {options.output}: clusters go into a file; with --keep files do")
        return
    output = options.output
    if (
        output is not None and output != STDIN and options.format is None and not is_tree(options)
        and kind_by_name(output) is None and not is_special(output)
    ):  # fmt: skip
        raise UsageError(f"-o {output}: -f says of what form records are; files need {output}/")
    for path in options.paths:
        if path == STDIN or not (os.path.isfile(path) or os.path.isdir(path)):
            name = "standard input" if path == STDIN else path
            if path == STDIN or os.path.exists(path):
                raise UsageError(f"--keep reads its inputs twice; {name} can be read only once")


def _tell_twice(options: Options, ids: Mapping[str, str]) -> None:
    """Name an id of several records: a join by it would take the wrong ones."""
    seen: set[str] = set()
    for id in ids.values():
        if id in seen:
            say(f"newsclean: several records have the {options.id_field} {id!r}: "
                "by it nobody can tell which of them is meant")  # fmt: skip
            return
        seen.add(id)


class _Counted:
    """Clusters, one after the other, and how many they were.

    clusters: of two and more. more: their documents but one of each.
    """

    def __init__(self, found: Iterable[Cluster]) -> None:
        self.clusters = self.more = 0
        self._found = found

    def __iter__(self) -> Iterator[Cluster]:
        for cluster in self._found:
            self.clusters += len(cluster.members) > 1
            self.more += len(cluster.members) - 1
            yield cluster


def _write(options: Options, clusters: Iterable[Cluster], ids: Mapping[str, str]) -> None:
    output = open_output(options.output)
    try:
        for cluster in clusters:
            told = {**_told(cluster, ids), "members": [
                {"name": ids.get(name, name), "similarity": similarity}
                for name, similarity in zip(cluster.members, cluster.similarity, strict=True)
            ]}  # fmt: skip
            line = without_surrogates(json.dumps(told, ensure_ascii=False))
            output.write(line.encode() + b"\n")
        output.commit()
    except BaseException:
        output.discard()
        raise


def _told(cluster: Cluster, ids: Mapping[str, str]) -> dict[str, object]:
    """What is told of a cluster. ids: what documents are called that have another name."""
    best = cluster.members[0]
    sources = {field: ids.get(name, name) for field, name in cluster.sources.items()}
    return {
        "cluster": cluster.id, "size": len(cluster.members),
        "best": without_surrogates(ids.get(best, best)), "reason": cluster.reason,
        **cluster.known, "sources": sources,
        **({"corrections": corrections} if (corrections := _corrections(cluster, ids)) else {}),
    }  # fmt: skip


def _corrections(cluster: Cluster, ids: Mapping[str, str]) -> list[dict[str, object]]:
    return [
        {"name": without_surrogates(ids.get(name, name)), "line": one.line.number + 1,
         "text": without_surrogates(one.line.text), "change": "kept" if one.is_kept else "removed",
         "filter": one.line.filter or NAME, "reason": one.reason}
        for name, wrong in sorted(cluster.corrections.items()) for one in wrong
    ]  # fmt: skip
