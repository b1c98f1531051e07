"""The words that fields are read with: `words.tsv`, loaded when the first name is judged."""

from __future__ import annotations

from functools import cache  # re has loaded it already


@cache
def words(kind: str) -> frozenset[str]:
    """The folded words of one kind.

    not-name: stands where an author's name would, and is none. updated: tells of a later date.
    author: heads a note on one (`About the author`). office: what somebody is. and: joins two
    names. by: stands before one. agency: sends news to papers. with: names whose text was used.
    picture: what others made than the text. no-title: what programs call a page that nobody named.
    paper: begins or ends the name of a paper or a body. in: stands before a place. title: stands
    before a name. theme: tells of software, not of a publisher.
    rest: what is left to read where one pays.
    social: a host whose addresses are never an article's source.
    """
    path = __file__.removesuffix("words.py") + "words.tsv"
    with open(path, encoding="utf-8") as file:
        rows = [line.split("\t") for line in file.read().split("\n")[1:] if line]
    return frozenset(row[0] for row in rows if row[1] == kind)


@cache
def beginnings(kind: str) -> tuple[str, ...]:
    """The words of one kind as `str.startswith` wants them."""
    return tuple(words(kind))
