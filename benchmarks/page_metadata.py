"""Title, author and date of labelled pages: ours, and those of others where they are installed.

    python benchmarks/page_metadata.py              precision, recall and F1 of each field
    python benchmarks/page_metadata.py traf         one data set
    python benchmarks/page_metadata.py --cost       in multiples of a bare lxml parse of the page
    python benchmarks/page_metadata.py --wrong date what we told and what the label says
    python benchmarks/page_metadata.py --left htmldate   dates that only it finds, right and wrong

A field counts where the page has a label of it, as `html-dev/score.py` compares them: titles
without case and punctuation, authors as a set of words, dates by the day. Precision is the share
of told values that are right, recall that of all labels.
"""

from __future__ import annotations

import argparse
import statistics
from collections.abc import Callable
from typing import Any

from newsclean.cleaner import Cleaner
from pages import Row, bytes_of, cleaned, least, pages, scorer

SETS = ("traf", "readability", "wcxb")
FIELDS = ("title", "author", "date")
_COST_PAGES = 60

Told = dict[str, str | None]
Reader = Callable[[Row], Told]


def ours(cleaner: Cleaner) -> Reader:
    """This package, everything in it, by models that never saw the page's site."""

    def read(row: Row) -> Told:
        result = cleaned(row, cleaner)
        return {"title": result.title, "author": ", ".join(result.authors), "date": result.date,
                **{name: str(result.fields.origins.get(key))
                   for name, key in (("title from", "title"), ("author from", "authors"),
                                     ("date from", "date"))}}  # fmt: skip

    return read


def peers() -> dict[str, Reader]:
    """Others that are installed; each as its documentation calls it."""
    found: dict[str, Reader] = {}
    try:
        from trafilatura.metadata import extract_metadata

        def trafilatura(row: Row) -> Told:
            told = extract_metadata(bytes_of(row), default_url=row["url"])
            if told is None:
                return {}
            author = (told.author or "").replace(";", ",")
            return {"title": told.title, "author": author, "date": told.date}

        found["trafilatura"] = trafilatura
    except ImportError:
        pass
    try:
        from htmldate import find_date

        def htmldate(row: Row) -> Told:
            return {"date": find_date(bytes_of(row), original_date=True, url=row["url"])}

        def htmldate_fast(row: Row) -> Told:
            return {"date": find_date(bytes_of(row), extensive_search=False, original_date=True,
                                      url=row["url"])}  # fmt: skip

        found["htmldate"], found["htmldate, fast"] = htmldate, htmldate_fast
    except ImportError:
        pass
    return found


def table(rows: list[Row], told: list[Told]) -> dict[str, tuple[int, float, float, float]]:
    """Field -> pages with a label, precision, recall, F1."""
    score = scorer()
    found = {}
    for field in FIELDS:
        hits = [score.meta_hit(field, row["meta"][field], one.get(field))
                for row, one in zip(rows, told, strict=True) if row["meta"].get(field)]  # fmt: skip
        given = [hit for hit in hits if hit is not None]
        if given:
            p, r = sum(given) / len(given), sum(given) / len(hits)
            found[field] = len(hits), p, r, score.harmonic(p, r)
    return found


def wrong(rows: list[Row], told: list[Told], field: str) -> None:
    """Print what is not as the label says."""
    score = scorer()
    for row, one in zip(rows, told, strict=True):
        gold = row["meta"].get(field)
        if gold and not score.meta_hit(field, gold, one.get(field)):
            print(f"{row['dataset']}:{row['id']}\t{gold!r}\t{one.get(field)!r}"
                  f"\t{one.get(field + ' from')}\t{row['url']}")  # fmt: skip


def left(rows: list[Row], own: list[Told], other: list[Told], field: str) -> None:
    """What somebody else tells where we tell nothing."""
    score = scorer()
    hits = [score.meta_hit(field, row["meta"][field], b.get(field))
            for row, a, b in zip(rows, own, other, strict=True)
            if row["meta"].get(field) and not a.get(field)]  # fmt: skip
    given = [hit for hit in hits if hit is not None]
    print(f"  {field}: told by nobody here {len(hits)}, by the other {len(given)}, "
          f"right {sum(given)}")  # fmt: skip


def cost(rows: list[Row]) -> None:
    """Median over pages, in multiples of a bare parse of the same page."""
    from lxml import etree

    from newsclean.html.metadata import read_metadata
    from newsclean.html.parse import parse

    readers: dict[str, Callable[[Row], object]] = dict(peers())
    times: dict[str, list[float]] = {"newsclean, metadata only": []}
    for row in rows:
        data = bytes_of(row)

        def bare(data: bytes = data) -> object:
            return etree.fromstring(data, etree.HTMLParser())

        base = least(bare)
        page = parse(data)

        def own(page: Any = page, row: Row = row) -> object:
            return read_metadata(page.root, row["url"], page.title)

        times["newsclean, metadata only"].append(least(own) / base)
        for name, reader in readers.items():

            def other(reader: Callable[[Row], object] = reader, row: Row = row) -> object:
                return reader(row)

            times.setdefault(name, []).append(least(other) / base)
    for name, each in times.items():
        print(f"{name:26} {statistics.median(each):6.2f} bare parses")


def main() -> int:
    """Measure and tell."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("sets", nargs="*", metavar="SET", help=", ".join(SETS))
    parser.add_argument("--cost", action="store_true")
    parser.add_argument("--alone", action="store_true", help="without the others")
    parser.add_argument("--wrong", choices=FIELDS)
    parser.add_argument("--left", metavar="OTHER")
    options = parser.parse_args()
    cleaner = Cleaner()
    readers = {"newsclean": ours(cleaner)}
    if not options.alone and not options.wrong:
        readers |= peers()
    for name in options.sets or SETS:
        rows = [row for row in pages(name) if row.get("meta")]
        if options.cost:
            print(f"{name}, {min(len(rows), _COST_PAGES)} pages")
            cost(rows[:: max(1, len(rows) // _COST_PAGES)])
            continue
        told = {other: [reader(row) for row in rows] for other, reader in readers.items()}
        if options.wrong:
            wrong(rows, told["newsclean"], options.wrong)
            continue
        for field in FIELDS:
            for other, each in told.items():
                if field in (found := table(rows, each)):
                    count, p, r, f1 = found[field]
                    print(f"{name:12} {field:7} {other:16} {count:4} pages  p {p:.3f}  "
                          f"r {r:.3f}  F1 {f1:.3f}")  # fmt: skip
        if options.left:
            for field in FIELDS:
                left(rows, told["newsclean"], told[options.left], field)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
