"""newsclean beside other extractors: quality, speed, memory, start-up and size, in one run.

    python -m venv peers && peers/bin/pip install -q -e '.[bench]'
    peers/bin/python benchmarks/peers.py --aeb ../article-extraction-benchmark   what anybody can do
    peers/bin/python benchmarks/peers.py            with the development corpora, the reposts too
    peers/bin/python benchmarks/peers.py --write    and into README.md and docs/peers.md
    python benchmarks/peers.py --own                only newsclean's rows of the README, anew

Whole pages and costs: `side_by_side.py`. Of the reposts, which are texts, extractors get pages:
each line a `<p>` in one post body, or all in one post body with `<br>` between them as Blogger
writes it; and once they get the text as it is. An extractor that is not installed is left out.
"""

from __future__ import annotations

import argparse
import html
import logging
import sys
import warnings
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import newsclean
import peer_pages
import side_by_side
from corpus import ROOT, CorpusMissing, Doc, Scorer, load
from extractors import PEERS, Extract, attempt, go_offline
from processes import EXAMPLE
from quality import score_unseen

README = ROOT / "README.md"
ARTICLE_LINES = 16  # of the example; what follows is boilerplate
_OWN = "**newsclean**"


def paragraphs_page(lines: list[str], title: str, language: str) -> str:
    """Each line a paragraph of one post body."""
    body = "\n".join(f"<p>{html.escape(line)}</p>" for line in lines if line.strip())
    return _page(body, title, language)


def breaks_page(lines: list[str], title: str, language: str) -> str:
    """All lines in one post body, as Blogger's editor leaves them."""
    body = "<br />\n<br />\n".join(html.escape(line) for line in lines if line.strip())
    return _page(f'<div dir="ltr">{body}</div>', title, language)


def _page(body: str, title: str, language: str) -> str:
    return (
        f'<!DOCTYPE html>\n<html lang="{language}"><head><meta charset="utf-8">'
        f"<title>{html.escape(title)}</title></head>\n<body><div class='main'>"
        f"<div class='post hentry'><h3 class='post-title entry-title'>{html.escape(title)}</h3>\n"
        f"<div class='post-body entry-content'>\n{body}\n</div></div></div></body></html>\n"
    )


def on_example(extract: Extract, scorer: Scorer) -> list[str]:
    """Article kept and boilerplate left on the three shapes, in words."""
    text = EXAMPLE.read_text(encoding="utf-8")
    lines = text.rstrip("\n").split("\n")
    title = lines[19].removesuffix(" - NBC News")
    labels = ["keep"] * ARTICLE_LINES + ["drop"] * (len(lines) - ARTICLE_LINES)
    doc = {"id": "example", "text": "\n".join(lines), "labels": labels}
    cells = []
    for page in (paragraphs_page(lines, title, "en"), breaks_page(lines, title, "en"), text):
        found = attempt(extract, page, "en")
        if found is None:
            cells.append("exception")
        elif not found.strip():
            cells.append("nothing out")
        else:
            row = scorer.score_doc(doc, found)
            kept = f"{row.get('keep_kept', 0)}"
            kept = kept if kept == str(ARTICLE_LINES) else f"**{kept}**"
            cells.append(f"{kept} kept, {row.get('drop_kept', 0)} left")
    return cells


def on_reposts(run: Callable[[Doc], Any], docs: list[Doc], scorer: Scorer) -> list[str]:
    """Lines lost, documents with a loss, boilerplate left: over all documents."""
    return losses(docs, [scorer.score_doc(doc, run(doc) or "") for doc in docs], scorer)


def losses(docs: list[Doc], rows: list[Doc], scorer: Scorer) -> list[str]:
    """The cells of the table from the scorer's rows."""
    total = scorer.summarise(docs, rows)
    keep, drop = total["keep_lines"], total["drop_lines"]
    return [
        f"{total['lines_lost']:,} of {keep:,} ({total['lost_rate']:.2%})",
        f"{total['docs_with_loss']} of {len(docs)}",
        f"{total['drop_left']:,} of {drop:,} ({total['drop_left'] / drop:.1%})",
    ]


def row_of(name: str, cells: list[str]) -> str:
    """One row of a Markdown table."""
    return f"| {' | '.join([name, *cells])} |"


