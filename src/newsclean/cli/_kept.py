"""The documents that stay when copies go, as they came: files to a directory, records to a file."""

from __future__ import annotations

import os

from newsclean.batch.temporary import sweep
from newsclean.batch.walk import Walker
from newsclean.cli._documents import Documents
from newsclean.cli._options import Options
from newsclean.cli._output import FileOutput, OutputError, open_output
from newsclean.cli._record_options import wanted_of, written_as
from newsclean.cli._report import display_name, report
from newsclean.cli._run import Cleaners, loaded
from newsclean.dedup.best import TOLD
from newsclean.dedup.refining import Correction, correct
from newsclean.document import Document
from newsclean.emitters.text import chunks
from newsclean.errors import UsageError
from newsclean.formats import compression_by_name, kind_by_name
from newsclean.records.item import Failure, Item, Outcome
from newsclean.records.jsontext import dump
from newsclean.records.outputs import form_of, make
from newsclean.records.writers import Compressed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Container, Iterator, Mapping
    from typing import Any

    from newsclean.records.wanted import Wanted

    Told = dict[str, object]


class Refined:
    """Makes clean texts of documents, as their copies correct them.

    wrong: the corrections by the names of documents.
    """

    def __init__(
        self, cleaners: Cleaners, options: Options, wrong: Mapping[str, list[Correction]]
    ) -> None:
        self.cleaners, self._options, self._wrong = cleaners, options, wrong

    def text(self, path: str, name: str, doc: Document) -> str:
        """The text of a record."""
        result = self.cleaners.of(path).clean_document(doc)
        correct(doc, self._wrong.get(name, ()))
        return result.text

    def parts(self, path: str) -> Iterator[bytes]:
        """The text of a file, in its own encoding."""
        cleaner = self.cleaners.of(path)
        with open(path, "rb") as file:
            doc, source = loaded(file.read(), path, self._options, cleaner)
        result = cleaner.clean_document(doc, source)
        correct(doc, self._wrong.get(display_name(path), ()))
        return chunks(result)


def write_records(
    options: Options, format: str | None, dropped: Container[str], kept: Mapping[str, Told],
    properties: dict[str, Any], refined: Refined | None = None,
) -> int:  # fmt: skip
    """Write the records but those of these names, in their order; how many inputs failed.

    format: of the output; None for what its name or else the first input says. kept: name -> what
    is told of the cluster, which becomes the record's field `newsclean`. properties: what that is,
    as in a JSON Schema. refined: who makes texts of documents that do not stay as they came.
    """
    names = (options.output or "", options.paths[0])
    kinds = (kind for name in names if (kind := kind_by_name(name)) is not None)
    format = format or written_as(next(kinds, None), can_be_parquet=options.output is not None)
    wanted = wanted_of(options, form_of(format))
    wanted.told = properties
    documents = Documents(options, options.output, wanted, is_told=False)
    if refined is not None:
        documents.cleaners = refined.cleaners  # pages have the same lines as before
    output = open_output(options.output)
    failures = 0

    def tell(failed: list[Failure]) -> None:
        nonlocal failures
        failures += len(failed)
        for one in failed:
            report(one.name, one.cause)

    try:
        packing = compression_by_name(options.output)
        packed = None if packing is None else Compressed(output.write, packing)
        writer = make(format, output.write if packed is None else packed.write, wanted)
        for path, item, doc in documents:
            if item.name not in dropped:
                text = None if refined is None else refined.text(path, item.name, doc)
                outcomes = [_outcome(item, doc.text(), text, kept.get(item.name), wanted)]
                writer.announce(outcomes)
                tell(writer.add(outcomes))
        tell(writer.finish())
        if packed is not None:
            packed.finish()
        output.commit()
    except BaseException:
        output.discard()
        raise
    return documents.failed + failures


def _outcome(
    item: Item, before: str, after: str | None, told: Told | None, wanted: Wanted
) -> Outcome:
    if item.carry is not None:
        if told is None and wanted.form == "json":
            own = item.carry.value(TOLD)  # of a record of ours, which has no copies
            told = own if isinstance(own, dict) else None
        return Outcome(item.name, item.carry.closed(item, after, told, wanted))
    if wanted.form != "json":
        raise UsageError(f"{item.name} is no record; -f jsonl, or -o DIR/ for files")
    text = before if after is None else after
    return Outcome(item.name, dump({"id": item.name, "text": text, "newsclean": told}))


def copy_files(
    options: Options, paths: Mapping[str, str], refined: Refined | None = None
) -> None:
    """Copy files into the output directory. paths: of each file -> what it is called there.

    refined: who makes texts of those that do not stay as they came.
    """
    assert options.output is not None
    folders = {os.path.dirname(os.path.join(options.output, own)) for own in paths.values()}
    for folder in sorted(folders):
        make_folder(folder)
    sweep(folders)
    for path, own in paths.items():
        output = FileOutput(os.path.join(options.output, own), is_synced=False)
        try:
            output.write_all(_parts(path) if refined is None else refined.parts(path))
        except BaseException:
            output.discard()
            raise
        output.commit()


def _parts(path: str) -> Iterator[bytes]:
    with open(path, "rb") as file:
        while part := file.read(1 << 20):
            yield part


def make_folder(path: str) -> None:
    """Make a directory with those above it. OutputError."""
    try:
        os.makedirs(path, exist_ok=True)
    except OSError as error:
        raise OutputError(f"-o {path}: {error.strerror}") from None


def tell_left(options: Options, targets: Collection[str]) -> None:
    """Say what stands in the output directory and is none of these: of another run perhaps."""
    assert options.output is not None
    walker = Walker(ignoring=False, notice=lambda path, cause, is_failure: None)
    kept = {os.path.normpath(target) for target in targets}
    left = [one.relative for one in walker.files(options.output)
            if os.path.normpath(one.relative) not in kept]  # fmt: skip
    if left and not options.quiet:
        more = f" and {len(left) - 1:,} files more" if len(left) > 1 else ""
        report(options.output, f"warning: {left[0]}{more} stood there before, and this run did not "
                               "choose it; for a copy of each article alone name an empty "
                               "directory")  # fmt: skip


def targets_of(options: Options, paths: set[str]) -> dict[str, str]:
    """Where each file goes, below the output directory: as it is called below its argument."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    inputs = set(map(os.path.realpath, paths))
    for path in sorted(paths):
        above = (one for one in options.paths if path.startswith(os.path.join(one, "")))
        top = next(above, None)
        own = os.path.basename(path) if top is None else os.path.relpath(path, top)
        if own in taken:
            raise UsageError(f"{path}: another file is called {own} as well; give their directory")
        if os.path.realpath(os.path.join(options.output or "", own)) in inputs:
            raise UsageError(f"-o {options.output}: would write over {path}, an input")
        taken.add(own)
        found[path] = own
    return found
