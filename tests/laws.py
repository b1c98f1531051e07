"""What holds for every text and every choice of filters: functions that raise AssertionError.

Used on the fixtures, on the corpora, on invented texts, and by `pytest --bless`, which writes
nothing that breaks one of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache

from newsclean import filters
from newsclean.cleaner import DEFAULT_CONFIDENCE, Cleaner
from newsclean.document import Document, Mark
from newsclean.lexicon import Lexicon
from newsclean.pipeline import Pipeline
from newsclean.result import Result
from newsclean.visible import without_surrogates

ENDS = {"crlf": "\r\n", "cr": "\r", "line-separator": "\u2028", "nel": "\x85"}
DEFAULT = filters.choose(None, None, None)
_END = re.compile("(\r\n|[\n\r\u2028\u2029\x85])")


def cleaner(names: Iterable[str] = DEFAULT) -> Cleaner:
    """A cleaner with exactly these filters; made once for each choice."""
    return _cleaner(tuple(names))


@cache
def _cleaner(names: tuple[str, ...]) -> Cleaner:
    return Cleaner(select=names)


def clean(text: str, names: Iterable[str] = DEFAULT) -> Result:
    return cleaner(names).clean(text)


def split(text: str) -> list[str]:
    """Lines with their ends, by a way of its own."""
    parts = [*_END.split(text), ""]
    return [line + end for line, end in zip(parts[::2], parts[1::2], strict=True)]


def kept_and_marked_are_the_input(text: str, names: Iterable[str] = DEFAULT) -> None:
    """Kept and removed lines are the input; so are the parts that filters may cut from lines."""
    result = clean(text, names)
    lines = split(text)
    spans = result.document.spans
    assert set(result.marks) <= set(range(len(lines))), "a mark beside the text"
    assert not set(spans) & set(result.marks), "a part of a removed line"
    kept, removed = "", []
    for i, line in enumerate(lines):
        if i in result.marks:
            removed.append(line)
            continue
        at = 0
        for start, end, _ in spans.get(i, ()):
            assert at <= start < end <= len(result.document.lines[i])
            kept += line[at:start]
            removed.append(line[start:end])
            at = end
        kept += line[at:]
    assert result.text == kept, "what is kept is not what was unmarked"
    told = [str(e["text"]) + ("" if e["span"] else str(e["eol"])) for e in result.removed]
    # The record shows lone surrogates; JSON could not hold them.
    assert told == [without_surrogates(part) for part in removed]


def twice_is_once(text: str, names: Iterable[str] = DEFAULT) -> None:
    first = clean(text, names)
    again = clean(first.text, names)
    told = [(again.document.lines[i], mark[0], mark[2]) for i, mark in again.marks.items()]
    assert again.text == first.text, f"a second pass removes {told[:3]}"


def line_ends_do_not_matter(text: str, names: Iterable[str] = DEFAULT) -> None:
    plain = _END.sub("\n", text)
    marks = clean(plain, names).marks
    for name, end in ENDS.items():
        assert clean(plain.replace("\n", end), names).marks == marks, name


def marks_of(result: Result) -> list[Mark]:
    return [*result.marks.values(), *result.doubtful.values()]


def gone(text: str, names: Iterable[str]) -> tuple[set[int], set[tuple[int, int]]]:
    """Lines that are removed, and the places of characters that are cut from others."""
    doc = clean(text, names).document
    cut = {
        (i, at) for i, spans in doc.spans.items() for start, end, _ in spans
        for at in range(start, end)
    }  # fmt: skip
    return set(doc.marks), cut


def brings_back(
    fewer: tuple[set[int], set[tuple[int, int]]], more: tuple[set[int], set[tuple[int, int]]]
) -> list[int]:
    """The lines of which something is removed by fewer filters and stays with more of them."""
    back = fewer[0] - more[0] | {i for i, _ in fewer[1] - more[1] if i not in more[0]}
    return sorted(back)


def marks_say_who_and_why(text: str, names: Iterable[str] = DEFAULT) -> None:
    names = set(names)
    result = clean(text, names)
    cut = [mark for spans in result.document.spans.values() for _, _, mark in spans]
    for name, rule, reason, confidence in [*marks_of(result), *cut]:
        assert name in names
        assert rule is None or rule.count(".") >= 2
        assert reason.strip() == reason != ""
        assert 0.0 <= confidence <= 1.0
    assert not set(result.marks) & set(result.doubtful)
    assert list(result.marks) == sorted(result.marks)


def one_more_filter_brings_nothing_back(text: str, names: Iterable[str] = DEFAULT) -> None:
    """names: the larger choice; each of its filters alone, and all without each, remove less."""
    names = list(names)
    together = gone(text, names)
    for name in names:
        more = brings_back(gone(text, [name]), together)
        assert more == [], f"{name} alone removes lines {more} too"
        more = brings_back(gone(text, [n for n in names if n != name]), together)
        assert more == [], f"{name} brings lines {more} back"


def order_of_names_does_not_matter(text: str, names: Iterable[str] = DEFAULT) -> None:
    names = list(names)
    forwards, backwards = run(names, text), run(names[::-1], text)
    assert forwards.marks == backwards.marks
    assert forwards.spans == backwards.spans


def run(names: Iterable[str], text: str) -> Document:
    doc = Document.from_text(text)
    pipeline(tuple(names)).run(doc)
    return doc


@cache
def pipeline(names: tuple[str, ...]) -> Pipeline:
    """The filters in this order, whatever order a Cleaner gives them."""
    return Pipeline(list(names), DEFAULT_CONFIDENCE, Lexicon())


get = cache(filters.get)


def candidates_are_enough(text: str, names: Iterable[str] = DEFAULT) -> None:
    """A filter shown all lines marks what it marks when shown its candidates."""
    doc = Document.from_text(text)
    survey, _ = pipeline(tuple(names)).run(doc)
    candidates = survey.candidates()
    filled = [i for i, line in enumerate(doc.lines) if line.strip()]
    for name in names:
        shown = dict(get(name).mark(survey, candidates))
        assert dict(get(name).mark(survey, filled)) == shown, name


def lines_stay_as_they_are(text: str, names: Iterable[str] = DEFAULT) -> None:
    doc = Document.from_text(text)
    lines, ends = list(doc.lines), None if doc.ends is None else list(doc.ends)
    cleaner(names).clean_document(doc)
    assert doc.lines == lines
    assert doc.ends == ends
    assert doc.text() == text


Law = Callable[[str, Iterable[str]], None]
LAWS: dict[str, Law] = {
    law.__name__: law
    for law in (
        kept_and_marked_are_the_input,
        twice_is_once,
        line_ends_do_not_matter,
        marks_say_who_and_why,
        one_more_filter_brings_nothing_back,
        order_of_names_does_not_matter,
        candidates_are_enough,
        lines_stay_as_they_are,
    )
}
