"""What is wanted of records: which fields are read, which are written, and how."""

from __future__ import annotations

from newsclean.errors import InputError, NewscleanError, UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

DEFAULT_TEXT = "text"
TOLD = "newsclean"  # the one field that is new
# Forms that a worker gives rows in: objects as JSON, cells, values by name, texts, nothing.
FORMS = ("json", "csv", "rows", "text", "none")
DEFAULT_MOST = 16_000_000  # an article has never been longer; memory takes a dozen times as much


class FieldError(NewscleanError):
    """A record whose text cannot be read. names: its fields, where the wanted one is missing."""

    def __init__(self, cause: str, names: list[str] | None = None) -> None:
        super().__init__(cause)
        self.names = names


class Wanted:
    """Names of fields, and what becomes of them; pickles.

    text, id, title, url, language: fields of the record that are read. output: the field that gets
    the cleaned text, the text's own by default. keys: what of our record is written; None for all.
    form: one of FORMS, what the rows of the outcome are. most: bytes that a document may have.
    hints: fields that tell of a document, and by which options. told: what the new field holds
    where it is not our record, as properties of a JSON Schema.
    """

    __slots__ = ("form", "hints", "id", "is_guarded", "keys", "language", "most", "output", "text",
                 "title", "told", "url")  # fmt: skip

    def __init__(
        self,
        form: str = "json",
        *,
        text: str | None = None,
        output: str | None = None,
        id: str | None = None,
        title: str | None = None,
        url: str | None = None,
        language: str | None = None,
        keys: frozenset[str] | None = None,
        most: int | None = None,
        is_guarded: bool = False,
    ) -> None:
        self.form = form
        self.text = text or DEFAULT_TEXT
        self.output = output or self.text
        self.id = id
        self.title = title
        self.url = url
        self.language = language
        self.keys = keys
        self.most = most or DEFAULT_MOST
        self.is_guarded = is_guarded
        self.told: dict[str, Any] | None = None
        self.hints = {
            name: flag
            for name, flag in ((id, "--id-field"), (title, "--title-field"), (url, "--url-field"),
                               (language, "--lang-field"))
            if name is not None
        }  # fmt: skip
        if self.output == TOLD:
            raise UsageError(f"--output-field {TOLD}: that field holds the rest of the record")

    def require(self, names: list[str], told: str | None = None) -> None:
        """InputError when a table has no such column for the text or the id.

        told: its columns in words, where their names are not enough.
        """
        what = "field" if told is None else "column"
        for name, flag, more in (
            (self.text, "", "; name the text's with --text-field"),
            (self.id, " (--id-field)", ""),
        ):
            if name is not None and name not in names:
                there = told or ", ".join(names)
                raise InputError(f"no {what} {name!r}{flag}; there are: {there}{more}")

    def need(self, names: list[str]) -> None:
        """FieldError when the text's field is not among these."""
        if self.text not in names:
            told = ", ".join(dict.fromkeys(names)) or "none"
            raise FieldError(f"no field {self.text!r}; there are: {told}", names)


def as_text(name: str, value: object) -> str | None:
    """A text, or None for null. FieldError for all else."""
    if value is None or isinstance(value, str):
        return value
    kinds = {list: "a list", dict: "an object", bool: "true or false", bytes: "bytes"}
    kind = kinds.get(type(value), "a number")
    raise FieldError(f"{name!r} is no text but {kind}")


def hint(value: object) -> str | None:
    """What a field tells of a document, where it is a text that says something."""
    return value if isinstance(value, str) and value.strip() else None


def unique(names: list[str]) -> list[str]:
    """Names for the fields of one object: `a`, `b`, `a` are `a`, `b`, `a_2`."""
    found: dict[str, None] = {}
    for name in names:
        own, count = name, 1
        while own in found:
            count += 1
            own = f"{name}_{count}"
        found[own] = None
    return list(found)
