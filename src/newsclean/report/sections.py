"""The parts of a page that tell of all documents."""

from __future__ import annotations

from newsclean import filters as all_filters
from newsclean.messages import counted
from newsclean.packs.rule import FILTER as RULES
from newsclean.report.audit import DOUBTFUL, KINDS, REMOVED, REPEATED, REPEATS, Audit
from newsclean.report.markup import Markup, bar, join, tag
from newsclean.report.store import Group
from newsclean.report.summary import shares
from newsclean.report.words import percent

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

_GROUPS, _LINES, _RULES = 25, 60, 200
_PRINTED = 20  # rows of a table; page.css leaves the others out
_TITLES = {"site": "Sites", "platform": "Platforms", "language": "Languages", "script": "Scripts"}
_UNKNOWN = {
    "site": "not known", "platform": "not recognised", "language": "not told",
    "script": "no letters",
}  # fmt: skip
_NONE = Markup("")


class Section:
    """One section. id: of its heading. short: for the list of sections, "" for none."""

    __slots__ = ("body", "id", "short", "title")

    def __init__(self, id: str, title: str, short: str, *body: str) -> None:
        self.id = id
        self.title = title
        self.short = short
        self.body = join(*body)


def table(
    caption: str, heads: Sequence[tuple[str, str]], rows: Sequence[Sequence[str]], label: str = ""
) -> Markup:
    """A table, of which no more than the first rows are printed. The first cell of a row names it.

    heads: each column's name and classes: `n` for numbers, `b` for bars, `f` for short names,
    `wide` for what narrow screens leave out. label: of a table without caption.
    """
    head = tag("tr", *(_head(name, kind) for name, kind in heads))
    body = [
        tag("tr", *(
            tag("td" if n else "th", cell, class_=kind or None, scope=None if n else "row")
            for n, (cell, (_, kind)) in enumerate(zip(row, heads, strict=True))
        ))
        for row in rows
    ]  # fmt: skip
    whole = tag("table", tag("caption", caption) if caption else _NONE, tag("thead", head),
                tag("tbody", *(join(row, Markup("\n")) for row in body)))  # fmt: skip
    more = _NONE
    if len(rows) > _PRINTED:
        told = f"Printed are the first {_PRINTED} of {len(rows):,} rows."
        more = tag("p", told, class_="note printed")
    return join(tag("div", whole, class_="scroll", role="group", aria_label=label or caption,
                    tabindex=0), more)  # fmt: skip


def _head(name: str, kind: str) -> Markup:
    if kind.startswith("b"):
        return tag("td", class_=kind)  # a bar repeats the number beside it
    return tag("th", name, scope="col", class_=kind or None)


def figures(audit: Audit) -> Section:
    """How much there is, and how much of it goes."""
    touched = percent(audit.with_boilerplate, audit.documents)
    only = f", of {audit.emptied:,} nothing is left" if audit.emptied else ""
    parts = f" and {counted(audit.parts, 'part')} of lines" if audit.parts else ""
    told = [
        ("Documents", f"{audit.documents:,}",
         f"{audit.with_boilerplate:,} ({touched}) with boilerplate{only}"),
        ("Lines removed", f"{audit.removed_lines:,}",
         f"{percent(audit.removed_lines, audit.lines)} of {audit.lines:,}{parts}"),
        ("Bytes removed", f"{audit.removed_bytes:,}",
         f"{percent(audit.removed_bytes, audit.bytes)} of {audit.bytes:,}"),
        ("Kept in doubt", f"{audit.doubtful_lines:,}",
         f"lines, in {counted(audit.in_doubt, 'document')}" if audit.in_doubt else "lines"),
    ]  # fmt: skip
    tiles = tag("dl", *(
        tag("div", tag("dt", name), tag("dd", tag("span", big, class_="big"), small))
        for name, big, small in told
    ), class_="figures")  # fmt: skip
    share = audit.removed_bytes / audit.bytes if audit.bytes else 0.0
    note = _NONE
    if audit.without_text:
        note = tag(
            "p", f"{counted(audit.without_text, 'document')} held no text at all.", class_="note"
        )
    return Section("figures", "The figures", "Figures", tiles, _stack(share), note)


