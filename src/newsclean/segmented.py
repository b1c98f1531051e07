"""Cuts in a line that holds a whole text: its segments take the place of lines.

The same sieve, borders and filters judge them. What they mark is cut only where both of its bounds
are certain: from the end of a sentence or a wording of boilerplate to the end of the text, from its
start to such a wording, in brackets. Anything else stays.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from newsclean.document import Mark, Span
from newsclean.filters.inline import Inline
from newsclean.glue import Glue
from newsclean.lexicon import Lexicon
from newsclean.segments import SURE, Segment, split
from newsclean.line import WEAK
from newsclean.shapes import CUT, PROSE, QUESTION, SENTENCE
from newsclean.survey import Survey

# What is cut from one side may bare the next: brackets, then the end, then the start.
ROUNDS = 8
# Only the ends of a line are split: nothing else can be a head or a tail. The tails of pages run to
# 1,100 characters in the development texts.
_HEAD_CHARS, _TAIL_CHARS = 2_000, 10_000

_ARTICLE = (CUT, PROSE, QUESTION, SENTENCE)

Judge = Callable[
    [list[str], "str | None"], tuple[Survey, dict[int, Mark], dict[int, Mark]]
]


class Segmented:
    """Judges the segments of long lines with the filters of a pipeline.

    judge: the marks of lines. owners: family of rows -> filter. chosen: the filters that count.
    """

    def __init__(
        self,
        judge: Judge,
        owners: dict[str, str],
        chosen: frozenset[str],
        lexicon: Lexicon,
        glue: Glue | None = None,
    ) -> None:
        self._judge = judge
        self._owners = owners
        self._chosen = chosen
        self._lexicon = lexicon
        self._inline = Inline(glue)

    def cutter(self, title: str | None) -> Callable[[str], list[Span]]:
        """What goes from a text of one line whose title may be known."""
        return lambda text: [
            span
            for span in (*self._bounded(text), *self._segments(text, title))
            if span[2][0] in self._chosen
        ]

    def _bounded(self, text: str) -> Iterator[Span]:
        """What one wording bounds by itself, under the name of the filter that owns its row."""
        for start, end, rule, reason, sureness in self._inline.cut(text):
            family = rule.partition(".")[0] if rule else "url"
            yield start, end, (self._owners.get(family, "related"), rule, reason, sureness)

    def _segments(self, text: str, title: str | None) -> list[Span]:
        segments = self._split(text)
        survey, marks, doubts = self._judge([text[s:e] for s, e, _, _ in segments], title)
        wanted = {**doubts, **marks}
        return list(_in_tail(text, segments, wanted, survey))

    def _split(self, text: str) -> list[Segment]:
        size = len(text)
        if size <= _HEAD_CHARS + _TAIL_CHARS:
            return split(self._lexicon, text, 0, size)
        head = split(self._lexicon, text, 0, _HEAD_CHARS)
        tail = split(self._lexicon, text, size - _TAIL_CHARS, size)
        return [*head[:-1], *tail[1:]]


def _in_tail(
    text: str, segments: list[Segment], marks: dict[int, Mark], survey: Survey
) -> Iterator[Span]:
    """The marked segments from the tail's first on, without those whose bounds are unsure."""
    size = len(segments)
    last = max((k for k in range(size) if k not in marks and survey.shape(k) in _ARTICLE),
               default=-1)  # fmt: skip
    going = [
        k for k in range(survey.tail_start, size)
        # Above a sentence that stays only what the tables know is boilerplate.
        if k in marks and (k > last or k in survey.hits or k in survey.glued)
    ]  # fmt: skip
    wanted = set(going)
    k = survey.tail_start
    while k < size:
        if k not in wanted or not _is_bounded(segments, k, survey):
            k += 1
            continue
        first = k
        while k < size and k in wanted:
            k += 1
        for n in range(first, k):
            # The blanks before a cut go with it; those behind the last of a run stay.
            start = segments[n - 1][1] if n else 0
            end = segments[n][1] if n + 1 < size else len(text)
            yield start, end, marks[n]


def _is_bounded(segments: list[Segment], k: int, survey: Survey) -> bool:
    """Whether a run of segments that go may begin here."""
    _, _, is_over, kind = segments[k]
    weight = survey.sign(k)[1]
    return (is_over or kind == SURE) and (weight is None or weight >= WEAK)
