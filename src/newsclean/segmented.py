"""Cuts in a line that holds a whole text: its segments take the place of lines.

The same sieve, borders and filters judge them. What they mark is cut only where both of its bounds
are certain: from the end of a sentence or a wording of boilerplate to the end of the text, from its
start to such a wording, in brackets. Anything else stays.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from newsclean.bounded import INNER_STOP, LIKELY
from newsclean.document import Mark, Span
from newsclean.filters.inline import Inline
from newsclean.fold import fold
from newsclean.glue import Glue, shared_glue
from newsclean.lexicon import Hit, Lexicon
from newsclean.line import FIRM, RIGHTS, STRONG, TITLE_CHARS, WEAK
from newsclean.patterns import Pattern
from newsclean.segments import PLAIN, SURE, Segment, runs_on, split
from newsclean.shapes import (
    CUT,
    HEADLINE,
    ITEM,
    PROSE,
    QUESTION,
    SENTENCE,
    SHORT_CHARS,
    SPEECH,
    ends_sentence,
)
from newsclean.survey import FOREIGN, TITLE_EDGES, Survey

# What is cut from one side may bare the next: brackets, then the end, then the start.
ROUNDS = 8
# Only the ends of a line are split: nothing else can be a head or a tail. The tails of pages run to
# 1,100 characters in the development texts.
_HEAD_CHARS, _TAIL_CHARS = 2_000, 10_000
# A longer line is a dump, no article; a span for each bracket would cost ten times its size.
_WHOLE_CHARS = 1_000_000

_CUES = frozenset(("read-more", "related"))
_CUE_CHARS, _BLANK_CHARS = 40, 4
_COLON = Pattern(r"\s?[:：|]\s*")
_WORD = Pattern(r"\S+")
_QUOTATIONS = (("«", "»"), ("“", "”"), ("„", "“"), ("「", "」"), ("『", "』"))
_QUOTED_CHARS = 400
_LEARNED = 0.8  # probability from which on the learned model is heard: more than among lines
_ARTICLE = (CUT, PROSE, QUESTION, SENTENCE)
_READABLE = (*_ARTICLE, FOREIGN, HEADLINE, ITEM, SPEECH)

# The survey of some lines; marks and doubts of the rules; what is learned says of the last line.
Judgement = tuple[Survey, dict[int, Mark], dict[int, Mark], "Mark | None"]
Judge = Callable[[list[str], "str | None"], Judgement]


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
        self._glue = glue or shared_glue()
        self._inline = Inline(glue)

    def cutter(self, title: str | None) -> Callable[[str], list[Span]]:
        """What goes from a text of one line whose title may be known."""

        def cut(text: str) -> list[Span]:
            if len(text) <= SHORT_CHARS:  # a label or a sentence: nothing that has head and tail
                return self._chosen_of(self._bounded(text))
            spans = sorted(self._chosen_of(self._segments(text, title)), key=lambda s: s[:2])
            return [*spans, *_beside(self._chosen_of(self._bounded(text)), spans)]

        return cut

    def _chosen_of(self, spans: Iterable[Span]) -> list[Span]:
        return [span for span in spans if span[2][0] in self._chosen]

    def _bounded(self, text: str) -> Iterator[Span]:
        """What one wording bounds by itself, under the name of the filter that owns its row."""
        if len(text) > _WHOLE_CHARS:
            return
        for start, end, rule, reason, sureness in self._inline.cut(text):
            family = "url" if "://" in text[start:end] else "read-more"
            if rule:
                family = rule.partition(".")[0]
            yield start, end, (self._owners.get(family, "related"), rule, reason, sureness)

    def _segments(self, text: str, title: str | None) -> list[Span]:
        segments = self._split(text)
        survey, marks, doubts, learned = self._judge(_as_lines(text, segments), title)
        found = {**doubts, **marks}
        spoken = None
        if learned is not None and learned[3] >= _LEARNED and _is_end(segments, survey):
            spoken = len(segments) - 1
            found[spoken] = learned
        titles = survey.title_keys
        return [*self._titled(text, titles), *_in_head(text, segments, found, survey),
                *_in_tail(text, segments, found, spoken, survey)]  # fmt: skip

    def _titled(self, text: str, titles: list[str]) -> Iterator[Span]:
        """`Baca juga: T` anywhere, when T is a title that is known: then its end is certain."""
        if not titles or len(text) > _WHOLE_CHARS:
            return
        for at in self._glue.cue_places(text):
            colon = _COLON.search(text[at : at + _CUE_CHARS])
            hit = self._glue.find(text[at : at + colon.start()]) if colon else None
            if colon is None or hit is None or _rest(hit) or hit[0].family not in _CUES:
                continue
            end = _end_of_title(text, at + colon.end(), titles)
            if end is not None:
                owner = self._owners[hit[0].family]
                while text[at - 1].isspace() and at:
                    at -= 1
                yield at, end, (owner, hit[0].id, "cue with a title that is known", LIKELY)

    def _split(self, text: str) -> list[Segment]:
        size = len(text)
        if size <= _HEAD_CHARS + _TAIL_CHARS:
            return split(self._lexicon, text, 0, size)
        head = split(self._lexicon, text, 0, _HEAD_CHARS)
        tail = split(self._lexicon, text, size - _TAIL_CHARS, size)
        return [*head[:-1], *tail[1:]]


def _beside(more: list[Span], spans: list[Span]) -> list[Span]:
    """Those of some cuts that meet none of the spans, which are ascending."""
    ends = [end for _, end, _ in spans]
    found = []
    for span in more:
        k = bisect_right(ends, span[0])
        if k == len(spans) or spans[k][0] >= span[1]:
            found.append(span)
    return found


def _end_of_title(text: str, start: int, titles: list[str]) -> int | None:
    """Where one of the folded titles ends that begins at a place, if a sentence may follow."""
    for title in titles:
        words = list(islice(_WORD.finditer(text, start), title.count(" ") + 1))
        if not words:
            return None
        end = words[-1].end()
        rest = text[end : end + _BLANK_CHARS].lstrip()
        if fold(text[start:end]).strip(TITLE_EDGES) == title and not rest[:1].islower():
            return end
    return None


def _as_lines(text: str, segments: list[Segment]) -> list[str]:
    """The segments as the lines that they would be.

    Headlines behind a known wording run on for as long as none of them ends in a stop; one that is
    no longer than a headline stands for them.
    """
    lines = []
    is_behind = False
    for start, end, _, kind in segments:
        line = text[start:end]
        if is_behind and kind == PLAIN and end - start > TITLE_CHARS and not _has_stop(line):
            line = line[:TITLE_CHARS].rpartition(" ")[0] or line[:TITLE_CHARS]
        lines.append(line)
        is_behind = kind != PLAIN or (is_behind and not _has_stop(line))
    return lines


def _rest(hit: Hit) -> str:
    """What the last placeholder of a wording took."""
    return hit[1][-1][1] if hit[1] else ""


def _has_stop(text: str) -> bool:
    return INNER_STOP.search(text) is not None


def _is_end(segments: list[Segment], survey: Survey) -> bool:
    """Whether the last segment stands behind the last stop, or behind a sure wording.

    Only that may go because a site says it by the learned model.
    """
    *others, last = segments
    if not others or last[3] != PLAIN:
        return False
    return others[-1][3] == SURE or ends_sentence(survey.lines[-2])


def _in_tail(
    text: str, segments: list[Segment], marks: dict[int, Mark], spoken: int | None,
    survey: Survey,
) -> Iterator[Span]:  # fmt: skip
    """The marked segments from the tail's first on, without those whose bounds are unsure."""
    size = len(segments)
    unsure = {
        k for k in marks
        if k in survey.hits and segments[k][3] == PLAIN and k != spoken
        and _has_stop(survey.lines[k]) and runs_on(survey.lines[k], survey.hits[k])
    }  # fmt: skip
    known = {
        k for k in marks.keys() - unsure
        if k in survey.hits or k in survey.glued or segments[k][3] != PLAIN
    }  # fmt: skip
    # A sentence that some wording interrupts is one all the same: `… pages. football Comments`.
    wanted = {
        k for k in marks.keys() - unsure
        if k == spoken or (k >= survey.tail_start
        and (k in known or not _has_stop(text[segments[k][0] : segments[k][1]])))
    }  # fmt: skip
    last = max((k for k in range(size) if k not in wanted and survey.shape(k) in _ARTICLE),
               default=-1)  # fmt: skip
    # Above a sentence that stays go only known wordings in company, for one alone may be quoted,
    # and only where the text ends in boilerplate.
    ends_in_known = any(k in known for k in wanted if k > last)
    wanted = {
        k
        for k in wanted
        if k > last or (ends_in_known and k in known and (k - 1 in known or k + 1 in known))
    }
    k = min(survey.tail_start, last + 1)
    while k < size:
        may_begin = k == spoken or _may_begin(segments, k, survey, known & wanted)
        if k not in wanted or not may_begin or _is_quoted(text, segments[k][0]):
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


