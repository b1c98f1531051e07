"""The text of an article that a page shows on demand: in JSON-LD, a template, `noframes`."""

from __future__ import annotations

from newsclean.html.forms import is_article
from newsclean.html.head import scripts_of
from newsclean.html.parse import parse
from newsclean.html.walk import Walk
from newsclean.patterns import Pattern

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_ENOUGH = 500  # a shorter text is a summary
_TEMPLATE = "text/template"
# `If a <b and c> d` is none.
MARKUP = Pattern(
    r"</?(?:p|br|div|h[1-6]|ul|ol|li|a|em|strong|b|i|span|img|blockquote)(?:\s[^<>]*=[^<>]*)?\s*/?>"
)


def in_json(root: Any) -> str | None:
    """What the JSON-LD of a page tells of its article's text."""
    told = scripts_of(root).article.get("articleBody")
    return told if isinstance(told, str) and len(told) >= _ENOUGH else None


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
