"""Chosen filters over one document: the only caller of filters."""

from __future__ import annotations

from newsclean import filters
from newsclean.borders import find_borders
from newsclean.document import Document, Mark
from newsclean.filters.base import Filter, SpanFilter
from newsclean.islands import find_islands
from newsclean.lexicon import Lexicon
from newsclean.sieve import Sieve
from newsclean.survey import Survey

_BLANK = "blank line that only separated removed lines"


class Pipeline:
    """The chosen filters. Holds no state of documents: safe to share between threads."""

    def __init__(self, names: list[str], confidence: float, lexicon: Lexicon) -> None:
        self.names = names
        self.confidence = confidence
        self.lexicon = lexicon
        self.sieve = Sieve(lexicon)
        chosen = [filters.get(name) for name in names]
        self._filter_of = {family: one for one in chosen for family in one.families}
        self._span_filters = [one for one in chosen if isinstance(one, SpanFilter)]

    def run(self, doc: Document) -> tuple[Survey, dict[int, Mark]]:
        """Mark the document's boilerplate; also returns the marks that were too unsure to make."""
        survey = Survey(doc.lines, self.sieve, doc.title)
        find_borders(survey)
        survey.islands = find_islands(survey)
        wanted: dict[Filter, list[int]] = {}
        for i in survey.candidates():
            one = self._filter_of.get(survey.owner(i))
            if one is not None:
                wanted.setdefault(one, []).append(i)
        marks: dict[int, Mark] = {}
        doubtful: dict[int, Mark] = {}
        for one, candidates in wanted.items():
            for i, mark in one.mark(survey, candidates):
                (marks if mark[3] >= self.confidence else doubtful)[i] = mark
        doc.marks = _mark_blanks(doc.lines, marks)
        if self._span_filters:
            from newsclean.spans import find_spans

            doc.spans = find_spans(
                doc, self._span_filters, self.confidence, self.sieve, doubtful
            )
        return survey, doubtful



def _mark_blanks(lines: list[str], marks: dict[int, Mark]) -> dict[int, Mark]:
    """The marks in order, with those of the blank lines that separated only removed lines.

    They go under the filter that removed what they separated: those after a removed line, up to
    the next line that is not blank; and those between the article and the end of the text when
    nothing else stands there any more.
    """
    found: dict[int, Mark] = {}
    # What follows the last line end is no line.
    last = len(lines) - 1 if lines[-1] else len(lines) - 2
    for i in sorted(marks):
        mark = found[i] = marks[i]
        j = i + 1
        while j <= last and j not in marks and (not lines[j] or lines[j].isspace()):
            found[j] = (mark[0], None, _BLANK, 1.0)
            j += 1
    if last in found:
        filter_name = found[last][0]
        before: dict[int, Mark] = {}
        j = last
        while j in found:
            j -= 1
        while j >= 0 and (not lines[j] or lines[j].isspace()):
            before[j] = (filter_name, None, _BLANK, 1.0)
            j -= 1
        if before:
            return dict(sorted({**found, **before}.items()))
    return found