def _is_quoted(text: str, at: int) -> bool:
    """Whether a place is in a quotation, its marks included."""
    for opening, closing in _QUOTATIONS:
        begin = text.rfind(opening, max(0, at - _QUOTED_CHARS), at + 1)
        if begin >= 0 and text.find(closing, begin + 1, at) < 0:
            return text.find(closing, max(begin + 1, at), at + _QUOTED_CHARS) >= 0
    return False


def _in_head(
    text: str, segments: list[Segment], marks: dict[int, Mark], survey: Survey
) -> Iterator[Span]:
    """Whole wordings above the article that nothing else uses; where a headline ends is unknown."""
    for k in range(min(survey.head_end, len(segments) - 1)):
        start, end, is_over, kind = segments[k]
        weight = survey.sign(k)[1]
        if k not in marks or kind != SURE or not (weight == STRONG or k in survey.glued):
            continue
        # The blanks behind a wording go with it.
        after = segments[k + 1][0]
        if end < after and not text[after].islower():
            yield start, after, marks[k]


def _may_begin(segments: list[Segment], k: int, survey: Survey, known: set[int]) -> bool:
    """Whether a run of segments that go may begin here.

    `Read more:` and headlines may be the article's own; a weak wording needs another beside it.
    """
    _, _, is_over, kind = segments[k]
    name, weight = survey.sign(k)
    if weight is None:
        return is_over and name not in _READABLE and (name != RIGHTS or survey.lines[k][0] == "©")
    is_firm = weight >= FIRM or (weight >= WEAK and k + 1 in known)
    return (is_over or kind == SURE) and is_firm
