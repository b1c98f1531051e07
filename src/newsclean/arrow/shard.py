"""A shard of a corpus in, one out; what is done is not done again, whatever ended the run."""

from __future__ import annotations

import os
import time
from functools import partial
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from newsclean import __version__
from newsclean.arrow import manifest
from newsclean.arrow.batch import filled, outcomes_of
from newsclean.arrow.layout import Layout
from newsclean.arrow.manifest import SHARDS, Counts
from newsclean.arrow.options import CleanerOrOptions, ColumnOptions, wanted_of, work_of
from newsclean.arrow.whole import whole
from newsclean.batch.tally import Tally
from newsclean.batch.targets import target_of
from newsclean.batch.temporary import sweep
from newsclean.errors import InputError, NewscleanError, UsageError
from newsclean.formats import KINDS, compression_by_name, kind_by_name
from newsclean.readers.files import BINARY
from newsclean.records.gate import Gate
from newsclean.records.item import Outcome, chunks
from newsclean.records.kinds import kind_of, read
from newsclean.records.opening import Stream
from newsclean.records.outputs import form_of, make
from newsclean.records.work import Work
from newsclean.records.writers import Compressed, Writer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import IO, Unpack

_FORMATS = ("jsonl", "json", "csv", "tsv", "parquet")
_BATCH_ROWS = 256
_GROUP_BYTES = 128 << 20  # a larger row group comes out as several: memory has an end


def clean_shard(
    src: str | os.PathLike[str],
    dst: str | os.PathLike[str],
    *,
    cleaner: CleanerOrOptions = None,
    encoding: str | None = None,
    kind: str | None = None,
    force: bool = False,
    **columns: Unpack[ColumnOptions],
) -> dict[str, object]:
    """Clean one file of documents into another; the row of `SHARDS` that tells of it.

    src: Parquet, Arrow, JSON lines, JSON, CSV, WARC, WET or a feed, compressed or not. dst: a file,
    whose ending says what is written, or a folder (a name without an ending is one): then the file
    is called as the source, but `.jsonl` of a crawl or a feed. Parquet to Parquet goes row group by
    row group, with the columns of `clean_batch`; all else as `newsclean SRC -o DST` does it.
    cleaner, encoding, columns: as for `clean_batch`. kind: what the shard is (`jsonl`, `wet` …),
    where neither its first bytes nor its name tell. force: do it although it is done.

    The result appears whole under its name or not at all, is on the disk by then, and the row
    stands beside it (`.NAME.newsclean.json`). A shard whose row says that it was made from the same
    source with the same options is left alone: `is_done_before`. A document that cannot be cleaned
    counts as `failed`, is told in `failures`, and goes on as it was where it is a record.
    InputError when the shard cannot be read; then nothing is written. UsageError.
    """
    started = time.monotonic()
    source = os.path.abspath(src)
    target = _target(os.fspath(dst), source)
    form = kind_by_name(target)
    if form not in _FORMATS:
        raise UsageError(f"{target}: its name must end in {', '.join(f'.{f}' for f in _FORMATS)}")
    if kind is not None and kind not in KINDS:
        raise UsageError(f"a shard is {', '.join(KINDS)}, not {kind!r}")
    wanted = wanted_of(form_of(form), **columns)
    work = work_of(cleaner, wanted, encoding)
    options = work.cleaner.fingerprint(_told(work, kind))
    try:
        status = os.stat(source)
        if os.path.exists(target) and os.path.samefile(source, target):
            raise UsageError(f"{target} is the shard itself; write another one")
        stamp = status.st_size, status.st_mtime_ns
        row = None if force else manifest.done_before(target, source, stamp, options)
        if row is not None:
            return row
        folder = os.path.dirname(target)
        os.makedirs(folder, exist_ok=True)
        sweep({folder})
        shard = _Shard(source, target, form, kind, work)
        with whole(target) as file:
            shard.clean(file)
        after = os.stat(source)
        if (after.st_size, after.st_mtime_ns) != stamp:
            raise InputError(f"{source}: changed while it was read; do it again")
        row = {
            "source": source, "target": target, "size": stamp[0], "mtime_ns": stamp[1],
            "options": options, "version": __version__, "written": os.stat(target).st_size,
            **shard.counts.told(), "seconds": round(time.monotonic() - started, 3),
            "is_done_before": False, "error": None,
        }  # fmt: skip
        manifest.write(target, row)
    except OSError as error:
        raise InputError(f"{error.filename or source}: {error.strerror or error}") from None
    return row


def clean_shards(
    batches: Iterable[pa.RecordBatch],
    *,
    cleaner: CleanerOrOptions = None,
    encoding: str | None = None,
    kind: str | None = None,
    force: bool = False,
    **columns: Unpack[ColumnOptions],
) -> Iterator[pa.RecordBatch]:
    """`clean_shard` for each row of batches with the columns `source` and `target`.

    Gives a batch of one row of `SHARDS` for each, as soon as it is done. A shard that cannot be
    read raises nothing: its row has `error`. The options are those of `clean_shard`. UsageError.
    """
    clean = partial(
        clean_shard, cleaner=cleaner, encoding=encoding, kind=kind, force=force, **columns
    )
    for batch in batches:
        for name in ("source", "target"):
            if name not in batch.schema.names:
                raise UsageError(f"no column {name!r}; a table of shards has source and target")
        pairs = zip(batch["source"].to_pylist(), batch["target"].to_pylist(), strict=True)
        for source, target in pairs:
            try:
                row = clean(source, target)
            except UsageError:
                raise
            except NewscleanError as error:
                row = {"source": source, "target": target, "error": str(error)}
            yield pa.RecordBatch.from_pylist([row], SHARDS)


