"""The text of an article that a page shows on demand: in JSON-LD, a template, `noframes`."""

from __future__ import annotations

from newsclean.html.forms import is_article
from newsclean.html.head import scripts_of
from newsclean.html.parse import parse
from newsclean.html.walk import Walk
from newsclean.patterns import Pattern
from newsclean.shapes import ends_sentence

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_ENOUGH = 500  # a shorter text is a summary where the page shows a sentence
_DESCRIPTIONS = ("description", "og:description", "twitter:description")
_ENDS = Pattern("[.!?\u2026\u3002\uff01\uff1f\u061f\u0964]+")  # of sentences
_TEMPLATE = "text/template"
# `If a <b and c> d` is none.
MARKUP = Pattern(
    r"</?(?:p|br|div|h[1-6]|ul|ol|li|a|em|strong|b|i|span|img|blockquote)(?:\s[^<>]*=[^<>]*)?\s*/?>"
)


def in_json(root: Any, shown: list[str]) -> str | None:
    """What the JSON-LD of a page tells of its article's text.

    shown: the lines that the page shows of it. Where none is a sentence a short text is one, too,
    if it has two sentences and is no description.
    """
    told = scripts_of(root).article.get("articleBody")
    if not isinstance(told, str) or len(told) >= _ENOUGH:
        return told if isinstance(told, str) else None
    if any(map(ends_sentence, shown)) or len(_ENDS.findall(told)) < 2:
        return None
    return None if _bare(told) in _descriptions(root) else told


def continued_in_json(root: Any, shown: list[str], title: str | None) -> str | None:
    """The text of a page's JSON-LD where that is all that the page shows, and goes on.

    No other line than the headline may stand above: it would be lost.
    """
    told = scripts_of(root).article.get("articleBody")
    if not isinstance(told, str):
        return None
    whole, headline = _bare(" ".join(lines_of(told))), _bare(title or "")
    rest = [line for line in map(_bare, shown) if not headline.startswith(line)]
    if not rest:
        return None
    rest[-1] = rest[-1].rstrip("\u2026.")  # a teaser may break off
    start = "".join(rest)
    if not whole.startswith(start):
        return None
    return told if len(_ENDS.findall(whole[len(start) :])) > 1 else None


def _descriptions(root: Any) -> set[str]:
    told = [
        meta.get("content") or "" for meta in root.iter("meta")
        if (meta.get("property") or meta.get("name") or "").lower() in _DESCRIPTIONS
    ]  # fmt: skip
    told.append(str(scripts_of(root).article.get("description") or ""))
    return set(map(_bare, told))


def _bare(text: str) -> str:
    return "".join(text.split())


def in_template(root: Any) -> str | None:
    """What stands in a template of scripts within the article, as Google's own blogs have it.

    Elsewhere in a page such templates are notices on cookies, forms and comments.
    """
    found = [
        script.text for script in root.iter("script")
        if (script.get("type") or "").strip().lower() == _TEMPLATE
        and len(script.text or "") >= _ENOUGH and any(map(is_article, script.iterancestors()))
    ]  # fmt: skip
    return max(found, key=len, default=None)


def in_frameless(root: Any) -> str | None:
    """What a page of frames shows where there are none; a parser takes it for text."""
    found = ["".join(element.itertext()) for element in root.iter("noframes")]
    return next((told for told in found if len(told) >= _ENOUGH), None)


def lines_of(told: str) -> list[str]:
    """The lines of such a text, with or without markup."""
    if MARKUP.search(told):
        return Walk(parse(told).root).texts
    return list(filter(None, [" ".join(line.split()) for line in told.split("\n")]))
