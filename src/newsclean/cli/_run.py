"""What `clean` and `explain` do: every input through the cleaner, every result out.

Both ways in, with click and without, call `run`.
"""

from __future__ import annotations

import gc
import os

from newsclean.cleaner import OPTIONS, Cleaner
from newsclean.cli._options import FIELDS, Options
from newsclean.cli._output import (
    ClosedPipe,
    Output,
    OutputError,
    hint_of,
    open_output,
    refuse_own_output,
    refuse_stdout,
)
from newsclean.cli._report import display_name, report
from newsclean.cli._tell import MARKED, emit, encoding_of, tell
from newsclean.document import INPUTS, Document
from newsclean.errors import UsageError, cause_of
from newsclean.formats import KINDS, compression_by_name, kind_by_name, may_be_records
from newsclean.readers.files import STDIN, open_file, read_part, read_rest
from newsclean.readers.text import Source
from newsclean.settings import Finder, merge

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from newsclean.emitters.joined import Joined

DONE, FOUND, FAILED = 0, 1, 2
# What the command adds to a text when it is told to.
ADDITIONS = ("links", "images", "with_title", "front_matter")

def run(options: Options) -> int:
    """Clean every input, a file or standard input; the exit code. UsageError before all reading.

    One input that fails is reported and costs only itself; an output that fails ends the run.
    """
    if len(options.paths) > 1:
        gc.enable()  # off since the start, for the sake of a single input
        if options.output is not None:
            from newsclean.cli._own import check_output

            check_output(options.output, options.paths, [])
    if options.output in (None, "-"):
        refuse_stdout(options.paths, hint_of(options.paths))
    cleaners = Cleaners(options, options.paths)
    if wants_records(options):
        from newsclean.cli._records import run_records

        return run_records(options, cleaners.of)
    check_usage(options)
    code, done = DONE, 0
    joined = None
    if options.concat and len(options.paths) > 1:
        from newsclean.emitters.joined import Joined

        joined = Joined()
    output = paged() if options.pager else open_output(options.output)
    try:
        for path in options.paths:
            try:
                code = max(code, _one(path, options, cleaners.of(path), output, joined))
                done += 1
            except (ClosedPipe, OutputError):
                raise
            except Exception as error:
                report(path, cause_of(error, debug=options.debug))
                code = FAILED
        if code == FAILED:
            refuse_own_output(options)
        # A file stands for its inputs: when none could be read there is nothing to say.
        if done or not options.paths:
            output.commit()
        else:
            output.discard()
    except ClosedPipe:
        output.discard()
    except BaseException:
        output.discard()
        raise
    return code


def paged() -> Output:
    """A pager for standard output where there is one."""
    from newsclean.cli._pager import open_pager

    return open_pager() or open_output(None)


