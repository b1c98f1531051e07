"""Readers' comments and the forms for them."""

from __future__ import annotations

from newsclean.filters.base import Filter


class Comments(Filter):
    """Comment headings, counters, forms and logins, and the thread under such a heading.

    Removes:
        0 Response to "Storm nears coast"
        Post a Comment
        Your email address will not be published. Required fields are marked *
        Please enable JavaScript to view the comments powered by Disqus.
    Keeps:
        In response to "Storm nears coast", he wrote a song.
        Post a comment on the minister's page, he said, and you will be lucky to get an answer.
        Comments were closed after eleven minutes and 4,000 replies.
    Seen: Blogger, WordPress, Disqus, Isso and the comment forms of news sites.
    """

    name = "comments"
    families = frozenset(
        ("backlinks", "comment-body", "comment-count", "comment-form", "comment-heading",
         "comment-pager", "comment-widget", "comments-closed", "password-notice",
         "response-count", "trackback")
    )  # fmt: skip
