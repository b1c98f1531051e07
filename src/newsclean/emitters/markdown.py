"""The article as Markdown, in UTF-8."""

from __future__ import annotations

from newsclean.result import Result


def chunks(
    result: Result, *, links: bool, images: bool, with_title: bool, front_matter: bool
) -> tuple[bytes, ...]:
    """All of it, or nothing; see `Result.markdown`."""
    text = result.markdown(
        links=links, images=images, with_title=with_title, front_matter=front_matter
    )
    return (text.encode(),) if text else ()
