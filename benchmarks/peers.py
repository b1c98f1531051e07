"""What ten extractors make of scraped text; the tables of the README.

    python -m venv peers && peers/bin/pip install -q '.[bench]'
    peers/bin/python benchmarks/peers.py            print the tables
    peers/bin/python benchmarks/peers.py --write    and put them into README.md

Extractors read pages, so the lines of a text are wrapped: each a `<p>` in one post body, or all in
one post body with `<br>` between them as Blogger writes it; and once they get the text as it is. An
extractor that is not installed is left out.
"""

from __future__ import annotations

import argparse
import html
import logging
import sys
import warnings
from collections.abc import Callable
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from typing import Any

import newsclean
from corpus import ROOT, CorpusMissing, Doc, Scorer, load
from processes import EXAMPLE
from quality import score_unseen

ARTICLE_LINES = 16  # of the example; what follows is boilerplate
Extract = Callable[[str, str], str]  # page, language -> text
LANGUAGES = {
    "ar": "Arabic", "bn": "Bengali", "de": "German", "en": "English", "es": "Spanish",
    "fr": "French", "hi": "Hindi", "id": "Indonesian", "it": "Italian", "nl": "Dutch",
    "pl": "Polish", "pt": "Portuguese", "ru": "Russian", "sv": "Swedish", "tr": "Turkish",
    "uk": "Ukrainian", "vi": "Vietnamese",
}  # fmt: skip


def _module(name: str) -> Any:
    return import_module(name)


def trafilatura() -> Extract:
    """Trafilatura with its defaults."""
    extract = _module("trafilatura").extract
    return lambda page, _: extract(page) or ""


def trafilatura_article(*, fast: bool = False) -> Extract:
    """Trafilatura without readers' comments. fast: without its fallbacks, too."""
    extract = _module("trafilatura").extract
    return lambda page, _: extract(page, include_comments=False, fast=fast) or ""


def trafilatura_precision() -> Extract:
    """Trafilatura told to prefer precision."""
    extract = _module("trafilatura").extract
    return lambda page, _: extract(page, favor_precision=True) or ""


def resiliparse() -> Extract:
    """Resiliparse, main content only."""
    extract = _module("resiliparse.extract.html2text").extract_plain_text
    return lambda page, _: extract(page, main_content=True, preserve_formatting=True)


def readability() -> Extract:
    """readability-lxml, its summary as text."""
    document = _module("readability").Document
    parse = _module("lxml.html").fromstring

    def run(page: str, _: str) -> str:
        tree = parse(document(page).summary())
        for element in tree.iter("p", "br", "div"):
            element.tail = "\n" + (element.tail or "")
        return str(tree.text_content())

    return run


def justext() -> Extract:
    """JusText with the stop words of the text's language, or without any where it has none."""
    module = _module("justext")
    lists = module.get_stoplists()

    def run(page: str, language: str) -> str:
        name = LANGUAGES.get(language.partition("-")[0], "")
        if name in lists:
            found = module.justext(page.encode(), module.get_stoplist(name), encoding="utf-8")
        else:
            found = module.justext(
                page.encode(), frozenset(), encoding="utf-8", stopwords_low=0, stopwords_high=0
            )
        return "\n".join(p.text for p in found if not p.is_boilerplate)

    return run


def goose() -> Extract:
    """goose3, told the language."""
    goose3 = _module("goose3")

    def run(page: str, language: str) -> str:
        with goose3.Goose({"target_language": language[:2], "use_meta_language": False}) as one:
            return str(one.extract(raw_html=page).cleaned_text)

    return run


def boilerpy() -> Extract:
    """boilerpy3's article extractor."""
    extractor = _module("boilerpy3.extractors").ArticleExtractor()
    return lambda page, _: str(extractor.get_content(page))


def newspaper() -> Extract:
    """newspaper4k, told the language."""
    module = _module("newspaper")

    def run(page: str, language: str) -> str:
        article = module.Article("https://example.org/post", language=language[:2])
        article.download(input_html=page)
        article.parse()
        return str(article.text)

    return run


def html_text() -> Extract:
    """html-text, which takes all text."""
    extract = _module("html_text").extract_text
    return lambda page, _: str(extract(page))


def inscriptis() -> Extract:
    """inscriptis, which takes all text."""
    extract = _module("inscriptis").get_text
    return lambda page, _: str(extract(page))


PEERS: dict[str, tuple[str, Callable[[], Extract]]] = {
    "trafilatura": ("trafilatura", trafilatura),
    "trafilatura, precision": ("trafilatura", trafilatura_precision),
    "Resiliparse, main content": ("resiliparse", resiliparse),
    "readability-lxml": ("readability-lxml", readability),
    "jusText, own language": ("justext", justext),
    "goose3": ("goose3", goose),
    "boilerpy3": ("boilerpy3", boilerpy),
    "newspaper4k": ("newspaper4k", newspaper),
    "html-text": ("html-text", html_text),
    "inscriptis": ("inscriptis", inscriptis),
}


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


def attempt(extract: Extract, page: str, language: str) -> str | None:
    """What comes out; None for an exception."""
    try:
        return extract(page, language)
    except Exception:  # a peer that fails is a row of the table
        return None


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


def tables(limit: int | None) -> str:
    """Both tables in one, with the versions below."""
    scorer = Scorer()
    docs = load("reposts")[:limit]
    lines = [
        row_of("", ["the example as `<p>` page", "as `<br>` page", "as text",
                    "600 reposts: article lines lost", "posts with a loss", "boilerplate left"]),
        "|---|---|---|---|---|---|---|",
    ]  # fmt: skip
    versions = []
    ours = on_example(lambda page, _: newsclean.clean(page).text, scorer)[2]
    own = on_reposts(lambda doc: newsclean.clean(doc["text"]).text, docs, scorer)
    lines.append(row_of("**newsclean**, on the text", ["–", "–", ours, *own]))
    unseen = losses(docs, score_unseen(docs, "family"), scorer)
    name = "**newsclean**, without the rows that only the post's own kind of wrapper supports"
    lines.append(row_of(name, ["–", "–", "–", *unseen]))
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


def main() -> int:
    """Print the tables; put them into the README when asked."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--limit", type=int, help="only so many reposts")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    try:
        found = tables(options.limit)
    except CorpusMissing as error:
        print(error, file=sys.stderr)
        return 2
    print(found)
    if options.write:
        readme = ROOT / "README.md"
        text = readme.read_text(encoding="utf-8")
        before, _, rest = text.partition("<!-- peers -->")
        after = rest.partition("<!-- end peers -->")[2]
        readme.write_text(
            f"{before}<!-- peers -->\n{found}\n<!-- end peers -->{after}", encoding="utf-8"
        )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
