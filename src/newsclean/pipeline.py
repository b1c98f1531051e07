"""Chosen filters over one document: which of them work, which marks count, what a pack adds."""

from __future__ import annotations

from newsclean import filters
from newsclean.document import Document, Mark, mark_blanks, mark_rules
from newsclean.filters.base import LineFilter, SpanFilter, marked_by
from newsclean.lexicon import Hit, Lexicon
from newsclean.longline import AUTO, long_lines
from newsclean.looks import Looks
from newsclean.sieve import Sieve
from newsclean.survey import Survey, title_keys

# Not from `typing`, which costs more than all of newsclean at start.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from newsclean.glue import Glue
    from newsclean.learned.model import Model
    from newsclean.packs.force import Rules
    from newsclean.page.model import Model as PageModel
    from newsclean.segmented import Judgement

MODEL = "model"  # the filter that is learned; it works after the others
RULES = "rules"  # the name under which the marks of packs go; they are not imported without need
FEW_LINES = 45  # a text with fewer is no dump: nothing of `page` is loaded for it
_FRAME = "page-frame"  # no line is its candidate: `newsclean.page` finds them


class Pipeline:
    """The chosen filters. Holds no state of documents: safe to share between threads.

    All default filters look at every document, whichever are chosen, so that the choice decides
    only which marks count: one more filter never brings a line back.
    profile: `repost`, `page` (a dump of a whole page), or `auto`: each text tells which it is.
    looks: makes what looks at a text; another one may watch it.
    """

    def __init__(
        self,
        names: list[str],
        confidence: float,
        lexicon: Lexicon,
        rules: Rules | None = None,
        model: Model | None = None,
        segments: str = AUTO,
        profile: str = "repost",
        glue: Glue | None = None,
        looks: Callable[..., Looks] = Looks,
    ) -> None:
        self._glue = glue
        self.segments = segments
        self.profile = profile
        self.page_model: PageModel | None = None  # None until needed, then the package's own
        self.names = names
        self.confidence = confidence
        self.lexicon = lexicon
        self.rules = rules
        self.sieve = Sieve(lexicon, rules)
        self._chosen = frozenset(names if rules is None else [*names, RULES])
        default = filters.choose(None, None, None)
        working = [
            filters.get(name) for name in dict.fromkeys((*default, *names)) if name != _FRAME
        ]
        self.filter_of = {family: one for one in working for family in one.families}
        uses_model = MODEL in self._chosen
        self.looks = looks(self.sieve, self.filter_of, confidence, rules, model, uses_model)
        self.others = [one for one in working if isinstance(one, LineFilter)]
        self._are_all_chosen = self._chosen >= {*default, *names}
        self._span_filters = [
            one for one in working if isinstance(one, SpanFilter) and one.name in self._chosen
        ]

    def run(self, doc: Document) -> tuple[Survey, dict[int, Mark]]:
        """Mark the document's boilerplate; also returns the marks that were too unsure to make.

        Looks again at what is left until nothing more is found, so that cleaning a cleaned text
        changes nothing.
        """
        kept, hits = (frozenset[str](), []) if self.rules is None else self.rules.read(doc.lines)
        long = long_lines(doc.lines, self.segments)
        looks = self.looks
        if doc.page is not None:
            from newsclean.framed import clean_page

            is_framed = _FRAME in self._chosen
            survey, found, unsure = clean_page(doc, doc.page, looks, kept, is_framed=is_framed)
        elif self._is_dump(doc.lines):
            from newsclean.framed import clean_dump

            doc.profile, is_said = "page", self.profile == "page"
            survey, found, unsure = clean_dump(doc, looks, kept, self.page_model, is_said=is_said)
        else:
            survey = looks.explore(doc.lines, doc.title)
            found, unsure = looks.settle(survey, doc.title, kept, long)
        whole = survey
        if doc.page is not None and (hits or self.others):
            # A page's survey, which fields are read from, knows the article's surroundings only.
            whole = looks.explore(doc.lines, doc.title)
        if hits:
            self._apply(hits, doc, whole, found, unsure, kept)
            _note_captures(hits, doc, survey)
        if self.others:
            passed = kept.union(doc.lines[i] for i in long)
            self._ask_others(doc, whole, found, unsure, passed)
        if doc.page is None and doc.profile != "page":
            self._look_between(doc, whole, found, unsure, kept.union(doc.lines[i] for i in long))
        chosen = self._chosen
        counted = found
        if not self._are_all_chosen:
            counted = {i: mark for i, mark in found.items() if mark[0] in chosen}
        if doc.page is None:
            doc.marks = mark_blanks(doc.lines, counted, kept)
        else:  # no line of which is blank
            doc.marks = {i: counted[i] for i in sorted(counted)}
        doubtful = {
            i: unsure[i] for i in sorted(unsure) if i not in found and unsure[i][0] in chosen
        }
        doc.segmented = [i for i in long if i not in doc.marks]
        self._cut(doc, doubtful, kept)
        return survey, doubtful

    def _look_between(
        self, doc: Document, survey: Survey, found: dict[int, Mark], unsure: dict[int, Mark],
        passed: frozenset[str],
    ) -> None:  # fmt: skip
        """Look again without the lines of dashes that go along, until nothing more is found."""
        while rules := mark_rules(doc.lines, found, passed):
            seen = len(found)
            gone = found | rules
            self.looks.after(survey, doc.title, gone, unsure, passed)
            found.update((i, mark) for i, mark in gone.items() if i not in rules)
            if len(found) == seen:
                return

    def _ask_others(
        self, doc: Document, survey: Survey, found: dict[int, Mark], unsure: dict[int, Mark],
        passed: frozenset[str],
    ) -> None:  # fmt: skip
        """Let filters of other packages judge what is left, until nothing more is found.

        They come last, as rules do, so that they bring nothing back. passed: lines that are not
        theirs to judge.
        """
        from copy import copy  # costs a start-up that has no such filters

        left = survey
        while True:
            new: dict[int, Mark] = {}
            theirs = copy(left)
            theirs.lines = left.lines.copy()  # whatever they do with them
            for i, number in enumerate(left.numbers):
                line = left.lines[i]
                if number in found or line in passed or not line or line.isspace():
                    continue
                for one in self.others:
                    mark = marked_by(one, theirs, i)
                    if mark is not None and mark[3] >= self.confidence:
                        new[number] = mark
                        break
                    if mark is not None:
                        unsure.setdefault(number, mark)
            if not new:
                return
            found.update(new)
            self.looks.after(survey, doc.title, found, unsure, passed)
            left = self.looks.rest(survey, found, doc.title)

    def _is_dump(self, lines: list[str]) -> bool:
        """Whether the caller says that a text is the dump of a page, or else the text itself."""
        if self.profile != "auto" or len(lines) < FEW_LINES:
            return self.profile == "page"
        from newsclean.page.decide import is_page

        return is_page(lines, self.sieve)

    def _cut(self, doc: Document, doubtful: dict[int, Mark], kept: frozenset[str]) -> None:
        """Set the spans of the document."""
        if not (self._span_filters or doc.segmented):
            return
        from newsclean.spans import cutter_of, find_spans

        cutters = [cutter_of(one) for one in self._span_filters]
        settings = self.confidence, self.sieve, doubtful, kept
        if cutters:
            others = set(range(len(doc.lines))).difference(doc.segmented)
            doc.spans = find_spans(doc, sorted(others), cutters, *settings)
        if doc.segmented:
            from newsclean.segmented import ROUNDS, Segmented

            judge = Segmented(self._judge_segments, self._owners(), self._chosen, self.lexicon,
                              self._glue)  # fmt: skip
            cutters.append(judge.cutter(doc.title))
            found = find_spans(doc, doc.segmented, cutters, *settings, ROUNDS)
            doc.spans = dict(sorted({**doc.spans, **found}.items()))

    def _judge_segments(self, lines: list[str], title: str | None) -> Judgement:
        """The marks of segments as if they were lines, by the rules and by what is learned."""
        survey = self.looks.explore(lines, title)
        marks, doubts = self.looks.judge(survey)
        learned = self.looks.judge_end(survey, marks) if lines and MODEL in self._chosen else None
        return survey, marks, doubts, learned

    def _owners(self) -> dict[str, str]:
        """Family of rows -> the name of its filter."""
        return {family: one.name for family, one in self.filter_of.items()}

    def look(self, lines: list[str]) -> tuple[Survey, dict[int, Mark]]:
        """One look at some lines by the rules alone: what the model learns from."""
        survey = self.looks.explore(lines, None)
        return survey, self.looks.judge(survey)[0]

    def _apply(
        self, hits: list[tuple[int, Hit]], doc: Document, survey: Survey, found: dict[int, Mark],
        unsure: dict[int, Mark], kept: frozenset[str],
    ) -> None:  # fmt: skip
        """Mark what rules remove, and judge the rest without it.

        hits: the lines that rules fit, at least in a place. Comes after everything else was
        found: so a rule for a line that the tables know as a heading does not bring back what
        stands under it.
        """
        from newsclean.packs.force import mark_of, standing

        sure = [(i, hit) for i, hit in hits if mark_of(hit)[3] >= self.confidence]
        for i, hit in standing(doc.lines, hits, found, kept):
            if mark_of(hit)[3] < self.confidence:
                unsure[i] = mark_of(hit)
        own: dict[int, Mark] = {}
        title = doc.title
        # A rule for the end of a text may hold only once what stood below is gone.
        while True:
            there = {i: hit for i, hit in standing(doc.lines, sure, found, kept) if i not in own}
            new = {i: mark_of(hit) for i, hit in there.items()}
            own.update(new)
            if title is None:  # a rule vouches for the title as a row of the tables does
                title = next(iter(title_keys(there, None)), None)
            is_new = any(i not in found for i in new)
            found.update(new)
            if not is_new:
                break
            self.looks.after(survey, title, found, unsure, kept)


def _note_captures(hits: list[tuple[int, Hit]], doc: Document, survey: Survey) -> None:
    """Tell a survey what rules took, for the fields, once all is judged.

    Of a page they are read near the article; as far as a rule took something for them, too.
    """
    captured = [(i, hit) for i, hit in hits if hit[0].captures]
    start = 0
    if captured and doc.page is not None:
        near = doc.page.near
        start = min(near.start, captured[0][0])
        doc.page.near = range(start, max(near.stop, captured[-1][0] + 1))
    for i, hit in captured:
        survey.hits[i - start] = hit