class Cleaners:
    """A cleaner for each configuration that is in force for some input.

    Made before anything is read, so that what is wrong with a configuration or a rule pack is
    said first. Settles the format where the command line names none.
    """

    def __init__(self, options: Options, paths: Iterable[str]) -> None:
        self._finder = Finder(options.config, options.no_config)
        self._verbose = options.verbose and not options.quiet
        self._told: set[str] = set()
        self._idle: set[str] = set()
        given = {name: getattr(options, name) for name in OPTIONS}
        if given["input"] in KINDS:
            given["input"] = None  # texts in records may be pages or not
        if STDIN in (options.rules or ()) or STDIN in (options.phrases or ()):
            from newsclean.cli._packs import with_stdin

            given["rules"], given["phrases"] = with_stdin(
                options.rules, options.phrases, "the text" if STDIN in options.paths else None
            )
        self._cleaners: dict[str, Cleaner] = {}
        self._packs_of = options.rules_of
        self._sited: dict[tuple[int, str], Cleaner] = {}
        self._hashes: dict[str, str] = {}
        formats: dict[str, str] = {}
        additions: dict[str, set[bool]] = {name: set() for name in ADDITIONS}
        count = 0
        for count, path in enumerate(paths, 1):  # noqa: B007
            configuration = self._finder.of(path)
            name = "" if configuration is None else configuration.path
            if name not in self._cleaners:
                values = merge(given, configuration)
                if options.rules_too:
                    values["rules"] = [*(values["rules"] or ()), *options.rules_too]
                self._cleaners[name] = _cleaner(options.rules_of, values)
                if not options.quiet:
                    self._warn_of_idle(self._cleaners[name])
                form = None if configuration is None else configuration.values.get("format")
                formats.setdefault(form or "text", name)
                for key, said in additions.items():
                    said.add(configuration is not None and configuration.values.get(key, False))
        options.is_format_given = options.format is not None
        if options.format is None and (options.check or options.diff or options.explain):
            options.format = "text"
        elif options.format is None:
            options.format = next(iter(formats), "text")
            if options.concat and options.format in ("json", "jsonl"):
                options.format = "text"  # the command line says what it is to be
            if len(formats) > 1:
                told = ", ".join(f"{name or 'none'}: {form}" for form, name in formats.items())
                raise UsageError(f"configurations differ in their format ({told}); say -f FORMAT")
        _settle_additions(options, additions, count)
        self._told_options = repr(
            [(name, getattr(options, name)) for name in Options.__slots__ if name not in _NO_MATTER]
        )

    def of(self, path: str) -> Cleaner:
        """The cleaner for an input; with -v, which configuration it is."""
        configuration = self._finder.of(path)
        name = "" if configuration is None else configuration.path
        cleaner = self._cleaners[name]
        if self._packs_of:
            cleaner = self._at(cleaner, path)
        if self._verbose and name not in self._told:
            self._told.add(name)
            if name:
                report(None, f"settings: {name}")
            for pack in cleaner.packs:
                file = display_name(pack.path or pack.name)
                report(None, f"rules: {pack.name} ({file}): {pack.count()}")
        return cleaner

    def _at(self, cleaner: Cleaner, path: str) -> Cleaner:
        """The same cleaner for the same input, so that its tables are read once."""
        from newsclean.learn.apart import SiteCleaner

        assert isinstance(cleaner, SiteCleaner)
        found = cleaner.at(path)
        return self._sited.setdefault((id(cleaner), found.site), found)

    def _warn_of_idle(self, cleaner: Cleaner) -> None:
        """Say which packs do nothing: `learn` writes such a one where it is sure of no line."""
        for pack in cleaner.packs:
            if not pack.rules and pack.name not in self._idle:
                self._idle.add(pack.name)
                told = 'take "# " away before the lines of those that are right'
                report(pack.path or pack.name, f"warning: {pack.count()}; {told}")

    def options_of(self, path: str) -> str:
        """A hash of everything besides the input that decides what its result holds."""
        configuration = self._finder.of(path)
        name = "" if configuration is None else configuration.path
        found = self._hashes.get(name)
        if found is None:
            found = self._hashes[name] = self._cleaners[name].fingerprint(self._told_options)
        return found


def _cleaner(packs_of: dict[str, str], values: dict[str, Any]) -> Cleaner:
    """A cleaner with these options; of many sites where each has a pack of its own."""
    if packs_of:
        from newsclean.learn.apart import SiteCleaner

        return SiteCleaner(packs_of, values)
    return Cleaner(**values)


def _settle_additions(options: Options, additions: dict[str, set[bool]], inputs: int) -> None:
    """What is added to the text where the command line does not say: as configurations say.

    They say it for the formats that can show it; in others nothing is added, and nothing refused.
    additions: what the configurations in force say of each.
    """
    marked = options.format in MARKED
    writes = not (options.check or options.diff or options.explain or options.in_place)
    is_apart = inputs <= 1 or (options.output or "").endswith(("/", os.sep))
    fits = {
        "links": marked, "images": marked,
        "with_title": writes and options.format in ("text", *MARKED),
        "front_matter": is_apart and options.format == "markdown",
    }  # fmt: skip
    for name, told in additions.items():
        if getattr(options, name) is None:
            if len(told) > 1 and fits[name]:
                flag = name.replace("_", "-")
                raise UsageError(f"configurations differ in {flag}; say --{flag} or --no-{flag}")
            setattr(options, name, fits[name] and True in told)
            if getattr(options, name):
                options.configured += (name,)


# What says nothing of the results.
_NO_MATTER = frozenset(
    ("paths", "output", "jobs", "timeout", "quiet", "verbose", "color", "debug", "errors", "force",
     "dry_run", "no_progress", "include", "exclude", "hidden", "no_ignore", "follow", "max_bytes",
     "fail_empty", "removed", "rules", "rules_of", "rules_too", "phrases", "config", "no_config",
     "around",
     "why_kept", "pager")
)  # fmt: skip


