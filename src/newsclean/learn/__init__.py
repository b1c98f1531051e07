"""What repeats in the posts of a site: its template, as a rule pack."""

from __future__ import annotations

from collections.abc import Iterable

from newsclean.learn.finding import Finding
from newsclean.learn.mining import mine
from newsclean.learn.store import Posts
from newsclean.lexicon import Lexicon

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Finding", "Posts", "found", "learn"]


def learn(texts: Iterable[str], name: str = "site") -> str:
    """The rule pack of one site, as TOML, from the texts of its posts.

    name: what the pack is called. A line becomes a rule when several different articles carry it
    and its place is not that of an article's; what may be a subheading stands in a comment.
    """
    from newsclean.learn.written import written

    posts = Posts()
    for text in texts:
        posts.add(text)
    return written(name, list(found(posts)))


def found(posts: Posts) -> Iterator[tuple[str, int, list[Finding]]]:
    """For each site its name, how many different articles were read of it, and what repeats."""
    lexicon = Lexicon()  # one for all sites: it reads its rows as they are asked for
    for site, bodies in posts.sites():
        articles, findings = mine(bodies, lexicon)
        yield site, articles, findings
