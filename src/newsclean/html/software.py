"""The publishing system of a page, as the page names it or loads from it."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from newsclean.html.head import Head, Told

# System -> what stands in the addresses of styles and scripts of each of its pages.
_TRACES = {"wordpress": ("wp-content", "wp-includes", "wordpress", "/wp-json", "xmlrpc.php"),
           "blogger": ("blogger", "blogspot")}  # fmt: skip


def read_platform(head: Head) -> Told | None:
    """The system that calls itself the page's generator, if it is one that we tell."""
    for told in head.told("generator"):
        name = told.partition(" ")[0].lower()
        if name in _TRACES:
            return name, "meta:generator"
    return None


def foreign_platforms(head: Head) -> frozenset[str]:
    """The systems from which a page loads nothing, so that its wordings are borrowed ones."""
    tagged = head.body.tagged
    found = [element.get("href") for element in tagged["link"]]
    found += [element.get("src") for element in tagged["script"]]
    addresses = "\n".join(filter(None, found))
    return frozenset(
        name for name, traces in _TRACES.items() if not any(trace in addresses for trace in traces)
    )
