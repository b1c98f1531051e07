"""What the options ask of records: formats that fit, fields that there are."""

from __future__ import annotations

from newsclean import record
from newsclean.cli._options import Options
from newsclean.errors import UsageError
from newsclean.formats import KINDS, kind_by_name
from newsclean.messages import meant
from newsclean.readers.files import STDIN
from newsclean.records.wanted import Wanted

FORMATS = ("text", "jsonl", "json", "csv", "tsv", "parquet")


def default_format(options: Options, path: str) -> str:
    """What comes out where nothing is said: what came in, where that can be written."""
    return written_as(options.input if options.input in KINDS else kind_by_name(path))


def written_as(kind: str | None, can_be_parquet: bool = False, is_array: bool = True) -> str:
    """The format in which records of a kind come out where nothing is said.

    can_be_parquet: whether a name asks for bytes that no terminal and no pipe wants. is_array: of
    JSON, whether it is an array; a single object comes out as one, on however many lines it stood.
    """
    if kind == "json" and not is_array:
        return "jsonl"
    if kind == "parquet" and can_be_parquet:
        return kind
    return kind if kind in ("json", "csv", "tsv") else "jsonl"


def check(options: Options) -> None:
    """Refuse what cannot be meant of records."""
    for flag in ("diff", "explain"):
        if getattr(options, flag):
            name = f"--{flag}" if flag == "diff" else flag
            raise UsageError(f"{name} is for texts; take one out of the records first")
    if len(options.paths) > 1:
        check_text(options)
    if options.format not in FORMATS:
        known = ", ".join(FORMATS[1:])
        raise UsageError(f"-f {options.format} is for texts and pages; use {known}")
    for name in ("links", "images", "front_matter", "with_title"):
        if name in options.configured:  # for texts and pages
            setattr(options, name, False)
        elif getattr(options, name):
            flag = name.replace("_", "-")
            raise UsageError(f"--{flag} is for texts and pages; records have fields for all of it")
    if options.paths.count(STDIN) > 1:
        raise UsageError("standard input (-) can be read only once")
    if options.quiet and options.verbose:
        raise UsageError("-q and -v exclude each other")
    if options.encoding is not None:
        from newsclean.readers.text import find_encoding

        find_encoding(options.encoding)


def chooses(options: Options) -> bool:
    """Whether fields of the record are chosen, so that a record is what is wanted."""
    return options.fields is not None or options.no_removed


def is_row(options: Options) -> bool:
    """Whether a text becomes what only a writer of records can write."""
    is_record = options.format in ("json", "jsonl")
    return options.format in ("csv", "tsv", "parquet") or (is_record and chooses(options))


def check_text(options: Options) -> None:
    if options.format == "text" and not (options.concat or options.check):
        raise UsageError("texts of many documents would run into one; use -f jsonl, or --concat")


def wanted_of(options: Options, form: str) -> Wanted:
    """The fields that the options name."""
    return Wanted(
        form,
        text=options.text_field,
        output=options.output_field,
        id=options.id_field,
        title=options.title_field,
        url=options.url_field,
        language=options.lang_field,
        keys=keys_of(options),
        most=options.max_bytes,
        is_guarded=options.guard_formulas,
    )


def keys_of(options: Options) -> frozenset[str] | None:
    """The keys of our record that are written; None for all."""
    known = record.names()
    names = options.fields
    if names is not None:
        for name in names:
            if name not in known:
                hint = meant(name, known)
                raise UsageError(f"--fields {name}: no such field of the record{hint}")
    elif not options.no_removed:
        return None
    kept = set(known if names is None else names)
    return frozenset(kept - ({"removed"} if options.no_removed else set()))
