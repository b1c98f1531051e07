"""The library's front door: options in, results out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from newsclean import filters
from newsclean.document import Document
from newsclean.errors import UsageError
from newsclean.lexicon import Lexicon
from newsclean.pipeline import Pipeline
from newsclean.readers.lines import read_document
from newsclean.readers.text import Source
from newsclean.result import Result, Settings

# Between the marks that filters stand by (0.6 and more) and those they only mention (0.3).
DEFAULT_CONFIDENCE = 0.5
PROFILES = ("auto", "repost", "page")
DEFAULT_PROFILE = "auto"

_lexicon: Lexicon | None = None


def _shared_lexicon() -> Lexicon:
    """The tables, read once in a process; they hold nothing of any document."""
    global _lexicon
    if _lexicon is None:
        _lexicon = Lexicon()
    return _lexicon


class Cleaner:
    """A reusable set of options.

    select: filters or groups that run instead of the default ones; extend_select: that run too;
    ignore: that do not. confidence (0 to 1): marks with less are kept, as `doubtful`.
    profile: `repost` (an article with little around it), `page` (the dump of a whole page), or
    `auto`: each text is taken for a repost unless it shows by far that it is a dump.
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
        profile: str = DEFAULT_PROFILE,
    ) -> None:
        if profile not in PROFILES:
            raise UsageError(f"profile must be {', '.join(PROFILES[:-1])} or {PROFILES[-1]}, "
                             f"not {profile}")  # fmt: skip
        self.profile = profile
        if confidence is None:
            confidence = DEFAULT_CONFIDENCE
        if not 0.0 <= confidence <= 1.0:
            raise UsageError(f"confidence must be between 0 and 1, not {confidence}")
        self.confidence = confidence
        self.filters = filters.choose(select, extend_select, ignore)
        self._pipeline: Pipeline | None = None

    def __getstate__(self) -> dict[str, object]:
        return {
            "confidence": self.confidence, "filters": self.filters, "profile": self.profile,
            "_pipeline": None,
        }  # fmt: skip

    def clean(
        self,
        text: str | bytes,
        *,
        title: str | None = None,
        url: str | None = None,
        language: str | None = None,
    ) -> Result:
        """Clean one document. What the caller knows of it (title, url, language) helps.

        Bytes are decoded as the command does it; InputError when they are no text.
        """
        if isinstance(text, (bytes, bytearray, memoryview)):
            doc, source = read_document(bytes(text), title=title, url=url, language=language)
        elif not isinstance(text, str):
            raise TypeError(f"a text is str or bytes, not {type(text).__name__}")
        else:
            doc = Document.from_text(text, title=title, url=url, language=language)
            source = None
        return self.clean_document(doc, source)

    def clean_document(self, doc: Document, source: Source | None = None) -> Result:
        """Clean a document that a reader made; its marks are set.

        For readers and the command, which let go of the text before the filters run.
        """
        pipeline = self._pipeline
        if pipeline is None:
            pipeline = self._pipeline = Pipeline(
                self.filters, self.confidence, _shared_lexicon(), self.profile
            )
        survey, doubtful = pipeline.run(doc)
        settings = Settings(
            self.filters, self.confidence, pipeline.lexicon.version, self.profile
        )
        return Result(doc, doubtful, survey, settings, source)

    def clean_many(self, texts: Iterable[str | bytes]) -> Iterator[Result]:
        """Clean documents one after the other, lazily and in order."""
        for text in texts:
            yield self.clean(text)


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
    profile: str = DEFAULT_PROFILE,
) -> Result:
    """Clean one document; see `Cleaner` for the options and `Result` for what comes back."""
    if (
        select is None and extend_select is None and ignore is None and confidence is None
        and profile == DEFAULT_PROFILE
    ):  # fmt: skip
        return _default_cleaner().clean(text, title=title, url=url, language=language)
    cleaner = Cleaner(
        select=select, extend_select=extend_select, ignore=ignore, confidence=confidence,
        profile=profile,
    )  # fmt: skip
    return cleaner.clean(text, title=title, url=url, language=language)


def clean_many(texts: Iterable[str | bytes]) -> Iterator[Result]:
    """Clean documents with the default options, lazily and in order."""
    return _default_cleaner().clean_many(texts)


_default: Cleaner | None = None


def _default_cleaner() -> Cleaner:
    global _default
    if _default is None:
        _default = Cleaner()
    return _default
