"""The parts of a page that tell of single documents."""

from __future__ import annotations

from newsclean.messages import counted
from newsclean.report.audit import Audit, key_of
from newsclean.report.chosen import LEFT, LOST, SAMPLE
from newsclean.report.markup import Markup, bar, join, link, tag
from newsclean.report.sections import Section, table
from newsclean.report.view import CUT, DOUBTFUL, GAP, KEPT, REMOVED, Row, View, reasons
from newsclean.report.words import percent

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsclean.report.measure import Measure

_SHOWN = 50  # in lists
_LEFTOVERS = 6  # lines of one document in the list
_BREAK = Markup("\n")
_MIDDLE = "Of long documents the middle of the article is left out."
_SAID = {REMOVED: "removed: ", DOUBTFUL: "in doubt: "}  # for those who cannot see the line struck


def lost(audit: Audit, places: dict[int, str]) -> Section | None:
    """The documents that lost the largest share."""
    views = audit.chosen.lost.views()[:_SHOWN]
    if not views:
        return None
    rows = [
        (_name(view, places), percent(view.measure.removed_bytes, view.measure.bytes),
         bar(view.measure.share), f"{view.measure.removed_lines:,} of {view.measure.lines:,}")
        for view in views
    ]  # fmt: skip
    heads = [("Document", ""), ("Bytes removed", "n"), ("", "b"), ("Lines removed", "n")]
    lead = tag("p", "Look here first: where most of a text goes, an article may go with it.")
    return Section("lost", "Lost most", "Lost most", lead,
                   table("", heads, rows, "Documents that lost most"))  # fmt: skip


def leftovers(audit: Audit, places: dict[int, str]) -> Section | None:
    """The documents that most likely hold boilerplate still."""
    views = audit.chosen.left.views()[:_SHOWN]
    if not views:
        return None
    rows = []
    for view in views:
        different = {key_of(one.text): one for one in reversed(view.leftovers)}.values()
        shown = sorted(different, key=lambda one: (not one.is_at_end, -one.mark[3]))[:_LEFTOVERS]
        lines = [
            tag("div", tag("bdi", one.text, class_="line", dir="auto"),
                tag("span", f"line {one.number}, {one.mark[3]:.2f} sure, {reasons(one)}",
                    class_="about"))
            for one in sorted(shown, key=lambda one: one.number)
        ]  # fmt: skip
        more = view.measure.doubtful - len(shown)
        lines += [tag("span", f"and {more:,} more", class_="about")] if more else []
        rows.append((_name(view, places), join(*lines)))
    lead = tag("p", "By how many lines were kept in doubt, how sure each was, and whether it "
               "stands at an end of the text.")  # fmt: skip
    heads = [("Document", ""), ("Lines in doubt", "")]
    return Section("leftovers", "Likely leftovers", "Documents in doubt", lead,
                   table("", heads, rows, "Documents with likely leftovers"))  # fmt: skip


def _name(view: View, places: dict[int, str]) -> Markup:
    place = places.get(view.order)
    name = tag("a", view.name, href=f"#{place}") if place else join(view.name)
    return join(name, tag("bdi", view.title or view.opening, class_="about", dir="auto"))


def choice(audit: Audit, shown: list[View]) -> str:
    """Which documents are shown whole, and why these."""
    if len(shown) == audit.documents:
        return f"Every document is shown whole below. {_MIDDLE}"
    third = audit.chosen.most // 3
    return (
        f"Of {counted(audit.documents, 'document')} {len(shown):,} are shown whole: the {third:,} "
        f"that lost the largest share, the {third:,} with the likeliest leftovers, and others that "
        "a hash of their names chooses, the same in every run. Figures and lists count all of "
        f"them. {_MIDDLE}"
    )


def documents(audit: Audit, shown: list[View]) -> Section | None:
    """The documents themselves."""
    if not shown:
        return None
    is_all = len(shown) == audit.documents
    views = (_document(view, f"d{n}", is_all=is_all) for n, view in enumerate(shown, 1))
    return Section("documents-shown", "Documents", "Documents", tag("p", choice(audit, shown)),
                   _finder(is_all=is_all), tag("div", *views, id="documents"))  # fmt: skip


def _finder(*, is_all: bool) -> Markup:
    tags = (LOST, LEFT) if is_all else (LOST, LEFT, SAMPLE)
    options = (tag("option", name, value=name) for name in tags)
    return tag("div",
        tag("div", tag("label", "Find by name, title or site", for_="words"),
            Markup('<input type="search" id="words" autocomplete="off">')),
        tag("div", tag("label", "Which", for_="tag"),
            tag("select", tag("option", "all", value=""), *options, id="tag")),
        tag("button", "Open all", type="button", id="open"),
        tag("button", "Close all", type="button", id="close"),
        tag("span", id="found", class_="note", role="status"),
        class_="finder", id="finder", hidden="")  # fmt: skip


def _document(view: View, place: str, *, is_all: bool) -> Markup:
    measure = view.measure
    tags = [name for name in view.tags if not (is_all and name == SAMPLE)]
    title = tag("bdi", view.title or view.opening, dir="auto",
                class_=None if view.title else "quiet")  # fmt: skip
    summary = tag("summary", tag("h3", view.name), " ", title,
                  tag("span", *(tag("span", name, class_="tag") for name in tags),
                      " · ".join(_went(measure)), class_="facts"))  # fmt: skip
    facts = [(name, join(value)) for name, value in view.about.items()]
    facts += [("source", link(view.url))] if view.url else []
    told = tag(
        "dl", *(join(tag("dt", name), tag("dd", tag("bdi", value))) for name, value in facts)
    )
    rows = tag("ol", *(join(_row(row), _BREAK) for row in view.rows), class_="text")
    return join(tag("details", summary, told if facts else Markup(""), rows, id=place, class_="doc",
                    data_tags=",".join(tags)), _BREAK)  # fmt: skip


def _went(measure: Measure) -> Iterator[str]:
    """What a document lost, in words."""
    yield f"{measure.removed_lines:,} of {counted(measure.lines, 'line')} removed"
    if measure.parts:
        yield f"{counted(measure.parts, 'part')} cut"
    if measure.is_touched:
        yield f"{percent(measure.removed_bytes, measure.bytes)} of the bytes"
    if measure.doubtful:
        yield f"{counted(measure.doubtful, 'line')} in doubt"
    if measure.by_filter:
        yield ", ".join(measure.by_filter)


def _row(row: Row) -> Markup:
    """A line as an item of a list, whose numbers are those of the lines."""
    if row.kind == GAP:
        return tag("li", row.parts[0][1], class_="gap", value=row.number)
    hover = "; ".join(row.why) or None
    why = tag("span", hover or "", class_="why") if row.is_told else Markup("")
    if row.kind == KEPT and all(kind == KEPT for kind, _ in row.parts):
        return tag("li", tag("bdi", *(text for _, text in row.parts), dir="auto"), value=row.number)
    parts = [_part(kind, text) for kind, text in row.parts]
    said = tag("span", _SAID[row.kind], class_="sr") if row.kind in _SAID else Markup("")
    return tag("li", said, tag("bdi", *parts, dir="auto"), why, value=row.number, title=hover,
               class_={CUT: "part", KEPT: None}.get(row.kind, row.kind))  # fmt: skip


def _part(kind: str, text: str) -> Markup:
    if kind == GAP:
        return tag("span", f" [{text}] ", class_="hidden")
    return tag("del", text) if kind == REMOVED else join(text)
