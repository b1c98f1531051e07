"""What each run of a page looks like, and what stands beside it: numbers for the learned model."""

from __future__ import annotations

import re

from newsclean.html.boxes import AWAY, HEADINGS, OTHER_TAG, relation
from newsclean.html.places import HOME_SIGNS, LEAF_SIGNS, Places, Row
from newsclean.html.places import SMALL as SMALL_OF_PLACES
from newsclean.html.scene import Scene
from newsclean.sieve import Sieve

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_WORD, _DIGIT = re.compile(r"\w+"), re.compile(r"\d")
# ASCII as the pattern of words reads it: what is no part of a word is a blank.
_MARKS = "’“”‘–—…\xa0"
_WORDS_ONLY = bytes(
    n if n > 127 or n == 10 or _WORD.fullmatch(chr(n)) else 32 for n in range(256)
)
_NO_DIGITS = bytes(n for n in range(256) if not chr(n).isdecimal())
_BIG_CHARS = 150
_LONG_WAY = 12  # runs that are told apart
_MOST_COMMAS = 12  # they are counted no further
_SHORT_CHARS = 160  # what is looked at letter by letter
_ENDS, _COLONS, _QUOTES = ".!?…。！？؟।", ":：", "\"'”’»)]"
_ENDING = {**dict.fromkeys(_ENDS, 2), **dict.fromkeys(_COLONS, 1)}

# What a known wording is, by the family of its row; from _TELLING_FAMILY on it tells of what
# stands below it, too.
_FAMILIES = {
    **dict.fromkeys(("dateline", "credit-line", "byline", "photo-credit"), 1),
    **dict.fromkeys(("permalink", "tag-list", "category-list", "source-link", "reading-time",
                     "credit", "author-box", "edit-link", "notice", "toc",
                     "feed-footer", "feed-title"), 2),
    **dict.fromkeys(("related", "sidebar-heading", "read-more", "archive-heading", "archive-list",
                     "post-navigation", "backlinks", "trackback"), 3),
    **dict.fromkeys(("comment-body", "comment-count", "comment-form", "comment-heading",
                     "comment-pager", "comment-widget", "comments-closed", "response-count"), 4),
    **dict.fromkeys(("share", "follow"), 5),
    **dict.fromkeys(("newsletter", "app-promo", "paywall", "login-box", "cookie-banner",
                     "ad-marker", "password-notice"), 6),
}  # fmt: skip
_OTHER_FAMILY, _TELLING_FAMILY = 7, 3

# Of each run; those of the second tuple only where the model looks closely.
RUN_SIGNS = (
    "size", "link", "ending", "repeated", "above_size", "below_size", "below_link", "below_tag",
    "to_big_below", "like_title", "known", "under", "since_under", "heading_away", "since_heading",
)  # fmt: skip
CLOSE_SIGNS = (
    "commas", "words_upper", "digits", "first", "symbols", "broken", "above_link", "above_home",
    "above_tag", "below_home", "to_big_above", "after_h1", "above_ending", "prior_home",
    "prior_size", "prior_link", "prior_ending", "next_home", "next_size", "next_link",
)  # fmt: skip
_ENDING_AT, _LIKENESS_AT = RUN_SIGNS.index("ending"), RUN_SIGNS.index("like_title")
LIKENESS = "like_title"  # costs more than the other signs of a run: see `Signs.compare`
NAMES = RUN_SIGNS + CLOSE_SIGNS + LEAF_SIGNS + HOME_SIGNS

# Signs that are whole numbers from -1 on, and the greatest that each can be.
SMALL = SMALL_OF_PLACES | {
    **dict.fromkeys(("ending", "above_ending", "prior_ending"), 2),
    **dict.fromkeys(("repeated", "heading_away", "broken", "after_h1"), 1),
    **dict.fromkeys(("known", "under"), _OTHER_FAMILY), "first": 3,
    **dict.fromkeys(("above_home", "below_home", "prior_home", "next_home"), 4),
    **dict.fromkeys(("since_under", "since_heading", "to_big_above", "to_big_below"), _LONG_WAY),
    **dict.fromkeys(("above_tag", "below_tag"), OTHER_TAG), "commas": _MOST_COMMAS,
}  # fmt: skip


