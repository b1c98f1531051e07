"""Hidden second copies of an article: what they say stands above already, word by word."""

from __future__ import annotations

from collections.abc import Sequence

from newsclean.html.walk import Walk

_HEAD_CHARS, _START_CHARS, _COPY_CHARS, _BESIDE_CHARS = 25, 40, 120, 60
_MOST_ALIKE = 8  # runs of one beginning that are told apart


def copies(walk: Walk, kept: Sequence[int]) -> list[int]:
    """Those of the kept runs that run several kept runs above together; and copies beside these.

    Blanks do not count. One paragraph that stands above already is no copy by itself: it may be
    the refrain of a song.
    """
    heads = [walk.texts[i][:_HEAD_CHARS] for i in kept if len(walk.texts[i]) >= _START_CHARS]
    if len(set(heads)) == len(heads):  # of most pages
        return []
    texts = ["".join(walk.texts[i].split()) for i in kept]
    whole = "".join(texts)
    starts: dict[str, list[tuple[int, int]]] = {}  # how runs begin -> where, and which they are
    joined: list[int] = []
    single: set[int] = set()
    at = 0
    for n, text in enumerate(texts):
        if len(text) >= _START_CHARS:
            known = starts.setdefault(text[:_START_CHARS], [])
            for begin, first in known:
                if (
                    begin + len(text) <= at and whole.startswith(text, begin)
                    and walk.frames[kept[n]][1] is not walk.frames[kept[first]][1]
                ):  # fmt: skip
                    if len(text) > max(len(texts[first]), _COPY_CHARS):
                        joined.append(n)
                    elif len(text) >= _BESIDE_CHARS:
                        single.add(n)
                    break
            if len(known) < _MOST_ALIKE:
                known.append((at, n))
        at += len(text)
    found = set(joined)
    for step in (-1, 1):
        for n in joined:
            while (n := n + step) in single:
                found.add(n)
    return sorted(kept[n] for n in found)
