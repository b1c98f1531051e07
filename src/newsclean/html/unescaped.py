"""Titles and descriptions without the markup that somebody left in them."""

from __future__ import annotations

from newsclean.patterns import Pattern

_ENTITY = Pattern(r"&(?:#\d{2,5}|#x[0-9A-Fa-f]{2,4}|[A-Za-z]{2,6});")


def as_text(told: str) -> str:
    """A title or a description without what stands in it for lack of care.

    That is tags, and entities of entities: `A barge&rsquo;s gravel`.
    """
    text = told
    if "&" in text and _ENTITY.search(text):
        from html import unescape

        text = unescape(text)
    if "</" in text:
        from newsclean.html.waiting import MARKUP

        text = MARKUP.sub("", text.replace("<br", " <br"))
    return told if text is told else " ".join(text.split()) or told