def check_usage(options: Options) -> None:
    """Refuse what cannot be meant, before anything is read or written."""
    several = len(options.paths) > 1
    if options.paths.count(STDIN) > 1:
        raise UsageError("standard input (-) can be read only once")
    if several and (
        options.format in ("json", "svg") or (options.explain and options.format == "html")
    ):
        hint = " (or pipe that into jq -s .)" if options.format == "json" else ""
        other = f"-f jsonl{hint}" if options.format == "json" else "-f text or jsonl"
        raise UsageError(f"-f {options.format} is for exactly one input; use {other}")
    writes_text = options.format in ("text", *MARKED) and not (options.check or options.diff)
    if several and writes_text and not (options.concat or options.explain):
        raise UsageError("several texts would run into one; use -o DIR/, -f jsonl or --concat")
    if several and (options.title is not None or options.url is not None):
        raise UsageError("--title and --url tell of one document; several inputs are given")
    check_additions(options, several=several)
    if options.quiet and options.verbose:
        raise UsageError("-q and -v exclude each other")
    if options.encoding is not None:
        from newsclean.readers.text import find_encoding

        find_encoding(options.encoding)


def check_additions(options: Options, *, several: bool) -> None:
    """Refuse to add what the format cannot show. several: whether one output is for many."""
    form = options.format
    if options.comments and (form not in ("json", "jsonl") or options.explain):
        raise UsageError("--comments is a field of the record; add -f json or -f jsonl")
    for name in ("links", "images"):
        if getattr(options, name) and form not in MARKED:
            raise UsageError(f"--{name} is for -f markdown and -f html")
    if options.front_matter and form != "markdown":
        raise UsageError("--front-matter is for -f markdown; -f json tells all that is known")
    if options.front_matter and several:
        raise UsageError("--front-matter is for exactly one input: it stands above a whole file")
    if options.with_title and (options.check or options.diff):
        flag = "check" if options.check else "diff"
        raise UsageError(f"--{flag} writes no result; leave out --with-title")
    if options.with_title and form in ("json", "jsonl"):
        raise UsageError("--with-title is for text, markdown and html; a record has its `title`")


def wants_records(options: Options, *, is_batch: bool = False) -> bool:
    """Whether options or names tell of records; what else is one its first bytes will tell."""
    if options.input not in (None, *INPUTS) or options.format in ("csv", "tsv", "parquet"):
        return True
    if options.removed is not None or options.skip_empty or options.only_changed:
        return True
    if options.fields is not None or options.no_removed or options.guard_formulas:
        return True
    if any(getattr(options, name) is not None for name in FIELDS):
        return True
    if compression_by_name(options.output) is not None:
        return True
    if options.input in ("text", "html") or options.explain or options.diff:
        return False
    several = is_batch or len(options.paths) > 1
    return any(_tells_of_records(path, several=several) for path in options.paths)


def _tells_of_records(path: str, *, several: bool) -> bool:
    """Whether a name says enough; a single input is better told by its first bytes."""
    kind = kind_by_name(path)
    if not several:
        return kind in ("csv", "tsv") and compression_by_name(path) is None
    return kind not in (None, "json") or compression_by_name(path) is not None


def loaded(data: bytes, path: str, options: Options, cleaner: Cleaner) -> tuple[Document, Source]:
    """The document that these bytes are; those of a text are let go of before the filters run."""
    read = cleaner.read_page if cleaner.reads_page(data, path) else cleaner.read_text
    doc, source = read(
        data, options.encoding, title=options.title, url=options.url, language=options.lang
    )
    source.id = None if path == STDIN else path
    return doc, source


def _one(
    path: str, options: Options, cleaner: Cleaner, output: Output, joined: Joined | None
) -> int:
    """One input; its exit code. joined: what puts it below the others, where they are one text."""
    descriptor = open_file(path)
    try:
        data = read_part(descriptor)
        if options.input in (None, INPUTS[0]) and may_be_records(data, path):
            from newsclean.cli._records import by_content

            text = by_content(descriptor, data, path, options, cleaner, output, joined)
            if isinstance(text, int):
                return text
            data = text
        else:
            data = read_rest(descriptor, data, options.max_bytes)
    finally:
        if descriptor:
            os.close(descriptor)
    doc, source = loaded(data, path, options, cleaner)
    del data  # of a large text as much again as its lines
    result = cleaner.clean_document(doc, source)
    if options.why_kept:
        from newsclean.cli._why import told

        output.write_all(told(result, cleaner, path, options))
        return DONE
    parts = emit(result, path, options)
    if joined is not None:
        parts = (joined.next(b"".join(parts), encoding_of(result, options)),)
    output.write_all(parts)
    return FOUND if tell(result, path, options) else DONE
