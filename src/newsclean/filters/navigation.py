"""Ways to other pages."""

from __future__ import annotations

from newsclean.filters.base import Filter


class Navigation(Filter):
    """Newer and older post, home, menus, breadcrumbs, archives, side columns, pagination.

    Removes:
        Newer PostOlder PostHome
        Skip to main content
        Subscribe to: Post Comments (Atom)
    Keeps:
        Older posts along the fence have rotted and will be replaced in spring.
        Home.
    Seen: Blogger, WordPress and news sites.
    """

    name = "navigation"
    families = frozenset(
        ("archive-heading", "archive-list", "back-to-top", "edit-link", "empty-result",
         "feed-link", "heading-anchor", "language-switch", "login-box", "menu", "mobile-switch",
         "post-navigation", "search-box", "sidebar-heading", "skip-link", "toc",
         "trail", "translate", "archive", "arrow", "foreign")
    )  # fmt: skip
