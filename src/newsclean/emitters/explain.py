"""The whole text, each removed line marked with the filter and the reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from newsclean.document import Document, Mark
from newsclean.emitters.pieces import line_count
from newsclean.fields import NAMES
from newsclean.messages import counted
from newsclean.record import entry, marks_of, span_entry
from newsclean.result import Result
from newsclean.visible import harmless, visible, without_surrogates

# gutter, style, text; styles: name, kept, removed, cut, doubtful, note, gap, summary, field. Behind
# removed, cut, doubtful and note the filter is told: `removed share`.
Row = tuple[str, str, str]
BLANK: Row = ("", "summary", "")
_BAR = "│"
_SHOWN_ROWS = 3


def rows(result: Result, name: str, around: int | None = None) -> Iterator[Row]:
    """What to show, from top to bottom; everything that came from outside made visible.

    around: of the lines that are kept whole, show only so many beside what is removed.
    """
    doc = result.document
    total = line_count(doc)
    width = max(3, len(str(total)))
    blank = f"{'':{width}} {_BAR} "
    segmented = frozenset(doc.segmented)
    doubtful = {i: mark for i, mark in result.doubtful.items() if i not in doc.spans}
    notes: dict[int, list[Mark]] = {}
    for marks in (doubtful, doc.marks):
        if doc.page is not None:
            marks = {i: doc.page.located(i, mark) for i, mark in marks.items()}
        notes |= _notes(doc.lines, marks)
    shown = None if around is None else near_removed(result, around)
    yield "", "name", visible(name)
    passed = 0
    for i in range(total):
        if shown is not None and i not in shown:
            passed += 1
            continue
        if passed:
            yield _gap(width, passed)
            passed = 0
        gutter = f"{i + 1:{width}} {_BAR} "
        line = visible(doc.lines[i], keep="\t")
        mark = doc.marks.get(i)
        style, sign = ("removed", "- ") if mark is not None else ("kept", "  ")
        if mark is None and i in result.doubtful:
            mark, style, sign = result.doubtful[i], "doubtful", "? "
        if i in doc.spans:
            if i in segmented:
                yield from _segments(doc, i, gutter, blank, is_removed_only=around == 0)
            else:
                yield from _cut_line(doc, i, gutter, blank)
            continue
        yield gutter, style if mark is None else f"{style} {mark[0]}", sign + line
        if mark is not None and i in notes:
            note = _note(notes[i], is_kept=style == "doubtful")
            yield blank, f"note {mark[0]}", f"  └ {note}"
    if passed:
        yield _gap(width, passed)
    yield from _summary(result, total)


def near_removed(result: Result, around: int) -> set[int]:
    """The lines that lose something, and so many kept ones on either side of each."""
    total = line_count(result.document)
    found: set[int] = set()
    at = 0
    for i in sorted((*result.document.marks, *result.document.spans)):
        end = min(total, i + around + 1)
        found.update(range(max(at, i - around), end))
        at = end
    return found


def _gap(width: int, passed: int) -> Row:
    return f"{'⋮':>{width}} {_BAR} ", "gap", f"  {passed} kept line{'s' if passed > 1 else ''}"


def _notes(lines: list[str], marks: dict[int, Mark]) -> dict[int, list[Mark]]:
    """Line -> the marks that are told below it: neighbours with one reason below the last of them.

    A blank line beside a removed one goes with it and needs no words of its own.
    """
    found: dict[int, list[Mark]] = {}
    last = end = -2  # the line that the note stands below, and the last line of the run
    for i, mark in sorted(marks.items()):
        is_next, end = i == end + 1, i
        is_blank = not lines[i].strip()
        if is_next and (is_blank or not lines[last].strip()
                        or told_reason(mark) == told_reason(found[last][0])):  # fmt: skip
            told = found.pop(last)
            if is_blank:
                found[last] = told
                continue
            found[i] = [mark] if not lines[last].strip() else [*told, mark]
        else:
            found[i] = [mark]
        last = i
    return found


def told_reason(mark: Mark) -> tuple[str, str]:
    """Filter and reason as a reader should see them: `share: known wording after the article`."""
    name, rule, reason, _ = mark
    family = "" if rule is None else rule.partition(".")[0].replace("-", " ")
    if family and reason.startswith(f"{family} wording"):
        told = "known wording" if family == name.replace("-", " ") else f"known {family} wording"
        reason = told + reason.removeprefix(f"{family} wording")
    # The family of the heading is `sidebar-heading`.
    return name, reason.replace("-heading heading", " heading")


def _cut_line(doc: Document, i: int, gutter: str, blank: str) -> Iterator[Row]:
    """A kept line that loses parts, these in brackets as git's word diff shows them."""
    parts = [(is_kept, visible(text, keep="\t")) for is_kept, text in doc.parts(i)]
    shown = "".join([text if is_kept else f"[-{text}-]" for is_kept, text in parts])
    yield gutter, f"cut {doc.spans[i][0][2][0]}", f"~ {shown}"
    for _, _, mark in doc.spans[i]:
        yield blank, f"note {mark[0]}", "  └ " + _note([mark], is_kept=False)


