"""A page to a document: its lines, which of them frame the article, and what it says of itself."""

from __future__ import annotations

from newsclean.document import Document, Mark
from newsclean.fold import fold
from newsclean.html.beside import find_teasers
from newsclean.html.boxes import describe
from newsclean.html.copies import copies
from newsclean.html.model import MOST_RUNS, Model, shared_model
from newsclean.html.named import find_named
from newsclean.html.parse import Parsed, parse
from newsclean.html.scene import Scene
from newsclean.html.walk import Frame, Walk
from newsclean.readers.text import Source
from newsclean.shapes import ends_sentence
from newsclean.sieve import Sieve

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from newsclean.blocks import Block
    from newsclean.html.comments import Comment
    from newsclean.html.metadata import Metadata
    from newsclean.html.region import Region

NAME = "page-frame"
_LIKELY = 0.5
_HARDLY_GONE, _DOUBTED = 0.6, 0.45  # what a page without a surer line keeps, and how sure then
_ABOVE, _FAR_ABOVE, _BELOW = 5, 25, 12  # lines around the article that tell of it
_FEW_ITEMS = 3  # a list of fewer says nothing
_STEPS = 3  # of a path that a reason shows
_MOST, _NAMED = 0.99, 0.95
# A page that shows less was perhaps to be filled by scripts.
_LITTLE = 250
_TEASER = 1200  # what shows more is no teaser of the text that its JSON-LD tells
_SENTENCE_CHARS = 40
_TITLE_CHARS, _PROSE_CHARS = 8, 200
_HEADLINE = "the headline, which is told as the title"
_COPY_MARK: Mark = (NAME, None, "a copy of what stands above", 0.9)
_TEASER_MARK: Mark = (NAME, None, "among links to other articles", 0.95)
_LINK_MARK: Mark = (NAME, None, "links outside of the article", _MOST)


