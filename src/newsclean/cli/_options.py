"""What a command line asks for, whoever read it: click or the fast path."""

from __future__ import annotations

from newsclean.readers.files import STDIN


class Options:
    """What the command line asks for; the defaults are those of a bare `newsclean`."""

    __slots__ = ("check", "color", "concat", "confidence", "config", "debug", "diff", "encoding",
                 "explain", "extend_select", "fail_empty", "format", "front_matter", "ignore",
                 "images", "input", "lang", "links", "no_config", "output", "paths", "phrases",
                 "profile", "quiet", "rules", "segments", "select", "title", "url", "utf8",
                 "verbose", "with_title")  # fmt: skip

    def __init__(self) -> None:
        self.paths: list[str] = [STDIN]
        self.format: str | None = None  # `run` settles it: a configuration may name one
        self.explain = False
        self.output: str | None = None
        self.select: list[str] | None = None
        self.extend_select: list[str] | None = None
        self.ignore: list[str] | None = None
        self.confidence: float | None = None
        self.rules: list[str] | None = None
        self.phrases: list[str] | None = None
        self.config: str | None = None
        self.no_config = False
        self.segments: str | None = None
        self.profile: str | None = None
        self.input: str | None = None
        self.check = False
        self.diff = False
        self.fail_empty = False
        self.title: str | None = None
        self.url: str | None = None
        self.lang: str | None = None
        self.encoding: str | None = None
        self.utf8 = False
        self.links = False
        self.images = False
        self.with_title = False
        self.front_matter = False
        self.concat = False
        self.color = False
        self.quiet = False
        self.verbose = False
        self.debug = False