def _stack(share: float) -> Markup:
    """The whole text as one bar, and what of it goes."""
    gone = round(1000 * share)
    whole = Markup(
        '<svg class="stack" viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true"'
        f' focusable="false"><rect class="kept" width="1000" height="10"/>'
        f'<rect class="gone" x="{1000 - gone}" width="{gone}" height="10"/></svg>'
    )

    def key(name: str) -> Markup:
        return Markup('<svg class="key" viewBox="0 0 10 10" aria-hidden="true" focusable="false">'
                      f'<rect class="{name}" width="10" height="10"/></svg>')  # fmt: skip

    legend = tag("ul", tag("li", key("kept"), f"the articles, {1 - share:.1%} of the bytes"),
                 tag("li", key("gone"), f"what is removed, {share:.1%}"),
                 class_="legend")  # fmt: skip
    return join(whole, legend)


def failures(audit: Audit) -> Section | None:
    """What could not be read."""
    if not audit.failed:
        return None
    more = audit.failed - len(audit.failures)
    rows = [(name, cause) for name, cause in audit.failures]
    told = f"{counted(audit.failed, 'input')} could not be read. The figures count the others."
    lead = tag("p", told, class_="warn")
    names = table("", [("Input", ""), ("Cause", "")], rows, "What could not be read")
    rest = tag("p", f"and {more:,} more", class_="note") if more else _NONE
    return Section("failures", "Not read", "Not read", lead, names, rest)


def filters(audit: Audit) -> Section | None:
    """What each filter took."""
    found = audit.filters()
    if not found:
        return None
    most = max(numbers["lines"] + numbers["parts"] for _, numbers in found)
    rows = []
    for name, numbers in found:
        count = numbers["lines"] + numbers["parts"]
        about = _about(name).split("`")  # every second piece is a quotation
        quoted = join(*(tag("code", one) if n % 2 else one for n, one in enumerate(about)))
        told = join(name, tag("span", quoted, class_="about"))
        share = percent(numbers["bytes"], audit.removed_bytes)
        rows.append((told, f"{count:,}", bar(count / most), f"{numbers['documents']:,}",
                     f"{numbers['bytes']:,}", share))  # fmt: skip
    heads = [("Filter", ""), ("Lines", "n"), ("", "b"), ("Documents", "n"), ("Bytes", "n wide"),
             ("Share of what went", "n wide")]  # fmt: skip
    caption = "Lines and parts of lines, by the filter that took them."
    return Section("filters", "By filter", "Filters", table(caption, heads, rows))


def _about(name: str) -> str:
    """A filter in one sentence: the first of its page."""
    if name == RULES:
        return "Rules of your own."
    try:
        told = type(all_filters.get(name)).__doc__ or ""
    except Exception:  # a plug-in that is gone says nothing of itself
        return ""
    return told.strip().split("\n")[0]


def shares_section(audit: Audit) -> Section | None:
    """How much the documents lose."""
    if not audit.documents:
        return None
    counts = shares(audit)
    most = max(count for _, count in counts) or 1
    names = {"0": "nothing", "all": "all: no text is left"}
    rows = [
        (names.get(name, name.replace("-", " to ")), f"{count:,}", bar(count / most),
         percent(count, audit.documents))
        for name, count in counts
    ]  # fmt: skip
    heads = [("Share of its bytes that goes", ""), ("Documents", "n"), ("", "b"), ("Share", "n")]
    return Section("shares", "How much a document loses", "Shares",
                   table("", heads, rows, "Documents by the share that goes"))  # fmt: skip


def groups(audit: Audit) -> Section | None:
    """Sites, platforms, languages and scripts."""
    sites, *others = (_group(audit, kind) for kind in KINDS)
    there = [one for one in others if one]
    if not there and not sites:
        return None
    return Section(
        "where", "Where it stands", "Sites, languages", sites, tag("div", *there, class_="pair")
    )


def _group(audit: Audit, kind: str) -> Markup:
    found = audit.groups(kind, _GROUPS)
    if [name for name, _ in found] in ([], [""]):
        return _NONE  # nothing is known of it
    shares = [sums["removed_bytes"] / (sums["bytes"] or 1) for _, sums in found]
    most = max(shares) or 1
    rows = []
    for (name, sums), share in zip(found, shares, strict=True):
        told = tag("bdi", name) if name else tag("span", _UNKNOWN[kind], class_="quiet")
        rows.append((told, f"{sums['documents']:,}",
                     percent(sums["with_boilerplate"], sums["documents"]),
                     f"{sums['removed_lines']:,}", percent(sums["removed_bytes"], sums["bytes"]),
                     bar(share / most)))  # fmt: skip
    heads = [(_TITLES[kind].removesuffix("s"), ""), ("Documents", "n"),
             ("With boilerplate", "n wide"), ("Lines removed", "n"), ("Of its bytes", "n"),
             ("", "b")]  # fmt: skip
    total = audit.group_count(kind)
    caption = "Documents, how many of them hold boilerplate, and what goes."
    if total > len(found):
        caption = f"The {len(found):,} with most documents, of {total:,}. " + caption
    return tag("div", tag("h3", _TITLES[kind]), table(caption, heads, rows))