class Page:
    """What a page knew of its lines, and of its article.

    tags: the block element that each line stands in. near: the lines in which and beside which the
    article stands, headline and byline included. marks: one for each line, the less sure the
    likelier it is the article's. nothing: what the page is where it holds no article, if that can
    be told. comments: what readers wrote; None where nobody asked for it.
    """

    __slots__ = (
        "_above",
        "_ends",
        "_frames",
        "_holders",
        "_is_feed",
        "_markup",
        "_metadata",
        "_root",
        "_title",
        "_told",
        "_tree",
        "_url",
        "_waiting",
        "comments",
        "marks",
        "near",
        "nothing",
        "tags",
    )

    def __init__(
        self, tags: list[str], frames: list[Frame], marks: dict[int, Mark], parsed: Parsed,
        url: str | None, *, nothing: str | None = None, waiting: bool = False,
        told: str | None = None,
    ) -> None:  # fmt: skip
        self.tags = tags
        self._frames: list[Frame] | list[str] = frames
        self._holders: set[int] | None = None
        self.marks = marks
        own = _kept(marks)
        self._ends = (own[0], own[-1]) if own else None
        self.near = _near(tags, own)
        self.nothing = nothing
        self._root = self._tree = parsed.root
        self._waiting = waiting
        self._told = told
        self._url = url
        self._title = parsed.title
        self._is_feed = parsed.is_feed
        self._markup: bytes | None = parsed.markup
        self._metadata: Metadata | None = None
        self._above: set[int] = set()
        self.comments: list[Comment] | None = None

    def path(self, i: int) -> str:
        """Where line `i` stands: the innermost steps to its element, `div.side > ul.menu > li`."""
        frame = self._frames[i]
        return frame if isinstance(frame, str) else _path(frame)

    def own_lines(self) -> list[int]:
        """The lines that are more likely the article's than not."""
        return _kept(self.marks)

    def is_elsewhere(self, i: int) -> bool:
        """Whether line `i` stands in a comment, in a quoted post, in an aside or a menu.

        What holds the article, too, is none of them, whatever it is called. Between headline and
        article an aside or a footer holds the article's own date as often as not.
        """
        from newsclean.html.elements import is_foreign, is_other

        own = self.own_lines()
        if self._holders is None:
            self._holders = set()
            for line in own:
                for frame in self._around(line):
                    if id(frame) in self._holders:
                        break  # so are those around it
                    self._holders.add(id(frame))
        test = is_foreign if own and self.near.start <= i < own[0] else is_other
        return any(id(frame) not in self._holders and test(frame[0]) for frame in self._around(i))

    def is_above(self, i: int) -> bool:
        """Whether line `i` stands above the element around headline and article: in a masthead."""
        return i in self._above

    def _region(self) -> Region | None:
        """Where the article is; None where its text is none of the page's elements."""
        if self._ends is None:
            return None
        from newsclean.html.region import Region

        return Region(*[self._frames[i][0] for i in self._ends])

    def _around(self, i: int) -> Iterator[Frame]:
        """The elements that line `i` stands in, the innermost first."""
        frame: Frame | str | None = self._frames[i]
        while frame is not None and not isinstance(frame, str):
            yield frame
            frame = frame[1]

    def keeps_list(self, i: int) -> bool:
        """Whether the list that line `i` is an item of has others, and all are the article's."""
        frame = self._frames[i]
        if isinstance(frame, str):
            return False
        above = frame[1]
        count = 0
        for k in _beside(self._frames, i, above):
            if self.marks[k][3] > _LIKELY:
                return False
            count += 1
        return count >= _FEW_ITEMS

    def located(self, i: int, mark: Mark) -> Mark:
        """The mark of line `i` with the path of its element in the reason."""
        return mark[0], mark[1], f"{mark[2]}, in {self.path(i)}", mark[3]

    @property
    def metadata(self) -> Metadata:
        """What the page tells besides its text, read when it is first asked for."""
        if self._metadata is None:
            from newsclean.html.metadata import read_metadata

            region = self._region()
            self._metadata = read_metadata(
                self._root, self._url, self._title, self._markup, region
            )
            if region is not None and self._ends is not None:
                above = range(self.near.start, self._ends[0])
                self._above = {i for i in above if region.is_above(self._frames[i][0])}
            if self._is_feed:
                from newsclean.html.feed import SOURCES

                told = self._metadata.sources
                told.update((name, SOURCES.get(source, source)) for name, source in told.items())
            self._root = self._markup = None
        return self._metadata

    def blocks(self, doc: Document, source: Source, *, links: bool, images: bool) -> list[Block]:
        """The kept lines as the blocks that they are in the page; see `newsclean.html.outline`.

        source: from it the page is read again where its tree is gone, as it is in a copy.
        """
        from newsclean.html.outline import outline
        from newsclean.html.reading import Reading
        from newsclean.html.waiting import MARKUP

        if self._tree is None:
            given = source.encoding if source.how in ("option", "utf-8") else None
            self._tree = parse(
                source.raw or b"", given, fix_text=source.is_repaired
            ).root
        reading = Reading(self._tree, waiting=self._waiting)
        told = self._told
        if told is not None:
            inner = parse(told).root if MARKUP.search(told) else None
            reading.add_told(told, inner)
        return outline(doc, reading, self._url, links=links, images=images)

    def __getstate__(self) -> dict[str, object]:
        self.metadata  # noqa: B018  a tree cannot be copied
        self._holders = None
        self._tree = None
        self._frames = [self.path(i) for i in range(len(self._frames))]
        return {name: getattr(self, name) for name in self.__slots__}

    def __setstate__(self, state: dict[str, object]) -> None:
        for name, value in state.items():
            setattr(self, name, value)


def _beside(frames: list[Frame] | list[str], i: int, above: Frame | None) -> Iterator[int]:
    """The lines around line `i` whose elements stand in the same element, itself among them."""
    for lines in (range(i, -1, -1), range(i + 1, len(frames))):
        for k in lines:
            frame: Frame | str | None = frames[k]
            while frame is not None and not isinstance(frame, str) and frame[1] is not above:
                frame = frame[1]
            if frame is None or isinstance(frame, str):
                break
            yield k


def _near(tags: list[str], own: list[int]) -> range:
    """From the headline above the article, if there is one, to a few lines below it."""
    if not own:
        return range(len(tags))
    top = max(0, own[0] - _ABOVE)
    for i in range(own[0], max(-1, own[0] - _FAR_ABOVE), -1):
        if tags[i] == "h1":
            top = min(top, i)
            break
    return range(top, min(len(tags), own[-1] + 1 + _BELOW))


