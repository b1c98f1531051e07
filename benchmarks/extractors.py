"""Other extractors, each behind one call: a page and its language in, text out.

Nothing is imported before it is asked for: memory and start-up of each are measured in a process of
its own (`peer_child.py`).
"""

from __future__ import annotations

import socket
from collections.abc import Callable
from importlib import import_module
from typing import Any

Extract = Callable[[str, str], str]  # page, language -> text
LANGUAGES = {
    "ar": "Arabic", "bn": "Bengali", "de": "German", "en": "English", "es": "Spanish",
    "fr": "French", "hi": "Hindi", "id": "Indonesian", "it": "Italian", "nl": "Dutch",
    "pl": "Polish", "pt": "Portuguese", "ru": "Russian", "sv": "Swedish", "tr": "Turkish",
    "uk": "Ukrainian", "vi": "Vietnamese",
}  # fmt: skip


def go_offline() -> None:
    """Let nobody use the network: what an extractor fetches is neither its text nor our business.

    newspaper4k asks for a list of domains, and waits for it.
    """

    def refuse(*_: object, **__: object) -> None:
        raise OSError("no network in a benchmark")

    socket.socket.connect = refuse  # type: ignore[method-assign]
    socket.getaddrinfo = refuse  # type: ignore[assignment]


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


def newsclean() -> Extract:
    """newsclean, told that it is a page."""
    cleaner = _module("newsclean").Cleaner(input="html")
    return lambda page, language: str(cleaner.clean(page, language=language or None).text)


# Name -> distribution, and what makes it.
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


def attempt(extract: Extract, page: str, language: str) -> str | None:
    """What comes out; None for an exception."""
    try:
        return extract(page, language)
    except Exception:  # a peer that fails is a row of the table
        return None


# What benchmarks/peers.py sets side by side on whole pages; of trafilatura without comments, which
# the labels do not hold.
SIDE_BY_SIDE: dict[str, tuple[str, Callable[[], Extract]]] = {
    "newsclean": ("newsclean", newsclean),
    "trafilatura": ("trafilatura", trafilatura_article),
    "trafilatura, fast": ("trafilatura", lambda: trafilatura_article(fast=True)),
    "Resiliparse": ("resiliparse", resiliparse),
    "readability-lxml": ("readability-lxml", readability),
    "jusText": ("justext", justext),
    "newspaper4k": ("newspaper4k", newspaper),
    "goose3": ("goose3", goose),
}
