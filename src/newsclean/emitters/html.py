"""The article as a fragment of harmless HTML, in UTF-8."""

from __future__ import annotations

from newsclean.result import Result


def chunks(result: Result, *, links: bool, images: bool, with_title: bool) -> tuple[bytes, ...]:
    """All of it, or nothing; see `Result.html`."""
    text = result.html(links=links, images=images, with_title=with_title)
    return (text.encode(),) if text else ()