def _segments(
    doc: Document, i: int, gutter: str, blank: str, *, is_removed_only: bool
) -> Iterator[Row]:
    """A line that holds a whole text: its kept and its cut parts, as if they were lines."""
    marks = [mark for _, _, mark in doc.spans[i]]
    at = 0
    for is_kept, text in doc.parts(i):
        if not text or (is_kept and is_removed_only):
            continue
        shown = visible(text.strip(), keep="\t")
        if is_kept:
            yield gutter, "kept", f"  {shown}"
        else:
            name = marks[at][0]
            yield gutter, f"removed {name}", f"- {shown}"
            if at + 1 == len(marks) or marks[at + 1] != marks[at]:
                yield blank, f"note {name}", "  └ " + _note([marks[at]], is_kept=False)
            at += 1
        gutter = blank


def _note(marks: list[Mark], *, is_kept: bool) -> str:
    """Why some neighbouring lines go, by which rows of the tables, and how sure that is."""
    name, reason = told_reason(marks[0])
    rules = list(dict.fromkeys(rule for _, rule, _, _ in marks if rule))
    if len(rules) > _SHOWN_ROWS:
        rules[_SHOWN_ROWS - 1 :] = [f"{len(rules) - _SHOWN_ROWS + 1} rows more"]
    least, most = min(mark[3] for mark in marks), max(mark[3] for mark in marks)
    sure = f"{least:.2f}" if least == most else f"{least:.2f} to {most:.2f}"
    told = ", ".join([*map(visible, rules), f"{sure} sure"])
    return f"{'kept, not sure: ' if is_kept else ''}{name}: {visible(reason)} ({told})"


def _summary(result: Result, total: int) -> Iterator[Row]:
    yield BLANK
    yield "", "summary", summary(result, total)
    fields = result.fields
    for name in NAMES:
        value = getattr(fields, name)
        if value is None or value is False or value == []:
            continue
        if name.endswith("_raw") and value == getattr(fields, name.removesuffix("_raw"), None):
            continue  # nothing was taken off
        text = "; ".join(value) if isinstance(value, list) else str(value)
        if value is True:
            text = "yes"
        origin = fields.origins.get(name)
        where = ""
        if origin:
            where = f"  ({origin[1]})" if origin[0] is None else f"  (line {origin[0] + 1})"
        yield "", "field", f"{name:16}{visible(text)}{where}"


def summary(result: Result, total: int) -> str:
    """One line: how much went, and by which filters."""
    by_filter: dict[str, int] = {}
    for name, _, _, _ in marks_of(result.document):
        by_filter[name] = by_filter.get(name, 0) + 1
    counts = sorted(by_filter.items(), key=lambda item: (-item[1], item[0]))
    told = ", ".join(f"{name} {count}" for name, count in counts)
    text = f"{len(result.marks):,} of {counted(total, 'line')} removed"
    text += f": {told}" if told else ""
    told = cut_count(result.document)
    text += f"; {told}" if told else ""
    doubtful = len(result.doubtful)
    return text + (f"; {doubtful} kept in doubt" if doubtful else "")


def cut_count(doc: Document) -> str:
    """How many parts are cut from how many lines, in words; nothing when none is."""
    if not doc.spans:
        return ""
    parts, lines = sum(map(len, doc.spans.values())), len(doc.spans)
    return f"{counted(parts, 'part')} cut from {counted(lines, 'line')}"


def plain(rows: Iterable[Row]) -> Iterator[bytes]:
    """The rows without colour, a line each, in UTF-8."""
    for gutter, _, text in rows:
        yield f"{gutter}{text}".rstrip().encode() + b"\n"


def jsonl(result: Result, around: int | None = None) -> Iterator[bytes]:
    """A JSON object for each line of the input, removed or kept, and for each part cut from it.

    around: of the lines that are kept whole, only so many beside what is removed.
    """
    import json

    doc = result.document
    source_id = result.source.id
    name = None if source_id is None else without_surrogates(source_id)
    shown = range(line_count(doc)) if around is None else sorted(near_removed(result, around))
    for i in shown:
        mark = doc.marks.get(i)
        doubt = None if mark is not None else result.doubtful.get(i)
        told = entry(doc, i, mark or doubt or ("", None, "", 0.0), is_doubtful=doubt is not None)
        if mark is None and doubt is None:
            told |= {"filter": None, "reason": None, "confidence": None}
        lines = [{"id": name, "removed": mark is not None, **told}]
        for span in doc.spans.get(i, ()):
            lines.append({"id": name, "removed": True, **span_entry(doc, i, span)})
        for line in lines:
            written = json.dumps(line, ensure_ascii=False, separators=(",", ":"))
            yield harmless(written).encode() + b"\n"
