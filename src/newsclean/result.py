"""What comes out: the kept text, the marks, and what the boilerplate told."""

from __future__ import annotations

from functools import cache  # re has loaded it already

from newsclean.document import Document, Mark
from newsclean.readers.text import Source

# Not from `typing`, which costs more than all of newsclean at start.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from newsclean.fields import Fields
    from newsclean.html.comments import Comment
    from newsclean.packs import RulePack
    from newsclean.survey import Survey


@cache
def _reader() -> Callable[[Document, Survey], Fields]:
    """`read_fields`, imported once: a loaded module, too, takes an import statement a while."""
    from newsclean.fields import read_fields

    return read_fields


class Settings:
    """The settings that made a result, for its record."""

    __slots__ = ("captions", "confidence", "filters", "fix_text", "packs", "profile", "segments",
                 "tables")  # fmt: skip

    def __init__(
        self,
        filters: list[str],
        confidence: float,
        tables: str,
        packs: Sequence[RulePack],
        segments: str,
        profile: str,
        captions: bool = False,
        fix_text: bool = False,
    ) -> None:
        self.captions = captions
        self.fix_text = fix_text
        self.segments = segments
        self.profile = profile
        self.filters = filters
        self.confidence = confidence
        self.tables = tables
        self.packs = packs


class Result:
    """One cleaned document.

    `text` is the kept text, byte for byte as it came; `removed` tells of every removed line,
    as the record does; what is known of the article (`title`, `date`, … `truncated`: see `fields`)
    are attributes, None or an empty list when unknown. `marks` maps the numbers of removed lines
    (0-based) to (filter, rule id or None, reason, confidence); `doubtful` has the same shape for
    lines that were kept because the confidence was too low. What else the record tells, `origins`
    and `stats` say, is in `to_dict()`.
    """

    __slots__ = ("_fields", "_survey", "document", "doubtful", "settings", "source")

    title: str | None
    title_raw: str | None
    date: str | None
    date_raw: str | None
    date_ambiguous: bool | None
    date_modified: str | None
    authors: list[str]
    publisher: str | None
    site: str | None
    source_url: str | None
    canonical_url: str | None
    feed_title: str | None
    feed_url: str | None
    platform: str | None
    section: str | None
    labels: list[str]
    credits: list[str]
    language: str | None
    image: str | None
    description: str | None
    license: str | None
    truncated: bool

    def __init__(
        self,
        document: Document,
        doubtful: dict[int, Mark],
        survey: Survey,
        settings: Settings,
        source: Source | None = None,
    ) -> None:
        self.document = document
        self.doubtful = doubtful
        self._survey: Survey | None = survey
        self._fields: Fields | None = None
        self.settings = settings
        self.source = Source() if source is None else source

    @property
    def fields(self) -> Fields:
        """The metadata, read when it is first asked for: a plain pipe wants only the text."""
        fields = self._fields
        if fields is None:
            survey = self._survey
            if survey is None:  # another thread was here between the two lines above
                from newsclean.fields import Fields

                return self._fields or Fields()
            fields = self._fields = _reader()(self.document, survey)
            self._survey = None  # only now: who finds no survey finds the fields
        return fields

    def __repr__(self) -> str:
        lines = len(self.document.lines)
        return f"<newsclean.Result: {len(self.marks)} of {lines} lines removed>"

    if not TYPE_CHECKING:  # it would make every name an attribute

        def __getattr__(self, name: str) -> object:
            # Called only for what the slots do not hold.
            if name in type(self).__annotations__:
                return getattr(self.fields, name)
            raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")

    def __getstate__(self) -> dict[str, object]:
        self.fields  # noqa: B018  a copy takes the metadata along, not the tables
        return {name: getattr(self, name) for name in self.__slots__}

    def __setstate__(self, state: dict[str, object]) -> None:
        for name, value in state.items():
            setattr(self, name, value)

    @property
    def text(self) -> str:
        """The article: unmarked lines with their own line ends."""
        return self.document.kept_text()

    @property
    def marks(self) -> dict[int, Mark]:
        """Removed lines by number (0-based), ascending."""
        return self.document.marks

    @property
    def comments(self) -> list[Comment] | None:
        """What readers wrote below the article of a page; None for a text, or if nobody asked."""
        page = self.document.page
        return None if page is None else page.comments

    @property
    def profile(self) -> str:
        """What the text was taken for: `repost`, or `page`, the dump of a whole page."""
        return self.document.profile

    @property
    def removed(self) -> list[dict[str, object]]:
        """Removed lines in input order, each as in the record: line number, text, reason."""
        from newsclean.record import removed_entries

        return removed_entries(self)

    def markdown(
        self,
        *,
        links: bool = False,
        images: bool = False,
        with_title: bool = False,
        front_matter: bool = False,
    ) -> str:
        """The article as Markdown, as `newsclean -f markdown` writes it.

        links, images: whether addresses are told, absolute and of harmless kinds only.
        with_title: whether the headline stands above the text, once. front_matter: whether what is
        known of the article stands before it, as YAML.
        """
        from newsclean.rendered import to_markdown

        return to_markdown(self, links=links, images=images, with_title=with_title,
                           front_matter=front_matter)  # fmt: skip

    def html(self, *, links: bool = False, images: bool = False, with_title: bool = False) -> str:
        """The article as a fragment of harmless HTML, as `newsclean -f html` writes it."""
        from newsclean.rendered import to_html

        return to_html(self, links=links, images=images, with_title=with_title)

    def to_dict(self) -> dict[str, object]:
        """The record, as `newsclean -f json` writes it; `newsclean schema` describes it."""
        from newsclean.record import to_record

        return to_record(self)
