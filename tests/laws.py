"""What holds for every text and every choice of filters: functions that raise AssertionError.

Used on the fixtures, on the corpora, on invented texts, and by `pytest --bless`, which writes
nothing that breaks one of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

import newsclean
from newsclean import filters
from newsclean.cleaner import Cleaner
from newsclean.document import Document, Mark
from newsclean.pipeline import Pipeline
from newsclean.result import Result
from newsclean.visible import without_surrogates

ENDS = {"crlf": "\r\n", "cr": "\r", "line-separator": "\u2028", "nel": "\x85"}
DEFAULT = filters.choose(None, None, None)
_END = re.compile("(\r\n|[\n\r\u2028\u2029\x85])")
_cleaners: dict[tuple[str, ...], Cleaner] = {}


def cleaner(names: Iterable[str] = DEFAULT) -> Cleaner:
    """A cleaner with exactly these filters; made once for each choice."""
    key = tuple(names)
    if key not in _cleaners:
        _cleaners[key] = Cleaner(select=key)
    return _cleaners[key]


def clean(text: str, names: Iterable[str] = DEFAULT) -> Result:
    return cleaner(names).clean(text)


def split(text: str) -> list[str]:
    """Lines with their ends, by a way of its own."""
    parts = [*_END.split(text), ""]
    return [line + end for line, end in zip(parts[::2], parts[1::2], strict=True)]


def kept_and_marked_are_the_input(text: str, names: Iterable[str] = DEFAULT) -> None:
    result = clean(text, names)
    lines = split(text)
    assert set(result.marks) <= set(range(len(lines))), "a mark beside the text"
    kept = "".join(line for i, line in enumerate(lines) if i not in result.marks)
    assert result.text == kept, "what is kept is not what was unmarked"
    removed = [str(entry["text"]) + str(entry["eol"]) for entry in result.removed]
    # The record shows lone surrogates; JSON could not hold them.
    assert removed == [without_surrogates(lines[i]) for i in sorted(result.marks)]


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


def marks_say_who_and_why(text: str, names: Iterable[str] = DEFAULT) -> None:
    names = set(names)
    result = clean(text, names)
    for marks in (result.marks, result.doubtful):
        for name, rule, reason, confidence in marks.values():
            assert name in names
            assert rule is None or rule.count(".") >= 2
            assert reason.strip() == reason != ""
            assert 0.0 <= confidence <= 1.0
    assert not set(result.marks) & set(result.doubtful)
    assert list(result.marks) == sorted(result.marks)


def one_more_filter_brings_nothing_back(text: str, names: Iterable[str] = DEFAULT) -> None:
    """names: the larger choice; each of its filters alone, and all without each, mark less."""
    names = list(names)
    marks = set(clean(text, names).marks)
    for name in names:
        alone = set(clean(text, [name]).marks)
        assert alone <= marks, f"{name} alone marks {sorted(alone - marks)[:3]} more"
        without = set(clean(text, [n for n in names if n != name]).marks)
        assert without <= marks, f"without {name} {sorted(without - marks)[:3]} go, else not"


def order_of_names_does_not_matter(text: str, names: Iterable[str] = DEFAULT) -> None:
    names = list(names)
    backwards = Cleaner(select=names[::-1]).clean(text)
    assert backwards.marks == clean(text, names).marks
    assert run(names[::-1], text) == run(names, text), "in the pipeline"


def run(names: list[str], text: str) -> dict[int, Mark]:
    doc = Document.from_text(text)
    Pipeline(names, 0.5, newsclean.cleaner._shared_lexicon()).run(doc)
    return doc.marks


def candidates_are_enough(text: str, names: Iterable[str] = DEFAULT) -> None:
    """A filter shown all lines marks what it marks when shown its candidates."""
    names = list(names)
    doc = Document.from_text(text)
    survey, _ = Pipeline(names, 0.5, newsclean.cleaner._shared_lexicon()).run(doc)
    candidates = survey.candidates()
    filled = [i for i, line in enumerate(doc.lines) if line.strip()]
    for name in names:
        shown = dict(filters.get(name).mark(survey, candidates))
        assert dict(filters.get(name).mark(survey, filled)) == shown, name


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
