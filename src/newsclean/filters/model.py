"""What no table knows, judged by its surroundings."""

from __future__ import annotations

from newsclean.filters.base import Filter


class Model(Filter):
    """Lines that many weak signs together tell from an article's, in any language.

    A learned model weighs what a line is made of, its words, its neighbours and its place, after
    the other filters and with their marks in view. It says how sure it is, from 0.5 on where a mark
    is worth the risk, and names the three signs that weighed most. Lines as long as paragraphs it
    judges by their wording alone.

    Removes:
        Paylaşmak için tıklayın
        Diğer haberleri oku
    Keeps:
        The last boat
        Show us what you have, he told the crew.
    Seen: templates and languages that no phrase table covers.
    """

    name = "model"
    families = frozenset()
