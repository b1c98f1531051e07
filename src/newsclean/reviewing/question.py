"""What is asked about a line, and what each answer would do."""

from __future__ import annotations

from newsclean.messages import counted
from newsclean.packs.force import is_paragraph
from newsclean.reviewing.heap import Place, Wording
from newsclean.reviewing.seen import BETWEEN, HEAD, ROW_CHARS, TAIL

# The answers.
DROP_HERE, KEEP_HERE, DROP, KEEP, DROP_END = "drop here", "keep here", "drop", "keep", "drop end"
_POSITIONS = {TAIL: "tail", HEAD: "head"}
_WHERE = {"tail": " after the article", "head": " before the article", "anywhere": ""}


class Offer:
    """One answer. told: what it would do, in words; is_bold: whether it may hit prose.

    position: for which part of a text its rule would be.
    """

    __slots__ = ("is_bold", "position", "told")

    def __init__(self, told: str, position: str = "anywhere", *, is_bold: bool = False) -> None:
        self.told = told
        self.position = position
        self.is_bold = is_bold


class Question:
    """A wording, at one of its places.

    name: of the document. rows: its lines as `Seen` has them. article: how the line begins by
    which answers for this article only know it, None where there is none. copies: how many
    documents hold that line. at, of: which of the places it is (0-based), and how many there are
    to look at. form: what a row for the wording says, None where there can be none. offers: the
    answers that can be given.
    """

    __slots__ = ("article", "at", "copies", "form", "name", "of", "offers", "place", "rows",
                 "wording")  # fmt: skip

    def __init__(
        self, wording: Wording, place: Place, name: str, rows: list[str],
        form: tuple[str, str] | None, article: str | None, copies: int,
    ) -> None:  # fmt: skip
        self.wording = wording
        self.place = place
        self.name = name
        self.rows = rows
        self.form = form
        self.article = article
        self.copies = copies
        self.at, self.of = 0, 1
        self.offers = {} if form is None else dict(self._offers())

    @property
    def text(self) -> str:
        """The line, as far as it is shown."""
        return self.rows[self.place.number][1:]

    @property
    def is_cut(self) -> bool:
        """Whether the line is longer than what is shown of it."""
        return len(self.text) >= ROW_CHARS

    def _offers(self) -> list[tuple[str, Offer]]:
        offers = [(DROP, self._drop())]
        end = self._drop_end()
        offers += [(DROP_END, end)] if end is not None else []
        offers.append((KEEP, self._keep()))
        if self.article is not None:
            copies = self.copies - 1
            told = "in this article only"
            told += f" and its {counted(copies, 'copy', 'copies')}" if copies > 0 else ""
            offers += [(DROP_HERE, Offer(told)), (KEEP_HERE, Offer(told))]
        return offers

    def _drop(self) -> Offer:
        wording = self.wording
        position = self._position()
        between = wording.kept[BETWEEN]
        told = _effect(wording.kept, wording.kept_posts, "goes", "go")
        if not told:
            told = "it goes already; a rule makes that sure"
        elif wording.removed_posts:
            told += f", beside {lines(wording.removed)} that go already"
        if between:
            told += f"; {'it stands' if between == sum(wording.kept) else f'{between:,} stand'}"
            told += " between paragraphs!"
        is_prose = is_paragraph(wording.text)
        told += "; it reads like an article's own!" * is_prose
        return Offer(f"always{_WHERE[position]}: {told}", position,
                     is_bold=between > 0 or is_prose)  # fmt: skip

    def _drop_end(self) -> Offer | None:
        """The same for one end of the text only, where it stands in other places as well."""
        kept, counts = self.wording.kept, self._counts()
        if self._position() != "anywhere" or not (counts[TAIL] or counts[HEAD]):
            return None
        where = TAIL if counts[TAIL] >= counts[HEAD] else HEAD
        position, more = _POSITIONS[where], sum(kept) - kept[where]
        told = f"{counted(kept[where], 'line')} of {sum(kept):,} that stay"
        if not kept[where]:
            told = "what stands there goes already; a rule makes that sure"
        told += f"; {'the other stays' if more == 1 else f'the other {more:,} stay'}" * bool(more)
        return Offer(f"only{_WHERE[position]}: {told}", position)

    def _keep(self) -> Offer:
        wording = self.wording
        told = _effect(
            wording.removed, wording.removed_posts, "that goes now stays", "that go now stay"
        )
        return Offer(f"always: {told or 'it stays already; then no filter will take it'}")

    def _counts(self) -> list[int]:
        """How many lines stand below, above, between the paragraphs."""
        wording = self.wording
        return [a + b for a, b in zip(wording.kept, wording.removed, strict=True)]

    def _position(self) -> str:
        """Where a rule would hold: where all lines of the wording stand, if that is one place."""
        places = [i for i, count in enumerate(self._counts()) if count]
        return _POSITIONS.get(places[0], "anywhere") if len(places) == 1 else "anywhere"


def _effect(counts: list[int], posts: int, one: str, many: str) -> str:
    """`41 lines in 41 posts go`; nothing for none."""
    total = sum(counts)
    if not total:
        return ""
    return f"{lines(counts)} in {counted(posts, 'post')} {one if total == 1 else many}"


def lines(counts: list[int]) -> str:
    """How many lines these are."""
    return counted(sum(counts), "line")
