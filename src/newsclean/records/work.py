"""The work on records: documents in, outcomes out, the same wherever it is done."""

from __future__ import annotations

from newsclean import record
from newsclean.cleaner import Cleaner
from newsclean.document import Document
from newsclean.emitters.pieces import has_text
from newsclean.emitters.text import chunks, encoding_of
from newsclean.errors import cause_of
from newsclean.records.item import Failure, Item, Outcome, Shape
from newsclean.records.jsontext import dump
from newsclean.records.lines import too_long
from newsclean.records.texts import document_of, hints_of
from newsclean.records.wanted import FieldError, Wanted
from newsclean.result import Result
from newsclean.visible import without_surrogates

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsclean.records.item import Row



class Work:
    """A pure function of a list of items, for this process or another; pickles.

    language: of documents that do not tell theirs. encoding: of bytes, where the user knows it.
    is_named: whether the input has a name; the ids of records without one begin with it, else with
    `-`. is_logged: whether the outcomes hold the removed lines, for `--removed`. is_utf8: whether
    texts become UTF-8. debug: let errors of our own pass.
    """

    def __init__(
        self,
        cleaner: Cleaner,
        wanted: Wanted,
        *,
        language: str | None = None,
        encoding: str | None = None,
        is_named: bool = True,
        is_logged: bool = False,
        is_utf8: bool = False,
        debug: bool = False,
    ) -> None:
        self.cleaner = cleaner
        self.wanted = wanted
        self.language = language
        self.encoding = encoding
        self.is_named = is_named
        self.is_logged = is_logged
        self.is_utf8 = is_utf8
        self.debug = debug

    def __call__(self, items: Sequence[Item | Failure]) -> list[Outcome]:
        """An outcome for each item, in order; nothing that an item holds raises."""
        outcomes = [self._one(item) for item in items]
        if self.wanted.hints:
            for outcome, item in zip(outcomes, items, strict=True):
                outcome.fields = item.fields if isinstance(item, Item) else None
        return outcomes

    def given_up(self, item: Item | Failure, cause: str) -> Outcome:
        """The outcome of an item that another process could not finish: it goes on as it was."""
        if isinstance(item, (Failure, Shape)):
            return self._one(item)
        try:
            if item.carry is not None:
                item.carry.open(item, self.wanted)
        except FieldError as error:
            return self._failed(item, "field", str(error), error.names)
        outcome = self._failed(item, "clean", cause)
        outcome.fields = item.fields
        return outcome

    def _one(self, item: Item | Failure) -> Outcome:
        if isinstance(item, Failure):
            return Outcome(item.name, None, item)
        if isinstance(item, Shape):
            outcome = Outcome(item.name, self._closed(item, None, None))
            outcome.is_shape = True
            return outcome
        stage = "field"
        try:
            if item.carry is not None:
                item.carry.open(item, self.wanted)
            if item.data is None:
                outcome = Outcome(item.name, self._closed(item, None, None))
                outcome.is_empty = True
                return outcome
            if len(item.data) > self.wanted.most:
                raise FieldError(too_long(self.wanted.most))
            stage = "clean"
            return self._cleaned(item)
        except FieldError as error:
            return self._failed(item, "field", str(error), error.names)
        except Exception as error:
            return self._failed(item, stage, cause_of(error, debug=self.debug))

    def _failed(
        self, item: Item, stage: str, cause: str, names: list[str] | None = None
    ) -> Outcome:
        """The record goes on as it was, and says why; what is no record goes nowhere."""
        told: dict[str, object] = {"error": {"stage": stage, "cause": without_surrogates(cause)}}
        row = None
        if item.carry is not None:
            row = self._closed(item, None, told) or None
        return Outcome(item.name, row, Failure(item.name, stage, cause, names))

    def _cleaned(self, item: Item) -> Outcome:
        result = self._clean(item)
        doc = result.document
        is_changed = bool(doc.marks or doc.spans or result.source.is_repaired)
        outcome = Outcome(item.name)
        outcome.size = len(item.data or b"")
        outcome.is_changed = is_changed
        outcome.lines = len(doc.lines) - (not doc.lines[-1])
        outcome.removed_lines = len(doc.marks)
        outcome.is_empty = not has_text(result)
        for name, _, _, _ in record.marks_of(doc):
            outcome.removed[name] = outcome.removed.get(name, 0) + 1
        if self.is_logged and is_changed:
            outcome.log = b"".join(
                dump({"id": result.source.id, **entry}) + b"\n"
                for entry in record.removed_entries(result)
            )
        form = self.wanted.form
        if form == "none":
            return outcome
        if form == "text":
            outcome.row = b"".join(chunks(result, self.is_utf8))
            outcome.encoding = encoding_of(result, self.is_utf8)
        elif item.carry is None:
            outcome.row = self._own(item, result)
        else:
            # A page is never its text, and bytes are none.
            is_other = is_changed or result.source.kind == "html" or isinstance(item.data, bytes)
            text = result.text if is_other else None
            outcome.row = self._closed(item, text, self._told(result, item))
        return outcome

    def _clean(self, item: Item) -> Result:
        cleaner = self.cleaner
        hints = hints_of(item, self.language)
        is_fragment = item.kind == "fragment"
        doc, source = document_of(item, cleaner, self.encoding, hints)
        source.id = item.id or self._place(item)
        result = cleaner.clean_document(doc, source)
        if is_fragment and result.marks and not has_text(result):
            # It is what a feed holds of an article, and no page that may hold none.
            result = cleaner.clean_document(
                Document.from_text("\n".join(doc.lines), **hints), source
            )
        return result

    def _place(self, item: Item) -> str | None:
        """What a record is called that has no id: by its input and its number there."""
        if self.is_named:
            return item.name
        number = item.name.rpartition(":")[2]
        return f"-:{number}" if number[:1].isdigit() else None

    def _told(self, result: Result, item: Item) -> dict[str, object]:
        """Our record without its text, the keys that are wanted."""
        keys = self.wanted.keys
        if keys is None:
            told = record.to_record(result)
        else:
            told = record.some_of(result, keys)
        told.pop("text", None)
        return _with_known(told, item)

    def _own(self, item: Item, result: Result) -> Row:
        """Our record, for what came in none."""
        keys = self.wanted.keys
        told = record.to_record(result) if keys is None else record.some_of(result, keys)
        _with_known(told, item)
        return dump(told) if self.wanted.form == "json" else told

    def _closed(self, item: Item, text: str | None, told: dict[str, object] | None) -> Row | None:
        if item.carry is None or self.wanted.form in ("text", "none"):
            return None
        if text is None and self.wanted.output != self.wanted.text and told is not None:
            # The field for the cleaned text is there in every record, or nobody can rely on it.
            text = item.data if isinstance(item.data, str) else None
        return item.carry.closed(item, text, told, self.wanted)


def _with_known(told: dict[str, object], item: Item) -> dict[str, object]:
    """What the source of a document says of it fills what the text does not say."""
    if item.known is None:
        return told
    origins = told.get("origins")
    for name, value in item.known.items():
        if name in told and not told[name] and value:
            told[name] = value
            if isinstance(origins, dict):
                origins[name] = {"line": None, "rule": None}
    return told