def own_rows(docs: list[Doc], scorer: Scorer) -> list[str]:
    """The rows of newsclean, with what it saw and without."""
    example = on_example(lambda page, _: newsclean.clean(page).text, scorer)[2]
    seen = on_reposts(lambda doc: newsclean.clean(doc["text"]).text, docs, scorer)
    unseen = losses(docs, score_unseen(docs, "family"), scorer)
    return [
        row_of(f"{_OWN}, on the text", ["–", "–", example, *seen]),
        row_of(
            f"{_OWN}, without the rows that only the post's own kind of wrapper supports",
            ["–", "–", "–", *unseen],
        ),
    ]


def tables(limit: int | None) -> str:
    """Both tables in one, with the versions below."""
    scorer = Scorer()
    docs = load("reposts")[:limit]
    lines = [
        row_of("", ["the example as `<p>` page", "as `<br>` page", "as text",
                    "600 reposts: article lines lost", "posts with a loss", "boilerplate left"]),
        "|---|---|---|---|---|---|---|",
        *own_rows(docs, scorer),
    ]  # fmt: skip
    versions = []
    for name, (package, make) in PEERS.items():
        try:
            number = version(package)
            extract = make()
        except (PackageNotFoundError, ImportError):
            print(f"{name} is not installed", file=sys.stderr)
            continue
        print(f"{name} {number}", file=sys.stderr)
        versions.append(f"{package} {number}")

        def run(doc: Doc, extract: Extract = extract) -> str | None:
            title = (doc.get("meta") or {}).get("title") or "Post"
            page = paragraphs_page(doc["text"].split("\n"), title, doc["lang"])
            return attempt(extract, page, doc["lang"])

        cells = [*on_example(extract, scorer), *on_reposts(run, docs, scorer)]
        lines.append(row_of(name, cells))
    lines += ["", f"Measured with {', '.join(dict.fromkeys(versions))}."]
    return "\n".join(lines)


def write(found: str) -> None:
    """The table of the reposts into the README."""
    before, _, after = _readme_parts()
    README.write_text(f"{before}\n{found}\n{after}", encoding="utf-8")


def write_own(rows: list[str]) -> None:
    """Our rows into the table of the README, the others as they are."""
    before, table, after = _readme_parts()
    lines = table.strip("\n").split("\n")
    head, others = lines[:2], [line for line in lines[2:] if not line.startswith(f"| {_OWN}")]
    found = "\n".join([*head, *rows, *others])
    README.write_text(f"{before}\n{found}\n{after}", encoding="utf-8")


def _readme_parts() -> tuple[str, str, str]:
    """What stands before the table of the README, the table, what stands behind it."""
    before, begin, rest = README.read_text(encoding="utf-8").partition("<!-- peers -->")
    table, end, after = rest.partition("<!-- end peers -->")
    return before + begin, table, end + after


def page_sets(aeb: Path | None, most: int) -> dict[str, list[peer_pages.Page]]:
    """Name -> pages, of what is here."""
    sets = {"article-extraction-benchmark": peer_pages.from_checkout(aeb) if aeb
            else peer_pages.from_corpora("aeb", most),
            "WCXB": peer_pages.from_corpora("wcxb", most)}  # fmt: skip
    return {name: pages for name, pages in sets.items() if pages}


def main() -> int:
    """Measure, print, and write where asked."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--aeb", type=Path, metavar="FOLDER",
                        help="a checkout of scrapinghub/article-extraction-benchmark")  # fmt: skip
    parser.add_argument("--pages", type=int, default=200, help="at most so many of a set")
    parser.add_argument("--rounds", type=int, default=3, help="of each page's time")
    parser.add_argument("--starts", type=int, default=5, help="processes of each start-up")
    parser.add_argument("--limit", type=int, help="only so many reposts; 0 for none")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--own", action="store_true",
                        help="only write our rows into README.md")  # fmt: skip
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    go_offline()
    if options.own:
        write_own(own_rows(load("reposts"), Scorer()))
        return 0
    sets = page_sets(options.aeb, options.pages)
    if sets:
        measured = side_by_side.measure(sets, options.rounds, options.starts)
        print(side_by_side.tables(measured))
        if options.write:
            side_by_side.write(measured)
    else:
        print("no pages: name a checkout with --aeb", file=sys.stderr)
    if options.limit == 0:
        return 0 if sets else 2
    try:
        found = tables(options.limit)
    except CorpusMissing as error:
        print(error, file=sys.stderr)
        return 0 if sets else 2
    print(found)
    if options.write:
        write(found)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