class Signs:
    """The signs of a scene's runs. What runs share in element or container is there once.

    columns: for each of RUN_SIGNS its value for every run. places: where they stand.

    title: of the page. sieve: knows the wordings of boilerplate.
    """

    def __init__(self, scene: Scene, title: str | None, sieve: Sieve) -> None:
        self.scene = scene
        walk, numbers = scene.walk, scene.numbers
        self._title = frozenset(_WORD.findall((title or "").lower()))
        self._texts = [walk.texts[i] for i in numbers]
        self._sizes = [scene.sizes[i] for i in numbers]
        self._links = [scene.links[i] for i in numbers]
        self.places = Places(scene, self._sizes, self._links)
        self._is_compared = False
        self._look_at_runs(sieve)

    def rows(self) -> list[Row]:
        """All signs of each run, as NAMES."""
        every = range(len(self._texts))
        self.compare(every)
        runs, close = self.runs(every), self.close(every)
        places = self.places
        return [
            [*run, *near, *places.leaf_rows[leaf], *places.home_rows[home]]
            for run, near, leaf, home in zip(
                runs, close, places.leaf_of, places.home_of, strict=True
            )
        ]

    def _look_at_runs(self, sieve: Sieve) -> None:
        """The signs of runs and of what stands beside them."""
        texts, sizes = self._texts, self._sizes
        shares = self._shares = [
            link / size if link else 0.0 for link, size in zip(self._links, sizes, strict=True)
        ]
        self._is_big = [
            size >= _BIG_CHARS and link * 3 < size
            for size, link in zip(sizes, self._links, strict=True)
        ]
        codes = [box.code for box in self.scene.leaves]
        seen: set[str] = set()
        repeated, endings = [], []
        known, under, since_under, heading_away, since_heading = [], [], [], [], []
        line_of = sieve.line
        family, steps, is_away, heading_steps = 0, _LONG_WAY, -1, _LONG_WAY
        for text, size, box in zip(texts, sizes, self.scene.leaves, strict=True):
            repeated.append(1 if text in seen else 0)
            seen.add(text)
            last = text[-1]
            if last in _QUOTES and len(text) > 1 and text[-2] in _ENDS:
                last = text[-2]
            endings.append(_ENDING.get(last, 0))
            own = 0
            if size <= _SHORT_CHARS:
                hit = line_of(text).hit
                if hit is not None:
                    own = _FAMILIES.get(hit[0].family, _OTHER_FAMILY)
            known.append(own)
            under.append(family)
            since_under.append(steps)
            heading_away.append(is_away)
            since_heading.append(heading_steps)
            if steps < _LONG_WAY:
                steps += 1
            if heading_steps < _LONG_WAY:
                heading_steps += 1
            if own >= _TELLING_FAMILY:
                family, steps = own, 0
            if box.tag in HEADINGS:
                is_away = 1 if own >= _TELLING_FAMILY or box.bits & AWAY else 0
                heading_steps = 0
        widths = list(map(float, sizes))
        self.columns: list[Sequence[float]] = [
            widths, shares, endings, repeated, [0.0, *widths[:-1]], [*widths[1:], 0.0],
            [*shares[1:], 0.0], [*codes[1:], -1], _since(self._is_big[::-1])[::-1],
            [0.0] * len(texts), known, under, since_under, heading_away, since_heading,
        ]  # fmt: skip

    def compare(self, asked: Sequence[int]) -> None:
        """Find out how much of the page's title some runs say; before, none says any of it."""
        texts, sizes, title = self._texts, self._sizes, self._title
        if title and not self._is_compared:
            self._is_compared = len(asked) == len(texts)  # the next look need not ask again
            likeness = list(self.columns[_LIKENESS_AT])
            short = [k for k in asked if sizes[k] < 2 * _SHORT_CHARS]
            for k, words in zip(short, _words_of([texts[k] for k in short]), strict=True):
                both = title.intersection(words)
                if both:
                    # Less when these are few of the title's.
                    share = len(both) / len(set(words))
                    likeness[k] = share * min(1.0, 2 * len(both) / len(title))
            self.columns[_LIKENESS_AT] = likeness

    def is_announced(self, k: int, chances: Sequence[float], least: float = 0.5) -> bool:
        """Whether the last run above in another container is likely, and ends in a colon."""
        homes = self.scene.homes
        at = k - 1
        while at >= 0 and homes[at] is homes[k]:
            at -= 1
        return at >= 0 and chances[at] >= least and self.columns[_ENDING_AT][at] == 1

    def runs(self, asked: Sequence[int]) -> Iterator[tuple[float, ...]]:
        """RUN_SIGNS of some runs, one after the other."""
        columns = self.columns
        if len(asked) < len(self._texts):
            columns = [[column[k] for k in asked] for column in columns]
        return zip(*columns, strict=True)

    def close(self, asked: Sequence[int]) -> list[Row]:
        """CLOSE_SIGNS of some runs."""
        texts, sizes = self._texts, self._sizes
        leaves, homes = self.scene.leaves, self.scene.homes
        breaks, numbers = self.scene.walk.breaks, self.scene.numbers
        above_big = _since(self._is_big)
        heading = next((k for k, box in enumerate(leaves) if box.tag == "h1"), len(leaves))
        last = len(leaves) - 1
        prior, after = neighbours([box.number for box in homes])
        shares, endings = self._shares, self.columns[_ENDING_AT]
        rows = []
        for k in asked:
            text, home = texts[k], homes[k]
            commas = text.count(",") + text.count("，") + text.count("、")
            upper = digits = symbols = 0.0
            if sizes[k] <= _SHORT_CHARS:
                words = text.split()
                upper = sum([word[0].isupper() for word in words]) / len(words)
                digits = _count_digits(text) / len(text)
                symbols = _symbols(text)
            above_link, above_home, above_tag, below_home = 0.0, 0, -1, 0
            above_ending: float = -1
            if k:
                above = leaves[k - 1]
                above_link, above_tag = shares[k - 1], above.code
                above_home = relation(home, homes[k - 1])
                above_ending = endings[k - 1]
            if k < last:
                below_home = relation(home, homes[k + 1])
            # What stands around the list, the table, the box that the run is a part of.
            at, below = prior[k], after[k]
            beside: list[float] = [-1, 0.0, 0.0, -1]
            if at >= 0:
                beside = [relation(home, homes[at]), sizes[at], shares[at], endings[at]]
            if below >= 0:
                beside += relation(home, homes[below]), sizes[below], shares[below]
            else:
                beside += -1, 0.0, 0.0
            rows.append([
                min(commas, _MOST_COMMAS), upper, digits, _first(text), symbols,
                1 if breaks[numbers[k]] else 0, above_link, above_home,
                above_tag, below_home, above_big[k], 1 if k >= heading else 0,
                above_ending, *beside,
            ])  # fmt: skip
        return rows


