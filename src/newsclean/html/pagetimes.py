"""What the elements of a page that are made for it say of time: `time` and `abbr`."""

from __future__ import annotations

from newsclean.html.elements import is_in_sentence, text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from newsclean.html.body import Body
    from newsclean.html.head import Told

_MOST_TIMES = 20


def times(body: Body) -> tuple[list[Told], list[Told]]:
    """Those of the article: that say that they tell of publication, then the first.

    And those that count where nothing else tells a date: what stands below the text may be of a
    related article, what stands outside of headline and text is only believed if it says so.
    """
    sure: list[Told] = []
    rest: list[Told] = []
    late: list[Told] = []
    for element in body.tagged["time"][:_MOST_TIMES] + body.tagged["abbr"][:_MOST_TIMES]:
        names = f"{element.get('class') or ''} {element.get('itemprop') or ''}".lower()
        value = _value(element, names)
        if not value or "updated" in names.split() or "modified" in names:
            continue
        if body.is_elsewhere(element):
            continue
        is_sure = "publish" in names or element.get("pubdate") is not None
        if not is_sure and is_in_sentence(element):
            continue
        told = value, f"html:{element.tag}"
        region = body.region
        if region is not None and region.is_outside(element):
            if is_sure:
                late.append(told)
        elif region is not None and region.is_behind(element):
            late.append(told)
        else:
            (sure if is_sure else rest).append(told)
    return sure + rest[:1], late


def _value(element: Any, names: str) -> str | None:
    if element.tag == "abbr":
        return element.get("title") if "published" in names else None
    return element.get("datetime") or element.get("content") or text_of(element)
