"""Whether an output would take the place of what somebody else wrote.

What lies among the inputs is one of them, unless newsclean made it.
"""

from __future__ import annotations

import os

from newsclean.cli._output import is_special
from newsclean.errors import NewscleanError, UsageError
from newsclean.readers.files import STDIN, open_file

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from newsclean.batch.manifest import Manifest
    from newsclean.records.item import Failure, Item
    from newsclean.records.wanted import Wanted

# What stands at the head of a report, of clusters, of a pack that was learned: a second run writes
# them anew.
_OURS = (b"<title>newsclean report: ", b'"schema": "newsclean-report/',
         b"found by newsclean learn")  # fmt: skip
_CLUSTER = b'{"cluster": "'
_HEAD_BYTES = 4096
# What tells a record of ours: the field `newsclean` of others' records, `schema` of our own.
_SCHEMA, _SCHEMAS = "schema", "newsclean/"


def is_in(output: str, paths: Iterable[str]) -> bool:
    """Whether a file that is there already stands in a directory that is read."""
    if not os.path.isfile(output):
        return False
    place = os.path.realpath(output)
    folders = (path for path in paths if path != STDIN and os.path.isdir(path))
    return any(place.startswith(os.path.join(os.path.realpath(one), "")) for one in folders)


def is_report(path: str) -> bool:
    """Whether a file is what such a command wrote before, so that no document is lost with it."""
    head = _head(path)
    if head is None:
        return False
    is_audit = head.split(b"\n")[0].endswith(b" with boilerplate")
    if head.startswith(_CLUSTER):
        return _are_clusters(path)
    is_known = not head or is_audit or any(mark in head for mark in _OURS)
    return is_known or bool(_are_ours(path, may_be_null=True))


def check_output(output: str | None, inputs: list[str], met: list[str]) -> None:
    """UsageError where one output for all is an input, too, or lies among them.

    inputs: the files that are read, those of directories found. met: what would be one of them if
    it were not the output. One input alone may be its own output: it is whole before that appears.
    """
    if output is None or output == "-" or not os.path.isfile(output) or is_special(output):
        return
    if len(inputs) > 1 and any(path != STDIN and _is_same(path, output) for path in inputs):
        raise UsageError(f"-o {output}: is one of the inputs; name another place")
    is_ours = True if not met else _are_ours(output)
    if is_ours is None:
        raise UsageError(f"-o {output}: lies among the inputs, and a text does not tell who wrote "
                         "it; give -o outside of the input")  # fmt: skip
    if not is_ours:
        raise UsageError(f"-o {output}: lies among the inputs, and not all in it is what newsclean "
                         "wrote; name another place")  # fmt: skip


def check_tree(
    folder: str, tops: Iterable[str], targets: list[str], met: list[str], manifest: Manifest,
    *, is_planned: bool,
) -> None:  # fmt: skip
    """UsageError where results lie in a directory that is read, and would hide or replace others.

    folder: of the results. tops: inputs as they were given. targets: the results. met: the files
    below the folder that would be inputs elsewhere. Those that the manifest knows are newsclean's.
    is_planned: whether the results will be written now, of which it is told.
    """
    real = os.path.realpath(folder)
    tops = [os.path.realpath(top) for top in tops if top != STDIN and os.path.isdir(top)]
    if not any(real.startswith(os.path.join(top, "")) for top in tops):
        return
    for path in (*met, *filter(os.path.lexists, targets)):
        if not manifest.lists(_below(path, real)):
            raise UsageError(f"-o {folder}: lies in the input, and its list does not know "
                             f"{path}; move that away or name another place")  # fmt: skip
    if is_planned:
        manifest.plan([_below(path, real) for path in targets])


def _below(path: str, folder: str) -> str:
    """What a file is called below a folder; where a link at its name leads does not matter."""
    above, name = os.path.split(path)
    return os.path.relpath(os.path.join(os.path.realpath(above), name), folder)


def _are_ours(path: str, *, may_be_null: bool = False) -> bool | None:
    """Whether all records of a file are such as newsclean writes; None where it holds one text.

    Then a second run makes it anew, and nothing else is lost with it. may_be_null: whether the
    field `newsclean` may be null, as where copies are sought, and there are none.
    """
    from newsclean.records.kinds import kind_of
    from newsclean.records.opening import Stream
    from newsclean.records.wanted import TOLD

    try:
        if not os.path.getsize(path):
            return True
        descriptor = open_file(path)
        try:
            kind = kind_of(Stream(descriptor), path)
        finally:
            os.close(descriptor)
        if kind == "parquet":
            return _has_column(path)
        if kind in ("csv", "tsv"):
            names = (TOLD, _SCHEMA)
            return any(_is_written(path, kind, name, may_be_null) for name in names)
        return None if kind is None else _is_written(path, kind, TOLD, may_be_null)
    except (NewscleanError, OSError, ValueError, MemoryError):
        return False


def _is_written(path: str, kind: str, name: str, may_be_null: bool) -> bool:
    """Whether newsclean wrote each record. name: of the column that tells it, in a sheet."""
    from newsclean.records.kinds import read
    from newsclean.records.opening import Stream
    from newsclean.records.wanted import Wanted

    wanted = Wanted("none", id=name)
    wanted.text = name
    if kind not in ("csv", "tsv", "jsonl", "json"):
        return False
    descriptor = open_file(path)
    try:
        items = read(kind, Stream(descriptor), path, wanted)
        return all(_is_one(item, wanted, may_be_null) for item in items)
    except NewscleanError:  # no such column, say
        return False
    finally:
        os.close(descriptor)


def _is_one(item: Item | Failure, wanted: Wanted, may_be_null: bool) -> bool:
    from newsclean.records.item import Failure, Shape
    from newsclean.records.jsonl import JSONObject
    from newsclean.records.wanted import FieldError

    if isinstance(item, Failure) or item.carry is None:
        return False
    if isinstance(item, Shape):
        return True
    is_object = isinstance(item.carry, JSONObject)
    try:
        item.carry.open(item, wanted)
    except FieldError:
        if not is_object:
            return False
    schema = item.carry.value(_SCHEMA)
    if isinstance(schema, str) and schema.startswith(_SCHEMAS):
        return True
    told = item.carry.value(wanted.text)
    if may_be_null and not told:
        return not is_object or wanted.text in (item.fields or ())
    return isinstance(told, dict) if is_object else str(told).startswith("{")


def _has_column(path: str) -> bool:
    """Whether a Parquet file has a column of ours: nobody adds a row to one."""
    from newsclean.records.opening import need
    from newsclean.records.wanted import TOLD

    schema = need("pyarrow.parquet", "arrow", "a Parquet file").ParquetFile(path).schema_arrow
    return TOLD in schema.names or {_SCHEMA, "id"} <= set(schema.names)


def _are_clusters(path: str) -> bool:
    """Whether each line is a cluster that was found."""
    with open(path, "rb") as file:
        return all(line.startswith(_CLUSTER) for line in file)


def _is_same(path: str, other: str) -> bool:
    try:
        return os.path.samefile(path, other)
    except OSError:
        return False


def _head(path: str) -> bytes | None:
    """How a file begins; None where it cannot be read."""
    try:
        with open(path, "rb") as file:
            return file.read(_HEAD_BYTES)
    except OSError:
        return None
