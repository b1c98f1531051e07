"""The one shape that travels between the stages: a document is its lines."""

from __future__ import annotations

from collections.abc import Iterator

from newsclean.errors import UsageError
from newsclean.patterns import Pattern

TYPE_CHECKING = False  # importing `typing` would cost more than this module
if TYPE_CHECKING:
    from newsclean.html.reader import Page

# U+2028, U+2029 and NEL break lines as much as `\n` does; form feeds and vertical tabs do not.
_END = Pattern("\r\n|[\n\r\u2028\u2029\x85]")

# filter, rule id or None, reason, confidence
Mark = tuple[str, "str | None", str, float]
# start and end (not included) of a cut part of a kept line, in code points; its mark
Span = tuple[int, int, Mark]


BLANK = "blank line that only separated removed lines"
RULE = "line of dashes that only separated removed lines"
_KEEPS_NONE: frozenset[str] = frozenset()
_SAID_CHARS, _STOPS = 50, tuple('.!?。”"')
_RULE = Pattern(r"\s*(?:([-=_*#\u2013\u2014\u2015\u2500\u2501\u2550])\1{4,}|([-_*])(?: \2){2,})\s*")

# What a text is cleaned as: an article with little around it, the dump of a whole page, or
# whichever of them it shows to be.
PROFILES = ("auto", "repost", "page")
DEFAULT_PROFILE = PROFILES[0]
# What an input is read as; `auto`: what begins like an HTML page is one.
INPUTS = ("auto", "text", "html")


class Document:
    """One text on its way through: lines that nobody changes, and marks beside them.

    lines: the text without line ends. ends: the line ends, as long as `lines`, or None when
    every end is a plain newline; `text()` gives the input back exactly in either case.
    marks: line number (0-based) -> first mark; sparse, so that prose costs nothing.
    spans: line number -> ascending, disjoint parts that are cut from a line that is kept.
    segmented: the lines whose segments were judged as if they were lines. profile: what the
    cleaner took it for, `repost` or `page`. page: what an HTML page knew of its lines.
    UsageError for a language that is no tag.
    """

    __slots__ = ("ends", "language", "lines", "marks", "page", "profile", "segmented", "spans",
                 "title", "url")  # fmt: skip

    def __init__(
        self,
        lines: list[str],
        ends: list[str] | None = None,
        *,
        title: str | None = None,
        url: str | None = None,
        language: str | None = None,
    ) -> None:
        self.lines = lines
        self.ends = ends
        self.marks: dict[int, Mark] = {}
        self.spans: dict[int, list[Span]] = {}
        self.segmented: list[int] = []
        self.profile = "repost"
        self.page: Page | None = None
        self.title = title
        self.url = url
        self.language = language if language is None else _checked(language)

    @classmethod
    def from_text(
        cls,
        text: str,
        *,
        title: str | None = None,
        url: str | None = None,
        language: str | None = None,
    ) -> Document:
        """Split at every kind of line end that text files use, and remember which it was."""
        ends = None
        if "\r" in text or (
            not text.isascii() and ("\u2028" in text or "\u2029" in text or "\x85" in text)
        ):
            lines = _END.split(text)
            ends = [*_END.findall(text), ""]
        else:
            lines = text.split("\n")
        return cls(lines, ends, title=title, url=url, language=language)

    def end(self, i: int) -> str:
        """The line end of line `i`; `""` for the last line."""
        if self.ends is not None:
            return self.ends[i]
        return "\n" if i + 1 < len(self.lines) else ""

    def text(self) -> str:
        """The input, whole."""
        return self._join(self.lines, range(len(self.lines)))

    def kept_text(self) -> str:
        """The unmarked lines without their cut parts, line ends included, byte for byte."""
        marks, lines = self.marks, self.lines
        if self.spans:
            lines = lines.copy()
            for i in self.spans:
                lines[i] = "".join([text for is_kept, text in self.parts(i) if is_kept])
        if not marks:
            return self._join(lines, range(len(lines)))
        return self._join(lines, [i for i in range(len(lines)) if i not in marks])

    def parts(self, i: int) -> Iterator[tuple[bool, str]]:
        """Kept and cut parts of line `i` in order; together they are the line."""
        line, at = self.lines[i], 0
        for start, end, _ in self.spans.get(i, ()):
            if start > at:
                yield True, line[at:start]
            yield False, line[start:end]
            at = end
        yield True, line[at:]

    def _join(self, lines: list[str], numbers: range | list[int]) -> str:
        if self.ends is not None:
            ends = self.ends
            return "".join([lines[i] + ends[i] for i in numbers])
        if len(numbers) == len(lines):
            return "\n".join(lines)
        text = "\n".join(map(lines.__getitem__, numbers))
        # A line that was not the last keeps the newline that it had.
        return text + "\n" if numbers and numbers[-1] != len(lines) - 1 else text


