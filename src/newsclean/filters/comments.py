"""Readers' comments and the forms for them."""

from __future__ import annotations

from newsclean.filters.base import FAIR, Filter, Verdict
from newsclean.line import STRONG
from newsclean.survey import Survey

_FORMS = frozenset(("comment-form", "comments-closed"))


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

    def in_body(self, survey: Survey, i: int) -> Verdict | None:
        """A whole wording of several words that stands alone between paragraphs."""
        name, weight = survey.sign(i)
        is_whole = weight == STRONG and not survey.hits[i][1]
        # `57 Kommentare` is a counter, `No comments` may be a subhead.
        is_counter = name == "comment-count" and any(map(str.isdigit, survey.key(i)))
        says_so = is_whole and (is_counter or name in _FORMS)
        if says_so and survey.has_words(i) and survey.is_alone(i):
            return f"{survey.describe(i)} alone between paragraphs", FAIR
        return super().in_body(survey, i)
