"""The library's front door: options in, results out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from newsclean import filters
from newsclean.document import DEFAULT_PROFILE, INPUTS, PROFILES, Document
from newsclean.errors import UsageError
from newsclean.lexicon import Lexicon
from newsclean.longline import check_mode
from newsclean.looks import Looks
from newsclean.pipeline import Pipeline
from newsclean.readers.binary import is_page
from newsclean.readers.lines import read_document
from newsclean.readers.text import Source
from newsclean.result import Result, Settings

TYPE_CHECKING = False
if TYPE_CHECKING:
    from newsclean.packs import PathOrPack, RulePack

# Between the marks that filters stand by (0.6 and more) and those they only mention (0.3).
DEFAULT_CONFIDENCE = 0.5

_lexicon: Lexicon | None = None


def _shared_lexicon() -> Lexicon:
    """The tables, read once in a process; they hold nothing of any document."""
    global _lexicon
    if _lexicon is None:
        _lexicon = Lexicon()
    return _lexicon


class Cleaner:
    """A reusable set of options.

    select: filters or groups that run instead of the default ones, none of an empty list;
    extend_select: that run too; ignore: that do not.
    confidence (0 to 1): marks with less are kept, as `doubtful`.
    rules: rule packs, or paths of such; phrases: the same of plain lists of lines to remove. What
    they say holds whichever filters run. RuleError when one cannot be used.
    segments: whether the segments of a line that holds a whole text are judged like lines: `auto`
    where the text is one line, `always` in every long line, `never`.
    profile: `repost` (an article with little around it), `page` (the dump of a whole page), or
    `auto`: each text is taken for a repost unless it shows by far that it is a dump.
    input: `html` (a page), `text`, or `auto`: what begins like an HTML page is one.
    captions: whether the captions of an HTML page's pictures stay; at the risk of credits and
    buttons that stand with them. By default they are judged like any line, and mostly go.
    fix_text: whether ftfy repairs mojibake; it alters the text. ExtraError where it is missing.
    comments: whether what readers wrote below the article of an HTML page is read, too.
    Unknown names raise UsageError with the nearest known one.
    Holds no state between documents; may be shared by threads, pickled, and used after a fork.
    """

    def __init__(
        self,
        *,
        select: Iterable[str] | None = None,
        extend_select: Iterable[str] | None = None,
        ignore: Iterable[str] | None = None,
        confidence: float | None = None,
        rules: PathOrPack | Iterable[PathOrPack] | None = None,
        phrases: PathOrPack | Iterable[PathOrPack] | None = None,
        segments: str | None = None,
        profile: str | None = None,
        input: str | None = None,
        captions: bool | None = None,
        fix_text: bool | None = None,
        comments: bool | None = None,
    ) -> None:
        self.fix_text = bool(fix_text)
        self.comments = bool(comments)
        if self.fix_text:
            from newsclean.readers.repair import check

            check()
        if input not in (None, *INPUTS):
            raise UsageError(f"input must be {', '.join(INPUTS[:-1])} or {INPUTS[-1]}, not {input}")
        self.input = input or INPUTS[0]
        self.captions = bool(captions)
        if profile is None:
            profile = DEFAULT_PROFILE
        if profile not in PROFILES:
            raise UsageError(f"profile must be {', '.join(PROFILES[:-1])} or {PROFILES[-1]}, "
                             f"not {profile}")  # fmt: skip
        self.profile = profile
        if confidence is None:
            confidence = DEFAULT_CONFIDENCE
        try:
            is_share = 0.0 <= confidence <= 1.0
        except TypeError:
            is_share = False
        if not is_share:
            raise UsageError(f"confidence must be a number between 0 and 1, not {confidence!r}")
        self.confidence = confidence
        self.segments = check_mode(segments)
        self.filters = filters.choose(select, extend_select, ignore)
        self.packs: list[RulePack] = []
        if rules is not None or phrases is not None:
            from newsclean.packs import read_packs

            self.packs = read_packs(() if rules is None else rules, phrases or ())
        self._pipeline: Pipeline | None = None

    def __getstate__(self) -> dict[str, object]:
        return {**self.__dict__, "_pipeline": None}

    def clean(
        self,
        text: str | bytes,
        *,
        title: str | None = None,
        url: str | None = None,
        language: str | None = None,
        encoding: str | None = None,
    ) -> Result:
        """Clean one document. What the caller knows of it (title, url, language) helps.

        language: a tag like `en` or `pt-BR`; UsageError for what is none.
        Bytes are decoded as the command does it, or as `encoding` says; InputError when they are
        no text. UsageError for an `encoding` of what is decoded already.
        """
        if isinstance(text, (bytearray, memoryview)):
            text = bytes(text)
        if encoding is not None and isinstance(text, str):
            raise UsageError("encoding is that of bytes; a str is decoded already")
        source: Source | None = None
        if isinstance(text, (bytes, str)) and self.reads_page(text):
            doc, source = self.read_page(text, encoding, title=title, url=url, language=language)
        elif isinstance(text, bytes):
            doc, source = self.read_text(text, encoding, title=title, url=url, language=language)
        elif not isinstance(text, str):
            raise TypeError(f"a text is str or bytes, not {type(text).__name__}")
        elif self.fix_text:
            data = text.encode("utf-8", "surrogatepass")
            doc, source = self.read_text(data, "utf-8", title=title, url=url, language=language)
            source.how = "utf-8"
        else:
            doc = Document.from_text(text, title=title, url=url, language=language)
        return self.clean_document(doc, source)

    def read_text(
        self,
        data: bytes,
        encoding: str | None = None,
        *,
        title: str | None = None,
        url: str | None = None,
        language: str | None = None,
    ) -> tuple[Document, Source]:
        """Read a text for `clean_document`; see `newsclean.readers.lines.read_document`."""
        return read_document(data, encoding, title=title, url=url, language=language,
                             fix_text=self.fix_text)  # fmt: skip

    def reads_page(self, data: bytes | str, name: str = "") -> bool:
        """Whether this input is read as an HTML page. name: of its file, which may say so, too."""
        if self.input != "auto":
            return self.input == "html"
        if is_page(data):
            return True
        # A name alone loads nothing for texts.
        if "htm" not in name[-6:].lower() or not isinstance(data, bytes):
            return False
        from newsclean.readers.page import is_named_page

        return is_named_page(name, data)

    def read_page(
        self,
        data: bytes | str,
        encoding: str | None = None,
        *,
        title: str | None = None,
        url: str | None = None,
        language: str | None = None,
    ) -> tuple[Document, Source]:
        """Read an HTML page for `clean_document`; see `newsclean.html.reader.read_page`."""
        from newsclean.html.reader import read_page

        sieve = self._ready().sieve
        return read_page(data, encoding, title=title, url=url, language=language, sieve=sieve,
                         captions=self.captions, fix_text=self.fix_text,
                         comments=self.comments)  # fmt: skip

    def clean_document(self, doc: Document, source: Source | None = None) -> Result:
        """Clean a document that a reader made; its marks are set.

        For readers and the command, which let go of the text before the filters run.
        """
        pipeline = self._ready()
        survey, doubtful = pipeline.run(doc)
        settings = Settings(
            self.filters, self.confidence, pipeline.lexicon.version, self.packs, self.segments,
            self.profile, self.captions, self.fix_text,
        )
        return Result(doc, doubtful, survey, settings, source)

    def fingerprint(self, more: str = "") -> str:
        """A hash of the options, the tables and the version: equal ones give equal results.

        more: what else decides, in words.
        """
        import hashlib

        from newsclean import __version__

        pipeline = self._ready()
        options = {**self.__dict__, "packs": [pack.told() for pack in self.packs]}
        del options["_pipeline"]
        others = [f"{one.name} of {one.package}" for one in pipeline.others]
        told = (__version__, pipeline.lexicon.version, sorted(options.items()), others, more)
        return hashlib.sha256(repr(told).encode("utf-8", "surrogatepass")).hexdigest()[:16]

    def _ready(self) -> Pipeline:
        if self._pipeline is None:
            self._pipeline = self.pipeline()
        return self._pipeline

    def pipeline(self, looks: Callable[..., Looks] = Looks) -> Pipeline:
        """A pipeline with these options. looks: what looks at the texts, for who wants to watch."""
        lexicon = _shared_lexicon()
        rules = None
        if self.packs:
            from newsclean.packs.force import Rules

            rules = Rules(rule for pack in self.packs for rule in pack.rules)
        return Pipeline(self.filters, self.confidence, lexicon, rules, segments=self.segments,
                        profile=self.profile, looks=looks)  # fmt: skip

    def clean_many(self, texts: Iterable[str | bytes]) -> Iterator[Result]:
        """Clean documents one after the other, lazily and in order."""
        if isinstance(texts, (str, bytes, bytearray)):  # its characters are no documents
            raise TypeError("clean_many takes several texts, and this is one; clean takes it")
        return map(self.clean, texts)


OPTIONS = tuple(Cleaner.__init__.__kwdefaults__ or ())  # by name


def clean(
    text: str | bytes,
    *,
    title: str | None = None,
    url: str | None = None,
    language: str | None = None,
    select: Iterable[str] | None = None,
    extend_select: Iterable[str] | None = None,
    ignore: Iterable[str] | None = None,
    confidence: float | None = None,
    rules: PathOrPack | Iterable[PathOrPack] | None = None,
    phrases: PathOrPack | Iterable[PathOrPack] | None = None,
    segments: str | None = None,
    profile: str | None = None,
    input: str | None = None,
    captions: bool | None = None,
    encoding: str | None = None,
    fix_text: bool | None = None,
    comments: bool | None = None,
) -> Result:
    """Clean one document; see `Cleaner` for the options and `Result` for what comes back."""
    given = locals()
    options = {name: given[name] for name in OPTIONS if given[name] is not None}
    cleaner = Cleaner(**options) if options else _default_cleaner()
    return cleaner.clean(text, title=title, url=url, language=language, encoding=encoding)


def clean_many(texts: Iterable[str | bytes]) -> Iterator[Result]:
    """Clean documents with the default options, lazily and in order."""
    return _default_cleaner().clean_many(texts)


_default: Cleaner | None = None


def _default_cleaner() -> Cleaner:
    global _default
    if _default is None:
        _default = Cleaner()
    return _default