def _checked(language: str) -> str:
    from newsclean.languages import tag_of

    tag = tag_of(language)
    if tag is None:
        raise UsageError(f"language must be a tag like en, pt-BR or zh-Hant, not {language!r}")
    return tag


def mark_blanks(
    lines: list[str], marks: dict[int, Mark], kept: frozenset[str] = _KEEPS_NONE
) -> dict[int, Mark]:
    """The marks in order, with those of blank lines and rules that separated only removed lines.

    They go under the filter that removed what they separated. Blank lines: those after a removed
    line, up to the next line that is not blank; and those between the article and the end of the
    text when nothing else stands there any more. Rules: see `mark_rules`. kept: lines that stay.
    """
    marks = marks | mark_rules(lines, marks, kept)
    found: dict[int, Mark] = {}
    # What follows the last line end is no line.
    last = len(lines) - 1 if lines[-1] else len(lines) - 2
    for i in sorted(marks):
        mark = found[i] = marks[i]
        j = i + 1
        while j not in marks and j <= last and (not lines[j] or lines[j].isspace()):
            found[j] = (mark[0], None, BLANK, 1.0)
            j += 1
    if last in found:
        filter_name = found[last][0]
        before: dict[int, Mark] = {}
        j = last
        while j in found:
            j -= 1
        while j >= 0 and (not lines[j] or lines[j].isspace()):
            before[j] = (filter_name, None, BLANK, 1.0)
            j -= 1
        if before:
            return dict(sorted({**found, **before}.items()))
    return found


def mark_rules(
    lines: list[str], marks: dict[int, Mark], kept: frozenset[str] = _KEEPS_NONE
) -> dict[int, Mark]:
    """Marks of the lines of dashes between removed lines, and between these and the text's edge.

    One that stands close to a kept line is a heading's, a table's or a box's. Of a box between
    paragraphs the upper rule stays: it may part the article.
    """
    found: dict[int, Mark] = {}
    done = -1
    for i in sorted(marks):
        if i <= done:
            continue
        start, above = i, i - 1
        while above > done and _is_gap(lines[above]):
            start = above
            above -= 1
        below = i + 1
        while below < len(lines) and (below in marks or _is_gap(lines[below])):
            below += 1
        done = below - 1
        rules = [
            j for j in range(start, below)
            if j not in marks and lines[j].strip() and lines[j] not in kept
        ]
        if rules and above >= 0 and below < len(lines):
            last = max(j for j in range(i, below) if j in marks)
            if rules[0] < i:
                del rules[0]
            elif rules[-1] > last:
                del rules[-1]
        # Close to a line: but below a sentence, which is no heading and no row.
        close = {
            above + 1 if above >= 0 and not _closes(lines[above]) else -1,
            below - 1 if below < len(lines) else -1,
        }
        found.update((j, (marks[i][0], None, RULE, 1.0)) for j in rules if j not in close)
    return found


def _closes(line: str) -> bool:
    """Whether a line is a paragraph's end."""
    return len(line) >= _SAID_CHARS and line.rstrip().endswith(_STOPS)


def _is_gap(line: str) -> bool:
    """Whether a line is blank or a line of dashes."""
    return not line or line.isspace() or _RULE.fullmatch(line) is not None
