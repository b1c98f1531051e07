"""Which of several copies is the best, and why; what all of them know together."""

from __future__ import annotations

from newsclean.dedup.dating import is_known, order
from newsclean.hosts import host_of
from newsclean.patterns import Pattern

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    # Name, size of the text as features tell it, what is known of it.
    Copy = tuple[str, int, dict[str, Any]]

# What copies are asked for; the rest of a record is about one text.
FIELDS = ("title", "date", "authors", "publisher", "source_url", "canonical_url", "url",
          "feed_title", "language")  # fmt: skip
TOLD = "newsclean"  # the field of a record that holds ours
_DATE = Pattern(r"(?:1[6-9]|20)\d\d-[01]\d(?:-[0-3]\d(?:[T ]\d\d:.*)?)?(?![\w-])")
_REASONS = ("whole, others are cut", "the earliest date", "the publisher's own page",
            "most is known of it", "the longest")  # fmt: skip
_WHOLE = 0.95  # of the longest text: shorter ones are cut
# Where so many are as long as each other and one is longer, that has a footer; a cut text is less.
_SEVERAL, _WHOLE_OF_ONE = 3, 0.7


def best(copies: Sequence[Copy]) -> tuple[int, str]:
    """The number of the best copy, and the reason in words.

    Whole texts before cut ones, then the earliest date, then the publisher's own page before a
    repost, then who knows most, then the longest, then the first by name.
    """
    if len(copies) == 1:
        return 0, "the only one"
    least = _whole_from(sorted(size for _, size, _ in copies))
    dates = order([known.get("date") for _, _, known in copies])
    told = [_weighed(copy, least, date[0]) for copy, date in zip(copies, dates, strict=True)]
    chosen = min(range(len(copies)), key=told.__getitem__)
    own = told[chosen]
    for k, reason in enumerate(_REASONS):
        if any(other[:k] == own[:k] and other[k] != own[k] for other in told):
            return chosen, reason
    return chosen, "the first by name, all alike"


def _whole_from(sizes: list[int]) -> float:
    """The size of which a text is not cut. sizes: ascending, two and more."""
    *others, longest = sizes
    least = _WHOLE * others[-1]
    if sum(size >= least for size in others) < _SEVERAL:
        return _WHOLE * longest
    return max(least, _WHOLE_OF_ONE * longest)


def _weighed(copy: Copy, least: float, date: str) -> tuple[int, str, int, int, int, str]:
    name, size, known = copy
    is_cut = size < least
    is_repost = not _is_own_page(known)
    fields = sum(bool(known.get(field)) for field in FIELDS)
    return int(is_cut), date, int(is_repost), -fields, -size, name


def _is_own_page(known: dict[str, Any]) -> bool:
    """Whether a text was scraped where it was published first, as far as its addresses tell."""
    hosts = [_host(known.get(field)) for field in ("url", "source_url", "canonical_url")]
    own, *others = hosts
    return own is not None and own in others


def _host(url: object) -> str | None:
    return host_of(url) or None if isinstance(url, str) else None


def told_by(value: Callable[[str], object]) -> dict[str, Any]:
    """What a record says of its document, and before it our own record in it, if there is one.

    value: gives a field by name. A date counts if it is one by ISO 8601: others do not compare.
    """
    own = value(TOLD)
    known = {}
    for source in ((own if isinstance(own, dict) else {}).get, value):
        for field in FIELDS:
            told = source(field)
            if field == "authors":
                told = [told] if isinstance(told, str) and told else told
                is_fit = isinstance(told, list) and all(isinstance(one, str) for one in told)
            elif field == "date":
                is_fit = isinstance(told, str) and _DATE.match(told) is not None
            else:
                is_fit = isinstance(told, str)
            if told and is_fit:
                known[field] = told
    return known


def merged(copies: Sequence[Copy], chosen: int) -> tuple[dict[str, Any], dict[str, str]]:
    """What the copies know together, and from which each field is; the chosen one is asked first.

    A repost often keeps the original address that another one lost. Of dates the earliest counts,
    and of those that may be one that which tells most.
    """
    others = [chosen, *(n for n in range(len(copies)) if n != chosen)]
    known: dict[str, Any] = {}
    sources: dict[str, str] = {}
    for n in others:
        name, _, own = copies[n]
        for field in FIELDS:
            value = own.get(field)
            if value and field != "date" and field not in known:
                known[field], sources[field] = value, name
    dates = order([copies[n][2].get("date") for n in others])
    at = min(range(len(dates)), key=dates.__getitem__)
    if is_known(dates[at]):
        name, _, own = copies[others[at]]
        known["date"], sources["date"] = own["date"], name
    return {field: known[field] for field in FIELDS if field in known}, sources
