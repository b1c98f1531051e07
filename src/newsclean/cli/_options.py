"""What a command line asks for, whoever read it: click or the fast path."""

from __future__ import annotations

from newsclean.readers.files import STDIN

# Options that name a record's fields.
FIELDS = ("text_field", "output_field", "id_field", "title_field", "url_field", "lang_field")


class Options:
    """What the command line asks for; the defaults are those of a bare `newsclean`."""

    __slots__ = ("around", "backup", "captions", "check", "color", "comments", "concat",
                 "confidence", "config", "configured", "debug", "diff", "dry_run", "encoding",
                 "errors", "exclude", "explain", "extend_select", "fail_empty", "fields",
                 "fix_text", "follow", "force", "format", "front_matter", "guard_formulas",
                 "hidden", "id_field", "ignore", "images", "in_place", "include", "input",
                 "is_format_given", "jobs", "lang", "lang_field", "links", "max_bytes",
                 "no_config", "no_ignore", "no_progress", "no_removed", "only_changed", "output",
                 "output_field", "pager", "paths", "phrases", "profile", "quiet", "removed",
                 "rules", "rules_of", "rules_too", "segments", "select", "skip_empty",
                 "text_field", "timeout", "title", "title_field", "url", "url_field", "utf8",
                 "verbose", "why_kept", "with_title")  # fmt: skip

    def __init__(self) -> None:
        self.paths: list[str] = [STDIN]
        self.format: str | None = None  # `run` settles it: a configuration may name one
        self.is_format_given = False  # or it is the default
        self.explain = False
        self.around: int | None = None  # of explain: so many kept lines beside what is removed
        self.why_kept: tuple[int, ...] = ()
        self.pager = False
        self.output: str | None = None
        self.select: list[str] | None = None
        self.extend_select: list[str] | None = None
        self.ignore: list[str] | None = None
        self.confidence: float | None = None
        self.rules: list[str] | None = None
        self.rules_too: list[str] = []  # beside those, or beside the configuration's
        self.rules_of: dict[str, str] = {}  # the same for the documents of one site each
        self.phrases: list[str] | None = None
        self.config: str | None = None
        self.no_config = False
        self.segments: str | None = None
        self.profile: str | None = None
        self.input: str | None = None
        self.captions: bool | None = None
        self.fix_text: bool | None = None
        self.comments: bool | None = None
        self.check = False
        self.diff = False
        self.fail_empty = False
        self.title: str | None = None
        self.url: str | None = None
        self.lang: str | None = None
        self.encoding: str | None = None
        self.utf8 = False
        # None until `Cleaners` has asked the configuration.
        self.links: bool | None = None
        self.images: bool | None = None
        self.with_title: bool | None = None
        self.front_matter: bool | None = None
        self.configured: tuple[str, ...] = ()  # of these, what a configuration says
        self.concat = False
        self.color = False
        self.quiet = False
        self.verbose = False
        self.debug = False
        self.in_place = False
        self.backup: str | None = None
        self.jobs: int | None = None  # as many as there are cores for 0
        self.timeout: float | None = None
        self.max_bytes: int | None = None
        self.include: tuple[str, ...] = ()
        self.exclude: tuple[str, ...] = ()
        self.hidden = False
        self.no_ignore = False
        self.follow = False
        self.force = False
        self.dry_run = False
        self.errors: str | None = None
        self.no_progress = False
        self.text_field: str | None = None
        self.output_field: str | None = None
        self.id_field: str | None = None
        self.title_field: str | None = None
        self.url_field: str | None = None
        self.lang_field: str | None = None
        self.fields: list[str] | None = None
        self.no_removed = False
        self.removed: str | None = None
        self.skip_empty = False
        self.only_changed = False
        self.guard_formulas = False