def read_page(
    data: bytes | str,
    encoding: str | None = None,
    *,
    title: str | None = None,
    url: str | None = None,
    language: str | None = None,
    sieve: Sieve,
    model: Model | None = None,
    captions: bool = False,
    fix_text: bool = False,
    comments: bool = False,
) -> tuple[Document, Source]:
    """Parse a page and judge its lines. The document's lines are those of the whole page.

    encoding: of bytes, where the caller knows it. sieve: knows the wordings of boilerplate.
    captions: whether those of the article's pictures are a part of it. fix_text: repair mojibake
    first. comments: read what readers wrote, too, for `Page.comments`.
    InputError when the encoding cannot be told, or when the bytes are no page.
    """
    page = parse(data, encoding, fix_text=fix_text)
    model = model or shared_model()
    own_title = title or page.title
    walk = Walk(page.root)
    scene, marks = _judge(walk, own_title, sieve, model)
    waiting = is_found = False
    nothing: str | None = None
    shown = _count_chars(walk, _kept(marks))
    if shown < _LITTLE:
        # Scripts were to fill the page: what they have to fill it with may stand in it.
        late = Walk(page.root, waiting=True)
        late_scene, late_marks = _judge(late, own_title, sieve, model)
        late_kept = _kept(late_marks)
        is_found = _count_chars(late, late_kept) >= _LITTLE
        if is_found or (not shown and _has_sentences(late, late_kept)):
            walk, scene, marks, waiting = late, late_scene, late_marks, True
    told = None if waiting else _add_told(walk, marks, page.root, own_title)
    if told is None and not is_found:
        nothing = _find_none(scene, marks, page, url)
    if told is None and nothing is None:
        for i in find_teasers(walk, _kept(marks), page.root, url):
            marks[i] = _TEASER_MARK
    for i in copies(walk, _kept(marks)):
        marks[i] = _COPY_MARK
    if captions:
        _keep_captions(walk, marks)
    # Behind the last line end there is nothing, as in a text.
    doc = Document([*walk.texts, ""], title=title, url=url, language=language)
    doc.profile = "page"
    tags = [frame[0].tag for frame in walk.frames]
    _mark_headline(walk.texts, tags, marks, own_title)
    doc.page = Page(tags, walk.frames, marks, page, url, nothing=nothing, waiting=waiting,
                    told=told)  # fmt: skip
    if comments:
        from newsclean.html.comments import read_comments

        doc.page.comments = read_comments(page.root, url, language or page.root.get("lang"))
    return doc, page.source


def _judge(
    walk: Walk, title: str | None, sieve: Sieve, model: Model
) -> tuple[Scene, dict[int, Mark]]:
    """A mark for each run, the less sure the likelier it is the article's."""
    scene = Scene(walk)
    marks = _marks(walk, scene, model.chances(scene, title, sieve))
    kept = [i for i, mark in marks.items() if mark[3] <= _LIKELY]
    for i, why in find_named(walk.frames, kept, walk.texts).items():
        marks[i] = NAME, None, why, _NAMED
    return scene, marks


def _find_none(
    scene: Scene, marks: dict[int, Mark], page: Parsed, url: str | None
) -> str | None:
    """What the page is where it holds no article, and all of it marked with that."""
    from newsclean.html.verdict import Shape, why_none

    is_kept = [marks[i][3] <= _LIKELY for i in range(len(scene.sizes))]
    if len(scene.numbers) > MOST_RUNS:
        return None
    why = why_none(Shape(scene, is_kept), page.root, page.title, url)
    if why is not None:
        for i in scene.numbers:
            marks[i] = NAME, None, f"no article found: the page is {why}", _MOST
    elif not any(is_kept):
        # A few words may be all that is news: `The coast road is closed until Friday.`
        for i in scene.numbers:
            name, rule, reason, confidence = marks[i]
            if confidence < _HARDLY_GONE and ends_sentence(scene.walk.texts[i]):
                marks[i] = name, rule, reason, _DOUBTED
    return why