def removed(audit: Audit) -> Section | None:
    """The lines that go most often."""
    top = audit.top(REMOVED, _LINES)
    if not top:
        return None
    total = audit.line_count(REMOVED)
    caption = (
        f"Of {counted(total, 'different line')}, the most frequent." if total > len(top) else ""
    )
    return Section(
        "removed", "Removed most often", "Removed lines", _lines(top, caption, "Lines removed")
    )


def kept(audit: Audit) -> Section | None:
    """Lines that stay and may be boilerplate."""
    doubtful, repeated = audit.top(DOUBTFUL, _LINES), audit.top(REPEATED, _LINES)
    if not doubtful and not repeated:
        return None
    body: list[str] = []
    if doubtful:
        lead = ("They look like boilerplate, but not enough to be removed: a footer left in is a "
                "nuisance, a paragraph lost is a defect.")  # fmt: skip
        body += [tag("h3", "Kept in doubt"), tag("p", lead),
                 _lines(doubtful, "", "Lines kept in doubt", is_sure=True)]  # fmt: skip
    if repeated:
        lead = (
            f"Short lines at the beginning or the end of at least {REPEATS} different articles: a "
            "site's own boilerplate, or credits and headings of the articles. "
        )
        learn = join("To make rules of them: ", tag("code", "newsclean learn"), ".")
        body += [tag("h3", "Kept, though they repeat"), tag("p", lead, learn),
                 _lines(repeated, "", "Lines kept that repeat", has_filter=False)]  # fmt: skip
    return Section("kept", "Possible leftovers", "Leftovers", *body)


def _lines(
    top: list[Group], caption: str, label: str, *, has_filter: bool = True, is_sure: bool = False
) -> Markup:
    """A table of lines. is_sure: whether it tells how sure, too."""
    rows = []
    for group in top:
        examples = tag("span", f"{', '.join(group.places)}", class_="about")
        line = join(tag("bdi", group.text, class_="line", dir="auto"), examples)
        row: list[str] = [line]
        if has_filter:
            row.append(group.reason if is_sure else group.filter or "")
        if is_sure:
            row.append(f"{group.confidence:.2f}")
        rows.append([*row, f"{group.count:,}", f"{group.documents:,}"])
    heads = [("Line, and where it stands", "")]
    if has_filter:
        heads.append(("Why in doubt", "wide") if is_sure else ("Filter", "f"))
    heads += [("Sure", "n")] if is_sure else []
    heads += [("Lines", "n"), ("Documents", "n")]
    return table(caption, heads, rows, label)


def rules(audit: Audit) -> Section | None:
    """Rules of the user's, with what each took here and what it was learned from."""
    if not audit.has_rules:
        return None
    rows = []
    every = list(audit.rules())
    every.sort(key=lambda one: -one[2])
    for pack, rule, lines, documents in every[:_RULES]:
        verb = "keeps" if rule.is_keep else "removes"
        about = tag("span", f"{pack.name}: {verb}, {rule.position}", class_="about")
        learned = f"{rule.count:,} ({rule.share:.0%})" if rule.count else "–"
        rows.append((join(tag("code", rule.phrase or rule.pattern), about),
                     "–" if rule.is_keep else f"{lines:,}",
                     "–" if rule.is_keep else f"{documents:,}", learned,
                     rule.last_matched or "–"))  # fmt: skip
    heads = [("Rule", ""), ("Lines here", "n"), ("Documents here", "n"),
             ("Learned from articles", "n"), ("Newest of them", "n wide")]  # fmt: skip
    idle = sum(not rule.is_keep and not lines for _, rule, lines, _ in every)
    told = f"{idle:,} took nothing here" if idle else "each took something here"
    lead = f"{counted(len(every), 'rule')} in force; {told}."
    if len(every) > _RULES:
        lead += f" The {_RULES} that took most:"
    return Section("rules", "Rules in force", "Rules", tag("p", lead),
                   table("", heads, rows, "Rules in force"))  # fmt: skip
