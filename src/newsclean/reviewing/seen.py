"""What a cleaned document tells a review: its lines, where each stands, which are in doubt."""

from __future__ import annotations

from hashlib import blake2b
from zlib import crc32

from newsclean.document import BLANK, RULE, Document, Mark
from newsclean.fold import fold, fold_numbers
from newsclean.packs.force import Rules, is_paragraph
from newsclean.packs.matcher import bare
from newsclean.packs.rule import FILTER as RULES
from newsclean.result import Result

# Why a line may be asked about: kept in doubt; removed, but little sure; kept, and perhaps in post
# after post; removed surely.
DOUBTFUL, UNSURE, SHORT, SURE = 1, 2, 4, 8
TAIL, HEAD, BETWEEN = range(3)  # where a line stands: below, above, between the paragraphs
# In the development reposts nine of ten marks below it are right, of those above it 998 of 1,000.
SURE_FROM = 0.7
_SHORT_CHARS = 120  # longer lines are paragraphs
_FOLDED_CHARS = 400  # a longer line is one with others only where it is the same, letter by letter
ROW_CHARS = 300  # of a line that is shown beside another
_NAMERS = 4  # of the longest lines, one of which will name the article
_NO_MARK: Mark = ("", None, "", 0.0)


class Line:
    """One line of a document.

    key: what it is one with. variant: its wording where numbers in it make others. kind: why it
    may be asked about, 0 for not at all. mark: of those that have one.
    """

    __slots__ = ("is_removed", "key", "kind", "mark", "number", "text", "variant", "where")

    def __init__(self, number: int, text: str, where: int, mark: Mark | None) -> None:
        self.number = number
        self.text = text
        self.where = where
        self.is_removed = mark is not None
        self.mark = mark or _NO_MARK
        self.kind = 0
        self.key, self.variant = key_of(text)


class Seen:
    """A document as a review keeps it.

    lines: those that are not blank. rows: what is shown of each line, a sign before it: `-` goes,
    `?` stays in doubt, ` ` stays. namers: place in `rows` and key of the longest lines that stay.
    article: a number of the article, the same for most of its copies.
    """

    __slots__ = ("article", "lines", "name", "namers", "rows")

    def __init__(self, result: Result, name: str, rules: Rules | None) -> None:
        doc = result.document
        self.name = name
        self.lines = list(_lines(result, rules))
        self.rows = [
            ("-" if i in doc.marks else "?" if i in result.doubtful else " ") + line[:ROW_CHARS]
            for i, line in enumerate(doc.lines)
        ]
        staying = [one for one in self.lines if not one.is_removed and one.kind in (0, SHORT)]
        staying.sort(key=lambda one: -len(one.text))
        self.namers = [(one.number, one.key) for one in staying[:_NAMERS]]
        self.article = crc32(max(doc.lines, key=len).encode("utf-8", "replace"))


def key_of(text: str) -> tuple[bytes, str | None]:
    """Under which a line is one with others, and its wording where numbers tell them apart.

    A line without letters is one with itself only: a page number is no date.
    """
    variant = None
    if len(text) > _FOLDED_CHARS:
        key = "\0" + bare(text)
    else:
        folded = fold(text) or bare(text)
        key = fold_numbers(folded) if any(map(str.isalpha, folded)) else folded
        variant = folded if key != folded or "0" in key else None
    return blake2b(key.encode("utf-8", "surrogatepass"), digest_size=12).digest(), variant


def _lines(result: Result, rules: Rules | None) -> list[Line]:
    doc = result.document
    decided = set() if rules is None else _decided(doc, rules)
    first, last = _paragraphs(doc)
    found = []
    for i, text in enumerate(doc.lines):
        if not text or text.isspace():
            continue
        where = TAIL if i >= last else HEAD if i <= first else BETWEEN
        line = Line(i, text, where, doc.marks.get(i))
        if i not in decided and i not in doc.spans and i not in doc.segmented:
            line.kind = _kind(line)
            doubt = result.doubtful.get(i)
            if doubt is not None and not line.is_removed:
                line.kind, line.mark = DOUBTFUL, doubt
        found.append(line)
    return found


def _kind(line: Line) -> int:
    if not line.is_removed:
        return SHORT if len(line.text) <= _SHORT_CHARS else 0
    if line.mark[0] == RULES or line.mark[2] in (BLANK, RULE):
        return 0
    return UNSURE if line.mark[3] < SURE_FROM else SURE


def _decided(doc: Document, rules: Rules) -> set[int]:
    """The lines that rows of packs speak of, wherever they hold: somebody has decided already."""
    kept, hits = rules.read(doc.lines)
    return {i for i, _ in hits} | {i for i, line in enumerate(doc.lines) if line in kept}


def _paragraphs(doc: Document) -> tuple[int, int]:
    """The first and the last line that no rule for head or tail reaches beyond."""
    lines, marks = doc.lines, doc.marks
    order = range(len(lines))
    first = next((i for i in order if i not in marks and is_paragraph(lines[i])), len(lines))
    last = next((i for i in reversed(order) if i not in marks and is_paragraph(lines[i])), -1)
    return first, last