def _target(dst: str, source: str) -> str:
    """The file that is written."""
    if "." not in os.path.basename(dst) or os.path.isdir(dst):
        name = target_of(os.path.basename(source), None)
        if kind_by_name(name) is None:
            raise UsageError(f"{source}: what it holds does not show; name the file to be written")
        dst = os.path.join(dst, name)
    return os.path.abspath(dst)


def _told(work: Work, kind: str | None) -> str:
    """All that decides what comes out of a shard, besides the cleaner."""
    wanted = work.wanted
    keys = None if wanted.keys is None else sorted(wanted.keys)
    return repr([wanted.form, wanted.text, wanted.output, wanted.id, wanted.title, wanted.url,
                 wanted.language, keys, wanted.most, work.encoding, kind])  # fmt: skip


class _Shard:
    """One shard on its way."""

    def __init__(self, source: str, target: str, form: str, kind: str | None, work: Work) -> None:
        self._source = source
        self._target = target
        self._form = form
        self._kind = kind
        self._work = work
        self._name = os.path.basename(source)
        self.counts = Counts(Tally())

    def clean(self, file: IO[bytes]) -> None:
        """Write the clean shard. InputError where the other one cannot be read."""
        descriptor = os.open(self._source, os.O_RDONLY | BINARY)
        try:
            stream = Stream(descriptor)
            kind = self._kind or kind_of(stream, self._source)
            if kind is None:
                raise InputError("holds no records")
            if kind == self._form == "parquet" and stream.compression is None:
                self._groups(file)
            else:
                self._records(stream, kind, file)
        except UsageError:
            raise
        except NewscleanError as error:
            raise InputError(f"{self._source}: {error}") from None
        finally:
            os.close(descriptor)

    def _groups(self, file: IO[bytes]) -> None:
        """Parquet to Parquet: what was one row group is one again, unless it is too large."""
        from pyarrow import parquet

        try:
            with parquet.ParquetFile(self._source) as table:
                layout = Layout(table.schema_arrow, self._work.wanted, False)
                with parquet.ParquetWriter(file, layout.schema, compression="zstd") as writer:
                    rows = 0
                    for number in range(table.num_row_groups):
                        batches = table.iter_batches(_BATCH_ROWS, row_groups=[number])
                        rows += self._group(batches, writer, layout, rows)
        except (pa.ArrowException, ValueError) as error:
            raise InputError(f"damaged: {str(error).splitlines()[0]}") from None

    def _group(
        self, batches: Iterable[pa.RecordBatch], writer: Any, layout: Layout, before: int
    ) -> int:
        """Clean one row group, before which so many rows stand; how many it has."""
        held: list[pa.RecordBatch] = []
        size = rows = 0
        for batch in batches:
            outcomes = outcomes_of(self._work, layout, batch, self._name, before + rows)
            self._count(outcomes)
            held.append(filled(layout, batch, outcomes))
            rows += batch.num_rows
            size += held[-1].nbytes
            if size > _GROUP_BYTES:
                _write(writer, held, layout)
                held, size = [], 0
        if held:
            _write(writer, held, layout)
        return rows

    def _records(self, stream: Stream, kind: str, file: IO[bytes]) -> None:
        """Everything else, through the readers and writers of records."""

        def write(data: bytes) -> None:
            file.write(data)

        packing = compression_by_name(self._target)
        packed = None if packing is None else Compressed(write, packing)
        wanted = self._work.wanted
        writer = make(self._form, write if packed is None else packed.write, wanted)
        gate = Gate()
        items = read(kind, stream, self._name, wanted, self._work.encoding)
        for chunk in chunks(items, stream):
            self._take(gate.passed(self._work(chunk)), writer)
        rest, problem = gate.rest()
        self._take(rest, writer)
        if problem is not None:
            raise problem
        for failure in writer.finish():
            self.counts.fail(failure)
        if packed is not None:
            packed.finish()

    def _take(self, outcomes: list[Outcome], writer: Writer) -> None:
        self._count(outcomes)
        writer.announce(outcomes)
        for failure in writer.add(outcomes):
            self.counts.fail(failure)

    def _count(self, outcomes: list[Outcome]) -> None:
        self.counts.documents += len(outcomes)
        for outcome in outcomes:
            if outcome.failure is not None:
                self.counts.fail(outcome.failure)
            else:
                self.counts.tally.add(
                    outcome.removed, is_changed=outcome.is_changed, is_empty=outcome.is_empty
                )


def _write(writer: Any, batches: list[pa.RecordBatch], layout: Layout) -> None:
    table = pa.Table.from_batches(batches, layout.schema)
    writer.write_table(table, row_group_size=max(1, table.num_rows))