def neighbours(homes: list[int]) -> tuple[list[int], list[int]]:
    """For each run the last one above and the first one below that stand in another container.

    homes: the number of the container of each. -1 where there is none.
    """
    count = len(homes)
    prior = _last_others(homes)
    after = [count - 1 - k if k >= 0 else -1 for k in reversed(_last_others(homes[::-1]))]
    return prior, after


def _last_others(homes: list[int]) -> list[int]:
    found = []
    last, here = -1, -1
    for k, home in enumerate(homes):
        if home != here:
            last, here = k - 1, home
        found.append(last)
    return found


def _since(is_one: list[bool]) -> list[int]:
    """Entries since the last that was one."""
    found = []
    since = _LONG_WAY
    for one in is_one:
        found.append(since)
        since = 0 if one else min(since + 1, _LONG_WAY)
    return found


def _words_of(texts: list[str]) -> list[list[str]]:
    """The words of each text in small letters; English ones much faster than by the pattern.

    texts: none holds a line end; all at once cost half of one by one.
    """
    if not texts:
        return []
    whole = "\n".join(texts).lower()
    if not whole.isascii():
        for mark in _MARKS:
            whole = whole.replace(mark, " ")
    lines = whole.encode("utf-8", "replace").translate(_WORDS_ONLY).decode().split("\n")
    return [line.split() if line.isascii() else _foreign_words(line) for line in lines]


def _foreign_words(line: str) -> list[str]:
    """The words of a line without ASCII's marks, which may hold others."""
    words = line.split()
    return words if "".join(words).replace("_", "").isalnum() else _WORD.findall(line)


def _count_digits(text: str) -> int:
    if text.isascii():
        return len(text.encode().translate(None, _NO_DIGITS))
    return len(_DIGIT.findall(text))


def _symbols(text: str) -> float:
    """4 for an address, 1 for what separates items; 2 more for signs of rights and addresses."""
    found = 0.0
    if "://" in text:
        found = 4.0
    elif "|" in text or "»" in text or "·" in text or "•" in text:
        found = 1.0
    return found + 2.0 if "©" in text or "@" in text else found


def _first(text: str) -> int:
    """1 for a small letter, 2 for a digit, 0 for other letters, 3 for anything else."""
    start = text[0]
    if start.islower():
        return 1
    if start.isdigit():
        return 2
    return 0 if start.isalpha() else 3
