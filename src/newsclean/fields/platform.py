"""The software of the blog, as far as its wordings tell."""

from __future__ import annotations

from functools import cache  # re has loaded it already

_PLATFORMS = frozenset(("blogger", "wordpress", "ifttt"))
# Themes and plugins that exist for one platform only.
_PLATFORM_OF = {"blogger-theme": "blogger", "jetpack": "wordpress", "wordpress-com": "wordpress",
                "colormag": "wordpress", "customizr": "wordpress", "hueman": "wordpress",
                "newspack": "wordpress", "jnews": "wordpress", "largo": "wordpress"}  # fmt: skip
_ANY = frozenset(("news", "web"))


@cache  # as many as there are different cells in the tables
def _only(names: str) -> str | None:
    """The platform that a row's cell names; None when it names several, or none that we tell."""
    known = {_PLATFORM_OF.get(name, name) for name in names.split(",")} - _ANY
    return known.pop() if len(known) == 1 and known <= _PLATFORMS else None


def platform_of(platforms: dict[str, int], has_feed_link: bool) -> str | None:
    """The one platform that the rows agree on; IFTTT only when no blog is recognised."""
    votes: dict[str, int] = {}
    for names, count in platforms.items():
        name = _only(names)
        if name is not None:
            votes[name] = votes.get(name, 0) + count
    ifttt = votes.pop("ifttt", 0)
    if len(votes) == 1:
        name, count = votes.popitem()
        return name if count > 1 else None  # one wording may have been borrowed
    return "ifttt" if not votes and (ifttt or has_feed_link) else None
