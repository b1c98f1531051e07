"""Forms to sign in: whether one is what a page is for, or stands beside a story."""

from __future__ import annotations

from itertools import takewhile

from newsclean.html.walk import Frame
from newsclean.patterns import Pattern

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

# Where forms stand that open on demand, on each page of a site.
_FRAMES = frozenset(("header", "nav", "footer", "aside", "dialog"))
_ON_DEMAND = Pattern(
    r"modal|pop-?up|overlay|dialog|lightbox|drop-?down|drawer|off-?canvas|toggle|collaps"
    r"|side-?bar|widget"
)
_HIDING = Pattern(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)")
# What publishing systems call the element that holds an article's text.
_BODIES = Pattern(
    r"(?:^|\s)(?:entry-content|post-body|post-content|article-body|article-content|story-body)"
    r"(?:\s|$)"
)
# Of `input`: what nobody fills in, or what each page has.
_NO_FIELDS = frozenset(("hidden", "search", "submit", "button", "image", "reset", "checkbox"))


def asks_password(root: Any, frames: Sequence[Frame]) -> bool:
    """Whether a page shows a field for a password without being asked to.

    frames: of all lines of the text. What holds the text, too, opens with the page, whatever it is
    called.
    """
    around = set()
    for frame in frames:
        up: Frame | None = frame
        while up is not None and up[0] not in around:
            around.add(up[0])
            up = up[1]
    return any(
        _kind(field) == "password" and not any(
            map(_opens_on_demand, takewhile(lambda up: up not in around, field.iterancestors()))
        )
        for field in root.iter("input")
    )  # fmt: skip


def is_told_apart(frames: Sequence[Frame]) -> bool:
    """Whether a text stands in what the page calls an article, and no field to fill in with it.

    A page to sign in may be called an article, too, as WordPress calls all of its pages: then its
    form stands in it. frames: of all lines of the text.
    """
    holders = {_article_around(frame) for frame in frames}
    return bool(holders) and all(
        holder is not None
        and all(_kind(field) in _NO_FIELDS for field in holder.iter("input"))
        for holder in holders
    )


def _kind(field: Any) -> str:
    return (field.get("type") or "text").strip().lower()


def _opens_on_demand(element: Any) -> bool:
    get = element.get
    return (
        element.tag in _FRAMES
        or get("hidden") is not None
        or get("aria-hidden") == "true"
        or _ON_DEMAND.search(f"{get('class') or ''} {get('id') or ''}".lower()) is not None
        or _HIDING.search((get("style") or "").lower()) is not None
    )


def _article_around(frame: Frame) -> Any:
    """The innermost element around a line that is an article's by its tag or names, or None."""
    up: Frame | None = frame
    while up is not None:
        if is_article(up[0]):
            return up[0]
        up = up[1]
    return None


def is_article(element: Any) -> bool:
    """Whether an element is an article's by its tag or names."""
    return (
        element.tag == "article"
        or (element.get("itemprop") or "").lower() == "articlebody"
        or _BODIES.search((element.get("class") or "").lower()) is not None
    )