def _kept(marks: dict[int, Mark]) -> list[int]:
    """The lines that are more likely the article's than not."""
    return [i for i, mark in marks.items() if mark[3] <= _LIKELY]


def _count_chars(walk: Walk, kept: list[int]) -> int:
    return sum([len(walk.texts[i]) for i in kept])


def _has_sentences(walk: Walk, kept: list[int]) -> bool:
    """Whether several lines are kept that are sentences: a request to turn scripts on is one."""
    count = 0
    for i in kept:
        text = walk.texts[i]
        if len(text) >= _SENTENCE_CHARS and ends_sentence(text):
            count += 1
            if count > 1:
                return True
    return False


def _add_told(
    walk: Walk, marks: dict[int, Mark], root: Any, title: str | None
) -> str | None:
    """Take the text of the article from where it waits for scripts; what stands there.

    A page that shows some text is believed more than its JSON-LD, unless that goes on.
    """
    from newsclean.html import waiting

    kept = _kept(marks)
    shown = [walk.texts[i] for i in kept]
    size = sum(map(len, shown))
    told = waiting.in_json(root, shown) if size < _LITTLE else None
    if told is None and size < _TEASER:
        told = waiting.continued_in_json(root, shown, title)
    if told is None and (size < _LITTLE or not _has_sentences(walk, kept)):
        # Some lines may be the names of an archive's months, but no article.
        told = waiting.in_template(root)
    if told is None and size < _LITTLE:
        told = waiting.in_frameless(root)
    if told is None:
        return None
    frame: Frame = [root.makeelement("script", {"class": "articleBody"}), None, None]
    for i in marks:
        marks[i] = (*marks[i][:3], _MOST)
    for line in waiting.lines_of(told):
        marks[len(walk.texts)] = NAME, None, "told for scripts", 0.0
        walk.add(line, frame)
    return told


def _marks(walk: Walk, scene: Scene, chances: list[float]) -> dict[int, Mark]:
    marks: dict[int, Mark] = dict.fromkeys(range(len(walk.frames)), _LINK_MARK)
    reasons: dict[int, str] = {}
    for i, box, chance in zip(scene.numbers, scene.leaves, chances, strict=True):
        why = reasons.get(box.around)
        if why is None:
            why = reasons[box.around] = describe(box)
        sure = round(1.0 - chance, 2)
        marks[i] = NAME, None, why, sure if sure < _MOST else _MOST
    return marks


def _keep_captions(walk: Walk, marks: dict[int, Mark]) -> None:
    from newsclean.html.captions import captions

    is_kept = [marks[i][3] <= _LIKELY for i in range(len(walk.texts))]
    for i in captions(walk, is_kept):
        marks[i] = NAME, None, "a caption, which was asked for", 0.0


def _mark_headline(
    texts: list[str], tags: list[str], marks: dict[int, Mark], title: str | None
) -> None:
    """The page's title is no line of its article: what says it above the first sentence goes.

    A subheading may begin as the title does (`Climate change: what …`, `Climate change`).
    """
    if not title:
        return
    key = fold(title)
    for i, text in enumerate(texts):
        if marks[i][3] <= _LIKELY:
            if len(text) > _PROSE_CHARS + 2 * len(title):
                return
            own = fold(text)
            is_title = key.startswith(own)
            if len(own) < _TITLE_CHARS:  # all of it, or all before the name of the site
                rest = key[len(own) :].lstrip()
                is_title = is_title and tags[i] == "h1" and not rest[:1].isalnum()
            if is_title and (tags[i] == "h1" or len(own) * 2 > len(key)):
                marks[i] = NAME, None, _HEADLINE, _MOST
            elif ends_sentence(text) or len(text) >= _PROSE_CHARS:
                return


def _path(frame: Frame) -> str:
    """The innermost steps to an element: `div.sidebar > ul.menu > li`."""
    steps: list[str] = []
    up: Frame | None = frame
    while up is not None and len(steps) < _STEPS:
        element = up[0]
        name = element.tag
        names = (element.get("class") or "").split()
        if names:
            name += f".{names[0]}"
        elif element.get("id"):
            name += f"#{element.get('id')}"
        steps.append(name)
        up = up[1]
    return " > ".join(reversed(steps))
