"""What travels between a reader of records, the work on them, and a writer."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Protocol

    from newsclean.records.arrow import BatchRow
    from newsclean.records.opening import Stream
    from newsclean.records.sheet import Sheet
    from newsclean.records.wanted import Wanted

    # JSON or text; values by name; a row of a sheet, and that row as it stood where it has another
    # width; a row of a batch, its text and its record.
    Row = (
        bytes
        | dict[str, object]
        | tuple[Sheet, list[str], str | None]
        | tuple[BatchRow, str | None, str | None, dict[str, object] | None]
    )

    class Carry(Protocol):
        """What a writer needs of the record that a document came in."""

        @property
        def size(self) -> int:
            """About how many bytes it takes, the text aside."""

        def open(self, item: Item, wanted: Wanted) -> None:
            """Read the text, and what is known of it, out of the record; FieldError."""

        def value(self, name: str) -> object:
            """What a field of the record holds, as JSON has it; None where there is none."""

        def closed(
            self, item: Item, text: str | None, told: dict[str, object] | None, wanted: Wanted
        ) -> Row:
            """The record with the cleaned text (None: as it was) and what is told of it."""


class Item:
    """One document on its way; pickles.

    name: what messages call it (`dump.jsonl:17`). id: for its record. data: its text, str or
    bytes; None where there is none. kind: `auto`, `text`, `html`, or a `fragment` of HTML. title,
    url, language, encoding: what its source knows of it; encoding is a claim, not a fact. known:
    fields of our record that its source tells. carry: the record that it came in; None for those
    without. fields: the names of that record's fields, where those of documents are sought.
    """

    __slots__ = ("carry", "data", "encoding", "fields", "id", "kind", "known", "language", "name",
                 "title", "url")  # fmt: skip

    def __init__(
        self,
        name: str,
        data: str | bytes | None = None,
        *,
        id: str | None = None,
        kind: str = "auto",
        title: str | None = None,
        url: str | None = None,
        language: str | None = None,
        encoding: str | None = None,
        known: dict[str, object] | None = None,
        carry: Carry | None = None,
    ) -> None:
        self.name = name
        self.data = data
        self.id = id
        self.kind = kind
        self.title = title
        self.url = url
        self.language = language
        self.encoding = encoding
        self.known = known
        self.carry = carry
        self.fields: list[str] | None = None


class Shape(Item):
    """What the records of an input would look like, where it holds none: no document."""

    __slots__ = ()


class Failure:
    """A record that cannot be read or cleaned. stage: `read`, `field`, `clean` or `write`.

    fields: the names of the record's fields, where the wanted one is not among them.
    """

    __slots__ = ("cause", "fields", "name", "stage")

    def __init__(self, name: str, stage: str, cause: str, fields: list[str] | None = None) -> None:
        self.name = name
        self.stage = stage
        self.cause = cause
        self.fields = fields


class Outcome:
    """What became of one document; pickles.

    row: what the writer gets; None for nothing to write. failure: why it is not as it should be;
    then the row, if there is one, is the record unchanged. log: its removed lines as JSON lines,
    where they are wanted. removed: how many lines and parts each filter took. size: characters
    or bytes read. encoding: of a row that is a text. fields: as the item's. is_shape: whether there
    was no document, only the columns of a table; then the row is for `Writer.announce` alone.
    """

    __slots__ = ("encoding", "failure", "fields", "is_changed", "is_empty", "is_shape", "lines",
                 "log", "name", "removed", "removed_lines", "row", "size")  # fmt: skip

    def __init__(self, name: str, row: Row | None = None, failure: Failure | None = None) -> None:
        self.name = name
        self.row = row
        self.failure = failure
        self.log = b""
        self.encoding = "utf-8"
        self.fields: list[str] | None = None
        self.removed: dict[str, int] = {}
        self.lines = self.removed_lines = self.size = 0
        self.is_changed = self.is_empty = self.is_shape = False


# A task for one process: small documents one at a time would cost twice as much.
_MOST_ITEMS, _MOST_SIZE = 64, 1 << 20


def chunks(items: Iterator[Item | Failure], stream: Stream) -> Iterator[list[Item | Failure]]:
    """Items in lists, none of which waits for input that is not there yet."""
    held: list[Item | Failure] = []
    size = 0
    for item in items:
        held.append(item)
        if isinstance(item, Item):
            size += weight(item)
        if len(held) >= _MOST_ITEMS or size >= _MOST_SIZE or stream.is_idle():
            yield held
            held, size = [], 0
    if held:
        yield held


def weight(item: Item) -> int:
    """About how many bytes a document takes."""
    return len(item.data or b"") + (0 if item.carry is None else item.carry.size)
