"""The software of the blog, as far as its wordings tell."""

from __future__ import annotations

_PLATFORMS = frozenset(("blogger", "wordpress", "ifttt"))
# Themes and plugins that exist for one platform only.
_PLATFORM_OF = {"blogger-theme": "blogger", "jetpack": "wordpress", "wordpress-com": "wordpress",
                "colormag": "wordpress", "customizr": "wordpress", "hueman": "wordpress",
                "newspack": "wordpress", "jnews": "wordpress", "largo": "wordpress"}  # fmt: skip
_ANY = frozenset(("news", "web"))


def platform_of(platforms: dict[str, int], has_feed_link: bool) -> str | None:
    """The one platform that the rows agree on; IFTTT only when no blog is recognised."""
    votes: dict[str, int] = {}
    for names, count in platforms.items():
        known = {_PLATFORM_OF.get(name, name) for name in names.split(",")} - _ANY
        if len(known) == 1 and (name := known.pop()) in _PLATFORMS:
            votes[name] = votes.get(name, 0) + count
    ifttt = votes.pop("ifttt", 0)
    if len(votes) == 1:
        name, count = votes.popitem()
        return name if count > 1 else None  # one wording may have been borrowed
    return "ifttt" if not votes and (ifttt or has_feed_link) else None
