"""One row of a rule pack: what it fits, and how far its author trusts it."""

from __future__ import annotations

# Families of the tables that a rule may join; a test compares. Those that belong to the article
# (credits, datelines) are not among them.
FAMILIES = tuple(
    """ad-marker app-promo archive-heading archive-list author-box back-to-top backlinks byline
    category-list comment-body comment-count comment-form comment-heading comment-pager
    comment-widget comments-closed cookie-banner copyright credit edit-link embed-placeholder
    empty-result feed-footer feed-link feed-title follow language-switch loading login-box menu
    mobile-switch newsletter notice password-notice paywall permalink post-navigation read-more
    reading-time related report-abuse response-count search-box share sidebar-heading skip-link
    source-link tag-list toc trackback unfilled-placeholder""".split()
)
FILTER = "rules"  # the name under which all their marks go

# How sure a rule is of its lines, by its `risk`.
SURENESS = {"low": 1.0, "medium": 0.9, "high": 0.75}


class Rule:
    """One row.

    id: `PACK:ID`, as marks and records name it. phrase or pattern: what it fits, the other is "".
    is_plain: whether braces of the phrase are braces. is_keep: whether it protects lines instead
    of removing them. place: file and line where it stands, for messages.
    count, share, last_matched: how many articles carried its line when it was learned, what share
    of all that was, and the day of the newest; 0, 0 and "" for one that a person wrote.
    article: how a line of the only articles begins in which it holds, "" for all.
    position, risk, match, standalone, captures: as in the tables. family: the table whose rows it
    is like, "" for none: then its words are enough in its position.
    below, above: how many lines under and over its own go along at most, 0 for none; through:
    whether sentences among those under it do.
    """

    __slots__ = ("above", "article", "below", "captures", "count", "family", "id", "is_keep",
                 "is_plain", "keeps", "last_matched", "match", "pattern", "phrase", "place",
                 "position", "removes", "risk", "share", "standalone", "through")  # fmt: skip

    def __init__(self, rule_id: str, place: str, *, phrase: str = "", pattern: str = "") -> None:
        self.id = rule_id
        self.place = place
        self.phrase = phrase
        self.pattern = pattern
        self.is_keep = False
        self.is_plain = False
        self.match = "full-line"
        self.position = "anywhere"
        self.standalone = True
        self.risk = "low"
        self.family = ""
        self.article = ""
        self.below = self.above = 0
        self.through = False
        self.count = 0
        self.share = 0.0
        self.last_matched = ""
        self.captures: tuple[str, ...] = ()
        self.removes: tuple[str, ...] = ()
        self.keeps: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return f"Rule({self.id}, {self.phrase or self.pattern!r})"

    @property
    def pack(self) -> str:
        """The name of its pack."""
        return self.id.partition(":")[0]

    @property
    def own_id(self) -> str:
        """Its id inside of its pack."""
        return self.id.partition(":")[2]

    def told(self) -> str:
        """What it says of lines, as one text; place and examples left out."""
        parts = (self.id, self.phrase, self.pattern, self.is_keep, self.is_plain, self.match,
                 self.position, self.standalone, self.risk, self.family, self.captures,
                 self.below, self.above, self.through)  # fmt: skip
        return repr((*parts, self.article) if self.article else parts)
